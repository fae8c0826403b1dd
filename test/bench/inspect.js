// The inspectors beside LLVM's (and GNU objdump) in one run: wall time and the ratio. The large file is Node itself.
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const KBUILD = [process.execPath, join(ROOT, "bin/kbuild.js")];
const LARGE = process.execPath;
const SMALL = join(ROOT, "fixtures/link/elf168/dev");
const sink = openSync("/dev/null", "w");

/** Best of some runs in milliseconds, or undefined where the tool is not installed. */
function best(command, rounds) {
  let least;
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    const { status, error } = spawnSync(command[0], command.slice(1), { stdio: ["ignore", sink, sink] });
    if (error !== undefined || status !== 0) return undefined;
    const took = performance.now() - start;
    least = least === undefined ? took : Math.min(least, took);
  }
  return least;
}

function row(name, ours, other, otherName) {
  const times = ours === undefined ? "failed" : `${ours.toFixed(0)} ms`;
  const beside =
    ours === undefined || other === undefined
      ? `${otherName} not there`
      : `${(ours / other).toFixed(2)}x ${otherName} (${other.toFixed(0)} ms)`;
  console.log(`${name.padEnd(28)} ${times}  ${beside}`);
}

row("kbuild nm, small file", best([...KBUILD, "nm", SMALL], 7), best([process.execPath, "-e", "0"], 7), "node -e 0");
for (const tool of ["nm", "size"])
  row(`kbuild ${tool}, node`, best([...KBUILD, tool, LARGE], 3), best([`llvm-${tool}-15`, LARGE], 3), `llvm-${tool}`);
const code = best([...KBUILD, "objdump", "-d", LARGE], 1);
row("kbuild objdump -d, node", code, best(["llvm-objdump-15", "-d", LARGE], 1), "llvm-objdump");
row("kbuild objdump -d, node", code, best(["objdump", "-d", LARGE], 1), "GNU objdump");
closeSync(sink);

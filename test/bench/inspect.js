// The inspectors beside LLVM's (and GNU objdump) in one run: time on the clock and of processors, which other work on the machine
// disturbs less, and the ratios. The large file is Node itself.
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const KBUILD = [process.execPath, join(ROOT, "bin/kbuild.js")];
const LARGE = process.execPath;
const SMALL = join(ROOT, "fixtures/link/elf168/dev");
const sink = openSync("/dev/null", "w");

/** Runs a program, then tells seconds of processors on the last line of the standard error. */
const MEASURED = ["time", "-f", "%U %S"];

/** The least of some runs in milliseconds, or undefined where the tool is not installed. */
function best(command, rounds) {
  const least = { wall: Infinity, processor: Infinity };
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    const { status, error, stderr } = spawnSync("env", [...MEASURED, ...command], { stdio: ["ignore", sink, "pipe"], encoding: "utf8" });
    if (error !== undefined || status !== 0) return undefined;
    const [user, system] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
    least.wall = Math.min(least.wall, performance.now() - start);
    least.processor = Math.min(least.processor, 1000 * (user + system));
  }
  return least;
}

function row(name, ours, other, otherName) {
  const ratio = (what) => `${ours[what].toFixed(0)} ms, ${(ours[what] / other[what]).toFixed(2)}x (${other[what].toFixed(0)} ms)`;
  const isTold = ours !== undefined && other !== undefined;
  const alone = ours === undefined ? "failed" : `${ours.wall.toFixed(0)} ms; ${otherName} not there`;
  console.log(`${name.padEnd(26)} ${isTold ? `${ratio("wall")}   processors ${ratio("processor")}   ${otherName}` : alone}`);
}
row("kbuild nm, small file", best([...KBUILD, "nm", SMALL], 7), best([process.execPath, "-e", "0"], 7), "node -e 0");
for (const tool of ["nm", "size"])
  row(`kbuild ${tool}, node`, best([...KBUILD, tool, LARGE], 3), best([`llvm-${tool}-15`, LARGE], 3), `llvm-${tool}`);
const code = best([...KBUILD, "objdump", "-d", LARGE], 1);
row("kbuild objdump -d, node", code, best(["llvm-objdump-15", "-d", LARGE], 1), "llvm-objdump");
row("kbuild objdump -d, node", code, best(["objdump", "-d", LARGE], 1), "GNU objdump");
closeSync(sink);

// The linker beside LLD: ten objects of a thousand functions. Node's start is told on its own, and taken off the ratio that
// compares the work; memory is what linking takes on top of an idle Node, beside the size of the inputs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";

const ROOT = resolve(import.meta.dirname, "../..");
const LLD = process.env.LLD_TO_COMPARE ?? "ld.lld-22";
const ROUNDS = 9;

const folder = mkdtempSync(join(tmpdir(), "kbuild-bench-link-"));

/** The quickest of some runs: others only tell what else the machine does. */
function quickest(command, words) {
  let least = Infinity;
  let output = "";
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { status, error, stdout, stderr } = spawnSync(command, words, { cwd: folder, encoding: "utf8" });
    if (error !== undefined || status !== 0) return { failed: (stderr ?? String(error)).split("\n")[0] };
    least = Math.min(least, performance.now() - start);
    output = stdout;
  }
  return { least, output };
}

try {
  const once = join(folder, "link-once.cjs");
  const bundle = await rolldown({ input: join(ROOT, "test/bench/link-once.ts"), platform: "node", logLevel: "silent" });
  await bundle.write({ file: once, format: "cjs" });
  spawnSync(process.execPath, [once, "make", folder]);
  const objects = readdirSync(folder).filter((name) => name.endsWith(".o"));
  const size = objects.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const empty = quickest(process.execPath, ["-e", "console.log(process.resourceUsage().maxRSS)"]);
  const lld = quickest(LLD, ["-o", "lld.out", "--eh-frame-hdr", "--gc-sections", "-pie", "-znow", ...objects]);
  const own = quickest(process.execPath, [once, "link", "kbuild.out", ...objects]);
  console.log("");
  console.log(`link, ${objects.length} objects`.padEnd(28), `${(size / 2 ** 20).toFixed(1)} MiB`);
  if (lld.failed !== undefined) console.log(LLD.padEnd(28), `failed: ${lld.failed}`);
  else console.log(LLD.padEnd(28), `${lld.least.toFixed(1)} ms`);
  const ratio = (time) => (lld.least === undefined ? "" : `  ${(time / lld.least).toFixed(2)}x`);
  const work = own.least - empty.least;
  console.log("kbuild, with Node's start".padEnd(28), `${own.least.toFixed(1)} ms${ratio(own.least)}`);
  console.log("kbuild, without".padEnd(28), `${work.toFixed(1)} ms${ratio(work)}`);
  const memory = (Number(own.output) - Number(empty.output)) * 1024;
  console.log("memory of the link".padEnd(28), `${(memory / 2 ** 20).toFixed(1)} MiB  ${(memory / size).toFixed(1)}x the inputs`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

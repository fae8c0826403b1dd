// The linker beside LLD: ten objects of a thousand functions. Node's start is told on its own, and taken off the ratio that
// compares the work; memory is what the link takes on top of a link of next to nothing, beside the size of the inputs. Both
// are told as time on the clock and as time of processors, which other work on the machine disturbs less, and by the pages that
// were touched first, which nothing disturbs: where memory of virtual machines is made page by page, most of the time is theirs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";

const ROOT = resolve(import.meta.dirname, "../..");
const LLD = process.env.LLD_TO_COMPARE ?? "ld.lld-22";
const ROUNDS = 9;

/** Runs a program, then tells of it on the last line of the standard error: seconds, seconds of processors twice, KiB, page faults. */
const MEASURED = ["time", "-f", "%e %U %S %M %R"];

const folder = mkdtempSync(join(tmpdir(), "kbuild-bench-link-"));

/** The least of some runs: others only tell what else the machine does. */
function least(command, words) {
  const best = { wall: Infinity, processor: Infinity, memory: Infinity, pages: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { status, error, stderr } = spawnSync("env", [...MEASURED, command, ...words], { cwd: folder, encoding: "utf8" });
    const wall = performance.now() - start;
    if (error !== undefined || status !== 0) return { failed: (stderr ?? String(error)).split("\n")[0] };
    const [, user, system, memory, pages] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
    best.wall = Math.min(best.wall, wall);
    best.processor = Math.min(best.processor, 1000 * (user + system));
    best.memory = Math.min(best.memory, memory * 1024);
    best.pages = Math.min(best.pages, pages);
  }
  return best;
}

function report(lld, own, empty, small, size) {
  const ratio = (what, value) => (lld.failed === undefined ? `  ${(value / lld[what]).toFixed(2)}x` : "");
  const line = (name, value) => console.log(name.padEnd(34), value);
  const times = (name, { wall, processor, pages }) =>
    line(
      name,
      `${wall.toFixed(1)} ms${ratio("wall", wall)}   processors ${processor.toFixed(0)} ms${ratio("processor", processor)}   ${pages} pages${ratio("pages", pages)}`,
    );
  if (lld.failed !== undefined) line(LLD, `failed: ${lld.failed}`);
  else times(LLD, lld);
  times("kbuild, with Node's start", own);
  const { wall, processor, pages } = empty;
  times("kbuild, without", { wall: own.wall - wall, processor: own.processor - processor, pages: own.pages - pages });
  const memory = own.memory - small.memory;
  line("memory of the link", `${(memory / 2 ** 20).toFixed(1)} MiB  ${(memory / size).toFixed(1)}x the inputs`);
}

/** As the program's own chunks are (see `rolldown.config.js`): a function of what modules get, in ASCII. */
function asChunk(code) {
  const ascii = code.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `(function (exports, require, module, __filename, __dirname) { ${ascii}\n})`;
}

async function compare() {
  const once = join(folder, "link-once.cjs");
  const bundle = await rolldown({ input: join(ROOT, "test/bench/link-once.ts"), platform: "node", logLevel: "silent" });
  const minify = { compress: true, mangle: { toplevel: false }, codegen: true };
  const { output } = await bundle.generate({ format: "cjs", minify });
  writeFileSync(once, asChunk(output[0].code));
  spawnSync(process.execPath, [join(ROOT, "test/bench/cached.cjs"), once, "make", folder]);
  // What is kept of the run is of no use to links.
  rmSync(`${once}.cache`);
  const objects = readdirSync(folder).filter((name) => name.endsWith(".o"));
  const size = objects.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const link = (...words) => [join(ROOT, "test/bench/cached.cjs"), once, "link", ...words];
  const empty = least(process.execPath, ["-e", "0"]);
  const small = least(process.execPath, link("small.out", "small.obj"));
  const lld = least(LLD, ["-o", "lld.out", "--eh-frame-hdr", "--gc-sections", "-pie", "-znow", ...objects]);
  const own = least(process.execPath, link("kbuild.out", ...objects));
  console.log("");
  console.log(`link, ${objects.length} objects`.padEnd(34), `${(size / 2 ** 20).toFixed(1)} MiB`);
  report(lld, own, empty, small, size);
}

try {
  await compare();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// npm run fuzz:run -- [--programs N] [--seed S] [--functions N] [--cases N] [--rustc PATH] [--level L] [--save FOLDER] [--show]
// Random programs, compiled by kbuild and by the real rustc in both profiles, run, and their outputs compared. A file holds
// several programs (`--cases`), for the compilers' start to cost less. What differs is found by halves and
// saved; `npm run fuzz:reduce` makes it small. `--show` prints the first file. Exit status: 1 if anything differs, 2 if there is no rustc.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Judge } from "./judge.ts";
import type { Profile, Verdict } from "./judge.ts";
import { programText } from "./program.ts";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    functions: { type: "string", default: "4" },
    cases: { type: "string", default: "10" },
    rustc: { type: "string", default: process.env["RUSTC"] ?? "rustc" },
    level: { type: "string", default: "" },
    save: { type: "string", default: join(tmpdir(), "kbuild-fuzz") },
    show: { type: "boolean", default: false },
  },
});
const AROUND = readFileSync(join(import.meta.dirname, "../../test/fuzz/around.rs"), "utf8");
const PROFILES: readonly Profile[] =
  values.level === ""
    ? [
        { name: "dev", level: "0" },
        { name: "release", level: "3" },
      ]
    : [{ name: "release", level: values.level }];

const [first, count, together] = [Number(values.seed), Number(values.programs), Number(values.cases)];
const seedsFrom = (seed: number) => Array.from({ length: Math.min(together, first + count - seed) }, (_, i) => seed + i);
if (values.show) {
  writeFileSync(1, programText(AROUND, seedsFrom(first), Number(values.functions)));
  process.exit(0);
}
if (spawnSync(values.rustc, ["--version"]).status !== 0) {
  console.error(`fuzz:run: there is no ${values.rustc}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "kbuild-fuzz-"));
mkdirSync(values.save, { recursive: true });
const judge = new Judge(folder, values.rustc);
const counts = new Map<string, number>();
let isBad = false;

function tell(seeds: readonly number[], profile: Profile, verdict: Verdict): void {
  counts.set(verdict.kind, (counts.get(verdict.kind) ?? 0) + seeds.length);
  if (verdict.kind === "same") return;
  console.log(`seeds ${seeds.join()} ${profile.name} ${profile.level}: ${verdict.kind}: ${verdict.why}`);
  if (verdict.kind === "not Rust" || verdict.kind === "refused") return;
  isBad = true;
  const path = join(values.save, `${seeds[0]}-${profile.name}-${profile.level}.rs`);
  writeFileSync(path, programText(AROUND, seeds, Number(values.functions)));
  console.log(`  ${path}`);
}

/** Judges the programs of one file; where they are not the same, each half of them, down to the program. */
async function judgeTogether(seeds: readonly number[], profile: Profile): Promise<void> {
  const verdict = await judge.judge(programText(AROUND, seeds, Number(values.functions)), profile);
  if (verdict.kind === "same" || seeds.length === 1) return tell(seeds, profile, verdict);
  const half = seeds.length >> 1;
  await judgeTogether(seeds.slice(0, half), profile);
  await judgeTogether(seeds.slice(half), profile);
}

const tellCounts = () => console.log([...counts].map(([kind, times]) => `${kind} ${times}`).join(", "));
process.on("SIGTERM", () => {
  tellCounts();
  process.exit(isBad ? 1 : 0);
});
for (let seed = first; seed < first + count; seed += together)
  for (const profile of PROFILES) {
    await judgeTogether(seedsFrom(seed), profile);
    // Signals are taken between files.
    await setImmediate();
  }
tellCounts();
rmSync(folder, { recursive: true, force: true });
process.exitCode = isBad ? 1 : 0;

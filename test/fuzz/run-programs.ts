// npm run fuzz:run -- [--programs N] [--seed S] [--cases N] [--seconds N] [--rustc PATH] [--level L] [--save FOLDER] [--show]
// Random programs, compiled by kbuild and by the real rustc in both profiles, run, and their outputs compared. A file holds many
// small programs (`--cases`), each a process of its own when it runs: what it costs to start compilers and to compile core is
// shared. kbuild judges each fourth file, too, and makes code alone of the others. What cannot be compiled is taken out of
// the file; what differs is saved alone, and `npm run fuzz:reduce` makes it small. Release files take turns in level, in checks and in
// edition. rustc optimizes in each fourth file only, for its own level must not be seen. After `--seconds` no file is begun; the last
// line says which seed is next. `--show` prints the first file. Exit status: 1 if anything differs, 2 if there is no rustc.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { parseArgs } from "node:util";
import { failureKind, firstDifference, Judge } from "./judge.ts";
import type { Outcome, Profile, Verdict } from "./judge.ts";
import { casesAt, programText } from "./program.ts";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "100" },
    seconds: { type: "string", default: "100000" },
    rustc: { type: "string", default: process.env["RUSTC"] ?? "rustc" },
    level: { type: "string" },
    save: { type: "string", default: join(tmpdir(), "kbuild-fuzz") },
    show: { type: "boolean", default: false },
  },
});
const AROUND = readFileSync(join(import.meta.dirname, "../../test/fuzz/around.rs"), "utf8");
const LEVELS = ["3", "3", "2", "1", "s", "3", "z"];

const [first, count, together] = [Number(values.seed), Number(values.programs), Number(values.cases)];
const seedsFrom = (seed: number) => Array.from({ length: Math.min(together, first + count - seed) }, (_, i) => seed + i);
const textOf = (seeds: readonly number[]) => programText(AROUND, seeds);

if (values.show) {
  writeFileSync(1, textOf(seedsFrom(first)));
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
  if (verdict.kind === "same" || seeds.length === 0) return;
  const { name, level, checks, edition } = profile;
  console.log(`seeds ${seeds.join()} ${name} ${level} ${checks ? "checked" : "unchecked"} ${edition}: ${verdict.kind}: ${verdict.why}`);
  if (verdict.kind !== "not Rust") writeFileSync(join(values.save, `${seeds[0]}-${name}-${level}.rs`), textOf(seeds));
  if (verdict.kind !== "not Rust" && verdict.kind !== "refused") isBad = true;
}

type Compile = (seeds: readonly number[]) => Outcome | Promise<Outcome>;

/** What the programs of a file wrote, without those that cannot be compiled: these are told. */
async function outcomeOf(
  seeds: readonly number[],
  profile: Profile,
  kindOf: (why: string) => "refused" | "rejected" | "crash" | "not Rust",
  compile: Compile,
): Promise<{ readonly seeds: readonly number[]; readonly text: string }> {
  if (seeds.length === 0) return { seeds, text: "" };
  const outcome = await compile(seeds);
  if ("text" in outcome) return { seeds, text: outcome.text };
  const why = outcome.failed;
  const places = [...why.matchAll(/main\.rs:(\d+):/g)].map(([, line]) => Number(line));
  const named = casesAt(textOf(seeds), places);
  // A failure without a place is looked for by halves.
  const half = seeds.length >> 1;
  const isWrong = (i: number) => (named.size > 0 ? named.has(i) : i >= half);
  const [right, wrong] = [seeds.filter((_, i) => !isWrong(i)), seeds.filter((_, i) => isWrong(i))];
  if (seeds.length === 1 || named.size > 0) {
    const lines = why.split("\n");
    for (const seed of wrong) {
      const own = lines.find((line) => casesAt(textOf(seeds), [Number(/main\.rs:(\d+):/.exec(line)?.[1] ?? 0)]).has(seeds.indexOf(seed)));
      tell([seed], profile, { kind: kindOf(why), why: own ?? why });
    }
    return outcomeOf(right, profile, kindOf, compile);
  }
  const [a, b] = [await outcomeOf(right, profile, kindOf, compile), await outcomeOf(wrong, profile, kindOf, compile)];
  const all = [...a.seeds, ...b.seeds];
  return all.length === seeds.length ? { seeds: all, text: `${a.text}${b.text}` } : outcomeOf(all, profile, kindOf, compile);
}

/** What each case wrote. */
const parts = (text: string): readonly string[] => text.split(/^case \d+: /m);

async function judgeFile(seeds: readonly number[], profile: Profile, theirLevel: string, isJudged: boolean): Promise<readonly number[]> {
  const rust = await outcomeOf(
    seeds,
    profile,
    () => "not Rust",
    (some) => judge.rustcOutcome(textOf(some), profile, theirLevel),
  );
  const ours = await outcomeOf(rust.seeds, profile, failureKind, (some) => judge.kbuildOutcome(textOf(some), profile, isJudged));
  const theirText = ours.seeds.length === rust.seeds.length ? rust : judge.rustcOutcome(textOf(ours.seeds), profile, theirLevel);
  const [a, b] = [parts(ours.text), parts("text" in theirText ? theirText.text : "")];
  const wrong = ours.seeds.filter((_, i) => a[i] !== b[i] || a[i + 1]?.split("\n")[0] !== b[i + 1]?.split("\n")[0]);
  tell(new Array<number>(ours.seeds.length - wrong.length).fill(0), profile, { kind: "same" });
  for (const seed of wrong) {
    const i = ours.seeds.indexOf(seed);
    tell([seed], profile, { kind: "differs", why: firstDifference(`${a[i]}${a[i + 1]}`, `${b[i]}${b[i + 1]}`) });
  }
  return ours.seeds;
}

const started = performance.now();
let next = first;
const tellCounts = () => {
  const { user, system } = process.cpuUsage();
  console.log(
    `${[...counts].map(([kind, times]) => `${kind} ${times}`).join(", ")}; ${((user + system) / 1e6).toFixed()} s of kbuild; seed ${next}`,
  );
};
process.on("SIGTERM", () => {
  tellCounts();
  process.exit(isBad ? 1 : 0);
});
for (; next < first + count && performance.now() - started < Number(values.seconds) * 1000; next += together) {
  const file = Math.floor(next / together);
  const edition = file % 3 === 2 ? "2021" : "2024";
  const rustcLevel = file % 4 === 0 ? "2" : "0";
  const level = values.level ?? (LEVELS[file % LEVELS.length] as string);
  let seeds: readonly number[] = seedsFrom(next);
  if (values.level === undefined) seeds = await judgeFile(seeds, { name: "dev", level: "0", checks: true, edition }, "0", file % 4 === 1);
  await judgeFile(seeds, { name: "release", level, checks: file % 5 === 4, edition }, rustcLevel, false);
  tellCounts();
  // Signals are taken between files.
  await setImmediate();
}
tellCounts();
rmSync(folder, { recursive: true, force: true });
process.exitCode = isBad ? 1 : 0;

// npm run fuzz:run -- [--programs N] [--seed S] [--functions N] [--cargo PATH]
// Random programs, compiled by kbuild and by the real cargo in both profiles, run, and their outputs compared. What differs
// is shortened function by function and shown. Exit status: 1 if anything differs, 2 if there is no cargo.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateProgram } from "./generate-program.js";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    functions: { type: "string", default: "12" },
    cargo: { type: "string", default: process.env.CARGO ?? "cargo" },
    profile: { type: "string", default: "both" },
  },
});
const KBUILD = join(import.meta.dirname, "../../bin/kbuild.js");
const folder = mkdtempSync(join(tmpdir(), "kbuild-fuzz-"));
const MANIFEST =
  '[package]\nname = "f"\nversion = "0.1.0"\nedition = "2021"\n\n[profile.dev]\npanic = "abort"\n\n[profile.release]\npanic = "abort"\n';
const CONFIG = `[build]\ntarget = "x86_64-unknown-linux-gnu"\n\n[target.x86_64-unknown-linux-gnu]\nrustflags = ["-C", "link-arg=-nostartfiles", "-C", "link-arg=-static", "-C", "relocation-model=static"]\n`;
const profiles = values.profile === "both" ? ["dev", "release"] : [values.profile];

function crate(name, source) {
  const at = join(folder, name);
  rmSync(at, { recursive: true, force: true });
  mkdirSync(join(at, "src"), { recursive: true });
  mkdirSync(join(at, ".cargo"), { recursive: true });
  writeFileSync(join(at, "Cargo.toml"), MANIFEST);
  writeFileSync(join(at, ".cargo/config.toml"), CONFIG);
  writeFileSync(join(at, "src/main.rs"), source);
  return at;
}

/** What a program does: its output and end, or why there is none. */
function outcome(at, command, profile) {
  const built = spawnSync(command[0], [...command.slice(1), "build", ...(profile === "release" ? ["--release"] : [])], {
    cwd: at,
    encoding: "utf8",
  });
  const image = join(at, "target/x86_64-unknown-linux-gnu", profile === "release" ? "release" : "debug", "f");
  if (built.status !== 0 || !existsSync(image))
    return { failed: /error(\[[^\]]*\])?: .*/.exec(built.stderr ?? "")?.[0] ?? `status ${built.status}` };
  const run = spawnSync(image, [], { encoding: "utf8", timeout: 10_000 });
  return { text: `${run.stdout}\nstatus ${run.status} ${run.signal ?? ""}` };
}

function compare(seed, functions, profile) {
  const at = crate("one", generateProgram(seed, functions));
  const ours = outcome(at, [process.execPath, KBUILD, "+1.96"], profile);
  rmSync(join(at, "target"), { recursive: true, force: true });
  const theirs = outcome(at, [values.cargo], profile);
  if (theirs.failed !== undefined) return { kind: "not Rust", why: theirs.failed };
  if (ours.failed !== undefined) return { kind: /KB\d/.test(ours.failed) ? "refused" : "rejected", why: ours.failed };
  return ours.text === theirs.text ? { kind: "same" } : { kind: "differs", why: firstDifference(ours.text, theirs.text) };
}

function firstDifference(ours, theirs) {
  const [a, b] = [ours.split("\n"), theirs.split("\n")];
  const line = a.findIndex((text, i) => text !== b[i]);
  return `line ${line + 1}: kbuild ${a[line]}, rustc ${b[line]}`;
}

if (spawnSync(values.cargo, ["--version"]).status !== 0) {
  console.error(`fuzz:run: there is no ${values.cargo}`);
  process.exit(2);
}
const counts = {};
let differs = 0;
for (let i = 0; i < Number(values.programs); i++) {
  const seed = Number(values.seed) + i;
  for (const profile of profiles) {
    const { kind, why } = compare(seed, Number(values.functions), profile);
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (kind === "same") continue;
    console.log(`seed ${seed} ${profile}: ${kind}${why === undefined ? "" : `: ${why}`}`);
    if (kind !== "differs" && kind !== "rejected") continue;
    differs++;
    // The functions of a smaller program are the first ones of the larger.
    for (let size = 1; size < Number(values.functions); size++) {
      if (compare(seed, size, profile).kind !== kind) continue;
      console.log(`  smallest: --seed ${seed} --functions ${size} --profile ${profile} --programs 1`);
      break;
    }
  }
}
console.log(
  Object.entries(counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", "),
);
rmSync(folder, { recursive: true, force: true });
process.exitCode = differs > 0 ? 1 : 0;

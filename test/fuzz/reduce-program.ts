// npm run fuzz:reduce -- FILE --profile dev|release [--level L] [--checks] [--edition E] [--rustc PATH]
// Makes a program on which kbuild and rustc differ small: statements and items are left out, expressions replaced by a
// fixed value of their type, as long as the two still differ. Writes FILE.small.rs whenever it got smaller.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Judge } from "./judge.ts";
import type { Profile } from "./judge.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    profile: { type: "string", default: "dev" },
    level: { type: "string" },
    checks: { type: "boolean" },
    edition: { type: "string", default: "2024" },
    rustc: { type: "string", default: process.env["RUSTC"] ?? "rustc" },
  },
});
const [file] = positionals;
if (file === undefined) throw new Error("fuzz:reduce: which file?");
const name = values.profile === "release" ? "release" : "dev";
const level = values.level ?? (name === "dev" ? "0" : "3");
const profile: Profile = { name, level, checks: values.checks ?? name === "dev", edition: values.edition };
const folder = mkdtempSync(join(tmpdir(), "kbuild-reduce-"));
const judge = new Judge(folder, values.rustc);

/** What all programs share stays as it is. */
const [around = "", marker = "", rest = ""] = readFileSync(file, "utf8").split(/(\nfn run_case[^]*?\ntrue\n\}\n)/);
const whole = (text: string) => `${around}${marker}${text}`;

async function stillDiffers(text: string): Promise<boolean> {
  const ours = await judge.kbuildOutcome(whole(text), profile, false);
  if ("failed" in ours && !ours.failed.startsWith("crash")) return false;
  const theirs = judge.rustcOutcome(whole(text), profile, "0");
  if ("failed" in theirs) return false;
  const { kind } = judge.verdict(ours, theirs);
  return kind === "differs" || kind === "crash";
}

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };

/** Offset behind the bracket that closes the one at `start`; -1 if none does. */
function closeOf(text: string, start: number): number {
  const open: string[] = [];
  for (let i = start; i < text.length; i++) {
    const char = text[i] as string;
    if (CLOSES[char] !== undefined) open.push(CLOSES[char]);
    else if (char === open.at(-1)) {
      open.pop();
      if (open.length === 0) return i + 1;
    }
  }
  return -1;
}

/** Whole lines that can be left out together: one, or one that opens a bracket up to where it is closed. */
function* withoutLines(text: string): Generator<string> {
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    let depth = 0;
    for (let end = i; end < lines.length; end++) {
      for (const char of lines[end] as string) depth += "({[".includes(char) ? 1 : ")}]".includes(char) ? -1 : 0;
      if (depth < 0) break;
      if (depth > 0) continue;
      yield [...lines.slice(0, i), ...lines.slice(end + 1)].join("\n");
      break;
    }
  }
}

/** Bracketed parts replaced: by a value of any type, by nothing, by what stands inside of them. */
function* withoutParts(text: string): Generator<string> {
  for (let i = 0; i < text.length; i++) {
    if (CLOSES[text[i] as string] === undefined) continue;
    const end = closeOf(text, i);
    if (end < 0 || end - i < 4) continue;
    const inner = text.slice(i + 1, end - 1);
    if (inner.trim() === "Mix::build(3)") continue;
    for (const by of ["Mix::build(3)", "", ...inner.split(/,|;|=>/).map((part) => part.trim())])
      if (by.length < inner.trim().length) yield `${text.slice(0, i + 1)}${by}${text.slice(end - 1)}`;
  }
}

let best = rest;
if (!(await stillDiffers(best))) throw new Error("fuzz:reduce: kbuild and rustc agree on this program");
for (let changed = true; changed;) {
  changed = false;
  for (const smaller of [withoutLines, withoutParts]) {
    for (let skip = 0; ;) {
      // Candidates before the one that was taken did not do, and go on not doing, mostly.
      let tried = 0;
      let taken: string | undefined;
      for (const candidate of smaller(best)) {
        if (tried++ < skip) continue;
        if (!(await stillDiffers(candidate))) continue;
        taken = candidate;
        break;
      }
      if (taken === undefined) break;
      best = taken;
      changed = true;
      skip = tried - 1;
      writeFileSync(`${file}.small.rs`, whole(best));
    }
  }
}
console.log(`${file}.small.rs`);
rmSync(folder, { recursive: true, force: true });

// `npm run oracle:hints FOLDER...`: each crate below the folders (a folder with `case.json`, `verdict-*.json` beside it) is
// copied, `kbuild fix --hint` mends the copy, and the real cargo has the last word: a hint led on if that cargo then accepts
// the crate, or stops at another error. And the doctor looks at each crate: what it finds in accepted ones is listed.
// CARGO_TO_COMPARE names the cargo, KBUILD_DOCTOR=only leaves the hints out.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const CARGO = process.env.CARGO_TO_COMPARE ?? "cargo";
const KBUILD = resolve(import.meta.dirname, "../bin/kbuild.js");
const roots = process.argv.slice(2).map((root) => resolve(root));

function cases(folder) {
  if (existsSync(join(folder, "case.json"))) return [folder];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && entry.name !== "target" ? cases(join(folder, entry.name)) : [],
  );
}

const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** A copy of the crate alone in a folder; `use` gets its path. */
function inCopy(crate, use) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "kbuild-hints-")));
  const root = join(base, basename(crate));
  cpSync(crate, root, { recursive: true, filter: (path) => !/\/(?:verdict-[^/]*|case\.json|target)$/.test(path) });
  try {
    return use(root);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function run(command, words, cwd, env) {
  const { stdout, stderr, status } = spawnSync(command, words, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env, CARGO_TERM_COLOR: "never" },
    timeout: 60_000,
  });
  return { stdout: stdout ?? "", stderr: stderr ?? "", status };
}

/** The first error's words, without places. */
const firstError = (text) => /^error(?:\[\w+\])?: .*(?:\n\n?Caused by:\n.*)?/m.exec(text)?.[0];

function judgeHint(crate, verdict, meta) {
  return inCopy(crate, (root) => {
    const cwd = join(root, meta.cwd ?? ".");
    const before = run(CARGO, verdict.argv, cwd, meta.env);
    rmSync(join(root, "target"), { recursive: true, force: true });
    const fix = run(process.execPath, [KBUILD, "+1.96", "fix", "--hint", "--", ...verdict.argv], cwd, meta.env);
    const help = /^kbuild: help: (.*)$/m.exec(fix.stderr)?.[1];
    if (help === undefined || /^(?:nothing to fix|there is no hint for what this build says)$/.test(help)) return { kind: "none" };
    const shown = run(process.execPath, [KBUILD, "+1.96", ...verdict.argv.slice(0, 1), "--hints", ...verdict.argv.slice(1)], cwd, meta.env);
    const command = /^ {2}= run: kbuild (?:\+\S+ )?(.*)$/m.exec(shown.stderr)?.[1]?.replace(/ \(this once\)$/, "");
    const isMechanical = /^ *\d+ [-+]|\((?:new|goes away)\)$/m.test(fix.stderr) && fix.status === 0;
    if (!isMechanical && command === undefined) return { kind: "words", help };
    rmSync(join(root, "target"), { recursive: true, force: true });
    const words = isMechanical ? verdict.argv : command.match(/'[^']*'|\S+/g).map((word) => word.replace(/^'(.*)'$/, "$1"));
    // A command of kbuild's own, or of the shell's, is nothing that cargo could judge.
    if (!isMechanical && (/^(?:cd|image|emulate)$/.test(words[0]) || words.includes("--emulator"))) return { kind: "words", help };
    const after = run(CARGO, words, cwd, meta.env);
    const ledOn = after.status === 0 || firstError(after.stderr) !== firstError(before.stderr);
    return { kind: isMechanical ? "change" : "command", help, ledOn, before, after };
  });
}

function judgeDoctor(crate) {
  return inCopy(crate, (root) => {
    const { stdout, stderr, status } = run(process.execPath, [KBUILD, "+1.96", "doctor", "--format", "json"], root, {});
    try {
      return { status, findings: JSON.parse(stdout).findings };
    } catch {
      return { status, findings: [], broken: stderr };
    }
  });
}

const counts = {};
const count = (key) => (counts[key] = (counts[key] ?? 0) + 1);

for (const crate of roots.flatMap(cases).sort()) {
  const meta = json(join(crate, "case.json"));
  const name = crate.split("/").slice(-2).join("/");
  const verdicts = readdirSync(crate).filter((file) => /^verdict-1\.96-\w+\.json$/.test(file) && !file.includes("thumb"));
  const accepted = verdicts.some((file) => json(join(crate, file)).exit === 0);
  const { status, findings, broken } = judgeDoctor(crate);
  if (broken !== undefined) console.log(`DOCTOR BROKEN ${name}: ${broken.split("\n")[0]}`);
  for (const { check, level, path, line, message } of findings)
    console.log(`doctor ${accepted ? "ACCEPTED" : "rejected"} ${level} ${name}: ${check} ${path ?? ""}:${line} ${message}`);
  count(`doctor ${accepted ? "accepted" : "rejected"} exit ${status}`);
  if (process.env.KBUILD_DOCTOR === "only") continue;
  for (const file of verdicts) {
    const verdict = json(join(crate, file));
    const { kind, help, ledOn, before, after } = judgeHint(crate, verdict, meta);
    const label = `${name} ${file.slice(8, -5)}`;
    count(`hint ${kind}${ledOn === undefined ? "" : ledOn ? " led on" : " led nowhere"}`);
    if (kind !== "none") console.log(`hint ${kind} ${ledOn ?? "-"} ${label}: ${help}`);
    if (ledOn === false) console.log(`  before: ${firstError(before.stderr)}\n  after:  ${firstError(after.stderr)}`);
  }
}
console.log(JSON.stringify(counts, undefined, 2));

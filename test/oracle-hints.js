// `npm run oracle:hints FOLDER...`: each crate below the folders is built with `--hints`; where there is a hint, `kbuild fix
// --hint` mends a copy, and the real cargo has the last word: a hint led on if that cargo then accepts the crate, or stops at
// another error. CARGO_TO_COMPARE names the cargo. Exit status 1 if fewer than 95 of 100 hints that can be tried led on.
import { readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Counts, KBUILD, cratesBelow, inCopy, run } from "./oracle-crates.js";

const CARGO = process.env.CARGO_TO_COMPARE ?? "cargo";
const SHARE = 0.95;

/** The first error's words, without places. */
const firstError = (text) => /^error(?:\[\w+\])?: .*(?:\n\n?Caused by:\n.*)?/m.exec(text)?.[0];

const clean = (root) => rmSync(join(root, "target"), { recursive: true, force: true });

/** The words of a command that a hint shows; undefined for one of kbuild's own, or of the shell's: cargo could not judge it. */
function commandOf(text) {
  const line = /^ {2}= run: kbuild (?:\+\S+ )?(.*)$/m.exec(text)?.[1]?.replace(/ \(this once\)$/, "");
  const words = line?.match(/'[^']*'|\S+/g)?.map((word) => word.replace(/^'(.*)'$/, "$1"));
  return words === undefined || /^(?:cd|image|emulate)$/.test(words[0]) || words.includes("--emulator") ? undefined : words;
}

/** As it was recorded, for a crate alone in a folder of this name. */
const recorded = (path, file, base) =>
  readFileSync(join(path, file.replace(/json$/, "stderr")), "utf8")
    .replaceAll("<root>", join(base, basename(path)))
    .replaceAll("<base>", base);

function judgeHint(crate, { argv, file }) {
  return inCopy(crate, (root) => {
    const { meta } = crate;
    const cwd = join(root, meta.cwd ?? ".");
    const fix = run(process.execPath, [KBUILD, "+1.96", "fix", "--hint", "--", ...argv], cwd, meta.env);
    const help = /^kbuild: help: (.*)$/m.exec(fix.stderr)?.[1];
    if (help === undefined || /^(?:nothing to fix|there is no hint for what this build says)$/.test(help)) return { kind: "none" };
    const isMechanical = fix.status === 0;
    const [verb, ...rest] = argv;
    clean(root);
    const words = isMechanical ? argv : commandOf(run(process.execPath, [KBUILD, "+1.96", verb, "--hints", ...rest], cwd, meta.env).stderr);
    if (words === undefined) return { kind: "words", help };
    clean(root);
    const after = run(CARGO, words, cwd, meta.env);
    const before = firstError(recorded(crate.path, file, dirname(root)));
    const ledOn = after.status === 0 || firstError(after.stderr) !== before;
    return { kind: isMechanical ? "change" : "command", help, ledOn, before, after: firstError(after.stderr) };
  });
}

const counts = new Counts();
for (const crate of cratesBelow(process.argv.slice(2))) {
  for (const verdict of crate.verdicts) {
    const { kind, help, ledOn, before, after } = judgeHint(crate, verdict);
    counts.add(`${kind}${ledOn === undefined ? "" : ledOn ? ", led on" : ", led nowhere"}`);
    if (ledOn !== undefined) counts.add(ledOn ? "led on" : "led nowhere");
    if (kind !== "none") console.log(`${kind} ${ledOn ?? "-"} ${crate.name} ${verdict.oracle} (${verdict.exit}): ${help}`);
    if (ledOn === false) console.log(`  before: ${before}\n  after:  ${after}`);
  }
}
const tried = counts.of("led on") + counts.of("led nowhere");
console.log(`${counts}\n${counts.of("led on")} of ${tried} hints that can be tried led on`);
process.exitCode = counts.of("led on") < SHARE * tried ? 1 : 0;

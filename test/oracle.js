// `npm run oracle`: asks the real cargo, where one is installed, for the outputs that the 1.96 blocks of the posts and the
// crates of `fixtures/check` claim, and says which tools and versions it asked. CARGO_TO_COMPARE names another cargo.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { blessed } from "./tools/check-fixtures.mjs";

const POSTS = resolve(import.meta.dirname, "../fixtures/posts");
const CARGO = process.env.CARGO_TO_COMPARE ?? "cargo";

const version = spawnSync(CARGO, ["--version"], { encoding: "utf8" });
if (version.error !== undefined) {
  console.log(`no ${CARGO} here: nothing to compare with`);
  process.exit(0);
}
console.log(`comparing with ${version.stdout.trim()}`);

function pattern(expected) {
  const escaped = expected.trimEnd().replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const elided = escaped.replaceAll("\\[\\.\\.\\.\\]", "[^]*?").replaceAll("<\\.\\.\\.>", "[^\\n]*");
  return new RegExp(`^${elided.replaceAll(/\d+\\\.\d\ds$/gm, "\\d+\\.?\\d*s")}\\s*$`);
}

function compare(post) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "kbuild-oracle-")));
  let folder = base;
  let differing = 0;
  for (const [, language, word, block] of readFileSync(join(POSTS, post), "utf8").matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)) {
    if (language !== "console") {
      mkdirSync(dirname(join(folder, word)), { recursive: true });
      writeFileSync(join(folder, word), block);
      continue;
    }
    if (word !== "" && word !== "1.96") continue;
    for (const part of block.split(/^\$ /m).slice(1)) {
      const [command, ...words] = part.slice(0, part.indexOf("\n")).split(" ");
      if (command !== "kbuild" || !["new", "build", "rustc", "check"].includes(words[0])) continue;
      const { stdout, stderr } = spawnSync(CARGO, words, { cwd: folder, encoding: "utf8" });
      const same = pattern(part.slice(part.indexOf("\n") + 1)).test(`${stderr}${stdout}`);
      if (!same) differing++;
      console.log(`${same ? "same" : "DIFFERS"}  ${post}: ${words.join(" ")}${same ? "" : `\n${stderr}`}`);
      if (words[0] === "new") folder = join(base, words[1]);
    }
  }
  rmSync(base, { recursive: true, force: true });
  return differing;
}

/** Crates of `fixtures/check` and what the real cargo says of them. */
function compareCrates() {
  if (!version.stdout.startsWith("cargo 1.96.")) return 0;
  let differing = 0;
  for (const { file, text } of blessed(CARGO, [])) {
    const same = readFileSync(file, "utf8") === text;
    if (!same) differing++;
    console.log(`${same ? "same" : "DIFFERS"}  ${file}`);
  }
  return differing;
}

const differing = readdirSync(POSTS).reduce((sum, post) => sum + compare(post), 0) + compareCrates();
process.exitCode = differing > 0 ? 1 : 0;

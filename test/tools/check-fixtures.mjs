// `fixtures/check` against the real cargo: `npm run bless:check [TOPIC...]` writes what it says behind each crate, `npm run
// oracle` compares. CARGO_TO_COMPARE names another cargo than the one on the path; it must be the release of the fixtures.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/check");
/** `TOPIC.2024.lib.crates` is of that edition. */
const manifestOf = (name) => `[package]\nname = "k"\nversion = "0.1.0"\nedition = "${/\.(2015|2018|2024)\./.exec(name)?.[1] ?? "2021"}"\n`;
const BETWEEN = "//----\n";
const HEAD = "//==== rustc 1.96.0\n";
/** Lines that are cargo's own. */
const CARGO_LINE = /^( +(Blocking|Checking|Compiling|Finished) |warning: `k`|error: could not compile).*\n/gm;

/** What cargo says of a crate, without its own lines. */
function said(cargo, verb, folder, root, source, manifest) {
  rmSync(join(folder, "src"), { recursive: true, force: true });
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "Cargo.toml"), manifest);
  writeFileSync(join(folder, "src", root), source);
  const { stderr } = spawnSync(cargo, [verb, "--target", "x86_64-unknown-none"], { cwd: folder, encoding: "utf8" });
  return `${stderr.replace(CARGO_LINE, "").trimEnd()}\n`;
}

/** Gives the text of each topic as the real cargo would have it: pairs of file and text. */
export function* blessed(cargo, topics) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "kbuild-check-")));
  for (const name of readdirSync(FOLDER).filter((each) => each.endsWith(".crates"))) {
    if (topics.length > 0 && !topics.includes(name.replace(/\.crates$/, ""))) continue;
    const file = join(FOLDER, name);
    const verb = name.includes(".build.") ? "build" : "check";
    const root = name.endsWith(".lib.crates") ? "lib.rs" : "main.rs";
    const sources = readFileSync(file, "utf8")
      .split(BETWEEN)
      .map((crate) => crate.split(HEAD)[0]);
    yield { file, text: sources.map((source) => source + HEAD + said(cargo, verb, folder, root, source, manifestOf(name))).join(BETWEEN) };
  }
  rmSync(folder, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) {
  const cargo = process.env.CARGO_TO_COMPARE ?? "cargo";
  const version = spawnSync(cargo, ["--version"], { encoding: "utf8" });
  if (version.error !== undefined || !version.stdout.startsWith("cargo 1.96.")) {
    console.error(`bless: cargo 1.96 is wanted, found ${version.error === undefined ? version.stdout.trim() : "none"}`);
    process.exit(1);
  }
  for (const { file, text } of blessed(cargo, process.argv.slice(2))) {
    const changed = readFileSync(file, "utf8") !== text;
    if (changed) writeFileSync(file, text);
    console.log(`${changed ? "written" : "same   "}  ${file}`);
  }
}

// Asks two cargos what they say of each text in fixtures/toml/cases.jsonl: NEW_CARGO (1.90 or later) and OLD_CARGO (before). A text
// stands behind the head of a manifest; what is recorded is all from the first line of the complaint on, or null where there is none.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const FILE = resolve(import.meta.dirname, "../../fixtures/toml/cases.jsonl");
const HEAD = '[package]\nname = "crate"\nversion = "0.1.0"\nedition = "2021"\n\n';
const folder = mkdtempSync(join(tmpdir(), "kbuild-toml-"));
mkdirSync(join(folder, "src"));
writeFileSync(join(folder, "src/main.rs"), "fn main() {}\n");

function say(cargo, text) {
  writeFileSync(join(folder, "Cargo.toml"), HEAD + text);
  const { status, stderr } = spawnSync(cargo, ["read-manifest"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, CARGO_TERM_COLOR: "never" },
  });
  if (status === 0) return null;
  const old = stderr.indexOf("TOML parse error");
  if (old < 0) return stderr.trimEnd();
  return stderr.slice(old).trimEnd().replaceAll(/^ {2}/gm, "");
}

try {
  const cases = readFileSync(FILE, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const blessed = cases.map(({ text }) =>
    JSON.stringify({ text, since90: say(process.env.NEW_CARGO, text), before90: say(process.env.OLD_CARGO, text) }),
  );
  writeFileSync(FILE, `${blessed.join("\n")}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// Asks the real rustc for what `fixtures/targets/specifications.jsonl` hold: `RUSTC=rustc OLD_RUSTC=rustc-1.63 node
// test/target/bless-specifications.js`. What is said of a target file by `--print cfg` becomes `said`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const FILE = resolve(import.meta.dirname, "../../fixtures/targets/specifications.jsonl");

function said({ release, spec }) {
  const cwd = mkdtempSync(join(tmpdir(), "kbuild-spec-"));
  try {
    writeFileSync(join(cwd, "t.json"), spec);
    const isOld = release === "1.68";
    const args = ["--print", "cfg", "--target", "t.json", ...(isOld ? [] : ["-Zunstable-options"])];
    const env = { ...process.env, ...(isOld ? {} : { RUSTC_BOOTSTRAP: "1" }) };
    const { stdout, stderr } = spawnSync((isOld ? process.env.OLD_RUSTC : process.env.RUSTC) ?? "rustc", args, {
      cwd,
      env,
      encoding: "utf8",
    });
    return stderr === "" ? stdout : stderr;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

const cases = readFileSync(FILE, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
writeFileSync(FILE, cases.map((one) => `${JSON.stringify({ ...one, said: said(one) })}\n`).join(""));

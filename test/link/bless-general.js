// Asks the real linkers for every command line of `fixtures/link/general/links.json` again (`ld.lld-15`, `ld.lld-22`
// on the PATH), or for those given as arguments besides.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/link/general");
const LIST = join(FOLDER, "links.json");
const output = join(mkdtempSync(join(tmpdir(), "kbuild-links-")), "image");

function ask(lld, line) {
  const { status, stdout, stderr } = spawnSync(`ld.lld-${lld}`, ["-o", output, "--threads=1", ...line.split(" ")], {
    cwd: FOLDER,
    encoding: "utf8",
  });
  const said = `${stdout}${stderr.replaceAll(`ld.lld-${lld}: `, "")}`;
  const made = status === 0 ? `sha256:${createHash("sha256").update(readFileSync(output)).digest("hex")}` : "";
  return `${said}${made}`.trimEnd();
}

const known = JSON.parse(readFileSync(LIST, "utf8"));
const lines = [...known, ...process.argv.slice(2).map((line) => ({ arguments: line, results: { 15: "", 22: "" } }))];
const blessed = lines.map(({ arguments: line, results }) => ({
  arguments: line,
  results: Object.fromEntries(Object.keys(results).map((lld) => [lld, ask(lld, line)])),
}));
writeFileSync(LIST, `${JSON.stringify(blessed, undefined, 2)}\n`);
rmSync(join(output, ".."), { recursive: true });

// Asks the real cargo for what `fixtures/cargo/*.jsonl` hold: `CARGO=cargo node test/cargo/bless.js [FILE...]`. Cargo 1.96 with
// the target x86_64-unknown-none is needed; for the files `*-1.68.jsonl` OLD_CARGO, a cargo that says what 1.68 says. Times become
// `<time>`, hashes of units `<hash>`, the package's folder `/w`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cleanLinkerWords } from "./linker-words.js";

const FOLDER = join(import.meta.dirname, "../../fixtures/cargo");
const KERNEL = readFileSync(join(FOLDER, "kernel.rs"), "utf8");

const isOld = (file) => file.endsWith("-1.68.jsonl");
const cargoOf = (file) => (isOld(file) ? process.env.OLD_CARGO : (process.env.CARGO ?? "cargo"));

function ask(cargo, { args, variables = {}, writes = [] }, files) {
  const outer = mkdtempSync(join(tmpdir(), "kbuild-bless-"));
  for (const [path, text] of Object.entries({ "src/main.rs": KERNEL, ...files })) {
    if (text === null) continue;
    mkdirSync(dirname(join(outer, "w", path)), { recursive: true });
    writeFileSync(join(outer, "w", path), text);
  }
  const { status, stderr, stdout } = spawnSync(cargo, args, {
    cwd: join(outer, "w"),
    encoding: "utf8",
    env: { ...process.env, ...variables },
  });
  const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : null);
  const written = Object.fromEntries(writes.map((path) => [path, read(join(outer, "w", path))]));
  rmSync(outer, { recursive: true });
  const clean = (text) =>
    cleanLinkerWords(text.replaceAll(outer, ""))
      .replaceAll("    Blocking waiting for file lock on package cache\n", "")
      .replaceAll(/in (\d+m )?\d+\.\d\ds/g, "in <time>")
      .replaceAll(/(?<![\w/.:-])\/[\w/.-]*\/rustc[\w.-]*/g, "rustc")
      .replaceAll(/-C (metadata|extra-filename)=(-?)[0-9a-f]{16}/g, "-C $1=$2<hash>")
      .replaceAll(/\/[\w/.-]*?\/lib\/rustlib\/([\w-]+)\/lib\/lib(core|std)-[0-9a-f]{16}/g, "<sysroot>/lib/rustlib/$1/lib/lib$2-<hash>")
      .replaceAll(/\/[\w/.-]*\/libstd-[0-9a-f]{16}\.so/g, "<sysroot>/lib/libstd-<hash>.so")
      .replaceAll(/^( +Executable .*)-[0-9a-f]{16}\)$/gm, "$1-<hash>)")
      .replaceAll(" (built from a source tarball)", "");
  return { exit: status, stderr: clean(stderr), stdout: clean(stdout), ...(writes.length > 0 ? { written } : {}) };
}

const asked = process.argv.slice(2);
for (const file of asked.length > 0 ? asked : readdirSync(FOLDER).filter((name) => name.endsWith(".jsonl"))) {
  const path = join(FOLDER, file);
  const cargo = cargoOf(file);
  if (cargo === undefined) continue;
  const cases = readFileSync(path, "utf8").trim().split("\n");
  const all = cases.map((line) => JSON.parse(line));
  const filesOf = ({ files }) => (typeof files === "string" ? filesOf(all.find(({ name }) => name === files)) : files);
  const lines = all.map((one) => JSON.stringify({ ...one, ...ask(cargo, one, filesOf(one)) }));
  writeFileSync(path, `${lines.join("\n")}\n`);
}

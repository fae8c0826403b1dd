// Writes fixtures/inspect/expected.json: what the real LLVM tools (15 and 22) print for the cases of cases.json.
// Run where llvm-nm-15, llvm-nm-22 and their siblings are installed: node test/inspect/bless.js
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { brokenFile, isBroken } from "./broken-names.js";

const ROOT = resolve(import.meta.dirname, "../..");
const cases = JSON.parse(readFileSync(`${ROOT}/fixtures/inspect/cases.json`, "utf8"));
const expected = [];
for (const line of cases) {
  const [tool, ...args] = line.split(" ");
  const broken = args.filter(isBroken).map((path) => `${ROOT}/fixtures/${path}`);
  for (const path of broken) writeFileSync(path, brokenFile(path, readFileSync));
  for (const llvm of [15, 22]) {
    const done = spawnSync(`llvm-${tool}-${llvm}`, args, {
      cwd: `${ROOT}/fixtures`,
      encoding: "latin1",
      env: { ...process.env, TZ: "UTC" },
    });
    // LLVM 15 dies of some files.
    if (done.status === null) continue;
    expected.push({
      line,
      llvm,
      status: done.status,
      stdout: done.stdout,
      stderr: done.stderr.replaceAll(/^.*?: (error|warning): /gm, `${tool}: $1: `),
    });
  }
  for (const path of broken) rmSync(path);
}
writeFileSync(`${ROOT}/fixtures/inspect/expected.json`, `${JSON.stringify(expected, undefined, 1)}\n`);

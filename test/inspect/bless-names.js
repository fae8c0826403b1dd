// Writes fixtures/inspect/demangled-{15,22}.txt: what the real llvm-cxxfilt says for mangled-names.txt.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve(import.meta.dirname, "../../fixtures/inspect");
const input = readFileSync(`${folder}/mangled-names.txt`);
for (const llvm of [15, 22]) {
  writeFileSync(`${folder}/demangled-${llvm}.txt`, execFileSync(`llvm-cxxfilt-${llvm}`, ["--no-strip-underscore"], { input }));
}

// Parsing speed: `npm run build:lib && node test/bench/parse.js FOLDER` parses every .rs file below FOLDER on one thread,
// round after round, and prints MB/s of each (the first is cold).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SourceMap } from "../../dist/lib/base/source.js";
import { parseCrate } from "../../dist/lib/syntax/parse.js";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: parse.js FOLDER");
const texts = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".rs"))
  .map((name) => readFileSync(join(folder, name), "utf8"));
const size = texts.reduce((sum, text) => sum + text.length, 0);
for (let round = 0; round < 8; round++) {
  const start = performance.now();
  for (const text of texts) {
    const sources = new SourceMap();
    parseCrate(sources, sources.add("lib.rs", text), { edition: 2024, release: { minor: 96 } });
  }
  console.log(`${texts.length} files, ${(size / 1e3 / (performance.now() - start)).toFixed(1)} MB/s`);
}

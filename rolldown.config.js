// The command: CommonJS chunks, one per entry, with what they share split out. Start-up decides this form: an inspector is built
// by itself, so that a small file needs one chunk, with nothing of commander or the compiler in it.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "rolldown";

/** A hash of everything below `src`: artifacts remember which kbuild made them. */
function sourcesHash() {
  const hash = createHash("sha256");
  const names = readdirSync(join(import.meta.dirname, "src"), { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

const BUILD_ID = sourcesHash();
const INSPECTORS = ["nm", "objdump", "size", "strip", "readelf"];

/** As escapes, in strings and patterns: one character beyond ASCII makes V8 keep a chunk's whole text in two bytes a character. */
const inAscii = (code) => code.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Chunks are functions of what modules get: `bin/load.js` compiles them as they are, without a copy of their text. */
const wrapped = {
  name: "wrapped-chunks",
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === "chunk") chunk.code = `(function (exports, require, module, __filename, __dirname) { ${inAscii(chunk.code)}\n})`;
  },
};

/** Start-up reads and hashes the text of chunks, half of which is comments and long names of locals. Names that a trace of calls shows stay. */
const minify = { compress: true, mangle: { toplevel: false }, codegen: true };

/** Chunks for `input`, entries by name. */
function chunks(input, chunkFileNames, cleanDir) {
  return defineConfig({
    input,
    platform: "node",
    transform: { define: { KBUILD_BUILD_ID: JSON.stringify(BUILD_ID) } },
    external: ["capstone-wasm"],
    plugins: [wrapped],
    output: { dir: "dist/bin", format: "cjs", minify, entryFileNames: "[name].cjs", chunkFileNames, cleanDir },
  });
}

function inspector(name) {
  const workers = name === "objdump" ? { "dump-worker": "src/cli/dump-worker.ts" } : {};
  return chunks({ [name]: `src/cli/inspectors/${name}.ts`, ...workers }, `${name}.[name]-[hash].cjs`, false);
}

export default [
  chunks({ cli: "src/cli/main.ts", "unit-worker": "src/cli/unit-worker.ts" }, "[name]-[hash].cjs", true),
  chunks({ again: "src/cli/again.ts" }, "again.[name]-[hash].cjs", false),
  ...INSPECTORS.map(inspector),
];

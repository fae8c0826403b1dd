// The command: CommonJS chunks, one per entry, with what they share split out. Start-up decides this form:
// an inspector loads its own chunk and nothing of commander or the compiler.
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

export default defineConfig({
  input: {
    cli: "src/cli/main.ts",
    inspect: "src/cli/inspect-main.ts",
    "unit-worker": "src/cli/unit-worker.ts",
    "dump-worker": "src/cli/dump-worker.ts",
  },
  platform: "node",
  transform: { define: { KBUILD_BUILD_ID: JSON.stringify(sourcesHash()) } },
  external: ["capstone-wasm"],
  output: { dir: "dist/bin", format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name]-[hash].cjs", cleanDir: true },
});

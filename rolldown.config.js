// The command: CommonJS chunks, one per entry, with what they share split out. Start-up decides this form:
// an inspector loads its own chunk and nothing of commander or the compiler.
import { defineConfig } from "rolldown";

export default defineConfig({
  input: { cli: "src/cli/main.ts", inspect: "src/cli/inspect-main.ts" },
  platform: "node",
  external: ["capstone-wasm", "elfy"],
  output: { dir: "dist/bin", format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name]-[hash].cjs", cleanDir: true },
});

// `node test/bench/check.js [FOLDER]`: how many crates a second one process checks through the library; those of the fixtures, or all
// below FOLDER.
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";

const ROOT = resolve(import.meta.dirname, "../..");
const ROUNDS = 3;
const folder = join(ROOT, "dist/bench");

const bundle = await rolldown({
  input: join(ROOT, "test/bench/check-once.ts"),
  platform: "node",
  external: ["capstone-wasm"],
  logLevel: "silent",
});
await bundle.write({ dir: folder, cleanDir: true, entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" });
// As bin/load.js has it.
const flags = ["--interrupt-budget=400000"];
const words = process.argv.slice(2).map((path) => resolve(path));
spawnSync(process.execPath, [...flags, join(folder, "check-once.mjs"), String(ROUNDS), ...words], { stdio: "inherit" });

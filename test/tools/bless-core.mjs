// `npm run bless:core`: writes what is made of corelib's sources and not kept in git, `lang-paths.ts` and `impl-places.ts` beside
// them. What makes the second (bless-core.ts) is built of sources that import it: on a fresh clone, and where a table
// has another form, an empty one stands in.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { rolldown } from "rolldown";
import { langPathsText } from "./generate-lang-paths.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const TABLE = resolve(ROOT, "src/corelib/impl-places.ts");
const PROGRAM = resolve(ROOT, "dist/bless-core.mjs");

const LANG_PATHS = resolve(ROOT, "src/corelib/lang-paths.ts");

const text = langPathsText();
if (!existsSync(LANG_PATHS) || readFileSync(LANG_PATHS, "utf8") !== text) writeFileSync(LANG_PATHS, text);
const EMPTY = ["implModules", "implPlaces", "allocImplModules", "allocImplPlaces"]
  .map((name) => `export const ${name} = (): string => "";\n`)
  .join("");
const exported = (source) => [...source.matchAll(/^export const (\w+)/gm)].map(([, name]) => name).join();
if (!existsSync(TABLE) || exported(readFileSync(TABLE, "utf8")) !== exported(EMPTY)) writeFileSync(TABLE, EMPTY);
const bundle = await rolldown({ input: resolve(import.meta.dirname, "bless-core.ts"), platform: "node" });
await bundle.write({ file: PROGRAM, format: "esm" });
await import(PROGRAM);

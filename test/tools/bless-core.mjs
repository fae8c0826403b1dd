// `npm run bless:core`: writes src/corelib/impl-places.ts, which is made of corelib's sources and not kept in git. What makes it
// (bless-core.ts) is built of sources that import it: on a fresh clone an empty table stands in for it.
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { rolldown } from "rolldown";

const ROOT = resolve(import.meta.dirname, "../..");
const TABLE = resolve(ROOT, "src/corelib/impl-places.ts");
const PROGRAM = resolve(ROOT, "dist/bless-core.mjs");

if (!existsSync(TABLE))
  writeFileSync(TABLE, "export const MODULES: readonly string[] = [];\nexport const IMPL_PLACES: Readonly<Record<string, string>> = {};\n");
const bundle = await rolldown({ input: resolve(import.meta.dirname, "bless-core.ts"), platform: "node" });
await bundle.write({ file: PROGRAM, format: "esm" });
await import(PROGRAM);

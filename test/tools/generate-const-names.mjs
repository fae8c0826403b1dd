// Which functions and traits of core are `const`, also those that features open: `node test/tools/generate-const-names.mjs
// LIBRARY_SOURCE` writes `src/corelib/const-names.ts` from the source of the library that rustc 1.96.0 comes with. Names alone, without
// their owners: what has none of these names is certainly not `const`.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [library] = process.argv.slice(2);
if (library === undefined) throw new Error("where is the library's source?");

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.name.endsWith(".rs")) yield path;
  }
}

const functions = new Set();
const traits = new Set();
for (const path of files(join(library, "core/src"))) {
  const text = readFileSync(path, "utf8").replace(/\/\/[^\n]*/g, "");
  for (const [, name] of text.matchAll(/\bconst (?:unsafe )?(?:extern "[^"]*" )?fn (\w+)/g)) functions.add(name);
  for (const [, name] of text.matchAll(/\bconst (?:unsafe )?(?:auto )?trait (\w+)/g)) traits.add(name);
}
const lines = (names) => {
  const out = [""];
  for (const name of [...names].sort()) {
    if (out.at(-1).length + name.length > 120) out.push("");
    out[out.length - 1] += ` ${name}`;
  }
  return out.join("\n");
};
writeFileSync(
  resolve(import.meta.dirname, "../../src/corelib/const-names.ts"),
  `// Names of core's functions and traits that are \`const\`, also of those that features open. Made by test/tools/generate-const-names.mjs
// from the library of 1.96.0.
export const constFunctions = (): string => \`${lines(functions)} \`;
export const constTraits = (): string => \`${lines(traits)} \`;
`,
);
console.log(`${functions.size} functions, ${traits.size} traits`);

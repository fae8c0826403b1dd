// Where methods of core that take `self` by value stand: `node test/tools/generate-core-places.mjs LIBRARY_SOURCE` writes the
// table in `src/corelib/self-places.ts` from the source of the library that rustc 1.96.0 comes with. Facts only: file, line and
// column (from 0) of each `self`.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const [library] = process.argv.slice(2);
if (library === undefined) throw new Error("where is the library's source?");
const ROOT = join(library, "core/src");
const TABLE = resolve(import.meta.dirname, "../../src/corelib/self-places.ts");

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.name.endsWith(".rs")) yield path;
  }
}

/** Comments and literals as blanks, so that braces and words are code. */
const bare = (text) =>
  text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|b?"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\\n]|\\.)'/g, (part) => part.replace(/[^\n]/g, " "));

const HOLDER =
  /\b(?:impl\b(?:\s*<[^{;]*?>)?\s*(?:const\s+)?(?:[^{;]*?\sfor\s+)?(?:&\s*(?:'\w+\s+)?(?:mut\s+)?)?([A-Z]\w*)|trait\s+(\w+))[^{;]*$/;
const METHOD = /\bfn\s+(\w+)(?:<[^({]*>)?\s*\(\s*(?:mut\s+)?(self)\b(?!\s*:)/y;

/** `Owner::method` with its place, for each method of a file. */
function* methods(path) {
  const text = bare(readFileSync(path, "utf8"));
  const open = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === "{") {
      const found = HOLDER.exec(text.slice(from, at));
      const isTrait = found?.[2] !== undefined;
      const forTrait = found !== null && !isTrait && /\sfor\s/.test(found[0]);
      open.push(found === null || forTrait ? undefined : (found[1] ?? found[2]));
      from = at + 1;
    } else if (c === "}") {
      open.pop();
      from = at + 1;
    } else if (c === ";") from = at + 1;
    else if (c === "f" && text.startsWith("fn ", at)) {
      METHOD.lastIndex = at;
      const method = METHOD.exec(text);
      const owner = open.at(-1);
      if (method === null || owner === undefined) continue;
      const self = at + method[0].length - "self".length;
      const before = text.slice(0, self);
      yield { name: `${owner}::${method[1]}`, line: before.split("\n").length, column: self - before.lastIndexOf("\n") - 1 };
    }
  }
}

const rows = new Map();
for (const path of files(ROOT)) {
  const file = relative(ROOT, path);
  if (/(^|\/)tests?(\/|\.rs)|^num\/|core_arch|simd/.test(file)) continue;
  for (const { name, line, column } of methods(path)) {
    if (!rows.has(name)) rows.set(name, { file, text: `${name}:${line}:${column}` });
  }
}
const byFile = Map.groupBy?.([...rows.values()], ({ file }) => file) ?? new Map();
if (byFile.size === 0) for (const row of rows.values()) byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
const lines = [...byFile].map(([file, list]) => `${file} ${list.map(({ text }) => text).join(" ")}`);
writeFileSync(
  TABLE,
  `// Where methods of the real core that take \`self\` by value have it: a line for each file, \`Owner::method:line:column\`, columns\n// from 0. Made by test/tools/generate-core-places.mjs from the library of 1.96.0.\nexport const SELF_PLACES = \`${lines.join("\n")}\`;\n`,
);
console.log(`${rows.size} methods`);

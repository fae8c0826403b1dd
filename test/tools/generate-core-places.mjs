// Where methods of core that take `self` by value have it, where tuple variants and methods that want their references written
// stand: `node test/tools/generate-core-places.mjs
// LIBRARY_SOURCE` writes the tables in `src/corelib/core-places.ts` and `alloc-places.ts` from the source of the library that rustc 1.96.0 comes with.
// Facts only: file, line, column (from 0) and offset in bytes.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const [library] = process.argv.slice(2);
if (library === undefined) throw new Error("where is the library's source?");
const CRATES = ["core", "alloc"];

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
  /\b(?:impl\b(?:\s*<[^{;]*?>)?\s*(?:const\s+)?(?:[^{;]*?\sfor\s+)?(?:&\s*(?:'\w+\s+)?(?:mut\s+)?)?([A-Z]\w*)|trait\s+(\w+)|enum\s+(\w+))[^{;]*$/;
const METHOD = /\bfn\s+(\w+)(?:<[^({]*>)?\s*\(\s*(?:mut\s+)?(self)\b(?!\s*:)/y;

/** `Owner::name` with its place, for each such method and variant of a file. */
function* things(path) {
  const source = readFileSync(path, "utf8");
  const text = bare(source);
  const open = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === "{") {
      const found = HOLDER.exec(text.slice(from, at));
      const isImpl = found?.[1] !== undefined;
      const name = isImpl && /\sfor\s/.test(found[0]) ? undefined : (found?.[1] ?? found?.[2] ?? found?.[3]);
      open.push({ name, isEnum: found?.[3] !== undefined });
      from = at + 1;
    } else if (c === "}") {
      open.pop();
      from = at + 1;
    } else if (c === ";") from = at + 1;
    else if (c === "f" && text.startsWith("fn ", at)) {
      METHOD.lastIndex = at;
      const method = METHOD.exec(text);
      const owner = open.at(-1)?.name;
      if (method !== null && owner !== undefined) yield placed(source, `${owner}::${method[1]}`, at + method[0].length - "self".length);
    } else if (c === "(" && open.at(-1)?.isEnum) {
      const [, variant] = /^[ ]*([A-Z]\w*)$/.exec(text.slice(text.lastIndexOf("\n", at) + 1, at)) ?? [];
      if (variant !== undefined) yield placed(source, `${open.at(-1).name}::${variant}`, at - variant.length);
    } else if ((c === "," || c === "=") && open.at(-1)?.isEnum) {
      const [, variant] = /^[ ]*([A-Z]\w*) ?$/.exec(text.slice(text.lastIndexOf("\n", at) + 1, at)) ?? [];
      if (variant !== undefined) yield placed(source, `${open.at(-1).name}::${variant}`, text.lastIndexOf(variant, at));
    }
  }
}

const ITEM = /^(?:pub |const |unsafe |auto )*(?:trait|struct|enum|union) (\w+)/gm;
const FREE = /^((?:pub |const |unsafe |extern "\w+" )*fn )(\w+)/gm;

/** `@Name::Name`: where types and traits begin; `module.::name`: where free functions do, and how far behind that their names are. */
function* outermost(path, file) {
  const source = readFileSync(path, "utf8");
  const text = bare(source);
  for (const { index, 1: name } of text.matchAll(ITEM))
    yield { ...placed(source, `@${name}::${name}`, index), length: name.length, name: `@${name}::${name}` };
  const module = file.replace(/(?:\/mod)?\.rs$/, "").replaceAll("/", ".");
  for (const { index, 1: head, 2: name } of text.matchAll(FREE))
    yield { ...placed(source, `${module}.::${name}`, index), length: head.length + name.length, ident: head.length };
}

const HEADED =
  /\b(?:impl\b(?:\s*<[^{;]*?>)?\s*(?:const\s+)?([A-Z]\w*|\[T\]|\*(?:const|mut)(?= T)|str|char|bool)(?![\w:])[^{;]*|trait\s+(\w+)[^{;]*)$/;
const SIGNATURE = /^[ ]*((?:pub |const |unsafe )*fn (\w+)\b[^{;]*?)\s*(?:\bwhere\b[^{;]*)?[{;]/gm;

/** `.Owner::name`: the heads of functions of traits and of types' own impls, in the modules of a file that are no macros. */
function* heads(path) {
  const source = readFileSync(path, "utf8");
  const text = bare(source);
  const open = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === "}") open.pop();
    if (c === "{" || c === "}" || c === ";") {
      if (c === "{") {
        const before = text.slice(from, at);
        const found = HEADED.exec(before);
        const isOfTrait = found?.[1] !== undefined && /\sfor\s/.test(before);
        open.push(isOfTrait || /macro_rules!/.test(before) ? undefined : (found?.[1] ?? found?.[2]));
      }
      from = at + 1;
      SIGNATURE.lastIndex = from;
      continue;
    }
    if (c !== "f" || !text.startsWith("fn ", at) || open.at(-1) === undefined) continue;
    SIGNATURE.lastIndex = text.lastIndexOf("\n", at) + 1;
    const found = SIGNATURE.exec(text);
    const start = found === null ? -1 : found.index + found[0].indexOf(found[1]);
    if (found === null || found.index > at) continue;
    const ident = found[1].search(/\bfn \w/) + "fn ".length;
    yield { ...placed(source, `.${open.at(-1)}::${found[2]}`, start), length: found[1].length, ident };
  }
}

const MARKED = /#\[rustc_no_implicit_autorefs\]\s*(?:#\[[^\]]*\]\s*|\/\/[^\n]*\n\s*)*((?:pub |const |unsafe )*fn (\w+))/g;

/** Methods that want their references written, by what they are methods of: `[T]::len`. */
function* marked(path, file) {
  const source = readFileSync(path, "utf8");
  for (const { index, 0: whole, 1: head, 2: name } of source.matchAll(MARKED)) {
    const [, trait] = /\btrait (\w+)[^{;]*\{[^}]*$/.exec(source.slice(0, index)) ?? [];
    const owner = trait ?? { "slice/mod.rs": "[T]", "str/mod.rs": "str" }[file];
    if (owner !== undefined) yield placed(source, `${owner}::${name}`, index + whole.length - head.length);
  }
}

/** `!macro::i0`: the impls that a macro of operators makes, in its order; `!macro::call`: where it is called at the outermost. */
function* macroImpls(path, file) {
  if (!/^(?:ops\/(?:arith|bit)|internal_macros)\.rs$/.test(file)) return;
  const source = readFileSync(path, "utf8");
  for (const macro of source.matchAll(/^macro_rules! (\w+) \{[\s\S]*?^\}/gm)) {
    const impls = [...macro[0].matchAll(/^ *(impl [^\n]*?) \{$/gm)];
    for (const [i, impl] of impls.entries()) {
      const at = macro.index + impl.index + impl[0].indexOf("impl");
      yield { ...placed(source, `!${macro[1]}::i${i}`, at), length: impl[1].length };
    }
  }
  // Of a call of several lines the end is told.
  for (const { 0: call, 1: macro, index } of source.matchAll(/^(\w+)! \{[^}]*\}/gm)) {
    const at = call.includes("\n") ? index + call.length : index;
    yield { ...placed(source, `!${macro}::call`, at), length: index + call.length - at };
  }
}

/** `!slice.SliceIndex::RangeTo`: the impls for what indexes slices and text; of byte strings a macro makes them (`!bstr.SliceIndex::call.RangeTo`). */
function* indexImpls(path, file) {
  const [, module] = /^(bstr|slice|str)\/(?:traits|index)\.rs$/.exec(file) ?? [];
  if (module === undefined) return;
  const source = readFileSync(path, "utf8");
  const nameOf = (type) =>
    type.startsWith("(")
      ? "tuple"
      : type
          .replace(/<usize>$/, "")
          .replace(/^ops::/, "")
          .replace("::", ".");
  for (const { index, 0: head, 1: type } of source.matchAll(/^ *unsafe impl[^{\n]* SliceIndex<[^{\n]*> for ([^{\n]+?)(?= \{)/gm)) {
    const at = index + head.indexOf("unsafe");
    const name = type === "$index" ? "made" : nameOf(type);
    yield { ...placed(source, `!${module}.SliceIndex::${name}`, at), length: index + head.length - at };
  }
  for (const { index, 0: call, 1: type } of source.matchAll(/^impl_slice_index!\((.*)\);/gm))
    yield { ...placed(source, `!${module}.SliceIndex::call.${nameOf(type)}`, index), length: call.length };
}

function placed(source, name, at) {
  const before = source.slice(0, at);
  return { name, line: before.split("\n").length, column: at - before.lastIndexOf("\n") - 1, offset: Buffer.byteLength(before) };
}

/** The places in a crate of the library, a line for each file. */
function table(crate) {
  const root = join(library, `${crate}/src`);
  const rows = new Map();
  const doubled = new Set();
  for (const path of files(root)) {
    const file = relative(root, path);
    if (/(^|\/)tests?(\/|\.rs)|^num\/|core_arch|simd/.test(file)) continue;
    for (const { name, line, column, offset } of [...things(path), ...marked(path, file)]) {
      if (!rows.has(name)) rows.set(name, { file, text: `${name}:${line}:${column}:${offset}` });
    }
    for (const { name, line, column, offset, length, ident } of [
      ...heads(path),
      ...outermost(path, file),
      ...macroImpls(path, file),
      ...indexImpls(path, file),
    ]) {
      if (rows.has(name)) doubled.add(name);
      const behind = ident === undefined ? "" : `:${ident}`;
      rows.set(name, { file, text: `${name}:${line}:${column}:${offset}:${length}${behind}` });
    }
  }
  for (const name of doubled) rows.delete(name);
  const byFile = Map.groupBy?.([...rows.values()], ({ file }) => file) ?? new Map();
  if (byFile.size === 0) for (const row of rows.values()) byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
  console.log(`${crate}: ${rows.size} places`);
  return [...byFile].map(([file, list]) => `${file} ${list.map(({ text }) => text).join(" ")}`).join("\n");
}
const HEAD = `// Where the real core has the \`self\` of methods that take it by value, its tuple variants, and methods
// that want their references written: a line for each file,
// \`Owner::name:line:column:offset\`, columns from 0, offsets in bytes; with a point in front and a length behind, the heads
// of functions of traits and types, and how far behind their start the name is; with an at sign, where types and traits begin;
// with a module and a point, free functions; with an exclamation mark, impls in macros of operators, the macros' calls, and impls for what indexes slices. Made by test/tools/generate-core-places.mjs from the library of 1.96.0.
`;
for (const crate of CRATES) {
  const file = resolve(import.meta.dirname, `../../src/corelib/${crate}-places.ts`);
  writeFileSync(file, `${HEAD.replace("real core", `real ${crate}`)}export const ${crate}Places = (): string => \`${table(crate)}\`;\n`);
}

// Writes src/corelib/names.ts: every public name of core and alloc, from rustdoc's output for both releases' libraries.
//
//   RUSTC_BOOTSTRAP=1 rustdoc -Zunstable-options --output-format json --document-hidden-items --crate-name core .../core/src/lib.rs
//   node test/tools/generate-core-names.mjs core-1.96.json alloc-1.96.json search-index-1.63.js alloc/src > src/corelib/names.ts
//
// What alloc adds to `str` and slices is not in its JSON: it is read from the sources (`alloc/src`).
// 1.63's own JSON cannot be made (its rustdoc panics on core), so the search index of its pages stands in.
// The file's own header tells the form. Facts only: paths, kinds, since which release stable, or unstable and by which feature.
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

const KINDS = {
  module: "m",
  struct: "s",
  enum: "e",
  union: "u",
  trait: "t",
  trait_alias: "T",
  type_alias: "y",
  function: "f",
  constant: "c",
  static: "S",
  macro: "x",
  primitive: "p",
  variant: "v",
  assoc_const: "C",
  assoc_type: "Y",
};
/** Targets' intrinsics that are not listed: any name may exist there. */
const OPEN = /^core::core_arch::|^core::arch::|^core::core_simd|^core::simd/;

function load(path) {
  const doc = JSON.parse(readFileSync(path, "utf8"));
  const items = new Map(Object.entries(doc.index).map(([id, item]) => [id, item]));
  return { items, root: String(doc.root), paths: doc.paths };
}

const innerOf = (item) => item.inner[Object.keys(item.inner)[0]];
const kindOf = (item) => (item.kind !== undefined ? item.kind : Object.keys(item.inner)[0]);

/** 1.63's JSON has `kind` and a flat `inner`; both are read through these. */
function view(item) {
  const old = item.kind !== undefined;
  const kind = old ? ({ import: "use", typedef: "type_alias", method: "function" }[item.kind] ?? item.kind) : kindOf(item);
  return { kind, inner: old ? item.inner : innerOf(item) };
}

function stability(item) {
  const text =
    item.attrs.map((a) => (typeof a === "string" ? a : (a.other ?? ""))).find((a) => /^#\[attr = Stability |^#\[(un)?stable/.test(a)) ?? "";
  const since = /minor: (\d+)/.exec(text) ?? /since ?= ?"1\.(\d+)/.exec(text);
  const feature = /feature: "([^"]+)"|feature ?= ?"([^"]+)"/.exec(text);
  if (/Unstable|^#\[unstable/.test(text)) return { unstable: feature?.[1] ?? feature?.[2] ?? "" };
  return { since: since === null ? 0 : Number(since[1]) };
}

/** The name of a primitive type, or of the form of a type, as a path of the table. */
function headOf(type) {
  const form = Object.keys(type)[0];
  const inner = type[form];
  switch (form) {
    case "primitive":
      return inner === "never" ? "<!>" : `<${inner}>`;
    case "raw_pointer":
      return inner.is_mutable ? "<*mut>" : "<*const>";
    case "slice":
      return `<[${elementOf(inner)}]>`;
    case "array":
      return `<[${elementOf(inner.type)}; N]>`;
    case "tuple":
      return inner.length === 0 ? "<()>" : "<tuple>";
    case "function_pointer":
      return "<fn>";
    case "dyn_trait":
      return "<dyn>";
    case "generic":
      return "<T>";
    default:
      return undefined;
  }
}

/** `_` for any; special elements have lines of their own. */
const elementOf = (type) => type.primitive ?? type.resolved_path?.path.split("::").at(-1) ?? (type.array === undefined ? "_" : "array");

/** Map "path" -> Map("kind name" -> stability) */
function collect(doc, crate) {
  const out = new Map();
  const done = new Set();
  const paths = new Map();
  const put = (path, kind, name, item) => {
    let rows = out.get(path);
    if (rows === undefined) out.set(path, (rows = new Map()));
    const known = rows.get(`${kind} ${name}`);
    if (known === undefined) rows.set(`${kind} ${name}`, { ...stability(item), count: 1 });
    else known.count++;
  };
  const children = (path, ids) => {
    for (const id of ids ?? []) {
      const item = doc.items.get(String(id));
      if (item === undefined) continue;
      const { kind, inner } = view(item);
      if (kind === "struct_field") continue;
      if (kind === "use") {
        const target = doc.items.get(String(inner.id));
        const name = inner.name;
        if (inner.is_glob ?? inner.glob) {
          if (target === undefined) put(path, "*", (inner.source ?? "").replace(/^\$?crate::/, "core::"), item);
          else members(path, target);
        } else if (target !== undefined) entry(path, name, target, item);
        else if (doc.paths[inner.id] !== undefined) put(path, ">", `${name}=${doc.paths[inner.id].path.join("::")}`, item);
        else put(path, ">", `${name}=${inner.source}`, item);
        continue;
      }
      if (item.name !== null) entry(path, item.name, item, item);
    }
  };
  const members = (path, item) => {
    const { kind, inner } = view(item);
    if (kind === "module") children(path, inner.items);
    if (kind === "enum") children(path, inner.variants);
  };
  const entry = (path, name, item, at) => {
    const { kind, inner } = view(item);
    const letter = kind === "proc_macro" ? (inner.kind === "derive" ? "d" : inner.kind === "attr" ? "a" : "x") : KINDS[kind];
    if (letter === undefined) return;
    let k = letter;
    if (kind === "struct") k = structKind(inner, doc);
    if (kind === "variant") k = variantKind(inner);
    put(path, k, name, at);
    if (kind === "primitive") return;
    const own = `${path}::${name}`;
    if (!own.startsWith("core::prelude::")) paths.set(item, [...(paths.get(item) ?? []), own]);
    if (done.has(own)) return;
    done.add(own);
    if (OPEN.test(own)) {
      if (kind === "module") put(own, "*", "", at);
      return;
    }
    if (own.split("::").length > 8 || (/^core::prelude::/.test(own) && kind !== "module")) return;
    if (kind === "module" || kind === "enum") members(own, item);
    if (kind === "trait") children(own, inner.items);
    for (const id of inner.impls ?? []) {
      const impl = doc.items.get(String(id));
      if (impl === undefined) continue;
      const body = view(impl).inner;
      if (body.trait === null || body.trait === undefined) children(own, body.items);
    }
  };
  /** The lines that speak of a type: one of a primitive, or those of all public paths. */
  const linesOf = (type) => {
    const head = headOf(type);
    if (head !== undefined) return [crate === "core" ? head : `${crate}::${head}`];
    const target = type.resolved_path === undefined ? undefined : doc.items.get(String(type.resolved_path.id));
    return paths.get(target) ?? [];
  };
  children(crate, view(doc.items.get(doc.root)).inner.items);
  /** Nobody asks for markers by the name of an item; traits of other crates are public. */
  const isTold = ({ trait }) => {
    const item = doc.items.get(String(trait.id));
    return item === undefined || (paths.has(item) && view(item).inner.items.length > 0);
  };
  for (const impl of doc.items.values()) {
    if (kindOf(impl) !== "impl") continue;
    const { inner } = view(impl);
    if (inner.trait === null) {
      if (headOf(inner.for) !== undefined) children(headOf(inner.for), inner.items);
    } else if (inner.is_negative !== true && inner.is_synthetic !== true && inner.blanket_impl === null && isTold(inner)) {
      const target = inner.for.borrowed_ref?.type;
      const name = inner.trait.path.split("::").at(-1);
      for (const line of linesOf(target ?? inner.for)) put(line, target === undefined ? "!" : "&", name, impl);
    }
  }
  return out;
}

/** Numbers share most: what all of a group have stands in a line of the group, and no more in theirs. */
const GROUPS = {
  "<int>": ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"],
  "<signed>": ["i8", "i16", "i32", "i64", "i128", "isize"],
  "<unsigned>": ["u8", "u16", "u32", "u64", "u128", "usize"],
  "<float>": ["f32", "f64"],
};

function group(lines) {
  const table = new Map(lines.map((line) => [line.split(" ")[0], line.split(" ").slice(1)]));
  for (const [name, members] of Object.entries(GROUPS)) {
    const each = members.map((member) => table.get(`<${member}>`) ?? []);
    const shared = new Set(each[0].filter((word) => each.every((words) => words.includes(word))));
    table.set(name, [...shared]);
    members.forEach((member, i) =>
      table.set(
        `<${member}>`,
        each[i].filter((word) => !shared.has(word)),
      ),
    );
  }
  return [...table]
    .filter(([, words]) => words.length > 0)
    .map(([path, words]) => `${path} ${words.join(" ")}`)
    .sort();
}

/** alloc's `impl str { .. }` and `impl<T> [T] { .. }`, as they are written. */
function incoherent(sources) {
  const out = new Map();
  for (const [file, head] of [
    ["str.rs", "alloc::<str>"],
    ["slice.rs", "alloc::<[_]>"],
  ]) {
    const rows = new Map();
    let inside = false;
    let attributes = "";
    for (const line of readFileSync(`${sources}/${file}`, "utf8").split("\n")) {
      if (/^impl(?:<[^>]*>)? (?:str|\[\w+\]) \{/.test(line)) inside = true;
      if (line === "}") inside = false;
      if (!inside) continue;
      if (/^ {4}#\[(?:un)?stable/.test(line)) attributes = line.trim();
      const name = /^ {4}pub (?:const )?(?:unsafe )?fn (\w+)/.exec(line)?.[1];
      if (name !== undefined) rows.set(`f ${name}`, stability({ attrs: [attributes] }));
    }
    out.set(head, rows);
  }
  return out;
}

/** Structs by what their constructor is: `s` braces or private, `1` tuple, `0` unit. */
function structKind(inner) {
  const kind = inner.kind ?? inner.struct_type;
  if (kind === "unit") return "0";
  if (kind?.tuple !== undefined) return kind.tuple.every((field) => field !== null) ? "1" : "s";
  return kind === "tuple" ? (inner.fields_stripped ? "s" : "1") : "s";
}

function variantKind(inner) {
  const kind = inner.kind ?? inner.variant_kind ?? inner;
  return kind === "plain" ? "v" : kind?.tuple !== undefined || inner.variant_kind === "tuple" ? "w" : "V";
}

/** Names of a 1.63 crate: `path::name` of items, `Type::name` of what belongs to a type or trait. */
function searchIndex(path, crate) {
  const context = { window: {}, searchIndex: undefined };
  runInNewContext(readFileSync(path, "utf8"), context);
  const { n, q, i, p } = context.searchIndex[crate];
  const names = new Set();
  let module = "";
  for (let at = 0; at < n.length; at++) {
    module = q[at] || module;
    names.add(i[at] === 0 ? `${module}::${n[at]}` : `${p[i[at] - 1][1]}::${n[at]}`);
  }
  return names;
}

/** Stable long before in std, and since 1.85 in core: their attributes speak of the first alone. */
const MOVED_TO_CORE = new Map(
  ["abs", "copysign", "signum"].flatMap((name) => [
    [`<f32> f ${name}`, 85],
    [`<f64> f ${name}`, 85],
  ]),
);

function merge(newer, old, features) {
  const lines = [];
  for (const path of [...newer.keys()].sort()) {
    const words = [];
    const owner = path.slice(path.lastIndexOf("::") + 2);
    const oldOwner = oldNameOf(path) ?? owner;
    for (const [key, { since: first, unstable, count }] of newer.get(path)) {
      const since = MOVED_TO_CORE.get(`${path} ${key}`) ?? first;
      const [kind, plain] = key.split(" ");
      const name = "fC".includes(kind) && count > 1 ? `${plain}*${count}` : plain;
      const unknown = old.has(`${path}::${plain}`) || old.has(`${oldOwner}::${plain}`) || "!&".includes(kind) ? "" : "-";
      if (unstable !== undefined) words.push(`${kind}${name}~${features(unstable)}${unknown}`);
      else words.push(since > 63 ? `${kind}${name}@${since}${since > 68 ? unknown : ""}` : `${kind}${name}`);
    }
    if (words.length > 0) lines.push(`${path} ${words.sort((a, b) => (a.slice(1) < b.slice(1) ? -1 : 1)).join(" ")}`);
  }
  return lines;
}

/** What 1.63's index calls a primitive. */
function oldNameOf(path) {
  if (path.startsWith("alloc::<")) return oldNameOf(path.slice(7));
  if (!path.startsWith("<")) return undefined;
  if (path.startsWith("<*")) return "pointer";
  if (path.startsWith("<[")) return path.includes(";") ? "array" : "slice";
  return path.slice(1, -1);
}

const [corePath, allocPath, indexPath, allocSources] = process.argv.slice(2);
const featureNumbers = new Map();
const features = (name) => {
  if (!featureNumbers.has(name)) featureNumbers.set(name, featureNumbers.size);
  return featureNumbers.get(name);
};
const core = group(merge(collect(load(corePath), "core"), searchIndex(indexPath, "core"), features));
const inAlloc = new Map([...collect(load(allocPath), "alloc"), ...incoherent(allocSources)]);
const alloc = merge(inAlloc, searchIndex(indexPath, "alloc"), features);

process.stdout
  .write(`// Every public name of core and alloc. Made by test/tools/generate-core-names.mjs from the libraries of 1.96 and 1.63.
//
// A line: the path of a module, type or trait, then its names. A name: a letter for its kind, the name, and marks.
// Primitive types and forms of types have lines like <u8>, <str>, <*mut>, <[_]>, <[_; N]>, <tuple>, <fn>, and <T> for any type;
// what all integers have stands under <int>, of half of them under <signed> and <unsigned>, of f32 and f64 under <float>;
// what alloc adds stands under alloc::<str> and the like.
//   m module  s struct  1 tuple struct  0 unit struct  e enum  u union  t trait  T trait alias  y type alias  f function
//   c constant  S static  x macro  d derive macro  a attribute macro  p primitive type
//   v unit variant  w tuple variant  V struct variant  C associated constant  Y associated type
//   !name a trait that it implements  &name one that a reference to it implements
//   *N in so many impls
//   >name=path an export of another crate's  * any name may exist here
//   @N stable since 1.N (without: since 1.63 or before)  ~F unstable, feature number F  - unknown to 1.63
export const featureNames = (): string => ${JSON.stringify([...featureNumbers.keys()].join(" "))};
export const coreNames = (): string => \`${core.join("\n").replaceAll("`", "\\`").replaceAll("$", "\\$")}\`;
export const allocNames = (): string => \`${alloc.join("\n").replaceAll("`", "\\`").replaceAll("$", "\\$")}\`;
`);

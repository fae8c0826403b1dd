// Writes src/corelib/ambiguous-names.ts: names that mean more than one thing of core among types, or among values, so that
// messages print them with their path.
//
//   node test/tools/generate-ambiguous-names.mjs core-1.96.json > src/corelib/ambiguous-names.ts
//
// The JSON is rustdoc's (see generate-core-names.mjs). As rustc does, modules, enums and traits are walked from the root; type
// aliases, associated types and what is hidden from the documentation do not count. For 1.68 only what 1.63 knew counts.
import { readFileSync } from "node:fs";

const { index, root } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const names = readFileSync("src/corelib/names.ts", "utf8");
const unknown = new Set();
for (const line of names.split("\n")) {
  const [path, ...words] = line.split(" ");
  for (const word of words) if (/^[a-zA-Z01][^ ]*-$/.test(word)) unknown.add(`${path}::${/^[^*=@~-]*/.exec(word.slice(1))[0]}`);
}

const NAMESPACES = {
  module: ["type"],
  struct: ["type"],
  enum: ["type"],
  union: ["type"],
  trait: ["type"],
  trait_alias: ["type"],
  variant: ["type"],
  function: ["value"],
  constant: ["value"],
  static: ["value"],
  assoc_const: ["value"],
};
const kindOf = (item) => Object.keys(item.inner)[0];
const isHidden = ({ attrs }) => attrs.some((attr) => JSON.stringify(attr).includes("hidden"));

/** 1.63 did not have it, or what it stands in. */
const isNew = (path) => path.includes("::") && (unknown.has(path) || isNew(path.slice(0, path.lastIndexOf("::"))));

/** By namespace and name: the items it means, each with whether 1.63 had it. */
const seen = new Map();
function put(namespace, name, id, path) {
  const key = `${namespace} ${name}`;
  const items = seen.get(key) ?? new Map();
  items.set(id, (items.get(id) ?? false) || !(path.startsWith("core::simd") || isNew(`${path}::${name}`)));
  seen.set(key, items);
}

const walked = new Set();
function walk(item, path) {
  if (walked.has(item.id)) return;
  walked.add(item.id);
  const inner = item.inner[kindOf(item)];
  for (const id of inner.items ?? inner.variants ?? []) child(index[id], undefined, path);
}

/** What differs from target to target is left out. */
const isArch = (item, path) => path === "core" && (item.name === "arch" || item.name === "core_arch");

function child(item, rename, path) {
  if (item === undefined || isHidden(item) || isArch(item, path)) return;
  const kind = kindOf(item);
  if (kind === "use") {
    const target = index[item.inner.use.id];
    if (target === undefined || item.visibility !== "public") return;
    if (item.inner.use.is_glob) {
      for (const id of target.inner[kindOf(target)].items ?? target.inner[kindOf(target)].variants ?? []) child(index[id], undefined, path);
    } else child(target, item.inner.use.name, path);
    return;
  }
  const name = rename ?? item.name;
  for (const namespace of NAMESPACES[kind] ?? []) put(namespace, name, item.id, path);
  if (kind === "struct" && item.inner.struct.kind?.plain === undefined) put("value", name, `${item.id} constructor`, path);
  if (kind === "variant") put("value", name, `${item.id} constructor`, path);
  if (kind === "module" || kind === "enum" || kind === "trait") walk(item, `${path}::${name}`);
}
walk(index[root], "core");

const list = (namespace, only163) =>
  [...seen]
    .filter(([key, items]) => key.startsWith(`${namespace} `) && [...items.values()].filter((had) => had || !only163).length > 1)
    .map(([key]) => key.slice(namespace.length + 1))
    .sort()
    .join(" ");
const text = (namespace) => {
  const old = new Set(list(namespace, true).split(" "));
  const newer = list(namespace, false)
    .split(" ")
    .filter((name) => !old.has(name));
  return [JSON.stringify([...old].join(" ")), JSON.stringify(newer.join(" "))];
};
const [types, newTypes] = text("type");
const [values, newValues] = text("value");
console.log(`// Names that mean more than one thing of core: messages print those with their path. \`type\`: types, traits, modules and variants;
// \`value\`: functions, constants and constructors. Made by test/tools/generate-ambiguous-names.mjs from the library of 1.96;
// \`newer\` are those that 1.63 did not have twice.
export const AMBIGUOUS_NAMES = {
  type: { old: ${types}, newer: ${newTypes} },
  value: { old: ${values}, newer: ${newValues} },
};`);

// Compares attributes that lints ask about (`must_use`, `deprecated`) between corelib and the real library, and writes those
// that corelib lacks. Facts only: which items bear them, and with what words.
//
//   RUSTC_BOOTSTRAP=1 rustdoc -Zunstable-options --output-format json --document-hidden-items --crate-name core .../core/src/lib.rs
//   node test/tools/core-attributes.mjs core-1.96.json [--write]
//
// Without --write it lists what differs, one line for each item; it exits with 1 if anything does.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "src/corelib";
/** Macros of corelib write impls for several types: groups of which one stands for all of a macro's. */
const PLACEHOLDERS = [["i32", "u32"], ["f64"], ["AtomicU8"], ["NonZero"]];

// --- The real library --------------------------------------------------------------------------------------------------

const innerOf = (item) => item.inner[Object.keys(item.inner)[0]];

function typeKey(type) {
  if (type.primitive !== undefined) return type.primitive;
  if (type.resolved_path !== undefined) return type.resolved_path.path.split("::").at(-1);
  if (type.raw_pointer !== undefined) return type.raw_pointer.is_mutable ? "*mut" : "*const";
  if (type.slice !== undefined) return "[]";
  if (type.array !== undefined) return "[;]";
  return "?";
}

function attributesOf(item) {
  const found = [];
  const use = item.attrs.map((attr) => attr.must_use).find((attr) => attr !== undefined);
  if (use !== undefined) found.push(use.reason === null ? "#[must_use]" : `#[must_use = ${JSON.stringify(use.reason)}]`);
  if (item.deprecation !== null) {
    const { since, note } = item.deprecation;
    const parts = [since === null ? "" : `since = ${JSON.stringify(since)}`, note === null ? "" : `note = ${JSON.stringify(note)}`];
    found.push(`#[deprecated(${parts.filter((part) => part !== "").join(", ")})]`);
  }
  return found;
}

/** By `Owner::name` (of a type's own impls, or a trait) or `::name` (with the file's module before it), the attributes. */
function realAttributes(path) {
  const { index, paths } = JSON.parse(readFileSync(path, "utf8"));
  const real = new Map();
  const put = (key, item) => real.set(key, attributesOf(item));
  for (const item of Object.values(index)) {
    const kind = Object.keys(item.inner)[0];
    const inner = innerOf(item);
    if (kind === "impl" && inner.trait === null)
      for (const id of inner.items) if (index[id]?.name) put(`${typeKey(inner.for)}::${index[id].name}`, index[id]);
    if (kind === "trait") for (const id of inner.items) if (index[id]?.name) put(`${item.name}::${index[id].name}`, index[id]);
    const where = paths[item.id]?.path;
    if (where === undefined) continue;
    put(where.join("::"), item);
    // corelib may have it in another module's file.
    const loose = `${where[1]}/${item.name}`;
    const same = !real.has(loose) || real.get(loose).join() === attributesOf(item).join();
    real.set(loose, same ? attributesOf(item) : []);
  }
  return real;
}

// --- corelib -----------------------------------------------------------------------------------------------------------

const ITEM =
  /^( *)(?:pub(?:\([a-z ]+\))? )?(?:default )?(?:const |async |unsafe |extern "[^"]*" )*(fn|struct|enum|trait|union|const|static) (\w+)/;
const OWNER = /^( *)(?:pub )?(?:unsafe )?(impl|trait|mod)\b(.*)/;

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return entry.name.endsWith(".rs") ? [path] : [];
  });
}

/** `<T: A<B>> Rest` without what is in the angle brackets. */
function withoutGenerics(text) {
  if (!text.startsWith("<")) return text.trim();
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "<") depth++;
    if (text[i] === ">" && text[i - 1] !== "-" && --depth === 0) return text.slice(i + 1).trim();
  }
  return text;
}

function ownerKey(kind, rest) {
  if (kind === "trait") return /\w+/.exec(rest)?.[0];
  const header = withoutGenerics(rest.trim());
  if (/ for /.test(header)) return undefined;
  if (header.startsWith("$")) return "$";
  if (header.startsWith("*")) return header.slice(0, header.indexOf(" "));
  if (header.startsWith("[")) return header.includes(";") ? "[;]" : "[]";
  return /^(?:\w+::)*(\w+)/.exec(header)?.[1];
}

/** Items of a file: their line, indentation, kind, name and the owner round them. */
function* itemsOf(lines, module) {
  const owners = [];
  for (const [at, line] of lines.entries()) {
    const indent = /^ */.exec(line)[0].length;
    if (line.trim() === "") continue;
    while (owners.length > 0 && owners.at(-1).indent >= indent && !line.trim().startsWith("}") && !line.trim().startsWith("where"))
      owners.pop();
    const item = ITEM.exec(line);
    if (item !== null) yield { at, indent, kind: item[2], name: item[3], owners: [...owners], module };
    const owner = OWNER.exec(line);
    if (owner !== null && !line.includes(" use "))
      owners.push({ indent, kind: owner[2], key: owner[2] === "mod" ? /\w+/.exec(owner[3])?.[0] : ownerKey(owner[2], owner[3]) });
  }
}

function wanted(real, { name, owners, module }) {
  const owner = owners.findLast(({ kind }) => kind !== "mod");
  if (owner === undefined) {
    const path = ["core", ...module, ...owners.map(({ key }) => key), name].join("::");
    return real.get(path) ?? real.get(`${module[0]}/${name}`);
  }
  if (owner.key === undefined) return undefined;
  if (owner.key !== "$") return real.get(`${owner.key}::${name}`);
  const groups = PLACEHOLDERS.map((types) => types.map((type) => real.get(`${type}::${name}`)).filter((found) => found !== undefined));
  const all = groups.find((found) => found.length > 0) ?? [];
  return new Set(all.map((found) => found.join())).size === 1 ? all[0] : undefined;
}

/** The attributes written above a line. */
function written(lines, at) {
  const found = [];
  for (let above = at - 1; above >= 0 && /^ *#\[/.test(lines[above]); above--) found.push(lines[above].trim());
  return found;
}

function complete(path, real, write) {
  const lines = readFileSync(path, "utf8").split("\n");
  const module = path
    .slice(FOLDER.length + 1, -3)
    .split("/")
    .filter((part) => part !== "mod" && part !== "lib");
  const missing = [];
  for (const item of itemsOf(lines, module)) {
    const has = written(lines, item.at);
    const names = (attribute) => /\w+/.exec(attribute)[0];
    for (const attribute of wanted(real, item) ?? [])
      if (!has.some((other) => names(other) === names(attribute))) missing.push({ ...item, attribute, above: has.length });
  }
  for (const { name, attribute, at } of missing) console.log(`${path}:${at + 1}: ${name}: ${attribute}`);
  if (write) {
    for (const { at, indent, attribute, above } of missing.reverse()) lines.splice(at - above, 0, " ".repeat(indent) + attribute);
    if (missing.length > 0) writeFileSync(path, lines.join("\n"));
  }
  return missing.length;
}

const [json, mode] = process.argv.slice(2);
const real = realAttributes(json);
const count = files(FOLDER)
  .map((path) => complete(path, real, mode === "--write"))
  .reduce((a, b) => a + b, 0);
console.log(`${count} attributes are missing`);
process.exitCode = count > 0 ? 1 : 0;

// What debug information tells of a crate's functions and statics, as text: each with its path, below it what is in it. `node
// test/codegen/debug-tree.js` asks rustc (`CARGO`, a cargo whose rustc knows the target) about `fixtures/codegen/debug-tree` again.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const TAGS = { 0x05: "parameter", 0x0b: "block", 0x11: "unit", 0x13: "struct", 0x2e: "function", 0x34: "variable", 0x39: "namespace" };
const AT = { name: 0x03, lowPc: 0x11, specification: 0x47, declaration: 0x3c, location: 0x02, type: 0x49 };
const SIZES = { 0x01: 8, 0x05: 2, 0x06: 4, 0x07: 8, 0x0b: 1, 0x0e: 4, 0x13: 4, 0x17: 4, 0x19: 0 };

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  uleb() {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return value;
    }
  }

  number(size) {
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + this.bytes[this.at + i];
    this.at += size;
    return value;
  }

  text() {
    const end = this.bytes.indexOf(0, this.at);
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}

function abbreviationsAt(bytes, at) {
  const reader = new Reader(bytes, at);
  const found = new Map();
  for (let code = reader.uleb(); code !== 0; code = reader.uleb()) {
    const entry = { tag: reader.uleb(), hasChildren: reader.number(1) === 1, attributes: [] };
    for (let at = reader.uleb(), form = reader.uleb(); at !== 0; at = reader.uleb(), form = reader.uleb())
      entry.attributes.push([at, form]);
    found.set(code, entry);
  }
  return found;
}

function valueOf(reader, form, strings) {
  if (form === 0x0e) return new Reader(strings, reader.number(4)).text();
  if (form === 0x18) {
    const size = reader.uleb();
    return (reader.at += size);
  }
  if (form === 0x0d || form === 0x0f) return reader.uleb();
  return form === 0x19 ? 1 : reader.number(SIZES[form]);
}

function* unitsOf({ info, abbreviations, strings }) {
  for (let start = 0; start < info.length;) {
    const reader = new Reader(info, start);
    const end = start + 4 + reader.number(4);
    reader.number(2);
    const table = abbreviationsAt(abbreviations, reader.number(4));
    reader.number(1);
    const entries = new Map();
    const read = (parent) => {
      const offset = reader.at - start;
      const abbreviation = table.get(reader.uleb());
      if (abbreviation === undefined) return undefined;
      const entry = { tag: TAGS[abbreviation.tag], parent, children: [] };
      for (const [at, form] of abbreviation.attributes) entry[at] = valueOf(reader, form, strings);
      entries.set(offset, entry);
      if (abbreviation.hasChildren) for (let child = read(entry); child !== undefined; child = read(entry)) entry.children.push(child);
      return entry;
    };
    yield { root: read(undefined), entries };
    start = end;
  }
}

const pathOf = (entry) => (entry.parent === undefined ? "" : `${pathOf(entry.parent)}::${entry[AT.name]}`);

/** `sections`: contents of `.debug_info`, `.debug_abbrev` and `.debug_str`; `crate`: whose functions and statics are told. */
export function debugTree(sections, crate) {
  const out = [];
  for (const { root, entries } of unitsOf(sections)) {
    const describe = (entry, depth) => {
      if (!["parameter", "variable", "block"].includes(entry.tag)) return "";
      const type = entries.get(entry[AT.type]);
      const shown =
        entry.tag === "block" ? "" : ` ${entry[AT.name]}: ${type?.[AT.name] ?? "?"}${entry[AT.location] === undefined ? " nowhere" : ""}`;
      const line = `${"  ".repeat(depth)}${entry.tag}${shown}\n`;
      return line + entry.children.map((child) => describe(child, depth + 1)).join("");
    };
    const visit = (entry) => {
      const named = entries.get(entry[AT.specification]) ?? entry;
      const path = pathOf(named);
      const isTold = entry.tag === "function" ? entry[AT.lowPc] !== undefined : entry.tag === "variable" && entry.parent.tag !== "block";
      if (isTold && entry.parent.tag !== "function" && path.startsWith(`::${crate}`)) {
        const type = entries.get(named[AT.type])?.[AT.name];
        const children = entry.children.map((child) => describe(child, 1)).join("");
        out.push(`${entry.tag} ${path.slice(2)}${type === undefined ? "" : `: ${type}`}\n${children}`);
      }
      entry.children.forEach(visit);
    };
    visit(root);
  }
  return out.sort().join("");
}

const FOLDER = resolve(import.meta.dirname, "../../fixtures/codegen/debug-tree");

function bless() {
  const target = mkdtempSync(join(tmpdir(), "kbuild-debug-tree-"));
  const words = ["build", "--target", "x86_64-unknown-none", "--target-dir", target];
  const { status, stderr } = spawnSync(process.env.CARGO ?? "cargo", words, { cwd: FOLDER, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const image = join(target, "x86_64-unknown-none/debug/dbg");
  const section = (name) => {
    const file = join(target, "section");
    spawnSync("llvm-objcopy-22", [`--dump-section=${name}=${file}`, image, "/dev/null"]);
    return new Uint8Array(readFileSync(file));
  };
  const sections = { info: section(".debug_info"), abbreviations: section(".debug_abbrev"), strings: section(".debug_str") };
  writeFileSync(join(FOLDER, "tree.txt"), debugTree(sections, "dbg"));
  const names = spawnSync("llvm-nm-22", ["--format=just-symbols", image], { encoding: "utf8" }).stdout.split("\n");
  const own = names.filter((name) => /^_ZN.*dbg/.test(name)).map((name) => name.replace(/17h[0-9a-f]{16}E$/, ""));
  writeFileSync(join(FOLDER, "symbols.txt"), `${own.sort().join("\n")}\n`);
  rmSync(target, { recursive: true });
  rmSync(join(FOLDER, "Cargo.lock"), { force: true });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) bless();

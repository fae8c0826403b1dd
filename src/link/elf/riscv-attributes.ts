// RISC-V's attributes of several objects made one, as LLD does since 16: extensions of all, with those they imply, and what
// else was said of the code. Facts: RISC-V ELF psABI, "Attributes"; RISC-V ISA manual, "ISA Extension Naming Conventions";
// versions of implied extensions are LLVM's.
import { ByteWriter } from "../../base/bytes.ts";

const TAG_FILE = 1;
const TAG_STACK_ALIGN = 4;
const TAG_ARCH = 5;
const TAG_UNALIGNED_ACCESS = 6;
const VENDOR = "riscv\0";

type Attributes = ReadonlyMap<number, number | string>;

/** What an extension brings along. Those that are neither here nor in `PLAIN` are not joined. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  m: ["zmmul"],
  a: ["zaamo", "zalrsc"],
  f: ["zicsr"],
  d: ["f"],
  c: ["zca"],
};
const VERSIONS: Readonly<Record<string, string>> = {
  zmmul: "1p0",
  zaamo: "1p0",
  zalrsc: "1p0",
  zicsr: "2p0",
  f: "2p2",
  zca: "1p0",
  zcd: "1p0",
};
const PLAIN: ReadonlySet<string> = new Set("i zicsr zifencei zmmul zaamo zalrsc zca zcd zba zbb zbc zbs".split(" "));
/** Order of one-letter extensions, and of those of more by their second letter. */
const ORDER = "imafdqlcbkjtpvnh";

class Reader {
  #at = 0;

  constructor(readonly data: Uint8Array) {}

  get isDone(): boolean {
    return this.#at >= this.data.length;
  }

  skip(count: number): void {
    this.#at += count;
  }

  uleb(): number {
    let value = 0;
    for (let shift = 0; !this.isDone; shift += 7) {
      const byte = this.data[this.#at++] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }

  text(): string {
    const end = this.data.indexOf(0, this.#at);
    const text = new TextDecoder().decode(this.data.subarray(this.#at, end < 0 ? undefined : end));
    this.#at = end < 0 ? this.data.length : end + 1;
    return text;
  }
}

/** Odd tags have texts, even ones numbers. */
function read(data: Uint8Array): Attributes {
  const reader = new Reader(data);
  reader.skip(1 + 4);
  reader.text();
  reader.skip(1 + 4);
  const found = new Map<number, number | string>();
  while (!reader.isDone) {
    const tag = reader.uleb();
    found.set(tag, tag % 2 === 1 ? reader.text() : reader.uleb());
  }
  return found;
}

function compareExtensions(a: string, b: string): number {
  if ((a.length === 1) !== (b.length === 1)) return a.length - b.length;
  const letter = (name: string) => ORDER.indexOf(name.length === 1 ? name : (name[1] as string));
  return letter(a) - letter(b) || (a < b ? -1 : a > b ? 1 : 0);
}

const versionNumber = (version: string): number => {
  const [major, minor] = version.split("p").map(Number);
  return (major as number) * 1000 + (minor as number);
};

/** Undefined where an extension is not known here. */
function joinArchitectures(texts: readonly string[]): string | undefined {
  const versions = new Map<string, string>();
  const add = (name: string, version: string): void => {
    const known = versions.get(name);
    if (known === undefined || versionNumber(known) < versionNumber(version)) versions.set(name, version);
  };
  for (const text of texts) {
    for (const part of text.replace(/^rv\d+/, "").split("_")) {
      const [, name, version] = /^([a-z]\w*?)(\d+p\d+)$/.exec(part) ?? [];
      if (name === undefined || version === undefined || !(PLAIN.has(name) || Object.hasOwn(IMPLIED, name))) return undefined;
      add(name, version);
    }
  }
  for (let before = -1; before !== versions.size;) {
    before = versions.size;
    const implied = [...versions.keys()].flatMap((name) => IMPLIED[name] ?? []);
    if (versions.has("c") && versions.has("d")) implied.push("zcd");
    for (const name of implied) if (!versions.has(name)) versions.set(name, VERSIONS[name] as string);
  }
  const width = /^rv\d+/.exec(texts[0] ?? "")?.[0] ?? "rv64";
  const sorted = [...versions].sort(([a], [b]) => compareExtensions(a, b));
  return width + sorted.map(([name, version]) => name + version).join("_");
}

/** Numbers first, each kind by its tag. */
function write(attributes: Attributes): Uint8Array {
  const isText = (value: number | string) => (typeof value === "string" ? 1 : 0);
  const values = new ByteWriter();
  for (const [tag, value] of [...attributes].sort(([a, v], [b, w]) => isText(v) - isText(w) || a - b)) {
    values.u8(tag);
    if (typeof value === "number") values.u8(value);
    else values.append(new TextEncoder().encode(`${value}\0`));
  }
  const fileSize = 5 + values.length;
  const out = new ByteWriter().u8("A".charCodeAt(0)).u32(4 + VENDOR.length + fileSize);
  out.append(new TextEncoder().encode(VENDOR)).u8(TAG_FILE).u32(fileSize);
  return out.append(values.bytes).bytes.slice();
}

/** Undefined if they say what is not joined yet. */
export function joinAttributes(tables: readonly Uint8Array[]): Uint8Array | undefined {
  const all = tables.map(read);
  const known = new Set([TAG_STACK_ALIGN, TAG_ARCH, TAG_UNALIGNED_ACCESS]);
  if (all.some((one) => [...one.keys()].some((tag) => !known.has(tag)))) return undefined;
  const joined = new Map<number, number | string>();
  const alignments = new Set(all.flatMap((one) => one.get(TAG_STACK_ALIGN) ?? []));
  if (alignments.size > 1) return undefined;
  for (const alignment of alignments) joined.set(TAG_STACK_ALIGN, alignment);
  if (all.some((one) => one.get(TAG_UNALIGNED_ACCESS) === 1)) joined.set(TAG_UNALIGNED_ACCESS, 1);
  const architectures = all.flatMap((one) => one.get(TAG_ARCH) ?? []).map(String);
  if (architectures.length > 0) {
    const architecture = joinArchitectures(architectures);
    if (architecture === undefined) return undefined;
    joined.set(TAG_ARCH, architecture);
  }
  return write(joined);
}

// Build attributes: what was told to the linker about the code, tag by tag, read and put into LLVM's words. Reading ends at the first thing
// that is wrong; LLVM does not close the section it was in then.
import { byteText, ElfError, hex } from "../elf/read.ts";
import { CPU_ARCHITECTURES } from "./attribute-tables.ts";
import type { AttributeTable, AttributeTag } from "./attribute-tables.ts";

/** SHT_ARM_ATTRIBUTES, SHT_RISCV_ATTRIBUTES and the others: one number. */
export const SHT_ATTRIBUTES = 0x70000003;
export const FORMAT_VERSION = 0x41;

/** Bytes one after the other. A number or a text that does not end gives nothing, like everything behind it. */
class Cursor {
  at = 0;
  #failure: string | undefined;

  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian: boolean,
  ) {}

  #fail(text: string): void {
    this.#failure ??= text;
  }

  get isAtEnd(): boolean {
    return this.#failure !== undefined || this.at === this.bytes.length;
  }

  /** Throws ElfError where something could not be read. */
  check(): void {
    if (this.#failure !== undefined) throw new ElfError(this.#failure);
  }

  #fits(size: number): boolean {
    if (this.#failure !== undefined) return false;
    if (this.at + size <= this.bytes.length) return true;
    this.#fail(`unexpected end of data at offset ${hex(this.bytes.length)} while reading [${hex(this.at)}, ${hex(this.at + size)})`);
    return false;
  }

  u8(): number {
    return this.#fits(1) ? (this.bytes[this.at++] as number) : 0;
  }

  u32(): number {
    if (!this.#fits(4)) return 0;
    const { bytes, littleEndian } = this;
    this.at += 4;
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(this.at - 4, littleEndian);
  }

  uleb(): bigint {
    if (this.#failure !== undefined) return 0n;
    let value = 0n;
    for (let at = this.at, shift = 0n; at < this.bytes.length && value < 1n << 64n; shift += 7n) {
      const byte = this.bytes[at++] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      this.at = at;
      return value;
    }
    this.#fail(`unable to decode LEB128 at offset 0x${this.at.toString(16).padStart(8, "0")}: malformed uleb128, extends past end`);
    return 0n;
  }

  text(): string {
    if (this.#failure !== undefined) return "";
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) {
      this.#fail(`no null terminated string at offset ${hex(this.at)}`);
      return "";
    }
    const found = byteText(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return found;
  }
}

const SCOPES: Readonly<Record<number, readonly [tag: string, scope: string, members: string]>> = {
  1: ["Tag_File", "FileAttributes", ""],
  2: ["Tag_Section", "SectionAttributes", "Sections"],
  3: ["Tag_Symbol", "SymbolAttributes", "Symbols"],
};

/** Control characters, quotes and bytes beyond ASCII as in C. */
const escaped = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]|["\\]/g, (one) => {
    const short = { "\t": "\\t", "\n": "\\n", '"': '\\"', "\\": "\\\\" }[one];
    return short ?? `\\${one.charCodeAt(0).toString(8).padStart(3, "0")}`;
  });

const COMPATIBILITY = ["No Specific Requirements", "AEABI Conformant"];

export class Attributes {
  /** What has been read, as readelf shows it. */
  text = "";
  /** Values of the tags that are numbers, the first of each. */
  readonly values = new Map<number, number>();
  #depth = 1;

  constructor(
    readonly table: AttributeTable,
    readonly llvm: 15 | 22,
  ) {}

  line(text: string): void {
    this.text += `${"  ".repeat(this.#depth)}${text}\n`;
  }

  #scope(name: string, fill: () => void): void {
    this.line(`${name} {`);
    this.#depth++;
    try {
      fill();
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#depth--;
    this.line("}");
  }

  #attribute(tag: bigint, lines: readonly string[]): void {
    this.#scope("Attribute", () => [`Tag: ${tag}`, ...lines].forEach((line) => this.line(line)));
  }

  /** Throws ElfError for a value that is none of the tag's, behind its lines. */
  #value(tag: bigint, { name, form }: AttributeTag, cursor: Cursor): void {
    const called = name === "" ? [] : [`TagName: ${name}`];
    if (form.kind === "text") return this.#attribute(tag, [...called, `Value: ${cursor.text()}`]);
    if (form.kind === "also" && this.llvm === 15) return this.#attribute(tag, [...called, `Value: ${cursor.text()}`]);
    if (form.kind === "also") return this.#also(tag, called, cursor);
    const value = cursor.uleb();
    if (!this.values.has(Number(tag))) this.values.set(Number(tag), Number(value));
    if (form.kind === "compatibility") {
      const meaning = COMPATIBILITY[Number(value)] ?? "AEABI Non-Conformant";
      return this.#attribute(tag, [`Value: ${value}, ${cursor.text()}`, ...called, `Description: ${meaning}`]);
    }
    if (form.kind !== "described") return this.#attribute(tag, [...called, `Value: ${value}`]);
    const description = form.describe(value);
    const hasMeaning = description !== undefined && description !== "";
    this.#attribute(tag, [`Value: ${value}`, ...called, ...(hasMeaning ? [`Description: ${description}`] : [])]);
    if (description === undefined) throw new ElfError(`unknown ${form.called} value: ${value}`);
  }

  /** An attribute in an attribute: what the code goes with besides. */
  #also(tag: bigint, called: readonly string[], cursor: Cursor): void {
    const from = cursor.at;
    const raw = cursor.text();
    const inner = new Cursor(cursor.bytes.subarray(from), cursor.littleEndian);
    const number = inner.uleb();
    const found = this.table.tags[Number(number)];
    let description: string | undefined;
    let failure: string | undefined;
    if (found === undefined) failure = `${number} is not a valid tag number`;
    else if (found.form.kind === "also") failure = `Tag_${found.name} cannot be recursively defined`;
    else if (found.form.kind === "text") description = `Tag_${found.name} = ${inner.text()}`;
    else {
      const value = inner.uleb();
      if (number !== 6n) description = `Tag_${found.name} = ${value}`;
      else if (value < BigInt(CPU_ARCHITECTURES.length)) description = `Tag_${found.name} = ${value} (${CPU_ARCHITECTURES[Number(value)]})`;
      else failure = `${value} is not a valid Tag_${found.name} value`;
    }
    this.#attribute(tag, [...called, `Value: ${escaped(raw)}`, ...(description === undefined ? [] : [`Description: ${description}`])]);
    if (failure !== undefined) throw new ElfError(failure);
  }

  #list(cursor: Cursor, end: number): void {
    while (cursor.at < end) {
      const from = cursor.at;
      const tag = cursor.uleb();
      const known = this.table.tags[Number(tag)];
      if (known === undefined && tag < 32n)
        throw new ElfError(`invalid tag 0x${tag.toString(16).toUpperCase()} at offset ${hex(from).toUpperCase().replace("X", "x")}`);
      this.#value(tag, known ?? { name: "", form: { kind: tag % 2n === 0n ? "number" : "text" } }, cursor);
    }
  }

  #vendor(cursor: Cursor, length: number): void {
    const end = cursor.at - 4 + length;
    const vendor = cursor.text();
    this.line(`SectionLength: ${length}`);
    this.line(`Vendor: ${vendor}`);
    if (vendor.toLowerCase() !== this.table.vendor) {
      cursor.at = end;
      return;
    }
    while (cursor.at < end) {
      const tag = cursor.u8();
      const size = cursor.u32();
      cursor.check();
      const [name, scope, members] = SCOPES[tag] ?? [];
      this.line(`Tag: ${name === undefined ? "" : `${name} (`}0x${tag.toString(16).toUpperCase()}${name === undefined ? "" : ")"}`);
      this.line(`Size: ${size}`);
      const place = `at offset 0x${(cursor.at - 5).toString(16).toUpperCase()}`;
      if (size < 5) throw new ElfError(`invalid attribute size ${size} ${place}`);
      if (scope === undefined) throw new ElfError(`unrecognized tag 0x${tag.toString(16).toUpperCase()} ${place}`);
      const numbers: bigint[] = [];
      if (tag !== 1) for (let one = cursor.uleb(); one !== 0n; one = cursor.uleb()) numbers.push(one & 0xffn);
      this.#scope(scope, () => {
        if (numbers.length > 0) this.line(`${members}: [${numbers.join(", ")}]`);
        this.#list(cursor, cursor.at + size - 5);
      });
    }
  }

  /** Throws ElfError. */
  read(bytes: Uint8Array, littleEndian: boolean): void {
    const cursor = new Cursor(bytes, littleEndian);
    const version = cursor.u8();
    this.line(`FormatVersion: 0x${version.toString(16).toUpperCase()}`);
    if (version !== FORMAT_VERSION) throw new ElfError(`unrecognized format-version: 0x${version.toString(16)}`);
    for (let number = 1; !cursor.isAtEnd; number++) {
      const length = cursor.u32();
      cursor.check();
      this.line(`Section ${number} {`);
      this.#depth++;
      if (length < 4 || cursor.at - 4 + length > bytes.length)
        throw new ElfError(`invalid section length ${length} at offset 0x${(cursor.at - 4).toString(16)}`);
      this.#vendor(cursor, length);
      this.close();
    }
    cursor.check();
  }
}

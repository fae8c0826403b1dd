// The header of a line number program: how its opcodes count, and the names of its files. DWARF 2 to 4 have names in the header
// itself, DWARF 5 has them in forms that the header describes (DWARF 5, 6.2.4).
import { byteText, stringsOf } from "./read.ts";
import type { Strings } from "./read.ts";

/** A reader that walks: bytes, and where it is. Past the end it throws RangeError. */
export class Walk {
  readonly #view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    public end: number = bytes.length,
    readonly littleEndian = true,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #skip(size: number): number {
    if (size < 0 || this.at + size > this.end) throw new RangeError("the line table ends early");
    this.at += size;
    return this.at - size;
  }

  u8(): number {
    return this.#view.getUint8(this.#skip(1));
  }
  i8(): number {
    return this.#view.getInt8(this.#skip(1));
  }
  u16(): number {
    return this.#view.getUint16(this.#skip(2), this.littleEndian);
  }
  u32(): number {
    return this.#view.getUint32(this.#skip(4), this.littleEndian);
  }
  u64(): bigint {
    return this.#view.getBigUint64(this.#skip(8), this.littleEndian);
  }
  skip(size: number): void {
    this.#skip(size);
  }

  /** Numbers past 53 bits lose their low bits: no table has them. */
  uleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  sleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return byte & 0x40 ? value - scale * 128 : value;
    }
  }

  /** Zero-terminated byte text. */
  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    const from = this.#skip((end < 0 ? this.end : end) - this.at + 1);
    return byteText(this.bytes.subarray(from, this.at - 1));
  }
}

export interface LineHeader {
  readonly minimumLength: number;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  /** Operands of the standard opcodes, from opcode 1 on. */
  readonly operands: readonly number[];
  /** Path of a file by its number in the program. */
  file(number: number): string;
}

/** The sections that names of DWARF 5 are in. */
export interface LineStrings {
  readonly lineStrings: Strings;
  readonly strings: Strings;
}

export const lineStrings = (line: Uint8Array, all: Uint8Array): LineStrings => ({ lineStrings: stringsOf(line), strings: stringsOf(all) });

const FORM = { data2: 5, data4: 6, data8: 7, string: 8, data1: 0x0b, strp: 0x0e, udata: 0x0f, data16: 0x1e, line_strp: 0x1f } as const;
const CONTENT = { path: 1, directory: 2 } as const;

const join = (folder: string | undefined, name: string): string =>
  folder === undefined || folder === "" || name.startsWith("/") ? name : `${folder}/${name}`;

/** Folder 0 is the compilation's own; when it is not given, names are left relative to it. */
function namesInHeader(walk: Walk, own: string): (number: number) => string {
  const folders = [own];
  for (let folder = walk.text(); folder !== ""; folder = walk.text()) folders.push(join(own, folder));
  const files = [""];
  for (let name = walk.text(); name !== ""; name = walk.text()) {
    files.push(join(folders[walk.uleb()], name));
    walk.uleb();
    walk.uleb();
  }
  return (number) => files[number] ?? "";
}

function formValue(walk: Walk, form: number, { lineStrings: own, strings }: LineStrings): string | number {
  switch (form) {
    case FORM.string:
      return walk.text();
    case FORM.line_strp:
      return own.at(walk.u32());
    case FORM.strp:
      return strings.at(walk.u32());
    case FORM.udata:
      return walk.uleb();
    case FORM.data1:
      return walk.u8();
    case FORM.data2:
      return walk.u16();
    case FORM.data4:
      return walk.u32();
    case FORM.data8:
      return Number(walk.u64());
    case FORM.data16:
      walk.skip(16);
      return 0;
    default:
      throw new RangeError("a form that line tables do not have");
  }
}

interface Entry {
  readonly path: string;
  readonly folder: number;
}

function entries(walk: Walk, strings: LineStrings): Entry[] {
  const format = Array.from({ length: walk.u8() }, () => [walk.uleb(), walk.uleb()] as const);
  const count = format.length === 0 ? 0 : walk.uleb();
  const found: Entry[] = [];
  for (let i = 0; i < count; i++) {
    let [path, folder] = ["", 0];
    for (const [content, form] of format) {
      const value = formValue(walk, form, strings);
      if (content === CONTENT.path) path = String(value);
      else if (content === CONTENT.directory) folder = Number(value);
    }
    found.push({ path, folder });
  }
  return found;
}

function namesInForms(walk: Walk, strings: LineStrings, own: string | undefined): (number: number) => string {
  const folders = entries(walk, strings).map(({ path }, i, [first]) => (i === 0 ? (own ?? path) : join(own ?? first?.path, path)));
  const files = entries(walk, strings).map(({ path, folder }) => join(folders[folder], path));
  return (number) => files[number] ?? "";
}

/** Reads the header of the unit at `walk`, whose `end` becomes the unit's; what follows is the program. Undefined: another version.
 * `folder`: where the unit was compiled; undefined for what the table itself says, which is nothing before DWARF 5. */
export function readLineHeader(walk: Walk, strings: LineStrings, folder: string | undefined): LineHeader | undefined {
  const length = walk.u32();
  const isKnown = length < 0xfffffff0;
  walk.end = isKnown ? Math.min(walk.at + length, walk.bytes.length) : walk.bytes.length;
  const version = isKnown ? walk.u16() : 0;
  if (version < 2 || version > 5) return undefined;
  if (version === 5) walk.skip(2);
  const program = walk.u32() + walk.at;
  const minimumLength = walk.u8();
  if (version >= 4) walk.skip(1);
  walk.skip(1);
  const lineBase = walk.i8();
  const lineRange = Math.max(1, walk.u8());
  const opcodeBase = walk.u8();
  const operands = Array.from({ length: Math.max(0, opcodeBase - 1) }, () => walk.u8());
  const file = version === 5 ? namesInForms(walk, strings, folder) : namesInHeader(walk, folder ?? "");
  walk.at = program;
  return { minimumLength, lineBase, lineRange, opcodeBase, operands, file };
}

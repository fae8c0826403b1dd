// Writes an archive as GNU's and LLVM's `ar` do (System V form): the symbol map, the table of long names, the members. Dates,
// owners and modes say nothing of the machine: zero, zero, 0644, as `ar rcD`. `archive.ts` reads them.
import { ByteWriter } from "../base/bytes.ts";
import { STB_LOCAL } from "./constants.ts";
import type { ElfObject } from "./object.ts";

export interface NewMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the symbol map says it defines. */
  readonly symbols: readonly string[];
}

/** Names that others may link with, in the object's order. */
export function definedSymbols({ symbols }: ElfObject): string[] {
  return symbols.filter(({ binding, place }) => binding !== STB_LOCAL && place !== "undefined").map(({ name }) => name);
}

const MAGIC = "!<arch>\n";
const HEADER = 60;
/** A name with its `/` that is longer stands in the table `//`. */
const LONGEST = 16;

const even = (size: number): number => size + (size & 1);

export function writeArchive(members: readonly NewMember[]): Uint8Array {
  const names = longNames(members);
  const count = members.reduce((sum, { symbols }) => sum + symbols.length, 0);
  const mapSize = count === 0 ? 0 : even(4 + 4 * count + members.reduce((sum, { symbols }) => sum + textSize(symbols), 0));
  const nameSize = even(byteLength(names.table));
  let at = MAGIC.length + (mapSize === 0 ? 0 : HEADER + mapSize) + (nameSize === 0 ? 0 : HEADER + nameSize);
  const offsets = members.map(({ bytes }) => {
    const start = at;
    at += HEADER + even(bytes.length);
    return start;
  });
  const out = new ByteWriter(false, at);
  out.text(MAGIC);
  if (mapSize > 0) writeMap(out, members, offsets, mapSize);
  if (nameSize > 0) out.text(`${"//".padEnd(48)}${String(nameSize).padEnd(10)}\`\n${names.table}`).align(2, 10);
  members.forEach(({ bytes }, i) => {
    out.text(header(names.shown[i] as string, "644", bytes.length));
    out.append(bytes);
    if (bytes.length % 2 === 1) out.text("\n");
  });
  return out.bytes;
}

function header(name: string, mode: string, size: number): string {
  return `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${mode.padEnd(8)}${String(size).padEnd(10)}\`\n`;
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;
/** With a NUL behind each. */
const textSize = (symbols: readonly string[]): number => symbols.reduce((sum, name) => sum + byteLength(name) + 1, 0);

/** Where each symbol's member begins, in big-endian words, then their names. */
function writeMap(out: ByteWriter, members: readonly NewMember[], offsets: readonly number[], size: number): void {
  out.text(header("/", "0", size));
  const end = out.length + size;
  const rows = members.flatMap(({ symbols }, i) => symbols.map((name) => ({ name, offset: offsets[i] as number })));
  out.u32(rows.length);
  for (const { offset } of rows) out.u32(offset);
  for (const { name } of rows) out.text(`${name}\0`);
  while (out.length < end) out.u8(0);
}

/** The table of long names, and what each member's header has for its name. */
function longNames(members: readonly NewMember[]): { readonly table: string; readonly shown: readonly string[] } {
  let table = "";
  const shown = members.map(({ name }) => {
    if (byteLength(name) < LONGEST) return `${name}/`;
    const at = byteLength(table);
    table += `${name}/\n`;
    return `/${at}`;
  });
  return { table, shown };
}

// Symbols and relocations of objects that are no ELF64 little-endian files with explicit addends, brought into the form that
// those have (`object-columns.ts`).
import * as elf from "./constants.ts";
import { implicitAddend } from "./implicit-addend.ts";
import { RELOCATION_WORDS, RelocationColumns, SYMBOL_WORDS } from "./object-columns.ts";
import type { SectionColumns } from "./object-columns.ts";
import { HEADER_WORDS, SH_INFO, exchanged } from "./object-file.ts";
import type { HeaderTable, ObjectFile } from "./object-file.ts";

/** st_info, st_other and st_shndx of a big-endian file, as they stand in a word of a little-endian one. */
const turnedPlace = (word: number): number => (word >>> 24) | (((word >>> 16) & 0xff) << 8) | ((word & 0xffff) << 16);

/** Of a big-endian file of 64 bits. */
export function exchangedSymbols(rows: Int32Array): Int32Array {
  const out = exchanged(rows, SYMBOL_WORDS, [2, 4]);
  for (let at = 1; at < out.length; at += SYMBOL_WORDS) out[at] = turnedPlace(rows[at] as number);
  return out;
}

/** Of a file of 32 bits: name, value, size, and the rest. */
export function widenedSymbols(rows: Int32Array, little: boolean): Int32Array {
  const step = elf.SYM_SIZE[32] / 4;
  const count = Math.floor(rows.length / step);
  const out = new Int32Array(SYMBOL_WORDS * count);
  for (let row = 0, from = 0, to = 0; row < count; row++, from += step, to += SYMBOL_WORDS) {
    const place = rows[from + 3] as number;
    out[to] = rows[from] as number;
    out[to + 1] = little ? place : turnedPlace(place);
    out[to + 2] = rows[from + 1] as number;
    out[to + 4] = rows[from + 2] as number;
  }
  return out;
}

/** Words of a relocation in the file. */
const stepOf = ({ is64 }: ObjectFile, hasAddend: boolean): number => (hasAddend ? 3 : 2) * (is64 ? 2 : 1);

/** The rows of `tables`; notes which are whose. `numbers`: index in the file -> in the object. */
export function readRelocations(
  file: ObjectFile,
  headers: HeaderTable,
  numbers: Int32Array,
  tables: Int32Array,
  sections: SectionColumns,
): RelocationColumns {
  const hasAddend = (table: number) => headers.type(table) === elf.SHT_RELA;
  const countOf = (table: number) => Math.floor(headers.size(table) / (4 * stepOf(file, hasAddend(table))));
  const count = tables.reduce((sum, table) => sum + countOf(table), 0);
  const columns = new RelocationColumns(new Int32Array(RELOCATION_WORDS * count));
  const machine = file.u16(18);
  let next = 0;
  for (const table of tables) {
    const target = numbers[headers.words[HEADER_WORDS * table + SH_INFO] as number] as number;
    const words = headers.contentWords(table);
    sections.relocationsFrom[target] = next;
    const end = next + RELOCATION_WORDS * countOf(table);
    for (let from = 0; next < end; next += RELOCATION_WORDS, from += stepOf(file, hasAddend(table))) {
      if (file.is64) readWide(columns.words, next, words, from, file.little);
      else readNarrow(columns.words, next, words, from);
      if (hasAddend(table)) readAddend(columns.words, next, words, from, file);
      else {
        const { offset, type, symbol } = columns.at(next);
        const addend = implicitAddend(sections.data(target), offset, file.little, machine, type);
        columns.set(next, { offset, type, symbol, addend });
      }
    }
    sections.relocationsTo[target] = next;
  }
  return columns;
}

function readWide(out: Int32Array, to: number, words: Int32Array, from: number, little: boolean): void {
  const [lower, upper] = little ? [0, 1] : [1, 0];
  out[to] = words[from + lower] as number;
  out[to + 1] = words[from + upper] as number;
  out[to + 2] = words[from + 2 + lower] as number;
  out[to + 3] = words[from + 2 + upper] as number;
}

function readNarrow(out: Int32Array, to: number, words: Int32Array, from: number): void {
  const info = words[from + 1] as number;
  out[to] = words[from] as number;
  out[to + 2] = info & 0xff;
  out[to + 3] = info >>> 8;
}

function readAddend(out: Int32Array, to: number, words: Int32Array, from: number, { is64, little }: ObjectFile): void {
  const low = words[is64 ? from + 4 + (little ? 0 : 1) : from + 2] as number;
  out[to + 4] = low;
  out[to + 5] = is64 ? (words[from + 4 + (little ? 1 : 0)] as number) : low >> 31;
}

// An object's tables as columns: one typed array a field, one row a section, symbol or relocation. A linker walks tens of
// thousands of rows several times; columns take no memory of their own for a row, and are read without a detour. Rows of a
// file are read straight from its bytes (`read-object.ts`); those of an object that was made are copied here.
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation, SymbolPlace } from "./object.ts";

/** What stands in `SymbolColumns.place` for a symbol of no section. */
export const UNDEFINED_PLACE = -1;
export const ABSOLUTE_PLACE = -2;
export const COMMON_PLACE = -3;

const PLACES: Readonly<Record<string, number>> = { undefined: UNDEFINED_PLACE, absolute: ABSOLUTE_PLACE, common: COMMON_PLACE };

function placeOf(row: number): SymbolPlace {
  if (row >= 0) return row;
  return row === UNDEFINED_PLACE ? "undefined" : row === ABSOLUTE_PLACE ? "absolute" : "common";
}

/** Shared: most sizes and addends are one of them. */
const SMALL_NUMBERS: readonly bigint[] = Array.from({ length: 1024 }, (_, i) => BigInt(i));

/** A whole number out of a column of doubles, as one that an engine keeps without a box if it has no more than 31 bits. */
export const whole = (value: number): number => (value <= 0x7fff_ffff ? value | 0 : value);

/** 64-bit integers in two columns, so that those within 53 bits are had without a bigint. */
export class WideColumn {
  readonly low: Int32Array;
  readonly high: Int32Array;

  constructor(count: number) {
    this.low = new Int32Array(count);
    this.high = new Int32Array(count);
  }

  /** As a signed number: exact up to 53 bits, near the value beyond. */
  near(row: number): number {
    const low = this.low[row] as number;
    const high = this.high[row] as number;
    return high === low >> 31 ? low : high * 0x1_0000_0000 + (low >>> 0);
  }

  signed(row: number): bigint {
    const value = this.near(row);
    if (value >= 0 && value < SMALL_NUMBERS.length) return SMALL_NUMBERS[value] as bigint;
    if (Number.isSafeInteger(value)) return BigInt(value);
    return (BigInt(this.high[row] as number) << 32n) | BigInt((this.low[row] as number) >>> 0);
  }

  unsigned(row: number): bigint {
    return this.high[row] === 0 ? this.signed(row) : BigInt.asUintN(64, this.signed(row));
  }

  set(row: number, value: bigint): void {
    this.low[row] = Number(BigInt.asUintN(32, value));
    this.high[row] = Number(BigInt.asIntN(32, value >> 32n));
  }
}

export class SectionColumns {
  readonly names: string[];
  /** SHT_* */
  readonly type: Uint32Array;
  /** SHF_*; flags above 32 bits are of no machine that there is. */
  readonly flags: Uint32Array;
  readonly alignment: Float64Array;
  readonly entrySize: Float64Array;
  readonly size: Float64Array;
  /** Signature symbol of its COMDAT group; -1 for none. */
  readonly group: Int32Array;
  /** Section that SHF_LINK_ORDER names; -1 for none. */
  readonly linkOrder: Int32Array;
  /** Its rows in the columns of relocations, from and up to. */
  readonly relocationsFrom: Uint32Array;
  readonly relocationsTo: Uint32Array;

  constructor(
    readonly count: number,
    /** Contents of a section; none of one that takes no room in a file. */
    readonly data: (section: number) => Uint8Array,
    /** Writes the contents of a section to `out` at `at`. */
    readonly copy: (section: number, out: Uint8Array, at: number) => void,
  ) {
    this.names = new Array<string>(count);
    this.type = new Uint32Array(count);
    this.flags = new Uint32Array(count);
    this.alignment = new Float64Array(count);
    this.entrySize = new Float64Array(count);
    this.size = new Float64Array(count);
    this.group = new Int32Array(count).fill(-1);
    this.linkOrder = new Int32Array(count).fill(-1);
    this.relocationsFrom = new Uint32Array(count);
    this.relocationsTo = new Uint32Array(count);
  }
}

export class SymbolColumns {
  readonly names: string[];
  readonly value: WideColumn;
  readonly size: WideColumn;
  /** STB_*, STT_*, STV_* */
  readonly binding: Uint8Array;
  readonly type: Uint8Array;
  readonly visibility: Uint8Array;
  /** Section, or one of the places below zero. */
  readonly place: Int32Array;

  constructor(readonly count: number) {
    this.names = new Array<string>(count);
    this.value = new WideColumn(count);
    this.size = new WideColumn(count);
    this.binding = new Uint8Array(count);
    this.type = new Uint8Array(count);
    this.visibility = new Uint8Array(count);
    this.place = new Int32Array(count);
  }

  at(row: number): ObjectSymbol {
    return {
      name: this.names[row] as string,
      value: this.value.unsigned(row),
      size: this.size.unsigned(row),
      binding: this.binding[row] as number,
      type: this.type[row] as number,
      visibility: this.visibility[row] as number,
      place: placeOf(this.place[row] as number),
    };
  }
}

export class RelocationColumns {
  /** Byte offset in the section; what lies beyond 32 bits is as far outside of any section as these tell. */
  readonly offset: Uint32Array;
  /** R_* */
  readonly type: Uint32Array;
  /** -1 for none. */
  readonly symbol: Int32Array;
  readonly addend: WideColumn;

  constructor(readonly count: number) {
    this.offset = new Uint32Array(count);
    this.type = new Uint32Array(count);
    this.symbol = new Int32Array(count);
    this.addend = new WideColumn(count);
  }

  copy(): RelocationColumns {
    const copy = new RelocationColumns(this.count);
    copy.offset.set(this.offset);
    copy.type.set(this.type);
    copy.symbol.set(this.symbol);
    copy.addend.low.set(this.addend.low);
    copy.addend.high.set(this.addend.high);
    return copy;
  }

  set(row: number, { offset, type, symbol, addend }: Relocation): void {
    this.offset[row] = Math.min(offset, 0xffff_ffff);
    this.type[row] = type;
    this.symbol[row] = symbol;
    this.addend.set(row, addend);
  }

  at(row: number): Relocation {
    return {
      offset: this.offset[row] as number,
      type: this.type[row] as number,
      symbol: this.symbol[row] as number,
      addend: this.addend.signed(row),
    };
  }
}

export interface ObjectColumns {
  readonly sections: SectionColumns;
  readonly symbols: SymbolColumns;
  readonly relocations: RelocationColumns;
}

const KNOWN = new WeakMap<ElfObject, ObjectColumns>();

/** For an object whose tables were read as columns. */
export function rememberColumns(object: ElfObject, columns: ObjectColumns): void {
  KNOWN.set(object, columns);
}

/** Those that the object was read as, else made of its values. */
export function columnsOf(object: ElfObject): ObjectColumns {
  const known = KNOWN.get(object);
  if (known !== undefined) return known;
  const relocations = object.sections.flatMap((section) => section.relocations);
  return { sections: sectionColumns(object.sections), symbols: symbolColumns(object.symbols), relocations: relocationColumns(relocations) };
}

function sectionColumns(sections: readonly ObjectSection[]): SectionColumns {
  const data = (section: number) => (sections[section] as ObjectSection).data;
  const columns = new SectionColumns(sections.length, data, (section, out, at) => out.set(data(section), at));
  let relocations = 0;
  sections.forEach((section, i) => {
    columns.names[i] = section.name;
    columns.type[i] = section.type;
    columns.flags[i] = section.flags;
    columns.alignment[i] = section.alignment;
    columns.entrySize[i] = section.entrySize;
    columns.size[i] = section.size;
    columns.group[i] = section.group ?? -1;
    columns.linkOrder[i] = section.linkOrder ?? -1;
    columns.relocationsFrom[i] = relocations;
    relocations += section.relocations.length;
    columns.relocationsTo[i] = relocations;
  });
  return columns;
}

function symbolColumns(symbols: readonly ObjectSymbol[]): SymbolColumns {
  const columns = new SymbolColumns(symbols.length);
  symbols.forEach((symbol, i) => {
    columns.names[i] = symbol.name;
    columns.value.set(i, symbol.value);
    columns.size.set(i, symbol.size);
    columns.binding[i] = symbol.binding;
    columns.type[i] = symbol.type;
    columns.visibility[i] = symbol.visibility;
    columns.place[i] = typeof symbol.place === "number" ? symbol.place : (PLACES[symbol.place] as number);
  });
  return columns;
}

function relocationColumns(relocations: readonly Relocation[]): RelocationColumns {
  const columns = new RelocationColumns(relocations.length);
  relocations.forEach((relocation, i) => columns.set(i, relocation));
  return columns;
}

// Debug information entries (DWARF 5, 7.5): abbreviations tell which attributes an entry has and in which forms; here the forms are read.
// What is cut short or of a form that is not known throws RangeError.
import type { Strings } from "./read.ts";
import { Walk } from "./line-header.ts";

/** The debug sections; those that a file does not have are empty. */
export interface DebugContents {
  readonly info: Uint8Array;
  readonly abbreviations: Uint8Array;
  readonly strings: Strings;
  readonly lineStrings: Strings;
  readonly stringOffsets: Uint8Array;
  readonly addresses: Uint8Array;
  /** Of DWARF 2 to 4, and of DWARF 5. */
  readonly ranges: Uint8Array;
  readonly rangeLists: Uint8Array;
  /** As it stands in the file: LLVM does not apply its relocations. */
  readonly addressRanges: Uint8Array;
  readonly littleEndian: boolean;
}

export interface Declaration {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly (readonly [attribute: number, form: number, constant: number])[];
}

export const FORM = {
  address: 0x01,
  block2: 0x03,
  block4: 0x04,
  data2: 0x05,
  data4: 0x06,
  data8: 0x07,
  string: 0x08,
  block: 0x09,
  block1: 0x0a,
  data1: 0x0b,
  sdata: 0x0d,
  strp: 0x0e,
  udata: 0x0f,
  refAddress: 0x10,
  ref1: 0x11,
  ref2: 0x12,
  ref4: 0x13,
  ref8: 0x14,
  refUdata: 0x15,
  indirect: 0x16,
  offset: 0x17,
  expression: 0x18,
  strx: 0x1a,
  addrx: 0x1b,
  lineString: 0x1f,
  constant: 0x21,
  rnglistx: 0x23,
} as const;

/** Bytes of other forms that have a fixed size. */
const FIXED: Readonly<Record<number, number>> = { 0x0c: 1, 0x19: 0, 0x1c: 4, 0x1d: 4, 0x1e: 16, 0x20: 8, 0x24: 8, 0x1f20: 4, 0x1f21: 4 };
/** Forms of an index: 0 for a ULEB128. */
const STRING_INDEX: Readonly<Record<number, number>> = { 0x1a: 0, 0x25: 1, 0x26: 2, 0x27: 3, 0x28: 4, 0x1f02: 0 };
const ADDRESS_INDEX: Readonly<Record<number, number>> = { 0x1b: 0, 0x29: 1, 0x2a: 2, 0x2b: 3, 0x2c: 4, 0x1f01: 0 };
/** Forms of a number that stands there: 0 for a ULEB128. */
const NUMBER: Readonly<Record<number, number>> = {
  [FORM.data1]: 1,
  [FORM.data2]: 2,
  [FORM.data4]: 4,
  [FORM.data8]: 8,
  [FORM.udata]: 0,
  [FORM.offset]: 4,
  0x22: 0,
};
/** Forms of a reference to another entry of the unit. */
const REFERENCE: Readonly<Record<number, number>> = {
  [FORM.ref1]: 1,
  [FORM.ref2]: 2,
  [FORM.ref4]: 4,
  [FORM.ref8]: 8,
  [FORM.refUdata]: 0,
};

/** What an attribute says. References are offsets in `.debug_info`, indexes are those of the unit's tables. */
export type AttributeValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "textIndex" | "addressIndex" | "listIndex" | "reference"; readonly index: number }
  | { readonly kind: "number" | "address"; readonly number: bigint }
  | undefined;

export interface UnitForm {
  /** Where the unit starts in `.debug_info`. */
  readonly start: number;
  readonly version: number;
  readonly addressSize: number;
}

/** The declarations at an offset of `.debug_abbrev`, by their codes. */
export function declarationsAt(abbreviations: Uint8Array, offset: number): ReadonlyMap<number, Declaration> {
  const walk = new Walk(abbreviations, offset);
  const found = new Map<number, Declaration>();
  for (let code = walk.uleb(); code !== 0; code = walk.uleb()) {
    const tag = walk.uleb();
    const hasChildren = walk.u8() !== 0;
    const attributes: (readonly [number, number, number])[] = [];
    for (;;) {
      const [attribute, form] = [walk.uleb(), walk.uleb()];
      const constant = form === FORM.constant ? walk.sleb() : 0;
      if (attribute === 0 && form === 0) break;
      attributes.push([attribute, form, constant]);
    }
    found.set(code, { tag, hasChildren, attributes });
    if (walk.at >= walk.end) break;
  }
  return found;
}

/** A number of that many bytes, or a ULEB128 (0). */
function sized(walk: Walk, size: number): number {
  if (size === 0) return walk.uleb();
  if (size === 8) return Number(walk.u64());
  if (size === 3) return walk.littleEndian ? walk.u16() + walk.u8() * 65536 : walk.u16() * 256 + walk.u8();
  return size === 1 ? walk.u8() : size === 2 ? walk.u16() : walk.u32();
}

export const addressOf = (walk: Walk, size: number): bigint => (size === 8 ? walk.u64() : BigInt(sized(walk, size === 0 ? 4 : size)));

function blockSize(walk: Walk, form: number): number | undefined {
  if (form === FORM.block || form === FORM.expression) return walk.uleb();
  if (form === FORM.block1) return walk.u8();
  if (form === FORM.block2) return walk.u16();
  return form === FORM.block4 ? walk.u32() : FIXED[form];
}

/** The value of a form, of which strings are read at once. */
export function attributeValue(walk: Walk, form: number, constant: number, unit: UnitForm, contents: DebugContents): AttributeValue {
  if (form === FORM.indirect) return attributeValue(walk, walk.uleb(), 0, unit, contents);
  if (form === FORM.string) return { kind: "text", text: walk.text() };
  if (form === FORM.strp) return { kind: "text", text: contents.strings.at(walk.u32()) };
  if (form === FORM.lineString) return { kind: "text", text: contents.lineStrings.at(walk.u32()) };
  if (form === FORM.address) return { kind: "address", number: addressOf(walk, unit.addressSize) };
  if (form === FORM.constant) return { kind: "number", number: BigInt(constant) };
  if (form === FORM.sdata) return { kind: "number", number: BigInt(walk.sleb()) };
  if (form === FORM.rnglistx) return { kind: "listIndex", index: walk.uleb() };
  if (form === FORM.refAddress) return { kind: "reference", index: sized(walk, unit.version === 2 ? unit.addressSize : 4) };
  if (form in STRING_INDEX) return { kind: "textIndex", index: sized(walk, STRING_INDEX[form] as number) };
  if (form in ADDRESS_INDEX) return { kind: "addressIndex", index: sized(walk, ADDRESS_INDEX[form] as number) };
  if (form in REFERENCE) return { kind: "reference", index: unit.start + sized(walk, REFERENCE[form] as number) };
  if (form === FORM.data8) return { kind: "number", number: walk.u64() };
  if (form in NUMBER) return { kind: "number", number: BigInt(sized(walk, NUMBER[form] as number)) };
  const size = blockSize(walk, form);
  if (size === undefined) throw new RangeError("a form that is not known");
  walk.skip(size);
  return undefined;
}

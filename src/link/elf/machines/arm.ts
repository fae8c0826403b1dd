// ARM, of which only Thumb-2 code: distances in halfwords, halves of addresses. Functions of Thumb code have odd addresses.
// Facts: ELF for the Arm Architecture, 5.6; Addenda to the ABI for the Arm Architecture, 3.3.
import * as elf from "../../../elf/constants.ts";
import type { ElfObject } from "../../../elf/object.ts";
import { lowBits, pointerBefore, relocationTable, within } from "../machine.ts";
import type { Fill, LinkMachine, OutsideRange } from "../machine.ts";
import { field, row } from "../relocation.ts";

/** EF_ARM_EABI_VER5, and how floats are passed. */
const R_ARM_GLOB_DAT = 21;
const EF_ARM_EABI_VER5 = 0x05000000;
const EF_ARM_ABI_FLOAT_SOFT = 0x200;
const EF_ARM_ABI_FLOAT_HARD = 0x400;

/** Two halfwords, the upper one first. */
function or16Pair(view: DataView, at: number, clear: number, bits: number): void {
  const word = ((view.getUint16(at, true) << 16) | view.getUint16(at + 2, true)) & ~clear;
  const filled = (word | bits) >>> 0;
  view.setUint16(at, filled >>> 16, true);
  view.setUint16(at + 2, filled & 0xffff, true);
}

const byStub = (outside: OutsideRange | undefined): OutsideRange | undefined =>
  outside === undefined ? undefined : { ...outside, wantsStub: true };

const branch24: Fill = ({ view, at, target, place }) => {
  const value = (target & ~1n) - place;
  const halfwords = lowBits(value >> 1n, 24);
  const sign = (halfwords >> 23) & 1;
  const j1 = 1 ^ ((halfwords >> 22) & 1) ^ sign;
  const j2 = 1 ^ ((halfwords >> 21) & 1) ^ sign;
  const bits = (sign << 26) | (((halfwords >> 11) & 0x3ff) << 16) | (j1 << 13) | (j2 << 11) | (halfwords & 0x7ff);
  or16Pair(view, at, 0x07ff2fff, bits);
  return byStub(within(value, 25));
};

/** A conditional branch. */
const branch19: Fill = ({ view, at, target, place }) => {
  const value = (target & ~1n) - place;
  const bit = (from: number) => lowBits(value >> BigInt(from), 1);
  const bits = (bit(20) << 26) | (lowBits(value >> 12n, 6) << 16) | (bit(18) << 13) | (bit(19) << 11) | lowBits(value >> 1n, 11);
  or16Pair(view, at, 0x043f2fff, bits);
  return byStub(within(value, 21));
};

/** A branch of 16 bits, whose distance counts in halfwords. */
const shortBranch =
  (bits: number): Fill =>
  ({ view, at, target, place }) => {
    const value = (target & ~1n) - place;
    const mask = (1 << (bits - 1)) - 1;
    view.setUint16(at, (view.getUint16(at, true) & ~mask) | lowBits(value >> 1n, bits - 1), true);
    return within(value, bits);
  };

const sixteen =
  (shift: bigint, isDistance = false): Fill =>
  ({ view, at, target, place }) => {
    const value = lowBits((isDistance ? target - place : target) >> shift, 16);
    const bits = ((value >> 12) << 16) | (((value >> 11) & 1) << 26) | (((value >> 8) & 7) << 12) | (value & 0xff);
    or16Pair(view, at, 0x040f70ff, bits);
    return undefined;
  };

/** The topmost bit says something else. */
const relative31: Fill = ({ view, at, target, place }) => {
  const value = target - place;
  view.setUint32(at, ((view.getUint32(at, true) & 0x80000000) | lowBits(value, 31)) >>> 0, true);
  return within(value, 31);
};

const TAG_FILE = 1;
const TAG_ABI_VFP_ARGS = 28;
/** Tags below 32 with a text. */
const TEXTS: ReadonlySet<number> = new Set([4, 5]);
const SECTION_START = 1;

/** Value of a build attribute of the whole file; undefined if it is not told. */
function attributeOf(data: Uint8Array, wanted: number): number | undefined {
  let at = SECTION_START + 4;
  while (at < data.length && data[at] !== 0) at++;
  at++;
  if (data[at] !== TAG_FILE) return undefined;
  at += 5;
  const uleb = (): number => {
    let value = 0;
    for (let shift = 0; at < data.length; shift += 7) {
      const byte = data[at++] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < data.length) {
    const tag = uleb();
    if (TEXTS.has(tag) || (tag > 32 && tag % 2 === 1)) {
      while (at < data.length && data[at] !== 0) at++;
      at++;
    } else {
      const value = uleb();
      if (tag === wanted) return value;
    }
  }
  return undefined;
}

function floatsAreHard({ sections }: ElfObject): boolean {
  const table = sections.find(({ type }) => type === elf.SHT_ARM_ATTRIBUTES);
  return table !== undefined && attributeOf(table.data, TAG_ABI_VFP_ARGS) === 1;
}

export const ARM_LINK: LinkMachine = {
  elfMachine: elf.EM_ARM,
  is64: false,
  emulations: ["armelf", "armelf_linux_eabi"],
  formats: ["elf32-littlearm"],
  pageSize: 0x10000,
  base: 0x10000n,
  trap: 0xd4,
  relocations: relocationTable({
    0: row(4, "none", "any"),
    [elf.R_ARM_ABS32]: row(4, "S+A", "any"),
    3: row(4, "S+A-P", "any"),
    10: field("S+A-P", branch24, 5n),
    30: field("S+A-P", branch24, 4n),
    38: row(4, "S+A", "any"),
    41: row(4, "S+A-P", "any"),
    42: field("S+A-P", relative31, 4n),
    47: field("S+A", sixteen(0n)),
    48: field("S+A", sixteen(16n)),
    49: field("S+A-P", sixteen(0n, true), 0n),
    50: field("S+A-P", sixteen(16n, true), 0n),
    51: field("S+A-P", branch19, 4n),
    102: field("S+A-P", shortBranch(12), 2n),
    103: field("S+A-P", shortBranch(9), 2n),
    106: row(4, "dtp", "any"),
    108: row(4, "tp", "any"),
  }),
  word: elf.R_ARM_ABS32,
  slotName: R_ARM_GLOB_DAT,
  relative: undefined,
  threadPointer: pointerBefore(8n),
  imageFlags: (objects) => EF_ARM_EABI_VER5 | (objects.some(floatsAreHard) ? EF_ARM_ABI_FLOAT_HARD : EF_ARM_ABI_FLOAT_SOFT),
};

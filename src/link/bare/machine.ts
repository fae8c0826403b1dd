// What linking for bare metal knows of each machine besides x86-64: where images are put, and how its relocations fill
// instructions. `S` is the symbol's address, `A` the addend, `P` the place. Facts: ELF for the Arm Architecture 5.6, ELF for
// the Arm 64-bit Architecture 5.7, RISC-V ELF psABI 8.4; bases and page sizes are LLD's.
import * as elf from "../../elf/constants.ts";

/** Where a relocation is applied: the section's bytes and the place in them. */
export interface Site {
  readonly view: DataView;
  readonly at: number;
  /** S + A. */
  readonly target: bigint;
  /** P. */
  readonly place: bigint;
  /** For the lower half of a pair: S + A - P of the upper half that the symbol marks. */
  readonly upperDistance: () => bigint;
}

/** Fills the field; the value's range in words of LLD if it does not fit. */
type Fill = (site: Site) => { readonly value: bigint; readonly bits: number } | undefined;

export interface BareMachine {
  readonly elfMachine: number;
  readonly is64: boolean;
  /** `-z max-page-size` as LLD has it. */
  readonly pageSize: number;
  readonly base: bigint;
  /** e_flags of an image, from those of the object. */
  imageFlags(flags: number): number;
  readonly relocations: Readonly<Record<number, { readonly name: string; readonly fill: Fill }>>;
  /** `--eh-frame-hdr` is passed. */
  readonly ehFrameHeader: boolean;
  /** Two relocations of one symbol that follow each other are applied together, in a shorter way; false where not. */
  shorten?(first: Site & { readonly type: number }, second: Site & { readonly type: number }): boolean;
}

const fits = (value: bigint, bits: number) => BigInt.asIntN(bits, value) === value;
const number = (value: bigint, bits: number) => Number(BigInt.asUintN(bits, value));

function or32(view: DataView, at: number, bits: number): void {
  view.setUint32(at, (view.getUint32(at, true) | bits) >>> 0, true);
}

const store64: Fill = ({ view, at, target }) => void view.setBigUint64(at, BigInt.asUintN(64, target), true);
const store32: Fill = ({ view, at, target }) => void view.setUint32(at, number(target, 32), true);

const relative32: Fill = ({ view, at, target, place }) => {
  const value = target - place;
  view.setUint32(at, number(value, 32), true);
  return fits(value, 32) ? undefined : { value, bits: 32 };
};

// --- AArch64 ---------------------------------------------------------------------------------------------------------

const branch26: Fill = ({ view, at, target, place }) => {
  const value = target - place;
  or32(view, at, number(value >> 2n, 26));
  return fits(value, 28) ? undefined : { value, bits: 28 };
};

const page: Fill = ({ view, at, target, place }) => {
  const value = (target & ~0xfffn) - (place & ~0xfffn);
  const pages = number(value >> 12n, 21);
  or32(view, at, ((pages & 3) << 29) | ((pages >> 2) << 5));
  return fits(value, 33) ? undefined : { value, bits: 33 };
};

const ADR_REACH = 1n << 20n;
const NOP = 0xd503201f;

/** `adrp xn, s; add xn, xn, :lo12:s` within 1 MiB of the symbol is `nop; adr xn, s`. */
function shortenAddress(first: Site & { readonly type: number }, second: Site & { readonly type: number }): boolean {
  if (first.type !== 275 || second.type !== 277 || first.at + 4 !== second.at || first.target !== second.target) return false;
  const { view } = first;
  const register = view.getUint32(first.at, true) & 31;
  const add = view.getUint32(second.at, true);
  const distance = second.target - second.place;
  if ((add & 31) !== register || ((add >> 5) & 31) !== register || distance < -ADR_REACH || distance >= ADR_REACH) return false;
  const bits = number(distance, 21);
  view.setUint32(first.at, NOP, true);
  view.setUint32(second.at, (0x10000000 | register | ((bits & 3) << 29) | ((bits >> 2) << 5)) >>> 0, true);
  return true;
}

const low12: Fill = ({ view, at, target }) => or32(view, at, number(target, 12) << 10) as undefined;

/** Of a load or store, whose offset counts in what it moves. */
const low12Of =
  (scale: bigint): Fill =>
  ({ view, at, target }) =>
    or32(view, at, (number(target, 12) >> Number(scale)) << 10) as undefined;

// --- RISC-V ----------------------------------------------------------------------------------------------------------

/** A distance as the upper 20 bits of AUIPC, rounded so that the signed lower twelve reach the rest. */
function upper20(view: DataView, at: number, value: bigint): ReturnType<Fill> {
  or32(view, at, number((value + 0x800n) >> 12n, 20) << 12);
  return fits(value + 0x800n, 32) ? undefined : { value, bits: 32 };
}

const callPair: Fill = ({ view, at, target, place }) => {
  const value = target - place;
  or32(view, at + 4, number(value, 12) << 20);
  return upper20(view, at, value);
};

const pcrelUpper: Fill = ({ view, at, target, place }) => upper20(view, at, target - place);
const pcrelLower: Fill = ({ view, at, upperDistance }) => or32(view, at, number(upperDistance(), 12) << 20) as undefined;

/** The lower half in a store, where it stands in two pieces. */
const pcrelLowerStore: Fill = ({ view, at, upperDistance }) => {
  const value = number(upperDistance(), 12);
  or32(view, at, ((value >> 5) << 25) | ((value & 31) << 7));
  return undefined;
};

// --- Thumb-2 ---------------------------------------------------------------------------------------------------------

/** Two halfwords, the upper one first. */
function or16Pair(view: DataView, at: number, clear: number, bits: number): void {
  const word = ((view.getUint16(at, true) << 16) | view.getUint16(at + 2, true)) & ~clear;
  const filled = (word | bits) >>> 0;
  view.setUint16(at, filled >>> 16, true);
  view.setUint16(at + 2, filled & 0xffff, true);
}

const thumbBranch: Fill = ({ view, at, target, place }) => {
  const value = (target & ~1n) - place;
  const halfwords = number(value >> 1n, 24);
  const sign = (halfwords >> 23) & 1;
  const j1 = 1 ^ ((halfwords >> 22) & 1) ^ sign;
  const j2 = 1 ^ ((halfwords >> 21) & 1) ^ sign;
  const bits = (sign << 26) | (((halfwords >> 11) & 0x3ff) << 16) | (j1 << 13) | (j2 << 11) | (halfwords & 0x7ff);
  or16Pair(view, at, 0x07ff2fff, bits);
  return fits(value, 25) ? undefined : { value, bits: 25 };
};

const sixteen =
  (shift: bigint): Fill =>
  ({ view, at, target }) => {
    const value = number(target >> shift, 16);
    const bits = ((value >> 12) << 16) | (((value >> 11) & 1) << 26) | (((value >> 8) & 7) << 12) | (value & 0xff);
    or16Pair(view, at, 0x040f70ff, bits);
    return undefined;
  };

/** The topmost bit says something else. */
const relative31: Fill = ({ view, at, target, place }) => {
  const value = target - place;
  view.setUint32(at, ((view.getUint32(at, true) & 0x80000000) | number(value, 31)) >>> 0, true);
  return fits(value, 31) ? undefined : { value, bits: 31 };
};

const EF_ARM_ABI_FLOAT_HARD = 0x400;

const MACHINES: readonly BareMachine[] = [
  {
    elfMachine: elf.EM_AARCH64,
    is64: true,
    pageSize: 0x10000,
    base: 0x200000n,
    imageFlags: (flags) => flags,
    relocations: {
      257: { name: "R_AARCH64_ABS64", fill: store64 },
      258: { name: "R_AARCH64_ABS32", fill: store32 },
      261: { name: "R_AARCH64_PREL32", fill: relative32 },
      275: { name: "R_AARCH64_ADR_PREL_PG_HI21", fill: page },
      277: { name: "R_AARCH64_ADD_ABS_LO12_NC", fill: low12 },
      278: { name: "R_AARCH64_LDST8_ABS_LO12_NC", fill: low12Of(0n) },
      282: { name: "R_AARCH64_JUMP26", fill: branch26 },
      283: { name: "R_AARCH64_CALL26", fill: branch26 },
      284: { name: "R_AARCH64_LDST16_ABS_LO12_NC", fill: low12Of(1n) },
      285: { name: "R_AARCH64_LDST32_ABS_LO12_NC", fill: low12Of(2n) },
      286: { name: "R_AARCH64_LDST64_ABS_LO12_NC", fill: low12Of(3n) },
    },
    ehFrameHeader: true,
    shorten: shortenAddress,
  },
  {
    elfMachine: elf.EM_RISCV,
    is64: true,
    pageSize: 0x1000,
    base: 0x10000n,
    imageFlags: (flags) => flags,
    relocations: {
      1: { name: "R_RISCV_32", fill: store32 },
      2: { name: "R_RISCV_64", fill: store64 },
      19: { name: "R_RISCV_CALL_PLT", fill: callPair },
      23: { name: "R_RISCV_PCREL_HI20", fill: pcrelUpper },
      24: { name: "R_RISCV_PCREL_LO12_I", fill: pcrelLower },
      25: { name: "R_RISCV_PCREL_LO12_S", fill: pcrelLowerStore },
    },
    ehFrameHeader: false,
  },
  {
    elfMachine: elf.EM_ARM,
    is64: false,
    pageSize: 0x10000,
    base: 0x10000n,
    // All objects of this target pass floats in registers, as their attributes say.
    imageFlags: (flags) => flags | EF_ARM_ABI_FLOAT_HARD,
    relocations: {
      2: { name: "R_ARM_ABS32", fill: store32 },
      10: { name: "R_ARM_THM_CALL", fill: thumbBranch },
      30: { name: "R_ARM_THM_JUMP24", fill: thumbBranch },
      42: { name: "R_ARM_PREL31", fill: relative31 },
      47: { name: "R_ARM_THM_MOVW_ABS_NC", fill: sixteen(0n) },
      48: { name: "R_ARM_THM_MOVT_ABS", fill: sixteen(16n) },
    },
    ehFrameHeader: true,
  },
];

export function bareMachine(elfMachine: number): BareMachine | undefined {
  return MACHINES.find((machine) => machine.elfMachine === elfMachine);
}

// RISC-V: an address is made by two instructions, of which the lower one's symbol marks the upper one. How code is made
// shorter stands in `riscv64-compact.ts`. Facts: RISC-V ELF psABI, 8.4.
import * as elf from "../../../elf/constants.ts";
import { distanceTo, lowBits, or32, pointerBefore, relocationTable, within } from "../machine.ts";
import type { Fill, LinkMachine, OutsideRange } from "../machine.ts";
import { field, row } from "../relocation.ts";
import { EF_RISCV_RVC, THREAD_LOW_LOAD, THREAD_LOW_STORE, ZERO_LOW_LOAD, ZERO_LOW_STORE, compact } from "./riscv64-compact.ts";

const R_RISCV_RELATIVE = 3;
/** e_flags: how numbers with a fraction are passed; that there are sixteen registers only. */
const EF_RISCV_FLOAT_ABI = 6;
const EF_RISCV_RVE = 8;

/** The upper 20 bits, rounded so that the signed lower twelve reach the rest. */
function upper20(view: DataView, at: number, value: bigint): OutsideRange | undefined {
  or32(view, at, lowBits((value + 0x800n) >> 12n, 20) << 12);
  return within((value + 0x800n) >> 12n, 20);
}

const callPair: Fill = ({ view, at, ...ends }) => {
  const value = distanceTo(ends);
  or32(view, at + 4, lowBits(value, 12) << 20);
  return upper20(view, at, value);
};

const low12 = (view: DataView, at: number, value: bigint): undefined => or32(view, at, lowBits(value, 12) << 20);

/** In a store the lower half stands in two pieces. */
function low12Store(view: DataView, at: number, value: bigint): undefined {
  const bits = lowBits(value, 12);
  return or32(view, at, ((bits >> 5) << 25) | ((bits & 31) << 7));
}

/** Bits of the distance, from the field's lowest upwards: `[bit of the value, bit of the field, how many]`. */
const scattered =
  (bits: number, size: 2 | 4, pieces: readonly (readonly [from: number, to: number, count: number])[]): Fill =>
  ({ view, at, ...ends }) => {
    const value = distanceTo(ends);
    let field = 0;
    for (const [from, to, count] of pieces) field |= lowBits(value >> BigInt(from), count) << to;
    if (size === 4) or32(view, at, field);
    else view.setUint16(at, view.getUint16(at, true) | field, true);
    return within(value, bits);
  };

const branch12 = scattered(13, 4, [
  [11, 7, 1],
  [1, 8, 4],
  [5, 25, 6],
  [12, 31, 1],
]);
const jump20 = scattered(21, 4, [
  [12, 12, 8],
  [11, 20, 1],
  [1, 21, 10],
  [20, 31, 1],
]);
const shortBranch = scattered(9, 2, [
  [5, 2, 1],
  [1, 3, 2],
  [6, 5, 2],
  [3, 10, 2],
  [8, 12, 1],
]);
const shortJump = scattered(12, 2, [
  [5, 2, 1],
  [1, 3, 3],
  [7, 6, 1],
  [6, 7, 1],
  [10, 8, 1],
  [8, 9, 2],
  [4, 11, 1],
  [11, 12, 1],
]);

/** Adds to what is there, or takes away from it: differences of two symbols come as a pair. */
const change =
  (size: 1 | 2 | 4 | 8, sign: 1n | -1n): Fill =>
  ({ view, at, target }) => {
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(view.getUint8(at + i));
    value += sign * target;
    for (let i = 0; i < size; i++) view.setUint8(at + i, lowBits(value >> BigInt(8 * i), 8));
    return undefined;
  };

/** The lowest six bits. */
const six =
  (make: (old: number, target: number) => number): Fill =>
  ({ view, at, target }) => {
    const old = view.getUint8(at);
    view.setUint8(at, (old & 0xc0) | (make(old & 0x3f, lowBits(target, 6)) & 0x3f));
    return undefined;
  };

/** A number in groups of seven bits, of as many bytes as are there: what does not fit into them is no difference of these. */
const groups =
  (make: (old: bigint, target: bigint) => bigint): Fill =>
  ({ view, at, target }) => {
    let size = 1;
    while (at + size < view.byteLength && (view.getUint8(at + size - 1) & 0x80) !== 0) size++;
    let old = 0n;
    for (let i = 0; i < size; i++) old |= BigInt(view.getUint8(at + i) & 0x7f) << BigInt(7 * i);
    const value = make(old, target);
    for (let i = 0; i < size; i++) view.setUint8(at + i, (view.getUint8(at + i) & 0x80) | lowBits(value >> BigInt(7 * i), 7));
    return undefined;
  };

const THREAD_POINTER = 4;

/** Puts a register in place of the one that an instruction adds to. */
const fromRegister =
  (register: number, fill: (view: DataView, at: number, value: bigint) => undefined): Fill =>
  ({ view, at, target }) => {
    view.setUint32(at, ((view.getUint32(at, true) & ~(31 << 15)) | (register << 15)) >>> 0, true);
    return fill(view, at, target);
  };

const isCompressed = ({ flags }: { readonly flags: number }): boolean => (flags & EF_RISCV_RVC) !== 0;

export const RISCV64_LINK: LinkMachine = {
  elfMachine: elf.EM_RISCV,
  is64: true,
  emulations: ["elf64lriscv"],
  formats: ["elf64-littleriscv"],
  pageSize: 0x1000,
  base: 0x10000n,
  trap: 0,
  relocations: relocationTable({
    0: row(4, "none", "any"),
    [elf.R_RISCV_32]: row(4, "S+A", "any"),
    [elf.R_RISCV_64]: row(8, "S+A", "any"),
    8: row(4, "dtp", "any"),
    9: row(8, "dtp", "any"),
    16: field("S+A-P", branch12, 0n),
    17: field("S+A-P", jump20, 0n),
    18: field("S+A-P", callPair, 0n),
    19: field("S+A-P", callPair, 0n),
    20: field("G+A-P", ({ view, at, ...ends }) => upper20(view, at, distanceTo(ends))),
    23: field("S+A-P", ({ view, at, ...ends }) => upper20(view, at, distanceTo(ends))),
    24: field("in page", ({ view, at, upperDistance }) => low12(view, at, upperDistance())),
    25: field("in page", ({ view, at, upperDistance }) => low12Store(view, at, upperDistance())),
    26: field("S+A", ({ view, at, target }) => upper20(view, at, BigInt.asIntN(64, target))),
    27: field("S+A", ({ view, at, target }) => low12(view, at, target)),
    28: field("S+A", ({ view, at, target }) => low12Store(view, at, target)),
    29: field("tp", ({ view, at, target }) => upper20(view, at, target)),
    30: field("tp", ({ view, at, target }) => low12(view, at, target)),
    31: field("tp", ({ view, at, target }) => low12Store(view, at, target)),
    32: row(4, "none", "any"),
    33: field("difference", change(1, 1n)),
    34: field("difference", change(2, 1n)),
    35: field("difference", change(4, 1n)),
    36: field("difference", change(8, 1n)),
    37: field("difference", change(1, -1n)),
    38: field("difference", change(2, -1n)),
    39: field("difference", change(4, -1n)),
    40: field("difference", change(8, -1n)),
    [elf.R_RISCV_ALIGN]: row(4, "none", "any"),
    44: field("S+A-P", shortBranch, 0n),
    45: field("S+A-P", shortJump, 0n),
    [elf.R_RISCV_RELAX]: row(4, "none", "any"),
    52: field(
      "difference",
      six((old, target) => old - target),
    ),
    53: field(
      "difference",
      six((_, target) => target),
    ),
    54: row(1, "difference", "any"),
    55: row(2, "difference", "any"),
    56: row(4, "difference", "any"),
    57: row(4, "S+A-P", "any"),
    60: field(
      "difference",
      groups((_, target) => target),
    ),
    61: field(
      "difference",
      groups((old, target) => old - target),
    ),
    [ZERO_LOW_LOAD]: field("S+A", fromRegister(0, low12)),
    [ZERO_LOW_STORE]: field("S+A", fromRegister(0, low12Store)),
    [THREAD_LOW_LOAD]: field("tp", fromRegister(THREAD_POINTER, low12)),
    [THREAD_LOW_STORE]: field("tp", fromRegister(THREAD_POINTER, low12Store)),
  }),
  relaxMark: elf.R_RISCV_RELAX,
  compact,
  threadPointer: pointerBefore(0n),
  threadBias: 0x800n,
  word: elf.R_RISCV_64,
  slotHeader: 1,
  slotName: elf.R_RISCV_64,
  relative: R_RISCV_RELATIVE,
  flagProblem: (flags, first) => {
    const differs = flags ^ first;
    if ((differs & EF_RISCV_FLOAT_ABI) !== 0) return "cannot link object files with different floating-point ABI";
    return (differs & EF_RISCV_RVE) === 0 ? undefined : "cannot link object files with different EF_RISCV_RVE";
  },
  imageFlags: (objects) => (objects[0]?.flags ?? 0) | (objects.some(isCompressed) ? EF_RISCV_RVC : 0),
};

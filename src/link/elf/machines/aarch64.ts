// AArch64: branches, pages with offsets in them, slots of the global offset table. Facts: ELF for the Arm 64-bit
// Architecture, 5.7.
import * as elf from "../../../elf/constants.ts";
import { distanceTo, lowBits, or32, pointerBefore, relocationTable, within } from "../machine.ts";
import type { Fill, LinkMachine, TypedSite } from "../machine.ts";
import { field, row } from "../relocation.ts";
import type { RelocationRow } from "../relocation.ts";

const ADR_PREL_PG_HI21 = 275;
const ADD_ABS_LO12_NC = 277;
const ADR_GOT_PAGE = 311;
const LD64_GOT_LO12_NC = 312;
const R_AARCH64_GLOB_DAT = 1025;
const R_AARCH64_RELATIVE = 1027;

/** A signed distance in instructions at `shift`, `bits` wide with the two bits that are left out. */
const branch =
  (bits: number, shift: number): Fill =>
  ({ view, at, ...ends }) => {
    const value = distanceTo(ends);
    or32(view, at, lowBits(value >> 2n, bits - 2) << shift);
    return within(value, bits);
  };

const CALL_REACH = 1n << 27n;

/** A call; what stands beyond the greatest address is far to LLD. */
const call26: Fill = (site) => {
  const value = site.target - site.place;
  if (value < -CALL_REACH || value >= CALL_REACH) return { value, bits: 28, wantsStub: true };
  return branch(28, 0)(site);
};

function page(view: DataView, at: number, distance: bigint): void {
  const pages = lowBits(distance >> 12n, 21);
  or32(view, at, ((pages & 3) << 29) | ((pages >> 2) << 5));
}

const pageDistance: Fill = ({ view, at, target, place }) => {
  const value = BigInt.asIntN(64, (target & ~0xfffn) - (place & ~0xfffn));
  page(view, at, value);
  return within(value, 33);
};

/** Of a load or store, whose offset counts in what it moves. */
const low12 =
  (scale = 0): Fill =>
  ({ view, at, target }) =>
    or32(view, at, (lowBits(target, 12) >> scale) << 10);

const address21: Fill = ({ view, at, ...ends }) => {
  const value = distanceTo(ends);
  const bits = lowBits(value, 21);
  or32(view, at, ((bits & 3) << 29) | ((bits >> 2) << 5));
  return within(value, 21);
};

const sixteen =
  (shift: bigint): Fill =>
  ({ view, at, target }) =>
    or32(view, at, lowBits(target >> shift, 16) << 5);

const ADR_REACH = 1n << 20n;
const NOP = 0xd503201f;
const ADRP = 0x90000000;
const ADD = 0x91000000;

/** The register of an ADRP that the instruction behind it, told by the bits in `mask`, takes and gives back; -1 for others. */
function pairRegister(view: DataView, at: number, mask: number, instruction: number): number {
  const [first, second] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
  const register = first & 31;
  const isPair = (first & 0x9f000000) >>> 0 === ADRP && (second & mask) >>> 0 === instruction;
  return isPair && (second & 31) === register && ((second >> 5) & 31) === register ? register : -1;
}

/**
 * `adrp xn, s; add xn, xn, :lo12:s` within 1 MiB of the symbol is `nop; adr xn, s`. A slot's address and what it holds, `adrp xn,
 * :got:s; ldr xn, [xn, :got_lo12:s]`, is the symbol's address within 4 GiB of it.
 */
function shortenAddress(first: TypedSite, second: TypedSite): boolean {
  if (first.at + 4 !== second.at || first.target !== second.target) return false;
  if (first.type === ADR_PREL_PG_HI21) return second.type === ADD_ABS_LO12_NC && shortenSum(first, second);
  if (first.type !== ADR_GOT_PAGE || second.type !== LD64_GOT_LO12_NC) return false;
  const { view } = first;
  const register = pairRegister(view, first.at, 0xbb000000, 0xb9000000);
  if (register < 0 || within((first.target & ~0xfffn) - (first.place & ~0xfffn), 33) !== undefined) return false;
  view.setUint32(first.at, (ADRP | register) >>> 0, true);
  view.setUint32(second.at, (ADD | register | (register << 5)) >>> 0, true);
  if (shortenSum(first, second)) return true;
  pageDistance(first);
  low12()(second);
  return true;
}

function shortenSum(first: TypedSite, second: TypedSite): boolean {
  const { view } = first;
  const register = pairRegister(view, first.at, 0xffc00000, ADD);
  const distance = distanceTo(second);
  if (register < 0 || distance < -ADR_REACH || distance >= ADR_REACH) return false;
  const bits = lowBits(distance, 21);
  view.setUint32(first.at, NOP, true);
  view.setUint32(second.at, (0x10000000 | register | ((bits & 3) << 29) | ((bits >> 2) << 5)) >>> 0, true);
  return true;
}

/** `adrp xn, :gottprel:s; ldr xn, [xn, :gottprel_lo12:s]` asks a slot for what an image knows: `movz xn, #upper, lsl #16; movk xn, #lower`. */
const threadMove =
  (instruction: number, shift: bigint): Fill =>
  ({ view, at, target }) => {
    const register = view.getUint32(at, true) & 31;
    view.setUint32(at, (instruction | register | (lowBits(target >> shift, 16) << 5)) >>> 0, true);
    return within(target, 33);
  };

/** A call of nothing goes on behind itself. */
const jump = (bits: number, shift: number): RelocationRow => field("S+A-P", branch(bits, shift), 4n);

export const AARCH64_LINK: LinkMachine = {
  elfMachine: elf.EM_AARCH64,
  is64: true,
  emulations: ["aarch64elf", "aarch64linux", "aarch64_elf64_le_vec"],
  formats: ["elf64-aarch64", "elf64-littleaarch64"],
  pageSize: 0x10000,
  base: 0x200000n,
  trap: 0,
  relocations: relocationTable({
    0: row(4, "none", "any"),
    [elf.R_AARCH64_ABS64]: row(8, "S+A", "any"),
    [elf.R_AARCH64_ABS32]: row(4, "S+A", "either"),
    259: row(2, "S+A", "either"),
    260: row(8, "S+A-P", "any"),
    261: row(4, "S+A-P", "either"),
    262: row(2, "S+A-P", "either"),
    264: field("S+A", sixteen(0n)),
    266: field("S+A", sixteen(16n)),
    268: field("S+A", sixteen(32n)),
    269: field("S+A", sixteen(48n)),
    273: field("S+A-P", branch(21, 5), 0n),
    274: field("S+A-P", address21, 0n),
    [ADR_PREL_PG_HI21]: field("S+A-P", pageDistance, 0n),
    [ADD_ABS_LO12_NC]: field("in page", low12()),
    278: field("in page", low12()),
    279: jump(16, 5),
    280: jump(21, 5),
    282: field("S+A-P", call26, 4n),
    283: field("S+A-P", call26, 4n),
    284: field("in page", low12(1)),
    285: field("in page", low12(2)),
    286: field("in page", low12(3)),
    299: field("in page", low12(4)),
    541: field("tp", threadMove(0xd2a00000, 16n)),
    542: field("tp", threadMove(0xf2800000, 0n)),
    549: field("tp", ({ view, at, target }) => {
      or32(view, at, lowBits(target >> 12n, 12) << 10);
      return within(target, 25);
    }),
    550: field("tp", low12()),
    551: field("tp", low12()),
    552: field("tp", low12()),
    553: field("tp", low12()),
    554: field("tp", low12(1)),
    555: field("tp", low12(1)),
    556: field("tp", low12(2)),
    557: field("tp", low12(2)),
    558: field("tp", low12(3)),
    559: field("tp", low12(3)),
    570: field("tp", low12(4)),
    571: field("tp", low12(4)),
    [ADR_GOT_PAGE]: field("G+A-P", pageDistance),
    [LD64_GOT_LO12_NC]: field("G+A-P", low12(3)),
  }),
  word: elf.R_AARCH64_ABS64,
  slotName: R_AARCH64_GLOB_DAT,
  relative: R_AARCH64_RELATIVE,
  imageFlags: () => 0,
  threadPointer: pointerBefore(16n),
  shorten: shortenAddress,
  slotPair: [ADR_GOT_PAGE, LD64_GOT_LO12_NC],
};

// Words of AArch64 that Capstone does not read and LLVM does, of which it is asked a neighbour: fields that ought to be ones or zeroes, registers
// that ought to differ, and newer instructions that are older ones with another bit (Arm ARM, DDI 0487: FEAT_LSUI, FEAT_LRCPC3).
import type { RawText } from "./capstone.ts";

/** Another word to ask of, and what the answer becomes. */
export interface Neighbour {
  readonly word: number;
  text(raw: RawText): RawText;
}

const same = (raw: RawText): RawText => raw;
const RS = 31 << 16;
const RT2 = 31 << 10;

const renamed =
  (names: Readonly<Record<string, string>>) =>
  (raw: RawText): RawText => ({ ...raw, mnemonic: names[raw.mnemonic] ?? raw.mnemonic });

/** Loads and stores that are exclusive or ordered: fields without a register are not looked at. */
function ordered(word: number): number {
  if ((word & (1 << 21)) !== 0) return (word & (1 << 23)) === 0 && word >>> 30 > 1 && (word & (1 << 22)) !== 0 ? word | RS : word;
  return (word & (3 << 22)) === 0 ? word | RT2 : word | RS | RT2;
}

const UNPRIVILEGED = renamed({ ldp: "ldtp", stp: "sttp", ldnp: "ldtnp", stnp: "sttnp" });
const UNPRIVILEGED_EXCLUSIVE = (raw: RawText): RawText => ({ ...raw, mnemonic: raw.mnemonic.replace("xr", "txr") });
const ORDERED_VECTOR = renamed({ stur: "stlur", ldur: "ldapur" });

/** Of general registers those that are one may be asked of as well. */
function unprivilegedPair(word: number): Neighbour {
  const plain = (word & ~(1 << 30)) >>> 0;
  if ((word & (1 << 26)) !== 0) return { word: plain, text: UNPRIVILEGED };
  const { word: asked, text } = pair(plain);
  return { word: asked, text: (raw) => UNPRIVILEGED(text(raw)) };
}

/** Instructions that only LLVM 22 has. */
function later(word: number): Neighbour | undefined {
  if ((word & 0xfa000000) >>> 0 === 0xe8000000) return unprivilegedPair(word);
  if ((word & 0xbfa00000) >>> 0 === 0x89000000) return { word: ordered(word & ~(1 << 24)), text: UNPRIVILEGED_EXCLUSIVE };
  if ((word & 0x3f200c00) === 0x1d000800) return { word: (word & ~0x3f000c00) | 0x3c000000, text: ORDERED_VECTOR };
  return undefined;
}

/** Two registers that are one, or one that is the base too: others stand for them. */
function pair(word: number): Neighbour {
  const [first, base, second] = [word & 31, (word >>> 5) & 31, (word >>> 10) & 31];
  const free = [1, 2, 3].filter((number) => number !== base);
  const isWide = word >>> 31 !== 0 || (word & (1 << 30)) !== 0;
  const name = (number: number): string => (number === 31 ? "zr" : String(number));
  const width = isWide ? "x" : "w";
  return {
    word: (word & ~(31 | RT2)) | (free[0] as number) | ((free[1] as number) << 10),
    text: (raw) => ({
      ...raw,
      operands: raw.operands.replace(/^\w+, \w+/, `${width}${name(first)}, ${width}${name(second)}`),
    }),
  };
}

/** The word to ask of for one that Capstone does not read, if there is any. */
export function neighbour(word: number, llvm: 15 | 22): Neighbour | undefined {
  if ((word & 0x3f000000) === 0x08000000) return { word: ordered(word), text: same };
  if ((word & 0x3e000000) === 0x28000000 && word >>> 30 < 3) return pair(word);
  return llvm === 22 ? later(word) : undefined;
}

/** By the bits 21 to 23: compare with a number, with a register (FEAT_CMPBR). */
const WITH_NUMBER = ["gt", "lt", "hi", "lo", undefined, undefined, "eq", "ne"];
const WITH_REGISTER = ["gt", "ge", "hi", "hs", undefined, undefined, "eq", "ne"];
const SIZES = ["", undefined, "b", "h"];

/** Compare and branch, which LLVM 22 has. */
export function compareAndBranch(word: number, llvm: 15 | 22): RawText | undefined {
  if (llvm === 15 || (word & 0x7e000000) !== 0x74000000) return undefined;
  const isWide = word >>> 31 !== 0;
  const register = (number: number): string => `${isWide ? "x" : "w"}${number === 31 ? "zr" : number}`;
  const isNumber = (word & (1 << 24)) !== 0;
  const condition = (isNumber ? WITH_NUMBER : WITH_REGISTER)[(word >>> 21) & 7];
  const size = isNumber ? ((word & (1 << 14)) === 0 ? "" : undefined) : SIZES[(word >>> 14) & 3];
  if (condition === undefined || size === undefined || (isWide && size !== "")) return undefined;
  const other = isNumber ? `#${(word >>> 15) & 0x3f}` : register((word >>> 16) & 31);
  const distance = ((word << 18) >> 23) * 4;
  return { size: 4, mnemonic: `cb${size}${condition}`, operands: `${register(word & 31)}, ${other}, #${distance}` };
}

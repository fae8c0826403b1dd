// Which instructions the architecture of an ARM file has not: LLVM takes it from the build attributes (Tag_CPU_arch, Tag_FP_arch), and
// without these for the oldest. Found by experiment, with words and architectures of all kinds.
import type { ArmFeatures } from "./arm-features.ts";

/** Values of Tag_CPU_arch; between v6 and v7 their order is not that of the sets of instructions. */
const V4T = 2;
const V5T = 3;
const V5TE = 4;
const V6 = 6;
const V6T2 = 8;
const V7 = 10;
const V8A = 14;
const V6M = [11, 12];
/** The microcontrollers of ARMv8, which have instructions for the other security state. */
const V8M = [16, 17, 21];

/** ARM instructions that came later than the rest, by the beginning of their text. */
const LATER: readonly (readonly [number, RegExp])[] = [
  [V4T, /^bx/],
  [V5T, /^(?:blx\w* r|blx\w* (?:lr|ip|sp|sb|sl|fp)|clz)/],
  [V5TE, /^(?:(?:ldrd|strd)\w* .*\](?!!|,)|smlal?[bt]{2}|smlaw[bt]|smul[bt]{2}|smulw[bt]|pld|cps)/],
  [
    V6,
    /^(?:nop|yield|wf[ei]|sev|hint|csdb|esb|dbg|mul|mla|umull|umlal|umaal|smull|smlal(?![bt])|pkh|sel|sml[as]l?d|smm|smu[as]d|[su]sat|usad|[su]xta?[bh]|rev)/,
  ],
  [V6T2, /^(?:bf[ci]|mls|mov[wt]|[su]bfx|rbit)/],
  [V7, /^pli/],
  [V8A, /^(?:hvc|eret|stl|lda|[us]div|pldw|m[rs][rs]\w* .*_(?:hyp|usr|fiq|irq|svc|abt|und|mon))/],
];

/** Whether the architecture has what came with Thumb's long instructions. */
const hasLong = (architecture: number): boolean => architecture === V6T2 || (architecture >= V7 && !V6M.includes(architecture));

function has(architecture: number, since: number): boolean {
  return since === V6T2 ? hasLong(architecture) : architecture >= since;
}

/** Those without a word on numbers with a point that have them all the same. */
const WITH_FLOAT = new Set([V7, 14, 15]);

/** LLVM takes VFPv2 to VFPv4 from Tag_FP_arch, and leaves the older and the newer ones to the architecture. */
const isToldFloat = (version: number | undefined): version is number => version !== undefined && version >= 2 && version <= 6;

function hasFloat({ architecture, floatingPoint }: ArmFeatures): boolean {
  if (floatingPoint === 0) return false;
  return isToldFloat(floatingPoint) || WITH_FLOAT.has(architecture);
}

/** What reads and writes the registers of numbers with a point: vectors (MVE) have these, without the arithmetic. */
const REGISTER_MOVE = /^(?:v(?:ldr|str|ldm|stm|push|pop)|fldm|fstm|vmov\S* [^#]*$|vmrs.*fpscr|vmsr fpscr)/;

/** Whether the vectors of a microcontroller bring an instruction on numbers with a point. */
function comesWithVectors({ microcontrollerVectors }: ArmFeatures, text: string): boolean {
  if (microcontrollerVectors === 0) return false;
  return REGISTER_MOVE.test(text) || (microcontrollerVectors > 1 && !text.includes(".f64"));
}

/** By Tag_FP_arch: the fused ones came with VFPv4 (5), choosing and rounding with ARMv8. */
const LATER_FLOAT: readonly (readonly [since: number, names: RegExp])[] = [
  [5, /^vfn?m[as]/],
  [7, /^v(?:sel|rint|maxnm|minnm|cvt[anpm]\.)/],
];

/** Whether the unit for numbers with a point, where the file says which, has an instruction. */
export function isKnownFloat({ floatingPoint }: ArmFeatures, mnemonic: string): boolean {
  return !isToldFloat(floatingPoint) || LATER_FLOAT.every(([since, names]) => floatingPoint >= since || !names.test(mnemonic));
}

/** Coprocessors 10 and 11, which are the unit for numbers with a point. */
const isFloat = (high: number, low: number): boolean => (high & 0xef00) >= 0xec00 && (high & 0xef00) < 0xef00 && (low & 0x0e00) === 0x0a00;

/** Thumb's `bl` and `blx`, in two halves. */
const isLongCall = (high: number, low: number): boolean => (high & 0xf800) === 0xf000 && (low & 0xc000) === 0xc000;

/** What the smallest microcontrollers have of the long ones: `msr`, `mrs` and barriers. */
const isSystem = (high: number): boolean => [0xf380, 0xf3b0, 0xf3e0].includes(high & 0xffe0) || (high & 0xfff0) === 0xf3b0;

function longThumbIsKnown(features: ArmFeatures, high: number, low: number, text: string): boolean {
  const { architecture } = features;
  if (isLongCall(high, low)) return (low & 0x1000) !== 0 || architecture >= V5T;
  if (isFloat(high, low)) return hasFloat(features) || comesWithVectors(features, text);
  return hasLong(architecture) || (V6M.includes(architecture) && isSystem(high));
}

/** BXNS and BLXNS, which other architectures take for BX, and for nothing. */
export const isForOtherState = (half: number): boolean => (half & 0xff04) === 0x4704;

export const hasOtherState = ({ architecture }: ArmFeatures): boolean => V8M.includes(architecture);

function shortThumbIsKnown(features: ArmFeatures, half: number): boolean {
  const { architecture } = features;
  if ((half & 0xff80) === 0x4780) return architecture >= V5T && (!isForOtherState(half) || hasOtherState(features));
  if ((half & 0xff00) === 0xba00 || (half & 0xff00) === 0xb200) return architecture >= V6;
  if ((half & 0xf500) === 0xb100) return hasLong(architecture);
  if ((half & 0xff00) !== 0xbf00) return true;
  return hasLong(architecture) || ((half & 15) === 0 && V6M.includes(architecture));
}

const V8_1M = 21;
const COPROCESSOR = /^(?:cdp|m[cr]rr?|mrc|ldc|stc)2?l?\S* p(\d+)/;

/** Those of ARMv8-A and ARMv8-R, with the coprocessors 14 and 15. */
const COPROCESSOR_V8 = /^(?:m(?:cr|rc|crr|rrc)(?!2)\S* p1[45]|(?:ldc|stc)(?!2)\S* p14)\b/;

export const isV8A = ({ architecture }: ArmFeatures): boolean => [V8A, 15, 22].includes(architecture);

/** ARMv8.1-M has not the coprocessors that are its own. */
function hasCoprocessor(features: ArmFeatures, text: string): boolean {
  const number = COPROCESSOR.exec(text)?.[1];
  if (number === undefined) return true;
  if (isV8A(features)) return COPROCESSOR_V8.test(text);
  return features.architecture !== V8_1M || !["8", "9", "14", "15"].includes(number);
}

/** Whether the architecture has a Thumb instruction, whose text is given; `low` is a long one's second half. */
export function isKnownThumb(features: ArmFeatures, half: number, low: number | undefined, text: string): boolean {
  return low === undefined
    ? shortThumbIsKnown(features, half)
    : longThumbIsKnown(features, half, low, text) && hasCoprocessor(features, text);
}

/** Whether a word of ARM's is a hint: its number is the low byte. */
export const isHint = (bytes: Uint8Array): boolean =>
  bytes.length === 4 && bytes[1] === 0xf0 && bytes[2] === 0x20 && ((bytes[3] as number) & 15) === 3 && bytes[3] !== 0xf3;

/** By the hint's number, the first architecture that has a name for it. */
const NAMED_HINTS: ReadonlyMap<number, number> = new Map([
  ...[0, 1, 2, 3, 4, 0x14].map((number): [number, number] => [number, V6 + 1]),
  [5, V8A],
  ...Array.from({ length: 16 }, (_, i): [number, number] => [0xf0 + i, V7]),
]);

export const isNamedHint = ({ architecture }: ArmFeatures, number: number): boolean =>
  architecture >= (NAMED_HINTS.get(number) ?? Number.POSITIVE_INFINITY);

/** Whether the architecture has an ARM instruction: a word in halves, and its text. */
export function isKnownArm(features: ArmFeatures, high: number, low: number, text: string): boolean {
  if ((isFloat((high & 0x0fff) | 0xe000, low) && !hasFloat(features)) || !hasCoprocessor(features, text)) return false;
  return LATER.every(([since, names]) => has(features.architecture, since) || !names.test(text));
}

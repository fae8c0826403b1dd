// What a vector instruction does to the elements of its operands, told in a comment: `xmm0 = xmm1[0],xmm0[1],zero`. Each
// instruction gives a list of element numbers (source 1 first, source 2 behind it, ZERO for none), and one printer writes the list.
// Element rules: Intel SDM volume 2, each instruction's operation; lanes have 128 bits.

import { ternaryText } from "./ternary-logic.ts";

const ZERO = -1;
const UNKNOWN_ELEMENT = -2;

export interface ShuffleInput {
  /** Mnemonic, AT&T, without prefixes. */
  readonly mnemonic: string;
  /** Operand texts in AT&T order: destination last. */
  readonly operands: readonly string[];
  /** Value of the 8-bit immediate, or 0. */
  readonly immediate: number;
  readonly llvm: 15 | 22;
  /** The destination is the ModRM operand: the move that stores. */
  readonly isStore: boolean;
  /** REX.W. */
  readonly isWide: boolean;
  readonly isEvex: boolean;
  /** VEX.W. */
  readonly isVexWide: boolean;
}

/** A shuffle: the elements, how many the sources have, and the sources' names. */
interface Shuffle {
  readonly elements: readonly number[];
  readonly count: number;
  readonly first: string;
  readonly second: string;
}

/** A memory operand has brackets, a hole for the address alone, or is left out. */
const isRegister = (text: string | undefined): boolean => text !== undefined && !/[([\uE001\uE004]/.test(text);

/** `%xmm1 {%k1}` is `xmm1`, a memory operand `mem`. */
function nameOf(operand: string | undefined): string {
  if (operand === undefined || !isRegister(operand)) return "mem";
  return operand.replace(/^%/, "").replace(/ ?\{.*$/, "");
}

function bitsOf(register: string): number {
  return register.startsWith("z") ? 512 : register.startsWith("y") ? 256 : register.startsWith("x") ? 128 : 64;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** `count` elements in lanes of `lane`: for each, its lane's start and its place in it. */
function lanes(count: number, lane: number, element: (start: number, place: number) => number): number[] {
  return range(count).map((i) => element(i - (i % lane), i % lane));
}

type Rule = (count: number, immediate: number) => readonly number[];

const unpackLow =
  (lane: number): Rule =>
  (count) =>
    lanes(count, Math.min(lane, count), (start, place) => start + (place >> 1) + (place % 2 === 0 ? 0 : count));
const unpackHigh =
  (lane: number): Rule =>
  (count) =>
    lanes(count, Math.min(lane, count), (start, place) => start + Math.min(lane, count) / 2 + (place >> 1) + (place % 2 === 0 ? 0 : count));

const word =
  (from: number): Rule =>
  (count, immediate) =>
    lanes(count, Math.min(8, count), (start, place) =>
      place >= from && place < from + 4 ? start + from + ((immediate >> (2 * (place - from))) & 3) : start + place,
    );

/** PSHUFD, VPERMILPS: two bits an element; VPERMILPD: one bit an element, each its own. */
const permuteInLane: Rule = (count, immediate) => lanes(count, 4, (start, place) => start + ((immediate >> (2 * place)) & 3));
const permutePairs: Rule = (count, immediate) => range(count).map((i) => i - (i % 2) + ((immediate >> i) & 1));
const permuteQuads: Rule = (count, immediate) => lanes(count, 4, (start, place) => start + ((immediate >> (2 * place)) & 3));

const shufflePacked: Rule = (count, immediate) =>
  lanes(count, 4, (start, place) => start + ((immediate >> (2 * place)) & 3) + (place < 2 ? 0 : count));
const shufflePairs: Rule = (count, immediate) => range(count).map((i) => i - (i % 2) + ((immediate >> i) & 1) + (i % 2 === 0 ? 0 : count));

const blend: Rule = (count, immediate) => range(count).map((i) => i + (((immediate >> (i % 8)) & 1) === 0 ? 0 : count));

const shiftLeft: Rule = (count, immediate) => lanes(count, 16, (start, place) => (place < immediate ? ZERO : start + place - immediate));
const shiftRight: Rule = (count, immediate) =>
  lanes(count, 16, (start, place) => (place + immediate > 15 ? ZERO : start + place + immediate));

/** Bytes of source 2 of each lane behind those of source 1, from byte `immediate` on. */
const alignBytes: Rule = (count, immediate) =>
  lanes(count, Math.min(16, count), (start, place) => {
    const lane = Math.min(16, count);
    const from = place + immediate;
    return from < lane ? start + from : start + from - lane + count;
  });
const alignElements: Rule = (count, immediate) => range(count).map((i) => i + (immediate & (count - 1)));

/** VPERM2F128: a half of either source by two bits, or zero. */
const permuteHalves: Rule = (count, immediate) =>
  range(count).map((i) => {
    const control = immediate >> (i < count / 2 ? 0 : 4);
    return (control & 8) !== 0 ? ZERO : ((control & 3) * count) / 2 + (i % (count / 2));
  });

/** VSHUFF32X4 and its like: whole lanes by the immediate, the upper half of the result from source 2. */
const shuffleLanes =
  (lane: number): Rule =>
  (count, immediate) => {
    const perHalf = count / lane / 2;
    const size = perHalf === 1 ? 1 : 2;
    return range(count).map((i) => {
      const number = Math.floor(i / lane);
      const chosen = (immediate >> (number * size)) & (2 * perHalf - 1);
      return chosen * lane + (i % lane) + (number < perHalf ? 0 : count);
    });
  };

const duplicateEven: Rule = (count) => range(count).map((i) => i & ~1);
const duplicateOdd: Rule = (count) => range(count).map((i) => i | 1);

interface Row {
  /** Bits of an element. */
  readonly element: number;
  readonly rule: Rule;
  /** Which operands are the sources: `12`: first source (destination without VEX) and last one; `2`: only the last one. */
  readonly sources: "12" | "21" | "2";
}

const row = (element: number, rule: Rule, sources: Row["sources"] = "12"): Row => ({ element, rule, sources });

/** Mnemonics without the `v` in front. */
const ROWS = new Map<string, Row>([
  ["punpcklbw", row(8, unpackLow(16))],
  ["punpcklwd", row(16, unpackLow(8))],
  ["punpckldq", row(32, unpackLow(4))],
  ["punpcklqdq", row(64, unpackLow(2))],
  ["punpckhbw", row(8, unpackHigh(16))],
  ["punpckhwd", row(16, unpackHigh(8))],
  ["punpckhdq", row(32, unpackHigh(4))],
  ["punpckhqdq", row(64, unpackHigh(2))],
  ["unpcklps", row(32, unpackLow(4))],
  ["unpcklpd", row(64, unpackLow(2))],
  ["unpckhps", row(32, unpackHigh(4))],
  ["unpckhpd", row(64, unpackHigh(2))],
  ["pshufd", row(32, permuteInLane, "2")],
  ["pswapd", row(32, (count) => range(count).map((i) => i ^ 1), "2")],
  ["pshufw", row(16, word(0), "2")],
  ["pshuflw", row(16, word(0), "2")],
  ["pshufhw", row(16, word(4), "2")],
  ["permilps", row(32, permuteInLane, "2")],
  ["permilpd", row(64, permutePairs, "2")],
  ["permq", row(64, permuteQuads, "2")],
  ["permpd", row(64, permuteQuads, "2")],
  ["shufps", row(32, shufflePacked)],
  ["shufpd", row(64, shufflePairs)],
  ["blendps", row(32, blend)],
  ["blendpd", row(64, blend)],
  ["pblendw", row(16, blend)],
  ["pblendd", row(32, blend)],
  ["pslldq", row(8, shiftLeft, "2")],
  ["psrldq", row(8, shiftRight, "2")],
  ["palignr", row(8, alignBytes, "21")],
  ["alignd", row(32, alignElements, "21")],
  ["alignq", row(64, alignElements, "21")],
  ["perm2f128", row(64, permuteHalves)],
  ["perm2i128", row(64, permuteHalves)],
  ["shuff32x4", row(32, shuffleLanes(4))],
  ["shufi32x4", row(32, shuffleLanes(4))],
  ["shuff64x2", row(64, shuffleLanes(2))],
  ["shufi64x2", row(64, shuffleLanes(2))],
  ["movddup", row(64, duplicateEven, "2")],
  ["movsldup", row(32, duplicateEven, "2")],
  ["movshdup", row(32, duplicateOdd, "2")],
]);

/** Loads of one element: bits of the element, and elements of a 128-bit register. */
const SCALAR_LOADS = new Map<string, number>([
  ["movss", 4],
  ["movd", 4],
  ["movsd", 2],
  ["movq", 2],
]);

/** Moves of halves: elements by (load, register form). */
const HALF_MOVES: Readonly<Record<string, readonly number[]>> = {
  movlps: [4, 5, 2, 3],
  movlpd: [2, 1],
  movhps: [0, 1, 4, 5],
  movhpd: [0, 2],
  movlhps: [0, 2],
  movhlps: [3, 1],
};

/** Elements that VBROADCAST repeats; of single ones LLVM says nothing. */
const BROADCASTS: Readonly<Record<string, readonly [number, number]>> = {
  broadcastf128: [64, 2],
  broadcasti128: [64, 2],
  broadcastf32x2: [32, 2],
  broadcasti32x2: [32, 2],
  broadcastf32x4: [32, 4],
  broadcasti32x4: [32, 4],
  broadcastf64x2: [64, 2],
  broadcasti64x2: [64, 2],
  broadcastf32x8: [32, 8],
  broadcasti32x8: [32, 8],
  broadcastf64x4: [64, 4],
  broadcasti64x4: [64, 4],
};

const LETTER_BITS: Readonly<Record<string, number>> = { b: 8, w: 16, d: 32, q: 64 };

function scalar(name: string, input: ShuffleInput): Shuffle | undefined {
  const count = SCALAR_LOADS.get(name);
  const { operands, llvm } = input;
  const destination = operands.at(-1);
  const source = operands[0];
  if (
    count === undefined ||
    input.isStore ||
    (name === "movq" && input.isWide) ||
    destination?.includes("{") === true ||
    !/^%?xmm/.test(destination ?? "")
  )
    return undefined;
  const zeros = range(count).map((i) => (i === 0 ? 0 : ZERO));
  if (!isRegister(source)) {
    return llvm === 15 && operands.length === 2 ? { elements: zeros, count, first: "mem", second: "mem" } : undefined;
  }
  if (!/^%?xmm/.test(source ?? "") || name === "movd") return undefined;
  if (name === "movq") return { elements: zeros, count, first: nameOf(source), second: "" };
  const first = nameOf(operands.length === 3 ? operands[1] : destination);
  return { elements: range(count).map((i) => (i === 0 ? count : i)), count, first, second: nameOf(source) };
}

function halves(name: string, { operands }: ShuffleInput): Shuffle | undefined {
  const elements = HALF_MOVES[name];
  const destination = operands.at(-1);
  if (elements === undefined || !isRegister(destination)) return undefined;
  return {
    elements,
    count: elements.length,
    first: nameOf(operands.length === 3 ? operands[1] : destination),
    second: nameOf(operands[0]),
  };
}

function broadcast(name: string, { operands, isEvex }: ShuffleInput): Shuffle | undefined {
  const found = BROADCASTS[name];
  const destination = nameOf(operands.at(-1));
  if (found === undefined) return undefined;
  const [bits, repeated] = found;
  if (isEvex && isRegister(operands[0])) return undefined;
  const count = bitsOf(destination) / bits;
  return { elements: range(count).map((i) => i % repeated), count, first: nameOf(operands[0]), second: "" };
}

function zeroExtend(name: string, { operands }: ShuffleInput): Shuffle | undefined {
  const match = /^pmovzx([bwd])([wdq])$/.exec(name);
  if (match === null) return undefined;
  const from = LETTER_BITS[match[1] as string] as number;
  const to = LETTER_BITS[match[2] as string] as number;
  const step = to / from;
  const count = bitsOf(nameOf(operands.at(-1))) / from;
  return { elements: range(count).map((i) => (i % step === 0 ? i / step : ZERO)), count, first: nameOf(operands[0]), second: "" };
}

function insertScalar({ operands, immediate }: ShuffleInput): Shuffle {
  const elements = range(4).map((i) => (((immediate >> i) & 1) !== 0 ? ZERO : i));
  const to = (immediate >> 4) & 3;
  if (((immediate >> to) & 1) === 0) elements[to] = 4 + (immediate >> 6);
  return { elements, count: 4, first: nameOf(operands.at(operands.length === 4 ? 2 : -1)), second: nameOf(operands[1]) };
}

function general(name: string, { operands, immediate, mnemonic }: ShuffleInput): Shuffle | undefined {
  const found = ROWS.get(name);
  if (found === undefined) return undefined;
  const hasImmediate = operands[0]?.startsWith("$") === true;
  const needsImmediate = found.rule.length > 1;
  if (hasImmediate !== needsImmediate) return undefined;
  const rest = hasImmediate ? operands.slice(1) : operands;
  const destination = nameOf(rest.at(-1));
  if (!/^[xyz]?mm/.test(destination) || (name === "palignr" && destination.startsWith("m"))) return undefined;
  const count = bitsOf(destination) / found.element;
  const elements = found.rule(count, immediate);
  const last = nameOf(rest[0]);
  if (found.sources === "2") return { elements, count, first: last, second: "" };
  const first = mnemonic.startsWith("v") ? nameOf(rest[1]) : destination;
  return found.sources === "12" ? { elements, count, first, second: last } : { elements, count, first: last, second: first };
}

function shuffleOf(input: ShuffleInput): Shuffle | undefined {
  const name = input.mnemonic.replace(/^v/, "");
  if (input.operands.some((operand) => operand.includes("{1to"))) return undefined;
  if (name === "insertps") return insertScalar(input);
  return scalar(name, input) ?? halves(name, input) ?? broadcast(name, input) ?? zeroExtend(name, input) ?? general(name, input);
}

/** Runs of elements of one source share a bracket. */
function elementsText({ elements, count, first, second }: Shuffle): string {
  const runs: string[] = [];
  let source = "";
  let run: string[] = [];
  const close = (): void => {
    if (run.length > 0) runs.push(`${source}[${run.join(",")}]`);
    run = [];
  };
  for (const element of elements) {
    if (element === ZERO) {
      close();
      runs.push("zero");
      continue;
    }
    const from = element < count ? first : second;
    if (from !== source) close();
    source = from;
    run.push(element === UNKNOWN_ELEMENT ? "u" : String(element % count));
  }
  close();
  return runs.join(",");
}

/** `zmm0 {%k1} {z}`. */
function destinationText(operand: string): string {
  const mask = /\{(%?k[0-7])\}/.exec(operand);
  if (mask === null) return nameOf(operand);
  const zeroing = operand.includes("{z}") ? " {z}" : "";
  return `${nameOf(operand)} {%${(mask[1] as string).replace("%", "")}}${zeroing}`;
}

const FUSED = /^v(fn?)(m)(addsub|subadd|add|sub)(132|213|231)?([ps][sdh])$/;
const SIGNS: Readonly<Record<string, string>> = { add: "+", sub: "-", addsub: "+/-", subadd: "-/+" };

/** `xmm0 = (xmm1 * xmm0) + mem`, for FMA3 and FMA4. */
function fusedText({ mnemonic, operands, isVexWide }: ShuffleInput): string | undefined {
  // LLVM tells nothing of halves, nor where the rounding is told.
  if (mnemonic.endsWith("h") || operands.some((operand) => operand.endsWith("-sae}"))) return undefined;
  const match = FUSED.exec(mnemonic);
  if (match === null) return undefined;
  const negative = match[1] === "fn" ? "-" : "";
  const sign = SIGNS[match[3] as string] as string;
  const names = operands.filter((operand) => !operand.startsWith("{") && !operand.startsWith("$")).map(nameOf);
  const destination = destinationText(operands.at(-1) as string);
  const [last = "", middle = "", first = ""] = names;
  // FMA4's register forms have two encodings, and only the one that LLVM writes itself is told.
  if (match[4] === undefined && !names.includes("mem") && !isVexWide) return undefined;
  const text = (a: string, b: string, c: string): string => `${destination} = ${negative}(${a} * ${b}) ${sign} ${c}`;
  switch (match[4]) {
    case "132":
      return text(first, last, middle);
    case "213":
      return text(middle, first, last);
    case "231":
      return text(middle, last, first);
    default:
      return text(first, middle, last);
  }
}

/** `zmm3 {%k1} = zmm3 ^ (zmm2 | m32bcst)` */
function ternary({ mnemonic, operands, immediate, llvm }: ShuffleInput): string | undefined {
  if (llvm === 15 || !mnemonic.startsWith("vpternlog")) return undefined;
  const [, last = "", middle = "", destination = ""] = operands;
  const source = last.includes("{1to") ? `m${mnemonic.endsWith("d") ? 32 : 64}bcst` : nameOf(last);
  return `${destinationText(destination)} = ${ternaryText(immediate, nameOf(destination), nameOf(middle), source)}`;
}

/** The comment of an instruction, or undefined. */
export function shuffleComment(input: ShuffleInput): string | undefined {
  const fused = fusedText(input);
  if (fused !== undefined) return fused;
  const logic = ternary(input);
  if (logic !== undefined) return logic;
  const shuffle = shuffleOf(input);
  if (shuffle === undefined) return undefined;
  return `${destinationText(input.operands.at(-1) as string)} = ${elementsText(shuffle)}`;
}

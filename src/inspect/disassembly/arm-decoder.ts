// ARM, Thumb and AArch64 instructions one by one. They have fixed sizes, so the text of each word is made once and kept; what is
// relative to the program counter is kept as a distance. Inside an IT block a Thumb instruction is conditional: the condition is part of
// what is looked up. Arm ARM (DDI 0406, DDI 0487).
import { systemText } from "./aarch64-registers.ts";
import { compareAndBranch, neighbour } from "./aarch64-neighbours.ts";
import { taggingText } from "./aarch64-tags.ts";
import { asDouble, asSingle, doubleConversion, isDoubleArithmetic } from "./arm-doubles.ts";
import type { ArmFeatures } from "./arm-features.ts";
import type { CapstoneEngine, RawText } from "./capstone.ts";
import { armShape } from "./arm-text.ts";
import { hasOtherState, isForOtherState, isHint, isKnownArm, isKnownFloat, isKnownThumb, isNamedHint } from "./arm-versions.ts";
import type { ArmStyle } from "./arm-text.ts";
import { UNKNOWN } from "./template.ts";
import type { Decoded, Decoder, Template } from "./template.ts";

/** What a word means. */
export interface ArmShape {
  readonly template: Template;
  /** Distance of what it refers to from the instruction (AArch64's ADRP: from its page). */
  readonly distance: number;
  /** How far from the instruction LLVM looks for the name of the target; undefined: at the target. */
  readonly away?: number;
  readonly isPage: boolean;
}

const NOTHING: ArmShape = { template: UNKNOWN, distance: 0, isPage: false };

const SEND_EVENT_LOCALLY = 5;
/** By the four bits at the top of a word; the fifteenth is no condition. */
const CONDITIONS = ["eq", "ne", "hs", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"];

export class ArmDecoder implements Decoder {
  readonly #shapes = new Map<number, ArmShape>();
  readonly #isThumb: boolean;
  /** Conditions that the last IT left. Data takes none; an instruction that cannot be read takes one only in LLVM 22. */
  #conditions: number[] = [];

  /** `base`: address of the code's first byte, for what is relative to a page. */
  constructor(
    readonly engine: CapstoneEngine,
    readonly style: ArmStyle,
    readonly base: bigint,
    readonly bigEndian: boolean,
    readonly features: ArmFeatures | undefined,
    /** Asked for what the other does not know: ARMv8's. */
    readonly later?: CapstoneEngine,
  ) {
    this.#isThumb = style.machine === "thumb";
  }

  decode(code: Uint8Array, at: number, end: number, decoded: Decoded): void {
    const half = this.#isThumb && at + 2 <= end ? this.#half(code, at) : 0;
    const size = !this.#isThumb || (half >= 0xe800 && half <= 0xffff) ? 4 : 2;
    decoded.wide = 0n;
    decoded.template = UNKNOWN;
    if (at + size > end) {
      decoded.size = Math.min(this.#isThumb ? 2 : 4, end - at);
      return;
    }
    decoded.size = size;
    const shape = this.#shape(code, at, size, this.#conditions[0] ?? -1);
    if (shape !== NOTHING || this.style.llvm === 22) this.#conditions.shift();
    if (this.#isThumb && shape !== NOTHING && (half & 0xff00) === 0xbf00 && (half & 15) !== 0) this.#enter(half);
    decoded.template = shape.template;
    const from = shape.isPage ? Number(BigInt.asUintN(12, this.base + BigInt(at))) : 0;
    decoded.target = at - from + shape.distance;
    decoded.named = shape.away === undefined ? decoded.target : at + shape.away;
  }

  #half(code: Uint8Array, at: number): number {
    const [low, high] = this.bigEndian ? [at + 1, at] : [at, at + 1];
    return (code[low] as number) | ((code[high] as number) << 8);
  }

  /** IT's mask: each bit above the last set one is the low bit of a condition. */
  #enter(half: number): void {
    const first = (half >> 4) & 15;
    const conditions = [first];
    for (let bit = 3; (half & ((1 << bit) - 1)) !== 0; bit--) conditions.push((first & 14) | ((half >> bit) & 1));
    this.#conditions = conditions;
  }

  #shape(code: Uint8Array, at: number, size: number, condition: number): ArmShape {
    const bytes = this.#bytes(code, at, size);
    const address = this.#isThumb ? Number((this.base + BigInt(at)) & 2n) : 0;
    let key = (condition + 1) * 8 + address * 2 + (size === 2 ? 1 : 0);
    for (const byte of bytes) key = key * 256 + byte;
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const raw = this.#isMissing(bytes) ? undefined : (this.#own64(bytes) ?? this.#ask(bytes, condition, address));
    const shape =
      raw === undefined || raw.size !== size || !this.#isKnown(bytes, raw)
        ? NOTHING
        : armShape(this.#hint(bytes) ?? this.#branch(bytes, raw), bytes, this.style, address);
    this.#shapes.set(key, shape);
    return shape;
  }

  /** What Capstone does not know of AArch64: tags, newer registers, and UDF, whose words have no class. */
  #own64(bytes: Uint8Array): RawText | undefined {
    if (this.style.machine !== "aarch64") return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    if (c === 0 && d === 0) return { size: 4, mnemonic: "udf", operands: `#${a | (b << 8)}` };
    const word = (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
    const { llvm } = this.style;
    return systemText(word, llvm) ?? taggingText(word) ?? compareAndBranch(word, llvm) ?? this.#consistent(bytes, word);
  }

  /** Of a word that Capstone does not read, another is asked. */
  #neighbour(bytes: Uint8Array): RawText | undefined {
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    const found = neighbour((a | (b << 8) | (c << 16) | (d << 24)) >>> 0, this.style.llvm);
    if (found === undefined) return undefined;
    const raw = this.#askPlain(Uint8Array.of(found.word, found.word >>> 8, found.word >>> 16, found.word >>> 24), -1, 0);
    return raw?.size === bytes.length ? found.text(raw) : undefined;
  }

  /** BC.cond (FEAT_HBC): B.cond with another bit. */
  #consistent(bytes: Uint8Array, word: number): RawText | undefined {
    if ((word & 0xff000010) >>> 0 !== 0x54000010) return undefined;
    const raw = this.#askPlain(
      Uint8Array.from(bytes, (byte, i) => (i === 0 ? byte & 0xef : byte)),
      -1,
      0,
    );
    return raw === undefined ? undefined : { ...raw, mnemonic: raw.mnemonic.replace("b.", "bc.") };
  }

  /** Whether the file's architecture has the instruction. */
  #isKnown(bytes: Uint8Array, { mnemonic, operands }: RawText): boolean {
    if (this.features === undefined) return true;
    if (!isKnownFloat(this.features, mnemonic)) return false;
    const first = (bytes[0] as number) | ((bytes[1] as number) << 8);
    const second = bytes.length < 4 ? undefined : (bytes[2] as number) | ((bytes[3] as number) << 8);
    const text = `${mnemonic} ${operands}`;
    return this.#isThumb ? isKnownThumb(this.features, first, second, text) : isKnownArm(this.features, second ?? 0, first, text);
  }

  /** A hint that the architecture has no name for yet, or Capstone has none for. */
  #hint(bytes: Uint8Array): RawText | undefined {
    if (this.features === undefined || this.#isThumb || !isHint(bytes)) return undefined;
    const number = bytes[0] as number;
    const condition = CONDITIONS[(bytes[3] as number) >> 4] ?? "";
    if (!isNamedHint(this.features, number)) return { size: 4, mnemonic: `hint${condition}`, operands: `#${number}` };
    return number === SEND_EVENT_LOCALLY ? { size: 4, mnemonic: `sevl${condition}`, operands: "" } : undefined;
  }

  /** Capstone knows the branch to the other security state for all microcontrollers. */
  #branch(bytes: Uint8Array, raw: RawText): RawText {
    if (this.features === undefined || bytes.length !== 2 || hasOtherState(this.features)) return raw;
    const half = (bytes[0] as number) | ((bytes[1] as number) << 8);
    return isForOtherState(half) ? { ...raw, mnemonic: raw.mnemonic.replace("bxns", "bx") } : raw;
  }

  /** Vector instructions of a machine that has none: their two encoding spaces. */
  #isMissing(bytes: Uint8Array): boolean {
    if (this.features === undefined || this.features.hasVectors || bytes.length < 4) return false;
    const top = this.#isThumb ? (bytes[1] as number) : (bytes[3] as number);
    const next = this.#isThumb ? (bytes[0] as number) : (bytes[2] as number);
    if (this.#isThumb) return (top & 0xef) === 0xef || (top === 0xf9 && (next & 0x10) === 0);
    return (top & 0xfe) === 0xf2 || (top === 0xf4 && (next & 0x10) === 0);
  }

  #bytes(code: Uint8Array, at: number, size: number): Uint8Array {
    // A copy: a Buffer's slice would be the code itself.
    const bytes = Uint8Array.from(code.subarray(at, at + size));
    if (this.bigEndian) {
      const unit = this.#isThumb ? 2 : 4;
      for (let i = 0; i < size; i += unit) bytes.subarray(i, i + unit).reverse();
    }
    return bytes;
  }

  /** Coprocessor 9 has instructions of its own for Capstone (half-precision numbers); LLVM takes it for a coprocessor like 8. */
  #ask(bytes: Uint8Array, condition: number, address: number): RawText | undefined {
    if (!this.#isNinth(bytes)) {
      const raw = this.#askPlain(bytes, condition, address);
      if (raw?.size === bytes.length) return raw;
      if (this.style.machine === "aarch64") return this.#neighbour(bytes);
      if (!isDoubleArithmetic(bytes, this.#isThumb)) return doubleConversion(bytes, this.#isThumb, condition) ?? raw;
      const single = this.#askPlain(asSingle(bytes, this.#isThumb), condition, address);
      return single === undefined ? undefined : asDouble(single, bytes, this.#isThumb);
    }
    const asked = Uint8Array.from(bytes);
    const at = this.#isThumb ? 3 : 1;
    asked[at] = (asked[at] as number) - 1;
    const raw = this.#askPlain(asked, condition, address);
    return raw === undefined ? undefined : { ...raw, operands: raw.operands.replace(/^p8\b/, "p9") };
  }

  #isNinth(bytes: Uint8Array): boolean {
    if (this.style.machine === "aarch64" || bytes.length < 4) return false;
    const [top, coprocessor] = this.#isThumb ? [bytes[1] as number, bytes[3] as number] : [bytes[3] as number, bytes[1] as number];
    return (coprocessor & 15) === 9 && (top & 15) >= 12 && (top & 15) < 15;
  }

  #askPlain(bytes: Uint8Array, condition: number, address: number): RawText | undefined {
    const found = this.#askOf(this.engine, bytes, condition, address);
    return found?.size === bytes.length || this.later === undefined ? found : this.#askOf(this.later, bytes, condition, address);
  }

  #askOf(engine: CapstoneEngine, bytes: Uint8Array, condition: number, address: number): RawText | undefined {
    if (condition < 0) return engine.one(bytes, address);
    // IT with one condition in front.
    return engine.one(Uint8Array.from([(condition << 4) | 8, 0xbf, ...bytes]), address - 2, 1);
  }
}

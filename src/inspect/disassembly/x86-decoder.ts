// x86 instructions one by one: the layout is read here, the text comes from the table of shapes, and Capstone is asked only for a shape
// that was not seen yet. Bytes that are no instruction are LLVM's `<unknown>`, as long as its decoder would have read.
import type { CapstoneEngine, RawText } from "./capstone.ts";
import { ShapeTable } from "./shape-table.ts";
import { templateOf, UNKNOWN } from "./template.ts";
import type { Decoded, Decoder, Template } from "./template.ts";
import { EncodingReader, VECTOR } from "./x86-encoding.ts";
import type { Encoding } from "./x86-encoding.ts";
import { evexNeedsModrm } from "./evex-opcodes.ts";
import { asHalves, asSingles, isHalfArithmetic } from "./x86-halves.ts";
import { highRegisterText } from "./x86-high-registers.ts";
import { NO_FORM, NO_OPCODE, ownText } from "./x86-own-text.ts";
import { addressWord, isBranch, keepsImmediate, prefixWords, x86Template } from "./x86-text.ts";
import type { TextStyle } from "./x86-text.ts";

/** Prefix bytes as lines of their own. */
const BARE_WORDS: Readonly<Record<number, string>> = {
  0xf0: "lock",
  0xf2: "repne",
  0xf3: "rep",
  0x66: "data16",
  0x67: "addr32",
  0x26: "es",
  0x2e: "cs",
  0x36: "ss",
  0x3e: "ds",
  0x64: "fs",
  0x65: "gs",
  0x48: "rex64",
};

const BARE = new Map([...Object.values(BARE_WORDS), "xacquire", "xrelease"].map((word) => [word, templateOf(word)]));

/** VPHSUBD, VPACKUSDW, VPINSRB, VPINSRW: map and opcode. */
const IGNORES_W = new Set([0x206, 0x22b, 0x320, 0x1c4]);

/** The bytes before the opcode, by its map. */
const ESCAPES: readonly (readonly number[])[] = [[], [0x0f], [0x0f, 0x38], [0x0f, 0x3a]];

/** SIB byte of an index that is no other operand of a gather. */
const WITH_INDEX = 0x10;

const CANONICAL_IMMEDIATE = 2;
const CANONICAL_DISPLACEMENT = 1;

function signedAt(code: Uint8Array, at: number, size: number): number {
  const low = code[at] as number;
  if (size === 1) return (low << 24) >> 24;
  const word = low | ((code[at + 1] as number) << 8);
  if (size === 2) return (word << 16) >> 16;
  return word | ((code[at + 2] as number) << 16) | ((code[at + 3] as number) << 24);
}

function wideAt(code: Uint8Array, at: number): bigint {
  const low = BigInt(signedAt(code, at, 4) >>> 0);
  return (BigInt(signedAt(code, at + 4, 4)) << 32n) | low;
}

const REX_X = 2;
const REX_B = 1;

/** Whether an operand lies in memory, where it may be addressed in any way; but for BNDMK and its kind any operand may. */
function hasPlainMemory(e: Encoding): boolean {
  if (e.vector !== VECTOR.none || e.rex2 !== 0 || e.modrm < 0 || e.modrm >= 0xc0 || keepsImmediate(e)) return false;
  return e.map !== 1 || (e.opcode & 0xfe) !== 0x1a;
}

/** All of such an instruction but how its operand in memory is addressed, and its numbers. */
function plainKey(e: Encoding): number {
  const repeat = e.repeat === 0 ? 0 : e.repeat === 0xf2 ? 1 : 2;
  const flags = (e.operandSize ? 1 : 0) | (e.addressSize ? 2 : 0) | (repeat << 2);
  const reg = (e.modrm >> 3) & 7;
  const rex = (e.rex & ~(REX_X | REX_B)) >> 2;
  return e.opcode | (e.map << 8) | (reg << 10) | (rex << 13) | (flags << 18) | (e.segment << 22);
}

export class X86Decoder implements Decoder {
  readonly #reader: EncodingReader;
  readonly #shapes = new ShapeTable();

  constructor(
    readonly engine: CapstoneEngine,
    readonly style: TextStyle,
  ) {
    this.#reader = new EncodingReader(style.is64, style.llvm);
  }

  decode(code: Uint8Array, at: number, end: number, decoded: Decoded): void {
    const e = this.#reader.read(code, at, end);
    decoded.size = Math.max(1, e.size);
    if (e.isBarePrefix) {
      decoded.template = this.#bare(e, code, end);
      return;
    }
    const template = this.#template(code, e);
    decoded.template = template;
    if (template.isUnknown) {
      decoded.size = this.#unknownSize(code, e);
      return;
    }
    this.#numbers(code, e, template, decoded);
  }

  #bare(e: Encoding, code: Uint8Array, end: number): Template {
    const next = e.at + e.size < end ? (code[e.at + e.size] as number) : -1;
    const isExchange = next === 0xf0 || (next & 0xfe) === 0x86 || (next & 0xf8) === 0x90;
    // Behind REX, LLVM 15 has read the prefix without looking at what follows.
    const looks = e.rex2 === 0 && (e.rex === 0 || this.style.llvm !== 15);
    if (e.opcode === 0xf2 && looks && isExchange) return this.#bareWord(e, "xacquire");
    if (e.opcode === 0xf3 && looks && next >= 0) return this.#bareWord(e, "xrelease");
    return this.#bareWord(e, BARE_WORDS[e.opcode]);
  }

  /** A prefix on a line of its own, behind the words of those before it. */
  #bareWord(e: Encoding, word: string | undefined): Template {
    if (word === undefined) return UNKNOWN;
    const before = prefixWords(e, e.repeat) + (e.addressSize ? addressWord(this.style) : "");
    const shown = word === "addr32" && !this.style.is64 ? "addr16" : word;
    return (before === "" ? BARE.get(shown) : undefined) ?? templateOf(before + shown);
  }

  /** Fills the numbers of the slots. */
  #numbers(code: Uint8Array, e: Encoding, template: Template, decoded: Decoded): void {
    const after = e.at + e.size;
    decoded.wide = 0n;
    decoded.size = e.size;
    if (e.displacementSize > 0) {
      decoded.displacement = signedAt(code, e.displacementAt, e.displacementSize) * (e.displacementSize === 1 ? template.scale : 1);
      decoded.target = decoded.named = after + decoded.displacement;
    }
    if (e.immediateSize === 0) return;
    if (e.immediateSize === 8) {
      decoded.wide = wideAt(code, e.immediateAt);
      decoded.displacement = Number(decoded.wide);
      decoded.immediate = 0;
      return;
    }
    const value = signedAt(code, e.immediateAt, e.immediateSize);
    if (isBranch(e)) decoded.target = decoded.named = after + value;
    else if (template.displacement === "always" && e.modrm < 0) decoded.displacement = e.immediateSize === 2 ? value & 0xffff : value >>> 0;
    else decoded.immediate = value;
    const { signed, bits } = template.immediate;
    if (!signed) decoded.immediate = bits === 8 ? value & 0xff : bits === 16 ? value & 0xffff : value >>> 0;
  }

  #template(code: Uint8Array, e: Encoding): Template {
    if (!e.isWhole) return UNKNOWN;
    const to = e.displacementSize > 0 ? e.displacementAt : e.immediateSize > 0 ? e.immediateAt : e.at + e.size;
    const kept = keepsImmediate(e) ? e.immediateSize : 0;
    const length = to - e.at + kept;
    if (length > 7) return this.#longShape(code, e, to, kept);
    let low = 0;
    let high = 0;
    for (let i = e.at; i < to; i++) {
      high = (high << 8) | (low >>> 24);
      low = (low << 8) | (code[i] as number);
    }
    for (let i = e.immediateAt; i < e.immediateAt + kept; i++) {
      high = (high << 8) | (low >>> 24);
      low = (low << 8) | (code[i] as number);
    }
    high |= length << 24;
    const known = this.#shapes.get(low, high);
    if (known !== undefined) return known;
    const made = this.#make(code, e);
    this.#shapes.set(low, high, made);
    return made;
  }

  #longShape(code: Uint8Array, e: Encoding, to: number, kept: number): Template {
    const key = String.fromCharCode(...code.subarray(e.at, to), 256, ...code.subarray(e.immediateAt, e.immediateAt + kept));
    const known = this.#shapes.getLong(key);
    if (known !== undefined) return known;
    const made = this.#make(code, e);
    this.#shapes.setLong(key, made);
    return made;
  }

  #make(code: Uint8Array, e: Encoding): Template {
    if (!this.#reader.hasMap()) return UNKNOWN;
    const own = ownText(e, this.style);
    if (own === NO_FORM || own === NO_OPCODE) return UNKNOWN;
    if (own !== undefined) return x86Template(code, e, rawOf(own), this.style);
    const raw = this.#askFor(code, e) ?? this.#withoutPrefix(e, () => this.#askFor(code, e));
    return raw === undefined ? UNKNOWN : x86Template(code, e, raw, this.style);
  }

  #ask(bytes: Uint8Array, e: Encoding): RawText | undefined {
    const raw = this.engine.one(bytes) ?? this.#narrow(e, bytes);
    return raw?.size === bytes.length ? raw : undefined;
  }

  /** Behind REX2 it is asked with REX. */
  #askFor(code: Uint8Array, e: Encoding): RawText | undefined {
    if (hasPlainMemory(e)) return this.#askPlain(code, e);
    const bytes = this.#canonical(code, e);
    if (isHalfArithmetic(e, code[e.start + 2] as number)) {
      const raw = this.#ask(asSingles(bytes, bytes.length - (e.at + e.size - e.start)), e);
      return raw === undefined ? undefined : asHalves(raw);
    }
    if (e.rex2 === 0) return this.#ask(bytes, e);
    const opcodeAt = bytes.length - (e.at + e.size - e.opcodeAt);
    const rexAt = opcodeAt - (e.map === 0 ? 1 : e.map === 1 ? 2 : 3);
    return highRegisterText(e, { bytes, rexAt, opcodeAt }, (asked) => this.#ask(asked, e));
  }

  readonly #plain = new Map<number, RawText | null>();

  /** Of what has any operand in memory Capstone is asked once: how that is addressed is no matter for what is taken of its text. */
  #askPlain(code: Uint8Array, e: Encoding): RawText | undefined {
    const key = plainKey(e);
    const known = this.#plain.get(key);
    if (known !== undefined) return known ?? undefined;
    const bytes = this.#canonical(code, e);
    const modrmAt = bytes.length - (e.at + e.size - e.opcodeAt - 1);
    const behind = bytes.length - (e.at + e.size - e.immediateAt);
    const asked = Uint8Array.from([...bytes.subarray(0, modrmAt), e.modrm & 0x38, ...bytes.subarray(behind)]);
    const opcodeSize = e.map === 0 ? 1 : e.map === 1 ? 2 : 3;
    if (e.rex !== 0) asked[modrmAt - opcodeSize - 1] = e.rex & ~(REX_X | REX_B);
    const raw = this.#ask(asked, e);
    this.#plain.set(key, raw ?? null);
    return raw;
  }

  /** LLVM 22 passes over a prefix that makes no instruction of the opcode; 15 takes that for no instruction. */
  #withoutPrefix<T>(e: Encoding, ask: () => T | undefined): T | undefined {
    if (this.style.llvm === 15 || e.map === 0 || e.vector !== VECTOR.none) return undefined;
    const { repeat, operandSize } = e;
    e.repeat = 0;
    const isTried = repeat !== 0 && (e.rex2 === 0 || !operandSize);
    let found = isTried ? ask() : undefined;
    e.operandSize = false;
    found ??= operandSize || repeat !== 0 ? ask() : undefined;
    e.repeat = repeat;
    e.operandSize = operandSize;
    return found;
  }

  /** VEX.W is ignored by some instructions where Capstone wants 0. */
  #narrow(e: Encoding, bytes: Uint8Array): RawText | undefined {
    if (e.vector === VECTOR.evex) return this.#scalar(e, bytes);
    const wide = bytes.length - e.size + (e.start - e.at) + 2;
    if (e.vector !== VECTOR.vex || bytes[wide - 2] !== 0xc4 || !IGNORES_W.has((e.map << 8) | e.opcode)) return undefined;
    bytes[wide] = (bytes[wide] as number) & 0x7f;
    return this.engine.one(bytes);
  }

  /** EVEX.LL is ignored by scalar instructions where Capstone wants 0. */
  #scalar(e: Encoding, bytes: Uint8Array): RawText | undefined {
    const at = bytes.length - e.size + (e.start - e.at) + 3;
    bytes[at] = (bytes[at] as number) & ~0x60;
    const found = this.engine.one(bytes);
    return found !== undefined && /s[sd]$/.test(found.mnemonic) ? found : undefined;
  }

  /** The instruction with prefixes in order and each once, and with small numbers in the holes. */
  #canonical(code: Uint8Array, e: Encoding): Uint8Array {
    const bytes: number[] = [];
    // REX.W decides before 66 where 66 is not part of the opcode.
    if (e.operandSize && !(e.map === 0 && (e.rex & 8) !== 0)) bytes.push(0x66);
    if (e.addressSize) bytes.push(0x67);
    if (e.segment !== 0) bytes.push(e.segment);
    if (e.repeat !== 0) bytes.push(e.repeat);
    if (e.rex2 !== 0) bytes.push(e.rex, ...(ESCAPES[e.map] as readonly number[]));
    const from = e.rex2 === 0 ? e.start : e.opcodeAt;
    const shift = bytes.length - (from - e.at);
    bytes.push(...code.subarray(from, e.at + e.size));
    // R21 and R29 are bases where Capstone sees none: another stands for them.
    if ((e.high & 0x10) !== 0 && e.sib >= 0) bytes[e.opcodeAt + 2 - e.at + shift] = e.sib & 0xf8;
    if (e.vector === VECTOR.evex && !this.style.is64 && this.style.llvm === 22) lowRegister(bytes, e.start - e.at + shift);
    if (e.vector === VECTOR.evex && e.high !== 0) {
      if (e.modrm < 0xc0) lowRegisters(bytes, e.start - e.at + shift);
      else highVector(bytes, e.start - e.at + shift);
    }
    // Outside of 64-bit code the bits that would name registers 8 to 15 say nothing.
    if (e.vector === VECTOR.xop && !this.style.is64) bytes[1 + e.start - e.at + shift] = (code[e.start + 1] as number) | 0xe0;
    for (let i = 0; i < e.displacementSize; i++) bytes[e.displacementAt - e.at + shift + i] = i === 0 ? CANONICAL_DISPLACEMENT : 0;
    if (!keepsImmediate(e)) {
      for (let i = 0; i < e.immediateSize; i++) bytes[e.immediateAt - e.at + shift + i] = i === 0 ? CANONICAL_IMMEDIATE : 0;
    }
    return Uint8Array.from(bytes);
  }

  /** How far LLVM's decoder reads into what is no instruction: the ModRM byte only where the opcode needs it to decide. */
  #unknownSize(code: Uint8Array, e: Encoding): number {
    if (e.opcodeAt >= e.at + e.size) return Math.max(1, e.size);
    if (!this.#reader.hasMap()) return e.opcodeAt - e.at;
    if (!e.isWhole) {
      if (e.modrm < 0) return ownText(e, this.style) === NO_OPCODE ? e.opcodeAt + 1 - e.at : e.size;
      // What the code ends before is not there to be read.
      e.displacementSize = e.immediateSize = 0;
    }
    const opcodeEnd = e.opcodeAt + 1 - e.at;
    // 3DNow! has its opcode behind the operands.
    if (e.map === 1 && e.opcode === 0x0f && e.vector === VECTOR.none && e.rex2 === 0) return e.size;
    if (e.modrm < 0) return opcodeEnd;
    if (e.vector === VECTOR.evex) {
      const needs = evexNeedsModrm(this.style.llvm, e.map, code[e.start + 2] as number, code[e.start + 3] as number, e.opcode);
      return needs ? this.#readSize(code, e) : opcodeEnd;
    }
    return this.#legacyNeedsModrm(code, e) ? this.#readSize(code, e) : opcodeEnd;
  }

  #legacyNeedsModrm(code: Uint8Array, e: Encoding): boolean {
    const own = ownText(e, this.style);
    if (own === NO_OPCODE) return false;
    if (own === NO_FORM || this.#needsModrm(code, e)) return true;
    return !e.isWhole && (own !== undefined || this.#withoutPrefix(e, () => this.#needsModrm(code, e)) === true);
  }

  /** Of what is no instruction once its operands are read: the immediate is read, too, where only a third operand was too many. */
  #readSize(code: Uint8Array, e: Encoding): number {
    if (!e.isWhole) return e.size;
    const short = e.immediateAt - e.at;
    if (e.immediateSize === 0 || (e.vector !== VECTOR.vex && e.vector !== VECTOR.evex)) return short;
    const bytes = this.#canonical(code, e);
    freeThird(bytes, bytes.length - (e.at + e.size - e.start));
    return this.#ask(bytes, e) === undefined ? short : e.size;
  }

  readonly #needing = new Map<string, boolean>();

  /** Whether some other ModRM byte makes an instruction of the opcode. */
  #needsModrm(code: Uint8Array, e: Encoding): boolean {
    const key = `${e.operandSize ? 1 : 0}/${e.repeat}/${code.subarray(e.start, e.opcodeAt + 1).join()}`;
    const known = this.#needing.get(key);
    if (known !== undefined) return known;
    const canonical = this.#canonical(code, e);
    const isVector = e.vector === VECTOR.vex || e.vector === VECTOR.xop;
    // Whether a prefix may stand before that of a vector is judged behind the ModRM byte, too.
    const from = isVector ? canonical.length - (e.at + e.size - e.start) : 0;
    const before = canonical.subarray(from, -(e.at + e.size - e.opcodeAt - 1));
    if (isVector) freeOperands(before);
    const needs = this.#hasSomeForm(before) || (isVector && e.operandSize && this.#hasSomeForm(withOperandSize(before)));
    this.#needing.set(key, needs);
    return needs;
  }

  #hasSomeForm(before: Uint8Array): boolean {
    for (let group = 0; group < 16; group++) {
      // In memory with an index: some have no other form.
      const operand = group < 8 ? [(group << 3) | 4, WITH_INDEX] : [0xc0 | ((group & 7) << 3)];
      if (this.engine.one(Uint8Array.from([...before, ...operand, 1, 1, 1, 1, 1, 1])) !== undefined) return true;
    }
    return false;
  }
}

/** EVEX's bits for a base and an index above 15, which Capstone does not know, as it knows them. */
function lowRegisters(bytes: Uint8Array | number[], at: number): void {
  bytes[at + 1] = (bytes[at + 1] as number) & ~8;
  bytes[at + 2] = (bytes[at + 2] as number) | 4;
}

/** Outside of 64-bit code EVEX's bit for a register above 15 says nothing. */
function lowRegister(bytes: Uint8Array | number[], at: number): void {
  bytes[at + 1] = (bytes[at + 1] as number) & ~8;
}

/** EVEX's bit for a register above 15 in ModRM.rm, which Capstone does not know, as that for a vector register. */
function highVector(bytes: Uint8Array | number[], at: number): void {
  const second = bytes[at + 1] as number;
  if ((second & 0x48) === 0x48) bytes[at + 1] = second & ~0x48;
}

/** No third operand in the vector prefix that stands there. */
function freeThird(bytes: Uint8Array, at: number): void {
  const or = (place: number, bits: number): void => {
    bytes[place] = (bytes[place] as number) | bits;
  };
  or(at + (bytes[at] === 0xc5 ? 1 : 2), 0x78);
  if (bytes[at] === 0x62) or(at + 3, 8);
}

/** The same prefix and opcode as if the vector prefix stood for 66, as LLVM takes one that 66 stands before. */
function withOperandSize(before: Uint8Array): Uint8Array {
  const at = before.length - 2;
  return Uint8Array.from(before, (byte, i) => (i === at ? (byte & ~3) | 1 : byte));
}

/** In a VEX prefix and opcode: lowest registers, and no third operand; whether those may be is judged behind the ModRM byte. */
function freeOperands(before: Uint8Array): void {
  const or = (back: number, bits: number): void => {
    before[before.length - back] = (before[before.length - back] as number) | bits;
  };
  const isShort = before[before.length - 3] === 0xc5;
  or(2, isShort ? 0xf8 : 0x78);
  if (!isShort) or(3, 0xe0);
}

function rawOf(text: string): RawText {
  const [mnemonic = "", operands = ""] = text.split("\t");
  return { size: 0, mnemonic, operands };
}

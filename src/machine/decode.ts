// The decoder of 64-bit code, and of the 16- and 32-bit code that boots a machine, over the rows of the instruction table that the assembler reads: bytes in, an Instruction out
// (its row, its operands, its length). It knows no opcode itself; what no row describes is not an instruction.
// Layout of an instruction: Intel SDM, volume 2, chapter 2.
import { isInMode, kindBits, parseRow, type Mode, type Row } from "../isa/x86_64/rows.ts";
import { ROWS } from "../isa/x86_64/table.ts";
import { PACKED_ROWS } from "./packed-rows.ts";

export interface RegisterOperand {
  readonly kind: "register";
  readonly number: number;
  readonly bits: number;
  /** ah, ch, dh, bh: bits 8 to 15 of register `number`. */
  readonly high: boolean;
}

export interface MemoryOperand {
  readonly kind: "memory";
  readonly bits: number;
  /** Register number; -1 for none. An address relative to rip is in `low` and `high` already. */
  readonly base: number;
  readonly index: number;
  /** Index register is shifted left by this. */
  readonly shift: number;
  /** Displacement, sign-extended to 64 bits. */
  readonly low: number;
  readonly high: number;
  readonly segment: "fs" | "gs" | undefined;
  /** Addresses wrap at 32 bits (prefix 67). */
  readonly narrow: boolean;
}

export interface ImmediateOperand {
  readonly kind: "immediate";
  readonly bits: number;
  /** Sign-extended to 64 bits; a branch target's address. */
  readonly low: number;
  readonly high: number;
}

/** An operand of another file of registers: xmm, sreg, cr, dr. */
export interface SpecialOperand {
  readonly kind: "xmm" | "sreg" | "cr" | "dr";
  readonly number: number;
  readonly bits: number;
}

export type Operand = RegisterOperand | MemoryOperand | ImmediateOperand | SpecialOperand;

export interface Instruction {
  readonly mnemonic: string;
  readonly row: Row;
  /** Operand size in bits; 0 where the instruction has none. */
  readonly bits: number;
  readonly operands: readonly Operand[];
  readonly length: number;
  /** Address. */
  readonly low: number;
  readonly high: number;
  /** 0xf2, 0xf3 or 0: a repeat prefix that is not part of the opcode. */
  readonly repeat: number;
  readonly narrowAddress: boolean;
}

interface Prefixes {
  readonly mode: Mode;
  /** In 16-bit code 66 and 67 are here where they are not written: what is left of them means the same as in 32-bit code. */
  readonly legacy: ReadonlySet<number>;
  readonly rex: number;
  /** Offset of the opcode. */
  readonly at: number;
  readonly segment: MemoryOperand["segment"];
}

const LEGACY = new Set([0x66, 0x67, 0xf0, 0xf2, 0xf3, 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65]);
const MAX_LENGTH = 15;

/** Rows by their opcode; those of one bucket of texts. */
type RowIndex = ReadonlyMap<string, readonly Row[]>;

/** Start-up reads only the rows of opcodes that are met: those of a bucket are looked for in the whole text at its first use. */
const indices = new Map<number, RowIndex>();
let whole: string | undefined;

/** A bucket holds the rows of one first byte; behind 0f, of one second byte. */
const bucketOf = (first: number, second: number) => (first === 0x0f ? 0x100 + second : first);

const keyOf = (bytes: readonly number[]) => bytes.join(" ");

const PREFIX = /^(?:66|f2|f3)$/;
const BYTE = /^(?:[\dA-F][\da-fA-F]|[a-f][\da-f])(?:\+r)?$/;
const DISTANCES = new Set(["cb", "cd"]);

/** The buckets of a row's text: several for opcodes that follow each other by their register. */
function textBuckets(text: string): number[] {
  const tokens = text.slice(text.indexOf(" | ") + 3).split(" ");
  const at = tokens.findIndex((token, i) => BYTE.test(token) && !DISTANCES.has(token) && !(PREFIX.test(token) && i < tokens.length - 1));
  const first = Number.parseInt(tokens[at] ?? "", 16);
  const opcode = first === 0x0f ? (tokens[at + 1] ?? "") : (tokens[at] ?? "");
  const bucket = bucketOf(first, Number.parseInt(opcode, 16));
  return opcode.endsWith("+r") ? Array.from({ length: 8 }, (_, register) => bucket + register) : [bucket];
}

/** The rows of a bucket, in the table's order: lines with its byte in them are looked at closely. */
function textsIn(bucket: number): string[] {
  whole ??= `\n${[...ROWS, ...PACKED_ROWS].join("\n")}\n`;
  const byte = bucket & 0xff;
  const hex = (value: number) => value.toString(16).padStart(2, "0");
  const found = new Set<number>();
  for (const written of [hex(byte), hex(byte).toUpperCase(), `${hex(byte & 0xf8)}+r`]) {
    for (let at = whole.indexOf(written); at >= 0; at = whole.indexOf(written, at)) {
      found.add(whole.lastIndexOf("\n", at) + 1);
      at = whole.indexOf("\n", at);
    }
  }
  const lines = [...found].sort((a, b) => a - b).map((at) => (whole as string).slice(at, whole?.indexOf("\n", at)));
  return lines.filter((text) => textBuckets(text).includes(bucket));
}

function addRow(into: Map<string, Row[]>, row: Row): void {
  const last = row.opcode.length - 1;
  const lastByte = row.opcode[last] as number;
  for (let register = 0; register < (row.inOpcode ? 8 : 1); register++) {
    const key = keyOf([...row.opcode.slice(0, last), lastByte + register]);
    const known = into.get(key);
    if (known === undefined) into.set(key, [row]);
    else known.push(row);
  }
}

/** Rows with more of their own prefixes come first, then those of one size: f3 90 is `pause`, not a repeated `nop`; f2 and f3 stand above 66. */
function weight({ prefixes, rexW, size }: Row): number {
  const repeats = prefixes.includes(0xf2) || prefixes.includes(0xf3);
  return prefixes.length * 8 + (repeats ? 4 : 0) + (rexW ? 2 : 0) + (size === undefined ? 0 : 1);
}

function rowIndex(bucket: number, mode: Mode): RowIndex {
  const place = bucket + (mode === 64 ? 0 : mode << 12);
  const known = indices.get(place);
  if (known !== undefined) return known;
  const index = new Map<string, Row[]>();
  for (const text of textsIn(bucket)) {
    const row = parseRow(text);
    if (!row.isAtt && row.llvm !== 15 && isInMode(row, mode) && !isFarByAnotherName(row)) addRow(index, row);
  }
  for (const rows of index.values()) rows.sort((a, b) => weight(b) - weight(a));
  indices.set(place, index);
  return index;
}

function readPrefixes(bytes: Uint8Array, mode: Mode): Prefixes {
  const legacy = new Set<number>();
  let at = 0;
  let segment: MemoryOperand["segment"];
  while (at < bytes.length && LEGACY.has(bytes[at] as number)) {
    const byte = bytes[at++] as number;
    if (byte === 0x64 || byte === 0x65) segment = byte === 0x64 ? "fs" : "gs";
    if (byte === 0xf2 || byte === 0xf3) legacy.delete(byte ^ 1);
    legacy.add(byte);
  }
  if (mode === 16) for (const size of [0x66, 0x67]) if (!legacy.delete(size)) legacy.add(size);
  const byte = bytes[at] as number;
  const rex = mode === 64 && byte >= 0x40 && byte <= 0x4f ? byte : 0;
  return { mode, legacy, rex, at: rex === 0 ? at : at + 1, segment };
}

/** The size a row has fits the prefixes. */
function sizeFits(row: Row, { legacy, rex }: Prefixes): boolean {
  const isWide = (rex & 8) !== 0;
  if (row.size === undefined && !row.rexW && row.prefixes.length > 0) return true;
  if (row.rexW) return isWide;
  if (row.size === 16) return legacy.has(0x66) && !isWide;
  return row.size !== 32 || ((!legacy.has(0x66) || row.prefixes.includes(0x66) || isBranch(row)) && (!isWide || isBranch(row)));
}

/** Prefixes for the operand size do not matter to near branches in 64-bit code. */
const isBranch = (row: Row) => /^(?:j|call|loop|ret)/.test(row.mnemonic);
/** `jmp fword ptr [..]`: the table has `ljmp`, too, for what it assembles to. */
const isFarByAnotherName = ({ mnemonic, operands }: Row) => /^(?:jmp|call)$/.test(mnemonic) && /^m(?:48|80)$/.test(operands[0] ?? "");

const isMemoryKind = (kind: string) => /^m\d*$/.test(kind);
const isRegisterKind = (kind: string) => /^(?:r\/r\d+|xmm\/r)$/.test(kind);

function modrmFits(row: Row, modrm: number | undefined): boolean {
  if (row.extension === undefined) return true;
  if (modrm === undefined) return false;
  if (typeof row.extension === "number" && ((modrm >> 3) & 7) !== row.extension) return false;
  const isRegister = modrm >= 0xc0;
  if (row.operands.some(isMemoryKind)) return !isRegister;
  const needsRegister = row.operands.some(isRegisterKind) || !row.operands.some((kind) => kind.includes("/m"));
  return !needsRegister || isRegister;
}

function fits(row: Row, prefixes: Prefixes, opcode: number, modrm: number | undefined): boolean {
  // 90 itself exchanges nothing, unless REX makes it r8.
  if (opcode === 0x90 && row.inOpcode && (prefixes.rex & 1) === 0) return false;
  return (
    row.prefixes.every((prefix) => prefixes.legacy.has(prefix)) &&
    (row.address === undefined || prefixes.legacy.has(0x67)) &&
    sizeFits(row, prefixes) &&
    modrmFits(row, modrm)
  );
}

/** The row of an opcode at `prefixes.at`, and the offset behind the opcode. */
function findRow(bytes: Uint8Array, prefixes: Prefixes): { readonly row: Row; readonly at: number } | undefined {
  const { at } = prefixes;
  const first = bytes[at] as number;
  const map = rowIndex(bucketOf(first, bytes[at + 1] ?? 0), prefixes.mode);
  const length = first !== 0x0f ? 1 : bytes[at + 1] === 0x38 || bytes[at + 1] === 0x3a ? 3 : 2;
  for (const size of [length + 1, length]) {
    const opcode = [...bytes.subarray(at, at + size)];
    const rows = opcode.length === size ? (map.get(keyOf(opcode)) ?? []) : [];
    const row = rows.find((one) => fits(one, prefixes, first, bytes[at + size]));
    if (row !== undefined) return { row, at: at + size };
  }
  return undefined;
}

/** Reads the parts behind the opcode. */
class Reader {
  readonly #view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly prefixes: Prefixes,
    public at: number,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** A signed number; past the end, a RangeError that `decode` takes. */
  signed(size: number): number {
    const at = this.at;
    this.at += size;
    return size === 1 ? this.#view.getInt8(at) : size === 2 ? this.#view.getInt16(at, true) : this.#view.getInt32(at, true);
  }

  byte(): number {
    return this.signed(1) & 0xff;
  }

  memory(modrm: number, bits: number): MemoryOperand {
    const { rex, segment, legacy, mode } = this.prefixes;
    const mod = modrm >> 6;
    let base = modrm & 7;
    if (mode !== 64 && legacy.has(0x67)) return this.#shortAddress(mod, base, bits);
    let indexRegister = -1;
    let shift = 0;
    if (base === 4) {
      const sib = this.byte();
      shift = sib >> 6;
      const number = ((sib >> 3) & 7) | ((rex & 2) << 2);
      indexRegister = number === 4 ? -1 : number;
      base = sib & 7;
      if (base === 5 && mod === 0) return this.#address(-1, indexRegister, shift, this.signed(4), bits);
    } else if (base === 5 && mod === 0) {
      return { ...this.#address(-1, -1, 0, this.signed(4), bits), base: mode === 64 ? RIP : -1 };
    }
    const displacement = mod === 1 ? this.signed(1) : mod === 2 ? this.signed(4) : 0;
    const narrow = legacy.has(0x67);
    return { ...this.#address(base | ((rex & 1) << 3), indexRegister, shift, displacement, bits), segment, narrow };
  }

  /** Of 16 bits: SDM volume 2, table 2-1. */
  #shortAddress(mod: number, rm: number, bits: number): MemoryOperand {
    if (mod === 0 && rm === 6) return this.#address(-1, -1, 0, this.signed(2), bits);
    const [base, index] = SHORT_ADDRESSES[rm] as readonly [number, number];
    return this.#address(base, index, 0, mod === 1 ? this.signed(1) : mod === 2 ? this.signed(2) : 0, bits);
  }

  #address(base: number, indexRegister: number, shift: number, low: number, bits: number): MemoryOperand {
    const { segment, legacy } = this.prefixes;
    return { kind: "memory", bits, base, index: indexRegister, shift, low, high: low >> 31, segment, narrow: legacy.has(0x67) };
  }

  register(number: number, bits: number): RegisterOperand {
    const high = bits === 8 && this.prefixes.rex === 0 && number >= 4 && number < 8;
    return { kind: "register", number: high ? number - 4 : number, bits, high };
  }
}

/** Base and index by ModRM.rm: bx 3, bp 5, si 6, di 7. */
const SHORT_ADDRESSES = [
  [3, 6],
  [3, 7],
  [5, 6],
  [5, 7],
  [6, -1],
  [7, -1],
  [5, -1],
  [3, -1],
] as const;

/** Stands for rip as a base until the length is known. */
const RIP = 16;

const FIXED: Readonly<Record<string, number | undefined>> = { al: 0, ax: 0, eax: 0, rax: 0, cl: 1, dx: 2 };
const FIXED_BITS: Readonly<Record<string, number>> = { al: 8, ax: 16, eax: 32, rax: 64, cl: 8, dx: 16 };
const SEGMENTS: Readonly<Record<string, number | undefined>> = { es: 0, cs: 1, ss: 2, ds: 3, fs: 4, gs: 5 };
const IMMEDIATE_SIZE: Readonly<Record<string, number>> = { ib: 1, iw: 2, id: 4, cb: 1, cw: 2, cd: 4 };

const special = (kind: SpecialOperand["kind"], number: number): SpecialOperand => ({ kind, number, bits: kind === "xmm" ? 128 : 64 });

/** Which operand is in ModRM.rm: that which may be memory, else the general register. */
function placeOfRm(kinds: readonly string[]): number {
  const marked = kinds.findIndex((kind) => kind.includes("/") || isMemoryKind(kind));
  return marked >= 0 ? marked : kinds.findIndex((kind) => /^r\d+$/.test(kind));
}

class Operands {
  readonly #modrm: number;
  readonly #rm: Operand | undefined;
  readonly #placeOfRm: number;

  constructor(
    readonly row: Row,
    readonly reader: Reader,
    readonly opcode: number,
  ) {
    const hasModrm = row.extension !== undefined;
    this.#modrm = hasModrm ? reader.byte() : 0;
    this.#placeOfRm = hasModrm ? placeOfRm(row.operands) : -1;
    const kind = row.operands[this.#placeOfRm];
    this.#rm = kind === undefined ? undefined : this.#readRm(kind);
  }

  #readRm(kind: string): Operand {
    const bits = Number(/\d+$/.exec(kind)?.[0] ?? 0);
    if (this.#modrm < 0xc0) return this.reader.memory(this.#modrm, bits);
    const number = (this.#modrm & 7) | ((this.reader.prefixes.rex & 1) << 3);
    return kind.startsWith("xmm") ? special("xmm", number) : this.reader.register(number, bits);
  }

  /** The operand of kind `kind` at place `i`; immediates are read in their order. */
  at(kind: string, i: number, immediates: string[]): Operand {
    if (i === this.#placeOfRm && this.#rm !== undefined) return this.#rm;
    const fixed = FIXED[kind];
    if (fixed !== undefined) return { kind: "register", number: fixed, bits: FIXED_BITS[kind] as number, high: false };
    const segment = SEGMENTS[kind];
    if (segment !== undefined) return special("sreg", segment);
    if (kind === "1") return { kind: "immediate", bits: 8, low: 1, high: 0 };
    if (kind.startsWith("moffs")) return this.#absolute();
    if (/^(?:imm|rel)/.test(kind)) return this.#immediate(kind, immediates.shift() ?? "ib");
    return this.#plainRegister(kind);
  }

  #absolute(): MemoryOperand {
    const { segment, mode, legacy } = this.reader.prefixes;
    const low = mode !== 64 && legacy.has(0x67) ? this.reader.signed(2) & 0xffff : this.reader.signed(4);
    const high = mode === 64 ? this.reader.signed(4) : 0;
    return { kind: "memory", bits: this.row.bits, base: -1, index: -1, shift: 0, low, high, segment, narrow: false };
  }

  #immediate(kind: string, size: string): ImmediateOperand {
    if (size === "io") {
      const low = this.reader.signed(4);
      return { kind: "immediate", bits: 64, low, high: this.reader.signed(4) };
    }
    const bytes = IMMEDIATE_SIZE[size] as number;
    const low = this.reader.signed(bytes);
    const isSigned = kind.endsWith("s") || kind.startsWith("rel") || kind === "imm32";
    const value = isSigned ? low : low & (bytes === 1 ? 0xff : 0xffff);
    return { kind: "immediate", bits: 8 * bytes, low: value, high: value >> 31 };
  }

  #plainRegister(kind: string): Operand {
    const { rex } = this.reader.prefixes;
    const number = this.row.inOpcode ? (this.opcode & 7) | ((rex & 1) << 3) : ((this.#modrm >> 3) & 7) | ((rex & 4) << 1);
    if (kind === "xmm" || kind === "cr" || kind === "dr") return special(kind, number);
    if (kind === "sreg") return special(kind, number & 7);
    return this.reader.register(number, kindBits(kind));
  }
}

/** `low:high` + a signed distance. */
export function addDistance(low: number, high: number, distance: number): readonly [low: number, high: number] {
  const sum = (low + distance) | 0;
  const carry = ((low & distance) | ((low | distance) & ~sum)) >>> 31;
  return [sum, (high + (distance >> 31) + carry) | 0];
}

/** What is relative to the next instruction, as an address. */
function resolve(operand: Operand, low: number, high: number, isBranchTarget: boolean): Operand {
  if (operand.kind === "memory" && operand.base === RIP) {
    const [l, h] = addDistance(low, high, operand.low);
    return { ...operand, base: -1, low: l, high: operand.narrow ? 0 : h };
  }
  if (!isBranchTarget) return operand;
  const [l, h] = addDistance(low, high, operand.kind === "immediate" ? operand.low : 0);
  return { kind: "immediate", bits: 64, low: l, high: h };
}

/** Instructions that read and write their memory in one piece. */
const LOCKABLE = /^(?:add|adc|and|bt[crs]|cmpxchg(?:8b|16b)?|dec|inc|neg|not|or|sbb|sub|xadd|xor)$/;

function mayLock(mnemonic: string, operands: readonly Operand[]): boolean {
  const written = mnemonic === "xchg" ? operands : LOCKABLE.test(mnemonic) ? operands.slice(0, 1) : [];
  return written.some(({ kind }) => kind === "memory");
}

/** What is in the table but not to be written so. */
function undefinedOf(row: Row, length: number, low: number, high: number): Instruction {
  return { mnemonic: "ud2", row, bits: 0, operands: [], length, low, high, repeat: 0, narrowAddress: false };
}

const STRING = /^(?:movs|lods|stos|cmps|scas|outs)[bwdq]$/;

/** Strings of another segment, or whose addresses wrap at 32 bits where they are memory's alone, are not known here. */
function isUnknownString({ mnemonic, operands }: Row, { segment, legacy }: Prefixes): boolean {
  if (operands.length > 0 || !STRING.test(mnemonic)) return false;
  return segment !== undefined || (legacy.has(0x67) && !mnemonic.startsWith("outs"));
}

function finish(row: Row, prefixes: Prefixes, reader: Reader, low: number, high: number): Instruction | undefined {
  const opcode = reader.bytes[reader.at - 1] as number;
  const operands = new Operands(row, reader, opcode);
  const immediates = [...row.immediates];
  const list = row.operands.map((kind, i) => operands.at(kind, i, immediates));
  const length = reader.at;
  if (length > MAX_LENGTH || length > reader.bytes.length) return undefined;
  const [nextLow, nextHigh] = addDistance(low, high, length);
  const { legacy } = prefixes;
  if (prefixes.mode === 64 && isUnknownString(row, prefixes)) return undefined;
  if (legacy.has(0xf0) && !mayLock(row.mnemonic, list)) return undefinedOf(row, length, low, high);
  const repeat = row.prefixes.some((byte) => byte >= 0xf2) ? 0 : legacy.has(0xf3) ? 0xf3 : legacy.has(0xf2) ? 0xf2 : 0;
  return {
    mnemonic: row.mnemonic,
    row,
    bits: row.bits,
    operands: list.map((operand, i) => resolve(operand, nextLow, nextHigh, row.operands[i]?.startsWith("rel") === true)),
    length,
    low,
    high,
    repeat,
    narrowAddress: legacy.has(0x67),
  };
}

/** The instruction that starts with `bytes` (up to 15 count) at address `low:high`; undefined: none that a row describes. */
export function decode(bytes: Uint8Array, low: number, high: number, mode: Mode = 64): Instruction | undefined {
  const prefixes = readPrefixes(bytes.subarray(0, MAX_LENGTH), mode);
  const found = findRow(bytes, prefixes);
  if (found === undefined) return undefined;
  try {
    return finish(found.row, prefixes, new Reader(bytes, prefixes, found.at), low, high);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

// How an x86 instruction is laid out: prefixes, opcode, ModRM, SIB, displacement, immediate. Bytes in, places and sizes out; what
// the instruction does is nobody's business here. Prefixes are taken as LLVM's decoder takes them, for where it stops reading decides
// where the next line begins. Intel SDM volume 2, chapter 2 and appendix A; AMD64 APM volume 3 for XOP and 3DNow.

export const VECTOR = { none: 0, vex: 1, evex: 2, xop: 3 } as const;
export type Vector = (typeof VECTOR)[keyof typeof VECTOR];

/** Where the parts of one instruction lie; offsets into the code. Made once and filled again for each instruction. */
export class Encoding {
  /** First byte. */
  at = 0;
  /** Bytes read; of a whole instruction its length. */
  size = 0;
  /** False: the code ends inside the instruction. */
  isWhole = false;
  operandSize = false;
  addressSize = false;
  hasLock = false;
  /** 0xf2, 0xf3 or 0. */
  repeat = 0;
  /** F2, F3 or 66 right before REX or 0f, which is part of the opcode then; LLVM tells no other prefixes beside it. Or 0. */
  mandatory = 0;
  /** The last segment prefix, or 0. */
  segment = 0;
  rex = 0;
  /** REX2's second byte with 0x100, or 0; `rex` holds what REX would say then. */
  rex2 = 0;
  /** What makes registers 16 to 31 (REX2, EVEX of LLVM 22): 0x40 for ModRM.reg, 0x20 for an index, 0x10 for ModRM.rm or a base. */
  high = 0;
  vector: Vector = VECTOR.none;
  /** 0: one byte, 1: 0f, 2: 0f 38, 3: 0f 3a; vector prefixes say theirs. */
  map = 0;
  /** Offset of REX, of the vector prefix, or of the opcode's first byte. */
  start = 0;
  /** Past what was read when the code ends before the opcode. */
  opcodeAt = 0;
  opcode = 0;
  /** ModRM byte, or -1. */
  modrm = -1;
  /** SIB byte, or -1. */
  sib = -1;
  displacementAt = 0;
  displacementSize = 0;
  immediateAt = 0;
  immediateSize = 0;
  /** The opcode is a prefix byte that stands alone on its line (`lock`, `data16`). */
  isBarePrefix = false;
}

const REX_W = 0x48;
const isRex = (byte: number): boolean => (byte & 0xf0) === 0x40;

/** Intel APX, 3.1.1.1: M0 R4 X4 B4 W R3 X3 B3 in the byte behind it. */
const REX2 = 0xd5;

/** Whether the SIB byte names no base, if ModRM's mode is 0: R21 and R29 are bases. */
export const hasNoBase = ({ sib, high }: Encoding): boolean => (sib & 7) === 5 && (high & 0x10) === 0;

/** What the prefixes add to the numbers of ModRM.reg, of ModRM.rm or a base or the opcode's register, and of an index. */
export const regExtension = ({ rex, high }: Encoding): number => ((rex & 4) << 1) | ((high & 0x40) >> 2);
export const rmExtension = ({ rex, high }: Encoding): number => ((rex & 1) << 3) | (high & 0x10);
export const indexExtension = ({ rex, high }: Encoding): number => ((rex & 2) << 2) | ((high & 0x20) >> 1);

/** F2 and F3 that are not a repetition but a hint of their own: before LOCK, XCHG and, for F3, stores (SDM, "XACQUIRE"). */
function isHint(byte: number, next: number): boolean {
  if (next === 0xf0 || (next & 0xfe) === 0x86 || (next & 0xf8) === 0x90) return !(byte === 0xf3 && next === 0x90);
  return byte === 0xf3 && (next === 0x88 || next === 0x89 || next === 0xc6 || next === 0xc7);
}

/** Opcodes with a ModRM byte, a bit each, by map (0 and 1; all others have one). */
function bits(ranges: readonly (number | readonly [number, number])[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const range of ranges) {
    const [from, to] = typeof range === "number" ? [range, range] : range;
    table.fill(1, from, to + 1);
  }
  return table;
}

const IS_SEGMENT = bits([0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65]);
/** Prefixes of all kinds but REX, of which most instructions have none. */
const IS_LEGACY_PREFIX = bits([0x26, 0x2e, 0x36, 0x3e, [0x64, 0x67], 0xf0, 0xf2, 0xf3]);

// prettier-ignore
const MODRM_0 = bits([[0, 3], [8, 0xb], [0x10, 0x13], [0x18, 0x1b], [0x20, 0x23], [0x28, 0x2b], [0x30, 0x33], [0x38, 0x3b], [0x62, 0x63], 0x69, 0x6b,
  [0x80, 0x8f], [0xc0, 0xc1], [0xc4, 0xc7], [0xd0, 0xd3], [0xd8, 0xdf], [0xf6, 0xf7], [0xfe, 0xff]]);
// prettier-ignore
const NO_MODRM_1 = bits([[4, 9], 0xb, 0xc, 0xe, [0x24, 0x27], [0x30, 0x37], [0x39, 0x39], [0x3b, 0x3f], 0x77, [0x80, 0x8f], [0xa0, 0xa2], [0xa8, 0xaa], [0xc8, 0xcf]]);

/** What `IMMEDIATE_0` says besides sizes: 2 or 4 by the operand; 2, 4 or 8; an address, a far pointer, ENTER's two, a branch's distance. */
const IMMEDIATE = { none: 0, byte: 1, half: 2, word: 3, wide: 4, address: 5, far: 6, enter: 7, branch: 8 } as const;

/** By opcode. */
const IMMEDIATE_0 = new Uint8Array(256);
function giveImmediate(kind: number, opcodes: Iterable<number>): void {
  for (const opcode of opcodes) IMMEDIATE_0[opcode] = kind;
}
const range = (from: number, count: number, step = 1): number[] => Array.from({ length: count }, (_, i) => from + i * step);
// prettier-ignore
giveImmediate(IMMEDIATE.byte, [...range(4, 8, 8), ...range(0xb0, 8), ...range(0x70, 16), 0x6a, 0x6b, 0x80, 0x82, 0x83, 0xa8, 0xc0, 0xc1, 0xc6, 0xcd, 0xd4,
  0xd5, ...range(0xe0, 8), 0xeb]);
giveImmediate(IMMEDIATE.word, [...range(5, 8, 8), 0x68, 0x69, 0x81, 0xa9, 0xc7]);
giveImmediate(IMMEDIATE.wide, range(0xb8, 8));
giveImmediate(IMMEDIATE.address, range(0xa0, 4));
giveImmediate(IMMEDIATE.half, [0xc2, 0xca]);
giveImmediate(IMMEDIATE.branch, [0xe8, 0xe9]);
giveImmediate(IMMEDIATE.far, [0x9a, 0xea]);
giveImmediate(IMMEDIATE.enter, [0xc8]);

const IMMEDIATE_1 = bits([[0x70, 0x73], 0xa4, 0xac, 0xba, 0xc2, [0xc4, 0xc6], 0x0f]);

const EVEX = 0x62;
/** By the first byte. */
const KIND_OF_VECTOR = new Uint8Array(256);
KIND_OF_VECTOR[EVEX] = VECTOR.evex;
KIND_OF_VECTOR[0x8f] = VECTOR.xop;
KIND_OF_VECTOR[0xc4] = KIND_OF_VECTOR[0xc5] = VECTOR.vex;

/** Fills an Encoding from code; bytes past `end` do not exist. */
export class EncodingReader {
  readonly encoding = new Encoding();
  #code: Uint8Array = new Uint8Array(0);
  #end = 0;

  constructor(
    readonly is64: boolean,
    readonly llvm: 15 | 22,
  ) {}

  read(code: Uint8Array, at: number, end: number): Encoding {
    this.#code = code;
    this.#end = end;
    const e = this.encoding;
    e.at = at;
    e.isWhole = false;
    e.operandSize = e.addressSize = e.hasLock = e.isBarePrefix = false;
    e.repeat = e.mandatory = e.segment = e.rex = e.rex2 = e.high = e.map = 0;
    e.vector = VECTOR.none;
    e.modrm = e.sib = -1;
    e.opcodeAt = end;
    e.displacementSize = e.immediateSize = 0;
    const reached = this.#whole(this.#prefixes(at));
    e.size = reached - at;
    return e;
  }

  #prefixes(from: number): number {
    const { encoding: e } = this;
    let at = from;
    for (; at < this.#end; at++) {
      const byte = this.#code[at] as number;
      if (IS_LEGACY_PREFIX[byte] === 0) break;
      const next = at + 1 < this.#end ? (this.#code[at + 1] as number) : -1;
      if (byte === 0x67) e.addressSize = true;
      else if (byte === 0xf0) {
        if (at === e.at) break;
        e.hasLock = true;
      } else if (byte === 0x66 || byte === 0xf2 || byte === 0xf3) {
        if (byte !== 0x66 && isHint(byte, next)) break;
        if (next >= 0) this.#sizeOrRepeat(byte, next);
      } else if (IS_SEGMENT[byte] === 1) e.segment = byte;
    }
    // A prefix with nothing behind it is taken for the opcode.
    return at === this.#end && at > from ? at - 1 : at;
  }

  #sizeOrRepeat(byte: number, next: number): void {
    const { encoding: e } = this;
    const isNext = next === 0x0f || (this.is64 && isRex(next)) || this.#isRex2(next);
    if (byte === 0x66) {
      e.operandSize = true;
      if (e.mandatory === 0 && isNext) e.mandatory = byte;
      return;
    }
    e.repeat = byte;
    if (isNext || next === 0x66) e.mandatory = byte;
  }

  /** Everything behind the legacy prefixes; gives the offset reached. */
  #whole(start: number): number {
    const { encoding: e } = this;
    e.start = start;
    if (start >= this.#end) return start;
    let at = start;
    const first = this.#code[at] as number;
    // LLVM looks at two bytes behind this one before it decides what it is.
    if (first === EVEX && at + 2 === this.#end) return this.#end;
    if (this.#isVector(first, at)) return this.#vector(at);
    if (this.#isRex2(first)) return this.#rex2(at);
    if (this.is64 && isRex(first)) {
      if (at + 1 >= this.#end) return this.#lastRex(at);
      // A prefix behind REX undoes it, one of a vector too; LLVM 15 takes it for the opcode.
      const next = this.#code[at + 1] as number;
      if (this.llvm !== 15 && this.#isPrefix(next)) return this.#whole(this.#prefixes(at + 1));
      if (this.llvm !== 15 && (this.#isVector(next, at + 1) || this.#isRex2(next))) return this.#whole(at + 1);
      e.rex = first;
      at++;
    }
    return this.#opcode(at);
  }

  /** At the end, LLVM 22 takes REX.W for the opcode. */
  #lastRex(at: number): number {
    const { encoding: e } = this;
    if (this.llvm === 22 && this.#code[at] === REX_W && e.repeat === 0) {
      e.opcode = REX_W;
      e.operandSize = false;
      e.isBarePrefix = e.isWhole = true;
    }
    return at + 1;
  }

  #isRex2(byte: number): boolean {
    return byte === REX2 && this.is64 && this.llvm !== 15;
  }

  #rex2(at: number): number {
    const { encoding: e } = this;
    if (at + 2 >= this.#end) return this.#end;
    const payload = this.#code[at + 1] as number;
    e.rex2 = 0x100 | payload;
    e.high = payload & 0x70;
    e.rex = 0x40 | (payload & 15);
    if (payload < 0x80) return this.#opcode(at + 2);
    // LLVM does not look at 66 beside REX2.W here.
    if ((payload & 8) !== 0) e.operandSize = false;
    e.map = 1;
    e.opcodeAt = at + 2;
    e.opcode = this.#code[e.opcodeAt] as number;
    return this.#operands(at + 3);
  }

  #isVector(byte: number, at: number): boolean {
    const kind = KIND_OF_VECTOR[byte];
    if (kind === VECTOR.none || at + 1 >= this.#end) return false;
    const next = this.#code[at + 1] as number;
    if (kind === VECTOR.xop) return (next & 0x38) !== 0;
    if (!this.is64 && (next & 0xc0) !== 0xc0) return false;
    if (kind !== VECTOR.evex || this.llvm !== 15) return true;
    return at + 2 < this.#end && (next & 8) === 0 && ((this.#code[at + 2] as number) & 4) !== 0;
  }

  #vector(at: number): number {
    const { encoding: e } = this;
    const first = this.#code[at] as number;
    const next = this.#code[at + 1] as number;
    e.vector = KIND_OF_VECTOR[first] as Vector;
    e.map = first === 0xc5 ? 1 : next & (e.vector === VECTOR.evex ? 7 : 31);
    const length = first === 0xc5 ? 2 : e.vector === VECTOR.evex ? 4 : 3;
    e.opcodeAt = at + length;
    if (e.opcodeAt >= this.#end) return this.#end;
    if (e.vector === VECTOR.evex && this.is64 && this.llvm !== 15) {
      e.high = ((next & 8) << 1) | ((~(this.#code[at + 2] as number) & 4) << 3);
    }
    e.opcode = this.#code[e.opcodeAt] as number;
    return this.#operands(e.opcodeAt + 1);
  }

  /** Whether the vector prefix names a map of opcodes that exists. */
  hasMap(): boolean {
    const { vector, map } = this.encoding;
    if (vector === VECTOR.none) return true;
    if (vector === VECTOR.xop) return map >= 8 && map <= 10;
    if (vector === VECTOR.evex && this.llvm !== 15) return map !== 0;
    return (map >= 1 && map <= 3) || map === 5 || map === 6 || (map === 7 && this.llvm !== 15);
  }

  #opcode(from: number): number {
    const { encoding: e } = this;
    const code = this.#code;
    let at = from;
    if (code[at] === 0x0f && at + 1 < this.#end) {
      const second = code[++at] as number;
      e.map = second === 0x38 ? 2 : second === 0x3a ? 3 : 1;
      if (e.map > 1) at++;
      if (at >= this.#end) return at;
    } else if (code[at] === 0x0f) return at + 1;
    if (e.map === 0) e.mandatory = 0;
    e.opcodeAt = at;
    e.opcode = code[at] as number;
    if (e.map === 0 && this.#isPrefix(e.opcode)) {
      e.isBarePrefix = true;
      e.isWhole = true;
      return at + 1;
    }
    return this.#operands(at + 1);
  }

  #isPrefix(byte: number): boolean {
    return IS_LEGACY_PREFIX[byte] === 1 || (this.is64 && isRex(byte));
  }

  #hasModrm(): boolean {
    const { map, opcode, vector } = this.encoding;
    if (vector === VECTOR.none && map === 0) return MODRM_0[opcode] === 1;
    if (vector === VECTOR.none && map === 1) return NO_MODRM_1[opcode] === 0;
    return !(vector === VECTOR.vex && map === 1 && opcode === 0x77);
  }

  #operands(from: number): number {
    const { encoding: e } = this;
    let at = from;
    if (this.#hasModrm()) {
      if (at >= this.#end) return at;
      e.modrm = this.#code[at++] as number;
      at = this.#memory(at);
      if (at < 0) return -at;
    }
    e.immediateSize = this.#immediateSize();
    e.immediateAt = at;
    if (at + e.immediateSize > this.#end) return at + this.#firstImmediate(this.#end - at);
    e.isWhole = true;
    return at + e.immediateSize;
  }

  /** SIB and displacement; gives the offset behind, negated when the code ends before. */
  #memory(from: number): number {
    const { encoding: e } = this;
    const mode = e.modrm >> 6;
    const rm = e.modrm & 7;
    if (mode === 3) return from;
    let at = from;
    if (!this.is64 && e.addressSize) {
      e.displacementSize = mode === 1 ? 1 : mode === 2 || rm === 6 ? 2 : 0;
    } else {
      if (rm === 4) {
        if (at >= this.#end) return -at;
        e.sib = this.#code[at++] as number;
      }
      const noBase = rm === 4 ? hasNoBase(e) : rm === 5;
      e.displacementSize = mode === 1 ? 1 : mode === 2 || (mode === 0 && noBase) ? 4 : 0;
    }
    e.displacementAt = at;
    return at + e.displacementSize > this.#end ? -at : at + e.displacementSize;
  }

  #immediateSize(): number {
    const { encoding: e } = this;
    if (e.vector === VECTOR.xop) return e.map === 8 ? 1 : e.map === 10 ? 4 : 0;
    if (e.map === 3) return 1;
    if (e.map === 1) return this.#secondMapImmediate();
    return e.map === 0 && e.vector === VECTOR.none ? this.#firstMapImmediate() : 0;
  }

  #secondMapImmediate(): number {
    const { encoding: e } = this;
    if (e.vector === VECTOR.none) {
      if (e.opcode >= 0x80 && e.opcode <= 0x8f) return this.#branchSize();
      // EXTRQ and INSERTQ with two immediates.
      if (e.opcode === 0x78 && (e.operandSize || e.repeat === 0xf2)) return 2;
    }
    return IMMEDIATE_1[e.opcode] === 1 &&
      (e.vector === VECTOR.none || (e.opcode >= 0x70 && e.opcode !== 0xa4 && e.opcode !== 0xac && e.opcode !== 0xba))
      ? 1
      : 0;
  }

  /** Bytes of the first of two immediates, where there are so many and the second is not whole. */
  #firstImmediate(left: number): number {
    const { map, vector, opcode, immediateSize } = this.encoding;
    if (vector !== VECTOR.none) return 0;
    const isPair = map === 0 ? opcode === 0xc8 || opcode === 0x9a || opcode === 0xea : map === 1 && opcode === 0x78;
    const first = !isPair ? 0 : map === 1 ? 1 : opcode === 0xc8 ? 2 : immediateSize - 2;
    return first <= left ? first : 0;
  }

  #branchSize(): number {
    const { operandSize, rex, rex2, repeat, map, opcode } = this.encoding;
    if (!operandSize || (map === 0 && (rex & 8) !== 0) || (rex2 >= 0x180 && repeat !== 0)) return 4;
    return this.is64 && this.llvm !== 15 && map === 0 && opcode === 0xe8 ? 4 : 2;
  }

  #firstMapImmediate(): number {
    const { encoding: e } = this;
    const group = (e.modrm >> 3) & 7;
    if (e.opcode === 0xf6) return group < 2 ? 1 : 0;
    const word = e.operandSize && (e.rex & 8) === 0 ? 2 : 4;
    if (e.opcode === 0xf7) return group < 2 ? word : 0;
    switch (IMMEDIATE_0[e.opcode]) {
      case IMMEDIATE.none:
        return 0;
      case IMMEDIATE.byte:
        return 1;
      case IMMEDIATE.half:
        return 2;
      case IMMEDIATE.word:
        return word;
      case IMMEDIATE.wide:
        return (e.rex & 8) === 0 ? word : 8;
      case IMMEDIATE.branch:
        return this.#branchSize();
      case IMMEDIATE.address:
        return this.is64 ? (e.addressSize && e.rex2 === 0 ? 4 : 8) : e.addressSize ? 2 : 4;
      case IMMEDIATE.far:
        return word + 2;
      default:
        return 3;
    }
  }
}

// How an x86 instruction is encoded: prefixes, opcode map, opcode, ModRM, and which kind of immediate it ends in.
// Intel SDM volume 2, chapter 2 and appendix A.

export interface Encoding {
  /** Legacy prefixes in order. */
  readonly prefixes: readonly number[];
  readonly rex: number;
  /** 0: one byte, 1: 0f, 2: 0f 38, 3: 0f 3a; VEX and EVEX say theirs. */
  readonly map: number;
  readonly opcode: number;
  /** ModRM byte, or -1 past the end. */
  readonly modrm: number;
  readonly vex: boolean;
  /** Index of the first byte behind the prefixes. */
  readonly start: number;
}

const LEGACY = new Set([0xf0, 0xf2, 0xf3, 0x2e, 0x36, 0x3e, 0x26, 0x64, 0x65, 0x66, 0x67]);

function escaped(code: Uint8Array, at: number): readonly [number, number] {
  if (code[at] !== 0x0f) return [0, at];
  if (code[at + 1] === 0x38) return [2, at + 2];
  return code[at + 1] === 0x3a ? [3, at + 2] : [1, at + 1];
}

/** Vector prefixes: C4, C5 and 62 (in 32-bit code only with a register form behind them). */
function vexAt(code: Uint8Array, at: number, is64: boolean): readonly [number, number] | undefined {
  const byte = code[at];
  const real = is64 || ((code[at + 1] ?? 0) & 0xc0) === 0xc0;
  if (!real) return undefined;
  if (byte === 0xc5) return [1, at + 2];
  if (byte === 0xc4) return [(code[at + 1] ?? 0) & 31, at + 3];
  return byte === 0x62 ? [(code[at + 1] ?? 0) & 7, at + 4] : undefined;
}

export function encodingOf(code: Uint8Array, at: number, is64: boolean): Encoding {
  const prefixes: number[] = [];
  let place = at;
  while (LEGACY.has(code[place] ?? -1) && place < at + 14) prefixes.push(code[place++] as number);
  let rex = 0;
  if (is64 && ((code[place] ?? 0) & 0xf0) === 0x40) rex = code[place++] as number;
  const start = place;
  const vex = vexAt(code, place, is64);
  const [map, opcodeAt] = vex ?? escaped(code, place);
  return { prefixes, rex, map, opcode: code[opcodeAt] ?? 0, modrm: code[opcodeAt + 1] ?? -1, vex: vex !== undefined, start };
}

/** How an immediate is meant: sign-extended or not, and the bits it is shown in. */
export interface ImmediateForm {
  readonly signed: boolean;
  readonly bits: 8 | 16 | 32 | 64;
}

const unsignedByte: ImmediateForm = { signed: false, bits: 8 };
const signedByte: ImmediateForm = { signed: true, bits: 8 };

function operandBits(encoding: Encoding): 16 | 32 | 64 {
  if ((encoding.rex & 8) !== 0) return 64;
  return encoding.prefixes.includes(0x66) ? 16 : 32;
}

/** An immediate as wide as the operation; 64-bit ones are sign-extended from 32. */
function full(encoding: Encoding): ImmediateForm {
  const bits = operandBits(encoding);
  return { signed: bits === 64, bits };
}

/** The immediate of a one-byte opcode. */
function oneByteForm(encoding: Encoding, is64: boolean): ImmediateForm {
  const { opcode } = encoding;
  if (opcode === 0x68) return { signed: is64, bits: encoding.prefixes.includes(0x66) ? 16 : 32 };
  if (opcode === 0x6a || opcode === 0x6b || opcode === 0x83) return signedByte;
  if (opcode === 0xc0 || opcode === 0xc1 || opcode === 0xcd || (opcode >= 0xe4 && opcode <= 0xe7) || opcode === 0xd4 || opcode === 0xd5) {
    return unsignedByte;
  }
  if (opcode === 0xc2 || opcode === 0xca || opcode === 0xc8) return { signed: true, bits: 16 };
  if (opcode === 0x80 || opcode === 0xc6 || opcode === 0xa8 || opcode === 0xf6) return signedByte;
  if (opcode >= 0xb0 && opcode <= 0xb7) return signedByte;
  if (opcode < 0x40 && (opcode & 7) === 4) return signedByte;
  return full(encoding);
}

export function immediateForm(encoding: Encoding, is64: boolean): ImmediateForm {
  return encoding.map === 0 && !encoding.vex ? oneByteForm(encoding, is64) : unsignedByte;
}

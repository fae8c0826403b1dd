// AVX512-FP16's arithmetic, which Capstone does not know: it is encoded as the arithmetic of single precision is, in maps of its own
// (Intel AVX512-FP16 Architecture Specification, chapter 5). Capstone is asked for that, and the text is made that of halves.
import type { RawText } from "./capstone.ts";
import { VECTOR } from "./x86-encoding.ts";
import type { Encoding } from "./x86-encoding.ts";

/** VSQRT, VADD, VMUL, VSUB, VMIN, VDIV, VMAX in map 5, as in map 1. */
const ARITHMETIC = new Set([0x51, 0x58, 0x59, 0x5c, 0x5d, 0x5e, 0x5f]);
/** The low digit of fused multiply-adds in map 6, as in map 2, whose high one is 9, a or b. */
const FIRST_FUSED = 6;

const PACKED = 0;
const OPERAND_SIZE = 1;
const SCALAR = 2;

/** Whether it is one; `prefix` is EVEX's third byte, with W and the prefix that it stands for. */
export function isHalfArithmetic(e: Encoding, prefix: number): boolean {
  if (e.vector !== VECTOR.evex || (prefix & 0x80) !== 0) return false;
  const kind = prefix & 3;
  if (e.map === 5) return ARITHMETIC.has(e.opcode) && (kind === PACKED || kind === SCALAR);
  const high = e.opcode >> 4;
  return e.map === 6 && kind === OPERAND_SIZE && high >= 9 && high <= 11 && (e.opcode & 15) >= FIRST_FUSED;
}

/** Puts the map of single precision into EVEX at `at`. */
export function asSingles(bytes: Uint8Array, at: number): Uint8Array {
  const asked = Uint8Array.from(bytes);
  asked[at + 1] = (asked[at + 1] as number) - 4;
  return asked;
}

/** The text of singles as that of halves: names, twice as many elements, and a displacement that counts elements of two bytes. */
export function asHalves({ mnemonic, operands, size }: RawText): RawText {
  const isElement = mnemonic.endsWith("ss") || operands.includes("{1to");
  const scaled = isElement ? operands.replace(/\b(?:0x)?4\(/, "2(").replace(/\+ (?:0x)?4\]/, "+ 2]") : operands;
  return {
    size,
    mnemonic: mnemonic.replace(/s$/, "h"),
    operands: scaled.replace(/\{1to(\d+)\}/, (_, count: string) => `{1to${Number(count) * 2}}`).replace("dword ptr", "word ptr"),
  };
}

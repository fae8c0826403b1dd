// How an x86 immediate is meant: sign-extended or not, and in how many bits it is shown. LLVM shows what the operation sees:
// 32-bit operations have unsigned immediates, 64-bit ones are sign-extended from 32 bits. Intel SDM volume 2, appendix A.
import type { ImmediateForm } from "./template.ts";
import { VECTOR } from "./x86-encoding.ts";
import type { Encoding } from "./x86-encoding.ts";

const unsignedByte: ImmediateForm = { signed: false, bits: 8 };
const signedByte: ImmediateForm = { signed: true, bits: 8 };

/** Opcodes of the first map whose byte is a count, a port, or the number of an interrupt. */
const UNSIGNED_BYTES = new Set([0xc0, 0xc1, 0xcd, 0xe4, 0xe5, 0xe6, 0xe7]);
const SIGNED_BYTES = new Set([0x6a, 0x6b, 0x80, 0x82, 0x83, 0xa8, 0xc6, 0xd4, 0xd5, 0xf6]);

function operandBits(e: Encoding): 16 | 32 | 64 {
  if ((e.rex & 8) !== 0) return 64;
  return e.operandSize ? 16 : 32;
}

function firstMap(e: Encoding, is64: boolean): ImmediateForm {
  const { opcode } = e;
  if (opcode === 0x68) {
    const bits = operandBits(e);
    return bits === 16 ? { signed: false, bits } : { signed: is64, bits: is64 ? 64 : 32 };
  }
  if (UNSIGNED_BYTES.has(opcode)) return unsignedByte;
  if (SIGNED_BYTES.has(opcode) || (opcode >= 0xb0 && opcode <= 0xb7) || (opcode < 0x40 && (opcode & 7) === 4)) return signedByte;
  if (opcode === 0xc2 || opcode === 0xca || opcode === 0xc8) return { signed: !e.operandSize || (e.rex & 8) !== 0, bits: 16 };
  const bits = e.immediateSize === 8 ? 64 : operandBits(e);
  return { signed: bits === 64, bits };
}

export function immediateForm(e: Encoding, is64: boolean): ImmediateForm {
  if (e.vector === VECTOR.xop && e.map === 10) return { signed: false, bits: 32 };
  return e.map === 0 && e.vector === VECTOR.none ? firstMap(e, is64) : unsignedByte;
}

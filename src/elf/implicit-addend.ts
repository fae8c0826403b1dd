// Addends of SHT_REL relocations stand in the fields that they fill. Facts: ELF for the Arm Architecture, 5.6.1: what each
// relocation of Thumb code takes as its initial addend.
import * as elf from "./constants.ts";

const R_ARM_THM_CALL = 10;
const R_ARM_THM_JUMP24 = 30;
const R_ARM_PREL31 = 42;
const MOVES: ReadonlySet<number> = new Set([47, 48, 49, 50]);
const R_ARM_THM_JUMP19 = 51;
const R_ARM_THM_JUMP11 = 102;
const R_ARM_THM_JUMP8 = 103;

/** Sign of the lowest `bits`. */
const signed = (value: number, bits: number): number => (value << (32 - bits)) >> (32 - bits);

/** Of a branch with link or a wide branch: 25 bits, of which the lowest is 0. */
function branch24(upper: number, lower: number): number {
  const sign = (upper >> 10) & 1;
  const i1 = 1 ^ ((lower >> 13) & 1) ^ sign;
  const i2 = 1 ^ ((lower >> 11) & 1) ^ sign;
  return signed((sign << 24) | (i1 << 23) | (i2 << 22) | ((upper & 0x3ff) << 12) | ((lower & 0x7ff) << 1), 25);
}

function branch19(upper: number, lower: number): number {
  const high = (((upper >> 10) & 1) << 20) | (((lower >> 11) & 1) << 19) | (((lower >> 13) & 1) << 18);
  return signed(high | ((upper & 0x3f) << 12) | ((lower & 0x7ff) << 1), 21);
}

/** The sixteen bits of a move, in four pieces. */
const move16 = (upper: number, lower: number): number =>
  signed(((upper & 0xf) << 12) | (((upper >> 10) & 1) << 11) | (((lower >> 12) & 7) << 8) | (lower & 0xff), 16);

function armAddend(view: DataView, offset: number, type: number): number {
  const half = (at: number) => (at + 2 <= view.byteLength ? view.getUint16(at, true) : 0);
  const [upper, lower] = [half(offset), half(offset + 2)];
  if (type === R_ARM_THM_CALL || type === R_ARM_THM_JUMP24) return branch24(upper, lower);
  if (MOVES.has(type)) return move16(upper, lower);
  if (type === R_ARM_THM_JUMP19) return branch19(upper, lower);
  if (type === R_ARM_THM_JUMP11) return signed((upper & 0x7ff) << 1, 12);
  if (type === R_ARM_THM_JUMP8) return signed((upper & 0xff) << 1, 9);
  const word = upper | (lower << 16);
  return type === R_ARM_PREL31 ? signed(word, 31) : word;
}

/** The addend in the field at `offset` of a section of `machine`. */
export function implicitAddend(data: Uint8Array, offset: number, littleEndian: boolean, machine: number, type: number): bigint {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (machine === elf.EM_ARM && littleEndian) return BigInt(armAddend(view, offset, type));
  return offset + 4 > data.length ? 0n : BigInt(view.getInt32(offset, littleEndian));
}

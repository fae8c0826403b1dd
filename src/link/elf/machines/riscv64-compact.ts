// What RISC-V code becomes where it can be shorter: a call by `auipc` and `jalr` a jump, an address near 0 one instruction
// less, padding what it takes. Facts: RISC-V ELF psABI, 8.4 (linker relaxation); LLD's ways with them.
import * as elf from "../../../elf/constants.ts";
import { distanceTo, fits } from "../machine.ts";
import type { CompactSite, Compacted } from "../machine.ts";

/** e_flags: the object has compressed instructions. */
export const EF_RISCV_RVC = 1;

const R_RISCV_JAL = 17;
const R_RISCV_CALL = 18;
const R_RISCV_CALL_PLT = 19;
const R_RISCV_HI20 = 26;
const R_RISCV_LO12_I = 27;
const R_RISCV_LO12_S = 28;
const R_RISCV_TPREL_HI20 = 29;
const R_RISCV_TPREL_LO12_I = 30;
const R_RISCV_TPREL_LO12_S = 31;
const R_RISCV_TPREL_ADD = 32;
const R_RISCV_RVC_JUMP = 45;
/** In the linker only: the lower half of an address whose upper half is 0 and gone. */
export const ZERO_LOW_LOAD = 256;
export const ZERO_LOW_STORE = 257;

/** The same of an offset from the thread pointer. */
export const THREAD_LOW_LOAD = 258;
export const THREAD_LOW_STORE = 259;

const NOTHING = new Uint8Array();
const NOP = 0x13;
const C_NOP = 0x1;
const C_J = 0xa001;
const JAL = 0x6f;

const half = (word: number): Uint8Array => Uint8Array.of(word, word >> 8);
const word = (value: number): Uint8Array => Uint8Array.of(value, value >> 8, value >> 16, value >> 24);

export function compact(site: CompactSite): Compacted | undefined {
  switch (site.type) {
    case elf.R_RISCV_ALIGN:
      return padding(site);
    case R_RISCV_CALL:
    case R_RISCV_CALL_PLT:
      return site.isAsked ? call(site) : undefined;
    case R_RISCV_HI20:
    case R_RISCV_LO12_I:
    case R_RISCV_LO12_S:
      return site.isAsked && site.lld === 22 && fits(BigInt.asIntN(64, site.target()), 12) ? nearZero(site.type) : undefined;
    case R_RISCV_TPREL_HI20:
    case R_RISCV_TPREL_ADD:
    case R_RISCV_TPREL_LO12_I:
    case R_RISCV_TPREL_LO12_S:
      return site.isAsked && fits(site.threadOffset(), 12) ? nearThreadPointer(site.type) : undefined;
    default:
      return undefined;
  }
}

/** `addend` bytes of padding, of which those stay that reach the next multiple of the power of two above. */
function padding({ addend, place, fail }: CompactSite): Compacted | undefined {
  const alignment = 2 ** Math.ceil(Math.log2(addend + 2));
  const end = place + BigInt(addend);
  const mask = BigInt(alignment) - 1n;
  const remove = Number(end - ((place + mask) & ~mask));
  if (remove < 0) {
    fail(`insufficient padding bytes for R_RISCV_ALIGN: ${addend} bytes available for requested alignment of ${alignment} bytes`);
    return undefined;
  }
  if (remove === 0) return undefined;
  // Instructions of four bytes can go whole; else what stays is written anew.
  return { remove, code: remove % 4 === 0 && addend % 4 === 0 ? NOTHING : nops(addend - remove) };
}

function nops(size: number): Uint8Array {
  const out = new Uint8Array(size);
  for (let at = 0; at < size; at += 4) out.set(size - at >= 4 ? word(NOP) : half(C_NOP).subarray(0, size - at), at);
  return out;
}

function call({ data, at, place, target, flags, most }: CompactSite): Compacted | undefined {
  if (at + 8 > data.length) return undefined;
  const distance = distanceTo({ target: target(), place });
  const register = ((data[at + 4] as number) >> 7) | (((data[at + 5] as number) & 0xf) << 1);
  if (most >= 6 && (flags & EF_RISCV_RVC) !== 0 && register === 0 && fits(distance, 12))
    return { remove: 6, code: half(C_J), type: R_RISCV_RVC_JUMP };
  return most >= 4 && fits(distance, 21) ? { remove: 4, code: word(JAL | (register << 7)), type: R_RISCV_JAL } : undefined;
}

/** The instructions for the upper half go. */
function nearThreadPointer(type: number): Compacted {
  if (type === R_RISCV_TPREL_LO12_I) return { remove: 0, code: NOTHING, type: THREAD_LOW_LOAD };
  if (type === R_RISCV_TPREL_LO12_S) return { remove: 0, code: NOTHING, type: THREAD_LOW_STORE };
  return { remove: 4, code: NOTHING, type: elf.R_RISCV_RELAX };
}

function nearZero(type: number): Compacted {
  if (type === R_RISCV_HI20) return { remove: 4, code: NOTHING, type: elf.R_RISCV_RELAX };
  return { remove: 0, code: NOTHING, type: type === R_RISCV_LO12_I ? ZERO_LOW_LOAD : ZERO_LOW_STORE };
}

// A function's encoded bytes to what its section holds: fixups become relocations that name symbols.
import * as elf from "../elf/constants.ts";
import type { FixedCode } from "../isa/fixed/code.ts";
import type { Code, Line } from "../isa/x86_64/code.ts";
import type { Fixup } from "../isa/x86_64/encode.ts";
import type { AssembledSymbol } from "../isa/x86_64/text/sections.ts";
import type { PendingRelocation } from "./pending-section.ts";

/** A function's bytes and what goes with them. */
export interface FunctionCode {
  readonly bytes: Uint8Array;
  readonly alignment: number;
  readonly relocations: readonly PendingRelocation[];
  /** Names of places in it. */
  readonly inner: readonly AssembledSymbol[];
  readonly lines?: readonly Line[];
}

/** The relocation that fills a field of an instruction. */
function relocationType({ relative, width, signed, isCall, reference }: Fixup): number {
  if (reference.viaGot === true) return elf.R_X86_64_GOTPCREL;
  if (relative)
    return isCall && width === 4
      ? elf.R_X86_64_PLT32
      : ({ 1: elf.R_X86_64_PC8, 2: elf.R_X86_64_PC16, 4: elf.R_X86_64_PC32, 8: elf.R_X86_64_PC64 } as const)[width];
  if (width === 4 && signed) return elf.R_X86_64_32S;
  return ({ 1: elf.R_X86_64_8, 2: elf.R_X86_64_16, 4: elf.R_X86_64_32, 8: elf.R_X86_64_64 } as const)[width];
}

export function pendingRelocations(code: Code): PendingRelocation[] {
  return code.fixups.map((fixup) => ({
    offset: fixup.offset,
    type: relocationType(fixup),
    symbol: fixup.reference.symbol,
    addend: BigInt(fixup.reference.addend),
  }));
}

/** Code of x86-64. */
export function encodedCode(code: Code, alignment: number): FunctionCode {
  const { bytes, lines } = code;
  return { bytes, alignment, relocations: pendingRelocations(code), inner: [], ...(lines === undefined ? {} : { lines }) };
}

/** Code of another machine. Labels that relocations name become symbols, with names of their own. */
export function portableCode({ bytes, fixups, labels }: FixedCode, alignment: number, newName: () => string): FunctionCode {
  const names = new Map<string, string>();
  const relocations = fixups.map(({ offset, type, symbol, addend }) => {
    if (labels.has(symbol) && !names.has(symbol)) names.set(symbol, newName());
    return { offset, type, symbol: names.get(symbol) ?? symbol, addend: BigInt(addend) };
  });
  const inner = [...names].map(([label, name]) => ({
    name,
    offset: labels.get(label) as number,
    size: 0,
    type: elf.STT_NOTYPE,
    binding: elf.STB_LOCAL,
    visibility: elf.STV_DEFAULT,
  }));
  return { bytes, alignment, relocations, inner };
}

// Mapping symbols tell disassemblers what bytes are: `$x` and `$t` code, `$d` data. LLVM numbered them up to 17; a section
// has one at its start. Facts: ELF for the Arm Architecture, 5.5.5; the same names serve on RISC-V.
import * as elf from "../elf/constants.ts";
import type { ElfObject, ObjectSymbol } from "../elf/object.ts";

export interface MappingOptions {
  /** `$t` or `$x`. */
  readonly code: string;
  /** Data sections have `$d`. */
  readonly marksData: boolean;
  /** `$x.0`, `$d.1`, as LLVM up to 17 has them. */
  readonly isNumbered: boolean;
}

/** Symbols of the object with mapping symbols behind its file symbol, as locals. */
export function withMappingSymbols(object: ElfObject, { code, marksData, isNumbered }: MappingOptions): ElfObject {
  const added: ObjectSymbol[] = [];
  object.sections.forEach((section, place) => {
    const isCode = (section.flags & elf.SHF_EXECINSTR) !== 0;
    const isData = marksData && section.type !== elf.SHT_NOBITS && section.size > 0;
    if (!isCode && !isData) return;
    const name = `${isCode ? code : "$d"}${isNumbered ? `.${added.length}` : ""}`;
    added.push({ name, value: 0n, size: 0n, binding: elf.STB_LOCAL, type: elf.STT_NOTYPE, visibility: elf.STV_DEFAULT, place });
  });
  return insertLocals(object, added);
}

/** Puts local symbols behind the first one; relocations keep meaning the same symbols. */
export function insertLocals(object: ElfObject, added: readonly ObjectSymbol[]): ElfObject {
  const at = 1;
  const moved = (symbol: number) => (symbol < at ? symbol : symbol + added.length);
  const [first, ...rest] = object.symbols;
  return {
    ...object,
    symbols: [...(first === undefined ? [] : [first]), ...added, ...rest],
    sections: object.sections.map((section) => ({
      ...section,
      ...(section.group === undefined ? {} : { group: moved(section.group) }),
      relocations: section.relocations.map((relocation) => ({ ...relocation, symbol: moved(relocation.symbol) })),
    })),
  };
}

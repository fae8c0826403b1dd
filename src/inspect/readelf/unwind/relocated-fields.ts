// Fields of a relocatable object's `.eh_frame` as a linker that puts all sections at their own address would fill them. Only the
// relocation types that compilers put there are known, per machine; a field with another one reads as it stands.
import * as elf from "../../../elf/constants.ts";
import type { ElfFile, Section } from "../../../elf/read.ts";
import { readSymbolTable } from "../../../elf/read-symbols.ts";
import { relocationsOf } from "../../relocations.ts";
import type { RelocationEntry } from "../../relocations.ts";
import { symbolAddress } from "../../symbol-values.ts";
import type { FieldValue } from "./frame-reader.ts";

interface Types {
  /** The symbol's address and the addend. */
  readonly absolute: readonly number[];
  /** The same, less the field's address. */
  readonly relative: readonly number[];
}

const TYPES: Readonly<Record<number, Types>> = {
  [elf.EM_X86_64]: { absolute: [1, 10, 11], relative: [2, 24] },
  [elf.EM_386]: { absolute: [1], relative: [2] },
  [elf.EM_ARM]: { absolute: [2], relative: [3] },
  [elf.EM_AARCH64]: { absolute: [257, 258], relative: [260, 261] },
  [elf.EM_RISCV]: { absolute: [1, 2], relative: [57] },
  [elf.EM_MIPS]: { absolute: [2, 18], relative: [248] },
  [elf.EM_PPC]: { absolute: [1], relative: [26] },
  [elf.EM_PPC64]: { absolute: [1, 38], relative: [26, 44] },
  [elf.EM_S390]: { absolute: [4, 22], relative: [5, 23] },
  [elf.EM_SPARCV9]: { absolute: [3, 23, 32, 54], relative: [] },
};

function fieldsOf(file: ElfFile, section: Section, types: Types): FieldValue {
  const entries = new Map<number, RelocationEntry>();
  for (const entry of relocationsOf(file, section)) entries.set(Number(entry.offset), entry);
  const link = file.sections[section.link];
  const table = link === undefined ? undefined : readSymbolTable(file, link);
  return (offset, stored) => {
    const entry = entries.get(offset);
    if (entry === undefined || table === undefined || entry.symbol >= table.count) return stored;
    const [high, low] = symbolAddress(file, table, entry.symbol);
    const value = ((BigInt(high) << 32n) | BigInt(low)) + (entry.addend ?? stored);
    if (types.absolute.includes(entry.type)) return value;
    return types.relative.includes(entry.type) ? value - entry.offset : stored;
  };
}

/** How the fields of `section` read. */
export function relocatedFields(file: ElfFile, section: Section): FieldValue {
  const types = TYPES[file.header.machine];
  const own = file.sections.find(({ type, info }) => (type === elf.SHT_REL || type === elf.SHT_RELA) && info === section.index);
  if (file.header.type !== elf.ET_REL || types === undefined || own === undefined) return (_, stored) => stored;
  return fieldsOf(file, own, types);
}

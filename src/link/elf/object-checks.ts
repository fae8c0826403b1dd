// What objects cannot be linked together, or not in the form that is asked for, in LLD's words.
import * as elf from "../../elf/constants.ts";
import { columnsOf } from "../../elf/object-columns.ts";
import type { ElfObject } from "../../elf/object.ts";
import type { LinkOptions } from "./options.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** A symbol that counts from the start of a block that there is not. */
export function withoutBlock(symbol: LinkSymbol, { lld }: LinkOptions): string {
  const missing = lld === 15 ? "an SHF_TLS section" : "a PT_TLS segment";
  return `${symbol.file?.displayName ?? "<internal>"} has an STT_TLS symbol but doesn't have ${missing}`;
}

/** Types of sections that LLD 22 takes besides those of processors, and of users where they are not loaded. */
const KNOWN_TYPES: ReadonlySet<number> = new Set([
  elf.SHT_PROGBITS,
  elf.SHT_NOTE,
  elf.SHT_NOBITS,
  elf.SHT_INIT_ARRAY,
  elf.SHT_FINI_ARRAY,
  elf.SHT_PREINIT_ARRAY,
]);

export function unknownTypes(object: ElfObject, shown: string, { lld }: LinkOptions): string[] {
  if (lld === 15) return [];
  const { sections } = columnsOf(object);
  const problems: string[] = [];
  for (let i = 0; i < sections.count; i++) {
    const type = sections.type(i);
    if (type === elf.SHT_PROGBITS || KNOWN_TYPES.has(type) || (type >= elf.SHT_LOOS && type < elf.SHT_LOUSER)) continue;
    if (type < elf.SHT_LOOS || (sections.flags(i) & elf.SHF_ALLOC) !== 0)
      problems.push(`${shown}:(${sections.name(i)}): unknown section type 0x${type.toString(16)}`);
  }
  return problems;
}

/** Objects whose code does not go together. */
export function flagProblems({ files }: SymbolTable, { machine, lld }: LinkOptions): string[] {
  const [first] = files;
  return files.flatMap((file) => {
    const problem = first === undefined ? undefined : machine.flagProblem?.(file.object.flags, first.object.flags);
    return problem === undefined ? [] : [`${file.displayName}: ${problem}${lld === 22 ? ` from ${first?.displayName}` : ""}`];
  });
}

// What an image shows that no tool prints: code that nothing reaches, relocations that the loader has to apply, symbols that
// were stripped away. Bytes in, lines out.
import type { RandomAccess } from "../base/host.ts";
import { ElfError, ElfFile } from "../elf/read.ts";
import type { Section } from "../elf/read.ts";

const ET_EXEC = 2;
const ET_DYN = 3;
const PT_INTERP = 3;
const SHT_SYMTAB = 2;
const SHT_RELA = 4;
const SHT_REL = 9;
const SHF_ALLOC = 2n;
const SHF_EXECINSTR = 4n;

/** The tool asks for symbols, and says nothing useful without them. */
const WANTS_SYMBOLS = new Set(["nm", "objdump"]);

function relocationCount(sections: readonly Section[]): number {
  const own = sections.filter(({ type, flags }) => (type === SHT_RELA || type === SHT_REL) && (flags & SHF_ALLOC) !== 0n);
  return own.reduce((sum, { size, entrySize }) => sum + (entrySize === 0n ? 0 : Number(size / entrySize)), 0);
}

/** Relocations that whoever loads a position-independent image has to apply. */
export function relativeRelocations({ header, sections }: ElfFile): number {
  return header.type === ET_DYN ? relocationCount(sections) : 0;
}

function codeNote(entry: bigint, sections: readonly Section[]): string | undefined {
  if (sections.some(({ flags, size }) => (flags & SHF_EXECINSTR) !== 0n && size > 0n))
    return entry === 0n ? "the entry address is 0: the linker found no symbol for it (`_start`, unless it was told another)" : undefined;
  return entry === 0n
    ? "no code: nothing is reachable from the entry, whose address is 0"
    : "no code: there is no section with instructions";
}

function notesOf(file: ElfFile, tool: string): string[] {
  const { type, entry } = file.header;
  if (type !== ET_EXEC && type !== ET_DYN) return [];
  const hasInterpreter = file.segments.some((segment) => segment.type === PT_INTERP);
  const count = relocationCount(file.sections);
  const code = hasInterpreter ? undefined : codeNote(entry, file.sections);
  const isStripped = file.sections.length > 1 && !file.sections.some((section) => section.type === SHT_SYMTAB);
  return [
    ...(code === undefined ? [] : [code]),
    ...(type === ET_DYN && !hasInterpreter && count > 0
      ? [`a static PIE with ${count} relocation${count === 1 ? "" : "s"}, which the loader has to apply`]
      : []),
    ...(isStripped && WANTS_SYMBOLS.has(tool) ? ["stripped: the file has no symbols (`strip` in the profile, or a tool, took them)"] : []),
  ];
}

/** Lines on an executable; none for anything else. */
export function imageNotes(access: RandomAccess, tool: string): string[] {
  try {
    return notesOf(new ElfFile(access), tool);
  } catch (error) {
    if (error instanceof ElfError) return [];
    throw error;
  }
}

/** `target/x86_64-unknown-none/debug/kernel` in words; undefined for a path that is not of that form. */
export function artifactWords(path: string): string | undefined {
  const found = /(?:^|\/)target\/(?:([\w.-]+-[\w.-]+)\/)?(debug|release|[\w-]+)\/(?:deps\/)?[^/]+$/.exec(path);
  if (found === null) return undefined;
  const [, triple, folder] = found;
  return `${triple ?? "for the host"}, profile ${folder === "debug" ? "dev" : folder}`;
}

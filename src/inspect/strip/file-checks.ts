// What llvm-strip looks at when it reads a file, in its order and words, before anything is removed: contents and names of all sections,
// the symbol table, then what each section says of others, then the segments.
import {
  EM_MIPS,
  SHF_ALLOC,
  SHF_COMPRESSED,
  SHN_ABS,
  SHN_COMMON,
  SHN_UNDEF,
  SHN_XINDEX,
  SHT_DYNSYM,
  SHT_GROUP,
  SHT_NOBITS,
  SHT_REL,
  SHT_RELA,
  SHT_STRTAB,
  SHT_SYMTAB,
  SHT_SYMTAB_SHNDX,
} from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { readSymbolTable } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { relocationsOf } from "../relocations.ts";

const EM_HEXAGON = 164;
const EM_AMDGPU = 224;

/** Reserved section indexes that symbols may have, besides those of all machines. */
const RESERVED: Readonly<Record<number, readonly number[]>> = {
  [EM_AMDGPU]: [0xff00],
  [EM_MIPS]: [0xff00, 0xff03, 0xff04],
  [EM_HEXAGON]: [0xff00, 0xff01, 0xff02, 0xff03, 0xff04],
};

const isAllocated = ({ flags }: Section): boolean => (flags & BigInt(SHF_ALLOC)) !== 0n;
const isRelocation = ({ type }: Section): boolean => type === SHT_REL || type === SHT_RELA;
const isSymbols = ({ type }: Section): boolean => type === SHT_SYMTAB;
const isNameTable = (section: Section): boolean => section.type === SHT_STRTAB && !isAllocated(section);

/** Types whose contents are made anew, or have none. */
const WITHOUT_CONTENTS: readonly number[] = [SHT_NOBITS, SHT_SYMTAB, SHT_SYMTAB_SHNDX];

function hasContents(section: Section): boolean {
  if (isRelocation(section) || section.type === SHT_STRTAB) return isAllocated(section);
  return !WITHOUT_CONTENTS.includes(section.type);
}

class FileChecks {
  constructor(
    readonly file: ElfFile,
    readonly llvm: 15 | 22,
  ) {}

  /** The symbol table, if there is one. */
  check(): SymbolTable | undefined {
    this.#readSections();
    this.#checkNameTable();
    const table = this.#readSymbols();
    for (const section of this.#sections) if (section !== table?.section) this.#checkLinks(section, table);
    this.#checkSegments();
    return table;
  }

  get #sections(): readonly Section[] {
    return this.file.sections.slice(1);
  }

  #readSections(): void {
    const { file } = this;
    let found = false;
    for (const section of this.#sections) {
      if (hasContents(section)) file.bytesOf(section);
      if (isSymbols(section) && found && this.llvm === 22) throw new ElfError("found multiple SHT_SYMTAB sections");
      found ||= isSymbols(section);
      file.sectionName(section);
    }
  }

  /** The section of that number; section 0 is none. */
  #section(index: number, problem: string): Section {
    const section = index === SHN_UNDEF ? undefined : this.file.sections[index];
    if (section === undefined) throw new ElfError(problem);
    return section;
  }

  #checkNameTable(): void {
    const { file } = this;
    if (file.header.shstrndx === SHN_XINDEX && file.sections.length === 0) throw new ElfError("invalid section index: 0");
    const index = file.sectionNameIndex;
    if (index === 0) return;
    const field = `e_shstrndx field value ${index} in elf header `;
    if (!isNameTable(this.#section(index, `${field} is invalid`))) throw new ElfError(`${field} does not reference a string table`);
  }

  #linkField(section: Section): string {
    return `Link field value ${section.link} in section ${this.file.sectionName(section)}`;
  }

  #checkSymbolLink(section: Section, isTable: (linked: Section) => boolean): void {
    const field = this.#linkField(section);
    if (!isTable(this.#section(section.link, `${field} is invalid`))) throw new ElfError(`${field} is not a symbol table`);
  }

  #readSymbols(): SymbolTable | undefined {
    const { file } = this;
    const extended = this.#sections.findLast(({ type }) => type === SHT_SYMTAB_SHNDX);
    if (extended !== undefined) this.#checkSymbolLink(extended, isSymbols);
    // Of several, LLVM 15 takes the last.
    const section = this.#sections.findLast(isSymbols);
    if (section === undefined) return undefined;
    this.#checkNames(section.link);
    file.strings(section.link);
    const table = readSymbolTable(file, section);
    for (let i = 0; i < table.count; i++) this.#checkSymbol(table, i, extended);
    return table;
  }

  /** Of a symbol table's link. */
  #checkNames(link: number): void {
    const lead = `Symbol table has link index of ${link} which is not a`;
    if (!isNameTable(this.#section(link, `${lead} valid index`))) throw new ElfError(`${lead} string table`);
  }

  #checkSymbol(table: SymbolTable, i: number, extended: Section | undefined): void {
    const name = table.name(i);
    const raw = table.rawIndex[i] as number;
    if (raw === SHN_XINDEX) this.#checkExtended(table, i, extended);
    else if (raw >= 0xff00) {
      const known = [SHN_ABS, SHN_COMMON, ...(RESERVED[this.file.header.machine] ?? [])];
      if (!known.includes(raw)) throw new ElfError(`symbol '${name}' has unsupported value greater than or equal to SHN_LORESERVE: ${raw}`);
    } else if (raw !== SHN_UNDEF) this.#section(raw, `symbol '${name}' is defined has invalid section index ${raw}`);
  }

  #checkExtended(table: SymbolTable, i: number, extended: Section | undefined): void {
    const name = table.name(i);
    if (extended === undefined || extended.link !== table.section.index)
      throw new ElfError(`symbol '${name}' has index SHN_XINDEX but no SHT_SYMTAB_SHNDX section exists`);
    if (this.file.recordsOf(extended, 4).length !== table.count * 4)
      throw new ElfError("symbol section index table does not have the same number of entries as the symbol table");
    const index = table.sectionIndex[i] as number;
    this.#section(index, `symbol '${name}' has invalid section index ${index}`);
  }

  #checkLinks(section: Section, table: SymbolTable | undefined): void {
    if (isSymbols(section)) this.#checkNames(section.link);
    if (isRelocation(section)) this.#checkRelocations(section, table);
    else if (section.type === SHT_GROUP) this.#checkGroup(section, table);
    else if (section.type === SHT_SYMTAB_SHNDX) this.#checkSymbolLink(section, isSymbols);
    else if (
      !isNameTable(section) &&
      section.link !== 0 &&
      (section.type === SHT_NOBITS || (section.flags & BigInt(SHF_COMPRESSED)) === 0n)
    )
      this.#section(section.link, `${this.#linkField(section)} is invalid`);
  }

  #checkRelocations(section: Section, table: SymbolTable | undefined): void {
    const { file } = this;
    const isLoaded = isAllocated(section);
    if (section.link !== 0) this.#checkSymbolLink(section, isLoaded ? ({ type }) => type === SHT_DYNSYM : isSymbols);
    const name = file.sectionName(section);
    if (section.info !== 0) this.#section(section.info, `Info field value ${section.info} in section ${name} is invalid`);
    if (isLoaded) return;
    for (const { symbol } of relocationsOf(file, section)) {
      if (symbol === 0) continue;
      if (table === undefined)
        throw new ElfError(`'${name}': relocation references symbol with index ${symbol}, but there is no symbol table`);
      if (symbol >= table.count) throw new ElfError(`invalid symbol index: ${symbol}`);
    }
  }

  #checkGroup(section: Section, table: SymbolTable | undefined): void {
    const { file } = this;
    const name = file.sectionName(section);
    if (section.alignment % 4n !== 0n) throw new ElfError(`invalid alignment ${section.alignment} of group section '${name}'`);
    if (section.link !== 0) {
      const field = `link field value '${section.link}' in section '${name}'`;
      if (!isSymbols(this.#section(section.link, `${field} is invalid`))) throw new ElfError(`${field} is not a symbol table`);
      if (section.info >= (table?.count ?? 0))
        throw new ElfError(`info field value '${section.info}' in section '${name}' is not a valid symbol index`);
    }
    const bytes = file.bytesOf(section);
    if (bytes.length === 0 || bytes.length % 4 !== 0) throw new ElfError(`the content of the section ${name} is malformed`);
    const f = file.view(bytes);
    for (let at = 4; at < bytes.length; at += 4)
      this.#section(f.u32(at), `group member index ${f.u32(at)} in section '${name}' is invalid`);
  }

  #checkSegments(): void {
    const { file } = this;
    for (const { offset, fileSize } of file.segments) {
      // As LLVM adds them: what is too large for the class begins anew.
      if (BigInt.asUintN(file.is64 ? 64 : 32, offset + fileSize) <= BigInt(file.access.size)) continue;
      throw new ElfError(`program header with offset ${hex(offset)} and file size ${hex(fileSize)} goes past the end of the file`);
    }
  }
}

/** The symbol table of a file that strip can read, if it has one; throws ElfError. */
export const checkFile = (file: ElfFile, llvm: 15 | 22): SymbolTable | undefined => new FileChecks(file, llvm).check();

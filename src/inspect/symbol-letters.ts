// The letter nm gives a symbol: the first rule that holds. Upper case when the binding is not local.
import {
  SHF_ALLOC,
  SHF_EXECINSTR,
  SHF_WRITE,
  SHN_ABS,
  SHN_COMMON,
  SHN_UNDEF,
  SHN_XINDEX,
  SHT_NOBITS,
  STB_GLOBAL,
  STB_GNU_UNIQUE,
  STB_LOCAL,
  STB_WEAK,
  STT_COMMON,
  STT_GNU_IFUNC,
  STT_OBJECT,
} from "../elf/constants.ts";
import type { ElfFile, Section } from "../elf/read.ts";
import { ElfError } from "../elf/read.ts";
import type { SymbolTable } from "../elf/read-symbols.ts";

function hasName(file: ElfFile, section: Section): boolean {
  try {
    file.sectionName(section);
    return true;
  } catch (error) {
    if (error instanceof ElfError) return false;
    throw error;
  }
}

/** Letter of a section's symbols, as for a local one; `N` and `?` have no other case. */
export function sectionLetter(file: ElfFile, section: Section | undefined): string {
  if (section === undefined || !hasName(file, section)) return "?";
  const flags = Number(section.flags & 7n);
  if ((flags & SHF_EXECINSTR) !== 0) return "t";
  if (section.type === SHT_NOBITS) return "b";
  if ((flags & SHF_ALLOC) !== 0) return (flags & SHF_WRITE) !== 0 ? "d" : "r";
  if (file.sectionNameOrEmpty(section).startsWith(".debug")) return "N";
  return (flags & SHF_WRITE) === 0 ? "n" : "?";
}

const ABSOLUTE = ["a", "A"] as const;

/** Letters of one file's symbols; sections are looked at once. */
export class SymbolLetters {
  /** As for local symbols, and as for global ones. */
  readonly #ofSection: (readonly [string, string] | undefined)[] = [];

  readonly #named: (boolean | undefined)[] = [];

  constructor(
    readonly file: ElfFile,
    readonly table: SymbolTable,
  ) {}

  /** Letters by all that decides them but an index that stands elsewhere. */
  readonly #codes = new Map<number, number>();

  /** The letter's character code. */
  code(i: number): number {
    const index = this.table.rawIndex[i] as number;
    const key = ((this.table.info[i] as number) << 16) | index;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.of(i).charCodeAt(0);
    if (index !== SHN_XINDEX) this.#codes.set(key, code);
    return code;
  }

  #section(index: number): readonly [string, string] {
    const known = this.#ofSection[index];
    if (known !== undefined) return known;
    const letter = sectionLetter(this.file, this.file.sections[index]);
    return (this.#ofSection[index] = [letter, letter.toUpperCase()]);
  }

  /** One of a section whose name cannot be read is of no kind. */
  #hasNamedSection(i: number): boolean {
    const index = this.table.sectionIndex[i] as number;
    const known = this.#named[index];
    if (known !== undefined) return known;
    const section = this.file.sections[index];
    return (this.#named[index] = section !== undefined && hasName(this.file, section));
  }

  of(i: number): string {
    const { table } = this;
    const index = table.rawIndex[i] as number;
    const type = table.type(i);
    const binding = table.binding(i);
    if (index === SHN_UNDEF) {
      if (binding !== STB_WEAK) return "U";
      return type === STT_OBJECT ? "v" : "w";
    }
    const isPlaced = index !== SHN_ABS && index !== SHN_COMMON && type !== STT_COMMON;
    if (isPlaced && !this.#hasNamedSection(i)) return "?";
    if (type === STT_GNU_IFUNC) return "i";
    if (binding === STB_WEAK) return type === STT_OBJECT ? "V" : "W";
    if (index === SHN_COMMON || type === STT_COMMON) return "C";
    if (binding === STB_GNU_UNIQUE && index !== SHN_ABS) return "u";
    const [local, global] = this.#plain(i, index);
    if (index === SHN_ABS) return binding === STB_LOCAL ? local : global;
    if (binding === STB_LOCAL) return local;
    return binding === STB_GLOBAL ? global : "?";
  }

  #plain(i: number, index: number): readonly [string, string] {
    if (index === SHN_ABS) return ABSOLUTE;
    return this.#section(this.table.sectionIndex[i] as number);
  }
}

// A shared library as a link sees it: names that it defines and wants, versions of these, libraries that it needs itself.
// Source: System V gABI, "Dynamic Linking"; LSB, "Symbol Versioning"; what of it counts is LLD's.
import type { RandomAccess } from "../../base/host.ts";
import * as elf from "../../elf/constants.ts";
import { readSymbolTable } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { ElfFile } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { versionDefinitions, versionIndex, versionNeeds } from "../../elf/symbol-versions.ts";

/** Of a plain definition; versions of the library's own begin behind it. */
export const VERSION_GLOBAL = 1;
const VERSION_HIDDEN = 0x8000;

/** A name that a library has in its table. */
export interface LibrarySymbol {
  readonly library: SharedLibrary;
  /** False for a second name of a definition, by which whoever wants that very version finds it. */
  readonly isPlain: boolean;
  /** With `@VERSION` where it is no default one, or where the library wants that of others. */
  readonly name: string;
  readonly isDefined: boolean;
  readonly binding: number;
  /** STT_* */
  readonly type: number;
  readonly isProtected: boolean;
  /** Where the library has it, and what that is aligned to; 0 for what nothing can be copied to. */
  readonly value: bigint;
  readonly alignment: number;
  readonly size: bigint;
  /** Of the library's versions. */
  readonly version: number;
}

export interface LibraryVersion {
  readonly name: string;
  readonly hash: number;
}

export interface SharedLibrary {
  /** As the command line has it. */
  readonly displayName: string;
  /** By which a loader finds it. */
  readonly sharedName: string;
  readonly machine: number;
  readonly is64: boolean;
  /** ELFOSABI_* */
  readonly osAbi: number;
  /** Libraries that it needs. */
  readonly needs: readonly string[];
  /** In the order of its table. */
  readonly symbols: readonly LibrarySymbol[];
  /** By index. */
  readonly versions: ReadonlyMap<number, LibraryVersion>;
  /** Nobody writes there once it is loaded. */
  isReadOnly(address: bigint): boolean;
  /** False where nothing but `--as-needed` brought it so far. */
  isNeeded: boolean;
}

/** Reads a file of type ET_DYN; throws ElfError. `usualName`: for a library that has no name of its own. */
export function readLibrary(displayName: string, usualName: string, bytes: Uint8Array, isNeeded: boolean): SharedLibrary {
  const access: RandomAccess = { size: bytes.length, read: (at, size) => bytes.subarray(at, at + size), close: () => undefined };
  const file = new ElfFile(access);
  const texts = dynamicTexts(file);
  const symbols: LibrarySymbol[] = [];
  const library: SharedLibrary = {
    displayName,
    sharedName: texts.find(([tag]) => tag === elf.DT_SONAME)?.[1] ?? usualName,
    machine: file.header.machine,
    is64: file.is64,
    osAbi: file.header.osAbi,
    needs: texts.filter(([tag]) => tag === elf.DT_NEEDED).map(([, text]) => text),
    symbols,
    versions: new Map(definitionsOf(file).map(({ index, name, hash }) => [index & ~VERSION_HIDDEN, { name, hash }])),
    isReadOnly: (address) => isReadOnlyIn(file, address),
    isNeeded,
  };
  const table = file.sections.find(({ type }) => type === elf.SHT_DYNSYM);
  if (table !== undefined) symbols.push(...symbolsOf(library, file, table));
  return library;
}

const sectionOf = ({ sections }: ElfFile, wanted: number): Section | undefined => sections.find(({ type }) => type === wanted);

/** Entries of `.dynamic` that name something. */
function dynamicTexts(file: ElfFile): [tag: number, text: string][] {
  const section = sectionOf(file, elf.SHT_DYNAMIC);
  if (section === undefined) return [];
  const strings = file.strings(section.link);
  const fields = file.view(file.bytesOf(section));
  const size = file.is64 ? 16 : 8;
  const found: [number, string][] = [];
  for (let at = 0; at + size <= fields.length; at += size) {
    const tag = Number(fields.word(at));
    if (tag === elf.DT_NULL) break;
    if (tag === elf.DT_NEEDED || tag === elf.DT_SONAME) found.push([tag, strings.at(Number(fields.word(at + size / 2)))]);
  }
  return found;
}

function definitionsOf(file: ElfFile): ReturnType<typeof versionDefinitions> {
  const section = sectionOf(file, elf.SHT_GNU_VERDEF);
  return section === undefined ? [] : versionDefinitions(file, section);
}

/** Names of the versions that it wants of others, by index. */
function neededNames(file: ElfFile): ReadonlyMap<number, string> {
  const section = sectionOf(file, elf.SHT_GNU_VERNEED);
  const parts = section === undefined ? [] : versionNeeds(file, section).flatMap((need) => need.parts);
  return new Map(parts.map(({ index, name }) => [index & ~VERSION_HIDDEN, name]));
}

function symbolsOf(library: SharedLibrary, file: ElfFile, section: Section): LibrarySymbol[] {
  const table = readSymbolTable(file, section);
  const versions = sectionOf(file, elf.SHT_GNU_VERSYM);
  const fields = versions === undefined ? undefined : file.view(file.bytesOf(versions));
  const needed = neededNames(file);
  const found: LibrarySymbol[] = [];
  for (let i = section.info; i < table.count; i++) {
    const raw = fields === undefined ? VERSION_GLOBAL : versionIndex(fields, i);
    const version = raw & ~VERSION_HIDDEN;
    const plain = librarySymbol(library, file, table, i, version);
    if (!plain.isDefined) {
      const name = needed.get(version);
      found.push(version <= VERSION_GLOBAL || name === undefined ? plain : { ...plain, name: `${plain.name}@${name}` });
    } else if (version !== 0) {
      if (raw === version) found.push(plain);
      const known = library.versions.get(version);
      if (version !== VERSION_GLOBAL && known !== undefined) found.push({ ...plain, isPlain: false, name: `${plain.name}@${known.name}` });
    }
  }
  return found;
}

function librarySymbol(library: SharedLibrary, file: ElfFile, table: SymbolTable, i: number, version: number): LibrarySymbol {
  const type = table.type(i);
  const value = table.value(i);
  const index = table.sectionIndex[i] as number;
  return {
    library,
    isPlain: true,
    name: table.name(i),
    isDefined: table.rawIndex[i] !== elf.SHN_UNDEF,
    binding: table.binding(i),
    // Who finds out what an indirect function is, is the loader.
    type: type === elf.STT_GNU_IFUNC ? elf.STT_FUNC : type,
    isProtected: ((table.other[i] as number) & 3) === elf.STV_PROTECTED,
    value,
    alignment: alignmentAt(value, index === 0 ? undefined : file.sections[index]),
    size: table.size(i),
    version,
  };
}

/** The section's, as far as the place in it is aligned so. */
function alignmentAt(value: bigint, section: Section | undefined): number {
  const own = value === 0n ? undefined : value & -value;
  const most = section?.alignment;
  const least = own === undefined || (most !== undefined && most < own) ? most : own;
  return least === undefined || least > 0xffff_ffffn ? 0 : Number(least);
}

function isReadOnlyIn({ segments }: ElfFile, address: bigint): boolean {
  return segments.some(
    ({ type, flags, vaddr, memorySize }) =>
      (type === elf.PT_LOAD || type === elf.PT_GNU_RELRO) && (flags & elf.PF_W) === 0 && address >= vaddr && address < vaddr + memorySize,
  );
}

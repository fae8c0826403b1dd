// Symbol versions, the GNU extension (LSB, "Symbol Versioning"): what a file defines (SHT_GNU_verdef), what it needs of others
// (SHT_GNU_verneed), and which of them each dynamic symbol is of (SHT_GNU_versym). Tables that lead out of their section are errors in
// LLVM's words.
import { SHN_UNDEF, SHT_GNU_VERDEF, SHT_GNU_VERNEED, SHT_GNU_VERSYM } from "./constants.ts";
import { checkSymbolTables } from "./read-symbols.ts";
import type { SymbolTable } from "./read-symbols.ts";
import { ElfError, hex, saying } from "./read.ts";
import type { ElfFile, Fields, Section, Strings } from "./read.ts";

/** A name, and where its entry lies in the section. */
export interface VersionParent {
  readonly at: number;
  readonly name: string;
}

export interface VersionDefinition {
  readonly at: number;
  readonly revision: number;
  readonly flags: number;
  readonly index: number;
  readonly count: number;
  readonly hash: number;
  readonly name: string;
  readonly parents: readonly VersionParent[];
}

export interface NeededVersion extends VersionParent {
  readonly hash: number;
  readonly flags: number;
  readonly index: number;
}

export interface VersionNeed {
  readonly at: number;
  readonly version: number;
  readonly file: string;
  readonly count: number;
  readonly parts: readonly NeededVersion[];
}

const DEFINITION_SIZE = 20;
const PARENT_SIZE = 8;
const PART_SIZE = 16;

/** Hears of what is wrong and not fatal; without one it is thrown. */
export type Warn = (text: string) => void;

/** The string table that a section is linked to; throws ElfError that names the section. */
export function linkedStrings(file: ElfFile, section: Section): Strings {
  if (section.link >= file.sections.length)
    throw new ElfError(`invalid section linked to ${file.describe(section)}: invalid section index: ${section.link}`);
  return saying(`invalid string table linked to ${file.describe(section)}: `, () => file.strings(section.link));
}

function contentsOf(file: ElfFile, section: Section): Fields {
  return saying(`cannot read content of ${file.describe(section)}: `, () => file.view(file.bytesOf(section)));
}

/** Checks of a chain's entries, whose links are distances. `what`: "version definition". */
class Chain {
  constructor(
    readonly file: ElfFile,
    readonly section: Section,
    readonly fields: Fields,
    readonly what: string,
  ) {}

  #fail(text: string): never {
    throw new ElfError(`invalid ${this.file.describe(this.section)}: ${text}`);
  }

  #aligned(at: number, what: string): void {
    // In memory, where an archive's members lie as they do in the archive.
    const start = this.file.access.start ?? 0;
    if ((start + Number(this.section.offset) + at) % 4 !== 0) this.#fail(`found a misaligned ${what} entry at offset ${hex(at)}`);
  }

  /** Entries of both kinds begin with the version of their form. */
  entry(number: number, at: number): void {
    if (at + DEFINITION_SIZE > this.fields.length) this.#fail(`${this.what} ${number} goes past the end of the section`);
    this.#aligned(at, this.what);
    const version = this.fields.u16(at);
    if (version !== 1) throw new ElfError(`unable to dump ${this.file.describe(this.section)}: version ${version} is not yet supported`);
  }

  auxiliary(number: number, at: number, size: number): void {
    this.#aligned(at, "auxiliary");
    if (at + size > this.fields.length)
      this.#fail(`${this.what} ${number} refers to an auxiliary entry that goes past the end of the section`);
  }
}

/** The names of a definition: its own, then those of what it follows. */
function namesOf(chain: Chain, strings: Strings, number: number, from: number): VersionParent[] {
  const { fields: f } = chain;
  const names: VersionParent[] = [];
  const count = f.u16(from + 6);
  for (let i = 0, at = from + f.u32(from + 12); i < count; i++) {
    chain.auxiliary(number, at, PARENT_SIZE);
    const offset = f.u32(at);
    names.push({ at, name: offset < strings.bytes.length ? strings.at(offset) : `<invalid vda_name: ${offset}>` });
    at += f.u32(at + 4);
  }
  return names;
}

/** An SHT_GNU_verdef section; throws ElfError. */
export function versionDefinitions(file: ElfFile, section: Section): VersionDefinition[] {
  const strings = linkedStrings(file, section);
  const f = contentsOf(file, section);
  const chain = new Chain(file, section, f, "version definition");
  const found: VersionDefinition[] = [];
  for (let number = 1, at = 0; number <= section.info; number++) {
    chain.entry(number, at);
    const names = namesOf(chain, strings, number, at);
    found.push({
      at,
      revision: f.u16(at),
      flags: f.u16(at + 2),
      index: f.u16(at + 4),
      count: f.u16(at + 6),
      hash: f.u32(at + 8),
      name: names[0]?.name ?? "",
      parents: names.slice(1),
    });
    at += f.u32(at + 16);
  }
  return found;
}

/** The versions needed of one file. */
function partsOf(chain: Chain, strings: Strings | undefined, number: number, from: number): NeededVersion[] {
  const { fields: f } = chain;
  const parts: NeededVersion[] = [];
  const count = f.u16(from + 2);
  for (let i = 0, at = from + f.u32(from + 8); i < count; i++) {
    chain.auxiliary(number, at, PART_SIZE);
    const offset = f.u32(at + 8);
    const name = offset < (strings?.bytes.length ?? 0) ? (strings as Strings).at(offset) : "<corrupt>";
    parts.push({ at, hash: f.u32(at), flags: f.u16(at + 4), index: f.u16(at + 6), name });
    at += f.u32(at + 12);
  }
  return parts;
}

function tolerantStrings(file: ElfFile, section: Section, warn: Warn | undefined): Strings | undefined {
  try {
    return linkedStrings(file, section);
  } catch (error) {
    if (!(error instanceof ElfError) || warn === undefined) throw error;
    warn(error.message);
    return undefined;
  }
}

/** An SHT_GNU_verneed section; throws ElfError. Names of a string table that cannot be read are corrupt where `warn` is told of it. */
export function versionNeeds(file: ElfFile, section: Section, warn?: Warn): VersionNeed[] {
  const strings = tolerantStrings(file, section, warn);
  const f = contentsOf(file, section);
  const chain = new Chain(file, section, f, "version dependency");
  const found: VersionNeed[] = [];
  for (let number = 1, at = 0; number <= section.info; number++) {
    chain.entry(number, at);
    const offset = f.u32(at + 4);
    const name = strings !== undefined && offset < strings.bytes.length ? strings.at(offset) : `<corrupt vn_file: ${offset}>`;
    found.push({ at, version: f.u16(at), file: name, count: f.u16(at + 2), parts: partsOf(chain, strings, number, at) });
    at += f.u32(at + 12);
  }
  return found;
}

export interface SymbolVersion {
  readonly name: string;
  /** `@@`: the definition a plain reference binds to. */
  readonly isDefault: boolean;
}

interface VersionName {
  readonly name: string;
  readonly isDefinition: boolean;
}

/** Version names by index. */
export class VersionMap {
  readonly #names = new Map<number, VersionName>();

  /** Throws ElfError. */
  constructor(file: ElfFile, definitions: Section | undefined, needs: Section | undefined) {
    if (definitions !== undefined)
      for (const { index, name } of versionDefinitions(file, definitions)) this.#names.set(index & 0x7fff, { name, isDefinition: true });
    if (needs === undefined) return;
    for (const { parts } of versionNeeds(file, needs))
      for (const { index, name } of parts) this.#names.set(index & 0x7fff, { name, isDefinition: false });
  }

  /** What an entry of SHT_GNU_versym stands for: undefined for *local* and *global*; an unknown index throws ElfError. */
  of(raw: number, isUndefined: boolean): SymbolVersion | undefined {
    const index = raw & 0x7fff;
    if (index < 2) return undefined;
    const found = this.#names.get(index);
    if (found === undefined) throw new ElfError(`SHT_GNU_versym section refers to a version index ${index} which is missing`);
    return { name: found.name, isDefault: found.isDefinition && !isUndefined && (raw & 0x8000) === 0 };
  }
}

/** Entry `i` of SHT_GNU_versym, whose `fields` these are; throws ElfError. */
export function versionIndex(fields: Fields, i: number): number {
  if (2 * i + 2 <= fields.length) return fields.u16(2 * i);
  throw new ElfError(`can't read an entry at ${hex(2 * i)}: it goes past the end of the section (${hex(fields.length)})`);
}

/** Versions of all dynamic symbols, by their number; undefined where the file has no SHT_GNU_versym. Throws ElfError. */
export function symbolVersions(file: ElfFile, table: SymbolTable): readonly (SymbolVersion | undefined)[] | undefined {
  const last = (wanted: number): Section | undefined => file.sections.findLast(({ type }) => type === wanted);
  const section = last(SHT_GNU_VERSYM);
  if (section === undefined) return undefined;
  const map = new VersionMap(file, last(SHT_GNU_VERDEF), last(SHT_GNU_VERNEED));
  const what = file.describe(section);
  let fields: Fields | undefined;
  return Array.from(table.rawIndex, (index, i) => {
    if (i === 0) return undefined;
    const read = (): number => versionIndex((fields ??= file.view(file.recordsOf(section, 2))), i);
    const raw = saying(`unable to read an entry with index ${i} from ${what}: `, read);
    if (i === 1) saying("unable to read flags for symbol with index 1: ", () => checkSymbolTables(file, table));
    return saying(`unable to get a version for entry ${i} of ${what}: `, () => map.of(raw, index === SHN_UNDEF));
  });
}

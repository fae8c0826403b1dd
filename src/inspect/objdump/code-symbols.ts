// Symbols as the disassembler uses them: which regions a section falls into, and what is nearest to an address.
import { SHN_LORESERVE, SHN_UNDEF, SHN_XINDEX, STT_FILE, STT_SECTION, SYM_SIZE } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { checkExtended, checkSymbolTables, readObjectSymbols } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { isMappingName, symbolAddress, symbolName, symbolSection } from "../symbol-values.ts";
import type { ObjdumpContext } from "./objdump.ts";
import { sectionsOfSegments } from "./section-headers.ts";
import { pltSymbols } from "./plt.ts";

export interface CodeSymbol {
  readonly address: bigint;
  /** The address, exact up to 53 bits: sorting looks at it first. */
  readonly near: number;
  readonly name: string;
  /** STT_* */
  readonly type: number;
  /** A mapping symbol, which divides code and names nothing. */
  readonly isMapping: boolean;
}

function compare(a: CodeSymbol, b: CodeSymbol): number {
  if (a.near !== b.near) return a.near - b.near;
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  if (a.isMapping !== b.isMapping) return a.isMapping ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.type - b.type;
}

export function codeSymbol(address: bigint, name: string, type: number, isMapping = false): CodeSymbol {
  return { address, near: Number(address), name, type, isMapping };
}

/** Sections by address, of one address the larger behind the smaller, of one size in their order. */
function byAddress(sections: readonly Section[]): Section[] {
  const order = (a: bigint, b: bigint): number => (a < b ? -1 : Number(a > b));
  return [...sections].sort((a, b) => order(a.address, b.address) || order(a.size, b.size) || a.index - b.index);
}

/** What keeps the table's symbols from having names. */
function recordsProblem(file: ElfFile, table: SymbolTable): ElfError | undefined {
  try {
    file.checkRecords(table.section, SYM_SIZE[file.is64 ? 64 : 32]);
    return undefined;
  } catch (error) {
    if (error instanceof ElfError) return error;
    throw error;
  }
}

/** Throws ElfError for a symbol of a section that is not there; `count`: how many there are. */
function checkSection(count: number, table: SymbolTable, i: number): void {
  const raw = table.rawIndex[i] as number;
  const isReserved = raw >= SHN_LORESERVE && raw !== SHN_XINDEX;
  checkExtended(table, i);
  const index = table.sectionIndex[i] as number;
  if (!isReserved && index >= count && index !== SHN_UNDEF) throw new ElfError(`invalid section index: ${index}`);
}

export class CodeSymbols {
  /** Names of --disassemble-symbols that were found. */
  readonly met = new Set<string>();
  readonly #bySection = new Map<number, CodeSymbol[]>();
  /** Symbols of no section, the undefined ones too. */
  readonly absolute: CodeSymbol[] = [];
  /** All sections by address, for branches out of a section. */
  readonly places: readonly Section[];

  constructor(readonly context: ObjdumpContext) {
    const { file } = context.object;
    if (!this.#collect(false)) this.#collect(true);
    for (const { section, symbol } of pltSymbols(file, context.desk.llvm, (text) => context.warn(text))) this.#listOf(section).push(symbol);
    for (const list of this.#bySection.values()) list.sort(compare);
    this.absolute.sort(compare);
    const sections = file.sections.length > 0 ? file.sections : sectionsOfSegments(file, context.desk.llvm).map(({ section }) => section);
    this.places = byAddress(sections);
  }

  #listOf(section: number): CodeSymbol[] {
    const known = this.#bySection.get(section);
    if (known !== undefined) return known;
    const made: CodeSymbol[] = [];
    this.#bySection.set(section, made);
    return made;
  }

  /** Empty, and told, where it cannot be read; of a dynamic symbol throws ElfError. */
  #name(table: SymbolTable, i: number, dynamic: boolean, problem: ElfError | undefined): string {
    try {
      if (problem !== undefined) throw problem;
      return symbolName(this.context.object.file, table, i);
    } catch (error) {
      if (!(error instanceof ElfError) || dynamic) throw error;
      this.context.warn(error.message);
      return "";
    }
  }

  #collect(dynamic: boolean): boolean {
    const { file } = this.context.object;
    const table = readObjectSymbols(file, dynamic);
    if (table === undefined) return false;
    // LLVM 22 names no place after a source file, nor after a mapping symbol.
    const isLater = this.context.desk.llvm !== 15;
    const problem = recordsProblem(file, table);
    const sectionCount = file.sections.length;
    let any = false;
    for (let i = 1; i < table.count; i++) {
      const type = table.type(i);
      const name = this.#name(table, i, dynamic, problem);
      if (type === STT_SECTION || name === "") continue;
      const isMapping = isLater && isMappingName(file.header.machine, name, 22);
      if (!any && !dynamic) checkSymbolTables(file, table);
      any = true;
      if (isLater && type === STT_FILE) continue;
      // Undefined functions of an executable have addresses of PLT entries, which LLVM does not look at.
      const [high, low] = table.rawIndex[i] === SHN_UNDEF ? [0, 0] : symbolAddress(file, table, i);
      const symbol = codeSymbol(high === 0 ? BigInt(low) : (BigInt(high) << 32n) | BigInt(low), name, type, isMapping);
      checkSection(sectionCount, table, i);
      const index = symbolSection(file, table, i);
      if (index !== undefined) this.#listOf(index).push(symbol);
      else if (!dynamic && !isMapping) this.absolute.push(symbol);
    }
    return any;
  }

  /**
   * The section's symbols in order, with one made up for its start when none is there. LLVM 15 takes one before it for that, LLVM 22 a
   * mapping symbol only where it is told of all.
   */
  regions(section: Section, name: string): readonly CodeSymbol[] {
    const list = this.#listOf(section.index);
    const takesEarlier = this.context.desk.llvm === 15;
    const showsAll = this.context.options.has("show-all-symbols");
    const at = list.findIndex(({ address, isMapping }) => address >= section.address && (!isMapping || showsAll));
    const isThere = list[at]?.address === section.address || (takesEarlier && at !== 0 && list.length > 0);
    if (!isThere) {
      list.push(codeSymbol(section.address, name, 0));
      list.sort(compare);
    }
    const end = section.address + section.size;
    return list.filter(({ address }) => address >= section.address && address < end);
  }

  /** The section's symbols that name places, in order of address. */
  ofSection(section: number): readonly CodeSymbol[] {
    return (this.#bySection.get(section) ?? []).filter(({ isMapping }) => !isMapping);
  }

  shownName(name: string): string {
    return this.context.demangles ? demangle(name, this.context.desk.llvm) : name;
  }
}

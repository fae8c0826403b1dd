// Symbols as the disassembler uses them: which regions a section falls into, and what is nearest to an address.
import { SHN_UNDEF, STT_FILE, STT_SECTION } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { isMappingName, symbolAddress, symbolName, symbolSection } from "../symbol-values.ts";
import type { ObjdumpContext } from "./objdump.ts";
import { sectionsOfSegments } from "./section-headers.ts";
import { pltSymbols } from "./plt.ts";

export interface CodeSymbol {
  readonly address: bigint;
  readonly name: string;
  /** STT_* */
  readonly type: number;
}

function compare(a: CodeSymbol, b: CodeSymbol): number {
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.type - b.type;
}

/** Sections by address, of one address the larger behind the smaller, of one size in their order. */
function byAddress(sections: readonly Section[]): Section[] {
  const order = (a: bigint, b: bigint): number => (a < b ? -1 : Number(a > b));
  return [...sections].sort((a, b) => order(a.address, b.address) || order(a.size, b.size) || a.index - b.index);
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
    for (const { section, symbol } of pltSymbols(file, context.desk.llvm)) this.#listOf(section).push(symbol);
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

  /** Empty, and told, where it cannot be read. */
  #name(table: SymbolTable, i: number): string {
    try {
      return symbolName(this.context.object.file, table, i);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      this.context.warn(error.message);
      return "";
    }
  }

  #collect(dynamic: boolean): boolean {
    const { file } = this.context.object;
    const section = findTable(file, dynamic);
    if (section === undefined) return false;
    const table = readSymbolTable(file, section);
    // LLVM 15 names regions after mapping symbols too.
    const hidesMapping = this.context.desk.llvm !== 15;
    // LLVM 22 names no place after a source file.
    const hidesFiles = this.context.desk.llvm !== 15;
    let any = false;
    for (let i = 1; i < table.count; i++) {
      const type = table.type(i);
      const name = this.#name(table, i);
      if (type === STT_SECTION || name === "" || (hidesMapping && isMappingName(file.header.machine, name, 22))) continue;
      any = true;
      if (hidesFiles && type === STT_FILE) continue;
      // Undefined functions of an executable have addresses of PLT entries, which LLVM does not look at.
      const [high, low] = table.rawIndex[i] === SHN_UNDEF ? [0, 0] : symbolAddress(file, table, i);
      const symbol = { address: (BigInt(high) << 32n) | BigInt(low), name, type };
      const index = symbolSection(file, table, i);
      if (index !== undefined) this.#listOf(index).push(symbol);
      else if (!dynamic) this.absolute.push(symbol);
    }
    return any;
  }

  /** The section's symbols in order, with one made up for its start when none is there; LLVM 15 takes one before it for that. */
  regions(section: Section, name: string): readonly CodeSymbol[] {
    const list = this.#listOf(section.index);
    const takesEarlier = this.context.desk.llvm === 15;
    const at = list.findIndex(({ address }) => address >= section.address);
    const isThere = list[at]?.address === section.address || (takesEarlier && at !== 0 && list.length > 0);
    if (!isThere) list.splice(at < 0 ? list.length : at, 0, { address: section.address, name, type: 0 });
    const end = section.address + section.size;
    return list.filter(({ address }) => address >= section.address && address < end);
  }

  /** The section's symbols in order of address. */
  ofSection(section: number): readonly CodeSymbol[] {
    return this.#bySection.get(section) ?? [];
  }

  shownName(name: string): string {
    return this.context.demangles ? demangle(name, this.context.desk.llvm) : name;
  }
}

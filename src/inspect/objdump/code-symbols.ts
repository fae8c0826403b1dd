// Symbols as the disassembler uses them: which regions a section falls into, and what is nearest to an address.
import { ET_REL, SHN_ABS, STT_SECTION } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import { demangle } from "../demangle/demangle.ts";
import { isMappingName, symbolAddress, symbolSection } from "../symbol-values.ts";
import type { ObjdumpContext } from "./objdump.ts";
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

/** The last symbol at or before an address, or undefined. */
function lastBefore(symbols: readonly CodeSymbol[], address: bigint): CodeSymbol | undefined {
  let low = 0;
  let high = symbols.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((symbols[middle] as CodeSymbol).address <= address) low = middle + 1;
    else high = middle;
  }
  return symbols[low - 1];
}

export class CodeSymbols {
  /** Names of --disassemble-symbols that were found. */
  readonly met = new Set<string>();
  readonly #bySection = new Map<number, CodeSymbol[]>();
  readonly #absolute: CodeSymbol[] = [];
  /** Allocated sections by address, for branches out of a section. */
  readonly #places: readonly Section[];

  constructor(readonly context: ObjdumpContext) {
    const { file } = context.object;
    if (!this.#collect(false)) this.#collect(true);
    for (const { section, symbol } of pltSymbols(file)) this.#listOf(section).push(symbol);
    for (const list of this.#bySection.values()) list.sort(compare);
    this.#absolute.sort(compare);
    this.#places = file.sections
      .filter(({ type, size, flags }) => type !== 0 && size > 0n && (flags & 2n) !== 0n)
      .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : a.index - b.index));
  }

  #listOf(section: number): CodeSymbol[] {
    const known = this.#bySection.get(section);
    if (known !== undefined) return known;
    const made: CodeSymbol[] = [];
    this.#bySection.set(section, made);
    return made;
  }

  #collect(dynamic: boolean): boolean {
    const { file } = this.context.object;
    const section = findTable(file, dynamic);
    if (section === undefined) return false;
    const table = readSymbolTable(file, section);
    let any = false;
    for (let i = 1; i < table.count; i++) {
      const type = table.type(i);
      const name = table.name(i);
      if (type === STT_SECTION || name === "" || isMappingName(file.header.machine, name)) continue;
      any = true;
      const [high, low] = symbolAddress(file, table, i);
      const symbol = { address: (BigInt(high) << 32n) | BigInt(low), name, type };
      const index = symbolSection(file, table, i);
      if (index !== undefined) this.#listOf(index).push(symbol);
      else if (table.rawIndex[i] === SHN_ABS) this.#absolute.push(symbol);
    }
    return any;
  }

  /** The section's symbols in order, with one made up for its start when none is there. */
  regions(section: Section, name: string): readonly CodeSymbol[] {
    const list = this.#listOf(section.index);
    const first = list[0];
    if (first === undefined || first.address > section.address) list.unshift({ address: section.address, name, type: 0 });
    const end = section.address + section.size;
    return list.filter(({ address }) => address >= section.address && address < end);
  }

  #nearest(address: bigint, from: Section): CodeSymbol | undefined {
    const { file } = this.context.object;
    if (file.header.type === ET_REL) return lastBefore(this.#listOf(from.index), address) ?? lastBefore(this.#absolute, address);
    let place: bigint | undefined;
    let found: CodeSymbol | undefined;
    for (let i = this.#places.length - 1; i >= 0; i--) {
      const section = this.#places[i] as Section;
      if (section.address > address) continue;
      if (place !== undefined && section.address !== place) break;
      place = section.address;
      found ??= lastBefore(this.#bySection.get(section.index) ?? [], address);
    }
    return found ?? lastBefore(this.#absolute, address);
  }

  /** ` <SYMBOL+0xOFF>`, or nothing. */
  annotation(address: bigint, from: Section): string {
    const symbol = this.#nearest(address, from);
    if (symbol === undefined) return "";
    const name = this.context.demangles ? demangle(symbol.name, this.context.desk.llvm) : symbol.name;
    const offset = address - symbol.address;
    return offset === 0n ? ` <${name}>` : ` <${name}+0x${offset.toString(16)}>`;
  }
}

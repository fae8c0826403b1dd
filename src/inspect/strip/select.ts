// What strip removes: predicates over sections and symbols, from the options.
import {
  EM_AARCH64,
  EM_ARM,
  SHF_ALLOC,
  SHN_UNDEF,
  SHT_ARM_ATTRIBUTES,
  SHT_GROUP,
  SHT_REL,
  SHT_RELA,
  SHT_STRTAB,
  SHT_SYMTAB,
  STB_LOCAL,
  STT_FILE,
  STT_NOTYPE,
  STT_SECTION,
} from "../../elf/constants.ts";
import type { ParsedOptions } from "../options.ts";
import type { PlacedSection, PlainSymbol, StripModel } from "./model.ts";
import { nameMatcher } from "./patterns.ts";
import type { NameMatcher } from "./patterns.ts";
import { cannotStrip, checkLinks, symbolUses } from "./references.ts";

const MAPPING: Readonly<Record<number, RegExp>> = { [EM_ARM]: /^\$[adt](?:\.|$)/, [EM_AARCH64]: /^\$[dx](?:\.|$)/ };

export interface Selection {
  readonly sections: ReadonlySet<PlacedSection>;
  readonly symbols: readonly PlainSymbol[];
}

const isDebug = (name: string): boolean => name.startsWith(".debug") || name === ".gdb_index";

export class Selector {
  readonly #stripAll: boolean;
  readonly #debug: boolean;
  /** Which of -x and -X holds: the last one given. */
  readonly #discards: string | undefined;
  readonly #keepsFiles: boolean;
  readonly #keepSection: NameMatcher;
  readonly #removeSection: NameMatcher;
  readonly #keepSymbol: NameMatcher;
  readonly #removeSymbol: NameMatcher;

  constructor(
    readonly model: StripModel,
    readonly options: ParsedOptions,
    readonly llvm: 15 | 22,
  ) {
    const given = [
      "only-keep-debug",
      "strip-debug",
      "strip-unneeded",
      "discard-all",
      "discard-locals",
      "strip-all-gnu",
      "strip-symbol",
      "no-strip-all",
    ];
    const chosen = options.order.findLast((name) => name === "strip-all" || name === "no-strip-all");
    this.#stripAll = chosen === "strip-all" || !given.some((name) => options.has(name));
    this.#discards = options.order.findLast((name) => name === "discard-all" || name === "discard-locals");
    this.#debug = ["strip-debug", "strip-unneeded"].some((name) => options.has(name)) || this.#discards === "discard-all";
    this.#keepsFiles = options.has("keep-file-symbols") || this.#discards === "discard-all";
    const symbolStyle = options.has("regex") ? "regex" : options.has("wildcard") ? "wildcard" : "literal";
    const sectionStyle = options.has("regex") ? "regex" : "wildcard";
    this.#keepSection = nameMatcher(options.all("keep-section"), sectionStyle);
    this.#removeSection = nameMatcher(options.all("remove-section"), sectionStyle);
    this.#keepSymbol = nameMatcher(options.all("keep-symbol"), symbolStyle);
    this.#removeSymbol = nameMatcher(options.all("strip-symbol"), symbolStyle);
  }

  #isNameTable({ section }: PlacedSection): boolean {
    return section.index === this.model.file.sectionNameIndex;
  }

  #isSymbolPart({ section }: PlacedSection): boolean {
    const { table } = this.model;
    return table !== undefined && (section.index === table.section.index || section.index === table.section.link);
  }

  /** GNU's idea of all: tables of symbols and relocations, their names, debug information. */
  #goesWithGnu(placed: PlacedSection): boolean {
    const { section, name } = placed;
    if ((section.flags & BigInt(SHF_ALLOC)) !== 0n || this.#isNameTable(placed)) return false;
    return [SHT_SYMTAB, SHT_REL, SHT_RELA, SHT_STRTAB].includes(section.type) || isDebug(name);
  }

  /** LLVM's: whatever is not loaded. */
  #goesWithAll(placed: PlacedSection): boolean {
    const { section, name, parent } = placed;
    if ((section.flags & BigInt(SHF_ALLOC)) !== 0n || parent !== undefined || this.#isNameTable(placed)) return false;
    if (this.llvm === 22 && name === ".gnu_debuglink") return false;
    return section.type !== SHT_ARM_ATTRIBUTES && !name.startsWith(".gnu.warning");
  }

  #byMode(placed: PlacedSection): boolean {
    if (this.options.has("strip-all-gnu") && this.#goesWithGnu(placed)) return true;
    if (this.options.has("strip-sections") && placed.parent === undefined) return true;
    if (this.#debug && isDebug(placed.name)) return true;
    return this.#stripAll && this.#goesWithAll(placed);
  }

  #removes(placed: PlacedSection): boolean {
    const keepsSymbols = this.options.has("keep-symbol") || this.#keepsFiles;
    if (keepsSymbols && this.model.symbols.length > 0 && this.#isSymbolPart(placed)) return false;
    if (this.#keepSection(placed.name)) return false;
    return this.#removeSection(placed.name) || this.#byMode(placed);
  }

  select(): Selection {
    const { model } = this;
    const kept = new Set(model.sections.filter((placed) => !this.#removes(placed)));
    const byIndex = new Map(model.sections.map((placed) => [placed.section.index, placed]));
    for (const placed of kept) {
      const { section } = placed;
      const isLoose = (section.flags & BigInt(SHF_ALLOC)) === 0n && (section.type === SHT_REL || section.type === SHT_RELA);
      const target = isLoose ? byIndex.get(section.info) : undefined;
      if (target !== undefined && !kept.has(target)) kept.delete(placed);
    }
    this.#dropEmptyGroups(kept);
    checkLinks(model, kept, { allowsBroken: this.options.has("allow-broken-links"), sectionOf: (symbol) => this.#place(symbol) });
    const hasTable = [...kept].some(({ section }) => section.index === model.table?.section.index);
    const symbols = hasTable ? this.#symbols(kept) : [];
    if (hasTable && symbols.length === 0 && !model.isRelocatable) this.#dropTable(kept);
    return { sections: kept, symbols };
  }

  /** An empty symbol table goes (a relocatable file's stays, for its relocation sections lead to it), with its names unless they are the sections' too. */
  #dropTable(kept: Set<PlacedSection>): void {
    for (const placed of kept)
      if (this.#isSymbolPart(placed) && !this.#isNameTable(placed) && !this.#keepSection(placed.name)) kept.delete(placed);
  }

  /** A group whose members all go goes too; LLVM 15 leaves it, without any. */
  #dropEmptyGroups(kept: Set<PlacedSection>): void {
    if (this.llvm === 15) return;
    const { file } = this.model;
    const indexes = new Set([...kept].map(({ section }) => section.index));
    for (const placed of kept) {
      if (placed.section.type !== SHT_GROUP) continue;
      const members = file.view(file.contents(placed.section));
      let left = 0;
      for (let at = 4; at + 4 <= members.length; at += 4) if (indexes.has(members.u32(at))) left++;
      if (left === 0) kept.delete(placed);
    }
  }

  #symbols(kept: ReadonlySet<PlacedSection>): PlainSymbol[] {
    const uses = symbolUses(this.model, kept);
    const used = new Set(uses.map(({ symbol }) => symbol));
    const indexes = new Set([...kept].map(({ section }) => section.index));
    const isHomeless = ({ index }: PlainSymbol): boolean => {
      const place = this.#place(index);
      return place !== undefined && !indexes.has(place);
    };
    for (const use of uses) {
      const symbol = this.model.symbols[use.symbol - 1];
      if (symbol === undefined || isHomeless(symbol) || !this.#drops(symbol, used)) continue;
      const isAll = this.#stripAll || this.options.has("strip-all-gnu");
      if (this.llvm === 15 || isAll || this.#removeSymbol(symbol.name)) throw cannotStrip(symbol.name, use);
    }
    return this.model.symbols.filter((symbol) => !isHomeless(symbol) && (used.has(symbol.index) || !this.#drops(symbol, used)));
  }

  /** Section the symbol is defined in, or undefined for none and the reserved ones. */
  #place(index: number): number | undefined {
    const { table } = this.model;
    const raw = table?.rawIndex[index] ?? 0;
    if (raw === SHN_UNDEF || (raw >= 0xff00 && raw !== 0xffff)) return undefined;
    return table?.sectionIndex[index];
  }

  /** Mapping symbols of what is not linked yet: local, without type, in a section, `$d` or `$d.` and more. */
  #isRequired(symbol: PlainSymbol): boolean {
    const { machine } = this.model.file.header;
    const isPlain = symbol.binding === STB_LOCAL && symbol.type === STT_NOTYPE && this.model.table?.rawIndex[symbol.index] !== SHN_UNDEF;
    return this.model.isRelocatable && isPlain && MAPPING[machine]?.test(symbol.name) === true;
  }

  #drops(symbol: PlainSymbol, used: ReadonlySet<number>): boolean {
    const { options } = this;
    const isFile = symbol.type === STT_FILE;
    if (this.#keepSymbol(symbol.name)) return false;
    if (isFile && this.#keepsFiles) return false;
    const isUndefined = this.model.table?.rawIndex[symbol.index] === SHN_UNDEF;
    if (this.#removeSymbol(symbol.name)) return true;
    if (this.#stripAll || options.has("strip-all-gnu")) return true;
    if (this.#isRequired(symbol)) return false;
    if (isFile && this.#debug) return true;
    const isLocal = symbol.binding === STB_LOCAL;
    const discards = this.#discards === "discard-all" || (this.#discards === "discard-locals" && symbol.name.startsWith(".L"));
    if (discards && isLocal && !isUndefined && !isFile && symbol.type !== STT_SECTION) return true;
    if (!options.has("strip-unneeded")) return false;
    if (!this.model.isRelocatable) return true;
    return !used.has(symbol.index) && (isLocal || isUndefined) && symbol.type !== STT_SECTION;
  }
}

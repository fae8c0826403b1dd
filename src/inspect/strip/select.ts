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
  STT_SECTION,
} from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ParsedOptions } from "../options.ts";
import { relocationsOf } from "../relocations.ts";
import { isMappingName } from "../symbol-values.ts";
import type { PlacedSection, PlainSymbol, StripModel } from "./model.ts";

export interface Selection {
  readonly sections: ReadonlySet<PlacedSection>;
  readonly symbols: readonly PlainSymbol[];
}

/** Shell pattern to a whole-match expression. */
function glob(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}

function matcher(patterns: readonly string[], withWildcards: boolean): (name: string) => boolean {
  if (!withWildcards) return (name) => patterns.includes(name);
  const expressions = patterns.map(glob);
  return (name) => expressions.some((expression) => expression.test(name));
}

const isDebug = (name: string): boolean => /^\.z?debug/.test(name) || name === ".gdb_index";

/** Which symbols relocations and groups refer to, by old number. */
export function referencedSymbols(model: StripModel, kept: ReadonlySet<PlacedSection>): Set<number> {
  const used = new Set<number>();
  for (const placed of kept) {
    const { section } = placed;
    if (section.link !== model.table?.section.index) continue;
    if (section.type === SHT_GROUP) used.add(section.info);
    if (section.type === SHT_REL || section.type === SHT_RELA)
      for (const { symbol } of relocationsOf(model.file, section)) used.add(symbol);
  }
  return used;
}

export class Selector {
  readonly #stripAll: boolean;
  readonly #debug: boolean;
  readonly #keepSection: (name: string) => boolean;
  readonly #removeSection: (name: string) => boolean;
  readonly #keepSymbol: (name: string) => boolean;
  readonly #removeSymbol: (name: string) => boolean;

  constructor(
    readonly model: StripModel,
    readonly options: ParsedOptions,
    readonly llvm: 15 | 22,
  ) {
    const given = ["strip-debug", "strip-unneeded", "discard-all", "discard-locals", "strip-all-gnu", "strip-symbol", "no-strip-all"];
    this.#stripAll = options.has("strip-all") || !given.some((name) => options.has(name));
    this.#debug = ["strip-debug", "strip-unneeded", "discard-all"].some((name) => options.has(name));
    this.#keepSection = matcher(options.all("keep-section"), true);
    this.#removeSection = matcher(options.all("remove-section"), true);
    this.#keepSymbol = matcher(options.all("keep-symbol"), options.has("wildcard"));
    this.#removeSymbol = matcher(options.all("strip-symbol"), options.has("wildcard"));
  }

  #isNameTable({ section }: PlacedSection): boolean {
    return section.index === this.model.file.sectionNameIndex;
  }

  #isSymbolPart({ section }: PlacedSection): boolean {
    const { table } = this.model;
    return table !== undefined && (section.index === table.section.index || section.index === table.section.link);
  }

  #byMode(placed: PlacedSection): boolean {
    const { section, name, parent } = placed;
    const isAllocated = (section.flags & BigInt(SHF_ALLOC)) !== 0n;
    if (this.options.has("strip-sections")) return parent === undefined;
    if (this.#debug && isDebug(name)) return true;
    if (this.options.has("strip-all-gnu") && !isAllocated) {
      return (
        [SHT_SYMTAB, SHT_REL, SHT_RELA].includes(section.type) ||
        (section.type === SHT_STRTAB && !this.#isNameTable(placed)) ||
        isDebug(name)
      );
    }
    if (!this.#stripAll || isAllocated || parent !== undefined || this.#isNameTable(placed)) return false;
    if (this.llvm === 22 && name === ".gnu_debuglink") return false;
    return section.type !== SHT_ARM_ATTRIBUTES && !name.startsWith(".gnu.warning");
  }

  #removes(placed: PlacedSection): boolean {
    if (this.#keepSection(placed.name)) return false;
    if (this.#removeSection(placed.name)) return true;
    if (this.options.has("keep-symbol") && this.#isSymbolPart(placed)) return false;
    return this.#byMode(placed);
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
    const hasTable = [...kept].some(({ section }) => section.index === model.table?.section.index);
    const symbols = hasTable ? this.#symbols(kept) : [];
    if (hasTable && symbols.length === 0 && !this.options.has("keep-symbol")) this.#dropTable(kept);
    return { sections: kept, symbols };
  }

  /** An empty symbol table goes, with its names unless they are the sections' too. */
  #dropTable(kept: Set<PlacedSection>): void {
    for (const placed of kept)
      if (this.#isSymbolPart(placed) && !this.#isNameTable(placed) && !this.#keepSection(placed.name)) kept.delete(placed);
  }

  #symbols(kept: ReadonlySet<PlacedSection>): PlainSymbol[] {
    const used = referencedSymbols(this.model, kept);
    const indexes = new Set([...kept].map(({ section }) => section.index));
    return this.model.symbols.filter((symbol) => {
      const place = this.#place(symbol);
      if (place !== undefined && !indexes.has(place)) {
        if (used.has(symbol.index)) throw new ElfError(`section '${symbol.name}' cannot be removed because it is referenced`);
        return false;
      }
      if (!this.#drops(symbol, used)) return true;
      if (!used.has(symbol.index)) return false;
      if (this.llvm === 22) return true;
      throw new ElfError(`not stripping symbol '${symbol.name}' because it is named in a relocation`);
    });
  }

  /** Section the symbol is defined in, or undefined for none and the reserved ones. */
  #place({ index }: PlainSymbol): number | undefined {
    const { table } = this.model;
    const raw = table?.rawIndex[index] ?? 0;
    if (raw === SHN_UNDEF || (raw >= 0xff00 && raw !== 0xffff)) return undefined;
    return table?.sectionIndex[index];
  }

  #isRequired(symbol: PlainSymbol): boolean {
    const { machine } = this.model.file.header;
    return (
      this.model.isRelocatable &&
      (machine === EM_ARM || machine === EM_AARCH64) &&
      symbol.name !== "" &&
      isMappingName(machine, symbol.name)
    );
  }

  #drops(symbol: PlainSymbol, used: ReadonlySet<number>): boolean {
    const { options } = this;
    const isFile = symbol.type === STT_FILE;
    if (this.#keepSymbol(symbol.name)) return false;
    if (isFile && (options.has("keep-file-symbols") || options.has("discard-all"))) return false;
    if (this.#removeSymbol(symbol.name)) return true;
    if (this.#stripAll || options.has("strip-all-gnu")) return true;
    if (this.#isRequired(symbol)) return false;
    if (isFile && this.#debug) return true;
    const isUndefined = this.model.table?.rawIndex[symbol.index] === SHN_UNDEF;
    const isLocal = symbol.binding === STB_LOCAL;
    const discards = options.has("discard-all") || (options.has("discard-locals") && symbol.name.startsWith(".L"));
    if (discards && isLocal && !isUndefined && !isFile && symbol.type !== STT_SECTION) return true;
    if (!options.has("strip-unneeded")) return false;
    if (!this.model.isRelocatable) return true;
    return !used.has(symbol.index) && (isLocal || isUndefined) && symbol.type !== STT_SECTION;
  }
}

// Symbol resolution: each global name gets one LinkSymbol, defined by the strongest definition seen. Members of
// archives are loaded when something needs what they define. Order of the table is that of first mention, which decides
// the order of the output's symbol table.
import * as elf from "../../elf/constants.ts";
import { COMMON_PLACE, SYMBOL_WORDS, UNDEFINED_PLACE, columnsOf } from "../../elf/object-columns.ts";
import type { ElfObject } from "../../elf/object.ts";
import { InputFile, InputSection, describeObjectPlace, isInput, shownName, sourcePlace } from "./input.ts";
import type { Naming } from "./input.ts";
import type { LldMajor } from "./options.ts";
import type { Extraction } from "./reports.ts";
import { LinkSymbol, stricterVisibility } from "./symbol.ts";

/** A member of an archive, or an object between --start-lib and --end-lib, that is loaded on demand. */
export interface LazyObject {
  readonly object: ElfObject;
  readonly archive: string | undefined;
}

/** Two strong definitions. */
export interface Duplicate {
  readonly symbol: LinkSymbol;
  readonly file: InputFile;
  /** Of the file's symbols. */
  readonly other: number;
}

interface PendingObject extends LazyObject {
  loaded: boolean;
}

/** Of the word that holds st_info: zero for STB_LOCAL. */
const BINDING_BITS = 0xf0;

export class SymbolTable {
  readonly files: InputFile[] = [];
  readonly globals = new Map<string, LinkSymbol>();
  readonly duplicates: Duplicate[] = [];
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** COMDAT signatures seen. */
  readonly #signatures = new Set<string>();
  /** What was loaded on demand, in the order in which that was over. */
  readonly extractions: Extraction[] = [];
  readonly #lazy = new Map<LinkSymbol, PendingObject>();
  /** What names mean since they were wrapped. */
  readonly #redirected = new Map<string, LinkSymbol>();

  /** What was told of the names that `-y` asks for, and of files. */
  readonly traces: string[] = [];
  readonly #traced: ReadonlySet<string> | undefined;

  constructor(
    readonly naming: Naming,
    traced: readonly string[] = [],
    /** `--trace` */
    readonly tellsFiles = false,
    readonly warnsCommon = false,
  ) {
    if (traced.length === 0) return;
    this.#traced = new Set(traced);
    for (const name of traced) this.insert(name);
  }

  /** `-y` */
  trace({ name }: LinkSymbol, file: string, what: string): void {
    if (this.#traced?.has(name) === true) this.traces.push(`${file}: ${what} ${name}`);
  }

  get lld(): LldMajor {
    return this.naming.lld;
  }

  /** What a name means. */
  find(name: string): LinkSymbol | undefined {
    return this.#redirected.size === 0 ? this.globals.get(name) : (this.#redirected.get(name) ?? this.globals.get(name));
  }

  /** The name means the other symbol from now on. */
  redirect(name: string, symbol: LinkSymbol): void {
    this.#redirected.set(name, symbol);
  }

  /** Those that names were redirected to: files do not list them where they define them. */
  get redirected(): Iterable<LinkSymbol> {
    return this.#redirected.values();
  }

  /** The symbol of this name, made if there is none. */
  insert(name: string): LinkSymbol {
    let symbol = this.#redirected.size === 0 ? this.globals.get(name) : this.find(name);
    if (symbol === undefined) {
      symbol = new LinkSymbol(name, elf.STB_GLOBAL, undefined);
      this.globals.set(name, symbol);
    }
    return symbol;
  }

  /** `-u name`: wanted, by no file. */
  askFor(name: string): void {
    if (!this.globals.has(name)) this.insert(name).onlyAskedFor = true;
    this.addUndefined(name);
  }

  /** A name that nothing refers to, but that loads what defines it. */
  mention(name: string, binding: number): LinkSymbol {
    const symbol = this.insert(name);
    if (symbol.kind === "undefined" && !symbol.referenced) symbol.binding = binding;
    if (symbol.kind === "lazy" && binding !== elf.STB_WEAK) this.extract(symbol);
    return symbol;
  }

  /** A name that a script refers to. */
  addUndefined(name: string): LinkSymbol {
    const symbol = this.insert(name);
    symbol.referenced = true;
    if (symbol.kind === "lazy") this.extract(symbol);
    return symbol;
  }

  /** Loads the object that defines a lazy symbol, because of what `by` tells. */
  extract(symbol: LinkSymbol, by = symbol.file?.displayName ?? "<internal>"): void {
    const pending = this.#lazy.get(symbol);
    if (pending === undefined || pending.loaded) return;
    pending.loaded = true;
    const { displayName } = this.addObject(pending.object, pending.archive);
    this.extractions.push({ by, file: displayName, symbol: symbol.name });
  }

  /**
   * Takes note of what the object would define; loads it at once if that is wanted already. LLD 15 names all of it
   * before it looks what is wanted, which shows in the order of symbols.
   */
  addLazy({ object, archive }: LazyObject): void {
    const pending: PendingObject = { object, archive, loaded: false };
    const { symbols } = columnsOf(object);
    const offered = symbols.names.filter((_, i) => symbols.binding(i) !== elf.STB_LOCAL && symbols.place[i] !== UNDEFINED_PLACE);
    if (this.lld === 15) for (const name of offered) this.insert(name);
    for (const name of offered) {
      if (pending.loaded) return;
      this.#offer(this.insert(name), pending);
    }
  }

  #offer(symbol: LinkSymbol, pending: PendingObject): void {
    if (symbol.kind !== "undefined") return;
    const wanted = symbol.referenced;
    this.#lazy.set(symbol, pending);
    symbol.kind = "lazy";
    if (wanted && symbol.binding !== elf.STB_WEAK) this.extract(symbol);
    else this.trace(symbol, shownFile(pending), "lazy definition of");
  }

  addObject(object: ElfObject, archive?: string): InputFile {
    const file = new InputFile(object, archive);
    this.files.push(file);
    if (this.tellsFiles) this.traces.push(file.displayName);
    this.#addSections(file);
    this.#addSymbols(file);
    return file;
  }

  #addSections(file: InputFile): void {
    const { sections } = file;
    const { group, count } = file.columns.sections;
    const dropped = this.#droppedGroups(file);
    for (let i = 0; i < count; i++) sections[i] = dropped?.has(group?.[i] ?? -1) === true ? undefined : new InputSection(file, i);
  }

  /** Groups that another file has brought already; undefined if the file has no groups. */
  #droppedGroups({ columns }: InputFile): ReadonlySet<number> | undefined {
    if (columns.sections.group === undefined) return undefined;
    const groups = new Set(columns.sections.group);
    groups.delete(-1);
    const dropped = new Set<number>();
    for (const group of groups) {
      const name = columns.symbols.names[group] as string;
      if (this.#signatures.has(name)) dropped.add(group);
      this.#signatures.add(name);
    }
    return dropped;
  }

  /** All names first, then definitions, then references: those may load further objects. */
  #addSymbols(file: InputFile): void {
    const { symbols, sections } = file;
    const columns = file.columns.symbols;
    const { names, place, count, words } = columns;
    const isLocal = (i: number) => ((words[SYMBOL_WORDS * i + 1] as number) & BINDING_BITS) === 0;
    for (let i = 0; i < count; i++) symbols[i] = isLocal(i) ? localSymbol(file, i) : this.insert(names[i] as string);
    const undefinedOnes: number[] = [];
    for (let i = file.globalsFrom; i < count; i++) {
      if (isLocal(i)) continue;
      const symbol = symbols[i] as LinkSymbol;
      const at = place[i] as number;
      if (at === UNDEFINED_PLACE || (at >= 0 && sections[at] === undefined)) undefinedOnes.push(i);
      // Most names are new, and plain.
      else if (symbol.kind === "undefined" && at >= 0 && !symbol.referenced) {
        this.#define(symbol, file, i);
        symbol.visibility = columns.visibility(i);
        symbol.referenced = true;
      } else this.#resolveDefinition(symbol, file, i);
    }
    for (const i of undefinedOnes) this.#resolveReference(file.symbols[i] as LinkSymbol, file, i);
  }

  /** `i`: the file's symbol, and so below. */
  #resolveDefinition(known: LinkSymbol, file: InputFile, i: number): void {
    const columns = file.columns.symbols;
    const binding = columns.binding(i);
    const stricter = stricterVisibility(known.visibility, columns.visibility(i));
    if (this.warnsCommon) this.#warnOfCommon(known, columns.place[i] === COMMON_PLACE);
    if (columns.place[i] === COMMON_PLACE) {
      resolveCommon(known, file, i);
      if (known.file === file && known.kind === "common") this.trace(known, file.displayName, "common definition of");
    } else if (replaces(known, binding)) this.#define(known, file, i);
    else if (known.kind === "defined" && known.binding !== elf.STB_WEAK && binding !== elf.STB_WEAK)
      this.duplicates.push({ symbol: known, file, other: i });
    known.visibility = stricter;
    known.referenced = true;
    known.onlyAskedFor = false;
  }

  #warnOfCommon({ kind, name, binding }: LinkSymbol, isCommon: boolean): void {
    if (kind === "common" && isCommon) this.warnings.push(`multiple common of ${name}`);
    else if (kind === "common" || (isCommon && kind === "defined" && binding !== elf.STB_WEAK))
      this.warnings.push(`common ${name} is overridden`);
  }

  #define(known: LinkSymbol, file: InputFile, i: number): void {
    define(known, file, i);
    if (this.#traced !== undefined) this.trace(known, file.displayName, "definition of");
  }

  #resolveReference(known: LinkSymbol, file: InputFile, i: number): void {
    this.trace(known, file.displayName, "reference to");
    const { symbols, sections } = file.columns;
    const binding = symbols.binding(i);
    const type = symbols.type(i);
    const place = symbols.place[i] as number;
    known.visibility = stricterVisibility(known.visibility, symbols.visibility(i));
    // What is not seen from outside is nobody else's.
    if (known.kind === "shared" && known.visibility !== elf.STV_DEFAULT) known.kind = "undefined";
    if (place >= 0 && known.kind === "undefined") known.discardedIn = sections.name(place);
    if (known.kind === "undefined") {
      if (binding !== elf.STB_WEAK || !known.referenced) known.binding = binding;
      known.file ??= file;
      if (known.type === elf.STT_NOTYPE) known.type = type;
    } else if (known.kind === "shared" && (binding !== elf.STB_WEAK || !known.referenced)) known.binding = binding;
    known.referenced = true;
    known.onlyAskedFor = false;
    if (known.kind !== "lazy") return;
    if (binding === elf.STB_WEAK) {
      known.binding = elf.STB_WEAK;
      known.type = type;
      known.file ??= file;
    } else {
      known.binding = binding;
      this.extract(known, file.displayName);
    }
  }

  /** In LLD's words. */
  duplicateErrors(): string[] {
    return this.duplicates.flatMap(({ symbol, file, other }) => duplicateMessage(symbol, file, other, this.naming));
  }
}

const shownFile = ({ object, archive }: LazyObject): string => (archive === undefined ? object.name : `${archive}(${object.name})`);

function replaces(known: LinkSymbol, binding: number): boolean {
  if (known.kind === "common") return binding !== elf.STB_WEAK;
  if (known.kind !== "defined") return true;
  return known.binding !== elf.STB_GLOBAL && binding === elf.STB_GLOBAL;
}

/** Of tentative definitions the largest stands; any other definition is stronger unless it is weak. */
function resolveCommon(known: LinkSymbol, file: InputFile, i: number): void {
  const { symbols } = file.columns;
  const alignment = Math.max(1, symbols.nearValue(i));
  if (known.kind === "common") {
    known.value = Math.max(known.value, alignment);
    const size = symbols.size(i);
    if (size > known.size) {
      known.size = size;
      known.file = file;
    }
    return;
  }
  if (known.kind === "defined" && known.binding !== elf.STB_WEAK) return;
  const least = known.kind === "shared" ? (known.library?.size ?? 0n) : 0n;
  known.kind = "common";
  fill(known, file, i);
  if (known.size < least) known.size = least;
  known.value = alignment;
}

function define(known: LinkSymbol, file: InputFile, i: number): void {
  const { symbols } = file.columns;
  const at = symbols.place[i] as number;
  known.kind = "defined";
  fill(known, file, i);
  if (at >= 0) {
    known.section = file.sections[at];
    known.value = symbols.nearValue(i);
  } else {
    known.section = undefined;
    known.absolute = symbols.value(i);
  }
}

function fill(known: LinkSymbol, file: InputFile, i: number): void {
  const { symbols } = file.columns;
  const info = symbols.words[SYMBOL_WORDS * i + 1] as number;
  known.file = file;
  known.binding = (info >> 4) & 15;
  known.size = symbols.size(i);
  known.type = info & 15;
}

function localSymbol(file: InputFile, i: number): LinkSymbol {
  const { symbols } = file.columns;
  const local = new LinkSymbol(symbols.names[i] as string, elf.STB_LOCAL, file);
  const at = symbols.place[i] as number;
  local.visibility = symbols.visibility(i);
  if (at >= 0 && file.sections[at] === undefined) {
    local.discardedIn = file.columns.sections.name(at);
    local.type = symbols.type(i);
  } else if (at !== UNDEFINED_PLACE) define(local, file, i);
  return local;
}

/** Source of a definition as far as the object tells, then the place in the object. */
function definitionPlace(section: InputSection, offset: number, symbol: string, named: Naming): string {
  const source = sourcePlace(section, offset, symbol);
  const place = describeObjectPlace(section, offset, named);
  return source === "" ? place : `${source}\n>>>            ${place}`;
}

function duplicateMessage(known: LinkSymbol, file: InputFile, other: number, named: Naming): string[] {
  const { symbols } = file.columns;
  const otherSection = file.sections[symbols.place[other] as number];
  const { section } = known;
  const isSameValue = section === undefined && otherSection === undefined && known.absolute === symbols.value(other);
  if (isSameValue || known.file === undefined) return [];
  const head = `duplicate symbol: ${shownName(known.name, named)}`;
  if (!isInput(section) || otherSection === undefined)
    return [`${head}\n>>> defined in ${known.file.displayName}\n>>> defined in ${file.displayName}`];
  const places = [
    definitionPlace(section, known.value, known.name, named),
    definitionPlace(otherSection, symbols.nearValue(other), known.name, named),
  ];
  return [`${head}${places.map((place) => `\n>>> defined at ${place}`).join("")}`];
}

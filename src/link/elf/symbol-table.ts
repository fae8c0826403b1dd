// Symbol resolution: each global name gets one LinkSymbol, defined by the strongest definition seen. Members of
// archives are loaded when something needs what they define. Order of the table is that of first mention, which decides
// the order of the output's symbol table.
import * as elf from "../../elf/constants.ts";
import type { ElfObject, ObjectSymbol } from "../../elf/object.ts";
import { InputFile, InputSection, describeObjectPlace, shownName, sourcePlace } from "./input.ts";
import type { Naming } from "./input.ts";
import type { LldMajor } from "./options.ts";
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
  readonly other: ObjectSymbol;
}

interface PendingObject extends LazyObject {
  loaded: boolean;
}

export class SymbolTable {
  readonly files: InputFile[] = [];
  readonly globals = new Map<string, LinkSymbol>();
  readonly duplicates: Duplicate[] = [];
  readonly errors: string[] = [];
  /** COMDAT signatures seen. */
  readonly #signatures = new Set<string>();
  readonly #lazy = new Map<LinkSymbol, PendingObject>();

  constructor(readonly naming: Naming) {}

  get lld(): LldMajor {
    return this.naming.lld;
  }

  /** The symbol of this name, made if there is none. */
  insert(name: string): LinkSymbol {
    let symbol = this.globals.get(name);
    if (symbol === undefined) {
      symbol = new LinkSymbol(name, elf.STB_GLOBAL, undefined);
      this.globals.set(name, symbol);
    }
    return symbol;
  }

  /** `-u name`, or a name that a script refers to: wanted, by no file. */
  addUndefined(name: string): LinkSymbol {
    const symbol = this.insert(name);
    symbol.referenced = true;
    if (symbol.kind === "lazy") this.extract(symbol);
    return symbol;
  }

  /** Loads the object that defines a lazy symbol. */
  extract(symbol: LinkSymbol): void {
    const pending = this.#lazy.get(symbol);
    if (pending === undefined || pending.loaded) return;
    pending.loaded = true;
    this.addObject(pending.object, pending.archive);
  }

  /**
   * Takes note of what the object would define; loads it at once if that is wanted already. LLD 15 names all of it
   * before it looks what is wanted, which shows in the order of symbols.
   */
  addLazy({ object, archive }: LazyObject): void {
    const pending: PendingObject = { object, archive, loaded: false };
    const names = object.symbols.filter(({ binding, place }) => binding !== elf.STB_LOCAL && place !== "undefined").map(({ name }) => name);
    if (this.lld === 15) for (const name of names) this.insert(name);
    for (const name of names) {
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
  }

  addObject(object: ElfObject, archive?: string): InputFile {
    const file = new InputFile(object, archive);
    this.files.push(file);
    this.#addSections(file);
    this.#addSymbols(file);
    return file;
  }

  #addSections(file: InputFile): void {
    const { object } = file;
    const dropped = this.#droppedGroups(object);
    object.sections.forEach((section, index) => {
      const isDuplicate = section.group !== undefined && dropped.has(section.group);
      file.sections.push(isDuplicate ? undefined : new InputSection(file, index, section));
    });
  }

  #droppedGroups(object: ElfObject): ReadonlySet<number> {
    const dropped = new Set<number>();
    const groups = new Set<number>();
    for (const { group } of object.sections) if (group !== undefined) groups.add(group);
    for (const group of groups) {
      const { name } = object.symbols[group] as ObjectSymbol;
      if (this.#signatures.has(name)) dropped.add(group);
      this.#signatures.add(name);
    }
    return dropped;
  }

  /** All names first, then definitions, then references: those may load further objects. */
  #addSymbols(file: InputFile): void {
    const { symbols } = file.object;
    for (const symbol of symbols)
      file.symbols.push(symbol.binding === elf.STB_LOCAL ? localSymbol(file, symbol) : this.insert(symbol.name));
    const undefinedOnes: number[] = [];
    for (let i = file.globalsFrom; i < symbols.length; i++) {
      const symbol = symbols[i] as ObjectSymbol;
      if (symbol.binding === elf.STB_LOCAL) continue;
      if (symbol.place === "undefined" || (typeof symbol.place === "number" && file.sections[symbol.place] === undefined))
        undefinedOnes.push(i);
      else this.#resolveDefinition(file.symbols[i] as LinkSymbol, file, symbol);
    }
    for (const i of undefinedOnes) this.#resolveReference(file.symbols[i] as LinkSymbol, file, symbols[i] as ObjectSymbol);
  }

  #resolveDefinition(known: LinkSymbol, file: InputFile, symbol: ObjectSymbol): void {
    const visibility = stricterVisibility(known.visibility, symbol.visibility);
    if (symbol.place === "common") resolveCommon(known, file, symbol);
    else if (replaces(known, symbol)) define(known, file, symbol);
    else if (known.kind === "defined" && known.binding !== elf.STB_WEAK && symbol.binding !== elf.STB_WEAK)
      this.duplicates.push({ symbol: known, file, other: symbol });
    known.visibility = visibility;
    known.referenced = true;
  }

  #resolveReference(known: LinkSymbol, file: InputFile, symbol: ObjectSymbol): void {
    known.visibility = stricterVisibility(known.visibility, symbol.visibility);
    if (typeof symbol.place === "number" && known.kind === "undefined")
      known.discardedIn = (file.object.sections[symbol.place] as { readonly name: string }).name;
    if (known.kind === "undefined") {
      if (symbol.binding !== elf.STB_WEAK || !known.referenced) known.binding = symbol.binding;
      known.file ??= file;
      if (known.type === elf.STT_NOTYPE) known.type = symbol.type;
    }
    known.referenced = true;
    if (known.kind !== "lazy") return;
    if (symbol.binding === elf.STB_WEAK) {
      known.binding = elf.STB_WEAK;
      known.type = symbol.type;
      known.file ??= file;
    } else {
      known.binding = symbol.binding;
      this.extract(known);
    }
  }

  /** In LLD's words. */
  duplicateErrors(): string[] {
    return this.duplicates.flatMap(({ symbol, file, other }) => duplicateMessage(symbol, file, other, this.naming));
  }
}

function replaces(known: LinkSymbol, symbol: ObjectSymbol): boolean {
  if (known.kind === "common") return symbol.binding !== elf.STB_WEAK;
  if (known.kind !== "defined") return true;
  return known.binding !== elf.STB_GLOBAL && symbol.binding === elf.STB_GLOBAL;
}

/** Of tentative definitions the largest stands; any other definition is stronger unless it is weak. */
function resolveCommon(known: LinkSymbol, file: InputFile, symbol: ObjectSymbol): void {
  const alignment = Math.max(1, Number(symbol.value));
  if (known.kind === "common") {
    known.alignment = Math.max(known.alignment, alignment);
    if (symbol.size > known.size) {
      known.size = symbol.size;
      known.file = file;
    }
    return;
  }
  if (known.kind === "defined" && known.binding !== elf.STB_WEAK) return;
  known.kind = "common";
  known.alignment = alignment;
  fill(known, file, symbol);
  known.value = 0;
}

function define(known: LinkSymbol, file: InputFile, symbol: ObjectSymbol): void {
  known.kind = "defined";
  fill(known, file, symbol);
  if (typeof symbol.place === "number") {
    known.section = file.sections[symbol.place];
    known.value = Number(symbol.value);
  } else {
    known.section = undefined;
    known.absolute = symbol.value;
  }
}

function fill(known: LinkSymbol, file: InputFile, symbol: ObjectSymbol): void {
  known.file = file;
  known.binding = symbol.binding;
  known.size = symbol.size;
  known.type = symbol.type;
}

function localSymbol(file: InputFile, symbol: ObjectSymbol): LinkSymbol {
  const local = new LinkSymbol(symbol.name, elf.STB_LOCAL, file);
  local.visibility = symbol.visibility;
  const { place } = symbol;
  if (typeof place === "number" && file.sections[place] === undefined) {
    local.discardedIn = (file.object.sections[place] as { readonly name: string }).name;
    local.type = symbol.type;
  } else if (place !== "undefined") define(local, file, symbol);
  return local;
}

/** Source of a definition as far as the object tells, then the place in the object. */
function definitionPlace(section: InputSection, offset: number, named: Naming): string {
  const source = sourcePlace(section, offset);
  const place = describeObjectPlace(section, offset, named);
  return source === "" ? place : `${source}\n>>>            ${place}`;
}

function duplicateMessage(known: LinkSymbol, file: InputFile, other: ObjectSymbol, named: Naming): string[] {
  const otherSection = typeof other.place === "number" ? file.sections[other.place] : undefined;
  const { section } = known;
  const isSameValue = section === undefined && otherSection === undefined && known.absolute === other.value;
  if (isSameValue || known.file === undefined) return [];
  const head = `duplicate symbol: ${shownName(known.name, named)}`;
  if (!(section instanceof InputSection) || otherSection === undefined)
    return [`${head}\n>>> defined in ${known.file.displayName}\n>>> defined in ${file.displayName}`];
  const places = [definitionPlace(section, known.value, named), definitionPlace(otherSection, Number(other.value), named)];
  return [`${head}${places.map((place) => `\n>>> defined at ${place}`).join("")}`];
}

// Symbol resolution: each global name gets one LinkSymbol, defined by the strongest definition seen. Order of the
// table is that of first mention, which decides the order of the output's symbol table.
import * as elf from "../../elf/constants.ts";
import type { ElfObject, ObjectSymbol } from "../../elf/object.ts";
import { InputSection, LinkSymbol, describePlace } from "./input.ts";
import type { InputFile, SymbolBase } from "./input.ts";

export interface SymbolTable {
  readonly files: readonly InputFile[];
  readonly globals: ReadonlyMap<string, LinkSymbol>;
  /** In LLD's words, without the `ld.lld: error: ` in front. */
  readonly errors: string[];
}

/** Of two visibilities the stricter: INTERNAL < HIDDEN < PROTECTED < DEFAULT. */
function stricterVisibility(a: number, b: number): number {
  if (a === elf.STV_DEFAULT) return b;
  return b === elf.STV_DEFAULT ? a : Math.min(a, b);
}

const strength = (binding: number, base: SymbolBase, isCommon: boolean): number =>
  base.kind === "undefined" ? 0 : binding === elf.STB_WEAK ? 1 : isCommon ? 2 : 3;

class Resolver implements SymbolTable {
  readonly files: InputFile[] = [];
  readonly globals = new Map<string, LinkSymbol>();
  readonly errors: string[] = [];
  /** COMDAT signatures seen. */
  readonly #signatures = new Set<string>();

  addFile(object: ElfObject): void {
    const dropped = this.#droppedGroups(object);
    const file: InputFile = { object, sections: [], symbols: [] };
    object.sections.forEach((section, index) => {
      const duplicate = section.group !== undefined && dropped.has(section.group);
      file.sections.push(duplicate ? undefined : new InputSection(file, index, section));
    });
    this.files.push(file);
    for (const symbol of object.symbols)
      file.symbols.push(symbol.binding === elf.STB_LOCAL ? this.#local(file, symbol) : this.#global(file, symbol));
  }

  #droppedGroups(object: ElfObject): Set<number> {
    const dropped = new Set<number>();
    for (const group of new Set(object.sections.map(({ group }) => group))) {
      if (group === undefined) continue;
      const signature = (object.symbols[group] as ObjectSymbol).name;
      if (this.#signatures.has(signature)) dropped.add(group);
      this.#signatures.add(signature);
    }
    return dropped;
  }

  #base(file: InputFile, symbol: ObjectSymbol): SymbolBase {
    if (symbol.place === "undefined") return { kind: "undefined" };
    if (symbol.place === "absolute" || symbol.place === "common") return { kind: "absolute" };
    const section = file.sections[symbol.place];
    return section === undefined ? { kind: "undefined" } : { kind: "section", section };
  }

  #local(file: InputFile, symbol: ObjectSymbol): LinkSymbol {
    const local = new LinkSymbol(symbol.name, elf.STB_LOCAL, file);
    define(local, file, symbol, this.#base(file, symbol));
    return local;
  }

  #global(file: InputFile, symbol: ObjectSymbol): LinkSymbol {
    let known = this.globals.get(symbol.name);
    if (known === undefined) {
      known = new LinkSymbol(symbol.name, symbol.binding, file);
      this.globals.set(symbol.name, known);
    }
    this.#resolve(known, file, symbol);
    return known;
  }

  #resolve(known: LinkSymbol, file: InputFile, symbol: ObjectSymbol): void {
    const visibility = stricterVisibility(known.visibility, symbol.visibility);
    const base = this.#base(file, symbol);
    const mine = strength(symbol.binding, base, symbol.place === "common");
    const theirs = strength(known.binding, known.base, known.commonAlignment > 0);
    if (mine === 3 && theirs === 3) this.errors.push(duplicateMessage(known, file, symbol, base));
    else if (mine === 2 && theirs === 2) growCommon(known, symbol);
    else if (mine > theirs) define(known, file, symbol, base);
    else if (mine === 0 && theirs === 0 && symbol.binding !== elf.STB_WEAK) known.binding = symbol.binding;
    known.visibility = visibility;
  }
}

function growCommon(known: LinkSymbol, symbol: ObjectSymbol): void {
  known.commonAlignment = Math.max(known.commonAlignment, Number(symbol.value));
  if (symbol.size > known.size) known.size = symbol.size;
}

function define(known: LinkSymbol, file: InputFile, symbol: ObjectSymbol, base: SymbolBase): void {
  known.base = base;
  known.file = file;
  known.binding = symbol.binding;
  known.value = symbol.place === "common" ? 0n : symbol.value;
  known.commonAlignment = symbol.place === "common" ? Math.max(1, Number(symbol.value)) : 0;
  known.size = symbol.size;
  known.type = symbol.type;
  known.visibility = symbol.visibility;
}

function definitionPlace(file: InputFile, base: SymbolBase, value: bigint): string {
  return base.kind === "section" ? describePlace(base.section, Number(value)) : file.object.name;
}

function duplicateMessage(known: LinkSymbol, file: InputFile, symbol: ObjectSymbol, base: SymbolBase): string {
  const first = definitionPlace(known.file as InputFile, known.base, known.value);
  return `duplicate symbol: ${symbol.name}\n>>> defined at ${first}\n>>> defined at ${definitionPlace(file, base, symbol.value)}`;
}

export function resolveSymbols(objects: readonly ElfObject[]): SymbolTable {
  const resolver = new Resolver();
  for (const object of objects) resolver.addFile(object);
  return resolver;
}

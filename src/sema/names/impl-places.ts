// Where the impls of core and alloc stand: asked for the impls of a trait for a type, names the modules that hold some and have
// not been named before. So these crates are read as far as a crate needs them. The tables are `corelib/impl-places.ts`.
import { allocImplModules, allocImplPlaces, implModules, implPlaces } from "../../corelib/impl-places.ts";
import { lineAfter } from "../../corelib/table-line.ts";
import { ANY } from "../types/simplify.ts";

/** Stands for "no trait". */
export const INHERENT = "";

/** The table of one crate. It never changes, nor what is read of it. */
class ImplTable {
  /** Of each trait that was asked for: from the key of a type to modules. */
  readonly #read = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #moduleText: () => string;
  readonly #rowText: () => string;
  #modules: readonly string[] | undefined;

  constructor(moduleText: () => string, rowText: () => string) {
    this.#moduleText = moduleText;
    this.#rowText = rowText;
  }

  placesOf(trait: string): ReadonlyMap<string, readonly string[]> {
    const known = this.#read.get(trait);
    if (known !== undefined) return known;
    const rows = lineAfter(this.#rowText(), `${trait}: `)?.split(", ") ?? [];
    const places = new Map(rows.map((row) => this.#cell(row)));
    this.#read.set(trait, places);
    return places;
  }

  /** A cell is a key and numbers of modules: `adt core::option::Option=4 7`. */
  #cell(cell: string): [key: string, modules: readonly string[]] {
    const end = cell.lastIndexOf("=");
    this.#modules ??= this.#moduleText().split("\n");
    const modules = this.#modules;
    const numbers = cell.slice(end + 1).split(" ");
    return [cell.slice(0, end), numbers.map((number) => modules[Number(number)] as string)];
  }
}

export const CORE_IMPLS = new ImplTable(implModules, implPlaces);
export const ALLOC_IMPLS = new ImplTable(allocImplModules, allocImplPlaces);

export class ImplPlaces {
  readonly #named = new Set<string>();
  readonly #table: ImplTable;

  constructor(table: ImplTable) {
    this.#table = table;
  }

  /** Modules with impls of `trait` (its path) for types with these keys (see `types/simplify.ts`), all if undefined. */
  of(trait: string, keys: readonly string[] | undefined): readonly string[] {
    const places = this.#table.placesOf(trait);
    if (places.size === 0) return [];
    const modules = keys === undefined ? [...places.values()].flat() : keys.flatMap((key) => modulesFor(places, key));
    return modules.filter((path) => !this.#named.has(path) && this.#named.add(path));
  }
}

function modulesFor(places: ReadonlyMap<string, readonly string[]>, key: string): readonly string[] {
  if (!key.endsWith(ANY)) return places.get(key) ?? [];
  const start = key.slice(0, -ANY.length);
  return [...places].flatMap(([each, found]) => (each.startsWith(start) ? found : []));
}

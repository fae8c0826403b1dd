// Where core's impls stand: asked for the impls of a trait for a type, names the modules of core that hold some and have not
// been named before. So core is read as far as a crate needs it. The table is `corelib/impl-places.ts`.
import { implModules, implPlaces } from "../../corelib/impl-places.ts";
import { lineAfter } from "../../corelib/table-line.ts";

/** Stands for "no trait". */
export const INHERENT = "";

export class ImplPlaces {
  readonly #named = new Set<string>();
  /** Modules with impls of `trait` (its path) for types with these keys (see `types/simplify.ts`), all if undefined. */
  of(trait: string, keys: readonly string[] | undefined): readonly string[] {
    const places = placesOf(trait);
    const modules = keys === undefined ? [...places.values()].flat() : keys.flatMap((key) => places.get(key) ?? []);
    return modules.filter((path) => !this.#named.has(path) && this.#named.add(path));
  }
}

/** Of each trait that was asked for: from the key of a type to modules. The table never changes, nor what is read of it. */
const read = new Map<string, ReadonlyMap<string, readonly string[]>>();

function placesOf(trait: string): ReadonlyMap<string, readonly string[]> {
  const known = read.get(trait);
  if (known !== undefined) return known;
  const rows = lineAfter(implPlaces(), `${trait}: `)?.split(", ") ?? [];
  const places = new Map(rows.map((row) => [keyOf(row), modulesOf(row)]));
  read.set(trait, places);
  return places;
}

let modules: readonly string[] | undefined;

// A row is a key and numbers of modules: `adt core::option::Option=4 7`.

function keyOf(row: string): string {
  return row.slice(0, row.lastIndexOf("="));
}

function modulesOf(row: string): readonly string[] {
  const numbers = row.slice(row.lastIndexOf("=") + 1).split(" ");
  modules ??= implModules().split("\n");
  return numbers.map((number) => (modules as readonly string[])[Number(number)] as string);
}

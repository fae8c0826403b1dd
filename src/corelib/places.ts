// Where things of the real core stand, for notes that point at them: file, line, column from 0, offset. As rustc 1.96.0 prints them,
// without code, where core's sources are not installed; of other releases nobody has looked.
import { allocPlaces } from "./alloc-places.ts";
import { corePlaces } from "./core-places.ts";

/** In front of the names of what is alloc's. */
export const OF_ALLOC = "alloc/";

export interface CorePlace {
  readonly library: "core" | "alloc";
  /** Below `library/core/src`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
}

/** Of a variant (`Option::Some`), of the `self` of a method that takes it by value (`Option::unwrap`, `Iterator::map`), of a method that wants its reference written (`[T]::len`); of the head of a function (`.Iterator::map`, `mem.::swap`), or of its name; of the start of a type or trait (`@Copy::Copy`). */
export function corePlace(minor: number, thing: string, atName = false): CorePlace | undefined {
  if (minor !== 96) return undefined;
  const library = thing.startsWith(OF_ALLOC) ? "alloc" : "core";
  const name = library === "alloc" ? thing.slice(OF_ALLOC.length) : thing;
  return found(library === "alloc" ? allocPlaces() : corePlaces(), library, name, atName);
}

function found(places: string, library: CorePlace["library"], name: string, atName: boolean): CorePlace | undefined {
  const at = places.indexOf(` ${name}:`);
  if (at < 0) return undefined;
  const line = places.slice(places.lastIndexOf("\n", at) + 1);
  const [, own = "", row, column, offset, extent, ident] =
    /^ [^:]+::([\w.]+):(\d+):(\d+):(\d+)(?::(\d+))?(?::(\d+))?/.exec(places.slice(at, at + 200)) ?? [];
  const length = extent === undefined ? (/^[A-Z]/.test(own) ? own : "self").length : Number(extent);
  const place = {
    library,
    file: line.slice(0, line.indexOf(" ")),
    line: Number(row),
    column: Number(column),
    offset: Number(offset),
    length,
  };
  if (!atName || ident === undefined) return place;
  const behind = Number(ident);
  return { ...place, column: place.column + behind, offset: place.offset + behind, length: own.length };
}

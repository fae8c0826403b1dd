// Where things of the real core stand, for notes that point at them: file, line, column from 0, offset. As rustc 1.96.0 prints them,
// without code, where core's sources are not installed; of other releases nobody has looked.
import { corePlaces } from "./core-places.ts";

export interface CorePlace {
  /** Below `library/core/src`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
}

/** Of a variant (`Option::Some`), of the `self` of a method that takes it by value (`Option::unwrap`, `Iterator::map`), of a method that wants its reference written (`[T]::len`); of the head of a function (`.Iterator::map`, `mem.::swap`), or of its name; of the start of a type or trait (`@Copy::Copy`). */
export function corePlace(minor: number, name: string, atName = false): CorePlace | undefined {
  if (minor !== 96) return undefined;
  const places = corePlaces();
  const at = places.indexOf(` ${name}:`);
  if (at < 0) return undefined;
  const line = places.slice(places.lastIndexOf("\n", at) + 1);
  const [, thing = "", row, column, offset, extent, ident] =
    /^ [^:]+::([\w.]+):(\d+):(\d+):(\d+)(?::(\d+))?(?::(\d+))?/.exec(places.slice(at, at + 200)) ?? [];
  const length = extent === undefined ? (/^[A-Z]/.test(thing) ? thing : "self").length : Number(extent);
  const place = { file: line.slice(0, line.indexOf(" ")), line: Number(row), column: Number(column), offset: Number(offset), length };
  if (!atName || ident === undefined) return place;
  const behind = Number(ident);
  return { ...place, column: place.column + behind, offset: place.offset + behind, length: thing.length };
}

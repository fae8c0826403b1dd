// Which elements of an array or slice the parts of a pattern stand for, and whether two such parts may share one.
import type { PatKind } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import type { Elements, Position } from "./graph.ts";

type SlicePat = PatKind & { readonly kind: "slice" };

/** Of the parts of a pattern: each of those before `..`, `..` itself, and those behind it. */
export interface SliceParts {
  readonly prefix: readonly Elements[];
  readonly middle: Elements;
  readonly suffix: readonly Elements[];
}

export function slicePartsOf({ prefix, suffix }: SlicePat, type: Ty): SliceParts {
  const length = type.kind === "array" && type.length.kind === "const" ? Number(type.length.value) : undefined;
  const least = length ?? prefix.length + suffix.length;
  const start = (at: number): Position => ({ at, fromEnd: false });
  const end = (at: number): Position => (length === undefined ? { at, fromEnd: true } : start(length - at));
  return {
    prefix: prefix.map((_, i) => ({ from: start(i), to: start(i + 1), least })),
    middle: { from: start(prefix.length), to: end(suffix.length), least },
    suffix: suffix.map((_, i) => ({ from: end(suffix.length - i), to: end(suffix.length - i - 1), least })),
  };
}

/** No element is among both, however long the slice is. */
export function areDisjoint(one: Elements, other: Elements): boolean {
  const least = Math.max(one.least, other.least);
  return isBefore(one.to, other.from, least) || isBefore(other.to, one.from, least);
}

function isBefore(one: Position, other: Position, least: number): boolean {
  if (one.fromEnd === other.fromEnd) return one.fromEnd ? one.at >= other.at : one.at <= other.at;
  return other.fromEnd && one.at + other.at <= least;
}

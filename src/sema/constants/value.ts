// Values of constant evaluation: structured, not bytes. A pointer knows its allocation and the way inside it, so that
// what the program does with it stays symbolic until the image is laid out.
import type { Span } from "../../base/source.ts";
import type { DefId } from "../types/def-id.ts";
import type { Ty } from "../types/ty.ts";

export type Value =
  /** Integers in their type's range, `bool` as 0 and 1, `char` as code point. */
  | { readonly kind: "scalar"; readonly value: bigint }
  /** Struct, tuple, array, variant; unions as their last written field. `fields` may be changed in place. */
  | { readonly kind: "aggregate"; readonly variant: number; readonly fields: Value[] }
  | Repeat
  | Pointer
  | { readonly kind: "function"; readonly type: Ty }
  | { readonly kind: "uninit" };

/** A long array of one element: memory goes with what was changed in it. */
export interface Repeat {
  readonly kind: "repeat";
  readonly element: Value;
  readonly count: number;
  /** Elements that are others, or copies of their own. */
  readonly changed: Map<number, Value>;
}

export interface Pointer {
  readonly kind: "pointer";
  /** Undefined for an integer as a pointer. */
  readonly place: Place | undefined;
  readonly address: bigint;
  /** Of slices and `str`. */
  readonly length: bigint | undefined;
  /** The concrete type behind a `dyn`. */
  readonly dynamic: Ty | undefined;
  /** What the place is, where the pointer says that it is something else: nothing is read or written through it. */
  readonly origin?: Ty | undefined;
}

export interface Place {
  readonly allocation: Allocation;
  /** Fields and elements from the allocation's value inwards. */
  readonly path: readonly number[];
  /** The place is this element of the array at `path`, or a slice that begins there. */
  readonly index: number | undefined;
}

export interface Allocation {
  value: Value;
  readonly type: Ty;
  /** The static it belongs to. */
  readonly static: DefId | undefined;
}

export const UNIT_VALUE: Value = { kind: "aggregate", variant: 0, fields: [] };

export function scalar(value: bigint | number | boolean): Value {
  return { kind: "scalar", value: typeof value === "bigint" ? value : BigInt(value) };
}

export function aggregate(fields: Value[], variant = 0): Value {
  return { kind: "aggregate", variant, fields };
}

/** Aggregates are values: a copy shares nothing that can be changed. */
export function copyValue(value: Value): Value {
  if (value.kind === "aggregate") return { kind: "aggregate", variant: value.variant, fields: value.fields.map(copyValue) };
  if (value.kind !== "repeat") return value;
  return { ...value, changed: new Map([...value.changed].map(([i, element]) => [i, copyValue(element)])) };
}

/** Elements of an array; undefined for other values. */
export function lengthOf(value: Value): number | undefined {
  if (value.kind === "repeat") return value.count;
  return value.kind === "aggregate" ? value.fields.length : undefined;
}

/** `length` elements of an array, or as many as it has. */
export function elementsOf(value: Value, start = 0, length = lengthOf(value) ?? 0): Value[] {
  if (value.kind === "aggregate") return value.fields.slice(start, start + length);
  if (value.kind !== "repeat") return [];
  return Array.from({ length: Math.max(0, Math.min(length, value.count - start)) }, (_, i) => partOf(value, start + i));
}

/** Whether a field is what a union was made by. */
export const isActive = (value: Value, field: number): boolean => value.kind === "aggregate" && value.variant === field;

export function pointerTo(place: Place, length?: bigint): Pointer {
  return { kind: "pointer", place, address: 0n, length, dynamic: undefined };
}

export function bytesValue(bytes: Uint8Array): Value {
  return aggregate(Array.from(bytes, (byte) => scalar(byte)));
}

/** Another constant failed, which has been told. */
export const ERRONEOUS = "erroneous constant encountered";

/** What was read failed, and that has been told: nothing more is said. */
export const REPORTED = "already reported";

/** Why an evaluation stopped: rustc's words, or a construct that is not modelled. */
export class EvaluationStop {
  readonly message: string;
  readonly unsupported: boolean;
  span: Span;
  /** The calls it came through, innermost first: what was called, and where. */
  readonly calls: { readonly callee: string; readonly span: Span }[] = [];

  constructor(message: string, span: Span, unsupported = false) {
    this.message = message;
    this.span = span;
    this.unsupported = unsupported;
  }
}

export function readPlace(place: Place): Value {
  let value = place.allocation.value;
  for (const step of place.path) value = partOf(value, step);
  return place.index === undefined ? value : partOf(value, place.index);
}

export function partOf(value: Value, step: number): Value {
  if (value.kind === "repeat") return step < value.count ? (value.changed.get(step) ?? value.element) : { kind: "uninit" };
  if (value.kind !== "aggregate") return { kind: "uninit" };
  return value.fields[step] ?? { kind: "uninit" };
}

export function writePlace(place: Place, value: Value): void {
  const path = place.index === undefined ? place.path : [...place.path, place.index];
  if (path.length === 0) {
    place.allocation.value = value;
    return;
  }
  let holder = place.allocation.value;
  for (const step of path.slice(0, -1)) holder = ownPart(holder, step);
  const last = path[path.length - 1] as number;
  if (holder.kind === "repeat") holder.changed.set(last, value);
  if (holder.kind === "aggregate") holder.fields[last] = value;
}

/** A part that is to be changed: no longer the element that a long array shares. */
function ownPart(value: Value, step: number): Value {
  const part = partOf(value, step);
  if (value.kind !== "repeat" || value.changed.has(step) || (part.kind !== "aggregate" && part.kind !== "repeat")) return part;
  const own = copyValue(part);
  value.changed.set(step, own);
  return own;
}

export function inside(place: Place, step: number): Place {
  const path = place.index === undefined ? place.path : [...place.path, place.index];
  return { allocation: place.allocation, path: [...path, step], index: undefined };
}

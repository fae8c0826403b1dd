// Rows of a matrix of patterns, found by what their first pattern is: a `match` of thousands of numbers stays a matter of
// looking up.
import type { Constructor, Deconstructed } from "./constructors.ts";
import { covers } from "./split.ts";

export type Row = readonly Deconstructed[];

export interface NumberedRow {
  readonly row: Row;
  readonly id: number;
}

const headOf = (row: Row): Constructor => (row[0] as Deconstructed).constructor;

/** Or-patterns become rows of their own. */
export function expand(row: Row): Row[] {
  const [head, ...rest] = row;
  if (head?.constructor.kind !== "or") return [row];
  return head.constructor.alternatives.flatMap((each) => expand([each, ...rest]));
}

/** Some value may be matched by the first patterns of both; false only if none is. */
export function meets(a: Row, b: Row): boolean {
  const [mine, theirs] = [headOf(a), headOf(b)];
  if (mine.kind === "range" && theirs.kind === "range") return mine.low <= theirs.high && theirs.low <= mine.high;
  if (mine.kind === "variant" && theirs.kind === "variant") return mine.index === theirs.index;
  return mine.kind !== "text" || theirs.kind !== "text" || mine.text === theirs.text;
}

/** What a constructor is alone with, if it matches one value (or the values of one variant). */
function keyOf(head: Constructor): bigint | number | string | undefined {
  if (head.kind === "range") return head.low === head.high ? head.low : undefined;
  if (head.kind === "variant") return head.index;
  if (head.kind === "floats") return head.low === head.high && !head.open ? head.low : undefined;
  return head.kind === "text" ? head.text : undefined;
}

/** Patterns of one type, one after the other: by number. */
export class PatternRows {
  readonly #byKey = new Map<bigint | number | string, NumberedRow[]>();
  readonly #others: NumberedRow[] = [];
  /** Of each row, where it was put. */
  readonly #lists: { readonly id: number; readonly list: NumberedRow[] }[] = [];

  add(pattern: Deconstructed, id: number): void {
    for (const row of expand([pattern])) {
      const list = this.#listOf(row);
      list.push({ row, id });
      this.#lists.push({ id, list });
    }
  }

  /** Takes out what was added last, down to (and with) this number. */
  removeFrom(id: number): void {
    while ((this.#lists.at(-1)?.id ?? -1) >= id) this.#lists.pop()?.list.pop();
  }

  #listOf(row: Row): NumberedRow[] {
    const key = keyOf(headOf(row));
    if (key === undefined) return this.#others;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const list: NumberedRow[] = [];
    this.#byKey.set(key, list);
    return list;
  }

  /** Rows that may match a value which this one matches, and maybe others. */
  meeting(row: Row): readonly NumberedRow[] {
    const key = keyOf(headOf(row));
    if (key !== undefined) return [...(this.#byKey.get(key) ?? []), ...this.#others];
    return [...[...this.#byKey.values()].flat(), ...this.#others];
  }
}

/** A class of constructors, and the rows whose first pattern matches it, in order. */
export interface ClassRows<R> {
  readonly constructor: Constructor;
  readonly rows: readonly R[];
}

/** Classes that are ranges are in order. */
export function byClass<R extends { readonly row: Row }>(rows: readonly R[], classes: readonly Constructor[]): ClassRows<R>[] {
  const groups = classes.map((constructor) => ({ constructor, rows: [] as R[] }));
  for (const row of rows) {
    const head = headOf(row.row);
    for (let i = firstIn(classes, head); i < groups.length; i++) {
      const group = groups[i] as (typeof groups)[number];
      if (head.kind === "range" && group.constructor.kind === "range" && group.constructor.low > head.high) break;
      if (head.kind === "wild" || covers(head, group.constructor)) group.rows.push(row);
    }
  }
  return groups;
}

/** The first class that a range can match, by halving. */
function firstIn(classes: readonly Constructor[], head: Constructor): number {
  if (head.kind !== "range") return 0;
  let [from, to] = [0, classes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const constructor = classes[middle] as Constructor;
    if (constructor.kind === "range" && constructor.low < head.low) from = middle + 1;
    else to = middle;
  }
  return from;
}

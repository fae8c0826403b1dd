// Exhaustiveness by usefulness: a matrix of patterns, one row an arm, is specialised by each class of constructors; what
// no row covers is a witness. After Maranget, "Warnings for pattern matching" (JFP 2007).
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import { WILD, fieldTypes, type Constructor, type Deconstructed } from "./constructors.ts";
import { mayLeaveOutEmpty, neverReachesEmpty, partsOf, type Place } from "./places.ts";
import { PatternRows, byClass, expand, meets, type NumberedRow, type Row } from "./rows.ts";
import { covers, split, type Split } from "./split.ts";

/** A value no row matches. */
export interface Witness {
  readonly constructor: Constructor | { readonly kind: "missing-range"; readonly low: bigint; readonly high: bigint };
  readonly fields: readonly Witness[];
  readonly type: Ty;
}

export interface GuardedPattern {
  readonly pattern: Deconstructed;
  /** A guard may let its values through. */
  readonly guarded: boolean;
}

interface GuardedRow {
  readonly row: Row;
  readonly guarded: boolean;
}

const ANY = (type: Ty): Witness => ({ constructor: { kind: "wild" }, fields: [], type });

/** Work is bounded: a matrix that needs more is given up on (undefined). */
const LIMIT = 200_000;

export class Usefulness {
  readonly #tcx: TypeContext;
  readonly #module: DefId;
  #work = 0;

  /** `module`: which sees some fields, and others not. */
  constructor(tcx: TypeContext, module: DefId) {
    this.#tcx = tcx;
    this.#module = module;
  }

  /** Values of what is matched that no pattern matches, in constructor order; empty if exhaustive, undefined if too much work. */
  missing(patterns: readonly GuardedPattern[], place: Place): readonly Witness[] | undefined {
    this.#work = 0;
    const rows = patterns.flatMap(({ pattern, guarded }) => expand([pattern]).map((row) => ({ row, guarded })));
    const found = this.#witnesses(rows, [place]);
    return this.#work > LIMIT ? undefined : found.map((each) => each[0] as Witness);
  }

  /** Which rows leave nothing of a pattern: by number, in order; undefined if something is left. */
  coveredBy(rows: PatternRows, last: Deconstructed, place: Place): readonly number[] | undefined {
    this.#work = 0;
    const found = new Set<number>();
    const isCovered = expand([last]).every((row) => this.#covered(rows.meeting(row), row, [place], found));
    return isCovered && this.#work <= LIMIT ? [...found].sort((a, b) => a - b) : undefined;
  }

  /** Every value of `row` is matched by one of the rows; those that do are added to `found`. */
  #covered(all: readonly NumberedRow[], row: Row, places: readonly Place[], found: Set<number>): boolean {
    if (++this.#work > LIMIT) return false;
    const [place, ...rest] = places;
    if (place === undefined) {
      for (const { id } of all) found.add(id);
      return all.length > 0;
    }
    const rows = all.filter((each) => meets(row, each.row));
    const noEmpty = neverReachesEmpty(this.#tcx, place);
    // A part that nobody looks into is not taken apart: it may be an array of arrays.
    if (isWild(row) && rows.every((each) => isWild(each.row))) {
      const others = rows.flatMap(({ row: other, id }) => behindFirst(other).map((made) => ({ row: made, id })));
      return noEmpty || behindFirst(row).every((each) => this.#covered(others, each, rest, found));
    }
    const heads = [row, ...rows.map((each) => each.row)].map((each) => (each[0] as Deconstructed).constructor);
    const { present, missing, empty } = split(this.#tcx, place.type, heads, this.#module);
    const { constructor: head } = row[0] as Deconstructed;
    if (head.kind === "opaque") return false;
    const classes = byClass(rows, present);
    const unnamed = head.kind === "wild" ? (missing[0] ?? (noEmpty ? undefined : empty[0])) : undefined;
    if (unnamed !== undefined) classes.push({ constructor: unnamed, rows: rows.filter((each) => isWild(each.row)) });
    return classes.every(({ constructor, rows: matching }) => {
      const inner = partsOf(this.#tcx, place, constructor, this.#module);
      const own = specialise(row, constructor, inner.length);
      const others = matching.flatMap(({ row: other, id }) =>
        specialise(other, constructor, inner.length).map((made) => ({ row: made, id })),
      );
      return own.every((each) => this.#covered(others, each, [...inner, ...rest], found));
    });
  }

  #witnesses(rows: readonly GuardedRow[], places: readonly Place[]): Witness[][] {
    if (++this.#work > LIMIT) return [];
    const [place, ...rest] = places;
    if (place === undefined) return rows.some(({ guarded }) => !guarded) ? [] : [[]];
    const { type } = place;
    const heads = rows.map(({ row }) => (row[0] as Deconstructed).constructor);
    const { present, missing } = this.#parts(place, heads);
    if (missing.length > 0) {
      // What is missing tells enough: the rows that match it match the others, too.
      const wild = rows.filter(({ row }) => isWild(row));
      const others = this.#witnesses(
        wild.flatMap(({ row, guarded }) => behindFirst(row).map((behind) => ({ row: behind, guarded }))),
        rest,
      );
      const unmentioned = present.length === 0 && !(place.isScrutinee && type.kind === "adt");
      const whole = unmentioned ? [ANY(type)] : missing.map((constructor) => this.#witnessOf(constructor, type));
      return others.flatMap((each) => whole.map((head) => [head, ...each]));
    }
    // Of `bool` rustc takes `true` first.
    const classes = byClass(rows, present);
    return (type.kind === "bool" ? classes.toReversed() : classes).flatMap(({ constructor, rows: matching }) => {
      const inner = partsOf(this.#tcx, place, constructor, this.#module);
      const specialised = matching.flatMap(({ row, guarded }) =>
        specialise(row, constructor, inner.length).map((made) => ({ row: made, guarded })),
      );
      return this.#witnesses(specialised, [...inner, ...rest]).map((each): Witness[] => [
        { constructor, fields: each.slice(0, inner.length), type },
        ...each.slice(inner.length),
      ]);
    });
  }

  /** What is missing from rows with these heads: if need be, what has no values, too. */
  #parts(place: Place, heads: readonly Constructor[]): Split {
    // Of what is hidden nothing is missing: whatever is said of it is `_`.
    if (place.isHidden) return { present: [], missing: [{ kind: "opaque" }], empty: [] };
    const found = split(this.#tcx, place.type, heads, this.#module);
    if (mayLeaveOutEmpty(this.#tcx, place)) return found;
    return { ...found, missing: [...found.missing, ...found.empty] };
  }

  #witnessOf(constructor: Constructor, type: Ty): Witness {
    if (constructor.kind === "opaque" || constructor.kind === "text") return ANY(type);
    return { constructor, fields: fieldTypes(this.#tcx, type, constructor).map(ANY), type };
  }
}

function isWild(row: Row): boolean {
  return row[0]?.constructor.kind === "wild";
}

/** The row under the assumption that the first column is `constructor`; empty if it cannot be. */
function specialise(row: Row, constructor: Constructor, arity: number): Row[] {
  const head = row[0] as Deconstructed;
  const rest = row.slice(1);
  if (head.constructor.kind === "wild") return expandFirst([...Array.from({ length: arity }, () => WILD), ...rest]);
  if (!covers(head.constructor, constructor)) return [];
  return expandFirst([...fieldsFor(head, constructor, arity), ...rest]);
}

/** The row where nothing is asked of the first column. */
const behindFirst = (row: Row): Row[] => expandFirst(row.slice(1));

function expandFirst(row: Row): Row[] {
  return row.length === 0 ? [row] : expand(row);
}

function fieldsFor(head: Deconstructed, constructor: Constructor, arity: number): readonly Deconstructed[] {
  if (head.constructor.kind !== "slice" || constructor.kind !== "slice") return head.fields;
  const { prefix } = head.constructor;
  const gap = Array.from({ length: arity - head.fields.length }, () => WILD);
  return [...head.fields.slice(0, prefix), ...gap, ...head.fields.slice(prefix)];
}

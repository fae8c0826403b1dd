// Exhaustiveness by usefulness: a matrix of patterns, one row an arm, is specialised by each class of constructors; what
// no row covers is a witness. After Maranget, "Warnings for pattern matching" (JFP 2007).
import type { TypeContext } from "../context.ts";
import type { Ty } from "../ty.ts";
import { WILD, fieldTypes, isUninhabited, type Constructor, type Deconstructed } from "./constructors.ts";
import { PatternRows, byClass, expand, meets, type NumberedRow, type Row } from "./rows.ts";
import { covers, split } from "./split.ts";

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
  #work = 0;

  constructor(tcx: TypeContext) {
    this.#tcx = tcx;
  }

  /** Values of `type` that no pattern matches, in constructor order; empty if exhaustive, undefined if too much work. */
  missing(patterns: readonly GuardedPattern[], type: Ty): readonly Witness[] | undefined {
    this.#work = 0;
    const rows = patterns.flatMap(({ pattern, guarded }) => expand([pattern]).map((row) => ({ row, guarded })));
    const found = this.#witnesses(rows, [type], true);
    return this.#work > LIMIT ? undefined : found.map((each) => each[0] as Witness);
  }

  /** Which rows leave nothing of a pattern: by number, in order; undefined if something is left. */
  coveredBy(rows: PatternRows, last: Deconstructed, type: Ty): readonly number[] | undefined {
    this.#work = 0;
    const found = new Set<number>();
    const isCovered = expand([last]).every((row) => this.#covered(rows.meeting(row), row, [type], found));
    return isCovered && this.#work <= LIMIT ? [...found].sort((a, b) => a - b) : undefined;
  }

  /** Every value of `row` is matched by one of the rows; those that do are added to `found`. */
  #covered(all: readonly NumberedRow[], row: Row, types: readonly Ty[], found: Set<number>): boolean {
    if (++this.#work > LIMIT) return false;
    const type = types[0];
    if (type === undefined) {
      for (const { id } of all) found.add(id);
      return all.length > 0;
    }
    const rows = all.filter((each) => meets(row, each.row));
    // A part that nobody looks into is not taken apart: it may be an array of arrays.
    if (isWild(row) && rows.every((each) => isWild(each.row))) {
      const others = rows.flatMap(({ row: other, id }) => behindFirst(other).map((rest) => ({ row: rest, id })));
      return isUninhabited(this.#tcx, type) || behindFirst(row).every((each) => this.#covered(others, each, types.slice(1), found));
    }
    const heads = [row, ...rows.map((each) => each.row)].map((each) => (each[0] as Deconstructed).constructor);
    const { present, missing } = split(this.#tcx, type, heads);
    if (present.length === 0 && missing.length === 0) return true;
    const { constructor: head } = row[0] as Deconstructed;
    if (head.kind === "opaque") return false;
    const classes = byClass(rows, present);
    const [unnamed] = head.kind === "wild" ? missing : [];
    if (unnamed !== undefined) classes.push({ constructor: unnamed, rows: rows.filter((each) => isWild(each.row)) });
    return classes.every(({ constructor, rows: matching }) => {
      const inner = fieldTypes(this.#tcx, type, constructor);
      const own = specialise(row, constructor, inner.length);
      const others = matching.flatMap(({ row: other, id }) =>
        specialise(other, constructor, inner.length).map((made) => ({ row: made, id })),
      );
      return own.every((each) => this.#covered(others, each, [...inner, ...types.slice(1)], found));
    });
  }

  #witnesses(rows: readonly GuardedRow[], types: readonly Ty[], top: boolean): Witness[][] {
    if (++this.#work > LIMIT) return [];
    if (types.length === 0) return rows.some(({ guarded }) => !guarded) ? [] : [[]];
    const type = types[0] as Ty;
    const rest = types.slice(1);
    const heads = rows.map(({ row }) => (row[0] as Deconstructed).constructor);
    const { present, missing } = split(this.#tcx, type, heads);
    if (missing.length > 0) {
      // What is missing tells enough: the rows that match it match the others, too.
      const wild = rows.filter(({ row }) => isWild(row));
      const others = this.#witnesses(
        wild.flatMap(({ row, guarded }) => behindFirst(row).map((behind) => ({ row: behind, guarded }))),
        rest,
        false,
      );
      const unmentioned = present.length === 0 && !(top && type.kind === "adt");
      const whole = unmentioned ? [ANY(type)] : missing.map((constructor) => this.#witnessOf(constructor, type));
      return others.flatMap((each) => whole.map((head) => [head, ...each]));
    }
    // Of `bool` rustc takes `true` first.
    const classes = byClass(rows, present);
    return (type.kind === "bool" ? classes.toReversed() : classes).flatMap(({ constructor, rows: matching }) => {
      const inner = fieldTypes(this.#tcx, type, constructor);
      const specialised = matching.flatMap(({ row, guarded }) =>
        specialise(row, constructor, inner.length).map((made) => ({ row: made, guarded })),
      );
      return this.#witnesses(specialised, [...inner, ...rest], false).map((each): Witness[] => [
        { constructor, fields: each.slice(0, inner.length), type },
        ...each.slice(inner.length),
      ]);
    });
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
  if (head.constructor.kind === "wild") return [[...Array.from({ length: arity }, () => WILD), ...rest]];
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

// Exhaustiveness by usefulness: a matrix of patterns, one row an arm, is specialised by each class of constructors; what
// no row covers is a witness. After Maranget, "Warnings for pattern matching" (JFP 2007).
import type { TypeContext } from "../context.ts";
import type { Ty } from "../ty.ts";
import { WILD, boundsOf, fieldTypes, isEmptyVariant, isUninhabited, type Constructor, type Deconstructed } from "./constructors.ts";

/** A value no row matches. */
export interface Witness {
  readonly constructor: Constructor | { readonly kind: "missing-range"; readonly low: bigint; readonly high: bigint };
  readonly fields: readonly Witness[];
  readonly type: Ty;
}

type Row = readonly Deconstructed[];

export interface GuardedPattern {
  readonly pattern: Deconstructed;
  /** A guard may let its values through. */
  readonly guarded: boolean;
}

interface GuardedRow {
  readonly row: Row;
  readonly guarded: boolean;
}

interface NumberedRow {
  readonly row: Row;
  readonly id: number;
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

  /** Which patterns leave nothing of the last one: by number, in order; undefined if something is left. */
  coveredBy(patterns: readonly Deconstructed[], last: Deconstructed, type: Ty): readonly number[] | undefined {
    this.#work = 0;
    const rows = patterns.flatMap((pattern, id) => expand([pattern]).map((row) => ({ row, id })));
    const found = new Set<number>();
    const isCovered = expand([last]).every((row) => this.#covered(rows, row, [type], found));
    return isCovered && this.#work <= LIMIT ? [...found].sort((a, b) => a - b) : undefined;
  }

  /** Every value of `row` is matched by one of the rows; those that do are added to `found`. */
  #covered(rows: readonly NumberedRow[], row: Row, types: readonly Ty[], found: Set<number>): boolean {
    if (++this.#work > LIMIT) return false;
    const type = types[0];
    if (type === undefined) {
      for (const { id } of rows) found.add(id);
      return rows.length > 0;
    }
    const heads = [row, ...rows.map((each) => each.row)].map((each) => (each[0] as Deconstructed).constructor);
    const { present, missing } = split(this.#tcx, type, heads);
    if (present.length === 0 && missing.length === 0) return true;
    const { constructor: head } = row[0] as Deconstructed;
    if (head.kind === "opaque") return false;
    const isWild = head.kind === "wild";
    const classes = isWild && missing.length > 0 ? [...present, missing[0] as Constructor] : present;
    return classes.every((constructor) => {
      const inner = fieldTypes(this.#tcx, type, constructor);
      const own = specialise(row, constructor, inner.length);
      const others = rows.flatMap(({ row: other, id }) => specialise(other, constructor, inner.length).map((made) => ({ row: made, id })));
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
      const wild = rows.filter(({ row }) => (row[0] as Deconstructed).constructor.kind === "wild");
      const others = this.#witnesses(
        wild.map(({ row, guarded }) => ({ row: row.slice(1), guarded })),
        rest,
        false,
      );
      const unmentioned = present.length === 0 && !(top && type.kind === "adt");
      const whole = unmentioned ? [ANY(type)] : missing.map((constructor) => this.#witnessOf(constructor, type));
      return others.flatMap((each) => whole.map((head) => [head, ...each]));
    }
    // Of `bool` rustc takes `true` first.
    const classes = type.kind === "bool" ? present.toReversed() : present;
    return classes.flatMap((constructor) => {
      const inner = fieldTypes(this.#tcx, type, constructor);
      const specialised = rows.flatMap(({ row, guarded }) =>
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

/** Or-patterns become rows of their own. */
function expand(row: Row): Row[] {
  const [head, ...rest] = row;
  if (head?.constructor.kind !== "or") return [row];
  return head.constructor.alternatives.flatMap((each) => expand([each, ...rest]));
}

/** The row under the assumption that the first column is `constructor`; empty if it cannot be. */
function specialise(row: Row, constructor: Constructor, arity: number): Row[] {
  const head = row[0] as Deconstructed;
  const rest = row.slice(1);
  if (head.constructor.kind === "wild") return [[...Array.from({ length: arity }, () => WILD), ...rest]];
  if (!covers(head.constructor, constructor)) return [];
  return expandFirst([...fieldsFor(head, constructor, arity), ...rest]);
}

function expandFirst(row: Row): Row[] {
  return row.length === 0 ? [row] : expand(row);
}

function fieldsFor(head: Deconstructed, constructor: Constructor, arity: number): readonly Deconstructed[] {
  if (head.constructor.kind !== "slice" || constructor.kind !== "slice") return head.fields;
  const { prefix } = head.constructor;
  const gap = Array.from({ length: arity - head.fields.length }, () => WILD);
  return [...head.fields.slice(0, prefix), ...gap, ...head.fields.slice(prefix)];
}

/** Whether a pattern's constructor matches every value of a class. */
function covers(pattern: Constructor, whole: Constructor): boolean {
  if (pattern.kind === "range") return whole.kind === "range" && pattern.low <= whole.low && whole.high <= pattern.high;
  if (pattern.kind === "variant") return whole.kind === "variant" && pattern.index === whole.index;
  if (pattern.kind === "text") return whole.kind === "text" && pattern.text === whole.text;
  if (pattern.kind === "slice") return whole.kind === "slice" && coversSlice(pattern, whole);
  return pattern.kind === "single" && whole.kind === "single";
}

type Slice = Constructor & { kind: "slice" };

function coversSlice(pattern: Slice, whole: Slice): boolean {
  const length = whole.prefix + whole.suffix;
  if (pattern.open) return length >= pattern.prefix + pattern.suffix;
  return !whole.open && length === pattern.prefix + pattern.suffix;
}

interface Split {
  /** Classes that some row mentions. */
  readonly present: readonly Constructor[];
  /** Classes no row mentions; not those without values. */
  readonly missing: readonly Constructor[];
}

function split(tcx: TypeContext, type: Ty, heads: readonly Constructor[]): Split {
  if (isUninhabited(tcx, type)) return { present: [], missing: [] };
  const bounds = boundsOf(type);
  if (bounds !== undefined) return splitRanges(bounds, type, heads);
  switch (type.kind) {
    case "adt":
      return tcx.adt(type.def).kind === "enum" ? splitVariants(tcx, type, heads) : single(heads);
    case "tuple":
    case "ref":
      return single(heads);
    case "array":
      return splitArray(type, heads);
    case "slice":
      return splitSlices(heads);
    default:
      return { present: heads.filter((head) => head.kind === "text"), missing: [{ kind: "opaque" }] };
  }
}

function single(heads: readonly Constructor[]): Split {
  const one: Constructor = { kind: "single" };
  return heads.some((head) => head.kind === "single") ? { present: [one], missing: [] } : { present: [], missing: [one] };
}

function splitVariants(tcx: TypeContext, type: Ty & { kind: "adt" }, heads: readonly Constructor[]): Split {
  const present: Constructor[] = [];
  const missing: Constructor[] = [];
  tcx.adt(type.def).variants.forEach((_, index) => {
    const constructor: Constructor = { kind: "variant", index };
    if (heads.some((head) => covers(head, constructor))) present.push(constructor);
    else if (!isEmptyVariant(tcx, type, index)) missing.push(constructor);
  });
  return { present, missing };
}

/** Cuts the whole range wherever a pattern's begins or ends. */
function splitRanges([least, greatest]: readonly [bigint, bigint], type: Ty, heads: readonly Constructor[]): Split {
  const cuts = new Set<bigint>([least, greatest + 1n]);
  for (const head of heads) {
    if (head.kind !== "range" || head.low > head.high) continue;
    cuts.add(head.low);
    cuts.add(head.high + 1n);
  }
  if (type.kind === "char") [0xd800n, 0xe000n].forEach((cut) => cuts.add(cut));
  const sorted = [...cuts].filter((cut) => cut >= least && cut <= greatest + 1n).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const present: Constructor[] = [];
  const missing: Constructor[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const range: Constructor = { kind: "range", low: sorted[i] as bigint, high: (sorted[i + 1] as bigint) - 1n };
    if (heads.some((head) => covers(head, range))) present.push(range);
    else if (!(type.kind === "char" && range.low >= 0xd800n && range.high < 0xe000n)) missing.push(range);
  }
  return { present, missing: joined(missing) };
}

/** Neighbouring gaps are one. */
function joined(ranges: readonly Constructor[]): Constructor[] {
  const out: Constructor[] = [];
  for (const range of ranges) {
    const last = out.at(-1);
    if (range.kind === "range" && last?.kind === "range" && last.high + 1n === range.low)
      out[out.length - 1] = { ...last, high: range.high };
    else out.push(range);
  }
  return out;
}

function splitArray(type: Ty & { kind: "array" }, heads: readonly Constructor[]): Split {
  if (type.length.kind !== "const") return { present: [], missing: [{ kind: "opaque" }] };
  const all: Constructor = { kind: "slice", prefix: Number(type.length.value), suffix: 0, open: false };
  return heads.some((head) => covers(head, all)) ? { present: [all], missing: [] } : { present: [], missing: [all] };
}

/** Each length up to the longest any pattern speaks of, and all longer ones. */
function splitSlices(heads: readonly Constructor[]): Split {
  let longest = 0;
  let maxPrefix = 0;
  let maxSuffix = 0;
  for (const head of heads) {
    if (head.kind !== "slice") continue;
    if (head.open) {
      maxPrefix = Math.max(maxPrefix, head.prefix);
      maxSuffix = Math.max(maxSuffix, head.suffix);
    } else longest = Math.max(longest, head.prefix + head.suffix + 1);
  }
  if (longest > maxPrefix + maxSuffix) maxPrefix = longest - maxSuffix;
  const classes: Constructor[] = [];
  for (let length = 0; length < maxPrefix + maxSuffix; length++) classes.push({ kind: "slice", prefix: length, suffix: 0, open: false });
  classes.push({ kind: "slice", prefix: maxPrefix, suffix: maxSuffix, open: true });
  return {
    present: classes.filter((each) => heads.some((head) => covers(head, each))),
    missing: classes.filter((each) => !heads.some((head) => covers(head, each))),
  };
}

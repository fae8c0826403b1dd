// A type's constructors in classes: as few as can be, so that each pattern at hand matches all of a class or nothing of it.
import type { TypeContext } from "../context.ts";
import type { Ty } from "../ty.ts";
import { boundsOf, isEmptyVariant, isUninhabited, type Constructor } from "./constructors.ts";

/** Whether a pattern's constructor matches every value of a class. */
export function covers(pattern: Constructor, whole: Constructor): boolean {
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

export interface Split {
  /** Classes that some row mentions. */
  readonly present: readonly Constructor[];
  /** Classes no row mentions; not those without values. */
  readonly missing: readonly Constructor[];
}

export function split(tcx: TypeContext, type: Ty, heads: readonly Constructor[]): Split {
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
  const sorted = [...cuts].filter((cut) => cut >= least && cut <= greatest + 1n).sort(ascending);
  const present: Constructor[] = [];
  const missing: Constructor[] = [];
  const depth = depths(heads);
  let covering = 0;
  for (let i = 0; i + 1 < sorted.length; i++) {
    const low = sorted[i] as bigint;
    const range: Constructor = { kind: "range", low, high: (sorted[i + 1] as bigint) - 1n };
    covering += depth.get(low) ?? 0;
    if (covering > 0) present.push(range);
    else if (!(type.kind === "char" && range.low >= 0xd800n && range.high < 0xe000n)) missing.push(range);
  }
  return { present, missing: joined(missing) };
}

const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where so many more ranges begin than end. */
function depths(heads: readonly Constructor[]): Map<bigint, number> {
  const found = new Map<bigint, number>();
  const count = (at: bigint, more: number) => found.set(at, (found.get(at) ?? 0) + more);
  for (const head of heads) {
    if (head.kind !== "range" || head.low > head.high) continue;
    count(head.low, 1);
    count(head.high + 1n, -1);
  }
  return found;
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
  const length = Number(type.length.value);
  const slices = heads.filter((head): head is Slice => head.kind === "slice");
  const prefix = Math.max(0, ...slices.map((head) => head.prefix));
  const suffix = Math.max(0, ...slices.map((head) => head.suffix));
  const isShort = slices.length > 0 && slices.every(({ open }) => open) && prefix + suffix <= length;
  const all: Constructor = isShort
    ? { kind: "slice", prefix, suffix, open: true }
    : { kind: "slice", prefix: length, suffix: 0, open: false };
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

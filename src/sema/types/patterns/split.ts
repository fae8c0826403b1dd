// A type's constructors in classes: as few as can be, so that each pattern at hand matches all of a class or nothing of it.
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import { hasNoConstructors, isEmptyVariant, isSizeType, isUninhabited, valuesOf, type Constructor } from "./constructors.ts";

/** Whether a pattern's constructor matches every value of a class. */
export function covers(pattern: Constructor, whole: Constructor): boolean {
  if (pattern.kind === "range") return whole.kind === "range" && pattern.low <= whole.low && whole.high <= pattern.high;
  if (pattern.kind === "variant") return whole.kind === "variant" && pattern.index === whole.index;
  if (pattern.kind === "floats") return whole.kind === "floats" && coversFloats(pattern, whole);
  if (pattern.kind === "text") return whole.kind === "text" && pattern.text === whole.text;
  if (pattern.kind === "slice") return whole.kind === "slice" && coversSlice(pattern, whole);
  return pattern.kind === "single" && whole.kind === "single";
}

type Floats = Constructor & { kind: "floats" };

function coversFloats(pattern: Floats, whole: Floats): boolean {
  if (whole.low < pattern.low) return false;
  return whole.high < pattern.high || (whole.high === pattern.high && (!pattern.open || whole.open));
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
  /** Classes no row mentions, and that have no values. */
  readonly empty: readonly Constructor[];
}

const NOTHING: Split = { present: [], missing: [], empty: [] };

/** `from`: the module, which sees some fields, and others not. */
export function split(tcx: TypeContext, type: Ty, heads: readonly Constructor[], from: DefId): Split {
  if (hasNoConstructors(tcx, type)) return { ...NOTHING, empty: [{ kind: "never" }] };
  const isEmpty = (part: Ty): boolean => isUninhabited(tcx, part, from);
  const bounds = valuesOf(type);
  if (bounds !== undefined) {
    const isOpen = isSizeType(type) && tcx.session.release.minor < PRECISE_SIZES_SINCE;
    return isOpen ? splitSizes(bounds, type, heads) : splitRanges(bounds, type, heads);
  }
  switch (type.kind) {
    case "adt":
      return tcx.adt(type.def).kind === "enum" ? splitVariants(tcx, type, heads, from) : single(heads, isEmpty(type));
    case "tuple":
      return single(heads, isEmpty(type));
    case "ref":
      return single(heads, false);
    case "array":
      return splitArray(type, heads, isEmpty(type.element));
    case "slice":
      return splitSlices(heads, isEmpty(type.element));
    default:
      return { ...NOTHING, present: heads.filter(({ kind }) => kind === "text" || kind === "floats"), missing: [{ kind: "opaque" }] };
  }
}

function single(heads: readonly Constructor[], isEmpty: boolean): Split {
  return parted([{ kind: "single" }], heads, isEmpty);
}

/** Classes that some head covers, and others. */
function parted(classes: readonly Constructor[], heads: readonly Constructor[], isEmpty: boolean): Split {
  const isPresent = (each: Constructor): boolean => heads.some((head) => covers(head, each));
  const hasValues = (each: Constructor): boolean => !isEmpty || (each.kind === "slice" && each.prefix + each.suffix === 0);
  const others = classes.filter((each) => !isPresent(each));
  return {
    present: classes.filter(isPresent),
    missing: others.filter(hasValues),
    empty: others.filter((each) => !hasValues(each)),
  };
}

function splitVariants(tcx: TypeContext, type: Ty & { kind: "adt" }, heads: readonly Constructor[], from: DefId): Split {
  const present: Constructor[] = [];
  const missing: Constructor[] = [];
  const empty: Constructor[] = [];
  tcx.adt(type.def).variants.forEach((_, index) => {
    const constructor: Constructor = { kind: "variant", index };
    if (heads.some((head) => covers(head, constructor))) present.push(constructor);
    else (isEmptyVariant(tcx, type, index, from) ? empty : missing).push(constructor);
  });
  return { present, missing, empty };
}

/** Ranges of `usize` and `isize` may be exhaustive. */
const PRECISE_SIZES_SINCE = 77;

/** No ranges are all values: what they leave is `_`. */
function splitSizes(bounds: readonly [bigint, bigint], type: Ty, heads: readonly Constructor[]): Split {
  const { present } = splitRanges(bounds, type, heads);
  return { present, missing: [{ kind: "opaque" }], empty: [] };
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
  return { present, missing: joined(missing), empty: [] };
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

function splitArray(type: Ty & { kind: "array" }, heads: readonly Constructor[], isEmpty: boolean): Split {
  if (type.length.kind !== "const") return { ...NOTHING, missing: [{ kind: "opaque" }] };
  const length = Number(type.length.value);
  const slices = heads.filter((head): head is Slice => head.kind === "slice");
  const prefix = Math.max(0, ...slices.map((head) => head.prefix));
  const suffix = Math.max(0, ...slices.map((head) => head.suffix));
  const isShort = slices.length > 0 && slices.every(({ open }) => open) && prefix + suffix <= length;
  const all: Constructor = isShort
    ? { kind: "slice", prefix, suffix, open: true }
    : { kind: "slice", prefix: length, suffix: 0, open: false };
  return parted([all], heads, isEmpty);
}

/** Each length up to the longest any pattern speaks of, and all longer ones. */
function splitSlices(heads: readonly Constructor[], isEmpty: boolean): Split {
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
  return parted(classes, heads, isEmpty);
}

// Constructors of patterns: what a value can look like at its outermost level. A type's constructors are split by those
// that the patterns use, so that each class is either wholly covered by a pattern or not at all.
import type { TypeContext } from "../context.ts";
import { normalizeConcrete } from "../normalize.ts";
import { formatOf, numberOf } from "../float-bits.ts";
import type { Pat, PatConstant } from "../thir.ts";
import type { DefId } from "../def-id.ts";
import { bitsOf, type Ty } from "../ty.ts";

export type Constructor =
  | { readonly kind: "single" }
  | { readonly kind: "variant"; readonly index: number }
  /** Both ends included. */
  | { readonly kind: "range"; readonly low: bigint; readonly high: bigint }
  /** Of floating-point numbers; `open`: without the upper end. */
  | { readonly kind: "floats"; readonly low: number; readonly high: number; readonly open: boolean }
  | { readonly kind: "slice"; readonly prefix: number; readonly suffix: number; readonly open: boolean }
  | { readonly kind: "text"; readonly text: string }
  /** Compared by value, never part of an exhaustive set. */
  | { readonly kind: "opaque" }
  | { readonly kind: "wild" }
  /** What stands for the values of a type without any. */
  | { readonly kind: "never" }
  | { readonly kind: "or"; readonly alternatives: readonly Deconstructed[] };

export interface Deconstructed {
  readonly constructor: Constructor;
  readonly fields: readonly Deconstructed[];
}

export const WILD: Deconstructed = { constructor: { kind: "wild" }, fields: [] };

export function deconstruct(tcx: TypeContext, pat: Pat): Deconstructed {
  const { kind } = pat;
  switch (kind.kind) {
    case "binding":
      return kind.sub === undefined ? WILD : deconstruct(tcx, kind.sub);
    case "deref":
      return { constructor: { kind: "single" }, fields: [deconstruct(tcx, kind.inner)] };
    case "variant":
      return { constructor: { kind: "variant", index: kind.variant }, fields: spread(tcx, pat, kind.variant, kind.fields) };
    case "leaf":
      return { constructor: { kind: "single" }, fields: spread(tcx, pat, 0, kind.fields) };
    case "constant":
      return constant(pat, kind.value);
    case "range":
      return range(pat, kind);
    case "slice":
      return slice(tcx, pat, kind);
    case "or":
      return { constructor: { kind: "or", alternatives: kind.alternatives.map((each) => deconstruct(tcx, each)) }, fields: [] };
    default:
      return WILD;
  }
}

function spread(
  tcx: TypeContext,
  pat: Pat,
  variant: number,
  given: readonly { readonly field: number; readonly pat: Pat }[],
): Deconstructed[] {
  const fields: Deconstructed[] = fieldTypes(tcx, pat.type, { kind: "variant", index: variant }).map(() => WILD);
  for (const { field, pat: inner } of given) fields[field] = deconstruct(tcx, inner);
  return fields;
}

function constant({ type }: Pat, value: PatConstant): Deconstructed {
  if (value.kind === "scalar") return { constructor: { kind: "range", low: value.value, high: value.value }, fields: [] };
  if (value.kind === "str")
    return { constructor: { kind: "single" }, fields: [{ constructor: { kind: "text", text: value.value }, fields: [] }] };
  const format = formatOf(type);
  if (value.kind !== "float" || format === undefined) return { constructor: { kind: "opaque" }, fields: [] };
  const number = numberOf(value.bits, format);
  return { constructor: { kind: "floats", low: number, high: number, open: false }, fields: [] };
}

function range(pat: Pat, kind: Pat["kind"] & { kind: "range" }): Deconstructed {
  const format = formatOf(pat.type);
  if (format !== undefined) {
    const end = (bits: bigint | undefined, otherwise: number) => (bits === undefined ? otherwise : numberOf(bits, format));
    const [low, high] = [end(kind.start, -Infinity), end(kind.end, Infinity)];
    return { constructor: { kind: "floats", low, high, open: kind.end !== undefined && !kind.inclusive }, fields: [] };
  }
  const bounds = valuesOf(pat.type);
  if (bounds === undefined) return { constructor: { kind: "opaque" }, fields: [] };
  const low = kind.start ?? bounds[0];
  const high = kind.end === undefined ? bounds[1] : kind.inclusive ? kind.end : kind.end - 1n;
  return { constructor: { kind: "range", low, high }, fields: [] };
}

/** In longer arrays, elements that no pattern speaks of are no columns of their own. */
const LONG_ARRAY = 64;

function slice(tcx: TypeContext, pat: Pat, kind: Pat["kind"] & { kind: "slice" }): Deconstructed {
  const fields = [...kind.prefix, ...kind.suffix].map((each) => deconstruct(tcx, each));
  const { type } = pat;
  if (type.kind === "array" && type.length.kind === "const") {
    const length = Number(type.length.value);
    if (length > LONG_ARRAY && length > fields.length)
      return { constructor: { kind: "slice", prefix: kind.prefix.length, suffix: kind.suffix.length, open: true }, fields };
    const gap = Array.from({ length: Math.max(0, length - fields.length) }, () => WILD);
    const all = [...fields.slice(0, kind.prefix.length), ...gap, ...fields.slice(kind.prefix.length)];
    return { constructor: { kind: "slice", prefix: length, suffix: 0, open: false }, fields: all };
  }
  return { constructor: { kind: "slice", prefix: kind.prefix.length, suffix: kind.suffix.length, open: kind.hasRest }, fields };
}

/** Least and greatest value of an integer, `bool` or `char`. */
export function boundsOf(type: Ty): readonly [bigint, bigint] | undefined {
  if (type.kind === "bool") return [0n, 1n];
  if (type.kind === "char") return [0n, 0x10ffffn];
  if (type.kind !== "int") return undefined;
  const bits = BigInt(bitsOf(type));
  return type.signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

export function isSizeType(type: Ty): boolean {
  return type.kind === "int" && type.name.endsWith("size");
}

/**
 * As `boundsOf`; of `usize` and `isize`, whose width is the target's, there is one more value beyond `MAX` (and before `isize::MIN`):
 * only ranges with an open end reach it. (rustc_pattern_analysis: `MaybeInfiniteInt`.)
 */
export function valuesOf(type: Ty): readonly [bigint, bigint] | undefined {
  const bounds = boundsOf(type);
  if (bounds === undefined || type.kind !== "int" || !isSizeType(type)) return bounds;
  return [type.signed ? bounds[0] - 1n : bounds[0], bounds[1] + 1n];
}

/** Types of the parts of a value with this constructor. */
export function fieldTypes(tcx: TypeContext, type: Ty, constructor: Constructor): readonly Ty[] {
  switch (type.kind) {
    case "ref":
      return [type.target];
    case "tuple":
      return type.elements;
    case "adt": {
      const index = constructor.kind === "variant" ? constructor.index : 0;
      const fields = tcx.adt(type.def).variants[index]?.fields ?? [];
      return fields.map((field) => normalizeConcrete(tcx, tcx.types.substitute(field.type, type.args)));
    }
    case "array":
    case "slice":
      return constructor.kind === "slice" ? Array.from({ length: constructor.prefix + constructor.suffix }, () => type.element) : [];
    default:
      return [];
  }
}

/** Whether no value of the type exists; `from`: as far as fields tell that this module sees. */
export function isUninhabited(tcx: TypeContext, type: Ty, from?: DefId, depth = 0): boolean {
  if (type.kind === "never") return true;
  if (type.kind === "tuple") return type.elements.some((element) => isUninhabited(tcx, element, from, depth + 1));
  if (type.kind === "array")
    return type.length.kind === "const" && type.length.value > 0n && isUninhabited(tcx, type.element, from, depth + 1);
  if (type.kind !== "adt" || depth > 8) return false;
  const definition = tcx.adt(type.def);
  if (definition.kind === "union") return false;
  return definition.variants.every((_, index) => isEmptyVariant(tcx, type, index, from, depth));
}

export function isEmptyVariant(tcx: TypeContext, type: Ty & { kind: "adt" }, index: number, from?: DefId, depth = 0): boolean {
  return fieldTypes(tcx, type, { kind: "variant", index }).some(
    (field, i) => isUninhabited(tcx, field, from, depth + 1) && (from === undefined || isFieldSeen(tcx, type.def, i, from)),
  );
}

/** Fields of variants are seen wherever the enum is. */
export function isFieldSeen(tcx: TypeContext, adt: DefId, index: number, from: DefId): boolean {
  const field = tcx.adt(adt).kind === "enum" ? undefined : tcx.fieldOf(adt, index);
  return field === undefined || tcx.items.isVisible(field, from);
}

/** `!`, or an enum without variants. */
export function hasNoConstructors(tcx: TypeContext, type: Ty): boolean {
  if (type.kind === "never") return true;
  if (type.kind !== "adt") return false;
  const { kind, variants } = tcx.adt(type.def);
  return kind === "enum" && variants.length === 0;
}

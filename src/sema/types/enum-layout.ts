// Layouts of enums with several variants: by a tag beside the fields, or by spare values of a field of the largest
// variant, with the fields of the others before or behind it. The choice between the two is rustc's (`rustc_abi`,
// `layout_of_enum`): the smaller one, then the one with more spare values left, then the tag.
import type { Layout, Scalar } from "./layout.ts";
import { largestGap, reserve, tagNiche } from "./niche.ts";
import { alignUp, arrange, structAbi } from "./struct-layout.ts";
import type { Arrangement } from "./struct-layout.ts";
import { primitiveByName } from "./ty.ts";
import type { Ty } from "./ty.ts";

export interface EnumShape {
  /** Fields of each variant. */
  readonly variants: readonly (readonly Layout[])[];
  readonly discriminants: readonly bigint[];
  /** `repr(u8)` and the like. */
  readonly tag: Scalar | undefined;
  /** `repr(C)`: the fields of all variants begin at one place. */
  readonly isUnion: boolean;
  /** The numbers between two discriminants of the written type may be spare, not only those around them. */
  readonly sparesGaps: boolean;
  /** Alignment of 128-bit integers. */
  readonly wideAlignment: number;
}

export function enumLayout(shape: EnumShape): Layout {
  const tagged = taggedLayout(shape);
  const filled = shape.tag === undefined ? nicheFilled(shape.variants) : undefined;
  if (filled === undefined || filled.size > tagged.size) return tagged;
  if (filled.size < tagged.size) return filled;
  return (filled.niche?.count ?? 0n) > (tagged.niche?.count ?? 0n) ? filled : tagged;
}

const isNever = (fields: readonly Layout[]) => fields.some(({ uninhabited }) => uninhabited === true);

/** Can never be, and takes no room. */
export const isAbsent = (fields: readonly Layout[]): boolean =>
  isNever(fields) && fields.every(({ size, alignment }) => size === 0 && alignment === 1);

/** Smallest of 1, 2, 4, 8 bytes that holds all values, with the sign they need. */
export function tagScalar(values: readonly bigint[]): Scalar {
  const signed = values.some((value) => value < 0n);
  for (const size of [1, 2, 4, 8]) {
    const bits = 8 * size;
    if (values.every((value) => (signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) === value)) return { size, signed };
  }
  return { size: 8, signed };
}

/** A tag, then the fields of each variant, the small ones first so that they fill the gap behind it. */
function taggedLayout({ variants, discriminants, tag: written, isUnion, sparesGaps, wideAlignment }: EnumShape): Layout {
  const values = discriminants.filter((_, i) => isUnion || !isNever(variants[i] ?? []));
  const least = written ?? tagScalar(values);
  const fieldAlignment = Math.max(1, ...variants.flat().map((field) => field.alignment));
  const prefix = isUnion ? alignUp(least.size, fieldAlignment) : least.size;
  const made = variants.map((fields) => arrange(fields, { prefix, keepsOrder: written !== undefined }));
  const alignment = Math.max(...made.map((one) => one.alignment));
  const size = alignUp(Math.max(...made.map((one) => one.size)), alignment);
  const gap = gapBehindTag(variants, made);
  const width = written !== undefined || gap > wideAlignment ? least.size : Math.max(least.size, gap);
  const scalar = { ...least, size: Math.min(width, 8) };
  // A larger tag takes the gap before the first fields; what has no size moves along.
  const places = made.map(({ offsets }) => offsets.map((offset) => (offset <= least.size ? width : offset)));
  const type = primitiveByName(`${scalar.signed ? "i" : "u"}${8 * scalar.size}`) as Ty;
  return {
    size,
    alignment,
    abi: size === scalar.size ? { kind: "scalar", scalar } : { kind: "memory" },
    fields: [],
    variants: places,
    tag: { offset: 0, scalar, type },
    niche: sparesGaps ? largestGap(scalar, values) : tagNiche(scalar, width, values),
    ...(variants.every(isNever) ? { uninhabited: true } : {}),
  };
}

/** Bytes to which all first fields are aligned: up to there the tag can grow. */
function gapBehindTag(variants: readonly (readonly Layout[])[], made: readonly Arrangement[]): number {
  let least = 256;
  variants.forEach((fields, i) => {
    const { offsets } = made[i] as Arrangement;
    const order = fields.map((_, f) => f).sort((a, b) => (offsets[a] as number) - (offsets[b] as number) || a - b);
    const first = order.map((f) => fields[f] as Layout).find(({ size, alignment }) => size > 0 || alignment > 1);
    if (first !== undefined) least = Math.min(least, first.alignment);
  });
  return least;
}

/** The largest variant has values to spare, and the fields of the others lie beside the spare place. */
function nicheFilled(variants: readonly (readonly Layout[])[]): Layout | undefined {
  const made = variants.map((fields) => arrange(fields, {}));
  const dataVariant = made.reduce((best, one, i) => (one.size >= (made[best] as Arrangement).size ? i : best), 0);
  const others = variants.flatMap((fields, i) => (i === dataVariant || isAbsent(fields) ? [] : [i]));
  const [first, last] = [others[0], others.at(-1)];
  const largest = made[dataVariant] as Arrangement;
  if (first === undefined || last === undefined || largest.niche === undefined) return undefined;
  const taken = reserve(largest.niche, BigInt(last - first + 1));
  if (taken === undefined) return undefined;
  const { offset, width, scalar } = largest.niche;
  const alignment = Math.max(...made.map((one) => one.alignment));
  const size = alignUp(largest.size, alignment);
  const places = made.map((one, i) => (i === dataVariant ? one.offsets : beside(one, offset, width, size)));
  if (places.some((each) => each === undefined)) return undefined;
  const isPlain = size === largest.size && alignment === largest.alignment && made.every((one, i) => i === dataVariant || one.size === 0);
  return {
    size,
    alignment,
    abi: isPlain ? structAbi(variants[dataVariant] ?? [], largest) : { kind: "memory" },
    fields: [],
    variants: places as readonly (readonly number[])[],
    tag: undefined,
    nicheTag: { dataVariant, offset, scalar, start: taken.first, first, last },
    niche: taken.rest,
    ...(variants.every(isNever) ? { uninhabited: true } : {}),
  };
}

/** Where the fields of a variant lie when the bytes of the spare values are not theirs: before them, else behind. */
function beside(made: Arrangement, offset: number, width: number, room: number): readonly number[] | undefined {
  if (made.size <= offset) return made.offsets;
  const start = alignUp(offset + width, made.alignment);
  return start + made.size > room ? undefined : made.offsets.map((place) => place + start);
}

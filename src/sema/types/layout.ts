// Sizes, alignments and field places of types on the target. Structs and tuples of Rust's own representation order
// their fields by falling alignment, so that padding is least; `repr(C)` keeps the order. Enums have a tag of the
// smallest size that holds their discriminants.
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import type { TypeTables, VariantDef } from "./tables.ts";
import { bitsOf, primitiveByName } from "./ty.ts";
import type { Ty } from "./ty.ts";

/** How a value travels: not at all, in one register, in two, or in memory. */
export type Abi =
  | { readonly kind: "zero-sized" }
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "pair"; readonly first: Scalar; readonly second: Scalar; readonly secondOffset: number }
  | { readonly kind: "memory" };

export interface Scalar {
  /** Bytes: 1, 2, 4, 8. */
  readonly size: number;
  readonly signed: boolean;
}

export interface Layout {
  /** Bytes. */
  readonly size: number;
  readonly alignment: number;
  readonly abi: Abi;
  /** Offsets of the fields, by declaration order; of enums, per variant. */
  readonly fields: readonly number[];
  readonly variants: readonly (readonly number[])[];
  /** Of enums with a tag: where it is and how it is written. */
  readonly tag: { readonly offset: number; readonly scalar: Scalar; readonly type: Ty } | undefined;
  /** A 128-bit integer. */
  readonly wide?: { readonly signed: boolean };
  /** Of enums that are always this variant. */
  readonly onlyVariant?: number;
  /** Of enums whose empty variants are spare values of a field. */
  readonly nicheTag?: NicheTag;
  /** Values that the bytes at `offset` never have: `count` of them from `start`. */
  readonly niche?: Niche | undefined;
}

/** `start` stands for the variant `first`, and so on to `last`; every other value for the one with data. */
export interface NicheTag {
  readonly dataVariant: number;
  readonly offset: number;
  readonly scalar: Scalar;
  readonly start: bigint;
  readonly first: number;
  readonly last: number;
}

/** The spare value that stands for an empty variant. */
export function nicheValue(variant: number, { start, first, scalar }: NicheTag): bigint {
  return BigInt.asUintN(8 * scalar.size, start + BigInt(variant - first));
}

export interface Niche {
  readonly offset: number;
  readonly scalar: Scalar;
  readonly start: bigint;
  readonly count: bigint;
}

/** Bytes from the start of a value to a field of it; `variant` is looked at in enums only. */
export function fieldOffset(layout: Layout, variant: number, field: number): number {
  const offset = layout.variants.length > 0 ? layout.variants[Math.max(variant, 0)]?.[field] : layout.fields[field];
  if (offset === undefined) throw new Error(`a field without a place: ${variant}.${field}`);
  return offset;
}

/** A type that has no layout here yet. */
export class LayoutError extends Error {}

const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;
const ZERO_SIZED: Layout = { size: 0, alignment: 1, abi: { kind: "zero-sized" }, fields: [], variants: [], tag: undefined };

function scalarLayout(size: number, signed = false, start?: bigint, count = 0n): Layout {
  const niche = start === undefined ? undefined : { offset: 0, scalar: { size, signed }, start, count };
  return {
    niche,
    size,
    alignment: size,
    abi: { kind: "scalar", scalar: { size, signed } },
    fields: [],
    variants: [],
    tag: undefined,
  };
}

/** Smallest of 1, 2, 4, 8 bytes that holds all values, with the sign they need. */
function tagScalar(values: readonly bigint[]): Scalar {
  const signed = values.some((value) => value < 0n);
  for (const size of [1, 2, 4, 8]) {
    const bits = 8 * size;
    if (values.every((value) => (signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) === value)) return { size, signed };
  }
  return { size: 8, signed };
}

/** 128-bit integers are aligned to 16 bytes since LLVM 18, to 8 before. */
export function layoutsFor(tables: TypeTables, { target, release }: Session): Layouts {
  return new Layouts(tables, target.pointerWidth / 8, atLeast(release, 77) ? 16 : 8);
}

export class Layouts {
  readonly #known = new Map<Ty, Layout>();

  constructor(
    readonly tables: TypeTables,
    /** Bytes of an address. */
    readonly pointerSize: number,
    /** Of 128-bit integers: 16 bytes since LLVM 18, 8 before. */
    readonly wideAlignment: number,
  ) {}

  of(type: Ty): Layout {
    let layout = this.#known.get(type);
    if (layout === undefined) this.#known.set(type, (layout = this.#compute(type)));
    return layout;
  }

  #compute(type: Ty): Layout {
    switch (type.kind) {
      case "bool":
        return scalarLayout(1, false, 2n, 254n);
      case "char":
        return scalarLayout(4, false, 0x110000n, 0xffef0000n);
      case "int":
        return this.#int(bitsOf(type, 8 * this.pointerSize) / 8, type.signed);
      case "never":
      case "fn-def":
        return ZERO_SIZED;
      case "fn-pointer":
        return scalarLayout(this.pointerSize, false, 0n, 1n);
      case "ref":
        return this.pointerTo(type.target, true);
      case "ptr":
        return this.pointerTo(type.target, false);
      case "tuple":
        return this.#struct(
          type.elements.map((element) => this.of(element)),
          false,
        );
      // The unsized tail of a struct: where it begins is known, not how long it is.
      case "slice":
        return { ...ZERO_SIZED, alignment: this.of(type.element).alignment };
      case "str":
        return ZERO_SIZED;
      case "closure":
        return this.#struct(
          this.tables.captureTypes(type).map((captured) => this.of(captured)),
          false,
        );
      case "array":
        return this.#array(type.element, type.length);
      case "adt":
        return this.#adt(type);
      default:
        throw new LayoutError(`a value of type \`${this.tables.print(type)}\``);
    }
  }

  #int(size: number, signed: boolean): Layout {
    if (size <= 8) return scalarLayout(size, signed);
    const half: Scalar = { size: 8, signed: false };
    const abi: Abi = { kind: "pair", first: half, second: half, secondOffset: 8 };
    return { ...ZERO_SIZED, size, alignment: this.wideAlignment, abi, wide: { signed } };
  }

  /** An address, with a length or vtable beside it if the target is unsized. */
  pointerTo(target: Ty, neverNull: boolean): Layout {
    const word: Scalar = { size: this.pointerSize, signed: false };
    const niche = neverNull ? { offset: 0, scalar: word, start: 0n, count: 1n } : undefined;
    const tail = this.tables.unsizedTail(target);
    if (tail.kind !== "slice" && tail.kind !== "str" && tail.kind !== "dynamic") return { ...scalarLayout(this.pointerSize), niche };
    const abi: Abi = { kind: "pair", first: word, second: word, secondOffset: this.pointerSize };
    return {
      size: 2 * this.pointerSize,
      alignment: this.pointerSize,
      abi,
      fields: [0, this.pointerSize],
      variants: [],
      tag: undefined,
      niche,
    };
  }

  #array(element: Ty, length: Ty): Layout {
    if (length.kind !== "const") throw new LayoutError("an array of this length");
    const one = this.of(element);
    const size = one.size * Number(length.value);
    return { ...ZERO_SIZED, size, alignment: one.alignment, abi: size === 0 ? { kind: "zero-sized" } : { kind: "memory" } };
  }

  #struct(fields: readonly Layout[], keepsOrder: boolean, packed?: number, minimum = 1): Layout {
    const alignmentOf = (layout: Layout) => Math.min(layout.alignment, packed ?? layout.alignment);
    const order = fields.map((_, i) => i);
    if (!keepsOrder) order.sort((a, b) => alignmentOf(fields[b] as Layout) - alignmentOf(fields[a] as Layout) || a - b);
    const offsets: number[] = [];
    let at = 0;
    let alignment = minimum;
    for (const i of order) {
      const field = fields[i] as Layout;
      at = alignUp(at, alignmentOf(field));
      offsets[i] = at;
      at += field.size;
      alignment = Math.max(alignment, alignmentOf(field));
    }
    const size = alignUp(at, alignment);
    const niche = largestNiche(fields, offsets);
    return { size, alignment, abi: structAbi(fields, offsets, size), fields: offsets, variants: [], tag: undefined, niche };
  }

  #adt(type: Extract<Ty, { kind: "adt" }>): Layout {
    const adt = this.tables.adt(type.def);
    const fieldsOf = (variant: number) =>
      (adt.variants[variant]?.fields ?? []).map((field) => this.of(this.tables.instantiate(field.type, type.args)));
    if (adt.kind === "union") return this.#union(fieldsOf(0));
    const { repr } = adt;
    if (adt.kind === "struct") {
      const layout = this.#struct(fieldsOf(0), repr.c, repr.packed, repr.align ?? 1);
      return adt.validFrom === undefined ? layout : { ...layout, niche: nicheBelow(layout, adt.validFrom) };
    }
    if (adt.variants.length === 0) return ZERO_SIZED;
    const variants = adt.variants.map((_, i) => fieldsOf(i));
    if (repr.c) throw new LayoutError("an enum with `repr(C)`");
    const present = variants.flatMap((_, i) => (this.#isAbsent(adt.variants[i] as VariantDef, type.args) ? [] : [i]));
    if (repr.int === undefined && present.length === 1 && variants.length > 1) return this.#only(present[0] as number, variants);
    const hasData = variants.some((fields) => fields.some(({ size }) => size > 0));
    if (!hasData && adt.variants.length === 1 && repr.int === undefined)
      return { ...ZERO_SIZED, variants: variants.map((fields) => fields.map(() => 0)) };
    const scalar = repr.int === undefined ? tagScalar(adt.variants.map(({ discriminant }) => discriminant)) : this.#scalarOf(repr.int);
    const values = adt.variants.map(({ discriminant }) => discriminant);
    if (!hasData) return this.#tagged(variants, scalar, values);
    if (adt.variants.length === 1 && repr.int === undefined) return this.#single(variants[0] as readonly Layout[]);
    return (repr.int === undefined ? this.#nicheFilled(variants) : undefined) ?? this.#tagged(variants, scalar, values);
  }

  /** A variant that can never be made, and takes no room. */
  #isAbsent({ fields }: VariantDef, args: readonly Ty[]): boolean {
    const types = fields.map((field) => this.tables.instantiate(field.type, args));
    return types.some((type) => this.#isUninhabited(type)) && types.every((type) => this.of(type).size === 0);
  }

  #isUninhabited(type: Ty): boolean {
    if (type.kind === "never") return true;
    return type.kind === "adt" && this.tables.adt(type.def).kind === "enum" && this.tables.adt(type.def).variants.length === 0;
  }

  /** All other variants can never be: the enum is this one. */
  #only(variant: number, variants: readonly (readonly Layout[])[]): Layout {
    const layout = this.#struct(variants[variant] as readonly Layout[], false);
    const places = variants.map((fields, i) => (i === variant ? layout.fields : fields.map(() => 0)));
    return { ...layout, fields: [], variants: places, onlyVariant: variant };
  }

  /** An enum of one variant is a struct. */
  #single(fields: readonly Layout[]): Layout {
    const layout = this.#struct(fields, false);
    return { ...layout, fields: [], variants: [layout.fields] };
  }

  /** A tag, then the fields of each variant, the small ones first so that they fill the gap behind it. */
  #tagged(variants: readonly (readonly Layout[])[], scalar: Scalar, values: readonly bigint[]): Layout {
    const type = primitiveByName(`${scalar.signed ? "i" : "u"}${8 * scalar.size}`) as Ty;
    const tag = { offset: 0, scalar, type };
    let size = scalar.size;
    let alignment = scalar.size;
    const offsets = variants.map((fields) => {
      const order = fields.map((_, i) => i).sort((a, b) => (fields[a] as Layout).alignment - (fields[b] as Layout).alignment || a - b);
      const places: number[] = [];
      let at = scalar.size;
      for (const i of order) {
        const field = fields[i] as Layout;
        at = alignUp(at, field.alignment);
        places[i] = at;
        at += field.size;
        alignment = Math.max(alignment, field.alignment);
      }
      size = Math.max(size, at);
      return places;
    });
    const whole = alignUp(size, alignment);
    const abi: Abi = whole === scalar.size ? { kind: "scalar", scalar } : { kind: "memory" };
    return { size: whole, alignment, abi, fields: [], variants: offsets, tag, niche: tagNiche(scalar, values) };
  }

  /** One variant with data that has values to spare, the others empty: these values stand for them. */
  #nicheFilled(variants: readonly (readonly Layout[])[]): Layout | undefined {
    const withData = variants.flatMap((fields, i) => (fields.some(({ size }) => size > 0) ? [i] : []));
    if (withData.length !== 1) return undefined;
    const dataVariant = withData[0] as number;
    const inner = this.#struct(variants[dataVariant] as readonly Layout[], false);
    const first = dataVariant === 0 ? 1 : 0;
    const last = dataVariant === variants.length - 1 ? dataVariant - 1 : variants.length - 1;
    const used = BigInt(last - first + 1);
    const { niche } = inner;
    if (niche === undefined || niche.count < used) return undefined;
    const { offset, scalar, start } = niche;
    return {
      ...inner,
      fields: [],
      variants: variants.map((own, i) => (i === dataVariant ? inner.fields : own.map(() => 0))),
      tag: undefined,
      nicheTag: { dataVariant, offset, scalar, start, first, last },
      niche: niche.count > used ? { ...niche, start: start + used, count: niche.count - used } : undefined,
    };
  }

  #scalarOf(type: Ty): Scalar {
    const { abi } = this.of(type);
    if (abi.kind !== "scalar") throw new LayoutError("an enum of this representation");
    return abi.scalar;
  }

  #union(fields: readonly Layout[]): Layout {
    const alignment = Math.max(1, ...fields.map((field) => field.alignment));
    const size = alignUp(Math.max(0, ...fields.map((field) => field.size)), alignment);
    return {
      size,
      alignment,
      abi: size === 0 ? { kind: "zero-sized" } : { kind: "memory" },
      fields: fields.map(() => 0),
      variants: [],
      tag: undefined,
    };
  }
}

/** Of all fields' spare values those of the one with most, the first in memory. */
function largestNiche(fields: readonly Layout[], offsets: readonly number[]): Niche | undefined {
  const all = fields.flatMap(({ niche }, i) => (niche === undefined ? [] : [{ ...niche, offset: niche.offset + (offsets[i] as number) }]));
  return all.sort((a, b) => Number(b.count > a.count) - Number(a.count > b.count) || a.offset - b.offset)[0];
}

/** `rustc_layout_scalar_valid_range_start`: what is less stands for nothing. */
function nicheBelow({ abi }: Layout, validFrom: bigint): Niche | undefined {
  const scalar = abi.kind === "scalar" ? abi.scalar : abi.kind === "pair" ? abi.first : undefined;
  return scalar === undefined ? undefined : { offset: 0, scalar, start: 0n, count: validFrom };
}

/** Numbers behind the greatest discriminant stand for no variant; they wrap around to those before the least. */
function tagNiche(scalar: Scalar, values: readonly bigint[]): Niche | undefined {
  const greatest = values.reduce((a, b) => (a > b ? a : b), values[0] ?? 0n);
  const least = values.reduce((a, b) => (a < b ? a : b), values[0] ?? 0n);
  const count = (1n << BigInt(8 * scalar.size)) - (greatest - least + 1n);
  return count === 0n ? undefined : { offset: 0, scalar, start: BigInt.asUintN(8 * scalar.size, greatest + 1n), count };
}

/** A struct of one scalar is that scalar; of two, a pair; else it lives in memory. */
function structAbi(fields: readonly Layout[], offsets: readonly number[], size: number): Abi {
  if (size === 0) return { kind: "zero-sized" };
  const sized = fields
    .map((layout, i) => ({ layout, offset: offsets[i] as number }))
    .filter(({ layout }) => layout.size > 0)
    .sort((a, b) => a.offset - b.offset);
  const [first, second] = sized;
  if (sized.length === 1 && first !== undefined && first.layout.size === size) return first.layout.abi;
  if (sized.length === 2 && first?.layout.abi.kind === "scalar" && second?.layout.abi.kind === "scalar" && first.offset === 0) {
    return { kind: "pair", first: first.layout.abi.scalar, second: second.layout.abi.scalar, secondOffset: second.offset };
  }
  return { kind: "memory" };
}

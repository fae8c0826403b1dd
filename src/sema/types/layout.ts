// Sizes, alignments and field places of types on the target. How structs order their fields is in `struct-layout.ts`, how
// enums tell their variants apart in `enum-layout.ts`.
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import { enumLayout, isAbsent, tagScalar } from "./enum-layout.ts";
import { nicheOutside } from "./niche.ts";
import type { Niche } from "./niche.ts";
import { alignUp, arrange, structAbi } from "./struct-layout.ts";
import type { Arranging } from "./struct-layout.ts";
import type { AdtDef, TypeTables } from "./tables.ts";
import { bitsOf } from "./ty.ts";
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
  /** Spare values, of the place that has most. */
  readonly niche?: Niche | undefined;
  /** There is no value of the type. */
  readonly uninhabited?: true;
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

/** The spare value in the words that code compares and writes: one, or the two halves of 128 bits. */
export function nicheWords(
  variant: number,
  niche: NicheTag,
): readonly { readonly offset: number; readonly scalar: Scalar; readonly value: bigint }[] {
  const value = nicheValue(variant, niche);
  const { offset, scalar } = niche;
  if (scalar.size <= 8) return [{ offset, scalar, value }];
  const half = { size: 8, signed: false };
  return [0, 8].map((at) => ({ offset: offset + at, scalar: half, value: BigInt.asUintN(64, value >> BigInt(8 * at)) }));
}

/** Bytes from the start of a value to a field of it; `variant` is looked at in enums only. */
export function fieldOffset(layout: Layout, variant: number, field: number): number {
  const offset = layout.variants.length > 0 ? layout.variants[Math.max(variant, 0)]?.[field] : layout.fields[field];
  if (offset === undefined) throw new Error(`a field without a place: ${variant}.${field}`);
  return offset;
}

/** An address space of 48 bits, of which a kernel has half. */
const MOST_BYTES = 2 ** 47;
const MOST_BYTES_32 = 2 ** 31;

/** A type that has no layout here yet. */
export class LayoutError extends Error {}

/** A type of more bytes than any machine has. */
export class TooManyBytes extends LayoutError {
  constructor(
    readonly type: string,
    readonly bytes: number,
  ) {
    super(`a value of this many bytes, of type \`${type}\``);
  }
}

const ZERO_SIZED: Layout = { size: 0, alignment: 1, abi: { kind: "zero-sized" }, fields: [], variants: [], tag: undefined };

function scalarLayout(size: number, signed = false, start?: bigint, count = 0n): Layout {
  const niche = start === undefined ? undefined : { offset: 0, width: size, scalar: { size, signed }, start, count };
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

/** 128-bit integers are aligned to 16 bytes since LLVM 18, to 8 before. */
export function layoutsFor(tables: TypeTables, { target, release }: Session): Layouts {
  return new Layouts(tables, factsOf(target, release));
}

/** For judgement alone: sizes also of what no code is made for. */
export function sizesFor(tables: TypeTables, { target, release }: Session): Layouts {
  return new Layouts(tables, { ...factsOf(target, release), knowsFloats: true });
}

function factsOf(target: Session["target"], release: Session["release"]): LayoutFacts {
  return {
    pointerSize: target.pointerWidth / 8,
    wideAlignment: atLeast(release, 77) ? 16 : 8,
    sparesGaps: atLeast(release, 94),
    leastCEnum: target.arch === "arm" && target.os === "none" ? 1 : 4,
    knowsFloats: false,
    countsFloats: target.arch === "x86_64",
  };
}

interface LayoutFacts {
  /** Bytes of an address. */
  readonly pointerSize: number;
  /** Of 128-bit integers: 16 bytes since LLVM 18, 8 before. */
  readonly wideAlignment: number;
  /** Numbers between an enum's discriminants are spare values: 1.96 says so, 1.63 does not. */
  readonly sparesGaps: boolean;
  /** Bytes that an enum of C has at least. */
  readonly leastCEnum: number;
  /** How floating-point numbers travel is not known: code with them is refused. */
  readonly knowsFloats: boolean;
  /** Code computes with numbers of 32 and 64 bits, by functions. */
  readonly countsFloats: boolean;
}

export class Layouts {
  readonly #known = new Map<Ty, Layout>();

  constructor(
    readonly tables: TypeTables,
    readonly facts: LayoutFacts,
  ) {}

  get pointerSize(): number {
    return this.facts.pointerSize;
  }

  of(type: Ty): Layout {
    let layout = this.#known.get(type);
    if (layout === undefined) this.#known.set(type, (layout = this.#checked(type, this.#compute(type))));
    return layout;
  }

  /** rustc's own limit is 2^61 bytes, where its E0080 hangs on what asked; no machine has so much as this. */
  #checked(type: Ty, layout: Layout): Layout {
    if (layout.size < (this.pointerSize === 8 ? MOST_BYTES : MOST_BYTES_32)) return layout;
    throw new TooManyBytes(this.tables.print(type), layout.size);
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
        return { ...ZERO_SIZED, uninhabited: true };
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
          { unsizedTail: true },
        );
      // The unsized tail of a struct: where it begins is known, not how long it is.
      case "slice":
        return { ...ZERO_SIZED, alignment: this.of(type.element).alignment };
      case "str":
      case "dynamic":
        return ZERO_SIZED;
      case "closure":
        return this.#struct(this.tables.captureTypes(type).map((captured) => this.of(captured)));
      case "array":
        return this.#array(type.element, type.length);
      case "adt":
        return this.#adt(type);
      case "float":
        return this.#float(type);
      default:
        throw new LayoutError(`a value of type \`${this.tables.print(type)}\``);
    }
  }

  #float(type: Extract<Ty, { kind: "float" }>): Layout {
    const isCounted = this.facts.countsFloats && (type.name === "f32" || type.name === "f64");
    if (!this.facts.knowsFloats && !isCounted) throw new LayoutError(`a value of type \`${type.name}\``);
    return this.#int(Number(type.name.slice(1)) / 8, false);
  }

  #int(size: number, signed: boolean): Layout {
    if (size <= 8) return scalarLayout(size, signed);
    const half: Scalar = { size: 8, signed: false };
    const abi: Abi = { kind: "pair", first: half, second: half, secondOffset: 8 };
    return { ...ZERO_SIZED, size, alignment: this.facts.wideAlignment, abi, wide: { signed } };
  }

  /** An address, with a length or vtable beside it if the target is unsized. */
  pointerTo(target: Ty, neverNull: boolean): Layout {
    const word: Scalar = { size: this.pointerSize, signed: false };
    const niche = neverNull ? { offset: 0, width: word.size, scalar: word, start: 0n, count: 1n } : undefined;
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
    const abi: Abi = size === 0 ? { kind: "zero-sized" } : { kind: "memory" };
    if (length.value === 0n) return { ...ZERO_SIZED, alignment: one.alignment };
    return { ...ZERO_SIZED, size, alignment: one.alignment, abi, niche: one.niche, ...(one.uninhabited ? { uninhabited: true } : {}) };
  }

  #struct(fields: readonly Layout[], how: Arranging = {}): Layout {
    const made = arrange(fields, how);
    return {
      size: made.size,
      alignment: made.alignment,
      abi: structAbi(fields, made),
      fields: made.offsets,
      variants: [],
      tag: undefined,
      niche: made.niche,
      ...(fields.some(({ uninhabited }) => uninhabited === true) ? { uninhabited: true } : {}),
    };
  }

  #adt(type: Extract<Ty, { kind: "adt" }>): Layout {
    const adt = this.tables.adt(type.def);
    const fieldsOf = (variant: number) =>
      (adt.variants[variant]?.fields ?? []).map((field) => this.of(this.tables.instantiate(field.type, type.args)));
    if (adt.kind === "union") return this.#union(fieldsOf(0));
    if (adt.kind === "struct") return this.#declaredStruct(adt, fieldsOf(0));
    const { repr } = adt;
    const variants = adt.variants.map((_, i) => fieldsOf(i));
    if (variants.length === 0) return { ...ZERO_SIZED, uninhabited: true };
    const isPlain = repr.int === undefined && !repr.c;
    const present = variants.flatMap((fields, i) => (isPlain && isAbsent(fields) ? [] : [i]));
    if (present.length === 0) return { ...ZERO_SIZED, variants: variants.map((fields) => fields.map(() => 0)), uninhabited: true };
    if (isPlain && present.length === 1) return this.#only(present[0] as number, variants);
    return enumLayout({
      variants,
      discriminants: adt.variants.map(({ discriminant }) => discriminant),
      tag: repr.int === undefined ? this.#tagOfC(adt) : this.#scalarOf(repr.int),
      isUnion: repr.c,
      sparesGaps: this.facts.sparesGaps && repr.int !== undefined,
      wideAlignment: this.facts.wideAlignment,
    });
  }

  #declaredStruct({ repr, unsizedTail, validRange, hidesNiche }: AdtDef, fields: readonly Layout[]): Layout {
    const layout = this.#struct(fields, { keepsOrder: repr.c, packed: repr.packed, minimum: repr.align, unsizedTail });
    if (hidesNiche) return { ...layout, niche: undefined };
    const { abi } = layout;
    const wide = fields.find(({ size }) => size > 0)?.wide;
    const first = abi.kind === "scalar" ? abi.scalar : abi.kind === "pair" ? abi.first : undefined;
    const scalar = wide === undefined ? first : { size: 16, ...wide };
    return validRange === undefined || scalar === undefined ? layout : { ...layout, niche: nicheOutside(scalar, validRange) };
  }

  /** All other variants can never be: the enum is this one, a struct. */
  #only(variant: number, variants: readonly (readonly Layout[])[]): Layout {
    const layout = this.#struct(variants[variant] as readonly Layout[]);
    const places = variants.map((fields, i) => (i === variant ? layout.fields : fields.map(() => 0)));
    return { ...layout, fields: [], variants: places, ...(variants.length > 1 ? { onlyVariant: variant } : {}) };
  }

  /** An enum of C is an `int`, or what holds all its values. */
  #tagOfC({ repr, variants }: AdtDef): Scalar | undefined {
    if (!repr.c) return undefined;
    const needed = tagScalar(variants.map(({ discriminant }) => discriminant));
    return { ...needed, size: Math.max(needed.size, this.facts.leastCEnum) };
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

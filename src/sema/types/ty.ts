// Types as values. What goes in: kinds and parts; what comes out: interned objects, so that equal types are the same
// object and `===` decides. The vocabulary is rustc's `TyKind`.
//
// Three simplifications, on purpose. Regions are erased (number 0, or none in a list): lifetimes take part in borrow
// checking alone, which makes types with numbered regions of its own (`regions.ts`). A constant argument (`[T; 4]`, `Ring<4>`) is a `Ty` of a const kind, so that one list of
// generic arguments, one substitution and one unification serve both. A closure is a number that names an entry of
// the closure table (`thir.ts`), which holds its signature and captures.
import { FIRST_OWN } from "../definitions.ts";
import type { DefId } from "./def-id.ts";

export type IntName = "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize";
export type FloatName = "f16" | "f32" | "f64" | "f128";

/** What occurs inside a type, ored over its parts. */
export const HAS_INFER = 1;
export const HAS_PARAM = 2;
export const HAS_ALIAS = 4;
export const HAS_ERROR = 8;
export const HAS_CLOSURE = 16;
/** Something that is not core's. */
export const HAS_OWN = 32;
/** A place for a lifetime: references, and what has lifetimes. */
export const HAS_REGION = 64;

const own = (def: number): number => (def >= FIRST_OWN || def <= -FIRST_OWN ? HAS_OWN : 0);

interface Base {
  /** Unique per interner; small and dense, fit for arrays and keys. */
  readonly id: number;
  readonly flags: number;
}

/** The trait a `dyn` names: its arguments without `Self`, and the associated types it fixes. */
export interface DynTrait {
  readonly trait: DefId;
  readonly args: readonly Ty[];
  readonly projections: readonly { readonly item: DefId; readonly type: Ty }[];
}

/** A lifetime by number; what the numbers mean is in `regions.ts`. */
export type Region = number;
export const ERASED: Region = 0;
const NO_REGIONS: readonly Region[] = [];

export type TyShape =
  | { readonly kind: "bool" | "char" | "str" | "never" | "error" }
  | { readonly kind: "int"; readonly name: IntName; readonly signed: boolean }
  | { readonly kind: "float"; readonly name: FloatName }
  /** Struct, enum or union. */
  | { readonly kind: "adt"; readonly def: DefId; readonly args: readonly Ty[]; readonly regions: readonly Region[] }
  /** `extern { type T; }` */
  | { readonly kind: "foreign"; readonly def: DefId }
  | { readonly kind: "ref"; readonly mutable: boolean; readonly target: Ty; readonly region: Region }
  | { readonly kind: "ptr"; readonly mutable: boolean; readonly target: Ty }
  | { readonly kind: "array"; readonly element: Ty; readonly length: Ty }
  | { readonly kind: "slice"; readonly element: Ty }
  | { readonly kind: "tuple"; readonly elements: readonly Ty[] }
  /** The zero-sized type of one function, method or constructor; `args` are the parent's, then its own. */
  | { readonly kind: "fn-def"; readonly def: DefId; readonly args: readonly Ty[] }
  | FnPointerKind
  /** `args` are the generic arguments of the item the closure stands in; `regions` those of what it holds. */
  | { readonly kind: "closure"; readonly closure: number; readonly args: readonly Ty[]; readonly regions: readonly Region[] }
  /** The only one of `regions` is its bound. */
  | {
      readonly kind: "dynamic";
      readonly principal: DynTrait | undefined;
      readonly autos: readonly DefId[];
      readonly regions: readonly Region[];
    }
  /** A generic parameter, type or const, by its place in the argument list (`Self` of a trait is 0). */
  | { readonly kind: "param"; readonly index: number; readonly name: string; readonly constType: Ty | undefined }
  /** `<args[0] as Trait<args[1..]>>::item<...>`; `item` is the associated type of the trait. */
  | { readonly kind: "projection"; readonly item: DefId; readonly args: readonly Ty[] }
  /** `impl Trait` in the return type of `fn`, the `index`-th of it. */
  | {
      readonly kind: "opaque";
      readonly fn: DefId;
      readonly index: number;
      readonly args: readonly Ty[];
      readonly regions: readonly Region[];
    }
  /** An inference variable; `int` and `float` for literals without a suffix. */
  | { readonly kind: "infer"; readonly variable: number; readonly of: "type" | "int" | "float" }
  /** The value of a const argument or array length. */
  | { readonly kind: "const"; readonly value: bigint; readonly type: Ty }
  /** A const argument that needs evaluation with the arguments: `[u8; Self::N]`, `{ N + 1 }`; `body` names the anonymous constant. */
  | { readonly kind: "unevaluated"; readonly def: DefId; readonly args: readonly Ty[] };

export type Ty = Base & TyShape;

export interface FnPointerKind {
  readonly kind: "fn-pointer";
  readonly params: readonly Ty[];
  readonly output: Ty;
  /** `Rust`, `C`, ... */
  readonly abi: string;
  readonly unsafe: boolean;
  readonly variadic: boolean;
}

export type TyKind = Ty["kind"];
export type TyOf<K extends TyKind> = Extract<Ty, { kind: K }>;

let primitiveCount = 0;
const byName = new Map<string, Ty>();

function primitive(name: string, shape: TyShape, flags = 0): Ty {
  const type = Object.freeze({ id: primitiveCount++, flags, ...shape }) as Ty;
  byName.set(name, type);
  return type;
}

function int(name: IntName): TyOf<"int"> {
  return primitive(name, { kind: "int", name, signed: name.startsWith("i") }) as TyOf<"int">;
}

export const BOOL: Ty = primitive("bool", { kind: "bool" });
export const CHAR: Ty = primitive("char", { kind: "char" });
export const STR: Ty = primitive("str", { kind: "str" });
export const NEVER: Ty = primitive("!", { kind: "never" });
export const ERROR: Ty = primitive("{type error}", { kind: "error" }, HAS_ERROR);
export const I8 = int("i8");
export const I16 = int("i16");
export const I32 = int("i32");
export const I64 = int("i64");
export const I128 = int("i128");
export const ISIZE = int("isize");
export const U8 = int("u8");
export const U16 = int("u16");
export const U32 = int("u32");
export const U64 = int("u64");
export const U128 = int("u128");
export const USIZE = int("usize");
export const F16: Ty = primitive("f16", { kind: "float", name: "f16" });
export const F32: Ty = primitive("f32", { kind: "float", name: "f32" });
export const F64: Ty = primitive("f64", { kind: "float", name: "f64" });
export const F128: Ty = primitive("f128", { kind: "float", name: "f128" });
export const UNIT: Ty = primitive("()", { kind: "tuple", elements: [] });

export const INTS: readonly TyOf<"int">[] = [I8, I16, I32, I64, I128, ISIZE, U8, U16, U32, U64, U128, USIZE];

/** `u8`, `bool`, `str`, ...: the types that have a name of their own. */
export function primitiveByName(name: string): Ty | undefined {
  return name === "()" || name === "!" || name.startsWith("{") ? undefined : byName.get(name);
}

/** Bits of an integer type; `pointerBits` is the target's. */
export function bitsOf(type: TyOf<"int">, pointerBits = 64): number {
  return type.name.endsWith("size") ? pointerBits : Number(type.name.slice(1));
}

export function isUnit(type: Ty): boolean {
  return type === UNIT;
}

function flagsOf(types: readonly Ty[]): number {
  let flags = 0;
  for (const type of types) flags |= type.flags;
  return flags;
}

function ids(types: readonly Ty[]): string {
  let text = "";
  for (const type of types) text += `${type.id},`;
  return text;
}

/** The flag of what has lifetimes of its own. */
const placesOf = (regions: readonly Region[]): number => (regions.length === 0 ? 0 : HAS_REGION);

function named(regions: readonly Region[]): string {
  return regions.length === 0 ? "" : `'${regions.join("'")}`;
}

/** Makes types; equal parts give the same object. One per compilation, and one of core's, in which are those of core alone. */
export class Interner {
  readonly #library: Interner | undefined;
  readonly #first: number;
  readonly #table = new Map<string, Ty>();
  readonly #refs: (Ty | undefined)[][] = [[], []];
  #next: number;

  constructor(library: Interner | undefined) {
    this.#library = library;
    this.#first = library === undefined ? 0 : FIRST_OWN;
    this.#next = library === undefined ? primitiveCount : FIRST_OWN;
  }

  #intern(key: string, flags: number, shape: TyShape): Ty {
    if ((flags & HAS_OWN) === 0 && this.#library !== undefined) return this.#library.#intern(key, flags, shape);
    const old = this.#table.get(key);
    if (old !== undefined) return old;
    const made = { id: this.#next++, flags, ...shape } as Ty;
    this.#table.set(key, made);
    return made;
  }

  adt(def: DefId, args: readonly Ty[], regions = NO_REGIONS): Ty {
    const flags = flagsOf(args) | own(def) | placesOf(regions);
    return this.#intern(`A${def}<${ids(args)}${named(regions)}`, flags, { kind: "adt", def, args, regions });
  }

  foreign(def: DefId): Ty {
    return this.#intern(`X${def}`, own(def), { kind: "foreign", def });
  }

  ref(target: Ty, mutable = false, region = ERASED): Ty {
    if ((target.flags & HAS_OWN) === 0 && this.#library !== undefined) return this.#library.ref(target, mutable, region);
    const key = mutable ? "M" : "R";
    const flags = target.flags | HAS_REGION;
    if (region !== ERASED) return this.#intern(`${key}${target.id}'${region}`, flags, { kind: "ref", mutable, target, region });
    const row = this.#refs[mutable ? 1 : 0] as (Ty | undefined)[];
    return (row[target.id - this.#first] ??= this.#intern(`${key}${target.id}`, flags, { kind: "ref", mutable, target, region }));
  }

  ptr(target: Ty, mutable = false): Ty {
    return this.#intern(`${mutable ? "m" : "c"}${target.id}`, target.flags, { kind: "ptr", mutable, target });
  }

  array(element: Ty, length: Ty): Ty {
    return this.#intern(`[${element.id};${length.id}`, element.flags | length.flags, { kind: "array", element, length });
  }

  /** An array of a known number of elements. */
  arrayOf(element: Ty, length: number | bigint): Ty {
    return this.array(element, this.constant(BigInt(length), USIZE));
  }

  slice(element: Ty): Ty {
    return this.#intern(`[${element.id}`, element.flags, { kind: "slice", element });
  }

  tuple(elements: readonly Ty[]): Ty {
    if (elements.length === 0) return UNIT;
    return this.#intern(`(${ids(elements)}`, flagsOf(elements), { kind: "tuple", elements });
  }

  fnDef(def: DefId, args: readonly Ty[]): Ty {
    return this.#intern(`F${def}<${ids(args)}`, flagsOf(args) | own(def), { kind: "fn-def", def, args });
  }

  fnPointer(params: readonly Ty[], output: Ty, abi = "Rust", unsafe = false, variadic = false): Ty {
    const key = `P${abi}${unsafe ? "!" : ""}${variadic ? "." : ""}(${ids(params)}>${output.id}`;
    return this.#intern(key, flagsOf(params) | output.flags, { kind: "fn-pointer", params, output, abi, unsafe, variadic });
  }

  closure(closure: number, args: readonly Ty[], regions = NO_REGIONS): Ty {
    const key = `K${closure}<${ids(args)}${named(regions)}`;
    return this.#intern(key, flagsOf(args) | HAS_CLOSURE | own(closure) | placesOf(regions), { kind: "closure", closure, args, regions });
  }

  dynamic(principal: DynTrait | undefined, autos: readonly DefId[], regions = NO_REGIONS): Ty {
    const sorted = [...new Set(autos)].sort((a, b) => Number(a) - Number(b));
    const fixed = principal === undefined ? [] : principal.projections.toSorted((a, b) => a.item - b.item);
    const head =
      principal === undefined ? "" : `${principal.trait}<${ids(principal.args)}${fixed.map((p) => `${p.item}=${p.type.id}`).join()}`;
    let flags = principal === undefined ? 0 : own(principal.trait) | flagsOf(principal.args) | flagsOf(fixed.map((p) => p.type));
    for (const { item } of fixed) flags |= own(item);
    for (const trait of sorted) flags |= own(trait);
    flags |= placesOf(regions);
    const sortedPrincipal = principal && { ...principal, projections: fixed };
    return this.#intern(`D${head}+${sorted.join()}${named(regions)}`, flags, {
      kind: "dynamic",
      principal: sortedPrincipal,
      autos: sorted,
      regions,
    });
  }

  param(index: number, name: string, constType?: Ty): Ty {
    const flags = HAS_PARAM | ((constType?.flags ?? 0) & HAS_OWN);
    return this.#intern(`p${index}${name}:${constType?.id ?? ""}`, flags, { kind: "param", index, name, constType });
  }

  projection(item: DefId, args: readonly Ty[]): Ty {
    return this.#intern(`j${item}<${ids(args)}`, flagsOf(args) | HAS_ALIAS | own(item), { kind: "projection", item, args });
  }

  opaque(fn: DefId, index: number, args: readonly Ty[], regions = NO_REGIONS): Ty {
    const key = `o${fn}.${index}<${ids(args)}${named(regions)}`;
    return this.#intern(key, flagsOf(args) | HAS_ALIAS | own(fn) | placesOf(regions), { kind: "opaque", fn, index, args, regions });
  }

  infer(variable: number, of: "type" | "int" | "float"): Ty {
    return this.#intern(`?${variable}${of}`, HAS_INFER, { kind: "infer", variable, of });
  }

  constant(value: bigint, type: Ty): Ty {
    return this.#intern(`=${value}:${type.id}`, type.flags & HAS_OWN, { kind: "const", value, type });
  }

  unevaluated(def: DefId, args: readonly Ty[]): Ty {
    return this.#intern(`u${def}<${ids(args)}`, flagsOf(args) | HAS_ALIAS | own(def), { kind: "unevaluated", def, args });
  }

  /** The type with each part replaced by `change`, which sees whole types only one level deep; itself if none changes. */
  mapParts(type: Ty, change: (part: Ty) => Ty): Ty {
    switch (type.kind) {
      case "ref":
      case "ptr":
      case "slice":
      case "array":
        return this.#mapElement(type, change);
      case "tuple": {
        const elements = mapAll(type.elements, change);
        return elements === type.elements ? type : this.tuple(elements);
      }
      case "fn-pointer":
        return this.fnPointer(mapAll(type.params, change), change(type.output), type.abi, type.unsafe, type.variadic);
      case "dynamic":
        return type.principal === undefined ? type : this.dynamic(mapDyn(type.principal, change), type.autos, type.regions);
      default: {
        if (!("args" in type)) return type;
        const args = mapAll(type.args, change);
        return args === type.args ? type : this.#withArgs(type, args);
      }
    }
  }

  #mapElement(type: TyOf<"ref" | "ptr" | "slice" | "array">, change: (part: Ty) => Ty): Ty {
    if (type.kind === "array") return this.array(change(type.element), change(type.length));
    if (type.kind === "slice") return this.slice(change(type.element));
    const target = change(type.target);
    if (target === type.target) return type;
    return type.kind === "ref" ? this.ref(target, type.mutable, type.region) : this.ptr(target, type.mutable);
  }

  /** The type of something generic, with other arguments. */
  #withArgs(type: TyOf<"adt" | "fn-def" | "closure" | "projection" | "opaque" | "unevaluated">, args: readonly Ty[]): Ty {
    switch (type.kind) {
      case "adt":
        return this.adt(type.def, args, type.regions);
      case "fn-def":
        return this.fnDef(type.def, args);
      case "closure":
        return this.closure(type.closure, args, type.regions);
      case "projection":
        return this.projection(type.item, args);
      case "opaque":
        return this.opaque(type.fn, type.index, args, type.regions);
      case "unevaluated":
        return this.unevaluated(type.def, args);
    }
  }

  /** `type` with parameter `i` replaced by `args[i]`; parameters beyond the list stay. */
  substitute(type: Ty, args: readonly Ty[]): Ty {
    if ((type.flags & HAS_PARAM) === 0) return type;
    if (type.kind === "param") return args[type.index] ?? type;
    return this.mapParts(type, (part) => this.substitute(part, args));
  }

  substituteAll(types: readonly Ty[], args: readonly Ty[]): readonly Ty[] {
    return mapAll(types, (type) => this.substitute(type, args));
  }
}

function mapDyn(principal: DynTrait, change: (part: Ty) => Ty): DynTrait {
  const projections = principal.projections.map(({ item, type }) => ({ item, type: change(type) }));
  return { trait: principal.trait, args: mapAll(principal.args, change), projections };
}

/** The list itself if nothing changes. */
function mapAll(types: readonly Ty[], change: (part: Ty) => Ty): readonly Ty[] {
  let mapped: Ty[] | undefined;
  for (let i = 0; i < types.length; i++) {
    const type = types[i] as Ty;
    const changed = change(type);
    if (mapped === undefined && changed !== type) mapped = types.slice(0, i);
    mapped?.push(changed);
  }
  return mapped ?? types;
}

/** The direct parts of a type. */
export function partsOf(type: Ty): readonly Ty[] {
  switch (type.kind) {
    case "adt":
    case "fn-def":
    case "closure":
    case "projection":
    case "opaque":
    case "unevaluated":
      return type.args;
    case "ref":
    case "ptr":
      return [type.target];
    case "array":
      return [type.element, type.length];
    case "slice":
      return [type.element];
    case "tuple":
      return type.elements;
    case "fn-pointer":
      return [...type.params, type.output];
    case "dynamic":
      return type.principal === undefined ? [] : [...type.principal.args, ...type.principal.projections.map((p) => p.type)];
    default:
      return [];
  }
}

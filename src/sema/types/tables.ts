// What the stages after the type checker may ask about types, items and bodies. All answers are made on demand and
// remembered; bodies of core are checked only when somebody asks for them. Types given to the questions at the bottom
// are concrete (no parameters), as they are after monomorphisation, unless the text says otherwise.
import type { Span } from "../../base/source.ts";
import type { SignatureLifetimes } from "./signature-lifetimes.ts";
import type { DefId } from "./def-id.ts";
import type { Body, Closure } from "./thir.ts";
import type { LifetimeNames } from "./print.ts";
import type { TraitRef } from "./predicates.ts";
import type { ValidRange } from "./niche.ts";
import type { Interner, Ty } from "./ty.ts";

/** `params` include the receiver. Types are in terms of the item's generics. */
export interface FnSig {
  readonly params: readonly Ty[];
  readonly output: Ty;
  readonly unsafe: boolean;
  readonly const: boolean;
  /** `Rust`, `C`, `sysv64`, `rust-intrinsic`, ... */
  readonly abi: string;
  readonly variadic: boolean;
}

export interface GenericParamDef {
  readonly name: string;
  readonly index: number;
  readonly kind: "type" | "const";
  readonly constType: Ty | undefined;
  /** In terms of the parameters before it. */
  readonly default: Ty | undefined;
  /** Stands for an `impl Trait` argument. */
  readonly synthetic: boolean;
}

/** All parameters, the parent's (trait with `Self` first, or impl) before the item's own. */
export interface GenericsDef {
  readonly params: readonly GenericParamDef[];
  readonly parentCount: number;
  readonly hasSelf: boolean;
}

export interface AdtDef {
  readonly def: DefId;
  readonly name: string;
  readonly kind: "struct" | "enum" | "union";
  readonly variants: readonly VariantDef[];
  readonly repr: Repr;
  /** Of the one scalar it holds (`NonZero`, `NonNull`). */
  readonly validRange: ValidRange | undefined;
  /** Of structs: for some arguments the last field is unsized. */
  readonly unsizedTail: boolean;
  /** `UnsafeCell`: nobody may rely on what its value is not. */
  readonly hidesNiche: boolean;
  readonly span: Span;
}

export interface VariantDef {
  readonly def: DefId;
  readonly name: string;
  readonly shape: "struct" | "tuple" | "unit";
  readonly fields: readonly FieldDef[];
  /** Of enums: the value, wrapped to `Repr.int` or `isize`. */
  readonly discriminant: bigint;
  readonly span: Span;
}

export interface FieldDef {
  readonly name: string;
  /** In terms of the adt's generics. */
  readonly type: Ty;
  readonly span: Span;
}

export interface Repr {
  readonly c: boolean;
  readonly transparent: boolean;
  readonly packed: number | undefined;
  readonly align: number | undefined;
  /** The integer type of `repr(u8)` and so on. */
  readonly int: Ty | undefined;
}

/** What a call of a function with concrete arguments means. */
export type Instance =
  /** Compile the body of `def` with `args`. `intrinsic` names what has no body (`corelib/intrinsics.md`). */
  | { readonly kind: "item"; readonly def: DefId; readonly args: readonly Ty[] }
  | { readonly kind: "intrinsic"; readonly name: string; readonly def: DefId; readonly args: readonly Ty[] }
  /** Tuple struct or variant constructor. */
  | { readonly kind: "constructor"; readonly adt: DefId; readonly variant: number; readonly args: readonly Ty[] }
  /** Declared in an extern block. */
  | { readonly kind: "foreign"; readonly def: DefId }
  /** Through the vtable of `self` (a `dyn`): the entry number among its methods. */
  | { readonly kind: "virtual"; readonly trait: DefId; readonly entry: number; readonly def: DefId; readonly args: readonly Ty[] }
  /** `Fn*::call*` on a closure: its body, called with `self` by `&`, `&mut` or value (`selfBy`), the arguments untupled. */
  | {
      readonly kind: "closure-call";
      readonly closure: number;
      readonly args: readonly Ty[];
      /** `pointer`: as a fn pointer, without `self`. */
      readonly method: "call" | "call_mut" | "call_once" | "pointer";
    }
  /** `Fn*::call*` on a fn item or fn pointer. */
  | { readonly kind: "fn-call"; readonly type: Ty; readonly method: "call" | "call_mut" | "call_once" }
  /** A function with `#[track_caller]` behind a pointer, where no caller is known: its own head is the caller's place. */
  | { readonly kind: "reified"; readonly def: DefId; readonly args: readonly Ty[] }
  /** `Clone::clone` of a tuple, array, closure, or of any Copy type: by parts. */
  | { readonly kind: "clone-shim"; readonly type: Ty }
  /** `method` of core, called with the program's `#[global_allocator]`: what `__rust_alloc` and its kin are. */
  | { readonly kind: "allocator"; readonly method: DefId; readonly allocator: DefId }
  /** What the end of a value of the type does, given its address. */
  | { readonly kind: "drop-glue"; readonly type: Ty };

/** Instances whose bodies are made, not written. */
export type Shim = Extract<
  Instance,
  { kind: "closure-call" | "fn-call" | "reified" | "clone-shim" | "constructor" | "allocator" | "drop-glue" }
>;

/** Tells shims apart that belong to the same definition. */
export function shimKey(shim: Shim): string {
  switch (shim.kind) {
    case "closure-call":
      return `closure ${shim.closure} ${shim.method === "pointer" ? "pointer" : "call"}`;
    case "constructor":
      return `constructor ${shim.adt} ${shim.variant}`;
    case "fn-call":
      return `fn-call ${shim.type.id} ${shim.method === "call_once" ? "once" : "call"}`;
    case "reified":
      return `reified ${shim.def}`;
    case "clone-shim":
      return `clone ${shim.type.id}`;
    case "allocator":
      return `allocator ${shim.method} ${shim.allocator}`;
    case "drop-glue":
      return `drop ${shim.type.id}`;
  }
}

/** One method slot of a vtable; `undefined` for methods that need `Self: Sized`. */
export interface VtableEntry {
  readonly method: DefId;
  readonly instance: Instance;
}

export interface TypeTables {
  readonly types: Interner;
  /** The typed body of a function, const, static or anonymous constant; undefined if it has none. */
  body(def: DefId): Body | undefined;
  /** The body of a function is not kept where it can be made again: whoever asks once more has it typed once more. */
  forget(def: DefId): void;
  closure(id: number): Closure;
  /** Types of a closure's fields: what it holds, or references to it. */
  captureTypes(closure: Ty & { kind: "closure" }): readonly Ty[];
  /** `Fn::call` and its kin, whose arguments come as a tuple. */
  isFnMethod(def: DefId): boolean;
  /** It has `#[track_caller]`, or what it implements of a trait has. */
  tracksCaller(def: DefId): boolean;
  /** From the keyword to the end of the signature. */
  headSpan(def: DefId): Span;
  generics(def: DefId): GenericsDef;
  signature(def: DefId): FnSig;
  /** Of a const, static, type alias, field or impl's self. */
  typeOf(def: DefId): Ty;
  /** The trait that an impl is of, the impl's own type first among its arguments; undefined for a type's own methods. */
  implTrait(impl: DefId): TraitRef | undefined;
  adt(def: DefId): AdtDef;
  /** What `core::any::TypeId` holds of it, 128 bits; undefined where that is not known. */
  typeId(type: Ty): bigint | undefined;
  /** What `core::any::type_name` says of it; undefined where a path is not known. */
  typeName(type: Ty): string | undefined;
  /** As rustc prints it: `&mut [u8]`, `Option<u8>`. */
  print(type: Ty): string;
  /** The same with its lifetimes: `&PanicInfo<'_>`. */
  printWithLifetimes(type: Ty): string;
  /** The same where some lifetimes have names. */
  printNaming(type: Ty, names: LifetimeNames): string;
  /** `write_volatile::<u16>`, `S::<u8>::new` */
  printPath(def: DefId, args: readonly Ty[]): string;
  /** Each parameter of a generic item for itself. */
  identityArgs(def: DefId): readonly Ty[];
  /** With arguments put in and projections resolved; `args` concrete. */
  instantiate(type: Ty, args: readonly Ty[]): Ty;
  /** Which code a callee of `fn-def` type (already instantiated) stands for. */
  resolveInstance(def: DefId, args: readonly Ty[]): Instance;
  /** The type of the method `drop` of `Drop` for an adt that has one. */
  dropMethod(adt: Ty): Instance | undefined;
  /** Traits that an `impl Trait` type promises, or that a `dyn` type has. */
  boundTraits(type: Ty): readonly DefId[];
  /** `PartialEq::eq`. */
  equalMethod(): DefId;
  needsDrop(type: Ty): boolean;
  /** There may be a `Box` somewhere. */
  knowsBoxes(): boolean;
  /** What a `Box` owns; undefined for all other types. */
  boxContent(type: Ty): Ty | undefined;
  /** A function of core whose calls are promoted: `#[rustc_promotable]`. */
  isPromotable(def: DefId): boolean;
  /** A reference may be in it. */
  holdsReferences(type: Ty): boolean;
  /** Where lifetimes stand in a function's signature; undefined for what is not written as one. */
  signatureLifetimes(def: DefId): SignatureLifetimes | undefined;
  isCopy(type: Ty): boolean;
  /** Inside a generic item, whose bounds count. */
  isCopyIn(owner: DefId, type: Ty): boolean;
  isSized(type: Ty): boolean;
  isSizedIn(owner: DefId, type: Ty): boolean;
  /** No value of it exists. */
  isUninhabited(type: Ty): boolean;
  /** No `UnsafeCell` inside. */
  isFreeze(type: Ty): boolean;
  /** Methods of `dyn trait` for a concrete type, supertraits' first, in vtable order. */
  vtable(type: Ty, dyn: Ty): readonly (VtableEntry | undefined)[];
  /** How many methods a vtable of `dyn` has, pointers to others left out. */
  vtableMethodCount(dyn: Ty): number;
  /** Object types of supertraits to whose vtables that of `dyn` points, behind its methods. */
  superObjects(dyn: Ty): readonly Ty[];
  /** Which entry behind the three first ones points to the vtable that `to` needs; undefined if the one of `from` does. */
  superEntry(from: Ty, to: Ty): number | undefined;
  /** The last field's type that unsizing changes: `[T; N]` in `Wrapper<[T; N]>`. */
  unsizedTail(type: Ty): Ty;
}

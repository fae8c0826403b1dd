// The lints that look at one expression of a typed body after the other. Each is a function from an expression to what is
// wrong with it; which release has which lint, and at what level, is the table's affair.
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { DefId } from "../types/def-id.ts";
import type { Body, Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { nanComparisons, widePointers } from "./compared-values.ts";
import { interiorMutations } from "./constant-mutations.ts";
import { invalidValues } from "./invalid-values.ts";
import { transmutedValues } from "./transmuted-values.ts";
import { vainMaps } from "./vain-maps.ts";
import { atomicOrderings } from "./atomic-orderings.ts";
import { doubleReferences } from "./double-references.ts";
import { enumIntrinsics } from "./enum-intrinsics.ts";
import { fallibleLoops } from "./fallible-loops.ts";
import { functionCasts } from "./function-casts.ts";
import { functionPointers } from "./function-pointers.ts";
import { nullArguments, nullChecks, nullDereferences } from "./null-pointers.ts";
import { mutableTransmutes, referenceCasts } from "./reference-casts.ts";
import type { FoundLint } from "./report.ts";
import { utf8Literals } from "./utf8-literals.ts";
import { vainDrops } from "./vain-drops.ts";
import { WrittenBody } from "./written.ts";

/** What lints ask of types and definitions. */
export interface TypedQuestions {
  /** As messages show it. */
  print(type: Ty): string;
  name(def: DefId): string;
  snippet(span: Span): string;
  /** How what is the crate's begins: `pub struct S`, `fn f() -> u8`. */
  headOf(def: DefId): Span | undefined;
  /** `const ` before a constant's name; undefined of what is not the crate's. */
  constantHead(def: DefId): Span | undefined;
  /** Whether what a body computes is computed at compile time. */
  constness(owner: DefId): "none" | "const-fn" | "assoc-const" | "const";
  resultOf(fn: DefId): Ty;
  variantName(adt: DefId, variant: number): string | undefined;
  isLang(def: DefId, name: string): boolean;
  isEnum(type: Ty): boolean;
  isCopy(type: Ty): boolean;
  isFreeze(type: Ty): boolean;
  isSized(type: Ty): boolean;
  /** Inside a generic item, whose bounds count. */
  isSizedIn(owner: DefId, type: Ty): boolean;
  isUninhabited(type: Ty): boolean;
  /** Bytes; undefined where it depends on parameters, or there is no size. */
  sizeOf(type: Ty): number | undefined;
  /** No bytes, and no alignment. */
  isZeroSized(type: Ty): boolean;
  shapeOf(type: Ty & { kind: "adt" }): AdtShape;
  /** Of what is one number or pointer, or begins with one: whether zero is a value of it. Undefined where all are, or nothing is known. */
  scalarLimits(type: Ty): { readonly allowsZero: boolean } | undefined;
  /** With all paths whole: `core::ptr::NonNull<u8>`. */
  printWhole(type: Ty): string;
  /** The path of what is core's, without impls. */
  pathInCore(def: DefId): string | undefined;
  /** A function of an impl or trait. */
  isAssociated(def: DefId): boolean;
  /** What a constant or static of the crate is given. */
  valueOf(def: DefId): Expr | undefined;
  /** `#[rustc_never_returns_null_ptr]` */
  neverGivesNull(def: DefId): boolean;
}

/** What a type's values are made of, its parameters known. */
export interface AdtShape {
  readonly kind: "struct" | "enum" | "union";
  readonly span: Span | undefined;
  readonly variants: readonly {
    readonly uninhabited: boolean;
    /** Their spans, where they are the crate's. */
    readonly fields: readonly { readonly type: Ty; readonly span: Span | undefined }[];
  }[];
}

export interface Finding {
  readonly lint: string;
  readonly diagnostic: DiagnosticBuilder;
}

export type TypedLint = (expr: Expr, body: WrittenBody, ask: TypedQuestions) => readonly Finding[] | undefined;

interface Row {
  /** The names that it reports under. */
  readonly names: string;
  readonly look: TypedLint;
  /** It has an eye for calls alone. */
  readonly ofCalls?: true;
}

const LINTS: readonly Row[] = [
  { names: "deref_nullptr", look: nullDereferences },
  { names: "invalid_null_arguments", look: nullArguments, ofCalls: true },
  { names: "useless_ptr_null_checks", look: nullChecks },
  { names: "invalid_reference_casting", look: referenceCasts },
  { names: "mutable_transmutes", look: mutableTransmutes },
  { names: "enum_intrinsics_non_enums", look: enumIntrinsics, ofCalls: true },
  { names: "invalid_atomic_ordering", look: atomicOrderings, ofCalls: true },
  { names: "invalid_from_utf8 invalid_from_utf8_unchecked", look: utf8Literals, ofCalls: true },
  {
    names: "dropping_references dropping_copy_types forgetting_references forgetting_copy_types undropped_manually_drops",
    look: vainDrops,
    ofCalls: true,
  },
  { names: "invalid_nan_comparisons", look: nanComparisons },
  { names: "ambiguous_wide_pointer_comparisons", look: widePointers },
  { names: "unpredictable_function_pointer_comparisons", look: functionPointers },
  { names: "function_casts_as_integer", look: functionCasts },
  { names: "noop_method_call suspicious_double_ref_op", look: doubleReferences, ofCalls: true },
  { names: "for_loops_over_fallibles", look: fallibleLoops },
  { names: "map_unit_fn", look: vainMaps, ofCalls: true },
  { names: "invalid_value", look: invalidValues, ofCalls: true },
  { names: "const_item_interior_mutations", look: interiorMutations, ofCalls: true },
  {
    names: "ptr_to_integer_transmute_in_consts unnecessary_transmutes integer_to_ptr_transmutes",
    look: transmutedValues,
    ofCalls: true,
  },
];

export const TYPED_LINTS: readonly string[] = LINTS.flatMap(({ names }) => names.split(" "));

/** In the order of the body. */
export function typedLints(body: Body, ask: TypedQuestions): FoundLint[] {
  const found: FoundLint[] = [];
  const whole = new WrittenBody(body, (def) => ask.pathInCore(def));
  whole.visit((expr) => {
    for (const { look, ofCalls } of LINTS) {
      if (ofCalls === true && expr.kind !== "call") continue;
      const some = look(expr, whole, ask);
      if (some !== undefined) for (const one of some) found.push({ ...one, node: 0 });
    }
  });
  return found;
}

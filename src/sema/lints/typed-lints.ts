// The lints that look at one expression of a typed body after the other. Each is a function from an expression to what is
// wrong with it; which release has which lint, and at what level, is the table's affair.
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { DefId } from "../types/def-id.ts";
import type { Body, Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
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
  /** Where a type of the crate begins: `pub struct S`. */
  headOf(adt: DefId): Span | undefined;
  variantName(adt: DefId, variant: number): string | undefined;
  isLang(def: DefId, name: string): boolean;
  isEnum(type: Ty): boolean;
  isCopy(type: Ty): boolean;
  isFreeze(type: Ty): boolean;
  isSized(type: Ty): boolean;
  /** Bytes; undefined where it depends on parameters, or there is no size. */
  sizeOf(type: Ty): number | undefined;
  /** The path of what is core's, without impls. */
  pathInCore(def: DefId): string | undefined;
  /** What a constant or static of the crate is given. */
  valueOf(def: DefId): Expr | undefined;
  /** `#[rustc_never_returns_null_ptr]` */
  neverGivesNull(def: DefId): boolean;
}

export interface Finding {
  readonly lint: string;
  readonly diagnostic: DiagnosticBuilder;
}

export type TypedLint = (expr: Expr, body: WrittenBody, ask: TypedQuestions) => readonly Finding[] | undefined;

const LINTS: readonly TypedLint[] = [
  nullDereferences,
  nullArguments,
  nullChecks,
  referenceCasts,
  mutableTransmutes,
  enumIntrinsics,
  atomicOrderings,
  utf8Literals,
  vainDrops,
  functionPointers,
  functionCasts,
  doubleReferences,
  fallibleLoops,
];

/** In the order of the body. */
export function typedLints(body: Body, ask: TypedQuestions): FoundLint[] {
  const found: FoundLint[] = [];
  const whole = new WrittenBody(body, (def) => ask.pathInCore(def));
  whole.visit((expr) => {
    for (const lint of LINTS) for (const one of lint(expr, whole, ask) ?? []) found.push({ ...one, node: 0 });
  });
  return found;
}

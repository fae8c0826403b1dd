// What a body still has to prove: a predicate, and what asked for it.
import type { Span } from "../../../base/source.ts";
import type { GenericArgs } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Predicate, TraitRef } from "../predicates.ts";
import type { Ty } from "../ty.ts";
import type { OperandsCause } from "./operator-table.ts";

export interface Obligation {
  readonly predicate: Predicate;
  readonly span: Span;
  /** What asked for it: the item whose bound it is. */
  readonly cause: ObligationCause;
  /** Impls whose own bounds led here, outermost first. */
  readonly through?: readonly ThroughImpl[] | undefined;
  /** Auto traits that it is a part of: what asks for itself again holds. */
  readonly within?: readonly TraitRef[] | undefined;
}

export interface ThroughImpl {
  readonly ref: TraitRef;
  readonly impl: DefId;
  /** The bound of the impl. */
  readonly bound: Span;
}

export interface BoundCause {
  readonly kind: "bound";
  readonly def: DefId;
  readonly boundSpan: Span;
  /** Which of the item's predicates it is. */
  readonly index: number;
  /** The arguments behind the item's name. */
  readonly written: GenericArgs | undefined;
}

export type ObligationCause =
  | BoundCause
  | { readonly kind: "operator"; readonly report: (failed: Predicate) => void }
  | OperandsCause
  /** A pointer to something sized becomes one to an object. */
  | { readonly kind: "unsizing"; readonly from: Ty; readonly to: Ty }
  | { readonly kind: "other" }
  /** The element of `[element; N]`, copied; whether it could be made each time in a `const` block. */
  | { readonly kind: "repeat"; readonly isConstable: boolean }
  | { readonly kind: "result" | "parameter" | "argument" | "opaque" | "variable" };

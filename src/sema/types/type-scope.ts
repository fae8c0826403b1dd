// Where a type is written: what its lifetimes, holes and `impl Trait` mean there.
import type { Span } from "../../base/source.ts";
import type { Bound, GenericParam, Lifetime, Tree, TypeId } from "../../syntax/ast.ts";
import type { DefId } from "./def-id.ts";
import type { Region, Ty } from "./ty.ts";

/** What lifetimes mean, for who wants types with regions. */
export interface RegionScope {
  /** A lifetime as written; undefined: left out, of a reference. */
  lifetime(written: Lifetime | undefined): Region;
  /** Of the lifetime parameters of a data type, none of them written. */
  omitted(def: DefId): readonly Region[];
  /** The bound of a trait object, if none is written. */
  object(): Region;
  /** What an `impl Trait` may hold. */
  captured(): readonly Region[];
  selfType(): Ty | undefined;
  /** What an alias stands for, its lifetimes as given. */
  alias(def: DefId, regions: readonly Region[]): Ty;
  /** Lifetimes that `action` names are bound there. `part` tells parameters from results of `Fn(..) -> ..`. */
  binder<T>(params: readonly GenericParam[], action: () => T): T;
  inputs<T>(action: () => T): T;
  output<T>(action: () => T): T;
}

export interface TypeScope {
  readonly regions?: RegionScope | undefined;
  readonly owner: DefId;
  readonly tree: Tree;
  /** The self type of an impl is lowered, so `Self` is not known yet. */
  readonly definesSelf?: boolean | undefined;
  /** What `Self` is in the reference of the impl's trait, while the impl is read. */
  readonly self?: Ty | undefined;
  /** What `_` and omitted generic arguments stand for; absent in signatures. */
  readonly hole?: ((span: Span) => Ty) | undefined;
  /** What `impl Trait` stands for here. */
  readonly implTrait?: ImplTrait | undefined;
  /** Resolves projections as far as possible. */
  readonly normalize?: ((type: Ty) => Ty) | undefined;
}

export type ImplTrait = (node: TypeId, bounds: readonly Bound[]) => Ty;

/** The scope where `impl Trait` stands for something. Field by field: what gets a field behind a spread, V8 lays out anew each time. */
export function namingImplTrait({ regions, owner, tree, definesSelf, self, hole, normalize }: TypeScope, implTrait: ImplTrait): TypeScope {
  return { regions, owner, tree, definesSelf, self, hole, implTrait, normalize };
}

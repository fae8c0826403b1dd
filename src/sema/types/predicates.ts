// What a generic item may assume of its parameters, and what its user must prove.
import type { Span } from "../../base/source.ts";
import type { DefId } from "./def-id.ts";
import type { Items } from "./items.ts";
import type { Interner, Region, Ty } from "./ty.ts";

/** `args[0]: trait<args[1..]>` */
export interface TraitRef {
  readonly trait: DefId;
  readonly args: readonly Ty[];
  /** Lifetimes of the trait, where types are read with theirs. */
  readonly regions?: readonly Region[] | undefined;
}

export type Predicate =
  | { readonly kind: "trait"; readonly ref: TraitRef; readonly span: Span }
  /** `<args[0] as Trait<..>>::item == type` */
  | { readonly kind: "projection"; readonly item: DefId; readonly args: readonly Ty[]; readonly type: Ty; readonly span: Span };

export function substituteRef(types: Interner, { trait, args: own }: TraitRef, args: readonly Ty[]): TraitRef {
  return { trait, args: types.substituteAll(own, args) };
}

export function substitutePredicate(types: Interner, predicate: Predicate, args: readonly Ty[]): Predicate {
  return mapPredicate(predicate, (type) => types.substitute(type, args));
}

export function mapPredicate(predicate: Predicate, change: (type: Ty) => Ty, changeRegion?: (region: Region) => Region): Predicate {
  const { kind, span } = predicate;
  if (kind === "trait") {
    const { trait, args, regions } = predicate.ref;
    return { kind, ref: { trait, args: args.map(change), regions: changeRegion && regions?.map(changeRegion) }, span };
  }
  return { kind, item: predicate.item, args: predicate.args.map(change), type: change(predicate.type), span };
}

export function sameRef(a: TraitRef, b: TraitRef): boolean {
  return a.trait === b.trait && a.args.length === b.args.length && a.args.every((arg, i) => arg === b.args[i]);
}

/** That the trait holds whose item `def` is. */
export function isOwnTrait(items: Items, def: DefId, predicate: Predicate): boolean {
  return predicate.kind === "trait" && def >= 0 && predicate.ref.trait === items.parent(def);
}

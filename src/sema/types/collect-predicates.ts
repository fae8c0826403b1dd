// Predicates: what `where` clauses and bounds state, what supertraits add, and where an associated type is found.
import type { Span } from "../../base/source.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { Bound, GenericParam, Generics, TypeId } from "../../syntax/ast.ts";
import { isRelaxing } from "../../syntax/validate-bounds.ts";
import type { TypeContext } from "./context.ts";
import { opaqueNodes, signatureLowering, syntheticNodes } from "./collect-items.ts";
import type { DefId } from "./def-id.ts";
import type { TypeLowering } from "./lower-type.ts";
import { normalizeWith } from "./normalize.ts";
import { mayBeUnsized } from "./relaxed-bounds.ts";
import { substitutePredicate, substituteRef, type Predicate, type TraitRef } from "./predicates.ts";
import { ERROR, HAS_ALIAS, HAS_PARAM, type Ty } from "./ty.ts";
import { bindsLifetimes, lifetimesInBounds } from "./forms/lifetime-mentions.ts";

export interface FoundItem {
  readonly item: DefId;
  /** The trait reference it belongs to. */
  readonly ref: TraitRef;
  /** The bound is for all lifetimes of a `for<..>`, which its trait names. */
  readonly isHigherRanked?: boolean;
}

export function statedBy(lowering: TypeLowering, bounds: readonly Bound[], self: Ty): Predicate[] {
  return bounds.flatMap((bound) => (bound.kind === "trait" && !isRelaxing(bound) ? lowering.bound(bound, self) : []));
}

/** As written on the item and what it stands in; a trait's own begin with `Self: Trait`. */
export function predicatesOf(tcx: TypeContext, def: DefId): readonly Predicate[] {
  const parent = tcx.items.parent(def);
  const parentKind = parent === undefined ? "mod" : tcx.items.kind(parent);
  const inherited = parent !== undefined && (parentKind === "trait" || parentKind === "impl") ? tcx.predicates(parent) : [];
  return [...inherited, ...ownPredicates(tcx, def, signatureLowering(tcx, def))];
}

/** Without the parent's. */
export function ownPredicates(tcx: TypeContext, def: DefId, lowering: TypeLowering): Predicate[] {
  const found: Predicate[] = [];
  if (tcx.items.kind(def) === "trait") {
    found.push({ kind: "trait", ref: { trait: def, args: tcx.identityArgs(def) }, span: tcx.items.span(def) });
    const kind = tcx.items.item(def)?.kind;
    if (kind?.kind === "trait") found.push(...statedBy(lowering, kind.bounds, tcx.types.param(0, "Self")));
  }
  const generics = tcx.items.preparedGenerics(def);
  if (generics !== undefined) found.push(...genericsPredicates(tcx, def, generics, lowering));
  found.push(...syntheticPredicates(tcx, def, lowering));
  return found;
}

function genericsPredicates(tcx: TypeContext, def: DefId, generics: Generics, lowering: TypeLowering): Predicate[] {
  const params = tcx.generics(def).params;
  const found: Predicate[] = [];
  for (const param of generics.params) {
    if (param.kind !== "type") continue;
    const made = params.findLast((each) => each.name === param.ident.name);
    if (made === undefined) continue;
    const type = tcx.types.param(made.index, made.name);
    found.push(...statedBy(lowering, param.bounds, type));
    const stated = [...param.bounds, ...boundsBehind(tcx, def, generics, param.ident.name)];
    if (!mayBeUnsized(tcx, def, stated, param.ident.span)) found.push(...sizedPredicate(tcx, type, param.ident.span));
  }
  for (const predicate of generics.where) {
    if (predicate.kind === "type") found.push(...statedBy(lowering, predicate.bounds, lowering.lower(predicate.type)));
  }
  return found;
}

function sizedPredicate(tcx: TypeContext, type: Ty, span: Span): Predicate[] {
  const trait = tcx.lang("sized");
  return trait === undefined ? [] : [{ kind: "trait", ref: { trait, args: [type] }, span }];
}

/** What a `where` clause says of a parameter. */
function boundsBehind(tcx: TypeContext, def: DefId, generics: Generics, name: string): Bound[] {
  const tree = tcx.items.tree(def);
  return generics.where.flatMap((predicate) => {
    if (predicate.kind !== "type" || !predicate.bounds.some(isRelaxing)) return [];
    const { kind } = tree.type(predicate.type);
    return kind.kind === "path" && kind.path.segments.length === 1 && kind.path.segments[0]?.ident.name === name ? predicate.bounds : [];
  });
}

function syntheticPredicates(tcx: TypeContext, def: DefId, lowering: TypeLowering): Predicate[] {
  const nodes = syntheticNodes(tcx, def);
  const first = tcx.generics(def).params.length - nodes.length;
  const implTrait = (written: TypeId): Ty => {
    const i = nodes.findIndex(({ node }) => node === written);
    return i < 0 ? ERROR : tcx.types.param(first + i, nodes[i]?.name ?? "");
  };
  const inner = lowering.naming(implTrait);
  return nodes.flatMap(({ node, bounds, name }, i) => {
    const type = tcx.types.param(first + i, name);
    const relaxed = mayBeUnsized(tcx, def, bounds, tcx.items.tree(def).span(node));
    return [...statedBy(inner, bounds, type), ...(relaxed ? [] : sizedPredicate(tcx, type, tcx.items.span(def)))];
  });
}

/** Bounds of the `index`-th opaque type of a function, on that type. */
export function opaqueBounds(tcx: TypeContext, fn: DefId, index: number): Predicate[] {
  const node = opaqueNodes(tcx, fn)[index];
  const self = tcx.types.opaque(fn, index, tcx.identityArgs(fn));
  return node === undefined ? [] : statedBy(signatureLowering(tcx, fn), node.bounds, self);
}

/**
 * What `Self: trait` implies directly: supertraits, and what their bounds fix and ask of associated types: `trait A: Iterator<Item: Copy>`.
 * Where clauses count if they are about `Self`; about other types they are the user's to prove.
 */
export function impliedBounds(tcx: TypeContext, trait: DefId): readonly Predicate[] {
  const item = tcx.items.item(trait);
  if (item?.kind.kind !== "trait") return [];
  const self = tcx.types.param(0, "Self");
  const lowering = signatureLowering(tcx, trait);
  const where = item.kind.generics.where.flatMap((predicate) => {
    if (predicate.kind !== "type" || lowering.lower(predicate.type) !== self) return [];
    return statedBy(lowering, predicate.bounds, self);
  });
  return [...statedBy(lowering, item.kind.bounds, self), ...where];
}

/** Traits that `Self: trait` implies directly. */
export function superTraits(tcx: TypeContext, trait: DefId): readonly TraitRef[] {
  const self = tcx.types.param(0, "Self");
  return tcx.impliedBounds(trait).flatMap((each) => (each.kind === "trait" && each.ref.args[0] === self ? [each.ref] : []));
}

/** `ofTrait`: predicates of the trait that the item is of. */
export function boundsOfItem(
  tcx: TypeContext,
  item: DefId,
  lowering = signatureLowering(tcx, item),
  ofTrait = tcx.predicates(tcx.items.parent(item) as DefId),
): readonly Predicate[] {
  const kind = tcx.items.item(item)?.kind;
  if (kind?.kind !== "type-alias") return [];
  const self = tcx.types.projection(item, tcx.identityArgs(item));
  const where = ofTrait.filter((each) => each.kind === "projection" || each.ref.args[0] === self);
  const relaxed = mayBeUnsized(tcx, item, kind.bounds, tcx.items.span(item));
  const sized = relaxed ? [] : sizedPredicate(tcx, self, tcx.items.span(item));
  return [
    ...statedBy(lowering, kind.bounds, self),
    ...sized,
    ...where.filter((each) => each.kind === "trait" && each.ref.args[0] === self),
  ];
}

/** Predicates with all that supertraits add, projections resolved among themselves. */
export function environmentOf(tcx: TypeContext, def: DefId): readonly Predicate[] {
  return assumptions(tcx, tcx.predicates(def));
}

export function assumptions(tcx: TypeContext, predicates: readonly Predicate[]): readonly Predicate[] {
  const elaborated = elaborate(tcx, predicates);
  if (!elaborated.some(hasAlias)) return elaborated;
  return elaborated.map((each) => normalizeWith(tcx, elaborated, each));
}

function hasAlias(predicate: Predicate): boolean {
  const types = predicate.kind === "trait" ? predicate.ref.args : [...predicate.args, predicate.type];
  return types.some((type) => (type.flags & HAS_ALIAS) !== 0);
}

/** A trait may imply bounds on its associated types, which imply the same of theirs. */
const MOST_IMPLIED = 32;

/** Predicates with all that their traits imply. */
export function elaborate(tcx: TypeContext, predicates: readonly Predicate[]): Predicate[] {
  const seen = new Set<string>();
  const found: Predicate[] = [];
  const work = predicates.map((each) => ({ each, depth: 0 }));
  while (work.length > 0) {
    const { each, depth } = work.shift() as { each: Predicate; depth: number };
    if (depth > MOST_IMPLIED) {
      tcx.report(unsupported("KB0236", "bounds that imply this many others", each.span));
      break;
    }
    if (each.kind === "projection") {
      found.push(each);
      continue;
    }
    const key = `${each.ref.trait}<${each.ref.args.map((arg) => arg.id).join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(each);
    for (const inner of tcx.impliedBounds(each.ref.trait))
      work.push({ each: substitutePredicate(tcx.types, inner, each.ref.args), depth: depth + 1 });
  }
  return found;
}

/** All traits `ref` implies, itself first. */
export function allSuperTraits(tcx: TypeContext, ref: TraitRef): TraitRef[] {
  const found: TraitRef[] = [];
  const seen = new Set<string>();
  const visit = (each: TraitRef): void => {
    const key = `${each.trait}<${each.args.map((arg) => arg.id).join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    found.push(each);
    for (const parent of tcx.superTraits(each.trait)) visit(substituteRef(tcx.types, parent, each.args));
  };
  visit(ref);
  return found;
}

/** The item `name` of a trait or of one of its supertraits. */
export function traitItem(
  tcx: TypeContext,
  ref: TraitRef,
  name: string,
  kind: "assoc-type" | "assoc-const" | "assoc-fn",
): FoundItem | undefined {
  return traitItems(tcx, ref, name, kind)[0];
}

/** The same of all of them. */
function traitItems(tcx: TypeContext, ref: TraitRef, name: string, kind: "assoc-type" | "assoc-const" | "assoc-fn"): FoundItem[] {
  return allSuperTraits(tcx, ref).flatMap((each) => {
    const item = tcx.items.children(each.trait).find((child) => tcx.items.name(child) === name && tcx.items.kind(child) === kind);
    return item === undefined ? [] : [{ item, ref: each }];
  });
}

/** Whose associated types `base::name` may mean, seen from `owner`: each once. */
export function associatedTypes(tcx: TypeContext, owner: DefId, base: Ty, name: string, isSelf: boolean): readonly FoundItem[] {
  const found: FoundItem[] = [];
  for (let def: DefId | undefined = owner; def !== undefined && tcx.items.kind(def) !== "mod"; def = tcx.items.parent(def)) {
    found.push(...associatedHere(tcx, def, base, name, isSelf));
  }
  const key = ({ item, ref }: FoundItem): string => `${item}<${ref.args.map(({ id }) => id).join()}`;
  return [...new Map(found.map((each) => [key(each), each])).values()];
}

function associatedHere(tcx: TypeContext, def: DefId, base: Ty, name: string, isSelf: boolean): FoundItem[] {
  const kind = tcx.items.kind(def);
  const found: FoundItem[] = [];
  if (kind === "trait" && base === tcx.types.param(0, "Self"))
    found.push(...traitItems(tcx, { trait: def, args: tcx.identityArgs(def) }, name, "assoc-type"));
  // In `impl<I: Iterator> IntoIterator for I`, `Self::Item` is the impl's, `I::Item` that of the bound.
  if (kind === "impl" && (isSelf || base.kind !== "param")) {
    const { self, ref } = tcx.implHeader(def);
    if (ref !== undefined && base === self) found.push(...traitItems(tcx, ref, name, "assoc-type"));
  }
  if (found.length > 0) return found;
  if (base.kind === "projection") {
    const bounded = inBounds(tcx, substituteAll(tcx, tcx.itemBounds(base.item), base.args), base, name);
    if (bounded !== undefined) return [bounded];
  }
  return boundsOfParam(tcx, def, base, name);
}

function substituteAll(tcx: TypeContext, predicates: readonly Predicate[], args: readonly Ty[]): Predicate[] {
  return predicates.map((each) => substitutePredicate(tcx.types, each, args));
}

function inBounds(tcx: TypeContext, predicates: readonly Predicate[], base: Ty, name: string): FoundItem | undefined {
  for (const each of predicates) {
    if (each.kind !== "trait" || each.ref.args[0] !== base) continue;
    const found = traitItem(tcx, each.ref, name, "assoc-type");
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Bounds written on `base` in the generics of `def`. Only the trait's name is looked at before the bound is lowered:
 * bounds may mention each other's associated types.
 */
function boundsOfParam(tcx: TypeContext, def: DefId, base: Ty, name: string): FoundItem[] {
  if (def < 0) return [];
  const lowering = signatureLowering(tcx, def);
  const tree = tcx.items.tree(def);
  const inOnes = (bounds: readonly Bound[], outer: readonly GenericParam[] = []): FoundItem[] =>
    bounds.flatMap((bound) => {
      if (bound.kind !== "trait" || isRelaxing(bound)) return [];
      const res = tcx.items.resolution(tree, bound.pathId);
      if (res?.base.kind !== "def" || !declares(tcx, res.base.def, name)) return [];
      const ref = tcx.guarded(bound.pathId, () => lowering.traitRef(bound.pathId, bound.path, base));
      if (ref === undefined) return [];
      const binds = bindsLifetimes(tree, bound, outer);
      return traitItems(tcx, ref, name, "assoc-type").map((each) => {
        return { ...each, isHigherRanked: binds && handsOn(tcx, ref.trait, each.ref.trait) };
      });
    });
  const found: FoundItem[] = [];
  // Supertraits may speak of each other's types.
  const item = tcx.items.item(def);
  if (item?.kind.kind === "trait" && base === tcx.types.param(0, "Self")) found.push(...inOnes(item.kind.bounds));
  const generics = tcx.items.preparedGenerics(def);
  if (generics === undefined) return found;
  for (const param of generics.params) {
    if (param.kind === "type" && base.kind === "param" && param.ident.name === base.name) found.push(...inOnes(param.bounds));
  }
  for (const predicate of generics.where) {
    if (predicate.kind !== "type" || !mayDeclare(tcx, tree, predicate.bounds, name)) continue;
    if (tcx.guarded(predicate.type, () => lowering.lower(predicate.type)) === base)
      found.push(...inOnes(predicate.bounds, predicate.forParams));
  }
  return found;
}

/**
 * Whether a supertrait's reference may hold what is given to the trait: in `trait Key<'a>: Adapter`, the types of `Adapter` do not
 * depend on `'a`.
 */
function handsOn(tcx: TypeContext, trait: DefId, target: DefId): boolean {
  if (trait === target) return true;
  return tcx.superTraits(trait).some((parent) => {
    const holds = parent.args.slice(1).some(({ flags }) => (flags & HAS_PARAM) !== 0) || namesLifetimesOf(tcx, trait, parent.trait);
    return holds && handsOn(tcx, parent.trait, target);
  });
}

/** Whether the trait's bound by that supertrait names lifetimes. */
function namesLifetimesOf(tcx: TypeContext, trait: DefId, parent: DefId): boolean {
  const item = tcx.items.item(trait);
  if (item?.kind.kind !== "trait") return false;
  const tree = tcx.items.tree(trait);
  const where = (tcx.items.preparedGenerics(trait)?.where ?? []).flatMap((each) => (each.kind === "type" ? each.bounds : []));
  const bounds = [...item.kind.bounds, ...where].filter((bound) => {
    const res = bound.kind === "trait" ? tcx.items.resolution(tree, bound.pathId) : undefined;
    return res?.base.kind === "def" && res.base.def === parent;
  });
  const named = new Set<string>();
  lifetimesInBounds(tree, bounds, named);
  return named.size > 0;
}

function mayDeclare(tcx: TypeContext, tree: ReturnType<TypeContext["items"]["tree"]>, bounds: readonly Bound[], name: string): boolean {
  return bounds.some((bound) => {
    if (bound.kind !== "trait") return false;
    const res = tcx.items.resolution(tree, bound.pathId);
    return res?.base.kind === "def" && declares(tcx, res.base.def, name);
  });
}

/** Whether a trait or a supertrait has an associated type of this name. */
function declares(tcx: TypeContext, trait: DefId, name: string): boolean {
  if (tcx.items.kind(trait) !== "trait") return false;
  const own = tcx.items.children(trait).some((child) => tcx.items.name(child) === name && tcx.items.kind(child) === "assoc-type");
  return own || tcx.superTraits(trait).some((parent) => declares(tcx, parent.trait, name));
}

// Which traits can stand behind `dyn`: those whose every method can be called without knowing the type (E0038; Reference:
// "Dyn compatibility"). In: a trait. Out: why not, in rustc's order and words, with what may be done.
import { LIBRARY_START, type Span } from "../../../base/source.ts";
import type { TypeContext } from "../context.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import type { DefId } from "../def-id.ts";
import type { Predicate } from "../predicates.ts";
import { partsOf, type Ty } from "../ty.ts";

export type Remedy =
  | { readonly kind: "add-self"; readonly method: DefId }
  | { readonly kind: "take-reference"; readonly method: DefId; readonly span: Span }
  | { readonly kind: "move"; readonly name: string };

/** One reason: of several places if bounds are to blame, of none where they are core's. */
export interface Violation {
  readonly why: string;
  readonly spans: readonly Span[];
  readonly remedy?: Remedy;
}

export function isDynCompatible(tcx: TypeContext, trait: DefId): boolean {
  return dynViolations(tcx, trait).length === 0;
}

/** All of a trait's, and of its supertraits'. */
export function dynViolations(tcx: TypeContext, trait: DefId): readonly Violation[] {
  return withSuperTraits(tcx, trait).flatMap((each) => ofTrait(tcx, each));
}

/** What cannot even be written where the type is not looked at: supertraits that are given `Self`. */
export function selfInSuperTraits(tcx: TypeContext, trait: DefId): readonly Violation[] {
  return withSuperTraits(tcx, trait).flatMap((each) => {
    const self = tcx.types.param(0, "Self");
    const implied = tcx.impliedBounds(each).filter((bound) => bound.kind === "projection" || bound.ref.args[0] === self);
    return givenSelf(tcx, implied);
  });
}

function withSuperTraits(tcx: TypeContext, trait: DefId): DefId[] {
  return [...new Set(allSuperTraits(tcx, { trait, args: tcx.identityArgs(trait) }).map((each) => each.trait))];
}

function ofTrait(tcx: TypeContext, trait: DefId): Violation[] {
  const isLocal = tcx.items.isLocal(trait);
  const self = tcx.types.param(0, "Self");
  const own = tcx.predicates(trait).filter((each) => each.kind === "projection" || each.ref.trait !== trait);
  if (needsSized(tcx, trait)) {
    const spans = own.flatMap((each) =>
      each.kind === "trait" && each.ref.args[0] === self && isSized(tcx, each.ref.trait) ? [each.span] : [],
    );
    return [{ why: "it requires `Self: Sized`", spans: isLocal ? spans : [] }, ...givenSelf(tcx, own)];
  }
  const types = tcx.items.children(trait).filter((item) => tcx.items.kind(item) === "assoc-type" && !needsSized(tcx, item));
  const bounds = types.flatMap((item) => tcx.itemBounds(item)).filter((each) => mentions(tcx, trait, each, 1));
  return [
    ...tcx.items.children(trait).flatMap((item) => ofItem(tcx, trait, item)),
    ...givenSelf(tcx, own),
    ...(bounds.length === 0 ? [] : [selfAsArgument(bounds)]),
  ];
}

/** Bounds whose arguments speak of `Self`, `Self::Name` included: an object could not tell them. */
function givenSelf(tcx: TypeContext, bounds: readonly Predicate[]): Violation[] {
  const self = tcx.types.param(0, "Self");
  const wrong = bounds.filter((each) => (each.kind === "trait" ? each.ref.args : each.args).slice(1).some((arg) => isIn(arg, self)));
  return wrong.length === 0 ? [] : [selfAsArgument(wrong)];
}

function selfAsArgument(bounds: readonly Predicate[]): Violation {
  const spans = bounds.flatMap(({ span }) => (span.lo < LIBRARY_START ? [span] : []));
  return { why: "it uses `Self` as a type parameter", spans };
}

/** `Self: Sized` among the conditions of a trait or of an item in it, or implied by them. */
function needsSized(tcx: TypeContext, def: DefId): boolean {
  const self = tcx.types.param(0, "Self");
  return tcx.predicates(def).some((each) => each.kind === "trait" && each.ref.args[0] === self && isSized(tcx, each.ref.trait));
}

/** `Sized`, or a trait below it. */
function isSized(tcx: TypeContext, trait: DefId, seen = new Set<DefId>()): boolean {
  if (seen.has(trait)) return false;
  seen.add(trait);
  return tcx.isLang(trait, "sized") || tcx.superTraits(trait).some((each) => isSized(tcx, each.trait, seen));
}

function ofItem(tcx: TypeContext, trait: DefId, item: DefId): Violation[] {
  const kind = tcx.items.item(item)?.kind;
  const name = tcx.items.name(item);
  if (needsSized(tcx, item)) return [];
  const spans = tcx.items.isLocal(item) ? [tcx.items.identSpan(item)] : [];
  const remedy: Remedy = { kind: "move", name };
  if (kind?.kind === "const") return [{ why: `it contains associated const \`${name}\``, spans, remedy }];
  if (kind?.kind === "type-alias" && kind.generics.params.length > 0)
    return [{ why: `it contains generic associated type \`${name}\``, spans, remedy }];
  return kind?.kind === "fn" ? ofMethod(tcx, trait, item) : [];
}

function ofMethod(tcx: TypeContext, trait: DefId, method: DefId): Violation[] {
  const { items } = tcx;
  const kind = items.item(method)?.kind;
  if (kind?.kind !== "fn") return [];
  const name = items.name(method);
  const at = (span: Span): readonly Span[] => (items.isLocal(method) ? [span] : []);
  const ident = items.identSpan(method);
  if (!tcx.isMethod(method))
    return [{ why: `associated function \`${name}\` has no \`self\` parameter`, spans: at(ident), remedy: { kind: "add-self", method } }];
  const remedy: Remedy = { kind: "move", name };
  const found: Violation[] = [];
  const add = (why: string, span: Span): void => void found.push({ why: `method \`${name}\` ${why}`, spans: at(span), remedy });
  const tree = items.tree(method);
  const { params: inputs, output } = tcx.signature(method);
  inputs.forEach((input, i) => {
    const written = kind.params[i];
    if (i === 0 || written === undefined || !mentionsSelf(tcx, trait, input)) return;
    add(`references the \`Self\` type in ${items.isLocal(method) ? "this parameter" : "its parameters"}`, tree.span(written.type));
  });
  const outputSpan = kind.output === undefined ? ident : tree.span(kind.output);
  if (mentionsSelf(tcx, trait, output)) add("references the `Self` type in its return type", outputSpan);
  if (hasOpaque(output)) add("references an `impl Trait` type in its return type", outputSpan);
  if (kind.variadic) add("is C-variadic", ident);
  const { params, parentCount } = tcx.generics(method);
  if (params.length > parentCount) add("has generic type parameters", ident);
  const receiver = inputs[0] as Ty;
  if (!isDispatchable(receiver, tcx.types.param(0, "Self"))) {
    const span = tree.span((kind.params[0] as (typeof kind.params)[number]).type);
    const why = `method \`${name}\`'s \`self\` parameter cannot be dispatched on`;
    found.push({ why, spans: at(span), remedy: { kind: "take-reference", method, span } });
  }
  const inherited = tcx.predicates(trait).length;
  const stated = tcx.predicates(method).slice(inherited);
  const isAuto = (each: Predicate): boolean => each.kind === "trait" && tcx.isAuto(each.ref.trait) && each.ref.args[0] === inputsSelf(tcx);
  if (stated.some((each) => !isAuto(each) && mentions(tcx, trait, each, 0))) add("references the `Self` type in its `where` clause", ident);
  return found;
}

const inputsSelf = (tcx: TypeContext): Ty => tcx.types.param(0, "Self");

/** `self`, a reference to it, or a pointer type around such (`Pin<&mut Self>`). */
function isDispatchable(receiver: Ty, self: Ty): boolean {
  if (receiver === self) return true;
  if (receiver.kind === "ref") return receiver.target === self;
  return receiver.kind === "adt" && receiver.args[0] !== undefined && isDispatchable(receiver.args[0], self);
}

function mentions(tcx: TypeContext, trait: DefId, predicate: Predicate, from: number): boolean {
  const types = predicate.kind === "trait" ? predicate.ref.args : [...predicate.args, predicate.type];
  return types.slice(from).some((type) => mentionsSelf(tcx, trait, type));
}

/** Other than in `Self::Name` of the trait or of one above it, which the object fixes. */
function mentionsSelf(tcx: TypeContext, trait: DefId, type: Ty): boolean {
  const self = inputsSelf(tcx);
  if (type === self) return true;
  if (type.kind === "projection" && type.args[0] === self) {
    const owner = tcx.items.parent(type.item) as DefId;
    if (withSuperTraits(tcx, trait).includes(owner)) return type.args.slice(1).some((arg) => mentionsSelf(tcx, trait, arg) && arg !== self);
  }
  // What is hidden is told of by itself.
  return type.kind !== "opaque" && partsOf(type).some((part) => mentionsSelf(tcx, trait, part));
}

function isIn(type: Ty, wanted: Ty): boolean {
  return type === wanted || partsOf(type).some((part) => isIn(part, wanted));
}

function hasOpaque(type: Ty): boolean {
  return type.kind === "opaque" || partsOf(type).some(hasOpaque);
}

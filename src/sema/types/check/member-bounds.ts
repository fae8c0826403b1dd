// Methods that are there for some types of the receiver's form, but not for this one, since bounds of the impl do not hold: which
// bounds these are (rustc: `consider_probe`).
import type { DefId } from "../def-id.ts";
import { mapPredicate, substituteRef, type Predicate, type TraitRef } from "../predicates.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import type { UnknownMember } from "./unknown-member.ts";

/** A bound that does not hold; types are resolved as far as they are known. */
export interface Unmet {
  readonly predicate: Predicate;
  /** The impl whose bound it is. */
  readonly impl: DefId;
  /** What would hold with it. */
  readonly required: Predicate | undefined;
}

/** `bounds` in the order of the lookup; empty if no impl fits at all. `isPartial`: more may be lacking than is listed. */
export interface Blocked {
  readonly bounds: readonly Unmet[];
  readonly isPartial: boolean;
}

export function unmetBounds(cx: BodyContext, member: UnknownMember): Blocked {
  const { types, name, node, isMethod } = member;
  const found: Collected = { bounds: [], isPartial: false };
  const impls = [...new Set(types.flatMap((type) => cx.tcx.inherentImpls(type)))];
  const inherent = impls.flatMap((impl) => itemsOf(cx, impl, name, isMethod).map((item) => ({ impl, item })));
  const traits = cx.tcx.items.traitsInScope(cx.tree, node, cx.module);
  const ofTraits = traits.flatMap((trait) => itemsOf(cx, trait, name, isMethod).map((item) => ({ trait, item })));
  const forms = isMethod ? types.flatMap((type) => [type, cx.types.ref(type), cx.types.ref(type, true)]) : types;
  for (const self of forms) {
    for (const { impl, item } of inherent) cx.infer.probe(() => addOfImpl(cx, impl, item, isMethod, self, found));
    for (const { trait, item } of ofTraits) cx.infer.probe(() => addOfTrait(cx, trait, item, isMethod, self, found));
  }
  return found;
}

interface Collected {
  readonly bounds: Unmet[];
  isPartial: boolean;
}

function itemsOf(cx: BodyContext, owner: DefId, name: string, isMethod: boolean): readonly DefId[] {
  return cx.tcx.items.named(owner, name).filter((item) => {
    const kind = cx.tcx.items.kind(item);
    return isMethod ? kind === "assoc-fn" && cx.tcx.isMethod(item) : kind === "assoc-fn" || kind === "assoc-const";
  });
}

/** The item's arguments, if it fits the type but for bounds. */
function argsFor(cx: BodyContext, item: DefId, owner: Ty | undefined, isMethod: boolean, self: Ty): readonly Ty[] | undefined {
  const args = cx.selector.freshArgs(item, cx.tcx.items.span(item));
  const wanted = isMethod ? cx.tcx.signature(item).params[0] : (owner ?? cx.tcx.types.param(0, "Self"));
  if (wanted === undefined) return undefined;
  return cx.unify(cx.selector.normalize(cx.types.substitute(wanted, args), []), self) ? args : undefined;
}

function addOfImpl(cx: BodyContext, impl: DefId, item: DefId, isMethod: boolean, self: Ty, found: Collected): void {
  const args = argsFor(cx, item, cx.tcx.implHeader(impl).self, isMethod, self);
  if (args === undefined) return;
  for (const predicate of cx.selector.predicatesOf(impl, args)) addFailing(cx, { predicate, impl, required: undefined }, found);
}

/** What an obligation comes down to, by way of impls, as far as it cannot hold. */
function addFailing(cx: BodyContext, { predicate, impl, required }: Unmet, found: Collected): void {
  if (cx.selector.holds(predicate) !== "no") return;
  if (predicate.kind === "projection") {
    const trait = cx.tcx.items.parent(predicate.item) as DefId;
    // Of one whose trait does not hold, it is the trait that is told, once more.
    if (cx.selector.traitHolds(trait, predicate.args) === "no") found.isPartial = true;
    found.bounds.push({ predicate: resolved(cx, predicate), impl, required });
    return;
  }
  const selection = cx.selector.select(predicate.ref);
  if (selection === "none") found.bounds.push({ predicate: resolved(cx, predicate), impl, required });
  else if (selection === "ambiguous" || selection.kind !== "impl") found.isPartial = true;
  else {
    const root = required ?? resolved(cx, predicate);
    for (const nested of selection.nested) addFailing(cx, { predicate: nested, impl: selection.impl, required: root }, found);
  }
}

/** Of the one impl of the trait that could make the method fit. */
function addOfTrait(cx: BodyContext, trait: DefId, item: DefId, isMethod: boolean, self: Ty, found: Collected): void {
  const args = argsFor(cx, item, undefined, isMethod, self)?.slice(0, cx.tcx.generics(trait).params.length);
  const subject = args && cx.shallow(args[0] as Ty);
  if (args === undefined || subject === undefined || (subject.kind === "infer" && subject.of === "type")) return;
  const fitting = cx.tcx.candidateImpls(trait, subject).filter((impl) => fits(cx, impl, args));
  const [impl] = fitting;
  if (impl === undefined || fitting.length > 1) return;
  const implArgs = cx.selector.freshArgs(impl, cx.tcx.items.span(item));
  unifyHeader(cx, impl, implArgs, args);
  const unmet = cx.selector.predicatesOf(impl, implArgs).filter((predicate) => cx.selector.holds(predicate) === "no");
  const ref: TraitRef = { trait, args };
  const required = resolved(cx, { kind: "trait", ref, span: cx.tcx.items.span(item) });
  for (const predicate of unmet) found.bounds.push({ predicate: resolved(cx, predicate), impl, required });
}

function fits(cx: BodyContext, impl: DefId, args: readonly Ty[]): boolean {
  return cx.infer.probe(() => {
    const fresh = cx.selector.freshArgs(impl, cx.tcx.items.span(impl));
    return unifyHeader(cx, impl, fresh, args) && !isOfPointers(cx, impl, fresh);
  });
}

/** Core's impls for all pointers to functions are none for other types (rustc: `reject_fn_ptr_impls`). */
function isOfPointers(cx: BodyContext, impl: DefId, implArgs: readonly Ty[]): boolean {
  return cx.selector.predicatesOf(impl, implArgs).some((each) => {
    if (each.kind !== "trait" || !cx.tcx.isLang(each.ref.trait, "fn_ptr_trait")) return false;
    return cx.shallow(each.ref.args[0] as Ty).kind !== "infer" && cx.selector.holds(each) === "no";
  });
}

function unifyHeader(cx: BodyContext, impl: DefId, implArgs: readonly Ty[], args: readonly Ty[]): boolean {
  const { ref, negative } = cx.tcx.implHeader(impl);
  if (ref === undefined || negative) return false;
  return substituteRef(cx.types, ref, implArgs).args.every((arg, i) => cx.unify(cx.selector.normalize(arg, []), args[i] as Ty));
}

function resolved(cx: BodyContext, predicate: Predicate): Predicate {
  return mapPredicate(predicate, (type) => cx.resolve(type));
}

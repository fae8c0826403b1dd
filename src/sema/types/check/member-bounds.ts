// Methods that are there for some types of the receiver's form, but not for this one: bounds of the impl do not hold.
import type { DefId } from "../def-id.ts";
import { substituteRef } from "../predicates.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import type { UnknownMember } from "./unknown-member.ts";

/** Some impl with the method fits but for its bounds. */
export function hasUnsatisfied(cx: BodyContext, { types, name, node, isMethod }: UnknownMember): boolean {
  if (!isMethod) return false;
  const { items } = cx.tcx;
  const forms = types.flatMap((type) => [type, cx.types.ref(type), cx.types.ref(type, true)]);
  const own = [...new Set(types.flatMap((type) => cx.tcx.inherentImpls(type)))].flatMap((impl) =>
    methodsOf(cx, impl, name).map((method) => ({ impl, method })),
  );
  if (own.some(({ impl, method }) => forms.some((self) => fitsWithoutBounds(cx, impl, method, self)))) return true;
  const traits = items
    .traitsInScope(cx.tree, node, cx.module)
    .flatMap((trait) => methodsOf(cx, trait, name).map((method) => ({ trait, method })));
  return traits.some(({ trait, method }) => forms.some((self) => isBlocked(cx, trait, method, self)));
}

function methodsOf(cx: BodyContext, owner: DefId, name: string): readonly DefId[] {
  return cx.tcx.items.named(owner, name).filter((item) => cx.tcx.items.kind(item) === "assoc-fn" && cx.tcx.isMethod(item));
}

/** The receiver of an impl's method fits. */
function fitsWithoutBounds(cx: BodyContext, impl: DefId, method: DefId, self: Ty): boolean {
  return cx.infer.probe(() => {
    const args = cx.selector.freshArgs(method, cx.tcx.items.span(method));
    const receiver = cx.tcx.signature(method).params[0];
    if (receiver === undefined || !cx.unify(cx.selector.normalize(cx.types.substitute(receiver, args), []), self)) return false;
    return cx.selector.predicatesOf(impl, args).some((predicate) => cx.selector.holds(predicate) === "no");
  });
}

/** The one impl of a trait that could make the method fit has bounds that do not hold. */
function isBlocked(cx: BodyContext, trait: DefId, method: DefId, self: Ty): boolean {
  return cx.infer.probe(() => {
    const span = cx.tcx.items.span(method);
    const args = cx.selector.freshArgs(method, span);
    const receiver = cx.tcx.signature(method).params[0];
    if (receiver === undefined || !cx.unify(cx.selector.normalize(cx.types.substitute(receiver, args), []), self)) return false;
    const subject = cx.shallow(args[0] as Ty);
    if (subject.kind === "infer" && subject.of === "type") return false;
    const fitting = cx.tcx.candidateImpls(trait, subject).filter((impl) => fits(cx, impl, args, span));
    const [only] = fitting;
    if (only === undefined || fitting.length > 1) return false;
    const implArgs = cx.selector.freshArgs(only, span);
    unifyHeader(cx, only, implArgs, args);
    return cx.selector.predicatesOf(only, implArgs).some((predicate) => cx.selector.holds(predicate) === "no");
  });
}

function fits(cx: BodyContext, impl: DefId, args: readonly Ty[], span: { lo: number; hi: number }): boolean {
  return cx.infer.probe(() => unifyHeader(cx, impl, cx.selector.freshArgs(impl, span), args));
}

function unifyHeader(cx: BodyContext, impl: DefId, implArgs: readonly Ty[], args: readonly Ty[]): boolean {
  const { ref, negative } = cx.tcx.implHeader(impl);
  if (ref === undefined || negative) return false;
  return substituteRef(cx.types, ref, implArgs).args.every((arg, i) => cx.unify(cx.selector.normalize(arg, []), args[i] as Ty));
}

/** A trait in scope that has the method for what the receiver refers to, if that had the trait. */
export interface Unmet {
  readonly trait: DefId;
  /** Which type of the crate would have to have it. */
  readonly adt: Ty & { kind: "adt" };
  /** And which type has the method then. */
  readonly subject: Ty;
}

/** Of several nobody knows which is told. */
export function unmetTrait(cx: BodyContext, { types, name, node }: UnknownMember): Unmet | undefined {
  const { items } = cx.tcx;
  if (types.some((type) => cx.tcx.inherentImpls(type).some((impl) => methodsOf(cx, impl, name).length > 0))) return undefined;
  const forms = types.flatMap((type) => [type, cx.types.ref(type), cx.types.ref(type, true)]);
  const found = items.traitsInScope(cx.tree, node, cx.module).flatMap((trait) =>
    methodsOf(cx, trait, name).flatMap((method) => {
      const self = forms.find((form) => isBlocked(cx, trait, method, form));
      return self === undefined ? [] : [{ trait, method, self }];
    }),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  // Of the adapters of iterators it is told that there is none.
  if (only.trait === cx.tcx.core.trait("Iterator") && name !== "next") return undefined;
  return cx.infer.probe(() => unmetOf(cx, only));
}

function unmetOf(cx: BodyContext, { trait, method, self }: { trait: DefId; method: DefId; self: Ty }): Unmet | undefined {
  const span = cx.tcx.items.span(method);
  const args = cx.selector.freshArgs(method, span);
  const receiver = cx.tcx.signature(method).params[0];
  if (receiver === undefined || !cx.unify(cx.selector.normalize(cx.types.substitute(receiver, args), []), self)) return undefined;
  const subject = cx.resolve(args[0] as Ty);
  const [impl] = cx.tcx.candidateImpls(trait, subject).filter((each) => fits(cx, each, args, span));
  // Of impls that are the crate's the bound itself is shown.
  if (impl === undefined || !cx.tcx.items.isCore(impl) || subject.kind !== "ref") return undefined;
  const implArgs = cx.selector.freshArgs(impl, span);
  unifyHeader(cx, impl, implArgs, args);
  const unmet = cx.selector.predicatesOf(impl, implArgs).filter((predicate) => cx.selector.holds(predicate) === "no");
  const [predicate] = unmet;
  if (predicate?.kind !== "trait" || unmet.length > 1 || predicate.ref.trait !== trait || predicate.ref.args.length > 1) return undefined;
  const adt = cx.resolve(predicate.ref.args[0] as Ty);
  return adt.kind === "adt" && cx.tcx.items.isLocal(adt.def) ? { trait, adt, subject } : undefined;
}

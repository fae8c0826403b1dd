// `Type::name`: an associated function or constant, or an enum's variant; inherent ones before those of traits in scope.
import { reportAmbiguous } from "./ambiguous-candidates.ts";
import type { Span } from "../../../base/source.ts";
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { PathSegment } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import { checkArguments } from "../forms/generic-arguments.ts";
import type { BodyContext } from "./context.ts";
import { coreMayHave, isNewer } from "./core-doubt.ts";
import { constructorValue, itemValue, type ResolvedValue } from "./path.ts";
import { knownTraits } from "./probe.ts";
import { reportUnknownMember } from "./unknown-member.ts";

interface Found {
  readonly item: DefId;
  readonly parentArgs: readonly Ty[];
  /** Because a trait is in scope: that it is implemented is still to be proved. */
  readonly isOfTrait: boolean;
  /** The impl's type, of an item of the type itself. */
  readonly self?: Ty;
}

export function findAssociated(cx: BodyContext, span: Span, base: Ty, segment: PathSegment, node: number): ResolvedValue | undefined {
  const type = cx.structurally(base);
  if (type.kind === "error") {
    cx.tainted = true;
    return undefined;
  }
  const { name } = segment.ident;
  const variant = variantOf(cx, span, type, name);
  if (variant !== undefined) return variant;
  const hidden: Found[] = [];
  const items = findItem(cx, type, name, cx.tcx.items.traitsInScope(cx.tree, node, cx.module), span, hidden);
  const [own] = hidden;
  const found = items[0] ?? own;
  if (found === undefined) {
    reportMissing(cx, segment, type, node);
    return undefined;
  }
  // What may not be named is what it is all the same.
  if (found === own) {
    reportHidden(cx, segment, own.item);
    cx.unify(own.self ?? type, type);
  }
  if (items.length > 1) {
    const named = { name, span: segment.ident.span, self: type, items: items.map(({ item }) => item) };
    reportAmbiguous(cx, named, { ...span, hi: segment.ident.span.lo });
    return undefined;
  }
  const trait = cx.tcx.items.parent(found.item);
  if (found.isOfTrait && trait !== undefined) cx.tcx.items.useTrait(cx.tree, node, cx.module, trait);
  if (found !== own) cx.tcx.useMember(found.item, segment.ident.span, cx.owner);
  checkArguments(cx.tcx, cx.tree, found.item, segment, true);
  const args = cx.lowering.argsFor(found.item, segment.args, span, undefined, found.parentArgs);
  return itemValue(cx, span, found.item, args, {
    self: { ...span, hi: segment.ident.span.lo - "::".length },
    written: segment.args,
  });
}

/**
 * The item of the type itself, or those of `traits` that it may implement. `hidden` takes what fits and may not be named from here.
 */
export function findItem(
  cx: BodyContext,
  type: Ty,
  name: string,
  traits: readonly DefId[],
  span: Span,
  hidden: Found[] = [],
): readonly Found[] {
  const own = inherent(cx, type, name, span, hidden);
  if (own.length > 0) return own;
  const assumed = known(cx, type, name, span);
  return assumed.length === 0 ? ofTraits(cx, type, name, traits, span) : assumed;
}

function variantOf(cx: BodyContext, span: Span, type: Ty, name: string): ResolvedValue | undefined {
  if (type.kind !== "adt" || cx.tcx.adt(type.def).kind !== "enum") return undefined;
  const variant = cx.tcx.adt(type.def).variants.find((each) => each.name === name);
  const constructor = variant === undefined ? undefined : cx.tcx.items.constructorOf(variant.def);
  return constructor === undefined ? undefined : constructorValue(cx, span, constructor, type.args);
}

function isValue(cx: BodyContext, item: DefId, span: Span): boolean {
  const kind = cx.tcx.items.kind(item);
  return (kind === "assoc-fn" || kind === "assoc-const") && !isNewer(cx, item, span);
}

/** Those of the type itself: more than one where what is not known yet of the type decides, or where impls overlap. */
function inherent(cx: BodyContext, type: Ty, name: string, span: Span, hidden: Found[]): readonly Found[] {
  const found: Found[] = [];
  for (const impl of cx.tcx.inherentImpls(type)) {
    for (const item of cx.tcx.items.named(impl, name)) {
      if (!isValue(cx, item, span)) continue;
      const parentArgs = cx.selector.freshArgs(impl, span);
      const self = cx.instantiate(cx.tcx.implHeader(impl).self, parentArgs, span);
      const fits = cx.infer.probe(
        () => cx.unify(self, type) && cx.selector.predicatesOf(impl, parentArgs).every((each) => cx.selector.holds(each) !== "no"),
      );
      if (!fits) continue;
      const isVisible = cx.tcx.items.isVisible(item, cx.module);
      (isVisible ? found : hidden).push({ item, parentArgs, isOfTrait: false, self });
    }
    // Core's do not compete.
    if (found.some(({ item }) => !cx.tcx.items.isLocal(item))) break;
  }
  const [only, other] = found;
  if (only !== undefined && other === undefined) cx.unify(only.self ?? type, type);
  return found;
}

/** Of several bounds by one trait the arguments stay open. */
function known(cx: BodyContext, type: Ty, name: string, span: Span): readonly Found[] {
  const refs = knownTraits(cx, type);
  const found = new Map<DefId, Found>();
  for (const ref of refs) {
    const item = cx.tcx.items.named(ref.trait, name).find((each) => isValue(cx, each, span));
    if (item === undefined || found.has(item)) continue;
    const isOnly = refs.every(({ trait, args }) => trait !== ref.trait || args.every((arg, i) => arg === ref.args[i]));
    const parentArgs = isOnly ? ref.args : ref.args.map((arg, i) => (i === 0 ? arg : cx.fresh(span)));
    found.set(item, { item, parentArgs, isOfTrait: false });
  }
  return [...found.values()];
}

function ofTraits(cx: BodyContext, type: Ty, name: string, traits: readonly DefId[], span: Span): readonly Found[] {
  return traits.flatMap((trait) => {
    const item = cx.tcx.items.named(trait, name).find((each) => isValue(cx, each, span));
    if (item === undefined) return [];
    const parentArgs = cx.tcx.generics(trait).params.map((_, i) => (i === 0 ? type : cx.fresh(span)));
    return cx.selector.traitHolds(trait, parentArgs) === "no" ? [] : [{ item, parentArgs, isOfTrait: true }];
  });
}

/** E0624 */
function reportHidden(cx: BodyContext, segment: PathSegment, item: DefId): void {
  const { name, span } = segment.ident;
  const isFunction = cx.tcx.items.kind(item) === "assoc-fn";
  const what = !isFunction ? "associated constant" : cx.tcx.isMethod(item) ? "method" : "associated function";
  const said = error("E0624", `${what} \`${name}\` is private`).at(span, `private ${what}`);
  const kind = cx.tcx.items.item(item)?.kind;
  const head = cx.tcx.headSpan(item);
  const whole = kind?.kind === "const" ? { ...head, hi: cx.tcx.items.tree(item).span(kind.type).hi } : head;
  cx.report(said.label(whole, `private ${what} defined here`));
}

function reportMissing(cx: BodyContext, segment: PathSegment, type: Ty, node: number): void {
  const { ident } = segment;
  const { name, span } = ident;
  if (coreMayHave(cx, [type], name, node, false)) return cx.report(unsupported("KB0223", `\`${cx.print(type)}::${name}\``, span));
  const call = cx.callees.get(node);
  const whole = call?.span ?? cx.tree.span(node);
  const receiver = { receiver: undefined, receiverId: undefined };
  reportUnknownMember(cx, { ...receiver, name, span, ident, node, isMethod: false, type, types: [type], args: call?.args, whole });
}

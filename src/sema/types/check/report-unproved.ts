// An obligation that cannot hold: E0277 for traits, E0271 for associated types.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, unsupported } from "../../../diag/diagnostic.ts";
import type { DefId } from "../def-id.ts";
import { HAS_ERROR, partsOf, type Ty } from "../ty.ts";
import { unsatisfied } from "../unsatisfied.ts";
import { adviseBound } from "../unsatisfied-advice.ts";
import type { BodyContext, BoundCause, Obligation } from "./context.ts";

export function reportUnproved(cx: BodyContext, obligation: Obligation): void {
  cx.tainted = true;
  if (obligation.cause.kind === "operator") return obligation.cause.report();
  const { predicate } = obligation;
  const types = predicate.kind === "trait" ? predicate.ref.args : [...predicate.args, predicate.type];
  if (types.some((type) => (cx.resolve(type).flags & HAS_ERROR) !== 0)) return;
  if (predicate.kind === "projection") return reportProjection(cx, obligation);
  const { trait } = predicate.ref;
  const args = predicate.ref.args.map((arg) => cx.resolve(arg));
  const cause = obligation.cause.kind === "bound" ? obligation.cause : undefined;
  const call = cause === undefined ? undefined : blamed(cx, cause, obligation.span);
  const said = unsatisfied(cx.tcx, { trait, args }, call?.arg ?? obligation.span);
  if (said.code !== "E0277") return cx.report(said);
  if (call !== undefined && call.arg.lo !== obligation.span.lo) said.label(obligation.span, "required by a bound introduced by this call");
  noteImpls(cx, obligation, said);
  if (cause !== undefined && !cx.tcx.isLang(trait, "sized")) noteBound(cx, cause, said);
  adviseBound(cx.tcx, cx.owner, { trait, args }, said);
  cx.report(said);
}

/** The one argument whose type mentions the parameter that the bound is about (rustc: `adjust_fulfillment_errors`). */
function blamed(cx: BodyContext, { def, index }: BoundCause, callee: Span): { readonly arg: Span } | undefined {
  const site = cx.calls.findLast((call) => call.def === def && call.calleeSpan.lo === callee.lo && call.calleeSpan.hi === callee.hi);
  const generic = cx.tcx.predicates(def)[index];
  if (site === undefined || generic === undefined) return undefined;
  const about = generic.kind === "trait" ? generic.ref.args : generic.args;
  const own = cx.tcx.generics(def);
  const params = about.flatMap(paramsIn).toSorted((a, b) => Number(b >= own.parentCount) - Number(a >= own.parentCount));
  for (const param of params) {
    const inputs = cx.tcx.signature(def).params.flatMap((type, i) => (paramsIn(type).includes(param) ? [i] : []));
    const [only] = inputs;
    if (inputs.length > 1) return undefined;
    const arg = only === undefined ? undefined : site.argSpans[only];
    if (arg !== undefined) return { arg };
  }
  return undefined;
}

/** The indexes of the type parameters in a type. */
function paramsIn(type: Ty): number[] {
  return type.kind === "param" ? [type.index] : partsOf(type).flatMap(paramsIn);
}

/** Which impls asked for it, on the way from what was wanted. */
function noteImpls(cx: BodyContext, { predicate, through = [] }: Obligation, said: DiagnosticBuilder): void {
  const trait = predicate.kind === "trait" ? predicate.ref.trait : undefined;
  for (const { ref, impl, bound } of through.toReversed()) {
    const args = ref.args.map((arg) => cx.resolve(arg));
    const words = `required for \`${cx.print(args[0] as Ty)}\` to implement \`${cx.tcx.printer.trait(ref.trait, args)}\``;
    if (ref.trait === trait && args[0]?.kind === "ref") continue;
    if (!cx.tcx.items.isLocal(impl)) said.note(words);
    else {
      const head = [cx.tcx.implTraitSpan(impl), cx.tcx.implSelfSpan(impl)].map((span) => ({ span, primary: true }));
      said.note(words, ...head, { span: bound, primary: false, label: "unsatisfied trait bound introduced here" });
    }
  }
}

const SORTS: Readonly<Record<string, string>> = { fn: "function", "assoc-fn": "associated function" };

function noteBound(cx: BodyContext, { def, boundSpan }: BoundCause, said: DiagnosticBuilder): void {
  const { tcx } = cx;
  if (!tcx.items.isLocal(def)) return;
  const kind = tcx.items.kind(def);
  const name = kind === "assoc-fn" ? associatedName(cx, def) : tcx.items.name(def);
  const ident = tcx.items.identSpan(def);
  const bound = { span: boundSpan, primary: true, label: `required by this bound in \`${name}\`` };
  const isBeside = !tcx.items.snippet({ lo: ident.lo, hi: boundSpan.hi }).includes("\n");
  const outer = { span: ident, primary: false, label: `required by a bound in this ${sortOf(cx, def)}` };
  said.note(`required by a bound in \`${name}\``, ...(isBeside ? [bound] : [outer, bound]));
}

/** `S::<T>::new`, `Trait::method` */
function associatedName({ tcx }: BodyContext, def: DefId): string {
  const parent = tcx.items.parent(def) as DefId;
  const owner = tcx.items.kind(parent) === "impl" ? tcx.print(tcx.implHeader(parent).self).replace("<", "::<") : tcx.items.name(parent);
  return `${owner}::${tcx.items.name(def)}`;
}

function sortOf(cx: BodyContext, def: DefId): string {
  const item = cx.tcx.items.item(def)?.kind;
  const isMethod = item?.kind === "fn" && item.params[0]?.self !== undefined;
  return isMethod ? "method" : (SORTS[cx.tcx.items.kind(def)] ?? cx.tcx.items.kind(def));
}

/** An associated type that is another one; where the trait itself is lacking, that has been told. */
function reportProjection(cx: BodyContext, obligation: Obligation): void {
  const { predicate } = obligation;
  if (predicate.kind !== "projection") return;
  const trait = cx.tcx.items.parent(predicate.item) as DefId;
  const args = predicate.args.slice(0, cx.tcx.generics(trait).params.length).map((arg) => cx.resolve(arg));
  if (cx.selector.traitHolds(trait, args) === "no") return;
  // rustc's E0271 names the chain of requirements; until kbuild does, it refuses.
  cx.report(unsupported("KB0210", "a program whose associated types do not agree", obligation.span));
}

// An obligation that cannot hold: E0277 for traits, E0271 for associated types.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, unsupported } from "../../../diag/diagnostic.ts";
import type { DefId } from "../def-id.ts";
import { isOwnTrait, type TraitRef } from "../predicates.ts";
import { mismatchedProjection } from "../mismatched-projection.ts";
import { HAS_ALIAS, HAS_ERROR, HAS_INFER, partsOf, type Ty } from "../ty.ts";
import { parameterSpan } from "../incompatible-method.ts";
import { unsatisfied } from "../unsatisfied.ts";
import { adviseBound } from "../unsatisfied-advice.ts";
import { noteBound } from "../bound-note.ts";
import { adviseWrapping, callableMisfit } from "./callable-misfit.ts";
import { noteFailed } from "./consequences.ts";
import type { BodyContext } from "./context.ts";
import { adviseDereferences } from "./dereference-advice.ts";
import type { BoundCause, Obligation } from "./obligation.ts";
import { hasMoreOperators } from "./operator-report.ts";
import type { OperandsCause } from "./operator-table.ts";

export function reportUnproved(cx: BodyContext, obligation: Obligation): void {
  const wasTainted = cx.tainted;
  cx.tainted = true;
  if (obligation.predicate.kind === "trait") noteFailed(cx, obligation.predicate.ref);
  if (obligation.cause.kind === "operator") return obligation.cause.report(obligation.predicate);
  const { predicate } = obligation;
  const types = predicate.kind === "trait" ? predicate.ref.args : [...predicate.args, predicate.type];
  if (types.some((type) => (cx.resolve(type).flags & HAS_ERROR) !== 0)) return;
  if (predicate.kind === "projection") return reportProjection(cx, obligation);
  const { trait } = predicate.ref;
  const args = predicate.ref.args.map((arg) => cx.resolve(arg));
  const cause = obligation.cause.kind === "bound" ? obligation.cause : undefined;
  const call = cause === undefined ? undefined : blamed(cx, cause, obligation.span);
  const misfit = cx.tcx.isFnTrait(trait) ? misfitOf(cx, obligation, args, cause) : undefined;
  if (misfit !== undefined) return cx.report(misfit);
  const said =
    obligation.cause.kind === "operands"
      ? lacksOperator(cx, obligation.cause, { trait, args }, obligation.span)
      : unsatisfied(cx.tcx, { trait, args }, call?.arg ?? obligation.span);
  // In a body that is wrong anyway, a number left over from what is wrong is not held against it.
  if (said.code !== "E0277") return wasTainted && args[0]?.kind === "infer" ? undefined : cx.report(said);
  if (call?.isArgument === true && call.arg.lo !== obligation.span.lo)
    said.label(obligation.span, "required by a bound introduced by this call");
  if (!dereferences(cx, obligation, { trait, args }, said)) noteImpls(cx, obligation, said);
  noteUnsizing(cx, obligation, said);
  if (cause !== undefined && !cx.tcx.isLang(trait, "sized") && !isOwnBound(cx, cause)) noteBound(cx.tcx, cause, said);
  if (obligation.cause.kind === "opaque") labelReturned(cx, args[0] as Ty, said);
  if (obligation.cause.kind === "result") said.note("the return type of a function must have a statically known size");
  if (obligation.cause.kind === "argument") said.note("all function arguments must have a statically known size");
  if (obligation.cause.kind === "variable") adviseVariable(cx, obligation.span, said);
  if (obligation.cause.kind === "parameter") adviseParameter(cx, args[0] as Ty, obligation.span, said);
  if (cx.tcx.isLang(trait, "sized")) adviseBorrow(cx, obligation, said);
  const isShown = obligation.cause.kind === "repeat" && cx.tcx.session.release.minor >= EXPLAINS_REPEATS;
  if (isShown) said.note("the `Copy` trait is required because this value will be copied for each element of the array");
  adviseBound(cx.tcx, cx.owner, { trait, args }, said);
  if (isShown && obligation.cause.kind === "repeat") adviseRepeat(said, obligation.cause.isConstable, obligation.span);
  cx.report(said);
}

/** Whether operands that are dereferenced would do. */
function dereferences(cx: BodyContext, { cause }: Obligation, { trait, args: [left, right] }: TraitRef, said: DiagnosticBuilder): boolean {
  if (cause.kind !== "operands" || cause.sides === undefined || left === undefined || right === undefined) return false;
  return trait === cause.trait && adviseDereferences(cx, said, trait, [left, right], cause.sides);
}

/** Something that can be called, and not with these arguments. */
function misfitOf(
  cx: BodyContext,
  { span }: Obligation,
  [self, inputs]: readonly Ty[],
  cause: BoundCause | undefined,
): DiagnosticBuilder | undefined {
  const site =
    cause && cx.calls.findLast((each) => each.def === cause.def && each.calleeSpan.lo === span.lo && each.calleeSpan.hi === span.hi);
  const call = cause === undefined ? undefined : blamed(cx, cause, span);
  const arg = call?.arg ?? span;
  const said = self && callableMisfit(cx, self, inputs, { call: site?.callSpan ?? span, arg });
  if (said === undefined || self === undefined || cause === undefined) return said;
  const isClosure = self.kind === "closure";
  if (!isClosure && call?.isArgument === true) said.label(span, "required by a bound introduced by this call");
  if (!isClosure || said.code === "E0631") noteBound(cx.tcx, cause, said);
  adviseWrapping(cx, said, self, inputs, arg);
  return said;
}

/** That the trait holds whose item it is. */
function isOwnBound(cx: BodyContext, { def, index }: BoundCause): boolean {
  const bound = cx.tcx.predicates(def)[index];
  return bound !== undefined && isOwnTrait(cx.tcx.items, def, bound);
}

/** The operator's words, for the operands or for what these are made of. */
function lacksOperator(cx: BodyContext, cause: OperandsCause, ref: TraitRef, span: Span): DiagnosticBuilder {
  const [left, right] = ref.args;
  if (left === undefined || right === undefined || ref.trait !== cause.trait) return unsatisfied(cx.tcx, ref, span);
  if (hasMoreOperators(cx, left, right)) return unsupported("KB0214", "this operator with these operands", span);
  const said = unsatisfied(cx.tcx, ref, span, cause.words(`\`${cx.print(left)}\``, `\`${cx.print(right)}\``));
  adviseFloat(cx, cause, left, right, said);
  return said;
}

const EXPLAINS_REPEATS = 90;

function adviseRepeat(said: DiagnosticBuilder, isConstable: boolean, element: Span): void {
  if (isConstable) {
    const edits = [
      { span: { ...element, hi: element.lo }, text: "const { " },
      { span: { ...element, lo: element.hi }, text: " }" },
    ];
    said.suggest("create an inline `const` block", edits, "MachineApplicable", "verbose");
    return;
  }
  said.help("consider using `core::array::from_fn` to initialize the array");
  said.help("see https://doc.rust-lang.org/stable/std/array/fn.from_fn.html for more information");
}

/** Since then `x * 2` of a floating-point number is told to be written `x * 2.0`. */
const ADVISES_FLOAT = 65;

function adviseFloat(cx: BodyContext, { sides }: OperandsCause, left: Ty, right: Ty, said: DiagnosticBuilder): void {
  if (sides === undefined || left.kind !== "float" || right.kind !== "infer" || right.of !== "int") return;
  const { kind, span } = cx.expr(sides.right);
  if (cx.tcx.session.release.minor < ADVISES_FLOAT || kind.kind !== "literal") return;
  const words = "consider using a floating-point literal by writing it with `.0`";
  said.suggest(words, [{ span: { ...span, lo: span.hi }, text: ".0" }], "MaybeIncorrect", "verbose");
}

/** Where it is told, and whether that is an argument of a call. */
interface Blamed {
  readonly arg: Span;
  readonly isArgument: boolean;
}

/** Since then the receiver of a method is one of those whose types are looked at; it is never blamed. */
const COUNTS_RECEIVERS = 90;

/**
 * The written type that the bound is about, the one argument whose type mentions the parameter that it is about, or else the
 * whole call (rustc: `adjust_fulfillment_errors`).
 */
function blamed(cx: BodyContext, cause: BoundCause, callee: Span): Blamed | undefined {
  const { def, index } = cause;
  const written = writtenSelf(cx, cause);
  if (written !== undefined) return { arg: written, isArgument: false };
  const site = cx.calls.findLast((call) => call.def === def && call.calleeSpan.lo === callee.lo && call.calleeSpan.hi === callee.hi);
  const generic = cx.tcx.predicates(def)[index];
  if (site === undefined || generic === undefined) return undefined;
  const about = generic.kind === "trait" ? generic.ref.args : generic.args;
  const own = cx.tcx.generics(def);
  const params = about.flatMap(paramsIn).toSorted((a, b) => Number(b >= own.parentCount) - Number(a >= own.parentCount));
  for (const param of params) {
    const counts = (i: number): boolean => site.argSpans[i] !== undefined || cx.tcx.session.release.minor >= COUNTS_RECEIVERS;
    const inputs = cx.tcx.signature(def).params.flatMap((type, i) => (paramsIn(type).includes(param) && counts(i) ? [i] : []));
    const [only] = inputs;
    if (inputs.length > 1) return undefined;
    const arg = only === undefined ? undefined : site.argSpans[only];
    if (arg !== undefined) return { arg, isArgument: true };
  }
  return site.callSpan === undefined ? undefined : { arg: site.callSpan, isArgument: false };
}

/** The argument behind the item's name that must have the trait. */
function writtenSelf(cx: BodyContext, { def, index, written }: BoundCause): Span | undefined {
  const bound = cx.tcx.predicates(def)[index];
  const self = bound?.kind === "trait" ? bound.ref.args[0] : undefined;
  if (self?.kind !== "param" || written?.kind !== "angle") return undefined;
  const types = written.args.filter(({ kind }) => kind !== "lifetime");
  const arg = types[self.index - cx.tcx.generics(def).parentCount];
  return arg?.kind === "type" ? cx.tree.span(arg.type) : undefined;
}

/** The indexes of the type parameters in a type. */
function paramsIn(type: Ty): number[] {
  return type.kind === "param" ? [type.index] : partsOf(type).flatMap(paramsIn);
}

/** Which impls asked for it, on the way from what was wanted. */
function noteImpls(cx: BodyContext, { predicate, through = [] }: Obligation, said: DiagnosticBuilder): void {
  const trait = predicate.kind === "trait" ? predicate.ref.trait : undefined;
  // What is formatted is told of without its references.
  const isFormat = trait !== undefined && cx.tcx.items.path(trait).startsWith("core::fmt::");
  for (const { ref, impl, bound } of through.toReversed()) {
    const args = ref.args.map((arg) => cx.resolve(arg));
    const words = `required for \`${cx.print(args[0] as Ty)}\` to implement \`${cx.tcx.printer.trait(ref.trait, args)}\``;
    if (isFormat && ref.trait === trait && args[0]?.kind === "ref") continue;
    if (!cx.tcx.items.isLocal(impl)) said.note(words);
    else if (cx.tcx.items.isDerived(impl) && cx.tcx.session.release.minor >= EXPLAINS_DERIVES) noteDerived(cx, impl, bound, words, said);
    else {
      const head = [cx.tcx.implTraitSpan(impl), cx.tcx.implSelfSpan(impl)].map((span) => ({ span, primary: true }));
      said.note(words, ...head, { span: bound, primary: false, label: "unsatisfied trait bound introduced here" });
    }
  }
}

/** Since then it is told that deriving asks for the trait of each parameter. */
const EXPLAINS_DERIVES = 90;

function noteDerived(cx: BodyContext, impl: DefId, bound: Span, words: string, said: DiagnosticBuilder): void {
  const { tcx } = cx;
  const { self, ref } = tcx.implHeader(impl);
  const name = ref === undefined ? "" : tcx.items.name(ref.trait);
  const of = tcx.predicates(impl).find(({ span }) => span === bound);
  const param = of?.kind === "trait" ? of.ref.args[0] : undefined;
  const place = param?.kind === "param" && self.kind === "adt" ? parameterSpan(tcx, self.def, param.name) : undefined;
  said.note(
    words,
    { span: tcx.implSelfSpan(impl), primary: true },
    ...(place === undefined ? [] : [{ span: place, primary: false, label: `type parameter would need to implement \`${name}\`` }]),
  );
  said.help(`consider manually implementing \`${name}\` to avoid undesired bounds`);
}

/** Since then the pointers are named, not what is behind them. */
const NAMES_POINTERS = 72;

function noteUnsizing(cx: BodyContext, { cause }: Obligation, said: DiagnosticBuilder): void {
  // Derived code does not tell what it does.
  if (cause.kind !== "unsizing" || cx.tcx.items.isDerived(cx.tcx.items.parent(cx.owner) ?? cx.owner)) return;
  const [from, to] = [cx.resolve(cause.from), cx.resolve(cause.to)];
  const inner = (type: Ty): Ty => (type.kind === "ref" || type.kind === "ptr" ? type.target : type);
  const isModern = cx.tcx.session.release.minor >= NAMES_POINTERS;
  const words = isModern
    ? `\`${cx.print(from)}\` to \`${cx.print(to)}\``
    : `\`${cx.print(inner(from))}\` to the object type \`${cx.print(inner(to))}\``;
  said.note(`required for the cast from ${words}`);
}

/** A reference has a size: it becomes an object if it has the traits. */
function adviseBorrow(cx: BodyContext, { cause, span }: Obligation, said: DiagnosticBuilder): void {
  if (cause.kind !== "unsizing" || cause.to.kind !== "ref" || cause.to.mutable || cx.tcx.session.release.minor < NAMES_POINTERS) return;
  const [from, to, object] = [cx.resolve(cause.from), cx.resolve(cause.to), cx.resolve(cause.to.target)];
  if (object.kind !== "dynamic") return;
  const self = cx.types.ref(from);
  const { principal, autos } = object;
  const traits = principal === undefined ? autos : [principal.trait, ...autos];
  const holds = traits.every((trait) => {
    const args = trait === principal?.trait ? principal.args : [];
    return cx.selector.traitHolds(trait, [self, ...args]) === "yes";
  });
  if (!holds) return;
  const words = `consider borrowing the value, since \`${cx.print(self)}\` can be coerced into \`${cx.print(to)}\``;
  said.suggest(words, [{ span: { ...span, hi: span.lo }, text: "&" }], "MaybeIncorrect", "verbose");
}

/** The value that a function with an `impl Trait` for a result ends with. */
function labelReturned(cx: BodyContext, type: Ty, said: DiagnosticBuilder): void {
  const [tail] = cx.tails;
  if (tail !== undefined) said.label(cx.tree.span(tail), `return type was inferred to be \`${cx.print(type)}\` here`);
}

/** A variable whose size is not known: a reference to the value always has one. */
function adviseVariable(cx: BodyContext, span: Span, said: DiagnosticBuilder): void {
  said.note("all local variables must have a statically known size");
  const origin = cx.origins.get(cx.locals.findIndex((local) => local.span.lo === span.lo && local.span.hi === span.hi));
  if (origin === undefined || cx.tcx.session.release.minor < 90) return;
  const text = cx.snippet(origin.span);
  const stars = /^\*\s*/.exec(text)?.[0].length;
  if (origin.what === " value" && stars !== undefined) {
    const words = "references are always `Sized`, even if they point to unsized data; consider not dereferencing the expression";
    const edit = { span: { ...origin.span, hi: origin.span.lo + stars }, text: "" };
    said.suggest(words, [edit], "MachineApplicable", "verbose");
  } else if (origin.what === " type" || text.endsWith("]"))
    said.suggest("consider borrowing here", [{ span: { ...origin.span, hi: origin.span.lo }, text: "&" }], "MachineApplicable", "verbose");
}

/** A parameter whose size is not known: behind a reference it may be passed. */
function adviseParameter(cx: BodyContext, type: Ty, span: Span, said: DiagnosticBuilder): void {
  if (cx.tcx.session.release.minor < 80) return;
  const before = { ...span, hi: span.lo };
  if (type.kind === "dynamic" && cx.snippet(span).startsWith("dyn ")) {
    const edit = { span: { ...span, hi: span.lo + "dyn".length }, text: "impl" };
    said.suggest("you can use `impl Trait` as the argument type", [edit], "MaybeIncorrect", "verbose");
  }
  const what = type.kind === "slice" ? "slices" : "types";
  const words = `function arguments must have a statically known size, borrowed ${what} always have a known size`;
  said.suggest(words, [{ span: before, text: "&" }], "MachineApplicable", "verbose");
}

/** An associated type that is another one; where the trait itself is lacking, that has been told. */
function reportProjection(cx: BodyContext, obligation: Obligation): void {
  const { predicate } = obligation;
  if (predicate.kind !== "projection") return;
  const trait = cx.tcx.items.parent(predicate.item) as DefId;
  const args = predicate.args.slice(0, cx.tcx.generics(trait).params.length).map((arg) => cx.resolve(arg));
  if (cx.selector.traitHolds(trait, args) === "no") return;
  const about = { ...predicate, args: predicate.args.map((arg) => cx.resolve(arg)), type: cx.resolve(predicate.type) };
  const found = cx.selector.infer.probe(() => cx.resolve(cx.selector.normalize(cx.types.projection(about.item, about.args), [])));
  if ([found, about.type].some((type) => (type.flags & (HAS_INFER | HAS_ALIAS)) !== 0)) {
    return cx.report(unsupported("KB0210", "a program whose associated types do not agree", obligation.span));
  }
  const cause = obligation.cause.kind === "bound" ? obligation.cause : undefined;
  const call = cause === undefined ? undefined : blamed(cx, cause, obligation.span);
  const said = mismatchedProjection(cx.tcx, cx.selector, about, found, call?.arg ?? obligation.span);
  if (call?.isArgument === true && call.arg.lo !== obligation.span.lo)
    said.label(obligation.span, "required by a bound introduced by this call");
  if (obligation.cause.kind === "opaque") labelReturned(cx, about.args[0] as Ty, said);
  noteImpls(cx, obligation, said);
  noteUnsizing(cx, obligation, said);
  if (cause !== undefined) noteBound(cx.tcx, cause, said);
  cx.report(said);
}

// Coercions: from the type an expression has to the type its place wants. Each is made explicit as an expression, so
// that nothing later has to guess. The order is rustc's: never, unsizing, then by the target's form.
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import { unsafeFnPointer } from "../ty-util.ts";
import type { Coercion, Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { mentionsVariables } from "./closure-mentions.ts";
import { derefSteps, applyDerefs, makeMutable } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { unsizable, type Unsizing } from "./unsize.ts";
import { callableOf } from "../callable.ts";
import { hasOwnImpl } from "../select-builtin.ts";

/** The expression as a `target`, or undefined if it cannot be one. */
export function tryCoerce(cx: BodyContext, expr: Expr, target: Ty): Expr | undefined {
  const from = cx.structurally(expr.type);
  const to = cx.shallow(target);
  if (from === to && !isMutablePlace(expr, from)) return expr;
  if (from.kind === "never") return fromNever(cx, expr, to);
  if (from.kind === "infer") return cx.unify(from, to) ? expr : undefined;
  const unsized = coerceUnsized(cx, expr, from, to);
  if (unsized !== undefined) return unsized;
  return byTarget(cx, expr, from, to) ?? byUnifying(cx, expr, from, to);
}

/** A `&mut` that stays where it is: it is lent, not given away. */
function isMutablePlace({ kind }: Expr, type: Ty): boolean {
  return type.kind === "ref" && type.mutable && (kind === "local" || kind === "field" || kind === "index" || kind === "deref");
}

function byUnifying(cx: BodyContext, expr: Expr, from: Ty, to: Ty): Expr | undefined {
  return cx.unify(from, to) ? expr : undefined;
}

function byTarget(cx: BodyContext, expr: Expr, from: Ty, to: Ty): Expr | undefined {
  if (to.kind === "ref" && from.kind === "ref") return reborrow(cx, expr, from, to);
  if (to.kind === "ptr") return toPointer(cx, expr, from, to);
  if (to.kind === "fn-pointer") return toFnPointer(cx, expr, from, to);
  return undefined;
}

function fromNever(cx: BodyContext, expr: Expr, to: Ty): Expr {
  if (to.kind === "infer" && to.of === "type") {
    const diverging = cx.infer.freshDiverging(expr.span);
    cx.unify(to, diverging);
    return cx.neverToAny(expr, diverging);
  }
  return cx.neverToAny(expr, to);
}

export function coercion(cx: BodyContext, expr: Expr, to: Coercion, type: Ty): Expr {
  return cx.make(expr.span, type, { kind: "coerce", to, operand: expr });
}

export function borrowOf(cx: BodyContext, place: Expr, mutable: boolean, span: Span = place.span, twoPhase = false): Expr {
  if (mutable) makeMutable(cx, place);
  return cx.make(span, cx.types.ref(place.type, mutable), { kind: "borrow", mutable, twoPhase, operand: place });
}

/** `&T` to `&U` by dereferencing `T` until it is `U`; `&mut` also to `&`. Reborrows even without a step. */
function reborrow(cx: BodyContext, expr: Expr, from: Ty & { kind: "ref" }, to: Ty & { kind: "ref" }): Expr | undefined {
  if (to.mutable && !from.mutable) return undefined;
  const steps = derefSteps(cx, from);
  for (let i = 1; i < steps.length; i++) {
    if (!cx.unify((steps[i] as (typeof steps)[number]).type, to.target)) continue;
    if (i === 1 && !from.mutable) return expr; // a shared reference is copied
    return borrowOf(cx, applyDerefs(cx, expr, steps, i), to.mutable);
  }
  return undefined;
}

function toPointer(cx: BodyContext, expr: Expr, from: Ty, to: Ty & { kind: "ptr" }): Expr | undefined {
  if (from.kind === "ref") {
    if ((to.mutable && !from.mutable) || !cx.unify(from.target, to.target)) return undefined;
    const place = cx.make(expr.span, from.target, { kind: "deref", operand: expr });
    return cx.make(expr.span, to, { kind: "raw-borrow", mutable: to.mutable, operand: place });
  }
  if (from.kind !== "ptr" || (to.mutable && !from.mutable) || !cx.unify(from.target, to.target)) return undefined;
  return from.mutable === to.mutable ? expr : coercion(cx, expr, "mut-to-const", to);
}

function toFnPointer(cx: BodyContext, expr: Expr, from: Ty, to: Ty & { kind: "fn-pointer" }): Expr | undefined {
  const pointer = fnPointerOf(cx, from, to);
  if (pointer === undefined) return undefined;
  if (from.kind === "fn-pointer")
    return cx.unify(unsafeFnPointer(cx.types, from), to) && to.unsafe ? coercion(cx, expr, "unsafe", to) : undefined;
  const kind = from.kind === "closure" ? "closure-to-fn" : "reify";
  if (cx.unify(pointer, to)) return coercion(cx, expr, kind, to);
  if (to.unsafe && cx.unify(unsafeFnPointer(cx.types, pointer), to)) return coercion(cx, coercion(cx, expr, kind, pointer), "unsafe", to);
  return undefined;
}

/** The pointer type a function item, closure or pointer coerces to. */
export function fnPointerOf(cx: BodyContext, from: Ty, to?: Ty & { kind: "fn-pointer" }): (Ty & { kind: "fn-pointer" }) | undefined {
  if (from.kind === "fn-pointer") return from.unsafe ? undefined : from;
  if ((from.kind !== "fn-def" && from.kind !== "closure") || mentionsVariables(cx, from)) return undefined;
  const callable = callableOf(cx.selector, from);
  if (callable === undefined) return undefined;
  const signature = from.kind === "fn-def" ? cx.tcx.signature(from.def) : undefined;
  const unsafe = callable.unsafe || (from.kind === "closure" && to?.unsafe === true);
  const made = cx.types.fnPointer(callable.params, callable.output, signature?.abi ?? "Rust", unsafe, signature?.variadic ?? false);
  return made.kind === "fn-pointer" ? made : undefined;
}

/** `&[T; N]` to `&[T]`, `&T` to `&dyn Trait`, also to raw pointers; `Pin<&T>` to `Pin<&dyn Trait>`. */
function coerceUnsized(cx: BodyContext, expr: Expr, from: Ty, to: Ty): Expr | undefined {
  if (to.kind === "adt") return wrapperUnsizes(cx, from, to, { span: expr.span, from, to }) ? coercion(cx, expr, "unsize", to) : undefined;
  if ((to.kind !== "ref" && to.kind !== "ptr") || (from.kind !== "ref" && from.kind !== "ptr")) return undefined;
  if (from.kind === "ptr" && to.kind === "ref") return undefined;
  if (to.mutable && !from.mutable) return undefined;
  const target = cx.shallow(to.target);
  const source = cx.structurally(from.target);
  if ((source.kind === "infer" && source.of === "type") || !unsizable(cx, source, target, { span: expr.span, from, to })) return undefined;
  if (source.kind === "dynamic" && target.kind === "dynamic") checkUpcast(cx, expr.span, [source, target], [from, to]);
  return coercion(cx, pointerTo(cx, expr, from, to, source), "unsize", to);
}

/** Objects become their supertraits' from this release on. */
const UPCASTS_SINCE = 86;

/** E0658, of older releases. */
function checkUpcast(cx: BodyContext, span: Span, [source, target]: readonly [Dyn, Dyn], pointers: readonly [Ty, Ty]): void {
  const isOther = target.principal !== undefined && target.principal.trait !== source.principal?.trait;
  if (!isOther || cx.tcx.session.release.minor >= UPCASTS_SINCE) return;
  const [from, to] = [source, target].map((type) => cx.print(type));
  const said = error("E0658", `cannot cast \`${from}\` to \`${to}\`, trait upcasting coercion is experimental`).at(span);
  said.note("see issue #65991 <https://github.com/rust-lang/rust/issues/65991> for more information");
  cx.report(said.note(`required when coercing \`${cx.print(pointers[0])}\` into \`${cx.print(pointers[1])}\``));
}

type Dyn = Ty & { readonly kind: "dynamic" };

/** A struct round one pointer (and markers), of which core says that it unsizes as its pointer does (`impl CoerceUnsized`). */
function wrapperUnsizes(cx: BodyContext, from: Ty, to: Ty & { kind: "adt" }, at: Unsizing): boolean {
  if (from.kind !== "adt" || from.def !== to.def) return false;
  const trait = cx.tcx.lang("coerce_unsized");
  const [field, ...others] = cx.tcx.adt(to.def).variants[0]?.fields ?? [];
  if (trait === undefined || field === undefined || others.some(({ type }) => !isPhantom(cx, type))) return false;
  if (!hasOwnImpl(cx.selector, trait, from)) return false;
  const [source, target] = [from, to].map(({ args }) => cx.shallow(cx.instantiate(field.type, args, at.span))) as [Ty, Ty];
  if (source.kind === "adt" && target.kind === "adt") return wrapperUnsizes(cx, source, target, at);
  if ((source.kind !== "ref" && source.kind !== "ptr") || source.kind !== target.kind || source.mutable !== target.mutable) return false;
  const inner = cx.structurally(source.target);
  return inner.kind !== "infer" && unsizable(cx, inner, cx.shallow(target.target), at);
}

const isPhantom = (cx: BodyContext, type: Ty): boolean => type.kind === "adt" && cx.tcx.isLang(type.def, "phantom_data");

/** The pointer to the still sized place, of the target's own kind. */
function pointerTo(cx: BodyContext, expr: Expr, from: Ty, to: Ty & { kind: "ref" | "ptr" }, source: Ty): Expr {
  if (from.kind === "ptr") return from.mutable === to.mutable ? expr : coercion(cx, expr, "mut-to-const", cx.types.ptr(source, to.mutable));
  const place = cx.make(expr.span, source, { kind: "deref", operand: expr });
  if (to.kind === "ref") return borrowOf(cx, place, to.mutable);
  return cx.make(expr.span, cx.types.ptr(source, to.mutable), { kind: "raw-borrow", mutable: to.mutable, operand: place });
}

// Dereferencing step by step: built in for references and raw pointers written with `*`, by `Deref` otherwise.
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { Expr, Pat } from "../thir.ts";
import { partsOfPat } from "../thir-walk.ts";
import { HAS_ERROR, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

export interface DerefStep {
  readonly type: Ty;
  /** How it was reached from the step before; undefined for the first. */
  readonly by: "builtin" | "overloaded" | undefined;
}

/** `type`, `*type`, `**type`, ... as far as it goes, and as the crate's limit allows; E0055 at `span` if that is reached. */
export function derefSteps(cx: BodyContext, type: Ty, span?: Span): DerefStep[] {
  const steps: DerefStep[] = [{ type: cx.structurally(type), by: undefined }];
  const limit = cx.tcx.items.recursionLimit;
  for (;;) {
    if (steps.length - 1 > limit) {
      if (span !== undefined) reportLimit(cx, (steps.at(-1) as DerefStep).type, limit, span);
      break;
    }
    const next = derefOnce(cx, (steps.at(-1) as DerefStep).type);
    if (next === undefined) break;
    steps.push(next);
  }
  return steps;
}

/** E0055 */
function reportLimit(cx: BodyContext, type: Ty, limit: number, span: Span): void {
  const said = error("E0055", `reached the recursion limit while auto-dereferencing \`${cx.print(type)}\``);
  said.at(span, "deref recursion limit reached");
  const attribute = `#![recursion_limit = "${limit * 2}"]`;
  const crate = cx.tcx.session.crateName.replaceAll("-", "_");
  cx.report(said.help(`consider increasing the recursion limit by adding a \`${attribute}\` attribute to your crate (\`${crate}\`)`));
}

export function derefOnce(cx: BodyContext, type: Ty): DerefStep | undefined {
  if (type.kind === "ref") return { type: cx.structurally(type.target), by: "builtin" };
  if (type.kind === "adt" && cx.tcx.isLang(type.def, "owned_box")) return { type: cx.structurally(type.args[0] as Ty), by: "builtin" };
  const target = overloadedTarget(cx, type);
  return target === undefined ? undefined : { type: cx.structurally(target), by: "overloaded" };
}

function overloadedTarget(cx: BodyContext, type: Ty): Ty | undefined {
  if (type.kind !== "adt" && type.kind !== "param" && type.kind !== "projection" && type.kind !== "opaque") return undefined;
  const trait = cx.tcx.lang("deref");
  const item = cx.tcx.lang("deref_target");
  if (trait === undefined || item === undefined || cx.selector.traitHolds(trait, [type]) === "no") return undefined;
  const target = cx.normalize(cx.types.projection(item, [type]), { lo: 0, hi: 0 });
  // Of a type with an error in it any trait holds, and nothing says what comes of that.
  return target.kind === "projection" && (target.flags & HAS_ERROR) !== 0 ? undefined : target;
}

/** The expression after the first `count` steps. */
export function applyDerefs(cx: BodyContext, expr: Expr, steps: readonly DerefStep[], count: number): Expr {
  let current = expr;
  for (let i = 1; i <= count; i++) current = applyDeref(cx, current, steps[i] as DerefStep);
  return current;
}

export function applyDeref(cx: BodyContext, expr: Expr, step: DerefStep): Expr {
  if (step.by === "builtin") return cx.make(expr.span, step.type, { kind: "deref", operand: expr });
  const self = cx.shallow(expr.type);
  const method = cx.tcx.core.member("deref", "deref");
  const borrowed = cx.make(expr.span, cx.types.ref(self), { kind: "borrow", mutable: false, twoPhase: false, operand: expr });
  const callee = cx.make(expr.span, cx.types.fnDef(method, [self]), { kind: "fn-item" });
  const call = cx.make(expr.span, cx.types.ref(step.type), {
    kind: "call",
    callee,
    args: [borrowed],
    by: "desugaring",
    callSpan: expr.span,
  });
  return cx.make(expr.span, step.type, { kind: "deref", operand: call });
}

/** A place that is used mutably: overloaded `*` and `[]` inside it become their mutable forms. */
export function makeMutable(cx: BodyContext, place: Expr): void {
  switch (place.kind) {
    case "field":
    case "index":
      return makeMutable(cx, place.operand);
    case "deref":
      if (place.operand.kind === "call") upgradeCall(cx, place.operand);
      else if (place.operand.kind === "coerce" && place.operand.to === "unsize") upgradeUnsized(cx, place.operand);
      else if (!isShared(cx.shallow(place.operand.type))) makeMutable(cx, place.operand);
      return;
    default:
  }
}

function isShared(type: Ty): boolean {
  return type.kind === "ref" && !type.mutable;
}

/** A place that is matched: `ref mut` uses it mutably. */
export function makeMatched(cx: BodyContext, place: Expr, pats: readonly Pat[]): void {
  if (pats.some(bindsMutably)) makeMutable(cx, place);
}

function bindsMutably({ kind }: Pat): boolean {
  if (kind.kind === "deref") return false;
  return (kind.kind === "binding" && kind.mode === "ref-mut") || partsOfPat(kind).some(bindsMutably);
}

/** An array looked at as a slice, to change an element of it. */
function upgradeUnsized(cx: BodyContext, coercion: Expr & { kind: "coerce" }): void {
  const { operand: borrow } = coercion;
  const [slice, array] = [cx.shallow(coercion.type), cx.shallow(borrow.type)];
  if (borrow.kind !== "borrow" || borrow.mutable || slice.kind !== "ref" || array.kind !== "ref") return;
  makeMutable(cx, borrow.operand);
  Object.assign(borrow, { mutable: true, type: cx.types.ref(array.target, true) });
  Object.assign(coercion, { type: cx.types.ref(slice.target, true) });
}

const MUTABLE_FORM = [
  { lang: "deref", method: "deref", mutableLang: "deref_mut", mutableMethod: "deref_mut" },
  { lang: "index", method: "index", mutableLang: "index_mut", mutableMethod: "index_mut" },
];

function upgradeCall(cx: BodyContext, call: Expr & { kind: "call" }): void {
  const { callee } = call;
  const receiver = call.args[0];
  const calleeType = cx.shallow(callee.type);
  if (calleeType.kind !== "fn-def" || receiver?.kind !== "borrow") return;
  for (const form of MUTABLE_FORM) {
    if (calleeType.def !== cx.tcx.core.member(form.lang, form.method)) continue;
    const trait = cx.tcx.lang(form.mutableLang);
    if (trait === undefined || cx.selector.traitHolds(trait, calleeType.args) === "no") return;
    makeMutable(cx, receiver.operand);
    const target = cx.shallow(call.type);
    Object.assign(callee, { type: cx.types.fnDef(cx.tcx.core.member(form.mutableLang, form.mutableMethod), calleeType.args) });
    Object.assign(receiver, { mutable: true, type: cx.types.ref(cx.shallow(receiver.operand.type), true) });
    if (target.kind === "ref") Object.assign(call, { type: cx.types.ref(target.target, true) });
  }
}

// E0282 of a value whose type must be known where it is used, and nothing has decided it. What would decide it is told of the call that
// gives it, where its generic argument is the call's own or the trait's (rustc: `emit_inference_failure_err`).
import { type DiagnosticBuilder, error, unsupported } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import { walk } from "../thir-walk.ts";
import { ERROR, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** As much as is known: at least that the type is not. */
export function undecided(cx: BodyContext, value: Expr, type: Ty): DiagnosticBuilder {
  return ofCall(cx, value, type) ?? error("E0282", "type annotations needed").at(value.span, "cannot infer type");
}

/** A cast says what a value becomes, not what it is. */
export function reportUndecidedCast(cx: BodyContext, operand: Expr, variable: Ty): void {
  const said = ofCall(cx, operand, variable);
  const isLocal = operand.kind === "local";
  cx.report(
    said ??
      unsupported("KB0226", isLocal ? "a variable whose type nothing decides" : "an expression whose type nothing decides", operand.span),
  );
  cx.tainted = true;
  cx.unify(variable, ERROR);
}

type Call = Expr & { readonly kind: "call" };

/** The one call in it whose generic argument the type is. */
function ofCall(cx: BodyContext, operand: Expr, variable: Ty): DiagnosticBuilder | undefined {
  const calls: Call[] = [];
  let isElsewhere = false;
  walk(operand, (expr) => {
    if (expr.kind === "local" && mentions(cx, expr.type, variable)) isElsewhere = true;
    if (expr.kind === "call" && brings(cx, expr, variable)) calls.push(expr);
  });
  const [call] = calls;
  const callee = call?.callee.type;
  if (call === undefined || calls.length > 1 || isElsewhere || callee?.kind !== "fn-def") return undefined;
  const { def } = callee;
  const at = argumentAt(cx, call, variable);
  const { params, parentCount } = cx.tcx.generics(def);
  const param = params[at];
  if (param === undefined) return undefined;
  if (at >= parentCount) return ofOwn(cx, call, def, at, callee.args);
  const said = error("E0282", "type annotations needed");
  if (at === 0 && call.by === "call" && call === operand) return said.at(call.span, "cannot infer type");
  return call.by === "method" && at > 0 ? qualified(cx, call, def, callee.args, said) : undefined;
}

/** As an argument of its own, or of its trait; what is the receiver's comes from elsewhere. */
function brings(cx: BodyContext, call: Call, variable: Ty): boolean {
  const at = argumentAt(cx, call, variable);
  const { type } = call.callee;
  if (at < 0 || type.kind !== "fn-def") return false;
  const parent = cx.tcx.items.parent(type.def);
  return at >= cx.tcx.generics(type.def).parentCount || (parent !== undefined && cx.tcx.items.kind(parent) === "trait");
}

function argumentAt(cx: BodyContext, { callee, by }: Call, variable: Ty): number {
  const { type } = callee;
  if (type.kind !== "fn-def" || (by !== "call" && by !== "method")) return -1;
  return type.args.findIndex((arg) => cx.resolve(arg) === variable);
}

function mentions(cx: BodyContext, type: Ty, variable: Ty): boolean {
  const resolved = cx.resolve(type);
  return resolved === variable || (resolved.kind === "adt" && resolved.args.some((arg) => mentions(cx, arg, variable)));
}

/** The name of a method, or the path of a function. */
function calleePlace(cx: BodyContext, call: Call): Span | undefined {
  const span = call.by === "method" ? call.callSpan : call.callee.span;
  const written = /^[\w:]+/u.exec(cx.snippet(span))?.[0];
  return written === undefined || written.endsWith(":") ? undefined : { ...span, hi: span.lo + written.length };
}

/** `mk::<T>()` */
function ofOwn(cx: BodyContext, call: Call, def: DefId, at: number, args: readonly Ty[]): DiagnosticBuilder | undefined {
  const { items } = cx.tcx;
  const place = calleePlace(cx, call);
  const { params, parentCount } = cx.tcx.generics(def);
  const own = params.slice(parentCount);
  if (place === undefined || own.some(({ name }) => name.startsWith("impl ")) || (items.kind(def) !== "fn" && call.by !== "method"))
    return undefined;
  const noun = items.kind(def) === "fn" ? "function" : "method";
  const said = error("E0282", "type annotations needed");
  said.at(place, `cannot infer type of the type parameter \`${params[at]?.name}\` declared on the ${noun} \`${items.name(def)}\``);
  const texts = own.map(({ name }, i) => {
    const arg = cx.resolve(args[parentCount + i] as Ty);
    return arg.kind === "infer" ? name : cx.print(arg);
  });
  const edit = { span: { ...place, lo: place.hi }, text: `::<${texts.join(", ")}>` };
  return said.suggest(`consider specifying the generic argument${own.length > 1 ? "s" : ""}`, [edit], "HasPlaceholders", "verbose");
}

/** `<u8 as Into<T>>::into(x)` */
function qualified(cx: BodyContext, call: Call, def: DefId, args: readonly Ty[], said: DiagnosticBuilder): DiagnosticBuilder | undefined {
  const { items } = cx.tcx;
  const place = calleePlace(cx, call);
  const [receiver] = call.args;
  if (place === undefined || receiver === undefined || call.args.length > 1) return undefined;
  const trait = items.parent(def) as DefId;
  const given = cx.tcx
    .generics(trait)
    .params.slice(1)
    .map(({ name }, i) => {
      const arg = cx.resolve(args[i + 1] as Ty);
      return arg.kind === "infer" ? name : cx.print(arg);
    });
  const adjusted = receiver.kind === "borrow" && !cx.snippet(receiver.span).startsWith("&") ? (receiver.mutable ? "&mut " : "&") : "";
  const path = `<${cx.print(args[0] as Ty)} as ${items.name(trait)}<${given.join(", ")}>>::${items.name(def)}`;
  const edits = [
    { span: { ...receiver.span, hi: receiver.span.lo }, text: `${path}(${adjusted}` },
    { span: { ...receiver.span, lo: receiver.span.hi, hi: call.callSpan.hi }, text: ")" },
  ];
  return said.at(place).suggest("try using a fully qualified path to specify the expected types", edits, "HasPlaceholders", "verbose");
}

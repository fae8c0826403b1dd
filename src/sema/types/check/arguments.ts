// Arguments against parameters: count, types, and the hints that flow between them. Closures are checked last, when
// the other arguments have said what they can about the callee's type parameters.
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { ExprId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import { ERROR, HAS_INFER, I32, U32, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { tryCoerce } from "./coerce.ts";
import { checkExpr } from "./expr.ts";
import { mismatch } from "./mismatch.ts";
import { reportArgumentCount } from "./argument-report.ts";

export interface CallSite {
  readonly params: readonly Ty[];
  readonly args: readonly ExprId[];
  readonly variadic: boolean;
  readonly output: Ty;
  readonly expected: Ty | undefined;
  /** The whole call, or from the method's name on. */
  readonly callSpan: Span;
  readonly calleeSpan: Span;
  /** What is called, if it is a definition. */
  readonly def: DefId | undefined;
  readonly isMethod: boolean;
}

export function checkArguments(cx: BodyContext, site: CallSite): Expr[] {
  const { params, args, variadic } = site;
  if (variadic ? args.length < params.length : args.length !== params.length) {
    const found = args.map((arg, i) => checkExpr(cx, arg, params[i]));
    reportArgumentCount(cx, site, found);
    return args.map((arg) => cx.error(cx.tree.span(arg)));
  }
  const hints = expectedInputs(cx, site);
  const made: Expr[] = [];
  for (const closures of [false, true]) {
    if (closures) cx.selectPending();
    args.forEach((arg, i) => {
      if (isClosure(cx, arg) === closures) made[i] = checkArgument(cx, site, arg, i, hints);
    });
  }
  return made;
}

function isClosure(cx: BodyContext, id: ExprId): boolean {
  return cx.expr(id).kind.kind === "closure";
}

/** What the expected result says about the parameters: `Some(1)` where an `Option<u8>` is wanted. */
function expectedInputs(cx: BodyContext, site: CallSite): readonly Ty[] {
  const { expected, output, params } = site;
  if (expected === undefined) return params;
  const wanted = cx.resolve(expected);
  if (wanted.kind === "infer" || (cx.resolve(output).flags & HAS_INFER) === 0) return params;
  const mark = cx.infer.snapshot();
  const fits = cx.unify(output, wanted);
  const hints = fits ? params.map((param) => cx.resolve(param)) : params;
  cx.infer.rollback(mark);
  return hints;
}

function checkArgument(cx: BodyContext, site: CallSite, id: ExprId, i: number, hints: readonly Ty[]): Expr {
  const param = site.params[i];
  if (param === undefined) return variadicArgument(cx, id);
  const checked = checkExpr(cx, id, cx.shallow(hints[i] ?? param));
  const coerced = coerceArgument(cx, checked, hints[i] ?? param, param);
  if (coerced !== undefined) return coerced;
  reportArgument(cx, site, checked, param);
  return cx.error(checked.span);
}

/** First to the hint, which coerces more; the parameter itself decides. */
function coerceArgument(cx: BodyContext, checked: Expr, hint: Ty, param: Ty): Expr | undefined {
  if (hint === param || (hint.flags & HAS_INFER) !== 0) return tryCoerce(cx, checked, param);
  const mark = cx.infer.snapshot();
  const coerced = tryCoerce(cx, checked, hint);
  if (coerced !== undefined && cx.unify(coerced.type, param)) return coerced;
  cx.infer.rollback(mark);
  return tryCoerce(cx, checked, param);
}

function variadicArgument(cx: BodyContext, id: ExprId): Expr {
  const checked = checkExpr(cx, id);
  const type = cx.structurally(checked.type);
  if (type.kind === "infer" && type.of === "int") cx.unify(type, I32);
  void U32;
  return checked.type === ERROR ? checked : checked;
}

function reportArgument(cx: BodyContext, site: CallSite, arg: Expr, param: Ty): void {
  const said = mismatch(cx, arg.span, param, arg.type);
  const plural = site.isMethod ? "method" : "function";
  said.label(site.calleeSpan, `arguments to this ${kindOf(cx, site.def) ?? plural} are incorrect`);
  if (site.def !== undefined) noteDefinition(cx, site, said, param);
  cx.reportUnlessError(said, arg.type, param);
}

function kindOf(cx: BodyContext, def: DefId | undefined): string | undefined {
  if (def === undefined) return undefined;
  const kind = cx.tcx.items.kind(def);
  if (kind === "constructor") {
    const owner = cx.tcx.items.parent(def);
    return owner !== undefined && cx.tcx.items.kind(owner) === "variant" ? "enum variant" : "struct";
  }
  if (kind !== "assoc-fn") return "function";
  return cx.tcx.isMethod(def) ? "method" : "function";
}

/** `note: function defined here`, with the parameter that was missed. */
function noteDefinition(cx: BodyContext, site: CallSite, said: ReturnType<typeof error>, param: Ty): void {
  const def = site.def as DefId;
  const index = site.params.indexOf(param);
  const fn = cx.tcx.items.item(def)?.kind;
  const what =
    kindOf(cx, def) === "method"
      ? "method"
      : cx.tcx.items.kind(def) === "assoc-fn"
        ? "associated function"
        : (kindOf(cx, def) ?? "function");
  if (fn?.kind !== "fn" || !cx.tcx.items.isLocal(def)) return;
  const written = fn.params[index + (site.isMethod ? 1 : 0)];
  said.children.push({
    level: "note",
    message: `${what} defined here`,
    spans: [
      { span: cx.tcx.items.identSpan(def), primary: true },
      ...(written === undefined ? [] : [{ span: written.span, primary: false, label: "" }]),
    ],
  });
}

export { kindOf };

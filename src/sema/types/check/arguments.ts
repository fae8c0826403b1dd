// Arguments against parameters: count, types, and the hints that flow between them. Closures are checked last, when
// the other arguments have said what they can about the callee's type parameters.
import { checkVariadic } from "./variadic-arguments.ts";
import type { Span } from "../../../base/source.ts";
import type { ExprId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import { HAS_INFER, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { tryCoerce } from "./coerce.ts";
import { checkExpr } from "./expr.ts";
import { lend, writtenParameter } from "./lend.ts";
import { reportArguments } from "./argument-report.ts";

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
  readonly receiver?: Span;
  /** By `Fn`, `FnMut` or `FnOnce`. */
  readonly isOverloaded?: boolean;
  /** The head of the closure that is called, and its parameters. */
  readonly closure?: { readonly head: Span; readonly params: readonly Span[] };
}

export function checkArguments(cx: BodyContext, site: CallSite): Expr[] {
  const { params, args, variadic, def } = site;
  if (def !== undefined) {
    const argSpans = args.map((arg) => cx.tree.span(arg));
    cx.calls.push({
      def,
      calleeSpan: site.calleeSpan,
      callSpan: site.isMethod ? undefined : site.callSpan,
      argSpans: site.isMethod ? [undefined, ...argSpans] : argSpans,
    });
  }
  const fitsInNumber = variadic ? args.length >= params.length : args.length === params.length;
  const hints = fitsInNumber ? expectedInputs(cx, site) : params;
  const found: Expr[] = [];
  const made: (Expr | undefined)[] = [];
  for (const closures of [false, true]) {
    if (closures) cx.selectPending();
    args.forEach((arg, i) => {
      if (isClosure(cx, arg) !== closures) return;
      const param = params[i];
      found[i] = param === undefined ? extraArgument(cx, site, arg) : checkExpr(cx, arg, cx.shallow(hints[i] ?? param));
      made[i] = param === undefined ? found[i] : lent(cx, coerceArgument(cx, found[i] as Expr, hints[i] ?? param, param), site, i);
    });
  }
  if (!fitsInNumber || made.includes(undefined)) {
    const fits = made.map((each) => each !== undefined);
    const wanted = params.map((param, i) => ((cx.resolve(hints[i] ?? param).flags & HAS_INFER) === 0 ? (hints[i] ?? param) : param));
    reportArguments(cx, { ...site, params: wanted }, found, fits);
    if (!fitsInNumber) return args.map((arg) => cx.error(cx.tree.span(arg)));
  }
  return made.map((each, i) => each ?? cx.error((found[i] as Expr).span));
}

/** What a function is given is borrowed anew, unless the very lifetime is wanted that it has. */
function lent(cx: BodyContext, arg: Expr | undefined, { def, isMethod, calleeSpan }: CallSite, i: number): Expr | undefined {
  return arg === undefined || def === undefined ? arg : lend(cx, arg, () => writtenParameter(cx, def, isMethod ? i + 1 : i, calleeSpan));
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

/** To the hint, as far as it is known, which then must be what the parameter wants. */
function coerceArgument(cx: BodyContext, checked: Expr, hint: Ty, param: Ty): Expr | undefined {
  // A bound may have one answer alone: for `[T]: PartialOrd<_>` the other is `[T]`, which an argument then coerces to.
  if ((cx.resolve(hint).flags & HAS_INFER) !== 0) cx.selectPending();
  const isOpen = (hint.flags & HAS_INFER) !== 0;
  if (hint === param || (isOpen && !unsizes(cx, checked.type, hint))) return tryCoerce(cx, checked, param);
  const mark = cx.infer.snapshot();
  const coerced = tryCoerce(cx, checked, hint);
  if (coerced !== undefined && cx.unify(coerced.type, param)) return coerced;
  cx.infer.rollback(mark);
  return isOpen || isUnsized(cx.resolve(hint)) ? tryCoerce(cx, checked, param) : undefined;
}

/** `&[1]` where a `&[_]` is expected: that much of it decides. */
function unsizes(cx: BodyContext, type: Ty, hint: Ty): boolean {
  const [from, to] = [cx.shallow(type), cx.shallow(hint)];
  if (from.kind !== "ref" || to.kind !== "ref") return false;
  return cx.shallow(to.target).kind === "slice" && cx.shallow(from.target).kind === "array";
}

/** What is expected of such a type is only what it is like. */
const isUnsized = ({ kind }: Ty): boolean => kind === "str" || kind === "slice" || kind === "dynamic";

/** Behind the last parameter: of `...`, or too many. */
function extraArgument(cx: BodyContext, site: CallSite, id: ExprId): Expr {
  const checked = checkExpr(cx, id);
  const type = cx.structurally(checked.type);
  if (site.variadic) checkVariadic(cx, checked, type);
  return checked;
}

export function kindOf(cx: BodyContext, def: DefId | undefined): string | undefined {
  if (def === undefined) return undefined;
  const kind = cx.tcx.items.kind(def);
  if (kind === "constructor") {
    const owner = cx.tcx.items.parent(def);
    return owner !== undefined && cx.tcx.items.kind(owner) === "variant" ? "enum variant" : "struct";
  }
  if (kind !== "assoc-fn") return "function";
  return cx.tcx.isMethod(def) ? "method" : "function";
}

// The end of a body's inference: fallbacks, what was put off, captures of closures, and all variables in the typed
// body replaced by what they became. A variable that nothing decided is E0282.
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import { opaqueNodes } from "../collect-items.ts";
import type { ClosureState } from "../closure-table.ts";
import type { DefId } from "../def-id.ts";
import type { Body, BodyParam, Expr, Pat, PatKind } from "../thir.ts";
import { walk, walkPat } from "../thir-walk.ts";
import { bitsOf, HAS_ERROR, NEVER, partsOf, UNIT, type Ty } from "../ty.ts";
import { analyseClosures } from "./capture.ts";
import { checkClosureDemands } from "./closure-demands.ts";
import { forgetConsequences } from "./consequences.ts";
import type { BodyContext } from "./context.ts";
import { lintNeverFallback } from "./never-fallback.ts";
import { settleOperators } from "./operator.ts";
import { isUndecided, reportUndecided, type Undecided } from "./undecided.ts";

interface Parts {
  readonly params: readonly BodyParam[];
  readonly result: Ty;
  readonly value: Expr;
  readonly span: Span;
}

export function finishBody(cx: BodyContext, def: DefId, parts: Parts): Body {
  const { lo, hi } = parts.span;
  const errors = cx.tcx.diagnostics.slice(cx.toldBefore).filter(({ level }) => level === "error");
  const told = errors.flatMap(({ spans }) => spans.slice(0, 1).map(({ span }) => span.lo));
  if ([...cx.tcx.wrongTypes.map(({ at }) => at), ...told].some((at) => lo <= at && at < hi)) cx.tainted = true;
  if (callsIncomplete(cx)) cx.tainted = true;
  cx.selectPending();
  fallBack(cx, parts.value);
  for (const settle of cx.deferred.splice(0)) settle();
  fallBack(cx, parts.value);
  cx.selectPending();
  settleOperators(cx);
  for (const settle of cx.atEnd.splice(0)) settle();
  const undecided = resolveAll(cx, parts);
  recordOpaque(cx);
  for (const { state } of cx.closures) checkCycle(cx, state);
  const closures = analyseClosures(cx);
  cx.selectPending();
  if (!cx.tainted) checkClosureDemands(cx, parts.value, closures);
  if (!cx.tainted) reportUndecided(cx, parts.value, undecided);
  forgetConsequences(cx);
  const { locals, patternLiterals, tainted } = cx;
  for (const literal of patternLiterals) (literal as Typed).type = cx.resolve(literal.type);
  const body = { owner: def, ...parts, result: cx.resolve(parts.result), locals, patternLiterals, closures, tainted };
  noteInlineConstants(cx, body);
  return body;
}

/** What is called lacks a lifetime in its signature, which is told there. */
function callsIncomplete({ tcx, calls }: BodyContext): boolean {
  const lacking = tcx.diagnostics.filter(({ code }) => code === "E0106").flatMap(({ spans }) => spans.map(({ span }) => span.lo));
  if (lacking.length === 0) return false;
  const called = new Set(calls.flatMap(({ def }) => (def !== undefined && tcx.items.isLocal(def) ? [def] : [])));
  return [...called].some((def) => {
    const item = tcx.items.item(def)?.kind;
    return item?.kind === "fn" && lacking.some((at) => item.signatureSpan.lo <= at && at < item.signatureSpan.hi);
  });
}

/** E0644: a closure cannot be among its own parameters. */
function checkCycle(cx: BodyContext, { id, params, output, headSpan }: ClosureState): void {
  const isIn = (type: Ty): boolean => (type.kind === "closure" && type.closure === id) || partsOf(type).some(isIn);
  if (![...params, output].some((type) => isIn(cx.resolve(type)))) return;
  const word = cx.tcx.session.release.minor >= 75 ? "coroutine" : "generator";
  const said = error("E0644", `closure/${word} type that references itself`).at(headSpan, "cyclic type of infinite size");
  const reason =
    "closures cannot capture themselves or take themselves as argument;\nthis error may be the result of a recent compiler bug-fix,";
  cx.report(said.note(`${reason}\nsee issue #46062 <https://github.com/rust-lang/rust/issues/46062>\nfor more information`));
  cx.tainted = true;
}

function noteInlineConstants({ tcx, tree }: BodyContext, body: Body): void {
  for (const { value } of [body, ...body.closures])
    walk(value, (expr) => {
      if (expr.kind !== "const-block") return;
      const inside = closuresIn(expr.value);
      const closures = body.closures.filter(({ id }) => inside.has(id));
      tcx.inlineConstant(tree, expr.node, { ...body, params: [], result: expr.type, value: expr.value, closures, span: expr.value.span });
    });
}

function closuresIn(value: Expr): ReadonlySet<number> {
  const found = new Set<number>();
  walk(value, (expr) => expr.kind === "closure" && found.add(expr.closure));
  return found;
}

function fallBack(cx: BodyContext, value: Expr): void {
  if (cx.infer.applyLiteralFallback()) cx.selectPending();
  const fallback = cx.tcx.session.edition >= 2024 ? NEVER : UNIT;
  if (fallback === UNIT) lintNeverFallback(cx, value);
  if (cx.infer.applyDivergingFallback(fallback)) cx.selectPending();
}

type Typed = { type: Ty };

/** A literal that its type cannot hold keeps its lowest bits; a lint tells of it. */
function wrapConstant(type: Ty, { value }: PatKind & { kind: "constant" }): void {
  if (type.kind !== "int" || value.kind !== "scalar") return;
  const bits = bitsOf(type);
  (value as { value: bigint }).value = type.signed ? BigInt.asIntN(bits, value.value) : BigInt.asUintN(bits, value.value);
}

function resolveAll(cx: BodyContext, parts: Parts): Undecided {
  const undecided: Undecided = { expr: undefined, pat: undefined };
  const put = (node: Typed): void => {
    node.type = cx.resolve(node.type);
    if ((node.type.flags & HAS_ERROR) !== 0) cx.tainted = true;
  };
  const onExpr = (expr: Expr): void => {
    put(expr as Typed);
    if (isUndecided(expr.type)) undecided.expr ??= expr;
    const mutable = expr as { args?: readonly Ty[]; container?: Ty; count?: Ty };
    if (expr.kind === "constant") {
      mutable.args = expr.args.map((arg) => cx.resolve(arg));
      if (expr.args.some(isUndecided)) undecided.expr ??= expr;
    }
    if (expr.kind === "offset-of") mutable.container = cx.resolve(expr.container);
    if (expr.kind === "repeat") mutable.count = cx.resolve(expr.count);
  };
  const onPat = (pat: Pat): void => {
    put(pat as Typed);
    if (pat.kind.kind === "constant") wrapConstant(pat.type, pat.kind);
    if (pat.kind.kind === "wild" && isUndecided(pat.type)) undecided.pat ??= pat;
  };
  const both = (value: Expr, params: readonly BodyParam[]): void => {
    for (const param of params) {
      put(param as Typed);
      walkPat(param.pat, onPat);
    }
    walk(value, onExpr, onPat);
  };
  both(parts.value, parts.params);
  for (const closure of cx.closures) {
    closure.state.params = closure.state.params.map((type) => cx.resolve(type));
    closure.state.output = cx.resolve(closure.state.output);
    both(closure.value, closure.params);
  }
  cx.locals.forEach(put);
  return undecided;
}

/** What the function's own `impl Trait` results turned out to be. */
function recordOpaque(cx: BodyContext): void {
  for (const { index, type } of cx.ownOpaque) {
    const hidden = cx.resolve(type);
    // What calls itself alone is of any type.
    if (hidden.kind === "opaque" && hidden.fn === cx.owner) continue;
    if (mentionsOpaque(hidden, cx.owner)) reportUnresolvable(cx, index);
    cx.tcx.setHiddenType(cx.owner, index, hidden);
  }
}

function mentionsOpaque(type: Ty, fn: DefId): boolean {
  return (type.kind === "opaque" && type.fn === fn) || partsOf(type).some((part) => mentionsOpaque(part, fn));
}

/** E0720: it is made of itself. */
function reportUnresolvable(cx: BodyContext, index: number): void {
  const node = opaqueNodes(cx.tcx, cx.owner)[index]?.node;
  if (node !== undefined) cx.report(error("E0720", "cannot resolve opaque type").at(cx.tree.span(node), "recursive opaque type"));
}

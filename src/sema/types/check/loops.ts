// Loops and the ways out of them. `for` becomes a `loop` over `Iterator::next`, `while` a `loop` with an `if`.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Expr, Pat } from "../thir.ts";
import { ERROR, NEVER, UNIT, type Ty } from "../ty.ts";
import { blockExpr, coercedBlock, explainValue } from "./block.ts";
import type { Breakable, BodyContext, ReturnFrame } from "./context.ts";
import { tryCoerce } from "./coerce.ts";
import { checkCondition } from "./condition.ts";
import { checkExpr, coerceOrReport, unitExpr } from "./expr.ts";
import { langCall } from "./lang-call.ts";
import { exampleOf } from "./example-value.ts";
import { adviseReturned } from "./return-advice.ts";
import { selectDoomed } from "./operator.ts";
import { Merger } from "./merge.ts";
import { adviseMismatch } from "./mismatch-advice.ts";
import { reportMismatch } from "./mismatch.ts";
import { checkTopPattern } from "./pattern-root.ts";
import { isStray } from "./stray-jump.ts";

export function checkLoop(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "loop" }, expected: Ty | undefined): Expr {
  const merger = new Merger(cx, expected !== undefined && cx.shallow(expected).kind !== "infer" ? expected : undefined, true);
  const breakable = cx.enterBreakable(ast.id, "loop", merger);
  const block = cx.tree.block(kind.body);
  const body = coercedBlock(cx, block, UNIT, (said, value) => explainValue(cx, said, block, UNIT, value));
  cx.breakables.pop();
  cx.diverges = !breakable.mayBreak;
  const type = breakable.mayBreak ? merger.type : NEVER;
  return cx.make(ast.span, type, {
    kind: "loop",
    label: breakable.label,
    body,
    source: "loop",
  });
}

export function checkWhile(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "while" }): Expr {
  const breakable = cx.enterBreakable(ast.id, "while", undefined);
  const condition = checkCondition(cx, kind.condition);
  const before = cx.diverges;
  const then = cx.decidedBy(undefined, () => coercedBlock(cx, cx.tree.block(kind.body), UNIT));
  cx.breakables.pop();
  cx.diverges = before;
  const leave = cx.make(ast.span, NEVER, { kind: "break", label: breakable.label, value: undefined });
  const body = cx.make(ast.span, UNIT, { kind: "if", condition, then, otherwise: cx.neverToAny(leave, UNIT) });
  return cx.make(ast.span, UNIT, { kind: "loop", label: breakable.label, body, source: "while" });
}

export function checkFor(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "for" }): Expr {
  const source = checkExpr(cx, kind.iterator);
  const { span } = source;
  const iterator = langCall(cx, "IntoIterator", "into_iter", [source.type], [source], span);
  const iter = cx.addLocal({ name: "iter", type: iterator.type, span, mutable: true, node: 0, param: false, byRef: false });
  const breakable = cx.enterBreakable(ast.id, "for", undefined);
  const before = cx.diverges;
  const place = cx.localExpr(iter, span);
  const borrowed = cx.make(span, cx.types.ref(iterator.type, true), { kind: "borrow", mutable: true, twoPhase: false, operand: place });
  const next = langCall(cx, "Iterator", "next", [iterator.type], [borrowed], span);
  const item = cx.tcx.core.member("Iterator", "Item");
  const element = cx.normalize(cx.types.projection(item, [iterator.type]), span);
  const pat = checkTopPattern(cx, kind.pat, element, { span, what: "items" });
  const block = cx.decidedBy(undefined, () => coercedBlock(cx, cx.tree.block(kind.body), UNIT));
  selectDoomed(cx);
  cx.breakables.pop();
  cx.diverges = before;
  const leave = cx.neverToAny(cx.make(span, NEVER, { kind: "break", label: breakable.label, value: undefined }), UNIT);
  const arms = [
    { pat: optionPattern(next.type, undefined, span), guard: undefined, body: leave, span },
    { pat: optionPattern(next.type, pat, pat.span), guard: undefined, body: block, span: ast.span },
  ];
  const step = cx.make(span, UNIT, { kind: "match", scrutinee: next, arms, source: "for" });
  const loop = cx.make(ast.span, UNIT, { kind: "loop", label: breakable.label, body: step, source: "for" });
  const binding: Pat = { type: iterator.type, span, kind: { kind: "binding", local: iter, mode: "value", sub: undefined } };
  const outer = [{ pat: binding, guard: undefined, body: loop, span: ast.span }];
  return cx.make(ast.span, UNIT, { kind: "match", scrutinee: iterator, arms: outer, source: "for" });
}

/** `Some(inner)`, or `None` without it. */
function optionPattern(type: Ty, inner: Pat | undefined, span: AstExpr["span"]): Pat {
  const fields = inner === undefined ? [] : [{ field: 0, pat: inner }];
  return { type, span, kind: { kind: "variant", variant: inner === undefined ? 0 : 1, fields } };
}

function targetOf(cx: BodyContext, ast: AstExpr): Breakable | undefined {
  const node = cx.tcx.items.breakTarget(cx.tree, ast.id);
  return node === undefined ? undefined : cx.breakables.findLast((each) => each.node === node && each.depth === cx.closureDepth);
}

export function checkBreak(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "break" }): Expr {
  const target = targetOf(cx, ast);
  if (isStray(cx, ast, target) || target === undefined) {
    if (kind.value !== undefined) checkExpr(cx, kind.value);
    cx.tainted = true;
    return cx.make(ast.span, target === undefined ? ERROR : NEVER, { kind: "error" });
  }
  target.mayBreak = true;
  const { merger } = target;
  if (merger === undefined) return plainBreak(cx, ast, kind.value, target);
  const value =
    kind.value === undefined
      ? unitExpr(cx, ast.span)
      : checkExpr(cx, kind.value, merger.isEmpty && merger.expected === undefined ? undefined : merger.type);
  const made = { type: NEVER, span: ast.span, kind: "break" as const, label: target.label, value };
  const before = merger.type;
  if (!merger.add(value, (expr) => void (made.value = expr))) reportBreak(cx, ast, kind.value, before, { target, value });
  target.breaks.push({ span: ast.span, type: value.type });
  return made;
}

interface MisfitBreak {
  readonly target: Breakable;
  readonly value: Expr;
}

function reportBreak(cx: BodyContext, ast: AstExpr, written: ExprId | undefined, expected: Ty, { target, value }: MisfitBreak): void {
  const more = (said: DiagnosticBuilder) => {
    if (target.source === "loop") labelDemand(cx, said, target, expected);
    if (written !== undefined) return adviseMismatch(cx, said, { id: written, expected, found: value.type });
    const example = target.merger?.expected === undefined ? "/* value */" : exampleOf(cx, expected);
    const edits = [{ span: { ...ast.span, lo: ast.span.hi }, text: ` ${example}` }];
    if (example !== undefined) said.suggest("give the `break` a value of the expected type", edits, "HasPlaceholders", "verbose");
  };
  reportMismatch(cx, written === undefined ? ast.span : value.span, expected, value.type, more);
}

/** What asks for the type of a loop: where its value goes, or what left it before. */
function labelDemand(cx: BodyContext, said: DiagnosticBuilder, target: Breakable, expected: Ty): void {
  const demand = cx.demands.get(target.node as ExprId);
  if (demand === undefined) {
    const others = target.breaks.filter(({ type }) => cx.resolve(type) === cx.resolve(expected));
    for (const { span } of others) said.label(span, "expected because of this `break`");
    return;
  }
  const { lo } = target.headSpan;
  const at = lo + Math.max(0, cx.snippet(target.headSpan).indexOf("loop"));
  said.label(demand.span, demand.reason);
  said.label({ ...target.headSpan, lo: at, hi: at + "loop".length }, `this loop is expected to be of type \`${cx.print(expected)}\``);
}

function plainBreak(cx: BodyContext, ast: AstExpr, value: ExprId | undefined, target: Breakable): Expr {
  if (value !== undefined) {
    checkExpr(cx, value);
    const said = error("E0571", `\`break\` with value from a \`${target.source}\` loop`);
    said.at(ast.span, "can only break with a value inside `loop` or breakable block");
    said.label(headOf(cx, target), `you can't \`break\` with a value in a \`${target.source}\` loop`);
    const label = /^break\s+('\w+)/.exec(cx.snippet(ast.span))?.[1];
    const words = `use \`break\` on its own without a value inside this \`${target.source}\` loop`;
    const text = label === undefined ? "break" : `break ${label}`;
    said.suggest(words, [{ span: ast.span, text }], "MaybeIncorrect", "verbose");
    cx.report(said);
  }
  return cx.make(ast.span, NEVER, { kind: "break", label: target.label, value: undefined });
}

export function checkContinue(cx: BodyContext, ast: AstExpr): Expr {
  const target = targetOf(cx, ast);
  if (isStray(cx, ast, target) || target === undefined) {
    cx.tainted = true;
    return cx.make(ast.span, target === undefined ? ERROR : NEVER, { kind: "error" });
  }
  return cx.make(ast.span, NEVER, { kind: "continue", label: target.label });
}

/** E0572: also of a constant in a function. */
export function reportReturn(cx: BodyContext, span: Span): void {
  const said = error("E0572", "return statement outside of function body");
  if (cx.constBlockDepth === 0 || cx.fnSpan === undefined) said.at(span);
  else said.at(span, "the return is part of this body...").label(cx.tcx.items.span(cx.owner), "...not the enclosing function body");
  cx.report(said);
}

export function checkReturn(cx: BodyContext, ast: AstExpr, id: ExprId | undefined): Expr {
  const frame = cx.returns.at(-1);
  if (frame === undefined) {
    reportReturn(cx, ast.span);
    return cx.make(ast.span, NEVER, { kind: "error" });
  }
  if (id !== undefined) {
    cx.returned.add(id);
    const checked = checkExpr(cx, id, frame.type);
    return cx.make(ast.span, NEVER, { kind: "return", value: coerceReturn(cx, checked, frame, id) });
  }
  if (!cx.unify(frame.type, UNIT)) reportEmptyReturn(cx, ast, frame.type);
  return cx.make(ast.span, NEVER, { kind: "return", value: undefined });
}

/** Where one `return` did not fit, nothing is asked of those that come after. */
function coerceReturn(cx: BodyContext, value: Expr, frame: ReturnFrame, id: ExprId): Expr {
  const { type } = frame;
  const coerced = tryCoerce(cx, value, type);
  if (coerced !== undefined) return coerced;
  if (frame.hasMisfit === true) return cx.error(value.span);
  frame.hasMisfit = true;
  return coerceOrReport(cx, value, type, (said) => adviseReturned(cx, said, type, value.type, value), { id });
}

function reportEmptyReturn(cx: BodyContext, ast: AstExpr, type: Ty): void {
  const said = error("E0069", "`return;` in a function whose return type is not `()`").at(ast.span, "return type is not `()`");
  const frame = cx.returns.at(-1);
  if (frame?.span !== undefined) said.label(frame.span, `expected \`${cx.print(type)}\` because of this return type`);
  const value = exampleOf(cx, type);
  const behind = { lo: ast.span.hi, hi: ast.span.hi };
  if (value !== undefined)
    said.suggest("give the `return` a value of the expected type", [{ span: behind, text: ` ${value}` }], "HasPlaceholders", "verbose");
  cx.reportUnlessError(said, type);
}

export { blockExpr };

/** A loop without its body. */
function headOf(cx: BodyContext, { headSpan, node }: Breakable): Span {
  const { kind } = cx.expr(node as ExprId);
  if (kind.kind !== "while" && kind.kind !== "for") return headSpan;
  const { hi } = cx.tree.span(kind.kind === "while" ? kind.condition : kind.iterator);
  return { ...headSpan, hi };
}

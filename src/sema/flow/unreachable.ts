// Code that nothing reaches because what comes before it does not return: told once for each place where the way ends.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../lints/report.ts";
import type { Body, Expr } from "../types/thir.ts";
import { childrenOf } from "../types/thir-walk.ts";

/** The expression at which evaluation of `expr` ends for good; undefined if it goes on. */
function endOf(expr: Expr): Span | undefined {
  switch (expr.kind) {
    case "return":
    case "break":
    case "continue":
      return expr.span;
    case "call":
      return expr.args.map(endOf).find((span) => span !== undefined) ?? (expr.type.kind === "never" ? expr.span : undefined);
    case "loop":
      return expr.type.kind === "never" ? expr.span : undefined;
    case "coerce":
      return endOf(expr.operand);
    case "block":
      return endOfBlock(expr.block);
    case "if":
    case "match":
    case "labeled":
      return expr.type.kind === "never" ? expr.span : undefined;
    case "logical":
      return endOf(expr.left);
    case "closure":
      return undefined;
    default:
      return childrenOf(expr)
        .map(endOf)
        .find((span) => span !== undefined);
  }
}

function endOfBlock({ stmts, value }: (Expr & { kind: "block" })["block"]): Span | undefined {
  for (const stmt of stmts) {
    const expr = stmt.kind === "expr" ? stmt.expr : stmt.init;
    const end = expr === undefined ? undefined : endOf(expr);
    if (end !== undefined) return end;
  }
  return value === undefined ? undefined : endOf(value);
}

/** The first statement or value of a block that comes after its end. */
function firstAfterEnd({ stmts, value }: (Expr & { kind: "block" })["block"]): { end: Span; span: Span; what: string } | undefined {
  let end: Span | undefined;
  for (const stmt of stmts) {
    if (end !== undefined) return { end, span: stmt.span, what: "statement" };
    const expr = stmt.kind === "expr" ? stmt.expr : stmt.init;
    end = expr === undefined ? undefined : endOf(expr);
  }
  return end === undefined || value === undefined ? undefined : { end, span: value.span, what: "expression" };
}

export function unreachableIn(body: Body): FoundLint[] {
  const found: FoundLint[] = [];
  const work: Expr[] = [...body.closures.map(({ value }) => value), body.value];
  for (let expr = work.pop(); expr !== undefined; expr = work.pop()) {
    const after = expr.kind === "block" ? firstAfterEnd(expr.block) : undefined;
    if (after !== undefined && after.span.lo >= after.end.hi) {
      const { end, span, what } = after;
      const diagnostic = warning(`unreachable ${what}`)
        .label(end, "any code following this expression is unreachable")
        .at(span, `unreachable ${what}`);
      found.push({ lint: "unreachable_code", node: 0, diagnostic });
      continue; // what lies within has been warned of
    }
    work.push(...childrenOf(expr));
  }
  return found.sort((a, b) => (a.diagnostic.spans[1]?.span.lo ?? 0) - (b.diagnostic.spans[1]?.span.lo ?? 0));
}

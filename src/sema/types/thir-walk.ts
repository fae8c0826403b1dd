// Walking typed bodies.
import type { Expr, Pat, PatKind } from "./thir.ts";

type Visit = (expr: Expr) => void;
type OnPat = ((pat: Pat) => void) | undefined;

/** The expressions directly inside, in evaluation order as written; patterns by `onPat`. */
export function childrenOf(expr: Expr, onPat?: (pat: Pat) => void): Expr[] {
  const children: Expr[] = [];
  eachChild(expr, (child) => children.push(child), onPat);
  return children;
}

/** `visit` is told of the expressions directly inside, as `childrenOf` lists them. */
export function eachChild(expr: Expr, visit: Visit, onPat?: (pat: Pat) => void): void {
  switch (expr.kind) {
    case "deref":
    case "field":
    case "borrow":
    case "raw-borrow":
    case "unary":
    case "cast":
    case "coerce":
      return visit(expr.operand);
    case "index":
      visit(expr.operand);
      return visit(expr.index);
    case "binary":
    case "logical":
      visit(expr.left);
      return visit(expr.right);
    case "call":
      visit(expr.callee);
      return each(expr.args, visit);
    case "tuple":
    case "array":
      return each(expr.elements, visit);
    case "repeat":
      return visit(expr.element);
    case "adt":
      for (const { value } of expr.fields) visit(value);
      return present(expr.base, visit);
    case "const-block":
      return visit(expr.value);
    case "assign":
    case "assign-op":
      visit(expr.place);
      return visit(expr.value);
    case "break":
    case "return":
      return present(expr.value, visit);
    case "asm":
      for (const operand of expr.asm.operands) asmChildren(operand, visit);
      return;
    default:
      return controlChildren(expr, visit, onPat);
  }
}

function controlChildren(expr: Expr, visit: Visit, onPat: OnPat): void {
  switch (expr.kind) {
    case "block":
      for (const stmt of expr.block.stmts) {
        if (stmt.kind === "expr") visit(stmt.expr);
        else {
          onPat?.(stmt.pat);
          present(stmt.init, visit);
          present(stmt.otherwise, visit);
        }
      }
      return present(expr.block.value, visit);
    case "if":
      visit(expr.condition);
      visit(expr.then);
      return present(expr.otherwise, visit);
    case "let":
      onPat?.(expr.pat);
      return visit(expr.scrutinee);
    case "match":
      visit(expr.scrutinee);
      for (const arm of expr.arms) {
        onPat?.(arm.pat);
        present(arm.guard, visit);
        visit(arm.body);
      }
      return;
    case "loop":
    case "labeled":
      return visit(expr.body);
    default:
  }
}

function each(exprs: readonly Expr[], visit: Visit): void {
  for (const expr of exprs) visit(expr);
}

function present(expr: Expr | undefined, visit: Visit): void {
  if (expr !== undefined) visit(expr);
}

function asmChildren(operand: (Expr & { kind: "asm" })["asm"]["operands"][number], visit: Visit): void {
  switch (operand.kind) {
    case "in":
    case "const":
    case "sym":
      return visit(operand.value);
    case "out":
      return present(operand.place, visit);
    case "inout":
      return visit(operand.place);
    case "split-inout":
      visit(operand.value);
      return present(operand.place, visit);
    case "label":
      return visit(operand.block);
  }
}

/** Each expression and pattern, parents first. Closures' bodies are not entered. */
export function walk(expr: Expr, onExpr: (expr: Expr) => void, onPat?: (pat: Pat) => void): void {
  const work: Expr[] = [expr];
  const pats: OnPat = onPat === undefined ? undefined : (pat) => walkPat(pat, onPat);
  const push = (child: Expr) => void work.push(child);
  for (let current = work.pop(); current !== undefined; current = work.pop()) {
    onExpr(current);
    const from = work.length;
    eachChild(current, push, pats);
    reverseFrom(work, from);
  }
}

function reverseFrom(list: Expr[], from: number): void {
  for (let low = from, high = list.length - 1; low < high; low++, high--) {
    const held = list[low] as Expr;
    list[low] = list[high] as Expr;
    list[high] = held;
  }
}

export function walkPat(pat: Pat, visit: (pat: Pat) => void): void {
  visit(pat);
  for (const inner of partsOfPat(pat.kind)) walkPat(inner, visit);
}

export function partsOfPat(kind: PatKind): readonly Pat[] {
  switch (kind.kind) {
    case "binding":
      return kind.sub === undefined ? [] : [kind.sub];
    case "variant":
    case "leaf":
      return kind.fields.map((field) => field.pat);
    case "deref":
      return [kind.inner];
    case "slice":
      return [...kind.prefix, ...(kind.middle === undefined ? [] : [kind.middle]), ...kind.suffix];
    case "or":
      return kind.alternatives;
    default:
      return [];
  }
}

// Walking typed bodies.
import type { Expr, Pat, PatKind } from "./thir.ts";

/** The expressions directly inside, in evaluation order as written; patterns by `onPat`. */
export function childrenOf(expr: Expr, onPat?: (pat: Pat) => void): Expr[] {
  switch (expr.kind) {
    case "deref":
    case "field":
    case "borrow":
    case "raw-borrow":
    case "unary":
    case "cast":
    case "coerce":
      return [expr.operand];
    case "index":
      return [expr.operand, expr.index];
    case "binary":
    case "logical":
      return [expr.left, expr.right];
    case "call":
      return [expr.callee, ...expr.args];
    case "tuple":
    case "array":
      return [...expr.elements];
    case "repeat":
      return [expr.element];
    case "adt":
      return [...expr.fields.map((field) => field.value), ...present(expr.base)];
    case "const-block":
      return [expr.value];
    case "assign":
    case "assign-op":
      return [expr.place, expr.value];
    case "break":
    case "return":
      return present(expr.value);
    case "asm":
      return expr.asm.operands.flatMap(asmChildren);
    default:
      return controlChildren(expr, onPat);
  }
}

function controlChildren(expr: Expr, onPat: ((pat: Pat) => void) | undefined): Expr[] {
  switch (expr.kind) {
    case "block": {
      const inner: Expr[] = [];
      for (const stmt of expr.block.stmts) {
        if (stmt.kind === "expr") inner.push(stmt.expr);
        else {
          onPat?.(stmt.pat);
          inner.push(...present(stmt.init), ...present(stmt.otherwise));
        }
      }
      return [...inner, ...present(expr.block.value)];
    }
    case "if":
      return [expr.condition, expr.then, ...present(expr.otherwise)];
    case "let":
      onPat?.(expr.pat);
      return [expr.scrutinee];
    case "match":
      return [expr.scrutinee, ...expr.arms.flatMap((arm) => (onPat?.(arm.pat), [...present(arm.guard), arm.body]))];
    case "loop":
    case "labeled":
      return [expr.body];
    default:
      return [];
  }
}

function present(expr: Expr | undefined): Expr[] {
  return expr === undefined ? [] : [expr];
}

function asmChildren(operand: (Expr & { kind: "asm" })["asm"]["operands"][number]): Expr[] {
  switch (operand.kind) {
    case "in":
    case "const":
    case "sym":
      return [operand.value];
    case "out":
      return present(operand.place);
    case "inout":
      return [operand.place];
    case "split-inout":
      return [operand.value, ...present(operand.place)];
    case "label":
      return [operand.block];
  }
}

/** Each expression and pattern, parents first. Closures' bodies are not entered. */
export function walk(expr: Expr, onExpr: (expr: Expr) => void, onPat?: (pat: Pat) => void): void {
  const work: Expr[] = [expr];
  const pats: ((pat: Pat) => void) | undefined = onPat === undefined ? undefined : (pat) => walkPat(pat, onPat);
  for (let current = work.pop(); current !== undefined; current = work.pop()) {
    onExpr(current);
    const children = childrenOf(current, pats);
    for (let i = children.length - 1; i >= 0; i--) work.push(children[i] as Expr);
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

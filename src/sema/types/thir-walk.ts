// Walking typed bodies.
import type { Body, Expr, Pat, PatKind } from "./thir.ts";

type OnPat = ((pat: Pat) => void) | undefined;

/** The expressions directly inside, in evaluation order as written; patterns by `onPat`. */
export function childrenOf(expr: Expr, onPat?: (pat: Pat) => void): Expr[] {
  const children: Expr[] = [];
  pushChildren(expr, children, onPat);
  return children;
}

/** Puts what `childrenOf` lists behind what `out` holds. */
function pushChildren(expr: Expr, out: Expr[], onPat: OnPat): void {
  switch (expr.kind) {
    case "deref":
    case "field":
    case "borrow":
    case "raw-borrow":
    case "unary":
    case "cast":
    case "coerce":
      out.push(expr.operand);
      return;
    case "index":
      out.push(expr.operand, expr.index);
      return;
    case "binary":
    case "logical":
      out.push(expr.left, expr.right);
      return;
    case "call":
      out.push(expr.callee);
      return pushAll(expr.args, out);
    case "tuple":
    case "array":
      return pushAll(expr.elements, out);
    case "repeat":
      out.push(expr.element);
      return;
    case "adt":
      for (const { value } of expr.fields) out.push(value);
      return pushPresent(expr.base, out);
    case "const-block":
      out.push(expr.value);
      return;
    case "assign":
    case "assign-op":
      out.push(expr.place, expr.value);
      return;
    case "break":
    case "return":
      return pushPresent(expr.value, out);
    case "asm":
      for (const operand of expr.asm.operands) pushAsmOperand(operand, out);
      return;
    default:
      return pushControlChildren(expr, out, onPat);
  }
}

function pushControlChildren(expr: Expr, out: Expr[], onPat: OnPat): void {
  switch (expr.kind) {
    case "block":
      for (const stmt of expr.block.stmts) {
        if (stmt.kind === "expr") out.push(stmt.expr);
        else {
          onPat?.(stmt.pat);
          pushPresent(stmt.init, out);
          pushPresent(stmt.otherwise, out);
        }
      }
      return pushPresent(expr.block.value, out);
    case "if":
      out.push(expr.condition, expr.then);
      return pushPresent(expr.otherwise, out);
    case "let":
      onPat?.(expr.pat);
      out.push(expr.scrutinee);
      return;
    case "match":
      out.push(expr.scrutinee);
      for (const arm of expr.arms) {
        onPat?.(arm.pat);
        pushPresent(arm.guard, out);
        out.push(arm.body);
      }
      return;
    case "loop":
    case "labeled":
      out.push(expr.body);
      return;
    default:
  }
}

/** One by one: a list may be longer than a call may have arguments. */
function pushAll(exprs: readonly Expr[], out: Expr[]): void {
  for (let i = 0; i < exprs.length; i++) out.push(exprs[i] as Expr);
}

function pushPresent(expr: Expr | undefined, out: Expr[]): void {
  if (expr !== undefined) out.push(expr);
}

function pushAsmOperand(operand: (Expr & { kind: "asm" })["asm"]["operands"][number], out: Expr[]): void {
  switch (operand.kind) {
    case "in":
    case "const":
    case "sym":
      out.push(operand.value);
      return;
    case "out":
      return pushPresent(operand.place, out);
    case "inout":
      out.push(operand.place);
      return;
    case "split-inout":
      out.push(operand.value);
      return pushPresent(operand.place, out);
    case "label":
      out.push(operand.block);
  }
}

/** Each expression and pattern, parents first. Closures' bodies are not entered. */
export function walk(expr: Expr, onExpr: (expr: Expr) => void, onPat?: (pat: Pat) => void): void {
  const work: Expr[] = [expr];
  const pats: OnPat = onPat === undefined ? undefined : (pat) => walkPat(pat, onPat);
  for (let current = work.pop(); current !== undefined; current = work.pop()) {
    onExpr(current);
    const from = work.length;
    pushChildren(current, work, pats);
    reverseFrom(work, from);
  }
}

const finished = new WeakMap<Expr, readonly Expr[]>();

/** All expressions of a body that has its types, its closures' behind its own: many passes look at them, and walk once for it. */
export function expressionsOf({ value, closures }: Pick<Body, "value" | "closures">): readonly Expr[] {
  let known = finished.get(value);
  if (known === undefined) {
    const found: Expr[] = [];
    for (const root of [value, ...closures.map((closure) => closure.value)]) walk(root, (expr) => void found.push(expr));
    finished.set(value, (known = found));
  }
  return known;
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

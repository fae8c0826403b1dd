// What `assert_eq!(a, b)` compares. In: the comparison `*left_val == *right_val` in its expansion. Out: `a` and `b`, of which
// rustc speaks where their types do not meet (`adjust_expr_for_assert_eq_macro`).
import type { Expr as AstExpr, ExprId, NodeId } from "../../../syntax/ast.ts";
import type { BodyContext } from "./context.ts";

interface Asserted {
  readonly left: ExprId;
  readonly right: ExprId;
}

export function assertedOperand(cx: BodyContext, { kind, span }: AstExpr): Asserted | undefined {
  if (kind.kind !== "binary" || (span.ctxt ?? 0) === 0 || cx.tcx.items.macroOfCore(span) !== "assert_eq") return undefined;
  const [left, right] = [kind.left, kind.right].map((id) => viewed(cx, id));
  return left === undefined || right === undefined ? undefined : { left, right };
}

/** Of `*left_val`: what the match of the expansion borrowed. */
function viewed(cx: BodyContext, id: ExprId): ExprId | undefined {
  const { kind } = cx.expr(id);
  const operand = kind.kind === "unary" && kind.op === "*" ? cx.expr(kind.operand) : undefined;
  const base = operand?.kind.kind === "path" ? cx.tcx.items.resolution(cx.tree, operand.id)?.base : undefined;
  return base?.kind === "local" ? cx.viewed.get(base.node) : undefined;
}

/** Remembers the names of `match (&a, &b) { (left_val, right_val) => .. }`. */
export function noteViewed(cx: BodyContext, scrutinee: AstExpr, pattern: NodeId): void {
  if (scrutinee.kind.kind !== "tuple" || cx.tcx.items.macroOfCore(scrutinee.span) === undefined) return;
  const { kind } = cx.tree.pat(pattern);
  if (kind.kind !== "tuple") return;
  const { elements } = scrutinee.kind;
  kind.elements.forEach((name, i) => {
    const element = elements[i] === undefined ? undefined : cx.expr(elements[i]).kind;
    if (element?.kind === "address-of") cx.viewed.set(name, element.operand);
  });
}

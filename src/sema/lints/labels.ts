// Labels of loops and blocks that no `break` or `continue` names.
import { warning } from "../../diag/diagnostic.ts";
import type { Expr, ExprId, Label } from "../../syntax/ast.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

function labelOf({ kind }: Expr): Label | undefined {
  return kind.kind === "loop" || kind.kind === "while" || kind.kind === "for" || kind.kind === "block" ? kind.label : undefined;
}

export class LabelLint implements TreeVisitor {
  readonly #declared = new Map<ExprId, Label>();
  readonly #used = new Set<ExprId>();

  /** `target`: what a `break` or `continue` leaves. */
  constructor(readonly target: (expr: ExprId) => number | undefined) {}

  expr(expr: Expr): void {
    const label = labelOf(expr);
    if (label !== undefined && !label.ident.name.startsWith("'_")) this.#declared.set(expr.id, label);
    const { kind } = expr;
    if ((kind.kind !== "break" && kind.kind !== "continue") || kind.label === undefined) return;
    const left = this.target(expr.id);
    if (left !== undefined) this.#used.add(left);
  }

  get found(): FoundLint[] {
    return [...this.#declared]
      .filter(([node]) => !this.#used.has(node))
      .map(([node, { ident }]) => ({ lint: "unused_labels", node, diagnostic: warning("unused label").at(ident.span) }));
  }
}

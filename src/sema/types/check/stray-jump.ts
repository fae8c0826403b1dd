// `break` and `continue` that lead nowhere: outside of a loop (E0268), out of a closure (E0267), without a label in a
// labelled block (E0695), `continue` of a labelled block (E0696). Labels that nobody declares are the resolver's.
import { error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Breakable, BodyContext } from "./context.ts";

/** Reports the jump if it is wrong; `target` is what it aims at. */
export function isStray(cx: BodyContext, ast: AstExpr, target: Breakable | undefined): boolean {
  const { kind } = ast;
  if (kind.kind !== "break" && kind.kind !== "continue") return false;
  const word = `\`${kind.kind}\``;
  if (kind.label !== undefined) {
    if (target === undefined && cx.breakables.at(-1)?.depth !== cx.closureDepth) reportOutside(cx, ast, kind.kind);
    if (kind.kind !== "continue" || target?.isLoop !== false) return target === undefined;
    const said = error("E0696", "`continue` pointing to a labeled block").at(ast.span, "labeled blocks cannot be `continue`'d");
    cx.report(said.label(target.headSpan, "labeled block the `continue` points to"));
    return true;
  }
  const innermost = cx.breakables.at(-1);
  if (innermost?.depth === cx.closureDepth && !innermost.isLoop) {
    const said = error("E0695", `unlabeled ${word} inside of a labeled block`).at(
      ast.span,
      `${word} statements that would diverge to or through a labeled block need to bear a label`,
    );
    cx.report(said);
    return true;
  }
  if (target !== undefined) return false;
  // In the condition of a `while`: that has been told.
  if (cx.tcx.items.resolution(cx.tree, ast.id)?.base.kind === "error") return true;
  reportOutside(cx, ast, kind.kind);
  return true;
}

function reportOutside(cx: BodyContext, ast: AstExpr, jump: "break" | "continue"): void {
  const outside = jump === "break" ? "outside of a loop or labeled block" : "outside of a loop";
  const [code, place] = cx.closureDepth > 0 ? ["E0267", "inside of a closure"] : ["E0268", outside];
  const said = error(code as string, `\`${jump}\` ${place}`).at(ast.span, `cannot \`${jump}\` ${place}`);
  const closure = cx.closureDepth > 0 ? cx.closureHeads.at(-1) : undefined;
  if (closure !== undefined) said.label(closure, "enclosing closure");
  cx.report(said);
}

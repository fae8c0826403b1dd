// Types that parse and yet cannot be: pointers to `safe` functions, `impl` without a trait, binders of more than lifetimes
// (E0658). rustc: the AST validator and its gates.
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { GenericParam, NodeId } from "./ast.ts";
import type { SyntaxTree } from "./tree.ts";
import { checkCaptures } from "./validate-bounds.ts";
import { checkPointerPatterns } from "./validate-patterns.ts";

export function checkTypeForm(tree: SyntaxTree, id: NodeId): DiagnosticBuilder[] {
  const { kind, span } = tree.type(id);
  if (kind.kind === "impl-trait") {
    const wants = kind.bounds.some((bound) => bound.kind === "trait") ? [] : [error("at least one trait must be specified").at(span)];
    return [...wants, ...checkCaptures(kind.bounds)];
  }
  if (kind.kind !== "fn-pointer") return [];
  const said = error("function pointers cannot be declared with `safe` safety qualifier").at(span);
  return [...(kind.safety === "safe" ? [said] : []), ...checkBinder(kind.forParams), ...checkPointerPatterns(tree, id)];
}

export function checkBoundForm(tree: SyntaxTree, id: NodeId): DiagnosticBuilder[] {
  const bound = tree.bound(id);
  return bound.kind === "trait" ? checkBinder(bound.forParams) : [];
}

/** E0658: `for<T>` */
export function checkBinder(params: readonly GenericParam[]): DiagnosticBuilder[] {
  const others = params.filter(({ kind }) => kind !== "lifetime");
  if (others.length === 0) return [];
  const said = error("E0658", "only lifetime parameters can be used in this context");
  for (const { ident } of others) said.at(ident.span);
  return [said.note("see issue #108185 <https://github.com/rust-lang/rust/issues/108185> for more information")];
}

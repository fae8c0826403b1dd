// A first argument of `format_args!` that is no string, and what may have been meant.
import { error } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import type { ExprKind, Literal, NodeId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { BuiltInCall } from "./built-in-macros.ts";
import type { Argument } from "./format-reports.ts";

export function noStringLiteral(
  call: BuiltInCall,
  node: NodeId,
  args: readonly Argument[],
  literal: Literal | undefined,
): DiagnosticBuilder {
  const { tree, compilation } = call.expander;
  const span = tree.span(node);
  const said = error("format argument must be a string literal").at(span);
  const isNew = compilation.since(80);
  if (literal?.kind === "byte-string") {
    const edits = [{ span: { ...span, hi: span.lo + 1 }, text: "" }];
    return said.suggest("consider removing the leading `b`", edits, "MaybeIncorrect");
  }
  const { kind } = tree.expr(tree.resolve(node));
  const quotes = isNew ? quotesAround(tree, node, kind) : undefined;
  if (quotes !== undefined)
    return said.suggest("quote your inlined format argument to use as string literal", quotes, "MaybeIncorrect", "verbose");
  const shown = [kind, ...args.map(({ expr }) => tree.expr(tree.resolve(expr)).kind)].map((one) =>
    isNew && isEmpty(tree, one) ? "{:?}" : "{}",
  );
  const edits = [{ span: { ...span, hi: span.lo }, text: `"${shown.join(" ")}", ` }];
  return said.suggest("you might be missing a string literal to format with", edits, "MaybeIncorrect", isNew ? "verbose" : "inline");
}

/** `{}`, `()` */
function isEmpty(tree: SyntaxTree, kind: ExprKind): boolean {
  if (kind.kind === "tuple") return kind.elements.length === 0;
  return kind.kind === "block" && tree.block(kind.block).stmts.length === 0;
}

/** Of `{name}`, a block that was to be the string. */
function quotesAround(tree: SyntaxTree, node: NodeId, kind: ExprKind): Edit[] | undefined {
  const [only, ...others] = kind.kind === "block" ? tree.block(kind.block).stmts : [];
  const stmt = only === undefined || others.length > 0 ? undefined : tree.stmt(only);
  if (stmt?.kind !== "expr" || stmt.semicolon) return undefined;
  const inner = tree.expr(stmt.expr).kind;
  if (inner.kind !== "path" || inner.path.segments.length !== 1) return undefined;
  const span = tree.span(node);
  return [
    { span: { ...span, hi: span.lo }, text: '"' },
    { span: { ...span, lo: span.hi }, text: '"' },
  ];
}

// `unused_import_braces`: `use a::{b}`. And `ambiguous_negative_literals`: `-1.abs()`, which is `-(1.abs())`.
import { warning } from "../../diag/diagnostic.ts";
import type { Edit } from "../../diag/diagnostic.ts";
import type { Expr, ExprId, Item, Tree, UseTree } from "../../syntax/ast.ts";
import type { Span } from "../../base/source.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

export class ImportForms implements TreeVisitor {
  readonly found: FoundLint[] = [];

  item({ kind, id, span }: Item): void {
    if (kind.kind === "use") this.#tree(kind.tree, id, span);
  }

  #tree({ kind }: UseTree, node: number, span: Span): void {
    if (kind.kind !== "nested") return;
    for (const tree of kind.trees) this.#tree(tree, node, span);
    const [only] = kind.trees;
    if (only === undefined || kind.trees.length > 1) return;
    const name = onlyName(only);
    if (name !== undefined)
      this.found.push({ lint: "unused_import_braces", node, diagnostic: warning(`braces around ${name} is unnecessary`).at(span) });
  }
}

/** Braces round `self` are needed, and those round others are told of inside. */
function onlyName({ kind, prefix }: UseTree): string | undefined {
  const own = prefix.segments.at(-1)?.ident.name;
  if (kind.kind === "glob") return "*";
  return kind.kind === "nested" || own === "self" ? undefined : (kind.rename?.name ?? own);
}

export class NegativeLiterals implements TreeVisitor {
  readonly found: FoundLint[] = [];

  constructor(readonly tree: Tree) {}

  expr({ kind, id, span }: Expr): void {
    if (kind.kind !== "unary" || kind.op !== "-") return;
    const literal = this.#receiver(kind.operand);
    if (literal === undefined) return;
    const operand = this.tree.span(kind.operand);
    const said = warning("`-` has lower precedence than method calls, which might be unexpected").at(span);
    said.note("e.g. `-4.abs()` equals `-4`; while `(-4).abs()` equals `4`");
    const add = "add parentheses around";
    const [own, called] = [parentheses(span.lo, literal.hi), parentheses(operand.lo, operand.hi)];
    said.suggest(`${add} the \`-\` and the literal to call the method on a negative literal`, own, "MaybeIncorrect", "verbose");
    said.suggest(`${add} the literal and the method call to keep the current behavior`, called, "MaybeIncorrect", "verbose");
    this.found.push({ lint: "ambiguous_negative_literals", node: id, diagnostic: said });
  }

  /** The number that the first of some method calls is made on. */
  #receiver(operand: ExprId): Span | undefined {
    let at = this.tree.expr(operand);
    if (at.kind.kind !== "method-call") return undefined;
    while (at.kind.kind === "method-call") at = this.tree.expr(at.kind.receiver);
    const { kind } = at;
    return kind.kind === "literal" && (kind.literal.kind === "int" || kind.literal.kind === "float") ? at.span : undefined;
  }
}

function parentheses(lo: number, hi: number): Edit[] {
  return [
    { span: { lo, hi: lo }, text: "(" },
    { span: { lo: hi, hi }, text: ")" },
  ];
}

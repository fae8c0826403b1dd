// A body as it was written: which expression stands at a span, and what is around it. In: the tree of the body's owner. Out:
// nodes; parentheses are looked through. rustc finds the places to point at and to mend in the same way, by spans.
import type { Span } from "../../base/source.ts";
import type { Expr, ExprId, NodeId, Param, Stmt } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { forEachChild } from "../../syntax/walk.ts";

export function isSameSpan(a: Span, b: Span): boolean {
  return a.lo === b.lo && a.hi === b.hi && (a.ctxt ?? 0) === (b.ctxt ?? 0);
}

export function containsSpan(outer: Span, inner: Span): boolean {
  return outer.lo <= inner.lo && inner.hi <= outer.hi;
}

export function overlap(a: Span, b: Span): boolean {
  return a.lo < b.hi && b.lo < a.hi;
}

export function startOf(span: Span): Span {
  return { ...span, hi: span.lo };
}

export function endOf(span: Span): Span {
  return { ...span, lo: span.hi };
}

export class BodySource {
  readonly tree: SyntaxTree;
  readonly #parents = new Map<NodeId, NodeId>();
  /** In source order, those around before those inside. */
  readonly #nodes: NodeId[] = [];

  constructor(tree: SyntaxTree, root: NodeId) {
    this.tree = tree;
    const pending: NodeId[] = [root];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      this.#nodes.push(id);
      const children: NodeId[] = [];
      // Items inside have bodies of their own.
      if (tree.kind(id) !== K.ItemStmt) forEachChild(tree, id, (child) => children.push(child));
      for (const child of children.reverse()) {
        this.#parents.set(child, id);
        pending.push(child);
      }
    }
  }

  isExpr(id: NodeId): id is ExprId {
    const kind = this.tree.kind(id);
    return kind >= K.LiteralExpr && kind <= K.ErrorExpr;
  }

  /** All expressions, those around before those inside. */
  exprs(): Expr[] {
    return this.#nodes.flatMap((id) => (this.isExpr(id) ? [this.tree.expr(id)] : []));
  }

  /** The outermost expression with this span, without parentheses around it. */
  exprAt(span: Span): Expr | undefined {
    return this.#find(this.#nodes, span);
  }

  /** The innermost one. */
  innermostAt(span: Span): Expr | undefined {
    return this.#find([...this.#nodes].reverse(), span);
  }

  #find(nodes: readonly NodeId[], span: Span): Expr | undefined {
    const id = nodes.find((each): each is ExprId => this.isExpr(each) && isSameSpan(this.tree.span(each), span));
    return id === undefined ? undefined : this.withoutParens(this.tree.expr(id));
  }

  withoutParens(expr: Expr): Expr {
    let at = expr;
    while (at.kind.kind === "paren") at = this.tree.expr(at.kind.inner);
    return at;
  }

  /** The nodes around, innermost first. */
  around(id: NodeId): NodeId[] {
    const found: NodeId[] = [];
    for (let at = this.#parents.get(id); at !== undefined; at = this.#parents.get(at)) found.push(at);
    return found;
  }

  /** Expressions around, innermost first; without parentheses. */
  exprsAround(id: NodeId): Expr[] {
    return this.around(id).flatMap((each) => {
      const expr = this.isExpr(each) ? this.tree.expr(each) : undefined;
      return expr === undefined || expr.kind.kind === "paren" ? [] : [expr];
    });
  }

  /** The expression directly around, if there is nothing else between. */
  parentExpr(id: NodeId): Expr | undefined {
    for (const each of this.around(id)) {
      if (!this.isExpr(each)) return undefined;
      const expr = this.tree.expr(each);
      if (expr.kind.kind !== "paren") return expr;
    }
    return undefined;
  }

  /** The `let` statements of the body. */
  lets(): (Stmt & { kind: "let" })[] {
    return this.#nodes.flatMap((id) => {
      if (this.tree.kind(id) !== K.Let) return [];
      const stmt = this.tree.stmt(id);
      return stmt.kind === "let" ? [stmt] : [];
    });
  }

  statement(id: NodeId): Stmt | undefined {
    const kind = this.tree.kind(id);
    return kind >= K.Let && kind <= K.MacroStmt ? this.tree.stmt(id) : undefined;
  }

  /** The statement is its block's value. */
  isTail(id: NodeId): boolean {
    const parent = this.#parents.get(id);
    if (parent === undefined) return false;
    const kind = this.tree.kind(parent);
    return (kind === K.Block || kind === K.UnsafeBlock) && this.tree.block(parent).stmts.at(-1) === id;
  }

  /** Parameters of the function and of closures in it. */
  params(): (Param & { readonly typeSpan: Span })[] {
    return this.#nodes.flatMap((id) => {
      if (this.tree.kind(id) !== K.Param) return [];
      const param = this.tree.param(id);
      return [{ ...param, typeSpan: this.tree.span(param.type) }];
    });
  }

  /** What the function gives: the value of its body. */
  isReturned(id: NodeId): boolean {
    const parent = this.#parents.get(id);
    if (parent === undefined) return false;
    const kind = this.tree.kind(parent);
    if (kind === K.Return) return true;
    if (kind === K.Fn) return true;
    if (kind === K.ExprStmt) return this.isTail(parent) && this.isReturned(parent);
    if (kind === K.Block) return this.isReturned(parent);
    return kind === K.BlockExpr || kind === K.ParenExpr ? this.isReturned(parent) : false;
  }
}

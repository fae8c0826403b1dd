// A body as it was written: which expression stands at a span, and what is around it. In: the tree of the body's owner. Out:
// nodes; parentheses are looked through. rustc finds the places to point at and to mend in the same way, by spans.
import type { Span } from "../../base/source.ts";
import type { BlockId, Expr, ExprId, NodeId, Param, Stmt } from "../../syntax/ast.ts";
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

export type LetStatement = Stmt & { kind: "let" };

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

  /** With the parentheses around it. */
  spanWithParens(expr: Expr): Span {
    let span = expr.span;
    for (const id of this.around(expr.id)) {
      if (!this.isExpr(id) || this.tree.expr(id).kind.kind !== "paren") break;
      span = this.tree.span(id);
    }
    return span;
  }

  /** `S { a }`: the name, if the expression is such a field's. */
  shorthandField(expr: Expr): string | undefined {
    const parent = this.exprsAround(expr.id)[0];
    if (parent?.kind.kind !== "struct") return undefined;
    const field = parent.kind.fields.find(({ value, shorthand }) => shorthand && value === expr.id);
    return field?.ident.name;
  }

  /** The `let` statements of the body. */
  lets(): LetStatement[] {
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

  /** The value of a block that is the expression. */
  tailOf({ kind }: Expr): Expr | undefined {
    return kind.kind === "block" ? this.#tail(kind.block) : undefined;
  }

  /** Of the block that stands at a span, a function's body. */
  tailOfBlockAt(span: Span): Expr | undefined {
    const block = this.#nodes.find((id) => this.#isBlock(id) && isSameSpan(this.tree.span(id), span));
    return block === undefined ? undefined : this.#tail(block);
  }

  #tail(block: BlockId): Expr | undefined {
    const last = this.tree.block(block).stmts.at(-1);
    const stmt = last === undefined ? undefined : this.tree.stmt(last);
    return stmt?.kind === "expr" && !stmt.semicolon ? this.withoutParens(this.tree.expr(stmt.expr)) : undefined;
  }

  /** The expressions whose value an expression has: those of its branches. */
  leavesOf(expr: Expr): Expr[] {
    const { kind } = expr;
    if (kind.kind === "block") {
      const tail = this.tailOf(expr);
      return tail === undefined ? [] : this.leavesOf(tail);
    }
    if (kind.kind === "match")
      return kind.arms.flatMap(({ body }) => (body === undefined ? [] : this.leavesOf(this.withoutParens(this.tree.expr(body)))));
    if (kind.kind !== "if" || kind.otherwise === undefined) return [expr];
    return [...this.#leavesOfBlock(kind.then), ...this.leavesOf(this.withoutParens(this.tree.expr(kind.otherwise)))];
  }

  #leavesOfBlock(block: BlockId): Expr[] {
    const tail = this.#tail(block);
    return tail === undefined ? [] : this.leavesOf(tail);
  }

  /** The last expression of the innermost block, if the span is in it; `isIgnored`: the block is a statement. */
  tailAround(span: Span): { readonly span: Span; readonly isIgnored: boolean } | undefined {
    const block = this.#nodes.findLast((id) => this.#isBlock(id) && containsSpan(this.tree.span(id), span));
    const last = block === undefined ? undefined : this.tree.block(block).stmts.at(-1);
    const stmt = last === undefined ? undefined : this.tree.stmt(last);
    if (block === undefined || stmt?.kind !== "expr" || stmt.semicolon || !containsSpan(stmt.span, span)) return undefined;
    const around = this.around(block).find((id) => this.statement(id) !== undefined);
    const outer = around === undefined ? undefined : this.statement(around);
    return { span: this.tree.span(stmt.expr), isIgnored: outer?.kind === "expr" && outer.semicolon };
  }

  #isBlock(id: NodeId): boolean {
    const kind = this.tree.kind(id);
    return kind === K.Block || kind === K.UnsafeBlock;
  }

  /** Statements of the function's own block. */
  outermostStatements(): Span[] {
    const block = this.#nodes.find((id) => this.#isBlock(id));
    return block === undefined ? [] : this.tree.block(block).stmts.map((id) => this.tree.span(id));
  }

  /** A block stands between. */
  isInBlock(span: Span, statement: Span): boolean {
    return this.#nodes.some((id) => {
      const at = this.tree.span(id);
      return this.#isBlock(id) && containsSpan(statement, at) && containsSpan(at, span);
    });
  }
}

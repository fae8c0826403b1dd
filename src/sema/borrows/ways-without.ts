// Ways through a body on which a variable is not assigned, though it is on the others: branches that are missing or that do
// something else (rustc: `ConditionVisitor`). In: where it is assigned. Out: places to point at.
import type { Span } from "../../base/source.ts";
import type { Arm, BlockId, Expr, ExprId, NodeId } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/walk.ts";
import { endOf, isSameSpan } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";

export interface Way {
  readonly span: Span;
  readonly label: string;
}

export function waysWithout(cx: BorrowContext, assigned: readonly Span[], name: string): Way[] {
  return new WaySearch(cx, assigned, name).run();
}

class WaySearch {
  readonly #found: Way[] = [];

  constructor(
    readonly cx: BorrowContext,
    readonly assigned: readonly Span[],
    readonly name: string,
  ) {}

  get #tree() {
    return this.cx.source.tree;
  }

  run(): Way[] {
    for (const { kind, span } of this.cx.source.exprs()) {
      if (kind.kind === "if") this.#if(kind, span);
      else if (kind.kind === "while") {
        const words = `if this condition isn't met and the \`while\` loop runs 0 times, ${this.name} is not initialized`;
        if (this.#assigns(kind.body)) this.#add(this.#tree.span(kind.condition), words);
      } else if (kind.kind === "for") {
        if (this.#assigns(kind.body))
          this.#add(this.#tree.span(kind.iterator), `if the \`for\` loop runs 0 times, ${this.name} is not initialized`);
      } else if (kind.kind === "match") this.#match(kind.arms);
    }
    return this.#found;
  }

  #add(span: Span, label: string): void {
    this.#found.push({ span, label });
  }

  #if({ condition, then, otherwise }: Expr["kind"] & { kind: "if" }, whole: Span): void {
    const first = this.#assigns(then);
    const cond = this.#tree.span(condition);
    if (otherwise === undefined) {
      if (!first) return;
      this.#add(cond, `if this \`if\` condition is \`false\`, ${this.name} is not initialized`);
      this.#add(endOf(whole), `an \`else\` arm might be missing here, initializing ${this.name}`);
      return;
    }
    const second = this.#assigns(otherwise);
    if (first && !second) {
      const between = { ...whole, lo: this.#tree.span(then).hi, hi: this.#tree.span(otherwise).lo };
      this.#add(between, `if the \`if\` condition is \`false\` and this \`else\` arm is executed, ${this.name} is not initialized`);
    } else if (second && !first) this.#add(cond, `if this condition is \`true\`, ${this.name} is not initialized`);
  }

  #match(arms: readonly Arm[]): void {
    const results = arms.map(({ body }) => body !== undefined && this.#assigns(body));
    if (!results.includes(true)) return;
    arms.forEach(({ pat, guard, body }, i) => {
      if (results[i] === true || (body !== undefined && this.#tree.expr(body).kind.kind === "return")) return;
      const span = this.#tree.span(pat);
      if (guard === undefined) this.#add(span, `if this pattern is matched, ${this.name} is not initialized`);
      else
        this.#add({ ...span, hi: this.#tree.span(guard).hi }, `if this pattern and condition are matched, ${this.name} is not initialized`);
    });
  }

  /** A statement of what is walked into assigns; statements are not walked into themselves. */
  #assigns(node: BlockId | ExprId | NodeId): boolean {
    const { tree } = this.cx.source;
    const pending: NodeId[] = [node];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const stmt = this.cx.source.statement(id);
      if (stmt !== undefined) {
        if (stmt.kind === "expr" && stmt.semicolon && this.assigned.some((span) => isSameSpan(span, tree.span(stmt.expr)))) return true;
        if (stmt.kind !== "expr" || stmt.semicolon || !this.cx.source.isTail(id)) continue;
      }
      forEachChild(tree, id, (child) => void pending.push(child));
    }
    return false;
  }
}

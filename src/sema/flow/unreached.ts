// What control never comes to: the outermost expressions and statements behind something that does not return. MIR has no
// blocks for them, so that rustc's liveness (since 1.92) neither sees uses in them nor tells of variables declared there.
// In: the value of a body or of a closure. Out: nodes of it, by identity.
import type { Block, Expr, Stmt } from "../types/thir.ts";
import { childrenOf } from "../types/thir-walk.ts";

const ENDS: ReadonlySet<Expr["kind"]> = new Set(["call", "asm"]);

export function unreachedIn(value: Expr): ReadonlySet<Expr | Stmt> {
  const walk = new Walk();
  walk.falls(value);
  return walk.unreached;
}

class Walk {
  readonly unreached = new Set<Expr | Stmt>();
  /** Labels that a `break` which is reached leaves. */
  readonly #left = new Set<number>();

  /** Whether control comes to the end of an expression that it came to. */
  falls(expr: Expr): boolean {
    switch (expr.kind) {
      case "block":
        return this.#block(expr.block);
      case "if":
        return this.#then(this.falls(expr.condition), [expr.then], expr.otherwise === undefined ? undefined : [expr.otherwise]);
      case "match":
        return this.#match(expr);
      case "logical":
        return this.#then(this.falls(expr.left), [expr.right], undefined);
      case "loop":
        this.falls(expr.body);
        return this.#left.has(expr.label);
      case "labeled": {
        const ends = this.falls(expr.body);
        return ends || this.#left.has(expr.label);
      }
      case "break":
        if (this.#inOrder(childrenOf(expr))) this.#left.add(expr.label);
        return false;
      case "return":
      case "continue":
        this.#inOrder(childrenOf(expr));
        return false;
      default:
        return this.#inOrder(childrenOf(expr)) && !(ENDS.has(expr.kind) && expr.type.kind === "never");
    }
  }

  #skip(...nodes: readonly (Expr | Stmt)[]): void {
    for (const node of nodes) this.unreached.add(node);
  }

  #inOrder(exprs: readonly Expr[]): boolean {
    let reaches = true;
    for (const expr of exprs)
      if (reaches) reaches = this.falls(expr);
      else this.#skip(expr);
    return reaches;
  }

  /** One of two ways; without the second, what comes first goes on by itself. */
  #then(reaches: boolean, way: readonly Expr[], other: readonly Expr[] | undefined): boolean {
    if (!reaches) {
      this.#skip(...way, ...(other ?? []));
      return false;
    }
    const first = this.#inOrder(way);
    return other === undefined || this.#inOrder(other) || first;
  }

  #match({ scrutinee, arms }: Expr & { kind: "match" }): boolean {
    const reaches = this.falls(scrutinee);
    let any = false;
    for (const { guard, body } of arms) {
      if (reaches) any = this.#inOrder(guard === undefined ? [body] : [guard, body]) || any;
      else this.#skip(body, ...(guard === undefined ? [] : [guard]));
    }
    return any;
  }

  #block({ stmts, value }: Block): boolean {
    let reaches = true;
    for (const stmt of stmts)
      if (reaches) reaches = this.#stmt(stmt);
      else this.#skip(stmt);
    if (value === undefined) return reaches;
    if (reaches) return this.falls(value);
    this.#skip(value);
    return false;
  }

  #stmt(stmt: Stmt): boolean {
    if (stmt.kind === "expr") return this.falls(stmt.expr);
    const reaches = stmt.init === undefined || this.falls(stmt.init);
    if (stmt.otherwise !== undefined && reaches) this.falls(stmt.otherwise);
    return reaches;
  }
}

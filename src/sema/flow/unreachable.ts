// Code that nothing reaches, because what comes before it does not return. Bodies are walked in the order in which rustc
// checks them, with its one flag: whether the code so far has diverged, and where. The first thing after that is told, once.
// In: a typed body. Out: findings in that order. (rustc_hir_typeck: `Diverges`, `warn_if_unreachable`.)
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../lints/report.ts";
import type { Block, Body, Expr, Stmt } from "../types/thir.ts";
import { childrenOf } from "../types/thir-walk.ts";

/** Goes on, or ended at an expression, or ended and that has been told. In this order: the later, the surer. */
type Divergence = "no" | End | "told";

interface End {
  readonly span: Span;
  readonly words: string;
}

const AFTER = "any code following this expression is unreachable";
const AFTER_ARMS = "any code following this `match` expression is unreachable, as all arms diverge";

export function unreachableIn(body: Body): FoundLint[] {
  const walk = new ReachWalk(body);
  walk.visit(body.value);
  return walk.found;
}

class ReachWalk {
  readonly found: FoundLint[] = [];
  readonly #body: Body;
  #diverges: Divergence = "no";
  /** Labels that a `break` names. */
  readonly #broken = new Set<number>();

  constructor(body: Body) {
    this.#body = body;
  }

  #warn(what: string, span: Span): void {
    const end = this.#diverges;
    if (end === "no" || end === "told") return;
    this.#diverges = "told";
    const diagnostic = warning(`unreachable ${what}`).at(span, `unreachable ${what}`).label(end.span, end.words);
    this.found.push({ lint: "unreachable_code", node: 0, diagnostic });
  }

  visit(expr: Expr): void {
    if (expr.kind === "coerce") return this.visit(expr.operand);
    this.#warn("expression", expr.span);
    const before = this.#diverges;
    this.#diverges = "no";
    this.#inside(expr);
    this.#warnOfWhole(expr);
    // A constant is computed beforehand.
    if (expr.type.kind === "never" && expr.kind !== "const-block")
      this.#diverges = either(this.#diverges, { span: expr.span, words: AFTER });
    this.#diverges = either(this.#diverges, before);
  }

  /** What has diverging children is not reached itself, where it does something of its own. */
  #warnOfWhole(expr: Expr): void {
    // Of `?` where nothing returns what it would: that is an error, and all of it.
    if (expr.kind === "return" && expr.value?.span.lo === expr.span.lo && expr.value.span.hi === expr.span.hi) return;
    if (expr.kind === "call" && expr.by !== "operator") this.#warn("call", expr.callee.span);
    else if (!CONTROL.has(expr.kind)) this.#warn("expression", expr.span);
  }

  #inside(expr: Expr): void {
    switch (expr.kind) {
      case "block":
        return this.#block(expr.block);
      case "if":
        return this.#if(expr);
      case "match":
        return this.#match(expr);
      case "loop":
      case "labeled":
        return this.#breakable(expr);
      case "logical":
        return this.#logical(expr);
      case "call":
        return this.#call(expr);
      case "const-block":
        // A body of its own.
        this.#apart(expr.value);
        this.#diverges = "no";
        return;
      case "closure":
        return this.#closure(expr.closure);
      case "break":
        this.#broken.add(expr.label);
        break;
      default:
    }
    for (const child of childrenOf(expr)) this.visit(child);
  }

  #block({ stmts, value }: Block): void {
    for (const stmt of stmts) this.#stmt(stmt);
    if (value !== undefined) this.visit(value);
  }

  #stmt(stmt: Stmt): void {
    this.#warn("statement", stmt.span);
    const before = this.#diverges;
    this.#diverges = "no";
    const expr = stmt.kind === "expr" ? stmt.expr : stmt.init;
    if (expr !== undefined) this.visit(expr);
    if (stmt.kind === "let" && stmt.otherwise !== undefined) {
      const after = this.#diverges;
      this.visit(stmt.otherwise);
      this.#diverges = after;
    }
    this.#diverges = either(this.#diverges, before);
  }

  #if({ condition, then, otherwise }: Expr & { kind: "if" }): void {
    this.visit(condition);
    this.#warn("block in `if` or `while` expression", then.span);
    const always = this.#diverges;
    const ways = [then, otherwise].map((way) => this.#apart(way));
    this.#diverges = either(always, both(ways[0] as Divergence, ways[1] as Divergence));
  }

  /** One of several ways. */
  #apart(way: Expr | undefined): Divergence {
    this.#diverges = "no";
    if (way !== undefined) this.visit(way);
    return this.#diverges;
  }

  #match({ scrutinee, arms, source, span }: Expr & { kind: "match" }): void {
    this.visit(scrutinee);
    for (const { body } of arms) this.#warn("arm", body.span);
    const always = this.#diverges;
    let all: Divergence = "told";
    for (const { guard, body } of arms) {
      this.#apart(guard);
      all = both(all, this.#apart(body));
    }
    if (typeof all !== "string" && source === "match") all = { span, words: AFTER_ARMS };
    this.#diverges = either(always, all);
  }

  /** What a `break` may leave goes on after it. */
  #breakable({ label, body, kind, span }: Expr & { kind: "loop" | "labeled" }): void {
    this.visit(body);
    if (this.#broken.has(label)) this.#diverges = "no";
    else if (kind === "loop") this.#diverges = either(this.#diverges, { span, words: AFTER });
  }

  /** The right side may never run. */
  #logical({ left, right }: Expr & { kind: "logical" }): void {
    this.visit(left);
    const always = this.#diverges;
    this.visit(right);
    this.#diverges = always;
  }

  #call({ callee, args, by }: Expr & { kind: "call" }): void {
    this.visit(callee);
    for (const arg of args) {
      if (by === "call") this.#warn("expression", arg.span);
      this.visit(arg);
    }
  }

  #closure(id: number): void {
    const before = this.#diverges;
    const closure = this.#body.closures.find((each) => each.id === id);
    if (closure !== undefined) this.#apart(closure.value);
    this.#diverges = before;
  }
}

/** These are told of by what lies in them, casts to other types by nobody. */
const CONTROL: ReadonlySet<Expr["kind"]> = new Set(["block", "if", "let", "loop", "labeled", "match", "cast"]);

function rank(divergence: Divergence): number {
  return divergence === "no" ? 0 : divergence === "told" ? 2 : 1;
}

/** Of two ends the later one in the text counts. */
function either(a: Divergence, b: Divergence): Divergence {
  if (typeof a === "string" || typeof b === "string") return rank(a) >= rank(b) ? a : b;
  const [first, second] = [a.span, b.span];
  return first.lo > second.lo || (first.lo === second.lo && first.hi >= second.hi) ? a : b;
}

function both(a: Divergence, b: Divergence): Divergence {
  return either(a, b) === a ? b : a;
}

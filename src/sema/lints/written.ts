// A typed body as it is written, for lints that look for calls of core's functions and follow values back to where they come
// from. The type checker puts in borrows, dereferences and coercions that stand where their operand stands; here they are
// looked through. (What rustc's lints see is such a tree: `peel_blocks`, `expr_or_init`, `peel_casts`.)
import type { DefId } from "../types/def-id.ts";
import type { Body, Expr, LocalId, Stmt } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";

/** A call of a function of core. */
export interface CoreCall {
  readonly expr: Expr & { readonly kind: "call" };
  readonly def: DefId;
  /** Its path without impls: `core::mem::drop`, `core::ptr::const_ptr::is_null`. */
  readonly path: string;
  readonly isMethod: boolean;
  /** As written, a method's receiver first. */
  readonly args: readonly Expr[];
}

const CASTS: ReadonlySet<string> = new Set([
  "core::ptr::const_ptr::cast",
  "core::ptr::mut_ptr::cast",
  "core::ptr::const_ptr::cast_mut",
  "core::ptr::mut_ptr::cast_const",
]);
const RAW_GET = "core::cell::raw_get";
const CONVERSIONS: ReadonlySet<string> = new Set(["core::ptr::from_ref", "core::intrinsics::transmute", RAW_GET]);

const isAt = (outer: Expr, inner: Expr): boolean => outer.span.lo === inner.span.lo && outer.span.hi === inner.span.hi;

/** Without what the type checker put round it. */
export function written(expr: Expr): Expr {
  let at = expr;
  while (at.kind === "borrow" || at.kind === "raw-borrow" || at.kind === "deref" || at.kind === "coerce") {
    if (!isAt(at, at.operand)) return at;
    at = at.operand;
  }
  return at;
}

/** The value of a block that has no statements. */
export function peelBlocks(expr: Expr): Expr {
  let at = written(expr);
  while (at.kind === "block" && at.block.stmts.length === 0 && at.block.value !== undefined) at = written(at.block.value);
  return at;
}

export class WrittenBody {
  /** What names that never change were given: plain `let x = ..`. */
  readonly #given = new Map<LocalId, Expr>();
  readonly statements = new Set<Expr>();
  readonly arms = new Set<Expr>();
  /** What a lint has been told to pass over. */
  readonly exempt = new Set<Expr>();
  readonly #pathOf: (def: DefId) => string | undefined;

  /** `pathOf`: of what is core's. */
  constructor(
    readonly body: Body,
    pathOf: (def: DefId) => string | undefined,
  ) {
    this.#pathOf = pathOf;
  }

  /** Each expression, parents first; closures' bodies come after. */
  visit(each: (expr: Expr) => void): void {
    const all = expressionsOf(this.body);
    for (const expr of all) this.#note(expr);
    for (const expr of all) each(expr);
  }

  #note(expr: Expr): void {
    if (expr.kind === "block") for (const stmt of expr.block.stmts) this.#statement(stmt);
    if (expr.kind === "match") for (const { body } of expr.arms) this.arms.add(written(body));
  }

  #statement(stmt: Stmt): void {
    if (stmt.kind === "expr") {
      if (stmt.semicolon) this.statements.add(written(stmt.expr));
      return;
    }
    const { kind } = stmt.pat;
    if (kind.kind !== "binding" || kind.mode !== "value" || kind.sub !== undefined || stmt.init === undefined) return;
    if (this.body.locals[kind.local]?.mutable === false) this.#given.set(kind.local, stmt.init);
  }

  /** What a name stands for, if that is written in this body: the value it was given, and so on. */
  origin(expr: Expr): Expr {
    let at = peelBlocks(expr);
    for (let given; at.kind === "local" && (given = this.#given.get(at.local)) !== undefined;) at = peelBlocks(given);
    return at;
  }

  coreCall(expr: Expr): CoreCall | undefined {
    if (expr !== this.#asked) {
      this.#asked = expr;
      this.#answer = this.#readCall(expr);
    }
    return this.#answer;
  }

  /** Most lints ask, one after the other, of the same call. */
  #asked: Expr | undefined;
  #answer: CoreCall | undefined;

  #readCall(expr: Expr): CoreCall | undefined {
    if (expr.kind !== "call" || (expr.by !== "call" && expr.by !== "method") || expr.callee.type.kind !== "fn-def") return undefined;
    const { def } = expr.callee.type;
    const path = this.#pathOf(def);
    if (path === undefined) return undefined;
    return { expr, def, path, isMethod: expr.by === "method", args: expr.args.map(written) };
  }

  /** What is cast, by `as` (to a pointer or from one), or by core's functions that do the same; or undefined. */
  castOperand(expr: Expr): { readonly operand: Expr; readonly isRawGet: boolean } | undefined {
    const plain = (operand: Expr) => ({ operand, isRawGet: false });
    if (expr.kind === "cast" || expr.kind === "coerce") return plain(expr.operand);
    // `r as *const T`, where `r` is a reference.
    if (expr.kind === "raw-borrow" && expr.operand.kind === "deref" && isAt(expr.operand, expr.operand.operand))
      return plain(expr.operand.operand);
    const call = this.coreCall(expr);
    const [operand] = call?.args ?? [];
    if (call === undefined || operand === undefined || call.args.length !== 1) return undefined;
    if (call.isMethod && CASTS.has(call.path)) return plain(operand);
    return !call.isMethod && CONVERSIONS.has(call.path) ? { operand, isRawGet: call.path === RAW_GET } : undefined;
  }

  /** What was there before all casts. */
  uncast(expr: Expr): { readonly expr: Expr; readonly throughCell: boolean } {
    let at = peelBlocks(expr);
    let throughCell = false;
    for (;;) {
      const cast = this.castOperand(at);
      throughCell ||= cast?.isRawGet === true;
      const next = cast === undefined ? this.origin(at) : peelBlocks(cast.operand);
      if (next === at) return { expr: at, throughCell };
      at = next;
    }
  }
}

// `unconditional_panic` and `arithmetic_overflow`: operations that panic whenever they are reached, as far as plain
// propagation of known values shows. In: a typed body. Out: one finding for each place. (rustc_mir_transform:
// `KnownPanicsLint`.)
//
// A variable that is assigned once keeps its value wherever it is read; one that is assigned again keeps it up to the end
// of the basic block, that is, up to the next call, check or branch. One that is borrowed has no known value at all.
// Code that is not reached is not looked at: what comes after an end, and the ways a known value does not go.
import { error } from "../../diag/diagnostic.ts";
import { binaryOp, negate, wrapTo } from "../constants/arithmetic.ts";
import type { Body, Expr, LocalId, Pat, Stmt } from "../types/thir.ts";
import { childrenOf, expressionsOf } from "../types/thir-walk.ts";
import type { Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

type Known = bigint | undefined;

/** The value of a constant that is an integer, `bool` or `char`. */
export type ConstantValue = (expr: Expr & { kind: "constant" }) => Known;

export function certainPanics(body: Body, constant: ConstantValue): FoundLint[] {
  const pass = new Propagation(body, constant);
  pass.body(body.value);
  for (const closure of body.closures) pass.body(closure.value);
  return pass.found;
}

/** Whether a condition may hold, and may not. */
interface Ways {
  readonly yes: boolean;
  readonly no: boolean;
}

/** How variables are used in a body. */
class Uses {
  readonly borrowed = new Set<LocalId>();
  readonly #assigned = new Map<LocalId, number>();

  constructor(body: Body) {
    for (const expr of expressionsOf(body)) this.#note(expr);
    for (const { local } of body.closures.flatMap((closure) => closure.captures)) this.borrowed.add(local);
  }

  isAssignedAgain(local: LocalId): boolean {
    return (this.#assigned.get(local) ?? 0) > 1;
  }

  #count(local: LocalId): void {
    this.#assigned.set(local, (this.#assigned.get(local) ?? 0) + 1);
  }

  #note(expr: Expr): void {
    if (expr.kind === "borrow" || expr.kind === "raw-borrow") this.#borrow(expr.operand);
    if ((expr.kind === "assign" || expr.kind === "assign-op") && expr.place.kind === "local") this.#count(expr.place.local);
    if (expr.kind !== "block") return;
    for (const stmt of expr.block.stmts)
      if (stmt.kind === "let" && stmt.init !== undefined && stmt.pat.kind.kind === "binding") this.#count(stmt.pat.kind.local);
  }

  #borrow(place: Expr): void {
    if (place.kind === "local") this.borrowed.add(place.local);
    else if (place.kind === "field" || place.kind === "index") this.#borrow(place.operand);
  }
}

class Propagation {
  readonly found: FoundLint[] = [];
  readonly #uses: Uses;
  readonly #constant: ConstantValue;
  readonly #values = new Map<LocalId, bigint>();
  #reached = true;
  /** Labels that a `break` which is reached names. */
  readonly #broken = new Set<number>();

  constructor(body: Body, constant: ConstantValue) {
    this.#uses = new Uses(body);
    this.#constant = constant;
  }

  body(value: Expr): void {
    this.#reached = true;
    this.visit(value);
  }

  #report(lint: "unconditional_panic" | "arithmetic_overflow", { span }: Expr, label: string): void {
    const words = lint === "arithmetic_overflow" ? "this arithmetic operation will overflow" : "this operation will panic at runtime";
    this.found.push({ lint, node: 0, diagnostic: error(words).at(span, label) });
  }

  #set(local: LocalId, value: Known): void {
    if (value === undefined || this.#uses.borrowed.has(local)) this.#values.delete(local);
    else this.#values.set(local, value);
  }

  #endBlock(): void {
    for (const local of this.#values.keys()) if (this.#uses.isAssignedAgain(local)) this.#values.delete(local);
  }

  /** The value of an expression, if it is known. */
  visit(expr: Expr): Known {
    if (!this.#reached) return undefined;
    const value = this.#value(expr);
    if (expr.type.kind === "never") this.#reached = false;
    return value;
  }

  #value(expr: Expr): Known {
    switch (expr.kind) {
      case "int":
        return expr.value;
      case "bool":
        return expr.value ? 1n : 0n;
      case "char":
        return BigInt(expr.value);
      case "local":
        return this.#values.get(expr.local);
      case "constant":
        return this.#constant(expr);
      case "unary":
        return this.#unary(expr);
      case "binary":
        return this.#binary(expr, expr.op, expr.left.type, expr.right.type, this.visit(expr.left), this.visit(expr.right));
      case "cast":
        return this.#cast(expr);
      case "index":
        return this.#index(expr);
      default:
        return this.#statement(expr);
    }
  }

  #statement(expr: Expr): Known {
    switch (expr.kind) {
      case "block":
        for (const stmt of expr.block.stmts) this.#stmt(stmt);
        return expr.block.value === undefined ? undefined : this.visit(expr.block.value);
      case "assign":
        return this.#assign(expr);
      case "assign-op":
        return this.#assignOp(expr);
      case "if":
        return this.#if(expr);
      case "match":
        return this.#match(expr);
      case "loop":
      case "labeled":
        return this.#breakable(expr);
      case "logical":
        return this.#logical(expr);
      default:
        return this.#other(expr);
    }
  }

  /** What makes no known value: its parts in order; a call ends the block. */
  #other(expr: Expr): undefined {
    for (const child of childrenOf(expr)) this.visit(child);
    if (expr.kind === "break" && this.#reached) this.#broken.add(expr.label);
    if (expr.kind === "call") this.#endBlock();
    return undefined;
  }

  #stmt(stmt: Stmt): void {
    if (stmt.kind === "expr") {
      this.visit(stmt.expr);
      return;
    }
    const value = stmt.init === undefined ? undefined : this.visit(stmt.init);
    if (stmt.pat.kind.kind === "binding" && stmt.pat.kind.mode === "value") this.#set(stmt.pat.kind.local, value);
    if (stmt.otherwise !== undefined) this.#apart(this.#reached, stmt.otherwise, this.#reached);
  }

  #assign({ place, value }: Expr & { kind: "assign" }): undefined {
    const known = this.visit(value);
    if (place.kind === "local") this.#set(place.local, known);
    else this.visit(place);
    return undefined;
  }

  #assignOp(expr: Expr & { kind: "assign-op" }): undefined {
    const right = this.visit(expr.value);
    const left = this.visit(expr.place);
    const value = this.#binary(expr, expr.op, expr.place.type, expr.value.type, left, right);
    if (expr.place.kind === "local") this.#set(expr.place.local, value);
    return undefined;
  }

  /** One of several ways: a block of its own, if it is taken at all. Whether its end is reached. */
  #apart(isTaken: boolean, way: Expr | undefined, after = true): boolean {
    const before = this.#reached;
    this.#endBlock();
    if (!isTaken) return false;
    if (way !== undefined) this.visit(way);
    const end = this.#reached;
    this.#reached = before && after;
    this.#endBlock();
    return end;
  }

  /** Of a known condition only one branch is looked at. */
  #if({ condition, then, otherwise }: Expr & { kind: "if" }): undefined {
    const ways = this.#condition(condition);
    if (!this.#reached) return undefined;
    const ends = [this.#apart(ways.yes, then), this.#apart(ways.no, otherwise)];
    this.#reached = ends.includes(true);
    return undefined;
  }

  /** Which ways a condition can go; each part of `&&`, `||` and `!` is a branch of its own. */
  #condition(expr: Expr): Ways {
    if (expr.kind === "unary" && expr.op === "!") {
      const { yes, no } = this.#condition(expr.operand);
      return { yes: no, no: yes };
    }
    if (expr.kind !== "logical") {
      const known = this.visit(expr);
      return { yes: known !== 0n, no: known !== 1n };
    }
    const left = this.#condition(expr.left);
    if (!this.#reached || !(expr.op === "&&" ? left.yes : left.no)) return left;
    const right = this.#guard(expr.right);
    return expr.op === "&&" ? { yes: right.yes, no: left.no || right.no } : { yes: left.yes || right.yes, no: right.no };
  }

  /** A condition that may not be asked at all: blocks of its own, and what is behind it is reached. */
  #guard(condition: Expr): Ways {
    const before = this.#reached;
    this.#endBlock();
    const ways = this.#condition(condition);
    this.#reached = before;
    this.#endBlock();
    return ways;
  }

  /** Arms from the first that may match a known value to the first that does. */
  #match({ scrutinee, arms }: Expr & { kind: "match" }): undefined {
    const known = this.visit(scrutinee);
    if (!this.#reached) return undefined;
    let isEndReached = false;
    for (const { pat, guard, body } of arms) {
      const fits = known === undefined ? "maybe" : matches(pat, known);
      if (fits === "no") continue;
      const taken = guard === undefined || this.#guard(guard).yes;
      if (this.#apart(taken, body)) isEndReached = true;
      if (fits === "yes" && guard === undefined) break;
    }
    this.#reached = isEndReached;
    return undefined;
  }

  #breakable({ kind, label, body }: Expr & { kind: "loop" | "labeled" }): undefined {
    const end = this.#apart(true, body);
    this.#reached = this.#broken.has(label) || (kind === "labeled" && end);
    return undefined;
  }

  #logical({ op, left, right }: Expr & { kind: "logical" }): undefined {
    const known = this.visit(left);
    if (this.#reached) this.#apart(known !== (op === "&&" ? 0n : 1n), right);
    return undefined;
  }

  #unary(expr: Expr & { kind: "unary" }): Known {
    const value = this.visit(expr.operand);
    const { type } = expr.operand;
    if (value === undefined || (type.kind !== "int" && type.kind !== "bool")) return undefined;
    if (expr.op === "!") return wrapTo(~value, type);
    if (expr.operand.kind === "int") return wrapTo(-value, type);
    const outcome = negate(value, type, true);
    if ("value" in outcome) return outcome.value;
    this.#report("arithmetic_overflow", expr, outcome.error);
    return undefined;
  }

  #binary(expr: Expr, op: (Expr & { kind: "binary" })["op"], left: Ty, right: Ty, a: Known, b: Known): Known {
    if (left.kind !== "int" && left.kind !== "bool" && left.kind !== "char") return undefined;
    const divides = op === "/" || op === "%";
    if (divides && b === 0n && left.kind === "int") {
      const outcome = a === undefined ? undefined : binaryOp(op, a, b, left, right, true);
      const unknown = op === "/" ? "attempt to divide `_` by zero" : "attempt to calculate the remainder of `_` with a divisor of zero";
      this.#report("unconditional_panic", expr, outcome !== undefined && "error" in outcome ? outcome.error : unknown);
      return undefined;
    }
    if (a === undefined || b === undefined) return this.#shiftTooFar(expr, op, left, right, b);
    const outcome = binaryOp(op, a, b, left, right, true);
    if (["+", "-", "*", "<<", ">>", "/", "%"].includes(op)) this.#endBlock();
    if ("value" in outcome) return outcome.value;
    this.#report(divides ? "unconditional_panic" : "arithmetic_overflow", expr, outcome.error);
    return undefined;
  }

  /** The left side need not be known. */
  #shiftTooFar(expr: Expr, op: string, left: Ty, right: Ty, b: Known): undefined {
    if (op !== "<<" && op !== ">>") {
      if (["+", "-", "*", "/", "%"].includes(op)) this.#endBlock();
      return undefined;
    }
    const outcome = b === undefined ? undefined : binaryOp(op, 0n, b, left, right, true);
    if (outcome !== undefined && "error" in outcome) this.#report("arithmetic_overflow", expr, outcome.error);
    this.#endBlock();
    return undefined;
  }

  #cast(expr: Expr & { kind: "cast" }): Known {
    const value = this.visit(expr.operand);
    const from = expr.operand.type.kind;
    const isPlain = from === "int" || from === "bool" || from === "char";
    return value !== undefined && isPlain && (expr.type.kind === "int" || expr.type.kind === "char") ? wrapTo(value, expr.type) : undefined;
  }

  #index(expr: Expr & { kind: "index" }): undefined {
    this.visit(expr.operand);
    const index = this.visit(expr.index);
    const { type } = expr.operand;
    const length = type.kind === "array" && type.length.kind === "const" ? type.length.value : undefined;
    if (length !== undefined && index !== undefined && index >= length)
      this.#report("unconditional_panic", expr, `index out of bounds: the length is ${length} but the index is ${index}`);
    this.#endBlock();
    return undefined;
  }
}

/** Whether a pattern matches a number, `bool` or `char`. */
function matches({ kind }: Pat, value: bigint): "yes" | "no" | "maybe" {
  switch (kind.kind) {
    case "wild":
      return "yes";
    case "binding":
      return kind.sub === undefined ? "yes" : matches(kind.sub, value);
    case "constant":
      return kind.value.kind === "scalar" ? (kind.value.value === value ? "yes" : "no") : "maybe";
    case "or": {
      const answers = kind.alternatives.map((each) => matches(each, value));
      return answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";
    }
    default:
      return "maybe";
  }
}

// Questions about expressions that need no types: what is promoted to a constant, what a value borrows for as long as it
// lives.
import { isPlainConstant } from "../types/plain-constant.ts";
import type { ConstantFacts } from "../types/plain-constant.ts";
import type { DefId } from "../types/def-id.ts";
import type { Expr } from "../types/thir.ts";
import type { Ty, TyOf } from "../types/ty.ts";

/** A mutable reborrow that nobody wrote may be two-phase. */
export function isAdjusted({ operand, span, mutable }: Expr & { kind: "borrow" }): boolean {
  return mutable && operand.kind === "deref" && operand.operand.span.lo === span.lo && operand.operand.span.hi === span.hi;
}

export function holdsLet(condition: Expr): boolean {
  return condition.kind === "let" || (condition.kind === "logical" && (holdsLet(condition.left) || holdsLet(condition.right)));
}

/** What a value borrows directly: the temporaries that live as long as it. */
export function extendedOf(value: Expr): Expr[] {
  switch (value.kind) {
    case "borrow":
      return [value.operand, ...extendedOf(value.operand)];
    case "tuple":
    case "array":
      return value.elements.flatMap(extendedOf);
    case "adt":
      return value.fields.flatMap((field) => extendedOf(field.value));
    case "cast":
    case "coerce":
    case "deref":
      return extendedOf(value.operand);
    case "block":
      return value.block.value === undefined ? [] : extendedOf(value.block.value);
    default:
      return [];
  }
}

/** Where the value of an expression comes from: the last expressions of its branches. */
export function leavesOf(expr: Expr): Expr[] {
  switch (expr.kind) {
    case "block":
      return expr.block.value === undefined ? [] : leavesOf(expr.block.value);
    case "if":
      return [...leavesOf(expr.then), ...(expr.otherwise === undefined ? [] : leavesOf(expr.otherwise))];
    case "match":
      return expr.arms.flatMap(({ body }) => leavesOf(body));
    default:
      return [expr];
  }
}

/**
 * Which parts of an expression become a function's result on their own. A `&mut` is borrowed anew as a whole. A `match` on a `&` is, too,
 * unless its last arm's value is of the result's very type: that is the type of all arms then (rustc: `CoerceMany`).
 */
export function returnedParts(expr: Expr, isExact: (leaf: Expr) => boolean): Expr[] {
  if (expr.kind === "block") return expr.block.value === undefined ? [] : returnedParts(expr.block.value, isExact);
  if (expr.type.kind === "ref" && expr.type.mutable) return [expr];
  if (expr.kind === "if" && expr.otherwise !== undefined)
    return [...returnedParts(expr.then, isExact), ...returnedParts(expr.otherwise, isExact)];
  if (expr.kind !== "match" || (expr.type.kind === "ref" && !endsExactly(expr, isExact))) return [expr];
  return expr.arms.flatMap(({ body }) => returnedParts(body, isExact));
}

function endsExactly({ arms }: Expr & { kind: "match" }, isExact: (leaf: Expr) => boolean): boolean {
  const last = arms.at(-1)?.body;
  if (last === undefined || arms.length === 1 || last.kind === "block" || last.kind === "if" || last.kind === "loop") return true;
  return last.kind === "match" ? endsExactly(last, isExact) : isExact(last);
}

export interface PromotionFacts extends ConstantFacts {
  /** The body is a static's: what it borrows may be read from other statics. */
  readonly isInStatic: boolean;
  /** The value of a constant without parameters. */
  known(def: DefId, args: readonly Ty[]): bigint | undefined;
  /** A function that says of itself that its calls are promoted. */
  isPromotable(def: DefId): boolean;
}

/** Borrowed, it is a constant of the program and not a temporary. */
export function isPromoted(expr: Expr, facts: PromotionFacts): boolean {
  const all = (exprs: readonly Expr[]): boolean => exprs.every((each) => isPromoted(each, facts));
  switch (expr.kind) {
    case "int":
    case "bool":
    case "char":
    case "str":
    case "bytes":
    case "float":
    case "fn-item":
    case "const-param":
      return true;
    case "const-block":
      return facts.isPlain(expr.type);
    case "constant":
      return isPlainConstant(expr, facts);
    case "static":
      return facts.isInStatic && facts.isPlain(expr.type);
    case "index":
      return isWithin(expr, facts) && all([expr.operand]);
    case "tuple":
    case "array":
      return all(expr.elements);
    case "repeat":
      return all([expr.element]);
    case "unary":
    case "coerce":
    case "cast":
    case "field":
      return all([expr.operand]);
    case "binary":
      return ((expr.op !== "/" && expr.op !== "%") || cannotFail(expr.right, facts)) && all([expr.left, expr.right]);
    case "borrow":
      return !expr.mutable && all([expr.operand]);
    case "deref":
      return expr.operand.type.kind === "ref" && all([expr.operand]);
    case "adt":
      return expr.base === undefined && !facts.isMore(expr.type) && all(expr.fields.map(({ value }) => value));
    case "call":
      return expr.callee.type.kind === "fn-def" && isPromotedCall(expr.callee.type, expr.type, facts) && all(expr.args);
    default:
      return false;
  }
}

function isPromotedCall({ def, args }: TyOf<"fn-def">, made: Ty, facts: PromotionFacts): boolean {
  return facts.isConstructor(def, args) ? !facts.isMore(made) : facts.isPromotable(def) && facts.isPlain(made);
}

/** As an integer, as far as that is known. */
function valueOf(expr: Expr, facts: PromotionFacts): bigint | undefined {
  if (expr.kind === "int") return expr.value;
  return expr.kind === "constant" && expr.type.kind === "int" ? facts.known(expr.def, expr.args) : undefined;
}

/** An element that an array has. */
function isWithin({ operand, index }: Expr & { kind: "index" }, facts: PromotionFacts): boolean {
  const at = valueOf(index, facts);
  return at !== undefined && operand.type.kind === "array" && operand.type.length.kind === "const" && at < operand.type.length.value;
}

/** A divisor that is neither zero nor minus one. */
function cannotFail(right: Expr, facts: PromotionFacts): boolean {
  const value = valueOf(right, facts);
  return value !== undefined && value !== 0n && value !== -1n && right.type.kind === "int";
}

export function elementOf(type: Ty): Ty | undefined {
  return type.kind === "array" || type.kind === "slice" ? type.element : undefined;
}

export function isPlace({ kind }: Expr): boolean {
  return kind === "local" || kind === "upvar" || kind === "static" || kind === "field" || kind === "index" || kind === "deref";
}

// Promotion: `&` of an expression without side effects, whose value is known and cannot be changed, is the address of a
// constant that lives as long as the program.
import { elementBorrow } from "../../sema/types/element-borrow.ts";
import { isPlainConstant } from "../../sema/types/plain-constant.ts";
import type { ConstantFacts } from "../../sema/types/plain-constant.ts";
import type * as thir from "../../sema/types/thir.ts";
import { HAS_PARAM } from "../../sema/types/ty.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Constant } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";

function isPlain({ context: { tables } }: BodyBuilder, type: Ty): boolean {
  return (type.flags & HAS_PARAM) === 0 && tables.isFreeze(type) && !tables.needsDrop(type);
}

function constantFacts(b: BodyBuilder): ConstantFacts {
  const { tables, resolve } = b.context;
  return {
    isPlain: (type) => isPlain(b, type),
    isMore: (type) => type.kind !== "adt" || tables.dropMethod(type) !== undefined || tables.adt(type.def).hidesNiche,
    isConstructor: (def, args) => resolve(def, args).kind === "constructor",
    constantValue: (def) => tables.body(def)?.value,
  };
}

/**
 * Literals, constants and what is built of them; nothing of it holds a cell or is dropped. Where evaluating it fails there is no value
 * to promote.
 */
function isPromotable(b: BodyBuilder, expr: thir.Expr): boolean {
  const every = (exprs: readonly thir.Expr[]) => exprs.every((inner) => isPromotable(b, inner));
  switch (expr.kind) {
    case "int":
    case "bool":
    case "char":
    case "str":
    case "bytes":
    case "fn-item":
    case "const-param":
      return true;
    case "constant":
    case "const-block":
      return isPlain(b, b.type(expr.type)) || isPlainConstant(expr, constantFacts(b));
    case "index":
      return every([expr.operand, expr.index]);
    case "tuple":
    case "array":
      return every(expr.elements);
    case "repeat":
      return isPromotable(b, expr.element);
    case "adt":
      return expr.base === undefined && !constantFacts(b).isMore(b.type(expr.type)) && every(expr.fields.map(({ value }) => value));
    case "borrow":
      return !expr.mutable && isPromotable(b, expr.operand);
    case "coerce":
    case "cast":
    case "unary":
    case "field":
      return isPromotable(b, expr.operand);
    case "deref":
      return expr.operand.kind === "borrow" && isPromotable(b, expr.operand);
    case "binary":
      return every([expr.left, expr.right]);
    case "call": {
      const type = b.type(expr.callee.type);
      if (type.kind !== "fn-def") return false;
      const result = b.type(expr.type);
      const { isConstructor, isMore } = constantFacts(b);
      const isMade = isConstructor(type.def, type.args) ? !isMore(result) : b.context.tables.isPromotable(type.def) && isPlain(b, result);
      return isMade && every(expr.args);
    }
    default:
      return false;
  }
}

/** What is borrowed: of an element of a constant array, the element of the constant. */
export function borrowedPlace(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "borrow" }>): thir.Expr {
  const isConstant = (base: thir.Expr): boolean => isPromotable(b, base);
  return elementBorrow(b.context.tables.types, expr, isConstant) ?? expr.operand;
}

/** The address of the constant, or undefined if a temporary must be made. */
export function promoted(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "borrow" }>): Constant | undefined {
  const type = b.type(expr.operand.type);
  const isPlaceOfConstant = expr.operand.kind === "deref" && expr.operand.operand.kind !== "borrow";
  if (expr.mutable || isPlaceOfConstant || !isPromotable(b, expr.operand)) return undefined;
  if (!b.context.tables.isSized(type)) return undefined;
  const value = b.context.promote(expr.operand, b.args);
  if (value === undefined) return undefined;
  return { kind: "constant", type: b.type(expr.type), value: { kind: "promoted", type, value, length: undefined } };
}

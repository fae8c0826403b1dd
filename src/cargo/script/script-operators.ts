// Operators of a build script.
import type { Expr, ExprId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Evaluator } from "./script-scopes.ts";
import { NotConstant, STR, dereferenced, equalTypes, isIntegerName, simple, withoutRefs } from "./script-values.ts";
import type { Data, Type, Value } from "./script-values.ts";

const BOOL = simple("bool");

const ORDER: Readonly<Record<string, (one: bigint, other: bigint) => boolean>> = {
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

export function unary(on: Evaluator, { span }: Expr, op: string, operand: ExprId): Value {
  const { type, data } = on.value(operand, "reads");
  if (op === "!" && type.kind === "bool") return { type, data: data === undefined ? undefined : data !== true };
  const inner = op === "*" && type.kind !== "Array" ? dereferenced(type) : undefined;
  if (inner === undefined) throw new NotConstant("this operator", span);
  return { type: inner, data };
}

export function binary(on: Evaluator, tree: SyntaxTree, { span }: Expr, op: string, left: ExprId, right: ExprId): Value {
  const one = on.value(left, "reads");
  if (op === "&&" || op === "||") {
    const isDecided = on.isReal && one.data !== undefined && one.data === (op === "||");
    const other = isDecided ? one : on.value(right, "reads");
    if (one.type.kind !== "bool" || other.type.kind !== "bool") throw new NotConstant("this operator", span);
    return on.isReal && one.data !== undefined ? other : { type: BOOL, data: undefined };
  }
  const other = on.value(right, "reads");
  if (op === "+" && one.type.kind === "String") {
    if (tree.expr(left).kind.kind === "path") on.value(left, "moves");
    on.expect(other, STR, tree.span(right));
    return {
      type: one.type,
      data: one.data === undefined || other.data === undefined ? undefined : `${String(one.data)}${String(other.data)}`,
    };
  }
  const order = ORDER[op];
  if (order !== undefined && isInteger(one.type) && areComparable(one.type, other.type)) {
    const isKnown = one.data !== undefined && other.data !== undefined;
    return { type: BOOL, data: isKnown ? order(one.data as bigint, other.data as bigint) : undefined };
  }
  if ((op !== "==" && op !== "!=") || !areComparable(one.type, other.type)) throw new NotConstant("this operator", span);
  if (one.data === undefined || other.data === undefined) return { type: BOOL, data: undefined };
  return { type: BOOL, data: isSameData(one.data, other.data) === (op === "==") };
}

/** `text[..]` */
export function slice(on: Evaluator, tree: SyntaxTree, { span }: Expr, operand: ExprId, index: ExprId): Value {
  const { type, data } = on.value(operand, "reads");
  const { kind } = tree.expr(index);
  const isWhole = kind.kind === "range" && kind.start === undefined && kind.end === undefined;
  if (!isWhole || !["str", "String"].includes(withoutRefs(type).kind)) throw new NotConstant("this index", span);
  return { type: simple("str"), data };
}

const isValue = (data: Data): data is Value => typeof data === "object" && data !== null && "type" in data;

function isSameData(one: Data, other: Data): boolean {
  return isValue(one) && isValue(other) ? isSameData(one.data, other.data) : one === other;
}

const isInteger = ({ kind }: Type): boolean => kind === "int" || isIntegerName(kind);

/** Whether `==` stands between values of the types: strings of any kind, and what is of one type. */
function areComparable(one: Type, other: Type): boolean {
  if (one.kind === "ref" && other.kind === "ref") return areComparable(one.of, other.of);
  const isOwned = (type: Type) => type.kind === "String" || type.kind === "Cow";
  const isStr = (type: Type) => equalTypes(type, STR);
  if ((isOwned(one) && isStr(other)) || (isStr(one) && isOwned(other))) return true;
  if (one.kind === "Option" || one.kind === "Result") return equalTypes(one, other) && areComparable(one.of, one.of);
  const strings = ["str", "String", "Cow"];
  if (strings.includes(one.kind)) return strings.includes(other.kind);
  if (isInteger(one) && isInteger(other)) return one.kind === other.kind || one.kind === "int" || other.kind === "int";
  return one.kind === other.kind && ["bool", "char"].includes(one.kind);
}

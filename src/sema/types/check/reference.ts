// `&e`, `&mut e`, `&raw const e`, `*e`.
import { error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { ERROR, type Ty } from "../ty.ts";
import { applyDeref, derefOnce, makeMutable } from "./autoderef.ts";
import { borrowOf } from "./coerce.ts";
import type { BodyContext } from "./context.ts";
import { undecided } from "./undecided-call.ts";
import { checkExpr } from "./expr.ts";

export function checkAddressOf(
  cx: BodyContext,
  ast: AstExpr,
  kind: AstExpr["kind"] & { kind: "address-of" },
  expected: Ty | undefined,
): Expr {
  const operand = checkExpr(cx, kind.operand, innerHint(cx, cx.expr(kind.operand), expected));
  if (!kind.raw) return borrowOf(cx, operand, kind.mutable, ast.span);
  if (operand.kind === "error") return cx.error(ast.span);
  if (!isPlace(operand)) {
    cx.report(error("E0745", "cannot take address of a temporary").at(operand.span, "temporary value"));
    return cx.error(ast.span);
  }
  if (kind.mutable) makeMutable(cx, operand);
  return cx.make(ast.span, cx.types.ptr(operand.type, kind.mutable), { kind: "raw-borrow", mutable: kind.mutable, operand });
}

/** The hint for what is borrowed; unsized targets are no hint for a value, but their element type is for an array. */
function innerHint(cx: BodyContext, operand: AstExpr, expected: Ty | undefined): Ty | undefined {
  const outer = expected === undefined ? undefined : cx.shallow(expected);
  if (outer?.kind !== "ref" && outer?.kind !== "ptr") return undefined;
  const target = cx.shallow(outer.target);
  if (target.kind === "slice") return operand.kind.kind === "array" || operand.kind.kind === "repeat" ? target : undefined;
  if (target.kind === "dynamic") return operand.kind.kind === "closure" ? target : undefined;
  return hasUnsizedTail(cx, target) ? undefined : target;
}

/** `str`, and structs that end in something unsized. */
function hasUnsizedTail(cx: BodyContext, type: Ty): boolean {
  const seen = new Set<Ty>();
  let tail = cx.shallow(type);
  while (tail.kind === "adt" && !seen.has(tail)) {
    seen.add(tail);
    const definition = cx.tcx.adt(tail.def);
    const last = definition.kind === "struct" ? definition.variants[0]?.fields.at(-1) : undefined;
    if (last === undefined) return false;
    tail = cx.shallow(cx.types.substitute(last.type, tail.args));
  }
  return tail.kind === "str" || tail.kind === "slice" || tail.kind === "dynamic";
}

export function isPlace(expr: Expr): boolean {
  return ["local", "upvar", "static", "deref", "field", "index"].includes(expr.kind);
}

export function checkDeref(cx: BodyContext, ast: AstExpr, operandId: ExprId, expected: Ty | undefined): Expr {
  const operand = checkExpr(cx, operandId, expected === undefined ? undefined : undefined);
  const type = cx.structurally(operand.type);
  if (type.kind === "ptr") return cx.make(ast.span, cx.shallow(type.target), { kind: "deref", operand });
  const step = derefOnce(cx, type);
  if (step !== undefined) return { ...applyDeref(cx, operand, step), span: ast.span };
  if (type.kind === "error") return cx.error(ast.span);
  if (type.kind === "infer" && type.of === "type") {
    cx.report(undecided(cx, operand, type));
    return cx.error(ast.span);
  }
  cx.reportUnlessError(error("E0614", `type \`${cx.print(type)}\` cannot be dereferenced`).at(ast.span, "can't be dereferenced"), type);
  return cx.make(ast.span, ERROR, { kind: "error" });
}

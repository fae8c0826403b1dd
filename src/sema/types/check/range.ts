// `a..b` and its kin: values of core's range types.
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import { unsupported } from "../../../diag/diagnostic.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { callOf } from "./lang-call.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";
import { Merger } from "./merge.ts";
import { reportMismatch } from "./mismatch.ts";

export function checkRange(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "range" }): Expr {
  const merger = new Merger(cx, undefined);
  const ends: { start?: Expr; end?: Expr } = {};
  const add = (id: number, put: (expr: Expr) => void): void => {
    const expr = checkExpr(cx, id, merger.isEmpty ? undefined : merger.type);
    const before = merger.type;
    if (!merger.add(expr, put)) reportMismatch(cx, expr.span, before, expr.type);
  };
  if (kind.start !== undefined) add(kind.start, (expr) => void (ends.start = expr));
  if (kind.end !== undefined) add(kind.end, (expr) => void (ends.end = expr));
  if (kind.inclusive && ends.start !== undefined && ends.end !== undefined) {
    const method = cx.tcx.lang("range_inclusive_new");
    if (method === undefined) return refuse(cx, ast);
    return callOf(cx, method, [merger.type], [ends.start, ends.end], ast.span);
  }
  return rangeStruct(cx, ast, kind.inclusive, ends, merger.type);
}

function rangeStruct(cx: BodyContext, ast: AstExpr, inclusive: boolean, { start, end }: { start?: Expr; end?: Expr }, type: Ty): Expr {
  const name = inclusive
    ? "RangeToInclusive"
    : start === undefined
      ? end === undefined
        ? "RangeFull"
        : "RangeTo"
      : end === undefined
        ? "RangeFrom"
        : "Range";
  const def = cx.tcx.lang(name);
  if (def === undefined) return refuse(cx, ast);
  const fields = [start, end].filter((each) => each !== undefined).map((value, field) => ({ field, value }));
  const adt = cx.types.adt(def, fields.length === 0 ? [] : [type]);
  return cx.make(ast.span, adt, { kind: "adt", variant: 0, fields, base: undefined });
}

function refuse(cx: BodyContext, ast: AstExpr): Expr {
  cx.report(unsupported("KB0215", "this range", ast.span));
  return cx.error(ast.span);
}

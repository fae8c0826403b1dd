// Tuples, arrays, `[value; count]`.
import { checkLength } from "../forms/constant-types.ts";
import { lowerCount } from "../lower-constant.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { checkCoerced, checkExpr } from "./expr.ts";
import { Merger } from "./merge.ts";
import { reportMismatch } from "./mismatch.ts";
import { adviseMismatch } from "./mismatch-advice.ts";

export function checkTuple(cx: BodyContext, ast: AstExpr, ids: readonly ExprId[], expected: Ty | undefined): Expr {
  const hint = expected === undefined ? undefined : cx.shallow(expected);
  const hints = hint?.kind === "tuple" && hint.elements.length === ids.length ? hint.elements : undefined;
  const elements = ids.map((id, i) => {
    const wanted = hints?.[i];
    if (wanted === undefined) return checkExpr(cx, id);
    return checkHinted(cx, id, wanted);
  });
  return cx.make(ast.span, cx.types.tuple(elements.map((element) => element.type)), { kind: "tuple", elements });
}

/** An element is coerced to the hint if it can be; if not, the whole tells what is wrong. */
function checkHinted(cx: BodyContext, id: ExprId, wanted: Ty): Expr {
  return checkCoerced(cx, id, wanted);
}

function elementHint(cx: BodyContext, expected: Ty | undefined): Ty | undefined {
  const hint = expected === undefined ? undefined : cx.shallow(expected);
  return hint?.kind === "array" || hint?.kind === "slice" ? hint.element : undefined;
}

export function checkArray(cx: BodyContext, ast: AstExpr, ids: readonly ExprId[], expected: Ty | undefined): Expr {
  const hint = elementHint(cx, expected);
  const elements: Expr[] = [];
  const merger = new Merger(cx, hint);
  for (const [i, id] of ids.entries()) {
    const element = checkExpr(cx, id, hint ?? (merger.isEmpty ? undefined : merger.type));
    const before = merger.type;
    if (!merger.add(element, (made) => void (elements[i] = made)))
      reportMismatch(cx, element.span, before, element.type, (said) =>
        adviseMismatch(cx, said, { id, expected: before, found: element.type }),
      );
  }
  const element = merger.isEmpty && hint === undefined ? cx.fresh(ast.span) : merger.type;
  return cx.make(ast.span, cx.types.arrayOf(element, ids.length), { kind: "array", elements });
}

export function checkRepeat(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "repeat" }, expected: Ty | undefined): Expr {
  const hint = elementHint(cx, expected);
  const element = hint === undefined ? checkExpr(cx, kind.element) : checkCoerced(cx, kind.element, hint);
  const count = lowerCount(cx.lowering, kind.count);
  const syntax = cx.expr(kind.element).kind.kind;
  const isConstant = syntax === "const-block" || element.kind === "constant";
  const once = cx.shallow(count);
  const single = once.kind === "const" && once.value <= 1n;
  if (!isConstant && !single) {
    cx.requireTrait(cx.tcx.lang("copy"), [element.type], element.span, {
      kind: "repeat",
      isConstable: isConstable(cx, kind.element, element),
    });
  }
  const type = cx.types.array(element.type, count);
  if (!checkLength(cx.tcx, type, ast.span)) return cx.error(ast.span);
  return cx.make(ast.span, type, { kind: "repeat", element, count });
}

/** A call of a function that may be computed at compile time, or a constructor alone. */
function isConstable(cx: BodyContext, id: ExprId, made: Expr): boolean {
  const { kind } = cx.expr(id);
  if (kind.kind === "path") return made.kind === "adt" || (made.kind === "fn-item" && made.isConstructor === true);
  if (made.kind !== "call" || kind.kind !== "call" || made.callee.type.kind !== "fn-def") return false;
  return cx.tcx.signature(made.callee.type.def).const;
}

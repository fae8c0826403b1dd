// What `if` and `while` ask: a `bool`. An assignment was perhaps meant as a comparison, and its sides are not held against each
// other (rustc: `expr_assign_expected_bool_error`).
import type { Span } from "../../../base/source.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import { HAS_ERROR, type Ty, UNIT, BOOL } from "../ty.ts";
import type { Expr } from "../thir.ts";
import { isDestructuring } from "./assign-pattern.ts";
import type { BodyContext } from "./context.ts";
import { checkCoerced, checkExpr } from "./expr.ts";
import { mayCoerce } from "./mismatch-advice.ts";
import { reportMismatch } from "./mismatch.ts";

type Assign = AstExpr["kind"] & { readonly kind: "assign" };

export function checkCondition(cx: BodyContext, id: ExprId): Expr {
  let ast = cx.expr(id);
  while (ast.kind.kind === "paren") ast = cx.expr(ast.kind.inner);
  const { kind } = ast;
  return kind.kind === "assign" && !isDestructuring(cx, cx.expr(kind.left))
    ? checkAssigned(cx, cx.expr(id).span, kind)
    : checkCoerced(cx, id, BOOL);
}

function checkAssigned(cx: BodyContext, span: Span, { left, right, opSpan }: Assign): Expr {
  const [place, value] = [checkExpr(cx, left), checkExpr(cx, right)];
  const types = [cx.resolve(place.type), cx.resolve(value.type)] as const;
  if (types.some(({ flags }) => (flags & HAS_ERROR) !== 0)) return cx.error(span);
  const exact = mayCoerce(cx, types[1], types[0], span);
  const isNear = exact || mayCoerce(cx, cx.types.ref(withoutRefs(types[0])), cx.types.ref(withoutRefs(types[1])), span);
  reportMismatch(cx, span, BOOL, UNIT, (said) => {
    const edits = [{ span: { lo: opSpan.hi, hi: opSpan.hi }, text: "=" }];
    if (isNear)
      said.suggest("you might have meant to compare for equality", edits, exact ? "MachineApplicable" : "MaybeIncorrect", "verbose");
  });
  return cx.error(span);
}

function withoutRefs(type: Ty): Ty {
  return type.kind === "ref" ? withoutRefs(type.target) : type;
}

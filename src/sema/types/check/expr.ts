// One expression: by its form to the function that knows it. `expected` is a hint, not a demand; `checkCoerced` is the
// demand. After an expression that does not return, what follows cannot be reached.
import { type DiagnosticBuilder, error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Span } from "../../../base/source.ts";
import type { Expr } from "../thir.ts";
import { NEVER, UNIT, type Ty } from "../ty.ts";
import { checkAddressOf, checkDeref } from "./reference.ts";
import { checkArray, checkRepeat, checkTuple } from "./aggregate.ts";
import { checkAssign, checkAssignOp } from "./assign.ts";
import { checkBlockExpr, checkConstBlock } from "./block.ts";
import { checkBreak, checkContinue, checkFor, checkLoop, checkReturn, checkWhile } from "./loops.ts";
import { checkBinary, checkUnary } from "./operator.ts";
import { checkBuiltIn } from "./built-in.ts";
import { checkCall } from "./call.ts";
import { checkCast } from "./cast.ts";
import { checkClosure } from "./closure.ts";
import { tryCoerce } from "./coerce.ts";
import type { BodyContext } from "./context.ts";
import { checkField } from "./field.ts";
import { checkIf, checkLet } from "./branch.ts";
import { checkIndex } from "./indexing.ts";
import { checkLiteral } from "./literal.ts";
import { checkMatch } from "./matching.ts";
import { checkMethodCall } from "./method-call.ts";
import { reportMismatch } from "./mismatch.ts";
import { adviseMismatch, type MisfitPlace } from "./mismatch-advice.ts";
import { checkPath } from "./path.ts";
import { checkRange } from "./range.ts";
import { checkStruct } from "./struct.ts";
import { checkTry } from "./try.ts";

export function checkExpr(cx: BodyContext, id: ExprId, expected?: Ty): Expr {
  const ast = cx.expr(id);
  const before = cx.diverges;
  // A block inside of it ends with `()` though it stands where nothing comes.
  cx.diverges = false;
  const checked = dispatch(cx, ast, expected);
  cx.diverges ||= before || cx.isNever(checked.type);
  return checked;
}

/** `hint` is what others nearby are, which nothing demands of this one: what would hand it on as a demand does not get it. */
export function checkHinted(cx: BodyContext, id: ExprId, hint: Ty | undefined): Expr {
  return checkExpr(cx, id, takesHints(cx, id) ? hint : undefined);
}

/** Not a `?`, and nothing that coerces the values inside of it. */
function takesHints(cx: BodyContext, id: ExprId): boolean {
  const { kind } = cx.expr(id);
  if (kind.kind === "paren") return takesHints(cx, kind.inner);
  return !["try", "block", "if", "match", "loop"].includes(kind.kind);
}

/** Why a type is expected, for the report that another was found. */
export type Because = (said: DiagnosticBuilder, checked: Expr) => void;

interface Written extends MisfitPlace {
  readonly id: ExprId;
}

/** The expression as an `expected`, or E0308. */
export function checkCoerced(cx: BodyContext, id: ExprId, expected: Ty, because?: Because, place?: MisfitPlace): Expr {
  const checked = checkExpr(cx, id, expected);
  return coerceOrReport(cx, checked, expected, because, { id, ...place });
}

/** `written` is the expression in the tree: with it the report says what to try. `span`: where it points if not at all of it. */
export function coerceOrReport(
  cx: BodyContext,
  checked: Expr,
  expected: Ty,
  because?: Because,
  written?: Written,
  span: Span = checked.span,
): Expr {
  const coerced = tryCoerce(cx, checked, expected);
  if (coerced !== undefined) return coerced;
  reportMismatch(
    cx,
    span,
    expected,
    checked.type,
    (said) => {
      if (written === undefined) because?.(said, checked);
      else adviseMismatch(cx, said, { ...written, expected, found: checked.type }, () => because?.(said, checked));
    },
    checked,
  );
  return cx.error(checked.span);
}

function dispatch(cx: BodyContext, ast: AstExpr, expected: Ty | undefined): Expr {
  const { kind } = ast;
  switch (kind.kind) {
    case "literal":
      return checkLiteral(cx, ast, kind.literal, expected);
    case "path":
      return checkPath(cx, ast, kind);
    case "unary":
      return kind.op === "*" ? checkDeref(cx, ast, kind.operand, expected) : checkUnary(cx, ast, kind, expected);
    case "binary":
      return checkBinary(cx, ast, kind, expected);
    case "assign":
      return checkAssign(cx, ast, kind);
    case "assign-op":
      return checkAssignOp(cx, ast, kind);
    case "cast":
      return checkCast(cx, ast, kind);
    case "address-of":
      return checkAddressOf(cx, ast, kind, expected);
    case "call":
      return checkCall(cx, ast, kind, expected);
    case "method-call":
      return checkMethodCall(cx, ast, kind, expected);
    case "field":
      return checkField(cx, ast, kind);
    case "index":
      return checkIndex(cx, ast, kind);
    case "range":
      return checkRange(cx, ast, kind);
    default:
      return dispatchMore(cx, ast, expected);
  }
}

function dispatchMore(cx: BodyContext, ast: AstExpr, expected: Ty | undefined): Expr {
  const { kind } = ast;
  switch (kind.kind) {
    case "tuple":
      return checkTuple(cx, ast, kind.elements, expected);
    case "array":
      return checkArray(cx, ast, kind.elements, expected);
    case "repeat":
      return checkRepeat(cx, ast, kind, expected);
    case "struct":
      return checkStruct(cx, ast, kind, expected);
    case "paren":
      cx.passOn(ast.id, kind.inner);
      return parenthesized(checkExpr(cx, kind.inner, expected), ast);
    case "block":
      return checkBlockExpr(cx, ast, kind, expected);
    case "const-block":
      return checkConstBlock(cx, ast, kind.block, expected);
    case "if":
      return checkIf(cx, ast, kind, expected);
    case "let":
      return checkLet(cx, ast, kind);
    case "match":
      return checkMatch(cx, ast, kind, expected);
    case "closure":
      return checkClosure(cx, ast, kind, expected);
    default:
      return dispatchControl(cx, ast, expected);
  }
}

function dispatchControl(cx: BodyContext, ast: AstExpr, expected: Ty | undefined): Expr {
  const { kind } = ast;
  switch (kind.kind) {
    case "while":
      return checkWhile(cx, ast, kind);
    case "for":
      return checkFor(cx, ast, kind);
    case "loop":
      return checkLoop(cx, ast, kind, expected);
    case "break":
      return checkBreak(cx, ast, kind);
    case "continue":
      return checkContinue(cx, ast);
    case "return":
      return checkReturn(cx, ast, kind.value);
    case "try":
      return checkTry(cx, ast, kind.operand, expected);
    case "built-in":
      return checkBuiltIn(cx, ast, expected);
    case "underscore":
      cx.report(error("in expressions, `_` can only be used on the left-hand side of an assignment").at(ast.span, "`_` not allowed here"));
      return cx.error(ast.span);
    case "error":
    case "macro-call":
      return cx.error(ast.span);
    default:
      cx.report(unsupported("KB0211", `\`${kind.kind}\` expressions`, ast.span));
      return cx.error(ast.span);
  }
}

/** Parentheses belong to the span of what they enclose: a panic is reported at them. */
function parenthesized(inner: Expr, ast: AstExpr): Expr {
  return { ...inner, span: ast.span };
}

/** A value of type `()` at a place. */
export function unitExpr(cx: BodyContext, span: AstExpr["span"]): Expr {
  return cx.make(span, UNIT, { kind: "tuple", elements: [] });
}

export function isNeverExpr(cx: BodyContext, expr: Expr): boolean {
  return cx.shallow(expr.type) === NEVER;
}

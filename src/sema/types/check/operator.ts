// Operators. On scalars they are built in; on anything else they are calls of core's operator traits. While a type is
// unknown the trait decides; `settleOperators` turns what became scalar back into the built-in form, as rustc does.
import type { Span } from "../../../base/source.ts";
import type { BinaryOp, Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import { BOOL, partsOf, UNIT, type Ty } from "../ty.ts";
import { isFloating, isIntegral, isNumeric, isScalar } from "../ty-util.ts";
import { tryCoerce } from "./coerce.ts";
import type { BodyContext } from "./context.ts";
import { type Because, checkCoerced, checkExpr, checkHinted, coerceOrReport } from "./expr.ts";
import { reportMismatch } from "./mismatch.ts";
import { adviseMismatch } from "./mismatch-advice.ts";
import { assertedOperand } from "./asserted.ts";
import { operandRow, type OperatorRow, type Sides } from "./operator-table.ts";
import { operands, reportBinary, reportAssignOp, reportNegation, reportUnary } from "./operator-report.ts";

type PlainOp = Exclude<BinaryOp, "&&" | "||">;

export function checkBinary(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "binary" }, expected: Ty | undefined): Expr {
  if (kind.op === "&&" || kind.op === "||") return checkLogical(cx, ast, kind.op, kind.left, kind.right);
  const row = operandRow(kind.op);
  const left = checkExpr(cx, kind.left);
  selectDoomed(cx);
  const leftType = cx.structurally(left.type);
  if (isCalled(leftType) || (row.group === "compare" && isPointer(leftType)))
    return byTrait(cx, { ast, op: kind.op, row, left, opSpan: kind.opSpan, expected }, leftType, kind.right);
  const right = checkHinted(cx, kind.right, rightHint(cx, row, leftType, kind.right));
  return binary(cx, { ast, op: kind.op, row, left, right, opSpan: kind.opSpan, expected });
}

/** The next operator finds what an operator before it lacks; where nothing is lacking, nobody need look. */
export function selectDoomed(cx: BodyContext): void {
  if (!cx.hasDoomedOperator) return;
  cx.hasDoomedOperator = false;
  cx.selectPending();
}

function holdsReference(type: Ty): boolean {
  return type.kind === "ref" || partsOf(type).some(holdsReference);
}

function sidesOf({ kind }: AstExpr): Sides | undefined {
  return kind.kind === "binary" ? { left: kind.left, right: kind.right } : undefined;
}

/** A left operand for which no operator is built in. */
function isCalled(left: Ty): boolean {
  return !isScalar(left) && !["infer", "error", "never"].includes(left.kind);
}

/** Pointers are compared with their own type alone, which the right operand becomes: `p == q` of `*const T` and `*mut T`. */
function isPointer({ kind }: Ty): boolean {
  return kind === "ptr" || kind === "fn-pointer";
}

/** The operator's trait is asked first: where the left type has a single impl, the right operand is coerced to what that wants. */
function byTrait(cx: BodyContext, parts: Omit<BinaryParts, "right">, a: Ty, rightId: ExprId): Expr {
  const trait = traitOf(cx, parts.row);
  if (!mayImplement(cx, trait, a)) {
    reportBinary(cx, { ...parts, right: checkExpr(cx, rightId) }, a);
    return cx.error(parts.ast.span);
  }
  const rhs = cx.fresh(parts.opSpan);
  cx.requireTrait(trait, [a, rhs], parts.opSpan, operands(cx, parts.row, parts.op, sidesOf(parts.ast)));
  cx.selectPending();
  const right = checkRight(cx, parts, rightId, cx.shallow(rhs), (said, found) => {
    const isInside = isPointer(a) && cx.resolve(found.type).kind === a.kind;
    // Two references have lifetimes of their own: they are not the same type.
    if (cx.resolve(rhs) === cx.resolve(a) && !isInside && !holdsReference(cx.resolve(a)))
      said.label(parts.left.span, `expected because this is \`${cx.print(a)}\``);
  });
  demandAlike(cx, { ...parts, right }, a, cx.structurally(right.type));
  return operatorCall(cx, { ...parts, right }, a, rhs);
}

/** Where `assert_eq!` compares, the report is about its arguments. */
function checkRight(cx: BodyContext, parts: Omit<BinaryParts, "right">, id: ExprId, wanted: Ty, because: Because): Expr {
  const asserted = assertedOperand(cx, parts.ast);
  const isLent = cx.shallow(parts.left.type).kind === "ref";
  const other = parts.ast.kind.kind === "binary" && isLent ? parts.ast.kind.left : undefined;
  if (asserted === undefined) return checkCoerced(cx, id, wanted, because, other === undefined ? {} : { lent: other });
  const right = checkExpr(cx, id, wanted);
  return coerceOrReport(cx, { ...right, span: cx.tree.span(asserted.right) }, wanted, undefined, {
    id: asserted.right,
    other: asserted.left,
  });
}

function traitOf(cx: BodyContext, row: OperatorRow): DefId {
  return cx.tcx.items.parent(cx.tcx.core.member(row.lang, row.method)) as DefId;
}

function rightHint(cx: BodyContext, row: OperatorRow, left: Ty, right: ExprId): Ty | undefined {
  // Numbers are only compared with their own type, but there are two that can be added.
  if (row.group !== "compare" && cx.expr(right).kind.kind === "unary") return undefined;
  return row.group !== "shift" && isNumeric(left) ? left : undefined;
}

interface BinaryParts {
  readonly ast: AstExpr;
  readonly op: PlainOp;
  readonly row: OperatorRow;
  readonly left: Expr;
  readonly right: Expr;
  readonly opSpan: Span;
  readonly expected?: Ty | undefined;
}

/** `written` has both its operands. */
function binary(cx: BodyContext, written: BinaryParts): Expr {
  const parts = withoutNever(cx, written);
  const { row, left, right } = parts;
  const a = cx.structurally(left.type);
  const b = cx.structurally(right.type);
  if (isBuiltin(row, a, b)) {
    if (row.group !== "shift" && !cx.unify(a, b)) return mixed(cx, parts, a, b);
    return builtin(cx, parts, row.group === "compare" ? BOOL : cx.shallow(a));
  }
  // A number, `bool` or `char` is compared with its own type alone, so that is what the other side must be.
  const isKnown = ["int", "float", "bool", "char"].includes(a.kind);
  if (row.group === "compare" && isKnown && b.kind !== "error" && b.kind !== "infer") {
    const coerced = tryCoerce(cx, right, a);
    return coerced === undefined ? mixed(cx, parts, a, b) : builtin(cx, { ...parts, right: coerced }, BOOL);
  }
  return overloaded(cx, parts, a, b);
}

/** Operands that never come are of any type: in comparisons of the other one's, else of what they fall back to. */
function withoutNever(cx: BodyContext, parts: BinaryParts): BinaryParts {
  const settled = (operand: Expr, wanted: Ty | undefined): Expr =>
    cx.isNever(operand.type) ? cx.neverToAny(operand, wanted ?? cx.infer.freshDiverging(operand.span)) : operand;
  const left = settled(parts.left, undefined);
  const type = cx.structurally(left.type);
  return { ...parts, left, right: settled(parts.right, parts.row.group === "compare" && isScalar(type) ? type : undefined) };
}

function builtin(cx: BodyContext, { ast, op, left, right }: BinaryParts, type: Ty): Expr {
  return cx.make(ast.span, type, { kind: "binary", op, left, right });
}

/** Two different scalar types: E0308 at the right operand, and the trait's own error. */
function mixed(cx: BodyContext, parts: BinaryParts, a: Ty, b: Ty): Expr {
  const isComparison = parts.row.group === "compare";
  const because = `expected because this is \`${cx.print(a)}\``;
  cx.tainted = true;
  const asserted = assertedOperand(cx, parts.ast);
  reportMismatch(cx, asserted === undefined ? parts.right.span : cx.tree.span(asserted.right), a, b, (said) => {
    const { kind } = parts.ast;
    if (asserted !== undefined) return adviseMismatch(cx, said, { id: asserted.right, expected: a, found: b, other: asserted.left });
    if (!isComparison || kind.kind !== "binary" || a.kind === "infer") return;
    said.label(parts.left.span, because);
    adviseMismatch(cx, said, { id: kind.right, expected: a, found: b, other: kind.left });
  });
  if (!isComparison || a.kind === "infer") {
    cx.hasDoomedOperator = true;
    cx.requireTrait(traitOf(cx, parts.row), [a, b], parts.opSpan, operands(cx, parts.row, parts.op, sidesOf(parts.ast)));
  }
  return cx.make(parts.ast.span, isComparison ? BOOL : a, { kind: "error" });
}

/** Whether rustc's built-in operator applies to operands of these types. */
export function isBuiltin(row: OperatorRow, a: Ty, b: Ty): boolean {
  switch (row.group) {
    case "math":
      return (isIntegral(a) && isIntegral(b)) || (isFloating(a) && isFloating(b));
    case "shift":
      return isIntegral(a) && isIntegral(b);
    case "bit":
      return (isIntegral(a) && isIntegral(b)) || (a.kind === "bool" && b.kind === "bool");
    case "compare":
      return isScalar(a) && isScalar(b);
  }
}

/** `&1 + 2`: through one shared reference on either side the result is known before the impl is. */
function builtinByReference(cx: BodyContext, row: OperatorRow, a: Ty, b: Ty): Ty | undefined {
  const [left, right] = referredTo(cx, a, b);
  if ((left === a && right === b) || !isBuiltin(row, left, right)) return undefined;
  return row.group === "shift" || cx.unify(left, right) ? cx.shallow(left) : undefined;
}

function referredTo(cx: BodyContext, a: Ty, b: Ty): readonly [Ty, Ty] {
  return [a, b].map((type) => (type.kind === "ref" && !type.mutable ? cx.structurally(type.target) : type)) as [Ty, Ty];
}

/** `&x + &y` of two sorts of numbers: what is referred to must be of one type, too. */
function demandAlike(cx: BodyContext, { row, right }: BinaryParts, a: Ty, b: Ty): void {
  const [one, other] = referredTo(cx, a, b);
  if (row.group === "shift" || row.group === "compare" || (one === a && other === b) || !isBuiltin(row, one, other)) return;
  if (!cx.unify(one, other)) reportMismatch(cx, right.span, one, other);
}

function overloaded(cx: BodyContext, parts: BinaryParts, a: Ty, b: Ty): Expr {
  const trait = traitOf(cx, parts.row);
  const { group } = parts.row;
  const isFloatOfBits = a.kind === "infer" && a.of === "float" && (group === "bit" || group === "shift");
  if (isFloatOfBits || !mayImplement(cx, trait, a)) {
    reportBinary(cx, parts, a);
    return cx.error(parts.ast.span);
  }
  const rhs = cx.shallow(b);
  demandAlike(cx, parts, a, rhs);
  cx.requireTrait(trait, [a, rhs], parts.opSpan, operands(cx, parts.row, parts.op, sidesOf(parts.ast)));
  return operatorCall(cx, parts, a, rhs);
}

/** The call of the trait's method that the operator stands for. */
function operatorCall(cx: BodyContext, { ast, op, row, left, right }: BinaryParts, a: Ty, rhs: Ty): Expr {
  if (cx.selector.traitHolds(traitOf(cx, row), [cx.resolve(a), cx.resolve(rhs)]) === "no") {
    cx.hasDoomedOperator = true;
    const [one, other] = referredTo(cx, a, rhs);
    // Of numbers behind references the type is known all the same.
    if ((one === a && other === rhs) || row.group === "compare" || !isBuiltin(row, one, other)) return cx.error(ast.span);
    return cx.make(ast.span, one, { kind: "error" });
  }
  const byRef = row.group === "compare";
  const args = byRef ? [borrow(cx, left), borrow(cx, right)] : [left, right];
  const type = byRef
    ? BOOL
    : (builtinByReference(cx, row, a, cx.shallow(rhs)) ??
      cx.normalize(cx.types.projection(cx.tcx.core.member(row.lang, "Output"), [a, rhs]), ast.span));
  const callee = cx.make(ast.span, cx.types.fnDef(cx.tcx.core.member(row.lang, row.method), [a, rhs]), { kind: "fn-item" });
  const call = cx.make(ast.span, type, { kind: "call", callee, args, by: "operator", callSpan: ast.span });
  cx.operators.push({ call, row, op, left, right });
  return call;
}

function mayImplement(cx: BodyContext, trait: number, type: Ty): boolean {
  if (type.kind === "infer" || type.kind === "error") return true;
  return cx.selector.traitHolds(trait, [type, cx.fresh({ lo: 0, hi: 0 })]) !== "no";
}

function borrow(cx: BodyContext, operand: Expr): Expr {
  return cx.make(operand.span, cx.types.ref(operand.type), { kind: "borrow", mutable: false, twoPhase: false, operand });
}

function checkLogical(cx: BodyContext, ast: AstExpr, op: "&&" | "||", leftId: ExprId, rightId: ExprId): Expr {
  const left = checkCoerced(cx, leftId, BOOL);
  const before = cx.diverges;
  const right = checkCoerced(cx, rightId, BOOL, (said) => {
    if (cx.tcx.session.release.minor >= 90) said.label(left.span, "expected because this is `bool`");
  });
  cx.diverges = before;
  return cx.make(ast.span, BOOL, { kind: "logical", op, left, right });
}

export function checkOperatorAssign(cx: BodyContext, ast: AstExpr, op: PlainOp, opSpan: Span, place: Expr, rightId: ExprId): Expr {
  const row = operandRow(op);
  const a = cx.structurally(place.type);
  if (isCalled(a)) return assignByTrait(cx, { ast, op, row, left: place, opSpan }, a, rightId);
  const right = checkHinted(cx, rightId, rightHint(cx, row, a, rightId));
  const b = cx.structurally(right.type);
  const parts = { ast, op, row, left: place, right, opSpan };
  if (isBuiltin(row, cx.shallow(a), b)) {
    if (row.group !== "shift" && !cx.unify(a, b)) {
      reportMismatch(cx, right.span, a, b);
      cx.requireTrait(assignTrait(cx, row), [a, b], opSpan, operands(cx, row, op, undefined, true));
      return cx.error(ast.span);
    }
    return cx.make(ast.span, UNIT, { kind: "assign-op", op, place, value: right });
  }
  return overloadedAssign(cx, parts, a, b);
}

/** As `byTrait`, of the trait for `op=`. */
function assignByTrait(cx: BodyContext, parts: Omit<BinaryParts, "right">, a: Ty, rightId: ExprId): Expr {
  if (!mayImplement(cx, assignTrait(cx, parts.row), a)) {
    reportAssignOp(cx, { ...parts, right: checkExpr(cx, rightId) }, a);
    return cx.error(parts.ast.span);
  }
  const rhs = cx.fresh(parts.opSpan);
  cx.requireTrait(assignTrait(cx, parts.row), [a, rhs], parts.opSpan, operands(cx, parts.row, parts.op, undefined, true));
  cx.selectPending();
  return assignCall(cx, { ...parts, right: checkCoerced(cx, rightId, rhs) }, a, rhs);
}

function assignTrait(cx: BodyContext, row: OperatorRow): DefId {
  return cx.tcx.items.parent(cx.tcx.core.member(`${row.lang}_assign`, `${row.method}_assign`)) as DefId;
}

function overloadedAssign(cx: BodyContext, parts: BinaryParts, a: Ty, b: Ty): Expr {
  if (!mayImplement(cx, assignTrait(cx, parts.row), a)) {
    reportAssignOp(cx, parts, a);
    return cx.error(parts.ast.span);
  }
  demandAlike(cx, parts, a, b);
  cx.requireTrait(assignTrait(cx, parts.row), [a, b], parts.opSpan, operands(cx, parts.row, parts.op, undefined, true));
  return assignCall(cx, parts, a, b);
}

function assignCall(cx: BodyContext, { ast, op, row, left, right }: BinaryParts, a: Ty, rhs: Ty): Expr {
  const method = cx.tcx.core.member(`${row.lang}_assign`, `${row.method}_assign`);
  const receiver = cx.make(left.span, cx.types.ref(left.type, true), { kind: "borrow", mutable: true, twoPhase: true, operand: left });
  const callee = cx.make(ast.span, cx.types.fnDef(method, [a, rhs]), { kind: "fn-item" });
  const call = cx.make(ast.span, UNIT, { kind: "call", callee, args: [receiver, right], by: "operator", callSpan: ast.span });
  cx.operators.push({ call, row, op, left, right, assign: true });
  return call;
}

/** Operators whose operands turned out to be scalars become built in. */
export function settleOperators(cx: BodyContext): void {
  for (const { call, row, op, left, right, assign } of cx.operators) {
    if (!isBuiltin(row, cx.shallow(left.type), cx.shallow(right.type))) continue;
    for (const key of ["callee", "args", "by", "callSpan"]) Reflect.deleteProperty(call, key);
    if (assign === true) Object.assign(call, { kind: "assign-op", op, place: left, value: right });
    else Object.assign(call, { kind: "binary", op, left, right });
  }
}

export function checkUnary(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "unary" }, expected: Ty | undefined): Expr {
  const op = kind.op as "!" | "-";
  const operand = checkExpr(cx, kind.operand, expected);
  const type = cx.structurally(operand.type);
  if (op === "-" && type.kind === "infer" && type.of === "int") requireNegation(cx, ast, kind.operand, type);
  if (isBuiltinUnary(op, type)) {
    if (op === "-" && operand.kind === "int" && operand.value >= 0n) return cx.make(ast.span, type, { kind: "int", value: -operand.value });
    return cx.make(ast.span, type, { kind: "unary", op, operand });
  }
  if (type.kind === "never" && op === "!") return operand;
  const lang = op === "!" ? "not" : "neg";
  const method = cx.tcx.core.member(lang, lang);
  const trait = cx.tcx.items.parent(method) as number;
  if (type.kind === "error" || (type.kind !== "infer" && cx.selector.traitHolds(trait, [type]) === "no")) {
    reportUnary(cx, ast, op, type);
    return cx.error(ast.span);
  }
  cx.requireTrait(trait, [type], ast.span, { kind: "operator", report: () => reportUnary(cx, ast, op, type) });
  const callee = cx.make(ast.span, cx.types.fnDef(method, [type]), { kind: "fn-item" });
  const output = cx.normalize(cx.types.projection(cx.tcx.core.member(lang, "Output"), [type]), ast.span);
  return cx.make(ast.span, output, { kind: "call", callee, args: [operand], by: "operator", callSpan: ast.span });
}

/** An integer whose type is not known yet must turn out to be one that can be negative. */
function requireNegation(cx: BodyContext, { span }: AstExpr, operand: ExprId, type: Ty): void {
  const trait = cx.tcx.lang("neg");
  cx.requireTrait(trait, [type], span, { kind: "operator", report: () => reportNegation(cx, span, operand, type) });
}

function isBuiltinUnary(op: "!" | "-", type: Ty): boolean {
  if (op === "!") return isIntegral(type) || type.kind === "bool";
  return isFloating(type) || (isIntegral(type) && !(type.kind === "int" && !type.signed));
}

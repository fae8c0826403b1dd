// Control flow: blocks, conditions, loops, matches and the ways out of them. A `loop` gets a header block of its own,
// entered by a jump from the block before.
import type { Span } from "../../base/source.ts";
import type * as thir from "../../sema/types/thir.ts";
import { walkPat } from "../../sema/types/thir-walk.ts";
import { BOOL, UNIT, isUnit } from "../../sema/types/ty.ts";
import type { BlockId, Place } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import { Unsupported } from "./builder.ts";
import { exprInto } from "./expr-into.ts";
import { exprToOperand } from "./operand.ts";
import { bindPattern, declareBindings, testPattern } from "./pattern.ts";
import { exprToPlace } from "./place.ts";

export function blockInto(b: BodyBuilder, destination: Place, block: thir.Block): void {
  b.inScope(() => blockInScope(b, destination, block));
}

function blockInScope(b: BodyBuilder, destination: Place, block: thir.Block): void {
  if (block.unsafe && b.context.unsafeScopes) b.scope = b.newScope(block.span);
  for (const stmt of block.stmts) statement(b, stmt);
  if (block.value !== undefined) blockValue(b, destination, block.value);
  else if (isUnit(destination.type)) b.assign(destination, { kind: "use", operand: b.zeroSized(UNIT) }, block.span);
}

function blockValue(b: BodyBuilder, destination: Place, value: thir.Expr): void {
  if (b.context.shortTails) b.inTemporaryScope(value.span, () => exprInto(b, destination, value));
  else exprInto(b, destination, value);
}

function statement(b: BodyBuilder, stmt: thir.Stmt): void {
  if (stmt.kind === "let") return letStatement(b, stmt);
  b.inTemporaryScope(stmt.span, () => expressionStatement(b, stmt));
}

function expressionStatement(b: BodyBuilder, stmt: Extract<thir.Stmt, { kind: "expr" }>): void {
  const type = b.type(stmt.expr.type);
  if (b.context.tables.needsDrop(type)) throw new Unsupported("a value that is dropped", stmt.span);
  exprInto(b, b.placeOf(b.newLocal(type, stmt.expr.span)), stmt.expr);
}

/** Its variables are in sight of what follows in the block, not of its own value. */
function letStatement(b: BodyBuilder, stmt: Extract<thir.Stmt, { kind: "let" }>): void {
  const scope = b.newScope(stmt.span);
  declareBindings(b, stmt.pat, scope);
  const { init } = stmt;
  if (init !== undefined) b.inTemporaryScope(stmt.span, () => initialize(b, stmt, init));
  b.scope = scope;
}

function initialize(b: BodyBuilder, stmt: Extract<thir.Stmt, { kind: "let" }>, init: thir.Expr): void {
  const { kind } = stmt.pat.kind;
  if (b.context.tables.needsDrop(b.type(init.type))) throw new Unsupported("a value that is dropped", stmt.span);
  if (stmt.otherwise === undefined && kind === "binding" && stmt.pat.kind.mode === "value" && stmt.pat.kind.sub === undefined) {
    return exprInto(b, b.placeOf(b.variables.get(stmt.pat.kind.local) as number), init);
  }
  const place = exprToPlace(b, init, bindsByReference(stmt.pat));
  if (stmt.otherwise !== undefined) letElse(b, stmt, place);
  bindPattern(b, stmt.pat, place);
}

/** `let ref x = value`: the value lives as long as the variable. */
function bindsByReference(pat: thir.Pat): boolean {
  let found = false;
  walkPat(pat, ({ kind }) => void (found ||= kind.kind === "binding" && kind.mode !== "value"));
  return found;
}

function letElse(b: BodyBuilder, stmt: Extract<thir.Stmt, { kind: "let" }>, place: Place): void {
  const otherwise = b.newBlock();
  testPattern(b, stmt.pat, place, otherwise);
  const matched = b.current;
  b.startBlock(otherwise);
  const never = stmt.otherwise as thir.Expr;
  exprInto(b, b.temporary(b.type(never.type), stmt.span), never);
  b.terminate({ kind: "unreachable", span: stmt.span });
  b.startBlock(matched);
}

/** Goes on where `condition` holds; where not, jumps to `otherwise`. Holds `let` in chains of `&&`. */
export function condition(b: BodyBuilder, expr: thir.Expr, otherwise: BlockId): void {
  if (expr.kind === "logical" && expr.op === "&&") {
    condition(b, expr.left, otherwise);
    return condition(b, expr.right, otherwise);
  }
  if (expr.kind === "let") {
    const place = exprToPlace(b, expr.scrutinee);
    const scope = b.newScope(expr.span);
    declareBindings(b, expr.pat, scope);
    testPattern(b, expr.pat, place, otherwise);
    bindPattern(b, expr.pat, place);
    b.scope = scope;
    return;
  }
  const operand = b.inTemporaryScope(expr.span, () => exprToOperand(b, expr));
  const target = b.newBlock();
  b.terminate({ kind: "switch", operand, cases: [{ value: 0n, target: otherwise }], otherwise: target, span: expr.span });
  b.startBlock(target);
}

export function ifInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "if" }>): void {
  const otherwise = b.newBlock();
  const join = b.newBlock();
  b.inScope(() => {
    condition(b, expr.condition, otherwise);
    b.inTemporaryScope(expr.then.span, () => exprInto(b, destination, expr.then));
    b.goto(join, expr.span);
  });
  b.startBlock(otherwise);
  const other = expr.otherwise;
  if (other !== undefined) b.inTemporaryScope(other.span, () => exprInto(b, destination, other));
  else b.assign(destination, { kind: "use", operand: b.zeroSized(UNIT) }, expr.span);
  b.goto(join, expr.span);
  b.startBlock(join);
}

/** A condition as a value: true where it holds. */
export function branchInto(b: BodyBuilder, destination: Place, expr: thir.Expr): void {
  const otherwise = b.newBlock();
  const join = b.newBlock();
  b.inScope(() => condition(b, expr, otherwise));
  setBool(b, destination, true, join, expr.span);
  b.startBlock(otherwise);
  setBool(b, destination, false, join, expr.span);
  b.startBlock(join);
}

function setBool(b: BodyBuilder, destination: Place, value: boolean, join: BlockId, span: Span): void {
  b.assign(destination, { kind: "use", operand: b.int(value ? 1n : 0n, BOOL) }, span);
  b.goto(join, span);
}

export function logicalInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "logical" }>): void {
  if (expr.op === "&&") return branchInto(b, destination, expr);
  const right = b.newBlock();
  const join = b.newBlock();
  condition(b, expr.left, right);
  setBool(b, destination, true, join, expr.span);
  b.startBlock(right);
  exprInto(b, destination, expr.right);
  b.goto(join, expr.span);
  b.startBlock(join);
}

export function loopInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "loop" }>): void {
  const header = b.newBlock();
  const exit = b.newBlock();
  b.goto(header, expr.span);
  b.startBlock(header);
  b.loops.push({ label: expr.label, breakTo: exit, continueTo: header, destination });
  b.inTemporaryScope(expr.body.span, () => exprInto(b, b.temporary(b.type(expr.body.type), expr.span), expr.body));
  b.goto(header, expr.span);
  b.loops.pop();
  b.startBlock(exit);
}

export function labeledInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "labeled" }>): void {
  const exit = b.newBlock();
  b.loops.push({ label: expr.label, breakTo: exit, continueTo: undefined, destination });
  exprInto(b, destination, expr.body);
  b.loops.pop();
  b.goto(exit, expr.span);
  b.startBlock(exit);
}

export function breakTo(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "break" | "continue" }>): void {
  const scope = b.loops.findLast(({ label }) => label === expr.label);
  if (scope === undefined) throw new Error("a break without its loop");
  if (expr.kind === "break") {
    if (expr.value !== undefined) exprInto(b, scope.destination, expr.value);
    else if (isUnit(scope.destination.type)) b.assign(scope.destination, { kind: "use", operand: b.zeroSized(UNIT) }, expr.span);
  }
  b.goto(expr.kind === "break" ? scope.breakTo : (scope.continueTo as BlockId), expr.span);
  b.diverge();
}

export function returnFrom(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "return" }>): void {
  if (expr.value !== undefined) exprInto(b, b.placeOf(0), expr.value);
  else b.assign(b.placeOf(0), { kind: "use", operand: b.zeroSized(UNIT) }, expr.span);
  b.terminate({ kind: "return", span: expr.span });
  b.diverge();
}

/** Arms in order: test, bind, guard, body. What no arm takes cannot be. */
export function matchInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "match" }>): void {
  const place = exprToPlace(b, expr.scrutinee);
  const join = b.newBlock();
  for (const arm of expr.arms) {
    const next = b.newBlock();
    b.inScope(() => {
      armInto(b, destination, arm, place, next);
      b.goto(join, arm.span);
    });
    b.startBlock(next);
  }
  b.terminate({ kind: "unreachable", span: expr.span });
  b.startBlock(join);
}

function armInto(b: BodyBuilder, destination: Place, arm: thir.Arm, place: Place, next: BlockId): void {
  const scope = b.newScope(arm.span);
  declareBindings(b, arm.pat, scope);
  testPattern(b, arm.pat, place, next);
  bindPattern(b, arm.pat, place);
  b.scope = scope;
  if (arm.guard !== undefined) condition(b, arm.guard, next);
  b.inTemporaryScope(arm.body.span, () => exprInto(b, destination, arm.body));
}

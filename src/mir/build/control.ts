// Control flow: blocks, conditions, loops, matches and the ways out of them. A `loop` gets a header block of its own,
// entered by a jump from the block before.
import type { Span } from "../../base/source.ts";
import type * as thir from "../../sema/types/thir.ts";
import { walkPat } from "../../sema/types/thir-walk.ts";
import { BOOL, UNIT, isUnit } from "../../sema/types/ty.ts";
import type { BlockId, Local, Place } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import type { Home } from "./drop-scopes.ts";
import { exprInto } from "./expr-into.ts";
import { exprToOperand } from "./operand.ts";
import { alternativesOf, bindPattern, declareBindings, matchPattern, scheduleBindings, testPattern, unbindPattern } from "./pattern.ts";
import { exprToPlace } from "./place.ts";

export function blockInto(b: BodyBuilder, destination: Place, block: thir.Block): void {
  b.inScope(block.span, () => blockInScope(b, destination, block));
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
  const local = b.newLocal(b.type(stmt.expr.type), stmt.expr.span);
  exprInto(b, b.placeOf(local), stmt.expr);
  b.schedule(local, "temporaries");
}

/** Its variables are in sight of what follows in the block, not of its own value. */
function letStatement(b: BodyBuilder, stmt: Extract<thir.Stmt, { kind: "let" }>): void {
  const scope = b.newScope(stmt.span);
  declareBindings(b, stmt.pat, scope);
  const { init } = stmt;
  if (init !== undefined) b.drops.extending(() => b.inTemporaryScope(stmt.span, () => initialize(b, stmt, init)));
  scheduleBindings(b, stmt.pat);
  b.scope = scope;
}

function initialize(b: BodyBuilder, stmt: Extract<thir.Stmt, { kind: "let" }>, init: thir.Expr): void {
  const { kind } = stmt.pat.kind;
  if (stmt.otherwise === undefined && kind === "binding" && stmt.pat.kind.mode === "value" && stmt.pat.kind.sub === undefined) {
    return exprInto(b, b.placeOf(b.variables.get(stmt.pat.kind.local) as number), init);
  }
  const place = exprToPlace(b, init, bindsByReference(stmt.pat));
  if (stmt.otherwise !== undefined) letElse(b, stmt, place, stmt.otherwise);
  else bindPattern(b, stmt.pat, place);
}

/** `let ref x = value`: the value lives as long as the variable. */
function bindsByReference(pat: thir.Pat): boolean {
  let found = false;
  walkPat(pat, ({ kind }) => void (found ||= kind.kind === "binding" && kind.mode !== "value"));
  return found;
}

/** Where the pattern does not match, the statement's temporaries end before the other block. */
function letElse(b: BodyBuilder, stmt: Extract<thir.Stmt, { kind: "let" }>, place: Place, never: thir.Expr): void {
  const otherwise = b.newBlock();
  matchPattern(b, stmt.pat, place, otherwise);
  const matched = b.current;
  b.startBlock(otherwise);
  const outside = b.drops.depth - 1;
  b.leave(outside, stmt.span);
  b.drops.outside(outside, () => exprInto(b, b.temporary(b.type(never.type), stmt.span), never));
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
    matchPattern(b, expr.pat, place, otherwise);
    scheduleBindings(b, expr.pat);
    b.scope = scope;
    return;
  }
  const operand = b.inTemporaryScope(expr.span, () => exprToOperand(b, expr));
  const target = b.newBlock();
  b.terminate({ kind: "switch", operand, cases: [{ value: 0n, target: otherwise }], otherwise: target, span: expr.span });
  b.startBlock(target);
}

/** Where the condition fails, what its `let`s have made by then ends before the other branch. */
export function ifInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "if" }>): void {
  const otherwise = b.newBlock();
  const join = b.newBlock();
  const pending = b.inScope(expr.then.span, () => thenInto(b, destination, expr, otherwise), conditionHomes(b));
  b.goto(join, expr.span);
  b.startBlock(otherwise);
  b.dropAll(pending, expr.condition.span);
  const other = expr.otherwise;
  if (other !== undefined) b.inTemporaryScope(other.span, () => exprInto(b, destination, other));
  else b.assign(destination, { kind: "use", operand: b.zeroSized(UNIT) }, expr.span);
  b.goto(join, expr.span);
  b.startBlock(join);
}

/** Since edition 2024, temporaries of `if let` end with it, not with the statement. */
const conditionHomes = (b: BodyBuilder): readonly Home[] => (b.context.shortTails ? ["variables", "temporaries"] : ["variables"]);

function thenInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "if" }>, otherwise: BlockId): readonly Local[] {
  condition(b, expr.condition, otherwise);
  const pending = b.drops.pending();
  b.inTemporaryScope(expr.then.span, () => exprInto(b, destination, expr.then));
  return pending;
}

/** A condition as a value: true where it holds. */
export function branchInto(b: BodyBuilder, destination: Place, expr: thir.Expr): void {
  const otherwise = b.newBlock();
  const join = b.newBlock();
  b.inScope(expr.span, () => condition(b, expr, otherwise));
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
  b.inTemporaryScope(expr.right.span, () => exprInto(b, destination, expr.right));
  b.goto(join, expr.span);
  b.startBlock(join);
}

export function loopInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "loop" }>): void {
  const header = b.newBlock();
  const exit = b.newBlock();
  b.goto(header, expr.span);
  b.startBlock(header);
  b.loops.push({ label: expr.label, breakTo: exit, continueTo: header, destination, depth: b.drops.depth });
  b.inTemporaryScope(expr.body.span, () => exprInto(b, b.temporary(b.type(expr.body.type), expr.span), expr.body));
  b.goto(header, expr.span);
  b.loops.pop();
  b.startBlock(exit);
}

export function labeledInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "labeled" }>): void {
  const exit = b.newBlock();
  b.loops.push({ label: expr.label, breakTo: exit, continueTo: undefined, destination, depth: b.drops.depth });
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
  b.exit(scope.depth, expr.kind === "break" ? scope.breakTo : (scope.continueTo as BlockId), expr.span);
  b.diverge();
}

export function returnFrom(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "return" }>): void {
  if (expr.value !== undefined) exprInto(b, b.placeOf(0), expr.value);
  else b.assign(b.placeOf(0), { kind: "use", operand: b.zeroSized(UNIT) }, expr.span);
  b.exit(0, undefined, expr.span);
  b.diverge();
}

/** Arms in order: test, bind, guard, body. What no arm takes cannot be. */
export function matchInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "match" }>): void {
  const place = exprToPlace(b, expr.scrutinee);
  const join = b.newBlock();
  for (const arm of expr.arms) {
    const next = b.newBlock();
    b.inScope(arm.span, () => armInto(b, destination, arm, place, next));
    b.goto(join, arm.span);
    b.startBlock(next);
  }
  b.terminate({ kind: "unreachable", span: expr.span });
  b.startBlock(join);
}

function armInto(b: BodyBuilder, destination: Place, arm: thir.Arm, place: Place, next: BlockId): void {
  const scope = b.newScope(arm.span);
  declareBindings(b, arm.pat, scope);
  if (arm.guard === undefined) matchPattern(b, arm.pat, place, next);
  else guarded(b, arm.pat, place, arm.guard, next);
  b.scope = scope;
  scheduleBindings(b, arm.pat);
  b.inTemporaryScope(arm.body.span, () => exprInto(b, destination, arm.body));
}

/** Each alternative is tried with the guard. What was moved into variables goes back where the guard does not hold. */
function guarded(b: BodyBuilder, pat: thir.Pat, place: Place, guard: thir.Expr, next: BlockId): void {
  const matched = b.newBlock();
  const alternatives = alternativesOf(pat);
  alternatives.forEach((alternative, i) => {
    const after = i === alternatives.length - 1 ? next : b.newBlock();
    const failed = b.newBlock();
    testPattern(b, alternative, place, after);
    bindPattern(b, alternative, place);
    condition(b, guard, failed);
    b.goto(matched, guard.span);
    b.startBlock(failed);
    b.dropAll(b.drops.pending(), guard.span);
    unbindPattern(b, alternative, place);
    b.goto(after, guard.span);
    b.startBlock(after);
  });
  b.startBlock(matched);
}

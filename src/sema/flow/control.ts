// Control flow as points: branches, loops, matches, jumps, assignments, assembly.
import type { Expr, Pat } from "../types/thir.ts";
import { walkPat } from "../types/thir-walk.ts";
import type { Ty } from "../types/ty.ts";
import { PLAIN, type GraphBuilder, type Value } from "./builder.ts";
import { holdsLet } from "./expressions.ts";
import type { AccessKind, Matched, Slot } from "./graph.ts";
import type { Lowering, Place } from "./lower.ts";
import { ArmTests, bindPattern, testArm, testPattern, type TestSpans } from "./lower-pattern.ts";
import { mayOverlap } from "./paths.ts";
import { readPlace } from "./read-place.ts";

export interface Target {
  readonly depth: number;
  readonly breaks: number[];
  /** Where `continue` goes. */
  readonly head: number;
  /** Takes the values of breaks. */
  readonly result: number;
}

export function lowerControl(lowering: Lowering, expr: Expr): Value {
  const { builder } = lowering;
  switch (expr.kind) {
    case "block":
      return lowering.block(expr.block);
    case "if":
      return lowerIf(lowering, expr);
    case "logical":
      builder.join([builder.at, ...condition(lowering, expr)].reverse());
      return PLAIN;
    case "let":
    case "unary":
    case "binary":
      return plain(lowering, expr);
    case "match":
      return lowerMatch(lowering, expr);
    case "loop":
      return lowerLoop(lowering, expr);
    case "labeled":
      return labeled(lowering, expr);
    case "break":
      return lowerBreak(lowering, expr);
    case "continue": {
      const target = lowering.targets.get(expr.label) as Target;
      builder.leave(target.depth, expr.span);
      builder.link(builder.at, target.head);
      builder.at = -1;
      return PLAIN;
    }
    case "return":
      return lowering.return(expr.value, expr.span);
    case "assign":
      return assign(lowering, expr);
    case "assign-op": {
      lowering.discard(expr.value);
      const { path } = lowering.place(expr.place);
      builder.access(path, "copy", expr.span);
      builder.access(path, "write", expr.span);
      return PLAIN;
    }
    case "asm":
      asm(lowering, expr);
      return PLAIN;
    default:
      return builder.value(lowering.fresh(expr.type));
  }
}

function plain(lowering: Lowering, expr: Expr & { kind: "let" | "unary" | "binary" }): Value {
  if (expr.kind === "unary") lowering.discard(expr.operand);
  else if (expr.kind === "binary") {
    const left = lowering.value(expr.left);
    lowering.consume([left, lowering.value(expr.right)], expr.span);
  } else {
    // A `let` outside of a condition's chain.
    lowering.builder.unsure.push(expr.span);
  }
  return PLAIN;
}

/** Goes on where the condition is true; gives the points where it turned out false. */
function condition(lowering: Lowering, expr: Expr): number[] {
  const { builder } = lowering;
  if (expr.kind === "logical" && expr.op === "&&") {
    const left = condition(lowering, expr.left);
    return [...left, ...condition(lowering, expr.right)];
  }
  if (expr.kind === "logical") {
    const fails = condition(lowering, expr.left);
    const holds = builder.at;
    builder.join(fails);
    const again = condition(lowering, expr.right);
    builder.join([holds, builder.at]);
    return again;
  }
  if (expr.kind === "let") {
    const place = lowering.place(expr.scrutinee);
    builder.access(place.path, "mention", expr.scrutinee.span);
    testPattern(lowering, expr.pat, place, { scrutinee: expr.scrutinee.span, head: expr.span });
    const fails = builder.point(undefined);
    bindPattern(lowering, expr.pat, place, { path: place.path, span: expr.scrutinee.span, pat: expr.pat });
    return builder.at < 0 ? [] : [fails];
  }
  lowering.discard(expr);
  if (builder.at < 0) return [-1];
  const branch = builder.point(undefined);
  builder.conditions.add(branch);
  return [branch];
}

/** Branches put their values into one temporary. */
function branch(lowering: Lowering, into: number, value: Value): void {
  const { builder } = lowering;
  if (into < 0 || builder.at < 0) return lowering.consume([value]);
  lowering.types.flow(value.type, (builder.slots[into] as Slot).type);
  builder.point(undefined, [value.temporary], into);
}

function intoSlot(lowering: Lowering, type: Ty): number {
  return lowering.builder.temporary(lowering.fresh(type)).temporary;
}

function fromSlot(lowering: Lowering, slot: number, type: Ty): Value {
  return slot < 0 ? { type, temporary: -1 } : { type: (lowering.builder.slots[slot] as Slot).type, temporary: slot };
}

function lowerIf(lowering: Lowering, expr: Expr & { kind: "if" }): Value {
  const { builder } = lowering;
  const into = intoSlot(lowering, expr.type);
  builder.open("variables");
  builder.open("temporaries");
  const fails = condition(lowering, expr.condition);
  const hasLet = holdsLet(expr.condition);
  if (!hasLet) builder.close(expr.condition.span);
  branch(lowering, into, lowering.value(expr.then));
  const scopes = builder.scopes.slice(-2);
  if (hasLet) builder.close(expr.then.span);
  builder.close(expr.then.span);
  const then = builder.at;
  builder.join(fails);
  if (hasLet) builder.scopes.push(...scopes);
  else {
    builder.open("variables");
    builder.open("temporaries");
  }
  const early = lowering.edition >= 2024 || expr.otherwise === undefined;
  const end = (at: Expr): void => {
    builder.close(at.span);
    builder.close(at.span);
  };
  if (early) end(expr.condition);
  if (expr.otherwise !== undefined) branch(lowering, into, lowering.value(expr.otherwise));
  if (!early) end(expr);
  builder.join([then, builder.at]);
  return fromSlot(lowering, into, expr.type);
}

function lowerMatch(lowering: Lowering, expr: Expr & { kind: "match" }): Value {
  const { builder } = lowering;
  const into = intoSlot(lowering, expr.type);
  const place = lowering.place(expr.scrutinee);
  builder.access(place.path, "mention", expr.scrutinee.span);
  const ends: number[] = [];
  let start = builder.at;
  const { span } = expr.scrutinee;
  const spans: TestSpans = { scrutinee: span, head: { ...expr.span, hi: span.hi } };
  const tests = new ArmTests();
  for (const arm of expr.arms) {
    builder.at = start;
    builder.open("variables");
    builder.open("temporaries");
    testArm(lowering, arm.pat, place, spans, tests);
    const matched: Matched = { path: place.path, span, pat: arm.pat };
    const loans = builder.loans.length;
    if (arm.guard === undefined) bindPattern(lowering, arm.pat, place, matched);
    else start = bindGuarded(lowering, arm.pat, arm.guard, start, place, matched);
    tests.endPattern(arm.guard !== undefined && arm.pat.kind.kind !== "or" && builder.loans.slice(loans).some(({ mutable }) => mutable));
    branch(lowering, into, lowering.value(arm.body));
    builder.close(arm.span);
    builder.close(arm.span);
    ends.push(builder.at);
  }
  builder.join(ends);
  return fromSlot(lowering, into, expr.type);
}

/** What the pattern takes by value moves when the guard holds, and stays where it is for the next arms. */
function bindGuarded(lowering: Lowering, pat: Pat, condition: Expr, start: number, scrutinee: Place, matched: Matched): number {
  lowering.moves = [];
  bindPattern(lowering, pat, scrutinee, matched);
  const { moves } = lowering;
  lowering.moves = undefined;
  const next = guard(lowering, condition, start, scrutinee);
  for (const { place, binding } of moves) lowering.consume([readPlace(lowering, place, binding.span, binding)]);
  return next;
}

/** A `let` in a guard takes a value over, or ends one. */
function ownsInGuard(lowering: Lowering, expr: Expr): boolean {
  if (expr.kind === "logical") return ownsInGuard(lowering, expr.left) || ownsInGuard(lowering, expr.right);
  if (expr.kind !== "let") return false;
  const { facts } = lowering.builder;
  let owns = facts.needsDrop(expr.scrutinee.type);
  walkPat(expr.pat, ({ kind, type }) => {
    owns ||= kind.kind === "binding" && kind.mode === "value" && !facts.isCopy(type);
  });
  return owns;
}

/** Goes on where the guard holds; gives where the next arm is tried, without what this one has bound. */
function guard(lowering: Lowering, expr: Expr, start: number, scrutinee: Place): number {
  const { builder } = lowering;
  if (ownsInGuard(lowering, expr)) builder.unsure.push(expr.span);
  const first = builder.points.length;
  const bound = new Set(builder.scopes[builder.scopes.length - 2]?.slots);
  const fails = condition(lowering, expr);
  judgeGuard(builder, first, scrutinee, bound);
  const after = builder.at;
  builder.join(fails);
  builder.leave(builder.scopes.length - 2, expr.span);
  const next = builder.join([start, builder.at]);
  builder.at = after;
  return next;
}

const LOOKS: ReadonlySet<AccessKind> = new Set(["copy", "mention", "inspect", "test", "length", "share"]);

/** A jump out of the guard ends what was before it. */
const LEAVES: ReadonlySet<AccessKind> = new Set(["dead", "drop"]);

/** While a guard runs, the pattern's variables are only looked at, and what is matched does not change. */
function judgeGuard(builder: GraphBuilder, first: number, scrutinee: Place, bound: ReadonlySet<number>): void {
  for (const [i, { access }] of builder.points.slice(first).entries()) {
    if (access === undefined || LOOKS.has(access.kind) || LEAVES.has(access.kind)) continue;
    const { root } = access.path;
    const isBound = bound.has(root);
    if (isBound && access.kind === "move") {
      const { path, span, closure } = access;
      builder.unmovable.push({ why: "borrowed", length: 0, path, span, point: first + i, binding: undefined, closure, isGuarded: true });
    } else if (access.kind !== "move" && (isBound || mayOverlap(access.path, scrutinee.path))) builder.unsure.push(access.span);
  }
}

function lowerLoop(lowering: Lowering, expr: Expr & { kind: "loop" }): Value {
  const { builder } = lowering;
  const head = builder.point(undefined);
  const result = intoSlot(lowering, expr.type);
  const target: Target = { depth: builder.scopes.length, breaks: [], head, result };
  lowering.targets.set(expr.label, target);
  builder.open("temporaries");
  lowering.discard(expr.body);
  builder.close(expr.span);
  builder.link(builder.at, head);
  builder.at = -1;
  builder.join(target.breaks);
  return fromSlot(lowering, result, expr.type);
}

function labeled(lowering: Lowering, expr: Expr & { kind: "labeled" }): Value {
  const { builder } = lowering;
  const result = intoSlot(lowering, expr.type);
  const target: Target = { depth: builder.scopes.length, breaks: [], head: -1, result };
  lowering.targets.set(expr.label, target);
  branch(lowering, result, lowering.value(expr.body));
  builder.join([builder.at, ...target.breaks]);
  return fromSlot(lowering, result, expr.type);
}

function lowerBreak(lowering: Lowering, expr: Expr & { kind: "break" }): Value {
  const { builder } = lowering;
  const target = lowering.targets.get(expr.label) as Target;
  branch(lowering, target.result, expr.value === undefined ? PLAIN : lowering.value(expr.value));
  builder.leave(target.depth, expr.span);
  target.breaks.push(builder.at);
  builder.at = -1;
  return PLAIN;
}

function assign(lowering: Lowering, expr: Expr & { kind: "assign" }): Value {
  const { builder } = lowering;
  const value = lowering.value(expr.value);
  const place = lowering.place(expr.place);
  builder.blaming("assignment", expr.span, () => lowering.types.flow(value.type, place.type));
  if (builder.facts.needsDrop(expr.place.type)) builder.access(place.path, "replace", expr.span);
  builder.access(place.path, "write", expr.span, undefined, [value.temporary]);
  return PLAIN;
}

function asm(lowering: Lowering, expr: Expr & { kind: "asm" }): void {
  const { builder } = lowering;
  const { operands, options } = expr.asm;
  const values: Value[] = [];
  for (const operand of operands) {
    if (operand.kind === "in" || operand.kind === "split-inout") values.push(lowering.value(operand.value));
    else if (operand.kind === "inout") values.push(lowering.value(operand.place));
    else if (operand.kind === "label") builder.unsure.push(operand.span);
  }
  lowering.consume(values, expr.span);
  for (const operand of operands) {
    const place = operand.kind === "out" || operand.kind === "split-inout" || operand.kind === "inout" ? operand.place : undefined;
    if (place === undefined) continue;
    const { path, type } = lowering.place(place);
    if (builder.regionsOf(type).length > 0) builder.unsure.push(place.span);
    builder.access(path, "write", expr.span);
  }
  if (options.includes("noreturn")) builder.at = -1;
}

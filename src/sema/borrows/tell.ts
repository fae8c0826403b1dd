// What the flow checks of a body found, as rustc tells it, in source order. What has no words here is refused with a code of
// kbuild's own. In: a report on a body. Out: diagnostics.
import type { Span } from "../../base/source.ts";
import type { Diagnostic, DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { FlowReport } from "../flow/check-flow.ts";
import type { Access, IllegalMove } from "../flow/graph.ts";
import { isSamePlace } from "../flow/paths.ts";
import type { Misuse } from "../flow/initialization.ts";
import type { Violation } from "../flow/permissions.ts";
import type { Conflict } from "../flow/solve.ts";
import { isSameSpan } from "./body-source.ts";
import { tellConflict } from "./conflicts.ts";
import { BorrowContext, type BorrowInput } from "./context.ts";
import { MoveTeller } from "./moved.ts";
import { IllegalMoveTeller } from "./illegal-moves.ts";
import { OutlivedTeller } from "./outlived.ts";
import { RegionTeller } from "./region-errors.ts";
import { Reasons } from "./reasons.ts";
import { visitOrder } from "./order.ts";
import { ChangeTeller } from "./unchangeable.ts";
import { UnmetBounds } from "./unmet-bounds.ts";
import { UninitializedTeller } from "./uninitialized.ts";
import { isRough } from "./inexact.ts";

const REFUSALS = {
  use: ["KB0403", "a use of what may have been moved away"],
  change: ["KB0404", "a change of what may not be changeable"],
  borrow: ["KB0405", "this borrow"],
  move: ["KB0403", "a move out of this place"],
  lifetimes: ["KB0405", "what these lifetimes are to each other"],
} as const;

class Findings {
  readonly told: Diagnostic[] = [];
  readonly #refused = new Map<string, Diagnostic>();

  refuse(what: keyof typeof REFUSALS, span: Span): void {
    const [code, words] = REFUSALS[what];
    const key = `${span.lo}-${span.hi}`;
    if (!this.#refused.has(key)) this.#refused.set(key, unsupported(code, words, span));
  }

  /** By where they point; what points at the same place stays in order. */
  sorted(): Diagnostic[] {
    const start = ({ spans }: Diagnostic): Span => (spans.find(({ primary }) => primary) as Diagnostic["spans"][number]).span;
    return [...this.told, ...this.#refused.values()].sort((a, b) => start(a).lo - start(b).lo || start(a).hi - start(b).hi);
  }
}

/** One error for each access; several that point at the same place say it once. */
function tellConflicts(cx: BorrowContext, conflicts: readonly Conflict[], found: Findings): void {
  const reasons = new Reasons(cx);
  const ends = new OutlivedTeller(cx, reasons);
  const seen: Access[] = [];
  for (const conflict of conflicts) {
    const { access } = conflict;
    if (seen.some((each) => isSamePlace(each.path, access.path) && isSameSpan(each.span, access.span))) continue;
    // What was refused when it was announced is not told again when it happens.
    const isActivation = access.loan?.activation === conflict.point;
    if (isActivation && seen.some((each) => each.kind === "reserve" && isSamePlace(each.path, access.path))) continue;
    seen.push(access);
    const isEnd = access.kind === "dead" || access.kind === "drop";
    const isVague = cx.graph.doubtful || isRough(cx, access) || isRough(cx, conflict.loan);
    const said = isVague ? undefined : isEnd ? ends.tell(conflict) : tellConflict(cx, conflict, reasons);
    if (said === "told") continue;
    if (said === undefined) found.refuse("borrow", access.span);
    else found.told.push(said);
  }
}

/** What was moved away, and what never had a value. */
function tellMisuses(cx: BorrowContext, misuses: readonly Misuse[], found: Findings): void {
  const moves = new MoveTeller(cx);
  const uninitialized = new UninitializedTeller(cx);
  for (const misuse of misuses) {
    if (moves.add(misuse)) continue;
    if (misuse.gone.some(({ point }) => point === undefined)) uninitialized.add(misuse);
    else found.refuse("use", misuse.access.span);
  }
  for (const span of moves.unsure) found.refuse("use", span);
  found.told.push(...moves.told, ...uninitialized.told);
}

function tellChanges(cx: BorrowContext, violations: readonly Violation[], found: Findings): void {
  const changes = new ChangeTeller(cx);
  for (const violation of violations) changes.add(violation);
  found.told.push(...changes.told);
}

/** Of functions; what lifetimes of other bodies are to each other is left open. */
function tellRelations(cx: BorrowContext, { relations, tests, graph }: FlowReport, found: Findings): DiagnosticBuilder | undefined {
  const isFunction = cx.tcx.items.item(cx.body.owner)?.kind.kind === "fn";
  const isSure = isFunction && !graph.doubtful;
  const bounds = new UnmetBounds(cx);
  for (const test of tests) if (!isSure || !bounds.add(test)) found.refuse("lifetimes", test.test.span);
  found.told.push(...bounds.told);
  const teller = isSure ? new RegionTeller(cx) : undefined;
  for (const relation of relations) {
    const { span } = graph.universals[relation.long] as FlowReport["graph"]["universals"][number];
    if (teller?.add(relation) !== true) found.refuse("lifetimes", span);
  }
  found.told.push(...(teller?.told ?? []));
  return teller?.advice;
}

function tellIllegalMoves(cx: BorrowContext, moves: readonly IllegalMove[], found: Findings): void {
  const teller = new IllegalMoveTeller(cx);
  for (const move of moves) if (!teller.add(move)) found.refuse("move", move.span);
  found.told.push(...teller.tell());
}

/** A constant inside a type has no item that could be pointed into. */
function refuseAll({ graph, misuses, permissions, conflicts, relations, tests }: FlowReport, found: Findings): void {
  for (const { span } of graph.unmovable) found.refuse("move", span);
  for (const { long } of relations) found.refuse("lifetimes", (graph.universals[long] as FlowReport["graph"]["universals"][number]).span);
  for (const { test } of tests) found.refuse("lifetimes", test.span);
  for (const { access } of misuses) found.refuse("use", access.span);
  for (const { access } of permissions.violations) found.refuse("change", access.span);
  for (const { access } of conflicts) found.refuse("borrow", access.span);
}

export function tellFlow(input: Omit<BorrowInput, "graph" | "solver">, report: FlowReport): Diagnostic[] {
  const { graph, solver, misuses, permissions, conflicts, relations, tests, unsure } = report;
  const { unmovable } = graph;
  const found = new Findings();
  const all = [misuses, permissions.violations, unmovable, conflicts, relations, tests, unsure];
  if (all.every(({ length }) => length === 0)) return [];
  let advice: DiagnosticBuilder | undefined;
  if (input.body.owner < 0) refuseAll(report, found);
  else {
    const cx = new BorrowContext({ ...input, graph, solver });
    const order = visitOrder(graph);
    const ranked = <T extends { readonly point: number }>(all: readonly T[]): T[] =>
      [...all].sort((a, b) => (order.get(a.point) as number) - (order.get(b.point) as number));
    tellChanges(cx, permissions.violations, found);
    tellMisuses(cx, ranked(misuses), found);
    tellConflicts(cx, ranked(conflicts), found);
    tellIllegalMoves(cx, ranked(unmovable), found);
    advice = tellRelations(cx, report, found);
  }
  for (const span of unsure) found.refuse("lifetimes", span);
  return advice === undefined ? found.sorted() : [...found.sorted(), advice];
}

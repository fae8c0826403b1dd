// What the flow checks of a body found, as rustc tells it, in source order. What has no words here is refused with a code of
// kbuild's own. In: a report on a body. Out: diagnostics.
import type { Span } from "../../base/source.ts";
import type { Diagnostic, DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { FlowReport } from "../flow/check-flow.ts";
import type { Access, IllegalMove } from "../flow/graph.ts";
import { isSamePlace } from "../flow/paths.ts";
import type { LiveDrop } from "../flow/live-drops.ts";
import type { Misuse } from "../flow/initialization.ts";
import type { Violation } from "../flow/permissions.ts";
import type { Conflict } from "../flow/solve.ts";
import { constPlaceOf } from "../types/const-operations.ts";
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
function tellRelations(
  cx: BorrowContext,
  { relations, tests, graph }: FlowReport,
  found: Findings,
  isItem: boolean,
): DiagnosticBuilder | undefined {
  const isFunction = isItem && cx.tcx.items.item(cx.body.owner)?.kind.kind === "fn";
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

export function tellFlow(input: Omit<BorrowInput, "graph" | "solver">, report: FlowReport): Diagnostic[] {
  const { graph, solver, misuses, permissions, conflicts, relations, tests, unsure, drops } = report;
  const { unmovable } = graph;
  const found = new Findings();
  const dropped = drops.map((drop) => tellLiveDrop(input, drop));
  if (dropped.length > 0) input.tcx.verdicts.unrunnable.add(input.body.owner);
  const all = [misuses, permissions.violations, unmovable, conflicts, relations, tests, unsure];
  if (all.every(({ length }) => length === 0)) return dropped;
  // A constant without a name is told of as a part of its item.
  const body = { ...input.body, owner: input.tcx.holder(input.body.owner) };
  const cx = new BorrowContext({ ...input, body, graph, solver });
  const order = visitOrder(graph);
  const ranked = <T extends { readonly point: number }>(all: readonly T[]): T[] =>
    [...all].sort((a, b) => (order.get(a.point) as number) - (order.get(b.point) as number));
  tellChanges(cx, permissions.violations, found);
  tellMisuses(cx, ranked(misuses), found);
  tellConflicts(cx, ranked(conflicts), found);
  tellIllegalMoves(cx, ranked(unmovable), found);
  const advice = tellRelations(cx, report, found, input.body.owner >= 0);
  for (const span of unsure) found.refuse("lifetimes", span);
  return [...dropped, ...found.sorted(), ...(advice === undefined ? [] : [advice])];
}

/** E0493 */
function tellLiveDrop({ tcx, body }: Pick<BorrowInput, "tcx" | "body">, { type, span, at }: LiveDrop): Diagnostic {
  const said = error("E0493", `destructor of \`${tcx.print(type)}\` cannot be evaluated at compile-time`);
  said.at(span, `the destructor for this type cannot be evaluated in ${constPlaceOf(tcx, body)}`);
  return said.label(at, "value is dropped here");
}

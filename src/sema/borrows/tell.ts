// What the flow checks of a body found, as rustc tells it, in source order. What has no words here is refused with a code of
// kbuild's own. In: a report on a body. Out: diagnostics.
import type { Span } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { FlowReport } from "../flow/check-flow.ts";
import type { Access } from "../flow/graph.ts";
import { isSamePlace } from "../flow/paths.ts";
import type { Conflict } from "../flow/solve.ts";
import { isSameSpan } from "./body-source.ts";
import { tellConflict } from "./conflicts.ts";
import { LaterUses } from "./later-use.ts";
import { BorrowContext, type BorrowInput } from "./context.ts";
import { MoveTeller } from "./moved.ts";
import { OutlivedTeller } from "./outlived.ts";
import { Requirements } from "./required.ts";
import { visitOrder } from "./order.ts";
import { ChangeTeller } from "./unchangeable.ts";
import { UninitializedTeller } from "./uninitialized.ts";

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
function tellConflicts(
  cx: BorrowContext | undefined,
  conflicts: readonly Conflict[],
  order: ReadonlyMap<number, number>,
  found: Findings,
): void {
  const uses = cx && new LaterUses(cx);
  const requirements = cx && new Requirements(cx);
  const ends = cx && uses && requirements && new OutlivedTeller(cx, uses, requirements);
  const seen: Access[] = [];
  const ranked = [...conflicts].sort((a, b) => (order.get(a.point) ?? 0) - (order.get(b.point) ?? 0));
  for (const conflict of ranked) {
    const { access } = conflict;
    if (seen.some((each) => isSamePlace(each.path, access.path) && isSameSpan(each.span, access.span))) continue;
    // What was refused when it was announced is not told again when it happens.
    const isActivation = access.loan?.activation === conflict.point;
    if (isActivation && seen.some((each) => each.kind === "reserve" && isSamePlace(each.path, access.path))) continue;
    seen.push(access);
    const isEnd = access.kind === "dead" || access.kind === "drop";
    const isRough = cx !== undefined && (cx.isRough(access) || cx.isRough(conflict.loan));
    const said =
      cx === undefined || uses === undefined || isRough
        ? undefined
        : isEnd
          ? ends?.tell(conflict)
          : tellConflict(cx, conflict, uses, requirements);
    if (said === "told") continue;
    if (said === undefined) found.refuse("borrow", access.span);
    else found.told.push(said);
  }
}

export function tellFlow(input: Omit<BorrowInput, "graph" | "solver">, report: FlowReport): Diagnostic[] {
  const { graph, solver, misuses, permissions, unmovable, conflicts, unsure } = report;
  const found = new Findings();
  if (misuses.length + permissions.violations.length + unmovable.length + conflicts.length + unsure.length === 0) return [];
  const cx = input.body.owner < 0 ? undefined : new BorrowContext({ ...input, graph, solver });
  const moves = cx && new MoveTeller(cx);
  const uninitialized = cx && new UninitializedTeller(cx);
  const order = visitOrder(graph);
  const ranked = [...misuses].sort((a, b) => (order.get(a.point) ?? 0) - (order.get(b.point) ?? 0));
  for (const misuse of ranked) {
    if (moves === undefined) found.refuse("use", misuse.access.span);
    else if (!moves.add(misuse)) {
      if (misuse.gone.some(({ point }) => point === undefined)) uninitialized?.add(misuse);
      else found.refuse("use", misuse.access.span);
    }
  }
  const changes = cx && new ChangeTeller(cx);
  for (const violation of permissions.violations) {
    if (changes === undefined) found.refuse("change", violation.access.span);
    else changes.add(violation);
  }
  for (const span of moves?.unsure ?? []) found.refuse("use", span);
  found.told.push(...(changes?.told ?? []), ...(moves?.told ?? []), ...(uninitialized?.told ?? []));
  for (const span of unmovable) found.refuse("move", span);
  tellConflicts(cx, conflicts, order, found);
  for (const span of unsure) found.refuse("lifetimes", span);
  return found.sorted();
}

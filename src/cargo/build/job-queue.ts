// In which order units are built, and which are not built any more after one failed. cargo starts what is ready, what most
// others wait for first, as many at once as there are jobs; when one fails, those under way come to their end and no other is
// started, unless `--keep-going` says so. kbuild builds one after the other what cargo has under way at once, in the order in
// which it was started: so a build's output is always the same. (cargo: `core/compiler/job_queue`, `util/dependency_queue`.)
import type { PlannedUnit } from "./build-options.ts";

/** What `--jobs` comes to. Without it as many as can be used; what counts from the number of processors, too. */
export function jobCount(jobs: string | undefined): number {
  const count = jobs === undefined ? NaN : Number(jobs);
  return count > 0 ? count : Infinity;
}

/** For each unit how many others, itself included, wait for it. */
function priorities(units: readonly PlannedUnit[]): ReadonlyMap<PlannedUnit, number> {
  const waiting = new Map(units.map((unit) => [unit, new Set([unit])]));
  for (const unit of units.toReversed())
    for (const { planned } of unit.needs) for (const other of waiting.get(unit) ?? []) waiting.get(planned)?.add(other);
  return new Map([...waiting].map(([unit, others]) => [unit, others.size]));
}

export class JobQueue {
  readonly #priorities: ReadonlyMap<PlannedUnit, number>;
  /** Units that nothing is missing for, the next one last. */
  readonly #ready: PlannedUnit[] = [];
  /** Started, in this order. */
  readonly #underWay: PlannedUnit[] = [];
  readonly #missing = new Map<PlannedUnit, number>();
  readonly #users = new Map<PlannedUnit, PlannedUnit[]>();
  #failures = 0;

  /** Units in an order in which each follows what it needs. */
  constructor(
    units: readonly PlannedUnit[],
    readonly jobs: number,
    readonly keepsGoing: boolean,
  ) {
    this.#priorities = priorities(units);
    for (const unit of units) {
      const needs = new Set(unit.needs.map(({ planned }) => planned));
      this.#missing.set(unit, needs.size);
      for (const need of needs) this.#users.set(need, [...(this.#users.get(need) ?? []), unit]);
    }
    this.#add(units.filter((unit) => this.#missing.get(unit) === 0));
  }

  /** Puts units that became ready behind those of less weight: what became ready last goes first among equals. */
  #add(units: readonly PlannedUnit[]): void {
    for (const unit of units.toReversed()) {
      const weight = this.#priorities.get(unit) ?? 0;
      const at = this.#ready.findLastIndex((other) => (this.#priorities.get(other) ?? 0) <= weight);
      this.#ready.splice(at + 1, 0, unit);
    }
  }

  get hasFailed(): boolean {
    return this.#failures > 0;
  }

  /** The unit to build now; it is under way until `finish`. */
  next(): PlannedUnit | undefined {
    const starts = this.#failures === 0 || this.keepsGoing;
    while (starts && this.#underWay.length < this.jobs && this.#ready.length > 0) this.#underWay.push(this.#ready.pop() as PlannedUnit);
    return this.#underWay[0];
  }

  /** The unit has come to its end. True if it is the first that failed while others are under way. */
  finish(unit: PlannedUnit, isGood: boolean): boolean {
    this.#underWay.splice(this.#underWay.indexOf(unit), 1);
    if (!isGood) return ++this.#failures === 1 && this.#underWay.length > 0;
    const freed = (this.#users.get(unit) ?? []).filter((user) => {
      const missing = (this.#missing.get(user) ?? 0) - 1;
      this.#missing.set(user, missing);
      return missing === 0;
    });
    this.#add(freed);
    return false;
  }
}

/** The order in which all units are built if none fails. */
export function buildOrder(units: readonly PlannedUnit[], jobs: number): readonly PlannedUnit[] {
  const queue = new JobQueue(units, jobs, false);
  const order: PlannedUnit[] = [];
  for (let unit = queue.next(); unit !== undefined; unit = queue.next()) {
    order.push(unit);
    queue.finish(unit, true);
  }
  return order;
}

// Whether places may be changed: variables declared `mut`, what lies behind `&mut`, what closures hold (rustc: `is_mutable`).
// In: the graph of a body. Out: changes that are not allowed, with the part of the place that forbids it, and the variables
// whose `mut` is needed.
import type { Expr } from "../types/thir.ts";
import type { Bits } from "../../base/bits.ts";
import type { Access, Graph, Path, Slot } from "./graph.ts";

export interface Violation {
  readonly access: Access;
  readonly point: number;
  /** How many steps of the place lead to what cannot be changed. */
  readonly length: number;
}

/** May a variable be changed that is not `mut`? */
type Allowance = "yes" | "no";

const CHANGES: ReadonlySet<Access["kind"]> = new Set(["write", "mut", "reserve"] as const);

export class Permissions {
  readonly violations: Violation[] = [];
  /** Of the body's locals: a change needs their `mut`. */
  readonly used = new Set<number>();

  constructor(
    readonly graph: Graph,
    readonly mutable: (local: number) => boolean,
    /** Points that access a slot which may have had a value. */
    readonly assigned: Bits,
  ) {
    graph.points.forEach(({ access }, point) => {
      // A two-phase borrow is judged where it is announced.
      const isActivation = access?.kind === "mut" && access.loan?.twoPhase === true;
      if (access !== undefined && CHANGES.has(access.kind) && !isActivation) this.#judge(access, point);
    });
    this.#useUnassigned();
  }

  /** Of what never gets a value where control comes by, or gets a part of one only, nothing is said of its `mut`: that is an error of its own. */
  #useUnassigned(): void {
    const { points, entries, slots } = this.graph;
    const written = new Set<number>();
    const reached = new Uint8Array(points.length);
    for (const entry of entries) reached[entry] = 1;
    for (const { next } of points) for (const point of next) reached[point] = 1;
    for (let point = 0; point < points.length; point++) {
      const access = points[point]?.access;
      if (access?.kind !== "write" || reached[point] === 0) continue;
      const { root, steps } = access.path;
      const isPart = steps.some(({ kind }) => kind === "field") && steps.every(({ kind }) => kind !== "deref");
      if (!isPart || this.assigned.has(point)) written.add(root);
    }
    slots.forEach(({ local, initial }, slot) => local !== undefined && !initial && !written.has(slot) && this.used.add(local));
  }

  #slot(root: number): Slot {
    return this.graph.slots[root] as Slot;
  }

  #judge(access: Access, point: number): void {
    const { path } = access;
    // What a closure borrows mutably is judged where its body changes it.
    const allowance: Allowance = access.closure === undefined ? "no" : "yes";
    const found = this.#check(path, path.steps.length, allowance);
    const wasAssigned = this.#slot(path.root).local === undefined || this.assigned.has(point);
    if (typeof found === "number") {
      if (wasAssigned) this.violations.push({ access, point, length: found });
      // A closure that may not change what it holds has borrowed it mutably all the same.
      const capture = captureOf(path, this.#slot(path.root));
      if (capture !== undefined) this.#usePlace(capture.place);
    } else this.#use(path, found, wasAssigned);
  }

  /** The length of the part that forbids it; else what allows it. */
  #check(path: Path, length: number, allowance: Allowance): number | "local" | "capture" | "reference" {
    if (length === 0) {
      const { local } = this.#slot(path.root);
      const isMutable = local === undefined || this.mutable(local);
      // What lies behind a reference needs no `mut` of the variable that holds it.
      if (allowance === "yes") return "reference";
      return isMutable ? "local" : 0;
    }
    const step = path.steps[length - 1] as Path["steps"][number];
    const held = this.#held(path, length);
    if (step.kind === "deref") {
      if (step.of === "raw-mut") return "reference";
      if (step.of !== "mut") return length;
      return this.#check(path, length - 1, held === "reference" ? allowance : "yes");
    }
    if (held !== "value") return this.#check(path, length - 1, allowance);
    if (allowance === "no" && !this.#isCaptureMutable(path)) return length;
    const outer = this.#check(path, length - 1, allowance);
    return typeof outer === "number" ? outer : "capture";
  }

  /** The step that ends at `length` leads to what the closure holds: to the field, or through the reference there. */
  #held(path: Path, length: number): "value" | "reference" | undefined {
    const closure = this.#slot(path.root).environment;
    if (closure === undefined) return undefined;
    const field = closure.kind === "FnOnce" ? 1 : 2;
    if (length === field) return "value";
    return length === field + 1 && captureOf(path, this.#slot(path.root))?.mode !== "value" ? "reference" : undefined;
  }

  #isCaptureMutable(path: Path): boolean {
    const capture = captureOf(path, this.#slot(path.root));
    return capture !== undefined && this.#isPlaceMutable(capture.place);
  }

  #isPlaceMutable(place: Expr): boolean {
    if (place.kind === "deref") return place.operand.type.kind === "ref" ? place.operand.type.mutable : this.#isPlaceMutable(place.operand);
    if (place.kind === "field") return this.#isPlaceMutable(place.operand);
    if (place.kind === "upvar") return this.#isPlaceMutable(place.place);
    return place.kind === "local" && this.mutable(place.local);
  }

  #use(path: Path, root: "local" | "capture" | "reference", wasAssigned: boolean): void {
    const { local } = this.#slot(path.root);
    if (root === "local" && local !== undefined && wasAssigned) this.used.add(local);
    if (root !== "capture") return;
    const capture = captureOf(path, this.#slot(path.root));
    if (capture !== undefined) this.#usePlace(capture.place);
  }

  #usePlace(place: Expr): void {
    if (place.kind === "deref" && place.operand.type.kind === "ref" && place.operand.type.mutable) return;
    if (place.kind === "deref" || place.kind === "field") this.#usePlace(place.operand);
    else if (place.kind === "upvar") this.#usePlace(place.place);
    else if (place.kind === "local") this.used.add(place.local);
  }
}

function captureOf({ steps }: Path, { environment }: Slot) {
  const step = environment && steps[environment.kind === "FnOnce" ? 0 : 1];
  return step?.kind === "field" ? environment?.captures[step.field] : undefined;
}

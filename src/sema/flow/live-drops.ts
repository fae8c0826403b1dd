// Values that end where nothing may run: at compile time no destructor does (E0493). In: the graph of a constant's or a `const fn`'s
// body. Out: what is dropped there, and where. Values that have nothing to drop (`None`) are told from their types (`Option<T>`);
// what was moved away whole is gone, unless something could have changed it before (rustc: `check_consts::qualifs`).
import { Bits } from "../../base/bits.ts";
import type { Span } from "../../base/source.ts";
import type { Body, Expr, Pat } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import type { Ty } from "../types/ty.ts";
import type { Path, Point } from "./graph.ts";
import { flowForwards, type Runs } from "./runs.ts";
import type { TypeFacts } from "./type-facts.ts";

export interface LiveDrop {
  readonly type: Ty;
  /** The variable, or the expression whose value it is. */
  readonly span: Span;
  readonly at: Span;
}

/** `bindings`: where the names of variables stand. */
export function liveDrops(runs: Runs, body: Body, facts: TypeFacts, bindings: ReadonlyMap<number, Span>): LiveDrop[] {
  const { slots, points, closures } = runs.graph;
  const values = new Values(body, facts);
  const mayHold = slots.map(({ local, value, needsDrop }) => needsDrop && values.slotDrops(local, value));
  // Slots that hold something to drop.
  const first = new Bits(slots.length);
  slots.forEach(({ initial }, slot) => initial && mayHold[slot] === true && first.add(slot));
  const step = (state: Bits, id: number): void => {
    const { access } = points[id] as Point;
    if (access === undefined || access.path.root < 0) return;
    const { path, kind, span } = access;
    if (kind === "write" && mayHold[path.root] === true && values.writeDrops(span)) state.add(path.root);
    if (path.steps.length === 0 && (kind === "dead" || kind === "move")) state.delete(path.root);
  };
  const typeOf = ({ root, steps }: Path): Ty | undefined =>
    steps.reduce<Ty | undefined>((type, each) => type && facts.fieldType(type, each), slots[root]?.type);
  const found = new Map<number, LiveDrop>();
  flowForwards(runs, first, step, (state, id) => {
    const { access } = points[id] as Point;
    if (access === undefined || (access.kind !== "drop" && access.kind !== "replace")) return;
    const { path, span: at } = access;
    const slot = slots[path.root];
    const isWhole = path.steps.length === 0;
    if (slot === undefined || (isWhole && !state.has(path.root)) || closures.some(({ from, to }) => from <= id && id < to)) return;
    const written = values.writtenAt(at);
    const type = isWhole ? slot.type : (written?.type ?? typeOf(path));
    const named = slot.local === undefined ? slot.span : bindings.get(slot.local);
    const place = written?.span ?? at;
    if (type !== undefined) found.set(id, { type, span: (isWhole ? named : undefined) ?? place, at: place });
  });
  return distinct([...found].sort(([a], [b]) => a - b).map(([, drop]) => drop));
}

/** The same on several ways out is told once. */
function distinct(drops: readonly LiveDrop[]): LiveDrop[] {
  const key = ({ span, at }: LiveDrop): string => `${span.lo}-${span.hi} ${at.lo}-${at.hi}`;
  return [...new Map(drops.map((drop) => [key(drop), drop])).values()];
}

const keyOf = ({ lo, hi, ctxt = 0 }: Span): string => `${lo}-${hi}-${ctxt}`;

/** Whether values, not their types alone, have something to drop. */
class Values {
  readonly #facts: TypeFacts;
  /** All that is ever put into a variable as a whole; undefined where that is not seen. */
  readonly #given = new Map<number, (Expr | undefined)[]>();
  readonly #asked = new Set<number>();
  readonly #initial = new Map<string, Expr>();
  readonly #assignments = new Map<string, Expr & { kind: "assign" }>();

  constructor(body: Body, facts: TypeFacts) {
    this.#facts = facts;
    for (const expr of expressionsOf(body)) {
      if (expr.kind === "assign") this.#assignments.set(keyOf(expr.span), expr);
      if (expr.kind === "assign" && expr.place.kind === "local") this.#give(expr.place.local, expr.value);
      if (expr.kind !== "block") continue;
      for (const stmt of expr.block.stmts)
        if (stmt.kind === "let" && stmt.pat.kind.kind === "binding" && stmt.pat.kind.mode === "value")
          this.#initialize(stmt.pat, stmt.pat.kind.local, stmt.init);
    }
  }

  #initialize({ span }: Pat, local: number, value: Expr | undefined): void {
    if (value === undefined) return;
    this.#give(local, value);
    for (const at of [span, value.span]) this.#initial.set(keyOf(at), value);
  }

  #give(local: number, value: Expr | undefined): void {
    const known = this.#given.get(local);
    if (known === undefined) this.#given.set(local, [value]);
    else known.push(value);
  }

  /** The place of the assignment that stands there. */
  writtenAt(span: Span): Expr | undefined {
    return this.#assignments.get(keyOf(span))?.place;
  }

  /** What is written by the expression that stands there has something to drop; so has what is not known. */
  writeDrops(span: Span): boolean {
    const assignment = this.#assignments.get(keyOf(span));
    if (assignment !== undefined) return this.#drops(assignment.value);
    const given = this.#initial.get(keyOf(span));
    return given === undefined || this.#drops(given);
  }

  slotDrops(local: number | undefined, value: Expr | undefined): boolean {
    if (local !== undefined) return this.#localDrops(local);
    return value === undefined || this.#drops(value);
  }

  #localDrops(local: number): boolean {
    const given = this.#given.get(local);
    if (given === undefined || this.#asked.has(local)) return given === undefined;
    this.#asked.add(local);
    const answer = given.some((value) => value !== undefined && this.#drops(value));
    this.#asked.delete(local);
    return answer;
  }

  #drops(expr: Expr): boolean {
    if (!this.#facts.needsDrop(expr.type)) return false;
    switch (expr.kind) {
      case "adt":
        if (expr.base !== undefined || this.#hasDestructor(expr.type)) return true;
        return expr.fields.some(({ value }) => this.#drops(value));
      case "tuple":
      case "array":
        return expr.elements.some((element) => this.#drops(element));
      case "repeat":
        return this.#drops(expr.element);
      case "call":
        if (expr.callee.type.kind !== "fn-def" || !this.#facts.isConstructor(expr.callee.type.def) || this.#hasDestructor(expr.type))
          return true;
        return expr.args.some((arg) => this.#drops(arg));
      case "local":
        return this.#localDrops(expr.local);
      case "constant":
        return this.#constantDrops(expr);
      case "const-block":
        return this.#drops(expr.value);
      case "block":
        return expr.block.value === undefined || this.#drops(expr.block.value);
      case "if":
        return this.#drops(expr.then) || (expr.otherwise !== undefined && this.#drops(expr.otherwise));
      case "match":
        return expr.arms.some(({ body }) => this.#drops(body));
      default:
        return true;
    }
  }

  #hasDestructor(type: Ty): boolean {
    return type.kind === "adt" && this.#facts.hasDestructor(type.def);
  }

  #constantDrops({ def }: Expr & { kind: "constant" }): boolean {
    const { tcx } = this.#facts;
    const parent = def < 0 ? undefined : tcx.items.parent(def);
    const value = parent !== undefined && tcx.items.kind(parent) === "trait" ? undefined : tcx.body(def)?.value;
    return value === undefined || this.#drops(value);
  }
}

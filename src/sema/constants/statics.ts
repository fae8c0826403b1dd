// Statics of a compilation: one allocation each, which others may point to before its value is known. The value is worked out
// when something reads it; a static that reads itself on the way has none (E0080, or E0391 by way of others).
import type { Span } from "../../base/source.ts";
import { error, type Diagnostic } from "../../diag/diagnostic.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { Ty } from "../types/ty.ts";
import type { Expr } from "../types/thir.ts";
import type { Interpreter } from "./interpreter.ts";
import { ERRONEOUS, EvaluationStop, REPORTED, pointerTo, type Allocation, type Pointer, type Value } from "./value.ts";

/** What is refused of them. */
export const MUTABLE = "reading a mutable static";

/** Since then a static that reads itself directly is told as a failed evaluation. */
const OWN_WORDS = 90;

class StaticAllocation implements Allocation {
  #value: Value | undefined;

  readonly static: DefId;
  readonly type: Ty;
  readonly #initial: () => Value;

  constructor(def: DefId, type: Ty, initial: () => Value) {
    this.static = def;
    this.type = type;
    this.#initial = initial;
  }

  get value(): Value {
    this.#value ??= this.#initial();
    return this.#value;
  }

  set value(value: Value) {
    this.#value = value;
  }
}

interface Running {
  readonly def: DefId;
  /** What reads the next one. */
  reads: Span | undefined;
}

export class Statics {
  readonly #tcx: TypeContext;
  readonly #evaluate: (def: DefId) => Value | undefined;
  readonly #known = new Map<DefId, Allocation>();
  readonly #failed = new Set<DefId>();
  /** Where the evaluation of one failed that is in no cycle. */
  readonly #failures = new Map<DefId, Span>();
  readonly #following = new Set<number>();
  readonly #running: Running[] = [];

  /** `evaluate` reports what goes wrong, and gives nothing then. */
  constructor(tcx: TypeContext, evaluate: (def: DefId) => Value | undefined) {
    this.#tcx = tcx;
    this.#evaluate = evaluate;
  }

  allocation(def: DefId): Allocation {
    const known = this.#known.get(def);
    if (known !== undefined) return known;
    const made = new StaticAllocation(def, this.#tcx.typeOf(def), () => this.#initial(def));
    this.#known.set(def, made);
    return made;
  }

  /** The address of the whole. */
  pointer(def: DefId): Pointer {
    return pointerTo({ allocation: this.allocation(def), path: [], index: undefined });
  }

  /** What a static that changes will hold nobody knows before the program runs. */
  demandReadable(interpreter: Interpreter, pointer: Value, expr: Expr): void {
    const def = pointer.kind === "pointer" ? pointer.place?.allocation.static : undefined;
    if (def === undefined) return;
    const item = this.#tcx.items.item(def)?.kind;
    if (item?.kind === "static" && item.mutable) interpreter.refuse(MUTABLE, expr);
  }

  /** With its value; undefined if it has none (reported). */
  evaluated(def: DefId): Allocation | undefined {
    const allocation = this.allocation(def);
    try {
      return allocation.value.kind === "uninit" ? undefined : allocation;
    } catch (stop) {
      if (stop instanceof EvaluationStop) return undefined;
      throw stop;
    }
  }

  /** What is about to be read, wherever the evaluation is. */
  reads(span: Span): void {
    const last = this.#running.at(-1);
    if (last !== undefined) last.reads = span;
  }

  #initial(def: DefId): Value {
    const first = this.#running.findIndex((each) => each.def === def);
    if (first >= 0) this.#cycle(first);
    if (!this.#failed.has(def)) {
      this.#running.push({ def, reads: undefined });
      const value = this.#evaluate(def);
      this.#running.pop();
      if (value !== undefined) return value;
      this.#failed.add(def);
    }
    const failure = this.#failures.get(def);
    throw failure === undefined ? new EvaluationStop(REPORTED, this.#here()) : new EvaluationStop(ERRONEOUS, failure);
  }

  /** Says whether it is news: who reads what failed tells of it once. */
  failedAt(def: DefId, span: Span, isFollowing: boolean): boolean {
    const isNew = !isFollowing || !this.#following.has(span.lo);
    this.#failures.set(def, span);
    if (isFollowing) this.#following.add(span.lo);
    return isNew;
  }

  #here(): Span {
    return this.#running.at(-1)?.reads ?? { lo: 0, hi: 0 };
  }

  #cycle(first: number): never {
    const isDirect = first === this.#running.length - 1;
    if (isDirect && this.#tcx.session.release.minor >= OWN_WORDS) {
      throw new EvaluationStop("encountered static that tried to access itself during initialization", this.#here());
    }
    this.#tcx.report(this.#describe(first));
    throw new EvaluationStop(REPORTED, this.#here());
  }

  #describe(first: number): Diagnostic {
    const { items, session } = this.#tcx;
    const verb = session.release.minor >= OWN_WORDS ? "evaluating initializer of static" : "const-evaluating + checking";
    const doing = ({ def }: Running): string => `${verb} \`${items.path(def)}\``;
    const placeOf = ({ def, reads }: Running): Span => reads ?? items.span(def);
    const [head, ...rest] = this.#running.slice(first) as [Running, ...Running[]];
    const said = error("E0391", `cycle detected when ${doing(head)}`).at(placeOf(head));
    for (const each of rest) said.noteAt(placeOf(each), `...which requires ${doing(each)}...`);
    said.note(
      rest.length === 0
        ? `...which immediately requires ${doing(head)} again`
        : `...which again requires ${doing(head)}, completing the cycle`,
    );
    const user = this.#running[first - 1];
    if (user === undefined) said.note(`cycle used when running analysis passes on crate \`${session.crateName}\``);
    else said.noteAt(placeOf(user), `cycle used when ${doing(user)}`);
    const guide = "https://rustc-dev-guide.rust-lang.org";
    return said.note(`see ${guide}/overview.html#queries and ${guide}/query.html for more information`);
  }
}

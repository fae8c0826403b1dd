// Closures of all bodies, by number. While a body is checked an entry's signature holds variables of that body and its
// trait is open; `close` completes it.
import type { Span } from "../../base/source.ts";
import { FIRST_OWN } from "../definitions.ts";
import type { Closure } from "./thir.ts";
import type { Interner, Ty } from "./ty.ts";

export type ClosureKind = "Fn" | "FnMut" | "FnOnce";

export interface ClosureState {
  readonly id: number;
  /** From its beginning to its parameters' end. */
  readonly headSpan: Span;
  params: readonly Ty[];
  output: Ty;
  kind: ClosureKind | undefined;
  /** Types of the fields. */
  captures: readonly Ty[] | undefined;
  /** The trait that the place it stands in asks for. */
  readonly expected: ClosureKind | undefined;
}

/** The one that can be called in more ways. */
export function stronger(one: ClosureKind, other: ClosureKind): ClosureKind {
  return ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other;
}

const ORDER: readonly ClosureKind[] = ["FnOnce", "FnMut", "Fn"];

export class ClosureTable {
  readonly #types: Interner;
  readonly #library: ClosureTable | undefined;
  readonly #first: number;
  readonly #states: ClosureState[] = [];
  readonly #closures: (Closure | undefined)[] = [];

  /** `library`: those of core's bodies. */
  constructor(types: Interner, library: ClosureTable | undefined) {
    this.#types = types;
    this.#library = library;
    this.#first = library === undefined ? 0 : FIRST_OWN;
  }

  open(headSpan: Span, params: readonly Ty[], output: Ty, expected: ClosureKind | undefined): ClosureState {
    const id = this.#first + this.#states.length;
    const state: ClosureState = { id, headSpan, params, output, kind: undefined, captures: undefined, expected };
    this.#states.push(state);
    return state;
  }

  close(closure: Closure): void {
    this.#closures[closure.id - this.#first] = closure;
  }

  #state(id: number): ClosureState {
    if (id < this.#first && this.#library !== undefined) return this.#library.#state(id);
    const state = this.#states[id - this.#first];
    if (state === undefined) throw new Error(`no closure ${id}`);
    return state;
  }

  headSpan(id: number): Span {
    return this.#state(id).headSpan;
  }

  get(id: number): Closure {
    if (id < this.#first && this.#library !== undefined) return this.#library.get(id);
    const closure = this.#closures[id - this.#first];
    if (closure === undefined) throw new Error(`closure ${id} has no body`);
    return closure;
  }

  kind(id: number): ClosureKind | undefined {
    return this.#state(id).kind;
  }

  /** With the surrounding item's generic arguments. */
  signature(id: number, args: readonly Ty[]): { readonly params: readonly Ty[]; readonly output: Ty; readonly unsafe: boolean } {
    const { params, output } = this.#state(id);
    return { params: this.#types.substituteAll(params, args), output: this.#types.substitute(output, args), unsafe: false };
  }

  captureTypes(id: number, args: readonly Ty[]): readonly Ty[] | undefined {
    const { captures } = this.#state(id);
    return captures === undefined ? undefined : this.#types.substituteAll(captures, args);
  }

  /** Whether it has the trait; while that is open it is granted and checked when the kind is known. */
  allows(id: number, kind: ClosureKind): boolean {
    const state = this.#state(id);
    if (state.kind !== undefined) return ORDER.indexOf(state.kind) >= ORDER.indexOf(kind);
    return true;
  }
}

// Which destructors run where a scope ends. A variable or temporary that may need one is scheduled in the scope that it
// lives in, once its value is there; at the scope's end, and where a jump leaves it, the scheduled values are dropped, the
// last one first. Whether a value is still there is not asked here: `elaborate-drops.ts` finds out.
import type { Span } from "../../base/source.ts";
import type { Local } from "../mir.ts";

/** Number of scopes that are open: where a jump goes to, the scopes above it are left. */
export type Depth = number;

interface DropScope {
  readonly locals: Local[];
  readonly outer: Homes;
}

/** The scopes, by their number, in which what is declared now ends. */
interface Homes {
  readonly variables: Depth;
  readonly temporaries: Depth;
  /** Temporaries whose life is extended to that of the variable which is being initialized. */
  readonly extended: Depth;
}

export type Home = keyof Homes;

export class DropScopes {
  readonly #scopes: DropScope[] = [];
  #homes: Homes = { variables: 0, temporaries: 0, extended: 0 };

  get depth(): Depth {
    return this.#scopes.length;
  }

  /** A scope in which what `homes` names ends. */
  open(homes: readonly Home[]): void {
    const { depth } = this;
    const outer = this.#homes;
    const at = (home: Home): Depth => (homes.includes(home) ? depth : outer[home]);
    this.#scopes.push({ locals: [], outer });
    this.#homes = { variables: at("variables"), temporaries: at("temporaries"), extended: at("extended") };
  }

  /** What is to be dropped at the end of the innermost scope, in this order. */
  close(): readonly Local[] {
    const { locals, outer } = this.#scopes.pop() as DropScope;
    this.#homes = outer;
    return locals.reverse();
  }

  schedule(local: Local, home: Home): void {
    (this.#scopes[this.#homes[home]] as DropScope).locals.push(local);
  }

  /** What a jump to `depth` drops. */
  above(depth: Depth): readonly Local[] {
    return this.#scopes
      .slice(depth)
      .flatMap(({ locals }) => locals)
      .reverse();
  }

  /** What is scheduled by now in the innermost scope. */
  pending(): readonly Local[] {
    return this.above(this.depth - 1);
  }

  /** While `work` runs, extended temporaries live as long as variables declared here. */
  extending<T>(work: () => T): T {
    const outer = this.#homes;
    this.#homes = { ...outer, extended: outer.variables };
    const result = work();
    this.#homes = outer;
    return result;
  }

  /** Runs `work` as if the scopes above `depth` had ended. */
  outside<T>(depth: Depth, work: () => T): T {
    const left = this.#scopes.splice(depth);
    const inner = this.#homes;
    this.#homes = left[0]?.outer ?? inner;
    const result = work();
    this.#scopes.push(...left);
    this.#homes = inner;
    return result;
  }
}

/** A scope's end: where debuggers stand when its values are dropped. */
export const endOf = (span: Span): Span => ({ ...span, lo: Math.max(span.lo, span.hi - 1) });

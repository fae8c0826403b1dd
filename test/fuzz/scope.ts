// What expressions may name at a place of the program, and the places inside those variables.
import type { Random } from "./random.ts";
import { isSame } from "./types.ts";
import type { Type } from "./types.ts";

export interface Variable {
  /** A path expression: `v3`, or `(*r1)` of a reference. */
  readonly path: string;
  readonly type: Type;
  readonly mutable: boolean;
}

/** A slice in sight: `s2`, or an array where a slice is wanted. */
export interface SliceVariable {
  readonly path: string;
  readonly element: Type;
  readonly mutable: boolean;
}

export interface ClosureVariable {
  readonly path: string;
  readonly parameters: readonly Type[];
  readonly result: Type;
}

export class Scope {
  constructor(
    readonly variables: Variable[] = [],
    readonly slices: SliceVariable[] = [],
    readonly closures: ClosureVariable[] = [],
    /** Loops around, innermost last. */
    readonly loops: readonly string[] = [],
  ) {}

  inner(label?: string): Scope {
    return new Scope([...this.variables], [...this.slices], [...this.closures], label === undefined ? this.loops : [...this.loops, label]);
  }

  /** Without a variable, which something else has borrowed mutably. */
  without(path: string): Scope {
    return new Scope(
      this.variables.filter((one) => one.path !== path),
      this.slices.filter((one) => one.path !== path),
      [...this.closures],
      this.loops,
    );
  }

  /** What a closure may take with it and leave behind at once. */
  copied(): Scope {
    const { variables, slices } = this.frozen();
    const isOwn = ({ path }: { readonly path: string }) => !path.startsWith("(*");
    return new Scope(
      variables.filter(isOwn),
      slices.filter(({ path }) => this.slices.some((one) => one.path === path && !one.mutable)),
      this.closures.filter(({ path }) => path.startsWith("c")),
    );
  }

  /** Nothing can be written to: it is captured or borrowed by what is made here. */
  frozen(): Scope {
    return new Scope(
      this.variables.map((one) => ({ ...one, mutable: false })),
      this.slices.map((one) => ({ ...one, mutable: false })),
      [...this.closures],
      [],
    );
  }
}

/** Places of a type in a variable, down to `depth` fields. Array elements are taken at a random constant index. */
function placesIn(random: Random, path: string, at: Type, wanted: Type, depth: number, out: string[]): void {
  if (isSame(at, wanted)) out.push(path);
  if (depth <= 0) return;
  if (at.kind === "tuple" || at.kind === "struct")
    at.fields.forEach((field, i) => placesIn(random, `${path}.${at.kind === "struct" ? "f" : ""}${i}`, field, wanted, depth - 1, out));
  if (at.kind === "array") placesIn(random, `${path}[${random.below(at.length)}]`, at.element, wanted, depth - 1, out);
}

/** A place that holds a value of the type, or undefined. */
export function placeOf(random: Random, scope: Scope, type: Type, mutable: boolean): { place: string; variable: Variable } | undefined {
  const found = scope.variables
    .filter((one) => one.mutable || !mutable)
    .flatMap((variable) => {
      const out: string[] = [];
      placesIn(random, variable.path, variable.type, type, 2, out);
      return out.map((place) => ({ place, variable }));
    });
  return found.length === 0 ? undefined : random.pick(found);
}

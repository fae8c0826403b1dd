// Functions, methods and generics that the expressions of a program call. A function only calls those made before it, and
// each call costs fuel, so programs end.
import type { Expressions } from "./expressions.ts";
import type { Random } from "./random.ts";
import { placeOf } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { isSame, spell } from "./types.ts";
import type { Type } from "./types.ts";

interface Mutable {
  readonly kind: "mutable";
  readonly type: Type;
}

interface MutableSlice {
  readonly kind: "mutable-slice";
  readonly element: Type;
}

/** How a value reaches a parameter. */
export type Parameter =
  | { readonly kind: "value" | "shared"; readonly type: Type }
  | { readonly kind: "slice"; readonly element: Type }
  | Mutable
  | MutableSlice
  /** `impl Fn(A) -> B`, or `&dyn Fn(A) -> B`. */
  | { readonly kind: "closure"; readonly from: Type; readonly to: Type; readonly dynamic: boolean };

export interface FunctionItem {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: Type;
  /** The first parameter is the receiver. */
  readonly isMethod: boolean;
  readonly text: string;
}

export class Items {
  readonly functions: FunctionItem[] = [];

  constructor(readonly random: Random) {}

  /** A call of a known function with the result, or undefined. */
  call(made: Expressions, scope: Scope, type: Type, depth: number): string | undefined {
    const known = this.functions.filter(({ result }) => isSame(result, type));
    if (known.length === 0) return undefined;
    return this.callOf(made, scope, this.random.pick(known), depth);
  }

  callOf(made: Expressions, scope: Scope, { name, parameters, isMethod }: FunctionItem, depth: number): string {
    let rest = scope;
    const borrowed = parameters.map((parameter) => {
      if (parameter.kind !== "mutable" && parameter.kind !== "mutable-slice") return undefined;
      const found = this.#mutablePlace(rest, parameter);
      if (found === undefined) return undefined;
      rest = rest.without(found.owner);
      return found.text;
    });
    const args = parameters.map((parameter, i) => borrowed[i] ?? this.#argument(made, rest.frozen(), parameter, Math.min(depth, 1)));
    if (!isMethod) return `${name}(${args.join(", ")})`;
    const [receiver, ...others] = args as [string, ...string[]];
    return `(${receiver.startsWith("&") && this.random.chance(50) ? receiver.replace(/^&(mut )?/, "") : receiver}).${name}(${others.join(", ")})`;
  }

  #mutablePlace(scope: Scope, parameter: Mutable | MutableSlice): { text: string; owner: string } | undefined {
    if (parameter.kind === "mutable") {
      const found = placeOf(this.random, scope, parameter.type, true);
      return found && { text: `&mut ${found.place}`, owner: found.variable.path };
    }
    const arrays = scope.variables.filter(
      ({ type, mutable }) => mutable && type.kind === "array" && isSame(type.element, parameter.element),
    );
    if (arrays.length === 0) return undefined;
    const { path } = this.random.pick(arrays);
    return { text: `&mut ${path}${this.random.pick(["", "[..]", "[1..]", "[..1]"])}`, owner: path };
  }

  #argument(made: Expressions, scope: Scope, parameter: Parameter, depth: number): string {
    const { random } = this;
    switch (parameter.kind) {
      case "value":
        return made.of(scope, parameter.type, depth);
      case "shared":
        return `&${made.of(scope, parameter.type, depth).replace(/^(.*)$/s, "($1)")}`;
      case "mutable":
        return `&mut (${made.literal(scope, parameter.type, depth)})`;
      case "slice": {
        const known = scope.slices.filter(({ element }) => isSame(element, parameter.element));
        if (known.length > 0 && random.chance(60)) return `${random.pick(known).path}.split_at(0).1`;
        return `&[${random.list(random.below(5), () => made.of(scope, parameter.element, depth)).join(", ")}]`;
      }
      case "mutable-slice":
        return `&mut [${random.list(random.below(5), () => made.of(scope, parameter.element, depth)).join(", ")}]`;
      case "closure": {
        const name = made.name("x");
        const inner = scope.frozen();
        inner.variables.push({ path: name, type: parameter.from, mutable: false });
        return `${parameter.dynamic ? "&" : ""}|${name}: ${spell(parameter.from)}| -> ${spell(parameter.to)} { ${made.of(inner, parameter.to, depth)} }`;
      }
    }
  }
}

export function parameterType(parameter: Parameter): string {
  switch (parameter.kind) {
    case "value":
      return spell(parameter.type);
    case "shared":
      return `&${spell(parameter.type)}`;
    case "mutable":
      return `&mut ${spell(parameter.type)}`;
    case "slice":
      return `&[${spell(parameter.element)}]`;
    case "mutable-slice":
      return `&mut [${spell(parameter.element)}]`;
    case "closure":
      return `${parameter.dynamic ? "&dyn" : "impl"} Fn(${spell(parameter.from)}) -> ${spell(parameter.to)}`;
  }
}

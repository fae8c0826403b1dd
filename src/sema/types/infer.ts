// Inference variables: what is not known yet about the types of a body. Variables are united by `unify`; every change
// is logged, so that a probe (method lookup, a trait candidate) can be rolled back without copying anything.
// Integer and float variables stand for literals without a suffix: they unite with types of their kind only.
import type { Span } from "../../base/source.ts";
import { F64, HAS_INFER, I32, partsOf, type Interner, type Ty } from "./ty.ts";

type VariableKind = "type" | "int" | "float";

interface Undo {
  readonly variable: number;
  readonly value: Ty | undefined;
  readonly of: VariableKind;
}

export class InferenceTable {
  /** What a variable stands for: another variable, a type, or nothing yet. */
  readonly #value: (Ty | undefined)[] = [];
  readonly #of: VariableKind[] = [];
  readonly #spans: Span[] = [];
  readonly #diverging = new Set<number>();
  readonly #log: Undo[] = [];
  readonly types: Interner;

  constructor(types: Interner) {
    this.types = types;
  }

  fresh(span: Span, of: VariableKind = "type"): Ty {
    const variable = this.#value.length;
    this.#value.push(undefined);
    this.#of.push(of);
    this.#spans.push(span);
    return this.types.infer(variable, of);
  }

  /** A variable for the type of an expression that does not return: `()` or `!` if nothing decides it. */
  freshDiverging(span: Span): Ty {
    const type = this.fresh(span);
    if (type.kind === "infer") this.#diverging.add(type.variable);
    return type;
  }

  get count(): number {
    return this.#value.length;
  }

  /** Where the variable came from. */
  originOf(variable: number): Span {
    return this.#spans[variable] as Span;
  }

  /** True if a diverging variable was united with this one. */
  isDiverging(variable: number): boolean {
    const root = this.shallow(this.types.infer(variable, "type"));
    for (const each of this.#diverging) if (this.shallow(this.types.infer(each, "type")) === root) return true;
    return false;
  }

  /** Some diverging variable is a type that nothing decided yet. */
  get hasDiverging(): boolean {
    for (const each of this.#diverging) {
      const root = this.shallow(this.types.infer(each, "type"));
      if (root.kind === "infer" && root.of === "type") return true;
    }
    return false;
  }

  /** The type with its outermost variable replaced by what is known; an unknown one gives its root variable. */
  shallow(type: Ty): Ty {
    let current = type;
    while (current.kind === "infer") {
      const value = this.#value[current.variable];
      if (value === undefined) return this.types.infer(current.variable, this.#of[current.variable] as VariableKind);
      current = value;
    }
    return current;
  }

  /** The type with all known variables replaced. */
  resolve(type: Ty): Ty {
    if ((type.flags & HAS_INFER) === 0) return type;
    const outer = this.shallow(type);
    return outer.kind === "infer" || (outer.flags & HAS_INFER) === 0 ? outer : this.types.mapParts(outer, (part) => this.resolve(part));
  }

  snapshot(): number {
    return this.#log.length;
  }

  rollback(mark: number): void {
    while (this.#log.length > mark) {
      const { variable, value, of } = this.#log.pop() as Undo;
      this.#value[variable] = value;
      this.#of[variable] = of;
    }
  }

  /** Runs `attempt` and takes back all it decided. */
  probe<T>(attempt: () => T): T {
    const mark = this.snapshot();
    const result = attempt();
    this.rollback(mark);
    return result;
  }

  /** Makes two types equal if that is possible; on failure nothing is decided. */
  unify(a: Ty, b: Ty): boolean {
    const mark = this.snapshot();
    if (this.#unify(a, b)) return true;
    this.rollback(mark);
    return false;
  }

  unifyAll(a: readonly Ty[], b: readonly Ty[]): boolean {
    return a.length === b.length && a.every((type, i) => this.unify(type, b[i] as Ty));
  }

  #set(variable: number, value: Ty | undefined, of: VariableKind): void {
    this.#log.push({ variable, value: this.#value[variable], of: this.#of[variable] as VariableKind });
    this.#value[variable] = value;
    this.#of[variable] = of;
  }

  #unify(first: Ty, second: Ty): boolean {
    const a = this.shallow(first);
    const b = this.shallow(second);
    if (a === b) return true;
    if (a.kind === "infer") return b.kind === "infer" ? this.#unite(a, b) : this.#assign(a, b);
    if (b.kind === "infer") return this.#assign(b, a);
    if (a.kind === "error" || b.kind === "error") return true;
    if (a.kind !== b.kind || !sameHead(a, b)) return false;
    const left = partsOf(a);
    const right = partsOf(b);
    return left.length === right.length && left.every((part, i) => this.#unify(part, right[i] as Ty));
  }

  #unite(a: Ty & { kind: "infer" }, b: Ty & { kind: "infer" }): boolean {
    if (a.of !== "type" && b.of !== "type" && a.of !== b.of) return false;
    const [from, to] = a.of === "type" ? [a, b] : [b, a];
    this.#set(from.variable, to, from.of);
    return true;
  }

  #assign(variable: Ty & { kind: "infer" }, type: Ty): boolean {
    if (type.kind !== "error") {
      if (variable.of === "int" && type.kind !== "int") return false;
      if (variable.of === "float" && type.kind !== "float") return false;
    }
    if (this.#occurs(variable, type)) return false;
    this.#set(variable.variable, type, variable.of);
    return true;
  }

  #occurs(variable: Ty, type: Ty): boolean {
    if ((type.flags & HAS_INFER) === 0) return false;
    const outer = this.shallow(type);
    return outer === variable || (outer.kind !== "infer" && partsOf(outer).some((part) => this.#occurs(variable, part)));
  }

  /** `i32` and `f64` for literals that nothing decided. True if anything was decided. */
  applyLiteralFallback(): boolean {
    let changed = false;
    for (let variable = 0; variable < this.#value.length; variable++) {
      if (this.#value[variable] !== undefined || this.#of[variable] === "type") continue;
      this.#set(variable, this.#of[variable] === "int" ? I32 : F64, this.#of[variable] as VariableKind);
      changed = true;
    }
    return changed;
  }

  /** Gives diverging variables that nothing decided their fallback. */
  applyDivergingFallback(fallback: Ty): boolean {
    let changed = false;
    for (const variable of this.#diverging) {
      const root = this.shallow(this.types.infer(variable, "type"));
      if (root.kind === "infer" && root.of === "type") changed = this.unify(root, fallback) || changed;
    }
    return changed;
  }
}

/** Two types of one kind agree in all that is not a part of them. */
export function sameHead(a: Ty, b: Ty): boolean {
  switch (a.kind) {
    case "adt":
    case "fn-def":
    case "unevaluated":
    case "foreign":
      return a.def === (b as typeof a).def;
    case "ref":
    case "ptr":
      return a.mutable === (b as typeof a).mutable;
    case "closure":
      return a.closure === (b as typeof a).closure;
    case "projection":
      return a.item === (b as typeof a).item;
    case "opaque":
      return a.fn === (b as typeof a).fn && a.index === (b as typeof a).index;
    case "fn-pointer":
      return sameFnHead(a, b as typeof a);
    case "dynamic":
      return sameDyn(a, b as typeof a);
    case "array":
    case "slice":
    case "tuple":
      return true;
    default:
      return false; // primitives, parameters and constants are equal only if they are the same object
  }
}

function sameFnHead(a: Ty & { kind: "fn-pointer" }, b: Ty & { kind: "fn-pointer" }): boolean {
  return a.abi === b.abi && a.unsafe === b.unsafe && a.variadic === b.variadic && a.params.length === b.params.length;
}

function sameDyn(a: Ty & { kind: "dynamic" }, b: Ty & { kind: "dynamic" }): boolean {
  if (a.autos.join() !== b.autos.join() || a.principal?.trait !== b.principal?.trait) return false;
  const left = a.principal?.projections ?? [];
  const right = b.principal?.projections ?? [];
  return left.length === right.length && left.every((each, i) => each.item === right[i]?.item);
}

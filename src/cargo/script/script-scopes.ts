// Variables of a build script's function while it is gone through: blocks, and what has been moved from.
import type { Span } from "../../base/source.ts";
import type { ExprId } from "../../syntax/ast.ts";
import { NEVER, equalTypes } from "./script-values.ts";
import type { Type, Value } from "./script-values.ts";

/** A variable; what a reference to it is kept in must not outlive it, so it is not moved from. */
export interface Binding {
  value: Value;
  pinned?: true;
  /** `let mut`, and whether it has been changed. */
  readonly isMutable: boolean;
  isChanged?: true;
}

export class ScriptScopes {
  readonly #blocks: Map<string, Binding>[] = [new Map()];
  #moved = new Set<Binding>();

  constructor(
    /** What the function gives. */
    readonly gives: Type,
  ) {}

  find(name: string): Binding | undefined {
    return this.#blocks.findLast((block) => block.has(name))?.get(name);
  }

  bind(name: string, value: Value, isMutable = false): void {
    this.#blocks.at(-1)?.set(name, { value, isMutable });
  }

  /** Undefined for a variable that is none that may be changed. */
  change(name: string): Binding | undefined {
    const binding = this.find(name);
    if (binding?.isMutable !== true) return undefined;
    binding.isChanged = true;
    return binding;
  }

  within<V>(run: () => V): V {
    const block = new Map<string, Binding>();
    this.#blocks.push(block);
    try {
      return run();
    } finally {
      this.#blocks.pop();
      for (const { isMutable, isChanged } of block.values()) this.#isMutableForNothing ||= isMutable && isChanged !== true;
    }
  }

  #isMutableForNothing = false;

  /** Whether a variable is `mut` that nobody changes, which rustc warns of. */
  get isMutableForNothing(): boolean {
    return this.#isMutableForNothing;
  }

  move(binding: Binding): void {
    this.#moved.add(binding);
  }

  hasMoved(binding: Binding): boolean {
    return this.#moved.has(binding);
  }

  /** Whether what is run moves from a variable that is there before. */
  movesOut(run: () => void): boolean {
    const there = this.#blocks.flatMap((block) => [...block.values()]).filter((binding) => !this.#moved.has(binding));
    run();
    return there.some((binding) => this.#moved.has(binding));
  }

  /** Ways of which one is gone: all of them while nothing is known, each with what was moved before. Undefined for types that differ. */
  ways(ways: readonly (() => Value)[]): Value | undefined {
    const before = this.#moved;
    const after = new Set(before);
    const values = ways.map((way) => {
      this.#moved = new Set(before);
      const value = way();
      this.#moved.forEach((binding) => after.add(binding));
      return value;
    });
    this.#moved = after;
    const [first = NEVER, ...more] = values.filter(({ type }) => type.kind !== "!");
    return more.every(({ type }) => equalTypes(type, first.type)) ? { type: first.type, data: undefined } : undefined;
  }
}

/** How an expression is used: its value is taken, or looked at where it is. */
export type Use = "moves" | "reads";

/** What parts of the interpreter ask of it. */
export interface Evaluator {
  /** While it is false, values are known by their types alone. */
  readonly isReal: boolean;
  readonly scopes: ScriptScopes;
  value(id: ExprId, use: Use): Value;
  /** The value as one of the type. Throws NotConstant. */
  expect(value: Value, type: Type, span: Span): Value;
}

// Matching a macro call's tokens against the left side of a rule.
//
// The left side becomes a list of steps, and all ways of reading it advance together, token by token, as a
// nondeterministic automaton does. A fragment (`$e:expr`) is taken only when it is the single way to go on; two
// ways make the call ambiguous, and that is an error, not a choice. What a thread has captured is a chain of events,
// shared between threads that fork, and becomes a tree once one thread has reached the end.
import type { Span } from "../../base/source.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import { hasName, type TokenBuffer } from "../../syntax/tokens.ts";
import { fragmentName, type FragmentKind, type Repetition, type RuleTree } from "./matcher.ts";

export type Step =
  | { readonly kind: "token"; readonly token: number }
  | {
      readonly kind: "sequence";
      readonly repetition: Repetition;
      /** Variables inside: from `first`, `count` of them. */
      readonly first: number;
      readonly count: number;
      readonly after: number;
      readonly depth: number;
    }
  | { readonly kind: "separator"; readonly token: number }
  | { readonly kind: "again"; readonly start: number; readonly operator: Repetition["operator"]; readonly afterSeparator: boolean }
  | {
      readonly kind: "declaration";
      readonly name: string;
      readonly fragment: FragmentKind;
      readonly span: Span;
      readonly variable: number;
      readonly depth: number;
    }
  | { readonly kind: "end" };

/** What a variable stands for: captured tokens, or a list of such for each repetition. */
export type Captured =
  | { readonly kind: "fragment"; readonly fragment: FragmentKind; readonly range: TokenRange }
  | { readonly kind: "repeated"; readonly items: Captured[] };

export type MatchResult =
  | { readonly kind: "matched"; readonly captures: ReadonlyMap<string, Captured> }
  /** At `token` (the end of the arguments for `end`). `step` is where trying began to go wrong. */
  | { readonly kind: "failed"; readonly token: number; readonly expected: Step | undefined }
  | { readonly kind: "ambiguous"; readonly token: number; readonly fragments: readonly string[]; readonly others: number }
  /** A fragment could not be parsed: reported, and no other rule is tried. */
  | { readonly kind: "error"; readonly step: Step };

/** The parser's part in matching. */
export interface FragmentReader {
  canBegin(fragment: FragmentKind, token: number, end: number): boolean;
  /** Where the fragment ends; undefined if it is wrong (and reported). */
  read(fragment: FragmentKind, range: TokenRange, declaration: Span): number | undefined;
}

export function compileSteps(trees: readonly RuleTree[]): { steps: Step[]; names: string[] } {
  const steps: Step[] = [];
  const names: string[] = [];
  compile(trees, 0, steps, names);
  steps.push({ kind: "end" });
  return { steps, names };
}

function compile(trees: readonly RuleTree[], depth: number, steps: Step[], names: string[]): void {
  for (const tree of trees) {
    if (tree.kind === "token" || tree.kind === "crate") steps.push({ kind: "token", token: tree.token });
    else if (tree.kind === "delimited") {
      steps.push({ kind: "token", token: tree.open });
      compile(tree.trees, depth, steps, names);
      steps.push({ kind: "token", token: tree.close });
    } else if (tree.kind === "declaration") {
      const { name, fragment, span } = tree;
      steps.push({ kind: "declaration", name, fragment, span, variable: names.length, depth });
      names.push(name);
    } else if (tree.kind === "sequence") compileSequence(tree, depth, steps, names);
  }
}

function compileSequence(tree: RuleTree & { kind: "sequence" }, depth: number, steps: Step[], names: string[]): void {
  const { repetition } = tree;
  const head = steps.length;
  const first = names.length;
  steps.push({ kind: "end" }); // its place; filled in below
  compile(tree.trees, depth + 1, steps, names);
  const { operator, separator } = repetition;
  if (separator !== undefined) steps.push({ kind: "separator", token: separator });
  steps.push({ kind: "again", start: head + 1, operator, afterSeparator: separator !== undefined });
  steps[head] = { kind: "sequence", repetition, first, count: names.length - first, after: steps.length, depth };
}

/** A thread's captures: newest first. `range` undefined opens a repetition. */
interface Event {
  readonly before: Event | undefined;
  readonly variable: number;
  readonly depth: number;
  readonly captured: (Captured & { kind: "fragment" }) | undefined;
}

interface Thread {
  readonly at: number;
  readonly events: Event | undefined;
}

export class Matcher {
  readonly #tokens: TokenBuffer;
  readonly #reader: FragmentReader;
  readonly #steps: readonly Step[];
  readonly #names: readonly string[];
  #running: Thread[] = [];
  #next: Thread[] = [];
  #fragments: Thread[] = [];
  #ends: Thread[] = [];
  /** The step that is named when matching fails: the last that was tried with none beside it, the end excepted. */
  #named: Step | undefined;

  constructor(tokens: TokenBuffer, reader: FragmentReader, left: readonly RuleTree[]) {
    this.#tokens = tokens;
    this.#reader = reader;
    const { steps, names } = compileSteps(left);
    this.#steps = steps;
    this.#names = names;
  }

  /** `named` is what a rule before would have named. */
  match({ from, to }: TokenRange, named?: Step): MatchResult {
    this.#running = [{ at: 0, events: undefined }];
    this.#named = named;
    let token = from;
    for (;;) {
      this.#step(token, to);
      if (token >= to) return this.#finish(token);
      const fragment = this.#fragments[0];
      if (this.#next.length === 0 && fragment === undefined) return { kind: "failed", token, expected: this.#named };
      if (fragment === undefined) {
        this.#running = this.#next;
        token++;
      } else if (this.#next.length === 0 && this.#fragments.length === 1) {
        const end = this.#take(fragment, { from: token, to });
        if (end === undefined) return { kind: "error", step: this.#steps[fragment.at] as Step };
        token = end;
      } else return this.#ambiguous(token);
    }
  }

  /** Moves all threads as far as they go without taking a token. */
  #step(token: number, end: number): void {
    this.#next = [];
    this.#fragments = [];
    this.#ends = [];
    const running = this.#running;
    for (let thread = running.pop(); thread !== undefined; thread = running.pop()) {
      const step = this.#steps[thread.at] as Step;
      if (this.#named === undefined || (running.length === 0 && step.kind !== "end")) this.#named = step;
      this.#advance(thread, step, token, end);
    }
  }

  #advance(thread: Thread, step: Step, token: number, end: number): void {
    const { at, events } = thread;
    switch (step.kind) {
      case "token":
        if (this.#isDoc(step.token)) this.#running.push({ at: at + 1, events });
        else if (token < end && this.#same(step.token, token)) this.#next.push({ at: at + 1, events });
        break;
      case "sequence":
        this.#enter(thread, step);
        break;
      case "separator":
        this.#running.push({ at: at + 2, events });
        if (token < end && this.#same(step.token, token)) this.#next.push({ at: at + 1, events });
        break;
      case "again":
        if (step.afterSeparator) this.#running.push({ at: step.start, events });
        else {
          this.#running.push({ at: at + 1, events });
          if (step.operator !== "?") this.#running.push({ at: step.start, events });
        }
        break;
      case "declaration":
        if (this.#reader.canBegin(step.fragment, token, end)) this.#fragments.push(thread);
        break;
      default:
        if (token >= end) this.#ends.push(thread);
    }
  }

  #enter(thread: Thread, step: Step & { kind: "sequence" }): void {
    let { events } = thread;
    for (let i = 0; i < step.count; i++) events = { before: events, variable: step.first + i, depth: step.depth, captured: undefined };
    if (step.repetition.operator !== "+") this.#running.push({ at: step.after, events });
    this.#running.push({ at: thread.at + 1, events });
  }

  #take(thread: Thread, range: TokenRange): number | undefined {
    const step = this.#steps[thread.at];
    if (step?.kind !== "declaration") throw new Error("matcher: not a fragment");
    const end = this.#reader.read(step.fragment, range, step.span);
    if (end === undefined) return undefined;
    const captured = { kind: "fragment", fragment: step.fragment, range: { from: range.from, to: end } } as const;
    this.#running = [{ at: thread.at + 1, events: { before: thread.events, variable: step.variable, depth: step.depth, captured } }];
    return end;
  }

  #finish(token: number): MatchResult {
    const [first, second] = this.#ends;
    if (first === undefined) return { kind: "failed", token, expected: this.#named };
    if (second !== undefined) return { kind: "ambiguous", token, fragments: [], others: 0 };
    return { kind: "matched", captures: this.#captures(first.events) };
  }

  #ambiguous(token: number): MatchResult {
    const fragments = this.#fragments.map(({ at }) => {
      const step = this.#steps[at];
      return step?.kind === "declaration" ? `${fragmentName(step.fragment)} ('${step.name}')` : "";
    });
    return { kind: "ambiguous", token, fragments, others: this.#next.length };
  }

  #captures(last: Event | undefined): Map<string, Captured> {
    const events: Event[] = [];
    for (let event = last; event !== undefined; event = event.before) events.push(event);
    const found: Captured[] = [];
    for (const event of events.toReversed()) place(found, event);
    return new Map(found.map((captured, variable) => [this.#names[variable] as string, captured]));
  }

  #isDoc(token: number): boolean {
    const kind = this.#tokens.kind(token);
    return kind === T.OuterDoc || kind === T.InnerDoc;
  }

  #same(pattern: number, token: number): boolean {
    const { kinds, payloads } = this.#tokens;
    const kind = kinds[pattern] as number;
    return kind === kinds[token] && (!hasName(kind) || payloads[pattern] === payloads[token]);
  }
}

function place(found: Captured[], { variable, depth, captured }: Event): void {
  const value: Captured = captured ?? { kind: "repeated", items: [] };
  if (depth === 0) {
    found[variable] = value;
    return;
  }
  let at = found[variable] as Captured & { kind: "repeated" };
  for (let i = 1; i < depth; i++) at = at.items.at(-1) as Captured & { kind: "repeated" };
  at.items.push(value);
}

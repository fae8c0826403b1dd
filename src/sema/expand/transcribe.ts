// From the right side of a rule and what its left side captured to tokens. They are appended to the tree's buffer as
// one sealed range. Tokens of the body get the expansion's mark, captured ones keep their hygiene; a captured
// expression, type, ... stands between invisible delimiters, so that it stays one operand.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { error } from "../../diag/diagnostic.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { Fragment, TokenBuffer } from "../../syntax/tokens.ts";
import * as W from "../../syntax/words.ts";
import type { Captured } from "./match.ts";
import { type FragmentKind, type RuleTree } from "./matcher.ts";
import { variableText } from "./parse-rules.ts";

export interface Transcription {
  readonly target: TokenBuffer;
  readonly captures: ReadonlyMap<string, Captured>;
  /** The context of a body token in this expansion. */
  readonly mark: (ctxt: number) => number;
  /** Tokens the whole compilation may still make. */
  readonly budget: number;
  /** 1.96's words. */
  readonly modern: boolean;
}

export type TranscriptionResult =
  | { readonly kind: "tokens"; readonly range: TokenRange }
  | { readonly kind: "error"; readonly diagnostic: DiagnosticBuilder }
  | { readonly kind: "too-large" };

class Failure {
  readonly diagnostic: DiagnosticBuilder;
  constructor(diagnostic: DiagnosticBuilder) {
    this.diagnostic = diagnostic;
  }
}

class TooLarge {}

export function transcribe(trees: readonly RuleTree[], transcription: Transcription): TranscriptionResult {
  const { target } = transcription;
  const from = target.count;
  try {
    new Transcriber(transcription).trees(trees);
  } catch (failure) {
    if (failure instanceof Failure) return { kind: "error", diagnostic: failure.diagnostic };
    if (failure instanceof TooLarge) return { kind: "too-large" };
    throw failure;
  }
  const range = { from, to: target.count };
  target.seal(range);
  return { kind: "tokens", range };
}

const WRAPPED: Readonly<Partial<Record<FragmentKind, Fragment>>> = { expr_2021: "expr", pat_param: "pat" };

class Transcriber {
  readonly #context: Transcription;
  /** Which round each enclosing repetition is in. */
  readonly #rounds: number[] = [];

  constructor(context: Transcription) {
    this.#context = context;
  }

  trees(trees: readonly RuleTree[]): void {
    for (const tree of trees) this.#tree(tree);
  }

  #tree(tree: RuleTree): void {
    if (this.#context.target.count > this.#context.budget) throw new TooLarge();
    switch (tree.kind) {
      case "token":
        this.#copy(tree.token);
        break;
      case "delimited":
        this.#copy(tree.open);
        this.trees(tree.trees);
        this.#copy(tree.close);
        break;
      case "crate":
        this.#crate(tree.token);
        break;
      case "variable":
        this.#variable(tree);
        break;
      case "sequence":
        this.#sequence(tree);
        break;
      default:
    }
  }

  /** A body token, with the mark. */
  #copy(token: number): void {
    const { target, mark } = this.#context;
    target.appendLoose(token, mark(target.ctxts[token] as number));
  }

  #crate(token: number): void {
    const { target, mark } = this.#context;
    target.push(T.Ident, target.los[token] as number, target.his[token] as number, W.DollarCrate, mark(target.ctxts[token] as number));
  }

  #lookup(name: string): Captured | undefined {
    let at = this.#context.captures.get(name);
    for (const round of this.#rounds) {
      if (at === undefined || at.kind === "fragment") break;
      at = at.items[round];
    }
    return at;
  }

  #variable(tree: RuleTree & { kind: "variable" }): void {
    const found = this.#lookup(tree.name);
    if (found === undefined) {
      this.#copy(tree.dollar);
      const { target } = this.#context;
      target.his[target.count - 1] = target.his[tree.token] as number; // an unknown variable is shown whole
      this.#copy(tree.token);
    } else if (found.kind === "repeated") {
      const name = this.#context.modern ? `\`${variableText(tree.name)}\`` : `'${variableText(tree.name)}'`;
      throw new Failure(error(`variable ${name} is still repeating at this depth`).at(tree.span));
    } else {
      const { target } = this.#context;
      const at = target.count;
      this.#captured(found);
      if (target.kinds[at] !== T.OpenNone || at >= target.count) return;
      const span = this.#marked(tree.span);
      target.variables.set(at, span).set(target.count - 1, span);
    }
  }

  #marked(span: Span): Span {
    return { lo: span.lo, hi: span.hi, ctxt: this.#context.mark(span.ctxt ?? 0) };
  }

  #captured({ fragment, range }: Captured & { kind: "fragment" }): void {
    const { target } = this.#context;
    const { from, to } = range;
    if (fragment === "ident" || fragment === "lifetime") {
      for (let token = from; token < to; token++) target.appendName(token, target.ctxts[token] as number);
      return;
    }
    const wrap = fragment !== "tt" && !isGroup(target, range);
    if (!wrap) {
      this.#appendAll(range);
      return;
    }
    const lo = from < to ? (target.los[from] as number) : 0;
    const hi = from < to ? (target.his[to - 1] as number) : 0;
    const ctxt = from < to ? (target.ctxts[from] as number) : 0;
    target.pushOpenFragment(WRAPPED[fragment] ?? (fragment as Fragment), lo, ctxt);
    this.#appendAll(range);
    target.push(T.CloseNone, hi, hi, 0, ctxt);
  }

  #appendAll({ from, to }: TokenRange): void {
    const { target, budget } = this.#context;
    if (target.count + to - from > budget) throw new TooLarge();
    for (let token = from; token < to; token++) target.append(token, target.ctxts[token] as number);
  }

  #sequence(tree: RuleTree & { kind: "sequence" }): void {
    const count = this.#roundsOf(tree);
    const { operator, separator } = tree.repetition;
    if (count === 0 && operator === "+") throw new Failure(error("this must repeat at least once").at(tree.span));
    for (let round = 0; round < count; round++) {
      if (round > 0 && separator !== undefined) this.#copy(separator);
      this.#rounds.push(round);
      this.trees(tree.trees);
      this.#rounds.pop();
    }
  }

  #roundsOf(tree: RuleTree & { kind: "sequence" }): number {
    const counts = { name: "", count: -1 };
    this.#agree(tree.trees, counts, tree.span);
    if (counts.count < 0) {
      const words = "attempted to repeat an expression containing no syntax variables matched as repeating at this depth";
      throw new Failure(error(words).at(tree.span));
    }
    return counts.count;
  }

  #agree(trees: readonly RuleTree[], counts: { name: string; count: number }, span: Span): void {
    for (const tree of trees) {
      if (tree.kind === "delimited" || tree.kind === "sequence") this.#agree(tree.trees, counts, span);
      if (tree.kind !== "variable") continue;
      const found = this.#lookup(tree.name);
      if (found?.kind !== "repeated") continue;
      const count = found.items.length;
      if (counts.count >= 0 && counts.count !== count) {
        const first = `meta-variable \`${variableText(counts.name)}\` repeats ${times(counts.count)}`;
        const second = `\`${variableText(tree.name)}\` repeats ${times(count)}`;
        throw new Failure(error(`${first}, but ${second}`).at(span));
      }
      if (counts.count < 0) {
        counts.name = tree.name;
        counts.count = count;
      }
    }
  }
}

function times(count: number): string {
  return count === 1 ? "1 time" : `${count} times`;
}

/** The range is one group of invisible delimiters already. */
function isGroup(tokens: TokenBuffer, { from, to }: TokenRange): boolean {
  return from < to && tokens.kind(from) === T.OpenNone && tokens.partner(from) === to - 1;
}

/** Copies a token of another crate's buffer: names are numbered anew. */
export function copyToken(source: TokenBuffer, token: number, target: TokenBuffer, ctxt: number): void {
  const kind = source.kind(token);
  let payload = source.payloads[token] as number;
  if (kind === T.OuterDoc || kind === T.InnerDoc) payload = target.docs.push(source.text(token)) - 1;
  else if (kind >= T.Ident && kind <= T.RawCStr) payload = target.names.intern(source.text(token));
  target.push(kind, source.los[token] as number, source.his[token] as number, payload, ctxt, source.flags[token] as number);
}

// `meta_variable_misuse`: variables of macros that no left side binds, or that repeat otherwise than they were bound; also in macros that
// a macro defines. (rustc_expand: `mbe/macro_check.rs`.) In: the rules of a macro. Out: findings in their order.
import type { Span } from "../../base/source.ts";
import { warning, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import type { Repetition, Rule, RuleTree } from "./matcher.ts";
import { variableText } from "./parse-rules.ts";

interface Binder {
  readonly span: Span;
  /** Outermost first. */
  readonly repetitions: readonly Repetition[];
}

/** Where a macro is defined in another: what is bound there, and how often what stands there is repeated. */
interface Outer {
  readonly binders: ReadonlyMap<string, Binder>;
  readonly repetitions: readonly Repetition[];
}

export function misusedVariables(tokens: TokenBuffer, rules: readonly Rule[]): DiagnosticBuilder[] {
  const check = new VariableCheck(tokens);
  for (const { left, right } of rules) {
    const binders = new Map<string, Binder>();
    for (const tree of left) check.bind(tree, [], binders, []);
    check.list(right, [], binders, []);
  }
  return check.found;
}

class VariableCheck {
  readonly found: DiagnosticBuilder[] = [];

  constructor(readonly tokens: TokenBuffer) {}

  /** Outers: the innermost first. */
  bind(tree: RuleTree, outers: readonly Outer[], binders: Map<string, Binder>, repetitions: readonly Repetition[]): void {
    switch (tree.kind) {
      case "declaration":
        if (!binders.has(tree.name)) binders.set(tree.name, { span: tree.span, repetitions });
        return;
      case "variable": {
        const before = binders.get(tree.name);
        if (before !== undefined)
          this.found.push(warning("duplicate matcher binding").at(tree.span, "duplicate binding").label(before.span, "previous binding"));
        else if (outers.some((outer) => outer.binders.has(tree.name))) this.#use(tree, outers, binders, repetitions);
        else binders.set(tree.name, { span: tree.span, repetitions });
        return;
      }
      case "delimited":
        for (const inner of tree.trees) this.bind(inner, outers, binders, repetitions);
        return;
      case "sequence":
        for (const inner of tree.trees) this.bind(inner, outers, binders, [...repetitions, tree.repetition]);
        return;
      default:
    }
  }

  #occurrences(tree: RuleTree, outers: readonly Outer[], binders: ReadonlyMap<string, Binder>, repetitions: readonly Repetition[]): void {
    if (tree.kind === "variable") this.#use(tree, outers, binders, repetitions);
    if (tree.kind === "delimited") this.list(tree.trees, outers, binders, repetitions);
    if (tree.kind === "sequence") this.list(tree.trees, outers, binders, [...repetitions, tree.repetition]);
  }

  /** Trees side by side, among which a macro may be defined. */
  list(
    trees: readonly RuleTree[],
    outers: readonly Outer[],
    binders: ReadonlyMap<string, Binder>,
    repetitions: readonly Repetition[],
  ): void {
    const inner: readonly Outer[] = [{ binders, repetitions }, ...outers];
    for (let at = 0; at < trees.length; at++) {
      const body = trees[at + 3];
      const [name] = [trees[at + 2]];
      const isDefinition = this.#is(trees[at], "macro_rules") && this.#is(trees[at + 1], "!") && name !== undefined;
      if (!isDefinition || body?.kind !== "delimited" || this.tokens.kind(body.open) !== T.OpenBrace) {
        this.#occurrences(trees[at] as RuleTree, outers, binders, repetitions);
        continue;
      }
      if (name.kind === "variable") this.#use(name, outers, binders, repetitions);
      const rest = this.#nested(body.trees, inner);
      this.list(body.trees.slice(rest), outers, binders, repetitions);
      at += 3;
    }
  }

  #is(tree: RuleTree | undefined, text: string): boolean {
    return tree?.kind === "token" && this.tokens.text(tree.token) === text;
  }

  /** Rules of a macro in a macro, as far as they look like some; gives where they end. */
  #nested(trees: readonly RuleTree[], outers: readonly Outer[]): number {
    let at = 0;
    for (;;) {
      const [left, arrow, right] = [trees[at], trees[at + 1], trees[at + 2]];
      if (left?.kind !== "delimited" || right?.kind !== "delimited" || !this.#is(arrow, "=>")) return at;
      const binders = new Map<string, Binder>();
      this.bind(left, outers, binders, []);
      this.#occurrences(right, outers, binders, []);
      at += 3;
      if (!this.#is(trees[at], ";")) return at;
      at++;
    }
  }

  #use(
    { name, span }: RuleTree & { kind: "variable" },
    outers: readonly Outer[],
    binders: ReadonlyMap<string, Binder>,
    repetitions: readonly Repetition[],
  ): void {
    let around: readonly Repetition[] = [];
    for (const outer of [{ binders, repetitions }, ...outers]) {
      around = [...outer.repetitions, ...around];
      const binder = outer.binders.get(name);
      if (binder !== undefined) return this.#compare(name, span, binder.repetitions, around);
    }
    this.found.push(warning(`unknown macro variable \`${variableText(name)}\``).at(span));
  }

  /** What a variable is bound under must begin what it is used under. */
  #compare(name: string, span: Span, bound: readonly Repetition[], used: readonly Repetition[]): void {
    for (const [i, { operator, operatorSpan }] of bound.entries()) {
      const here = used[i];
      if (here?.operator === operator) continue;
      const said =
        here === undefined
          ? warning(`variable \`${variableText(name)}\` is still repeating at this depth`).at(span)
          : warning("meta-variable repeats with different Kleene operator").at(span);
      said.label(operatorSpan, "expected repetition");
      if (here !== undefined) said.label(here.operatorSpan, "conflicting repetition");
      return void this.found.push(said);
    }
  }
}

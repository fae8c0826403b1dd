// One call of a `macro_rules!` macro: the first rule that fits is transcribed. What goes wrong is told in rustc's words.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { MacroCall, TokenRange } from "../../syntax/ast.ts";
import { tokenText } from "../../syntax/describe.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { rawString } from "../../syntax/literals.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import type { Compilation } from "../compilation.ts";
import { checkRules } from "./check-rules.ts";
import { appendText, copyRange } from "./token-tools.ts";
import { TreeFragmentReader } from "./fragments.ts";
import type { MacroDefinition } from "./macro-scope.ts";
import { withComma } from "./missing-comma.ts";
import { Matcher, type MatchResult, type Step } from "./match.ts";
import { fragmentName, type MacroRules, type Rule } from "./matcher.ts";
import { parseRules, variableText } from "./parse-rules.ts";
import { transcribe } from "./transcribe.ts";

/** All tokens of a compilation together may not become more than this: macros that explode are refused. */
export const TOKEN_BUDGET = 6_000_000;

/** The rules of a macro as tokens of `tree`; those of another crate are copied in. */
export function rulesIn(compilation: Compilation, macro: MacroDefinition, tree: SyntaxTree): MacroRules {
  const known = macro.rules.get(tree);
  if (known !== undefined) return known;
  const body = macro.tree === tree ? macro.body : copyRange(macro.tree.tokens, macro.body, tree.tokens);
  const options = { edition: macro.crate.edition, minor: compilation.session.release.minor };
  const parsed = parseRules(tree.tokens, body, macro.headSpan, options);
  const diagnostics = [...parsed.diagnostics];
  if (diagnostics.length === 0) checkRules(tree.tokens, parsed.rules, diagnostics);
  const broken = diagnostics.length > 0;
  if (macro.crate.isLocal && macro.tree === tree) for (const diagnostic of diagnostics) compilation.report("expansion", diagnostic);
  const rules = { index: macro.index, name: macro.name, rules: parsed.rules, broken };
  macro.rules.set(tree, rules);
  return rules;
}

/** Doc comments in arguments are matched as the attributes they stand for. */
function withoutDocComments(tokens: TokenBuffer, range: TokenRange): TokenRange {
  let found = false;
  for (let at = range.from; at < range.to && !found; at++) found = tokens.kind(at) === T.OuterDoc || tokens.kind(at) === T.InnerDoc;
  if (!found) return range;
  const from = tokens.count;
  for (let at = range.from; at < range.to; at++) {
    const kind = tokens.kind(at);
    if (kind !== T.OuterDoc && kind !== T.InnerDoc) {
      tokens.append(at, tokens.ctxts[at] as number);
      continue;
    }
    const mark = kind === T.InnerDoc ? "!" : "";
    appendText(tokens, `#${mark}[doc = ${rawString(tokens.text(at))}]`, tokens.span(at));
  }
  const made = { from, to: tokens.count };
  tokens.seal(made);
  return made;
}

/** A macro's path as it is called. */
export function pathText({ path }: Pick<MacroCall, "path">): string {
  const text = path.segments.map(({ ident }) => ident.name).join("::");
  return path.global ? `::${text}` : text;
}

export class RulesCall {
  readonly #compilation: Compilation;
  readonly #tree: SyntaxTree;
  readonly #macro: MacroDefinition;
  readonly #call: MacroCall;
  /** The rule that stands for the call. */
  matched: Rule | undefined;

  constructor(compilation: Compilation, tree: SyntaxTree, macro: MacroDefinition, call: MacroCall) {
    this.#compilation = compilation;
    this.#tree = tree;
    this.#macro = macro;
    this.#call = call;
  }

  /** The expansion's tokens; undefined if it failed, which has been reported. */
  expand(written: TokenRange, end: Span): TokenRange | undefined {
    const macro = rulesIn(this.#compilation, this.#macro, this.#tree);
    if (macro.broken) return undefined;
    const { tokens } = this.#tree;
    const args = withoutDocComments(tokens, written);
    const reader = new TreeFragmentReader(this.#compilation, this.#tree, this.#macro.crate.edition);
    const failure = new BestFailure();
    for (const [number, rule] of macro.rules.entries()) {
      const result = new Matcher(tokens, reader, rule.left).match(args, failure.last);
      if (result.kind === "matched") {
        this.matched = rule;
        return this.#transcribe(rule, number, result);
      }
      if (result.kind === "failed") failure.add(result.token, result.expected);
      else {
        this.#reportMatch(result, reader, end, args);
        return undefined;
      }
    }
    this.#reportFailure(failure, macro.rules, args, end);
    return undefined;
  }

  #transcribe(rule: Rule, number: number, result: MatchResult & { kind: "matched" }): TokenRange | undefined {
    const { hygiene } = this.#compilation;
    const macro = this.#macro;
    macro.usedRules.add(number);
    const { index } = hygiene.addExpansion({
      kind: "bang",
      name: pathText(this.#call),
      callSite: this.#call.span,
      definition: macro.headSpan,
      macro: macro.index,
      foreign: !macro.crate.isLocal,
      ofCore: macro.def !== undefined && this.#compilation.definitions.isCore(macro.def),
    });
    const made = transcribe(rule.right, {
      target: this.#tree.tokens,
      captures: result.captures,
      mark: (ctxt) => hygiene.mark(ctxt, index),
      budget: TOKEN_BUDGET,
      modern: this.#compilation.since(90),
    });
    if (made.kind === "tokens") return made.range;
    if (made.kind === "error") this.#report(made.diagnostic);
    else this.#report(unsupported("KB0312", "a macro that expands to so many tokens", this.#call.span));
    return undefined;
  }

  #report(diagnostic: DiagnosticBuilder): void {
    this.#compilation.report("expansion", diagnostic);
  }

  #reportMatch(result: MatchResult, reader: TreeFragmentReader, end: Span, args: TokenRange): void {
    if (result.kind === "error") {
      const step = result.step.kind === "declaration" ? result.step : undefined;
      const failed = reader.failure;
      if (failed === undefined) return;
      if (step !== undefined) failed.label(step.span, `while parsing argument for this \`${fragmentName(step.fragment)}\` macro fragment`);
      this.#report(failed);
      return;
    }
    if (result.kind !== "ambiguous") return;
    const span = result.token < args.to ? this.#tree.tokens.span(result.token) : end;
    if (result.fragments.length === 0) {
      this.#report(error("ambiguity: multiple successful parses").at(span));
      return;
    }
    const fragments = result.fragments.join(" or ");
    const others = result.others === 0 ? "." : result.others === 1 ? " or 1 other option." : ` or ${result.others} other options.`;
    const head = `local ambiguity when calling macro \`${this.#macro.name}\`: multiple parsing options`;
    this.#report(error(`${head}: built-in NTs ${fragments}${others}`).at(span));
  }

  #reportFailure(failure: BestFailure, rules: readonly Rule[], args: TokenRange, end: Span): void {
    if (this.#compilation.since(90)) this.#compilation.aborted = true;
    const { tokens } = this.#tree;
    const atEnd = failure.token >= args.to;
    // Of nothing, the whole call.
    const isEmpty = atEnd && args.from === args.to && this.#compilation.since(90);
    const span = isEmpty ? this.#call.span : atEnd ? this.#behind(args, end) : tokens.span(failure.token);
    const label = atEnd ? "missing tokens in macro arguments" : "no rules expected this token in macro call";
    const words = this.#compilation.since(85) ? "no rules expected" : "no rules expected the token";
    const message = atEnd ? "unexpected end of macro invocation" : `${words} ${this.#describe(failure.token)}`;
    const said = error(message).at(span, label);
    if (this.#macro.crate.isLocal) said.label(this.#macro.headSpan, "when calling this macro");
    if (this.#compilation.since(68)) this.#noteExpected(said, failure.expected);
    this.#suggestComma(said, rules, args);
    this.#report(said);
  }

  #suggestComma(said: DiagnosticBuilder, rules: readonly Rule[], args: TokenRange): void {
    const { tokens } = this.#tree;
    const mended = withComma(tokens, args, this.#macro.crate.edition);
    if (mended === undefined) return;
    const reader = new TreeFragmentReader(this.#compilation, this.#tree, this.#macro.crate.edition);
    const fits = rules.some((rule) => new Matcher(tokens, reader, rule.left).match(mended.range).kind === "matched");
    if (fits) said.suggest("missing comma here", [{ span: mended.span, text: ", " }], "MachineApplicable", "short");
  }

  /** Where arguments end that should go on. */
  #behind({ from, to }: TokenRange, end: Span): Span {
    if (from === to) return end;
    const last = this.#tree.tokens.span(to - 1);
    return { ...last, lo: last.hi };
  }

  #describe(token: number): string {
    const { tokens } = this.#tree;
    if (tokens.kind(token) === T.OpenNone) return `\`${tokens.fragmentOf(token)}\` metavariable`;
    return `\`${tokenText(tokens, token)}\``;
  }

  #noteExpected(said: DiagnosticBuilder, step: Step | undefined): void {
    if (step === undefined) return;
    const words = "while trying to match";
    const { tokens } = this.#tree;
    if (step.kind === "token") said.noteAt(tokens.span(step.token), `${words} \`${tokenText(tokens, step.token)}\``);
    else if (step.kind === "separator") said.note(`${words} \`${tokenText(tokens, step.token)}\``);
    else if (step.kind === "declaration") {
      said.noteAt(step.span, `${words} meta-variable \`$${variableText(step.name)}:${fragmentName(step.fragment)}\``);
    } else if (step.kind === "sequence") said.note(`${words} sequence start`);
    else if (step.kind === "again") said.note(`${words} sequence end`);
    else said.note(`${words} end of macro`);
  }
}

/** The failure that came farthest, the earlier rule's of equal ones. */
class BestFailure {
  token = -1;
  expected: Step | undefined;
  last: Step | undefined;

  add(token: number, expected: Step | undefined): void {
    this.last = expected;
    if (token <= this.token) return;
    this.token = token;
    this.expected = expected;
  }
}

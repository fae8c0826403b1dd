// What is said of `$y` in an expansion that no left side binds, where the parser ended at its `$`. (rustc_expand: the end of
// `emit_frag_parse_err`.)
import type { Span } from "../../base/source.ts";
import { similarName } from "../../base/near-names.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import type { Rule, RuleTree } from "./matcher.ts";
import { variableText } from "./parse-rules.ts";

/** `rule` was expanded to `range`, one of `rules`. Nothing is added to what is said of other tokens. */
export function adviseVariable(
  said: DiagnosticBuilder,
  tokens: TokenBuffer,
  { from, to }: TokenRange,
  rule: Rule,
  rules: readonly Rule[],
): void {
  if (!said.message.endsWith("found `$`")) return;
  const isMeant = (at: number): boolean => tokens.kind(at) === T.Dollar && tokens.span(at).lo === said.spans[0]?.span.lo;
  for (let at = from; at + 1 < to; at++)
    if (isMeant(at) && tokens.kind(at + 1) === T.Ident) return advise(said, tokens.text(at + 1), tokens.span(at + 1), rule, rules);
}

function advise(said: DiagnosticBuilder, name: string, span: Span, rule: Rule, rules: readonly Rule[]): void {
  const own = namesIn(rule.left);
  const all = rules.flatMap(({ left }) => namesIn(left));
  const suggest = (text: string, words: string) => void said.suggest(words, [{ span, text }], "MaybeIncorrect", "verbose");
  const near = similarName(own, name);
  const other = similarName(all, name);
  if (near !== undefined) suggest(near, "there is a macro metavariable with similar name");
  else if (all.includes(name)) said.label(span, "there is an macro metavariable with this name in another macro matcher");
  else if (other !== undefined) suggest(other, "there is a macro metavariable with a similar name in another macro matcher");
  else {
    said.label(span, "macro metavariable not found");
    if (own.length > 0) said.note(`available metavariable names are: ${own.map((each) => `$${each}`).join(", ")}`);
  }
}

function namesIn(trees: readonly RuleTree[]): string[] {
  return trees.flatMap((tree) => {
    if (tree.kind === "declaration") return [variableText(tree.name)];
    return tree.kind === "delimited" || tree.kind === "sequence" ? namesIn(tree.trees) : [];
  });
}

// From the tokens of a `macro_rules!` definition to rules. What is wrong with a definition is reported here as far as it is
// the shape of the rules; `check-rules.ts` judges their meaning.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import { tokenText } from "../../syntax/describe.ts";
import * as T from "../../syntax/token-kinds.ts";
import { isClose, isOpen, type TokenBuffer } from "../../syntax/tokens.ts";
import * as W from "../../syntax/words.ts";
import { FRAGMENT_KINDS, type FragmentKind, type Repetition, type Rule, type RuleTree } from "./matcher.ts";

/** The name a macro variable is known by: its spelling, and its hygiene where the definition came out of a macro. */
export function variableKey(tokens: TokenBuffer, token: number): string {
  const ctxt = tokens.ctxts[token] as number;
  return ctxt === 0 ? tokens.text(token) : `${tokens.text(token)}#${ctxt}`;
}

/** The name without its hygiene. */
export function variableText(key: string): string {
  const mark = key.indexOf("#");
  return mark < 0 ? key : key.slice(0, mark);
}

export interface ParsedRules {
  readonly rules: readonly Rule[];
  readonly diagnostics: readonly DiagnosticBuilder[];
}

export interface RuleOptions {
  readonly edition: number;
  readonly minor: number;
}

export function parseRules(tokens: TokenBuffer, body: TokenRange, definition: Span, options: RuleOptions): ParsedRules {
  const parser = new RuleParser(tokens, options);
  return { rules: parser.rules(body, definition), diagnostics: parser.diagnostics };
}

class RuleParser {
  readonly diagnostics: DiagnosticBuilder[] = [];
  readonly tokens: TokenBuffer;
  readonly options: RuleOptions;

  constructor(tokens: TokenBuffer, options: RuleOptions) {
    this.tokens = tokens;
    this.options = options;
  }

  /** `(left) => { right }` with `;` between. */
  rules({ from, to }: TokenRange, definition: Span): Rule[] {
    const rules: Rule[] = [];
    let at = from;
    while (at < to) {
      const rule = this.#rule(at, to);
      if (rule === undefined) return rules;
      rules.push(rule.rule);
      at = rule.end;
      if (at >= to) break;
      if (this.tokens.kind(at) !== T.Semi) {
        this.#refuse("a macro definition of this form", this.tokens.span(at));
        return rules;
      }
      at++;
    }
    if (rules.length === 0) this.#noRules(definition);
    return rules;
  }

  #noRules(definition: Span): void {
    const words = this.options.minor >= 90 ? "macros must contain at least one rule" : "macros must contain at least one rule";
    this.diagnostics.push(error(words).at(definition));
  }

  #refuse(what: string, span: Span): void {
    this.diagnostics.push(unsupported("KB0310", what, span));
  }

  #rule(at: number, to: number): { rule: Rule; end: number } | undefined {
    const { tokens } = this;
    if (!this.#isDelimited(at)) {
      this.#refuse("a macro matcher without brackets", tokens.span(at));
      return undefined;
    }
    const leftClose = tokens.partner(at);
    const arrow = leftClose + 1;
    if (arrow >= to || tokens.kind(arrow) !== T.FatArrow || arrow + 1 >= to || !this.#isDelimited(arrow + 1)) {
      this.#refuse("a macro rule of this form", tokens.span(Math.min(arrow, to - 1)));
      return undefined;
    }
    const rightClose = tokens.partner(arrow + 1);
    const left = this.#trees({ from: at + 1, to: leftClose }, true);
    const right = this.#trees({ from: arrow + 2, to: rightClose }, false);
    const leftSpan = this.#between(at, leftClose);
    const rule = { left, leftSpan, leftRange: { from: at + 1, to: leftClose }, right, rightSpan: this.#between(arrow + 1, rightClose) };
    return { rule, end: rightClose + 1 };
  }

  #isDelimited(token: number): boolean {
    const kind = this.tokens.kind(token);
    return isOpen(kind) && kind !== T.OpenNone;
  }

  #between(first: number, last: number): Span {
    const { lo, ctxt } = this.tokens.span(first);
    const hi = this.tokens.his[last] as number;
    return ctxt === undefined ? { lo, hi } : { lo, hi, ctxt };
  }

  #trees({ from, to }: TokenRange, isLeft: boolean): RuleTree[] {
    const out: RuleTree[] = [];
    let at = from;
    while (at < to) {
      const kind = this.tokens.kind(at);
      if (kind === T.Dollar && at + 1 < to) at = this.#dollar(at, to, isLeft, out);
      else if (isOpen(kind)) {
        const close = this.tokens.partner(at);
        out.push({ kind: "delimited", open: at, close, trees: this.#trees({ from: at + 1, to: close }, isLeft) });
        at = close + 1;
      } else {
        if (isClose(kind)) throw new Error("parse-rules: unbalanced range");
        out.push({ kind: "token", token: at });
        at++;
      }
    }
    return out;
  }

  /** At `$`; gives what comes after. */
  #dollar(at: number, to: number, isLeft: boolean, out: RuleTree[]): number {
    const { tokens } = this;
    const next = tokens.kind(at + 1);
    if (next === T.OpenParen) return this.#sequence(at, to, isLeft, out);
    if (next === T.OpenBrace && !isLeft) {
      const close = tokens.partner(at + 1);
      out.push({ kind: "meta-expression", span: this.#between(at, close) });
      this.#metaExpression(this.#between(at + 1, close));
      return close + 1;
    }
    if (next === T.Ident || next === T.RawIdent) return this.#variable(at, to, isLeft, out);
    if (next === T.Dollar) this.#refuse("`$$` in a macro", this.#between(at, at + 1));
    else {
      const span = tokens.span(at + 1);
      this.diagnostics.push(error(`expected identifier, found \`${tokenText(tokens, at + 1)}\``).at(span));
    }
    out.push({ kind: "token", token: at });
    return at + 1;
  }

  #metaExpression(span: Span): void {
    const said = error("E0658", "meta-variable expressions are unstable").at(span);
    const where = "see issue #83527 <https://github.com/rust-lang/rust/issues/83527> for more information";
    said.note(where).help("add `#![feature(macro_metavar_expr)]` to the crate attributes to enable");
    this.diagnostics.push(said);
  }

  #variable(at: number, to: number, isLeft: boolean, out: RuleTree[]): number {
    const { tokens } = this;
    const name = at + 1;
    const isCrate = tokens.kind(name) === T.Ident && (tokens.payloads[name] as number) === W.Crate;
    if (isCrate) {
      out.push({ kind: "crate", token: name, span: this.#between(at, name) });
      return at + 2;
    }
    if (!isLeft) {
      out.push({ kind: "variable", name: variableKey(tokens, name), dollar: at, token: name, span: this.#between(at, name) });
      return at + 2;
    }
    return this.#declaration(at, to, out);
  }

  /** `$name:fragment` */
  #declaration(at: number, to: number, out: RuleTree[]): number {
    const { tokens } = this;
    const name = at + 1;
    const hasColon = at + 2 < to && tokens.kind(at + 2) === T.Colon;
    const hasWord = hasColon && at + 3 < to && (tokens.kind(at + 3) === T.Ident || tokens.kind(at + 3) === T.RawIdent);
    if (!hasWord) {
      this.#missingSpecifier(at, hasColon ? at + 2 : name);
      out.push(this.#declared(at, name, name, "tt"));
      return hasColon ? at + 3 : at + 2;
    }
    const word = tokens.text(at + 3);
    out.push(this.#declared(at, name, at + 3, this.#fragment(word, tokens.ctxts[at + 3] as number, this.#between(at, at + 3))));
    return at + 4;
  }

  #declared(at: number, name: number, last: number, fragment: FragmentKind): RuleTree {
    const { tokens } = this;
    return {
      kind: "declaration",
      name: variableKey(tokens, name),
      span: this.#between(at, last),
      nameSpan: tokens.span(name),
      fragment,
    };
  }

  #missingSpecifier(at: number, last: number): void {
    const span = this.#between(at, last);
    const said = error("missing fragment specifier").at(this.options.minor >= 90 ? span : span);
    if (this.options.minor >= 86) {
      const empty = { lo: span.hi, hi: span.hi };
      said.note("fragment specifiers must be provided").help(VALID_SPECIFIERS);
      said.suggest("try adding a specifier here", [{ span: empty, text: ":spec" }], "MaybeIncorrect", "verbose");
    }
    this.diagnostics.push(said);
  }

  #fragment(word: string, ctxt: number, span: Span): FragmentKind {
    const kind = FRAGMENT_KINDS.find((known) => known === word);
    if (kind !== undefined && (kind !== "expr_2021" || this.options.minor >= 84)) {
      if (kind === "pat" && this.options.edition < 2021 && ctxt === 0) return "pat_param";
      if (kind === "expr" && this.options.edition < 2024 && ctxt === 0) return "expr_2021";
      return kind;
    }
    this.diagnostics.push(error(`invalid fragment specifier \`${word}\``).at(span).help(VALID_SPECIFIERS));
    return "tt";
  }

  /** `$( ... ) separator? operator` */
  #sequence(at: number, to: number, isLeft: boolean, out: RuleTree[]): number {
    const { tokens } = this;
    const close = tokens.partner(at + 1);
    const trees = this.#trees({ from: at + 2, to: close }, isLeft);
    const found = this.#repetition(close + 1, to, tokens.span(close));
    out.push({ kind: "sequence", span: this.#between(at + 1, close), trees, repetition: found.repetition });
    return found.end;
  }

  #repetition(at: number, to: number, before: Span): { repetition: Repetition; end: number } {
    const first = at < to ? this.#operator(at) : undefined;
    if (first !== undefined) return { repetition: { ...first, separator: undefined }, end: at + 1 };
    const second = at + 1 < to && !isOpen(this.tokens.kind(at)) ? this.#operator(at + 1) : undefined;
    if (second === undefined) {
      const span = at + 1 < to ? this.tokens.span(at + 1) : at < to ? this.tokens.span(at) : before;
      this.diagnostics.push(error("expected one of: `*`, `+`, or `?`").at(span));
      return { repetition: { operator: "*", operatorSpan: span, separator: undefined }, end: Math.min(at + 1, to) };
    }
    if (second.operator === "?") {
      this.diagnostics.push(error("the `?` macro repetition operator does not take a separator").at(this.tokens.span(at)));
      return { repetition: { ...second, separator: undefined }, end: at + 2 };
    }
    return { repetition: { ...second, separator: at }, end: at + 2 };
  }

  #operator(token: number): { operator: Repetition["operator"]; operatorSpan: Span } | undefined {
    const kind = this.tokens.kind(token);
    const operator = kind === T.Star ? "*" : kind === T.Plus ? "+" : kind === T.Question ? "?" : undefined;
    return operator === undefined ? undefined : { operator, operatorSpan: this.tokens.span(token) };
  }
}

const VALID_SPECIFIERS =
  "valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, `literal`, `path`, `meta`, `tt`, `item` and `vis`, along with `expr_2021` and `pat_param` for edition compatibility";

// What stands between the parentheses of `cfg` and its kin, before anybody asks what it means: meta items, divided by commas
// (Reference: "Conditional compilation"). In: tokens. Out: rustc's error where they are none; undefined where its words are not
// known here.
import type { Span } from "../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../diag/diagnostic.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import { describeToken } from "../../syntax/describe.ts";
import * as T from "../../syntax/token-kinds.ts";
import { isLiteral, type TokenBuffer } from "../../syntax/tokens.ts";
import * as W from "../../syntax/words.ts";

/** An item that was read ends before `next`; a wrong one is told, or unknown. */
export type Item = { readonly next: number; readonly said?: DiagnosticBuilder } | { readonly said: DiagnosticBuilder | undefined };

const LITERAL = 'expected a literal (`1u8`, `1.0f32`, `"string"`, etc.) here, found';
const AFTER_NAME = "one of `(`, `,`, `::`, or `=`";
const PREFIXES: ReadonlySet<number> = new Set([T.Not, T.Minus, T.Star, T.And]);

export class CfgSyntax {
  constructor(
    readonly tokens: TokenBuffer,
    readonly edition: number,
  ) {}

  /** All items of a list; the first that is wrong, or `fine`. */
  list(range: TokenRange): DiagnosticBuilder | "fine" | undefined {
    for (let at = range.from; at < range.to;) {
      const item = this.item({ from: at, to: range.to });
      if (!("next" in item)) return item.said;
      if (item.next < range.to && this.tokens.kind(item.next) !== T.Comma) return this.behind(at, item.next);
      at = item.next + 1;
    }
    return "fine";
  }

  /** One item at the beginning of a range. */
  item({ from, to }: TokenRange): Item {
    const kind = from < to ? this.tokens.kind(from) : T.Eof;
    if (kind === T.OpenNone) return { next: this.tokens.afterTree(from) };
    if (isLiteral(kind)) return { next: from + 1 };
    if (kind !== T.Ident && kind !== T.RawIdent) return { said: this.#noLiteral(from, to) };
    let at = from + 1;
    while (at + 1 < to && this.tokens.kind(at) === T.PathSep && this.#isName(at + 1)) at += 2;
    const next = at < to ? this.tokens.kind(at) : T.Eof;
    if (next === T.EqEq) return { said: this.#doubleEquals(at) };
    if (next === T.Eq) return this.#value(at + 1, to);
    if (next === T.OpenBracket || next === T.OpenBrace) return { said: wrongDelimiters(this.#tree(at)) };
    if (next !== T.OpenParen) return { next: at };
    const inner = this.list({ from: at + 1, to: this.tokens.partner(at) });
    return inner === "fine" ? { next: this.tokens.afterTree(at) } : { said: inner };
  }

  #isName(at: number): boolean {
    return this.tokens.kind(at) === T.Ident || this.tokens.kind(at) === T.RawIdent;
  }

  #tree(at: number): Span {
    return { ...this.tokens.span(at), hi: this.tokens.his[this.tokens.afterTree(at) - 1] as number };
  }

  /** What stands behind an item is no comma. */
  behind(from: number, at: number): DiagnosticBuilder {
    const isName = this.#isName(at - 1) && !(at - 2 > from && this.tokens.kind(at - 2) === T.Eq);
    const wanted = isName ? AFTER_NAME : "`,`";
    const found = describeToken(this.tokens, at, this.edition);
    return error(`expected ${wanted}, found ${found}`).at(this.tokens.span(at), `expected ${wanted}`);
  }

  /** Nothing stands behind the name at `last`. */
  ends(last: number): DiagnosticBuilder {
    return error(`expected ${AFTER_NAME}, found \`<eof>\``).at(this.tokens.span(last), `expected ${AFTER_NAME}`);
  }

  #doubleEquals(at: number): DiagnosticBuilder {
    const span = this.tokens.span(at);
    return error("unexpected `==`")
      .at(span)
      .suggest("try using `=` instead", [{ span, text: "=" }], "MachineApplicable", "verbose");
  }

  #value(at: number, to: number): Item {
    const kind = at < to ? this.tokens.kind(at) : T.Eof;
    if (kind === T.OpenNone) return { next: this.tokens.afterTree(at) };
    const word = kind === T.Ident ? this.tokens.text(at) : "";
    if (isLiteral(kind) || word === "true" || word === "false") return { next: at + 1 };
    return { said: this.#noLiteral(at, to) };
  }

  /** An expression, or what begins none. */
  #noLiteral(at: number, to: number): DiagnosticBuilder | undefined {
    if (at >= to) return error(`${LITERAL} \`<eof>\``).at(this.tokens.span(at - 1));
    const kind = this.tokens.kind(at);
    if (kind !== T.Ident && !PREFIXES.has(kind)) {
      const begins = kind === T.OpenParen || kind === T.OpenBracket || kind === T.OpenBrace || kind === T.Or || kind === T.Lt;
      return begins ? undefined : error(`${LITERAL} ${describeToken(this.tokens, at, this.edition)}`).at(this.tokens.span(at));
    }
    return this.#expression(at, to);
  }

  #expression(at: number, to: number): DiagnosticBuilder | undefined {
    const { tokens } = this;
    let last = at;
    while (last < to && PREFIXES.has(tokens.kind(last))) last++;
    const isOperand = last < to && (tokens.kind(last) === T.Ident || isLiteral(tokens.kind(last)));
    const isAlone = last + 1 >= to || tokens.kind(last + 1) === T.Comma;
    if (!isOperand || !isAlone || (tokens.kind(last) === T.Ident && W.isReserved(tokens.payloads[last] as number, this.edition)))
      return undefined;
    const span = { ...tokens.span(at), hi: tokens.his[last] as number };
    const said = error(`${LITERAL} expression`).at(span, "expressions are not allowed here");
    if (last === at) {
      const edits = [
        { span: { ...span, hi: span.lo }, text: '"' },
        { span: { ...span, lo: span.hi }, text: '"' },
      ];
      said.suggest("surround the identifier with quotation marks to make it into a string literal", edits, "MaybeIncorrect", "verbose");
    }
    if (tokens.kind(at) === T.Minus && last === at + 1 && isLiteral(tokens.kind(last)))
      said.suggest(
        "negative numbers are not literals, try removing the `-` sign",
        [{ span: tokens.span(at), text: "" }],
        "MaybeIncorrect",
        "verbose",
      );
    return said;
  }
}

/** `cfg[..]`, `cfg{..}` */
export function wrongDelimiters(span: Span): DiagnosticBuilder {
  const edits = [
    { span: { ...span, hi: span.lo + 1 }, text: "(" },
    { span: { ...span, lo: span.hi - 1 }, text: ")" },
  ];
  return error("wrong meta list delimiters")
    .at(span)
    .suggest("the delimiters should be `(` and `)`", edits, "MachineApplicable", "verbose");
}

// Conditions of `#[cfg(..)]`, `#[cfg_attr(..)]` and `cfg!(..)`: from tokens to true or false. A condition that is wrong is
// reported and counts as true, so that what it guards is still looked at.
import type { Span } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import { CfgSyntax } from "./cfg-syntax.ts";
import { decodeString } from "../../syntax/literals.ts";
import { tokenText } from "../../syntax/describe.ts";
import * as T from "../../syntax/token-kinds.ts";
import * as W from "../../syntax/words.ts";
import { isLiteral, type TokenBuffer } from "../../syntax/tokens.ts";
import type { Cfg } from "../../target/session.ts";

export interface CfgOptions {
  readonly cfgs: readonly Cfg[];
  readonly minor: number;
}

export interface CfgContext {
  readonly tokens: TokenBuffer;
  readonly options: CfgOptions;
  readonly report: (diagnostic: Diagnostic) => void;
  /** `#[cfg(..)]` whole, and `(..)`; for `cfg!`, of the call. */
  readonly attribute: Span;
  readonly argument: Span;
  /** Which: they have different words. */
  readonly form: "cfg" | "cfg_attr" | "cfg!";
  readonly edition: number;
  readonly snippet: (span: Span) => string;
  /** `static`, `function`: what a suggestion calls the item. */
  readonly target?: string;
  readonly found?: (name: string, value: string | undefined, span: Span, valueSpan: Span | undefined) => void;
}

/** What may begin a path, and the two literals. */
const PATH_WORDS: ReadonlySet<string> = new Set(["crate", "self", "super", "Self", "true", "false"]);

export class CfgEvaluator {
  readonly #context: CfgContext;
  readonly #tokens: TokenBuffer;
  #failed = false;

  constructor(context: CfgContext) {
    this.#context = context;
    this.#tokens = context.tokens;
  }

  /** The one condition in `#[cfg(..)]`. */
  evaluateOnly(range: TokenRange): boolean {
    const { form, options } = this.#context;
    if (form === "cfg!") return this.#argument(range);
    const said = options.minor < 90 ? "fine" : new CfgSyntax(this.#tokens, this.#context.edition).list(range);
    if (said !== "fine") return said === undefined ? this.#refuse(this.#context.attribute) : this.#report(said);
    const parts = this.split(range);
    const [only] = parts;
    if (only === undefined) return this.#empty();
    if (parts.length > 1) return this.#several(parts);
    return this.evaluate(only);
  }

  /** The one condition in `cfg!(..)`. */
  #argument({ from, to }: TokenRange): boolean {
    const { attribute, edition } = this.#context;
    if (from === to) return this.#report(error("macro requires a cfg-pattern as an argument").at(attribute, "cfg-pattern required"));
    const item = new CfgSyntax(this.#tokens, edition).item({ from, to });
    if (!("next" in item)) return item.said === undefined ? this.#refuse(attribute) : this.#report(item.said);
    const end = item.next < to && this.#tokens.kind(item.next) === T.Comma ? item.next + 1 : item.next;
    if (end < to) return this.#report(error("expected 1 cfg-pattern").at(attribute));
    return this.evaluate({ from, to: item.next });
  }

  /** The condition in `#[cfg_attr(condition, ..)]`: where it ends; undefined after a report. */
  conditionEnd({ from, to }: TokenRange): number | undefined {
    const syntax = new CfgSyntax(this.#tokens, this.#context.edition);
    const item = syntax.item({ from, to });
    if ("next" in item && item.next < to && this.#tokens.kind(item.next) === T.Comma) return item.next;
    const said = !("next" in item) ? item.said : item.next < to ? syntax.behind(from, item.next) : syntax.ends(item.next - 1);
    if (said === undefined) this.#refuse(this.#context.attribute);
    else this.#malformed(said);
    return undefined;
  }

  /** The parts between commas. */
  split({ from, to }: TokenRange): TokenRange[] {
    const parts: TokenRange[] = [];
    let start = from;
    for (let at = from; at < to; at = this.#tokens.afterTree(at)) {
      if (this.#tokens.kind(at) !== T.Comma) continue;
      parts.push({ from: start, to: at });
      start = at + 1;
    }
    if (start < to) parts.push({ from: start, to });
    return parts;
  }

  evaluate({ from, to }: TokenRange): boolean {
    const tokens = this.#tokens;
    const kind = from < to ? tokens.kind(from) : T.Eof;
    if (kind === T.OpenNone) return this.evaluate({ from: from + 1, to: tokens.partner(from) });
    if (kind !== T.Ident && kind !== T.RawIdent) return this.#wrong(from, to);
    const name = tokens.text(from);
    if (kind === T.Ident) this.#keyword(from, name);
    if (to === from + 1) return this.#flag(name, from);
    const next = tokens.kind(from + 1);
    if (next === T.Eq) return this.#pair(name, { from, to });
    if (next === T.OpenParen && tokens.partner(from + 1) === to - 1) return this.#predicate(name, { from, to });
    if (next === T.PathSep && this.#context.options.minor >= 90) return this.#noName(this.#between(from, to));
    return this.#refuse(this.#between(from, to));
  }

  /** Reported, and taken for a name. */
  #keyword(token: number, name: string): void {
    const { edition, options } = this.#context;
    const isName = PATH_WORDS.has(name) || !W.isReserved(this.#tokens.payloads[token] as number, edition);
    if (isName || options.minor < 90) return;
    const words = `expected identifier, found keyword \`${name}\``;
    this.#context.report(error(words).at(this.#tokens.span(token), "expected identifier, found keyword"));
  }

  #flag(name: string, token: number): boolean {
    if (name === "true" || name === "false") {
      if (this.#context.options.minor >= 88) return name === "true";
      return this.#literalKey(token);
    }
    this.#context.found?.(name, undefined, this.#tokens.span(token), undefined);
    return this.#has(name, undefined);
  }

  #literalKey(token: number): boolean {
    return this.#report(error("`cfg` predicate key cannot be a literal").at(this.#tokens.span(token)));
  }

  #pair(name: string, { from, to }: TokenRange): boolean {
    const value = from + 2;
    const kind = value < to ? this.#tokens.kind(value) : T.Eof;
    if (to !== from + 3 || (kind !== T.Str && kind !== T.RawStr)) return this.#notString(from, to);
    const text = decodeString(kind, this.#tokens.text(value));
    this.#context.found?.(name, text, this.#between(from, to), this.#tokens.span(value));
    return this.#has(name, text);
  }

  #notString(from: number, to: number): boolean {
    const value = from + 2;
    if (to !== from + 3 || !isLiteral(this.#tokens.kind(value))) return this.#refuse(this.#between(from, to));
    const span = this.#tokens.span(value);
    if (this.#context.options.minor < 90) return this.#report(error("E0565", "literal in `cfg` predicate value must be a string").at(span));
    const said = error("E0539", this.#headline).at(this.#context.attribute);
    const kind = this.#tokens.kind(value);
    if (kind === T.ByteStr || kind === T.RawByteStr) {
      said.suggest("consider removing the prefix", [{ span: { ...span, hi: span.lo + 1 }, text: "" }], "MaybeIncorrect");
      return this.#report(said.note("expected a normal string literal, not a byte string literal").note(this.#more));
    }
    return this.#malformed(said.label(span, "expected a string literal here"));
  }

  #predicate(name: string, { from, to }: TokenRange): boolean {
    const inner = { from: from + 2, to: to - 1 };
    const parts = this.split(inner);
    switch (name) {
      case "all":
        return parts.map((part) => this.evaluate(part)).every(Boolean);
      case "any":
        return parts.map((part) => this.evaluate(part)).some(Boolean);
      case "not":
        return parts.length === 1 ? !this.evaluate(parts[0] as TokenRange) || this.#failed : this.#notOne(from, to);
      case "target":
        return this.#gated("compact `cfg(target(..))`", 96901, this.#between(from, to));
      case "version":
        return this.#gated("`cfg(version)`", 64796, this.#between(from, to));
      default:
        return this.#report(error("E0537", `invalid predicate \`${name}\``).at(this.#between(from, to)));
    }
  }

  #gated(what: string, issue: number, span: Span): boolean {
    const said = error("E0658", `${what} is experimental and subject to change`).at(span);
    const more = `see issue #${issue} <https://github.com/rust-lang/rust/issues/${issue}> for more information`;
    return this.#report(said.note(more));
  }

  #notOne(from: number, to: number): boolean {
    if (this.#context.options.minor < 90) return this.#report(error("E0536", "expected 1 cfg-pattern").at(this.#between(from, to)));
    const said = error("E0805", this.#headline).at(this.#context.attribute);
    said.label(this.#between(from + 1, to), "expected a single argument here");
    return this.#malformed(said);
  }

  #empty(): boolean {
    const { attribute, argument, options, target } = this.#context;
    if (options.minor < 90) return this.#report(error("`cfg` predicate is not specified").at(attribute));
    const said = error("E0805", this.#headline).at(attribute).label(argument, "expected a single argument here");
    said.note(this.#more);
    const edit = { span: argument, text: "(false)" };
    said.suggest(`if the ${target ?? "item"} should be disabled, use \`#[cfg(false)]\``, [edit], "MaybeIncorrect", "verbose");
    return this.#report(said);
  }

  #several(parts: readonly TokenRange[]): boolean {
    const { attribute, argument, options, target, snippet } = this.#context;
    const last = parts.at(-1) as TokenRange;
    const lastSpan = this.#between(last.from, last.to);
    if (options.minor < 90) return this.#report(error("multiple `cfg` predicates are specified").at(lastSpan));
    const said = error("E0805", this.#headline).at(attribute).label(argument, "expected a single argument here");
    said.note(this.#more);
    for (const [how, quantity, word] of [
      ["if", "all", "all"],
      ["alternately, if", "any of", "any"],
    ] as const) {
      const words = `${how} the ${target ?? "item"} should be enabled when ${quantity} these predicates are, wrap them in \`${word}\``;
      said.suggest(words, [{ span: argument, text: `(${word}${snippet(argument)})` }], "MaybeIncorrect", "verbose");
    }
    return this.#report(said);
  }

  /** The part does not begin with a name. */
  #wrong(from: number, to: number): boolean {
    const { attribute, options } = this.#context;
    if (from >= to) return this.#refuse(attribute);
    const span = this.#tokens.span(from);
    if (!isLiteral(this.#tokens.kind(from)) || to !== from + 1) return this.#refuse(span);
    if (options.minor < 90) return this.#literalKey(from);
    return this.#noName(span);
  }

  #noName(span: Span): boolean {
    const { attribute } = this.#context;
    return this.#malformed(error("E0539", this.#headline).at(attribute).label(span, "expected a valid identifier here"));
  }

  get #headline(): string {
    return this.#context.form === "cfg!" ? "malformed `cfg` macro input" : `malformed \`${this.#context.form}\` attribute input`;
  }

  get #more(): string {
    return `${MORE}#the-${this.#context.form === "cfg_attr" ? "cfg_attr" : "cfg"}-attribute>`;
  }

  #malformed(said: ReturnType<typeof error>): boolean {
    const { attribute, form, snippet } = this.#context;
    const sign = snippet(attribute).startsWith("#!") ? "#!" : "#";
    const text =
      form === "cfg!" ? "cfg!(predicate)" : form === "cfg" ? `${sign}[cfg(predicate)]` : `${sign}[cfg_attr(predicate, attr1, attr2, ...)]`;
    said.suggest("must be of the form", [{ span: attribute, text }], "Unspecified");
    return this.#report(said.note(this.#more));
  }

  /** `#[cfg]`, `#[cfg = "x"]`: `span` is what stands for the list. */
  notList(span: Span): void {
    this.#malformed(error("E0539", this.#headline).at(this.#context.attribute).label(span, "expected this to be a list"));
  }

  /** `#[cfg_attr()]` */
  noArguments(): void {
    const { attribute, argument } = this.#context;
    this.#malformed(error("E0539", this.#headline).at(attribute).label(argument, "expected at least 1 argument here"));
  }

  #refuse(span: Span): boolean {
    return this.#report(unsupported("KB0311", "this condition", span));
  }

  #report(diagnostic: Diagnostic): boolean {
    this.#failed = true;
    this.#context.report(diagnostic);
    return true;
  }

  #has(name: string, value: string | undefined): boolean {
    return this.#context.options.cfgs.some((cfg) => cfg.name === name && cfg.value === value);
  }

  #between(from: number, to: number): Span {
    const { lo, ctxt } = this.#tokens.span(from);
    const hi = this.#tokens.his[to - 1] as number;
    return ctxt === undefined ? { lo, hi } : { lo, hi, ctxt };
  }

  /** For messages of others: the token as written. */
  textOf(token: number): string {
    return tokenText(this.#tokens, token);
  }
}

const MORE = "for more information, visit <https://doc.rust-lang.org/reference/conditional-compilation.html";

// Conditions of `#[cfg(..)]`, `#[cfg_attr(..)]` and `cfg!(..)`: from tokens to true or false. A condition that is wrong is
// reported and counts as true, so that what it guards is still looked at.
import type { Span } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import { decodeString } from "../../syntax/literals.ts";
import { tokenText } from "../../syntax/describe.ts";
import * as T from "../../syntax/token-kinds.ts";
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
  /** `static`, `function`: what a suggestion calls the item. */
  readonly target?: string;
  readonly found?: (name: string, value: string | undefined, span: Span, valueSpan: Span | undefined) => void;
}

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
    const parts = this.split(range);
    const [only] = parts;
    if (only === undefined) return this.#empty();
    if (parts.length > 1) return this.#several(parts);
    return this.evaluate(only);
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
    if (to === from + 1) return this.#flag(name, from);
    const next = tokens.kind(from + 1);
    if (next === T.Eq) return this.#pair(name, { from, to });
    if (next === T.OpenParen && tokens.partner(from + 1) === to - 1) return this.#predicate(name, { from, to });
    return this.#refuse(this.#between(from, to));
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
    if (this.#context.form !== "cfg") return this.#refuse(span);
    const said = error("E0539", "malformed `cfg` attribute input").at(this.#context.attribute);
    said.label(span, "expected a string literal here");
    return this.#malformed(said);
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
      case "version":
        return this.#refuse(this.#between(from, to));
      default:
        return this.#report(error("E0537", `invalid predicate \`${name}\``).at(this.#between(from, to)));
    }
  }

  #notOne(from: number, to: number): boolean {
    if (this.#context.options.minor < 90) return this.#report(error("E0536", "expected 1 cfg-pattern").at(this.#between(from, to)));
    if (this.#context.form !== "cfg") return this.#refuse(this.#between(from, to));
    const said = error("E0805", "malformed `cfg` attribute input").at(this.#context.attribute);
    said.label(this.#between(from + 1, to), "expected a single argument here");
    return this.#malformed(said);
  }

  #empty(): boolean {
    const { attribute, argument, form, options, target } = this.#context;
    if (form !== "cfg") return this.#refuse(attribute);
    if (options.minor < 90) return this.#report(error("`cfg` predicate is not specified").at(attribute));
    const said = error("E0805", "malformed `cfg` attribute input").at(attribute).label(argument, "expected a single argument here");
    said.note(MORE);
    const edit = { span: argument, text: "(false)" };
    said.suggest(`if the ${target ?? "item"} should be disabled, use \`#[cfg(false)]\``, [edit], "MaybeIncorrect", "verbose");
    return this.#report(said);
  }

  #several(parts: readonly TokenRange[]): boolean {
    const { attribute, argument, form, options } = this.#context;
    if (form !== "cfg") return this.#refuse(attribute);
    const last = parts.at(-1) as TokenRange;
    const lastSpan = this.#between(last.from, last.to);
    if (options.minor < 90) return this.#report(error("multiple `cfg` predicates are specified").at(lastSpan));
    const said = error("E0805", "malformed `cfg` attribute input").at(attribute).label(argument, "expected a single argument here");
    return this.#malformed(said);
  }

  /** The part does not begin with a name. */
  #wrong(from: number, to: number): boolean {
    const { attribute, form, options } = this.#context;
    if (from >= to) return this.#refuse(attribute);
    const span = this.#tokens.span(from);
    if (!isLiteral(this.#tokens.kind(from)) || to !== from + 1) return this.#refuse(span);
    if (options.minor < 90) return this.#literalKey(from);
    if (form !== "cfg") return this.#refuse(span);
    return this.#malformed(error("E0539", "malformed `cfg` attribute input").at(attribute).label(span, "expected a valid identifier here"));
  }

  #malformed(said: ReturnType<typeof error>): boolean {
    const { attribute } = this.#context;
    said.suggest("must be of the form", [{ span: attribute, text: "#[cfg(predicate)]" }], "Unspecified");
    return this.#report(said.note(MORE));
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

const MORE = "for more information, visit <https://doc.rust-lang.org/reference/conditional-compilation.html#the-cfg-attribute>";

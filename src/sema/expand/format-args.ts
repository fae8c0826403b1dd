// `format_args!`: the template and its arguments, put together. All formatting macros of core end here.
import type { Span } from "../../base/source.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { NodeId, TokenRange } from "../../syntax/ast.ts";
import * as W from "../../syntax/words.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { FormatArgument, FormatCount, FormatPiece } from "./built-in.ts";
import { missingComma, report, type BuiltInCall } from "./built-in-macros.ts";
import { expanded } from "./expander.ts";
import { type ArgumentName, type Count, parseTemplate, type Placeholder } from "./format-string.ts";
import { literalOf, parseExpression, spanOf } from "./macro-arguments.ts";

interface Argument {
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly expr: NodeId;
  readonly span: Span;
}

interface Template {
  readonly text: string;
  readonly span: Span;
  readonly token: number;
}

export function expandFormatArgs(call: BuiltInCall, newline: boolean): readonly NodeId[] {
  const { expander } = call;
  const { tree, compilation } = expander;
  const parts = parseArguments(call);
  if (parts === undefined) return [];
  const parsed = parseTemplate(newline ? `${parts.template.text}\n` : parts.template.text);
  if (parsed.error !== undefined) {
    report(call, templateError(call, parts.template, parsed.error));
    return [];
  }
  const made = new FormatBuilder(call, parts.template, parts.args);
  const pieces = made.pieces(parsed.parts);
  if (pieces === undefined) return [];
  const node = tree.addBuiltIn("format_args", 0);
  const { lo, hi, ctxt = 0 } = call.span;
  tree.setSpan(node, lo, hi, ctxt);
  const { span } = call.call;
  compilation.builtIns.set(tree, node, { kind: "format-args", span, templateSpan: parts.template.span, pieces, arguments: made.arguments });
  for (const argument of made.arguments) expander.node(tree.resolve(argument.expr), expanded(call.place));
  return [node];
}

function templateError(call: BuiltInCall, template: Template, wrong: NonNullable<ReturnType<typeof parseTemplate>["error"]>) {
  const span = spanInside(call, template, wrong.from, wrong.to);
  if (wrong.unsure === true || span === undefined) return unsupported("KB0316", "a format string with such a mistake", template.span);
  const said = error(`invalid format string: ${wrong.message}`).at(span, wrong.label);
  return wrong.note === undefined ? said : said.note(wrong.note);
}

/** Where a part of the template stands; undefined if it holds escapes or came from elsewhere. */
function spanInside(call: BuiltInCall, template: Template, from: number, to: number): Span | undefined {
  const { sources } = call.expander.compilation;
  const source = sources.snippet(template.span);
  const open = source.indexOf('"') + 1;
  if (open === 0 || !source.startsWith(template.text, open)) return undefined;
  const lo = template.span.lo + open;
  return { ...template.span, lo: lo + from, hi: lo + to };
}

/** `template, argument, name = argument` */
function parseArguments(call: BuiltInCall): { template: Template; args: Argument[] } | undefined {
  const { expander } = call;
  const { tokens } = expander.tree;
  const range = call.call.tokens;
  if (range.from === range.to) {
    report(call, error("requires at least a format string argument").at(call.call.span));
    return undefined;
  }
  const first = parseExpression(expander, range);
  if (first === undefined) return undefined;
  const args: Argument[] = [];
  let at = first.end;
  while (at < range.to) {
    if (tokens.kind(at) !== T.Comma) {
      missingComma(call, at);
      return undefined;
    }
    if (++at >= range.to) break;
    const argument = parseArgument(call, { from: at, to: range.to });
    if (argument === undefined) return undefined;
    if (!checkArgument(call, args, argument.argument)) return undefined;
    args.push(argument.argument);
    at = argument.end;
  }
  const template = templateOf(call, first.node, args);
  return template === undefined ? undefined : { template, args };
}

function parseArgument(call: BuiltInCall, range: TokenRange): { argument: Argument; end: number } | undefined {
  const { tree } = call.expander;
  const { tokens } = tree;
  const kind = tokens.kind(range.from);
  const isNamed = (kind === T.Ident || kind === T.RawIdent) && range.from + 1 < range.to && tokens.kind(range.from + 1) === T.Eq;
  const parsed = parseExpression(call.expander, isNamed ? { from: range.from + 2, to: range.to } : range);
  if (parsed === undefined) return undefined;
  const name = isNamed ? tokens.text(range.from) : undefined;
  const span = spanOf(tokens, { from: range.from, to: parsed.end });
  return { argument: { name, nameSpan: isNamed ? tokens.span(range.from) : undefined, expr: parsed.node, span }, end: parsed.end };
}

function checkArgument(call: BuiltInCall, args: readonly Argument[], added: Argument): boolean {
  if (added.name !== undefined) {
    const before = args.find(({ name }) => name === added.name);
    if (before === undefined) return true;
    const said = error(`duplicate argument named \`${added.name}\``).at(added.nameSpan as Span, "duplicate argument");
    report(call, said.label(before.nameSpan as Span, "previously here"));
    return false;
  }
  const named = args.filter(({ name }) => name !== undefined);
  if (named.length === 0) return true;
  const said = error("positional arguments cannot follow named arguments").at(
    added.span,
    "positional arguments must be before named arguments",
  );
  for (const argument of named) said.label(argument.span, "named argument");
  report(call, said);
  return false;
}

function templateOf(call: BuiltInCall, node: NodeId, args: readonly Argument[]): Template | undefined {
  const { tree } = call.expander;
  const found = literalOf(call.expander, node, call.place);
  if (found?.literal.kind === "string") return { text: found.literal.value, span: found.span, token: found.token };
  const span = tree.span(node);
  if (tree.expr(tree.resolve(node)).kind.kind === "error") return undefined;
  const said = error("format argument must be a string literal").at(span);
  if (found === undefined) {
    const text = args.length === 0 ? '"{}", ' : `"${"{} ".repeat(args.length + 1).trim()}", `;
    const edit = { span: { ...span, hi: span.lo }, text };
    said.suggest(
      "you might be missing a string literal to format with",
      [edit],
      "MaybeIncorrect",
      call.expander.compilation.since(80) ? "verbose" : "inline",
    );
  }
  report(call, said);
  return undefined;
}

/** Reserved words that are paths themselves. */
const PATH_WORDS: ReadonlySet<string> = new Set(["self", "super", "crate", "Self"]);

class FormatBuilder {
  readonly arguments: FormatArgument[] = [];
  readonly #call: BuiltInCall;
  readonly #template: Template;
  readonly #args: readonly Argument[];
  readonly #used = new Set<number>();
  readonly #captured = new Map<string, number>();
  readonly #missing: { readonly at: Placeholder; readonly number: number }[] = [];
  #next = 0;
  #failed = false;

  constructor(call: BuiltInCall, template: Template, args: readonly Argument[]) {
    this.#call = call;
    this.#template = template;
    this.#args = args;
    for (const { name, expr } of args) this.arguments.push({ kind: name === undefined ? "positional" : "named", name, expr });
  }

  pieces(parts: readonly ({ kind: "text"; text: string } | Placeholder)[]): FormatPiece[] | undefined {
    const pieces: FormatPiece[] = [];
    for (const part of parts) {
      if (part.kind === "text") pieces.push(part);
      else pieces.push(this.#placeholder(part));
    }
    if (this.#missing.length > 0) this.#reportMissing(parts);
    else if (!this.#failed) this.#reportUnused();
    return this.#failed ? undefined : pieces;
  }

  #placeholder(part: Placeholder): FormatPiece {
    const { trait, fill, align, sign, alternate, zeroPad, debugHex } = part;
    const precision = this.#count(part.precision, part);
    const argument = this.#argument(part.argument, part);
    const width = this.#count(part.width, part);
    const span = spanInside(this.#call, this.#template, part.from, part.to);
    return { kind: "placeholder", argument, trait, fill, align, sign, alternate, zeroPad, debugHex, precision, width, span };
  }

  #count(count: Count | undefined, part: Placeholder): FormatCount | undefined {
    if (count === undefined) return undefined;
    if (count.kind === "literal") return count;
    return { kind: "argument", argument: this.#argument(count.kind === "star" ? { kind: "next" } : count.argument, part) };
  }

  #argument(name: ArgumentName, part: Placeholder): number {
    if (name.kind === "name") return this.#named(name.name, name.at, part);
    const number = name.kind === "next" ? this.#next++ : name.value;
    if (number >= this.#args.length) {
      this.#missing.push({ at: part, number });
      this.#failed = true;
      return 0;
    }
    this.#used.add(number);
    return number;
  }

  #named(name: string, at: number, part: Placeholder): number {
    const given = this.#args.findIndex((argument) => argument.name === name);
    if (given >= 0) {
      this.#used.add(given);
      return given;
    }
    const known = this.#captured.get(name);
    if (known !== undefined) return known;
    const expr = this.#capture(name, at, part);
    if (expr === undefined) {
      this.#failed = true;
      return 0;
    }
    const index = this.arguments.length;
    this.arguments.push({ kind: "captured", name, expr });
    this.#captured.set(name, index);
    return index;
  }

  /** `{name}`: an expression of that name, where the template stands. */
  #capture(name: string, at: number, part: Placeholder): NodeId | undefined {
    const call = this.#call;
    const { tree } = call.expander;
    const { tokens } = tree;
    const inside = spanInside(call, this.#template, at, at + name.length);
    const literalCtxt = tokens.ctxts[this.#template.token] as number;
    const isMade = call.expander.compilation.hygiene.expansionOf(literalCtxt)?.kind === "builtin";
    if (isMade) {
      this.#failed = true;
      const span = spanInside(call, this.#template, part.from, part.to) ?? this.#template.span;
      report(call, unsupported("KB0316", "a format string made by another macro that captures a name", span));
      return undefined;
    }
    const span = inside ?? this.#template.span;
    const word = tokens.names.intern(name);
    // A reserved word names what was declared as `r#word`.
    const isRaw = W.isReserved(word, call.expander.crate.edition) && !PATH_WORDS.has(name);
    const from = tokens.push(isRaw ? T.RawIdent : T.Ident, span.lo, span.hi, word, literalCtxt);
    return parseExpression(call.expander, { from, to: from + 1 })?.node;
  }

  #reportMissing(parts: readonly ({ kind: "text" } | Placeholder)[]): void {
    const placeholders = parts.filter((part) => part.kind === "placeholder");
    const implicit = placeholders.filter((part) => part.argument.kind === "next");
    const call = this.#call;
    const plain = placeholders.every(
      (part) => part.precision?.kind !== "star" && part.width?.kind !== "argument" && part.precision?.kind !== "argument",
    );
    const spans = implicit.map((part) => spanInside(call, this.#template, part.from, part.to));
    if (!plain || implicit.length !== placeholders.length || spans.includes(undefined)) {
      report(call, unsupported("KB0316", "a format string with such a mistake", this.#template.span));
      return;
    }
    const count = this.#args.length;
    const given = count === 0 ? "no arguments were given" : count === 1 ? "there is 1 argument" : `there are ${count} arguments`;
    const plural = implicit.length === 1 ? "" : "s";
    const said = error(`${implicit.length} positional argument${plural} in format string, but ${given}`);
    for (const span of spans) said.at(span as Span);
    for (const argument of this.#args) said.label(argument.span, "");
    report(call, said);
  }

  #reportUnused(): void {
    const unused = this.#args.filter((_, i) => !this.#used.has(i));
    if (unused.length === 0) return;
    this.#failed = true;
    const call = this.#call;
    const [only] = unused;
    if (unused.length > 1 || only === undefined) {
      const said = error("multiple unused formatting arguments");
      for (const { span } of unused) said.at(span, "argument never used");
      report(call, said.label(this.#template.span, "multiple missing formatting specifiers"));
      return;
    }
    if (only.name !== undefined) {
      report(
        call,
        error("named argument never used")
          .at(only.span, "named argument never used")
          .label(this.#template.span, "formatting specifier missing"),
      );
      return;
    }
    report(
      call,
      error("argument never used").at(only.span, "argument never used").label(this.#template.span, "formatting specifier missing"),
    );
  }
}

// `format_args!`: the template and its arguments, put together. All formatting macros of core end here.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { NodeId, TokenRange } from "../../syntax/ast.ts";
import { noCommaAt } from "../../syntax/parse.ts";
import * as T from "../../syntax/token-kinds.ts";
import * as W from "../../syntax/words.ts";
import type { FormatArgument, FormatCount, FormatPiece } from "./built-in.ts";
import { report, type BuiltInCall } from "./built-in-macros.ts";
import { expanded } from "./expander.ts";
import { TemplatePlaces } from "./format-places.ts";
import { lintPositions, reportMissing, reportTemplate, reportUnknownType, reportUnused } from "./format-reports.ts";
import type { Argument, NumberedArgument, Template } from "./format-reports.ts";
import { type ArgumentName, type Count, type Extent, parseTemplate, type Placeholder, type TemplatePart } from "./format-string.ts";
import { noStringLiteral } from "./format-literal.ts";
import { literalOf, parseExpression, type ParsedExpression, parseOptions, spanOf } from "./macro-arguments.ts";

export function expandFormatArgs(call: BuiltInCall, newline: boolean): readonly NodeId[] {
  const { expander } = call;
  const { tree, compilation } = expander;
  const parts = parseArguments(call);
  if (parts === undefined) return [];
  const { template, args } = parts;
  const parsed = parseTemplate(newline ? `${template.text}\n` : template.text, compilation.session.release);
  if (parsed.error !== undefined) {
    reportTemplate(call, template, args, parsed.error);
    return [];
  }
  const made = new FormatBuilder(call, template, args);
  const pieces = made.pieces(parsed.parts);
  const node = tree.addBuiltIn("format_args", 0);
  const { lo, hi, ctxt = 0 } = call.span;
  tree.setSpan(node, lo, hi, ctxt);
  const { span } = call.call;
  compilation.builtIns.set(tree, node, { kind: "format-args", span, templateSpan: template.span, pieces, arguments: made.arguments });
  for (const argument of made.arguments) expander.node(tree.resolve(argument.expr), expanded(call.place));
  return [node];
}

/** `template, argument, name = argument` */
function parseArguments(call: BuiltInCall): { template: Template; args: Argument[] } | undefined {
  const range = call.call.tokens;
  if (range.from === range.to) {
    report(call, error("requires at least a format string argument").at(call.call.span));
    return undefined;
  }
  const first = parseFirst(call, range);
  if (first === undefined) return undefined;
  const args: Argument[] = [];
  let before: ParsedExpression = first;
  while (before.end < range.to) {
    if (!checkComma(call, before)) return undefined;
    const at = before.end + 1;
    if (at >= range.to) break;
    const parsed = parseArgument(call, { from: at, to: range.to });
    if (parsed === undefined) return undefined;
    const isAdded = checkArgument(call, args, parsed.argument);
    if (isAdded === undefined) return undefined;
    if (isAdded) args.push(parsed.argument);
    before = parsed;
  }
  const template = templateOf(call, first.node, args);
  return template === undefined ? undefined : { template, args };
}

const STRINGS: ReadonlySet<number> = new Set([T.Str, T.RawStr]);

/** The template. A string ends with itself, whatever operator stands where the comma should. */
function parseFirst(call: BuiltInCall, range: TokenRange): ParsedExpression | undefined {
  const { expander } = call;
  const { tree, compilation } = expander;
  const isString = STRINGS.has(tree.tokens.kind(range.from));
  const parsed = parseExpression(expander, isString ? { from: range.from, to: range.from + 1 } : range);
  if (parsed === undefined) return undefined;
  const noComma = () => noCommaAt(tree, compilation.sources, { from: parsed.end, to: range.to }, parseOptions(expander));
  return { ...parsed, noComma };
}

/** Mistaken for a comma, they count as one once that is told. */
const LIKE_COMMAS: ReadonlySet<number> = new Set([T.Dot, T.Lt, T.Semi]);

/** Whether a comma stands behind what was parsed, or what will do. */
function checkComma(call: BuiltInCall, { end, noComma }: ParsedExpression): boolean {
  const kind = call.expander.tree.tokens.kind(end);
  if (kind === T.Comma) return true;
  call.expander.compilation.report("expansion", noComma());
  return LIKE_COMMAS.has(kind);
}

function parseArgument(call: BuiltInCall, range: TokenRange): (ParsedExpression & { argument: Argument }) | undefined {
  const { tree } = call.expander;
  const { tokens } = tree;
  const kind = tokens.kind(range.from);
  const isNamed = (kind === T.Ident || kind === T.RawIdent) && range.from + 1 < range.to && tokens.kind(range.from + 1) === T.Eq;
  const parsed = parseExpression(call.expander, isNamed ? { from: range.from + 2, to: range.to } : range);
  if (parsed === undefined) return undefined;
  const name = isNamed ? tokens.text(range.from) : undefined;
  const span = spanOf(tokens, { from: range.from, to: parsed.end });
  const nameSpan = isNamed ? tokens.span(range.from) : undefined;
  return { ...parsed, argument: { name, nameSpan, expr: parsed.node, span, exprSpan: tree.span(parsed.node) } };
}

/** Whether it is one more; undefined if no more are looked at. */
function checkArgument(call: BuiltInCall, args: readonly Argument[], added: Argument): boolean | undefined {
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
  return undefined;
}

function templateOf(call: BuiltInCall, node: NodeId, args: readonly Argument[]): Template | undefined {
  const { tree, compilation } = call.expander;
  const found = literalOf(call.expander, node, call.place);
  const written = tree.span(node);
  if (found?.literal.kind === "string") {
    const { literal, span, token } = found;
    const places = new TemplatePlaces(written, compilation.sources.snippet(written), literal.value);
    return { text: literal.value, span, token, places };
  }
  if (tree.expr(tree.resolve(node)).kind.kind !== "error") report(call, noStringLiteral(call, node, args, found?.literal));
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
  /** Undefined where it may not be captured. */
  readonly #captured = new Map<string, number | undefined>();
  readonly #missing: NumberedArgument[] = [];
  /** Named arguments that a number, or none, stands for. */
  readonly #byNumber: NumberedArgument[] = [];
  /** A name was captured where that may not be. */
  #isBarred = false;
  #next = 0;

  constructor(call: BuiltInCall, template: Template, args: readonly Argument[]) {
    this.#call = call;
    this.#template = template;
    this.#args = args;
    for (const { name, expr } of args) this.arguments.push({ kind: name === undefined ? "positional" : "named", name, expr });
  }

  /** What mistakes leave: the arguments are looked at all the same. */
  pieces(parts: readonly TemplatePart[]): FormatPiece[] {
    const pieces = parts.map((part) => (part.kind === "text" ? part : this.#placeholder(part)));
    const placeholders = parts.filter((part) => part.kind === "placeholder");
    const given = { template: this.#template, args: this.#args, placeholders, missing: this.#missing, used: this.#used };
    if (this.#missing.length > 0) reportMissing(this.#call, given);
    if (!reportUnused(this.#call, given) && this.#missing.length === 0 && !this.#isBarred) lintPositions(this.#call, given, this.#byNumber);
    return pieces.filter((piece) => piece !== undefined);
  }

  /** What is missing is told in this order: the argument, the precision, the width. */
  #placeholder(part: Placeholder): FormatPiece | undefined {
    const { trait, fill, align, sign, alternate, zeroPad, debugHex } = part;
    // `.*` takes its argument before the one that is shown.
    const star = part.precision?.kind === "star" ? this.#next++ : undefined;
    const argument = this.#argument(part.argument, part);
    if (trait === undefined) reportUnknownType(this.#call, this.#template, part);
    const precision = star === undefined ? this.#count(part.precision) : this.#starred(star, part);
    const width = this.#count(part.width);
    if (argument === undefined) return undefined;
    const span = this.#template.places.span(part);
    return {
      kind: "placeholder",
      argument,
      trait: trait ?? "Display",
      fill,
      align,
      sign,
      alternate,
      zeroPad,
      debugHex,
      precision,
      width,
      span,
    };
  }

  #starred(number: number, { precision }: Placeholder): FormatCount | undefined {
    const { extent } = precision as Count;
    return this.#asCount(this.#numbered(number, { extent }), extent);
  }

  #count(count: Count | undefined): FormatCount | undefined {
    if (count?.kind === "literal") return count;
    if (count?.kind !== "argument") return undefined;
    const { argument, extent } = count;
    if (argument.kind === "number") return this.#asCount(this.#numbered(argument.value, { extent }), extent);
    return this.#asCount(this.#named(argument.name, this.#template.places.span(argument.extent)), extent);
  }

  #asCount(argument: number | undefined, extent: Extent): FormatCount | undefined {
    return argument === undefined ? undefined : { kind: "argument", argument, span: this.#template.places.span(extent) };
  }

  #argument(name: ArgumentName, part: Placeholder): number | undefined {
    if (name.kind === "name") return this.#named(name.name, this.#template.places.span(name.extent));
    if (name.kind === "next") return this.#numbered(this.#next++, { extent: name.extent, placeholder: part });
    return this.#numbered(name.value, { extent: name.extent, placeholder: part });
  }

  #numbered(number: number, at: Omit<NumberedArgument, "number">): number | undefined {
    const argument = this.#args[number];
    if (argument === undefined) {
      this.#missing.push({ number, ...at });
      return undefined;
    }
    this.#used.add(number);
    if (argument.name !== undefined) this.#byNumber.push({ number, ...at });
    return number;
  }

  #named(name: string, span = this.#template.span): number | undefined {
    const given = this.#args.findIndex((argument) => argument.name === name);
    if (given >= 0) {
      this.#used.add(given);
      return given;
    }
    if (this.#captured.has(name)) return this.#captured.get(name);
    const expr = this.#capture(name, span);
    this.#isBarred ||= expr === undefined;
    const index = expr === undefined ? undefined : this.arguments.push({ kind: "captured", name, expr }) - 1;
    this.#captured.set(name, index);
    return index;
  }

  /** `{name}`: an expression of that name, where the template stands. */
  #capture(name: string, span: Span): NodeId | undefined {
    const { expander } = this.#call;
    const { tokens } = expander.tree;
    const ctxt = tokens.ctxts[this.#template.token] as number;
    if (expander.compilation.hygiene.expansionOf(ctxt)?.kind === "builtin") {
      const said = error(`there is no argument named \`${name}\``)
        .at(span)
        .note(`did you intend to capture a variable \`${name}\` from the surrounding scope?`);
      const why = "to avoid ambiguity, `format_args!` cannot capture variables when the format string is expanded from a macro";
      report(this.#call, said.note(why));
      return undefined;
    }
    const word = tokens.names.intern(name);
    // A reserved word names what was declared as `r#word`.
    const isRaw = W.isReserved(word, expander.crate.edition) && !PATH_WORDS.has(name);
    const from = tokens.push(isRaw ? T.RawIdent : T.Ident, span.lo, span.hi, word, ctxt);
    return parseExpression(expander, { from, to: from + 1 })?.node;
  }
}

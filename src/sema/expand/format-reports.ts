// What is wrong with a format string and its arguments, in rustc's words.
import type { Span } from "../../base/source.ts";
import { error, warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { NodeId } from "../../syntax/ast.ts";
import { report, type BuiltInCall } from "./built-in-macros.ts";
import { printfDirectives, shellVariables } from "./format-foreign.ts";
import type { Foreign } from "./format-foreign.ts";
import type { TemplatePlaces } from "./format-places.ts";
import { type Extent, hasFlags, type Placeholder, type TemplateError } from "./format-string.ts";

export interface Argument {
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly expr: NodeId;
  /** With its name. */
  readonly span: Span;
  readonly exprSpan: Span;
}

export interface Template {
  readonly text: string;
  readonly span: Span;
  readonly token: number;
  readonly places: TemplatePlaces;
}

/** Where an argument is asked for by its number, written or not. */
export interface NumberedArgument {
  readonly number: number;
  readonly extent: Extent;
  /** What shows it; undefined of widths and precisions. */
  readonly placeholder?: Placeholder;
}

export interface Given {
  readonly template: Template;
  readonly args: readonly Argument[];
  readonly placeholders: readonly Placeholder[];
  /** Those that are not given. */
  readonly missing: readonly NumberedArgument[];
  readonly used: ReadonlySet<number>;
}

/** What the parser of format strings found. */
export function reportTemplate(call: BuiltInCall, template: Template, args: readonly Argument[], wrong: TemplateError): void {
  const { places, span } = template;
  const said = error(`invalid format string: ${wrong.message}`).at(places.span(wrong) ?? span, `${wrong.label} in format string`);
  const second = wrong.secondary === undefined ? undefined : places.span(wrong.secondary);
  if (wrong.secondary !== undefined && second !== undefined) said.label(second, wrong.secondary.label);
  if (wrong.note !== undefined) said.note(wrong.note);
  addCure(call, said, template, args, wrong);
  report(call, said);
}

function addCure(call: BuiltInCall, said: DiagnosticBuilder, { places }: Template, args: readonly Argument[], wrong: TemplateError): void {
  const { cure } = wrong;
  const { sources, hygiene } = call.expander.compilation;
  if (cure?.kind === "replace") {
    const span = places.span(cure);
    if (span !== undefined) said.suggest(cure.message, [{ span, text: cure.text }], "MachineApplicable", cure.style);
  }
  if (cure?.kind === "dbg" && args.length === 1) {
    const text = `dbg!(${sources.snippet((args[0] as Argument).exprSpan)})`;
    said.suggest("use rust debug printing macro", [{ span: hygiene.sourceCallSite(call.call.span), text }], "MachineApplicable", "verbose");
  }
  const captured = places.span(wrong);
  if (cure?.kind !== "positional" || captured === undefined) return;
  const unnamed = args.filter(({ name }) => name === undefined);
  const behind = unnamed.at(-1)?.exprSpan ?? places.whole;
  const edits = [
    { span: captured, text: String(unnamed.length) },
    { span: { ...behind, lo: behind.hi }, text: `, ${sources.snippet(captured)}` },
  ];
  said.suggest("consider using a positional formatting argument instead", edits, "MachineApplicable", "verbose");
}

const TYPES: readonly (readonly [string, string])[] = [
  ["", "Display"],
  ["?", "Debug"],
  ["e", "LowerExp"],
  ["E", "UpperExp"],
  ["o", "Octal"],
  ["p", "Pointer"],
  ["b", "Binary"],
  ["x", "LowerHex"],
  ["X", "UpperHex"],
];

export function reportUnknownType(call: BuiltInCall, { places, span }: Template, { type, typeExtent }: Placeholder): void {
  const list = TYPES.map(([text, trait]) => `\n- \`${text}\`, which uses the \`${trait}\` trait`).join("");
  const at = places.span(typeExtent);
  const said = error(`unknown format trait \`${type}\``)
    .at(at ?? span)
    .note(`the only appropriate formatting traits are:${list}`);
  if (at !== undefined)
    for (const [text, trait] of TYPES) said.suggest(`use the \`${trait}\` trait`, [{ span: at, text }], "MaybeIncorrect", "tool-only");
  report(call, said);
}

const isNumbered = ({ argument, precision, width }: Placeholder): boolean =>
  [argument, ...[precision, width].map((count) => (count?.kind === "argument" ? count.argument : undefined))].some(
    (name) => name?.kind === "number",
  );

const listed = (words: readonly string[]): string =>
  words.length < 3 ? words.join(" and ") : `${words.slice(0, -1).join(", ")}, and ${words.at(-1)}`;

/** Arguments that are not given. */
export function reportMissing(call: BuiltInCall, given: Given): void {
  const { args, placeholders } = given;
  const count = args.length;
  const there = count === 0 ? "no arguments were given" : count === 1 ? "there is 1 argument" : `there are ${count} arguments`;
  const said = placeholders.some(isNumbered) ? wrongNumbers(call, given, there) : tooFew(given, there);
  if (placeholders.some(hasFlags)) said.note("for information about formatting flags, visit https://doc.rust-lang.org/std/fmt/index.html");
  report(call, said);
}

function tooFew({ template, args, placeholders }: Given, there: string): DiagnosticBuilder {
  const { places, span } = template;
  const stars = placeholders.filter(({ precision }) => precision?.kind === "star");
  const implicit = placeholders.filter((part) => part.argument.kind === "next" || part.precision?.kind === "star");
  const wanted = stars.length + placeholders.filter((part) => part.argument.kind === "next").length;
  const said = error(`${wanted} positional argument${wanted === 1 ? "" : "s"} in format string, but ${there}`);
  const shown = implicit.flatMap((part) => {
    const extent = part.argument.kind === "next" ? part : part.precision?.extent;
    return extent === undefined ? [] : (places.span(extent) ?? []);
  });
  for (const at of shown.length === 0 ? [span] : shown) said.at(at);
  for (const { exprSpan } of args) said.label(exprSpan, "");
  let next = 0;
  for (const part of placeholders) {
    if (part.precision?.kind === "star") {
      const at = places.span(part.precision.extent);
      const expected = wanted === 1 ? "is 1 argument" : `are ${wanted} arguments`;
      const words = `this precision flag adds an extra required argument at position ${next++}, which is why there ${expected} expected`;
      if (at !== undefined) said.label(at, words);
    }
    if (part.argument.kind === "next") next++;
  }
  return stars.length > 0 && places.areKnown ? said.note("positional arguments are zero-based") : said;
}

function wrongNumbers(call: BuiltInCall, { template, missing }: Given, there: string): DiagnosticBuilder {
  const { places, span } = template;
  const numbers = [...new Set(missing.map(({ number }) => number))].sort((a, b) => a - b).map(String);
  const said = error(`invalid reference to positional argument${numbers.length === 1 ? "" : "s"} ${listed(numbers)} (${there})`);
  const isOld = !call.expander.compilation.since(69);
  const shown = missing.flatMap(({ extent, placeholder }) => places.span(isOld && placeholder !== undefined ? placeholder : extent) ?? []);
  for (const at of places.areKnown ? shown : [span]) said.at(at);
  return said.note("positional arguments are zero-based");
}

/** Arguments that nothing shows; false if there are none. */
export function reportUnused(call: BuiltInCall, given: Given): boolean {
  const { args, used } = given;
  const unused = args.filter((_, i) => !used.has(i));
  const [only] = unused;
  if (only === undefined) return false;
  const redundant = call.expander.compilation.since(73) ? redundantArguments(call, given) : undefined;
  report(call, redundant ?? unusedArguments(call, given, unused, only));
  return true;
}

function unusedArguments(call: BuiltInCall, given: Given, unused: readonly Argument[], only: Argument): DiagnosticBuilder {
  const { args, template } = given;
  const words = ({ name }: Argument) => `${name === undefined ? "" : "named "}argument never used`;
  const said = error(unused.length === 1 ? words(only) : "multiple unused formatting arguments");
  for (const argument of unused) said.at(argument.exprSpan, words(argument));
  if (unused.length > 1) said.label(template.span, "multiple missing formatting specifiers");
  const isForeign = unused.length > args.length / 2 && addForeign(call, said, template);
  if (!isForeign && unused.length === 1) said.label(template.span, "formatting specifier missing");
  if (!isForeign && given.missing.length === 0 && call.expander.compilation.since(84)) addSpecifiers(call, said, given, unused.length);
  return said;
}

/** Specifiers for what is not shown. */
function addSpecifiers(call: BuiltInCall, said: DiagnosticBuilder, { used, template }: Given, count: number): void {
  if (used.size > 0) {
    if (count > 1) said.note(`consider adding ${count} format specifiers`);
    return;
  }
  const { sources } = call.expander.compilation;
  const source = sources.snippet(template.places.whole);
  const quote = source.lastIndexOf('"');
  const text = template.places.areKnown
    ? `${source.slice(0, quote)}${"{}".repeat(count)}${source.slice(quote)}`
    : JSON.stringify(`${template.text}${"{}".repeat(count)}`);
  const what = count === 1 ? "a format specifier" : `${count} format specifiers`;
  said.suggest(`format specifiers use curly braces, consider adding ${what}`, [{ span: template.span, text }], "MaybeIncorrect", "verbose");
}

/** Placeholders as C or the shell would have them; false if there are none. */
function addForeign(call: BuiltInCall, said: DiagnosticBuilder, template: Template): boolean {
  const printf = printfDirectives(template.text);
  const found = printf.length > 0 ? printf : shellVariables(template.text);
  if (found.length === 0) return false;
  const first = new Map<string, Foreign>();
  for (const one of found) if (!first.has(one.text)) first.set(one.text, one);
  const edits: { span: Span; text: string }[] = [];
  for (const { translation, problem, ...extent } of first.values()) {
    const span = template.places.unescaped(extent);
    if (translation === undefined) said.noteAt(span, `format specifiers use curly braces, and ${problem}`);
    else edits.push({ span, text: translation });
  }
  const isOld = !call.expander.compilation.since(70);
  const language = printf.length > 0 ? "printf" : "shell";
  said.note(`${language} formatting ${isOld ? "" : "is "}not supported; see the documentation for \`std::fmt\``);
  const style = isOld && edits.length === 1 ? "inline" : "verbose";
  if (edits.length > 0) said.suggest("format specifiers use curly braces", edits, "MachineApplicable", style);
  return true;
}

/** `"{x}", x`: the string names them already. */
function redundantArguments({ expander }: BuiltInCall, { args, used, placeholders, template }: Given): DiagnosticBuilder | undefined {
  const { tree } = expander;
  const names = placeholders.flatMap(({ argument }) => (argument.kind === "name" ? [argument] : []));
  const nameOf = ({ expr }: Argument): string | undefined => {
    const { kind } = tree.expr(tree.resolve(expr));
    return kind.kind === "path" && kind.qself === undefined && kind.path.segments.length === 1
      ? kind.path.segments[0]?.ident.name
      : undefined;
  };
  const unnamed = args.filter(({ name }) => name === undefined);
  const redundant = unnamed
    .map((argument, i) => ({ argument, i, named: names.filter(({ name }) => name === nameOf(argument)) }))
    .filter(({ i, named }) => !used.has(i) && named.length > 0)
    .reverse();
  if (redundant.length === 0) return undefined;
  const isOne = redundant.length === 1;
  const said = error(`redundant argument${isOne ? "" : "s"}`);
  for (const { argument } of redundant) said.at(argument.exprSpan);
  const spans = new Set(redundant.flatMap(({ named }) => named.map(({ extent }) => template.places.span(extent) ?? template.span)));
  const note = isOne
    ? "the formatting specifier is referencing the binding already"
    : "the formatting specifiers are referencing the bindings already";
  said.note(note, ...[...spans].map((span) => ({ span, primary: true })));
  if (unnamed.length < args.length) return said;
  const edits = redundant.map(({ argument, i }) => {
    const next = args[i + 1];
    return { span: next === undefined ? argument.exprSpan : { ...argument.exprSpan, hi: next.exprSpan.lo }, text: "" };
  });
  return said.suggest("this can be removed", edits, "MachineApplicable", edits.length === 1 ? "inline" : "verbose");
}

/** `named_arguments_used_positionally` */
export function lintPositions({ expander }: BuiltInCall, { args, template }: Given, positions: readonly NumberedArgument[]): void {
  if (!expander.crate.isLocal) return;
  for (const { number, extent, placeholder } of positions) {
    const { name, nameSpan } = args[number] as Argument;
    const isPrecision = placeholder === undefined && template.text[extent.from] === ".";
    const replaced = template.places.span({ ...extent, from: extent.from + (isPrecision ? 1 : 0) });
    const shown = placeholder === undefined ? replaced : template.places.span(placeholder);
    const diagnostic = warning(`named argument \`${name}\` is not used by name`).at(
      nameSpan as Span,
      "this named argument is referred to by position in formatting string",
    );
    if (shown !== undefined) diagnostic.label(shown, `this formatting argument uses named argument \`${name}\` by position`);
    if (replaced !== undefined) {
      const text = `${name}${placeholder === undefined ? "$" : ""}`;
      diagnostic.suggest("use the named argument by name to avoid ambiguity", [{ span: replaced, text }], "MaybeIncorrect", "verbose");
    }
    expander.compilation.lint({ lint: "named_arguments_used_positionally", node: 0, diagnostic });
  }
}

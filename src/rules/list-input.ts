// What may stand inside the parentheses of `inline`, `deprecated` and `must_use`, and what value behind their equals sign.
// 1.96 points into the attribute (E0538, E0539, E0565, E0805); up to 1.89 the words and codes were others.
import type { Span } from "../base/source.ts";
import { error, unsupported } from "../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import { wrongDelimiters } from "../sema/expand/cfg-syntax.ts";
import { atLeast } from "../target/release.ts";
import { inputSpan } from "./attribute-input.ts";
import { bytesForString } from "./attribute-value.ts";
import type { CrateView } from "./crate-view.ts";
import { metaItems } from "./meta-items.ts";
import type { MetaItem } from "./meta-items.ts";
import { illFormed } from "./phased-out.ts";
import { wrongWord } from "./word-input.ts";

interface Wrong {
  readonly code: "E0538" | "E0539" | "E0565" | "E0805";
  readonly at: Span;
  readonly label: string;
  readonly isBytes?: boolean;
}

interface Shape {
  readonly forms: readonly string[];
  /** Behind `https://doc.rust-lang.org/reference/`. */
  readonly page?: string;
}

const WORDS: ReadonlySet<string> = new Set(["windows_subsystem", "used", "should_panic", "macro_use"]);
const EXPORTS = ["#[macro_export(local_inner_macros)]", "#[macro_export]"];

const SHAPES: Readonly<Record<string, Shape>> = {
  inline: { forms: ["#[inline(always)]", "#[inline(never)]", "#[inline]"], page: "attributes/codegen.html#the-inline-attribute" },
  must_use: { forms: ['#[must_use = "reason"]', "#[must_use]"], page: "attributes/diagnostics.html#the-must_use-attribute" },
  deprecated: { forms: [] },
  windows_subsystem: {
    forms: ['#[windows_subsystem = "console"]', '#[windows_subsystem = "windows"]'],
    page: "runtime.html#the-windows_subsystem-attribute",
  },
  used: { forms: ["#[used(compiler)]", "#[used(linker)]", "#[used]"] },
  should_panic: {
    forms: ['#[should_panic = "reason"]', '#[should_panic(expected = "reason")]', "#[should_panic]"],
    page: "attributes/testing.html#the-should_panic-attribute",
  },
  macro_use: { forms: ["#[macro_use(name1, name2, ...)]", "#[macro_use]"], page: "macros-by-example.html#the-macro_use-attribute" },
  macro_export: { forms: EXPORTS },
  instruction_set: { forms: ["#[instruction_set(set)]"], page: "attributes/codegen.html#the-instruction_set-attribute" },
};

/** `#[macro_export = ".."]`, `#[macro_export[]]` */
function checkMacroExport(view: CrateView, attribute: Attribute): Diagnostic | undefined {
  const { args, span } = attribute;
  if (args.kind === "delimited" && args.delimiter !== "paren") return wrongDelimiters(args.span);
  if (args.kind !== "value") return undefined;
  const said = error("E0539", "malformed `macro_export` attribute input").at(span);
  said.label(inputSpan(attribute, view.sources) ?? span, "expected a list or no arguments here");
  const edits = EXPORTS.map((text) => [{ span, text }]);
  return said.suggestOneOf("try changing it to one of the following valid forms of the attribute", edits, "HasPlaceholders");
}

const SETS = "valid arguments are `arm::a32` or `arm::t32`";

/** `#[instruction_set(arm::t32)]`: of targets that can change between two. */
function checkInstructionSet(view: CrateView, attribute: Attribute): Diagnostic | undefined {
  const { target, release } = view.session;
  if (!atLeast(release, 90)) return unsupported("KB0333", "`instruction_set`", attribute.span);
  const items = attribute.args.kind === "delimited" ? metaItems(view.tree, attribute) : undefined;
  const [only, second] = items ?? [];
  const wrong = (at: Span): DiagnosticBuilder => describe("instruction_set", attribute, { code: "E0539", at, label: SETS });
  if (only === undefined || second !== undefined) return wrong(attribute.span);
  const [architecture = "", set] = only.name?.split("::") ?? [];
  const first = only.name === undefined ? only.span : { ...only.span, hi: only.span.lo + architecture.length };
  if (set === undefined || architecture !== "arm") return wrong(first);
  if (!/^(?:arm|thumb)/.test(target.triple))
    return error(`target \`${target.triple}\` does not support \`#[instruction_set(arm::*)]\``).at(attribute.span);
  return set === "a32" || set === "t32" ? undefined : wrong({ ...only.span, lo: first.hi + 2 });
}

/** E0534, E0535 */
function olderInline(attribute: Attribute, items: readonly MetaItem[]): Diagnostic | undefined {
  const [only] = items;
  if (items.length !== 1 || only === undefined) return error("E0534", "expected one argument").at(attribute.span);
  if (only.name === "always" || only.name === "never") return undefined;
  return error("E0535", "invalid argument").at(only.span);
}

function wrongInline(attribute: Attribute, items: readonly MetaItem[]): Wrong | undefined {
  const [only] = items;
  if (items.length !== 1 || only === undefined)
    return {
      code: "E0805",
      at: attribute.args.kind === "delimited" ? attribute.args.span : attribute.span,
      label: "expected a single argument here",
    };
  if (only.name === "always" || only.name === "never") return undefined;
  return { code: "E0539", at: only.span, label: "valid arguments are `always` or `never`" };
}

function wrongDeprecation(items: readonly MetaItem[]): Wrong | undefined {
  const seen = new Set<string>();
  for (const { name, span, value } of items) {
    if (name === undefined) return { code: "E0565", at: span, label: "didn't expect a literal here" };
    if (name !== "since" && name !== "note") return { code: "E0539", at: span, label: "valid arguments are `since` or `note`" };
    if (seen.has(name)) return { code: "E0538", at: span, label: `found \`${name}\` used as a key more than once` };
    if (value === undefined) return { code: "E0539", at: span, label: `expected this to be of the form \`${name} = "..."\`` };
    const isBytes = value.kind === "bytes";
    if (value.kind !== "string") return { code: "E0539", at: value.span, label: "expected a string literal here", isBytes };
    seen.add(name);
  }
  return undefined;
}

/** What is neither a word nor a literal is told of before anything else. */
export function notLiteral({ tree, sources }: CrateView, attribute: Attribute): Diagnostic | undefined {
  const all = (metaItems(tree, attribute) ?? []).flatMap((item) => {
    const own = item.literal ?? { span: item.span, kind: "other" as const };
    return [...(item.name === undefined ? [own] : []), item.value];
  });
  const wrong = all.find((each) => each?.kind === "other" && !/^(?:[\d"']|[bc]r?#*["']|(?:true|false)$)/.test(sources.snippet(each.span)));
  if (wrong === undefined) return undefined;
  const text = sources.snippet(wrong.span);
  const isLone = /^[^\w\s]$/.test(text);
  const head = 'expected a literal (`1u8`, `1.0f32`, `"string"`, etc.) here, found';
  if (isLone) return error(`${head} \`${text}\``).at(wrong.span);
  const said = error(`${head} expression`).at(wrong.span, "expressions are not allowed here");
  if (!/^-\s*\d/.test(text)) return said;
  const sign = { span: { ...wrong.span, hi: wrong.span.lo + 1 }, text: "" };
  return said.suggest("negative numbers are not literals, try removing the `-` sign", [sign], "MachineApplicable", "verbose");
}

function wrongInput({ tree, sources }: CrateView, name: string, attribute: Attribute): Wrong | undefined {
  const { args } = attribute;
  if (args.kind === "value") {
    if (name === "inline") return undefined;
    const value = tree.expr(args.value);
    const isOther = value.kind.kind === "literal" && value.kind.literal.kind !== "string";
    const isBytes = value.kind.kind === "literal" && value.kind.literal.kind === "byte-string";
    return !isOther ? undefined : { code: "E0539", at: value.span, label: "expected a string literal here", isBytes };
  }
  const items = metaItems(tree, attribute);
  if (items === undefined) return undefined;
  if (name === "inline") return wrongInline(attribute, items);
  if (name === "deprecated") return wrongDeprecation(items);
  const at = inputSpan(attribute, sources) ?? attribute.span;
  return { code: "E0539", at, label: "didn't expect a list here" };
}

function describe(name: string, attribute: Attribute, { code, at, label, isBytes = false }: Wrong): DiagnosticBuilder {
  if (isBytes) return bytesForString(name, attribute.span, at);
  const found = error(code, `malformed \`${name}\` attribute input`).at(attribute.span).label(at, label);
  const { forms, page } = SHAPES[name] as Shape;
  if (page !== undefined) found.note(`for more information, visit <https://doc.rust-lang.org/reference/${page}>`);
  if (forms.length === 0) return found;
  if (forms.length === 1 && forms[0] !== undefined)
    return found.suggest("must be of the form", [{ span: attribute.span, text: forms[0] }], "HasPlaceholders");
  const edits = forms.map((text) => [{ span: attribute.span, text: attribute.inner ? text.replace("#", "#!") : text }]);
  return found.suggestOneOf("try changing it to one of the following valid forms of the attribute", edits, "HasPlaceholders");
}

/** `#[macro_export(something)]`: told by a lint. */
export function wrongMacroExport(view: CrateView, name: string, attribute: Attribute): DiagnosticBuilder | undefined {
  const { args, span } = attribute;
  if (name !== "macro_export" || args.kind !== "delimited" || args.delimiter !== "paren" || !atLeast(view.session.release, 90))
    return undefined;
  const items = metaItems(view.tree, attribute) ?? [];
  if (items.length === 1 && items[0]?.name === "local_inner_macros") return undefined;
  return illFormed(`valid forms for the attribute are ${EXPORTS.map((form) => `\`${form}\``).join(" and ")}`, span);
}

/** `#[inline = "always"]`: told by a lint. */
export function inlineWithValue({ session }: CrateView, name: string, { args, span, inner }: Attribute): DiagnosticBuilder | undefined {
  if (name !== "inline" || args.kind !== "value") return undefined;
  const forms = SHAPES["inline"]?.forms.map((form) => `\`${inner ? form.replace("#", "#!") : form}\``) ?? [];
  const isModern = atLeast(session.release, 90);
  const words = isModern
    ? `valid forms for the attribute are ${forms.slice(0, -1).join(", ")}, and ${forms.at(-1)}`
    : "attribute must be of the form `#[inline]` or `#[inline(always|never)]`";
  return illFormed(words, span);
}

/** Of which nothing more is said if their list is no list. */
const DELIMITED: ReadonlySet<string> = new Set(
  "inline must_use deprecated no_link ignore type_length_limit windows_subsystem should_panic used macro_use allow warn deny forbid".split(
    " ",
  ),
);

/** What is wrong inside an attribute's input; undefined if it is right or is not judged here. */
export function checkListInput(view: CrateView, name: string, attribute: Attribute): Diagnostic | undefined {
  const { args } = attribute;
  if (DELIMITED.has(name) && args.kind === "delimited" && args.delimiter !== "paren") return wrongDelimiters(args.span);
  if (!Object.hasOwn(SHAPES, name)) return undefined;
  if (name === "instruction_set") return checkInstructionSet(view, attribute);
  if (name === "macro_export") return atLeast(view.session.release, 90) ? checkMacroExport(view, attribute) : undefined;
  if (!atLeast(view.session.release, 90)) {
    const items = name === "inline" ? metaItems(view.tree, attribute) : undefined;
    return items === undefined ? undefined : olderInline(attribute, items);
  }
  const other = notLiteral(view, attribute);
  if (other !== undefined) return other;
  const wrong = WORDS.has(name) ? wrongWord(view, name, attribute) : wrongInput(view, name, attribute);
  return wrong === undefined ? undefined : describe(name, attribute, wrong);
}

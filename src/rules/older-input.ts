// The input of built-in attributes before 1.90: each has forms, and whatever is none of them is malformed; what stands within is
// looked at by whoever reads the attribute. Facts from the messages of those releases.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import { wrongDelimiters } from "../sema/expand/cfg-syntax.ts";
import type { Attribute } from "../syntax/ast.ts";
import type { CrateView } from "./crate-view.ts";
import { metaItems, type Literal, type MetaItem } from "./meta-items.ts";
import { illFormed } from "./phased-out.ts";

interface Forms {
  readonly word?: true;
  /** What stands in the parentheses in messages. */
  readonly list?: string;
  /** What stands between the quotes. */
  readonly value?: string;
  /** Told by a lint. */
  readonly lint?: true;
}

const WORD: Forms = { word: true };
const NAME: Forms = { value: "name" };
const LEVEL: Forms = { list: 'lint1, lint2, ..., /*opt*/ reason = "..."' };

const FORMS: Readonly<Record<string, Forms>> = {
  ...Object.fromEntries(
    (
      "no_std no_main no_builtins no_implicit_prelude no_mangle cold track_caller non_exhaustive no_link " +
      "panic_handler global_allocator macro_escape proc_macro proc_macro_attribute"
    )
      .split(" ")
      .map((name) => [name, WORD]),
  ),
  ...Object.fromEntries("export_name link_section link_name crate_name".split(" ").map((name) => [name, NAME])),
  ...Object.fromEntries("allow warn deny forbid".split(" ").map((name) => [name, LEVEL])),
  crate_type: { value: "bin|lib|..." },
  recursion_limit: { value: "N" },
  type_length_limit: { value: "N" },
  windows_subsystem: { value: "windows|console" },
  path: { value: "file" },
  feature: { list: "name1, name2, ..." },
  target_feature: { list: 'enable = "name"' },
  instruction_set: { list: "set" },
  repr: { list: "C" },
  macro_use: { word: true, list: "name1, name2, ..." },
  macro_export: { word: true, list: "local_inner_macros" },
  must_use: { word: true, value: "reason" },
  deprecated: { word: true, list: '/*opt*/ since = "version", /*opt*/ note = "reason"', value: "reason" },
  should_panic: { word: true, list: 'expected = "reason"', value: "reason" },
  used: { word: true, list: "compiler|linker" },
  ignore: { word: true, value: "reason", lint: true },
};

function fits(forms: Forms, { args }: Attribute, { tree }: CrateView): boolean {
  if (args.kind === "empty") return forms.word === true;
  if (args.kind === "delimited") return forms.list !== undefined;
  const { kind } = tree.expr(args.value);
  return forms.value !== undefined && (kind.kind !== "literal" || kind.literal.kind === "string");
}

function written(name: string, { word, list, value }: Forms, inner: boolean): string[] {
  const around = (text: string) => `#${inner ? "!" : ""}[${name}${text}]`;
  return [
    ...(word === true ? [around("")] : []),
    ...(list === undefined ? [] : [around(`(${list})`)]),
    ...(value === undefined ? [] : [around(` = "${value}"`)]),
  ];
}

export interface OlderInput {
  readonly errors: readonly Diagnostic[];
  /** Of `ill_formed_attribute_input`. */
  readonly lint?: DiagnosticBuilder;
  /** Nothing more is said of the attribute. */
  readonly isMalformed: boolean;
}

const FINE: OlderInput = { errors: [], isMalformed: false };

/** Values that macros make are known when the macros are. */
const VALUES: ReadonlySet<string> = new Set(["literal", "macro-call", "built-in", "error"]);

export function checkOlderInput(view: CrateView, name: string, attribute: Attribute): OlderInput {
  const forms = Object.hasOwn(FORMS, name) ? (FORMS[name] as Forms) : undefined;
  const { args, span, inner } = attribute;
  if (forms === undefined) return FINE;
  if (args.kind === "value") {
    const { kind, span: at } = view.tree.expr(args.value);
    if (!VALUES.has(kind.kind)) {
      const said = (at.ctxt ?? 0) === 0 ? [error(`unexpected expression: \`${view.sources.snippet(at)}\``).at(at)] : [];
      return { errors: said, isMalformed: true };
    }
  }
  const delimiters = args.kind === "delimited" && args.delimiter !== "paren" ? [wrongDelimiters(args.span)] : [];
  if (!fits(forms, attribute, view)) {
    const all = written(name, forms, inner);
    if (forms.lint === true) {
      const lint = illFormed(`attribute must be of the form ${all.map((form) => `\`${form}\``).join(" or ")}`, span);
      return { errors: delimiters, lint, isMalformed: true };
    }
    return { errors: [...delimiters, malformed(name, all, span)], isMalformed: true };
  }
  if (delimiters.length > 0) return { errors: delimiters, isMalformed: true };
  const within = contents(name, attribute, metaItems(view.tree, attribute) ?? []);
  return within === undefined ? FINE : { errors: [within], isMalformed: true };
}

function malformed(name: string, forms: readonly string[], span: Span): Diagnostic {
  const said = error(`malformed \`${name}\` attribute input`).at(span);
  const [only] = forms;
  if (forms.length === 1 && only !== undefined) return said.suggest("must be of the form", [{ span, text: only }], "HasPlaceholders");
  const edits = forms.toSorted().map((text) => [{ span, text }]);
  return said.suggestOneOf("the following are the possible correct uses", edits, "HasPlaceholders");
}

function contents(name: string, { args, span }: Attribute, items: readonly MetaItem[]): Diagnostic | undefined {
  if (args.kind !== "delimited") return undefined;
  if (name === "deprecated") return wrongDeprecation(items);
  if (name === "used") {
    const [only] = items;
    if (items.length === 1 && (only?.name === "compiler" || only?.name === "linker")) {
      const said = error("E0658", `\`#[used(${only.name})]\` is currently unstable`).at(span);
      return said.note("see issue #93798 <https://github.com/rust-lang/rust/issues/93798> for more information");
    }
    return error("expected `used`, `used(compiler)` or `used(linker)`").at(span);
  }
  if (FORMS[name] === LEVEL) return givenReason(items);
  if (name === "feature") return items.map(wrongFeature).find((found) => found !== undefined);
  if (name === "target_feature") {
    const wrong = items.find((item) => item.name !== "enable" || item.value?.kind !== "string");
    if (wrong === undefined) return undefined;
    const edit = { span: wrong.span, text: 'enable = ".."' };
    return error("malformed `target_feature` attribute input").at(wrong.span).suggest("must be of the form", [edit], "HasPlaceholders");
  }
  return undefined;
}

/** Stable since 1.81. */
function givenReason(items: readonly MetaItem[]): Diagnostic | undefined {
  const last = items.at(-1);
  if (last?.name !== "reason" || last.value?.kind !== "string") return undefined;
  const said = error("E0658", "lint reasons are experimental").at(last.span);
  return said.note("see issue #54503 <https://github.com/rust-lang/rust/issues/54503> for more information");
}

function wrongFeature({ name, span, value, list }: MetaItem): Diagnostic | undefined {
  if (name !== undefined && value === undefined && list === undefined) return undefined;
  const said = error("E0556", "malformed `feature` attribute input");
  if (name === undefined) return said.at(span, "expected just one word");
  return said.at(span).suggest("expected just one word", [{ span, text: name }], "MaybeIncorrect");
}

function wrongDeprecation(items: readonly MetaItem[]): Diagnostic | undefined {
  const seen = new Set<string>();
  for (const { name, span, value, list } of items) {
    if (name === undefined) return error("E0565", "item in `deprecated` must be a key/value pair").at(span);
    if (name !== "since" && name !== "note") {
      return error("E0541", `unknown meta item '${name}'`).at(span, "expected one of `since`, `note`");
    }
    if (seen.has(name)) return error("E0538", `multiple '${name}' items`).at(span);
    if (value === undefined || list !== undefined) return error("E0551", "incorrect meta item").at(span);
    if (value.kind !== "string") return notString(value);
    seen.add(name);
  }
  return undefined;
}

function notString({ kind, span, text }: Literal): Diagnostic {
  const said = error("E0565", "literal in `deprecated` value must be a string").at(span);
  if (kind !== "bytes") return said;
  return said.suggest("consider removing the prefix", [{ span, text: text.slice(1) }], "MaybeIncorrect");
}

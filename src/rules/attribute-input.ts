// The input of built-in attributes: `#[no_mangle(x)]` and `#[export_name]` are malformed. 1.96 points at what is wrong
// inside; earlier releases show the accepted forms only.
import type { SourceMap, Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Attribute, Tree } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import type { AttributeRow, Form } from "./attribute-table.ts";
import type { CrateView } from "./crate-view.ts";

function accepts(form: Form, { args }: Attribute): boolean {
  if (form.kind === "word") return args.kind === "empty";
  if (form.kind === "value") return args.kind === "value";
  return args.kind === "delimited" && args.delimiter === "paren";
}

function written({ inner }: Attribute, name: string, form: Form): string {
  const input = form.kind === "word" ? "" : form.kind === "list" ? `(${form.shape})` : ` = ${form.shape}`;
  return `#${inner ? "!" : ""}[${name}${input}]`;
}

/** Where the input stands, an equals sign included. */
export function inputSpan({ args, path, span }: Attribute, sources: SourceMap): Span | undefined {
  if (args.kind === "empty") return undefined;
  if (args.kind === "delimited") return args.span;
  const equals = sources.snippet({ lo: path.span.hi, hi: span.hi }).indexOf("=");
  return { lo: path.span.hi + Math.max(0, equals), hi: args.span.hi };
}

/** E0648: names of symbols and sections end with a NUL in the file. */
function holdsNul({ args, span }: Attribute, { name, forms }: AttributeRow, tree: Tree): Diagnostic | undefined {
  if (args.kind !== "value" || forms.length > 1 || (name !== "export_name" && name !== "link_section")) return undefined;
  const { kind } = tree.expr(args.value);
  const text = kind.kind === "literal" && kind.literal.kind === "string" ? kind.literal.value : "";
  return text.includes("\0") ? error("E0648", `\`${name}\` may not contain null characters`).at(span) : undefined;
}

/** The message for an attribute whose input has none of the accepted forms; undefined if it is well formed. */
export function checkInput(
  attribute: Attribute,
  row: AttributeRow,
  { sources, tree, session: { release } }: CrateView,
): Diagnostic | undefined {
  if (row.forms.some((form) => accepts(form, attribute))) return holdsNul(attribute, row, tree);
  const [only] = row.forms;
  if (only === undefined || row.forms.length > 1) return undefined;
  const modern = atLeast(release, 90);
  const unexpected = only.kind === "word" ? inputSpan(attribute, sources) : undefined;
  const code = unexpected === undefined ? "E0539" : "E0565";
  const message = `malformed \`${row.name}\` attribute input`;
  const malformed = (modern ? error(code, message) : error(message)).at(attribute.span);
  if (modern && unexpected !== undefined) malformed.label(unexpected, "didn't expect any arguments here");
  const fix = [{ span: attribute.span, text: written(attribute, row.name, only) }];
  return malformed.suggest("must be of the form", fix, unexpected === undefined ? "HasPlaceholders" : "MachineApplicable");
}

// A struct literal names a field that there is not (E0559, E0560): one with a similar name may be meant, or the fields are
// those of a tuple.
import type { Span } from "../../../base/source.ts";
import { similarName } from "../../../base/near-names.ts";
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, Ident } from "../../../syntax/ast.ts";
import type { VariantDef } from "../tables.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

interface UnknownField {
  readonly ast: { readonly kind: AstExpr["kind"] & { kind: "struct" }; readonly span: Span };
  readonly ident: Ident;
  readonly variant: VariantDef;
  readonly adt: Ty & { kind: "adt" };
}

export function reportUnknownField(cx: BodyContext, unknown: UnknownField): void {
  const { ident, variant, adt } = unknown;
  const { kind } = cx.tcx.adt(adt.def);
  const holder = kind === "enum" ? `${cx.print(adt)}::${variant.name}` : cx.print(adt);
  const [code, noun] = kind === "enum" ? ["E0559", "variant"] : ["E0560", kind];
  const said = error(code, `${noun} \`${holder}\` has no field named \`${ident.name}\``).at(ident.span);
  if (variant.shape === "tuple") suggestTuple(cx, unknown, { holder, noun }, said);
  else suggestField(cx, unknown, holder, said);
  cx.report(said);
}

function relabel(said: DiagnosticBuilder, span: Span, label: string): void {
  said.spans[0] = { span, primary: true, label };
}

function suggestTuple(
  cx: BodyContext,
  { ast, ident, variant, adt }: UnknownField,
  { holder, noun }: { readonly holder: string; readonly noun: string },
  said: DiagnosticBuilder,
): void {
  if (cx.tcx.items.isLocal(adt.def)) said.label(cx.tcx.items.identSpan(variant.def), `\`${holder}\` defined here`);
  relabel(said, ident.span, "field does not exist");
  const fields = `(${variant.fields.map(({ type }) => `/* ${cx.print(type)} */`).join(", ")})`;
  const isVariant = noun === "variant";
  const span = isVariant ? { ...ast.span, lo: ast.kind.path.span.hi } : ast.span;
  const text = isVariant ? fields : `${holder}${fields}`;
  const message = `\`${holder}\` is a tuple ${noun}, use the appropriate syntax`;
  said.suggest(message, [{ span, text }], "HasPlaceholders", "verbose");
}

function suggestField(cx: BodyContext, { ast, ident, variant }: UnknownField, holder: string, said: DiagnosticBuilder): void {
  const given = new Set(ast.kind.fields.map((field) => field.ident.name));
  const free = variant.fields
    .map(({ name }) => name)
    .filter((name) => !given.has(name) && cx.tcx.fieldVisible(variant.def, name, cx.owner));
  const similar = similarName(free, ident.name);
  const isNumber = /^\d+$/.test(ident.name) && similar !== undefined && /^\d+$/.test(similar);
  if (similar !== undefined && !isNumber) {
    const modern = cx.tcx.session.release.minor >= 80;
    if (modern) relabel(said, ident.span, "unknown field");
    const edits = [{ span: ident.span, text: similar }];
    said.suggest("a field with a similar name exists", edits, "MaybeIncorrect", modern ? "verbose" : "inline");
    return;
  }
  relabel(said, ident.span, `\`${holder}\` does not have this field`);
  said.note(free.length === 0 ? "all struct fields are already assigned" : `available fields are: ${fieldSeries(free)}`);
}

/** At most five, or all six. */
function fieldSeries(names: readonly string[]): string {
  const limit = names.length === 6 ? 6 : 5;
  const shown = names
    .slice(0, limit)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names.length > limit ? `${shown} ... and ${names.length - limit} others` : shown;
}

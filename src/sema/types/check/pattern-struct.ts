// `Struct { a, b: p, .. }`, `Variant(p, .., q)`.
import { checkVisible } from "./struct.ts";
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Pat as AstPat } from "../../../syntax/ast.ts";
import type { VariantDef } from "../tables.ts";
import type { FieldPat, Pat } from "../thir.ts";
import { ERROR, type Ty } from "../ty.ts";
import { reportPatternMismatch } from "./pattern-root.ts";
import type { BodyContext } from "./context.ts";
import { checkPattern, plain, wrong, type BindingMode } from "./pattern.ts";
import { resolveValue, resolveVariant, type ResolvedValue } from "./path.ts";

/** E0164: an associated item, of which names alone do not tell what it is. */
function notTuple(cx: BodyContext, ast: AstPat, { what, kind }: ResolvedValue): DiagnosticBuilder {
  const text = cx.snippet(ast.span).replace(/\s*\(.*$/s, "");
  const { minor } = cx.tcx.session.release;
  const said = error("E0164", `expected tuple struct or tuple variant, found ${what} \`${text}\``);
  if (kind !== "function") return said.at(ast.span, minor >= 90 ? "not a tuple struct or tuple variant" : "not a tuple variant or struct");
  said.at(ast.span, "`fn` calls are not allowed in patterns");
  return said.help(`for more information, visit https://doc.rust-lang.org/book/ch${minor >= 85 ? 19 : 18}-00-patterns.html`);
}

export function checkTupleStructPattern(
  cx: BodyContext,
  ast: AstPat,
  kind: AstPat["kind"] & { kind: "tuple-struct" },
  type: Ty,
  mode: BindingMode,
): Pat {
  const found = resolveValue(cx, ast);
  if (found?.kind !== "constructor") {
    for (const id of kind.elements) if (cx.tree.pat(id).kind.kind !== "rest") checkPattern(cx, id, ERROR, mode);
    if (found !== undefined) {
      cx.report(notTuple(cx, ast, found));
    }
    return wrong(cx, ast, type);
  }
  const adt = cx.shallow(found.type);
  if (adt.kind !== "adt") return wrong(cx, ast, type);
  if (!cx.unify(adt, type)) {
    reportPatternMismatch(cx, ast.span, type, adt);
    for (const id of kind.elements) if (cx.tree.pat(id).kind.kind !== "rest") checkPattern(cx, id, ERROR, mode);
    return wrong(cx, ast, type);
  }
  const variant = cx.tcx.adt(adt.def).variants[found.variant] as VariantDef;
  const rest = kind.elements.findIndex((id) => cx.tree.pat(id).kind.kind === "rest");
  const total = variant.fields.length;
  if (rest < 0 ? kind.elements.length !== total : kind.elements.length - 1 > total) {
    reportFieldCount(cx, ast, kind, variant, rest);
    return wrong(cx, ast, type);
  }
  const fields = kind.elements.flatMap((id, i) => {
    if (i === rest) return [];
    const field = rest >= 0 && i > rest ? total - (kind.elements.length - i) : i;
    const fieldType = cx.instantiate((variant.fields[field] as VariantDef["fields"][number]).type, adt.args, ast.span);
    cx.tcx.useMember(cx.tcx.fieldOf(variant.def, field), cx.tree.span(id), cx.owner);
    return [{ field, pat: checkPattern(cx, id, fieldType, mode) }];
  });
  return structured(cx, ast, type, adt, found.variant, fields);
}

function structured(cx: BodyContext, ast: AstPat, type: Ty, adt: Ty & { kind: "adt" }, variant: number, fields: readonly FieldPat[]): Pat {
  if (cx.tcx.adt(adt.def).kind === "enum") return plain(ast, type, { kind: "variant", variant, fields });
  return plain(ast, type, { kind: "leaf", fields });
}

function reportFieldCount(
  cx: BodyContext,
  ast: AstPat,
  kind: AstPat["kind"] & { kind: "tuple-struct" },
  variant: VariantDef,
  rest: number,
): void {
  const given = rest < 0 ? kind.elements.length : kind.elements.length - 1;
  const total = variant.fields.length;
  const plural = (n: number): string => `${n} field${n === 1 ? "" : "s"}`;
  const what = variant.shape === "tuple" && cx.tcx.items.kind(variant.def) === "variant" ? "variant" : "struct";
  const said = error("E0023", `this pattern has ${plural(given)}, but the corresponding tuple ${what} has ${plural(total)}`);
  for (const id of kind.elements) said.at(cx.tree.span(id));
  const last = said.spans.at(-1);
  if (last === undefined) said.at(ast.span, `expected ${plural(total)}, found ${given}`);
  else said.spans[said.spans.length - 1] = { ...last, label: `expected ${plural(total)}, found ${given}` };
  for (const field of variant.fields) said.label(field.span, "");
  for (const id of kind.elements) if (cx.tree.pat(id).kind.kind !== "rest") checkPattern(cx, id, ERROR);
  cx.report(said);
}

export function checkStructPattern(
  cx: BodyContext,
  ast: AstPat,
  kind: AstPat["kind"] & { kind: "struct" },
  type: Ty,
  mode: BindingMode,
): Pat {
  const found = resolveVariant(cx, ast.id, kind.qself, kind.path);
  const adt = found === undefined ? undefined : cx.shallow(found.type);
  if (found === undefined || adt?.kind !== "adt" || !cx.unify(adt, type)) {
    if (adt?.kind === "adt") reportPatternMismatch(cx, ast.span, type, adt);
    for (const field of kind.fields) checkPattern(cx, field.pat, ERROR, mode);
    return wrong(cx, ast, type);
  }
  const variant = cx.tcx.adt(adt.def).variants[found.variant] as VariantDef;
  const fields: FieldPat[] = [];
  for (const each of kind.fields) {
    const field = variant.fields.findIndex((one) => one.name === each.ident.name);
    if (field < 0 || fields.some((one) => one.field === field)) {
      const span = field >= 0 ? each.span : each.ident.span;
      reportField(cx, { name: each.ident.name, span }, variant, field >= 0);
      checkPattern(cx, each.pat, ERROR, mode);
      continue;
    }
    const fieldType = cx.instantiate((variant.fields[field] as VariantDef["fields"][number]).type, adt.args, ast.span);
    checkVisible(cx, variant, adt, each.ident);
    cx.tcx.useMember(cx.tcx.fieldOf(variant.def, field), each.span, cx.owner);
    fields.push({ field, pat: checkPattern(cx, each.pat, fieldType, mode) });
  }
  if (cx.tcx.adt(adt.def).kind === "union") checkUnionPattern(cx, ast, kind);
  else if (!kind.rest) reportMissing(cx, ast, variant, fields);
  return structured(cx, ast, type, adt, found.variant, fields);
}

function checkUnionPattern(cx: BodyContext, { span }: AstPat, { fields, rest }: AstPat["kind"] & { kind: "struct" }): void {
  if (fields.length !== 1) cx.report(error("union patterns should have exactly one field").at(span));
  if (rest) cx.report(error("`..` cannot be used in union patterns").at(span));
}

function reportField(cx: BodyContext, ident: { name: string; span: AstPat["span"] }, variant: VariantDef, twice: boolean): void {
  if (twice) {
    cx.report(
      error("E0025", `field \`${ident.name}\` bound multiple times in the pattern`).at(
        ident.span,
        `multiple uses of \`${ident.name}\` in pattern`,
      ),
    );
    return;
  }
  const what = cx.tcx.items.kind(variant.def) === "variant" ? "variant" : "struct";
  const said = error("E0026", `${what} \`${cx.tcx.items.path(variant.def)}\` does not have a field named \`${ident.name}\``);
  cx.report(said.at(ident.span, `${what} \`${cx.tcx.items.path(variant.def)}\` does not have this field`));
}

function reportMissing(cx: BodyContext, ast: AstPat, variant: VariantDef, fields: readonly FieldPat[]): void {
  const missing = variant.fields.filter((_, i) => !fields.some((each) => each.field === i)).map((field) => `\`${field.name}\``);
  if (missing.length === 0 || cx.tainted) return;
  const names =
    missing.length === 1
      ? `field ${missing[0]}`
      : `fields ${missing.slice(0, -1).join(", ")}${missing.length > 2 ? "," : ""} and ${missing.at(-1)}`;
  cx.report(error("E0027", `pattern does not mention ${names}`).at(ast.span, `missing ${names}`));
}

// `Struct { a, b: p, .. }`, `Variant(p, .., q)`.
import { checkVisible } from "./struct.ts";
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import { similarName } from "../../../base/near-names.ts";
import type { Pat as AstPat, PatField } from "../../../syntax/ast.ts";
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
  const word = `tuple ${cx.tcx.items.kind(variant.def) === "variant" ? "variant" : "struct"}`;
  const isTold = cx.tcx.session.release.minor >= 60;
  variant.fields.forEach((field, i) =>
    said.label(field.span, isTold && i === variant.fields.length - 1 ? `${word} has ${plural(total)}` : ""),
  );
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
  const unknown: PatField[] = [];
  for (const each of kind.fields) {
    const field = variant.fields.findIndex((one) => one.name === each.ident.name);
    if (field < 0 || fields.some((one) => one.field === field)) {
      if (field < 0) unknown.push(each);
      else {
        const first = kind.fields.find((one) => one.ident.name === each.ident.name) ?? each;
        const said = error("E0025", `field \`${each.ident.name}\` bound multiple times in the pattern`);
        said.at(each.span, `multiple uses of \`${each.ident.name}\` in pattern`);
        cx.report(said.label(first.span, `first use of \`${each.ident.name}\``));
      }
      checkPattern(cx, each.pat, ERROR, mode);
      continue;
    }
    const fieldType = cx.instantiate((variant.fields[field] as VariantDef["fields"][number]).type, adt.args, ast.span);
    checkVisible(cx, variant, adt, each.ident);
    cx.tcx.useMember(cx.tcx.fieldOf(variant.def, field), each.span, cx.owner);
    fields.push({ field, pat: checkPattern(cx, each.pat, fieldType, mode) });
  }
  const missing = variant.fields.filter((_, i) => !fields.some((each) => each.field === i)).map(({ name }) => name);
  const isNumbered = kind.fields.length > 0 && kind.fields.every(({ ident }) => /^\d/.test(ident.name));
  if (variant.shape === "tuple" && !isNumbered && (unknown.length > 0 || (missing.length > 0 && !kind.rest))) {
    reportTuple(cx, ast, kind, variant);
    return structured(cx, ast, type, adt, found.variant, fields);
  }
  const left = unknown.length === 0 ? missing : reportUnknown(cx, unknown, variant, missing);
  if (cx.tcx.adt(adt.def).kind === "union") checkUnionPattern(cx, ast, kind);
  else if (!kind.rest) reportMissing(cx, ast, left);
  return structured(cx, ast, type, adt, found.variant, fields);
}

function checkUnionPattern(cx: BodyContext, { span }: AstPat, { fields, rest }: AstPat["kind"] & { kind: "struct" }): void {
  if (fields.length !== 1) cx.report(error("union patterns should have exactly one field").at(span));
  if (rest) cx.report(error("`..` cannot be used in union patterns").at(span));
}

/** E0769: a tuple variant has no names. */
function reportTuple(cx: BodyContext, ast: AstPat, { path, fields }: AstPat["kind"] & { kind: "struct" }, variant: VariantDef): void {
  const said = error("E0769", `tuple variant \`${cx.snippet(path.span)}\` written as struct variant`).at(ast.span);
  const names = variant.fields.map(({ name }) => name);
  const parts =
    fields.length === names.length
      ? fields.map(({ ident, pat }) => (names.includes(ident.name) ? "_" : cx.snippet(cx.tree.span(pat))))
      : names.map(() => "_");
  const edit = { span: { ...ast.span, lo: path.span.hi }, text: `(${parts.join(", ")})` };
  cx.report(said.suggest("use the tuple variant pattern syntax instead", [edit], "MaybeIncorrect", "verbose"));
}

/** E0026; what remains to be told of as missing. */
function reportUnknown(cx: BodyContext, unknown: readonly PatField[], variant: VariantDef, missing: readonly string[]): readonly string[] {
  const what = cx.tcx.items.kind(variant.def) === "variant" ? "variant" : "struct";
  const path = cx.tcx.items.path(variant.def);
  const names = unknown.map(({ ident }) => `\`${ident.name}\``).join(", ");
  const [those, label] = unknown.length === 1 ? [`a field named ${names}`, "this field"] : [`fields named ${names}`, "these fields"];
  const said = error("E0026", `${what} \`${path}\` does not have ${those}`);
  unknown.forEach(({ ident }, i) =>
    said.at(ident.span, i === unknown.length - 1 ? `${what} \`${path}\` does not have ${label}` : undefined),
  );
  const [only] = missing;
  const last = unknown.at(-1);
  let left = missing;
  if (missing.length === 1 && only !== undefined && last !== undefined) {
    const { span, name } = last.ident;
    if (similarName([only], name) !== undefined) {
      said.suggest("a field with a similar name exists", [{ span, text: only }], "MaybeIncorrect", "verbose");
      if (!/^\d/.test(only)) left = [];
    } else if (unknown.length === 1 && cx.tree.pat(last.pat).kind.kind !== "expr")
      said.suggest(`\`${path}\` has a field named \`${only}\``, [{ span, text: only }], "MaybeIncorrect", "short");
  }
  cx.report(said);
  return left;
}

function reportMissing(cx: BodyContext, ast: AstPat, fields: readonly string[]): void {
  if (fields.length === 0) return;
  const shown = fields.map((name) => `\`${name}\``);
  const names = shown.length === 1 ? `field ${shown[0]}` : `fields ${shown.join(", ")}`;
  const said = error("E0027", `pattern does not mention ${names}`).at(ast.span, `missing ${names}`);
  adviseMissing(said, ast, fields);
  cx.report(said);
}

function adviseMissing(said: DiagnosticBuilder, ast: AstPat, names: readonly string[]): void {
  if (ast.kind.kind !== "struct" || (ast.span.ctxt ?? 0) !== 0) return;
  const { path, fields } = ast.kind;
  const last = fields.at(-1);
  const span = { ...ast.span, lo: last === undefined ? path.span.hi : last.span.hi };
  const suggest = (words: string, text: string): void => {
    said.suggest(words, [{ span, text: `${last === undefined ? " { " : ", "}${text} }` }], "MachineApplicable", "verbose");
  };
  const [plural, these, them] = names.length === 1 ? ["", "this", "it"] : ["s", "these", "them"];
  suggest(`include the missing field${plural} in the pattern`, names.map((name) => (/^\d/.test(name) ? `${name}: _` : name)).join(", "));
  const ignored = names.map((name) => `${name}: _`).join(", ");
  suggest(`if you don't care about ${these} missing field${plural}, you can explicitly ignore ${them}`, ignored);
  suggest("or always ignore missing fields here", "..");
}

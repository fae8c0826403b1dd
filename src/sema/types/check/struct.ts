// `Struct { field: value, ..base }`, also of variants and unions.
import { error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, Ident } from "../../../syntax/ast.ts";
import type { VariantDef } from "../tables.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { checkCoerced, checkExpr } from "./expr.ts";
import { lend, writtenField } from "./lend.ts";
import { resolveVariant } from "./path.ts";
import { reportPrivateFields } from "./private-fields.ts";
import { reportUnknownField } from "./unknown-field.ts";

type StructExpr = AstExpr["kind"] & { kind: "struct" };

export function checkStruct(cx: BodyContext, ast: AstExpr, kind: StructExpr, expected: Ty | undefined): Expr {
  const found = resolveVariant(cx, ast.id, kind.qself, kind.path);
  const adt = found === undefined ? undefined : cx.shallow(found.type);
  if (found === undefined || adt?.kind !== "adt") {
    for (const field of kind.fields) checkExpr(cx, field.value);
    if (kind.rest.kind === "base") checkExpr(cx, kind.rest.expr);
    return cx.error(ast.span);
  }
  hintArguments(cx, adt, expected);
  const variant = cx.tcx.adt(adt.def).variants[found.variant] as VariantDef;
  const fields = checkFields(cx, kind, variant, adt, ast.span);
  const base = kind.rest.kind === "base" ? checkCoerced(cx, kind.rest.expr, adt) : undefined;
  if (kind.rest.kind === "base" && cx.tcx.adt(adt.def).kind !== "struct")
    cx.report(error("E0436", "functional record update syntax requires a struct").at(cx.tree.span(kind.rest.expr)));
  else if (base !== undefined) checkTaken(cx, variant, adt, base, fields);
  if (kind.rest.kind === "rest") reportNoBase(cx, kind.rest.span);
  if (kind.rest.kind === "unknown") cx.tainted = true;
  else if (base === undefined && kind.rest.kind !== "rest")
    reportMissing(cx, kind, { variant, adt, given: fields.map((each) => each.field), span: ast.span });
  return cx.make(ast.span, adt, { kind: "adt", variant: found.variant, fields, base });
}

/** The expected type tells the arguments, without deciding for sure. */
function hintArguments(cx: BodyContext, adt: Ty & { kind: "adt" }, expected: Ty | undefined): void {
  const hint = expected === undefined ? undefined : cx.shallow(expected);
  if (hint?.kind === "adt" && hint.def === adt.def && adt.args.length > 0) cx.unify(hint, adt);
}

function checkFields(
  cx: BodyContext,
  kind: StructExpr,
  variant: VariantDef,
  adt: Ty & { kind: "adt" },
  span: AstExpr["span"],
): { field: number; value: Expr }[] {
  const made: { field: number; value: Expr }[] = [];
  const seen = new Map<number, AstExpr["span"]>();
  for (const each of kind.fields) {
    const field = variant.fields.findIndex((one) => one.name === each.ident.name);
    const definition = variant.fields[field];
    if (definition === undefined) {
      reportUnknownField(cx, { ast: { kind, span }, ident: each.ident, variant, adt });
      checkExpr(cx, each.value);
      continue;
    }
    const first = seen.get(field);
    if (first !== undefined) {
      const said = error("E0062", `field \`${each.ident.name}\` specified more than once`).at(each.ident.span, "used more than once");
      cx.report(said.label(first, `first use of \`${each.ident.name}\``));
    }
    seen.set(field, each.span);
    checkVisible(cx, variant, adt, each.ident);
    // Of variants this is not told.
    if (cx.tcx.adt(adt.def).kind !== "enum") cx.tcx.useMember(cx.tcx.fieldOf(variant.def, field), each.span, cx.owner);
    const type = cx.instantiate(definition.type, adt.args, span);
    const value = checkCoerced(cx, each.value, type, undefined, { field: each });
    const isSelf = kind.path.segments[0]?.ident.name === "Self";
    made.push({ field, value: isSelf ? value : lend(cx, value, () => writtenField(cx, variant.def, field)) });
  }
  return made;
}

/** E0451 */
export function checkVisible(cx: BodyContext, variant: VariantDef, adt: Ty & { kind: "adt" }, { name, span }: Ident): void {
  if (cx.tcx.fieldVisible(variant.def, name, cx.owner)) return;
  const where = `${cx.tcx.adt(adt.def).kind} \`${cx.tcx.items.shownPath(adt.def)}\``;
  cx.tcx.privateFields.push(error("E0451", `field \`${name}\` of ${where} is private`).at(span, "private field"));
}

/** E0451 of fields that are taken from the base and cannot be named here. */
function checkTaken(
  cx: BodyContext,
  variant: VariantDef,
  adt: Ty & { kind: "adt" },
  base: Expr,
  given: readonly { readonly field: number }[],
): void {
  const hidden = variant.fields.filter(
    ({ name }, i) => !given.some(({ field }) => field === i) && !cx.tcx.fieldVisible(variant.def, name, cx.owner),
  );
  const [first] = hidden;
  if (first === undefined || base.kind === "error") return;
  const where = `${cx.tcx.adt(adt.def).kind} \`${cx.tcx.items.shownPath(adt.def)}\``;
  if (cx.tcx.session.release.minor < TOGETHER_SINCE) {
    for (const { name } of hidden) {
      cx.tcx.privateFields.push(error("E0451", `field \`${name}\` of ${where} is private`).at(base.span, `field \`${name}\` is private`));
    }
    return;
  }
  const names = joined(hidden.map(({ name }) => `\`${name}\``));
  const [plural, verb] = hidden.length === 1 ? ["field", "is"] : ["fields", "are"];
  cx.tcx.privateFields.push(
    error("E0451", `${plural} ${names} of ${where} ${verb} private`).at(base.span, `${plural} ${names} ${verb} private`),
  );
}

/** E0797: `..` before `}`. */
function reportNoBase(cx: BodyContext, dots: AstExpr["span"]): void {
  const end = { ...dots, lo: dots.hi };
  const style = cx.tcx.session.release.minor >= 74 ? "verbose" : "inline";
  const said = error("E0797", "base expression required after `..`").at(end);
  cx.report(said.suggest("add a base expression here", [{ span: end, text: "/* expr */" }], "HasPlaceholders", style));
}

/** Since then private fields of one literal are told in one report. */
const TOGETHER_SINCE = 88;

interface Missing {
  readonly variant: VariantDef;
  readonly adt: Ty & { kind: "adt" };
  readonly given: readonly number[];
  /** Of the whole literal. */
  readonly span: AstExpr["span"];
}

function reportMissing(cx: BodyContext, kind: StructExpr, { variant, adt, given, span }: Missing): void {
  const definition = cx.tcx.adt(adt.def);
  if (definition.kind === "union") {
    if (kind.fields.length !== 1) cx.report(error("E0784", "union expressions should have exactly one field").at(kind.path.span));
    return;
  }
  const named = new Set(given.map((i) => variant.fields[i]?.name));
  const missing = [...new Set(variant.fields.filter(({ name }) => !named.has(name)).map((field) => `\`${field.name}\``))];
  if (missing.length === 0 || given.length < kind.fields.length) return;
  const hidden = variant.fields.filter(({ name }) => !cx.tcx.fieldVisible(variant.def, name, cx.owner)).map(({ name }) => name);
  if (hidden.length > 0) return reportPrivateFields(cx, { kind, span, adt, hidden });
  const plural = missing.length === 1 ? "field" : "fields";
  const shown =
    missing.length <= 3
      ? joined(missing)
      : `${missing.slice(0, 3).join(", ")} and ${missing.length - 3} other field${missing.length === 4 ? "" : "s"}`;
  const name = definition.kind === "enum" ? cx.print(adt) : cx.print(adt);
  cx.report(error("E0063", `missing ${plural} ${shown} in initializer of \`${name}\``).at(kind.path.span, `missing ${shown}`));
}

function joined(names: readonly string[]): string {
  return names.length <= 1 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

// `e.field` of what has no such field: a method whose call was meant (E0615), a number (E0610), or a name that something near
// has (E0609).
import type { Span } from "../../../base/source.ts";
import { similarName } from "../../../base/near-names.ts";
import { type DiagnosticBuilder, error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { derefSteps } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { undecided } from "./undecided-call.ts";
import { coreMayHave } from "./core-doubt.ts";
import { isPick, probeMethod, receiverTypes } from "./probe.ts";

type FieldExpr = AstExpr["kind"] & { kind: "field" };

/** So deep are fields looked for in fields. */
const DEEPEST = 3;
const SHOWN = 5;

export function reportNoField(cx: BodyContext, ast: AstExpr, kind: FieldExpr, operand: Expr): void {
  const { name, span } = kind.field;
  const type = cx.structurally(operand.type);
  if (type.kind === "infer" && type.of === "type") {
    return cx.report(undecided(cx, operand, type));
  }
  const printed = cx.print(type);
  const method = methodOf(cx, type, kind, ast);
  if (method !== undefined) {
    const said = error("E0615", `attempted to take value of method \`${name}\` on type \`${printed}\``).at(span, "method, not a field");
    suggestCall(cx, said, "use parentheses to call the method", { span, method });
    return cx.reportUnlessError(said, type);
  }
  if (coreMayHave(cx, receiverTypes(cx, type), name, ast.id, true))
    return cx.reportUnlessError(unsupported("KB0223", `the method \`${name}\` of \`${printed}\``, span), type);
  const primitive = type.kind === "int" || type.kind === "infer" || type.kind === "bool" || type.kind === "char" || type.kind === "float";
  if (primitive) {
    const said = error("E0610", `\`${printed}\` is a primitive type and therefore doesn't have fields`).at(span);
    if (type.kind === "infer" && operand.kind === "int") adviseFloat(said, name, span);
    return cx.reportUnlessError(said, type);
  }
  const said = error("E0609", `no field \`${name}\` on type \`${printed}\``);
  adviseFields(cx, said, kind, type);
  adviseHolder(cx, said, ast, kind, operand);
  cx.reportUnlessError(said, type);
}

/** `1.e5`, `2.f32`, `3.l`: what stands behind the period may be the rest of a floating point number. */
function adviseFloat(said: DiagnosticBuilder, name: string, span: Span): void {
  const words = "if intended to be a floating point literal, consider adding a `0` after the period";
  if (/^(?:[eE]\d*)?(?:f32|f64)?$/.test(name)) {
    said.suggest(words, [{ span: { lo: span.lo, hi: span.lo }, text: "0" }], "MaybeIncorrect", "verbose");
  } else if (/^[fFlL]\d*$/.test(name)) {
    const suffix = /^f/i.test(name) ? "f32" : "f64";
    said.suggest(`${words} and a \`${suffix}\` suffix`, [{ span, text: `0${suffix}` }], "MaybeIncorrect", "verbose");
  }
}

/** A method that a call would find. */
function methodOf(cx: BodyContext, type: Ty, { field }: FieldExpr, ast: AstExpr): DefId | undefined {
  const picked = cx.infer.probe(() => probeMethod(cx, type, field.name, ast.id, field.span));
  return isPick(picked) ? picked.candidate.method : undefined;
}

export function suggestCall(
  cx: BodyContext,
  said: DiagnosticBuilder,
  message: string,
  { span, method }: { readonly span: AstExpr["span"]; readonly method: DefId },
): void {
  const end = { ...span, lo: span.hi };
  if (cx.snippet({ ...end, hi: end.hi + 1 }) === "(") return;
  const params = Math.max(cx.tcx.signature(method).params.length - 1, 0);
  const text = `(${Array.from({ length: params }, () => "_").join(", ")})`;
  said.suggest(message, [{ span: end, text }], params > 0 ? "HasPlaceholders" : "MaybeIncorrect", "verbose");
}

interface NamedField {
  readonly name: string;
  readonly type: Ty;
}

/** What can be named of the type, or of the first that it leads to which has fields. */
function fieldsOf(cx: BodyContext, type: Ty): readonly NamedField[] {
  for (const { type: step } of derefSteps(cx, type)) {
    if (step.kind === "tuple") return step.elements.map((element, i) => ({ name: String(i), type: cx.shallow(element) }));
    const definition = step.kind === "adt" ? cx.tcx.adt(step.def) : undefined;
    if (step.kind !== "adt" || definition === undefined || definition.kind === "enum") continue;
    const fields = (definition.variants[0]?.fields ?? []).filter(({ name }) => cx.tcx.fieldVisible(step.def, name, cx.owner));
    if (fields.length > 0) return fields.map(({ name, type: own }) => ({ name, type: cx.types.substitute(own, step.args) }));
  }
  return [];
}

/** The fields on the way to one of this name, that one left out. */
function wayTo(cx: BodyContext, wanted: string, { name, type }: NamedField, way: readonly string[] = []): readonly string[] | undefined {
  if (way.length > DEEPEST) return undefined;
  if (name === wanted) return way;
  for (const inner of fieldsOf(cx, type)) {
    const found = wayTo(cx, wanted, inner, [...way, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function adviseFields(cx: BodyContext, said: DiagnosticBuilder, { field: { name, span } }: FieldExpr, type: Ty): void {
  const isModern = cx.tcx.session.release.minor >= 74;
  const isWrapped = type.kind === "adt" && (cx.tcx.isLang(type.def, "Option") || cx.tcx.items.path(type.def) === "core::result::Result");
  const before = isWrapped && isModern ? "unwrap()." : "";
  const fields = fieldsOf(cx, isWrapped && isModern ? (type.args[0] as Ty) : type);
  const ways = fields.flatMap((field) => {
    const way = wayTo(cx, name, field);
    return way === undefined ? [] : [`${before}${way.map((each) => `${each}.`).join("")}`];
  });
  const names = fields.map((field) => field.name);
  const similar = /^\d+$/.test(name) ? undefined : similarName(names, name);
  const isInline = !isModern && ways.length === 0 && similar !== undefined;
  said.at(span, isInline ? undefined : "unknown field");
  if (ways.length > 0) {
    const [some, have] = ways.length > 1 ? ["some", "have"] : ["one", "has"];
    const edits = ways.sort().map((text) => [{ span: { ...span, hi: span.lo }, text }]);
    said.suggestOneOf(`${some} of the expressions' fields ${have} a field of the same name`, edits, "MaybeIncorrect");
  } else if (similar !== undefined) {
    const edit = { span, text: `${before}${similar}` };
    said.suggest("a field with a similar name exists", [edit], "MaybeIncorrect", isModern ? "verbose" : "inline");
  } else if (names.length > 0) said.note(`available field${names.length === 1 ? " is" : "s are"}: ${series(names)}`);
}

/** Never is one alone left out. */
function series(names: readonly string[]): string {
  const limit = names.length === SHOWN + 1 ? SHOWN + 1 : SHOWN;
  const shown = names.slice(0, limit).map((name) => `\`${name}\``);
  return names.length > limit ? `${shown.join(", ")} ... and ${names.length - limit} others` : shown.join(", ");
}

/** What the value is that has no such field: an array, a pointer, something of a parameter's type. */
function adviseHolder(cx: BodyContext, said: DiagnosticBuilder, ast: AstExpr, { field, operand }: FieldExpr, { type: whole }: Expr): void {
  let type = cx.structurally(whole);
  while (type.kind === "ref") type = cx.structurally(type.target);
  const base = cx.tree.span(operand);
  const text = cx.snippet(base);
  if (type.kind === "array" && /^\d+$/.test(field.name)) {
    const edit = { span: ast.span, text: `${text}[${field.name}]` };
    said.suggest("instead of using tuple indexing, use array indexing", [edit], "MachineApplicable", "verbose");
  }
  if (type.kind === "ptr") {
    const edits = [
      { span: { ...base, hi: base.lo }, text: "(*" },
      { span: { ...base, lo: base.hi, hi: field.span.lo }, text: ")." },
    ];
    const value = text.length < 20 ? `\`${text}\`` : "the value";
    said.suggest(`${value} is a raw pointer; try dereferencing it`, edits, "MaybeIncorrect", "verbose");
  }
  const param = type.kind === "param" && type.name !== "Self" ? declarationOf(cx, type.name) : undefined;
  if (param !== undefined) said.label(param, `type parameter '${cx.print(type)}' declared here`);
}

/** Of a parameter of the function or of what surrounds it. */
function declarationOf({ tcx, owner }: BodyContext, name: string): AstExpr["span"] | undefined {
  for (let def: DefId | undefined = tcx.genericOwner(owner); def !== undefined; def = tcx.items.parent(def)) {
    const param = tcx.items.astGenerics(def)?.params.find(({ ident }) => ident.name === name);
    if (param !== undefined) return param.ident.span;
  }
  return undefined;
}

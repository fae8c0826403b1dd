// `e.field`, `e.0`: through as many dereferences as needed.
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { applyDerefs, derefSteps } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";

export function checkField(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "field" }): Expr {
  const operand = checkExpr(cx, kind.operand);
  const steps = derefSteps(cx, operand.type);
  const { name } = kind.field;
  let hidden: Ty | undefined;
  for (const [count, step] of steps.entries()) {
    const found = fieldOf(cx, step.type, name, ast.span);
    if (found === undefined) continue;
    if (!found.visible) {
      hidden ??= step.type;
      continue;
    }
    const place = applyDerefs(cx, operand, steps, count);
    if (step.type.kind === "adt") cx.tcx.useMember(cx.tcx.fieldOf(step.type.def, found.index), ast.span, cx.owner);
    return cx.make(ast.span, found.type, { kind: "field", operand: place, variant: 0, field: found.index });
  }
  if (hidden !== undefined) reportPrivate(cx, kind.field.span, name, { holder: hidden, operand: operand.type });
  else reportNoField(cx, kind, operand, steps.at(-1)?.type ?? operand.type);
  return cx.error(ast.span);
}

export interface FoundField {
  readonly index: number;
  readonly type: Ty;
  readonly visible: boolean;
}

export function fieldOf(cx: BodyContext, type: Ty, name: string, span: AstExpr["span"]): FoundField | undefined {
  if (type.kind === "tuple") {
    const index = /^(?:0|[1-9]\d*)$/.test(name) ? Number(name) : -1;
    const element = type.elements[index];
    return element === undefined ? undefined : { index, type: cx.shallow(element), visible: true };
  }
  if (type.kind !== "adt") return undefined;
  const definition = cx.tcx.adt(type.def);
  if (definition.kind === "enum") return undefined;
  const { fields } = definition.variants[0] as (typeof definition.variants)[number];
  const index = fields.findIndex((field) => field.name === name);
  const field = fields[index];
  if (field === undefined) return undefined;
  return { index, type: cx.shallow(cx.instantiate(field.type, type.args, span)), visible: cx.tcx.fieldVisible(type.def, name, cx.owner) };
}

function reportPrivate(
  cx: BodyContext,
  span: AstExpr["span"],
  name: string,
  { holder: type, operand }: { readonly holder: Ty; readonly operand: Ty },
): void {
  const noun = type.kind === "adt" ? cx.tcx.adt(type.def).kind : "struct";
  const owner = type.kind === "adt" ? cx.tcx.items.shownPath(type.def) : cx.print(type);
  const said = error("E0616", `field \`${name}\` of ${noun} \`${owner}\` is private`).at(span, "private field");
  const method = methodOf(cx, operand, name);
  if (method !== undefined) suggestCall(cx, said, `a method \`${name}\` also exists, call it with parentheses`, { span, method });
  cx.report(said);
}

/** An own method of the type or of what it points to. */
function methodOf(cx: BodyContext, type: Ty, name: string): DefId | undefined {
  for (const step of derefSteps(cx, type)) {
    const method = cx.ownMethod(step.type, name);
    if (method !== undefined) return method;
  }
  return undefined;
}

function suggestCall(
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

function reportNoField(cx: BodyContext, kind: AstExpr["kind"] & { kind: "field" }, operand: Expr, last: Ty): void {
  const { name, span } = kind.field;
  const type = cx.structurally(operand.type);
  if (type.kind === "infer" && type.of === "type") {
    return cx.report(error("E0282", "type annotations needed").at(operand.span, "cannot infer type"));
  }
  const printed = cx.print(type);
  const method = methodOf(cx, type, name);
  if (method !== undefined) {
    const said = error("E0615", `attempted to take value of method \`${name}\` on type \`${printed}\``).at(span, "method, not a field");
    suggestCall(cx, said, "use parentheses to call the method", { span, method });
    return cx.reportUnlessError(said, type);
  }
  const primitive = type.kind === "int" || type.kind === "infer" || type.kind === "bool" || type.kind === "char" || type.kind === "float";
  if (primitive) {
    return cx.reportUnlessError(error("E0610", `\`${printed}\` is a primitive type and therefore doesn't have fields`).at(span), type);
  }
  const said = error("E0609", `no field \`${name}\` on type \`${printed}\``).at(span, "unknown field");
  const fields = last.kind === "adt" && cx.tcx.adt(last.def).kind !== "enum" ? (cx.tcx.adt(last.def).variants[0]?.fields ?? []) : [];
  if (fields.length > 0)
    said.note(`available field${fields.length === 1 ? " is" : "s are"}: ${fields.map((field) => `\`${field.name}\``).join(", ")}`);
  cx.reportUnlessError(said, type);
}

// `e.field`, `e.0`: through as many dereferences as needed.
import { error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { applyDerefs, derefSteps } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";
import { reportNoField, suggestCall } from "./no-field.ts";

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
  else reportNoField(cx, ast, kind, operand);
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

// What a function gives has the method, and the function was not called.
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import { callableOf } from "../callable.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { coreOffers } from "./core-doubt.ts";
import { itemNamed } from "./near-members.ts";
import { receiverTypes } from "./probe.ts";
import type { Telling, UnknownMember } from "./unknown-member.ts";

/** More arguments are not named. */
const MOST = 4;

export function adviseCall(cx: BodyContext, member: UnknownMember, telling: Telling): void {
  const { type, receiverId } = member;
  const callable = callableOf(cx.selector, type);
  if (receiverId === undefined || callable === undefined) return;
  const output = cx.structurally(callable.output);
  if (output.kind === "infer" && output.of === "type") return;
  if (itemNamed(cx, { ...member, type: output }, member.name) === undefined) {
    if (coreOffers(cx, receiverTypes(cx, output), member.name, true)) telling.isUnknown = true;
    return;
  }
  const written = callable.params.length > MOST ? "/* ... */" : callable.params.map((param) => `/* ${cx.print(param)} */`).join(", ");
  const span = cx.tree.span(receiverId);
  const end = { ...span, lo: span.hi };
  const isPlain = ["call", "path", "index", "lit"].includes(inside(cx, receiverId).kind);
  const edits = isPlain
    ? [{ span: end, text: `(${written})` }]
    : [
        { span: { ...span, hi: span.lo }, text: "(" },
        { span: end, text: `)(${written})` },
      ];
  const applicability =
    inside(cx, receiverId).kind === "closure" ? "MaybeIncorrect" : written === "" ? "MachineApplicable" : "HasPlaceholders";
  telling.said.suggest(`use parentheses to ${deed(cx, type)}`, edits, applicability, "verbose");
}

function inside(cx: BodyContext, id: ExprId): AstExpr["kind"] {
  const { kind } = cx.tree.expr(id);
  return kind.kind === "paren" ? inside(cx, kind.inner) : kind;
}

function deed(cx: BodyContext, type: Ty): string {
  if (type.kind === "closure") return "call this closure";
  if (type.kind !== "fn-def") return "call this function pointer";
  const { items } = cx.tcx;
  if (items.kind(type.def) === "constructor") {
    const owner = items.parent(type.def);
    return `construct this tuple ${owner !== undefined && items.kind(owner) === "variant" ? "variant" : "struct"}`;
  }
  if (items.kind(type.def) !== "assoc-fn") return "call this function";
  return cx.tcx.isMethod(type.def) ? "call this method" : "call this associated function";
}

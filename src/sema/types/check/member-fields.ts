// A field called like a method, and fields whose types have the method.
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Ty } from "../ty.ts";
import { derefSteps } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { fieldOf } from "./field.ts";
import { holderWord } from "./member-holder.ts";
import { boundTraits } from "./probe.ts";
import { relabel, type UnknownMember } from "./unknown-member.ts";

/** Since then fields that nobody may name are told as such, and what is called is named. */
const MODERN = 70;

/** True if there is a field of that name. */
export function adviseField(cx: BodyContext, member: UnknownMember, said: DiagnosticBuilder): boolean {
  const { type, name, ident, receiverId, whole } = member;
  if (receiverId === undefined) return false;
  const found = derefSteps(cx, type)
    .map((step) => (step.type.kind === "adt" ? fieldOf(cx, step.type, name, ident.span) : undefined))
    .find((field) => field !== undefined);
  if (found === undefined) return false;
  const isModern = cx.tcx.session.release.minor >= MODERN;
  const isTold = found.visible || !isModern;
  const stored = isTold ? callableWord(cx, cx.structurally(found.type)) : undefined;
  if (stored !== undefined) {
    const message = `to call the ${isModern ? stored : "function"} stored in \`${name}\`, surround the field access with parentheses`;
    const [lo, hi] = [cx.tree.span(receiverId).lo, ident.span.hi];
    const edits = [
      { span: { ...ident.span, lo, hi: lo }, text: "(" },
      { span: { ...ident.span, lo: hi, hi }, text: ")" },
    ];
    said.suggest(message, edits, "MachineApplicable", "verbose");
  } else if (isTold) {
    said.suggest("remove the arguments", [{ span: { ...whole, lo: ident.span.hi }, text: "" }], "MaybeIncorrect");
  }
  relabel(said, found.visible || !isModern ? "field, not a method" : "private field, not a method");
  return true;
}

function callableWord(cx: BodyContext, type: Ty): string | undefined {
  switch (type.kind) {
    case "fn-pointer":
      return "function pointer";
    case "fn-def":
      return "function";
    case "closure":
      return "closure";
    case "param":
    case "opaque":
    case "dynamic":
      return boundTraits(cx, type).some(({ trait }) => cx.tcx.isFnTrait(trait)) ? holderWord(cx, type) : undefined;
    default:
      return undefined;
  }
}

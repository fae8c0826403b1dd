// `noop_method_call` and `suspicious_double_ref_op`: `clone`, `deref` and `borrow` that act on a reference, and give it back.
import { warning } from "../../diag/diagnostic.ts";
import type { Ty } from "../types/ty.ts";
import type { TypedLint } from "./typed-lints.ts";

const METHODS: ReadonlyMap<string, { readonly trait: string; readonly instead: string | undefined }> = new Map([
  ["core::clone::Clone::clone", { trait: "Clone", instead: "cloning" }],
  ["core::ops::deref::Deref::deref", { trait: "Deref", instead: "dereferencing" }],
  ["core::borrow::Borrow::borrow", { trait: "Borrow", instead: undefined }],
]);

function withoutReferences(type: Ty): Ty {
  let at = type;
  while (at.kind === "ref") at = at.target;
  return at;
}

export const doubleReferences: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  const method = call === undefined || !call.isMethod ? undefined : METHODS.get(call.path);
  const [receiver] = call?.args ?? [];
  if (call === undefined || method === undefined || receiver === undefined || call.expr.callee.type.kind !== "fn-def") return undefined;
  if (call.expr.callSpan.ctxt !== undefined || (receiver.kind === "call" && receiver.by === "desugaring")) return undefined;
  const [self, borrowed] = call.expr.callee.type.args;
  // The impls that do nothing: of `Clone` and `Deref` for `&T`, of `Borrow<T>` for `T`.
  if (self === undefined || (method.trait === "Borrow" ? self !== borrowed : self.kind !== "ref" || self.mutable)) return undefined;
  const name = call.path.slice(call.path.lastIndexOf(":") + 1);
  const span = { ...expr.span, lo: receiver.span.hi };
  if (receiver.type !== expr.type) {
    if (method.instead === undefined) return undefined;
    const words = `using \`.${name}()\` on a double reference, which returns \`${ask.print(expr.type)}\` instead of ${method.instead} the inner type`;
    return [{ lint: "suspicious_double_ref_op", diagnostic: warning(words).at(span) }];
  }
  const type = withoutReferences(expr.type);
  const printed = ask.print(type);
  const said = warning(`call to \`.${name}()\` on a reference in this situation does nothing`).at(span);
  said.note(
    `the type \`${printed}\` does not implement \`${method.trait}\`, so calling \`${name}\` on \`&${printed}\` copies the reference, ` +
      "which does not do anything and can be removed",
  );
  // Of core's types the second cannot be shown, and still the first does not stand alone.
  const style = type.kind === "adt" ? "verbose" : "inline";
  said.suggest("remove this redundant call", [{ span, text: "" }], "MachineApplicable", style);
  const head = type.kind === "adt" ? ask.headOf(type.def) : undefined;
  if (head !== undefined) {
    const before = { span: { ...head, hi: head.lo }, text: "#[derive(Clone)]\n" };
    said.suggest(`if you meant to clone \`${printed}\`, implement \`Clone\` for it`, [before], "MaybeIncorrect");
  }
  return [{ lint: "noop_method_call", diagnostic: said }];
};

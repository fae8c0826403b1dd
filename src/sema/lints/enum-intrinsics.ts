// `enum_intrinsics_non_enums`: the number of a variant is asked of a type that has none.
import { error } from "../../diag/diagnostic.ts";
import { isPolymorphic } from "../types/ty-util.ts";
import type { TypedLint } from "./typed-lints.ts";

export const enumIntrinsics: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  if (call?.path !== "core::mem::discriminant" || call.expr.callee.type.kind !== "fn-def") return undefined;
  const [type] = call.expr.callee.type.args;
  const [arg] = call.args;
  if (type === undefined || arg === undefined || ask.isEnum(type) || isPolymorphic(type)) return undefined;
  const printed = ask.print(type);
  const said = error("the return value of `mem::discriminant` is unspecified when called with a non-enum type").at(expr.span);
  said.noteAt(
    arg.span,
    `the argument to \`discriminant\` should be a reference to an enum, but it was passed a reference to a \`${printed}\`, which is not an enum`,
  );
  return [{ lint: "enum_intrinsics_non_enums", diagnostic: said }];
};

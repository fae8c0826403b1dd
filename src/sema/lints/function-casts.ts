// `function_casts_as_integer`: the address of a function taken as a number without the pointer between.
import { warning } from "../../diag/diagnostic.ts";
import type { TypedLint } from "./typed-lints.ts";
import { written } from "./written.ts";

export const functionCasts: TypedLint = (expr) => {
  if (expr.kind !== "cast" || expr.type.kind !== "int") return undefined;
  const operand = written(expr.operand);
  if (operand.type.kind !== "fn-def") return undefined;
  const end = { ...operand.span, lo: operand.span.hi };
  const said = warning("direct cast of function item into an integer").at({ ...expr.span, lo: operand.span.hi + 1 });
  said.suggest("first cast to a pointer `as *const ()`", [{ span: end, text: " as *const ()" }], "MachineApplicable", "verbose");
  return [{ lint: "function_casts_as_integer", diagnostic: said }];
};

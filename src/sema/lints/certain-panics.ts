// `unconditional_panic`: an array is indexed with a number that is behind its end. In: a typed body. Out: one finding for
// each place.
import { error } from "../../diag/diagnostic.ts";
import type { Body, Expr } from "../types/thir.ts";
import { walk } from "../types/thir-walk.ts";
import type { FoundLint } from "./report.ts";

function lengthOf({ type }: Expr): bigint | undefined {
  return type.kind === "array" && type.length.kind === "const" ? type.length.value : undefined;
}

export function certainPanics({ value, closures }: Body): FoundLint[] {
  const found: FoundLint[] = [];
  const visit = (expr: Expr): void => {
    if (expr.kind !== "index" || expr.index.kind !== "int") return;
    const length = lengthOf(expr.operand);
    if (length === undefined || expr.index.value < length) return;
    const diagnostic = error("this operation will panic at runtime").at(
      expr.span,
      `index out of bounds: the length is ${length} but the index is ${expr.index.value}`,
    );
    found.push({ lint: "unconditional_panic", node: 0, diagnostic });
  };
  for (const each of [value, ...closures.map((closure) => closure.value)]) walk(each, visit);
  return found;
}

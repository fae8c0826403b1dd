// `unused_comparisons`: a number is compared with a literal at, or beyond, the end of its type's range, so that the answer is
// known. In: a typed body. Out: one finding for each comparison.
import { warning } from "../../diag/diagnostic.ts";
import type { Body, Expr } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import { bitsOf, type Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

/** The same comparison read from the right. */
const REVERSED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=" };

export function uselessComparisons(body: Body): FoundLint[] {
  const found: FoundLint[] = [];
  const visit = (expr: Expr): void => {
    if (expr.kind !== "binary" || !(expr.op in REVERSED) || decides(expr)) return;
    const diagnostic = warning("comparison is useless due to type limits").at(expr.span);
    found.push({ lint: "unused_comparisons", node: 0, diagnostic });
  };
  for (const expr of expressionsOf(body)) visit(expr);
  return found;
}

/** Both answers are possible, or nothing is known. */
function decides({ op, left, right }: Expr & { kind: "binary" }): boolean {
  if (right.kind === "int") return mayGoEitherWay(op, right.value, left.type);
  return left.kind !== "int" || mayGoEitherWay(REVERSED[op] as string, left.value, right.type);
}

function mayGoEitherWay(op: string, value: bigint, type: Ty): boolean {
  if (type.kind !== "int") return true;
  const bits = BigInt(bitsOf(type));
  const least = type.signed ? -(1n << (bits - 1n)) : 0n;
  const greatest = least + (1n << bits) - 1n;
  switch (op) {
    case "<":
    case ">=":
      return value > least && value <= greatest;
    case ">":
    case "<=":
      return value >= least && value < greatest;
    default:
      return value >= least && value <= greatest;
  }
}

// What the operators of comparison say of two numbers, or of two integers of any width.
import type { BinaryOp } from "../../syntax/ast.ts";

export const COMPARISONS: Partial<Record<BinaryOp, <T extends number | bigint>(a: T, b: T) => boolean>> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

// Small questions about types that many ask.
import { HAS_INFER, HAS_PARAM, type Interner, type Ty } from "./ty.ts";

export function unsafeFnPointer(types: Interner, type: Ty & { kind: "fn-pointer" }): Ty {
  return types.fnPointer(type.params, type.output, type.abi, true, type.variadic);
}

/** Integers, also literals without a suffix. */
export function isIntegral(type: Ty): boolean {
  return type.kind === "int" || (type.kind === "infer" && type.of === "int");
}

export function isFloating(type: Ty): boolean {
  return type.kind === "float" || (type.kind === "infer" && type.of === "float");
}

export function isNumeric(type: Ty): boolean {
  return isIntegral(type) || isFloating(type);
}

/** What the built-in operators work on. */
export function isScalar(type: Ty): boolean {
  return isNumeric(type) || type.kind === "bool" || type.kind === "char" || type.kind === "ptr" || type.kind === "fn-pointer";
}

/** Holds variables or parameters. */
export function isPolymorphic(type: Ty): boolean {
  return (type.flags & (HAS_INFER | HAS_PARAM)) !== 0;
}

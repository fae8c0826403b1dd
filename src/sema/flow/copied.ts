// Whether a value is copied where it is read, also for types that the answer is not asked for elsewhere: slices, errors.
import type { Ty } from "../types/ty.ts";

const PLAIN: ReadonlySet<Ty["kind"]> = new Set(["int", "float", "bool", "char", "never", "fn-def", "ptr", "fn-pointer", "error"] as const);

/** `ask` answers for what is not plain data. */
export function isCopied(type: Ty, ask: (type: Ty) => boolean): boolean {
  if (type.kind === "ref") return !type.mutable;
  if (type.kind === "tuple") return type.elements.every((element) => isCopied(element, ask));
  if (type.kind === "array") return isCopied(type.element, ask);
  return PLAIN.has(type.kind) || (type.kind !== "slice" && ask(type));
}

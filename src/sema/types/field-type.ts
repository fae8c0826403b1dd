// The type of a part of a concrete type.
import type { TypeTables } from "./tables.ts";
import type { Ty } from "./ty.ts";

/** Undefined where there is no such field. */
export function fieldTypeOf(
  tables: Pick<TypeTables, "adt" | "instantiate" | "captureTypes">,
  whole: Ty,
  variant: number,
  field: number,
): Ty | undefined {
  if (whole.kind === "tuple") return whole.elements[field];
  if (whole.kind === "closure") return tables.captureTypes(whole)[field];
  if (whole.kind !== "adt") return undefined;
  const declared = tables.adt(whole.def).variants[Math.max(0, variant)]?.fields[field];
  return declared && tables.instantiate(declared.type, whole.args);
}

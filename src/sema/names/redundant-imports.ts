// Imports of what is there anyway under the same name: by an outer block, the module, a glob or the prelude.
import type { Lookup } from "./lookup.ts";
import { sameRes } from "./lookup.ts";
import { NAMESPACES, type Import } from "./module.ts";

/** `isExported`: others see it. */
export function isRedundant(lookup: Lookup, imported: Import, isExported: boolean): boolean {
  const { kind, name, path, nesting, module, usedFromOutside, failed } = imported;
  if (kind !== "single" || name === undefined || name.name !== path.at(-1)?.name || nesting.depth > 0 || failed) return false;
  if (isExported || usedFromOutside === true) return false;
  let isAny = false;
  for (const namespace of NAMESPACES) {
    const own = lookup.importTarget(imported, namespace);
    if (own === undefined) continue;
    const other = lookup.lexical(module, name.name, namespace, imported);
    if (other === undefined || other.ambiguous !== undefined || !sameRes(own.res, other.res)) return false;
    isAny = true;
  }
  return isAny;
}

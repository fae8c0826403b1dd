// Imports that nothing but `derive` comes through. Core's traits and the macros that derive them have one name, and an import
// brings both: `use core::hash::Hash; #[derive(Hash)]`.
import type { Compilation } from "../compilation.ts";
import { DERIVES } from "../expand/derive-traits.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Lookup } from "./lookup.ts";
import { useImports } from "./module.ts";

export function useDerived({ definitions }: Compilation, lookup: Lookup, { derived }: CrateNames): void {
  for (const { first, isPath, module } of derived) {
    const binding = lookup.lexical(module, first, "type");
    if (binding === undefined) continue;
    const { res } = binding;
    const isTrait =
      res.kind === "def" && definitions.isCore(res.def) && definitions.path(res.def) === DERIVES[first]?.path.replace("$crate", "core");
    if (isPath || isTrait) useImports(binding);
  }
}

// `unused_macros`: macros of the crate that no call has meant and that are not exported.
import { warning } from "../../diag/diagnostic.ts";
import type { Compilation } from "../compilation.ts";
import type { CrateNames } from "./crate-names.ts";

export function reportUnusedMacros(compilation: Compilation, crate: CrateNames): void {
  for (const macro of crate.macros) {
    if (macro.used || macro.exported || macro.name.startsWith("_") || macro.def === undefined) continue;
    const { node } = compilation.definitions.get(macro.def);
    const diagnostic = warning(`unused macro definition: \`${macro.name}\``).at(macro.nameSpan);
    compilation.lint({ lint: "unused_macros", node, diagnostic });
  }
}

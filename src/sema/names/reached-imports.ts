// Which imports of a crate others name something through, and where the crate's modules re-export what. In: a resolved program.
import type { DefId } from "../types/def-id.ts";
import type { Visible } from "../definitions.ts";
import { NAMESPACES, type Import, type Module } from "./module.ts";
import type { ResolvedProgram } from "./program.ts";

export interface ReachedImports {
  readonly reached: ReadonlySet<Import>;
  readonly reexports: ReadonlyMap<DefId, readonly { readonly visibility: Visible; readonly module: Module }[]>;
}

export function reachedImports({ lookup, imports }: ResolvedProgram, root: Module): ReachedImports {
  const reached = new Set<Import>();
  const modules = new Set<Module>([root]);
  for (const module of modules)
    for (const { binding } of NAMESPACES.flatMap((namespace) => lookup.names(module, namespace))) {
      if (binding.visibility !== "public") continue;
      for (let at: typeof binding | undefined = binding; at !== undefined; at = at.target)
        if (at.import !== undefined) reached.add(at.import);
      const inner = lookup.moduleFor(binding.res);
      if (inner?.crate === root.crate) modules.add(inner);
    }
  const reexports = new Map<DefId, { visibility: Visible; module: Module }[]>();
  for (const { module, visibility, name, kind } of imports) {
    if (kind !== "single" || name === undefined) continue;
    for (const namespace of NAMESPACES) {
      const res = lookup.inModule(module, name.name, namespace)?.res;
      if (res?.kind === "def") reexports.set(res.def, [...(reexports.get(res.def) ?? []), { visibility, module }]);
    }
  }
  return { reached, reexports };
}

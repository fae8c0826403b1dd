// What others can name of a crate: public names of its root module, and of modules that are reached so, re-exports included;
// then public items of impls for reached types, and items of reached traits. In: a resolved program. Out: definitions.
import type { DefId } from "../types/def-id.ts";
import type { Module } from "./module.ts";
import type { ResolvedProgram } from "./program.ts";

export function reachableDefinitions(program: ResolvedProgram): ReadonlySet<DefId> {
  const { lookup, definitions } = program;
  const found = new Set<DefId>();
  const visit = (module: Module): void => {
    for (const namespace of ["type", "value"] as const) {
      for (const { binding } of lookup.names(module, namespace)) {
        const { res, visibility } = binding;
        if (visibility !== "public" || res.kind !== "def" || !definitions.isLocal(res.def) || found.has(res.def)) continue;
        found.add(res.def);
        const inner = lookup.moduleFor(res);
        if (inner !== undefined) visit(inner);
      }
    }
  };
  const root = program.compilation.crates[program.local]?.root;
  if (root !== undefined) visit(root);
  for (const def of [...found]) {
    if (definitions.get(def).kind === "trait") for (const item of definitions.children(def)) found.add(item);
  }
  return found;
}

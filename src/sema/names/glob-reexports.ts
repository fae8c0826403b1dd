// What public globs bring against each other, and what hides it (rustc: `lint_reexports` in rustc_resolve/src/imports.rs). In: the
// crate's modules that others may see. Out: findings of `ambiguous_glob_reexports` and `hidden_glob_reexports`.
import { warning } from "../../diag/diagnostic.ts";
import type { Compilation, FoundLint } from "../compilation.ts";
import { headSpan } from "./duplicates.ts";
import type { Lookup } from "./lookup.ts";
import { NAMESPACES, type Binding, type Import, type Module } from "./module.ts";

const spanOf = ({ tree, itemSpan }: Import) => tree?.span ?? itemSpan;

/** A name that both a public glob brings and the module has. */
function names(module: Module, lookup: Lookup): Set<string> {
  return new Set(NAMESPACES.flatMap((namespace) => lookup.names(module, namespace).map(({ name }) => name)));
}

export function globReexports(compilation: Compilation, lookup: Lookup, modules: Iterable<Module>): FoundLint[] {
  const found: FoundLint[] = [];
  for (const module of modules) {
    const globs = module.globs.filter(({ visibility, failed, tree }) => visibility === "public" && !failed && tree !== undefined);
    if (globs.length === 0) continue;
    for (const name of names(module, lookup))
      for (const namespace of NAMESPACES) {
        const brought = lookup.globbed(module, name, namespace);
        if (brought?.import === undefined || brought.visibility !== "public") continue;
        const own = lookup.named(module, name, namespace);
        const about = `the name \`${name}\` in the ${namespace} namespace`;
        if (own === undefined) found.push(...ambiguous(brought, about));
        else if (own.visibility !== "public" && bringsAny(lookup, module, brought.import))
          found.push(hidden(compilation, own, brought.import, about));
      }
  }
  return found;
}

function ambiguous({ import: first, ambiguous: other }: Binding, about: string): FoundLint[] {
  if (first === undefined || other?.import === undefined || other.visibility !== "public") return [];
  const said = warning("ambiguous glob re-exports").at(spanOf(first), `${about} is first re-exported here`);
  said.label(spanOf(other.import), `but ${about} is also re-exported here`);
  return [{ lint: "ambiguous_glob_reexports", node: first.item, diagnostic: said }];
}

function hidden(compilation: Compilation, own: Binding, glob: Import, about: string): FoundLint {
  const span = own.import === undefined ? headSpan(compilation, own.span) : spanOf(own.import);
  const said = warning("private item shadows public glob re-export").at(span);
  said.noteAt(spanOf(glob), `${about} is supposed to be publicly re-exported here`);
  said.noteAt(span, "but the private item here shadows it");
  return { lint: "hidden_glob_reexports", node: 0, place: span.lo, diagnostic: said };
}

/** Whether a module has any name through a glob that others may see. */
export function bringsAny(lookup: Lookup, module: Module, glob: Import): boolean {
  return NAMESPACES.some((namespace) =>
    lookup.names(module, namespace).some(({ name }) => {
      const known = lookup.inModule(module, name, namespace);
      return known?.import === glob && known.visibility === "public";
    }),
  );
}

// "`Display` is imported here, but it is only a trait": where no macro has a name, and something else has it.
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import { isKnownAttribute } from "../expand/attribute-names.ts";
import type { Lookup } from "./lookup.ts";
import { type Binding, type Module, useImports } from "./module.ts";
import { thingOf } from "./privacy.ts";

export type Wanted = "macro" | "attribute" | "derive macro";

interface Names {
  readonly compilation: Compilation;
  readonly lookup: Lookup;
}

/** False if nothing has it. An import that is told of counts as used. */
export function noteOtherKind(names: Names, module: Module, { name }: Ident, wanted: Wanted, said: DiagnosticBuilder): boolean {
  const inScope = (what: string): true => {
    said.note(`\`${name}\` is in scope, but it is ${what}`);
    return true;
  };
  const macro = otherMacro(names.compilation, module, name);
  if (macro !== undefined) return inScope(macro);
  for (const namespace of ["type", "value"] as const) {
    const binding = names.lookup.lexical(module, name, namespace);
    if (binding === undefined || binding.res.kind === "error") continue;
    const what = description(names, binding, wanted);
    const { import: imported } = binding;
    if (imported?.tree === undefined || !imported.module.crate.isLocal) return inScope(what);
    useImports(binding);
    said.noteAt(imported.tree.span, `\`${name}\` is imported here, but it is ${what}`);
    return true;
  }
  return false;
}

/** Macros of the prelude and built-in attributes. */
function otherMacro({ known, session }: Compilation, { crate }: Module, name: string): string | undefined {
  const kind = crate.noPrelude ? undefined : known.find(`core::prelude::rust_${crate.edition}`, name, "macro")?.kind;
  if (kind === "d") return `a derive macro: \`#[derive(${name})]\``;
  if (kind === "a" || isKnownAttribute(name, session.release.minor)) return `an attribute: \`#[${name}]\``;
  const isCalled = !crate.noPrelude && (kind === "x" || known.find("core", name, "macro")?.kind === "x");
  return isCalled ? "a function-like macro" : undefined;
}

function description({ compilation, lookup }: Names, binding: Binding, wanted: Wanted): string {
  const { res } = binding;
  const known = res.kind === "def" ? lookup.unmodelled.knownOf(res.def)?.kind : undefined;
  const word = (known !== undefined && KNOWN[known]) || thingOf(compilation, binding);
  if (word === "trait" && wanted === "derive macro") return "only a trait, without a derive macro";
  return `${articleOf(word)} ${word}, not ${wanted === "attribute" ? "an" : "a"} ${wanted}`;
}

/** Of names that core has without a model: letters of the table. */
const KNOWN: Readonly<Record<string, string>> = {
  ...{ m: "module", s: "struct", 1: "struct", 0: "struct", e: "enum", u: "union", t: "trait", y: "type alias" },
  ...{ f: "function", c: "constant" },
};

const articleOf = (word: string): string => (/^(?:enum|associated|extern)/.test(word) ? "an" : "a");

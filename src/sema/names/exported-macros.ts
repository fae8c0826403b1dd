// Macros with `#[macro_export]` that another macro's expansion has defined: a path must not lead to them, as what it leads to would
// hang on the order of expansion. In: the crate's calls and imports. Out: findings of a lint that denies by default.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Compilation } from "../compilation.ts";
import type { MacroDefinition } from "../expand/macro-scope.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Lookup } from "./lookup.ts";
import type { MacroLookup } from "./macro-lookup.ts";
import type { Binding } from "./module.ts";

const LINT = "macro_expanded_macro_exports_accessed_by_absolute_paths";

interface Use {
  readonly span: Span;
  readonly macro: MacroDefinition;
}

export function reportExportsByPath(compilation: Compilation, lookup: Lookup, macros: MacroLookup, crate: CrateNames): void {
  if (!crate.macros.some(isExpandedExport)) return;
  const macroOf = (binding: Binding | undefined): MacroDefinition | undefined => {
    const macro = binding === undefined ? undefined : macros.definitionOf(binding);
    return macro !== undefined && macro.crate === crate && isExpandedExport(macro) ? macro : undefined;
  };
  const uses: Use[] = [];
  const add = (span: Span, macro: MacroDefinition | undefined): void => void (macro !== undefined && uses.push({ span, macro }));
  for (const { path, place } of macros.called.values()) {
    if (path.segments.length < 2) continue;
    const idents = path.segments.map(({ ident }) => ident);
    const result = lookup.path(idents, path.global, place.module, { isImport: false, last: "macro" });
    if (result.kind === "binding" && result.binding.import === undefined) add(path.span, macroOf(result.binding));
  }
  for (const imported of crate.imports) {
    if (imported.kind !== "single" || imported.path.length < 2) continue;
    const target = lookup.importTarget(imported, "macro");
    if (target?.import === undefined) add(imported.tree?.span ?? imported.itemSpan, macroOf(target));
  }
  for (const use of uses.sort((a, b) => a.span.lo - b.span.lo)) report(compilation, use);
}

const isExpandedExport = ({ exported, nesting }: MacroDefinition): boolean => exported && nesting.depth > 0;

function report(compilation: Compilation, { span, macro }: Use): void {
  const diagnostic = error("macro-expanded `macro_export` macros from the current crate cannot be referred to by absolute paths").at(span);
  const definition = macro.def === undefined ? macro.headSpan : compilation.definitions.get(macro.def).span;
  diagnostic.noteAt(definition, "the macro is defined here").phasedOut(52234);
  compilation.lint({ lint: LINT, node: 0, diagnostic });
}

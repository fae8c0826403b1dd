// `macro_use_extern_crate`, and `#[macro_use]` for nothing. `unused_extern_crates`: crates that are declared and that no path begins with; and from 2018 on, such as need no declaration.
import { warning } from "../../diag/diagnostic.ts";
import type { Compilation, FoundLint } from "../compilation.ts";
import { simpleName } from "../expand/attributes.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Import } from "./module.ts";

/** `#[macro_use]` for nothing; and where it is asked for, any. */
export function macroUses(compilation: Compilation, crate: CrateNames, used: ReadonlySet<CrateNames>): FoundLint[] {
  return crate.imports.flatMap(({ kind, item, crateRoot, failed }) => {
    const attribute =
      kind === "extern-crate" && !failed ? crate.tree.item(item).attrs.find((each) => simpleName(each) === "macro_use") : undefined;
    if (attribute === undefined || attribute.args.kind !== "empty" || crateRoot?.res.kind !== "def") return [];
    const { def } = crateRoot.res;
    const isUsed = [...used].some(({ root }) => root.def === def);
    if (!isUsed) return [{ lint: "unused_imports", node: item, diagnostic: warning("unused `#[macro_use]` import").at(attribute.span) }];
    if (!compilation.asks("macro_use_extern_crate")) return [];
    const said = warning("applying the `#[macro_use]` attribute to an `extern crate` item is deprecated").at(attribute.span);
    said.help("remove it and import macros at use sites with a `use` item instead");
    return [{ lint: "macro_use_extern_crate", node: item, diagnostic: said }];
  });
}

export function unusedCrates(compilation: Compilation, crate: CrateNames): FoundLint[] {
  if (!compilation.asks("unused_extern_crates")) return [];
  return crate.imports.flatMap((imported) => {
    const said = imported.kind === "extern-crate" && !imported.failed ? judged(compilation, crate, imported) : undefined;
    return said === undefined ? [] : [{ lint: "unused_extern_crates", node: imported.item, diagnostic: said }];
  });
}

function judged({ session }: Compilation, { tree, externPrelude }: CrateNames, imported: Import) {
  const { attrs, visibility, ident, span } = tree.item(imported.item);
  const { kind } = tree.item(imported.item);
  if (kind.kind !== "extern-crate") return undefined;
  if (!ident.name.startsWith("_") && !imported.used && imported.visibility !== "public") {
    const removed = { ...span, lo: Math.min(span.lo, ...attrs.map((attribute) => attribute.span.lo)) };
    const said = warning("unused extern crate").at(span, "unused");
    return said.suggest("remove the unused `extern crate`", [{ span: removed, text: "" }], "MachineApplicable", "verbose");
  }
  if (session.edition < 2018 || attrs.length > 0 || kind.original !== undefined || externPrelude.get(ident.name) === undefined)
    return undefined;
  const said = warning("`extern crate` is not idiomatic in the new edition").at(span);
  const isPlain = visibility.kind === "inherited";
  const between = { ...span, lo: isPlain ? span.lo : visibility.span.hi, hi: ident.span.lo };
  return said.suggest("convert it to a `use`", [{ span: between, text: isPlain ? "use " : " use " }], "MachineApplicable", "verbose");
}

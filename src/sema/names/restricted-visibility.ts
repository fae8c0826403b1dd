// `pub(crate)`, `pub(super)`, `pub(in path)`: the module that a name is visible in must be one of those around it (Reference:
// "Visibility and privacy"). In: the visibility as written. Out: the module; reports.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Visibility } from "../../syntax/ast.ts";
import type { Visible } from "../definitions.ts";
import type { Collector } from "./collect.ts";
import type { Module } from "./module.ts";
import { reportPathFailure } from "./path-errors.ts";

const KEYWORDS: ReadonlySet<string> = new Set(["crate", "$crate", "self", "super"]);

export function restrictedVisibility(collector: Collector, written: Visibility & { kind: "restricted" }, nearest: Module): Visible {
  const { compilation, crate } = collector;
  const idents = written.path.segments.map(({ ident }) => ident);
  const [first] = idents;
  if (first !== undefined && crate.edition !== 2015 && !KEYWORDS.has(first.name) && !written.path.global) {
    const { span } = written.path;
    const said = error("relative paths are not supported in visibilities in 2018 edition or later").at(span);
    const text = `crate::${compilation.sources.snippet(span)}`;
    compilation.report("imports", said.suggest("try", [{ span, text }], "MaybeIncorrect"));
    return nearest.def;
  }
  let at: Module | undefined = nearest;
  for (const [i, { name }] of idents.entries()) {
    const from: Module | undefined = at;
    if (name === "crate" || name === "$crate") at = crate.root;
    else if (name === "self") continue;
    else if (name === "super") at = at?.parent?.nearest;
    else if (i === 0 && crate.edition === 2015) at = childModule(crate.root, name, collector);
    else at = at === undefined ? undefined : childModule(at, name, collector);
    if (at === undefined && name !== "super" && from?.tables.type.has(name) === false && i > 0) {
      reportPathFailure(compilation, { kind: "failed", at: i, why: "not-in-module", module: from, privates: [] }, idents, "imports");
      return nearest.def;
    }
  }
  if (at !== undefined && compilation.definitions.isWithin(nearest.def, at.def)) return at.def;
  if (at === undefined) compilation.report("imports", unsupported("KB0320", "this visibility", written.span));
  else {
    const said = error("E0742", "visibilities can only be restricted to ancestor modules").at(written.path.span);
    compilation.report("imports", said);
  }
  return nearest.def;
}

function childModule(module: Module, name: string, collector: Collector): Module | undefined {
  module.load();
  const found = module.tables.type.get(name)?.res;
  return found?.kind === "def" ? collector.crate.modules.get(found.def) : undefined;
}

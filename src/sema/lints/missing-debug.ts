// `missing_debug_implementations`: types that others can name and nobody can print. In: the crate's definitions and which of them
// are reachable.
import { warning } from "../../diag/diagnostic.ts";
import type { Definitions } from "../definitions.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { FoundLint } from "./report.ts";

const KINDS: ReadonlySet<string> = new Set(["struct", "enum", "union"]);

export function missingDebug(definitions: Definitions, tcx: TypeContext, reachable: ReadonlySet<DefId>): FoundLint[] {
  const debug = tcx.core.trait("fmt::Debug");
  const found: FoundLint[] = [];
  for (const { id, kind, node } of definitions.own()) {
    if (!KINDS.has(kind) || !definitions.isLocal(id) || !reachable.has(id)) continue;
    if (tcx.traitImpls(debug, tcx.identityAdt(id)).some((impl) => isOf(tcx, impl, id))) continue;
    const words = "type does not implement `Debug`; consider adding `#[derive(Debug)]` or a manual implementation";
    found.push({ lint: "missing_debug_implementations", node, diagnostic: warning(words).at(tcx.items.span(id)) });
  }
  return found;
}

/** An impl for this very type. */
function isOf(tcx: TypeContext, impl: DefId, adt: DefId): boolean {
  const { self, negative } = tcx.implHeader(impl);
  return !negative && self.kind === "adt" && self.def === adt;
}

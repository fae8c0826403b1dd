// The note that tells whose bound it is that does not hold, with the bound where it is written. In: the item and the bound's
// span. Out: a note on the report, of items of this crate.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { functionSite, itemSite } from "./core-sites.ts";
import { shownPath } from "./shown-paths.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";

const SORTS: Readonly<Record<string, string>> = { fn: "function", "assoc-fn": "associated function" };

/** `def` is the item whose bound it is. */
export function noteBound(
  tcx: TypeContext,
  { def, boundSpan }: { readonly def: DefId; readonly boundSpan: Span },
  said: DiagnosticBuilder,
): void {
  if (!tcx.items.isLocal(def)) return noteInCore(tcx, def, said);
  const kind = tcx.items.kind(def);
  const name = kind.startsWith("assoc-") ? associatedName(tcx, def) : tcx.items.name(def);
  const ident = tcx.items.identSpan(def);
  const bound = { span: boundSpan, primary: true, label: `required by this bound in \`${name}\`` };
  const isBeside = !tcx.items.snippet({ lo: ident.lo, hi: boundSpan.hi }).includes("\n");
  const outer = { span: ident, primary: false, label: `required by a bound in this ${sortOf(tcx, def)}` };
  said.note(`required by a bound in \`${name}\``, ...(isBeside ? [bound] : [outer, bound]));
}

/** Of what is core's, the whole of the item. */
function noteInCore(tcx: TypeContext, def: DefId, said: DiagnosticBuilder): void {
  if (!tcx.items.isCore(def)) return;
  // `panic!("{}", x)` is not seen through.
  if (tcx.items.name(def) === "panic_display") return;
  const kind = tcx.items.kind(def);
  const isFunction = kind === "fn" || kind === "assoc-fn";
  const site = isFunction ? functionSite(tcx, def) : itemSite(tcx, def);
  const isHidden = tcx.items.name(def).startsWith("AssertParam");
  const shown = isHidden ? tcx.items.path(def) : isFunction ? shownPath(tcx, def) : tcx.items.shownName(def);
  if (site !== undefined) said.noteAt(site, `required by a bound in \`${shown}\``);
}

/** `S::<T>::new`, `Trait::method` */
function associatedName(tcx: TypeContext, def: DefId): string {
  const parent = tcx.items.parent(def) as DefId;
  const owner = tcx.items.kind(parent) === "impl" ? tcx.print(tcx.implHeader(parent).self).replace("<", "::<") : tcx.items.name(parent);
  return `${owner}::${tcx.items.name(def)}`;
}

function sortOf(tcx: TypeContext, def: DefId): string {
  const item = tcx.items.item(def)?.kind;
  const isMethod = item?.kind === "fn" && item.params[0]?.self !== undefined;
  return isMethod ? "method" : (SORTS[tcx.items.kind(def)] ?? tcx.items.kind(def));
}

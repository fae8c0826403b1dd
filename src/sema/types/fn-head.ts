// Where messages mark a function as a whole: from its visibility to the end of its signature or `where` clause, or all of a
// function without a body.
import type { Span } from "../../base/source.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";

export function fnHead(tcx: TypeContext, def: DefId): Span {
  const span = tcx.items.span(def);
  const item = tcx.items.item(def)?.kind;
  if (item?.kind !== "fn" || item.body === undefined) return span;
  const { where, whereSpan } = item.generics;
  return { ...span, hi: where.length > 0 ? Math.max(item.signatureSpan.hi, whereSpan.hi) : item.signatureSpan.hi };
}

// Where messages mark a definition as a whole. A function from its visibility to the end of its signature or `where` clause, or all of
// one without a body; of other items the head, and all of one that has nothing else.
import type { Span } from "../../base/source.ts";
import type { Definition } from "../definitions.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";

export function fnHead(tcx: TypeContext, def: DefId): Span {
  const span = tcx.items.span(def);
  const item = tcx.items.item(def)?.kind;
  if (item?.kind !== "fn" || item.body === undefined) return span;
  const { where, whereSpan } = item.generics;
  return { ...span, hi: where.length > 0 ? Math.max(item.signatureSpan.hi, whereSpan.hi) : item.signatureSpan.hi };
}

export function definitionHead(tcx: TypeContext, { id, kind, span }: Pick<Definition, "id" | "kind" | "span">): Span {
  const item = tcx.items.item(id)?.kind;
  if (kind === "field") return span;
  if (item?.kind === "fn") return fnHead(tcx, id);
  if (item?.kind !== "const" && item?.kind !== "static") return { ...tcx.headSpan(id), lo: span.lo };
  return { ...span, hi: tcx.items.tree(id).span(item.type).hi };
}

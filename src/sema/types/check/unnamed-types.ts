// Types of E0308 that have no name, where they are written: `the found closure`, `the expected opaque type`.
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import { opaqueNodes } from "../collect-items.ts";
import { partsOf, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** `span`: of the mismatch; what stands there is seen anyway. */
export function labelUnnamed(cx: BodyContext, said: DiagnosticBuilder, span: Span, expected: Ty, found: Ty): void {
  for (const [side, type] of [["expected", cx.resolve(expected)] as const, ["found", cx.resolve(found)] as const]) {
    for (const [kind, places] of unnamedIn(cx, type, span)) {
      const [lead, plural] = places.length === 1 ? ["the", ""] : ["one of the", "s"];
      for (const place of places) said.label(place, `${lead} ${side} ${kind}${plural}`);
    }
  }
}

function unnamedIn(cx: BodyContext, type: Ty, span: Span): Map<string, Span[]> {
  const found = new Map<string, Span[]>();
  const visit = (at: Ty): void => {
    const place = placeOf(cx, at);
    if (place !== undefined && !(place.lo < span.hi && span.lo < place.hi)) {
      const kind = at.kind === "closure" ? "closure" : "opaque type";
      const places = found.get(kind) ?? [];
      if (!places.some(({ lo, hi }) => lo === place.lo && hi === place.hi)) found.set(kind, [...places, place]);
    }
    for (const part of partsOf(at)) visit(part);
  };
  visit(type);
  return found;
}

function placeOf(cx: BodyContext, type: Ty): Span | undefined {
  if (type.kind === "closure") return cx.tcx.closureTable.headSpan(type.closure);
  if (type.kind !== "opaque" || !cx.tcx.items.isLocal(type.fn)) return undefined;
  const node = opaqueNodes(cx.tcx, type.fn)[type.index]?.node;
  return node === undefined ? undefined : cx.tcx.items.tree(type.fn).span(node);
}

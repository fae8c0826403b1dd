// `uninhabited_static`: a static of a type without values, which nothing can be put into.
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { isUninhabited } from "./patterns/constructors.ts";

export function checkInhabited(tcx: TypeContext, def: DefId): void {
  const kind = tcx.items.item(def)?.kind;
  if (kind?.kind !== "static" || !isUninhabited(tcx, tcx.typeOf(def))) return;
  const { hi } = tcx.items.tree(def).span(kind.type);
  const said = error("static of uninhabited type").at({ ...tcx.headSpan(def), hi });
  said.note("uninhabited statics cannot be initialized, and any access would be an immediate error").phasedOut(74840);
  said.lint = "uninhabited_static";
  tcx.report(said);
}

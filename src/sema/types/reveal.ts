// Opaque types shown as what they are: in code, which knows all bodies.
import type { TypeContext } from "./context.ts";
import { HAS_ALIAS, type Ty } from "./ty.ts";

export function reveal(tcx: TypeContext, type: Ty): Ty {
  if ((type.flags & HAS_ALIAS) === 0) return type;
  if (type.kind === "opaque") {
    const hidden = tcx.hiddenType(type.fn, type.index);
    return hidden === undefined ? type : reveal(tcx, tcx.types.substitute(hidden, type.args));
  }
  if (type.kind === "unevaluated") return tcx.evaluate(type);
  return tcx.types.mapParts(type, (part) => reveal(tcx, part));
}

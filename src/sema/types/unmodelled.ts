// Core has more than kbuild models. A name that might be one of core's missing items is refused, not called an error.
import type { TypeContext } from "./context.ts";
import type { Ty } from "./ty.ts";

/** Whether a method or associated item `name` of `type` might exist in the real core. */
export function mayBeCores(tcx: TypeContext, type: Ty): boolean {
  let outer = type;
  while (outer.kind === "ref") outer = outer.target;
  switch (outer.kind) {
    case "adt":
      return !tcx.items.isLocal(outer.def);
    case "param":
    case "dynamic":
    case "closure":
    case "fn-def":
    case "tuple":
    case "projection":
      return false;
    case "infer":
      return outer.of !== "type";
    default:
      return true;
  }
}

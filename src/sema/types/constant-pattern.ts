// A named constant as a pattern: compared by value, so it becomes the pattern of its value.
import type { Span } from "../../base/source.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Pat } from "./thir.ts";
import { HAS_PARAM, type Ty } from "./ty.ts";

/** Undefined if the constant cannot be one; errors of its evaluation have been reported. */
export function constantPattern(tcx: TypeContext, def: DefId, args: readonly Ty[], type: Ty, span: Span): Pat | undefined {
  if (args.some((arg) => (arg.flags & HAS_PARAM) !== 0)) return undefined;
  if (type.kind === "int" || type.kind === "bool" || type.kind === "char") {
    const value = tcx.evaluator?.(def, args);
    return value === undefined ? undefined : { type, span, kind: { kind: "constant", value: { kind: "scalar", value } } };
  }
  return tcx.patternOfConstant?.(def, args, type, span);
}

// A named constant as a pattern: compared by value, so it becomes the pattern of its value.
import type { Span } from "../../base/source.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Pat } from "./thir.ts";
import { HAS_PARAM, type Ty } from "./ty.ts";

/** Why a constant is no pattern: it is no number, its evaluation failed (and was reported), or kbuild does not know. */
export type PatternFault = "nan" | "failed" | "unknown";

export function constantPattern(tcx: TypeContext, def: DefId, args: readonly Ty[], type: Ty, span: Span): Pat | PatternFault {
  if (args.some((arg) => (arg.flags & HAS_PARAM) !== 0)) return "unknown";
  if (type.kind === "int" || type.kind === "bool" || type.kind === "char") {
    const value = tcx.evaluator?.(def, args);
    return value === undefined ? "failed" : { type, span, kind: { kind: "constant", value: { kind: "scalar", value } } };
  }
  return tcx.patternOfConstant?.(def, args, type, span) ?? "unknown";
}

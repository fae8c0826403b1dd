// Room for values: rustc allocates the memory of a constant or static before it evaluates its body, and gives up where there
// cannot be so much.
import type { Span } from "../../base/source.ts";
import { LayoutError, TooManyBytes, type Layouts } from "../types/layout.ts";
import type { Ty } from "../types/ty.ts";
import { EvaluationStop } from "./value.ts";

/** From so many bytes on a 64-bit target has no type (rustc: `obj_size_bound`); half as many bits on a 32-bit one. */
const BOUND_64 = 2 ** 61;
const BOUND_32 = 2 ** 31;
/** What rustc cannot allocate depends on its machine: none has this much. */
const MOST_BYTES = 2 ** 38;

/** Stops the evaluation that would need a value of the type. What has no size here is left to the evaluation. */
export function demandRoom(layouts: Layouts, type: Ty, span: Span): void {
  try {
    if (layouts.of(type).size >= MOST_BYTES) throw new EvaluationStop("tried to allocate more memory than available to compiler", span);
  } catch (thrown) {
    if (!(thrown instanceof LayoutError)) throw thrown;
    if (!(thrown instanceof TooManyBytes)) return;
    const isType = thrown.bytes < (layouts.pointerSize === 8 ? BOUND_64 : BOUND_32);
    const words = isType
      ? "tried to allocate more memory than available to compiler"
      : `values of the type \`${thrown.type}\` are too big for the target architecture`;
    throw new EvaluationStop(words, span);
  }
}

// Trying something out: if nothing comes of it, types and obligations are as before.
import type { BodyContext } from "./context.ts";

/** `undefined` leaves no trace. */
export function attempt<T>(cx: BodyContext, act: () => T | undefined): T | undefined {
  const mark = cx.infer.snapshot();
  const pending = [...cx.obligations];
  const made = act();
  if (made !== undefined) return made;
  cx.infer.rollback(mark);
  // What was proved meanwhile may have been by a type that has been taken back.
  cx.obligations.splice(0, cx.obligations.length, ...pending);
  return undefined;
}

// How far instances may go: functions that call themselves with ever larger types have no end. rustc stops where one function
// is under way 128 times. Here a bound on the types does it, in both profiles: names and layouts of such types are spelt out.
import { partsOf } from "../sema/types/ty.ts";
import type { Ty } from "../sema/types/ty.ts";

const MOST_DEPTH = 128;
const MOST_PARTS = 1 << 16;

interface Extent {
  readonly depth: number;
  /** Types in it, each as often as it occurs. */
  readonly parts: number;
}

const extents = new WeakMap<Ty, Extent>();

function extentOf(type: Ty): Extent {
  const known = extents.get(type);
  if (known !== undefined) return known;
  const inner = partsOf(type).map(extentOf);
  const extent = {
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
    parts: inner.reduce((sum, { parts }) => sum + parts, 1),
  };
  extents.set(type, extent);
  return extent;
}

/** What of an instance's types is too much; undefined if nothing is. */
export function excessOf(args: readonly Ty[]): string | undefined {
  const all = args.map(extentOf);
  if (all.some(({ depth }) => depth > MOST_DEPTH)) return "an instance of types nested this deep";
  return all.some(({ parts }) => parts > MOST_PARTS) ? "an instance of types of this many parts" : undefined;
}

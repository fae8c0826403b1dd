// The order in which rustc looks at the points of a body: its basic blocks in reverse postorder, where the way on which a
// condition is false comes first. It decides which of several errors that say the same is told.
import type { Graph, Point } from "../flow/graph.ts";

/** The rank of each point. */
export function visitOrder({ points, entries, conditions }: Graph): Map<number, number> {
  const seen = new Set<number>();
  const finished: number[] = [];
  const nextOf = (id: number): number[] => {
    const { next } = points[id] as Point;
    return conditions.has(id) ? [...next] : [...next].reverse();
  };
  for (const entry of [...entries].reverse()) {
    const stack = [{ id: entry, next: nextOf(entry) }];
    seen.add(entry);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = top.next.shift();
      if (to === undefined) finished.push((stack.pop() as { id: number }).id);
      else if (!seen.has(to)) {
        seen.add(to);
        stack.push({ id: to, next: nextOf(to) });
      }
    }
  }
  return new Map(finished.reverse().map((id, rank) => [id, rank]));
}

// Why one lifetime must outlive another: the constraints on the shortest way between them, and the one that tells most (rustc:
// `best_blame_constraint`).
import type { Blame, Constraint, Graph, Region } from "../flow/graph.ts";

export class ConstraintPaths {
  readonly #below = new Map<Region, Constraint[]>();

  constructor({ constraints }: Graph) {
    for (const constraint of constraints) {
      const list = this.#below.get(constraint.longer);
      if (list === undefined) this.#below.set(constraint.longer, [constraint]);
      else list.push(constraint);
    }
  }

  /** From what must last longer on; empty where there is none. */
  between(from: Region, to: Region): Constraint[] {
    const came = new Map<Region, Constraint>();
    const queue = [from];
    for (let at = queue.shift(); at !== undefined && !came.has(to); at = queue.shift()) {
      for (const constraint of this.#below.get(at) ?? []) {
        if (constraint.shorter === from || came.has(constraint.shorter)) continue;
        came.set(constraint.shorter, constraint);
        queue.push(constraint.shorter);
      }
    }
    const path: Constraint[] = [];
    for (let at = came.get(to); at !== undefined; at = at.longer === from ? undefined : came.get(at.longer)) path.unshift(at);
    return path;
  }

  /** Of a way: a return, else what asks for it last; bounds are told of where there is nothing else. */
  blame(path: readonly Constraint[], returned: "first" | "last" = "last"): (Constraint & { readonly blame: Blame }) | undefined {
    const blamed = path.filter((each): each is Constraint & { readonly blame: Blame } => each.blame !== undefined);
    const returns = blamed.filter(({ blame }) => blame.by === "return");
    return returns.at(returned === "first" ? 0 : -1) ?? blamed.findLast(({ blame }) => blame.by !== "bound") ?? blamed.at(-1);
  }
}

// Which text of a `use` nobody needs: the names to point at, and what a tool removes with them: commas, and braces around
// what stays alone. In: the tree, and which of its leaves are unused. (rustc's `calc_unused_spans`.)
import type { Span } from "../../base/source.ts";
import type { UseTree } from "../../syntax/ast.ts";

export interface UnusedSpans {
  readonly spans: readonly Span[];
  readonly removed: readonly Span[];
  /** Nothing of it stays. */
  readonly all: boolean;
}

type IsUnused = (leaf: UseTree) => boolean;

/** `whole` is what is removed if nothing stays; undefined if all is used. */
export function unusedSpans(tree: UseTree, isUnused: IsUnused, whole: Span): UnusedSpans | undefined {
  const all = { spans: [tree.span], removed: [whole], all: true };
  if (tree.kind.kind !== "nested") return isUnused(tree) ? all : undefined;
  return tree.kind.trees.length === 0 ? all : unusedInGroup(tree.kind.trees, tree.kind.span, isUnused, whole);
}

function unusedInGroup(trees: readonly UseTree[], braces: Span, isUnused: IsUnused, whole: Span): UnusedSpans | undefined {
  const found = trees.map((tree) => unusedSpans(tree, isUnused, tree.span));
  const spans = found.flatMap((each) => each?.spans ?? []);
  if (spans.length === 0) return undefined;
  const stays = found.filter((each) => each?.all !== true).length;
  if (stays === 0) return { spans, removed: [whole], all: true };
  const removed = removals(trees, found);
  const keepsSelf = trees.some((tree, i) => found[i] === undefined && tree.kind.kind === "simple" && isSelf(tree));
  if (stays === 1 && !keepsSelf) {
    const [first, last] = [trees[0] as UseTree, trees.at(-1) as UseTree];
    removed.push({ ...braces, hi: first.span.lo }, { ...braces, lo: last.span.hi });
  }
  return { spans, removed, all: false };
}

const isSelf = ({ prefix }: UseTree): boolean => prefix.segments.length === 1 && prefix.segments[0]?.ident.name === "self";

/** Each with the comma before it, or, as long as nothing has stayed, after it; those side by side as one. */
function removals(trees: readonly UseTree[], found: readonly (UnusedSpans | undefined)[]): Span[] {
  const removed: Span[] = [];
  let hasStaid = false;
  trees.forEach((tree, i) => {
    const each = found[i];
    if (each?.all !== true) {
      hasStaid = true;
      removed.push(...(each?.removed ?? []));
      return;
    }
    const [before, after] = [trees[i - 1], trees[i + 1]];
    const { lo, hi } = tree.span;
    const span = before !== undefined && (hasStaid || after === undefined) ? { lo: before.span.hi, hi } : { lo, hi: after?.span.lo ?? hi };
    const previous = found[i - 1]?.all === true ? removed.pop() : undefined;
    removed.push(previous === undefined ? span : { lo: previous.lo, hi: span.hi });
  });
  return removed;
}

// Late lints go through a crate module by module, the outer ones first, and through each in the order of its text.
import type { Pos, Span } from "../../base/source.ts";
import type { Tree } from "../../syntax/ast.ts";
import type { Definitions } from "../definitions.ts";
import type { FoundLint } from "./report.ts";

/** A number for the module that a place lies in, growing in rustc's order. */
export function moduleOrder(definitions: Definitions, tree: Tree): (place: Pos) => number {
  const inner: { readonly span: Span; readonly rank: number }[] = [];
  for (const { id, kind, parent, node } of definitions.own()) {
    if (kind !== "mod" || parent === undefined || !definitions.isLocal(id)) continue;
    const item = tree.item(node).kind;
    if (item.kind === "mod") inner.push({ span: item.innerSpan, rank: id });
  }
  return (place) => {
    let best: (typeof inner)[number] | undefined;
    for (const one of inner) {
      const holds = one.span.lo <= place && place < one.span.hi;
      if (holds && (best === undefined || one.span.lo >= best.span.lo)) best = one;
    }
    return best?.rank ?? -1;
  };
}

/** In the order of the places where they are found: the primary span's, or `when`. */
export function inOrder(
  found: readonly (FoundLint & { readonly when?: number })[],
  module: (place: number) => number = () => 0,
): FoundLint[] {
  const place = ({ diagnostic, when }: (typeof found)[number]) => when ?? diagnostic.spans.find(({ primary }) => primary)?.span.lo ?? 0;
  return [...found].sort((a, b) => module(place(a)) - module(place(b)) || place(a) - place(b));
}

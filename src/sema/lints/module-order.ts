// Late lints go through a crate module by module, the outer ones first, and through each in the order of its text.
import type { Pos, Span } from "../../base/source.ts";
import type { Tree } from "../../syntax/ast.ts";
import type { Definitions } from "../definitions.ts";
import type { DefId } from "../types/def-id.ts";
import type { FoundLint } from "./report.ts";

/** A number for the module that a place lies in, growing in rustc's order. */
export function moduleOrder(definitions: Definitions, tree: Tree): (place: Pos) => number {
  const found: { readonly span: Span; readonly chain: readonly DefId[] }[] = [];
  for (const { id, kind, parent, node } of definitions.own()) {
    if (kind !== "mod" || parent === undefined || !definitions.isLocal(id)) continue;
    const item = tree.item(node).kind;
    if (item.kind === "mod") found.push({ span: item.innerSpan, chain: chainOf(definitions, id) });
  }
  const inner = found.toSorted((a, b) => compareChains(definitions, a.chain, b.chain)).map(({ span }, rank) => ({ span, rank }));
  return (place) => {
    let best: (typeof inner)[number] | undefined;
    for (const one of inner) {
      const holds = one.span.lo <= place && place < one.span.hi;
      if (holds && (best === undefined || one.span.lo >= best.span.lo)) best = one;
    }
    return best?.rank ?? -1;
  };
}

/** What a module lies in, from the outside: a module in a body stands where the body's item does. */
function chainOf(definitions: Definitions, module: DefId): DefId[] {
  const chain: DefId[] = [];
  for (let at: DefId | undefined = module; at !== undefined; at = definitions.get(at).parent) chain.unshift(at);
  return chain;
}

/** Items of one module that stand as they were written are in the order of the text, also where a body is collected later. */
function compareChains(definitions: Definitions, one: readonly DefId[], other: readonly DefId[]): number {
  const at = one.findIndex((def, i) => def !== other[i]);
  const [a, b] = [one[at], other[at]];
  if (a === undefined || b === undefined) return one.length - other.length;
  const [first, second] = [definitions.span(a), definitions.span(b)];
  return first.ctxt === undefined && second.ctxt === undefined ? first.lo - second.lo : a - b;
}

/** In the order of the places where they are found: the primary span's, or `when`. */
export function inOrder(
  found: readonly (FoundLint & { readonly when?: number })[],
  module: (place: number) => number = () => 0,
): FoundLint[] {
  const place = ({ diagnostic, when }: (typeof found)[number]) => when ?? diagnostic.spans.find(({ primary }) => primary)?.span.lo ?? 0;
  return [...found].sort((a, b) => module(place(a)) - module(place(b)) || place(a) - place(b));
}

// Paths that name what is deprecated; members found by their types are told by the type checker. In: the uses that the resolver
// noted. Out: findings of `deprecated`, as rustc walks a crate: module by module, items before what is in traits and impls.
import type { Tree } from "../../syntax/ast.ts";
import type { Definitions } from "../definitions.ts";
import type { DeprecatedUse, Deprecations } from "../deprecation.ts";
import type { DefId } from "../types/def-id.ts";
import { moduleOrder } from "./module-order.ts";
import { Owners } from "./owners.ts";
import type { FoundLint } from "./report.ts";

interface Input {
  readonly definitions: Definitions;
  readonly tree: Tree;
  readonly deprecations: Deprecations;
  readonly deprecatedUses: readonly DeprecatedUse[];
}

const ITEMS: ReadonlySet<string> = new Set(
  "fn struct enum union const static type-alias trait impl mod use extern-block assoc-fn assoc-const assoc-type".split(" "),
);
const INNER: ReadonlyMap<string | undefined, number> = new Map([
  ["trait", 1],
  ["impl", 2],
  ["extern-block", 3],
]);

export function deprecatedPaths({ definitions, tree, deprecations, deprecatedUses }: Input): FoundLint[] {
  if (deprecatedUses.length === 0) return [];
  const items = [...definitions.own()].filter((one) => one.tree === tree && ITEMS.has(one.kind));
  const owners = new Owners(items);
  const module = moduleOrder(definitions, tree);
  /** 0 for what is in a module or body, else what it is in. */
  const group = (owner: DefId | undefined): number => {
    const parent = owner === undefined ? undefined : definitions.get(owner).parent;
    return INNER.get(parent === undefined ? undefined : definitions.get(parent).kind) ?? 0;
  };
  const start = (use: { readonly owner: DefId | undefined; readonly place: number }): number =>
    use.owner === undefined || definitions.get(use.owner).kind === "mod" ? use.place : definitions.get(use.owner).span.lo;
  return deprecatedUses
    .map((use) => ({ ...use, owner: owners.at(use.place) }))
    .sort((a, b) => module(a.place) - module(b.place) || group(a.owner) - group(b.owner) || start(a) - start(b) || a.place - b.place)
    .flatMap(({ def, span, owner, isValue }) => {
      const diagnostic = deprecations.use(def, span, owner, definitions.path(def));
      // What to write instead is an expression.
      if (!isValue) diagnostic?.suggestions.splice(0);
      return diagnostic === undefined ? [] : [{ lint: "deprecated", node: 0, diagnostic }];
    });
}

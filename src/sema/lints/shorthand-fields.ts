// Patterns that stand for a field of the same name: the `x` of `Point { x }`.
import type { NodeId, Pat } from "../../syntax/ast.ts";
import type { TreeVisitor } from "./walk.ts";

export class ShorthandFields implements TreeVisitor {
  readonly #pats = new Set<NodeId>();

  pat({ kind }: Pat): void {
    if (kind.kind === "struct") for (const { shorthand, pat } of kind.fields) if (shorthand) this.#pats.add(pat);
  }

  has(pat: NodeId): boolean {
    return this.#pats.has(pat);
  }
}

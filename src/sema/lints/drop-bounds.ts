// `drop_bounds` and `dyn_drop`: `Drop` says that a type has a destructor of its own, not that it needs dropping; so it is hardly
// ever the bound that was meant.
import { warning } from "../../diag/diagnostic.ts";
import type { Bound, Item, TypeNode } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

const INSTEAD = "consider instead using `core::mem::needs_drop` to detect whether a type";

export class DropBounds implements TreeVisitor {
  readonly found: FoundLint[] = [];

  /** `isDrop`: whether a path in a bound names the trait. */
  constructor(
    readonly tree: SyntaxTree,
    readonly isDrop: (node: number) => boolean,
    readonly snippet: (span: { readonly lo: number; readonly hi: number }) => string,
  ) {}

  item({ id, kind }: Item): void {
    if (!("generics" in kind)) return;
    for (const { ident, bounds } of kind.generics.params) this.#bounds(id, ident.name, bounds);
    for (const clause of kind.generics.where)
      if (clause.kind === "type") this.#bounds(id, this.snippet(this.tree.span(clause.type)), clause.bounds);
    if (kind.kind !== "fn") return;
    for (const param of kind.params) {
      const type = this.tree.type(param.type);
      if (type.kind.kind === "impl-trait") this.#bounds(id, this.snippet(type.span), type.kind.bounds);
    }
  }

  type({ kind, id }: TypeNode): void {
    if (kind.kind !== "trait-object") return;
    for (const bound of kind.bounds) {
      if (bound.kind !== "trait" || !this.isDrop(bound.pathId)) continue;
      const words = `types that do not implement \`Drop\` can still have drop glue, ${INSTEAD} is trivially dropped`;
      this.found.push({ lint: "dyn_drop", node: id, diagnostic: warning(words).at(bound.span) });
    }
  }

  #bounds(node: number, subject: string, bounds: readonly Bound[]): void {
    for (const bound of bounds) {
      if (bound.kind !== "trait" || !this.isDrop(bound.pathId)) continue;
      const words = `bounds on \`${subject}: Drop\` are most likely incorrect, ${INSTEAD} can be trivially dropped`;
      this.found.push({ lint: "drop_bounds", node, diagnostic: warning(words).at(bound.span) });
    }
  }
}

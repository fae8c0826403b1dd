// What the rules look at: the expanded tree of the crate, all its items in source order with where they stand, and
// attributes by name. Rules read nothing else of the outside but the session.
import type { SourceFile, SourceMap } from "../base/source.ts";
import type { Attribute, Block, Item, ItemId, Tree } from "../syntax/ast.ts";
import type { Session } from "../target/session.ts";

export interface PlacedItem {
  readonly item: Item;
  /** 0 in the crate's root module. */
  readonly depth: number;
  /** What it stands in: a module (also the crate), a trait, impl, extern block, or a function's body. */
  readonly within: "module" | "trait" | "impl" | "extern-block" | "body";
  readonly parent: Item | undefined;
}

export interface CrateView {
  readonly session: Session;
  readonly sources: SourceMap;
  readonly root: SourceFile;
  readonly tree: Tree;
  readonly items: readonly PlacedItem[];
}

/** The name of an attribute of one word; undefined for doc comments and paths. */
export function attributeName({ path, docComment }: Attribute): string | undefined {
  return !docComment && path.segments.length === 1 && !path.global ? path.segments[0]?.ident.name : undefined;
}

export function findAttribute(attrs: readonly Attribute[], name: string): Attribute | undefined {
  return attrs.find((attribute) => attributeName(attribute) === name);
}

export function hasCrateAttribute({ tree }: CrateView, name: string): boolean {
  return findAttribute(tree.crate.attrs, name) !== undefined;
}

export function viewCrate(tree: Tree, root: SourceFile, sources: SourceMap, session: Session): CrateView {
  const items: PlacedItem[] = [];
  const visit = (ids: readonly ItemId[], depth: number, within: PlacedItem["within"], parent: Item | undefined) => {
    for (const id of ids) {
      const item = tree.item(id);
      items.push({ item, depth, within, parent });
      visitContents(item, depth);
    }
  };
  const visitContents = (item: Item, depth: number) => {
    const { kind } = item;
    if (kind.kind === "mod") visit(kind.items ?? [], depth + 1, "module", item);
    else if (kind.kind === "trait" || kind.kind === "impl" || kind.kind === "extern-block") visit(kind.items, depth + 1, kind.kind, item);
    else if (kind.kind === "fn" && kind.body !== undefined) visit(itemsOf(tree.block(kind.body), tree), depth + 1, "body", item);
  };
  visit(tree.crate.items, 0, "module", undefined);
  return { session, sources, root, tree, items };
}

/** Items that are statements of a block (not of the blocks within it). */
function itemsOf(block: Block, tree: Tree): ItemId[] {
  return block.stmts.flatMap((id) => {
    const stmt = tree.stmt(id);
    return stmt.kind === "item" ? [stmt.item] : [];
  });
}

/** How messages name the kind of an item: `struct`, `static item`. */
export function describeItem({ kind }: Item): string {
  switch (kind.kind) {
    case "fn":
      return "function";
    case "mod":
      return "module";
    case "const":
      return "constant item";
    case "static":
      return "static item";
    case "type-alias":
      return "type alias";
    case "extern-block":
      return "foreign module";
    case "extern-crate":
      return "extern crate";
    case "impl":
      return "implementation block";
    case "trait-alias":
      return "trait alias";
    case "macro-def":
      return "macro def";
    default:
      return kind.kind;
  }
}

// Definitions inside of items: fields, variants and constructors of data types, items of traits and impls.
import type { Item, ItemKind, NodeId, VariantData } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { DefKind, Visible } from "../definitions.ts";
import { simpleName } from "../expand/attributes.ts";
import type { Place, Position } from "../expand/expander.ts";
import type { DefId } from "../types/def-id.ts";
import type { Collector } from "./collect.ts";
import type { Namespace } from "./known-names.ts";
import { Module } from "./module.ts";

export class MemberCollector {
  readonly #collector: Collector;

  constructor(collector: Collector) {
    this.#collector = collector;
  }

  // --- Data types ------------------------------------------------------------------------------------------------

  structure(item: Item, data: VariantData, def: DefId, visibility: Visible, module: Module): void {
    const fields = this.#fields(data, def, module);
    if (data.kind === "struct") return;
    let reach = visibility;
    if (hasNonExhaustive(item) && reach === "public") reach = this.#collector.crate.root.def;
    for (const field of fields) reach = this.#narrower(reach, field);
    const constructor = this.#collector.add("constructor", data.constructorId, item.ident.name, def, reach, item.ident.span);
    this.#collector.bind(module, "value", item.ident.name, constructor, reach);
  }

  /** Takes out the fields and variants of an item that `cfg` removes: a derive sees what is left. */
  strip(node: NodeId): void {
    const { crate, expander } = this.#collector;
    const { tree } = crate;
    if (tree.attributeList(node) === 0) return;
    const { kind } = tree.item(node);
    const keeps = (id: NodeId, what: string) => {
      const isKept = expander.attributes.keeps(id, () => what);
      if (!isKept) tree.remove(id);
      return isKept;
    };
    const fields = (data: VariantData) => (data.kind === "unit" ? [] : data.fields).forEach(({ id }) => keeps(id, "field"));
    if (kind.kind === "struct" || kind.kind === "union") fields(kind.data);
    else if (kind.kind === "enum") for (const { id, data } of kind.variants) if (keeps(id, "variant")) fields(data);
  }

  #narrower(first: Visible, second: Visible): Visible {
    if (first === "public") return second;
    if (second === "public") return first;
    return this.#collector.compilation.definitions.isWithin(first, second) ? first : second;
  }

  #fields(data: VariantData, def: DefId, module: Module, inherited?: Visible): Visible[] {
    if (data.kind === "unit") return [];
    return data.fields.flatMap((field) => {
      const node = field.id;
      if (!this.#collector.expander.attributes.keeps(node, () => "struct field")) {
        this.#collector.crate.tree.remove(node);
        return [];
      }
      const visibility = inherited ?? this.#collector.visibility(field.visibility, module);
      this.#collector.add("field", node, field.ident.name, def, visibility, field.ident.span);
      return [visibility];
    });
  }

  variants(kind: ItemKind & { kind: "enum" }, def: DefId, visibility: Visible, module: Module): void {
    const { definitions } = this.#collector.compilation;
    const table = new Module("enum", def, module, this.#collector.crate, definitions.get(def).name);
    this.#collector.crate.modules.set(def, table);
    for (const variant of kind.variants) {
      if (!this.#collector.expander.attributes.keeps(variant.id, () => "enum variant")) {
        this.#collector.crate.tree.remove(variant.id);
        continue;
      }
      const { name } = variant.ident;
      const made = this.#collector.add("variant", variant.id, name, def, visibility, variant.ident.span);
      this.#fields(variant.data, made, module, visibility);
      this.#collector.bind(table, "type", name, made, visibility);
      if (variant.data.kind === "struct")
        table.define("value", name, {
          res: { kind: "def", def: made },
          visibility,
          span: variant.span,
          import: undefined,
          target: undefined,
        });
      else {
        const constructor = this.#collector.add("constructor", variant.data.constructorId, name, made, visibility, variant.ident.span);
        if (table.tables.value.get(name) === undefined) this.#collector.bind(table, "value", name, constructor, visibility);
      }
    }
  }

  // --- Traits and impls ------------------------------------------------------------------------------------------

  trait(item: Item, items: readonly NodeId[], def: DefId, visibility: Visible, place: Place): void {
    const table = new Module("trait", def, place.module, this.#collector.crate, item.ident.name);
    this.#collector.crate.modules.set(def, table);
    this.associated(items, "trait-items", def, visibility, place, table);
  }

  associated(items: readonly NodeId[], position: Position, owner: DefId, visibility: Visible | "own", place: Place, table?: Module): void {
    for (const id of items) this.#associatedItem(id, position, owner, visibility, place, table);
  }

  #associatedItem(id: NodeId, position: Position, owner: DefId, visibility: Visible | "own", place: Place, table?: Module): void {
    const tree = this.#collector.crate.tree;
    const node = tree.resolve(id);
    if (!this.#collector.expander.attributes.keeps(node, () => "associated item")) {
      tree.remove(node);
      return;
    }
    if (tree.kind(node) === K.MacroItem) {
      this.#collector.macroItem(node, position, place, (made, inner) => {
        this.associated(made, position, owner, visibility, inner, table);
        return inner.scope;
      });
      return;
    }
    const item = tree.item(node);
    const shape = ASSOCIATED_KINDS[item.kind.kind];
    if (shape === undefined) return;
    const reach = visibility === "own" ? this.#collector.visibility(item.visibility, place.module) : visibility;
    const def = this.#collector.add(shape.kind, node, item.ident.name, owner, reach, item.ident.span);
    if ("generics" in item.kind) this.#collector.generics(item.kind.generics, def);
    if (table !== undefined) this.#collector.bind(table, shape.namespace, item.ident.name, def, reach);
  }
}

function hasNonExhaustive(item: Item): boolean {
  return item.attrs.some((attribute) => simpleName(attribute) === "non_exhaustive");
}

const ASSOCIATED_KINDS: Readonly<Record<string, { readonly kind: DefKind; readonly namespace: Namespace }>> = {
  fn: { kind: "assoc-fn", namespace: "value" },
  const: { kind: "assoc-const", namespace: "value" },
  "type-alias": { kind: "assoc-type", namespace: "type" },
};

// From items to definitions and module tables. Items are taken in source order, `cfg` and macro calls first, so that textual
// macro scope is right; a call whose macro is not known yet waits until others have been expanded.
import { error } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { Generics, Item, ItemKind, MacroCall, NodeId, Path, Visibility } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { Compilation } from "../compilation.ts";
import type { DefKind, Visible } from "../definitions.ts";
import type { DefId } from "../types/def-id.ts";
import { simpleName } from "../expand/attributes.ts";
import { expandDerives } from "../expand/derive.ts";
import { expanded, Expander, type NameServices, type Place, type Position } from "../expand/expander.ts";
import type { MacroDefinition, MacroScope } from "../expand/macro-scope.ts";
import type { CrateNames } from "./crate-names.ts";
import { reportDuplicate } from "./duplicates.ts";
import type { Namespace } from "./known-names.ts";
import { MacroLookup } from "./macro-lookup.ts";
import { checkPathAttribute, loadModuleFile } from "./module-files.ts";
import { type Binding, Module } from "./module.ts";
import { MemberCollector } from "./collect-members.ts";
import { addUse, addExternCrate } from "./collect-use.ts";
import { restrictedVisibility } from "./restricted-visibility.ts";

interface Waiting {
  readonly item: NodeId;
  readonly list: Position;
  readonly place: Place;
  readonly link: MacroScope & { kind: "call" };
  readonly finish: (items: readonly NodeId[], place: Place) => MacroScope;
}

export class Collector implements NameServices {
  readonly compilation: Compilation;
  readonly crate: CrateNames;
  readonly expander: Expander;
  readonly macros: MacroLookup;
  readonly members: MemberCollector;
  #waiting: Waiting[] = [];
  /** Where files of modules are. */
  readonly folders = new Map<Module, { readonly children: string; readonly path: string }>();
  readonly openFiles: string[] = [];
  readonly unknownDerives: { readonly name: string; readonly span: Span }[] = [];
  /** Modules whose file was not found or not understood: nothing is said about names in them. */
  readonly broken = new Set<Module>();

  constructor(compilation: Compilation, crate: CrateNames, macros: MacroLookup) {
    this.compilation = compilation;
    this.crate = crate;
    this.macros = macros;
    this.expander = new Expander(compilation, crate, this);
    this.members = new MemberCollector(this);
  }

  get #tree() {
    return this.crate.tree;
  }

  // --- Items in order --------------------------------------------------------------------------------------------

  /** The items of a module (or block), in order; gives the macro scope at their end. */
  items(items: readonly NodeId[], place: Place): MacroScope {
    let { scope } = place;
    for (const item of items) scope = this.item(item, { ...place, scope });
    return scope;
  }

  item(id: NodeId, place: Place): MacroScope {
    const tree = this.#tree;
    const node = tree.resolve(id);
    if (tree.attributeList(node) !== 0 && !this.expander.attributes.keeps(node, () => describeItem(tree.kind(node)))) {
      tree.remove(node);
      return place.scope;
    }
    if (tree.kind(node) === K.MacroItem) return this.#itemCall(node, place);
    if (tree.kind(node) === K.MacroDef) return this.defineMacro(node, place);
    if (this.crate.defersImpls) return this.#defineBeforeDerives(node, place);
    this.members.strip(node);
    const derived = this.crate.noPrelude ? [] : expandDerives(this, node, place.module);
    const scope = this.#define(node, place);
    return derived.length === 0 ? scope : this.items(derived, expanded({ ...place, scope }));
  }

  #itemCall(node: NodeId, place: Place): MacroScope {
    const expand = (): MacroScope => this.macroItem(node, "items", place, (made, inner) => this.items(made, inner));
    const isDeferred = this.crate.defersImpls && this.#tree.attributes(node).some((attribute) => simpleName(attribute) === "impls");
    if (!isDeferred) return expand();
    place.module.deferred.push(expand);
    return place.scope;
  }

  #defineBeforeDerives(node: NodeId, place: Place): MacroScope {
    const scope = this.#define(node, place);
    if (this.#tree.attributes(node).some((attribute) => simpleName(attribute) === "derive")) {
      const inner = expanded({ ...place, scope });
      this.members.strip(node);
      place.module.deferred.push(() => this.items(expandDerives(this, node, place.module), inner));
    }
    return scope;
  }

  /** A macro call among items: replaced by what it stands for, now or later. */
  macroItem(item: NodeId, position: Position, place: Place, finish: Waiting["finish"]): MacroScope {
    const tree = this.#tree;
    if (this.compilation.builtIns.get(tree, item) !== undefined) {
      this.#globalAsm(item, place);
      return place.scope;
    }
    const call = tree.macroCall(tree.field(item, 2));
    const nodes = this.expander.call(call, position, place);
    const link: MacroScope & { kind: "call" } = { kind: "call", before: place.scope, inside: undefined };
    if (nodes === undefined) {
      place.module.pending++;
      this.#waiting.push({ item, list: position, place, link, finish });
      return link;
    }
    tree.replace(item, nodes);
    return finish(nodes, expanded(place));
  }

  #globalAsm(item: NodeId, place: Place): void {
    const def = this.add("global-asm", item, "", place.module.def, "public");
    this.crate.owners.set(def, { ...place, item, def, expanded: true, resolved: false });
  }

  /** Retries waiting calls until none can be resolved; then reports them. */
  settle(): void {
    for (;;) {
      const waiting = this.#waiting;
      if (waiting.length === 0) return;
      this.#waiting = [];
      let progress = false;
      for (const wait of waiting) progress = this.#retry(wait) || progress;
      if (!progress) break;
    }
    for (const { item, place, link } of this.#waiting.splice(0)) {
      this.unresolvedMacro(this.#tree.macroCall(this.#tree.field(item, 2)), place, false);
      this.#tree.remove(item);
      link.inside = link.before;
      place.module.pending--;
    }
  }

  #retry(wait: Waiting): boolean {
    const tree = this.#tree;
    const call = tree.macroCall(tree.field(wait.item, 2));
    const nodes = this.expander.call(call, wait.list, wait.place);
    if (nodes === undefined) {
      this.#waiting.push(wait);
      return false;
    }
    tree.replace(wait.item, nodes);
    wait.place.module.pending--;
    wait.link.inside = wait.finish(nodes, expanded(wait.place));
    return true;
  }

  // --- NameServices ----------------------------------------------------------------------------------------------

  findMacro(path: Path, place: Place): MacroDefinition | "unknown" | undefined {
    return this.macros.find(this.crate, path, place);
  }

  unresolvedMacro(call: MacroCall, place: Place, isValue: boolean): void {
    this.macros.unresolved(this.crate, call, place);
    if (isValue) this.compilation.unknownValues.add(call.path.span.lo);
  }

  blockModule(block: NodeId, place: Place): Module {
    const known = block === 0 ? undefined : this.crate.blocks.get(block);
    const module = known ?? new Module("block", place.module.def, place.module, this.crate, "");
    if (block !== 0) this.crate.blocks.set(block, module);
    return module;
  }

  statementItem(item: NodeId, place: Place): MacroScope {
    return this.item(item, place);
  }

  defineMacro(item: NodeId, place: Place): MacroScope {
    return this.macros.define(this.crate, item, place);
  }

  // --- Definitions -----------------------------------------------------------------------------------------------

  /** A definition for a node of the crate. */
  add(kind: DefKind, node: NodeId, name: string, parent: DefId, visibility: Visible, identSpan?: Span): DefId {
    const tree = this.#tree;
    const span = tree.span(node);
    return this.compilation.definitions.add({
      kind,
      name,
      parent,
      crate: this.crate.number,
      tree,
      node,
      span,
      identSpan: identSpan ?? span,
      visibility,
      attrs: tree.attributeList(node) === 0 ? [] : tree.attributes(node),
    });
  }

  readonly #doubled = new Set<string>();

  bind(module: Module, namespace: Namespace, name: string, def: DefId, visibility: Visible): void {
    const { definitions } = this.compilation;
    const { kind, parent } = definitions.get(def);
    const { span } = definitions.get(kind === "constructor" && parent !== undefined ? parent : def);
    const binding: Binding = { res: { kind: "def", def }, visibility, span, import: undefined, target: undefined };
    const before = module.tables[namespace].get(name);
    if (before !== undefined && name !== "_") {
      if (this.#doubled.has(`${module.def} ${name} ${span.lo}`)) return;
      this.#doubled.add(`${module.def} ${name} ${span.lo}`);
      reportDuplicate(this.compilation, module, namespace, name, before, binding);
      return;
    }
    if (name !== "_") module.define(namespace, name, binding);
  }

  visibility(written: Visibility, module: Module): Visible {
    if (written.kind === "public") return "public";
    const nearest = module.nearest;
    if (written.kind === "inherited") return nearest.def;
    return restrictedVisibility(this, written, nearest);
  }

  #define(node: NodeId, place: Place): MacroScope {
    const item = this.#tree.item(node);
    const { module } = place;
    const visibility = this.visibility(item.visibility, module);
    switch (item.kind.kind) {
      case "mod":
        return this.#module(item, item.kind, visibility, place);
      case "use":
        addUse(this, item, item.kind.tree, visibility, place);
        return place.scope;
      case "extern-crate":
        addExternCrate(this, item, item.kind.original, visibility, place);
        return place.scope;
      case "extern-block":
        this.#externBlock(item, item.kind.items, place);
        return place.scope;
      case "error":
      case "macro-call":
      case "macro-def":
        return place.scope;
      default:
        this.#plainItem(item, visibility, place);
        return place.scope;
    }
  }

  /** Items that own signatures and bodies. */
  #plainItem(item: Item, visibility: Visible, place: Place): void {
    const { kind } = item;
    const { module } = place;
    const shape = ITEM_KINDS[kind.kind];
    if (shape === undefined) return;
    const def = this.add(shape.kind, item.id, item.ident.name, module.def, visibility, item.ident.span);
    if (shape.namespace !== undefined) this.bind(module, shape.namespace, item.ident.name, def, visibility);
    if ("generics" in kind) this.generics(kind.generics, def);
    switch (kind.kind) {
      case "struct":
      case "union":
        this.members.structure(item, kind.data, def, visibility, module);
        break;
      case "enum":
        this.members.variants(kind, def, visibility, module);
        break;
      case "trait":
        this.members.trait(item, kind.items, def, visibility, place);
        break;
      case "impl":
        this.members.associated(kind.items, "impl-items", def, kind.trait === undefined ? "own" : "public", place);
        break;
      default:
    }
    this.own(item.id, def, place);
  }

  own(item: NodeId, def: DefId, { module, scope, nesting }: Place): void {
    this.crate.owners.set(def, { item, def, module, scope, nesting, expanded: false, resolved: false });
  }

  /** Definitions for parameters. */
  generics(generics: Generics, owner: DefId): void {
    for (const param of generics.params) {
      const kind = param.kind === "lifetime" ? "lifetime-param" : param.kind === "type" ? "type-param" : "const-param";
      this.add(kind, param.id, param.ident.name, owner, "public", param.ident.span);
    }
  }

  // --- Modules ---------------------------------------------------------------------------------------------------

  #module(item: Item, kind: ItemKind & { kind: "mod" }, visibility: Visible, place: Place): MacroScope {
    const { module } = place;
    const def = this.add("mod", item.id, item.ident.name, module.def, visibility, item.ident.span);
    const made = new Module("mod", def, module, this.crate, item.ident.name, place.nesting);
    const isRead = kind.items === undefined && this.crate.isLocal;
    if (isRead) {
      checkPathAttribute(this, item);
      loadModuleFile(this, item, made);
      if (!this.#innerAttributes(item.id)) {
        this.#tree.remove(item.id);
        return place.scope;
      }
    }
    this.crate.modules.set(def, made);
    this.bind(module, "type", item.ident.name, def, visibility);
    const uses = item.attrs.find((attribute) => simpleName(attribute) === "macro_use");
    const usesMacros = uses !== undefined;
    if (uses?.args.kind === "delimited" && this.crate.isLocal)
      this.compilation.report("expansion", error("arguments to `macro_use` are not allowed here").at(uses.span));
    const inner: Place = { module: made, scope: place.scope, nesting: place.nesting };
    if (!isRead) checkPathAttribute(this, item);
    const fill = () => {
      if (!isRead) {
        if (kind.items === undefined) loadModuleFile(this, item, made);
        // What nobody else may name is not there: the file of another crate is read when its module is looked into.
        if (!this.#innerAttributes(item.id) && kind.items === undefined) return void (made.endScope = place.scope);
      }
      const contents = this.#tree.item(item.id).kind;
      made.endScope = this.items(contents.kind === "mod" ? (contents.items ?? []) : [], inner);
    };
    if (this.crate.isLocal || usesMacros) fill();
    else made.loader = () => this.compilation.definitions.inBatch(0, fill);
    return usesMacros ? (made.endScope ?? place.scope) : place.scope;
  }

  /** `#![cfg(..)]` and `#![cfg_attr(..)]` at the head of a module's file; false if they take the module away. */
  #innerAttributes(item: NodeId): boolean {
    return this.expander.attributes.keeps(item, () => "module");
  }

  #externBlock(item: Item, items: readonly NodeId[], place: Place): void {
    const def = this.add("extern-block", item.id, "", place.module.def, "public");
    for (const id of items) this.#foreign(id, def, place);
    this.own(item.id, def, place);
  }

  #foreign(id: NodeId, parent: DefId, place: Place): void {
    const tree = this.#tree;
    const node = tree.resolve(id);
    if (!this.expander.attributes.keeps(node, () => "foreign item")) {
      tree.remove(node);
      return;
    }
    if (tree.kind(node) === K.MacroItem) {
      this.macroItem(node, "extern-items", place, (made, inner) => {
        for (const item of made) this.#foreign(item, parent, inner);
        return inner.scope;
      });
      return;
    }
    const item = tree.item(node);
    const kind =
      item.kind.kind === "fn"
        ? "fn"
        : item.kind.kind === "static"
          ? "static"
          : item.kind.kind === "type-alias"
            ? "foreign-type"
            : undefined;
    if (kind === undefined) return;
    const visibility = this.visibility(item.visibility, place.module);
    const def = this.add(kind, node, item.ident.name, parent, visibility, item.ident.span);
    if (item.kind.kind === "fn") this.generics(item.kind.generics, def);
    this.bind(place.module, kind === "foreign-type" ? "type" : "value", item.ident.name, def, visibility);
  }
}

const ITEM_KINDS: Readonly<Record<string, { readonly kind: DefKind; readonly namespace: Namespace | undefined }>> = {
  fn: { kind: "fn", namespace: "value" },
  const: { kind: "const", namespace: "value" },
  static: { kind: "static", namespace: "value" },
  "type-alias": { kind: "type-alias", namespace: "type" },
  enum: { kind: "enum", namespace: "type" },
  struct: { kind: "struct", namespace: "type" },
  union: { kind: "union", namespace: "type" },
  trait: { kind: "trait", namespace: "type" },
  "trait-alias": { kind: "trait-alias", namespace: "type" },
  impl: { kind: "impl", namespace: undefined },
};

const WORDS: Readonly<Record<number, string>> = {
  [K.FnItem]: "function",
  [K.Static]: "static",
  [K.Const]: "constant",
  [K.Mod]: "module",
  [K.Struct]: "struct",
  [K.Enum]: "enum",
  [K.Union]: "union",
  [K.Trait]: "trait",
  [K.Impl]: "implementation block",
  [K.Use]: "use",
  [K.TypeAlias]: "type alias",
  [K.ExternBlock]: "foreign module",
  [K.MacroDef]: "macro def",
};

function describeItem(kind: number): string {
  return WORDS[kind] ?? "item";
}

// Names inside items: every path in types, expressions and patterns, every variable, label and lifetime. Modules are complete
// when this begins. One item at a time, so that core's items are resolved only when somebody needs them. Here: what surrounds
// what; generics, types, paths, patterns, labels and bodies have resolvers of their own.
import { operandsOf } from "../expand/built-in.ts";
import type { Span } from "../../base/source.ts";
import type { FieldDef, Fn, Item, ItemKind, NodeId, VariantData } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { MacroLookup } from "./macro-lookup.ts";
import type { DefId } from "../types/def-id.ts";
import { ImplMembers } from "./impl-members.ts";
import { BodyResolver } from "./late-bodies.ts";
import { GenericsResolver } from "./late-generics.ts";
import { TypeResolver } from "./late-types.ts";
import type { CrateNames, Owner } from "./crate-names.ts";
import type { Lookup } from "./lookup.ts";
import { LabelScopes } from "./label-scopes.ts";
import { PatternResolver } from "./late-patterns.ts";
import { PathResolver } from "./late-paths.ts";
import type { Module } from "./module.ts";
import { type ConstantItem, Scopes } from "./scopes.ts";
import type { ResolutionTables } from "./tables.ts";

export class LateResolver {
  readonly compilation: Compilation;
  readonly crate: CrateNames;
  readonly lookup: Lookup;
  readonly macros: MacroLookup;
  readonly tables: ResolutionTables;
  readonly scopes: Scopes;
  readonly paths: PathResolver;
  readonly generics: GenericsResolver;
  readonly types: TypeResolver;
  readonly patterns: PatternResolver;
  readonly labels: LabelScopes;
  readonly bodies: BodyResolver;
  /** The module or block whose items are in scope. */
  module: Module;
  /** The impl, trait or data type that `Self` means. */
  self: DefId | undefined;
  /** In an impl: `Self(..)` can be meant. */
  selfImpl: DefId | undefined;
  /** The trait that the impl around implements. */
  implemented: DefId | undefined;
  /** What of an item is to be resolved: core's bodies, and items of its impls, only when asked for. */
  #part: "all" | "signature" | "body" = "all";
  /** The assignment that stands where `if` or `while` asks for a `bool`. */
  condition: { readonly left: Span; readonly whole: Span } | undefined;
  /** The variables of the block of this function that ended last. */
  lastBlock: ReadonlyMap<string, NodeId> | undefined;
  /** The function whose body this is, for E0424. */
  function: { readonly item: Item; readonly hasSelf: boolean; readonly isAssociated: boolean } | undefined;

  /** The item under way; of what stands in an impl or trait this. */
  currentItem: Item | undefined;
  /** Inside of `<..>` of a type or path. */
  inGenericArgs = false;
  /** What `Self` means around the item that stands in the middle of a body. */
  hiddenSelf: DefId | undefined;

  constructor(compilation: Compilation, crate: CrateNames, lookup: Lookup, macros: MacroLookup, tables: ResolutionTables) {
    this.compilation = compilation;
    this.crate = crate;
    this.lookup = lookup;
    this.macros = macros;
    this.tables = tables;
    this.scopes = new Scopes(compilation.hygiene);
    this.module = crate.root;
    this.paths = new PathResolver(this);
    this.generics = new GenericsResolver(this);
    this.types = new TypeResolver(this);
    this.patterns = new PatternResolver(this);
    this.labels = new LabelScopes(this);
    this.bodies = new BodyResolver(this);
  }

  get tree() {
    return this.crate.tree;
  }

  // --- Items -----------------------------------------------------------------------------------------------------

  owner(owner: Owner): void {
    if (owner.resolved) return;
    owner.resolved = true;
    this.#enter(owner);
    this.item(this.tree.item(owner.item), owner.def);
  }

  #enter(owner: Owner): void {
    this.module = owner.module;
    this.currentItem = this.tree.item(owner.item);
    this.self = undefined;
    this.hiddenSelf = undefined;
    this.selfImpl = undefined;
    this.implemented = undefined;
    this.generics.clear();
    this.function = undefined;
  }

  /** A part of an item alone; of `inner`, an item of this impl or trait. */
  partOf(owner: Owner, part: "signature" | "body", inner?: DefId): void {
    this.#enter(owner);
    this.#part = part;
    this.#inner = inner;
    this.item(this.tree.item(owner.item), owner.def);
    this.#part = "all";
    this.#inner = undefined;
  }

  #inner: DefId | undefined;

  /** The items of an impl or trait that are wanted. */
  #wanted(items: readonly NodeId[]): readonly NodeId[] {
    if (this.#part === "all") return items;
    const inner = this.#inner;
    return inner === undefined ? [] : [this.compilation.definitions.get(inner).node];
  }

  /** An item in the middle of a body: resolved with what surrounds it hidden. */
  nested(owner: Owner): void {
    if (owner.resolved) return;
    owner.resolved = true;
    const { module, self, hiddenSelf, selfImpl, function: outer, currentItem } = this;
    this.module = owner.module;
    this.currentItem = this.tree.item(owner.item);
    this.hiddenSelf = self ?? hiddenSelf;
    this.scopes.within("item", () => {
      this.self = undefined;
      this.selfImpl = undefined;
      this.generics.hiding(() => this.labels.without(() => this.item(this.tree.item(owner.item), owner.def)));
    });
    this.module = module;
    this.currentItem = currentItem;
    this.self = self;
    this.hiddenSelf = hiddenSelf;
    this.selfImpl = selfImpl;
    this.function = outer;
  }

  item(item: Item, def: DefId): void {
    const { kind } = item;
    if (item.visibility.kind === "restricted") this.#restricted(item);
    switch (kind.kind) {
      case "fn":
        this.fn(item, kind, def, false);
        break;
      case "const":
        this.generics.withGenerics(
          kind.generics,
          def,
          () => {
            this.types.type(kind.type);
            if (kind.value !== undefined && this.#part !== "signature")
              this.#constantBody(kind.value, { ident: item.ident, word: "const" });
          },
          "const",
        );
        break;
      case "static":
        this.types.type(kind.type);
        if (kind.value !== undefined && this.#part !== "signature") this.#constantBody(kind.value, { ident: item.ident, word: "static" });
        break;
      case "type-alias":
        this.generics.withGenerics(
          kind.generics,
          def,
          () => {
            this.generics.bounds(kind.bounds);
            if (kind.type !== undefined) this.types.type(kind.type);
          },
          this.#isInImpl(def) ? "const" : "item",
        );
        break;
      case "struct":
      case "union":
        this.#withSelf(def, () => this.generics.withGenerics(kind.generics, def, () => this.#data(kind.data)));
        break;
      case "enum":
        this.#withSelf(def, () => this.generics.withGenerics(kind.generics, def, () => this.#variants(kind)));
        break;
      case "trait":
        this.#trait(kind, def);
        break;
      case "impl":
        this.#impl(kind, def);
        break;
      case "extern-block":
        for (const id of kind.items) this.#foreign(id);
        break;
      case "macro-call":
        this.#globalAsm(item);
        break;
      default:
    }
  }

  /** What a `global_asm!` names: its operands are expressions without locals. */
  #globalAsm(item: Item): void {
    const value = this.compilation.builtIns.get(this.tree, item.id);
    for (const operand of value === undefined ? [] : operandsOf(value)) this.#constantBody(operand);
  }

  #restricted(item: Item): void {
    if (item.visibility.kind !== "restricted") return;
    this.tables.setPath(item.visibility.id, { kind: "def", def: this.module.nearest.def });
  }

  #withSelf(def: DefId, action: () => void): void {
    const { self } = this;
    this.self = def;
    action();
    this.self = self;
  }

  #constantBody(value: NodeId, constant?: ConstantItem): void {
    const inside = (): void => this.labels.without(() => this.bodies.expr(value));
    this.scopes.within(constant === undefined ? "normal" : "constant-item", inside, constant && { constant });
  }

  fn(item: Item, fn: Fn, def: DefId, isAssociated: boolean): void {
    const outer = this.function;
    this.generics.withGenerics(
      fn.generics,
      def,
      () => {
        const hasSelf = fn.params[0]?.self !== undefined;
        this.function = { item, hasSelf, isAssociated };
        this.generics.eliding("here", () => fn.params.forEach((param) => this.types.type(param.type)));
        if (fn.output !== undefined) this.types.type(fn.output);
        if (this.#part === "signature") return;
        const part = this.#part;
        this.#part = "all";
        this.scopes.within("normal", () => {
          this.labels.without(() => {
            if (fn.body !== undefined) this.patterns.params(fn.params);
            this.lastBlock = undefined;
            if (fn.body !== undefined) this.bodies.block(fn.body);
          });
        });
        this.#part = part;
      },
      "counted",
    );
    this.function = outer;
  }

  #data(data: VariantData): void {
    if (data.kind === "unit") return;
    for (const field of data.fields) this.#field(field);
  }

  #field(field: FieldDef): void {
    this.types.type(field.type);
    if (field.default !== undefined) this.types.anonymous(field.default);
  }

  #variants(kind: ItemKind & { kind: "enum" }): void {
    for (const variant of kind.variants) {
      this.#data(variant.data);
      if (variant.discriminant !== undefined) this.types.anonymous(variant.discriminant);
    }
  }

  #trait(kind: ItemKind & { kind: "trait" }, def: DefId): void {
    this.#withSelf(def, () =>
      this.generics.withGenerics(kind.generics, def, () => {
        this.generics.bounds(kind.bounds);
        for (const id of this.#wanted(kind.items)) this.#associated(id);
      }),
    );
  }

  #impl(kind: ItemKind & { kind: "impl" }, def: DefId): void {
    const { selfImpl, implemented } = this;
    this.#withSelf(def, () =>
      this.generics.withGenerics(
        kind.generics,
        def,
        () => {
          this.generics.eliding("here", () => {
            if (kind.trait !== undefined) this.paths.resolve(kind.traitId, undefined, kind.trait, "trait");
            this.types.type(kind.self);
          });
          this.selfImpl = def;
          const trait = kind.trait === undefined ? undefined : this.#traitOf(kind.traitId);
          this.implemented = trait;
          const members = trait === undefined || kind.trait === undefined ? undefined : new ImplMembers(this, trait, kind.trait);
          for (const id of this.#wanted(kind.items)) {
            members?.check(id);
            this.#associated(id);
          }
        },
        "counted",
      ),
    );
    this.selfImpl = selfImpl;
    this.implemented = implemented;
  }

  #traitOf(node: NodeId): DefId | undefined {
    const res = this.tables.path(node);
    return res?.base.kind === "def" && res.unresolved === 0 ? res.base.def : undefined;
  }

  #isInImpl(def: DefId): boolean {
    const { parent } = this.compilation.definitions.get(def);
    return parent !== undefined && this.compilation.definitions.get(parent).kind === "impl";
  }

  #associated(id: NodeId): void {
    const item = this.tree.item(id);
    const def = this.compilation.definitions.ofNode(this.tree, item.id);
    if (def === undefined) return;
    if (item.visibility.kind === "restricted") this.#restricted(item);
    if (item.kind.kind === "fn") this.fn(item, item.kind, def, true);
    else this.item(item, def);
  }

  #foreign(id: NodeId): void {
    const item = this.tree.item(id);
    const def = this.compilation.definitions.ofNode(this.tree, item.id);
    if (def !== undefined) this.item(item, def);
  }
}

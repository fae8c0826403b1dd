// Names inside items: every path in types, expressions and patterns, every variable, label and lifetime. Modules are complete
// when this begins. One item at a time, so that core's items are resolved only when somebody needs them.
import type { Span } from "../../base/source.ts";
import { operandsOf } from "../expand/built-in.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type {
  Bound,
  FieldDef,
  Fn,
  GenericArgs,
  GenericParam,
  Generics,
  Item,
  ItemKind,
  Lifetime,
  NodeId,
  Path,
  QSelf,
  TypeId,
  VariantData,
} from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { Compilation } from "../compilation.ts";
import type { MacroLookup } from "./macro-lookup.ts";
import type { DefId } from "../types/def-id.ts";
import { BodyResolver } from "./late-bodies.ts";
import type { CrateNames, Owner } from "./crate-names.ts";
import type { Lookup } from "./lookup.ts";
import { PathResolver } from "./late-paths.ts";
import type { Namespace } from "./known-names.ts";
import type { Module } from "./module.ts";
import { Scopes, type Ban } from "./scopes.ts";
import type { ResolutionTables } from "./tables.ts";

/** Lifetimes that one list of parameters brings: their definitions (-1 of `for<..>`) and where they stand. */
interface LifetimeScope {
  readonly defs: Map<string, DefId>;
  readonly spans: Map<string, Span>;
}

export class LateResolver {
  readonly compilation: Compilation;
  readonly crate: CrateNames;
  readonly lookup: Lookup;
  readonly macros: MacroLookup;
  readonly tables: ResolutionTables;
  readonly scopes: Scopes;
  readonly paths: PathResolver;
  readonly bodies: BodyResolver;
  /** The module or block whose items are in scope. */
  module: Module;
  /** The impl, trait or data type that `Self` means. */
  self: DefId | undefined;
  /** In an impl: `Self(..)` can be meant. */
  selfImpl: DefId | undefined;
  /** What of an item is to be resolved: core's bodies, and items of its impls, only when asked for. */
  #part: "all" | "signature" | "body" = "all";
  #lifetimes: LifetimeScope[] = [];
  /** Of the items around, which this one cannot name. */
  #hiddenLifetimes: readonly LifetimeScope[] = [];
  /** The function whose body this is, for E0424. */
  function: { readonly item: Item; readonly hasSelf: boolean; readonly isAssociated: boolean } | undefined;

  constructor(compilation: Compilation, crate: CrateNames, lookup: Lookup, macros: MacroLookup, tables: ResolutionTables) {
    this.compilation = compilation;
    this.crate = crate;
    this.lookup = lookup;
    this.macros = macros;
    this.tables = tables;
    this.scopes = new Scopes(compilation.hygiene);
    this.module = crate.root;
    this.paths = new PathResolver(this);
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
    this.self = undefined;
    this.selfImpl = undefined;
    this.#lifetimes = [];
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
    const { module, self, selfImpl, function: outer } = this;
    const [lifetimes, hidden] = [this.#lifetimes, this.#hiddenLifetimes];
    this.#hiddenLifetimes = [...hidden, ...lifetimes];
    this.#lifetimes = [];
    this.module = owner.module;
    this.scopes.within("item", () => {
      this.self = undefined;
      this.selfImpl = undefined;
      this.bodies.withoutLabels(() => this.item(this.tree.item(owner.item), owner.def));
    });
    this.module = module;
    this.self = self;
    this.selfImpl = selfImpl;
    this.function = outer;
    this.#lifetimes = lifetimes;
    this.#hiddenLifetimes = hidden;
  }

  item(item: Item, def: DefId): void {
    const { kind } = item;
    if (item.visibility.kind === "restricted") this.#restricted(item);
    switch (kind.kind) {
      case "fn":
        this.fn(item, kind, def, false);
        break;
      case "const":
        this.#withGenerics(kind.generics, def, () => {
          this.type(kind.type);
          if (kind.value !== undefined && this.#part !== "signature") this.#constantBody(kind.value);
        });
        break;
      case "static":
        this.type(kind.type);
        if (kind.value !== undefined && this.#part !== "signature") this.#constantBody(kind.value);
        break;
      case "type-alias":
        this.#withGenerics(kind.generics, def, () => {
          this.bounds(kind.bounds);
          if (kind.type !== undefined) this.type(kind.type);
        });
        break;
      case "struct":
      case "union":
        this.#withSelf(def, () => this.#withGenerics(kind.generics, def, () => this.#data(kind.data)));
        break;
      case "enum":
        this.#withSelf(def, () => this.#withGenerics(kind.generics, def, () => this.#variants(kind)));
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

  #constantBody(value: NodeId): void {
    this.scopes.within("normal", () => this.bodies.withoutLabels(() => this.bodies.expr(value)));
  }

  fn(item: Item, fn: Fn, def: DefId, isAssociated: boolean): void {
    const outer = this.function;
    this.#withGenerics(fn.generics, def, () => {
      const hasSelf = fn.params[0]?.self !== undefined;
      this.function = { item, hasSelf, isAssociated };
      for (const param of fn.params) this.type(param.type);
      if (fn.output !== undefined) this.type(fn.output);
      if (this.#part === "signature") return;
      const part = this.#part;
      this.#part = "all";
      this.scopes.within("normal", () => {
        this.bodies.withoutLabels(() => {
          this.bodies.params(fn.params);
          if (fn.body !== undefined) this.bodies.block(fn.body);
        });
      });
      this.#part = part;
    });
    this.function = outer;
  }

  #data(data: VariantData): void {
    if (data.kind === "unit") return;
    for (const field of data.fields) this.#field(field);
  }

  #field(field: FieldDef): void {
    this.type(field.type);
    if (field.default !== undefined) this.anonymous(field.default);
  }

  #variants(kind: ItemKind & { kind: "enum" }): void {
    for (const variant of kind.variants) {
      this.#data(variant.data);
      if (variant.discriminant !== undefined) this.anonymous(variant.discriminant);
    }
  }

  #trait(kind: ItemKind & { kind: "trait" }, def: DefId): void {
    this.#withSelf(def, () =>
      this.#withGenerics(kind.generics, def, () => {
        this.bounds(kind.bounds);
        for (const id of this.#wanted(kind.items)) this.#associated(id);
      }),
    );
  }

  #impl(kind: ItemKind & { kind: "impl" }, def: DefId): void {
    const { selfImpl } = this;
    this.#withSelf(def, () =>
      this.#withGenerics(kind.generics, def, () => {
        if (kind.trait !== undefined) this.paths.resolve(kind.traitId, undefined, kind.trait, "trait");
        this.type(kind.self);
        this.selfImpl = def;
        const trait = kind.trait === undefined ? undefined : this.#traitOf(kind.traitId);
        const seen = new Map<string, Span>();
        for (const id of this.#wanted(kind.items)) {
          if (trait !== undefined && this.crate.isLocal) this.#inTrait(id, trait);
          if (trait !== undefined) this.#onlyOnce(this.tree.item(id), seen);
          this.#associated(id);
        }
      }),
    );
    this.selfImpl = selfImpl;
  }

  #traitOf(node: NodeId): DefId | undefined {
    const res = this.tables.path(node);
    return res?.base.kind === "def" && res.unresolved === 0 ? res.base.def : undefined;
  }

  /** E0407, E0437, E0438: an impl's item must be the trait's. */
  #inTrait(id: NodeId, trait: DefId): void {
    const { definitions } = this.compilation;
    if (definitions.get(trait).kind !== "trait") return;
    const item = this.tree.item(id);
    const words = TRAIT_ITEMS[item.kind.kind];
    const module = this.lookup.moduleFor({ kind: "def", def: trait });
    if (words === undefined || module === undefined) return;
    const { name } = item.ident;
    if (this.lookup.inModule(module, name, words[2]) !== undefined) return this.#sameKind(item, trait);
    if (this.lookup.inModule(module, name, words[2] === "type" ? "value" : "type") !== undefined) return this.#sameKind(item, trait);
    const traitName = this.#traitText(trait);
    const said = error(words[1], `${words[0]} \`${name}\` is not a member of trait \`${traitName}\``).at(
      this.tree.span(item.id),
      `not a member of trait \`${traitName}\``,
    );
    this.compilation.report("names", said);
  }

  /** E0201 */
  #onlyOnce({ id, ident, kind }: Item, seen: Map<string, Span>): void {
    const key = `${kind.kind} ${ident.name}`;
    const first = seen.get(key);
    const span = this.tree.span(id);
    if (first === undefined || ident.name === "") seen.set(key, span);
    else {
      const said = error("E0201", `duplicate definitions with name \`${ident.name}\`:`).at(span, "duplicate definition");
      this.compilation.report("names", said.label(first, "previous definition here"));
    }
  }

  /** E0323, E0324, E0325: of the trait's name and of another kind. */
  #sameKind(item: Item, trait: DefId): void {
    const words = OTHER_KIND[item.kind.kind];
    const { definitions } = this.compilation;
    const all = definitions.children(trait).map((each) => definitions.get(each));
    const theirs = all.filter(({ name, kind }) => name === item.ident.name && kind.startsWith("assoc-"));
    if (words === undefined || theirs.length === 0 || theirs.some(({ kind }) => kind === words[2])) return;
    const [code, what] = words;
    const message = `item \`${item.ident.name}\` is an associated ${what}, which doesn't match its trait \`${this.#traitText(trait)}\``;
    const said = error(code, message).at(this.tree.span(item.id), "does not match trait");
    for (const { span } of theirs) said.label(span, "item in trait");
    this.compilation.report("names", said);
  }

  #traitText(trait: DefId): string {
    return this.compilation.definitions.get(trait).name;
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

  // --- Generics --------------------------------------------------------------------------------------------------

  #withGenerics(generics: Generics, owner: DefId, action: () => void): void {
    this.withParams(generics.params, owner, () => {
      for (const predicate of generics.where) {
        if (predicate.kind === "lifetime") {
          this.lifetime(predicate.lifetime);
          this.bounds(predicate.bounds);
        } else {
          this.withParams(predicate.forParams, undefined, () => {
            this.type(predicate.type);
            this.bounds(predicate.bounds);
          });
        }
      }
      action();
    });
  }

  /** Parameters of an item (`owner`), or of `for<..>`. */
  withParams(params: readonly GenericParam[], owner: DefId | undefined, action: () => void): void {
    const { definitions } = this.compilation;
    const lifetimes: LifetimeScope = { defs: new Map(), spans: new Map() };
    this.scopes.within("normal", (rib) => {
      const seen = new Map<string, GenericParam>();
      for (const param of params) {
        const before = seen.get(param.ident.name);
        if (before !== undefined) this.#duplicateParam(param, before);
        else {
          seen.set(param.ident.name, param);
          this.#shadowed(param);
          this.#reserved(param);
        }
        const def = owner === undefined ? -1 : (definitions.ofNode(this.tree, param.id) ?? -1);
        if (param.kind !== "lifetime") continue;
        lifetimes.defs.set(param.ident.name, def);
        lifetimes.spans.set(param.ident.name, param.ident.span);
      }
      this.#lifetimes.push(lifetimes);
      this.#paramParts(params, owner, rib.generics);
      action();
      this.#lifetimes.pop();
    });
  }

  #paramParts(params: readonly GenericParam[], owner: DefId | undefined, generics: Map<string, DefId>): void {
    const { definitions } = this.compilation;
    for (const param of params) {
      const def = owner === undefined ? -1 : (definitions.ofNode(this.tree, param.id) ?? -1);
      if (param.kind !== "lifetime") generics.set(param.ident.name, def);
    }
    params.forEach((param, i) => {
      this.bounds(param.bounds);
      const names = new Set(params.slice(i).map(({ ident }) => ident.name));
      const later: Ban = { why: "default", names, generics };
      if (param.kind === "type" && param.default !== undefined) {
        const written = param.default;
        this.scopes.banned(later, () => this.type(written));
      }
      if (param.kind !== "const") return;
      this.scopes.banned({ why: "const-type", names: undefined, generics }, () => this.type(param.type));
      if (param.default === undefined) return;
      const written = param.default;
      this.scopes.banned(later, () => this.anonymous(written));
    });
  }

  /** E0262 and E0637 */
  #reserved({ ident: { name, span } }: GenericParam): void {
    if (name === "'static") {
      const said = error("E0262", "invalid lifetime parameter name: `'static`").at(span, "'static is a reserved lifetime name");
      this.compilation.report("names", said);
    } else if (name === "'_") {
      this.compilation.report("names", error("E0637", "`'_` cannot be used here").at(span, "`'_` is a reserved lifetime name"));
    }
  }

  /** E0403 and E0496: a parameter of the impl or trait around, or of a `for<..>`, has the name. */
  #shadowed(param: GenericParam): void {
    const { name, span } = param.ident;
    if (param.kind === "lifetime") {
      const outer = this.#lifetimes.map((scope) => scope.spans.get(name)).findLast((found) => found !== undefined);
      if (outer === undefined) return;
      const said = error("E0496", `lifetime name \`${name}\` shadows a lifetime name that is already in scope`);
      said.at(span, `lifetime \`${name}\` already in scope`).label(outer, "first declared here");
      return this.compilation.report("names", said);
    }
    const outer = this.scopes.generic(name);
    if (outer === undefined || outer.through === "item" || outer.def < 0) return;
    const { identSpan } = this.compilation.definitions.get(outer.def);
    const said = error("E0403", `the name \`${name}\` is already used for a generic parameter in this item's generic parameters`);
    this.compilation.report("names", said.at(span, "already used").label(identSpan, `first use of \`${name}\``));
  }

  #duplicateParam(param: GenericParam, before: GenericParam): void {
    const { name, span } = param.ident;
    const code = param.kind === "lifetime" && !this.compilation.since(68) ? "E0263" : "E0403";
    const modern = this.compilation.since(68);
    const said = error(
      code,
      modern
        ? `the name \`${name}\` is already used for a generic parameter in this item's generic parameters`
        : `lifetime name \`${name}\` declared twice in the same scope`,
    );
    this.compilation.report("names", said.at(span, "already used").label(before.ident.span, `first use of \`${name}\``));
  }

  bounds(bounds: readonly Bound[]): void {
    for (const bound of bounds) {
      if (bound.kind === "lifetime") this.lifetime(bound.lifetime);
      else if (bound.kind === "trait") {
        this.withParams(bound.forParams, undefined, () => {
          this.paths.resolve(bound.pathId, undefined, bound.path, "trait");
        });
      }
    }
  }

  lifetime(lifetime: Lifetime): void {
    const { name, span } = lifetime.ident;
    if (name === "'_") {
      this.tables.setLifetime(lifetime.id, { kind: "elided" });
      return;
    }
    if (name === "'static") {
      this.tables.setLifetime(lifetime.id, { kind: "static" });
      return;
    }
    for (let i = this.#lifetimes.length - 1; i >= 0; i--) {
      const def = (this.#lifetimes[i] as LifetimeScope).defs.get(name);
      if (def === undefined) continue;
      if (this.scopes.ban?.why === "const-type") return this.paths.inConstType(lifetime.ident);
      this.tables.setLifetime(lifetime.id, { kind: "param", def });
      return;
    }
    this.tables.setLifetime(lifetime.id, { kind: "error" });
    const outer = this.#hiddenLifetimes.map(({ spans }) => spans.get(name)).findLast((found) => found !== undefined);
    if (outer !== undefined) return this.paths.outerLifetime(lifetime.ident, outer);
    this.paths.undeclaredLifetime(name, span);
  }

  // --- Types -----------------------------------------------------------------------------------------------------

  type(id: TypeId): void {
    const node = this.tree.type(id);
    const { kind } = node;
    switch (kind.kind) {
      case "path":
        this.paths.resolve(node.id, kind.qself, kind.path, "type");
        break;
      case "slice":
        this.type(kind.element);
        break;
      case "array":
        this.type(kind.element);
        this.anonymous(kind.length);
        break;
      case "pointer":
        this.type(kind.target);
        break;
      case "reference":
        if (kind.lifetime !== undefined) this.lifetime(kind.lifetime);
        this.type(kind.target);
        break;
      case "fn-pointer":
        this.withParams(kind.forParams, undefined, () => {
          for (const param of kind.params) this.type(param.type);
          if (kind.output !== undefined) this.type(kind.output);
        });
        break;
      case "tuple":
        for (const element of kind.elements) this.type(element);
        break;
      case "trait-object":
      case "impl-trait":
        this.bounds(kind.bounds);
        break;
      case "paren":
        this.type(kind.inner);
        break;
      default:
    }
  }

  /** A constant of its own: array length, discriminant, const argument. A lone path to a parameter is let through. */
  anonymous(expr: NodeId): void {
    if (this.#isLonePath(expr)) {
      this.scopes.within("constant-path", () => this.bodies.constantPath(expr));
      return;
    }
    this.scopes.within("constant", () => this.bodies.withoutLabels(() => this.bodies.expr(expr)));
  }

  #isLonePath(expr: NodeId): boolean {
    const { tree } = this;
    let at = tree.resolve(expr);
    if (tree.kind(at) === K.BlockExpr) {
      const kind = tree.expr(at).kind;
      const block = kind.kind === "block" ? tree.block(kind.block) : undefined;
      const only = block?.stmts.length === 1 && block.stmts[0] !== undefined ? tree.stmt(block.stmts[0]) : undefined;
      if (only?.kind !== "expr" || only.semicolon) return false;
      at = tree.resolve(only.expr);
    }
    const { kind } = tree.expr(at);
    return kind.kind === "path" && kind.path.segments.length === 1 && kind.qself === undefined;
  }

  genericArgs(args: GenericArgs | undefined): void {
    if (args === undefined || args.kind === "return-type-notation") return;
    if (args.kind === "parenthesized") {
      for (const input of args.inputs) this.type(input);
      if (args.output !== undefined) this.type(args.output);
      return;
    }
    for (const arg of args.args) {
      if (arg.kind === "lifetime") this.lifetime(arg.lifetime);
      else if (arg.kind === "type") this.paths.typeOrConst(arg.type);
      else if (arg.kind === "const") this.anonymous(arg.value);
      else {
        this.genericArgs(arg.args);
        if (arg.equals !== undefined) this.type(arg.equals);
        if (arg.equalsConst !== undefined) this.anonymous(arg.equalsConst);
        if (arg.bounds !== undefined) this.bounds(arg.bounds);
      }
    }
  }

  /** For the path resolver: arguments and the self type. */
  pathParts(qself: QSelf | undefined, path: Path): void {
    if (qself !== undefined) this.type(qself.type);
    for (const segment of path.segments) this.genericArgs(segment.args);
  }

  refuse(what: string, span: Parameters<typeof unsupported>[2]): void {
    this.compilation.report("names", unsupported("KB0326", what, span));
  }
}

/** Code and word for an impl's item that the trait has as something else; what the trait should have. */
const OTHER_KIND: Readonly<Record<string, readonly [string, string, string]>> = {
  fn: ["E0324", "method", "assoc-fn"],
  const: ["E0323", "const", "assoc-const"],
  "type-alias": ["E0325", "type", "assoc-type"],
};

/** What an impl's item is called, the error if the trait has none of its name, and the namespace. */
const TRAIT_ITEMS: Readonly<Record<string, readonly [string, string, Namespace]>> = {
  fn: ["method", "E0407", "value"],
  const: ["const", "E0438", "value"],
  "type-alias": ["type", "E0437", "type"],
};

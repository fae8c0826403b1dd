// What the type checker asks of the names stage: definitions with their trees, and what each path means. Decoded items
// are remembered, since many questions decode the same one.
import { firstRemovedItem } from "../../syntax/removed-items.ts";
import type { Span } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute, FieldDef, Generics, Item, NodeId, Tree, TypeId, Variant } from "../../syntax/ast.ts";
import type { Deprecations } from "../deprecation.ts";
import { FIRST_OWN, type DefKind, type Definition, type Visible } from "../definitions.ts";
import type { BuiltIn } from "../expand/built-in.ts";
import type { KnownNames } from "../names/known-names.ts";
import type { PathRes, Program, Res } from "../resolution.ts";
import type { StashKind } from "../stash.ts";
import type { DefId } from "./def-id.ts";
import { BLANKET, NAMELESS } from "./simplify.ts";

export type { DefKind, PathRes, Res };

const ITEM_KINDS: ReadonlySet<DefKind> = new Set<DefKind>([
  "mod",
  "struct",
  "enum",
  "union",
  "trait",
  "trait-alias",
  "type-alias",
  "foreign-type",
  "fn",
  "assoc-fn",
  "const",
  "assoc-const",
  "static",
  "assoc-type",
  "impl",
  "extern-block",
  "global-asm",
]);

const NESTED: Readonly<Record<string, readonly [string, string]>> = {
  fn_once_output: ["fn_once", "Output"],
  deref_target: ["deref", "Target"],
  discriminant_type: ["discriminant_kind", "Discriminant"],
};

export class Items {
  readonly #program: Program;
  readonly #items = new Map<DefId, Item>();
  readonly #variants = new Map<DefId, Variant>();
  readonly #byName = new Map<DefId, Map<string, DefId[]>>();
  readonly #lang = new Map<string, DefId | undefined>();

  /** Core's, which remembers for all programs. */
  readonly #library: Items | undefined;

  constructor(program: Program, library: Items | undefined) {
    this.#program = program;
    this.#library = library;
  }

  /** Who remembers a definition of core; undefined of others. */
  #sharing(def: DefId): Items | undefined {
    return def < FIRST_OWN ? this.#library : undefined;
  }

  #get(def: DefId): Definition {
    return this.#program.definitions.get(def);
  }

  get deprecations(): Deprecations {
    return this.#program.deprecations;
  }

  get recursionLimit(): number {
    return this.#program.recursionLimit;
  }

  /** The source text of a span. */
  snippet(span: Span): string {
    return this.#program.snippet(span);
  }

  /** The white space at the beginning of a position's line. */
  indentation(pos: number): string {
    return this.#program.indentation(pos);
  }

  /** `src/lib.rs:3:9: 3:12` */
  place(span: Span): string {
    return this.#program.place(span);
  }

  macroOfCore(span: Span): string | undefined {
    return this.#program.macroOfCore(span);
  }

  lineOf(pos: number): number {
    return this.#program.lineOf(pos);
  }

  /** Made by `#[derive]`. */
  isDerived(def: DefId): boolean {
    return this.#get(def).attrs.some(({ path }) => path.segments.at(-1)?.ident.name === "automatically_derived");
  }

  kind(def: DefId): DefKind {
    return def < 0 ? "anon-const" : this.#get(def).kind;
  }

  name(def: DefId): string {
    return def < 0 ? "_" : this.#get(def).name;
  }

  parent(def: DefId): DefId | undefined {
    return def < 0 ? undefined : this.#get(def).parent;
  }

  span(def: DefId): Span {
    return this.#get(def).span;
  }

  identSpan(def: DefId): Span {
    return this.#get(def).identSpan;
  }

  path(def: DefId): string {
    return def < 0 ? "_" : this.#program.definitions.path(def);
  }

  /** The path as messages show it: the name alone if nothing else is called so; parts of items behind theirs. */
  shownPath(def: DefId): string {
    const { kind, name, parent } = this.#get(def);
    if (parent === undefined) return this.path(def);
    if (kind === "field" || kind === "variant" || kind.startsWith("assoc-")) return `${this.#shownOwner(parent)}${name}`;
    return this.shownName(def);
  }

  #shownOwner(owner: DefId): string {
    return this.kind(owner) === "impl" ? "" : `${this.shownPath(owner)}::`;
  }

  isCore(def: DefId): boolean {
    return def >= 0 && this.#program.definitions.isCore(def);
  }

  isLocal(def: DefId): boolean {
    return def < 0 || this.#program.definitions.isLocal(def);
  }

  /** Whether other crates can name it, re-exports left aside. */
  isNamedOutside(def: DefId): boolean {
    for (let at: DefId | undefined = def; at !== undefined; at = this.parent(at)) if (this.#get(at).visibility !== "public") return false;
    return true;
  }

  tree(def: DefId): Tree {
    return this.#get(def).tree;
  }

  /** The node of a definition in its tree. */
  node(def: DefId): NodeId {
    return this.#get(def).node;
  }

  item(def: DefId): Item | undefined {
    if (def < 0) return undefined;
    const shared = this.#sharing(def);
    if (shared !== undefined) return shared.item(def);
    const known = this.#items.get(def);
    if (known !== undefined) return known;
    const { kind, tree, node } = this.#get(def);
    if (!ITEM_KINDS.has(kind) || node === 0) return undefined;
    this.#program.prepare(def);
    const item = tree.item(node);
    this.#items.set(def, item);
    return item;
  }

  /** To be called before the body of an item is looked at. */
  prepareBody(def: DefId): void {
    if (def >= 0) this.#program.prepareBody(def);
  }

  variant(def: DefId): Variant | undefined {
    if (def < 0 || this.kind(def) !== "variant") return undefined;
    const shared = this.#sharing(def);
    if (shared !== undefined) return shared.variant(def);
    const known = this.#variants.get(def);
    if (known !== undefined) return known;
    const owner = this.item(this.parent(def) as DefId)?.kind;
    if (owner?.kind !== "enum") return undefined;
    for (const variant of owner.variants) {
      const found = this.defOfNode(this.tree(def), variant.id);
      if (found !== undefined) this.#variants.set(found, variant);
    }
    return this.#variants.get(def);
  }

  field(def: DefId): FieldDef | undefined {
    if (def < 0 || this.kind(def) !== "field") return undefined;
    const owner = this.parent(def) as DefId;
    const item = this.item(owner)?.kind;
    const data = this.variant(owner)?.data ?? (item?.kind === "struct" || item?.kind === "union" ? item.data : undefined);
    if (data === undefined || data.kind === "unit") return undefined;
    const { node } = this.#get(def);
    return data.fields.find((field) => field.id === node);
  }

  attrs(def: DefId): readonly Attribute[] {
    return def < 0 ? [] : this.#get(def).attrs;
  }

  /** With the names in it resolved. Where there are none, the rest of the item is not asked for. */
  preparedGenerics(def: DefId): Generics | undefined {
    const written = this.astGenerics(def);
    if (written === undefined || isPlain(written)) return written;
    this.item(def);
    return this.astGenerics(def);
  }

  /** The item if somebody has asked for it. */
  decoded(def: DefId): Item | undefined {
    return this.#items.get(def);
  }

  /** As written: names in it may not be resolved. */
  astGenerics(def: DefId): Generics | undefined {
    if (def < 0) return undefined;
    const { kind: shape, tree, node } = this.#get(def);
    if (!ITEM_KINDS.has(shape) || node === 0) return undefined;
    const { kind } = (this.#sharing(def) ?? this).decoded(def) ?? tree.item(node);
    return "generics" in kind ? kind.generics : undefined;
  }

  children(def: DefId): readonly DefId[] {
    return this.#program.definitions.children(def);
  }

  /** Children of a definition by name. */
  named(def: DefId, name: string): readonly DefId[] {
    const shared = this.#sharing(def);
    if (shared !== undefined) return shared.named(def, name);
    let names = this.#byName.get(def);
    if (names === undefined) {
      names = new Map();
      for (const child of this.children(def)) {
        const list = names.get(this.name(child));
        if (list === undefined) names.set(this.name(child), [child]);
        else list.push(child);
      }
      this.#byName.set(def, names);
    }
    return names.get(name) ?? [];
  }

  constructorOf(def: DefId): DefId | undefined {
    return this.#program.definitions.constructorOf(def);
  }

  defOfNode(tree: Tree, node: NodeId): DefId | undefined {
    return this.#program.definitions.ofNode(tree, node);
  }

  resolution(tree: Tree, node: NodeId): PathRes | undefined {
    return this.#program.resolutions(tree).path(node);
  }

  get hasUnmodelledBound(): boolean {
    return this.#program.hasUnmodelledBound;
  }

  /** A lifetime that nothing declares, or that cannot be named here: told by names. */
  isUndeclared(tree: Tree, lifetime: NodeId): boolean {
    return this.#program.resolutions(tree).lifetime(lifetime)?.kind === "error";
  }

  repeatedBinding(tree: Tree, pat: NodeId): NodeId | undefined {
    return this.#program.resolutions(tree).repeatedBinding(pat);
  }

  breakTarget(tree: Tree, expr: NodeId): NodeId | undefined {
    return this.#program.resolutions(tree).breakTarget(expr);
  }

  builtIn(tree: Tree, node: NodeId): BuiltIn | undefined {
    return this.#program.builtIns.get(tree, node);
  }

  /** Loads the impls of core for types of these keys (all if undefined), of a trait or inherent ones. */
  loadImpls(trait: DefId | undefined, keys: readonly string[] | undefined): void {
    this.#program.loadImpls(trait, keys);
  }

  /** The last segment of the trait's path, as written; "" of inherent impls. Resolves nothing. */
  implTraitName(impl: DefId): string {
    const { tree, node } = this.#get(impl);
    const { kind } = tree.item(node);
    return (kind.kind === "impl" ? kind.trait?.segments.at(-1)?.ident.name : undefined) ?? "";
  }

  /** The last name in an impl's self type as written; `BLANKET` of a parameter or macro call, `NAMELESS` of forms like `&T`. Resolves nothing. */
  implSelfName(impl: DefId): string {
    const { tree, node } = this.#get(impl);
    const { kind } = tree.item(node);
    return kind.kind === "impl" ? writtenName(tree, kind.self, kind.generics) : BLANKET;
  }

  /** Those loaded so far, but core's. */
  get impls(): readonly DefId[] {
    return this.#program.definitions.impls;
  }

  lang(name: string): DefId | undefined {
    if (!this.#lang.has(name)) this.#lang.set(name, this.#nestedLang(name) ?? this.#program.lang(name));
    return this.#lang.get(name);
  }

  /** Whether it is that lang item. One that nobody has met yet is not looked for: that would read its module. */
  isLang(def: DefId | undefined, name: string): boolean {
    if (def === undefined || def < 0) return false;
    if (this.#lang.has(name)) return this.#lang.get(name) === def;
    const place = NESTED[name];
    if (place !== undefined) return this.name(def) === place[1] && this.isLang(this.parent(def), place[0]);
    return this.#program.isLang(def, name);
  }

  /** Lang items inside of others, found through them. */
  #nestedLang(name: string): DefId | undefined {
    const place = NESTED[name];
    const outer = place === undefined ? undefined : this.lang(place[0]);
    return place === undefined || outer === undefined ? undefined : this.named(outer, place[1])[0];
  }

  /** All traits that have been met, but core's. */
  traits(): readonly DefId[] {
    return [...this.#program.definitions.own()].filter(({ kind }) => kind === "trait").map(({ id }) => id);
  }

  find(path: string): DefId | undefined {
    return this.#program.find(path);
  }

  /** Before the first thing in a module, behind its inner attributes: where an import would be written. */
  importPlace(tree: Tree, module: DefId): Span | undefined {
    const { node, parent } = this.#get(module);
    const kind = parent === undefined ? undefined : tree.item(node).kind;
    const ids = kind === undefined ? tree.crate.items : kind.kind === "mod" ? (kind.items ?? []) : [];
    const first = ids.map((id) => tree.item(id)).find(({ span }) => (span.ctxt ?? 0) === 0);
    if (first === undefined) return undefined;
    const lo = Math.min(first.span.lo, ...first.attrs.filter(({ inner }) => !inner).map(({ span }) => span.lo));
    const from = kind?.kind === "mod" ? kind.innerSpan.lo : tree.crate.span.lo;
    const start = Math.min(lo, firstRemovedItem(tree, from, lo));
    return { lo: start, hi: start };
  }

  /** What the real core and alloc have in this release. */
  get known(): KnownNames {
    return this.#program.known;
  }

  /** The call of the outermost macro that expanded to what stands there; the place itself if none did. */
  callSite(span: Span): Span {
    return this.#program.callSite(span);
  }

  /** A macro of core's expanded to what stands there. */
  isWrittenByCore(span: Span): boolean {
    return this.#program.isWrittenByCore(span);
  }

  traitsInScope(tree: Tree, node: NodeId, module: DefId): readonly DefId[] {
    return this.#program.resolutions(tree).traitsInScope(node, module);
  }

  placeInCore(name: string, atName = false): Span | undefined {
    return this.#program.placeInCore(name, atName);
  }

  /** The same of several things of one file, in its order. */
  placesInCore(names: readonly string[]): readonly Span[] | undefined {
    return this.#program.placesInCore(names);
  }

  publicPath(def: DefId): string {
    return this.#program.definitions.publicPath(def);
  }

  /** See `ShownNames`. */
  isSharedInCore(name: string, namespace: "type" | "value"): boolean {
    return this.#program.shownNames.isSharedInCore(name, namespace);
  }

  shownName(def: DefId): string {
    return this.#program.shownNames.of(def);
  }

  /** The error about a name that waited for its place to be checked. */
  stashed(kind: StashKind, name: Span): Diagnostic | undefined {
    return this.#program.stash.take(kind, name);
  }

  /** What `node` names is of the trait, found because it is in scope. */
  useTrait(tree: Tree, node: NodeId, module: DefId, trait: DefId): void {
    this.#program.resolutions(tree).useTrait(node, module, trait);
  }

  module(def: DefId): DefId {
    return this.#program.definitions.moduleOf(def);
  }

  /** Of what can be named in `wide`, not all can be named in `narrow`: "public", or a module. */
  isWider(wide: Visible, narrow: Visible): boolean {
    if (narrow === "public") return false;
    return wide === "public" || !this.#program.definitions.isWithin(wide, narrow);
  }

  visibility(def: DefId): Visible {
    return def < 0 ? "public" : this.#get(def).visibility;
  }

  isVisible(def: DefId, from: DefId): boolean {
    return this.#program.definitions.isVisible(def, from);
  }
}

/** Parameters without attributes, bounds and defaults: nothing in it names anything. */
function isPlain({ params, where }: Generics): boolean {
  if (where.length > 0) return false;
  return params.every((param) => {
    if (param.attrs.length > 0 || param.kind === "const") return false;
    return param.bounds.length === 0 && (param.kind === "lifetime" || param.default === undefined);
  });
}

function writtenName(tree: Tree, type: TypeId, generics: Generics): string {
  const { kind } = tree.type(type);
  if (kind.kind === "paren") return writtenName(tree, kind.inner, generics);
  if (kind.kind === "macro-call") return BLANKET;
  if (kind.kind !== "path") return NAMELESS;
  const name = kind.path.segments.at(-1)?.ident.name;
  const isParameter = kind.qself !== undefined || generics.params.some(({ ident }) => ident.name === name);
  return name === undefined || isParameter ? BLANKET : name;
}

// What of a crate is used, starting from what others can name or call: a mark on each definition that a live one mentions. As in
// rustc, a trait's impl counts once both the trait and the type are live, and mentions neither by itself; before 1.78 every
// impl of a trait counts. In: the program with its names and bodies. Out: live definitions.
import type { Attribute, NodeId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Definition, Definitions } from "../definitions.ts";
import type { Res, Resolutions } from "../resolution.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { Ty } from "../types/ty.ts";
import type { Body, Expr } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import { Owners } from "./owners.ts";
import { PartUses } from "./part-uses.ts";

export interface LiveInput {
  readonly definitions: Definitions;
  readonly resolutions: Resolutions;
  readonly tree: SyntaxTree;
  readonly tcx: TypeContext;
  readonly bodies: readonly Body[];
  readonly reachable: ReadonlySet<DefId>;
  readonly hasMain: boolean;
  readonly root: DefId;
  readonly minor: number;
  /** `allow(dead_code)` holds at the node: what it uses is used. */
  readonly isAllowed: (node: NodeId) => boolean;
  /** Within a generic item, whose bounds count. */
  readonly isSized: (owner: DefId, type: Ty) => boolean;
}

const ITEMS: ReadonlySet<Definition["kind"]> = new Set<Definition["kind"]>([
  "fn",
  "const",
  "static",
  "struct",
  "enum",
  "union",
  "type-alias",
  "trait",
  "impl",
  "assoc-fn",
  "assoc-const",
  "assoc-type",
  "global-asm",
]);
/** Traits of core with `#[rustc_trivial_field_reads]`. */
const TRIVIAL: ReadonlySet<string> = new Set(["Clone", "Debug"]);
const KEPT = ["no_mangle", "export_name", "used", "panic_handler", "global_allocator", "lang"];

/** Attributes that keep an item, whoever uses it; those inside `unsafe(...)` count as well. */
export function isKept(attrs: readonly Attribute[]): boolean {
  return attrs.some(({ path }) => path.segments.length === 1 && KEPT.includes(path.segments[0]?.ident.name ?? ""));
}

export class LiveCode {
  readonly items: readonly Definition[];
  readonly owners: Owners;
  readonly parts: PartUses;
  /** By struct or enum, the derived traits whose impls do not count as uses. */
  readonly ignored = new Map<DefId, string[]>();
  readonly #input: LiveInput;
  readonly #live = new Set<DefId>();
  readonly #work: DefId[] = [];
  readonly #uses = new Map<DefId, Set<DefId>>();

  constructor(input: LiveInput) {
    this.#input = input;
    const { definitions, tree } = input;
    const items: Definition[] = [];
    for (const one of definitions.own()) if (one.tree === tree && ITEMS.has(one.kind)) items.push(one);
    this.items = items;
    this.owners = new Owners(items);
    this.parts = new PartUses(input.tcx);
    this.#pathUses();
    this.#bodyUses();
    for (const item of items) {
      if (this.#isSeed(item)) this.#mark(item.id);
      for (const part of this.#openParts(item)) this.#mark(part);
    }
    this.#run();
  }

  has(def: DefId): boolean {
    return this.#live.has(def);
  }

  /** The trait of an impl, or of the impl that an item lies in; undefined for inherent ones. */
  traitOf(def: DefId): DefId | undefined {
    return this.#header(def)?.ref?.trait;
  }

  #header(def: DefId) {
    const { definitions, tcx } = this.#input;
    const { kind, parent } = definitions.get(def);
    const impl = kind === "impl" ? def : parent !== undefined && definitions.get(parent).kind === "impl" ? parent : undefined;
    return impl === undefined ? undefined : tcx.implHeader(impl);
  }

  // --- Uses ------------------------------------------------------------------------------------------------------

  #use(owner: DefId | undefined, used: DefId): void {
    if (owner === undefined) return;
    const known = this.#uses.get(owner);
    if (known === undefined) this.#uses.set(owner, new Set([used]));
    else known.add(used);
  }

  /** Paths are uses by the item round them. */
  #pathUses(): void {
    const { tree, resolutions } = this.#input;
    for (let node: NodeId = 1; node < tree.nodeCount; node++) {
      const base = resolutions.path(node)?.base;
      const used = base === undefined ? undefined : this.#named(base);
      if (used !== undefined) this.#use(this.owners.at(tree.span(node).lo), used);
    }
  }

  #named(base: Res): DefId | undefined {
    if (base.kind === "self-type") return base.def;
    if (base.kind === "self-constructor") return base.impl;
    return base.kind === "def" ? this.#itemOf(base.def) : undefined;
  }

  /** Constructors, variants and fields stand for their type. */
  #itemOf(def: DefId): DefId {
    const { definitions } = this.#input;
    let at = definitions.get(def);
    while ((at.kind === "constructor" || at.kind === "variant" || at.kind === "field") && at.parent !== undefined)
      at = definitions.get(at.parent);
    return at.id;
  }

  /** What names alone do not tell: methods, items of types, variants and fields. */
  #bodyUses(): void {
    for (const body of this.#input.bodies) {
      const item = this.#ownerOf(body.owner);
      if (this.#isTrivial(item)) continue;
      for (const part of this.parts.of(body)) this.#use(item, part);
      const visit = (expr: Expr): void => {
        if (expr.type.kind === "fn-def") this.#use(item, this.#itemOf(expr.type.def));
        if (expr.kind === "constant" && expr.def >= 0) this.#use(item, expr.def);
      };
      for (const expr of expressionsOf(body)) visit(expr);
    }
  }

  /** A derived `Clone` or `Debug` reads whatever there is, which tells nothing. */
  #isTrivial(item: DefId): boolean {
    const { definitions, tcx } = this.#input;
    const { parent } = definitions.get(item);
    const header = this.#header(item);
    if (parent === undefined || header?.ref === undefined || !tcx.items.isDerived(parent)) return false;
    const { name } = definitions.get(header.ref.trait);
    if (!TRIVIAL.has(name) || !definitions.isCore(header.ref.trait)) return false;
    if (header.self.kind === "adt") this.ignored.set(header.self.def, [...(this.ignored.get(header.self.def) ?? []), name]);
    return true;
  }

  /** The item of an anonymous constant is what it lies in. */
  #ownerOf(owner: DefId): DefId {
    return this.#itemOf(this.#input.tcx.holder(owner));
  }

  // --- Marks -----------------------------------------------------------------------------------------------------

  #isSeed(item: Definition): boolean {
    const { reachable, hasMain, root, isAllowed, definitions, minor } = this.#input;
    const { id, kind, name, attrs, parent, visibility, node } = item;
    if (kind === "global-asm" || reachable.has(id)) return true;
    if (this.#mayBeKept(item) && isKept(attrs)) return true;
    if (hasMain && kind === "fn" && name === "main" && parent === root) return true;
    if (kind === "const" && name === "_" && minor >= 78) return true;
    if (isAllowed(node)) return true;
    const isOfImpl = parent !== undefined && definitions.get(parent).kind === "impl";
    if (isOfImpl && this.traitOf(id) === undefined) return visibility === "public" && this.#isReachableType(id);
    return minor < 78 && this.traitOf(id) !== undefined;
  }

  /** Since 1.90 attributes keep what has code or a place of its own. */
  #mayBeKept({ kind, parent }: Definition): boolean {
    if (this.#input.minor < 90) return true;
    const isForeign = parent !== undefined && this.#input.definitions.get(parent).kind === "extern-block";
    return (kind === "fn" || kind === "assoc-fn" || kind === "static") && !isForeign;
  }

  /** Variants and fields that need no use: others can name them, their places are given, or they are allowed to be dead. */
  #openParts({ id, kind, node }: Definition): readonly DefId[] {
    const { reachable, definitions, tcx, isAllowed } = this.#input;
    if (kind === "enum") {
      const variants = tcx.adt(id).variants.map(({ def }) => def);
      if (reachable.has(id)) return variants.flatMap((variant) => [variant, ...this.parts.fieldsOf(variant)]);
      return isAllowed(node) ? variants : [];
    }
    if (kind !== "struct" && kind !== "union") return [];
    const { c, transparent } = tcx.adt(id).repr;
    const fields = this.parts.fieldsOf(id);
    if (c || transparent) return fields;
    return reachable.has(id) ? fields.filter((field) => definitions.get(field).visibility === "public") : [];
  }

  #isReachableType(item: DefId): boolean {
    const self = this.#header(item)?.self;
    return self?.kind !== "adt" || !this.#input.definitions.isLocal(self.def) || this.#input.reachable.has(self.def);
  }

  #mark(def: DefId): void {
    if (this.#live.has(def)) return;
    this.#live.add(def);
    this.#work.push(def);
  }

  #run(): void {
    do {
      for (let def = this.#work.pop(); def !== undefined; def = this.#work.pop()) this.#spread(def);
      for (const { id } of this.items) if (!this.#live.has(id) && this.#isImplLive(id)) this.#mark(id);
    } while (this.#work.length > 0);
  }

  #spread(def: DefId): void {
    for (const used of this.#uses.get(def) ?? []) this.#mark(used);
    const { definitions } = this.#input;
    const { kind, parent } = definitions.get(def);
    if (parent !== undefined && definitions.get(parent).kind === "trait") this.#mark(parent);
    // A type is live with what its own impls hold.
    const header = parent !== undefined && definitions.get(parent).kind === "impl" ? this.#header(def) : undefined;
    if (header !== undefined && header.ref === undefined && header.self.kind === "adt" && definitions.isLocal(header.self.def))
      this.#mark(header.self.def);
    if (kind === "trait") for (const item of definitions.children(def)) if (definitions.get(item).kind === "assoc-type") this.#mark(item);
  }

  /** An impl of a trait, or an item of one: live with the trait (the trait's item) and the type, as far as they are the crate's. */
  #isImplLive(def: DefId): boolean {
    const header = this.#header(def);
    if (header?.ref === undefined) return false;
    const { definitions } = this.#input;
    const { kind, name } = definitions.get(def);
    const isOwn = (one: DefId): boolean => definitions.isLocal(one);
    const { trait } = header.ref;
    const asked = kind === "impl" ? trait : definitions.children(trait).find((item) => definitions.get(item).name === name);
    if (isOwn(trait) && asked !== undefined && !this.#live.has(asked)) return false;
    return header.self.kind !== "adt" || !isOwn(header.self.def) || this.#live.has(header.self.def);
  }
}

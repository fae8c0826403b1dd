// Definitions: everything a program names, in one numbering across all crates of a compilation (core, path
// dependencies, the crate itself). What goes in: expanded trees, collected module by module (`names/collect.ts`; core's
// modules only when a path enters them); what comes out: a table by number, and the way back from a node to its number.
// Core's definitions are shared by builds (`names/library.ts`) and grow while one is under way: others begin at `FIRST_OWN`.
import type { Span } from "../base/source.ts";
import { DUMMY_SPAN } from "../base/source.ts";
import type { Attribute, NodeId, Tree } from "../syntax/ast.ts";
import type { DefId } from "./types/def-id.ts";

export type DefKind =
  | "mod"
  | "struct"
  | "enum"
  | "union"
  | "variant"
  | "constructor"
  | "field"
  | "trait"
  | "trait-alias"
  | "type-alias"
  | "foreign-type"
  | "fn"
  | "assoc-fn"
  | "const"
  | "assoc-const"
  | "anon-const"
  | "static"
  | "assoc-type"
  | "impl"
  | "type-param"
  | "const-param"
  | "lifetime-param"
  | "macro"
  | "extern-block"
  | "global-asm"
  /** A name of core that kbuild's corelib does not model: it exists, and using it is refused. */
  | "unmodelled";

/** Index into `Definitions.crates`. */
export type CrateNumber = number;

export interface CrateInfo {
  readonly number: CrateNumber;
  /** As paths spell it: `core`, `kernel`. */
  readonly name: string;
  readonly tree: Tree;
  /** Its root module. */
  readonly root: DefId;
  /** The crate that is being compiled. */
  readonly isLocal: boolean;
}

/** Who may name it: everybody, or what lies in this module. */
export type Visible = "public" | DefId;

export interface Definition {
  readonly id: DefId;
  readonly kind: DefKind;
  /** "" for impls, extern blocks and anonymous constants; `0`, `1` for tuple fields; with apostrophe for lifetimes. */
  readonly name: string;
  readonly parent: DefId | undefined;
  readonly crate: CrateNumber;
  /** What the definition is written as: the item, variant, field, generic parameter; `constructorId` for constructors. */
  readonly tree: Tree;
  readonly node: NodeId;
  readonly span: Span;
  readonly identSpan: Span;
  readonly visibility: Visible;
  readonly attrs: readonly Attribute[];
}

/** Numbers below are core's: those of definitions, expansions, marks, macros and closures. */
export const FIRST_OWN = 2 ** 24;

/** More than impls of one batch. */
const BATCH = 10_000;

export class Definitions {
  readonly #library: Definitions | undefined;
  readonly #first: number;
  readonly #all: Definition[] = [];
  readonly #children: (DefId[] | undefined)[] = [];
  readonly #byNode = new Map<Tree, Map<NodeId, DefId>>();
  readonly crates: CrateInfo[];
  /** Impls in the order they were collected, core's not among them. */
  readonly impls: DefId[] = [];

  /** `library`: core's, which are found here as well. */
  constructor(library: Definitions | undefined, first: number) {
    this.#library = library;
    this.#first = first;
    this.crates = [...(library?.crates ?? [])];
  }

  /** Of core: which of a module's deferred impls (`Module.deferred`, from 1) are being made; 0 for what stands there anyway. */
  #batch = 0;
  readonly #batches = new Map<DefId, number>();

  /** Runs with definitions counted as one of the batches of their module. */
  inBatch(batch: number, action: () => void): void {
    const outer = this.#batch;
    this.#batch = batch;
    action();
    this.#batch = outer;
  }

  /**
   * Tells definitions of one name in one place apart: how many stand before it. Core's impls are numbered by batch, since when
   * each is made depends on who has asked for it.
   */
  disambiguator(def: DefId): number {
    if (def < this.#first && this.#library !== undefined) return this.#library.disambiguator(def);
    const { parent, kind, name } = this.get(def);
    if (parent === undefined) return 0;
    const batch = this.#batches.get(def) ?? 0;
    let before = 0;
    for (const other of this.children(parent)) {
      if (other === def) break;
      const sibling = this.get(other);
      if (sibling.kind === kind && sibling.name === name && (this.#batches.get(other) ?? 0) === batch) before++;
    }
    return batch * BATCH + before;
  }

  /** All but core's, as far as they have been collected. */
  *own(): Generator<Definition> {
    yield* this.#all;
  }

  add(definition: Omit<Definition, "id">): DefId {
    const id = this.#first + this.#all.length;
    const { parent } = definition;
    this.#all.push({ id, ...definition });
    if (parent !== undefined) (this.#children[parent - this.#first] ??= []).push(id);
    if (definition.kind === "impl") this.impls.push(id);
    if (this.#batch !== 0) this.#batches.set(id, this.#batch);
    if (definition.node !== 0) this.#nodes(definition.tree).set(definition.node, id);
    return id;
  }

  #nodes(tree: Tree): Map<NodeId, DefId> {
    let nodes = this.#byNode.get(tree);
    if (nodes === undefined) this.#byNode.set(tree, (nodes = new Map()));
    return nodes;
  }

  get(def: DefId): Definition {
    const found = def < this.#first ? this.#library?.get(def) : this.#all[def - this.#first];
    if (found === undefined) throw new Error(`no definition ${def}`);
    return found;
  }

  /** Items of a module, impl or trait, variants of an enum, fields and constructor of a struct or variant, generic parameters. */
  children(def: DefId): readonly DefId[] {
    return (def < this.#first ? this.#library?.children(def) : this.#children[def - this.#first]) ?? [];
  }

  ofNode(tree: Tree, node: NodeId): DefId | undefined {
    const nodes = this.#byNode.get(tree);
    return nodes === undefined ? this.#library?.ofNode(tree, node) : nodes.get(node);
  }

  crateOf(def: DefId): CrateInfo {
    return this.crates[this.get(def).crate] as CrateInfo;
  }

  /** Of core as kbuild models it: neither the crate's nor a dependency's. */
  isCore(def: DefId): boolean {
    const { name, isLocal } = this.crateOf(def);
    return !isLocal && (name === "core" || name === "alloc");
  }

  isLocal(def: DefId): boolean {
    return this.crateOf(def).isLocal;
  }

  /** The path by which others name it: of core's, without the modules that are private. */
  publicPath(def: DefId): string {
    const { name, parent, visibility, kind } = this.get(def);
    if (parent === undefined) return this.isLocal(def) ? "" : this.crateOf(def).name;
    const outer = this.publicPath(parent);
    const isSkipped = kind === "impl" || kind === "extern-block" || (kind === "mod" && visibility !== "public" && this.isCore(def));
    return isSkipped ? outer : outer === "" ? name : `${outer}::${name}`;
  }

  /** The nearest enclosing module (of a module, itself). */
  moduleOf(def: DefId): DefId {
    let at = this.get(def);
    while (at.kind !== "mod" && at.parent !== undefined) at = this.get(at.parent);
    return at.id;
  }

  /** The tuple or unit constructor of a struct or variant: the value side of its name. */
  constructorOf(def: DefId): DefId | undefined {
    return this.children(def).find((child) => this.get(child).kind === "constructor");
  }

  /** `a::b::C`, with the crate's name in front for other crates' definitions. */
  path(def: DefId): string {
    const names: string[] = [];
    for (let at: Definition | undefined = this.get(def); at !== undefined; at = at.parent === undefined ? undefined : this.get(at.parent)) {
      if (at.parent === undefined) {
        if (!this.isLocal(def)) names.push((this.crates[at.crate] as CrateInfo).name);
      } else if (at.name !== "" && at.kind !== "constructor") names.push(at.name);
    }
    return names.reverse().join("::");
  }

  /** `inner` lies in `outer`, or is it. */
  isWithin(inner: DefId, outer: DefId): boolean {
    for (let at: DefId | undefined = inner; at !== undefined; at = this.get(at).parent) if (at === outer) return true;
    return false;
  }

  isVisible(def: DefId, from: DefId): boolean {
    const { visibility } = this.get(def);
    return visibility === "public" || this.isWithin(from, visibility);
  }

  span(def: DefId): Span {
    return def < this.#first ? (this.#library?.span(def) ?? DUMMY_SPAN) : (this.#all[def - this.#first]?.span ?? DUMMY_SPAN);
  }
}

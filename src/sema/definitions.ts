// Definitions: everything a program names, in one numbering across all crates of a compilation (core, path
// dependencies, the crate itself). What goes in: expanded trees, collected module by module (`names/collect.ts`; core's
// modules only when a path enters them); what comes out: a table by number, and the way back from a node to its number.
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

export class Definitions {
  readonly #all: Definition[] = [];
  readonly #children: (DefId[] | undefined)[] = [];
  readonly #byNode = new Map<Tree, Map<NodeId, DefId>>();
  readonly crates: CrateInfo[] = [];
  /** Impls in the order they were collected. */
  readonly impls: DefId[] = [];

  get count(): number {
    return this.#all.length;
  }

  add(definition: Omit<Definition, "id">): DefId {
    const id = this.#all.length;
    this.#all.push({ id, ...definition });
    if (definition.parent !== undefined) (this.#children[definition.parent] ??= []).push(id);
    if (definition.kind === "impl") this.impls.push(id);
    if (definition.node !== 0) this.#nodes(definition.tree).set(definition.node, id);
    return id;
  }

  #nodes(tree: Tree): Map<NodeId, DefId> {
    let nodes = this.#byNode.get(tree);
    if (nodes === undefined) this.#byNode.set(tree, (nodes = new Map()));
    return nodes;
  }

  get(def: DefId): Definition {
    const found = this.#all[def];
    if (found === undefined) throw new Error(`no definition ${def}`);
    return found;
  }

  /** Items of a module, impl or trait, variants of an enum, fields and constructor of a struct or variant, generic parameters. */
  children(def: DefId): readonly DefId[] {
    return this.#children[def] ?? [];
  }

  ofNode(tree: Tree, node: NodeId): DefId | undefined {
    return this.#byNode.get(tree)?.get(node);
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
    const isSkipped = kind === "impl" || (kind === "mod" && visibility !== "public" && this.isCore(def));
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
    return this.#all[def]?.span ?? DUMMY_SPAN;
  }
}

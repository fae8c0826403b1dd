// The resolver's results for one crate, by node.
import type { NodeId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { CrateNumber } from "../definitions.ts";
import type { LifetimeRes, PathRes, Res, Resolutions } from "../resolution.ts";
import type { DefId } from "../types/def-id.ts";
import type { Module } from "./module.ts";
import type { TraitScopes } from "./trait-scopes.ts";

export class ResolutionTables implements Resolutions {
  readonly crate: CrateNumber;
  readonly tree: SyntaxTree;
  readonly #paths = new Map<NodeId, PathRes>();
  readonly #repeats = new Map<NodeId, NodeId>();
  readonly #targets = new Map<NodeId, NodeId>();
  readonly #lifetimes = new Map<NodeId, LifetimeRes>();
  readonly #blocks = new Map<NodeId, Module>();
  /** The trait that the impl around implements, which is in scope without an import. */
  readonly #implemented = new Map<NodeId, DefId>();
  readonly #traits: TraitScopes;

  constructor(crate: CrateNumber, tree: SyntaxTree, traits: TraitScopes) {
    this.crate = crate;
    this.tree = tree;
    this.#traits = traits;
  }

  path(node: NodeId): PathRes | undefined {
    return this.#paths.get(node);
  }

  repeatedBinding(pat: NodeId): NodeId | undefined {
    return this.#repeats.get(pat);
  }

  breakTarget(expr: NodeId): NodeId | undefined {
    return this.#targets.get(expr);
  }

  lifetime(node: NodeId): LifetimeRes | undefined {
    return this.#lifetimes.get(node);
  }

  traitsInScope(node: NodeId, module: DefId): readonly DefId[] {
    const found = this.#traits.inScope(this.#blocks.get(node) ?? module);
    const own = this.#implemented.get(node);
    return own === undefined || found.includes(own) ? found : [own, ...found];
  }

  useTrait(node: NodeId, module: DefId, trait: DefId): void {
    if (this.#implemented.get(node) !== trait) this.#traits.use(this.#blocks.get(node) ?? module, trait);
  }

  setPath(node: NodeId, base: Res, unresolved = 0): void {
    this.#paths.set(node, { base, unresolved });
  }

  setRepeat(pat: NodeId, first: NodeId): void {
    this.#repeats.set(pat, first);
  }

  setTarget(expr: NodeId, target: NodeId): void {
    this.#targets.set(expr, target);
  }

  setLifetime(node: NodeId, res: LifetimeRes): void {
    this.#lifetimes.set(node, res);
  }

  /** What the node's `name` is depends on the traits in scope. */
  setScope(
    node: NodeId,
    { module, implemented }: { readonly module: Module; readonly implemented: DefId | undefined },
    name: string,
  ): void {
    if (implemented !== undefined) this.#implemented.set(node, implemented);
    if (module.kind === "block") this.#blocks.set(node, module);
    this.#traits.ask(module, name);
  }
}

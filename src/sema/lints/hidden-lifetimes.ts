// `elided_lifetimes_in_paths`: types and traits that have lifetimes where none is written. In: the tree and what its paths mean. Where
// that is an error (heads of impls, bounds of parameters), it is told with the types.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Bound, Item, NodeId, Path, Tree, TypeNode } from "../../syntax/ast.ts";
import type { Definitions } from "../definitions.ts";
import type { PathRes } from "../resolution.ts";
import type { DefId } from "../types/def-id.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

const NAMED: ReadonlySet<string> = new Set(["struct", "union", "enum", "type-alias", "trait"]);

export class HiddenLifetimes implements TreeVisitor {
  readonly found: FoundLint[] = [];
  /** Paths in the heads of impls. */
  readonly #heads = new Set<NodeId>();

  constructor(
    readonly tree: Tree,
    readonly definitions: Definitions,
    readonly resolution: (node: NodeId) => PathRes | undefined,
  ) {}

  item({ kind }: Item): void {
    if (kind.kind === "impl") this.#heads.add(kind.self);
  }

  type({ id, kind }: TypeNode): void {
    if (kind.kind === "path" && !this.#heads.has(id)) this.#path(id, kind.path);
    if (kind.kind === "trait-object" || kind.kind === "impl-trait") for (const bound of kind.bounds) this.#bound(bound);
  }

  #bound(bound: Bound): void {
    if (bound.kind === "trait") this.#path(bound.pathId, bound.path);
  }

  #path(node: NodeId, { segments, span }: Path): void {
    const found = this.resolution(node);
    if (found?.base.kind !== "def" || found.base.def < 0) return;
    const named = this.#named(found.base.def, segments.length - found.unresolved);
    const segment = named && segments[named.at];
    const count = named === undefined ? 0 : this.#lifetimesOf(named.def);
    if (segment === undefined || count === 0) return;
    const { args } = segment;
    if (args?.kind === "angle" && args.args.some(({ kind }) => kind === "lifetime")) return;
    const at: Span = args === undefined ? segment.ident.span : { ...args.span, hi: args.span.lo + 1 };
    const unnamed = Array<string>(count).fill("'_").join(", ");
    const many = count === 1 ? "" : "s";
    const said = warning("hidden lifetime parameters in types are deprecated").at(at);
    const label = `expected lifetime parameter${many}`;
    if (at.lo === span.lo && at.hi === span.hi) said.spans.splice(0, 1, { span: at, primary: true, label });
    else said.label(span, label);
    const edit = { span: { ...at, lo: at.hi }, text: args === undefined ? `<${unnamed}>` : `${unnamed}, ` };
    said.suggest(`indicate the anonymous lifetime${many}`, [edit], "MachineApplicable", "verbose");
    this.found.push({ lint: "elided_lifetimes_in_paths", node, diagnostic: said });
  }

  /** Which of a path's names is the type's or trait's, the `end`th being the last that means something by itself. */
  #named(def: DefId, end: number): { readonly def: DefId; readonly at: number } | undefined {
    const { kind, parent } = this.definitions.get(def);
    if (NAMED.has(kind)) return { def, at: end - 1 };
    return kind === "variant" && parent !== undefined ? { def: parent, at: end - 1 } : undefined;
  }

  #lifetimesOf(def: DefId): number {
    const { tree, node } = this.definitions.get(def);
    const { kind } = tree.item(node);
    return "generics" in kind ? kind.generics.params.filter((param) => param.kind === "lifetime").length : 0;
  }
}

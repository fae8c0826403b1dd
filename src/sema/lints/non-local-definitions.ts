// `non_local_definitions`: impls inside bodies whose trait and type lie outside hold everywhere all the same, and so do macros that are
// exported. In: the definitions of a typed crate. Out: findings. (rustc_lint: `non_local_def.rs`.)
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Item, NodeId } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import { forEachChild } from "../../syntax/walk.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Definition, Definitions } from "../definitions.ts";
import type { PathRes } from "../resolution.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { FoundLint } from "./report.ts";

export interface NestedCrate {
  readonly definitions: Definitions;
  readonly tcx: TypeContext;
  readonly tree: SyntaxTree;
  readonly resolution: (node: NodeId) => PathRes | undefined;
}

const WHY =
  "an `impl` is never scoped, even when it is nested inside an item, as it may impact type checking outside of that item, " +
  "which can be the case if neither the trait or the self type are at the same nesting level as the `impl`";
const UNNAMED =
  "items in an anonymous const item (`const _: () = { ... }`) are treated as in the same scope as the anonymous const's declaration " +
  "for the purpose of this lint";
const WORDS: Readonly<Record<string, string>> = {
  fn: "function",
  "assoc-fn": "method",
  const: "constant",
  "assoc-const": "associated constant",
  static: "static",
};

export function nonLocalDefinitions(crate: NestedCrate): FoundLint[] {
  const { definitions } = crate;
  const own = [...definitions.own()].filter(({ id }) => definitions.isLocal(id));
  const bodies = innermostBodies(own);
  return own.flatMap((one) => new Nested(crate, bodies, one).look() ?? []);
}

type Bodies = ReadonlyMap<DefId, Definition>;

/** The body that each definition is written in, if it is in one. */
function innermostBodies(own: readonly Definition[]): Bodies {
  const found = new Map<DefId, Definition>();
  const open: Definition[] = [];
  for (const one of own.toSorted((a, b) => a.span.lo - b.span.lo || b.span.hi - a.span.hi)) {
    while ((open.at(-1)?.span.hi ?? Infinity) <= one.span.lo) open.pop();
    const around = open.at(-1);
    if (around !== undefined && one.span.hi <= around.span.hi) found.set(one.id, around);
    if (one.kind in WORDS) open.push(one);
  }
  return found;
}

class Nested {
  constructor(
    readonly crate: NestedCrate,
    readonly bodies: Bodies,
    readonly one: Definition,
  ) {}

  look(): FoundLint | undefined {
    const body = this.bodies.get(this.one.id);
    if (body === undefined) return undefined;
    const { node, kind, attrs } = this.one;
    if (kind !== "impl" && kind !== "macro") return undefined;
    const item = this.crate.tree.item(node);
    if (item.kind.kind === "impl") return this.#impl(item, body);
    const isExported = attrs.some(({ path }) => path.segments.at(-1)?.ident.name === "macro_export");
    return item.kind.kind === "macro-def" && isExported ? this.#macro(item, body) : undefined;
  }

  #impl(item: Item, body: Definition): FoundLint | undefined {
    if (item.kind.kind !== "impl") return undefined;
    const { kind } = item;
    const { tree, tcx } = this.crate;
    const paths = [...this.#paths(kind.self), ...(kind.trait === undefined ? [] : this.#paths(kind.traitId))];
    const named = paths.flatMap(({ node, span }) => {
      const res = this.crate.resolution(node)?.base;
      return res?.kind === "def" && tcx.items.kind(res.def) !== "type-param" ? [{ def: res.def, span }] : [];
    });
    if (named.some(({ def }) => this.#isBeside(def, body))) return undefined;
    const said = warning("non-local `impl` definition, `impl` blocks should be written at the same level as their item");
    said.at({ ...item.span, hi: tree.span(kind.self).hi });
    for (const { span } of named) said.label(span, `\`${this.#shown(span).split("::").at(-1)?.trim()}\` is not local`);
    said.label(tcx.headSpan(body.id), `move the \`impl\` block outside of this ${this.#inside(body)}`);
    said.note(WHY);
    if (body.kind !== "fn" && body.kind !== "assoc-fn") said.note(UNNAMED);
    const owner = tcx.items.item(body.id)?.kind;
    if (owner?.kind === "const" && owner.type !== undefined && this.#shown(tree.span(owner.type)) === "()") {
      const edit = { span: body.identSpan, text: "_" };
      said.suggest("use a const-anon item to suppress this lint", [edit], "MachineApplicable");
    }
    return { lint: "non_local_definitions", node: item.id, diagnostic: said };
  }

  #macro(item: Item, body: Definition): FoundLint {
    const said = warning("non-local `macro_rules!` definition, `#[macro_export]` macro should be written at top level module");
    said.at(item.span);
    const [inside, name] = this.#inside(body).split(" `");
    said.help(`remove the \`#[macro_export]\` or move this \`macro_rules!\` outside the of the current ${inside} \`${name}`);
    said.note("a `macro_rules!` definition is non-local if it is nested inside an item and has a `#[macro_export]` attribute");
    return { lint: "non_local_definitions", node: item.id, diagnostic: said };
  }

  /** With how many bodies are around it. */
  #inside(body: Definition): string {
    let depth = 0;
    for (let at: Definition | undefined = body; at !== undefined; at = this.bodies.get(at.id)) depth++;
    const name = `${WORDS[body.kind]} \`${body.name === "" ? "<unnameable>" : body.name}\``;
    return depth === 1 ? name : `${name} and up ${depth} bodies`;
  }

  #shown({ lo, hi }: Span): string {
    return this.crate.tcx.items.snippet({ lo, hi });
  }

  /** Paths in a type or a trait, each without what stands in angle brackets. */
  #paths(id: NodeId): { readonly node: NodeId; readonly span: Span }[] {
    const { tree } = this.crate;
    const found: { node: NodeId; span: Span }[] = [];
    const visit = (node: NodeId): void => {
      if (this.crate.resolution(node) !== undefined) {
        const span = tree.span(node);
        const text = this.#shown(span);
        const angle = text.indexOf("<");
        found.push({ node, span: angle < 0 ? span : { ...span, hi: span.lo + text.slice(0, angle).trimEnd().length } });
      }
      if (!K.isExprKind(tree.kind(node))) forEachChild(tree, node, visit);
    };
    visit(id);
    return found;
  }

  /** The body, or the first around it that is no constant without a name. */
  #named(body: Definition | undefined): Definition | undefined {
    return body?.kind === "const" && body.name === "_" ? this.#named(this.bodies.get(body.id)) : body;
  }

  #isBeside(def: DefId, body: Definition): boolean {
    if (!this.crate.definitions.isLocal(def)) return false;
    return this.#named(this.bodies.get(def)) === this.#named(body);
  }
}

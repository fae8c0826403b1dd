// Everything in a crate that bears attributes, with what it is: items, fields, parameters, statements, expressions. In: the
// expanded tree. Out: sites in the order of the tree, macro calls (which are gone from it) first, as their lints are.
import type { Span } from "../base/source.ts";
import type { Attribute, Item, NodeId } from "../syntax/ast.ts";
import * as K from "../syntax/node-kinds.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { forEachOwnNode } from "../syntax/walk.ts";
import type { Target } from "./attribute-targets.ts";
import { attributeName, type CrateView, type PlacedItem } from "./crate-view.ts";

export interface AttributeSite {
  readonly node: NodeId;
  /** Undefined where attributes are not judged by their place. */
  readonly target: Target | undefined;
  readonly attrs: readonly Attribute[];
  /** Of what bears them, without them. */
  readonly span: Span;
  readonly item: Item | undefined;
  readonly placed: PlacedItem | undefined;
}

/** Nodes whose kind alone tells what they are. */
const BY_KIND: ReadonlyMap<number, Target> = new Map<number, Target>([
  [K.Variant, "variant"],
  [K.Field, "field"],
  [K.Let, "statement"],
  [K.Arm, "arm"],
  [K.TypeParam, "type-param"],
  [K.LifetimeParam, "lifetime-param"],
  [K.ConstParam, "const-param"],
  [K.Param, "param"],
  [K.PatField, "pat-field"],
  [K.ExprField, "expr-field"],
]);

type Outer = { readonly kind: "trait" | "impl" | "trait-impl" | "extern-block" } | undefined;

const known = new WeakMap<CrateView, AttributeSite[]>();

export function attributeSites(view: CrateView): readonly AttributeSite[] {
  let sites = known.get(view);
  if (sites === undefined) {
    sites = view.tree instanceof SyntaxTree ? [...macroCallSites(view, view.tree), ...new Reader(view, view.tree).sites] : [];
    known.set(view, sites);
  }
  return sites;
}

/** Each item with its parts, and then the items within it. */
class Reader {
  readonly sites: AttributeSite[] = [];
  readonly #marked: ReadonlySet<NodeId>;
  readonly #placed: ReadonlyMap<NodeId, PlacedItem>;
  readonly #outer = new Map<NodeId, Outer>();
  /** Attributes at the head of a function's body are the function's. */
  readonly #bodies = new Map<NodeId, Target>();
  /** Parameters without a body are not judged. */
  readonly #params = new Set<NodeId>();

  constructor(
    readonly view: CrateView,
    readonly tree: SyntaxTree,
  ) {
    this.#marked = new Set([...tree.attributedNodes()].map((node) => tree.resolve(node)));
    this.#placed = new Map(view.items.map((one) => [one.item.id, one]));
    if (this.#marked.size === 0) return;
    const pending = [...tree.crate.items].toReversed();
    for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
      this.#item(item);
      pending.push(...forEachOwnNode(tree, item, (node) => this.#part(node)).toReversed());
    }
  }

  #item(node: NodeId): void {
    const { tree } = this;
    const kind = tree.kind(node);
    const mayHold = kind === K.Trait || kind === K.Impl || kind === K.ExternBlock || kind === K.FnItem;
    if (!mayHold && !this.#marked.has(node)) return;
    const item = tree.item(node);
    rememberOuter(item, this.#outer);
    const target = itemTarget(item, this.#outer.get(node));
    if (item.kind.kind === "fn" && item.kind.body !== undefined && target !== undefined) {
      this.#bodies.set(item.kind.body, target);
      for (const { id } of item.kind.params) this.#params.add(id);
    }
    if (item.attrs.length === 0) return;
    this.sites.push({ node, target, attrs: item.attrs, span: item.span, item, placed: this.#placed.get(node) });
  }

  #closure(node: NodeId): void {
    const { kind } = this.tree.expr(node);
    if (kind.kind === "closure") for (const { id } of kind.params) this.#params.add(id);
  }

  #part(node: NodeId): void {
    const { tree } = this;
    const kind = tree.kind(node);
    if (kind === K.Closure) this.#closure(node);
    if (!this.#marked.has(node) || (kind === K.Param && !this.#params.has(node))) return;
    const target = this.#bodies.get(node) ?? BY_KIND.get(kind) ?? exprTarget(tree, node, kind);
    const attrs = tree.attributes(node);
    const span = withoutAttributes(this.view, tree.span(node), attrs);
    this.sites.push({ node, target, attrs, span, item: undefined, placed: undefined });
  }
}

function exprTarget(tree: SyntaxTree, node: NodeId, kind: number): Target | undefined {
  if (kind === K.Block || kind === K.UnsafeBlock) return "expression";
  if (!K.isExprKind(kind)) return undefined;
  let inner = tree.expr(node);
  while (inner.kind.kind === "paren") inner = tree.expr(inner.kind.inner);
  return inner.kind.kind === "closure" || inner.kind.kind === "async-block" ? "closure" : "expression";
}

function rememberOuter({ kind }: Item, outer: Map<NodeId, Outer>): void {
  if (kind.kind !== "trait" && kind.kind !== "impl" && kind.kind !== "extern-block") return;
  const isOfTrait = kind.kind === "impl" && kind.trait !== undefined;
  for (const item of kind.items) outer.set(item, { kind: isOfTrait ? "trait-impl" : kind.kind });
}

function itemTarget({ kind }: Item, outer: Outer): Target | undefined {
  switch (kind.kind) {
    case "fn":
      return fnTarget(kind.body !== undefined, outer);
    case "static":
      return outer === undefined ? "static" : "foreign-static";
    case "const":
      return outer === undefined ? "const" : "assoc-const";
    case "type-alias":
      return outer === undefined ? "type-alias" : outer.kind === "extern-block" ? "foreign-type" : "assoc-type";
    case "impl":
      return kind.trait === undefined ? "impl" : "trait-impl";
    case "macro-call":
    case "error":
      return undefined;
    default:
      return kind.kind;
  }
}

function fnTarget(hasBody: boolean, outer: Outer): Target {
  switch (outer?.kind) {
    case undefined:
      return "fn";
    case "extern-block":
      return "foreign-fn";
    case "impl":
      return "method";
    case "trait-impl":
      return "implemented";
    case "trait":
      return hasBody ? "provided" : "required";
  }
}

/** The spans of statements, and of what parses as one, begin with their attributes. */
function withoutAttributes({ sources }: CrateView, span: Span, attrs: readonly Attribute[]): Span {
  const end = Math.max(span.lo, ...attrs.map((attribute) => (attribute.inner ? span.lo : attribute.span.hi)));
  if (end === span.lo || end >= span.hi) return span;
  const rest = sources.snippet({ lo: end, hi: span.hi });
  return { ...span, lo: end + rest.length - rest.trimStart().length };
}

/** They are replaced by what they stand for, or by nothing; what `cfg` took away is not among them. */
function* macroCallSites(view: CrateView, tree: SyntaxTree): Generator<AttributeSite> {
  const isCall = (kind: number) => kind === K.MacroItem || kind === K.MacroStmt || kind === K.MacroExpr;
  const calls = [...tree.attributedNodes()].filter((node) => isCall(tree.kind(node)));
  if (calls.length === 0) return;
  const removed = [...tree.removedNodes()].filter((node) => !isCall(tree.kind(node))).map((node) => tree.span(node));
  for (const node of calls) {
    const attrs = tree.attributes(node);
    const { lo } = tree.span(node);
    // An expansion to nothing leaves as little as `cfg` does.
    if (tree.isRemoved(node) && attrs.some((attribute) => attributeName(attribute) === "cfg")) continue;
    if (removed.some((span) => span.lo <= lo && lo < span.hi)) continue;
    yield { node, target: "macro-call", attrs, span: withoutAttributes(view, tree.span(node), attrs), item: undefined, placed: undefined };
  }
}

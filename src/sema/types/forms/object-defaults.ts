// E0228: the lifetime bound of a trait object that is left out. As an argument of a type whose parameter outlives more than one
// lifetime, the object could take any of them, and in an item's signature nothing else decides. In: an item. Out: reports
// (rustc: `object_lifetime_default` of a parameter, and the trait's own bounds on `Self`).
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { Bound, GenericParam, NodeId, Path, Tree, TypeId } from "../../../syntax/ast.ts";
import * as K from "../../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import { forEachChild } from "../../../syntax/walk.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";

export function checkObjectDefaults(tcx: TypeContext, tree: SyntaxTree, item: NodeId): void {
  forEachChild(tree, item, (child) => inSignature(tcx, tree, child));
}

/** Not in bodies, where the bound is inferred, nor in items inside. */
function inSignature(tcx: TypeContext, tree: SyntaxTree, node: NodeId): void {
  const kind = tree.kind(node);
  if (K.isExprKind(kind) || K.isItemKind(kind) || kind === K.Block || kind === K.UnsafeBlock) return;
  if (kind === K.PathType) path(tcx, tree, node);
  forEachChild(tree, node, (child) => inSignature(tcx, tree, child));
}

function path(tcx: TypeContext, tree: SyntaxTree, node: TypeId): void {
  const { kind } = tree.type(node);
  const res = tcx.items.resolution(tree, node);
  if (kind.kind !== "path" || res?.base.kind !== "def" || res.unresolved > 0) return;
  const { def } = res.base;
  const params = tcx.items.astGenerics(def)?.params.filter((param) => param.kind !== "lifetime") ?? [];
  const args = kind.path.segments.at(-1)?.args;
  if (args?.kind !== "angle") return;
  const given = args.args.filter((arg) => arg.kind === "type" || arg.kind === "const");
  for (const [i, arg] of given.entries()) {
    const param = params[i];
    if (arg.kind === "type" && param?.kind === "type" && lifetimesOf(tcx, def, param).size > 1) argument(tcx, tree, arg.type);
  }
}

function argument(tcx: TypeContext, tree: SyntaxTree, id: TypeId): void {
  const { kind, span } = tree.type(id);
  if (kind.kind === "paren") return argument(tcx, tree, kind.inner);
  if (kind.kind !== "trait-object" || kind.bounds.some((bound) => bound.kind === "lifetime")) return;
  if (kind.bounds.some((bound) => bound.kind === "trait" && outlives(tcx, tree, bound.pathId))) return;
  const said = error("E0228", "cannot deduce the lifetime bound for this trait object type from context").at(span);
  const edit = { span: { ...span, lo: span.hi }, text: " + /* 'a */" };
  tcx.report(said.suggest("please supply an explicit bound", [edit], "HasPlaceholders", "verbose"));
}

/** E0227: the trait, by those above it, must outlive several lifetimes. */
export function checkImpliedBound(tcx: TypeContext, tree: SyntaxTree, bounds: readonly Bound[], span: Span): void {
  if (bounds.some(isLifetime)) return;
  const found = allImplied(tcx, tree, bounds);
  if (found.size < 2 || found.has("'static") || found.has("?")) return;
  tcx.report(error("E0227", "ambiguous lifetime bound, explicit lifetime bound required").at(span));
}

/** A trait of the object must outlive everything (`trait Any: 'static`): so does then the object. */
export function impliesStatic(tcx: TypeContext, tree: Tree, bounds: readonly Bound[]): boolean {
  return allImplied(tcx, tree, bounds).has("'static");
}

function allImplied(tcx: TypeContext, tree: Tree, bounds: readonly Bound[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const bound of bounds) {
    const res = bound.kind === "trait" ? tcx.items.resolution(tree, bound.pathId) : undefined;
    if (bound.kind !== "trait" || res?.base.kind !== "def") continue;
    impliedBounds(tcx, res.base.def, lifetimesOfPath(bound.path), found, 0);
  }
  return found;
}

function lifetimesOfPath(path: Path): readonly string[] {
  const args = path.segments.at(-1)?.args;
  return args?.kind === "angle" ? args.args.flatMap((arg) => (arg.kind === "lifetime" ? [arg.lifetime.ident.name] : [])) : [];
}

/** What a trait says of `Self`, with its lifetimes as given; `?` stands for one that is not written. */
function impliedBounds(tcx: TypeContext, trait: DefId, given: readonly string[], into: Set<string>, depth: number): void {
  const kind = tcx.items.item(trait)?.kind;
  if (kind?.kind !== "trait" || depth > 8) return;
  const names = kind.generics.params.filter((param) => param.kind === "lifetime").map(({ ident }) => ident.name);
  const put = (name: string): string => (name === "'static" ? name : (given[names.indexOf(name)] ?? "?"));
  const tree = tcx.items.tree(trait);
  for (const bound of kind.bounds) {
    if (bound.kind === "lifetime") into.add(put(bound.lifetime.ident.name));
    const res = bound.kind === "trait" ? tcx.items.resolution(tree, bound.pathId) : undefined;
    if (bound.kind !== "trait" || res?.base.kind !== "def") continue;
    impliedBounds(tcx, res.base.def, lifetimesOfPath(bound.path).map(put), into, depth + 1);
  }
}

/** The trait, or one above it, bounds `Self` by a lifetime. */
function outlives(tcx: TypeContext, tree: SyntaxTree, pathId: NodeId): boolean {
  const res = tcx.items.resolution(tree, pathId);
  if (res?.base.kind !== "def") return true;
  const trait = res.base.def;
  return allSuperTraits(tcx, { trait, args: tcx.identityArgs(trait) }).some((each) => {
    const kind = tcx.items.item(each.trait)?.kind;
    return (
      kind?.kind === "trait" &&
      (kind.bounds.some(isLifetime) || kind.generics.where.some((clause) => clause.kind === "lifetime" || clause.bounds.some(isLifetime)))
    );
  });
}

/** What a parameter must outlive, by its bounds and clauses. */
function lifetimesOf(tcx: TypeContext, def: DefId, param: GenericParam & { kind: "type" }): ReadonlySet<string> {
  const clauses = tcx.items.astGenerics(def)?.where ?? [];
  const tree = tcx.items.tree(def);
  const further = clauses.flatMap((clause) =>
    clause.kind === "type" && names(tree.type(clause.type).kind, param.ident.name) ? clause.bounds : [],
  );
  return new Set([...param.bounds, ...further].flatMap((bound) => (bound.kind === "lifetime" ? [bound.lifetime.ident.name] : [])));
}

function names(kind: { readonly kind: string; readonly path?: Path }, name: string): boolean {
  return kind.kind === "path" && kind.path?.segments.length === 1 && kind.path.segments[0]?.ident.name === name;
}

function isLifetime({ kind }: Bound): boolean {
  return kind === "lifetime";
}

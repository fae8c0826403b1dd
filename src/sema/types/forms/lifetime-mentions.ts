// The names of lifetimes that a type as written mentions. `constrainedOnly` leaves out those in projections, which decide
// nothing: `<T as Trait<'a>>::Out` may be the same for many `'a`.
import type { Bound, GenericArgs, GenericParam, Path, Tree, TypeId } from "../../../syntax/ast.ts";

export function lifetimesInType(tree: Tree, id: TypeId, into: Set<string>, constrainedOnly = false): void {
  const { kind } = tree.type(id);
  const inside = (inner: TypeId): void => lifetimesInType(tree, inner, into, constrainedOnly);
  switch (kind.kind) {
    case "reference":
      if (kind.lifetime !== undefined) into.add(kind.lifetime.ident.name);
      return inside(kind.target);
    case "pointer":
      return inside(kind.target);
    case "slice":
    case "array":
      return inside(kind.element);
    case "paren":
      return inside(kind.inner);
    case "tuple":
      return kind.elements.forEach(inside);
    case "fn-pointer":
      for (const param of kind.params) inside(param.type);
      if (kind.output !== undefined) inside(kind.output);
      return;
    case "trait-object":
    case "impl-trait":
      return lifetimesInBounds(tree, kind.bounds, into);
    case "path":
      if (constrainedOnly && kind.qself !== undefined) return;
      if (kind.qself !== undefined) inside(kind.qself.type);
      return lifetimesInPath(tree, kind.path, into, constrainedOnly);
    default:
  }
}

/** Of a path without qualification, only the last segment decides anything. */
function lifetimesInPath(tree: Tree, { segments }: Path, into: Set<string>, constrainedOnly: boolean): void {
  for (const { args } of constrainedOnly ? segments.slice(-1) : segments) lifetimesInArguments(tree, args, into, constrainedOnly);
}

function lifetimesInArguments(tree: Tree, args: GenericArgs | undefined, into: Set<string>, constrainedOnly: boolean): void {
  if (args?.kind === "parenthesized") {
    for (const input of args.inputs) lifetimesInType(tree, input, into, constrainedOnly);
    if (args.output !== undefined) lifetimesInType(tree, args.output, into, constrainedOnly);
  }
  if (args?.kind !== "angle") return;
  for (const arg of args.args) {
    if (arg.kind === "lifetime") into.add(arg.lifetime.ident.name);
    else if (arg.kind === "type") lifetimesInType(tree, arg.type, into, constrainedOnly);
    else if (arg.kind === "constraint") {
      lifetimesInArguments(tree, arg.args, into, constrainedOnly);
      if (arg.equals !== undefined) lifetimesInType(tree, arg.equals, into, constrainedOnly);
      if (arg.bounds !== undefined) lifetimesInBounds(tree, arg.bounds, into);
    }
  }
}

export function lifetimesInBounds(tree: Tree, bounds: readonly Bound[], into: Set<string>): void {
  for (const bound of bounds) {
    if (bound.kind === "lifetime") into.add(bound.lifetime.ident.name);
    else if (bound.kind === "trait") lifetimesInPath(tree, bound.path, into, false);
  }
}

/** Whether a bound's trait names lifetimes that a `for<..>` binds, written or by elision in `Fn(&u8)`. */
export function bindsLifetimes(tree: Tree, bound: Bound & { kind: "trait" }, outer: readonly GenericParam[]): boolean {
  const args = bound.path.segments.at(-1)?.args;
  if (args?.kind === "parenthesized" && args.inputs.some((input) => hasElided(tree, input))) return true;
  const named = new Set<string>();
  lifetimesInPath(tree, bound.path, named, false);
  return [...outer, ...bound.forParams].some(({ ident }) => named.has(ident.name));
}

function hasElided(tree: Tree, id: TypeId): boolean {
  const { kind } = tree.type(id);
  switch (kind.kind) {
    case "reference":
      return kind.lifetime === undefined || kind.lifetime.ident.name === "'_" || hasElided(tree, kind.target);
    case "pointer":
      return hasElided(tree, kind.target);
    case "slice":
    case "array":
      return hasElided(tree, kind.element);
    case "paren":
      return hasElided(tree, kind.inner);
    case "tuple":
      return kind.elements.some((element) => hasElided(tree, element));
    default:
      return false;
  }
}

// What a bound says about a closure passed for it: whether it must work for references of any lifetime (`FnMut(&T) -> U`),
// in which case its result cannot be borrowed from its parameter unless the bound's own result is.
import type { Bound, GenericArgs, Tree, TypeId } from "../../syntax/ast.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { Closure } from "../types/thir.ts";

/** True if the result may not be borrowed from one of the `escaping` parameters, or if that is not known. */
export function isHigherRanked(tcx: TypeContext, fn: DefId, argument: number, escaping: ReadonlySet<number>): boolean {
  const kind = tcx.items.item(fn)?.kind;
  const param = kind?.kind === "fn" ? kind.params[argument] : undefined;
  if (kind?.kind !== "fn" || param === undefined) return true;
  const tree = tcx.items.tree(fn);
  const type = tree.type(param.type).kind;
  if (type.kind === "impl-trait") return forbids(tree, type.bounds, escaping);
  const name = type.kind === "path" && type.path.segments.length === 1 ? type.path.segments[0]?.ident.name : undefined;
  const generic = kind.generics.params.find((each) => each.ident.name === name);
  if (generic === undefined) return true;
  const clauses = kind.generics.where.flatMap((clause) =>
    clause.kind === "type" && isNamed(tree, clause.type, name) ? clause.bounds : [],
  );
  return forbids(tree, [...generic.bounds, ...clauses], escaping);
}

function isNamed(tree: Tree, id: TypeId, name: string | undefined): boolean {
  const { kind } = tree.type(id);
  return kind.kind === "path" && kind.path.segments.length === 1 && kind.path.segments[0]?.ident.name === name;
}

function forbids(tree: Tree, bounds: readonly Bound[], escaping: ReadonlySet<number>): boolean {
  for (const bound of bounds) {
    if (bound.kind !== "trait") continue;
    const args = bound.path.segments.at(-1)?.args;
    if (args?.kind === "parenthesized") return forbidden(tree, args, escaping);
  }
  return true;
}

function forbidden(tree: Tree, args: GenericArgs & { kind: "parenthesized" }, escaping: ReadonlySet<number>): boolean {
  const given = [...escaping].some((i) => {
    const input = args.inputs[i];
    return input === undefined || tree.type(input).kind.kind === "reference";
  });
  return given && (args.output === undefined || tree.type(args.output).kind.kind !== "reference" || args.inputs.length > 1);
}

/** The closure's own parameters are written as references: it is one for any lifetime. */
export function isAnnotated(tcx: TypeContext, closure: Closure, escaping: ReadonlySet<number>): boolean {
  const { kind } = tcx.items.tree(closure.owner).expr(closure.node);
  if (kind.kind !== "closure") return true;
  return [...escaping].some((i) => {
    const written = kind.params[i];
    return written !== undefined && tcx.items.tree(closure.owner).type(written.type).kind.kind !== "infer";
  });
}

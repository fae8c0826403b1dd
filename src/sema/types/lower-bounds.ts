// What stands in the angle brackets of a bound beside arguments.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Bound, GenericArgs, Tree } from "../../syntax/ast.ts";
import { allSuperTraits } from "./collect-predicates.ts";
import type { TypeContext } from "./context.ts";
import type { TypeLowering } from "./lower-type.ts";
import type { Predicate, TraitRef } from "./predicates.ts";
import { UNIT } from "./ty.ts";
import { reportUnknownAssociated } from "./unknown-associated.ts";

/** What a bound fixes of a trait's associated types, and asks of them: `Item = B`, `Item: Copy`, `-> R`. */
export function constraintsOf(lowering: TypeLowering, ref: TraitRef, written: GenericArgs | undefined, span: Span): Predicate[] {
  const { tcx } = lowering;
  if (written === undefined) return [];
  if (written.kind === "parenthesized") {
    const item = tcx.items.lang("fn_once_output");
    const { output } = written;
    const type = output === undefined ? UNIT : lowering.output(() => lowering.lower(output));
    return item === undefined ? [] : [{ kind: "projection", item, args: ref.args, type, span }];
  }
  if (written.kind !== "angle") return [];
  return written.args.flatMap((arg) => {
    if (arg.kind !== "constraint") return [];
    const found = tcx.traitItem(ref, arg.ident.name, "assoc-type");
    if (found === undefined) {
      const traits = allSuperTraits(tcx, ref).map(({ trait }) => trait);
      reportUnknownAssociated(tcx, { ident: arg.ident, of: tcx.items.name(ref.trait), traits });
      return [];
    }
    if (arg.equals !== undefined) {
      const own = { ...arg.ident.span, hi: lowering.scope.tree.span(arg.equals).hi };
      return [{ kind: "projection" as const, item: found.item, args: found.ref.args, type: lowering.lower(arg.equals), span: own }];
    }
    const projection = tcx.types.projection(found.item, found.ref.args);
    return (arg.bounds ?? []).flatMap((inner) => (inner.kind === "trait" ? lowering.bound(inner, projection) : []));
  });
}

/** E0229: what is fixed of a type that is no trait. */
export function refuseConstraints(tcx: TypeContext, tree: Tree, written: GenericArgs | undefined): void {
  if (written?.kind !== "angle") return;
  for (const arg of written.args) {
    if (arg.kind !== "constraint") continue;
    const span = constraintSpan(tree, arg);
    const said = error("E0229", "associated item constraints are not allowed here").at(span, "associated item constraint not allowed here");
    const before = tcx.items.snippet({ ...written.span, hi: span.lo });
    const comma = before.lastIndexOf(",");
    const what = arg.equals === undefined && arg.equalsConst === undefined ? "constraint" : "binding";
    if (comma >= 0 && before.slice(comma + 1).trim() === "")
      said.suggest(
        `consider removing this associated item ${what}`,
        [{ span: { ...span, lo: span.lo - (before.length - comma) }, text: "" }],
        "MaybeIncorrect",
        "verbose",
      );
    tcx.report(said);
  }
}

/** `dyn Trait<Item: Copy>` */
export function refuseObjectBounds(tcx: TypeContext, tree: Tree, bounds: readonly Bound[]): void {
  for (const bound of bounds) {
    const args = bound.kind === "trait" ? bound.path.segments.at(-1)?.args : undefined;
    if (args?.kind !== "angle") continue;
    for (const arg of args.args)
      if (arg.kind === "constraint" && arg.bounds !== undefined)
        tcx.report(error("associated type bounds are not allowed in `dyn` types").at(constraintSpan(tree, arg)));
  }
}

type Constraint = Extract<Extract<GenericArgs, { kind: "angle" }>["args"][number], { kind: "constraint" }>;

function constraintSpan(tree: Tree, { ident, equals, equalsConst, bounds }: Constraint): Span {
  const value = equals ?? equalsConst;
  const last = bounds?.at(-1);
  const end =
    value !== undefined
      ? tree.span(value)
      : last?.kind === "trait"
        ? last.span
        : last?.kind === "lifetime"
          ? last.lifetime.ident.span
          : ident.span;
  return { ...ident.span, hi: end.hi };
}

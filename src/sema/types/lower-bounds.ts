// What stands in the angle brackets of a bound beside arguments.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { GenericArgs } from "../../syntax/ast.ts";
import type { TypeLowering } from "./lower-type.ts";
import type { Predicate, TraitRef } from "./predicates.ts";
import { UNIT } from "./ty.ts";

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
      tcx.report(
        error("E0220", `associated type \`${arg.ident.name}\` not found for \`${tcx.items.name(ref.trait)}\``).at(
          arg.ident.span,
          `associated type \`${arg.ident.name}\` not found`,
        ),
      );
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

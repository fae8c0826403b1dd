// `T: ?Sized`: what a parameter, an `impl Trait` or an associated type need not be. Only `Sized` is asked for unsaid, so only
// that can be taken back, and once is enough (E0203).
import { error, warning } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { Bound } from "../../syntax/ast.ts";
import { isRelaxing } from "../../syntax/validate-bounds.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";

type TraitBound = Bound & { readonly kind: "trait" };

/** Since then other traits than `Sized` are errors, and what stands twice is shown. */
const SIZED_ALONE = 90;

/** Whether `bounds`, of a type declared at `place` in `def`, say that it may be unsized; tells of those that say nothing. */
export function mayBeUnsized(tcx: TypeContext, def: DefId, bounds: readonly Bound[], place: Span): boolean {
  const all = bounds.filter((bound): bound is TraitBound => bound.kind === "trait" && isRelaxing(bound));
  if (all.length === 0) return false;
  const sized = tcx.lang("sized");
  const tree = tcx.items.tree(def);
  const traits = all.map(({ pathId }) => tcx.items.resolution(tree, pathId)?.base);
  const named = traits.map((base) => (base?.kind === "def" ? base.def : undefined));
  reportTwice(tcx, all, named, place);
  all.forEach((bound, i) => {
    if (named[i] !== undefined && named[i] !== sized) reportOther(tcx, bound, place);
  });
  return named.some((trait) => trait === undefined || trait === sized);
}

/** E0203 */
function reportTwice(tcx: TypeContext, all: readonly TraitBound[], named: readonly (DefId | undefined)[], place: Span): void {
  if (tcx.session.release.minor < SIZED_ALONE) {
    if (all.length > 1)
      tcx.report(error("E0203", "type parameter has more than one relaxed default bound, only one is supported").at(place));
    return;
  }
  for (const trait of new Set(named)) {
    const same = all.filter((_, i) => named[i] === trait);
    if (trait === undefined || same.length < 2) continue;
    const said = error("E0203", `duplicate relaxed \`${tcx.items.name(trait)}\` bounds`);
    for (const { span } of same) said.at(span);
    tcx.report(said);
  }
}

function reportOther(tcx: TypeContext, { span }: TraitBound, place: Span): void {
  if (tcx.session.release.minor >= SIZED_ALONE) {
    tcx.report(error("bound modifier `?` can only be applied to `Sized`").at(span));
    return;
  }
  const words = "default bound relaxed for a type parameter, but this does nothing because the given bound is not a default";
  tcx.report(warning(`${words}; only \`?Sized\` is supported`).at(place));
}

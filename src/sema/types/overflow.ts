// E0275: requirements without an end, where each impl asks for another one. In: what was asked for, one within the other, the
// first first. Out: the report.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { TraitRef } from "./predicates.ts";
import type { Ty } from "./ty.ts";

/** Longer types are cut. */
const SHOWN = 7;

export function reportOverflow(tcx: TypeContext, asked: readonly TraitRef[], span: Span): void {
  // rustc stops at the first.
  if (tcx.diagnostics.some(({ code }) => code === "E0275")) return;
  const { trait, args } = asked.findLast((each) => each.trait === asked[0]?.trait) as TraitRef;
  const text = `${shortened(tcx, args[0] as Ty, SHOWN)}: ${tcx.printer.trait(trait, args)}`;
  const said = error("E0275", `overflow evaluating the requirement \`${text}\``).at(span);
  const attribute = `#![recursion_limit = "${tcx.items.recursionLimit * 2}"]`;
  const crate = tcx.session.crateName.replaceAll("-", "_");
  tcx.report(said.help(`consider increasing the recursion limit by adding a \`${attribute}\` attribute to your crate (\`${crate}\`)`));
}

/** `Bar<Bar<...>>`: so many levels of a type. */
function shortened(tcx: TypeContext, type: Ty, depth: number): string {
  if (type.kind !== "adt" || type.args.length !== 1) return tcx.print(type);
  const inner = depth <= 1 ? "..." : shortened(tcx, type.args[0] as Ty, depth - 1);
  return `${tcx.items.name(type.def)}<${inner}>`;
}

// The lint `ambiguous_associated_items`: `Self::Name` in an impl for an enum may be the trait's associated type or the variant.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { PathSegment } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { TraitRef } from "./predicates.ts";
import type { Ty } from "./ty.ts";

interface Found {
  /** The associated type. */
  readonly item: DefId;
  readonly ref: TraitRef;
}

export function reportAmbiguousVariant(tcx: TypeContext, base: Ty, { item, ref }: Found, segment: PathSegment, span: Span): void {
  if (base.kind !== "adt" || tcx.adt(base.def).kind !== "enum") return;
  const { name } = segment.ident;
  const variant = tcx.adt(base.def).variants.find((each) => each.name === name);
  if (variant === undefined) return;
  const said = warning("ambiguous associated item").at(span);
  const text = `<${tcx.print(base)} as ${tcx.printer.trait(ref.trait, ref.args)}>::${name}`;
  if (tcx.items.isLocal(variant.def)) said.noteAt(tcx.items.identSpan(variant.def), `\`${name}\` could refer to the variant defined here`);
  if (tcx.items.isLocal(item)) said.noteAt(wholeSpan(tcx, item), `\`${name}\` could also refer to the associated type defined here`);
  said.phasedOut(57644).suggest("use fully-qualified syntax", [{ span, text }], "MachineApplicable");
  said.lint = "ambiguous_associated_items";
  tcx.report(said);
}

/** Its bounds included. */
function wholeSpan(tcx: TypeContext, item: DefId): Span {
  const span = tcx.items.span(item);
  return tcx.items.snippet(span).endsWith(";") ? { ...span, hi: span.hi - 1 } : span;
}

// What parses and still may not stand there: integer layouts of structs.
import { error, unsupported } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { findAttribute } from "./crate-view.ts";
import type { CrateView, PlacedItem } from "./crate-view.ts";

/** An integer layout is an enum's business. */
function representation({ sources }: CrateView, { item }: PlacedItem): Diagnostic[] {
  const attribute = findAttribute(item.attrs, "repr");
  if (attribute?.args.kind !== "delimited") return [];
  const { kind } = item.kind;
  if (kind === "enum") return [];
  if (kind !== "struct" && kind !== "union") return [unsupported("KB0401", "the attribute `repr` here", attribute.span)];
  const found = /\b[iu](?:8|16|32|64|128|size)\b/.exec(sources.snippet(attribute.span));
  if (found === null) return [];
  const lo = attribute.span.lo + found.index;
  const name = { lo, hi: lo + found[0].length };
  return [error("E0517", "attribute should be applied to an enum").at(name).label(item.span, "not an enum")];
}

export function checkSyntaxRules(view: CrateView): Diagnostic[] {
  return view.items.flatMap((placed) => representation(view, placed));
}

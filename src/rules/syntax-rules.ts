// What parses and still may not stand there: features on a stable release, integer layouts of structs.
import { error, unsupported } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { attributeName, findAttribute } from "./crate-view.ts";
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

function features({ tree, session }: CrateView): Diagnostic[] {
  if (session.unstableFeatures) return [];
  return tree.crate.attrs
    .filter((attribute) => attributeName(attribute) === "feature" && attribute.args.kind === "delimited")
    .map((attribute) => error("E0554", "`#![feature]` may not be used on the stable release channel").at(attribute.span));
}

export function checkSyntaxRules(view: CrateView): Diagnostic[] {
  const perItem = view.items.flatMap((placed) => representation(view, placed));
  return [...perItem, ...features(view)];
}

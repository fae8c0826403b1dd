// What parses and still may not stand there: functions and constants without a body, visibility where it is implied,
// extern blocks that are not `unsafe` in edition 2024, features on a stable release, integer layouts of structs.
import { error, unsupported } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Item, Visibility } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { attributeName, findAttribute } from "./crate-view.ts";
import type { CrateView, PlacedItem } from "./crate-view.ts";

function missingBody(view: CrateView, { item, within }: PlacedItem): Diagnostic[] {
  const { kind, span } = item;
  if (within !== "module" && within !== "body") return [];
  const end = { lo: span.hi - 1, hi: span.hi };
  if (kind.kind === "fn" && kind.body === undefined) return [freeFunction(view, item)];
  const sort = kind.kind === "const" ? "constant" : kind.kind === "static" ? "static" : undefined;
  if (sort === undefined || !("value" in kind) || kind.value !== undefined) return [];
  const found = error(`free ${sort} item without body`).at(span);
  return [found.suggest(`provide a definition for the ${sort}`, [{ span: end, text: " = <expr>;" }], "HasPlaceholders")];
}

function freeFunction({ session }: CrateView, { span, kind }: Item): Diagnostic {
  const end = { lo: span.hi - 1, hi: span.hi };
  const found = error("free function without a body").at(span);
  const provide = [{ span: end, text: " { <body> }" }];
  const isExtern = kind.kind === "fn" && kind.header.extern.kind !== "none";
  if (!isExtern || !atLeast(session.release, 71)) return found.suggest("provide a definition for the function", provide, "HasPlaceholders");
  found.suggest("provide a definition for the function", provide, "HasPlaceholders", "verbose");
  if (kind.kind !== "fn" || kind.header.extern.kind !== "explicit") return found;
  const head = { lo: kind.header.extern.abi.span.hi, hi: kind.header.extern.abi.span.hi };
  const tail = { lo: span.hi, hi: span.hi };
  const block = [
    { span: head, text: " {" },
    { span: tail, text: " }" },
  ];
  return found.suggest("if you meant to declare an externally defined function, use an `extern` block", block, "MaybeIncorrect", "verbose");
}

function impliedVisibility({ session }: CrateView, visibility: Visibility, note: string): Diagnostic[] {
  if (visibility.kind === "inherited") return [];
  const { span } = visibility;
  if (!atLeast(session.release, 72)) {
    return [error("E0449", "unnecessary visibility qualifier").at(span, "`pub` not permitted here because it's implied")];
  }
  const found = error("E0449", "visibility qualifiers are not permitted here").at(span).note(note);
  return [found.suggest("remove the qualifier", [{ span, text: "" }], "MaybeIncorrect", "short")];
}

function visibilities(view: CrateView, { item, within, parent }: PlacedItem): Diagnostic[] {
  const { kind } = item;
  if (kind.kind === "enum") {
    const note = "enum variants and their fields always share the visibility of the enum they are in";
    return kind.variants.flatMap(({ visibility }) => impliedVisibility(view, visibility, note));
  }
  const ofTrait = within === "trait" || (within === "impl" && parent?.kind.kind === "impl" && parent.kind.trait !== undefined);
  if (ofTrait) return impliedVisibility(view, item.visibility, "trait items always share the visibility of their trait");
  if (kind.kind === "impl" && kind.trait !== undefined)
    return impliedVisibility(view, item.visibility, "trait items always share the visibility of their trait");
  if (kind.kind === "extern-block") return impliedVisibility(view, item.visibility, "place qualifiers on individual foreign items instead");
  return [];
}

function externBlock({ session }: CrateView, { item }: PlacedItem): Diagnostic[] {
  const { kind } = item;
  if (kind.kind !== "extern-block" || kind.safety !== "default" || session.edition < 2024) return [];
  return [error("extern blocks must be unsafe").at(item.span)];
}

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
  const perItem = view.items.flatMap((placed) => [
    ...visibilities(view, placed),
    ...missingBody(view, placed),
    ...externBlock(view, placed),
    ...representation(view, placed),
  ]);
  return [...perItem, ...features(view)];
}

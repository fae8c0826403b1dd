// What is wrong with types as they are written: placeholders, associated types that are not there or are more than one.
import type { Span } from "../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident, PathSegment } from "../../syntax/ast.ts";
import { allSuperTraits } from "./collect-predicates.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Ty } from "./ty.ts";
import { writtenBounds } from "./unsatisfied-advice.ts";
import { reportUnknownAssociated } from "./unknown-associated.ts";

/** E0121, at each `_`; `what`: a constant, say. */
export function placeholderError(what: string, places: readonly Span[]): DiagnosticBuilder {
  const kind = what.endsWith("s") ? `${what}es` : `${what}s`;
  const said = error("E0121", `the placeholder \`_\` is not allowed within types on item signatures for ${kind}`);
  for (const span of places) said.at(span, "not allowed in type signatures");
  return said;
}

export function reportPlaceholder(tcx: TypeContext, owner: DefId, span: Span): void {
  tcx.report(placeholderError(placeholderPlace(tcx, owner, span), [span]));
}

/** As rustc names kinds of definitions. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ["fn", "function"],
  ["assoc-fn", "associated function"],
  ["assoc-type", "associated type"],
  ["assoc-const", "associated constant"],
  ["const", "constant"],
  ["static", "static variable"],
  ["type-alias", "type alias"],
  ["impl", "implementation"],
]);

/** What a `_` stands in. */
function placeholderPlace(tcx: TypeContext, owner: DefId, span: Span): string {
  const { items } = tcx;
  const kind = items.kind(owner);
  const parent = items.parent(owner);
  if (kind === "field" && parent !== undefined) return placeholderPlace(tcx, parent, span);
  const item = items.item(owner)?.kind;
  const ofTrait = kind === "assoc-fn" && parent !== undefined && implementsTrait(tcx, parent);
  if (item?.kind === "fn" && item.output !== undefined && item.body !== undefined && !ofTrait) {
    const output = items.tree(owner).span(item.output);
    if (output.lo <= span.lo && span.hi <= output.hi) return "return type";
  }
  // Methods are associated functions with a receiver.
  if (kind === "assoc-fn" && tcx.isMethod(owner)) return "method";
  return KINDS.get(kind) ?? kind;
}

function implementsTrait({ items }: TypeContext, parent: DefId): boolean {
  const kind = items.item(parent)?.kind;
  return kind?.kind === "impl" && kind.trait !== undefined;
}

/** Seen from `owner`. */
export function reportUnknownAssociatedType(tcx: TypeContext, base: Ty, { ident }: PathSegment, span: Span, owner: DefId): void {
  if (base.kind !== "param") return reportAmbiguousPath(tcx, span);
  if (tcx.items.hasUnmodelledBound) return tcx.report(unsupported("KB0301", `\`${base.name}::${ident.name}\``, span));
  const isOwn = base.name === "Self";
  const bounds = isOwn ? around(tcx, owner, "trait") : writtenBounds(tcx, owner, base);
  const value = bounds.flatMap((trait) => valueNamed(tcx, trait, ident.name))[0];
  if (value !== undefined && tcx.session.release.minor >= LOOKS_AROUND) return reportValue(tcx, ident, value);
  const traits = isOwn && tcx.session.release.minor >= LOOKS_AROUND ? bounds : [];
  reportUnknownAssociated(tcx, { ident, of: base.name, traits, ...(isOwn ? {} : { param: { type: base, owner } }) });
}

/** Since then what else has the name, or one like it, is told of paths too. */
const LOOKS_AROUND = 90;

function valueNamed(tcx: TypeContext, trait: DefId, name: string): readonly DefId[] {
  const all = allSuperTraits(tcx, { trait, args: tcx.identityArgs(trait) });
  return all.flatMap((each) => tcx.items.children(each.trait).filter((item) => tcx.items.name(item) === name));
}

/** A function or constant stands where a type should. */
function reportValue(tcx: TypeContext, ident: Ident, item: DefId): void {
  const word = tcx.items.kind(item) === "assoc-fn" ? "function" : "constant";
  const said = error(`expected type, found ${word}`).at(ident.span, `unexpected ${word}`);
  const words = `the associated ${word} is defined here`;
  if (tcx.items.isLocal(item)) said.noteAt(tcx.headSpan(item), words);
  tcx.report(said);
}

/** The definition of a kind that something is in, or none. */
function around({ items }: TypeContext, owner: DefId, kind: string): readonly DefId[] {
  for (let at: DefId | undefined = owner; at !== undefined && items.kind(at) !== "mod"; at = items.parent(at))
    if (items.kind(at) === kind) return [at];
  return [];
}

export function reportAmbiguousPath(tcx: TypeContext, span: Span): void {
  tcx.report(error("E0223", "ambiguous associated type").at(span));
}

export function reportAmbiguousAssociatedType(tcx: TypeContext, base: Ty, { ident }: PathSegment, span: Span): void {
  const said = error("E0221", `ambiguous associated type \`${ident.name}\` in bounds of \`${tcx.print(base)}\``);
  tcx.report(said.at(span, `ambiguous associated type \`${ident.name}\``));
}

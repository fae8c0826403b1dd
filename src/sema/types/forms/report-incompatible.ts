// E0038: a trait that cannot stand behind `dyn`, told with what is to blame and what may be done. In: the trait and the place
// of the type. Out: the report, in the words of the release.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import * as K from "../../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import { forEachChild } from "../../../syntax/walk.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import type { Remedy, Violation } from "./dyn-compatible.ts";

/** Since then a trait is `dyn compatible`, not `object safe`. */
export const SAYS_DYN = 86;
/** More types than these are no alternatives. */
const MANY = 9;

export function reportIncompatible(tcx: TypeContext, trait: DefId, violations: readonly Violation[], span: Span, isMember = false): void {
  const isModern = tcx.session.release.minor >= SAYS_DYN;
  const name = isModern ? tcx.items.name(trait) : tcx.items.path(trait);
  const not = isModern ? "is not dyn compatible" : "cannot be made into an object";
  const said = error("E0038", `the trait \`${name}\` ${not}`).at(span, `\`${name}\` ${not}`);
  noteViolations(tcx, trait, violations, said);
  if (tcx.items.isLocal(trait)) advise(tcx, violations, said);
  if (isModern) adviseTypes(tcx, trait, said);
  const isObject = tcx.items.snippet(span).startsWith("dyn ");
  if (isModern && isMember && isObject)
    said.suggest(
      "you might have meant to use `Self` to refer to the implementing type",
      [{ span, text: "Self" }],
      "MaybeIncorrect",
      "verbose",
    );
  tcx.report(said);
}

function noteViolations(tcx: TypeContext, trait: DefId, violations: readonly Violation[], said: DiagnosticBuilder): void {
  const isModern = tcx.session.release.minor >= SAYS_DYN;
  const not = isModern ? "is not dyn compatible" : "cannot be made into an object";
  const isLocal = tcx.items.isLocal(trait);
  const placed = violations.filter(({ spans }) => spans.length > 0);
  const isSaid = new Set(placed.map(({ why }) => (why.includes("Self: Sized") ? why : "")));
  for (const { why, spans } of violations) {
    if (spans.length > 0 || isSaid.has(why)) continue;
    isSaid.add(why);
    said.note(`the trait ${not} because ${why}`);
  }
  const labels = placed.flatMap(({ why, spans }) => spans.map((span) => ({ span, primary: true, label: `...because ${why}` })));
  const outer = { span: tcx.items.identSpan(trait), primary: false, label: `this trait ${not}...` };
  const words = isModern
    ? "for a trait to be dyn compatible it needs to allow building a vtable\nfor more information, visit <https://doc.rust-lang.org/reference/items/traits.html#dyn-compatibility>"
    : 'for a trait to be "object safe" it needs to allow building a vtable to allow the call to be resolvable dynamically; for more information visit <https://doc.rust-lang.org/reference/items/traits.html#object-safety>';
  said.note(words, ...(isLocal && labels.length > 0 ? [outer] : []), ...labels);
}

/** In rustc's order: what can be mended before what has to go, each once. */
function advise(tcx: TypeContext, violations: readonly Violation[], said: DiagnosticBuilder): void {
  const remedies = violations.flatMap(({ remedy }) => remedy ?? []);
  for (const remedy of remedies) if (remedy.kind === "add-self") adviseReceiver(tcx, remedy.method, said);
  for (const remedy of remedies) if (remedy.kind === "take-reference") adviseReference(tcx, remedy, said);
  const names = new Set(remedies.flatMap((remedy) => (remedy.kind === "move" ? [remedy.name] : [])));
  for (const name of names) said.help(`consider moving \`${name}\` to another trait`);
}

function adviseReceiver(tcx: TypeContext, method: DefId, said: DiagnosticBuilder): void {
  const kind = tcx.items.item(method)?.kind;
  if (kind?.kind !== "fn") return;
  const name = tcx.items.name(method);
  const { params, generics, signatureSpan } = kind;
  const from = generics.params.length > 0 ? generics.span.hi : tcx.items.identSpan(method).hi;
  const open = from + tcx.items.snippet({ lo: from, hi: signatureSpan.hi }).indexOf("(") + 1;
  const self = { span: { lo: open, hi: open }, text: params.length === 0 ? "&self" : "&self, " };
  said.suggest(`consider turning \`${name}\` into a method by giving it a \`&self\` argument`, [self], "MaybeIncorrect");
  const hasWhere = generics.where.length > 0;
  const end = hasWhere ? generics.whereSpan.hi : signatureSpan.hi;
  const sized = { span: { lo: end, hi: end }, text: hasWhere ? ", Self: Sized" : " where Self: Sized" };
  said.suggest(`alternatively, consider constraining \`${name}\` so it does not apply to trait objects`, [sized], "MaybeIncorrect");
}

function adviseReference(tcx: TypeContext, { method, span }: Remedy & { kind: "take-reference" }, said: DiagnosticBuilder): void {
  const words = `consider changing method \`${tcx.items.name(method)}\`'s \`self\` parameter to be \`&self\``;
  said.suggest(words, [{ span, text: "&Self" }], "MachineApplicable");
}

/** The types that have the trait may do instead. */
function adviseTypes(tcx: TypeContext, trait: DefId, said: DiagnosticBuilder): void {
  if (!tcx.items.isLocal(trait)) return;
  const types = tcx.traitImpls(trait).map((impl) => tcx.implHeader(impl).self);
  const isOther = types.some((type) => type.kind === "param" || type.kind === "str" || type.kind === "slice" || type.kind === "dynamic");
  const areGeneric = tcx.traitImpls(trait).some((impl) => tcx.generics(impl).params.length > 0 || hasLifetimes(tcx, impl));
  if (isOther || areGeneric || types.length === 0 || types.length > MANY) return;
  const name = tcx.items.name(trait);
  const isExported = tcx.items.isNamedOutside(trait);
  const [only] = types.map((type) => tcx.print(type));
  if (types.length === 1) {
    const within = isExported ? " within this crate" : "";
    said.help(`only type \`${only}\` implements \`${name}\`${within}; consider using it directly instead.`);
  } else {
    const listed = types.map((type) => `  ${tcx.print(type)}\n`).join("");
    const advice = `consider defining an enum where each variant holds one of these types,\nimplementing \`${name}\` for this new enum and using it instead`;
    said.help(`the following types implement \`${name}\`:\n${listed}${advice}`);
  }
  if (!isExported) return;
  const specific = "if you want to support your users passing their own types here, you can't refer to a specific type";
  said.note(`\`${name}\` may be implemented in other crates; ${specific}`);
}

function hasLifetimes(tcx: TypeContext, impl: DefId): boolean {
  const kind = tcx.items.item(impl)?.kind;
  return kind?.kind === "impl" && (kind.generics.params.length > 0 || tcx.items.snippet(tcx.implHead(impl)).includes("'_"));
}

/** Where a type stands: in which item (0 for a body), and whether that is a trait's or an impl's. */
export interface TypePlace {
  readonly kind: "alias" | "body" | "item";
  readonly item: number;
  readonly isMember: boolean;
}

/** Types of an alias are not looked at, in bodies the trait is blamed, elsewhere the whole type, once for an item. */
export function placeOfType(tree: SyntaxTree, type: number): TypePlace {
  const pending: { readonly id: number; readonly place: TypePlace }[] = [];
  const push = (id: number, outer: TypePlace, isMember: boolean): void => {
    const kind = tree.kind(id);
    const isAlias = kind === K.TypeAlias && !isMember;
    const isBody = K.isExprKind(kind) || kind === K.Block;
    const own: TypePlace = isBody ? { kind: "body", item: 0, isMember: false } : outer;
    pending.push({ id, place: K.isItemKind(kind) ? { kind: isAlias ? "alias" : "item", item: id, isMember } : own });
  };
  const crate: TypePlace = { kind: "item", item: 0, isMember: false };
  for (const id of tree.crate.items) push(id, crate, false);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { id, place } = next;
    if (id === type) return place;
    const kind = tree.kind(id);
    forEachChild(tree, id, (child) => push(child, place, kind === K.Trait || kind === K.Impl));
  }
  return crate;
}

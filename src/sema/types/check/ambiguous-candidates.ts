// E0034: a name that several traits offer. Each candidate is shown where it is defined, and how its trait is named in the call.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import type { ExprId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** A call of a method: the receiver and the arguments are taken over into the call of the trait's function. */
export interface AmbiguousCall {
  /** The whole call. */
  readonly span: Span;
  readonly receiver: ExprId;
  readonly args: readonly ExprId[];
}

export interface AmbiguousName {
  readonly name: string;
  readonly span: Span;
  /** The type that has the items, perhaps behind references. */
  readonly self: Ty;
  /** The traits' items. */
  readonly items: readonly DefId[];
}

interface Candidate {
  readonly item: DefId;
  readonly trait: DefId;
  /** Where it comes from, if a single one fits. */
  readonly impl: DefId | undefined;
}

/** More are only counted. */
const SHOWN = 4;

/** `where`: the call, or where the type is written before the name. */
export function reportAmbiguous(cx: BodyContext, { name, span, self: type, items }: AmbiguousName, where: AmbiguousCall | Span): void {
  let self = type;
  while (self.kind === "ref") self = self.target;
  const found = items.map((item) => candidateOf(cx, item, self));
  const pathOf = (candidate: Candidate) => pathOfCandidate(cx, candidate);
  // Those of traits come first.
  const candidates = found.toSorted((a, b) => Number(a.impl !== undefined) - Number(b.impl !== undefined) || compare(pathOf(a), pathOf(b)));
  const said = error("E0034", "multiple applicable items in scope").at(span, `multiple \`${name}\` found`);
  const shown = candidates.length === SHOWN + 1 ? candidates : candidates.slice(0, SHOWN);
  const traits: string[] = [];
  for (const [i, candidate] of shown.entries()) {
    noteCandidate(cx, said, candidate, i + 1);
    if (isInherent(cx, candidate)) continue;
    if ("receiver" in where) suggestCall(cx, said, candidate, i + 1, where);
    else traits.push(traitText(cx, candidate, self));
  }
  if (!("receiver" in where) && traits.length > 0) {
    const edits = traits.toSorted(compare).map((trait) => [{ span: { ...where, hi: span.lo }, text: `${trait}::` }]);
    said.suggestOneOf("use fully-qualified syntax to disambiguate", edits, "MachineApplicable");
  }
  if (candidates.length > shown.length) said.note(`and ${candidates.length - shown.length} others`);
  cx.reportUnlessError(said, self);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function candidateOf(cx: BodyContext, item: DefId, self: Ty): Candidate {
  const parent = cx.tcx.items.parent(item) as DefId;
  if (cx.tcx.items.kind(parent) === "impl") return { item, trait: cx.tcx.implHeader(parent).ref?.trait ?? parent, impl: parent };
  const args = cx.tcx.generics(parent).params.map((_, i) => (i === 0 ? self : cx.fresh({ lo: 0, hi: 0 })));
  const selection = cx.infer.probe(() => cx.selector.select({ trait: parent, args }));
  if (typeof selection === "string" || selection.kind !== "impl") return { item, trait: parent, impl: undefined };
  const own = cx.tcx.items.named(selection.impl, cx.tcx.items.name(item))[0];
  return { item: own ?? item, trait: parent, impl: selection.impl };
}

function isInherent(cx: BodyContext, { impl }: Candidate): boolean {
  return impl !== undefined && cx.tcx.implHeader(impl).ref === undefined;
}

/** As rustc writes the path of a trait or an impl, by which they are sorted: `<u8 as Trait>`, `W::<T>`. */
function pathOfCandidate(cx: BodyContext, candidate: Candidate): string {
  const { impl, trait } = candidate;
  if (impl === undefined) return cx.tcx.items.path(trait);
  const self = cx.print(cx.tcx.implHeader(impl).self);
  return isInherent(cx, candidate) ? self.replace("<", "::<") : `<${self} as ${cx.tcx.items.path(trait)}>`;
}

function noteCandidate(cx: BodyContext, said: DiagnosticBuilder, { item, trait, impl }: Candidate, number: number): void {
  const { items } = cx.tcx;
  const place = items.isLocal(item) ? cx.tcx.headSpan(item) : impl !== undefined && items.isLocal(impl) ? cx.tcx.headSpan(impl) : undefined;
  const ofTrait = impl !== undefined && cx.tcx.implHeader(impl).ref === undefined ? "" : ` of the trait \`${items.path(trait)}\``;
  const words =
    impl === undefined
      ? `candidate #${number} is defined in the trait \`${items.path(trait)}\``
      : `candidate #${number} is defined in an impl${ofTrait} for the type \`${cx.print(cx.tcx.implHeader(impl).self)}\``;
  if (place === undefined) said.note(words);
  else said.noteAt(place, words);
}

function traitText(cx: BodyContext, { item, trait }: Candidate, self: Ty): string {
  const name = cx.tcx.items.path(trait);
  return cx.tcx.isMethod(item) ? name : `<${cx.print(self)} as ${name}>`;
}

function suggestCall(cx: BodyContext, said: DiagnosticBuilder, { item, trait }: Candidate, number: number, call: AmbiguousCall): void {
  const receiver = cx.tcx.signature(item).params[0];
  const reference = receiver?.kind !== "ref" ? "" : receiver.mutable ? "&mut " : "&";
  const args = [call.receiver, ...call.args].map((arg) => cx.tcx.items.snippet(cx.tree.span(arg))).join(", ");
  const text = `${cx.tcx.items.path(trait)}::${cx.tcx.items.name(item)}(${reference}${args})`;
  said.suggest(`disambiguate the method for candidate #${number}`, [{ span: call.span, text }], "HasPlaceholders", "verbose");
}

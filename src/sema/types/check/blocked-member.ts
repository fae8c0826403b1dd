// What E0599 says of a method that only lacks bounds of its impl: which bounds, where they are written, who would have to meet them,
// and how that is done (rustc: `report_no_match_method_error`, `note_predicate_source_and_get_derives`).
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import { itemSite } from "../core-sites.ts";
import type { DefId } from "../def-id.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import type { Predicate, TraitRef } from "../predicates.ts";
import type { Ty } from "../ty.ts";
import { debuggingNote, wordsOf, type Words } from "../unsatisfied.ts";
import { DERIVABLE } from "../unsatisfied-advice.ts";
import type { BodyContext } from "./context.ts";
import type { Blocked, Unmet } from "./member-bounds.ts";
import type { Telling, UnknownMember } from "./unknown-member.ts";

/** True if something is suggested that would make the bounds hold. */
export function tellUnmet(cx: BodyContext, member: UnknownMember, blocked: Blocked, telling: Telling): boolean {
  const { bounds, isPartial } = blocked;
  // Of raw pointers more is told: what they point to, and how it is reached.
  if (isPartial || member.type.kind === "ptr") telling.isUnknown = true;
  const { said } = telling;
  const shown = bounds.filter(({ impl }) => cx.tcx.items.isLocal(impl));
  adviseRelaxing(cx, shown, said);
  noteWritten(cx, shown, telling);
  const listed = bounds.filter((each) => !shown.some(({ predicate }) => shownBound(cx, predicate) === shownBound(cx, each.predicate)));
  const restricts = adviseRestriction(cx, member, bounds, telling);
  const texts = new Set(listed.map(({ predicate, required }) => withRoot(cx, predicate, required)));
  if (texts.size > 0) said.note(`the following trait bounds were not satisfied:\n${[...texts].join("\n")}`);
  const own = ownTrait(member, blocked);
  for (const note of own === undefined ? [] : [wordsOf(cx.tcx, own)?.notes ?? [], debuggingNote(cx.tcx, own) ?? []].flat()) said.note(note);
  noteTraits(cx, bounds, telling);
  if (shown.some(({ impl }) => cx.tcx.items.isDerived(impl)))
    said.help("consider manually implementing the trait to avoid undesired bounds");
  return adviseDerives(cx, bounds, said) || restricts;
}

/** The one trait that the receiver itself lacks, if that is all that is lacking: it may have words of its own. */
function ownTrait({ type }: UnknownMember, { bounds }: Blocked): TraitRef | undefined {
  const traits = bounds.flatMap(({ predicate }) => (predicate.kind === "trait" ? [predicate.ref] : []));
  const own = traits.find(({ args }) => args[0] === type);
  return traits.length === bounds.length && traits.every(({ trait }) => trait === own?.trait) ? own : undefined;
}

/** What that trait says in the place of the usual words. */
export function ownWords(cx: BodyContext, member: UnknownMember, blocked: Blocked): Words | undefined {
  const own = ownTrait(member, blocked);
  return own && wordsOf(cx.tcx, own);
}

/** `T: Trait`, `<T as Trait>::Item = u8` */
function shownBound(cx: BodyContext, predicate: Predicate): string {
  if (predicate.kind === "projection")
    return `${cx.print(cx.types.projection(predicate.item, predicate.args))} = ${cx.print(predicate.type)}`;
  return `${cx.print(predicate.ref.args[0] as Ty)}: ${cx.tcx.printer.trait(predicate.ref.trait, predicate.ref.args)}`;
}

function withRoot(cx: BodyContext, predicate: Predicate, required: Predicate | undefined): string {
  const bound = `\`${shownBound(cx, predicate)}\``;
  return required === undefined ? bound : `${bound}\nwhich is required by \`${shownBound(cx, required)}\``;
}

function selfOf(predicate: Predicate): Ty {
  return (predicate.kind === "trait" ? predicate.ref.args[0] : predicate.args[0]) as Ty;
}

// --- Where they are written ----------------------------------------------------------------------------------------

/** A note for each impl of the crate, at its bounds. */
function noteWritten(cx: BodyContext, shown: readonly Unmet[], telling: Telling): void {
  const impls = [...new Set(shown.map(({ impl }) => impl))].sort((a, b) => cx.tcx.implSelfSpan(a).lo - cx.tcx.implSelfSpan(b).lo);
  for (const impl of impls) {
    const own = shown.filter((each) => each.impl === impl);
    const texts = [...new Set(own.map(({ predicate }) => `\`${shownBound(cx, predicate)}\``))].sort();
    const words =
      texts.length === 1
        ? `trait bound ${texts[0]} was not satisfied`
        : `the following trait bounds were not satisfied:\n${texts.join("\n")}`;
    if (cx.tcx.items.isDerived(impl)) noteDerived(cx, impl, own, words, telling);
    else noteImpl(cx, impl, own, words, telling);
  }
}

function noteImpl(cx: BodyContext, impl: DefId, own: readonly Unmet[], words: string, { said }: Telling): void {
  const { tcx } = cx;
  const places = new Map(own.map(({ predicate: { span } }) => [span.lo, span]));
  const bounds = [...places.values()].map((span) => ({ span, primary: true, label: "unsatisfied trait bound introduced here" }));
  const head = [...(tcx.implHeader(impl).ref === undefined ? [] : [tcx.implTraitSpan(impl)]), tcx.implSelfSpan(impl)];
  said.note(words, ...bounds, ...head.map((span) => ({ span, primary: false, label: "" })));
}

/** Deriving asks for the trait of each parameter. */
function noteDerived(cx: BodyContext, impl: DefId, own: readonly Unmet[], words: string, telling: Telling): void {
  const { tcx } = cx;
  const { self, ref } = tcx.implHeader(impl);
  const generics = self.kind === "adt" ? tcx.items.astGenerics(self.def) : undefined;
  const places = new Set<Span>();
  for (const { predicate } of own) {
    const at = tcx.predicates(impl).find(({ span }) => span === predicate.span);
    const param = at?.kind === "trait" ? at.ref.args[0] : undefined;
    const place = param?.kind === "param" ? generics?.params.find(({ ident }) => ident.name === param.name)?.ident.span : undefined;
    if (place === undefined || ref === undefined) telling.isUnknown = true;
    else places.add(place);
  }
  const name = ref === undefined ? "" : tcx.items.name(ref.trait);
  const params = [...places].map((span) => ({ span, primary: true, label: `type parameter would need to implement \`${name}\`` }));
  const call = { span: tcx.items.callSite(tcx.implHead(impl)), primary: false, label: "in this derive macro expansion" };
  telling.said.note(words, ...params, call);
}

// --- Who would have to meet them -----------------------------------------------------------------------------------

/** A longer bound is told by its trait alone. */
const LONGEST = 50;
/** More are only counted. */
const MOST_LISTED = 4;

/** `doesn't satisfy ..` by the definition it stands at. */
export function unmetAtTypes(cx: BodyContext, bounds: readonly Unmet[]): ReadonlyMap<DefId, string> {
  const found = new Map<DefId, Set<string>>();
  for (const { predicate, required } of bounds) {
    for (const each of required === undefined ? [predicate] : [predicate, required]) {
      const self = selfOf(each);
      const def = self.kind === "adt" ? self.def : self.kind === "dynamic" ? self.principal?.trait : undefined;
      if (def === undefined || !cx.tcx.items.isLocal(def)) continue;
      const whole = shownBound(cx, each);
      const short = `_: ${whole.slice(cx.print(self).length + 2)}`;
      found.set(def, (found.get(def) ?? new Set()).add(whole.length > LONGEST && each.kind === "trait" ? short : whole));
    }
  }
  return new Map([...found].map(([def, texts]) => [def, `doesn't satisfy ${listed([...texts].sort())}`]));
}

function listed(texts: readonly string[]): string {
  if (texts.length > MOST_LISTED) return `${texts.length} bounds`;
  const quoted = texts.map((text) => `\`${text}\``);
  const last = quoted.pop();
  return quoted.length === 0 ? `${last}` : `${quoted.join(", ")} or ${last}`;
}

// --- What to do ----------------------------------------------------------------------------------------------------

/** The trait that can be derived, of a type of the crate. */
function isDerivable(cx: BodyContext, adt: Ty & { kind: "adt" }, trait: DefId): boolean {
  const { items } = cx.tcx;
  const name = items.name(trait);
  return !items.isLocal(trait) && DERIVABLE.has(name) && !(name === "Default" && cx.tcx.adt(adt.def).kind === "enum");
}

/** Each trait that a type of the crate lacks, with that type. */
function lacking(
  cx: BodyContext,
  bounds: readonly Unmet[],
): { readonly adt: Ty & { kind: "adt" }; readonly trait: DefId; readonly args: readonly Ty[] }[] {
  return bounds.flatMap(({ predicate }) => {
    const self = selfOf(predicate);
    if (predicate.kind !== "trait" || self.kind !== "adt" || !cx.tcx.items.isLocal(self.def)) return [];
    return [{ adt: self, trait: predicate.ref.trait, args: predicate.ref.args }];
  });
}

function noteTraits(cx: BodyContext, bounds: readonly Unmet[], telling: Telling): void {
  const { items } = cx.tcx;
  const traits = [...new Set(lacking(cx, bounds).flatMap(({ adt, trait }) => (isDerivable(cx, adt, trait) ? [] : [trait])))];
  const sorted = traits.sort((a, b) => (items.shownName(a) < items.shownName(b) ? -1 : 1));
  if (sorted.length === 0) return;
  const sites = sorted.flatMap((trait) => (items.isLocal(trait) ? cx.tcx.headSpan(trait) : (itemSite(cx.tcx, trait) ?? [])));
  const [first] = sites;
  if (sites.length < sorted.length || first === undefined) return void (telling.isUnknown = true);
  const names = sorted.map((trait) => `\`${items.shownName(trait)}\``);
  const last = names.pop();
  const list = names.length === 0 ? `${last}` : `${names.join(", ")}${names.length > 1 ? "," : ""} and ${last}`;
  const words = `the trait${sorted.length > 1 ? "s" : ""} ${list} must be implemented`;
  telling.said.note(words, ...sites.map((span) => ({ span, primary: true })));
}

function adviseDerives(cx: BodyContext, bounds: readonly Unmet[], said: DiagnosticBuilder): boolean {
  const byType = new Map<string, { readonly adt: DefId; readonly names: Set<string> }>();
  for (const { adt, trait, args } of lacking(cx, bounds)) {
    if (!isDerivable(cx, adt, trait)) continue;
    const self = cx.print(adt);
    const { names } = byType.get(self) ?? { names: new Set<string>() };
    byType.set(self, { adt: adt.def, names });
    for (const each of allSuperTraits(cx.tcx, { trait, args }))
      if (DERIVABLE.has(cx.tcx.items.name(each.trait))) names.add(cx.tcx.items.name(each.trait));
    names.add(cx.tcx.items.name(trait));
  }
  for (const [self, { adt, names }] of [...byType].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const list = [...names].sort().join(", ");
    const { lo } = cx.tcx.headSpan(adt);
    const edit = { span: { lo, hi: lo }, text: `#[derive(${list})]\n` };
    said.suggest(`consider annotating \`${self}\` with \`#[derive(${list})]\``, [edit], "MaybeIncorrect", "verbose");
  }
  return byType.size > 0;
}

/** A parameter that need not have a size: told as often as it is asked for. */
function adviseRelaxing(cx: BodyContext, shown: readonly Unmet[], said: DiagnosticBuilder): void {
  if (!shown.some(({ predicate }) => predicate.kind === "trait" && cx.tcx.isLang(predicate.ref.trait, "sized"))) return;
  for (const { predicate, impl } of shown) {
    const param = cx.tcx.items.astGenerics(impl)?.params.find(({ ident }) => ident.span.lo === predicate.span.lo);
    if (param?.kind !== "type" || cx.tcx.items.isDerived(impl)) continue;
    const { hi } = param.ident.span;
    const colon = /^\s*:/u.exec(cx.snippet({ lo: hi, hi: cx.tcx.implSelfSpan(impl).lo }))?.[0].length;
    const edit = { span: { lo: hi + (colon ?? 0), hi: hi + (colon ?? 0) }, text: colon === undefined ? ": ?Sized" : " ?Sized +" };
    said.suggest("consider relaxing the type parameter's implicit `Sized` bound", [edit], "MachineApplicable", "verbose");
  }
}

/** `where T: Trait` behind the function, or behind the type whose bound it is. */
function adviseRestriction(cx: BodyContext, { type }: UnknownMember, bounds: readonly Unmet[], telling: Telling): boolean {
  if (type.kind === "param" || (type.kind === "ref" && type.target.kind === "param")) return false;
  const wanted = new Map<DefId, Set<string>>();
  for (const { predicate, required } of bounds) {
    if (predicate.kind !== "trait" || selfOf(predicate).kind !== "param") continue;
    const item = restrictable(cx, predicate) ?? (required === undefined ? undefined : restrictable(cx, required));
    if (item !== undefined) wanted.set(item, (wanted.get(item) ?? new Set()).add(shownBound(cx, predicate)));
  }
  for (const [item, texts] of wanted) {
    const generics = cx.tcx.items.astGenerics(item);
    const written = generics && cx.snippet(generics.whereSpan);
    if (generics === undefined || written === undefined || written.trimEnd().endsWith(",")) return (telling.isUnknown = true);
    const plural = texts.size > 1 ? "s" : "";
    const words = `consider restricting the type parameter${plural} to satisfy the trait bound${plural}`;
    const { hi } = generics.whereSpan;
    telling.said.suggest(
      words,
      [{ span: { lo: hi, hi }, text: `${generics.where.length > 0 ? "," : " where"} ${[...texts].sort().join(", ")}` }],
      "MaybeIncorrect",
      "verbose",
    );
  }
  return wanted.size > 0;
}

/** The item whose `where` could say it: no function of an impl or trait. */
function restrictable(cx: BodyContext, predicate: Predicate): DefId | undefined {
  const self = selfOf(predicate);
  if (predicate.kind !== "trait") return undefined;
  if (self.kind === "param") return cx.tcx.items.kind(cx.owner) === "fn" ? cx.owner : undefined;
  return self.kind === "adt" && cx.tcx.items.isLocal(self.def) ? self.def : undefined;
}

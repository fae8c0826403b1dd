// Traits that have an item of the name: implemented and not in scope, so to be imported; or not implemented, so to be implemented or
// asked for.
import type { Span } from "../../../base/source.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import { derefSteps } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { traitsWith } from "./near-members.ts";
import { findItem } from "./probe-path.ts";
import { isPick, probeMethod } from "./probe.ts";
import { namePlace, type Telling, type UnknownMember } from "./unknown-member.ts";

export function adviseTraits(cx: BodyContext, member: UnknownMember, telling: Telling): void {
  const implemented = outOfScope(cx, member, telling);
  if (implemented.length > 0) return adviseImport(cx, member, implemented, telling);
  adviseBound(cx, member, telling);
}

/** Traits whose methods are not told to be there for a value. */
const SKIPPED: ReadonlySet<string> = new Set(["Clone", "Deref", "DerefMut", "Drop", "AsRef"]);

/** Traits through which the name would be found. */
function outOfScope(cx: BodyContext, member: UnknownMember, telling: Telling): readonly DefId[] {
  const { type, name, node, span, isMethod } = member;
  const { items } = cx.tcx;
  const traits = traitsWith(cx, name);
  if (!isMethod) return cx.infer.probe(() => findItem(cx, type, name, traits, span)).map(({ item }) => items.parent(item) as DefId);
  let found: readonly DefId[] = [];
  for (const [i, receiver] of [type, cx.types.ref(type, true), cx.types.ref(type)].entries()) {
    const picked = cx.infer.probe(() => probeMethod(cx, receiver, name, node, span, traits));
    if (isPick(picked)) {
      const { method } = picked.candidate;
      const trait = items.parent(method) as DefId;
      if (i === 0) found = [trait];
      if (items.isCore(trait) && SKIPPED.has(items.name(trait))) continue;
      const place = namePlace(cx, method);
      // A reference that is taken as it is, is dereferenced and borrowed anew.
      const isReborrowed = picked.autoref === "none" && cx.shallow(receiver).kind === "ref";
      if (picked.derefs > 0 || isReborrowed) return found;
      if (place === undefined) telling.isUnknown = true;
      else telling.said.label(place, `the method is available for \`${cx.print(receiver)}\` here`);
      return found;
    }
    if (picked !== undefined && picked.kind === "ambiguous")
      return i === 0 ? picked.candidates.map((candidate) => items.parent(candidate.method) as DefId) : found;
  }
  return found;
}

/** Since then traits are named in the words. */
const NAMES_TRAITS = 75;

function adviseImport(cx: BodyContext, { name }: UnknownMember, traits: readonly DefId[], telling: Telling): void {
  const { items, session } = cx.tcx;
  const { said } = telling;
  const sorted = [...new Set(traits)].sort((a, b) => (items.shownName(a) < items.shownName(b) ? -1 : 1));
  said.help("items from traits can only be used if the trait is in scope");
  const [first] = sorted;
  const place = cx.tcx.items.importPlace(cx.tree, cx.module);
  if (first === undefined || place === undefined || sorted.some((trait) => !items.isVisible(trait, cx.module)))
    return void (telling.isUnknown = true);
  const edits = sorted
    .map((trait) => [{ span: place, text: `use ${importPath(cx, trait)};\n` }])
    .sort((a, b) => ((a[0]?.text ?? "") < (b[0]?.text ?? "") ? -1 : 1));
  const one = sorted.length === 1;
  const isModern = session.release.minor >= NAMES_TRAITS;
  const subject = one
    ? `trait \`${items.name(first)}\` which provides \`${name}\` is`
    : `the following traits which provide \`${name}\` are`;
  const message = isModern
    ? `${subject} implemented but not in scope; perhaps you want to import ${one ? "it" : "one of them"}`
    : `the following ${one ? "trait is" : "traits are"} implemented but not in scope; perhaps add a \`use\` for ${one ? "it" : "one of them"}:`;
  if (one) said.suggest(message, edits[0] ?? [], "MaybeIncorrect");
  else said.suggestOneOf(message, edits, "MaybeIncorrect");
}

function importPath(cx: BodyContext, trait: DefId): string {
  const { items } = cx.tcx;
  const path = items.publicPath(trait);
  // By way of the crate's own `extern crate`.
  if (items.isCore(trait)) return path.startsWith("alloc::") ? `crate::${path}` : path;
  return items.isLocal(trait) ? `crate::${items.path(trait)}` : items.path(trait);
}

// --- Not implemented ---------------------------------------------------------------------------------------------

interface Candidate {
  readonly def: DefId | undefined;
  readonly shown: string;
  readonly isLocal: boolean;
}

/** The traits that may be implemented for the type. */
function adviseBound(cx: BodyContext, member: UnknownMember, telling: Telling): void {
  const candidates = implementable(cx, member);
  const [first] = candidates;
  if (first === undefined) return;
  const { said } = telling;
  const param = parameterOf(member.type);
  const how = param === undefined ? "the trait is implemented and in scope" : "the type parameter is bounded by the trait";
  said.help(`items from traits can only be used if ${how}`);
  if (param !== undefined) return restrict(cx, member, candidates, param, telling);
  if (candidates.length === 1 && first.isLocal && first.def !== undefined) {
    const words = `\`${first.shown}\` defines an item \`${member.name}\`, perhaps you need to implement it`;
    return void said.noteAt(cx.tcx.headSpan(first.def), words);
  }
  const list = candidates.map(({ shown }, i) => `\ncandidate #${i + 1}: \`${shown}\``).join("");
  said.note(defines(member.name, candidates.length, "implement") + list);
}

function defines(name: string, count: number, action: string): string {
  const [which, one] = count === 1 ? ["trait defines", "it"] : ["traits define", "one of them"];
  return `the following ${which} an item \`${name}\`, perhaps you need to ${action} ${one}:`;
}

function parameterOf(type: Ty): (Ty & { kind: "param" }) | undefined {
  if (type.kind === "param") return type;
  return type.kind === "ref" && type.target.kind === "param" ? type.target : undefined;
}

function implementable(cx: BodyContext, { type, name, isMethod }: UnknownMember): readonly Candidate[] {
  const { items } = cx.tcx;
  const steps = isMethod ? derefSteps(cx, type).map((step) => step.type) : [type];
  const ofCrate = steps.some((each) => isOfCrate(cx, each));
  const own = items
    .traits()
    .filter((trait) => !items.isCore(trait) && items.named(trait, name).some((item) => items.kind(item) !== "assoc-type"));
  const local = own.map((def) => ({ def, shown: items.shownName(def), isLocal: items.isLocal(def) }));
  const core = items.known.traitsWith(name).flatMap((path) => coreCandidate(cx, path) ?? []);
  const usable = new Map([...local, ...core].filter(({ isLocal }) => ofCrate || isLocal).map((each) => [each.def ?? each.shown, each]));
  return [...usable.values()].sort((a, b) => Number(b.isLocal) - Number(a.isLocal) || (a.shown < b.shown ? -1 : 1));
}

function coreCandidate(cx: BodyContext, path: string): Candidate | undefined {
  const { items } = cx.tcx;
  if (!items.known.isStable(path) || (path.startsWith("alloc::") && items.find("alloc") === undefined)) return undefined;
  const name = path.slice(path.lastIndexOf("::") + 2);
  return { def: items.find(path), shown: items.isSharedInCore(name, "type") ? path : name, isLocal: false };
}

function isOfCrate(cx: BodyContext, type: Ty): boolean {
  switch (type.kind) {
    case "adt":
    case "foreign":
      return cx.tcx.items.isLocal(type.def);
    case "dynamic":
      return type.principal !== undefined && cx.tcx.items.isLocal(type.principal.trait);
    default:
      return type.kind === "param";
  }
}

// --- Type parameters ---------------------------------------------------------------------------------------------

/** The bound that the parameter lacks, written where it is declared. */
function restrict(
  cx: BodyContext,
  member: UnknownMember,
  candidates: readonly Candidate[],
  param: Ty & { kind: "param" },
  telling: Telling,
): void {
  const place = boundPlace(cx, param);
  const bounds = candidates.flatMap((candidate) => boundText(cx, candidate) ?? []);
  if (place === undefined || bounds.length < candidates.length) return void (telling.isUnknown = true);
  const message = defines(member.name, candidates.length, `restrict type parameter \`${param.name}\` with`);
  const edits = bounds.map((bound) => [{ span: place.span, text: `${place.introducer} ${bound}` }]);
  const applicability = bounds.some((bound) => bound.includes("/*")) ? "HasPlaceholders" : "MaybeIncorrect";
  const [first] = edits;
  if (edits.length === 1 && first !== undefined) telling.said.suggest(message, first, applicability, "verbose");
  else telling.said.suggestOneOf(message, edits, applicability);
}

/** The trait with room for its arguments. */
function boundText(cx: BodyContext, { def, shown }: Candidate): string | undefined {
  if (def === undefined || cx.tcx.items.astGenerics(def)?.params.some(({ kind }) => kind === "lifetime") === true) return undefined;
  const wanted = cx.tcx
    .generics(def)
    .params.slice(1)
    .filter((param) => param.default === undefined);
  return wanted.length === 0 ? shown : `${shown}</* ${wanted.map(({ name }) => name).join(", ")} */>`;
}

function boundPlace(cx: BodyContext, { name }: Ty & { kind: "param" }): { span: Span; introducer: string } | undefined {
  const { items } = cx.tcx;
  for (let owner: DefId | undefined = cx.owner; owner !== undefined; owner = items.parent(owner)) {
    const generics = items.astGenerics(owner);
    const found = generics?.params.find((each) => each.kind === "type" && each.ident.name === name);
    if (generics === undefined || found === undefined || found.kind === "const") continue;
    // What stands behind `where` is another place.
    if (generics.where.some((clause) => clause.kind === "type" && cx.snippet(items.tree(owner).span(clause.type)) === name))
      return undefined;
    const last = found.bounds.at(-1);
    if (last === undefined) return { span: { ...found.ident.span, lo: found.ident.span.hi }, introducer: ":" };
    const { hi } = last.kind === "lifetime" ? last.lifetime.ident.span : last.span;
    return { span: { ...found.ident.span, lo: hi, hi }, introducer: " +" };
  }
  return undefined;
}

// Method lookup: for each step of dereferencing the receiver, by value, by `&`, by `&mut`, inherent methods before
// those of traits in scope. A pick says which method, with which arguments of its impl or trait, and how the receiver
// must be adjusted.
import type { Span } from "../../../base/source.ts";
import type { DefId } from "../def-id.ts";
import { substituteRef, type Predicate, type TraitRef } from "../predicates.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import { objectTraits } from "../select-object.ts";
import { HAS_ERROR, type Ty } from "../ty.ts";
import { derefSteps, type DerefStep } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { isNewer } from "./core-doubt.ts";

export interface Candidate {
  readonly method: DefId;
  readonly source:
    | { readonly kind: "impl"; readonly impl: DefId }
    | { readonly kind: "trait"; readonly trait: DefId }
    /** An assumption, bound or `dyn`: the trait reference is known. */
    | { readonly kind: "known"; readonly ref: TraitRef };
}

export interface Pick {
  readonly candidate: Candidate;
  /** The impl's or trait's arguments, with variables. */
  readonly parentArgs: readonly Ty[];
  readonly steps: readonly DerefStep[];
  readonly derefs: number;
  /** An array seen as a slice after the dereferences. */
  readonly unsize: boolean;
  readonly autoref: "none" | "ref" | "ref-mut" | "const-pointer";
}

export type ProbeResult =
  | Pick
  | { readonly kind: "ambiguous"; readonly candidates: readonly Candidate[] }
  | { readonly kind: "unknown-type" }
  /** Of a raw pointer, which is dereferenced to look for methods of `self: *const Self`. */
  | { readonly kind: "unknown-target"; readonly pointer: Ty }
  | { readonly kind: "private"; readonly method: DefId }
  | undefined;

export function isPick(result: ProbeResult): result is Pick {
  return result !== undefined && "steps" in result;
}

/** `traits`: those to look at, if not the ones in scope at `node`. */
export function probeMethod(cx: BodyContext, receiver: Ty, name: string, node: number, span: Span, traits?: readonly DefId[]): ProbeResult {
  const steps = derefSteps(cx, receiver, span);
  const last = steps.at(-1) as DerefStep;
  if (last.type.kind === "infer" && last.type.of === "type") return { kind: "unknown-type" };
  const pointer = steps.find(({ type }) => type.kind === "ptr" && isOpen(cx, type.target));
  if (pointer !== undefined && cx.tcx.session.edition >= 2018) return { kind: "unknown-target", pointer: pointer.type };
  const forms: { type: Ty; derefs: number; unsize: boolean }[] = steps.map((step, derefs) => ({ type: step.type, derefs, unsize: false }));
  if (last.type.kind === "array") forms.push({ type: cx.types.slice(last.type.element), derefs: steps.length - 1, unsize: true });
  const inherent = forms.flatMap((form) => inherentCandidates(cx, form.type, name, span));
  let extension: readonly Candidate[] | undefined;
  const ofTraits = () => (extension ??= traitCandidates(cx, name, traits ?? cx.tcx.items.traitsInScope(cx.tree, node, cx.module), span));
  const use = (trait: DefId) => traits ?? cx.tcx.items.useTrait(cx.tree, node, cx.module, trait);
  const hidden: DefId[] = [];
  for (const form of forms) {
    // Of what is wrong somewhere in it nothing is known.
    if ((cx.resolve(form.type).flags & HAS_ERROR) !== 0) return { kind: "unknown-type" };
    const found = pickAt(cx, form, { inherent, ofTraits, hidden, span, steps });
    if (isPick(found) && found.candidate.source.kind === "trait") use(found.candidate.source.trait);
    if (found !== undefined) return found;
  }
  return hidden.length > 0 ? { kind: "private", method: hidden[0] as DefId } : undefined;
}

function isOpen(cx: BodyContext, type: Ty): boolean {
  const found = cx.shallow(type);
  return found.kind === "infer" && found.of === "type";
}

/** What a receiver may be dereferenced to, an array as a slice at the end. */
export function receiverTypes(cx: BodyContext, receiver: Ty): readonly Ty[] {
  const types = derefSteps(cx, receiver).map(({ type }) => type);
  const last = types.at(-1) as Ty;
  return last.kind === "array" ? [...types, cx.types.slice(last.element)] : types;
}

interface Lookup {
  readonly inherent: readonly Candidate[];
  /** Asked for when no inherent one fits. */
  readonly ofTraits: () => readonly Candidate[];
  readonly hidden: DefId[];
  readonly span: Span;
  readonly steps: readonly DerefStep[];
}

const AUTOREFS = ["none", "ref", "ref-mut", "const-pointer"] as const;

function pickAt(cx: BodyContext, form: { type: Ty; derefs: number; unsize: boolean }, lookup: Lookup): ProbeResult {
  for (const autoref of AUTOREFS) {
    if (autoref === "none" && form.unsize) continue; // an unsized value is no receiver
    const self = adjusted(cx, form.type, autoref);
    if (self === undefined) continue;
    const found = pickAmong(cx, self, lookup.inherent, lookup) ?? pickAmong(cx, self, lookup.ofTraits(), lookup);
    if (found === undefined) continue;
    if ("kind" in found) return found;
    const { candidate, parentArgs } = found;
    return { candidate, parentArgs, steps: lookup.steps, derefs: form.derefs, unsize: form.unsize, autoref };
  }
  return undefined;
}

function adjusted(cx: BodyContext, type: Ty, autoref: Pick["autoref"]): Ty | undefined {
  if (autoref === "none") return type;
  if (autoref === "const-pointer") return type.kind === "ptr" && type.mutable ? cx.types.ptr(type.target, false) : undefined;
  return cx.types.ref(type, autoref === "ref-mut");
}

type Picked = { readonly candidate: Candidate; readonly parentArgs: readonly Ty[] };

function pickAmong(
  cx: BodyContext,
  self: Ty,
  candidates: readonly Candidate[],
  lookup: Lookup,
): Picked | { kind: "ambiguous"; candidates: readonly Candidate[] } | undefined {
  const fitting: Candidate[] = [];
  for (const candidate of candidates) {
    if (cx.infer.probe(() => matches(cx, candidate, self, lookup.span) !== "no")) {
      if (candidate.source.kind === "impl" && !cx.tcx.items.isVisible(candidate.method, cx.module)) lookup.hidden.push(candidate.method);
      else if (!fitting.some((each) => sameCandidate(each, candidate))) fitting.push(candidate);
    }
  }
  const chosen = fitting.length > 1 ? narrow(cx, fitting) : fitting;
  if (chosen.length === 0) return undefined;
  if (chosen.length > 1) return { kind: "ambiguous", candidates: chosen };
  const candidate = chosen[0] as Candidate;
  const parentArgs = argsOf(cx, candidate, lookup.span);
  unifyReceiver(cx, candidate, parentArgs, self);
  return { candidate, parentArgs };
}

function sameCandidate(a: Candidate, b: Candidate): boolean {
  return (
    a.method === b.method &&
    a.source.kind === b.source.kind &&
    (a.source.kind !== "known" || sameRef(a.source.ref, (b.source as typeof a.source).ref))
  );
}

function sameRef(a: TraitRef, b: TraitRef): boolean {
  return a.trait === b.trait && a.args.every((arg, i) => arg === b.args[i]);
}

/** Several assumptions of one trait count as one: the trait with its arguments open. */
function narrow(_cx: BodyContext, fitting: readonly Candidate[]): readonly Candidate[] {
  const first = fitting[0] as Candidate;
  if (!fitting.every((each) => each.method === first.method && each.source.kind !== "impl")) return fitting;
  const trait = first.source.kind === "known" ? first.source.ref.trait : first.source.kind === "trait" ? first.source.trait : 0;
  return [{ method: first.method, source: { kind: "trait", trait } }];
}

function argsOf(cx: BodyContext, candidate: Candidate, span: Span): readonly Ty[] {
  const { source } = candidate;
  if (source.kind === "known") return source.ref.args;
  return cx.tcx.generics(source.kind === "impl" ? source.impl : source.trait).params.map(() => cx.fresh(span));
}

/** The receiver's declared type against what we have. */
function unifyReceiver(cx: BodyContext, candidate: Candidate, parentArgs: readonly Ty[], self: Ty): Predicate[] | undefined {
  const declared = cx.tcx.signature(candidate.method).params[0];
  if (declared === undefined) return undefined;
  const own = cx.tcx
    .generics(candidate.method)
    .params.slice(parentArgs.length)
    .map(() => cx.fresh({ lo: 0, hi: 0 }));
  const nested: Predicate[] = [];
  const wanted = cx.selector.normalize(cx.types.substitute(declared, [...parentArgs, ...own]), nested);
  return cx.unify(wanted, self) ? nested : undefined;
}

/** Before 2021 `array.into_iter()` is a slice's. */
function isSkipped(cx: BodyContext, { source }: Candidate, self: Ty): boolean {
  if (self.kind !== "array" || source.kind !== "trait" || cx.tcx.session.edition >= 2021) return false;
  return cx.tcx.items.isCore(source.trait) && cx.tcx.items.name(source.trait) === "IntoIterator";
}

function matches(cx: BodyContext, candidate: Candidate, self: Ty, span: Span): "yes" | "no" | "maybe" {
  if (!cx.tcx.isMethod(candidate.method) || isSkipped(cx, candidate, self)) return "no";
  const parentArgs = argsOf(cx, candidate, span);
  if (unifyReceiver(cx, candidate, parentArgs, self) === undefined) return "no";
  const { source } = candidate;
  if (source.kind === "known") return "yes";
  if (source.kind === "trait") return cx.selector.traitHolds(source.trait, parentArgs);
  let answer: "yes" | "maybe" = "yes";
  for (const predicate of cx.selector.predicatesOf(source.impl, parentArgs)) {
    const one = cx.selector.holds(predicate);
    if (one === "no") return "no";
    if (one === "maybe") answer = "maybe";
  }
  return answer;
}

/** A function that the release has. */
function isMethod(cx: BodyContext, item: DefId, span: Span): boolean {
  return cx.tcx.items.kind(item) === "assoc-fn" && !isNewer(cx, item, span);
}

/** Methods that belong to the type itself: of its inherent impls, its `dyn` traits, or its bounds. */
export function inherentCandidates(cx: BodyContext, type: Ty, name: string, span: Span): Candidate[] {
  const found: Candidate[] = [];
  for (const impl of cx.tcx.inherentImpls(type)) {
    for (const method of cx.tcx.items.named(impl, name)) {
      if (isMethod(cx, method, span)) found.push({ method, source: { kind: "impl", impl } });
    }
  }
  for (const ref of knownTraits(cx, type)) {
    for (const method of cx.tcx.items.named(ref.trait, name)) {
      if (isMethod(cx, method, span)) found.push({ method, source: { kind: "known", ref } });
    }
  }
  return found;
}

/** Traits that need not be in scope: of objects, and by bounds of parameters; those of associated and hidden types are (rustc: `probe.rs`). */
export function knownTraits(cx: BodyContext, type: Ty): readonly TraitRef[] {
  return type.kind === "dynamic" || type.kind === "param" ? boundTraits(cx, type) : [];
}

/** Traits that hold without looking for impls. */
export function boundTraits(cx: BodyContext, type: Ty): readonly TraitRef[] {
  if (type.kind === "dynamic") return objectTraits(cx.selector, type);
  if (type.kind !== "param" && type.kind !== "projection" && type.kind !== "opaque") return [];
  const assumed = cx.selector.env.flatMap((each) => (each.kind === "trait" && each.ref.args[0] === type ? [each.ref] : []));
  const declared = cx.selector.boundsOf(type).flatMap((each) => (each.kind === "trait" ? [each.ref] : []));
  const all = declared.flatMap((ref) => allSuperTraits(cx.tcx, ref)).map((ref) => substituteRef(cx.types, ref, []));
  return [...assumed, ...all];
}

function traitCandidates(cx: BodyContext, name: string, traits: readonly DefId[], span: Span): Candidate[] {
  const found: Candidate[] = [];
  for (const trait of traits) {
    for (const method of cx.tcx.items.named(trait, name)) {
      if (isMethod(cx, method, span)) found.push({ method, source: { kind: "trait", trait } });
    }
  }
  return found;
}

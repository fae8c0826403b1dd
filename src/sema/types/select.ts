// Trait selection: which impl, assumption or built-in rule makes `Self: Trait<..>` true, under what is known so far.
// A selection has decided (unified) what follows from it, and says what else must hold. Assumptions of the
// environment win over impls; with several candidates left and variables unknown the answer is "ambiguous".
import type { TypeContext } from "./context.ts";
import { elaborate, opaqueBounds } from "./collect-predicates.ts";
import { projectOpaque } from "./project-opaque.ts";
import { builtinCandidate, type BuiltinResult } from "./select-builtin.ts";
import { objectCandidate } from "./select-object.ts";
import type { DefId } from "./def-id.ts";
import type { InferenceTable } from "./infer.ts";
import { projectType } from "./project.ts";
import { mapPredicate, substitutePredicate, type Predicate, type TraitRef } from "./predicates.ts";
import { mayUnify } from "./simplify.ts";
import { ERROR, HAS_ALIAS, HAS_ERROR, HAS_INFER, HAS_OWN, type Ty } from "./ty.ts";
import { DUMMY_SPAN, type Span } from "../../base/source.ts";
import { unsupported } from "../../diag/diagnostic.ts";

export type Selection =
  | { readonly kind: "impl"; readonly impl: DefId; readonly args: readonly Ty[]; readonly nested: readonly Predicate[] }
  | { readonly kind: "assumed"; readonly ref: TraitRef; readonly nested: readonly Predicate[] }
  | { readonly kind: "object"; readonly ref: TraitRef; readonly nested: readonly Predicate[] }
  | { readonly kind: "builtin"; readonly nested: readonly Predicate[] };

export type Answer = "yes" | "no" | "maybe";

/** So many steps decide one question; with more than one way at each level they double from level to level. */
const STEP_LIMIT = 20_000;
/** Associated types may lie so deep in one another. */
const NORMAL_DEPTH = 100;

/** rustc's own limit for nested obligations is 128; what is deeper is answered "maybe". */
const DEPTH_LIMIT = 40;

export class Selector {
  readonly tcx: TypeContext;
  readonly infer: InferenceTable;
  readonly env: readonly Predicate[];
  #depth = 0;
  #normalDepth = 0;
  #steps = 0;
  #lastImpl: DefId | undefined;
  /** Requirements may lie so deep in one another; what goes deeper is taken down, one by one, in `overflow`. */
  limit = DEPTH_LIMIT;
  overflow: readonly TraitRef[] | undefined;
  readonly #asked: TraitRef[] = [];
  /** Types whose bounds are being looked up. */
  readonly #underWay = new Set<Ty>();
  readonly #stack: string[] = [];

  constructor(
    tcx: TypeContext,
    infer: InferenceTable,
    env: readonly Predicate[],
    /** For code: what is called takes and gives what opaque types are. */
    readonly reveals = false,
  ) {
    this.tcx = tcx;
    this.infer = infer;
    this.env = env;
  }

  // --- Does it hold? -------------------------------------------------------------------------------------------

  /** Whether a predicate holds, nested ones included; decides nothing. */
  holds(predicate: Predicate): Answer {
    return this.infer.probe(() => this.#evaluate(predicate));
  }

  traitHolds(trait: DefId | undefined, args: readonly Ty[]): Answer {
    if (trait === undefined) return "no";
    return this.holds({ kind: "trait", ref: { trait, args }, span: DUMMY_SPAN });
  }

  /** Of a trait predicate that does not hold: the innermost one that it fails by. */
  culprit(predicate: Predicate & { kind: "trait" }): Predicate & { kind: "trait" } {
    return this.infer.probe(() => this.#culprit(predicate, 0));
  }

  #culprit(predicate: Predicate & { kind: "trait" }, depth: number): Predicate & { kind: "trait" } {
    const args = predicate.ref.args.map((arg) => this.infer.resolve(this.normalize(arg, [])));
    const here = { ...predicate, ref: { trait: predicate.ref.trait, args } };
    const selection = depth > DEPTH_LIMIT ? "none" : this.select(here.ref);
    if (selection === "none" || selection === "ambiguous") return here;
    const inner = selection.nested.find((each) => each.kind === "trait" && this.#evaluate(each) === "no");
    return inner?.kind === "trait" ? this.#culprit(inner, depth + 1) : here;
  }

  /** One step more; what needs too many is refused. */
  #isSpent(): boolean {
    if (this.#depth === 0 && this.#normalDepth === 0) this.#steps = 0;
    if (++this.#steps <= STEP_LIMIT && this.#normalDepth <= NORMAL_DEPTH) return false;
    const span = this.#lastImpl === undefined ? DUMMY_SPAN : this.tcx.implHead(this.#lastImpl);
    this.tcx.report(unsupported("KB0236", "requirements that lead to this many others", span));
    this.#steps = STEP_LIMIT;
    return true;
  }

  #evaluate(predicate: Predicate): Answer {
    if (this.#isSpent()) return "maybe";
    if (this.#depth > this.limit) {
      this.overflow ??= [...this.#asked];
      return "maybe";
    }
    this.#depth++;
    const nested: Predicate[] = [];
    const normal = this.normalizeArguments(predicate, nested);
    const answer = normal.kind === "trait" ? this.#evaluateTrait(normal.ref) : this.#evaluateProjection(normal);
    const rest = answer === "no" || nested.length === 0 ? answer : this.#evaluateAll(nested);
    this.#depth--;
    return rest === "yes" ? answer : rest;
  }

  #evaluateTrait(ref: TraitRef): Answer {
    const args = ref.args.map((arg) => this.infer.resolve(arg));
    const key = refKey({ trait: ref.trait, args: this.#named(args) });
    if (this.#stack.includes(key)) return this.tcx.isAuto(ref.trait) ? "yes" : "maybe";
    this.#stack.push(key);
    this.#asked.push({ trait: ref.trait, args });
    const selection = this.select({ trait: ref.trait, args });
    const answer = selection === "none" ? "no" : selection === "ambiguous" ? "maybe" : this.#evaluateAll(selection.nested);
    this.#stack.pop();
    this.#asked.pop();
    return answer;
  }

  /** Variables by their order alone: a question that leads to itself about new variables is the same again. */
  #named(args: readonly Ty[]): readonly Ty[] {
    if (args.every((arg) => (arg.flags & HAS_INFER) === 0)) return args;
    const { types } = this.tcx;
    const names = new Map<Ty, Ty>();
    const named = (type: Ty): Ty => {
      if ((type.flags & HAS_INFER) === 0) return type;
      if (type.kind !== "infer") return types.mapParts(type, named);
      const known = names.get(type) ?? types.param(names.size, `?${type.of}`);
      names.set(type, known);
      return known;
    };
    return args.map(named);
  }

  #evaluateAll(predicates: readonly Predicate[]): Answer {
    let answer: Answer = "yes";
    for (const each of predicates) {
      const one = this.#evaluate(each);
      if (one === "no") return "no";
      if (one === "maybe") answer = "maybe";
    }
    return answer;
  }

  #evaluateProjection(predicate: Predicate & { kind: "projection" }): Answer {
    const nested: Predicate[] = [];
    const type = projectType(this, predicate.item, predicate.args, nested);
    if (type === "ambiguous") return "maybe";
    if (type === "none") return "no";
    // What an impl says may again be an associated type: `Take<I>::Item` is `I::Item`.
    const [found, wanted] = [this.normalize(type, nested), this.normalize(predicate.type, nested)];
    return this.infer.unify(found, wanted) ? this.#evaluateAll(nested) : "no";
  }

  // --- Which candidate? ----------------------------------------------------------------------------------------

  select(ref: TraitRef): Selection | "ambiguous" | "none" {
    const self = this.infer.shallow(ref.args[0] ?? ERROR);
    if (ref.args.some((arg) => (arg.flags & HAS_ERROR) !== 0)) return { kind: "builtin", nested: [] };
    const resolved: TraitRef = { trait: ref.trait, args: ref.args.map((arg) => this.infer.resolve(arg)) };
    const assumed = this.#assumed(resolved);
    if (assumed !== undefined) return assumed;
    if (self.kind === "infer" && self.of === "type") return "ambiguous";
    const bounded = this.#bounded(resolved, self);
    if (bounded !== undefined) return bounded;
    return resolved.args.every(isClosed) ? this.#remembered(resolved, self) : this.#decide(resolved, self);
  }

  #decide(ref: TraitRef, self: Ty): Selection | "ambiguous" | "none" {
    return objectCandidate(this, ref, self) ?? this.#fromImpls(ref, self, builtinCandidate(this, ref, self));
  }

  /** What was selected for closed types is so in every body. */
  #remembered(ref: TraitRef, self: Ty): Selection | "ambiguous" | "none" {
    const key = refKey(ref);
    const known = this.tcx.selections.get(key);
    if (known !== undefined) return known;
    const selection = this.#decide(ref, self);
    if (typeof selection === "string" || selection.kind === "assumed") return selection;
    const nested = selection.nested.map((each) => mapPredicate(each, (type) => this.infer.resolve(type)));
    const settled =
      selection.kind === "impl"
        ? { ...selection, args: selection.args.map((arg) => this.infer.resolve(arg)), nested }
        : { ...selection, nested };
    if (isSettled(settled)) this.tcx.selections.set(key, settled);
    return settled;
  }

  /** A where-clause in scope. */
  #assumed(ref: TraitRef): Selection | "ambiguous" | undefined {
    const fitting = this.env.filter((each) => each.kind === "trait" && this.#refsMayMeet(each.ref, ref));
    return this.#choose(ref, fitting);
  }

  #choose(ref: TraitRef, fitting: readonly Predicate[]): Selection | "ambiguous" | undefined {
    if (fitting.length === 0) return undefined;
    const exact = fitting.find((each) => each.kind === "trait" && each.ref.args.every((arg, i) => arg === ref.args[i]));
    const chosen = exact ?? (fitting.length === 1 ? fitting[0] : undefined);
    if (chosen === undefined) return "ambiguous";
    if (chosen.kind !== "trait") return undefined;
    if (ref.args[0]?.kind === "infer") return exact === undefined ? undefined : { kind: "assumed", ref: chosen.ref, nested: [] };
    this.infer.unifyAll(chosen.ref.args, ref.args);
    return { kind: "assumed", ref: chosen.ref, nested: [] };
  }

  #refsMayMeet(a: TraitRef, b: TraitRef): boolean {
    return a.trait === b.trait && this.infer.probe(() => this.infer.unifyAll(a.args, b.args));
  }

  /** Bounds declared on an associated or opaque type. */
  #bounded(ref: TraitRef, self: Ty): Selection | "ambiguous" | undefined {
    const bounds = this.boundsOf(self);
    if (bounds.length === 0) return undefined;
    const fitting = bounds.filter((each) => each.kind === "trait" && this.#refsMayMeet(each.ref, ref));
    return this.#choose(ref, fitting);
  }

  /** What is known of a projection or opaque type by its declaration, and by that of the type that it is an associated type of. */
  boundsOf(type: Ty): readonly Predicate[] {
    const found = this.#declared(type);
    for (let outer = ownerOf(type); outer !== undefined; outer = ownerOf(outer))
      found.push(...this.#declared(outer).filter((each) => subjectOf(each) !== outer));
    if (found.length === 0 || this.#underWay.has(type)) return found.length === 0 ? found : elaborate(this.tcx, found);
    this.#underWay.add(type);
    const normal = elaborate(this.tcx, found).map((each) => this.#withNormalArguments(each, type));
    this.#underWay.delete(type);
    return normal;
  }

  /** Of a bound on `type`, what else it speaks of resolved: `Mul<<T::A as Matrix>::Row>`. */
  #withNormalArguments(bound: Predicate, type: Ty): Predicate {
    if (subjectOf(bound) !== type) return bound;
    const args = (all: readonly Ty[]): Ty[] => all.map((arg, i) => (i === 0 ? arg : this.#closedNormal(arg)));
    if (bound.kind === "trait") return { ...bound, ref: { trait: bound.ref.trait, args: args(bound.ref.args) } };
    return { ...bound, args: args(bound.args) };
  }

  /** Resolved, if that needs nothing that is still unknown. */
  #closedNormal(type: Ty): Ty {
    if ((type.flags & HAS_ALIAS) === 0) return type;
    const nested: Predicate[] = [];
    const normal = this.infer.probe(() => this.infer.resolve(this.normalize(type, nested)));
    return (normal.flags & HAS_INFER) === 0 ? normal : type;
  }

  #declared(type: Ty): Predicate[] {
    if (type.kind === "projection")
      return this.tcx.itemBounds(type.item).map((each) => substitutePredicate(this.tcx.types, each, type.args));
    if (type.kind === "opaque")
      return opaqueBounds(this.tcx, type.fn, type.index).map((each) => substitutePredicate(this.tcx.types, each, type.args));
    return [];
  }

  #fromImpls(ref: TraitRef, self: Ty, builtin: BuiltinResult): Selection | "ambiguous" | "none" {
    if (builtin === "ambiguous") return "ambiguous";
    if (builtin !== undefined && builtin !== "no") return { kind: "builtin", nested: builtin };
    let candidates = this.tcx.candidateImpls(ref.trait, self).filter((impl) => this.#headMayMatch(impl, ref));
    if (candidates.length > 1) candidates = candidates.filter((impl) => this.#headMatches(impl, ref));
    candidates = candidates.filter((impl) => !this.#isOfClosedTrait(impl) || this.#winnow([impl], ref).length > 0);
    if (candidates.length > 1) candidates = this.#winnow(candidates, ref);
    if (candidates.length === 0) return "none";
    if (candidates.length > 1) return "ambiguous";
    const impl = candidates[0] as DefId;
    if (this.tcx.implHeader(impl).negative) return "none";
    const args = this.freshArgs(impl, DUMMY_SPAN);
    const nested: Predicate[] = [];
    const mark = this.infer.snapshot();
    if (this.#matchImpl(impl, args, ref, nested))
      return { kind: "impl", impl, args, nested: [...nested, ...this.predicatesOf(impl, args)] };
    this.infer.rollback(mark);
    return "none";
  }

  /** By forms alone; decides nothing. */
  #headMayMatch(impl: DefId, ref: TraitRef): boolean {
    const pattern = this.tcx.implHeader(impl).ref;
    return pattern !== undefined && pattern.args.every((arg, i) => mayUnify(arg, ref.args[i] as Ty));
  }

  #headMatches(impl: DefId, ref: TraitRef): boolean {
    return this.infer.probe(() => this.#matchImpl(impl, this.freshArgs(impl, DUMMY_SPAN), ref, []));
  }

  #matchImpl(impl: DefId, args: readonly Ty[], ref: TraitRef, nested: Predicate[]): boolean {
    const header = this.tcx.implHeader(impl).ref as TraitRef;
    if (this.tcx.items.isLocal(impl)) this.#lastImpl = impl;
    return header.args.every((arg, i) => {
      const instantiated = this.normalize(this.tcx.types.substitute(arg, args), nested);
      return this.infer.unify(instantiated, ref.args[i] as Ty);
    });
  }

  /** For all types of a trait that core keeps to itself (`kbuild_closed`): where that one fails, the impl is none, and nobody hears of it. */
  #isOfClosedTrait(impl: DefId): boolean {
    const { ref } = this.tcx.implHeader(impl);
    if (ref?.args.some((type) => type.kind === "param" || (type.kind === "ref" && type.target.kind === "param")) !== true) return false;
    return this.tcx.predicates(impl).some((each) => each.kind === "trait" && this.tcx.hasAttribute(each.ref.trait, "kbuild_closed"));
  }

  /** Drops impls whose own conditions fail. */
  #winnow(candidates: readonly DefId[], ref: TraitRef): DefId[] {
    return candidates.filter((impl) =>
      this.infer.probe(() => {
        const args = this.freshArgs(impl, DUMMY_SPAN);
        const nested: Predicate[] = [];
        if (!this.#matchImpl(impl, args, ref, nested)) return false;
        return this.#evaluateAll([...nested, ...this.predicatesOf(impl, args)]) !== "no";
      }),
    );
  }

  freshArgs(def: DefId, span: Span): readonly Ty[] {
    return this.tcx.generics(def).params.map(() => this.infer.fresh(span));
  }

  predicatesOf(def: DefId, args: readonly Ty[]): readonly Predicate[] {
    const predicates = this.tcx.predicates(def);
    return args.length === 0 ? predicates : predicates.map((each) => substitutePredicate(this.tcx.types, each, args));
  }

  // --- Projections ---------------------------------------------------------------------------------------------

  /** Resolves projections; what cannot be yet becomes a variable with an obligation in `nested`. */
  normalize(type: Ty, nested: Predicate[]): Ty {
    if ((type.flags & HAS_ALIAS) === 0) return type;
    const inner = type.kind === "opaque" ? type : this.tcx.types.mapParts(type, (part) => this.normalize(part, nested));
    if (inner.kind === "unevaluated") return this.tcx.evaluate(inner);
    if ((inner.kind !== "projection" && inner.kind !== "opaque") || this.#isSpent()) return inner;
    this.#normalDepth++;
    const found = inner.kind === "opaque" ? this.#shown(inner, nested) : this.#projected(inner, nested);
    this.#normalDepth--;
    return found;
  }

  #shown(inner: Ty & { kind: "opaque" }, nested: Predicate[]): Ty {
    const found = projectOpaque(this, inner, nested);
    return found === undefined ? inner : this.normalize(found, nested);
  }

  #projected(inner: Ty & { kind: "projection" }, nested: Predicate[]): Ty {
    const found = projectType(this, inner.item, inner.args, nested);
    if (found === "none") return (inner.flags & HAS_INFER) === 0 ? inner : this.#deferred(inner, nested);
    if (found === "ambiguous") return this.#deferred(inner, nested);
    return found === inner ? inner : this.normalize(found, nested);
  }

  #deferred(type: Ty & { kind: "projection" }, nested: Predicate[]): Ty {
    const variable = this.infer.fresh(DUMMY_SPAN);
    nested.push({ kind: "projection", item: type.item, args: type.args, type: variable, span: DUMMY_SPAN });
    return variable;
  }

  /** What a predicate speaks of, resolved: of a projection its arguments, not itself. */
  normalizeArguments(predicate: Predicate, nested: Predicate[]): Predicate {
    return isNormal(predicate) ? predicate : this.normalizePredicate(predicate, nested);
  }

  normalizePredicate(predicate: Predicate, nested: Predicate[]): Predicate {
    return mapPredicate(predicate, (type) => this.normalize(type, nested));
  }
}

function refKey({ trait, args }: TraitRef): string {
  return `${trait}<${args.map((arg) => arg.id).join()}`;
}

/** Says all of itself: no variable, parameter, alias or closure in it. */
function isClosed(type: Ty): boolean {
  return (type.flags & ~HAS_OWN) === 0;
}

/** Holds no variable of the body that it was made for. */
function isSettled(selection: Selection): boolean {
  const types = selection.nested.flatMap((each) => (each.kind === "trait" ? each.ref.args : [...each.args, each.type]));
  if (selection.kind === "impl") types.push(...selection.args);
  return types.every((type) => (type.flags & HAS_INFER) === 0);
}

function isNormal(predicate: Predicate): boolean {
  const types = predicate.kind === "trait" ? predicate.ref.args : [...predicate.args, predicate.type];
  return types.every((type) => (type.flags & HAS_ALIAS) === 0);
}

/** `<T as A>::B` is an associated type of `T`. */
function ownerOf(type: Ty): Ty | undefined {
  const self = type.kind === "projection" ? type.args[0] : undefined;
  return self?.kind === "projection" || self?.kind === "opaque" ? self : undefined;
}

function subjectOf(predicate: Predicate): Ty | undefined {
  return predicate.kind === "trait" ? predicate.ref.args[0] : predicate.args[0];
}

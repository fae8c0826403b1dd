// Associated types with regions. In: a type of a body that may hold projections. Out: the same type with them resolved as
// far as the body's assumptions and the impls go, lifetimes included. Which impl applies is the type checker's answer, on
// erased types; here the impl's header is laid over the actual types to learn what its lifetimes stand for.
import type { DefId } from "../types/def-id.ts";
import { InferenceTable } from "../types/infer.ts";
import { mapPredicate, type Predicate, type TraitRef } from "../types/predicates.ts";
import { boundAround, isBound, ownRegions, parameterIndex, regionsOf, STATIC_REGION } from "../types/regions.ts";
import { Selector } from "../types/select.ts";
import { ERASED, HAS_ALIAS, HAS_CLOSURE, HAS_PARAM, HAS_REGION, partsOf, type Region, type Ty } from "../types/ty.ts";
import type { CallableSignature, RegionTypes } from "./region-types.ts";
import { withSupertraits } from "./trait-lifetimes.ts";
import { INVARIANT } from "./variance.ts";

/** What an item's parameters and bound regions turned out to stand for. */
interface Binding {
  readonly args: (Ty | undefined)[];
  readonly regions: (Region | undefined)[];
  readonly bound: Map<Region, Region>;
}

const DEPTH_LIMIT = 24;

export class Projections {
  readonly types: RegionTypes;
  /** What the body may assume, with the regions it is checked for. */
  readonly #assumed: readonly Predicate[];
  #depth = 0;

  constructor(types: RegionTypes, assumed: readonly Predicate[]) {
    this.types = types;
    this.#assumed = assumed;
  }

  normalize(type: Ty): Ty {
    if ((type.flags & HAS_ALIAS) === 0) return type;
    const { tcx } = this.types.items;
    const inner = tcx.types.mapParts(type, (part) => this.normalize(part));
    if (inner.kind === "unevaluated") return tcx.evaluate(inner);
    if (inner.kind !== "projection") return inner;
    if (this.#depth > DEPTH_LIMIT) {
      this.types.sink.doubt();
      return inner;
    }
    this.#depth++;
    const found = this.#project(inner);
    const result = found === undefined || found === inner ? inner : this.normalize(found);
    this.#depth--;
    return result;
  }

  // --- Where it is said ------------------------------------------------------------------------------------------

  #project(type: Ty & { kind: "projection" }): Ty | undefined {
    const self = type.args[0] as Ty;
    return (
      this.#stated(this.#assumed, type) ??
      this.#stated(this.#declared(self), type) ??
      this.#output(type, self) ??
      this.#ofObject(type, self) ??
      this.#ofImpl(type)
    );
  }

  /** Bounds on an opaque type, or on an associated type. */
  #declared(self: Ty): readonly Predicate[] {
    const { items } = this.types;
    if (self.kind === "opaque") {
      const bounds = items.signature(self.fn).opaques[self.index];
      if (bounds?.type.kind !== "opaque") return [];
      const regions: Region[] = [];
      bounds.type.regions.forEach((region, i) => (regions[parameterIndex(region) ?? 0] = self.regions[i] as Region));
      return bounds.predicates.map((each) => this.#instance(each, self.args, regions));
    }
    if (self.kind !== "projection") return [];
    const trait = items.tcx.items.parent(self.item) as DefId;
    const regions = items.lifetimeCount(trait) === 0 ? [] : this.#lifetimesOf(trait, self.args);
    return items.itemBounds(self.item).map((each) => this.#instance(each, self.args, regions));
  }

  /** Lifetimes of the trait, where one bound alone gives it to the type. */
  #lifetimesOf(trait: DefId, args: readonly Ty[]): readonly Region[] {
    const found = this.#bounds(trait, args.slice(0, this.types.items.tcx.generics(trait).params.length));
    return found.length === 1 ? (found[0] as readonly Region[]) : [];
  }

  #instance(predicate: Predicate, args: readonly Ty[], regions: readonly Region[]): Predicate {
    const put = (type: Ty): Ty => this.types.instantiate(type, args, regions);
    return mapPredicate(predicate, put, (region) => this.types.region(region, regions));
  }

  #stated(predicates: readonly Predicate[], { item, args }: Ty & { kind: "projection" }): Ty | undefined {
    const erased = args.map((arg) => this.types.erase(arg));
    const found = predicates.find(
      (each) => each.kind === "projection" && each.item === item && each.args.every((arg, i) => this.types.erase(arg) === erased[i]),
    );
    if (found?.kind !== "projection") return undefined;
    const binding: Binding = { args: [], regions: [], bound: new Map() };
    found.args.forEach((arg, i) => this.#lay(arg, args[i] as Ty, binding));
    return this.#closed(found.type, binding.bound);
  }

  /** Bound regions as they were found; others are any. */
  #closed(type: Ty, bound: Map<Region, Region>): Ty {
    return this.types.openWith(type, bound, () => this.types.sink.fresh());
  }

  #output({ item, args }: Ty & { kind: "projection" }, self: Ty): Ty | undefined {
    if (!this.types.items.tcx.isLang(item, "fn_once_output")) return undefined;
    const callable = this.callable(self);
    const inputs = args[1];
    if (callable === undefined || inputs?.kind !== "tuple") return undefined;
    inputs.elements.forEach((input, i) => callable.params[i] !== undefined && this.types.relate(input, callable.params[i] as Ty));
    return callable.output;
  }

  /** What a function, function pointer or closure takes and gives, for this use. */
  callable(self: Ty): CallableSignature | undefined {
    const { types } = this;
    switch (self.kind) {
      case "closure":
        return types.closureSignature(self.closure, self.args);
      case "fn-def": {
        const { params, output, count } = types.items.signature(self.def);
        const regions = Array.from({ length: count }, () => types.sink.fresh());
        const put = (part: Ty): Ty => this.normalize(types.instantiate(part, self.args, regions));
        return { params: params.map(put), output: put(output) };
      }
      case "fn-pointer": {
        const parts = types.openAll([...self.params, self.output], () => types.sink.fresh());
        return { params: parts.slice(0, -1), output: parts.at(-1) as Ty };
      }
      default:
        return undefined;
    }
  }

  #ofObject({ item, args }: Ty & { kind: "projection" }, self: Ty): Ty | undefined {
    if (self.kind !== "dynamic") return undefined;
    const given = self.principal?.projections.find((each) => each.item === item);
    if (given === undefined) return undefined;
    const binding: Binding = { args: [], regions: [], bound: new Map() };
    self.principal?.args.forEach((arg, i) => this.#lay(arg, args[i + 1] as Ty, binding));
    return this.#closed(given.type, binding.bound);
  }

  // --- Impls -----------------------------------------------------------------------------------------------------

  #ofImpl({ item, args }: Ty & { kind: "projection" }): Ty | undefined {
    const { tcx } = this.types.items;
    const trait = tcx.items.parent(item) as DefId;
    const count = tcx.generics(trait).params.length;
    const impl = this.#select(trait, args.slice(0, count));
    if (impl === undefined) return undefined;
    if (this.types.items.lifetimeCount(trait) > 0) this.types.sink.doubt();
    const given = tcx.implItem(impl, tcx.items.name(item), "assoc-type");
    const { binding, known } = this.#bind(impl, args.slice(0, count));
    if (given === undefined) return known ? this.types.instantiate(this.types.items.typeOf(item), args, []) : undefined;
    if (!known) return undefined;
    return this.types.instantiate(
      this.types.items.typeOf(given),
      [...(binding.args as Ty[]), ...args.slice(count)],
      binding.regions as Region[],
    );
  }

  #select(trait: DefId, args: readonly Ty[]): DefId | undefined {
    const { tcx } = this.types.items;
    const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(this.types.owner));
    const selection = selector.select({ trait, args: args.map((arg) => this.types.erase(arg)) });
    return typeof selection === "object" && selection.kind === "impl" ? selection.impl : undefined;
  }

  /** What an impl's parameters stand for. */
  #bind(impl: DefId, args: readonly Ty[]): { binding: Binding; known: boolean } {
    const { items, sink } = this.types;
    const header = items.implHeader(impl);
    const count = items.tcx.generics(impl).params.length;
    const binding: Binding = { args: Array.from({ length: count }), regions: Array.from({ length: header.count }), bound: new Map() };
    header.args.forEach((arg, i) => this.#lay(arg, args[i] as Ty, binding));
    for (let i = 0; i < header.count; i++) binding.regions[i] ??= sink.fresh();
    this.#bindByConditions(impl, binding);
    return { binding, known: !binding.args.includes(undefined) };
  }

  /** `B` of `F: FnMut(T) -> B`, or of `-> Option<B>`. */
  #bindByConditions(impl: DefId, binding: Binding): void {
    for (const each of this.types.items.predicates(impl)) {
      if (each.kind !== "projection" || !isOpen(each.type, binding)) continue;
      const given = each.args.map((arg) => this.#instantiateBound(arg, binding));
      const { types } = this.types.items.tcx;
      this.#lay(each.type, this.normalize(types.projection(each.item, given)), binding);
    }
  }

  #instantiateBound(type: Ty, { args, regions }: Binding): Ty {
    const put = this.types.instantiate(type, args as Ty[], regions as Region[]);
    return this.normalize(this.types.openAll([put], () => this.types.sink.placeholder())[0] as Ty);
  }

  /** Lays a pattern over a type, and learns what its parameters are. */
  #lay(pattern: Ty, type: Ty, binding: Binding): void {
    if (pattern.kind === "param" && binding.args.length > 0) {
      const known = binding.args[pattern.index];
      if (known === undefined) binding.args[pattern.index] = type;
      else this.types.equate(known, type);
      return;
    }
    const own = ownRegions(pattern);
    const theirs = ownRegions(type);
    own.forEach((region, i) => theirs[i] !== undefined && this.#layRegion(region, theirs[i], binding));
    const parts = partsOf(pattern);
    const others = partsOf(type);
    if (pattern.kind !== "projection" && parts.length === others.length)
      parts.forEach((part, i) => this.#lay(part, others[i] as Ty, binding));
  }

  #layRegion(pattern: Region, region: Region, { regions, bound }: Binding): void {
    const index = parameterIndex(pattern);
    if (index !== undefined) {
      const known = regions[index];
      if (known === undefined) regions[index] = region;
      else this.types.relateRegions(known, region, INVARIANT);
    } else if (isBound(pattern)) {
      const known = bound.get(pattern);
      if (known === undefined) bound.set(pattern, region);
      else this.types.relateRegions(known, region, INVARIANT);
    } else if (pattern !== ERASED)
      this.types.relateRegions(pattern === STATIC_REGION ? this.types.everlasting : pattern, region, INVARIANT);
  }

  // --- Conditions ------------------------------------------------------------------------------------------------

  /** What a callee asks of its arguments, as far as it speaks of lifetimes. */
  prove(predicate: Predicate, args: readonly Ty[], regions: readonly Region[]): void {
    const each = this.#instance(predicate, args, regions);
    const parts = each.kind === "trait" ? each.ref.args : [...each.args, each.type];
    const made = new Map<Region, Region>();
    const any = (): Region => this.types.sink.placeholder();
    const isAround = boundAround(parts);
    const opened = parts.map((type) => this.normalize(this.types.openWith(type, made, any, isAround)));
    if (each.kind === "projection") {
      const projected = this.normalize(this.types.items.tcx.types.projection(each.item, opened.slice(0, -1)));
      return this.types.equate(projected, opened.at(-1) as Ty);
    }
    if (!this.types.items.tcx.isFnTrait(each.ref.trait)) {
      const own = (each.ref.regions ?? []).map((region) => (isBound(region) ? given(made, region, any) : region));
      return this.#implement({ trait: each.ref.trait, args: opened, regions: own });
    }
    const callable = this.callable(opened[0] as Ty);
    const inputs = opened[1];
    if (callable === undefined || inputs?.kind !== "tuple") return;
    inputs.elements.forEach((input, i) => callable.params[i] !== undefined && this.types.relate(input, callable.params[i] as Ty));
  }

  /** What the impl that gives a trait to types with lifetimes, or to closures that take some, asks of these, or a bound says of them. */
  #implement({ trait, args, regions: wanted }: TraitRef & { readonly regions: readonly Region[] }): void {
    const speaks = (arg: Ty): boolean => (arg.flags & HAS_CLOSURE) !== 0 || regionsOf(arg).length > 0;
    if (this.#depth > DEPTH_LIMIT || (wanted.length === 0 && !args.some(speaks))) return;
    const impl = this.#select(trait, args);
    if (impl === undefined) return wanted.length === 0 ? undefined : this.#bounded(trait, args, wanted);
    this.#depth++;
    const { binding, known } = this.#bind(impl, args);
    if (known) {
      const [given, regions] = [binding.args as Ty[], binding.regions as Region[]];
      this.#relateAll(
        this.types.items.implHeader(impl).regions.map((region) => this.types.region(region, regions)),
        wanted,
      );
      this.proveAll(impl, given, regions);
    }
    this.#depth--;
  }

  /** Lifetimes of a trait are what the one bound says that gives it to a type; of several any may be meant. */
  #bounded(trait: DefId, args: readonly Ty[], wanted: readonly Region[]): void {
    const found = this.#bounds(trait, args);
    if (found.some((regions) => regions.length === wanted.length && regions.every(isBound))) return;
    const [only, ...more] = found;
    if (only === undefined || more.length > 0) return this.types.sink.loseLifetimes();
    this.#relateAll(only, wanted);
  }

  /** Lifetimes of a trait as bounds on a type have them. */
  #bounds(trait: DefId, args: readonly Ty[]): (readonly Region[])[] {
    const [self] = args;
    const stated = self === undefined ? [] : withSupertraits(this.types, [...this.#assumed, ...this.#declared(self)]);
    const erased = args.map((arg) => this.types.erase(arg));
    const isIt = (ref: TraitRef): boolean => ref.trait === trait && ref.args.every((arg, i) => this.types.erase(arg) === erased[i]);
    return distinct(stated.filter(isIt).map(({ regions }) => regions ?? []));
  }

  #relateAll(given: readonly Region[], wanted: readonly Region[]): void {
    if (given.length !== wanted.length || [...given, ...wanted].includes(ERASED)) return this.types.sink.loseLifetimes();
    given.forEach((region, i) => isBound(region) || this.types.relateRegions(region, wanted[i] as Region, INVARIANT));
  }

  /** What a data type asks of its arguments. */
  madeOf(type: Ty): void {
    if (type.kind === "adt") this.proveAll(type.def, type.args, type.regions);
  }

  /** All that a type asks of its parts for there to be such a type. */
  wellFormed(type: Ty): void {
    if (type.kind === "fn-pointer" || type.kind === "dynamic" || (type.flags & SPEAKS) === 0) return;
    if (type.kind === "ref") this.types.outlives(type.target, type.region);
    this.madeOf(type);
    for (const part of partsOf(type)) this.wellFormed(part);
  }

  /** All that an item asks of its arguments. */
  proveAll(def: DefId, args: readonly Ty[], regions: readonly Region[]): void {
    const { types } = this;
    for (const predicate of types.items.predicates(def)) this.prove(predicate, args, regions);
    for (const { long, short } of types.items.outlives(def)) {
      const at = types.region(short, regions);
      if (typeof long === "number") types.sink.outlives(types.region(long, regions), at);
      else types.outlives(this.normalize(types.instantiate(long, args, regions)), at);
    }
  }
}

function given(made: Map<Region, Region>, region: Region, make: () => Region): Region {
  let known = made.get(region);
  if (known === undefined) made.set(region, (known = make()));
  return known;
}

function distinct(all: readonly (readonly Region[])[]): (readonly Region[])[] {
  return [...new Map(all.map((regions) => [regions.join(), regions])).values()];
}

/** Of lifetimes, or of what may have some. */
const SPEAKS = HAS_REGION | HAS_PARAM | HAS_ALIAS | HAS_CLOSURE;

/** Whether a parameter in the type stands for something unknown. */
function isOpen(type: Ty, binding: Binding): boolean {
  if (type.kind === "param") return binding.args[type.index] === undefined;
  return partsOf(type).some((part) => isOpen(part, binding));
}

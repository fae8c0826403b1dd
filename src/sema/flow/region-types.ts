// Types with regions in one body: fresh ones for what the type checker left without, relations between them, and what
// can be called with them. In: types of the body. Out: constraints, by way of the sink. The rules are those of rustc's
// type check of MIR: subtyping by variance, `for<..>` on the left taken at will, on the right proved for any lifetime.
import type { DefId } from "../types/def-id.ts";
import {
  boundAround,
  eraseRegions,
  isBound,
  mapRegions,
  ownRegions,
  parameterIndex,
  regionsOf,
  STATIC_REGION,
  withRegions,
} from "../types/regions.ts";
import { ERASED, partsOf, type Region, type Ty } from "../types/ty.ts";
import type { Invariance } from "./graph.ts";
import type { RegionItems } from "./region-items.ts";
import { Binders } from "./binders.ts";
import { CONTRAVARIANT, COVARIANT, forEachPart, INVARIANT, VarianceTable, type Variance } from "./variance.ts";

export interface RegionSink {
  fresh(): Region;
  /** A lifetime of which nothing is known. */
  placeholder(): Region;
  outlives(long: Region, short: Region): void;
  /** All that a parameter or alias stands for outlives a region. */
  test(type: Ty, short: Region): void;
  /** Something was not understood: what follows may be too strict. */
  doubt(): void;
  /** What lifetimes of a trait are meant was not understood: what follows may be too lax. */
  loseLifetimes(): void;
  /** What makes the relations that are made now hold both ways. */
  invariance: Invariance | undefined;
}

export interface BodyRegions {
  readonly owner: DefId;
  readonly everlasting: Region;
  readonly heldOf: (closure: number) => readonly Ty[];
}

export interface CallableSignature {
  readonly params: readonly Ty[];
  readonly output: Ty;
}

export interface ClosureSignature extends CallableSignature {
  /** Regions that stand for any lifetime. */
  readonly bound: ReadonlySet<Region>;
}

/** What a closure holds, and the regions there. */
export interface Holding {
  readonly held: readonly Ty[];
  readonly regions: readonly Region[];
}

export class RegionTypes {
  readonly items: RegionItems;
  readonly sink: RegionSink;
  readonly owner: DefId;
  /** The region of what lives for ever. */
  /** Lifetimes of `for<..>`s that were opened. */
  readonly #opened = new Set<Region>();
  readonly everlasting: Region;
  readonly closures = new Map<number, ClosureSignature>();
  /** Types of what a closure of the body holds, erased. */
  readonly #heldOf: (closure: number) => readonly Ty[];
  readonly #holdings = new Map<number, Holding>();
  /** Told of what the owner's own `impl Trait` hides. */
  reveal: ((opaque: Ty & { kind: "opaque" }, hidden: Ty) => void) | undefined;
  readonly #variances: VarianceTable;
  readonly #erased = new Map<Ty, Ty>();
  readonly #plain = new Map<Ty, boolean>();
  readonly #calls = new Map<Ty, boolean>();

  constructor(items: RegionItems, variances: VarianceTable, sink: RegionSink, body: BodyRegions) {
    this.everlasting = body.everlasting;
    this.#heldOf = body.heldOf;
    this.items = items;
    this.#variances = variances;
    this.sink = sink;
    this.owner = body.owner;
  }

  // --- Numbers ---------------------------------------------------------------------------------------------------

  erase(type: Ty): Ty {
    let erased = this.#erased.get(type);
    if (erased === undefined) this.#erased.set(type, (erased = eraseRegions(this.items.tcx.types, type)));
    return erased;
  }

  /** Whether a type has no place for a region. */
  #isPlain(type: Ty): boolean {
    const known = this.#plain.get(type);
    if (known !== undefined) return known;
    const plain = this.count(type) === 0 && partsOf(type).every((part) => this.#isPlain(part));
    this.#plain.set(type, plain);
    return plain;
  }

  /** How many regions the outermost constructor has. */
  count(type: Ty): number {
    switch (type.kind) {
      case "ref":
      case "dynamic":
        return 1;
      case "adt":
        return this.items.lifetimeCount(type.def);
      case "closure":
        return this.holding(type.closure).regions.length;
      case "opaque":
        return this.items.signature(type.fn).opaques[type.index]?.type.kind === "opaque"
          ? ownRegions(this.items.signature(type.fn).opaques[type.index]?.type as Ty).length
          : 0;
      default:
        return 0;
    }
  }

  /** An erased type with regions from `make` everywhere. */
  renumber(type: Ty, make: () => Region = () => this.sink.fresh()): Ty {
    if (type.kind !== "closure" && this.#isPlain(type)) return type;
    const { types } = this.items.tcx;
    if (type.kind === "closure") return types.closure(type.closure, type.args, this.holding(type.closure).regions);
    const own = Array.from({ length: this.count(type) }, make);
    const outer = withRegions(types, type, own);
    if (this.isCallable(type)) return new Binders(this, make).signature(outer);
    return types.mapParts(outer, (part) => this.renumber(part, make));
  }

  isCallable(type: Ty): boolean {
    return (
      type.kind === "fn-pointer" ||
      (type.kind === "dynamic" && type.principal !== undefined && this.items.tcx.isFnTrait(type.principal.trait))
    );
  }

  /** `places`: the types of what is captured, where the closure is made; what is bound in them (`for<..>`) stays so. */
  holding(closure: number, places: readonly Ty[] = []): Holding {
    let holding = this.#holdings.get(closure);
    if (holding === undefined) {
      const held = this.#heldOf(closure).map((type, i) => this.#heldAs(type, places[i]));
      const regions = held.flatMap((type) => regionsOf(type)).filter((region) => !isBound(region));
      this.#holdings.set(closure, (holding = { held, regions }));
    }
    return holding;
  }

  /** `type`: of a place, or a reference to one. */
  #heldAs(type: Ty, place: Ty | undefined): Ty {
    if (place === undefined || !this.callsInside(place)) return this.renumber(type);
    const erased = this.erase(place);
    if (erased === type) return this.likewise(place);
    if (type.kind === "ref" && erased === type.target)
      return this.items.tcx.types.ref(this.likewise(place), type.mutable, this.sink.fresh());
    return this.renumber(type);
  }

  /** Whether something that can be called with any lifetime may be a part of the type. */
  callsInside(type: Ty): boolean {
    let known = this.#calls.get(type);
    if (known === undefined) this.#calls.set(type, (known = this.isCallable(type) || partsOf(type).some((part) => this.callsInside(part))));
    return known;
  }

  /** With lifetimes of its own, but for what is bound inside. */
  likewise(type: Ty): Ty {
    return mapRegions(this.items.tcx.types, type, (region) => (isBound(region) ? region : this.sink.fresh()));
  }

  /** What an item says, for given arguments. */
  instantiate(type: Ty, args: readonly Ty[], regions: readonly Region[]): Ty {
    const { types } = this.items.tcx;
    const mapped = mapRegions(types, type, (region) => this.#instance(region, regions));
    return types.substitute(mapped, args);
  }

  #instance(region: Region, regions: readonly Region[]): Region {
    const given = this.region(region, regions);
    if (given !== ERASED) return given;
    this.sink.doubt();
    return this.sink.fresh();
  }

  /** A lifetime of an item, for given arguments; erased if it is not known. */
  region(region: Region, regions: readonly Region[]): Region {
    if (region === STATIC_REGION) return this.everlasting;
    const index = parameterIndex(region);
    return index === undefined ? region : (regions[index] ?? ERASED);
  }

  /** Types with their bound regions taken for something, the same everywhere. */
  openAll(parts: readonly Ty[], make: () => Region): readonly Ty[] {
    const made = new Map<Region, Region>();
    const isAround = boundAround(parts);
    return parts.map((type) => this.openWith(type, made, make, isAround));
  }

  /** Bound regions as `made` has them, and as `make` makes them; those bound inside of the type stay. */
  openWith(type: Ty, made: Map<Region, Region>, make: () => Region, isAround = boundAround([type])): Ty {
    return mapRegions(this.items.tcx.types, type, (region) => {
      if (!isAround(region) && !made.has(region)) return region;
      let given = made.get(region);
      if (given === undefined) made.set(region, (given = make()));
      return given;
    });
  }

  // --- Relations -------------------------------------------------------------------------------------------------

  relateRegions(a: Region, b: Region, variance: Variance): void {
    if (a === b) return;
    if ((variance & COVARIANT) !== 0) this.#regionOutlives(a, b);
    if ((variance & CONTRAVARIANT) !== 0) this.#regionOutlives(b, a);
  }

  /** A lifetime that was there before a `for<'a>` was opened outlives any `'a` only if it outlives all. */
  #regionOutlives(long: Region, short: Region): void {
    this.sink.outlives(long, short);
    if (this.#opened.has(short) && long < short) this.sink.outlives(long, this.everlasting);
  }

  equate(a: Ty, b: Ty): void {
    this.relate(a, b, INVARIANT);
  }

  /** Covariant: `a` is a subtype of `b`. */
  relate(a: Ty, b: Ty, variance: Variance = COVARIANT): void {
    if (a === b || variance === 0) return;
    if (a.kind === "never" || b.kind === "never" || a.kind === "error" || b.kind === "error") return;
    if (!sameHead(a, b)) {
      if (b.kind === "opaque" && b.fn === this.owner && this.reveal !== undefined) return this.reveal(b, a);
      return this.#mix(a, b);
    }
    if ((a.kind === "fn-pointer" || a.kind === "dynamic") && (hasBound(a) || hasBound(b))) return this.#relateBinders(a, b, variance);
    this.#relateParts(a, b, variance);
  }

  #relateParts(a: Ty, b: Ty, variance: Variance): void {
    const left = this.#parts(a, variance);
    const right = this.#parts(b, variance);
    if (left.parts.length !== right.parts.length || left.regions.length !== right.regions.length) return this.#mix(a, b);
    left.regions.forEach(([region, at], i) =>
      this.#under(a, i, variance, at, () => this.relateRegions(region, (right.regions[i] as [Region, Variance])[0], at)),
    );
    const first = left.regions.length;
    left.parts.forEach(([part, at], i) =>
      this.#under(a, first + i, variance, at, () => this.relate(part, (right.parts[i] as [Ty, Variance])[0], at)),
    );
  }

  /** Relates the argument of a type; the outermost that makes it invariant is told of. */
  #under(type: Ty, index: number, outside: Variance, inside: Variance, action: () => void): void {
    const { sink } = this;
    const before = sink.invariance;
    const isReference = type.kind === "ref" || type.kind === "ptr";
    if (before === undefined && inside === INVARIANT && outside !== INVARIANT && (isReference || type.kind === "adt"))
      sink.invariance = { type, index: isReference ? 0 : index };
    action();
    sink.invariance = before;
  }

  #parts(type: Ty, at: Variance): { regions: [Region, Variance][]; parts: [Ty, Variance][] } {
    const regions: [Region, Variance][] = [];
    const parts: [Ty, Variance][] = [];
    forEachPart(this.#variances, type, at, { region: (region, v) => regions.push([region, v]), part: (part, v) => parts.push([part, v]) });
    return { regions, parts };
  }

  #relateBinders(a: Ty, b: Ty, variance: Variance): void {
    const fresh = (): Region => this.sink.fresh();
    const relate = (sub: Ty, all: Ty): void => this.relateOpened(() => this.#open(sub, fresh), all);
    if ((variance & COVARIANT) !== 0) relate(a, b);
    if ((variance & CONTRAVARIANT) !== 0) relate(b, a);
  }

  /** A type that is made for any lifetimes that a `for<..>` around the other stands for is a subtype of this one. */
  relateOpened(make: () => Ty, all: Ty): void {
    const target = this.#open(all, () => {
      const region = this.sink.placeholder();
      this.#opened.add(region);
      return region;
    });
    this.#relateParts(make(), target, COVARIANT);
  }

  #open(type: Ty, make: () => Region): Ty {
    return this.openWith(type, new Map(), make, boundAround(partsOf(type)));
  }

  /** Types that do not fit: every region of the one may be any of the other. */
  #mix(a: Ty, b: Ty): void {
    const all = [...regionsOf(a), ...regionsOf(b)].filter((region) => !isBound(region) && region !== ERASED);
    if (all.length > 0) this.sink.doubt();
    all.forEach((region, i) => this.relateRegions(region, all[i + 1] ?? region, INVARIANT));
  }

  /** A value of type `a` goes where `b` is expected: the bound of a trait object may shrink also behind `&mut`. */
  flow(a: Ty, b: Ty): void {
    if (a.kind !== "ref" || b.kind !== "ref" || a.target.kind !== "dynamic" || b.target.kind !== "dynamic") return this.relate(a, b);
    this.relateRegions(a.region, b.region, COVARIANT);
    this.relateObjects(a.target, b.target);
  }

  /** Of the same trait; only the bound may differ. */
  relateObjects(a: Ty & { kind: "dynamic" }, b: Ty & { kind: "dynamic" }): void {
    a.regions.forEach((region, i) => this.relateRegions(region, b.regions[i] ?? region, COVARIANT));
    this.equate(this.items.tcx.types.dynamic(a.principal, b.autos, b.regions), b);
  }

  /** All that a type holds outlives a region. */
  outlives(type: Ty, short: Region): void {
    switch (type.kind) {
      case "param":
      case "projection":
        return type.kind === "param" && type.constType !== undefined ? undefined : this.sink.test(type, short);
      case "fn-def":
      case "fn-pointer":
        return;
      case "closure":
        return this.holding(type.closure).held.forEach((held) => this.outlives(held, short));
      default:
        for (const region of ownRegions(type)) if (!isBound(region)) this.sink.outlives(region, short);
        for (const part of partsOf(type)) this.outlives(part, short);
    }
  }

  // --- Calls -----------------------------------------------------------------------------------------------------

  /** Of a closure, with lifetimes of its own for this use. */
  closureSignature(closure: number, args: readonly Ty[]): CallableSignature | undefined {
    const signature = this.closures.get(closure);
    if (signature === undefined) return undefined;
    const made = new Map<Region, Region>();
    for (const region of signature.bound) made.set(region, this.sink.fresh());
    const { types } = this.items.tcx;
    const put = (type: Ty): Ty =>
      types.substitute(
        mapRegions(types, type, (region) => made.get(region) ?? region),
        args,
      );
    return { params: signature.params.map(put), output: put(signature.output) };
  }
}

function hasBound(type: Ty): boolean {
  return regionsOf(type).some(isBound);
}

/** Whether two types differ in regions and parts alone. */
function sameHead(a: Ty, b: Ty): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "adt":
    case "fn-def":
      return a.def === (b as typeof a).def;
    case "ref":
    case "ptr":
      return a.mutable === (b as typeof a).mutable;
    case "closure":
      return a.closure === (b as typeof a).closure;
    case "projection":
      return a.item === (b as typeof a).item;
    case "opaque":
      return a.fn === (b as typeof a).fn && a.index === (b as typeof a).index;
    case "param":
    case "int":
      return a === b;
    default:
      return true;
  }
}

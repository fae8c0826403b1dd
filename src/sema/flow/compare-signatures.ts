// A function of an impl against the one of its trait, lifetimes alone: it must be fit for every use that the trait's is fit for,
// so its parameters take at least as much and its result lives at least as long, under what the trait's types imply (rustc:
// `compare_method_predicate_entailment`). In: a function of an impl. Out: E0308, or rustc's words without a code where
// lifetimes of the function's own are in between.
import { error } from "../../diag/diagnostic.ts";
import { lateBoundLifetimes } from "../types/forms/late-bound.ts";
import type { DefId } from "../types/def-id.ts";
import { HAS_ALIAS, HAS_ERROR, ERASED, type Region, type Ty } from "../types/ty.ts";
import { regionsOf } from "../types/regions.ts";
import { KnownRelations } from "./known-relations.ts";
import type { Invariance } from "./graph.ts";
import type { RegionItems } from "./region-items.ts";
import { RegionTypes, type RegionSink } from "./region-types.ts";
import { VarianceTable } from "./variance.ts";

export function compareSignatures(items: RegionItems, item: DefId): void {
  const { tcx } = items;
  const impl = tcx.items.parent(item);
  if (impl === undefined || tcx.items.kind(item) !== "assoc-fn" || tcx.items.kind(impl) !== "impl") return;
  const { ref } = tcx.implHeader(impl);
  const wanted =
    ref === undefined ? undefined : tcx.items.named(ref.trait, tcx.items.name(item)).find((each) => tcx.items.kind(each) === "assoc-fn");
  if (wanted !== undefined) new Comparison(items, item, impl, wanted).check();
}

/** Lifetimes are numbers: those that are given from outside, and variables for the function's own. */
class Comparison implements RegionSink {
  readonly #types: RegionTypes;
  readonly #known: KnownRelations;
  readonly #longer = new Map<Region, Set<Region>>();
  readonly #given = new Set<Region>();
  invariance: Invariance | undefined = undefined;
  #count = 0;
  #isDoubtful = false;

  constructor(
    readonly items: RegionItems,
    readonly item: DefId,
    readonly impl: DefId,
    readonly wanted: DefId,
  ) {
    const everlasting = this.placeholder();
    this.#types = new RegionTypes(items, new VarianceTable(items), this, { owner: item, everlasting, heldOf: () => [] });
    this.#known = new KnownRelations(this.#types, everlasting);
  }

  // --- Lifetimes -------------------------------------------------------------------------------------------------

  fresh(): Region {
    return ++this.#count;
  }

  placeholder(): Region {
    const made = this.fresh();
    this.#given.add(made);
    return made;
  }

  outlives(long: Region, short: Region): void {
    const set = this.#longer.get(long);
    if (set === undefined) this.#longer.set(long, new Set([short]));
    else set.add(short);
  }

  test(): void {
    this.#isDoubtful = true;
  }

  doubt(): void {
    this.#isDoubtful = true;
  }

  loseLifetimes(): void {
    this.#isDoubtful = true;
  }

  // --- The comparison --------------------------------------------------------------------------------------------

  check(): void {
    const { items, item, impl, wanted } = this;
    const [given, asked] = [items.signature(item), items.signature(wanted)];
    if (given.params.length !== asked.params.length) return;
    const header = items.implHeader(impl);
    const outer = Array.from({ length: header.count }, () => this.placeholder());
    const early = (def: DefId): string[] => earlyLifetimes(items, def);
    const ofTrait = header.regions.map((region) => this.#types.region(region, outer));
    const inherited = items.lifetimesOf(items.tcx.items.parent(wanted) as DefId);
    if (ofTrait.length !== inherited || ofTrait.includes(ERASED)) return;
    const theirs = [...ofTrait, ...Array.from({ length: asked.count - inherited }, () => this.placeholder())];
    const mine = [...outer, ...Array.from({ length: given.count - header.count }, () => this.fresh())];
    const [ownEarly, theirEarly] = [early(item), early(wanted)];
    if (ownEarly.length !== theirEarly.length) return;
    ownEarly.forEach((name, i) => {
      const [own, their] = [items.parameter(item, name), items.parameter(wanted, theirEarly[i] as string)];
      if (own !== undefined && their !== undefined) mine[-2 - own] = theirs[-2 - their] as Region;
    });
    const put = (type: Ty): Ty => this.#types.instantiate(this.#resolved(type), [], mine);
    const args = [...header.args.map((type) => this.#types.instantiate(type, [], outer)), ...ownArguments(items, item)];
    const putTheirs = (type: Ty): Ty => this.#resolved(this.#types.instantiate(type, args, theirs), outer);
    const left = [...asked.params.map(putTheirs), put(given.output)];
    const right = [...given.params.map(put), putTheirs(asked.output)];
    if ([...left, ...right].some((type) => (type.flags & (HAS_ALIAS | HAS_ERROR)) !== 0 || regionsOf(type).includes(ERASED))) return;
    this.#assume(
      left.slice(0, -1).concat(right.slice(-1)),
      header.args.map((type) => this.#types.instantiate(type, [], outer)),
      args,
      outer,
      theirs,
    );
    left.forEach((type, i) => this.#types.relate(type, right[i] as Ty));
    if (!this.#isDoubtful) this.#judge();
  }

  /** Associated types of the impl's trait are what the impl says. */
  #resolved(type: Ty, outer?: readonly Region[]): Ty {
    const { tcx } = this.items;
    if ((type.flags & HAS_ALIAS) === 0) return type;
    if (type.kind === "projection" && tcx.items.parent(type.item) === tcx.implHeader(this.impl).ref?.trait && type.args[0] !== undefined) {
      const own = tcx.items.named(this.impl, tcx.items.name(type.item)).find((each) => tcx.items.kind(each) === "assoc-type");
      const isSelf = this.#types.erase(type.args[0]) === tcx.implHeader(this.impl).self;
      if (own === undefined || !isSelf || tcx.generics(own).params.length > tcx.generics(this.impl).params.length) return type;
      const given = this.items.typeOf(own);
      return outer === undefined ? given : this.#types.instantiate(given, [], outer);
    }
    return tcx.types.mapParts(type, (part) => this.#resolved(part, outer));
  }

  #assume(signature: readonly Ty[], head: readonly Ty[], args: readonly Ty[], outer: readonly Region[], theirs: readonly Region[]): void {
    for (const type of [...signature, ...head]) this.#known.imply(type);
    this.#known.declare(this.items.knownOutlives(this.impl), this.items.tcx.identityArgs(this.impl), outer);
    this.#known.declare(this.items.knownOutlives(this.wanted), args, theirs);
  }

  #judge(): void {
    for (const long of this.#given) {
      const direct = [...(this.#longer.get(long) ?? [])];
      const wrong = direct.find((short) => this.#given.has(short) && !this.#known.outlives(long, short));
      if (wrong !== undefined) return this.#report(true);
      for (const short of this.#reach(long)) if (this.#given.has(short) && !this.#known.outlives(long, short)) return this.#report(false);
    }
  }

  #reach(from: Region): ReadonlySet<Region> {
    const seen = new Set<Region>();
    const work = [from];
    for (let region = work.pop(); region !== undefined; region = work.pop()) {
      if (seen.has(region)) continue;
      seen.add(region);
      if (region === from || !this.#given.has(region)) work.push(...(this.#longer.get(region) ?? []));
    }
    return seen;
  }

  #report(isDirect: boolean): void {
    const { tcx } = this.items;
    const { item, wanted } = this;
    if (isDirect) return tcx.report(error("E0308", "method not compatible with trait").at(tcx.headSpan(item), "lifetime mismatch"));
    const said = error("`impl` item signature doesn't match `trait` item signature").at(tcx.headSpan(item), "found this signature");
    if (tcx.items.isLocal(wanted)) said.label(tcx.headSpan(wanted), "expected another signature");
    said.help("the lifetime requirements from the `impl` do not correspond to the requirements in the `trait`");
    const how = "verify the lifetime relationships in the `trait` and `impl` between the `self` argument, the other inputs and its output";
    tcx.report(said.help(how));
  }
}

/** Lifetimes that are chosen once for the function, not by each call. */
function earlyLifetimes({ tcx }: RegionItems, def: DefId): string[] {
  const late = new Set(lateBoundLifetimes(tcx, def).map(({ name }) => name));
  const all = tcx.items.preparedGenerics(def)?.params.filter(({ kind }) => kind === "lifetime") ?? [];
  return all.flatMap(({ ident }) => (late.has(ident.name) ? [] : [ident.name]));
}

function ownArguments({ tcx }: RegionItems, def: DefId): Ty[] {
  const { params, parentCount } = tcx.generics(def);
  return params.slice(parentCount).map((param) => tcx.types.param(param.index, param.name, param.constType));
}

// Moves, initialisation and borrows of a body and its closures. In: a typed body. Out: what rustc would refuse or may
// refuse, as places; a body without findings is accepted by rustc's own rules.
import type { Span } from "../../base/source.ts";
import { mapPredicate, type Predicate } from "../types/predicates.ts";
import { regionsOf } from "../types/regions.ts";
import type { Body, BodyParam, Pat } from "../types/thir.ts";
import { constPlaceOf } from "../types/const-operations.ts";
import type { TypeContext } from "../types/context.ts";
import { expressionsOf, walk, walkPat } from "../types/thir-walk.ts";
import type { TypeTables } from "../types/tables.ts";
import type { Region, Ty } from "../types/ty.ts";
import { GraphBuilder } from "./builder.ts";
import type { ClosurePart, Graph, TypeTest, Universal } from "./graph.ts";
import { KnownRelations } from "./known-relations.ts";
import { Lowering } from "./lower.ts";
import { bindParameter } from "./lower-pattern.ts";
import { Permissions } from "./permissions.ts";
import { Projections } from "./project-regions.ts";
import { RegionItems, type OpaqueBounds } from "./region-items.ts";
import { RegionTypes } from "./region-types.ts";
import { maybeInitialized, misuses, type Misuse } from "./initialization.ts";
import { liveDrops, type LiveDrop } from "./live-drops.ts";
import { Runs } from "./runs.ts";
import { Solver, type Conflict } from "./solve.ts";
import { TypeFacts } from "./type-facts.ts";
import { COVARIANT, forEachPart, INVARIANT, type Variance, VarianceTable } from "./variance.ts";

export interface FlowReport {
  readonly graph: Graph;
  readonly solver: Solver;
  readonly misuses: readonly Misuse[];
  readonly permissions: Permissions;
  readonly conflicts: readonly Conflict[];
  /** Lifetimes of the item that need not outlive others and must: the first for each. */
  readonly relations: readonly Relation[];
  readonly tests: readonly UnmetTest[];
  readonly drops: readonly LiveDrop[];
  /** The same of closures and `for<..>`, and constructs that are not followed. */
  readonly unsure: readonly Span[];
}

/** Numbers of universal regions. */
export interface Relation {
  readonly long: number;
  readonly short: number;
}

/** What a parameter stands for need not outlive these. */
export interface UnmetTest {
  readonly test: TypeTest;
  readonly ends: readonly number[];
}

/** What is asked of items, and remembered between bodies. */
export class FlowTables {
  readonly items: RegionItems;
  readonly variances: VarianceTable;

  constructor(tcx: TypeContext, edition: number) {
    this.items = new RegionItems(tcx, edition);
    this.variances = new VarianceTable(this.items);
  }
}

/** Nothing is named and nothing borrowed: there is nothing to judge. */
function isTrivial(body: Body): boolean {
  if (body.closures.length > 0) return false;
  if (!body.params.every(({ pat }) => pat.kind.kind === "binding" || pat.kind.kind === "wild")) return false;
  return expressionsOf(body).every((expr) => {
    const { kind, type } = expr;
    if (kind === "local" || kind === "borrow" || kind === "raw-borrow" || kind === "static") return false;
    if (kind === "block" && expr.block.stmts.some((stmt) => stmt.kind === "let" && stmt.annotation !== undefined)) return false;
    return type.kind !== "fn-def" || type.args.length === 0;
  });
}

export function checkFlow(flow: FlowTables, tables: TypeTables, body: Body, edition: number): FlowReport | undefined {
  const isConstant = constPlaceOf(flow.items.tcx, body) !== undefined;
  return isTrivial(body) && !isConstant ? undefined : new FlowCheck(flow, tables, body, edition).run();
}

class FlowCheck {
  readonly #builder: GraphBuilder;
  readonly #types: RegionTypes;
  readonly #projections: Projections;
  readonly #lowering: Lowering;
  readonly #known: KnownRelations;
  readonly #body: Body;
  readonly #variances: VarianceTable;
  /** Lifetimes that an opaque type hides and that are as they are. */
  readonly #hidden: { readonly region: Region; readonly captured: readonly Region[] }[] = [];
  /** The owner's lifetimes. */
  readonly #regions: readonly Region[];
  readonly #isFunction: boolean;

  constructor({ items, variances }: FlowTables, tables: TypeTables, body: Body, edition: number) {
    const { tcx } = items;
    this.#variances = variances;
    const builder = new GraphBuilder(new TypeFacts(tcx, tables, body.owner));
    this.#builder = builder;
    this.#body = body;
    builder.span = body.span;
    const heldOf = (id: number): readonly Ty[] =>
      tables.closure(id).captures.map(({ mode, type }) => (mode === "value" ? type : tcx.types.ref(type, mode === "ref-mut")));
    const everlasting = builder.universal("named", body.span);
    this.#types = new RegionTypes(items, variances, builder, { owner: body.owner, everlasting, heldOf });
    this.#known = new KnownRelations(this.#types, this.#types.everlasting);
    this.#isFunction = body.owner >= 0 && tcx.items.item(body.owner)?.kind.kind === "fn";
    const holder = tcx.holder(body.owner);
    const count = tcx.items.item(holder)?.kind.kind === "fn" ? items.signature(holder).count : items.lifetimesOf(holder);
    this.#regions = Array.from({ length: count }, () => builder.universal("named", body.span));
    this.#projections = new Projections(this.#types, body.owner < 0 ? [] : this.#assumed(items.predicates(body.owner)));
    const frame = { closure: undefined, environment: { root: -1, steps: [] }, held: [], result: -1, resultType: body.result, depth: 0 };
    this.#lowering = new Lowering(builder, this.#projections, body, edition, this.#regions, frame);
  }

  #assumed(predicates: readonly Predicate[]): Predicate[] {
    const put = (type: Ty): Ty => this.#own(type);
    return predicates.map((each) => mapPredicate(each, put, (region) => this.#types.region(region, this.#regions)));
  }

  /** A type of the owner's, with its lifetimes as they are here. */
  #own(type: Ty): Ty {
    return this.#types.instantiate(type, [], this.#regions);
  }

  run(): FlowReport {
    const builder = this.#builder;
    const { params, value } = this.#body;
    builder.enter();
    builder.open("variables", this.#body.value.span);
    const { inputs, output } = this.#signature();
    this.#assume([...inputs, output]);
    this.#types.reveal = (opaque, hidden) => this.#reveal(opaque, hidden);
    const result = builder.temporary(output).temporary;
    this.#lowering.frame = { ...this.#lowering.frame, result, resultType: output };
    params.forEach((param, i) => this.#param(param, inputs[i] as Ty));
    builder.open("variables", this.#body.value.span);
    builder.open("temporaries", this.#body.value.span);
    this.#lowering.return(value, value.span);
    return this.#report(builder.graph());
  }

  #report(graph: Graph): FlowReport {
    const runs = new Runs(graph);
    const solver = new Solver(runs, maybeInitialized(runs));
    return {
      graph,
      solver,
      misuses: misuses(runs),
      permissions: new Permissions(graph, (local) => this.#body.locals[local]?.mutable === true, maybeInitialized(runs, true)),
      conflicts: solver.conflicts(),
      ...this.#relations(graph, solver),
      tests: this.#tests(graph, solver),
      drops: this.#lowering.isConstant ? liveDrops(runs, this.#body, this.#builder.facts, this.#bindings()) : [],
    };
  }

  #bindings(): ReadonlyMap<number, Span> {
    const found = new Map<number, Span>();
    const onPat = ({ kind, span }: Pat): void => void (kind.kind === "binding" && found.set(kind.local, span));
    for (const { pat } of this.#body.params) walkPat(pat, onPat);
    walk(this.#body.value, () => {}, onPat);
    return found;
  }

  // --- The signature -----------------------------------------------------------------------------------------------

  #signature(): { inputs: readonly Ty[]; output: Ty } {
    const { owner, params, result } = this.#body;
    const { items } = this.#types;
    const fit = (declared: Ty, type: Ty): Ty => {
      const own = this.#projections.normalize(this.#own(declared));
      return this.#types.erase(own) === this.#types.erase(type) ? own : this.#types.renumber(type, () => this.#types.everlasting);
    };
    if (this.#isFunction) {
      const signature = items.signature(owner);
      const inputs = params.map(({ type }, i) => fit(signature.params[i] as Ty, type));
      // The body's result is what `impl Trait` hides.
      if (signature.opaques.length > 0) return { inputs, output: this.#projections.normalize(this.#own(signature.output)) };
      return { inputs, output: fit(signature.output, result) };
    }
    const hasType = owner >= 0 && items.tcx.items.kind(owner) !== "global-asm";
    const output = hasType ? items.typeOf(owner) : result;
    return { inputs: params.map(({ type }) => this.#types.renumber(type)), output: fit(output, result) };
  }

  #assume(types: readonly Ty[]): void {
    const { owner } = this.#body;
    const { items } = this.#types;
    for (const type of types) this.#known.imply(type);
    if (owner < 0) return;
    this.#known.declare(items.knownOutlives(owner), [], this.#regions);
    const parent = items.tcx.items.parent(owner);
    if (parent === undefined || items.tcx.items.kind(parent) !== "impl") return;
    const header = items.implHeader(parent);
    for (const type of [header.self, ...header.args]) this.#known.imply(this.#own(type));
  }

  #param({ pat }: BodyParam, type: Ty): void {
    bindParameter(this.#lowering, pat, type);
  }

  /** What `impl Trait` of the function's own result hides may hold captured lifetimes only. */
  #reveal(type: Ty & { kind: "opaque" }, hidden: Ty): void {
    const bounds = this.#types.items.signature(type.fn).opaques[type.index];
    if (bounds === undefined) return this.#builder.doubt();
    const least = this.#builder.universal("named", this.#body.span);
    for (const region of type.regions) this.#known.add(region, least);
    for (const region of regionsOf(hidden)) this.#builder.outlives(region, least);
    for (const region of fixedRegions(this.#variances, hidden)) this.#hidden.push({ region, captured: type.regions });
    this.#promise(bounds, hidden);
  }

  #promise({ outlives, predicates, type }: OpaqueBounds, hidden: Ty): void {
    for (const region of outlives) this.#types.outlives(hidden, this.#types.region(region, this.#regions));
    const put = (part: Ty): Ty => (part === type ? hidden : part);
    for (const each of predicates)
      this.#projections.prove(
        mapPredicate(each, put, (region) => region),
        [],
        this.#regions,
      );
  }

  // --- What does not hold --------------------------------------------------------------------------------------------

  /** What must outlive what, and is not known to. */
  #relations(graph: Graph, solver: Solver): Pick<FlowReport, "relations" | "unsure"> {
    const { universals } = graph;
    const unsure = [...graph.unsure];
    const relations: Relation[] = [];
    universals.forEach((long, i) => {
      if (long.kind === "external") return;
      const shorts = demandedOnce(graph, solver, i).filter((j) => !this.#holds(long, universals[j] as Universal, graph.closures));
      const [short] = shorts;
      if (short === undefined) return;
      if (long.kind === "named" && universals[short]?.kind === "named") relations.push({ long: i, short });
      else unsure.push(long.span);
    });
    // What cannot shrink is a lifetime of the function's that the opaque type does not capture: E0700.
    const isLost = (end: Universal, captured: readonly Region[]): boolean =>
      end.kind === "named" && this.#regions.includes(end.region) && !captured.includes(end.region);
    for (const { region, captured } of this.#hidden)
      if (solver.demanded(region).some((i) => isLost(universals[i] as Universal, captured))) unsure.push(this.#body.value.span);
    return { relations, unsure };
  }

  #holds(long: Universal, short: Universal, closures: readonly ClosurePart[]): boolean {
    if (short.kind !== "external") return this.#known.outlives(long.region, short.region);
    if (long.kind === "named") return true;
    return long.kind === "local" && isInside(closures, short.closure, long.closure);
  }

  #tests({ tests, universals }: Graph, solver: Solver): UnmetTest[] {
    return tests.flatMap((test) => {
      const ends = solver.demanded(test.short).filter((i) => {
        const end = universals[i] as Universal;
        return end.kind !== "external" && end.kind !== "local" && !this.#known.typeOutlives(test.type, end.region);
      });
      return ends.length === 0 ? [] : [{ test, ends }];
    });
  }
}

/** What a universal region must outlive. Of those that must be the same, all but the first are held against the first only. */
function demandedOnce({ universals }: Graph, solver: Solver, i: number): number[] {
  const all = solver.demanded((universals[i] as Universal).region).filter((j) => j !== i);
  const isSame = (j: number): boolean => j === 0 || solver.demanded((universals[j] as Universal).region).includes(i);
  const first = all.find((j) => j < i && isSame(j));
  return first === undefined ? all : [first];
}

/** Whether the closure `inner` is made in the body of `outer`. */
function isInside(closures: readonly ClosurePart[], inner: number, outer: number): boolean {
  const one = closures.find(({ closure }) => closure === inner);
  const other = closures.find(({ closure }) => closure === outer);
  return one !== undefined && other !== undefined && one !== other && one.from >= other.from && one.to <= other.to;
}

/** Lifetimes in a type that neither shrink nor grow. */
function fixedRegions(table: VarianceTable, type: Ty, at: Variance = COVARIANT): Region[] {
  const found: Region[] = [];
  forEachPart(table, type, at, {
    region: (region, variance) => void (variance === INVARIANT && found.push(region)),
    part: (part, variance) => void found.push(...fixedRegions(table, part, variance)),
  });
  return found;
}

// Moves, initialisation and borrows of a body and its closures. In: a typed body. Out: what rustc would refuse or may
// refuse, as places; a body without findings is accepted by rustc's own rules.
import type { Span } from "../../base/source.ts";
import type { Body, BodyParam, Closure, Local } from "../types/thir.ts";
import type { TypeContext } from "../types/context.ts";
import { walk } from "../types/thir-walk.ts";
import type { TypeTables } from "../types/tables.ts";
import { GraphBuilder } from "./builder.ts";
import type { Graph, Hold, Universal } from "./graph.ts";
import { NOTHING } from "./graph.ts";
import { namedSignature, outlives, STATIC, type NamedSignature, type Names } from "./lifetimes.ts";
import { Lowering } from "./lower.ts";
import { bindPattern } from "./lower-pattern.ts";
import { maybeInitialized, misuses, Solver, type Conflict, type Misuse } from "./solve.ts";
import { TypeFacts } from "./type-facts.ts";

export interface FlowReport {
  readonly misuses: readonly (Misuse & { readonly local: Local | undefined })[];
  readonly unmovable: readonly Span[];
  readonly conflicts: readonly Conflict[];
  /** Lifetimes that need not outlive what they must, and constructs that are not followed. */
  readonly unsure: readonly Span[];
}

const CAPTURED = "#captured";
const RESULT = "#result";

/** Nothing is named and nothing borrowed: there is nothing to judge. */
function isTrivial({ closures, value }: Body): boolean {
  let trivial = closures.length === 0;
  walk(value, ({ kind }) => {
    if (kind === "local" || kind === "borrow" || kind === "raw-borrow") trivial = false;
  });
  return trivial;
}

export function checkFlow(tcx: TypeContext, tables: TypeTables, body: Body, edition: number): FlowReport[] {
  if (isTrivial(body)) return [];
  const escaping = new Map<number, ReadonlySet<number>>();
  const reports: FlowReport[] = [];
  for (const closure of [...body.closures].reverse()) reports.push(new FlowCheck(tcx, tables, body, closure, edition, escaping).run());
  reports.push(new FlowCheck(tcx, tables, body, undefined, edition, escaping).run());
  return reports.reverse();
}

class FlowCheck {
  readonly #builder: GraphBuilder;
  readonly #lowering: Lowering;
  readonly #body: Body;
  readonly #closure: Closure | undefined;
  readonly #signature: NamedSignature | undefined;
  readonly #escaping: Map<number, ReadonlySet<number>>;
  /** Which parameter a universal region belongs to, of closures. */
  readonly #paramOf = new Map<Universal, number>();

  constructor(
    tcx: TypeContext,
    tables: TypeTables,
    body: Body,
    closure: Closure | undefined,
    edition: number,
    escaping: Map<number, ReadonlySet<number>>,
  ) {
    this.#builder = new GraphBuilder(new TypeFacts(tcx, tables, body.owner));
    this.#lowering = new Lowering(this.#builder, body, closure, edition, escaping);
    this.#body = body;
    this.#closure = closure;
    this.#escaping = escaping;
    this.#signature = closure === undefined ? namedSignature(tcx, body.owner, false) : undefined;
  }

  run(): FlowReport {
    const builder = this.#builder;
    const { params, value, result } = this.#closure ?? this.#body;
    builder.point(undefined);
    builder.open("variables");
    this.#captures();
    const output = this.#closure === undefined ? this.#signature?.output : closureNames(RESULT);
    const hold = builder.facts.holds(result) ? this.#universal(output ?? staticNames(), result, value.span) : NOTHING;
    this.#lowering.result = hold === NOTHING ? -1 : builder.slot(result, hold);
    params.forEach((param, i) => this.#param(param, i));
    builder.open("variables");
    builder.open("temporaries");
    this.#lowering.return(value, value.span);
    const graph = builder.graph();
    const initialized = maybeInitialized(graph);
    const solver = new Solver(graph, initialized);
    return {
      misuses: misuses(graph, initialized).map((each) => ({ ...each, local: this.#local(graph, each.slot) })),
      unmovable: graph.unmovable,
      conflicts: solver.conflicts(),
      unsure: [...graph.unsure, ...this.#relations(graph, solver)],
    };
  }

  #local(graph: Graph, slot: number): Local | undefined {
    const local = graph.slots[slot]?.local;
    return local === undefined ? undefined : this.#body.locals[local];
  }

  #captures(): void {
    const builder = this.#builder;
    for (const { type, mode, span } of this.#closure?.captures ?? []) {
      const held = mode === "value" ? type : builder.facts.tcx.types.ref(type, mode === "ref-mut");
      const hold = builder.facts.holds(held) ? this.#universal(closureNames(CAPTURED), held, span) : NOTHING;
      this.#lowering.capture(builder.slot(held, hold, { initial: true }));
      if (mode === "value") builder.declare(builder.slots.length - 1, "variables");
    }
  }

  #param({ pat, type, span }: BodyParam, i: number): void {
    const builder = this.#builder;
    const names = this.#closure === undefined ? this.#signature?.params[i] : closureNames(`#p${i}`);
    const first = builder.universals.length;
    const hold = builder.facts.holds(type) ? this.#universal(names ?? staticNames(), type, span) : NOTHING;
    if (this.#closure !== undefined) for (const each of builder.universals.slice(first)) this.#paramOf.set(each, i);
    const slot = builder.slot(type, hold, { initial: true });
    builder.declare(slot, "variables");
    bindPattern(this.#lowering, pat, { path: { root: slot, steps: [] }, hold, type });
  }

  #universal({ outer, inner }: Names, type: Body["result"], span: Span): Hold {
    const builder = this.#builder;
    const hold = builder.holdFor(type);
    if (hold.outer === hold.inner) {
      builder.universals.push({ region: hold.inner, names: new Set([...inner, ...(outer === undefined ? [] : [outer])]), span });
      return hold;
    }
    builder.universals.push({ region: hold.outer, names: new Set(outer === undefined ? inner : [outer]), span });
    builder.universals.push({ region: hold.inner, names: inner, span });
    return hold;
  }

  /** What must outlive what, and is not known to. */
  #relations(graph: Graph, solver: Solver): Span[] {
    const found: Span[] = [];
    const escapes = new Set<number>();
    for (const long of graph.universals) {
      for (const i of solver.demanded(long.region)) {
        const short = graph.universals[i] as Universal;
        if (short === long || this.#isKnown(long, short)) continue;
        const param = this.#paramOf.get(long);
        if (param !== undefined && short.names.has(RESULT)) escapes.add(param);
        else found.push(long.span);
      }
    }
    if (this.#closure !== undefined && escapes.size > 0) this.#escaping.set(this.#closure.id, escapes);
    return found;
  }

  #isKnown(long: Universal, short: Universal): boolean {
    const relations = { longer: this.#signature?.longer ?? [[CAPTURED, RESULT] as const] };
    const param = this.#paramOf.get(long);
    if (param !== undefined && param === this.#paramOf.get(short)) return true;
    return [...long.names].every((name) => name === STATIC || [...short.names].every((other) => outlives(relations, name, other)));
  }
}

function closureNames(name: string): Names {
  return { outer: name, inner: new Set([name]) };
}

/** Of constants and statics: everything in them lives for ever. */
function staticNames(): Names {
  return { outer: STATIC, inner: new Set([STATIC]) };
}

// What the words about borrows and moves are made from: a body, its graph, and what is known of the types in it.
import type { Span } from "../../base/source.ts";
import type { RegionItems } from "../flow/region-items.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Graph, Path, Slot } from "../flow/graph.ts";
import type { Solver } from "../flow/solve.ts";
import { TypeFacts } from "../flow/type-facts.ts";
import type { TypeContext } from "../types/context.ts";
import { InferenceTable } from "../types/infer.ts";
import type { TraitRef } from "../types/predicates.ts";
import { eraseRegions } from "../types/regions.ts";
import { Selector } from "../types/select.ts";
import type { TypeTables } from "../types/tables.ts";
import type { Body, Capture, Local } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { BodySource } from "./body-source.ts";
import { TypedSource } from "./typed-source.ts";

export interface BorrowInput {
  readonly tcx: TypeContext;
  readonly items: RegionItems;
  readonly tables: TypeTables;
  readonly tree: SyntaxTree;
  readonly body: Body;
  readonly graph: Graph;
  readonly solver: Solver;
  readonly edition: number;
}

export class BorrowContext {
  readonly tcx: TypeContext;
  readonly items: RegionItems;
  readonly tables: TypeTables;
  readonly body: Body;
  readonly graph: Graph;
  readonly solver: Solver;
  readonly edition: number;
  readonly source: BodySource;
  readonly typed: TypedSource;
  readonly selector: Selector;
  readonly #facts: TypeFacts;

  constructor({ tcx, items, tables, tree, body, graph, solver, edition }: BorrowInput) {
    this.tcx = tcx;
    this.items = items;
    this.tables = tables;
    this.body = body;
    this.graph = graph;
    this.solver = solver;
    this.edition = edition;
    this.source = new BodySource(tree, tcx.items.node(body.owner));
    this.typed = new TypedSource(body, (def) => tcx.items.isLocal(def));
    this.selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(body.owner));
    this.#facts = new TypeFacts(tcx, tables, body.owner);
  }

  slot(index: number): Slot {
    return this.graph.slots[index] as Slot;
  }

  local(path: Path): Local | undefined {
    const { local } = this.slot(path.root);
    return local === undefined ? undefined : this.body.locals[local];
  }

  snippet(span: Span): string {
    return this.tcx.items.snippet(span);
  }

  // --- Types -------------------------------------------------------------------------------------------------------

  erase(type: Ty): Ty {
    return eraseRegions(this.tcx.types, type);
  }

  print(type: Ty): string {
    return this.tcx.print(this.erase(type));
  }

  /** Of a place; undefined where it cannot be told. */
  typeOf({ root, steps }: Path): Ty | undefined {
    let at: Ty | undefined = this.slot(root).type;
    for (const step of steps) {
      if (at === undefined) return undefined;
      if (step.kind === "field") at = this.#facts.fieldType(at, step);
      else if (step.kind === "index" || step.kind === "elements") at = at.kind === "array" || at.kind === "slice" ? at.element : undefined;
      else if (at.kind === "ref" || at.kind === "ptr") at = at.target;
      else if (step.kind === "box") at = at.kind === "adt" ? at.args[0] : undefined;
      else if (this.slot(root).environment === undefined) return undefined;
    }
    return at && this.erase(this.selector.normalize(this.erase(at), []));
  }

  implementsTrait(trait: number | undefined, type: Ty): boolean {
    return this.selector.traitHolds(trait, [this.erase(type)]) === "yes";
  }

  implementsClone(type: Ty): boolean {
    return this.implementsTrait(this.tcx.core.trait("clone"), type);
  }

  /** The innermost thing that does not hold and would have to for a trait to. */
  failing(ref: TraitRef): TraitRef | undefined {
    if (this.selector.traitHolds(ref.trait, ref.args) === "yes") return undefined;
    return this.selector.culprit({ kind: "trait", ref, span: this.body.span }).ref;
  }

  /** The captured place that a path in a closure's body begins with, and how many steps lead to it. */
  captured({ root, steps }: Path): { readonly capture: Capture; readonly length: number } | undefined {
    const closure = this.slot(root).environment;
    if (closure === undefined) return undefined;
    const first = closure.kind === "FnOnce" ? 0 : 1;
    const step = steps[first];
    const capture = step?.kind === "field" ? closure.captures[step.field] : undefined;
    if (capture === undefined) return undefined;
    return { capture, length: first + (capture.mode === "value" ? 1 : 2) };
  }
}

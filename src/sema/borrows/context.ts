// What the words about borrows and moves are made from: a body, its graph, and what is known of types. It describes
// places as their owner would write them, and prints types.
import type { Span } from "../../base/source.ts";
import type { Expr as AstExpr } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { AccessKind, Graph, Path, Slot } from "../flow/graph.ts";
import type { Solver } from "../flow/solve.ts";
import { TypeFacts } from "../flow/type-facts.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import { InferenceTable } from "../types/infer.ts";
import type { TraitRef } from "../types/predicates.ts";
import { eraseRegions } from "../types/regions.ts";
import { Selector } from "../types/select.ts";
import type { TypeTables } from "../types/tables.ts";
import type { Body, Capture, Expr, Local } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { BodySource } from "./body-source.ts";
import { TypedSource, type Call } from "./typed-source.ts";

export interface BorrowInput {
  readonly tcx: TypeContext;
  readonly tables: TypeTables;
  readonly tree: SyntaxTree;
  readonly body: Body;
  readonly graph: Graph;
  readonly solver: Solver;
  readonly edition: number;
}

export class BorrowContext {
  readonly tcx: TypeContext;
  readonly tables: TypeTables;
  readonly body: Body;
  readonly graph: Graph;
  readonly solver: Solver;
  readonly edition: number;
  readonly source: BodySource;
  readonly typed: TypedSource;
  readonly selector: Selector;
  readonly #facts: TypeFacts;

  constructor({ tcx, tables, tree, body, graph, solver, edition }: BorrowInput) {
    this.tcx = tcx;
    this.tables = tables;
    this.body = body;
    this.graph = graph;
    this.solver = solver;
    this.edition = edition;
    this.source = new BodySource(tree, tcx.items.node(body.owner));
    this.typed = new TypedSource(body);
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
    if (type.kind === "closure") return `{closure@${this.tcx.items.place(this.tables.closure(type.closure).headSpan)}}`;
    return this.tables.printWithLifetimes(this.erase(type));
  }

  /** Of a place; undefined where it cannot be told. */
  typeOf({ root, steps }: Path): Ty | undefined {
    let at: Ty | undefined = this.slot(root).type;
    for (const step of steps) {
      if (at === undefined) return undefined;
      if (step.kind === "field") at = this.#facts.fieldType(at, step);
      else if (step.kind === "index") at = at.kind === "array" || at.kind === "slice" ? at.element : undefined;
      else if (at.kind === "ref" || at.kind === "ptr") at = at.target;
      else if (this.slot(root).environment === undefined) return undefined;
    }
    return at && this.erase(this.selector.normalize(this.erase(at), []));
  }

  implementsTrait(trait: number | undefined, type: Ty): boolean {
    return this.selector.traitHolds(trait, [this.erase(type)]) === "yes";
  }

  implementsClone(type: Ty): boolean {
    return this.implementsTrait(this.tcx.coreTrait("clone"), type);
  }

  // --- Places ------------------------------------------------------------------------------------------------------

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

  /** As written; undefined for what has no name. `variants`: parts of variants have none. */
  describe(path: Path, variants = false): string | undefined {
    const { root, steps } = path;
    const captured = this.captured(path);
    const name = captured === undefined ? this.local(path)?.name : this.#captureName(captured.capture);
    if (name === undefined) return undefined;
    const start = captured?.length ?? 0;
    const lastPart = steps.findLastIndex(({ kind }, i) => i >= start && kind !== "deref");
    let text = name;
    let type = this.typeOf({ root, steps: steps.slice(0, start) });
    for (let i = start; i < steps.length; i++) {
      const step = steps[i] as Path["steps"][number];
      if (step.kind === "deref") text = i > lastPart ? `*${text}` : text;
      else if (step.kind === "index") text += step.written ? "[_]" : "[..]";
      else {
        if (variants && type?.kind === "adt" && this.tcx.adt(type.def).kind === "enum") return undefined;
        const field = type && this.fieldName(type, step.variant, step.field);
        if (field === undefined) return undefined;
        text += `.${field}`;
      }
      type = this.typeOf({ root, steps: steps.slice(0, i + 1) });
    }
    return text;
  }

  /** In backticks, or `value`. */
  describeAny(path: Path): string {
    const name = this.describe(path);
    return name === undefined ? "value" : `\`${name}\``;
  }

  fieldName(type: Ty, variant: number, field: number): string | undefined {
    if (type.kind === "tuple") return String(field);
    return type.kind === "adt" ? this.tcx.adt(type.def).variants[Math.max(0, variant)]?.fields[field]?.name : undefined;
  }

  #captureName({ place }: Capture): string | undefined {
    return this.expressionName(place);
  }

  /** Of a captured place: `s.a`, `*r`. */
  expressionName(place: Expr): string | undefined {
    switch (place.kind) {
      case "local":
        return this.body.locals[place.local]?.name;
      case "upvar":
        return this.body.locals[place.local]?.name;
      case "field": {
        const base = this.expressionName(place.operand);
        const name = this.fieldName(place.operand.type, place.variant, place.field);
        return base === undefined || name === undefined ? undefined : `${base.replace(/^\*+/, "")}.${name}`;
      }
      case "deref": {
        const base = this.expressionName(place.operand);
        return base && `*${base}`;
      }
      default:
        return undefined;
    }
  }

  // --- Declarations ------------------------------------------------------------------------------------------------

  /** Where the variable that a place is (part of) is declared: with `mut` and `ref`. */
  declaredAt(path: Path): Span | undefined {
    const { local } = this.slot(path.root);
    return local === undefined ? undefined : this.typed.bindingSpan(local);
  }

  /** Where the variable is declared that an expression names. */
  declarationOf(expr: AstExpr): Span | undefined {
    const place = this.typed.placeAt(expr.span);
    return place?.kind === "local" ? this.typed.bindingSpan(place.local) : undefined;
  }

  parameterSpan(type: Ty & { kind: "param" }): Span | undefined {
    const { items } = this.tcx;
    for (let at: DefId | undefined = this.body.owner; at !== undefined; at = items.parent(at)) {
      const param = items.astGenerics(at)?.params.find(({ kind, ident }) => kind === "type" && ident.name === type.name);
      if (param !== undefined) return param.ident.span;
    }
    return undefined;
  }

  isDerived(impl: DefId): boolean {
    return this.tcx.items.isDerived(impl);
  }

  // --- Expressions -------------------------------------------------------------------------------------------------

  spanWithParens(expr: AstExpr): Span {
    let span = expr.span;
    for (const id of this.source.around(expr.id)) {
      if (!this.source.isExpr(id) || this.source.tree.expr(id).kind.kind !== "paren") break;
      span = this.source.tree.span(id);
    }
    return span;
  }

  /** `S { a }`: the name, if the expression is such a field's. */
  shorthandField(expr: AstExpr): string | undefined {
    const parent = this.source.exprsAround(expr.id)[0];
    if (parent?.kind.kind !== "struct") return undefined;
    const field = parent.kind.fields.find(({ value, shorthand }) => shorthand && value === expr.id);
    return field?.ident.name;
  }

  lineOf(pos: number): number {
    return this.tcx.items.lineOf(pos);
  }

  // --- Calls -------------------------------------------------------------------------------------------------------

  /** By way of `Fn`, `FnMut` or `FnOnce`. */
  isFnCall({ callee }: Call): boolean {
    const trait = callee.type.kind === "fn-def" ? this.tcx.items.parent(callee.type.def) : undefined;
    return trait !== undefined && this.tcx.isFnTrait(trait);
  }

  /** A method by its name, `into_iter` of a loop, `branch` of a `?`. */
  isNormalCall(call: Call): boolean {
    return call.by !== "operator" && !this.isFnCall(call);
  }

  methodPath(method: DefId): string {
    const { items } = this.tcx;
    const parent = items.parent(method);
    if (parent === undefined) return items.name(method);
    if (items.kind(parent) !== "impl")
      return items.isLocal(method) ? `${items.shownPath(parent)}::${items.name(method)}` : items.name(method);
    const { self } = this.tcx.implHeader(parent);
    if (self.kind !== "adt") return `<${this.tcx.print(self)}>::${items.name(method)}`;
    return `${this.tcx.printer.path(self.def, self.args)}::${items.name(method)}`;
  }

  // --- Traits ------------------------------------------------------------------------------------------------------

  /** What a trait that has an impl for the type lacks: the innermost ones. */
  failing(ref: TraitRef): TraitRef[] {
    const culprit = this.selector.culprit({ kind: "trait", ref, span: this.body.span });
    return this.selector.traitHolds(ref.trait, ref.args) === "yes" ? [] : [culprit.ref];
  }

  /** The variable that a closure moves out of what it holds, and where. */
  spentBy(type: Ty | undefined): { readonly place: string; readonly span: Span } | undefined {
    if (type?.kind !== "closure") return undefined;
    const part = this.graph.closures.find(({ closure }) => closure === type.closure);
    const kind = part && this.tables.closure(type.closure).kind;
    if (part === undefined || kind === "Fn") return undefined;
    const strongest: ReadonlySet<AccessKind> = new Set(kind === "FnOnce" ? ["move"] : ["write", "mut", "reserve"]);
    for (const { access } of this.graph.points.slice(part.from, part.to)) {
      if (access === undefined || !strongest.has(access.kind)) continue;
      const place = this.captured(access.path) && this.describe(access.path);
      if (place !== undefined) return { place, span: access.span };
    }
    return undefined;
  }
}

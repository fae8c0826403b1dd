// What the words about borrows and moves are made from: a body, its graph, and what is known of types. It describes
// places as their owner would write them, and prints types.
import type { Span } from "../../base/source.ts";
import type { Expr as AstExpr, ExprId } from "../../syntax/ast.ts";
import type { Region } from "../flow/graph.ts";
import type { RegionItems } from "../flow/region-items.ts";
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
import type { Body, Capture, Closure, Expr, Local, LocalId } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { BodySource, containsSpan, isSameSpan } from "./body-source.ts";
import { TypedSource, type Call } from "./typed-source.ts";

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
    if (type.kind === "closure") return `{closure@${this.tcx.items.place(this.tables.closure(type.closure).headSpan)}}`;
    return this.tables.printWithLifetimes(this.erase(type));
  }

  /** Of a place; undefined where it cannot be told. */
  typeOf({ root, steps }: Path): Ty | undefined {
    let at: Ty | undefined = this.slot(root).type;
    for (const step of steps) {
      if (at === undefined) return undefined;
      if (step.kind === "field") at = this.#facts.fieldType(at, step);
      else if (step.kind === "index" || step.kind === "elements") at = at.kind === "array" || at.kind === "slice" ? at.element : undefined;
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
    const item = this.slot(root).static;
    const name =
      item !== undefined
        ? this.tcx.items.name(item)
        : captured === undefined
          ? this.local(path)?.name
          : this.#captureName(captured.capture);
    if (name === undefined) return undefined;
    const start = captured?.length ?? (item === undefined ? 0 : 1);
    const lastPart = steps.findLastIndex(({ kind }, i) => i >= start && kind !== "deref");
    let text = name;
    let type = this.typeOf({ root, steps: steps.slice(0, start) });
    for (let i = start; i < steps.length; i++) {
      const step = steps[i] as Path["steps"][number];
      if (step.kind === "deref") text = i > lastPart ? `*${text}` : text;
      else if (step.kind === "index") text += "[_]";
      else if (step.kind === "elements") text += "[..]";
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
    return local === undefined ? undefined : this.declaredLocal(local);
  }

  declaredLocal(local: LocalId): Span | undefined {
    if (this.body.locals[local]?.name !== "self") return this.typed.bindingSpan(local);
    return this.source.params().find(({ self }) => self !== undefined && self !== "typed")?.span ?? this.typed.bindingSpan(local);
  }

  /** A static item from its keyword to the end of its type. */
  staticHead(def: DefId): Span {
    const { items } = this.tcx;
    const kind = items.item(def)?.kind;
    const span = items.span(def);
    return kind?.kind === "static" ? { ...span, hi: items.tree(def).span(kind.type).hi } : span;
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

  /** Of an assignment or borrow: of the place alone. */
  #placeSpan(span: Span): Span {
    const kind = this.source.exprAt(span)?.kind;
    if (kind?.kind === "assign" || kind?.kind === "assign-op") return this.source.tree.span(kind.left);
    return kind?.kind === "address-of" ? this.source.tree.span(kind.operand) : span;
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
      if (place !== undefined) return { place, span: this.#placeSpan(access.span) };
    }
    return undefined;
  }

  // --- Variables and pointers --------------------------------------------------------------------------------------

  /** The type written for a variable that is a pattern of its own: of a parameter or a `let`. */
  writtenType(path: Path): Span | undefined {
    const declared = this.declaredAt(path);
    const { tree } = this.source;
    if (declared === undefined) return undefined;
    const statement = this.source.lets().find(({ pat }) => isSameSpan(tree.span(pat), declared));
    if (statement?.type !== undefined) return tree.span(statement.type);
    return this.source
      .params()
      .find(
        (param) =>
          param.self !== "reference" &&
          param.self !== "value" &&
          isSameSpan(tree.span(param.pat), declared) &&
          tree.span(param.type).lo > declared.lo,
      )?.typeSpan;
  }

  /** The value that a `let` gives a variable. */
  initializerOf(path: Path): AstExpr | undefined {
    const declared = this.declaredAt(path);
    const { tree } = this.source;
    const statement = declared && this.source.lets().find(({ pat }) => isSameSpan(tree.span(pat), declared));
    return statement?.init === undefined ? undefined : this.source.withoutParens(tree.expr(statement.init));
  }

  /** Points at which a variable may have got a value that is there at `point`, in source order. */
  assignmentsBefore(root: number, point: number): number[] {
    return this.graph.points.flatMap(({ access }, id) =>
      id !== point && access?.kind === "write" && access.path.root === root && access.path.steps.length === 0 ? [id] : [],
    );
  }

  /** What kind of pointer a place that ends in a `*` goes through, as messages call it. */
  pointerAt(path: Path): { readonly words: string; readonly named: string | undefined; readonly help: string | undefined } {
    const step = path.steps.at(-1);
    if (step?.kind === "deref" && step.of.startsWith("raw"))
      return { words: step.of === "raw-const" ? "a `*const` pointer" : "a raw pointer", named: "raw pointer", help: undefined };
    const call = path.steps.length === 1 ? this.#overloaded(path.root) : undefined;
    if (call !== undefined) {
      const { type, isIndex } = call;
      const name = this.print(type);
      return isIndex
        ? {
            words: `an index of \`${name}\``,
            named: undefined,
            help: `trait \`IndexMut\` is required to modify indexed content, but it is not implemented for \`${name}\``,
          }
        : {
            words: `dereference of \`${name}\``,
            named: undefined,
            help: `trait \`DerefMut\` is required to modify through a dereference, but it is not implemented for \`${name}\``,
          };
    }
    const isMutable = step?.kind === "deref" && step.of === "mut";
    return { words: "a `&` reference", named: isMutable ? "mutable reference" : "shared reference", help: undefined };
  }

  /** The temporary is what `Deref` or `Index` gave. */
  #overloaded(root: number): { readonly type: Ty; readonly isIndex: boolean } | undefined {
    const slot = this.slot(root);
    if (slot.local !== undefined || slot.static !== undefined || slot.environment !== undefined) return undefined;
    for (const expr of this.typed.at(slot.span)) {
      if (expr.kind !== "call" || expr.callee.type.kind !== "fn-def" || expr.by === "method") continue;
      const trait = this.tcx.items.parent(expr.callee.type.def);
      const name = trait === undefined || this.tcx.items.isLocal(trait) ? "" : this.tcx.items.name(trait);
      if (/^(Deref|Index)(Mut)?$/.test(name)) return { type: expr.callee.type.args[0] as Ty, isIndex: name.startsWith("Index") };
    }
    return undefined;
  }

  /** `field: &T`: what stands between the `&` (with its lifetime) and the type. */
  borrowOfField(adt: DefId, index: number): Span | undefined {
    const { items } = this.tcx;
    if (!items.isLocal(adt)) return undefined;
    const kind = items.item(adt)?.kind;
    const data = kind?.kind === "struct" || kind?.kind === "union" ? kind.data : undefined;
    const field = data === undefined || data.kind === "unit" ? undefined : data.fields[index];
    const tree = items.tree(adt);
    const type = field && tree.type(field.type);
    if (type?.kind.kind !== "reference" || type.kind.mutable) return undefined;
    const { lifetime, target } = type.kind;
    const lo = lifetime === undefined ? type.span.lo + 1 : lifetime.ident.span.hi;
    return { ...type.span, lo, hi: tree.span(target).lo };
  }

  // --- What is returned --------------------------------------------------------------------------------------------

  /** The owner's lifetime of that name. */
  parameter(name: string): Region | undefined {
    return this.items.parameter(this.body.owner, name);
  }

  /**
   * The part of what is returned that becomes the result: of references the whole, which is borrowed anew; else the value of the
   * branch that holds the loan. Undefined where there are several.
   */
  returnedAt(whole: Span, loan: Span): Span | undefined {
    const expr = this.source.exprAt(whole);
    const tail = expr === undefined ? this.source.tailOfBlockAt(whole) : (this.source.tailOf(expr) ?? expr);
    if (tail === undefined) return undefined;
    if (this.body.result.kind === "ref") return this.spanWithParens(tail);
    const leaves = this.source.leavesOf(tail);
    const found = leaves.filter((leaf) => containsSpan(leaf.span, loan));
    const [only] = found.length > 0 ? found : leaves;
    return found.length === 1 || leaves.length === 1 ? only && this.spanWithParens(only) : undefined;
  }

  // --- What is not known exactly -------------------------------------------------------------------------------------

  /** A closure takes the place apart by a pattern: which parts it captures is not followed. */
  isRough({ closure, span }: { readonly closure: Closure | undefined; readonly span: Span }): boolean {
    const place = closure === undefined ? undefined : this.typed.placeAt(span);
    const parent = place && this.typed.parent(place);
    if (parent?.kind === "match") return parent.scrutinee === place;
    if (parent?.kind !== "block") return false;
    return parent.block.stmts.some((stmt) => stmt.kind === "let" && stmt.init === place && stmt.pat.kind.kind !== "binding");
  }

  /** How long the temporary lives depends on more than its expression: on a pattern, or on a macro of core's. */
  isOddTemporary(span: Span): boolean {
    const expr = this.source.exprAt(span);
    if (expr === undefined || (span.ctxt ?? 0) !== 0 || expr.kind.kind === "built-in" || expr.kind.kind === "macro-call") return true;
    const statement = this.source.lets().findLast((stmt) => containsSpan(stmt.span, span));
    if (statement !== undefined && this.source.tree.pat(statement.pat).kind.kind !== "ident") return true;
    if (statement !== undefined && /\bref\b/.test(this.snippet(this.source.tree.span(statement.pat)))) return true;
    return this.source.exprsAround(expr.id).some(({ kind }) => kind.kind === "assign" && !this.#isPlace(kind.left));
  }

  #isPlace(id: ExprId): boolean {
    const { kind } = this.source.withoutParens(this.source.tree.expr(id)).kind;
    return kind === "path" || kind === "field" || kind === "index" || kind === "unary";
  }
}

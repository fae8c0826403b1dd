// The state of checking one body (with the closures inside it): inference variables, obligations still to be proved,
// locals, and where `break`, `return` and `?` go. The functions of this folder take it as their first argument and
// build typed expressions as they go; types in them may hold variables until `finish.ts` resolves all.
import type { Span } from "../../../base/source.ts";
import type { Diagnostic } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId, GenericArgs, NodeId, Pat as AstPat, Tree, TypeId } from "../../../syntax/ast.ts";
import { opaqueNodes } from "../collect-items.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import { InferenceTable } from "../infer.ts";
import { TypeLowering } from "../lower-type.ts";
import { isOwnTrait, mapPredicate as mapPredicateTypes, type Predicate } from "../predicates.ts";
import { Selector } from "../select.ts";
import type { Expr, ExprKind, Local, LocalId, Pat } from "../thir.ts";
import { PatternModes } from "./pattern-modes.ts";
import type { PatternRoot } from "./pattern-root.ts";
import { reportMismatch } from "./mismatch.ts";
import type { BindingMode } from "./pattern.ts";
import { ERROR, HAS_ALIAS, HAS_ERROR, HAS_INFER, I32, NEVER, partsOf, type Interner, type Ty } from "../ty.ts";
import { Merger } from "./merge.ts";
import type { Obligation, ObligationCause } from "./obligation.ts";
import type { OpenClosure } from "./closure.ts";
import type { OperatorRow } from "./operator-table.ts";
import { opaqueBounds } from "../collect-predicates.ts";

/** What `break` and `continue` may aim at. */
export interface Breakable {
  readonly label: number;
  /** The loop's or block's node. */
  readonly node: NodeId;
  readonly isLoop: boolean;
  /** For labels: the loop's head. */
  readonly headSpan: Span;
  readonly source: "loop" | "while" | "for" | "block";
  /** Collects the values of breaks; undefined where a value is not allowed. */
  readonly merger: Merger | undefined;
  mayBreak: boolean;
  /** Those seen so far, with what they give. */
  readonly breaks: { readonly span: Span; readonly type: Ty }[];
  /** The closure it stands in: one cannot break out of a closure. */
  readonly depth: number;
}

/** A call whose arguments may be to blame for a bound that does not hold. */
export interface CallArguments {
  readonly def: DefId;
  readonly calleeSpan: Span;
  /** Of methods undefined. */
  readonly callSpan: Span | undefined;
  /** As many as the callee has parameters; the receiver first. */
  readonly argSpans: readonly (Span | undefined)[];
}

/** How an item is named. */
export interface NamedAt {
  /** Where the type stands that must have the trait whose item it is. */
  readonly self?: Span;
  readonly written?: GenericArgs | undefined;
}

export interface MutableLocal extends Local {
  type: Ty;
}

/** What `return` leaves: the function or a closure. */
export interface ReturnFrame {
  readonly type: Ty;
  readonly merger: Merger;
  readonly span: Span | undefined;
  /** Of closures: `|x| -> T`. */
  readonly head?: Span;
  /** A `return` has been told of. */
  hasMisfit?: boolean;
  /** Of a function without one: where it would stand, and whether it may. */
  readonly place: { readonly span: Span; readonly mayAdd: boolean } | undefined;
}

/** A call of an operator's trait that becomes built in if its operands turn out to be scalars. */
export interface PendingOperator {
  readonly call: Expr;
  readonly row: OperatorRow;
  readonly op: string;
  readonly left: Expr;
  readonly right: Expr;
  readonly assign?: boolean;
}

/** A type that is not known. */
const INFERENCE_CODES: ReadonlySet<string> = new Set(["E0282", "E0283", "E0284"]);

export class BodyContext {
  readonly tcx: TypeContext;
  readonly owner: DefId;
  readonly tree: Tree;
  readonly infer: InferenceTable;
  readonly selector: Selector;
  readonly lowering: TypeLowering;
  readonly locals: MutableLocal[] = [];
  readonly localByNode = new Map<NodeId, LocalId>();
  readonly breakables: Breakable[] = [];
  readonly returns: ReturnFrame[] = [];
  readonly obligations: Obligation[] = [];
  readonly calls: CallArguments[] = [];
  /** What is called with what, by the callee. */
  readonly callees = new Map<ExprId, { readonly args: readonly ExprId[]; readonly span: Span }>();
  /** Run when inference is done but before fallback reports: casts, deferred operators. */
  readonly deferred: (() => void)[] = [];
  readonly closures: OpenClosure[] = [];
  /** True when what follows cannot be reached. */
  diverges = false;
  tainted = false;
  /** The value of a constant or static: what cannot run at compile time is not suggested. */
  inConstant = false;
  closureDepth = 0;
  readonly closureHeads: Span[] = [];
  constBlockDepth = 0;
  /** The type of the statement before the end, for the hint about a semicolon. */
  lastStatementType: Ty | undefined;
  readonly requireSizedLocals: { readonly type: Ty; readonly span: Span }[] = [];
  readonly operators: PendingOperator[] = [];
  readonly closureCalls: { readonly call: Expr; readonly callee: Expr; readonly closure: number }[] = [];
  /** Why a value must be of its type, for an `if` that lacks the other branch: by the expression. */
  readonly demands = new Map<ExprId, { readonly span: Span; readonly reason: string }>();
  /** Values that the function returns by ending with them. */
  readonly tails = new Set<ExprId>();
  /** The `if` or `match` around what is checked, innermost last; undefined where a statement keeps its type to itself. */
  readonly deciders: (Span | undefined)[] = [];
  /** What core's macros borrow in a `match`, by the names they give it. */
  readonly viewed = new Map<NodeId, ExprId>();
  /** Values of `return`. */
  readonly returned = new Set<ExprId>();
  /** Literals that patterns are of, ends of ranges included. */
  readonly patternLiterals: Expr[] = [];
  /** Run when all types are known. */
  readonly atEnd: (() => void)[] = [];
  /** What gave a variable its type: the type or value beside its name, and which of these. */
  /** What the pattern that is checked matches. */
  patternRoot: PatternRoot | undefined;
  /** Of the pattern that is looked at. */
  patternModes = new PatternModes((span) => this.tcx.items.snippet(span));
  /** Variables that a `let` declares by their names alone: where its type stands, or would. */
  readonly lets = new Map<LocalId, Span>();
  readonly origins = new Map<LocalId, { readonly span: Span; readonly what: " type" | " value" | " parameter type" }>();
  inParameter = false;
  fnSpan: Span | undefined;
  /** Reports there were when this body was begun. */
  readonly toldBefore: number;
  readonly module: DefId;
  /** Variables that stand for the function's own `impl Trait` results. */
  readonly ownOpaque: { readonly index: number; readonly type: Ty }[] = [];
  #nextLabel = 0;

  constructor(tcx: TypeContext, owner: DefId, tree: Tree) {
    this.tcx = tcx;
    this.owner = owner;
    this.tree = tree;
    this.toldBefore = tcx.diagnostics.length;
    this.infer = new InferenceTable(tcx.types);
    this.module = tcx.items.module(owner);
    this.selector = new Selector(tcx, this.infer, tcx.environment(owner));
    this.lowering = new TypeLowering(tcx, {
      owner,
      tree,
      hole: (span) => this.infer.fresh(span),
      normalize: (type) => this.normalize(type, { lo: 0, hi: 0 }),
    });
  }

  get types(): Interner {
    return this.tcx.types;
  }

  expr(id: ExprId): AstExpr {
    return this.tree.expr(id);
  }

  /** A value inside of an expression that the function returns if it returns that. */
  passOn(from: ExprId, to: ExprId): void {
    if (this.tails.has(from) || this.returned.has(from)) this.tails.add(to);
  }

  decidedBy<T>(decider: Span | undefined, check: () => T): T {
    this.deciders.push(decider);
    const checked = check();
    this.deciders.pop();
    return checked;
  }

  nextLabel(): number {
    return this.#nextLabel++;
  }

  // --- Reports -------------------------------------------------------------------------------------------------

  /** Something was refused with a code of kbuild's own: what depends on it is not known. */
  #refused = false;

  /** Behind another error rustc asks for no types. */
  report(diagnostic: Diagnostic): void {
    if (this.tainted && INFERENCE_CODES.has(diagnostic.code ?? "")) return;
    this.tainted = true;
    if (diagnostic.code?.startsWith("KB") === true) this.#refused = true;
    // rustc knows the types that were refused here.
    if (!this.#refused || diagnostic.code !== "E0282") this.tcx.report(diagnostic);
  }

  /** Reports unless one of the types is already wrong. */
  reportUnlessError(diagnostic: Diagnostic, ...types: readonly Ty[]): void {
    this.tainted = true;
    if (!types.some((type) => (this.infer.resolve(type).flags & HAS_ERROR) !== 0)) this.report(diagnostic);
  }

  snippet(span: Span): string {
    return this.tcx.items.snippet(span);
  }

  printLabel(type: Ty): string {
    return this.tcx.labels.print(this.infer.resolve(type));
  }

  print(type: Ty): string {
    return this.tcx.print(this.infer.resolve(type));
  }

  // --- Expressions ---------------------------------------------------------------------------------------------

  make(span: Span, type: Ty, kind: ExprKind): Expr {
    return { type, span, ...kind };
  }

  error(span: Span): Expr {
    this.tainted = true;
    return this.make(span, ERROR, { kind: "error" });
  }

  neverToAny(expr: Expr, type: Ty): Expr {
    return this.make(expr.span, type, { kind: "coerce", to: "never-to-any", operand: expr });
  }

  // --- Types ---------------------------------------------------------------------------------------------------

  fresh(span: Span): Ty {
    return this.infer.fresh(span);
  }

  shallow(type: Ty): Ty {
    return this.infer.shallow(type);
  }

  resolve(type: Ty): Ty {
    return this.infer.resolve(type);
  }

  unify(a: Ty, b: Ty): boolean {
    return this.infer.unify(a, b);
  }

  /** The outermost form of a type, after proving what can be proved. */
  structurally(type: Ty): Ty {
    const outer = this.shallow(type);
    if (outer.kind !== "infer" || outer.of !== "type") return outer;
    this.selectPending();
    return this.shallow(outer);
  }

  isNever(type: Ty): boolean {
    return this.shallow(type) === NEVER;
  }

  normalize(type: Ty, span: Span): Ty {
    if ((type.flags & HAS_ALIAS) === 0) return type;
    const nested: Predicate[] = [];
    const found = this.selector.normalize(type, nested);
    for (const predicate of nested) this.require(predicate, span, { kind: "other" });
    return found;
  }

  /** A type of a definition, with arguments put in. */
  instantiate(type: Ty, args: readonly Ty[], span: Span): Ty {
    return this.normalize(this.types.substitute(type, args), span);
  }

  /** A type as written, whose parts must be what their definitions ask for. */
  lowerType(id: number): Ty {
    const type = this.lowering.lower(id);
    this.#requireParts(type, this.tree.span(id));
    return type;
  }

  /** Each part once, however often it occurs. */
  #requireParts(type: Ty, span: Span, seen = new Set<Ty>()): void {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.kind === "adt") this.requireBounds(type.def, type.args, span);
    if (type.kind === "projection") this.requireBounds(type.item, type.args, span);
    for (const part of partsOf(type)) this.#requireParts(part, span, seen);
  }

  // --- Obligations ---------------------------------------------------------------------------------------------

  require(predicate: Predicate, span: Span, cause: ObligationCause): void {
    this.obligations.push({ predicate, span, cause, through: undefined, within: undefined });
  }

  requireTrait(trait: DefId | undefined, args: readonly Ty[], span: Span, cause: ObligationCause = { kind: "other" }): void {
    if (trait !== undefined) this.require({ kind: "trait", ref: { trait, args }, span }, span, cause);
  }

  /** The bounds of an item with its arguments. */
  requireBounds(def: DefId, args: readonly Ty[], span: Span, { self, written }: NamedAt = {}): void {
    if (written?.kind === "angle") for (const arg of written.args) if (arg.kind === "type") this.#requireWritten(arg.type);
    for (const [index, predicate] of this.selector.predicatesOf(def, args).entries()) {
      const nested: Predicate[] = [];
      const normalized = this.selector.normalizePredicate(predicate, nested);
      for (const each of nested) this.require(each, span, { kind: "other" });
      if (self !== undefined && isOwnTrait(this.tcx.items, def, predicate)) this.require(normalized, self, { kind: "other" });
      else this.require(normalized, span, { kind: "bound", def, boundSpan: predicate.span, index, written });
    }
  }

  /** What an argument as written asks of its own arguments; where it leaves some open, they answer for themselves. */
  #requireWritten(id: TypeId): void {
    const type = this.tcx.silently(() => this.lowering.lower(id));
    if ((type.flags & (HAS_INFER | HAS_ERROR)) === 0) this.#requireParts(type, this.tree.span(id));
  }

  selectPending: () => void = () => {};
  /** What an operator asks is known not to hold, and has not been told. */
  hasDoomedOperator = false;

  addLocal(local: MutableLocal): LocalId {
    this.locals.push(local);
    return this.locals.length - 1;
  }

  localExpr(local: LocalId, span: Span): Expr {
    return this.make(span, (this.locals[local] as MutableLocal).type, { kind: "local", local });
  }

  enterBreakable(node: NodeId, source: Breakable["source"], merger: Merger | undefined): Breakable {
    const span = this.tree.span(node);
    const made: Breakable = {
      label: this.#nextLabel++,
      node,
      isLoop: source !== "block",
      headSpan: span,
      source,
      merger,
      mayBreak: false,
      breaks: [],
      depth: this.closureDepth,
    };
    this.breakables.push(made);
    return made;
  }

  /** Of `const { .. }`: nothing of the body around it can be left from there. */
  withinConstBlock<T>(check: () => T): T {
    const outer = { returns: this.returns.splice(0), breakables: this.breakables.splice(0), depth: this.closureDepth };
    this.closureDepth = 0;
    this.constBlockDepth++;
    const checked = check();
    this.constBlockDepth--;
    this.closureDepth = outer.depth;
    this.returns.push(...outer.returns);
    this.breakables.push(...outer.breakables);
    return checked;
  }

  unifyOrReport(span: Span, expected: Ty, found: Ty): void {
    if (!this.unify(expected, found)) reportMismatch(this, span, expected, found);
  }

  /** The variable of a name; in other alternatives of a pattern it is the same. */
  bindName(ast: AstPat, kind: AstPat["kind"] & { kind: "ident" }, type: Ty, mode: BindingMode): LocalId {
    const first = this.tcx.items.repeatedBinding(this.tree, ast.id);
    const known = first === undefined ? undefined : this.localByNode.get(first);
    const { name, span } = kind.ident;
    const made = { name, type, span, mutable: kind.mutable, node: ast.id, param: this.inParameter, byRef: mode !== "move" };
    const local = known ?? this.addLocal(made);
    this.localByNode.set(ast.id, local);
    if (known !== undefined) this.unifyOrReport(ast.span, (this.locals[known] as { type: Ty }).type, type);
    else if (!this.inParameter) this.requireTrait(this.tcx.lang("sized"), [type], span, { kind: "variable" });
    return local;
  }

  /** `name @ ..` in a slice pattern. */
  bindRest(ast: AstPat, kind: AstPat["kind"] & { kind: "ident" }, type: Ty, mode: BindingMode): Pat {
    const own: BindingMode = kind.byRef ? (kind.refMutable ? "ref-mut" : "ref") : mode;
    const local = this.bindName(ast, kind, own === "move" ? type : this.types.ref(type, own === "ref-mut"), own);
    const span = { ...ast.span, hi: kind.ident.span.hi };
    return { type, span, kind: { kind: "binding", local, mode: own === "move" ? "value" : own, sub: undefined } };
  }

  /** A pointer to it is one word. */
  isThin(type: Ty): boolean {
    const target = this.structurally(type);
    return target.kind !== "infer" && this.selector.traitHolds(this.tcx.lang("sized"), [target]) !== "no";
  }

  fnPointer(type: Ty): (Ty & { kind: "fn-pointer" }) | undefined {
    if (type.kind !== "fn-def") return undefined;
    const signature = this.tcx.signature(type.def);
    const put = (part: Ty): Ty => this.instantiate(part, type.args, { lo: 0, hi: 0 });
    const made = this.types.fnPointer(
      signature.params.map(put),
      put(signature.output),
      signature.abi,
      signature.unsafe,
      signature.variadic,
    );
    return made.kind === "fn-pointer" ? made : undefined;
  }

  /** The result type inside the function: its own `impl Trait` types become variables with their bounds. */
  revealOwn(type: Ty): Ty {
    if ((type.flags & HAS_ALIAS) === 0) return type;
    if (type.kind === "opaque" && type.fn === this.owner) {
      const known = this.ownOpaque.find((each) => each.index === type.index);
      if (known !== undefined) return known.type;
      const variable = this.infer.fresh(this.tcx.items.span(this.owner));
      this.ownOpaque.push({ index: type.index, type: variable });
      const node = opaqueNodes(this.tcx, type.fn)[type.index]?.node;
      for (const bound of opaqueBounds(this.tcx, type.fn, type.index)) {
        const about = mapPredicateTypes(bound, (each) => this.#replaceOpaque(each));
        this.require(about, node === undefined ? bound.span : this.tree.span(node), { kind: "opaque" });
      }
      return variable;
    }
    return this.types.mapParts(type, (part) => this.revealOwn(part));
  }

  #replaceOpaque(type: Ty): Ty {
    return this.revealOwn(type);
  }

  /** Any method of this name, whatever the receiver's form. */
  hasMethod(type: Ty, name: string): boolean {
    return this.ownMethod(type, name) !== undefined;
  }

  /** The item of this name in the type's own impls. */
  ownMethod(type: Ty, name: string): DefId | undefined {
    const plain = type.kind === "infer" && type.of === "int" ? I32 : type;
    return this.tcx.inherentImpls(plain).flatMap((impl) => this.tcx.items.named(impl, name))[0];
  }
}

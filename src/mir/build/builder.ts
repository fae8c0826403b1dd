// The state of lowering one body: blocks under construction, locals, the block being filled, enclosing loops.
import { DUMMY_SPAN } from "../../base/source.ts";
import type { Span } from "../../base/source.ts";
import type { Value } from "../../sema/constants/value.ts";
import type { DefId } from "../../sema/types/def-id.ts";
import type { Instance, TypeTables } from "../../sema/types/tables.ts";
import * as thir from "../../sema/types/thir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type {
  AssertMessage,
  BasicBlock,
  BlockId,
  Body,
  Constant,
  Local,
  LocalDecl,
  Operand,
  Place,
  Projection,
  Rvalue,
  ScopeId,
  SourceScope,
  TerminatorKind,
} from "../mir.ts";
import { DropScopes, endOf } from "./drop-scopes.ts";
import type { Depth, Home } from "./drop-scopes.ts";

/** A construct this stage does not compile yet. */
export class Unsupported extends Error {
  constructor(
    readonly construct: string,
    readonly span: Span,
  ) {
    super(construct);
  }
}

export interface BuildContext {
  readonly tables: TypeTables;
  /** Which code a callee stands for; where bodies are judged before their parameters are known, the function itself. */
  readonly resolve: (def: DefId, args: readonly Ty[]) => Instance;
  readonly isCopy: (type: Ty) => boolean;
  readonly overflowChecks: boolean;
  /** Temporaries of a block's value end with the block (since edition 2024). */
  readonly shortTails: boolean;
  /** Older releases give `unsafe` blocks a scope. */
  readonly unsafeScopes: boolean;
  /** Of an array that elements are moved out of, the stretches left are dropped, the last first; before, one element by one. */
  readonly dropsRunsOfArrays: boolean;
  /** Value of a constant expression; undefined if it cannot be known here. */
  readonly evaluate: (expr: thir.Expr, args: readonly Ty[]) => bigint | undefined;
  /** The same with values that are no plain numbers. */
  readonly evaluateValue: (expr: thir.Expr, args: readonly Ty[]) => Value | undefined;
  /** Value of an expression that may be promoted to a constant; says nothing if it cannot be. */
  readonly promote: (expr: thir.Expr, args: readonly Ty[]) => Value | undefined;
}

export interface LoopScope {
  readonly label: number;
  readonly breakTo: BlockId;
  readonly continueTo: BlockId | undefined;
  readonly destination: Place;
  /** Scopes that a jump to it does not leave. */
  readonly depth: Depth;
}

export class BodyBuilder {
  readonly locals: LocalDecl[] = [];
  readonly blocks: BasicBlock[] = [];
  readonly loops: LoopScope[] = [];
  readonly scopes: SourceScope[] = [];
  readonly drops = new DropScopes();
  /** The scope of what is being lowered. */
  scope: ScopeId = 0;
  /** Where temporaries made now end. */
  temporaries: ScopeId = 0;
  /** THIR local -> MIR local. */
  readonly variables = new Map<thir.LocalId, Local>();
  /** The closure whose body this is, and whether its environment comes by reference. */
  environment: { readonly closure: thir.Closure; readonly type: Ty & { kind: "closure" }; readonly byReference: boolean } | undefined;
  current: BlockId;
  argumentCount = 0;

  constructor(
    readonly context: BuildContext,
    /** Generic arguments of the instance. */
    readonly args: readonly Ty[],
    span: Span,
  ) {
    this.scopes.push({ parent: undefined, span, isTemporary: false });
    this.current = this.newBlock();
  }

  /** A type of the typed body with the instance's arguments. */
  type(type: Ty): Ty {
    return this.context.tables.instantiate(type, this.args);
  }

  newBlock(): BlockId {
    this.blocks.push({ statements: [], terminator: { kind: "unreachable", span: DUMMY_SPAN, scope: this.scope } });
    return this.blocks.length - 1;
  }

  newLocal(type: Ty, span: Span, name?: string, mutable = false, visibleIn = this.scope): Local {
    this.locals.push({ type, name, mutable, span, scope: this.scope, visibleIn });
    return this.locals.length - 1;
  }

  /** Temporaries belong to no scope of the source. */
  temporary(type: Ty, span: Span, isExtended = false): Place {
    const around = this.scopes[this.temporaries]?.parent;
    const visibleIn = isExtended && around !== undefined ? around : this.temporaries;
    this.locals.push({ type, name: undefined, mutable: true, span, scope: 0, visibleIn });
    return this.placeOf(this.locals.length - 1);
  }

  placeOf(local: Local): Place {
    return { local, projection: [], type: (this.locals[local] as LocalDecl).type };
  }

  project(place: Place, projection: Projection): Place {
    return { local: place.local, projection: [...place.projection, projection], type: projection.type };
  }

  /** Values without size are not stored. */
  assign(place: Place, value: Rvalue, span: Span): void {
    if (value.kind === "use" && value.operand.kind === "constant" && value.operand.value.kind === "zero-sized") return;
    (this.blocks[this.current] as BasicBlock).statements.push({ kind: "assign", place, value, span, scope: this.scope });
  }

  terminate(terminator: TerminatorKind & { readonly span: Span }): void {
    (this.blocks[this.current] as BasicBlock).terminator = { scope: this.scope, ...terminator };
  }

  /** A scope inside the one at hand, not entered yet. */
  newScope(span: Span): ScopeId {
    this.scopes.push({ parent: this.scope, span, isTemporary: false });
    return this.scopes.length - 1;
  }

  /** Runs `work` where temporaries end with it. */
  inTemporaryScope<T>(span: Span, work: () => T): T {
    const { scope, temporaries } = this;
    this.scopes.push({ parent: scope, span, isTemporary: true });
    this.scope = this.temporaries = this.scopes.length - 1;
    const result = this.inDropScope(span, ["temporaries"], work);
    this.scope = scope;
    this.temporaries = temporaries;
    return result;
  }

  /** Runs `work` and comes back to the scope of before: the variables it declares end here, and what else `homes` says. */
  inScope<T>(span: Span, work: () => T, homes: readonly Home[] = ["variables"]): T {
    const outer = this.scope;
    const result = this.inDropScope(span, homes, work);
    this.scope = outer;
    return result;
  }

  /** Of jumps that drop something: blocks by where they go on and what they drop. */
  readonly #exits = new Map<string, BlockId>();

  // --- Drops -----------------------------------------------------------------------------------------------------

  /** Runs `work`; what it schedules in this scope is dropped at its end. */
  inDropScope<T>(span: Span, homes: readonly Home[], work: () => T): T {
    this.drops.open(homes);
    const result = work();
    this.dropAll(this.drops.close(), endOf(span));
    return result;
  }

  /** The local's value is there from now on. */
  schedule(local: Local, home: Home): void {
    if (this.context.tables.needsDrop((this.locals[local] as LocalDecl).type)) this.drops.schedule(local, home);
  }

  drop(place: Place, span: Span): void {
    const target = this.newBlock();
    this.terminate({ kind: "drop", place, target, span });
    this.current = target;
  }

  dropAll(locals: readonly Local[], span: Span): void {
    for (const local of locals) this.drop(this.placeOf(local), span);
  }

  /** Drops what a jump to `depth` leaves. */
  leave(depth: Depth, span: Span): void {
    this.dropAll(this.drops.above(depth), endOf(span));
  }

  /**
   * Jumps to `target`, behind the drops of what is left on the way. Jumps to one block share these, as rustc's do: what is
   * there is then asked for all of them together. Without a target the function returns.
   */
  exit(depth: Depth, target: BlockId | undefined, span: Span): void {
    const locals = this.drops.above(depth);
    if (locals.length === 0) return target === undefined ? this.terminate({ kind: "return", span }) : this.goto(target, span);
    const { current } = this;
    let next = target ?? this.#exits.get("return") ?? this.#exitBlock("return", { kind: "return", span });
    for (const local of [...locals].reverse()) {
      const drop = { kind: "drop", place: this.placeOf(local), target: next, span: endOf(span) } as const;
      next = this.#exits.get(`${next} ${local}`) ?? this.#exitBlock(`${next} ${local}`, drop);
    }
    this.current = current;
    this.goto(next, span);
  }

  #exitBlock(key: string, terminator: Parameters<BodyBuilder["terminate"]>[0]): BlockId {
    const block = this.newBlock();
    this.#exits.set(key, block);
    this.current = block;
    this.terminate(terminator);
    return block;
  }

  goto(target: BlockId, span: Span): void {
    this.terminate({ kind: "goto", target, span });
  }

  /** Ends the block and goes on in a new one. */
  startBlock(block: BlockId): void {
    this.current = block;
  }

  /** What follows cannot be reached: it goes into a block without predecessors. */
  diverge(): void {
    this.current = this.newBlock();
  }

  assert(condition: Operand, expected: boolean, message: AssertMessage, span: Span): void {
    const target = this.newBlock();
    this.terminate({ kind: "assert", condition, expected, message, target, span });
    this.current = target;
  }

  operandOf(place: Place): Operand {
    return { kind: this.context.isCopy(place.type) ? "copy" : "move", place };
  }

  int(value: bigint, type: Ty): Constant {
    return { kind: "constant", type, value: { kind: "int", value } };
  }

  zeroSized(type: Ty): Constant {
    return { kind: "constant", type, value: { kind: "zero-sized" } };
  }

  finish(name: string, argumentCount: number, span: Span): Body {
    return { name, locals: this.locals, argumentCount, blocks: this.blocks, scopes: this.scopes, span };
  }
}

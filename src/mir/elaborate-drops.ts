// Drop elaboration: the drops that scopes ask for become those that happen. What was moved on every way is not dropped;
// what was moved on some ways is dropped where a flag of its own says that it is still there; of what was moved in part,
// the rest is dropped, part by part in the order of declaration. Afterwards a drop always happens.
import type { Span } from "../base/source.ts";
import { BOOL, UNIT } from "../sema/types/ty.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { TypeTables } from "../sema/types/tables.ts";
import { discriminantType, partsOf } from "./drop-parts.ts";
import type { VariantParts } from "./drop-parts.ts";
import { Initialization } from "./initialization.ts";
import type { State } from "./initialization.ts";
import { MovePaths, stepKey } from "./move-paths.ts";
import type { Effect, PathId } from "./move-paths.ts";
import type { BasicBlock, BlockId, Body, Local, LocalDecl, Place, Projection, SourceInfo, Statement, Terminator } from "./mir.ts";

type Drop = Extract<Terminator, { kind: "drop" }>;

/** Of a path where it is to be dropped. */
type Status = "there" | "gone" | "flag";

/** A block behind a drop, where flags of what was dropped are cleared. */
interface Reset {
  readonly block: BlockId;
  readonly path: PathId;
  readonly info: SourceInfo;
}

/** What the order of drops depends on. */
interface DropContext {
  readonly tables: TypeTables;
  /** Of an array that elements are moved out of, the stretches between those are dropped, the last one first. */
  readonly dropsRunsOfArrays: boolean;
}

class Elaborator {
  readonly #paths: MovePaths;
  readonly #states: Initialization;
  readonly #flags = new Map<PathId, Local>();
  readonly locals: LocalDecl[];
  readonly blocks: BasicBlock[];

  constructor(
    readonly body: Body,
    readonly context: DropContext,
  ) {
    this.#paths = new MovePaths(body);
    this.#states = new Initialization(body, this.#paths, context.tables);
    this.locals = [...body.locals];
    this.blocks = body.blocks.map(({ statements, terminator }) => ({ statements: [...statements], terminator }));
  }

  run(): Body {
    const flagged = this.#flaggedPaths();
    const resets: Reset[] = [];
    this.body.blocks.forEach(({ terminator }, id) => {
      if (terminator.kind === "drop") this.#elaborate(terminator, id, flagged, resets);
    });
    if (this.#flags.size > 0) this.body.blocks.forEach((_, id) => this.#setFlags(id));
    for (const { block, path, info } of resets)
      (this.blocks[block] as BasicBlock).statements.push(...this.#updates([{ kind: "move", path }], info));
    return { ...this.body, locals: this.locals, blocks: this.blocks };
  }

  /** What a flag tells of somewhere. */
  #flaggedPaths(): ReadonlySet<PathId> {
    const found = new Set<PathId>();
    this.body.blocks.forEach(({ terminator }, id) => {
      const path = terminator.kind === "drop" ? this.#paths.find(terminator.place) : undefined;
      const state = path === undefined ? undefined : this.#states.beforeTerminator(id);
      if (path === undefined || state === undefined) return;
      for (const part of this.#paths.subtree(path)) if (this.status(part, state) === "flag") found.add(part);
    });
    return found;
  }

  /** What was dropped is gone when a loop comes back to where a flag is asked. */
  #elaborate(drop: Drop, id: BlockId, flagged: ReadonlySet<PathId>, resets: Reset[]): void {
    const path = this.#paths.find(drop.place);
    const state = this.#states.beforeTerminator(id);
    if (path === undefined || state === undefined) return;
    const { span, scope } = drop;
    let { target } = drop;
    if (this.#paths.subtree(path).some((part) => flagged.has(part))) {
      target = this.newBlock({ kind: "goto", target, span, scope });
      resets.push({ block: target, path, info: { span, scope } });
    }
    const first = new Ladder(this, state, { span, scope }).path(path, target);
    (this.blocks[id] as BasicBlock).terminator = { kind: "goto", target: first, span, scope };
  }

  status(path: PathId, { live, dead }: State): Status {
    if (live[path] === 0) return "gone";
    return dead[path] === 0 ? "there" : "flag";
  }

  get tables(): TypeTables {
    return this.context.tables;
  }

  get paths(): MovePaths {
    return this.#paths;
  }

  newBlock(terminator: Terminator, statements: Statement[] = []): BlockId {
    this.blocks.push({ statements, terminator });
    return this.blocks.length - 1;
  }

  newLocal(type: Ty, span: Span): Place {
    this.locals.push({ type, name: undefined, mutable: true, span, scope: 0, visibleIn: 0 });
    return { local: this.locals.length - 1, projection: [], type };
  }

  flagOf(path: PathId): Place {
    let local = this.#flags.get(path);
    if (local === undefined) this.#flags.set(path, (local = this.newLocal(BOOL, this.body.span).local));
    return { local, projection: [], type: BOOL };
  }

  // --- Flags -------------------------------------------------------------------------------------------------------

  #updates(effects: readonly Effect[], { span, scope }: SourceInfo): Statement[] {
    return effects.flatMap(({ kind, path }) =>
      this.#paths.subtree(path).flatMap((part) => (this.#flags.has(part) ? [this.#setFlag(part, kind === "init", { span, scope })] : [])),
    );
  }

  #setFlag(path: PathId, value: boolean, info: SourceInfo): Statement {
    const operand = { kind: "constant", type: BOOL, value: { kind: "int", value: value ? 1n : 0n } } as const;
    return { kind: "assign", place: this.flagOf(path), value: { kind: "use", operand }, ...info };
  }

  #setFlags(id: BlockId): void {
    const block = this.blocks[id] as BasicBlock;
    const old = (this.body.blocks[id] as BasicBlock).terminator;
    const statements = block.statements.flatMap((one) => [one, ...this.#updates(this.#paths.ofStatement(one), one)]);
    if (id === 0) statements.unshift(...this.#initialFlags());
    if (old.kind !== "drop") statements.push(...this.#updates(this.#paths.ofTerminator(old), old));
    block.statements.splice(0, block.statements.length, ...statements);
    const returned = this.#updates(this.#paths.ofReturn(old), old);
    if (old.kind !== "call" || block.terminator.kind !== "call" || old.target === undefined || returned.length === 0) return;
    const { span, scope } = old;
    block.terminator = { ...block.terminator, target: this.newBlock({ kind: "goto", target: old.target, span, scope }, returned) };
  }

  #initialFlags(): Statement[] {
    const info = { span: this.body.span, scope: 0 };
    return [...this.#flags.keys()].map((path) => {
      const { local } = this.#paths.path(path).place;
      return this.#setFlag(path, local > 0 && local <= this.body.argumentCount, info);
    });
  }
}

/** The blocks that drop one place, made from the last to the first. */
class Ladder {
  constructor(
    readonly e: Elaborator,
    readonly state: State,
    readonly info: SourceInfo,
  ) {}

  /** The block to go to for dropping the path, and then going on to `next`. */
  path(path: PathId, next: BlockId): BlockId {
    const { place } = this.e.paths.path(path);
    const status = this.e.status(path, this.state);
    const statuses = new Set(this.e.paths.subtree(path).map((part) => this.e.status(part, this.state)));
    const isWhole = statuses.size === 1 && (status !== "flag" || this.e.paths.path(path).children.size === 0);
    const isBox = this.e.tables.boxContent(place.type) !== undefined;
    if (isWhole || (!isBox && this.#hasDestructor(place.type))) return this.#guarded(path, status, next, () => this.#drop(place, next));
    const variants = partsOf(this.e.tables, place.type);
    if (isBox)
      return this.#fields(
        path,
        variants[0]?.parts ?? [],
        this.#guarded(path, status, next, () => this.#destructor(place, next)),
      );
    if (variants.length === 1) return this.#fields(path, variants[0]?.parts ?? [], next);
    return this.#guarded(path, status, next, () => this.#variants(path, variants, next));
  }

  #hasDestructor(type: Ty): boolean {
    return type.kind === "adt" && this.e.tables.dropMethod(type) !== undefined;
  }

  /** Of a box whose content was moved away. */
  #destructor(place: Place, next: BlockId): BlockId {
    const { e, info } = this;
    const pointer = e.newLocal(e.tables.types.ref(place.type, true), info.span);
    const lend: Statement = { kind: "assign", place: pointer, value: { kind: "ref", mutable: true, raw: false, place }, ...info };
    const callee = e.tables.dropMethod(place.type);
    if (callee === undefined) throw new Error("a box without a destructor");
    const destination = e.newLocal(UNIT, info.span);
    return e.newBlock({ kind: "call", callee, args: [{ kind: "move", place: pointer }], destination, target: next, ...info }, [lend]);
  }

  #drop(place: Place, next: BlockId): BlockId {
    return this.e.newBlock({ kind: "drop", place, target: next, ...this.info });
  }

  #guarded(path: PathId, status: Status, next: BlockId, make: () => BlockId): BlockId {
    if (status === "gone") return next;
    if (status === "there") return make();
    const flag = this.e.flagOf(path);
    const gone = { value: 0n, target: next };
    const operand = { kind: "copy", place: flag } as const;
    return this.e.newBlock({ kind: "switch", operand, cases: [gone], otherwise: make(), ...this.info });
  }

  /** Which variant it is can be read as long as the whole was not moved. */
  #variants(path: PathId, variants: readonly VariantParts[], next: BlockId): BlockId {
    const { place } = this.e.paths.path(path);
    const cases = variants.flatMap(({ value, parts }) => {
      const target = this.#fields(path, parts, next);
      return target === next ? [] : [{ value, target }];
    });
    if (cases.length === 0) return next;
    const discriminant = this.e.newLocal(discriminantType(this.e.tables, place.type), this.info.span);
    const read: Statement = { kind: "assign", place: discriminant, value: { kind: "discriminant", place }, ...this.info };
    const operand = { kind: "move", place: discriminant } as const;
    return this.e.newBlock({ kind: "switch", operand, cases, otherwise: next, ...this.info }, [read]);
  }

  #fields(path: PathId, parts: readonly Projection[], next: BlockId): BlockId {
    const whole = this.e.paths.path(path);
    const childOf = (step: Projection) => whole.children.get(stepKey(step, whole.place.type) ?? "");
    const inRuns = whole.place.type.kind === "array" && this.e.context.dropsRunsOfArrays;
    const inOrder = inRuns ? lastRunFirst(parts, childOf) : parts;
    return inOrder.reduceRight((after, step) => {
      if (!this.e.tables.needsDrop(step.type)) return after;
      const child = childOf(step);
      if (child !== undefined) return this.path(child, after);
      const place = { local: whole.place.local, projection: [...whole.place.projection, step], type: step.type };
      return this.#guarded(path, this.e.status(path, this.state), after, () => this.#drop(place, after));
    }, next);
  }
}

/** The stretches between what has a path of its own, the last one first. */
function lastRunFirst(parts: readonly Projection[], pathOf: (part: Projection) => PathId | undefined): readonly Projection[] {
  const runs: Projection[][] = [];
  let isOpen = false;
  for (const part of parts) {
    const isAlone = pathOf(part) !== undefined;
    if (isOpen && !isAlone) runs.at(-1)?.push(part);
    else runs.push([part]);
    isOpen = !isAlone;
  }
  return runs.reverse().flat();
}

export function elaborateDrops(body: Body, context: DropContext): Body {
  if (!body.blocks.some(({ terminator }) => terminator.kind === "drop")) return body;
  return new Elaborator(body, context).run();
}

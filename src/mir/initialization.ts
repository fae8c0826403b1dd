// Which paths may hold a value, and which may not, at the start of each block: two forward analyses in one, over sets of
// paths as bits. Where a block asks which variant an enum holds, its ways out know that the parts of the other variants
// are not there.
import type { TypeTables } from "../sema/types/tables.ts";
import type { BlockId, Body, Place, Terminator } from "./mir.ts";
import { successors } from "./mir.ts";
import type { Effect, MovePaths, PathId } from "./move-paths.ts";

/** Of a path: it may be there, it may be gone. Neither: control does not come here. */
export class State {
  constructor(
    readonly live: Uint8Array,
    readonly dead: Uint8Array,
  ) {}

  static none(count: number): State {
    return new State(new Uint8Array(count), new Uint8Array(count));
  }

  copy(): State {
    return new State(this.live.slice(), this.dead.slice());
  }

  set(path: PathId, isLive: boolean): void {
    this.live[path] = isLive ? 1 : 0;
    this.dead[path] = isLive ? 0 : 1;
  }

  /** Whether anything was new. */
  join(other: State): boolean {
    let changed = false;
    for (let path = 0; path < this.live.length; path++) {
      const live = (this.live[path] as number) | (other.live[path] as number);
      const dead = (this.dead[path] as number) | (other.dead[path] as number);
      changed ||= live !== this.live[path] || dead !== this.dead[path];
      this.live[path] = live;
      this.dead[path] = dead;
    }
    return changed;
  }
}

export class Initialization {
  readonly #starts: (State | undefined)[];

  constructor(
    readonly body: Body,
    readonly paths: MovePaths,
    readonly tables: TypeTables,
  ) {
    this.#starts = body.blocks.map(() => undefined);
    this.#solve();
  }

  /** Undefined where control does not come. */
  atStart(block: BlockId): State | undefined {
    return this.#starts[block]?.copy();
  }

  /** Before the terminator's own effects. */
  beforeTerminator(block: BlockId): State | undefined {
    const state = this.atStart(block);
    if (state === undefined) return undefined;
    for (const statement of this.body.blocks[block]?.statements ?? []) this.apply(state, this.paths.ofStatement(statement));
    return state;
  }

  apply(state: State, effects: readonly Effect[]): void {
    for (const { kind, path } of effects) for (const part of this.paths.subtree(path)) state.set(part, kind === "init");
  }

  #entry(): State {
    const state = State.none(this.paths.paths.length);
    for (const { id, place } of this.paths.paths) state.set(id, place.local > 0 && place.local <= this.body.argumentCount);
    return state;
  }

  #solve(): void {
    this.#starts[0] = this.#entry();
    const queue: BlockId[] = [0];
    for (let block = queue.shift(); block !== undefined; block = queue.shift()) {
      const end = this.beforeTerminator(block) as State;
      const { terminator } = this.body.blocks[block] as Body["blocks"][number];
      this.apply(end, this.paths.ofTerminator(terminator));
      this.apply(end, this.paths.ofReturn(terminator));
      for (const next of new Set(successors(terminator))) {
        const state = this.#along(block, terminator, next, end);
        const known = this.#starts[next];
        if (known === undefined) this.#starts[next] = state;
        else if (!known.join(state)) continue;
        if (!queue.includes(next)) queue.push(next);
      }
    }
  }

  // --- What a branch on a variant tells ------------------------------------------------------------------------------

  #along(block: BlockId, terminator: Terminator, next: BlockId, end: State): State {
    const state = end.copy();
    if (terminator.kind !== "switch" || terminator.operand.kind === "constant") return state;
    const asked = this.#askedOf(block, terminator.operand.place);
    const path = asked === undefined ? undefined : this.paths.find(asked);
    if (path === undefined || asked?.type.kind !== "adt" || this.tables.dropMethod(asked.type) !== undefined) return state;
    const { cases, otherwise } = terminator;
    const { variants } = this.tables.adt(asked.type.def);
    const isPossible = variants.map(({ discriminant }) => {
      const taken = cases.find(({ value }) => value === discriminant)?.target ?? otherwise;
      return taken === next;
    });
    for (const [key, child] of this.paths.path(path).children) {
      const variant = Number(key.split(" ")[0]);
      if (isPossible[variant] === false) for (const part of this.paths.subtree(child)) state.set(part, false);
    }
    if (!isPossible.some((possible, i) => possible && this.#variantNeedsDrop(asked, i)))
      for (const part of this.paths.subtree(path)) state.set(part, false);
    return state;
  }

  #variantNeedsDrop({ type }: Place, variant: number): boolean {
    if (type.kind !== "adt") return true;
    const fields = this.tables.adt(type.def).variants[variant]?.fields ?? [];
    return fields.some((field) => this.tables.needsDrop(this.tables.instantiate(field.type, type.args)));
  }

  /** The place whose variant the block has read into the local, last of all. */
  #askedOf(block: BlockId, { local, projection }: Place): Place | undefined {
    const last = this.body.blocks[block]?.statements.at(-1);
    if (projection.length > 0 || last?.value.kind !== "discriminant" || last.place.local !== local) return undefined;
    return last.value.place;
  }
}

// Jump threading. Where a block only asks which variant or number a local holds, and a block that leads to it has just
// set that, the way is known: the asking block's statements are done there, and the jump goes straight on. Inlined
// `next()` so becomes a loop: the `None` it makes is matched where it is made.
import type { BasicBlock, BlockId, Body, Local, Operand, Place, Rvalue, Statement, Terminator } from "./mir.ts";
import { successors } from "./mir.ts";
import { simplifyCfg } from "./simplify.ts";
import type { Ty } from "../sema/types/ty.ts";

/** The number of an enum's variant, as `discriminant` reads it. */
export type DiscriminantOf = (type: Ty, variant: number) => bigint | undefined;

/** What is known of a local: its value, or which variant it is. */
type Known = { readonly kind: "number"; readonly value: bigint } | { readonly kind: "variant"; readonly variant: number };

const MOST_STATEMENTS = 8;
const MOST_ROUNDS = 8;
/** Blocks behind the jumping one that are looked at, each the only way to the next. */
const MOST_BEFORE = 6;

class Threader {
  readonly #borrowed: ReadonlySet<Local>;
  readonly blocks: BasicBlock[];
  #predecessors: BlockId[][] = [];

  constructor(
    readonly body: Body,
    readonly discriminantOf: DiscriminantOf,
  ) {
    this.#borrowed = new Set(body.blocks.flatMap(({ statements }) => statements.flatMap(({ value }) => borrowedLocal(value))));
    this.blocks = body.blocks.map(({ statements, terminator }) => ({ statements: [...statements], terminator }));
  }

  run(): boolean {
    let changed = false;
    this.#predecessors = this.blocks.map(() => []);
    this.blocks.forEach(({ terminator }, id) => {
      for (const next of successors(terminator)) (this.#predecessors[next] as BlockId[]).push(id);
    });
    this.blocks.forEach((block, id) => {
      if (block.terminator.kind === "goto") changed = this.#thread(block, id, block.terminator.target) || changed;
    });
    return changed;
  }

  #thread(block: BasicBlock, id: BlockId, target: BlockId): boolean {
    const asking = this.blocks[target] as BasicBlock;
    if (target === id || asking.terminator.kind !== "switch" || asking.statements.length > MOST_STATEMENTS) return false;
    if (asking.terminator.operand.kind === "constant") return false;
    const known = this.#before(id);
    for (const statement of asking.statements) this.#step(known, statement);
    const answer = this.#number(known, asking.terminator.operand);
    if (answer === undefined) return false;
    const { cases, otherwise, span, scope } = asking.terminator;
    block.statements.push(...asking.statements);
    const next = cases.find(({ value }) => value === answer)?.target ?? otherwise;
    block.terminator = { kind: "goto", target: next, span, scope };
    this.#redirect(id, target, next);
    return true;
  }

  /** What is known at a block depends on all that lead to it, also on those that do so only now. */
  #redirect(id: BlockId, from: BlockId, to: BlockId): void {
    this.#predecessors[from] = (this.#predecessors[from] as BlockId[]).filter((each) => each !== id);
    (this.#predecessors[to] as BlockId[]).push(id);
  }

  /** What is known at the end of a block, from it and the blocks that alone lead to it. */
  #before(id: BlockId): Map<Local, Known> {
    const chain = [id];
    for (let at = id; chain.length < MOST_BEFORE;) {
      const [only, ...more] = this.#predecessors[at] as BlockId[];
      if (only === undefined || more.length > 0 || at === 0 || chain.includes(only)) break;
      chain.unshift(only);
      at = only;
    }
    const known = new Map<Local, Known>();
    chain.forEach((at, i) => {
      const { statements, terminator } = this.blocks[at] as BasicBlock;
      for (const statement of statements) this.#step(known, statement);
      const next = chain[i + 1];
      if (next !== undefined) this.#edge(known, terminator, next);
    });
    return known;
  }

  /** A branch that was taken tells why; a call sets its destination, and may write to what is borrowed (never known). */
  #edge(known: Map<Local, Known>, terminator: Terminator, next: BlockId): void {
    if (terminator.kind === "call") known.delete(terminator.destination.local);
    if (terminator.kind === "asm") known.clear();
    if (terminator.kind !== "switch" || terminator.operand.kind === "constant" || terminator.operand.place.projection.length > 0) return;
    const taken = terminator.cases.filter(({ target }) => target === next);
    const [only] = taken;
    if (taken.length !== 1 || only === undefined || terminator.otherwise === next) return;
    this.#set(known, terminator.operand.place.local, { kind: "number", value: only.value });
  }

  #set(known: Map<Local, Known>, local: Local, value: Known | undefined): void {
    if (value === undefined || this.#borrowed.has(local)) known.delete(local);
    else known.set(local, value);
  }

  #step(known: Map<Local, Known>, { place, value }: Statement): void {
    if (place.projection.some(({ kind }) => kind === "deref")) return;
    if (place.projection.length > 0) {
      const isData = known.get(place.local)?.kind === "variant" && place.projection[0]?.kind === "field";
      if (!isData) known.delete(place.local);
      return;
    }
    this.#set(known, place.local, this.#valueOf(known, value));
  }

  #valueOf(known: ReadonlyMap<Local, Known>, value: Rvalue): Known | undefined {
    if (value.kind === "use") return this.#operand(known, value.operand);
    if (value.kind === "aggregate" && value.type.kind === "adt") return { kind: "variant", variant: value.variant };
    if (value.kind === "discriminant") return this.#discriminant(known, value.place);
    return undefined;
  }

  #operand(known: ReadonlyMap<Local, Known>, operand: Operand): Known | undefined {
    if (operand.kind === "constant") return operand.value.kind === "int" ? { kind: "number", value: operand.value.value } : undefined;
    return operand.place.projection.length === 0 ? known.get(operand.place.local) : undefined;
  }

  #discriminant(known: ReadonlyMap<Local, Known>, place: Place): Known | undefined {
    if (place.projection.length > 0) return undefined;
    const of = known.get(place.local);
    if (of?.kind !== "variant") return undefined;
    const value = this.discriminantOf(place.type, of.variant);
    return value === undefined ? undefined : { kind: "number", value };
  }

  #number(known: ReadonlyMap<Local, Known>, operand: Operand): bigint | undefined {
    const found = this.#operand(known, operand);
    return found?.kind === "number" ? found.value : undefined;
  }
}

function borrowedLocal(value: Rvalue): Local[] {
  return value.kind === "ref" && value.place.projection.every(({ kind }) => kind !== "deref") ? [value.place.local] : [];
}

export function threadJumps(body: Body, discriminantOf: DiscriminantOf): Body {
  let at = body;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const threader = new Threader(at, discriminantOf);
    if (!threader.run()) return at;
    at = simplifyCfg({ ...at, blocks: threader.blocks });
  }
  return at;
}

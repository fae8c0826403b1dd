// What loads would find: for a place in memory, the value that was last stored there or read from it, as long as nothing
// may have changed it since. At a block it is what all ways to it agree on; on the way into a loop, what the loop leaves
// alone. A place of the frame whose address goes nowhere is only changed by its own name.
import type { Block, BlockNumber, SsaFunction, Value, ValueId } from "./ir.ts";

interface Known {
  /** Of the address. */
  readonly base: ValueId;
  readonly offset: bigint;
  readonly size: number;
  readonly value: ValueId;
}

const NONE: readonly number[] = [];

/** More than these are not remembered. */
const MOST_KNOWN = 64;

/** String instructions that write to their first argument's memory, and do nothing else. */
const WRITERS = new Set(["movsb", "movsq", "memmove", "stosb", "stosw", "stosd", "stosq"]);

export class Memory {
  readonly #escaped = new Set<number>();
  readonly #atEnd = new Map<BlockNumber, ReadonlyMap<string, Known>>();
  #now = new Map<string, Known>();

  constructor(
    readonly f: SsaFunction,
    readonly immediate: ReadonlyMap<BlockNumber, BlockNumber>,
    /** Values that others have taken the place of. */
    readonly current: (id: ValueId) => ValueId,
  ) {
    for (const block of f.blocks) {
      for (const id of [...block.phis, ...block.values]) {
        this.#slotsIn(id); // from the first sums to those of sums: never deep
        this.#lookForEscape(f.value(id));
      }
      if (block.terminator.kind === "return") for (const id of block.terminator.values) this.#escape(id);
    }
  }

  // --- Addresses that others can know --------------------------------------------------------------------------------

  #lookForEscape({ op, args, name }: Value): void {
    // The address of a place is used to get at it, or to compute the address of a part of it.
    if (op === "load" || op === "copy" || op === "add" || (op === "sequence" && WRITERS.has(name ?? ""))) return;
    args.forEach((arg, i) => {
      if (op !== "store" || i > 0) this.#escape(arg);
    });
  }

  #escape(id: ValueId): void {
    const slot = this.#slotOf(id);
    if (slot !== undefined) this.#escaped.add(slot);
    else for (const inner of this.#slotsIn(id)) this.#escaped.add(inner);
  }

  /** The place of the frame that an address is in. */
  #slotOf(id: ValueId): number | undefined {
    const [only, ...more] = this.#slotsIn(id);
    return more.length === 0 ? only : undefined;
  }

  readonly #summands = new Map<ValueId, readonly number[]>();

  /** Places whose addresses are among the summands. */
  #slotsIn(id: ValueId): readonly number[] {
    const value = this.f.value(this.current(id));
    if (value.op === "slot") return [value.slot as number];
    if (value.op !== "add" || value.size !== this.f.wordSize) return NONE;
    let known = this.#summands.get(value.id);
    if (known === undefined) this.#summands.set(value.id, (known = [...new Set(value.args.flatMap((arg) => this.#slotsIn(arg)))]));
    return known;
  }

  #isHidden(base: ValueId): boolean {
    const slot = this.#slotOf(base);
    return slot !== undefined && !this.#escaped.has(slot);
  }

  #areApart(a: ValueId, b: ValueId): boolean {
    const [x, y] = [this.#slotOf(a), this.#slotOf(b)];
    if (x !== undefined && y !== undefined) return x !== y;
    if (x === undefined && y === undefined) return false;
    const other = x === undefined ? a : b;
    return this.#isHidden(x === undefined ? b : a) ? this.#slotsIn(other).length === 0 : this.f.value(this.current(other)).op === "symbol";
  }

  // --- Blocks --------------------------------------------------------------------------------------------------------

  enter(block: Block): void {
    const known = block.predecessors.flatMap((from) => this.#atEnd.get(from) ?? []);
    const back = block.predecessors.filter((from) => !this.#atEnd.has(from));
    const [first, ...others] = known;
    this.#now = new Map();
    if (first === undefined || first.size === 0 || !back.every((from) => this.#isDominated(from, block.id))) return;
    for (const [key, one] of first) if (others.every((other) => other.get(key)?.value === one.value)) this.#now.set(key, one);
    if (back.length === 0 || this.#now.size === 0) return;
    for (const inside of this.#loop(block.id, back)) for (const id of this.f.block(inside).values) this.#changes(this.f.value(id));
  }

  leave(block: Block): void {
    this.#atEnd.set(block.id, this.#now);
  }

  #isDominated(block: BlockNumber, by: BlockNumber): boolean {
    for (let at = block; ;) {
      if (at === by) return true;
      const next = this.immediate.get(at);
      if (next === undefined || next === at) return false;
      at = next;
    }
  }

  /** The blocks from which one goes back to the header. */
  #loop(header: BlockNumber, back: readonly BlockNumber[]): ReadonlySet<BlockNumber> {
    const inside = new Set<BlockNumber>([header]);
    const queue = [...back];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (inside.has(at)) continue;
      inside.add(at);
      queue.push(...this.f.block(at).predecessors);
    }
    return inside;
  }

  // --- Loads and stores ----------------------------------------------------------------------------------------------

  /** The value a load would give; the load itself is remembered if there is none. */
  read(load: Value): ValueId | undefined {
    const [base] = load.args as [ValueId];
    const key = `${base} ${load.imm} ${load.size}`;
    const known = this.#now.get(key);
    if (known !== undefined) return this.current(known.value);
    this.#remember(key, { base, offset: load.imm, size: load.size, value: load.id });
    return undefined;
  }

  #remember(key: string, known: Known): void {
    if (this.#now.size >= MOST_KNOWN) this.#now.delete(this.#now.keys().next().value as string);
    this.#now.set(key, known);
  }

  /** A value with an effect. */
  write(value: Value): void {
    this.#changes(value);
    if (value.op !== "store" || value.isVolatile === true) return;
    const [base, stored] = value.args as [ValueId, ValueId];
    const { size } = this.f.value(stored);
    this.#remember(`${base} ${value.imm} ${size}`, { base, offset: value.imm, size, value: stored });
  }

  /** Forgets what a value may change. */
  #changes(value: Value): void {
    if (this.#now.size === 0 || value.op === "result") return;
    const base = value.args[0] as ValueId;
    if (value.op === "store" && value.isVolatile !== true)
      return this.#forget(base, value.imm, value.imm + BigInt(this.f.value(value.args[1] as ValueId).size));
    if (value.op === "copy") return this.#forget(base, 0n, value.imm);
    if (value.op === "sequence" && WRITERS.has(value.name ?? "")) return this.#forget(base, undefined, undefined);
    const isBarrier = value.op === "call" || value.op === "asm" || value.op === "sequence" || value.isVolatile === true;
    if (!isBarrier) return;
    for (const [key, known] of this.#now) if (!this.#isHidden(known.base)) this.#now.delete(key);
  }

  /** Bytes `from` to `to` behind an address; all about it if that is not known. */
  #forget(address: ValueId, from: bigint | undefined, to: bigint | undefined): void {
    const base = this.current(address);
    for (const [key, known] of this.#now) {
      const isBeside =
        from !== undefined &&
        to !== undefined &&
        this.current(known.base) === base &&
        (known.offset + BigInt(known.size) <= from || to <= known.offset);
      if (!isBeside && !this.#areApart(base, known.base)) this.#now.delete(key);
    }
  }
}

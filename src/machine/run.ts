// The loop that runs blocks one after another: looks them up, keeps what followed what, hands faults to whoever handles them.
import type { Block } from "./block.ts";
import { MAX_INSTRUCTIONS, compileBlock } from "./block.ts";
import { Fault } from "./memory.ts";
import { Stop } from "./processor.ts";
import type { Processor, StopReason } from "./processor.ts";
import { AT, IP, LEFT } from "./state.ts";

export interface RunnerHooks {
  /** An exception of the instruction at rip. Throws Stop if nothing handles it. */
  fault(fault: Fault): void;
  /** Between slices: devices and interrupts. Returns how many instructions may run until it wants to be asked again; 1 is meant exactly. */
  slice(): number;
  /** Called before each block while tracing. */
  trace?: (block: Block) => void;
  /** Asked between slices: whether to come back to the caller of `run` for a while. */
  pauses?: () => boolean;
}

const placeOf = ({ low, high }: Block) => `${high}:${low}`;

/** Tells apart addresses of 48 significant bits. */
const keyOf = (low: number, high: number) => (high & 0x1fffff) * 0x100000000 + (low >>> 0);

export class Runner {
  readonly #blocks = new Map<number, Block>();
  /** Those of one instruction, for where each is looked at. */
  readonly #single = new Map<number, Block>();
  readonly #byPage = new Map<number, Set<Block>>();
  /** Grows when the page tables change. */
  epoch = 0;
  /** Instructions that were started in earlier slices. */
  #done = 0;
  #slice = 0;
  #skipped = 0;
  /** Addresses (`high:low`) to stop at. */
  #breakpoints: ReadonlySet<string> = new Set();
  limit = Infinity;

  constructor(
    readonly processor: Processor,
    readonly hooks: RunnerHooks,
  ) {
    processor.memory.onCodeWritten = (page) => this.#drop(page);
  }

  get breakpoints(): ReadonlySet<string> {
    return this.#breakpoints;
  }

  /** Blocks start at breakpoints: those known so far do not. */
  set breakpoints(addresses: ReadonlySet<string>) {
    this.#breakpoints = addresses;
    for (const block of [...this.#blocks.values(), ...this.#single.values()]) block.isValid = false;
    this.#blocks.clear();
    this.#single.clear();
    this.#byPage.clear();
  }

  /** Instructions run so far. */
  get count(): number {
    return this.#done + this.#slice - (this.processor.slots[LEFT] as number);
  }

  /** Has the machine look round after the block at hand. */
  interrupt(): void {
    const { slots } = this.processor;
    this.#slice -= slots[LEFT] as number;
    slots[LEFT] = 0;
  }

  /** Time in instructions: those that ran, and those that would have while the machine was at rest. */
  get time(): number {
    return this.count + this.#skipped;
  }

  /** Lets time pass without instructions. */
  skip(instructions: number): void {
    this.#skipped += instructions;
  }

  #drop(page: number): void {
    for (const block of this.#byPage.get(page) ?? []) {
      block.isValid = false;
      const key = keyOf(block.low, block.high);
      for (const known of [this.#blocks, this.#single]) if (known.get(key) === block) known.delete(key);
    }
    this.#byPage.delete(page);
  }

  /** Whether a block still lies where its address leads. */
  #isCurrent(block: Block): boolean {
    if (!block.isValid) return false;
    if (block.epoch === this.epoch) return true;
    if (this.processor.memory.translate(block.low, block.high, 2) >>> 12 !== block.pages[0] || block.pages.length > 1) return false;
    block.epoch = this.epoch;
    return true;
  }

  #find(): Block {
    return this.#findIn(this.#blocks, MAX_INSTRUCTIONS);
  }

  /** The next instruction by itself. */
  #findOne(): Block {
    return this.#findIn(this.#single, 1);
  }

  #findIn(known: Map<number, Block>, most: number): Block {
    const { slots } = this.processor;
    const low = slots[IP] as number;
    const high = slots[IP + 1] as number;
    const key = keyOf(low, high);
    const found = known.get(key);
    if (found !== undefined && this.#isCurrent(found)) return found;
    const block = compileBlock(this.processor, low, high, this.epoch, this.#breakpoints, most);
    known.set(key, block);
    for (const page of block.pages) {
      const set = this.#byPage.get(page);
      if (set === undefined) this.#byPage.set(page, new Set([block]));
      else set.add(block);
    }
    return block;
  }

  #startSlice(): void {
    const { slots } = this.processor;
    this.#done = this.count;
    this.#slice = 0;
    slots[LEFT] = 0;
    if (this.#done >= this.limit) throw new Stop({ kind: "limit" });
    const asked = this.hooks.slice();
    this.#slice = Math.max(1, Math.min(asked, this.limit - this.#done, 0x3fffffff));
    slots[LEFT] = this.#slice;
  }

  #follow(block: Block): Block {
    const { slots } = this.processor;
    const { next, other } = block;
    const low = slots[IP];
    const high = slots[IP + 1];
    if (next !== undefined && next.low === low && next.high === high && next.isValid && next.epoch === this.epoch) return next;
    if (other !== undefined && other.low === low && other.high === high && other.isValid && other.epoch === this.epoch) {
      block.other = next;
      block.next = other;
      return other;
    }
    const found = this.#find();
    block.other = next;
    block.next = found;
    return found;
  }

  /** Runs until the slice is over. `current` is the block a fault lies in. */
  #runSlice(): void {
    const { slots } = this.processor;
    let block = (this.#current = this.#slice === 1 ? this.#findOne() : this.#find());
    const watched = this.#breakpoints.size > 0;
    for (;;) {
      this.hooks.trace?.(block);
      if (watched && this.#breakpoints.has(placeOf(block))) this.#stopOnce(block);
      block.run();
      if ((slots[LEFT] as number) <= 0) return;
      this.#current = undefined;
      this.#current = block = this.#follow(block);
    }
  }

  #current: Block | undefined;
  #stoppedAt = "";

  /** Goes on from a breakpoint that it stopped at already. */
  #stopOnce(block: Block): void {
    const here = `${placeOf(block)} ${this.count}`;
    if (this.#stoppedAt === here) return;
    this.#stoppedAt = here;
    slotsTo(this.processor, block.low, block.high);
    throw new Stop({ kind: "breakpoint" });
  }

  /** rip becomes that of the instruction that faulted; those behind it in the block do not count. */
  #rewind(): void {
    const { slots } = this.processor;
    const block = this.#current;
    if (block === undefined) return;
    const at = slots[AT] as number;
    const instruction = block.instructions[at];
    if (instruction === undefined) return;
    slotsTo(this.processor, instruction.low, instruction.high);
    slots[LEFT] = (slots[LEFT] as number) + block.instructions.length - at;
  }

  #handle(error: unknown): StopReason | undefined {
    if (error instanceof Stop) {
      if (error.reason.kind === "unknown-instruction" || error.reason.kind === "narrow-code") this.#rewind();
      return error.reason;
    }
    if (!(error instanceof Fault)) throw error;
    try {
      this.#rewind();
      this.#current = undefined;
      this.hooks.fault(error);
      return undefined;
    } catch (second) {
      if (second instanceof Stop) return second.reason;
      throw second;
    }
  }

  /** Runs one instruction, or enters the handler of an interrupt before it; undefined if the machine may go on. */
  step(): StopReason | undefined {
    const { slots } = this.processor;
    try {
      this.#startSlice();
      this.#slice = slots[LEFT] = 1;
      this.#current = undefined;
      this.#current = this.#findOne();
      this.#current.run();
      return undefined;
    } catch (error) {
      return this.#handle(error);
    }
  }

  /** Runs until something stops the machine. */
  run(): StopReason {
    for (;;) {
      try {
        if ((this.processor.slots[LEFT] as number) <= 0) {
          if (this.hooks.pauses?.() === true) return { kind: "pause" };
          this.#startSlice();
        }
        this.#current = undefined;
        this.#runSlice();
      } catch (error) {
        const stop = this.#handle(error);
        if (stop !== undefined) return stop;
      }
    }
  }
}

function slotsTo({ slots }: Processor, low: number, high: number): void {
  slots[IP] = low;
  slots[IP + 1] = high;
}

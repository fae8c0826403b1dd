// Which register holds which value inside a block. A value that is pushed out goes to its home; it is loaded again when
// it is needed. Nothing is held across blocks.
import type { Local } from "../../mir/mir.ts";

export const RAX = 0;
export const RCX = 1;
export const RDX = 2;
export const RBX = 3;
export const RSP = 4;
export const RBP = 5;
export const RSI = 6;
export const RDI = 7;

/** The numbers that DWARF gives the registers (System V psABI AMD64, figure 3.36). */
export const DWARF_NUMBERS: readonly number[] = [0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15];

/** Registers a function may use without saving, in order of preference. */
const ALLOCATABLE = [RAX, RCX, RDX, RSI, RDI, 8, 9, 10, 11] as const;

/** A part of a local: its only one, or one of a pair. */
export interface Part {
  readonly local: Local;
  readonly part: number;
}

/** A number for it: locals have two parts at most. */
const keyOf = ({ local, part }: Part): number => 2 * local + part;

export class Registers {
  readonly #held = new Map<number, Part>();
  /** By `keyOf`. */
  readonly #where = new Map<number, number>();
  /** A bit for each register. */
  #busy = 0;

  constructor(readonly evict: (part: Part, register: number) => void) {}

  find(part: Part): number | undefined {
    return this.#where.get(keyOf(part));
  }

  /** The value in `register` is this part from now on; one that was there before (a reborrowed pointer) goes home. */
  bind(part: Part, register: number): void {
    this.free(register);
    const before = this.#held.get(register);
    if (before !== undefined && keyOf(before) !== keyOf(part)) {
      this.evict(before, register);
      this.release(before);
    }
    this.#held.set(register, part);
    this.#where.set(keyOf(part), register);
  }

  /** The value is read no more; the register keeps its bits for whoever took them. */
  release(part: Part): void {
    const register = this.#where.get(keyOf(part));
    if (register === undefined) return;
    this.#held.delete(register);
    this.#where.delete(keyOf(part));
  }

  /** Takes a register for a value that is not bound yet; `free` gives it back. */
  take(preferred?: number): number {
    if (preferred !== undefined && !this.isBusy(preferred)) return this.claim(preferred);
    let chosen: number | undefined;
    for (const register of ALLOCATABLE) {
      if (this.isBusy(register)) continue;
      if (!this.#held.has(register)) return this.claim(register);
      chosen ??= register;
    }
    if (chosen === undefined) throw new Error("no register is left");
    return this.claim(chosen);
  }

  /** Takes this very register, pushing out what it holds. */
  claim(register: number): number {
    const part = this.#held.get(register);
    if (part !== undefined) {
      this.evict(part, register);
      this.release(part);
    }
    this.adopt(register);
    return register;
  }

  isBusy(register: number): boolean {
    return (this.#busy & (1 << register)) !== 0;
  }

  free(register: number): void {
    this.#busy &= ~(1 << register);
  }

  /** Takes over a register whose part was just released. */
  adopt(register: number): void {
    this.#busy |= 1 << register;
  }

  /** Between statements nothing is on its way. */
  endStatement(): void {
    this.#busy = 0;
  }

  /** Pushes out everything: before calls. */
  evictAll(): void {
    for (const [register, part] of [...this.#held]) {
      this.evict(part, register);
      this.release(part);
    }
  }

  /** Forgets everything: at the start of a block. */
  clear(): void {
    if (this.#held.size > 0) this.#held.clear();
    if (this.#where.size > 0) this.#where.clear();
    this.#busy = 0;
  }
}

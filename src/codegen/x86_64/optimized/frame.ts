// The frame below the return address, from the stack pointer upwards: arguments for calls, places of the function, spill
// slots, then the registers that are saved for the caller.
import type { Slot } from "../../ssa/ir.ts";

const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;

export class FrameLayout {
  /** Bytes to take from the stack pointer, behind the pushes. */
  readonly size: number;
  readonly #slots: number[] = [];
  readonly #spills: number;

  constructor(
    slots: readonly Slot[],
    spills: number,
    readonly saved: readonly number[],
    /** Bytes of arguments that do not fit in registers. */
    outgoing: number,
    /** Something is called: the stack pointer must be a multiple of 16 there. */
    isAligned: boolean,
  ) {
    let at = outgoing;
    for (const slot of slots) {
      at = alignUp(at, slot.alignment);
      this.#slots.push(at);
      at += slot.size;
    }
    at = alignUp(at, 8);
    this.#spills = at;
    at += 8 * spills;
    const above = 8 + 8 * saved.length;
    const needs = isAligned || slots.some(({ alignment }) => alignment > 8);
    this.size = needs ? alignUp(at + above, 16) - above : at;
  }

  slot(number: number): number {
    return this.#slots[number] as number;
  }

  spill(number: number): number {
    return this.#spills + 8 * number;
  }

  /** Of the arguments that came on the stack. */
  incoming(offset: number): number {
    return this.size + 8 * this.saved.length + 8 + offset;
  }
}

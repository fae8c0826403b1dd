// A function's stack frame: homes of locals and of values that had to leave their registers. Offsets count from the
// stack pointer after the prologue. Where the function calls, or runs assembly that may use the stack, the stack
// pointer is kept a multiple of 16.
import type { Local } from "../../mir/mir.ts";

interface Slot {
  readonly size: number;
  readonly alignment: number;
}

/** Bytes the prologue takes from the stack, the alignment that the frame needs, and each slot's offset. */
export interface FrameShape {
  readonly size: number;
  readonly alignment: number;
  readonly offsets: readonly number[];
}

export class Frame {
  readonly #slots: Slot[] = [];
  readonly #byLocal = new Map<Local, number>();
  /** Something is called, or may be pushed. */
  usesStackBelow = false;
  /** Bytes at the bottom for arguments of calls. */
  #outgoing = 0;

  home(local: Local, size: number, alignment: number): number {
    let slot = this.#byLocal.get(local);
    if (slot === undefined) this.#byLocal.set(local, (slot = this.slot(size, alignment)));
    return slot;
  }

  hasHome(local: Local): boolean {
    return this.#byLocal.has(local);
  }

  slot(size: number, alignment: number): number {
    this.#slots.push({ size, alignment });
    return this.#slots.length - 1;
  }

  /** There will be this many bytes of arguments on the stack. */
  reserveOutgoing(bytes: number): void {
    this.#outgoing = Math.max(this.#outgoing, Math.ceil(bytes / 8) * 8);
  }

  layout(): FrameShape {
    let at = this.#outgoing;
    let alignment = at > 0 ? 8 : 1;
    const places = this.#slots.map((slot) => {
      at = Math.ceil(at / slot.alignment) * slot.alignment;
      const place = at;
      at += slot.size;
      alignment = Math.max(alignment, slot.alignment);
      return place;
    });
    const used = Math.ceil(at / alignment) * alignment;
    const aligned = this.usesStackBelow || alignment > 8;
    const size = aligned ? Math.ceil((used + 8) / 16) * 16 - 8 : used;
    const shift = Math.floor((size - used) / alignment) * alignment;
    return { size, alignment, offsets: places.map((place) => place + shift) };
  }
}

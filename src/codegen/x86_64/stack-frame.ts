// How a function takes its frame from the stack and gives it back. Offsets count from the stack pointer behind the
// prologue. A stack is aligned to 16 bytes and no more: where a local asks for more, the stack pointer is rounded down, and
// the frame pointer remembers where it was.
import type { CodeBuffer } from "../../isa/x86_64/code.ts";
import { generalRegister, immediate } from "../../isa/x86_64/operand.ts";
import type { Memory, Operand } from "../../isa/x86_64/operand.ts";
import type { Note } from "../debug-notes.ts";
import type { FrameShape } from "./frame.ts";
import { DWARF_NUMBERS, RAX, RBP, RCX, RSP } from "./registers.ts";

const rsp = generalRegister(RSP, 64);
const rbp = generalRegister(RBP, 64);

const DWARF_RBP = DWARF_NUMBERS[RBP] as number;

/** What every caller sees to. */
export const STACK_ALIGNMENT = 16;
/** Instructions have 32 bits for a distance from the stack pointer. */
export const LARGEST_FRAME = 0x7fff_0000;

/** What is at a distance from the start of a slot, or from the arguments that came on the stack: as long as nobody knows where that is. */
export interface FrameMemory extends Memory {
  readonly slot: number;
}

/** In place of a slot's number: the words behind the return address. */
export const INCOMING = -1;

export function frameMemory(slot: number, displacement: number): FrameMemory {
  return { kind: "memory", base: rsp, index: undefined, scale: 1, displacement, symbol: undefined, size: undefined, slot };
}

export class StackFrame {
  readonly #size: number;
  readonly #offsets: readonly number[];
  readonly #alignment: number;
  readonly #keepsPointer: boolean;

  constructor({ size, alignment, offsets }: FrameShape, hasFramePointer: boolean) {
    this.#offsets = offsets;
    this.#alignment = alignment;
    this.#keepsPointer = hasFramePointer || this.#isRounded;
    // The stack pointer is 8 lower than without a frame pointer, and 16-byte alignment is kept.
    this.#size = this.#keepsPointer && size > 0 ? size + 8 : size;
  }

  get #isRounded(): boolean {
    return this.#alignment > STACK_ALIGNMENT;
  }

  /** Bytes between the frame and the return address. */
  get #saved(): number {
    return this.#keepsPointer ? 8 : 0;
  }

  prologue(code: CodeBuffer, note: (note: Note) => void): void {
    if (this.#keepsPointer) {
      code.emit("push", rbp);
      note({ kind: "frame", distance: 16, saved: [{ register: DWARF_RBP, below: 16 }] });
      code.emit("mov", rbp, rsp);
    }
    if (this.#isRounded) note(this.#inside);
    if (this.#size === 8) code.emit("push", generalRegister(RAX, 64));
    else if (this.#size > 0) code.emit("sub", rsp, immediate(this.#size));
    if (this.#isRounded) code.emit("and", rsp, immediate(-this.#alignment));
    if (this.#size > 0 && !this.#isRounded) note(this.#inside);
  }

  /** Where the caller's frame is from the function's own code. */
  get #inside(): Note {
    if (this.#isRounded) return { kind: "frame", distance: 16, base: DWARF_RBP };
    return { kind: "frame", distance: this.#size + this.#saved + 8 };
  }

  epilogue(code: CodeBuffer, note: (note: Note) => void): void {
    if (this.#isRounded) code.emit("mov", rsp, rbp);
    else if (this.#size === 8) code.emit("pop", generalRegister(RCX, 64));
    else if (this.#size > 0) code.emit("add", rsp, immediate(this.#size));
    if (this.#size > 0) note({ kind: "frame", distance: this.#saved + 8 });
    if (this.#keepsPointer) {
      code.emit("pop", rbp);
      note({ kind: "frame", distance: 8 });
    }
    code.emit("ret");
    if (this.#size + this.#saved > 0) note(this.#inside);
  }

  /** Operands as they are in this frame. */
  placed(operands: readonly Operand[]): readonly Operand[] {
    let placed: Operand[] | undefined;
    for (let i = 0; i < operands.length; i++) {
      const operand = operands[i] as Operand;
      if (isInFrame(operand)) (placed ??= [...operands])[i] = this.place(operand);
    }
    return placed ?? operands;
  }

  place(address: FrameMemory): Memory {
    if (address.slot !== INCOMING) return at(address, address.base, address.displacement + (this.#offsets[address.slot] as number));
    const behind = address.displacement + this.#saved + 8;
    return this.#isRounded ? at(address, rbp, behind) : at(address, address.base, behind + this.#size);
  }
}

/** Field by field: of all operands these are the most. */
function at({ index, scale, symbol, size }: FrameMemory, base: Memory["base"], displacement: number): Memory {
  return { kind: "memory", base, index, scale, displacement, symbol, size };
}

const isInFrame = (operand: Operand): operand is FrameMemory =>
  operand.kind === "memory" && (operand as Partial<FrameMemory>).slot !== undefined;

// What the portable compiler asks of a machine: some twenty short sequences over whole registers. Everything else (widths,
// overflow, loops over memory) is made of these, the same for all machines.
import type { FixedBuffer } from "../../isa/fixed/code.ts";
import type { SavedRegister } from "../dwarf/frames.ts";
import type { AsmRegisters } from "../ssa/asm.ts";
import type { Condition } from "../ssa/ir.ts";

export type Register = number;

export type WordOp =
  | "add"
  | "sub"
  | "mul"
  | "and"
  | "or"
  | "xor"
  | "shl"
  | "shr"
  | "sar"
  | "udiv"
  | "urem"
  | "sdiv"
  | "srem"
  | "mulhu"
  | "mulhs";

/** The frame of a function, from the stack pointer upwards. */
export interface PortableFrame {
  /** Bytes below what the prologue saves. */
  readonly size: number;
  /** There is a frame at all. */
  readonly exists: boolean;
  /** The stack pointer is rounded down to a multiple of it, where that is more than every caller sees to. */
  readonly rounding: number | undefined;
}

/**
 * Where the caller's frame is from here on, and registers of its that are in memory now, by DWARF's numbers; `base`: the
 * register that the distance counts from, where it is not the stack pointer.
 */
export type NoteFrame = (distance: number, saved?: readonly SavedRegister[], base?: number) => void;

/** Emits into one function's code. Registers given are whole words; no method but `call` changes others than it is given. */
export interface PortableEmitter {
  readonly code: FixedBuffer;
  prologue(frame: PortableFrame, note: NoteFrame): void;
  /** Undoes the prologue and returns. */
  epilogue(frame: PortableFrame, note: NoteFrame): void;
  constant(to: Register, value: bigint): void;
  /** The address of a symbol. */
  symbol(to: Register, name: string): void;
  move(to: Register, from: Register): void;
  /** `from + offset`, for any offset. */
  addOffset(to: Register, from: Register, offset: number): void;
  /** `size` bytes, zeros above. */
  load(to: Register, base: Register, offset: number, size: number): void;
  store(from: Register, base: Register, offset: number, size: number): void;
  binary(op: WordOp, to: Register, left: Register, right: Register): void;
  /** The lowest `size` bytes, extended by their sign or zeros. */
  extend(to: Register, from: Register, size: number, signed: boolean): void;
  /** 1 where the condition holds, else 0. */
  compare(condition: Condition, to: Register, left: Register, right: Register): void;
  branchIf(condition: Condition, left: Register, right: Register, label: string): void;
  branchIfZero(register: Register, label: string): void;
  jump(label: string): void;
  call(symbol: string): void;
  callRegister(register: Register): void;
  /** Stops the program. */
  trap(): void;
  /** A hint that the processor is waiting. */
  pause(): void;
  /** No access to memory goes past it. */
  fence(): void;
}

export interface PortableMachine {
  readonly wordSize: 4 | 8;
  readonly stackPointer: Register;
  readonly stackAlignment: number;
  readonly argumentRegisters: readonly Register[];
  readonly resultRegisters: readonly Register[];
  /** Registers that a call may change anyway. Values never stay in them. */
  readonly scratch: readonly [Register, Register, Register, Register, Register];
  /** Holds a call's target while the arguments are loaded. */
  readonly callTarget: Register;
  /** Bytes that the prologue saves above the frame. */
  readonly savedSize: number;
  /** Points at what the prologue saves, or behind it, wherever there is a frame. */
  readonly framePointer: { readonly register: Register; readonly toCaller: number };
  /** Words in memory lie at multiples of their size only. */
  readonly strictAlignment: boolean;
  readonly asm: AsmRegisters;
  /** 32-bit numbers are passed with their sign above them, whatever their type. */
  readonly signsWords: boolean;
  emitter(code: FixedBuffer): PortableEmitter;
}

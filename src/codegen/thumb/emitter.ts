// Thumb-2 of ARMv7E-M for the portable compiler. Procedure Call Standard for the Arm Architecture: r0-r3 carry arguments,
// r0 and r1 results; r12 is free and serves here for what an instruction's own field is too small for. Every frame saves
// lr, which is then free, too.
import type { FixedBuffer } from "../../isa/fixed/code.ts";
import type { Operand } from "../../isa/fixed/form.ts";
import { THUMB } from "../../isa/thumb/table.ts";
import { portableAsmRegisters } from "../portable/asm-registers.ts";
import type { NoteFrame, PortableEmitter, PortableFrame, PortableMachine, Register, WordOp } from "../portable/machine.ts";
import type { Condition } from "../ssa/ir.ts";

const R7 = 7;
const SPARE = 12;
const SP = 13;
const LR = 14;
/** r7 and lr. */
const SAVED_SIZE = 8;

const r = (number: Register): Operand & { kind: "register" } => ({ kind: "register", bank: "r", number });
const imm = (value: number | bigint): Operand => ({ kind: "immediate", value: BigInt(value) });
const name = (text: string): Operand => ({ kind: "name", name: text });
const label = (text: string): Operand => ({ kind: "target", name: text, isLabel: true });

const CONDITIONS: Readonly<Record<Condition, string>> = {
  e: "eq",
  ne: "ne",
  b: "lo",
  be: "ls",
  a: "hi",
  ae: "hs",
  l: "lt",
  le: "le",
  g: "gt",
  ge: "ge",
};

const DIRECT: Readonly<Partial<Record<WordOp, string>>> = {
  add: "add.w",
  sub: "sub.w",
  mul: "mul",
  and: "and.w",
  or: "orr.w",
  xor: "eor.w",
  shl: "lsl.w",
  shr: "lsr.w",
  sar: "asr.w",
  udiv: "udiv",
  sdiv: "sdiv",
};

const LOADS: Readonly<Record<number, string>> = { 1: "ldrb.w", 2: "ldrh.w", 4: "ldr.w" };
const STORES: Readonly<Record<number, string>> = { 1: "strb.w", 2: "strh.w", 4: "str.w" };

class ThumbEmitter implements PortableEmitter {
  constructor(readonly code: FixedBuffer) {}

  prologue({ size, exists, rounding }: PortableFrame, note: NoteFrame): void {
    if (!exists) return;
    this.code.emit("push-frame");
    note(SAVED_SIZE, [
      { register: LR, below: 4 },
      { register: R7, below: 8 },
    ]);
    this.code.emit("mov", r(R7), r(SP));
    if (rounding !== undefined) return this.#round(size, rounding, note);
    if (size === 0) return;
    this.addOffset(SP, SP, -size);
    note(SAVED_SIZE + size);
  }

  /** Logical operations know no stack pointer: by way of lr, which is saved. */
  #round(size: number, alignment: number, note: NoteFrame): void {
    note(SAVED_SIZE, [], R7);
    this.addOffset(LR, SP, -size);
    this.constant(SPARE, BigInt(-alignment));
    this.code.emit("and.w", r(LR), r(LR), r(SPARE));
    this.code.emit("mov", r(SP), r(LR));
  }

  epilogue({ size, exists, rounding }: PortableFrame, note: NoteFrame): void {
    if (!exists) return this.code.emit("bx", r(LR));
    if (size > 0) {
      if (rounding === undefined) this.addOffset(SP, SP, size);
      else this.code.emit("mov", r(SP), r(R7));
      note(SAVED_SIZE);
    }
    this.code.emit("pop-frame");
    if (rounding !== undefined) note(SAVED_SIZE, [], R7);
    else if (size > 0) note(SAVED_SIZE + size);
  }

  constant(to: Register, value: bigint): void {
    const bits = BigInt.asUintN(32, value);
    this.code.emit("movw", r(to), imm(bits & 0xffffn));
    if (bits > 0xffffn) this.code.emit("movt", r(to), imm(bits >> 16n));
  }

  symbol(to: Register, symbol: string): void {
    this.code.emit("movw", r(to), { kind: "address", part: "lower", symbol, addend: 0 });
    this.code.emit("movt", r(to), { kind: "address", part: "upper", symbol, addend: 0 });
  }

  move(to: Register, from: Register): void {
    if (to !== from) this.code.emit("mov", r(to), r(from));
  }

  addOffset(to: Register, from: Register, offset: number): void {
    const size = Math.abs(offset);
    if (size < 4096) return this.code.emit(offset < 0 ? "subw" : "addw", r(to), r(from), imm(size));
    this.constant(SPARE, BigInt(size));
    this.code.emit(offset < 0 ? "sub.w" : "add.w", r(to), r(from), r(SPARE));
  }

  #place(base: Register, offset: number): Operand {
    if (offset >= 0 && offset < 4096) return { kind: "memory", base: r(base), offset: BigInt(offset) };
    this.addOffset(SPARE, base, offset);
    return { kind: "memory", base: r(SPARE), offset: 0n };
  }

  /** The target itself holds what the field is too small for: the spare register may hold a call's target. */
  load(to: Register, base: Register, offset: number, size: number): void {
    const isFar = to !== base && (offset < 0 || offset >= 4096);
    if (!isFar) return this.code.emit(LOADS[size] as string, r(to), this.#place(base, offset));
    this.constant(to, BigInt(offset));
    this.code.emit("add.w", r(to), r(base), r(to));
    this.code.emit(LOADS[size] as string, r(to), { kind: "memory", base: r(to), offset: 0n });
  }

  store(from: Register, base: Register, offset: number, size: number): void {
    this.code.emit(STORES[size] as string, r(from), this.#place(base, offset));
  }

  binary(op: WordOp, to: Register, left: Register, right: Register): void {
    const direct = DIRECT[op];
    if (direct !== undefined) return this.code.emit(direct, r(to), r(left), r(right));
    if (op === "mulhu" || op === "mulhs") return this.#upperProduct(op, to, left, right);
    this.code.emit(op === "urem" ? "udiv" : "sdiv", r(SPARE), r(left), r(right));
    this.code.emit("mls", r(to), r(SPARE), r(right), r(left));
  }

  /** Both halves are made; the lower one goes to waste. */
  #upperProduct(op: "mulhu" | "mulhs", to: Register, left: Register, right: Register): void {
    this.code.emit(op === "mulhu" ? "umull" : "smull", r(SPARE), r(to), r(left), r(right));
  }

  extend(to: Register, from: Register, size: number, signed: boolean): void {
    this.code.emit(`${signed ? "s" : "u"}xt${size === 1 ? "b" : "h"}.w`, r(to), r(from));
  }

  compare(condition: Condition, to: Register, left: Register, right: Register): void {
    const end = `compared${this.code.count}`;
    this.code.emit("cmp.w", r(left), r(right));
    this.constant(to, 1n);
    this.code.emit(`b${CONDITIONS[condition]}`, label(end));
    this.constant(to, 0n);
    this.code.label(end);
  }

  branchIf(condition: Condition, left: Register, right: Register, to: string): void {
    this.code.emit("cmp.w", r(left), r(right));
    this.code.emit(`b${CONDITIONS[condition]}`, label(to));
  }

  branchIfZero(register: Register, to: string): void {
    this.constant(SPARE, 0n);
    this.branchIf("e", register, SPARE, to);
  }

  jump(to: string): void {
    this.code.emit("b", label(to));
  }

  call(symbol: string): void {
    this.code.emit("bl", { kind: "target", name: symbol, isLabel: false });
  }

  callRegister(register: Register): void {
    this.code.emit("blx", r(register));
  }

  trap(): void {
    this.code.emit("udf", imm(254));
  }

  pause(): void {
    this.code.emit("yield");
  }

  fence(): void {
    this.code.emit("dmb", name("ish"));
  }
}

export const THUMB_MACHINE: PortableMachine = {
  wordSize: 4,
  stackPointer: SP,
  stackAlignment: 8,
  argumentRegisters: [0, 1, 2, 3],
  resultRegisters: [0, 1, 2, 3],
  scratch: [0, 1, 2, 3, LR],
  callTarget: SPARE,
  savedSize: SAVED_SIZE,
  framePointer: { register: R7, toCaller: SAVED_SIZE },
  strictAlignment: false,
  asm: portableAsmRegisters(THUMB, { reg: [0, 1, 2, 3, 12, 14] }),
  signsWords: false,
  emitter: (code) => new ThumbEmitter(code),
};

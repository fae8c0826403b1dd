// AArch64 for the portable compiler. Procedure Call Standard for the Arm 64-bit Architecture: x0-x7 carry arguments and
// results, x9-x15 are free, x16 is the linker's and serves here for what an instruction's own field is too small for.
import type { FixedBuffer } from "../../isa/fixed/code.ts";
import type { Operand } from "../../isa/fixed/form.ts";
import { AARCH64 } from "../../isa/aarch64/table.ts";
import { portableAsmRegisters } from "../portable/asm-registers.ts";
import type { NoteFrame, PortableEmitter, PortableFrame, PortableMachine, Register, WordOp } from "../portable/machine.ts";
import type { Condition } from "../ssa/ir.ts";

const FP = 29;
const SP = 31;
const SPARE = 16;
/** x29 and x30. */
const SAVED_SIZE = 16;

const x = (number: Register): Operand & { kind: "register" } =>
  number === SP ? { kind: "register", bank: "sp", number } : { kind: "register", bank: "x", number };
const w = (number: Register): Operand => ({ kind: "register", bank: "w", number });
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
  add: "add",
  sub: "sub",
  mul: "mul",
  and: "and",
  or: "orr",
  xor: "eor",
  shl: "lsl",
  shr: "lsr",
  sar: "asr",
  udiv: "udiv",
  sdiv: "sdiv",
  mulhu: "umulh",
  mulhs: "smulh",
};

const LOADS: Readonly<Record<number, string>> = { 1: "ldrb", 2: "ldrh", 4: "ldr", 8: "ldr" };
const STORES: Readonly<Record<number, string>> = { 1: "strb", 2: "strh", 4: "str", 8: "str" };

class Aarch64Emitter implements PortableEmitter {
  constructor(readonly code: FixedBuffer) {}

  prologue({ size, exists, rounding }: PortableFrame, note: NoteFrame): void {
    if (!exists) return;
    this.code.emit("push-frame");
    note(SAVED_SIZE, [
      { register: 30, below: 8 },
      { register: FP, below: 16 },
    ]);
    this.code.emit("mov", x(FP), x(SP));
    if (rounding !== undefined) return this.#round(size, rounding, note);
    if (size === 0) return;
    this.addOffset(SP, SP, -size);
    note(SAVED_SIZE + size);
  }

  /** Logical operations of registers know no stack pointer: by way of another register. */
  #round(size: number, alignment: number, note: NoteFrame): void {
    note(SAVED_SIZE, [], FP);
    this.addOffset(17, SP, -size);
    this.constant(SPARE, BigInt(-alignment));
    this.code.emit("and", x(17), x(17), x(SPARE));
    this.code.emit("mov", x(SP), x(17));
  }

  epilogue({ size, exists, rounding }: PortableFrame, note: NoteFrame): void {
    if (exists && size > 0) {
      if (rounding === undefined) this.addOffset(SP, SP, size);
      else this.code.emit("mov", x(SP), x(FP));
      note(SAVED_SIZE);
    }
    if (exists) {
      this.code.emit("pop-frame");
      note(0);
    }
    this.code.emit("ret");
    if (!exists) return;
    if (rounding === undefined) note(SAVED_SIZE + size);
    else note(SAVED_SIZE, [], FP);
  }

  constant(to: Register, value: bigint): void {
    const bits = BigInt.asUintN(64, value);
    const pieces = [0n, 16n, 32n, 48n].map((shift) => (bits >> shift) & 0xffffn);
    this.code.emit("movz", x(to), imm(pieces[0] as bigint));
    pieces.forEach((piece, i) => {
      if (i > 0 && piece !== 0n) this.code.emit("movk", x(to), imm(piece), { kind: "shift", amount: BigInt(16 * i) });
    });
  }

  symbol(to: Register, symbol: string): void {
    this.code.emit("adrp", x(to), { kind: "address", part: "page", symbol, addend: 0 });
    this.code.emit("add", x(to), x(to), { kind: "address", part: "lo12", symbol, addend: 0 });
  }

  move(to: Register, from: Register): void {
    if (to !== from) this.code.emit("mov", x(to), x(from));
  }

  addOffset(to: Register, from: Register, offset: number): void {
    const size = Math.abs(offset);
    const op = offset < 0 ? "sub" : "add";
    if (size < 4096) return this.code.emit(op, x(to), x(from), imm(size));
    this.constant(SPARE, BigInt(size));
    if (to !== SP && from !== SP) return this.code.emit(op, x(to), x(from), x(SPARE));
    // Register forms have no stack pointer: by way of another register.
    this.code.emit("mov", x(17), x(from));
    this.code.emit(op, x(17), x(17), x(SPARE));
    this.code.emit("mov", x(to), x(17));
  }

  /** The base and offset as a field takes them. */
  #place(base: Register, offset: number, size: number): Operand {
    if (offset >= 0 && offset % size === 0 && offset / size < 4096) return { kind: "memory", base: x(base), offset: BigInt(offset) };
    if (offset >= -256 && offset < 256) return { kind: "memory", base: x(base), offset: BigInt(offset) };
    this.addOffset(SPARE, base, offset);
    return { kind: "memory", base: x(SPARE), offset: 0n };
  }

  load(to: Register, base: Register, offset: number, size: number): void {
    const place = this.#place(base, offset, size);
    this.code.emit(LOADS[size] as string, size === 8 ? x(to) : w(to), place);
  }

  store(from: Register, base: Register, offset: number, size: number): void {
    const place = this.#place(base, offset, size);
    this.code.emit(STORES[size] as string, size === 8 ? x(from) : w(from), place);
  }

  binary(op: WordOp, to: Register, left: Register, right: Register): void {
    const direct = DIRECT[op];
    if (direct !== undefined) return this.code.emit(direct, x(to), x(left), x(right));
    this.code.emit(op === "urem" ? "udiv" : "sdiv", x(SPARE), x(left), x(right));
    this.code.emit("msub", x(to), x(SPARE), x(right), x(left));
  }

  extend(to: Register, from: Register, size: number, signed: boolean): void {
    if (size === 4) return signed ? this.code.emit("sxtw", x(to), w(from)) : this.code.emit("mov", w(to), w(from));
    const letter = size === 1 ? "b" : "h";
    if (signed) this.code.emit(`sxt${letter}`, x(to), w(from));
    else this.code.emit(`uxt${letter}`, w(to), w(from));
  }

  compare(condition: Condition, to: Register, left: Register, right: Register): void {
    this.code.emit("cmp", x(left), x(right));
    this.code.emit("cset", x(to), name(CONDITIONS[condition]));
  }

  branchIf(condition: Condition, left: Register, right: Register, to: string): void {
    this.code.emit("cmp", x(left), x(right));
    this.code.emit(`b.${CONDITIONS[condition]}`, label(to));
  }

  branchIfZero(register: Register, to: string): void {
    this.code.emit("cbz", x(register), label(to));
  }

  jump(to: string): void {
    this.code.emit("b", label(to));
  }

  call(symbol: string): void {
    this.code.emit("bl", { kind: "target", name: symbol, isLabel: false });
  }

  callRegister(register: Register): void {
    this.code.emit("blr", x(register));
  }

  trap(): void {
    this.code.emit("brk", imm(1));
  }

  pause(): void {
    this.code.emit("isb");
  }

  fence(): void {
    this.code.emit("dmb", name("ish"));
  }
}

export const AARCH64_MACHINE: PortableMachine = {
  wordSize: 8,
  stackPointer: SP,
  stackAlignment: 16,
  argumentRegisters: [0, 1, 2, 3, 4, 5, 6, 7],
  resultRegisters: [0, 1],
  scratch: [9, 10, 11, 12, 13],
  callTarget: 15,
  savedSize: SAVED_SIZE,
  framePointer: { register: FP, toCaller: SAVED_SIZE },
  strictAlignment: true,
  asm: portableAsmRegisters(AARCH64, { reg: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] }),
  signsWords: false,
  emitter: (code) => new Aarch64Emitter(code),
};

// RV64IMAC for the portable compiler. RISC-V calling conventions: a0-a7 carry arguments, a0 and a1 results, t0-t6 are
// free; t6 serves here for what an instruction's own field is too small for.
import type { FixedBuffer } from "../../isa/fixed/code.ts";
import type { Operand } from "../../isa/fixed/form.ts";
import { RISCV64 } from "../../isa/riscv64/table.ts";
import { portableAsmRegisters } from "../portable/asm-registers.ts";
import type { NoteFrame, PortableEmitter, PortableFrame, PortableMachine, Register, WordOp } from "../portable/machine.ts";
import type { Condition } from "../ssa/ir.ts";

const RA = 1;
const SP = 2;
const S0 = 8;
const SPARE = 31;
/** s0 and ra. */
const SAVED_SIZE = 16;

const x = (number: Register): Operand & { kind: "register" } => ({ kind: "register", bank: "x", number });
const imm = (value: number | bigint): Operand => ({ kind: "immediate", value: BigInt(value) });
const label = (text: string): Operand => ({ kind: "target", name: text, isLabel: true });
const memory = (base: Register, offset: number): Operand => ({ kind: "memory", base: x(base), offset: BigInt(offset) });

const DIRECT: Readonly<Record<WordOp, string>> = {
  add: "add",
  sub: "sub",
  mul: "mul",
  and: "and",
  or: "or",
  xor: "xor",
  shl: "sll",
  shr: "srl",
  sar: "sra",
  udiv: "divu",
  urem: "remu",
  sdiv: "div",
  srem: "rem",
  mulhu: "mulhu",
  mulhs: "mulh",
};

/** Each condition as one of `<` by sign or not, its sides exchanged or not, and whether it must be false. */
const ORDERS: Readonly<Record<Exclude<Condition, "e" | "ne">, readonly [less: "slt" | "sltu", exchanged: boolean, isFalse: boolean]>> = {
  l: ["slt", false, false],
  g: ["slt", true, false],
  le: ["slt", true, true],
  ge: ["slt", false, true],
  b: ["sltu", false, false],
  a: ["sltu", true, false],
  be: ["sltu", true, true],
  ae: ["sltu", false, true],
};

const LOADS: Readonly<Record<number, string>> = { 1: "lbu", 2: "lhu", 4: "lwu", 8: "ld" };
const STORES: Readonly<Record<number, string>> = { 1: "sb", 2: "sh", 4: "sw", 8: "sd" };

const fits = (value: number): boolean => value >= -2048 && value < 2048;

class Riscv64Emitter implements PortableEmitter {
  #labels = 0;

  constructor(readonly code: FixedBuffer) {}

  prologue({ size, exists, rounding }: PortableFrame, note: NoteFrame): void {
    if (!exists) return;
    this.addOffset(SP, SP, -SAVED_SIZE);
    note(SAVED_SIZE);
    this.store(RA, SP, 8, 8);
    this.store(S0, SP, 0, 8);
    note(SAVED_SIZE, [
      { register: RA, below: 8 },
      { register: S0, below: 16 },
    ]);
    this.addOffset(S0, SP, SAVED_SIZE);
    if (rounding !== undefined) note(0, [], S0);
    if (size === 0) return;
    this.addOffset(SP, SP, -size);
    if (rounding === undefined) return note(SAVED_SIZE + size);
    this.constant(SPARE, BigInt(-rounding));
    this.code.emit("and", x(SP), x(SP), x(SPARE));
  }

  epilogue({ size, exists, rounding }: PortableFrame, note: NoteFrame): void {
    if (exists) {
      if (rounding !== undefined) this.addOffset(SP, S0, -SAVED_SIZE);
      else if (size > 0) this.addOffset(SP, SP, size);
      if (size > 0) note(SAVED_SIZE);
      this.load(RA, SP, 8, 8);
      this.load(S0, SP, 0, 8);
      this.addOffset(SP, SP, SAVED_SIZE);
      note(0);
    }
    this.code.emit("ret");
    if (!exists) return;
    if (rounding === undefined) note(SAVED_SIZE + size);
    else note(0, [], S0);
  }

  /** Twelve bits at a time, the upper ones first; each step undoes the sign of the one below. */
  constant(to: Register, value: bigint): void {
    const number = BigInt.asIntN(64, value);
    const low = BigInt.asIntN(12, number);
    if (number === low) return this.code.emit("li", x(to), imm(number));
    const rest = (number - low) >> 12n;
    if (BigInt.asIntN(32, number) === number) {
      this.code.emit("lui", x(to), imm(BigInt.asUintN(20, rest)));
      if (low !== 0n) this.code.emit("addiw", x(to), x(to), imm(low));
      return;
    }
    this.constant(to, BigInt.asIntN(52, rest));
    this.code.emit("slli", x(to), x(to), imm(12));
    if (low !== 0n) this.code.emit("addi", x(to), x(to), imm(low));
  }

  symbol(to: Register, symbol: string): void {
    const anchor = `.Lpcrel_hi${this.#labels++}`;
    this.code.label(anchor);
    this.code.emit("auipc", x(to), { kind: "address", part: "pcrel-hi", symbol, addend: 0 });
    this.code.emit("addi", x(to), x(to), { kind: "address", part: "pcrel-lo", symbol: anchor, addend: 0 });
  }

  move(to: Register, from: Register): void {
    if (to !== from) this.code.emit("mv", x(to), x(from));
  }

  addOffset(to: Register, from: Register, offset: number): void {
    if (fits(offset)) return this.code.emit("addi", x(to), x(from), imm(offset));
    this.constant(SPARE, BigInt(offset));
    this.code.emit("add", x(to), x(from), x(SPARE));
  }

  #place(base: Register, offset: number): Operand {
    if (fits(offset)) return memory(base, offset);
    this.addOffset(SPARE, base, offset);
    return memory(SPARE, 0);
  }

  load(to: Register, base: Register, offset: number, size: number): void {
    this.code.emit(LOADS[size] as string, x(to), this.#place(base, offset));
  }

  store(from: Register, base: Register, offset: number, size: number): void {
    this.code.emit(STORES[size] as string, x(from), this.#place(base, offset));
  }

  binary(op: WordOp, to: Register, left: Register, right: Register): void {
    this.code.emit(DIRECT[op], x(to), x(left), x(right));
  }

  extend(to: Register, from: Register, size: number, signed: boolean): void {
    if (size === 1 && !signed) return this.code.emit("andi", x(to), x(from), imm(255));
    if (size === 4 && signed) return this.code.emit("sext.w", x(to), x(from));
    const bits = 64 - 8 * size;
    this.code.emit("slli", x(to), x(from), imm(bits));
    this.code.emit(signed ? "srai" : "srli", x(to), x(to), imm(bits));
  }

  compare(condition: Condition, to: Register, left: Register, right: Register): void {
    if (condition === "e" || condition === "ne") {
      this.code.emit("xor", x(to), x(left), x(right));
      return this.code.emit(condition === "e" ? "seqz" : "snez", x(to), x(to));
    }
    const [less, exchanged, isFalse] = ORDERS[condition];
    this.code.emit(less, x(to), x(exchanged ? right : left), x(exchanged ? left : right));
    if (isFalse) this.code.emit("xori", x(to), x(to), imm(1));
  }

  /** Around a jump: conditional branches reach 4 KiB only. */
  branchIf(condition: Condition, left: Register, right: Register, to: string): void {
    this.compare(condition, SPARE, left, right);
    this.#jumpUnless("beqz", SPARE, to);
  }

  branchIfZero(register: Register, to: string): void {
    this.#jumpUnless("bnez", register, to);
  }

  #jumpUnless(mnemonic: string, register: Register, to: string): void {
    const over = `over${this.#labels++}`;
    this.code.emit(mnemonic, x(register), label(over));
    this.jump(to);
    this.code.label(over);
  }

  jump(to: string): void {
    this.code.emit("j", label(to));
  }

  call(symbol: string): void {
    this.code.emit("call-upper", { kind: "target", name: symbol, isLabel: false });
    this.code.emit("call-lower");
  }

  callRegister(register: Register): void {
    this.code.emit("jalr", x(register));
  }

  trap(): void {
    this.code.emit("unimp");
  }

  pause(): void {
    this.code.emit("spin-hint");
  }

  fence(): void {
    this.code.emit("fence");
  }
}

export const RISCV64_MACHINE: PortableMachine = {
  wordSize: 8,
  stackPointer: SP,
  stackAlignment: 16,
  argumentRegisters: [10, 11, 12, 13, 14, 15, 16, 17],
  resultRegisters: [10, 11],
  scratch: [5, 6, 7, 28, 29],
  callTarget: 30,
  savedSize: SAVED_SIZE,
  framePointer: { register: S0, toCaller: 0 },
  strictAlignment: true,
  asm: portableAsmRegisters(RISCV64, { reg: [10, 11, 12, 13, 14, 15, 16, 17, 5, 6, 7, 28, 29, 30] }),
  signsWords: true,
  emitter: (code) => new Riscv64Emitter(code),
};

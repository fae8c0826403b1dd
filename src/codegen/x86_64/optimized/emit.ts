// Instructions for values whose registers are chosen.
import { generalRegister, immediate, memory } from "../../../isa/x86_64/operand.ts";
import type { Memory, Operand, Register } from "../../../isa/x86_64/operand.ts";
import type { CodeBuffer } from "../../../isa/x86_64/code.ts";
import type { FunctionHost } from "../../function-host.ts";
import type { SsaFunction, ValueId } from "../../ssa/ir.ts";
import type { Allocation } from "./allocate.ts";
import { SCRATCH, SCRATCH_2 } from "./constraints.ts";
import type { FrameLayout } from "./frame.ts";
import type { AddressParts, Selection } from "./select.ts";

const RSP = 4;
export type Bits = 8 | 16 | 32 | 64;
export const bitsOf = (size: number): Bits => (8 * size) as Bits;
export const reg = (number: number, size = 8): Register => generalRegister(number, bitsOf(size));

export interface Move {
  readonly from: ValueId;
  /** A register, or a spill slot as a negative number. */
  readonly to: number;
}

/** Between registers and spill slots. */
export interface Transfer {
  source: number;
  readonly to: number;
  readonly size: number;
}

/** Where values are, and how to get at them. */
export class Values {
  constructor(
    readonly f: SsaFunction,
    readonly code: CodeBuffer,
    readonly selection: Selection,
    readonly allocation: Allocation,
    readonly frame: FrameLayout,
    readonly addresses: Pick<FunctionHost, "isStatic" | "isUpper">,
  ) {}

  emit(mnemonic: string, ...operands: Operand[]): void {
    this.code.emit(mnemonic, ...operands);
  }

  /** Register, or spill slot as a negative number; undefined for what has neither. */
  location(id: ValueId): number | undefined {
    return this.allocation.locations.get(id);
  }

  constant(id: ValueId): bigint | undefined {
    const value = this.f.value(id);
    return value.op === "const" ? value.imm : undefined;
  }

  /** A constant as an instruction holds it: 32 bits, extended by their sign. */
  immediate(id: ValueId): Operand | undefined {
    const value = this.f.value(id);
    if (value.op !== "const") return undefined;
    const number = BigInt.asIntN(8 * value.size, value.imm);
    return BigInt.asIntN(32, number) === number ? immediate(number) : undefined;
  }

  spillAddress(slot: number): Memory {
    return memory(generalRegister(RSP, 64), this.frame.spill(-slot - 1));
  }

  /** As a source operand: register, memory or immediate; what is none of these comes through a scratch register. */
  source(id: ValueId, size: number, scratch = SCRATCH): Operand {
    const constant = this.immediate(id);
    if (constant !== undefined) return constant;
    const at = this.location(id);
    if (at !== undefined && at < 0) return this.spillAddress(at);
    return reg(this.register(id, scratch), size);
  }

  /** The register a value is in, or a scratch register it was brought into. */
  register(id: ValueId, scratch = SCRATCH): number {
    const at = this.location(id);
    if (at !== undefined && at >= 0) return at;
    this.load(scratch, id);
    return scratch;
  }

  /** Brings a value into a register. Leaves the flags alone where `keepsFlags`. */
  load(target: number, id: ValueId, keepsFlags = false): void {
    const value = this.f.value(id);
    const at = this.location(id);
    if (at !== undefined) {
      if (at < 0) this.emit("mov", reg(target, Math.max(4, value.size) === 8 ? 8 : 4), this.spillAddress(at));
      else this.move(target, at, value.size);
      return;
    }
    if (value.op === "const") this.loadConstant(target, value.imm, value.size, keepsFlags);
    else if (value.op === "slot") this.emit("lea", reg(target), this.address(this.selection.address(id, 0n)));
    else if (value.op === "symbol") this.loadSymbol(target, value.name as string, Number(value.imm));
    else throw new Error(`a value without a place: ${value.op}`);
  }

  loadSymbol(target: number, symbol: string, addend: number): void {
    const { isStatic, isUpper } = this.addresses;
    if (isStatic) this.emit("mov", reg(target, isUpper ? 8 : 4), { kind: "immediate", value: 0n, symbol: { symbol, addend } });
    else this.emit("lea", reg(target), memory("rip", 0, { symbol, addend }));
  }

  loadConstant(target: number, value: bigint, size: number, keepsFlags = false): void {
    if (value === 0n && !keepsFlags) return this.emit("xor", reg(target, 4), reg(target, 4));
    if (value <= 0xffff_ffffn) return this.emit("mov", reg(target, 4), immediate(BigInt.asUintN(8 * size, value)));
    this.emit("mov", reg(target), immediate(BigInt.asIntN(64, value)));
  }

  move(to: number, from: number, size: number): void {
    if (to !== from) this.emit("mov", reg(to, size === 8 ? 8 : 4), reg(from, size === 8 ? 8 : 4));
  }

  /** The register to compute a value in; `finish` puts it where it lives. */
  target(id: ValueId): number {
    const at = this.location(id);
    return at !== undefined && at >= 0 ? at : SCRATCH;
  }

  finish(id: ValueId, register: number): void {
    const at = this.location(id);
    if (at === undefined) return;
    if (at < 0) this.emit("mov", this.spillAddress(at), reg(register));
    else this.move(at, register, 8);
  }

  /** A memory operand; what is not in a register comes through the scratch registers. */
  address(parts: AddressParts, size?: number): Memory {
    const made = this.#plainAddress(parts);
    return size === undefined ? made : { ...made, size: 8 * size };
  }

  #plainAddress({ base, index, scale, displacement, slot, symbol }: AddressParts): Memory {
    if (symbol !== undefined) return memory("rip", 0, { symbol: symbol.name, addend: symbol.addend });
    const indexed = index === undefined ? undefined : reg(this.register(index, SCRATCH_2));
    const [start, distance] =
      slot !== undefined
        ? [generalRegister(RSP, 64), this.frame.slot(slot) + displacement]
        : [base === undefined ? undefined : reg(this.register(base, SCRATCH)), displacement];
    return { kind: "memory", base: start, index: indexed, scale, displacement: distance, symbol: undefined };
  }

  // --- Several moves at once ---------------------------------------------------------------------------------------

  /** All of them as if at the same time: none overwrites what another still reads. Constants come last. */
  moveTogether(moves: readonly Move[]): void {
    this.transferTogether(
      moves.flatMap(({ from, to }) => {
        const source = this.location(from);
        return source === undefined ? [] : [{ source, to, size: this.f.value(from).size }];
      }),
    );
    for (const { from, to } of moves) if (this.location(from) === undefined) this.#constantTo(from, to);
  }

  transferTogether(moves: readonly Transfer[]): void {
    const pending = moves.filter(({ source, to }) => source !== to).map((one) => ({ ...one }));
    while (pending.length > 0) {
      const ready = pending.findIndex(({ to }) => !pending.some(({ source }) => source === to));
      if (ready >= 0) {
        const [{ source, to, size }] = pending.splice(ready, 1) as [Transfer];
        this.#transfer(source, to, size);
        continue;
      }
      // Only rings are left: one member waits in the scratch register.
      const [{ source }] = pending as [Transfer];
      this.#transfer(source, SCRATCH, 8);
      for (const one of pending) if (one.source === source) one.source = SCRATCH;
    }
  }

  #transfer(from: number, to: number, size: number): void {
    if (from >= 0 && to >= 0) return this.move(to, from, size);
    if (from >= 0) return this.emit("mov", this.spillAddress(to), reg(from));
    if (to >= 0) return this.emit("mov", reg(to), this.spillAddress(from));
    this.emit("mov", reg(SCRATCH_2), this.spillAddress(from));
    this.emit("mov", this.spillAddress(to), reg(SCRATCH_2));
  }

  #constantTo(from: ValueId, to: number): void {
    if (to >= 0) return this.load(to, from);
    const constant = this.immediate(from);
    if (constant !== undefined) return this.emit("mov", { ...this.spillAddress(to), size: 64 }, constant);
    this.load(SCRATCH_2, from);
    this.emit("mov", this.spillAddress(to), reg(SCRATCH_2));
  }
}

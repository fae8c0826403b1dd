// Copies and fills of memory without a library's help: a few bytes in pieces of 8 and less, more with string
// instructions (the direction flag is clear by the ABI).
import { generalRegister, immediate } from "../../isa/x86_64/operand.ts";
import type { Memory } from "../../isa/x86_64/operand.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { FunctionCompiler } from "./function.ts";
import { RAX, RCX, RDI, RSI } from "./registers.ts";

const LARGEST_UNROLLED = 64;
const REP = 0xf3;

type Width = 1 | 2 | 4 | 8;

interface Piece {
  readonly offset: number;
  readonly size: number;
}

/** Copies `size` bytes; the two do not overlap, or are the same. */
export function copyMemory(f: FunctionCompiler, to: Memory, from: Memory, size: number): void {
  if (size > LARGEST_UNROLLED) return copyString(f, to, from, size);
  const pieces: Piece[] = [];
  for (let at = 0; at < size; at += (pieces.at(-1) as Piece).size)
    pieces.push({ offset: at, size: [8, 4, 2, 1].find((bytes) => at + bytes <= size) as Width });
  copyPieces(f, to, from, pieces);
}

/** Copies a value number by number where it is made of a few: a processor waits where it reads at once what it wrote in parts. */
export function copyValue(f: FunctionCompiler, type: Ty, to: Memory, from: Memory): void {
  const { size } = f.layouts.of(type);
  const leaves = size > LARGEST_UNROLLED ? undefined : f.leaves.of(type);
  if (leaves === undefined || leaves.some((leaf) => leaf.size > 8)) return copyMemory(f, to, from, size);
  copyPieces(f, to, from, leaves);
}

function copyPieces(f: FunctionCompiler, to: Memory, from: Memory, pieces: readonly Piece[]): void {
  const scratch = f.registers.take();
  for (const { offset, size } of pieces) {
    const register = generalRegister(scratch, (8 * size) as 8 | 16 | 32 | 64);
    f.emit("mov", register, { ...from, displacement: from.displacement + offset });
    f.emit("mov", { ...to, displacement: to.displacement + offset }, register);
  }
  f.registers.free(scratch);
}

/** The registers that string instructions use; values in them are pushed out, or saved if they are in use. */
function withStringRegisters(f: FunctionCompiler, numbers: readonly number[], work: () => void): void {
  const saved = numbers.filter((number) => f.registers.isBusy(number));
  const slots = saved.map(() => f.scratchSlot(8, 8));
  saved.forEach((number, i) => f.store(f.slotAddress(slots[i] as number), { size: 8, signed: false }, number));
  for (const number of numbers) if (!saved.includes(number)) f.registers.claim(number);
  work();
  saved.forEach((number, i) => f.load(number, { size: 8, signed: false }, f.slotAddress(slots[i] as number)));
  for (const number of numbers) if (!saved.includes(number)) f.registers.free(number);
}

/**
 * `rep movs`, in words where `unit` is a multiple of 8. Where the target lies one `unit` behind the source it repeats
 * the first.
 */
export function copyString(f: FunctionCompiler, to: Memory, from: Memory, size: number, unit = size): void {
  withStringRegisters(f, [RDI, RSI, RCX], () => {
    loadAddresses(f, [
      [RDI, to],
      [RSI, from],
    ]);
    const isWords = unit % 8 === 0;
    f.loadImmediate(RCX, 8, BigInt(isWords ? size / 8 : size));
    f.emitPrefixed(REP, isWords ? "movsq" : "movsb");
  });
}

/** Address after address into registers that the later ones may be made of. */
function loadAddresses(f: FunctionCompiler, pairs: readonly (readonly [number, Memory])[]): void {
  const uses = ({ base, index }: Memory, register: number) =>
    [base, index].some((used) => used !== undefined && used !== "rip" && used.number === register);
  const [first, second] = pairs as readonly [readonly [number, Memory], readonly [number, Memory]];
  if (!uses(second[1], first[0])) {
    for (const [register, address] of pairs) f.emit("lea", generalRegister(register, 64), address);
    return;
  }
  if (!uses(first[1], second[0])) {
    for (const [register, address] of [second, first]) f.emit("lea", generalRegister(register, 64), address);
    return;
  }
  // Each address needs the other's register.
  const slot = f.scratchSlot(8, 8);
  f.emit("lea", generalRegister(RCX, 64), first[1]);
  f.emit("mov", f.slotAddress(slot), generalRegister(RCX, 64));
  f.emit("lea", generalRegister(second[0], 64), second[1]);
  f.emit("mov", generalRegister(first[0], 64), f.slotAddress(slot));
}

/** `count` elements of `width` bytes, all the value in `value`. */
export function fillMemory(f: FunctionCompiler, to: Memory, width: Width, count: bigint, value: bigint): void {
  withStringRegisters(f, [RDI, RCX, RAX], () => {
    f.emit("lea", generalRegister(RDI, 64), to);
    f.loadImmediate(RCX, 8, count);
    f.loadImmediate(RAX, width, value);
    f.emitPrefixed(REP, ({ 1: "stosb", 2: "stosw", 4: "stosd", 8: "stosq" } as const)[width]);
  });
}

const LARGEST_IMMEDIATE = 0x7fff_ffff;

/** A register that holds a value, multiplied: the size of `count` elements. */
export function scaleRegister(f: FunctionCompiler, register: number, size: number): void {
  if (size === 1) return;
  if (size > LARGEST_IMMEDIATE) f.host.refuse("elements of this size", f.span);
  const shift = Math.log2(size);
  if (Number.isInteger(shift)) f.emit("shl", generalRegister(register, 64), immediate(shift));
  else f.emit("imul", generalRegister(register, 64), generalRegister(register, 64), immediate(size));
}

// Intrinsics that read, write, copy and compare memory, and those that reckon with addresses.
import { generalRegister, immediate, memory } from "../../isa/x86_64/operand.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Layout } from "../../sema/types/layout.ts";
import { copyMemory, scaleRegister } from "./copy.ts";
import type { FunctionCompiler } from "./function.ts";
import { argument, giveBack, operandsInto, ownedRegister, typeOfOperand } from "./intrinsic-operands.ts";
import type { CallTerminator, Emitter, Emitters } from "./intrinsic-operands.ts";
import { placeAddress } from "./place.ts";
import { RAX, RCX, RDI, RSI } from "./registers.ts";
import { operandAddress, storeAt, storeParts } from "./rvalue.ts";

const REP = 0xf3;
const at = (register: number) => memory(generalRegister(register, 64), 0);

/** A load the compiler must do as written. */
const load: Emitter = (f, call) => {
  const layout = f.layouts.of(call.destination.type);
  if (layout.abi.kind === "zero-sized") return;
  if (layout.abi.kind === "memory") return loadMemory(f, call, layout);
  const pointer = ownedRegister(f, argument(call, 0));
  const registers = f.partsOf(layout).map((scalar, part) => {
    const register = f.registers.take();
    const offset = part === 1 && layout.abi.kind === "pair" ? layout.abi.secondOffset : 0;
    f.load(register, scalar, { ...at(pointer), displacement: offset });
    return register;
  });
  f.registers.free(pointer);
  giveBack(f, call, registers);
};

function loadMemory(f: FunctionCompiler, call: CallTerminator, layout: Layout): void {
  const pointer = ownedRegister(f, argument(call, 0));
  const { address } = placeAddress(f, call.destination);
  copyMemory(f, address, at(pointer), layout.size);
  f.freeAddress(address);
  f.registers.free(pointer);
}

const store: Emitter = (f, call, instance) => {
  const layout = f.layouts.of(instance.args[0] as Ty);
  if (layout.abi.kind === "zero-sized") return;
  const pointer = ownedRegister(f, argument(call, 0));
  if (layout.abi.kind === "memory") {
    const { address } = operandAddress(f, argument(call, 1));
    copyMemory(f, at(pointer), address, layout.size);
    f.freeAddress(address);
  } else {
    const value = f.operand(argument(call, 1));
    storeAt(f, at(pointer), value.registers, layout);
    f.done(value);
  }
  f.registers.free(pointer);
};

/** The same bytes as another type, through memory where the registers do not match. */
const transmute: Emitter = (f, call) => {
  const operand = argument(call, 0);
  const from = f.layouts.of(typeOfOperand(operand));
  const to = f.layouts.of(call.destination.type);
  if (to.size === 0) return;
  const shape = (layout: Layout) =>
    f
      .partsOf(layout)
      .map(({ size }) => size)
      .join();
  if (from.abi.kind !== "memory" && from.abi.kind === to.abi.kind && shape(from) === shape(to))
    return storeParts(f, call.destination, f.owned(f.operand(operand), f.partsOf(from)), to);
  const slot = f.slotAddress(f.scratchSlot(Math.max(from.size, to.size), Math.max(from.alignment, to.alignment)));
  if (from.abi.kind === "memory") {
    const { address } = operandAddress(f, operand);
    copyMemory(f, slot, address, from.size);
    f.freeAddress(address);
  } else {
    const value = f.operand(operand);
    storeAt(f, slot, value.registers, from);
    f.done(value);
  }
  fromMemory(f, call, slot, to);
};

function fromMemory(f: FunctionCompiler, call: CallTerminator, slot: ReturnType<typeof memory>, layout: Layout): void {
  if (layout.abi.kind === "memory") {
    const { address } = placeAddress(f, call.destination);
    copyMemory(f, address, slot, layout.size);
    return f.freeAddress(address);
  }
  const registers = f.partsOf(layout).map((scalar, part) => {
    const register = f.registers.take();
    const offset = part === 1 && layout.abi.kind === "pair" ? layout.abi.secondOffset : 0;
    f.load(register, scalar, { ...slot, displacement: slot.displacement + offset });
    return register;
  });
  giveBack(f, call, registers);
}

/** Any bytes will do; zeros are some. */
const zeroed: Emitter = (f, call) => {
  const layout = f.layouts.of(call.destination.type);
  if (layout.abi.kind === "memory") {
    const { address } = placeAddress(f, call.destination);
    f.emit("lea", generalRegister(f.registers.claim(RDI), 64), address);
    f.freeAddress(address, [RDI]);
    f.registers.claim(RCX);
    f.registers.claim(RAX);
    f.loadImmediate(RCX, 8, BigInt(layout.size));
    f.loadImmediate(RAX, 8, 0n);
    f.emitPrefixed(REP, "stosb");
    for (const register of [RDI, RCX, RAX]) f.registers.free(register);
    return;
  }
  const registers = f.partsOf(layout).map((scalar) => {
    const register = f.registers.take();
    f.loadImmediate(register, scalar.size, 0n);
    return register;
  });
  if (registers.length > 0) giveBack(f, call, registers);
};

const uninit: Emitter = (f, call, instance) => {
  if (f.layouts.of(call.destination.type).abi.kind !== "memory") zeroed(f, call, instance);
};

/** Source, target and the number of bytes, for the string instructions. */
function prepareCopy(f: FunctionCompiler, call: CallTerminator, element: Ty): void {
  operandsInto(f, [argument(call, 0), argument(call, 1), argument(call, 2)], [RSI, RDI, RCX]);
  scaleRegister(f, RCX, f.layouts.of(element).size);
}

const release = (f: FunctionCompiler, registers: readonly number[]) => registers.forEach((register) => f.registers.free(register));

const copyNonOverlapping: Emitter = (f, call, instance) => {
  if (f.layouts.of(instance.args[0] as Ty).size === 0) return;
  prepareCopy(f, call, instance.args[0] as Ty);
  f.emitPrefixed(REP, "movsb");
  release(f, [RSI, RDI, RCX]);
};

/** From the end where the target begins inside the source. */
const copy: Emitter = (f, call, instance) => {
  if (f.layouts.of(instance.args[0] as Ty).size === 0) return;
  prepareCopy(f, call, instance.args[0] as Ty);
  const distance = f.registers.take();
  const wide = (register: number) => generalRegister(register, 64);
  const [backward, end] = [f.newLabel(), f.newLabel()];
  f.emit("mov", wide(distance), wide(RDI));
  f.emit("sub", wide(distance), wide(RSI));
  f.emit("cmp", wide(distance), wide(RCX));
  f.jumpTo("jb", backward);
  f.emitPrefixed(REP, "movsb");
  f.jumpTo("jmp", end);
  f.label(backward);
  f.emit("lea", wide(RSI), { ...at(RSI), index: wide(RCX), scale: 1, displacement: -1 });
  f.emit("lea", wide(RDI), { ...at(RDI), index: wide(RCX), scale: 1, displacement: -1 });
  f.emit("std");
  f.emitPrefixed(REP, "movsb");
  f.emit("cld");
  f.label(end);
  release(f, [RSI, RDI, RCX, distance]);
};

const writeBytes: Emitter = (f, call, instance) => {
  const { size } = f.layouts.of(instance.args[0] as Ty);
  if (size === 0) return;
  operandsInto(f, [argument(call, 0), argument(call, 1), argument(call, 2)], [RDI, RAX, RCX]);
  scaleRegister(f, RCX, size);
  f.emitPrefixed(REP, "stosb");
  release(f, [RDI, RAX, RCX]);
};

/** -1, 0 or 1 by the first bytes that differ. */
const compareBytes: Emitter = (f, call) => {
  operandsInto(f, [argument(call, 0), argument(call, 1), argument(call, 2)], [RSI, RDI, RCX]);
  const result = f.registers.take();
  f.emit("cmp", generalRegister(result, 32), generalRegister(result, 32)); // equal, if there are none
  f.emitPrefixed(REP, "cmpsb");
  f.emit("seta", generalRegister(result, 8));
  f.emit("sbb", generalRegister(result, 8), immediate(0));
  f.emit("movsx", generalRegister(result, 32), generalRegister(result, 8));
  release(f, [RSI, RDI, RCX]);
  giveBack(f, call, [result]);
};

const offset: Emitter = (f, call, instance) => {
  const { size } = f.layouts.of(instance.args[0] as Ty);
  const base = ownedRegister(f, argument(call, 0));
  if (size > 0) {
    const count = argument(call, 1);
    const known = count.kind === "constant" && count.value.kind === "int" ? BigInt.asIntN(64, count.value.value) * BigInt(size) : undefined;
    if (known !== undefined && BigInt.asIntN(32, known) === known) {
      if (known !== 0n) f.emit("add", generalRegister(base, 64), immediate(known));
    } else {
      const register = ownedRegister(f, count);
      scaleRegister(f, register, size);
      f.emit("add", generalRegister(base, 64), generalRegister(register, 64));
      f.registers.free(register);
    }
  }
  giveBack(f, call, [base]);
};

/** The distance in elements; it is a whole number of them. */
const offsetFrom: Emitter = (f, call, instance) => {
  const { size } = f.layouts.of(instance.args[0] as Ty);
  if (size === 0) return f.host.refuse("a distance between values without size", f.span);
  operandsInto(f, [argument(call, 0), argument(call, 1)], [RAX, RCX]);
  f.emit("sub", generalRegister(RAX, 64), generalRegister(RCX, 64));
  const shift = Math.log2(size);
  if (Number.isInteger(shift)) {
    if (shift > 0) f.emit("sar", generalRegister(RAX, 64), immediate(shift));
  } else {
    const high = f.registers.claim(2);
    f.loadImmediate(RCX, 8, BigInt(size));
    f.emit("cqo");
    f.emit("idiv", generalRegister(RCX, 64));
    f.registers.free(high);
  }
  f.registers.free(RCX);
  giveBack(f, call, [RAX]);
};

export const MEMORY_EMITTERS: Emitters = {
  volatile_load: load,
  unaligned_load: load,
  volatile_store: store,
  unaligned_store: store,
  transmute,
  transmute_unchecked: transmute,
  zeroed,
  uninit,
  copy_nonoverlapping: copyNonOverlapping,
  copy,
  write_bytes: writeBytes,
  compare_bytes: compareBytes,
  offset,
  arith_offset: offset,
  ptr_offset_from: offsetFrom,
};

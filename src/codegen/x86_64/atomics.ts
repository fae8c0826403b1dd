// Atomic operations. x86 orders plain loads and stores by itself; what also must be sequentially consistent, or reads
// and writes in one, is locked.
import { generalRegister, memory } from "../../isa/x86_64/operand.ts";
import type { Operand } from "../../mir/mir.ts";
import type { FunctionCompiler } from "./function.ts";
import { argument, giveBack, operandsInto, ownedRegister, typeOfOperand } from "./intrinsic-operands.ts";
import type { CallTerminator, Emitter, Emitters } from "./intrinsic-operands.ts";
import { RAX, RCX, RDX, RSI } from "./registers.ts";
import { storeParts } from "./rvalue.ts";

const LOCK = 0xf0;
const SEQUENTIALLY_CONSISTENT = 4n;
type Bits = 8 | 16 | 32 | 64;

const bitsOf = (f: FunctionCompiler, operand: Operand): Bits => (8 * f.scalarOf(f.layouts.of(typeOfOperand(operand))).size) as Bits;
const at = (register: number) => memory(generalRegister(register, 64), 0);

const load: Emitter = (f, call) => {
  const pointer = ownedRegister(f, argument(call, 0));
  const register = f.registers.take();
  f.load(register, f.scalarOf(f.layouts.of(call.destination.type)), at(pointer));
  f.registers.free(pointer);
  giveBack(f, call, [register]);
};

/** An exchange unless the order is known to be weaker. */
const store: Emitter = (f, call) => {
  const order = argument(call, 2);
  const bits = bitsOf(f, argument(call, 1));
  const pointer = ownedRegister(f, argument(call, 0));
  const value = ownedRegister(f, argument(call, 1));
  const isWeak = order.kind === "constant" && order.value.kind === "int" && order.value.value !== SEQUENTIALLY_CONSISTENT;
  f.emit(isWeak ? "mov" : "xchg", at(pointer), generalRegister(value, bits));
  f.registers.free(pointer);
  f.registers.free(value);
};

const exchange: Emitter = (f, call) => {
  const bits = bitsOf(f, argument(call, 1));
  const pointer = ownedRegister(f, argument(call, 0));
  const value = ownedRegister(f, argument(call, 1));
  f.emit("xchg", at(pointer), generalRegister(value, bits));
  f.registers.free(pointer);
  giveBack(f, call, [value]);
};

/** The value found, and whether it was the expected one. */
const compareExchange: Emitter = (f, call) => {
  const bits = bitsOf(f, argument(call, 1));
  operandsInto(f, [argument(call, 0), argument(call, 1), argument(call, 2)], [RSI, RAX, RCX]);
  f.emitPrefixed(LOCK, "cmpxchg", at(RSI), generalRegister(RCX, bits));
  f.emit("sete", generalRegister(RCX, 8));
  f.registers.free(RSI);
  const layout = f.layouts.of(call.destination.type);
  const inOrder = layout.fields[0] === 0 ? [RAX, RCX] : [RCX, RAX];
  storeParts(f, call.destination, inOrder, layout);
};

const add =
  (negates: boolean): Emitter =>
  (f, call) => {
    const bits = bitsOf(f, argument(call, 1));
    const pointer = ownedRegister(f, argument(call, 0));
    const value = ownedRegister(f, argument(call, 1));
    if (negates) f.emit("neg", generalRegister(value, bits));
    f.emitPrefixed(LOCK, "xadd", at(pointer), generalRegister(value, bits));
    f.registers.free(pointer);
    giveBack(f, call, [value]);
  };

/** Read, compute in rdx, and try to write until nobody has come between. */
const loop =
  (compute: (f: FunctionCompiler, bits: Bits, signed: boolean) => void): Emitter =>
  (f, call: CallTerminator) => {
    const bits = bitsOf(f, argument(call, 1));
    const { signed } = f.scalarOf(f.layouts.of(typeOfOperand(argument(call, 1))));
    operandsInto(f, [argument(call, 0), argument(call, 1)], [RSI, RCX]);
    f.registers.claim(RAX);
    f.registers.claim(RDX);
    f.emit("mov", generalRegister(RAX, bits), at(RSI));
    const again = f.newLabel();
    f.label(again);
    f.emit("mov", generalRegister(RDX, 64), generalRegister(RAX, 64));
    compute(f, bits, signed);
    f.emitPrefixed(LOCK, "cmpxchg", at(RSI), generalRegister(RDX, bits));
    f.jumpTo("jne", again);
    for (const register of [RSI, RCX, RDX]) f.registers.free(register);
    giveBack(f, call, [RAX]);
  };

const bitwise = (mnemonic: "and" | "or" | "xor") =>
  loop((f, bits) => f.emit(mnemonic, generalRegister(RDX, bits), generalRegister(RCX, bits)));

/** The other operand where the one found is not the wanted extreme. */
const extreme = (signedCondition: string, unsignedCondition: string) =>
  loop((f, bits, signed) => {
    f.emit("cmp", generalRegister(RDX, bits), generalRegister(RCX, bits));
    f.emit(`cmov${signed ? signedCondition : unsignedCondition}`, generalRegister(RDX, 64), generalRegister(RCX, 64));
  });

export const ATOMIC_EMITTERS: Emitters = {
  atomic_load: load,
  atomic_store: store,
  atomic_xchg: exchange,
  atomic_cxchg: compareExchange,
  atomic_xadd: add(false),
  atomic_xsub: add(true),
  atomic_and: bitwise("and"),
  atomic_or: bitwise("or"),
  atomic_xor: bitwise("xor"),
  atomic_nand: loop((f, bits) => {
    f.emit("and", generalRegister(RDX, bits), generalRegister(RCX, bits));
    f.emit("not", generalRegister(RDX, bits));
  }),
  atomic_max: extreme("l", "b"),
  atomic_min: extreme("g", "a"),
  atomic_fence: (f) => f.emit("mfence"),
  compiler_fence: () => {},
};

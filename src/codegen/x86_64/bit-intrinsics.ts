// Intrinsics on the bits of integers of up to 64 bits: rotation, byte order, zeros at either end. Counting ones and
// reversing bits are functions of `corelib/soft.rs`, and so is all of this for 128 bits.
import { generalRegister, immediate } from "../../isa/x86_64/operand.ts";
import type { FunctionCompiler } from "./function.ts";
import { argument, giveBack, operandsInto, ownedRegister, typeOfOperand } from "./intrinsic-operands.ts";
import type { CallTerminator, Emitter, Emitters } from "./intrinsic-operands.ts";
import { RAX, RCX } from "./registers.ts";
import { extend } from "./rvalue.ts";

type Bits = 8 | 16 | 32 | 64;

function bitsOf(f: FunctionCompiler, call: CallTerminator): Bits {
  return (8 * f.scalarOf(f.layouts.of(typeOfOperand(argument(call, 0)))).size) as Bits;
}

const rotate =
  (mnemonic: "rol" | "ror"): Emitter =>
  (f, call) => {
    const bits = bitsOf(f, call);
    const by = argument(call, 1);
    if (by.kind === "constant" && by.value.kind === "int") {
      const register = ownedRegister(f, argument(call, 0));
      f.emit(mnemonic, generalRegister(register, bits), immediate(Number(by.value.value) & (bits - 1)));
      return giveBack(f, call, [register]);
    }
    operandsInto(f, [argument(call, 0), by], [RAX, RCX]);
    f.emit(mnemonic, generalRegister(RAX, bits), generalRegister(RCX, 8));
    f.registers.free(RCX);
    giveBack(f, call, [RAX]);
  };

const byteSwap: Emitter = (f, call) => {
  const bits = bitsOf(f, call);
  const register = ownedRegister(f, argument(call, 0));
  if (bits === 16) f.emit("rol", generalRegister(register, 16), immediate(8));
  else if (bits > 16) f.emit("bswap", generalRegister(register, bits));
  giveBack(f, call, [register]);
};

/** Of a value without ones, `bits`: the scan leaves its register as it was. */
const trailingZeros: Emitter = (f, call) => {
  const bits = bitsOf(f, call);
  const register = ownedRegister(f, argument(call, 0));
  const width = Math.max(32, bits) as 32 | 64;
  extend(f, register, { size: bits / 8, signed: false }, width / 8);
  const result = f.registers.take();
  f.loadImmediate(result, 4, BigInt(bits));
  const none = f.registers.take();
  f.emit("mov", generalRegister(none, 32), generalRegister(result, 32));
  f.emit("bsf", generalRegister(result, width), generalRegister(register, width));
  f.emit("cmove", generalRegister(result, 32), generalRegister(none, 32));
  f.registers.free(none);
  f.registers.free(register);
  giveBack(f, call, [result]);
};

/** The number of the highest one, counted from above; of a value without ones, `bits`. */
const leadingZeros: Emitter = (f, call) => {
  const bits = bitsOf(f, call);
  const register = ownedRegister(f, argument(call, 0));
  const width = Math.max(32, bits) as 32 | 64;
  extend(f, register, { size: bits / 8, signed: false }, width / 8);
  const none = f.registers.take();
  f.loadImmediate(none, 4, BigInt(2 * bits - 1));
  f.emit("bsr", generalRegister(register, width), generalRegister(register, width));
  f.emit("cmove", generalRegister(register, width), generalRegister(none, width));
  f.emit("xor", generalRegister(register, 32), immediate(bits - 1));
  f.registers.free(none);
  giveBack(f, call, [register]);
};

export const BIT_EMITTERS: Emitters = {
  rotate_left: rotate("rol"),
  rotate_right: rotate("ror"),
  bswap: byteSwap,
  cttz: trailingZeros,
  ctlz: leadingZeros,
};

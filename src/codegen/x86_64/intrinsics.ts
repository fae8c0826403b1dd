// Functions without a body: what `corelib/intrinsics.rs` declares, one small emitter each. What is not here is refused.
import { generalRegister, memory } from "../../isa/x86_64/operand.ts";
import type { Operand } from "../../mir/mir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { emitBinary } from "./arithmetic.ts";
import { loadLocation } from "./call.ts";
import type { CallTerminator } from "./call.ts";
import type { FunctionCompiler } from "./function.ts";
import { storeParts } from "./rvalue.ts";

type IntrinsicInstance = Extract<Instance, { kind: "intrinsic" }>;
type Emitter = (f: FunctionCompiler, call: CallTerminator, instance: IntrinsicInstance) => void;

const argument = (call: CallTerminator, i: number): Operand => call.args[i] as Operand;

function store(f: FunctionCompiler, call: CallTerminator, registers: readonly number[]): void {
  storeParts(f, call.destination, registers, f.layouts.of(call.destination.type));
}

const binary =
  (op: "+" | "-" | "*" | "/" | "%"): Emitter =>
  (f, call) =>
    store(f, call, [emitBinary(f, op, argument(call, 0), argument(call, 1))]);

const number =
  (value: (f: FunctionCompiler, type: Ty) => number): Emitter =>
  (f, call, instance) => {
    const register = f.registers.take();
    f.loadImmediate(register, 8, BigInt(value(f, instance.args[0] as Ty)));
    store(f, call, [register]);
  };

/** A load or store the compiler must do as written. */
const volatileLoad: Emitter = (f, call) => {
  const layout = f.layouts.of(call.destination.type);
  const scalar = f.scalarOf(layout);
  const pointer = f.operand(argument(call, 0));
  f.done(pointer);
  const register = f.registers.take();
  f.load(register, scalar, memory(generalRegister(pointer.registers[0] as number, 64), 0));
  store(f, call, [register]);
};

const volatileStore: Emitter = (f, call, instance) => {
  const scalar = f.scalarOf(f.layouts.of(instance.args[0] as Ty));
  const pointer = f.operand(argument(call, 0));
  const value = f.operand(argument(call, 1));
  f.store(memory(generalRegister(pointer.registers[0] as number, 64), 0), scalar, value.registers[0] as number);
  f.done(pointer);
  f.done(value);
};

/** The second register of a fat pointer. */
const length: Emitter = (f, call) => {
  const value = f.operand(argument(call, 0));
  const parts = f.partsOf(f.layouts.of((argument(call, 0) as { place: { type: Ty } }).place.type));
  const registers = f.owned(value, parts);
  f.registers.free(registers[0] as number);
  store(f, call, [registers[1] as number]);
};

const EMITTERS: Readonly<Record<string, Emitter>> = {
  wrapping_add: binary("+"),
  wrapping_sub: binary("-"),
  wrapping_mul: binary("*"),
  unchecked_add: binary("+"),
  unchecked_sub: binary("-"),
  unchecked_mul: binary("*"),
  size_of: number((f, type) => f.layouts.of(type).size),
  align_of: number((f, type) => f.layouts.of(type).alignment),
  spin_loop: (f) => f.emit("pause"),
  abort: (f) => f.emit("ud2"),
  unreachable: () => {},
  assume: () => {},
  volatile_load: volatileLoad,
  unaligned_load: volatileLoad,
  volatile_store: volatileStore,
  unaligned_store: volatileStore,
  slice_len: length,
  caller_location: (f, call) => {
    const register = f.registers.take();
    loadLocation(f, register);
    store(f, call, [register]);
  },
};

export function emitIntrinsic(f: FunctionCompiler, call: CallTerminator, instance: IntrinsicInstance): void {
  const emitter = EMITTERS[instance.name];
  if (emitter === undefined) return f.host.refuse(`the function \`${instance.name}\` of core`, f.span);
  emitter(f, call, instance);
}

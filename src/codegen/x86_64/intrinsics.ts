// Functions without a body: what `corelib/intrinsics.rs` declares, one small emitter each. What is not here is refused.
import { generalRegister, immediate, memory } from "../../isa/x86_64/operand.ts";
import type { BinaryOp } from "../../mir/mir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Layout } from "../../sema/types/layout.ts";
import { shellsOf } from "../unsized.ts";
import type { Shell } from "../unsized.ts";
import { ATOMIC_EMITTERS } from "./atomics.ts";
import { BIT_EMITTERS } from "./bit-intrinsics.ts";
import { scaleRegister } from "./copy.ts";
import type { FunctionCompiler } from "./function.ts";
import { argument, giveBack, loadLocation, ownedRegister, typeOfOperand } from "./intrinsic-operands.ts";
import type { CallTerminator, Emitter, Emitters, IntrinsicInstance } from "./intrinsic-operands.ts";
import { MEMORY_EMITTERS } from "./memory-intrinsics.ts";
import { ALIGNMENT_ENTRY } from "./place.ts";
import { emitAssign } from "./rvalue.ts";

const binary =
  (op: BinaryOp): Emitter =>
  (f, call) =>
    emitAssign(f, call.destination, { kind: "binary", op, left: argument(call, 0), right: argument(call, 1) });

const checked =
  (op: "+" | "-" | "*"): Emitter =>
  (f, call) =>
    emitAssign(f, call.destination, { kind: "checked-binary", op, left: argument(call, 0), right: argument(call, 1) });

const number =
  (value: (f: FunctionCompiler, type: Ty) => number): Emitter =>
  (f, call, instance) => {
    const register = f.registers.take();
    f.loadImmediate(register, f.layouts.of(call.destination.type).size, BigInt(value(f, instance.args[0] as Ty)));
    giveBack(f, call, [register]);
  };

const same: Emitter = (f, call) => emitAssign(f, call.destination, { kind: "use", operand: argument(call, 0) });

/** The second register of a fat pointer. */
const length: Emitter = (f, call) => {
  const layout = f.layouts.of(typeOfOperand(argument(call, 0)));
  const registers = f.owned(f.operand(argument(call, 0)), f.partsOf(layout));
  f.registers.free(registers[0] as number);
  giveBack(f, call, [registers[1] as number]);
};

const pair: Emitter = (f, call) => {
  const first = ownedRegister(f, argument(call, 0));
  const second = ownedRegister(f, argument(call, 1));
  giveBack(f, call, [first, second]);
};

/** At the limit instead of around it: a mask or a conditional move puts the limit in. */
const saturating =
  (op: "add" | "sub"): Emitter =>
  (f, call) => {
    const layout = f.layouts.of(call.destination.type);
    const scalar = f.scalarOf(layout);
    const bits = (8 * scalar.size) as 8 | 16 | 32 | 64;
    const result = ownedRegister(f, argument(call, 0));
    const other = ownedRegister(f, argument(call, 1));
    const limit = f.registers.take();
    const register = (at: number, width = bits) => generalRegister(at, width);
    if (scalar.signed) {
      const wide = Math.max(32, bits) as 32 | 64;
      f.move(limit, result, scalar.size);
      f.emit("sar", register(limit), immediate(bits - 1));
      const scratch = f.registers.take();
      f.loadImmediate(scratch, scalar.size, (1n << BigInt(bits - 1)) - 1n);
      f.emit("xor", register(limit), register(scratch));
      f.registers.free(scratch);
      f.emit(op, register(result), register(other));
      f.emit("cmovo", register(result, wide), register(limit, wide));
    } else {
      f.emit(op, register(result), register(other));
      f.emit("sbb", register(limit, bits), register(limit, bits));
      if (op === "sub") f.emit("not", register(limit));
      f.emit(op === "add" ? "or" : "and", register(result), register(limit));
    }
    f.registers.free(limit);
    f.registers.free(other);
    giveBack(f, call, [result]);
  };

/** Size or alignment of what a pointer points to, where the pointer says it. */
const ofValue =
  (sized: (layout: Layout) => number, vtableOffset: number): Emitter =>
  (f, call, instance) => {
    const type = instance.args[0] as Ty;
    const tail = f.layouts.tables.unsizedTail(type);
    const isSlice = tail.kind === "slice" || tail.kind === "str";
    if (!isSlice && tail.kind !== "dynamic") return number((_, known) => sized(f.layouts.of(known)))(f, call, instance);
    const shells = shellsOf(f.layouts, type);
    if (shells === undefined) return f.host.refuse("the size of a packed unsized struct", f.span);
    const registers = f.owned(f.operand(argument(call, 0)), [WORD, WORD]);
    f.registers.free(registers[0] as number);
    const [metadata, aligned] = [registers[1] as number, f.registers.take()];
    const element = tail.kind === "slice" ? f.layouts.of(tail.element) : { size: 1, alignment: 1 };
    if (tail.kind === "dynamic") f.load(aligned, WORD, memory(generalRegister(metadata, 64), ALIGNMENT_ENTRY));
    else f.loadImmediate(aligned, 8, BigInt(element.alignment));
    if (vtableOffset === ALIGNMENT_ENTRY) {
      f.loadImmediate(metadata, 8, BigInt(shells.at(-1)?.alignment ?? 1));
      alignRegister(f, metadata, aligned);
    } else {
      if (tail.kind === "dynamic") f.load(metadata, WORD, memory(generalRegister(metadata, 64), SIZE_ENTRY));
      else scaleRegister(f, metadata, element.size);
      for (const shell of shells) addShell(f, metadata, aligned, shell);
    }
    f.registers.free(aligned);
    giveBack(f, call, [metadata]);
  };

/** The register's number becomes the next multiple of a power of two. */
function alignRegister(f: FunctionCompiler, number: number, alignment: number): void {
  const [at, by] = [generalRegister(number, 64), generalRegister(alignment, 64)];
  f.emit("lea", at, { ...memory(at, -1), index: by, scale: 1 });
  f.emit("neg", by);
  f.emit("and", at, by);
  f.emit("neg", by);
}

/** The size of a value becomes that of the struct around it. */
function addShell(f: FunctionCompiler, size: number, aligned: number, { offset, alignment }: Shell): void {
  const other = f.registers.take();
  f.loadImmediate(other, 8, BigInt(offset));
  alignRegister(f, other, aligned);
  f.emit("add", generalRegister(size, 64), generalRegister(other, 64));
  f.loadImmediate(other, 8, BigInt(alignment));
  alignRegister(f, size, other);
  alignRegister(f, size, aligned);
  f.registers.free(other);
}

const WORD = { size: 8, signed: false };
/** A vtable begins with drop, size, alignment. */
const SIZE_ENTRY = 8;

const EMITTERS: Emitters = {
  ...MEMORY_EMITTERS,
  ...BIT_EMITTERS,
  ...ATOMIC_EMITTERS,
  wrapping_add: binary("+"),
  wrapping_sub: binary("-"),
  wrapping_mul: binary("*"),
  unchecked_add: binary("+"),
  unchecked_sub: binary("-"),
  unchecked_mul: binary("*"),
  unchecked_div: binary("/"),
  unchecked_rem: binary("%"),
  unchecked_shl: binary("<<"),
  unchecked_shr: binary(">>"),
  exact_div: binary("/"),
  add_with_overflow: checked("+"),
  sub_with_overflow: checked("-"),
  mul_with_overflow: checked("*"),
  saturating_add: saturating("add"),
  saturating_sub: saturating("sub"),
  size_of: number((f, type) => f.layouts.of(type).size),
  align_of: number((f, type) => f.layouts.of(type).alignment),
  size_of_val: ofValue(({ size }) => size, SIZE_ENTRY),
  align_of_val: ofValue(({ alignment }) => alignment, ALIGNMENT_ENTRY),
  needs_drop: number((f, type) => (f.layouts.tables.needsDrop(type) ? 1 : 0)),
  type_id: (f, call, instance) => {
    const type = instance.args[0] as Ty;
    const id = f.layouts.tables.typeId(type);
    if (id === undefined) return f.host.refuse(`the \`TypeId\` of \`${f.layouts.tables.print(type)}\``, f.span);
    const value = { kind: "int", value: id } as const;
    emitAssign(f, call.destination, { kind: "use", operand: { kind: "constant", type: call.destination.type, value } });
  },
  type_name: (f, call, instance) => {
    const type = instance.args[0] as Ty;
    const name = f.layouts.tables.typeName(type);
    if (name === undefined) return f.host.refuse(`\`type_name\` of \`${f.layouts.tables.print(type)}\``, f.span);
    const bytes = new TextEncoder().encode(name);
    const value = { kind: "bytes", bytes, length: BigInt(bytes.length) } as const;
    emitAssign(f, call.destination, { kind: "use", operand: { kind: "constant", type: call.destination.type, value } });
  },
  discriminant_value: (f, call, instance) => {
    const type = instance.args[0] as Ty;
    const pointer = argument(call, 0);
    if (pointer.kind === "constant") return f.host.refuse("the discriminant of a constant", f.span);
    const place = { ...pointer.place, projection: [...pointer.place.projection, { kind: "deref", type } as const], type };
    emitAssign(f, call.destination, { kind: "discriminant", place });
  },
  slice_from_raw_parts: pair,
  slice_len: length,
  str_from_bytes: same,
  black_box: same,
  forget: () => {},
  assume: () => {},
  unreachable: () => {},
  spin_loop: (f) => f.emit("pause"),
  abort: (f) => f.emit("ud2"),
  const_eval_select_runtime: number(() => 1),
  caller_location: (f, call) => {
    const register = f.registers.take();
    loadLocation(f, register);
    giveBack(f, call, [register]);
  },
};

export function emitIntrinsic(f: FunctionCompiler, call: CallTerminator, instance: IntrinsicInstance): void {
  const emitter = EMITTERS[instance.name];
  if (emitter === undefined) return f.host.refuse(`the function \`${instance.name}\` of core`, f.span);
  emitter(f, call, instance);
}

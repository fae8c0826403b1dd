// What core declares without a body, as values. What is not here makes the function one for the simple way.
import type { BinaryOp as MirOp, Operand, Place } from "../../mir/mir.ts";
import type { Layout } from "../../sema/types/layout.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { shellsOf } from "../unsized.ts";
import type { Shell } from "../unsized.ts";
import type { CallTerminator, IntrinsicInstance } from "../x86_64/intrinsic-operands.ts";
import type { Op, ValueId } from "./ir.ts";
import type { Leaf } from "./leaves.ts";
import type { Lowering } from "./lower.ts";
import { NotOptimized, typeOf } from "./places.ts";
import type { Address, Places } from "./places.ts";
import { binary, checked, convert, leafOf, rvalue } from "./rvalues.ts";

interface Intrinsic {
  readonly lowering: Lowering;
  readonly call: CallTerminator;
  readonly type: Ty | undefined;
  readonly destination: Place;
}

/** The result's leaves; undefined where the destination is set already, or there is none. */
type Maker = (one: Intrinsic) => readonly ValueId[] | undefined;

const argument = ({ call }: Intrinsic, i: number): Operand => call.args[i] as Operand;
const scalar = (one: Intrinsic, i: number): ValueId => one.lowering.p.scalar(argument(one, i));
const at = (base: ValueId): Address => ({ base, offset: 0, metadata: undefined });

function layoutOf({ lowering }: Intrinsic, type: Ty): Layout {
  return lowering.host.layouts.of(type);
}

const operation =
  (op: MirOp): Maker =>
  (one) =>
    binary(one.lowering.p, op, argument(one, 0), argument(one, 1));

const withOverflow =
  (op: "+" | "-" | "*"): Maker =>
  (one) =>
    rvalue(one.lowering.p, { kind: "checked-binary", op, left: argument(one, 0), right: argument(one, 1) }, one.destination.type);

const number =
  (value: (one: Intrinsic, type: Ty) => number): Maker =>
  (one) => [one.lowering.b.constant(leafOf(one.lowering.p, one.destination.type).size, BigInt(value(one, one.type as Ty)))];

const same: Maker = (one) => {
  if (one.lowering.p.leavesOf(one.destination.type) === undefined) throw new NotOptimized("this value");
  return one.lowering.p.operand(argument(one, 0));
};

const rotate =
  (op: Op): Maker =>
  (one) => {
    const { p, b } = one.lowering;
    const { size } = leafOf(p, one.destination.type);
    const amount = p.operand(argument(one, 1))[0] as ValueId;
    return [b.make(op, size, [scalar(one, 0), b.make("and", 1, [b.make("trunc", 1, [amount]), b.constant(1, BigInt(8 * size - 1))])])];
  };

const saturating =
  (op: "+" | "-"): Maker =>
  (one) => {
    const { p, b } = one.lowering;
    if (layoutOf(one, one.destination.type).wide !== undefined) throw new NotOptimized("this operation");
    const { size, signed } = leafOf(p, one.destination.type);
    const [result, flag] = checked(p, op, argument(one, 0), argument(one, 1)) as [ValueId, ValueId];
    const most = (1n << BigInt(8 * size - 1)) - 1n;
    if (!signed) return [b.make("select", size, [flag, b.constant(size, op === "+" ? -1n : 0n), result])];
    const sign = b.make("sar", size, [scalar(one, 0), b.constant(1, BigInt(8 * size - 1))]);
    return [b.make("select", size, [flag, b.make("xor", size, [sign, b.constant(size, most)]), result])];
  };

/** Counts in at least 32 bits; the scans say nothing of zero. */
const trailingZeros: Maker = (one) => {
  const { p, b } = one.lowering;
  const leaf = leafOf(p, typeOf(argument(one, 0)));
  const wide = Math.max(4, leaf.size);
  const value = convert(p, scalar(one, 0), { size: leaf.size, signed: false }, wide);
  const count = b.make("bsf", wide, [value]);
  const isZero = b.make("compare", 1, [value, b.constant(wide, 0n)], { condition: "e" });
  const result = b.make("select", wide, [isZero, b.constant(wide, BigInt(8 * leaf.size)), count]);
  return [convert(p, result, { size: wide, signed: false }, leafOf(p, one.destination.type).size)];
};

const leadingZeros: Maker = (one) => {
  const { p, b } = one.lowering;
  const leaf = leafOf(p, typeOf(argument(one, 0)));
  const wide = Math.max(4, leaf.size);
  const bits = BigInt(8 * leaf.size);
  const value = convert(p, scalar(one, 0), { size: leaf.size, signed: false }, wide);
  const highest = b.make("bsr", wide, [value]);
  const isZero = b.make("compare", 1, [value, b.constant(wide, 0n)], { condition: "e" });
  const safe = b.make("select", wide, [isZero, b.constant(wide, 2n * bits - 1n), highest]);
  return [
    convert(
      p,
      b.make("xor", wide, [safe, b.constant(wide, bits - 1n)]),
      { size: wide, signed: false },
      leafOf(p, one.destination.type).size,
    ),
  ];
};

const byteSwap: Maker = (one) => {
  const { p, b } = one.lowering;
  const { size } = leafOf(p, one.destination.type);
  const value = scalar(one, 0);
  if (size === 1) return [value];
  return [size === 2 ? b.make("rol", 2, [value, b.constant(1, 8n)]) : b.make("bswap", size, [value])];
};

// --- Memory --------------------------------------------------------------------------------------------------------

const load =
  (isVolatile: boolean): Maker =>
  (one) => {
    const { p } = one.lowering;
    const pointer = p.operand(argument(one, 0))[0] as ValueId;
    const leaves = p.leavesOf(one.destination.type);
    if (leaves !== undefined) return leaves.map((leaf) => p.load(pointer, leaf.offset, leaf.size, isVolatile));
    p.copy(p.address(one.destination), at(pointer), layoutOf(one, one.destination.type).size);
    return undefined;
  };

const store =
  (isVolatile: boolean): Maker =>
  (one) => {
    const { p } = one.lowering;
    const pointer = p.operand(argument(one, 0))[0] as ValueId;
    const operand = argument(one, 1);
    const leaves = p.leavesOf(typeOf(operand));
    if (leaves === undefined) p.copy(at(pointer), p.operandAddress(operand), layoutOf(one, typeOf(operand)).size);
    else p.operand(operand).forEach((value, i) => p.store(pointer, (leaves[i] as Leaf).offset, value, isVolatile));
    return undefined;
  };

/** Word by word where the machine reads words anywhere, else by way of the frame. */
const unalignedLoad: Maker = (one) => {
  const { p, host } = one.lowering;
  const leaves = p.leavesOf(one.destination.type);
  if (host.portable?.machine.strictAlignment !== true || leaves === undefined) return load(false)(one);
  const { size, alignment } = layoutOf(one, one.destination.type);
  const place = at(p.temporary(size, alignment));
  p.copy(place, at(p.operand(argument(one, 0))[0] as ValueId), size);
  return p.loadLeaves(place, leaves);
};

const unalignedStore: Maker = (one) => {
  const { p, host } = one.lowering;
  if (host.portable?.machine.strictAlignment !== true) return store(false)(one);
  const operand = argument(one, 1);
  p.copy(at(p.operand(argument(one, 0))[0] as ValueId), p.operandAddress(operand), layoutOf(one, typeOf(operand)).size);
  return undefined;
};

/** Where loads and stores go past each other, fences keep them apart. */
const ordered =
  (access: Maker): Maker =>
  (one) => {
    const { b, host } = one.lowering;
    if (host.portable === undefined) return access(one);
    b.make("sequence", 0, [], { name: "mfence" });
    const made = access(one);
    b.make("sequence", 0, [], { name: "mfence" });
    return made;
  };

/** x86-64 has an instruction of its own for it. */
const atomicStore: Maker = (one) => {
  if (one.lowering.host.portable === undefined) throw new NotOptimized("atomic_store");
  return ordered(store(true))(one);
};

/** The value itself, by way of memory that is read anew. */
const blackBox: Maker = (one) => {
  const { p, host } = one.lowering;
  if (host.portable === undefined) throw new NotOptimized("black_box");
  const { size, alignment } = layoutOf(one, one.destination.type);
  const leaves = p.leavesOf(one.destination.type);
  if (leaves === undefined) throw new NotOptimized("`black_box` of this value");
  const base = p.temporary(size, alignment);
  p.operand(argument(one, 0)).forEach((value, i) => p.store(base, (leaves[i] as Leaf).offset, value, true));
  return leaves.map((leaf) => p.load(base, leaf.offset, leaf.size, true));
};

/** The same bytes as another type, through memory where the leaves do not match. */
const transmute: Maker = (one) => {
  const { p } = one.lowering;
  const operand = argument(one, 0);
  const to = layoutOf(one, one.destination.type);
  if (to.size === 0) return [];
  const [from, wanted] = [p.leavesOf(typeOf(operand)), p.leavesOf(one.destination.type)];
  const shape = (leaves: readonly Leaf[]) => leaves.map(({ offset, size }) => `${offset}:${size}`).join();
  if (from !== undefined && wanted !== undefined && shape(from) === shape(wanted)) return p.operand(operand);
  const address = p.operandAddress(operand);
  if (wanted !== undefined) return p.loadLeaves(address, wanted);
  p.copy(p.address(one.destination), address, to.size);
  return undefined;
};

const anything: Maker = (one) => {
  const leaves = one.lowering.p.leavesOf(one.destination.type);
  return leaves?.map(({ size }) => one.lowering.b.constant(size, 0n));
};

const zeroed: Maker = (one) => {
  const made = anything(one);
  if (made !== undefined) return made;
  const { p, b } = one.lowering;
  const { size } = layoutOf(one, one.destination.type);
  b.make("sequence", 0, [p.pointer(p.address(one.destination)), p.word(size), b.constant(1, 0n)], { name: "stosb" });
  return undefined;
};

/** Bytes of `count` elements. */
function bytesOf(one: Intrinsic, count: ValueId): ValueId {
  const { p, b } = one.lowering;
  return b.make("mul", p.wordSize, [count, p.word(layoutOf(one, one.type as Ty).size)]);
}

const SMALL_COPY = 64n;

const copyNonOverlapping: Maker = (one) => {
  const { p, b } = one.lowering;
  if (layoutOf(one, one.type as Ty).size === 0) return undefined;
  const [from, to] = [p.operand(argument(one, 0))[0] as ValueId, p.operand(argument(one, 1))[0] as ValueId];
  const bytes = bytesOf(one, scalar(one, 2));
  const known = b.f.value(bytes);
  if (known.op === "const" && known.imm <= SMALL_COPY) p.copy(at(to), at(from), Number(known.imm));
  else b.make("sequence", 0, [to, from, bytes], { name: "movsb" });
  return undefined;
};

const copy: Maker = (one) => {
  const { p, b } = one.lowering;
  if (layoutOf(one, one.type as Ty).size === 0) return undefined;
  const [from, to] = [p.operand(argument(one, 0))[0] as ValueId, p.operand(argument(one, 1))[0] as ValueId];
  b.make("sequence", 0, [to, from, bytesOf(one, scalar(one, 2))], { name: "memmove" });
  return undefined;
};

const writeBytes: Maker = (one) => {
  const { p, b } = one.lowering;
  if (layoutOf(one, one.type as Ty).size === 0) return undefined;
  const to = p.operand(argument(one, 0))[0] as ValueId;
  b.make("sequence", 0, [to, bytesOf(one, scalar(one, 2)), scalar(one, 1)], { name: "stosb" });
  return undefined;
};

const compareBytes: Maker = (one) => {
  const { b, p } = one.lowering;
  const [left, right] = [p.operand(argument(one, 0))[0] as ValueId, p.operand(argument(one, 1))[0] as ValueId];
  const made = b.make("sequence", 0, [right, left, scalar(one, 2)], { name: "cmpsb" });
  return one.lowering.results(made, [4]);
};

const offset: Maker = (one) => {
  const { p, b } = one.lowering;
  const base = p.operand(argument(one, 0))[0] as ValueId;
  return [b.make("add", p.wordSize, [base, bytesOf(one, scalar(one, 1))])];
};

const offsetFrom: Maker = (one) => {
  const { b, p } = one.lowering;
  const { size } = layoutOf(one, one.type as Ty);
  if (size === 0) throw new NotOptimized("a distance between values without size");
  const word = p.wordSize;
  const distance = b.make("sub", word, [scalar(one, 0), scalar(one, 1)]);
  const shift = Math.log2(size);
  return [
    Number.isInteger(shift)
      ? b.make("sar", word, [distance, b.constant(1, BigInt(shift))])
      : b.make("sdiv", word, [distance, p.word(size)]),
  ];
};

const discriminantValue: Maker = (one) => {
  const pointer = argument(one, 0);
  if (pointer.kind === "constant") throw new NotOptimized("the discriminant of a constant");
  const type = one.type as Ty;
  const place: Place = { ...pointer.place, projection: [...pointer.place.projection, { kind: "deref", type }], type };
  return rvalue(one.lowering.p, { kind: "discriminant", place }, one.destination.type);
};

const sizeOfValue =
  (part: "size" | "alignment"): Maker =>
  (one) => {
    const { p, b } = one.lowering;
    const type = one.type as Ty;
    const tail = one.lowering.host.layouts.tables.unsizedTail(type);
    const isSlice = tail.kind === "slice" || tail.kind === "str";
    if (!isSlice && tail.kind !== "dynamic") return [p.word(layoutOf(one, type)[part])];
    const shells = shellsOf(p.layouts, type);
    if (shells === undefined) throw new NotOptimized("the size of a packed unsized struct");
    const [, metadata] = p.operand(argument(one, 0)) as [ValueId, ValueId];
    const element = tail.kind === "slice" ? layoutOf(one, tail.element) : { size: 1, alignment: 1 };
    const aligned = tail.kind === "dynamic" ? p.load(metadata, 2 * p.wordSize, p.wordSize) : p.word(element.alignment);
    if (part === "alignment") return [p.alignedTo(p.word(shells.at(-1)?.alignment ?? 1), aligned)];
    const sized =
      tail.kind === "dynamic" ? p.load(metadata, p.wordSize, p.wordSize) : b.make("mul", p.wordSize, [metadata, p.word(element.size)]);
    return [shells.reduce((size, shell) => shelledSize(p, size, aligned, shell), sized)];
  };

/** The size of a struct whose last part is so large and so aligned. */
function shelledSize(p: Places, size: ValueId, aligned: ValueId, { offset, alignment }: Shell): ValueId {
  const end = p.b.make("add", p.wordSize, [p.alignedTo(p.word(offset), aligned), size]);
  return p.alignedTo(p.alignedTo(end, p.word(alignment)), aligned);
}

const bytesConstant: Maker = (one) => {
  const name = one.lowering.host.layouts.tables.typeName(one.type as Ty);
  if (name === undefined) throw new NotOptimized("this type's name");
  const bytes = new TextEncoder().encode(name);
  return one.lowering.p.operand({
    kind: "constant",
    type: one.destination.type,
    value: { kind: "bytes", bytes, length: BigInt(bytes.length) },
  });
};

const typeId: Maker = (one) => {
  const id = one.lowering.host.layouts.tables.typeId(one.type as Ty);
  if (id === undefined) throw new NotOptimized("this type's number");
  return one.lowering.p.operand({ kind: "constant", type: one.destination.type, value: { kind: "int", value: id } });
};

const nothing: Maker = () => undefined;

const plainSequence =
  (name: string): Maker =>
  (one) => {
    one.lowering.b.make("sequence", 0, [], { name });
    return undefined;
  };

const MAKERS: Readonly<Record<string, Maker>> = {
  wrapping_add: operation("+"),
  wrapping_sub: operation("-"),
  wrapping_mul: operation("*"),
  unchecked_add: operation("+"),
  unchecked_sub: operation("-"),
  unchecked_mul: operation("*"),
  unchecked_div: operation("/"),
  unchecked_rem: operation("%"),
  unchecked_shl: operation("<<"),
  unchecked_shr: operation(">>"),
  exact_div: operation("/"),
  add_with_overflow: withOverflow("+"),
  sub_with_overflow: withOverflow("-"),
  mul_with_overflow: withOverflow("*"),
  saturating_add: saturating("+"),
  saturating_sub: saturating("-"),
  rotate_left: rotate("rol"),
  rotate_right: rotate("ror"),
  bswap: byteSwap,
  cttz: trailingZeros,
  ctlz: leadingZeros,
  size_of: number((one, type) => layoutOf(one, type).size),
  align_of: number((one, type) => layoutOf(one, type).alignment),
  needs_drop: number((one, type) => (one.lowering.host.layouts.tables.needsDrop(type) ? 1 : 0)),
  size_of_val: sizeOfValue("size"),
  align_of_val: sizeOfValue("alignment"),
  type_id: typeId,
  type_name: bytesConstant,
  discriminant_value: discriminantValue,
  slice_from_raw_parts: (one) => [one.lowering.p.operand(argument(one, 0))[0] as ValueId, scalar(one, 1)],
  slice_len: (one) => [one.lowering.p.operand(argument(one, 0))[1] as ValueId],
  str_from_bytes: same,
  black_box: blackBox,
  forget: nothing,
  assume: nothing,
  unreachable: nothing,
  spin_loop: plainSequence("pause"),
  abort: plainSequence("ud2"),
  atomic_fence: plainSequence("mfence"),
  compiler_fence: plainSequence("barrier"),
  const_eval_select_runtime: number(() => 1),
  caller_location: (one) => [one.lowering.callerLocation()],
  volatile_load: load(true),
  unaligned_load: unalignedLoad,
  atomic_load: ordered(load(true)),
  atomic_store: atomicStore,
  volatile_store: store(true),
  unaligned_store: unalignedStore,
  transmute,
  transmute_unchecked: transmute,
  zeroed,
  uninit: anything,
  copy_nonoverlapping: copyNonOverlapping,
  copy,
  write_bytes: writeBytes,
  compare_bytes: compareBytes,
  offset,
  arith_offset: offset,
  ptr_offset_from: offsetFrom,
};

export function lowerIntrinsic(lowering: Lowering, call: CallTerminator, instance: IntrinsicInstance): void {
  const maker = MAKERS[instance.name];
  if (maker === undefined) throw new NotOptimized(instance.name);
  const made = maker({ lowering, call, type: instance.args[0], destination: call.destination });
  if (made !== undefined && call.target !== undefined) lowering.p.write(call.destination, made);
}

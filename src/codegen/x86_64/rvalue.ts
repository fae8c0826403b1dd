// Assignments: each kind of right-hand side, to registers or to memory.
import { firstMethod } from "./call.ts";
import { generalRegister, immediate, memory } from "../../isa/x86_64/operand.ts";
import type { Memory } from "../../isa/x86_64/operand.ts";
import type { Operand, Place, Rvalue } from "../../mir/mir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { fieldOffset, nicheWords } from "../../sema/types/layout.ts";
import type { Layout, NicheTag, Scalar } from "../../sema/types/layout.ts";
import { emitBinary, emitChecked, emitUnary } from "./arithmetic.ts";
import { copyString, copyValue, fillMemory } from "./copy.ts";
import { typeOfOperand } from "./intrinsic-operands.ts";
import { emitWideBinary, emitWideChecked, emitWideUnary, signHalf } from "./wide.ts";
import { unsizedMetadata } from "../unsized.ts";
import type { FunctionCompiler } from "./function.ts";
import { addressInRegister, placeAddress } from "./place.ts";
import type { PlaceAddress } from "./place.ts";

const POINTER: Scalar = { size: 8, signed: false };

export function emitAssign(f: FunctionCompiler, place: Place, value: Rvalue): void {
  const layout = f.layouts.of(place.type);
  if (layout.abi.kind === "zero-sized") return;
  if (value.kind === "aggregate" && !isValueLocal(f, place)) return aggregateInto(f, place, value);
  if (value.kind === "repeat") return repeatInto(f, place, value);
  if (value.kind === "checked-binary" && layout.abi.kind === "memory") return wideCheckedInto(f, place, value, layout);
  if (layout.abi.kind === "memory") return memoryInto(f, place, value);
  if (storesImmediate(f, place, value, layout)) return;
  storeParts(f, place, rvalueRegisters(f, value, layout), layout);
}

function isValueLocal(f: FunctionCompiler, place: Place): boolean {
  return place.projection.length === 0 && f.uses[place.local]?.isValue === true;
}

/** A constant goes to memory without a register. */
function storesImmediate(f: FunctionCompiler, place: Place, value: Rvalue, layout: Layout): boolean {
  if (value.kind !== "use" || value.operand.kind !== "constant" || value.operand.value.kind !== "int" || layout.abi.kind !== "scalar")
    return false;
  const { scalar } = layout.abi;
  const use = f.uses[place.local];
  const bits = BigInt.asIntN(8 * scalar.size, value.operand.value.value);
  const fitsField = scalar.size < 8 || BigInt.asIntN(32, bits) === bits;
  if (isValueLocal(f, place) && (use?.hasHome !== true || use.reads > 0)) return false;
  if (!fitsField) return false;
  const { address } = isValueLocal(f, place) ? { address: f.homeOf(place.local) } : placeAddress(f, place);
  f.emit("mov", { ...address, size: 8 * scalar.size }, immediate(bits));
  f.freeAddress(address);
  return true;
}

/** Stores a value's registers to a place, or makes them the local's value. */
export function storeParts(f: FunctionCompiler, place: Place, registers: readonly number[], layout: Layout): void {
  if (isValueLocal(f, place)) return f.define(place.local, registers);
  const { address } = placeAddress(f, place);
  storeAt(f, address, registers, layout);
  f.freeAddress(address);
  for (const register of registers) f.registers.free(register);
}

export function storeAt(f: FunctionCompiler, address: Memory, registers: readonly number[], layout: Layout): void {
  f.partsOf(layout).forEach((scalar, part) => {
    const offset = part === 1 && layout.abi.kind === "pair" ? layout.abi.secondOffset : 0;
    f.store({ ...address, displacement: address.displacement + offset }, scalar, registers[part] as number);
  });
}

/** The value of a scalar or pair, in registers that may be kept. */
function rvalueRegisters(f: FunctionCompiler, value: Rvalue, layout: Layout): readonly number[] {
  switch (value.kind) {
    case "use":
      return f.owned(f.operand(value.operand), f.partsOf(layout));
    case "binary": {
      const wide = wideOf(f, value.left);
      if (wide !== undefined) return emitWideBinary(f, value.op, value.left, value.right, wide.signed);
      return [emitBinary(f, value.op, value.left, value.right)];
    }
    case "checked-binary":
      return inMemoryOrder(emitChecked(f, value.op, value.left, value.right), layout);
    case "unary":
      if (layout.wide !== undefined) return emitWideUnary(f, value.op, value.operand);
      return [emitUnary(f, value.op, value.operand)];
    case "cast":
      return castRegisters(f, value, layout);
    case "ref":
      return refRegisters(f, value.place, layout);
    case "len":
      return [lengthOf(f, value.place)];
    case "discriminant":
      return discriminantRegisters(f, value.place, layout);
    case "aggregate":
      return aggregateRegisters(f, value, layout);
    case "repeat":
      return f.host.refuse("this array", f.span);
  }
}

/** Registers of a pair's two fields, by where the fields lie. */
function inMemoryOrder(fields: readonly number[], layout: Layout): readonly number[] {
  return (layout.fields[0] ?? 0) <= (layout.fields[1] ?? 0) ? fields : [...fields].reverse();
}

const wideOf = (f: FunctionCompiler, operand: Operand) => f.layouts.of(typeOfOperand(operand)).wide;

function discriminantRegisters(f: FunctionCompiler, place: Place, layout: Layout): readonly number[] {
  if (layout.wide === undefined) return [discriminantOf(f, place, f.scalarOf(layout))];
  const low = discriminantOf(f, place, POINTER);
  return [low, signHalf(f, low, f.layouts.of(place.type).tag?.scalar.signed === true)];
}

/** `(u128, bool)` lives in memory: its fields are stored one by one. */
function wideCheckedInto(f: FunctionCompiler, place: Place, value: Extract<Rvalue, { kind: "checked-binary" }>, layout: Layout): void {
  const wide = wideOf(f, value.left) ?? f.host.refuse("this checked operation", f.span);
  const [low, high, flag] = emitWideChecked(f, value.op, value.left, value.right, wide.signed) as [number, number, number];
  const { address } = placeAddress(f, place);
  const at = (offset: number) => ({ ...address, displacement: address.displacement + offset });
  const [number = 0, overflow = 0] = layout.fields;
  f.store(at(number), POINTER, low);
  f.store(at(number + 8), POINTER, high);
  f.store(at(overflow), { size: 1, signed: false }, flag);
  for (const register of [low, high, flag]) f.registers.free(register);
  f.freeAddress(address);
}

function refRegisters(f: FunctionCompiler, place: Place, layout: Layout): readonly number[] {
  const at = placeAddress(f, place);
  if (layout.abi.kind !== "pair") {
    if (at.metadata !== undefined) f.registers.free(at.metadata);
    return [addressInRegister(f, at)];
  }
  if (at.metadata === undefined) return f.host.refuse("a reference to this place", f.span);
  return [addressInRegister(f, at), at.metadata];
}

function lengthOf(f: FunctionCompiler, place: Place): number {
  if (place.type.kind === "array") {
    const register = f.registers.take();
    f.loadImmediate(register, 8, place.type.length.kind === "const" ? place.type.length.value : f.host.refuse("this array", f.span));
    return register;
  }
  const at = placeAddress(f, place);
  f.freeAddress(at.address);
  return at.metadata ?? f.host.refuse("the length of this place", f.span);
}

/** The number of a place's variant. */
function discriminantOf(f: FunctionCompiler, place: Place, wanted: Scalar): number {
  const { tag, nicheTag } = f.layouts.of(place.type);
  if (nicheTag !== undefined) return nicheDiscriminant(f, place, nicheTag, wanted);
  if (tag === undefined) {
    const register = f.registers.take();
    f.loadImmediate(register, wanted.size, onlyDiscriminant(f, place.type));
    return register;
  }
  const register = scalarInside(f, place, tag.offset, tag.scalar);
  extend(f, register, tag.scalar, wanted.size);
  return register;
}

function onlyDiscriminant(f: FunctionCompiler, type: Ty): bigint {
  if (type.kind !== "adt") return 0n;
  return f.layouts.tables.adt(type.def).variants[f.layouts.of(type).onlyVariant ?? 0]?.discriminant ?? 0n;
}

/** A scalar at an offset of a place, in a register of its own. */
function scalarInside(f: FunctionCompiler, place: Place, offset: number, scalar: Scalar): number {
  const layout = f.layouts.of(place.type);
  if (f.uses[place.local]?.isValue === true && place.projection.every(({ kind }) => kind !== "deref")) {
    const parts = f.partsOf(layout);
    const value = f.read(place);
    const index = layout.abi.kind === "pair" && offset >= layout.abi.secondOffset ? 1 : 0;
    const registers = f.owned(value, parts);
    registers.forEach((register, i) => {
      if (i !== index) f.registers.free(register);
    });
    return registers[index] as number;
  }
  const { address } = placeAddress(f, place);
  f.freeAddress(address);
  const register = f.registers.take();
  f.load(register, scalar, { ...address, displacement: address.displacement + offset });
  return register;
}

/** One empty variant is told by its value; of several, the distance from the first says which. */
function nicheDiscriminant(f: FunctionCompiler, place: Place, niche: NicheTag, wanted: Scalar): number {
  const { scalar, start, first, last, dataVariant } = niche;
  if (scalar.size > 8) return wideNiche(f, place, niche, wanted);
  const register = scalarInside(f, place, niche.offset, scalar);
  if (first === last && dataVariant + first === 1) {
    compareWith(f, register, scalar, start);
    f.emit(dataVariant === 1 ? "setne" : "sete", generalRegister(register, 8));
    extend(f, register, { size: 1, signed: false }, wanted.size);
    return register;
  }
  if (start !== 0n) withNumber(f, "sub", register, scalar, start);
  const data = f.registers.take();
  f.emit("mov", generalRegister(data, 32), immediate(dataVariant));
  compareWith(f, register, scalar, BigInt(last - first));
  extend(f, register, { size: scalar.size, signed: false }, wanted.size);
  // Neither `mov` nor `lea` touches the flags.
  if (first !== 0) f.emit("lea", generalRegister(register, 64), memory(generalRegister(register, 64), first));
  f.emit("cmova", generalRegister(register, 64), generalRegister(data, 64));
  f.registers.free(data);
  return register;
}

/** What has 128 bits has but one value to spare (zero, of `NonZero`): that of the empty variant, if both halves are as in it. */
function wideNiche(f: FunctionCompiler, place: Place, niche: NicheTag, wanted: Scalar): number {
  const { first, last, dataVariant } = niche;
  if (first !== last) return f.host.refuse("several empty variants in spare values of 128 bits", f.span);
  const [register, other] = nicheWords(first, niche).map(({ offset, scalar, value }) => {
    const half = scalarInside(f, place, offset, scalar);
    if (value !== 0n) withNumber(f, "xor", half, scalar, value);
    return half;
  }) as [number, number];
  f.emit("or", generalRegister(register, 64), generalRegister(other, 64));
  // Neither `mov` touches the flags.
  f.emit("mov", generalRegister(register, 32), immediate(dataVariant));
  f.emit("mov", generalRegister(other, 32), immediate(first));
  f.emit("cmove", generalRegister(register, 64), generalRegister(other, 64));
  f.registers.free(other);
  extend(f, register, { size: 8, signed: false }, wanted.size);
  return register;
}

function compareWith(f: FunctionCompiler, register: number, scalar: Scalar, value: bigint): void {
  withNumber(f, "cmp", register, scalar, value);
}

/** Numbers that do not fit into the instruction come by a register. */
function withNumber(f: FunctionCompiler, operation: "cmp" | "sub" | "xor", register: number, scalar: Scalar, value: bigint): void {
  const bits = (8 * scalar.size) as 8 | 16 | 32 | 64;
  const number = BigInt.asIntN(bits, value);
  if (BigInt.asIntN(32, number) === number) return f.emit(operation, generalRegister(register, bits), immediate(number));
  const other = f.registers.take();
  f.loadImmediate(other, scalar.size, value);
  f.emit(operation, generalRegister(register, bits), generalRegister(other, bits));
  f.registers.free(other);
}

/** Widens by the source's sign, or truncates (which is to look at fewer bits). */
export function extend(f: FunctionCompiler, register: number, from: Scalar, toSize: number): void {
  if (toSize <= from.size) return;
  const bits = (size: number) => (8 * size) as 8 | 16 | 32 | 64;
  if (from.size === 4) {
    if (from.signed) f.emit("movsxd", generalRegister(register, 64), generalRegister(register, 32));
    else f.emit("mov", generalRegister(register, 32), generalRegister(register, 32));
    return;
  }
  const wide = toSize === 8 && from.signed ? 64 : 32;
  f.emit(from.signed ? "movsx" : "movzx", generalRegister(register, wide), generalRegister(register, bits(from.size)));
}

function castRegisters(f: FunctionCompiler, value: Extract<Rvalue, { kind: "cast" }>, layout: Layout): readonly number[] {
  if (value.cast === "reify-fn") return [reifyFn(f, value.operand)];
  if (value.cast === "unsize") return unsize(f, value);
  const from = f.layouts.of(value.operand.kind === "constant" ? value.operand.type : value.operand.place.type);
  const registers = f.owned(f.operand(value.operand), f.partsOf(from));
  const [source] = f.partsOf(from);
  const [target] = f.partsOf(layout);
  if (source !== undefined && target !== undefined && registers[0] !== undefined) extend(f, registers[0], source, target.size);
  if (layout.wide !== undefined && from.wide === undefined)
    return [registers[0] as number, signHalf(f, registers[0] as number, source?.signed === true)];
  for (const extra of registers.slice(f.partsOf(layout).length)) f.registers.free(extra);
  return registers.slice(0, f.partsOf(layout).length);
}

function reifyFn(f: FunctionCompiler, operand: Operand): number {
  const type = operand.kind === "constant" ? operand.type : operand.place.type;
  if (type.kind !== "fn-def") return f.host.refuse("this function pointer", f.span);
  const register = f.registers.take();
  const symbol = f.host.pointerSymbol(f.layouts.tables.resolveInstance(type.def, type.args));
  f.loadAddress(register, { symbol, addend: 0 });
  return register;
}

/** `&[T; N]` to `&[T]`, `&T` to `&dyn Trait`, also at the end of a struct: the length or vtable beside the address. */
function unsize(f: FunctionCompiler, value: Extract<Rvalue, { kind: "cast" }>): readonly number[] {
  const from = value.operand.kind === "constant" ? value.operand.type : value.operand.place.type;
  const target = from.kind === "ref" || from.kind === "ptr" ? from.target : undefined;
  const to = value.type.kind === "ref" || value.type.kind === "ptr" ? value.type.target : undefined;
  const known = target === undefined || to === undefined ? undefined : unsizedMetadata(f.layouts.tables, target, to);
  if (known === undefined) return f.host.refuse("a coercion to this unsized type", f.span);
  if (known.kind === "vtable") return traitObject(f, value.operand, known.type, known.object);
  if (known.kind === "upcast") return otherObject(f, value.operand, known.from, known.to);
  const [address] = f.owned(f.operand(value.operand), [POINTER]) as [number];
  const length = f.registers.take();
  f.loadImmediate(length, 8, known.length);
  return [address, length];
}

/** The vtable beside the address. */
function traitObject(f: FunctionCompiler, operand: Operand, target: Ty, dyn: Ty): readonly number[] {
  const [address] = f.owned(f.operand(operand), [POINTER]) as [number];
  const vtable = f.registers.take();
  f.loadAddress(vtable, { symbol: f.host.vtableSymbol(target, dyn), addend: 0 });
  return [address, vtable];
}

/** `&dyn Sub` to `&dyn Super`: the vtable may be another. */
function otherObject(f: FunctionCompiler, operand: Operand, from: Ty, to: Ty): readonly number[] {
  const [address, vtable] = f.owned(f.operand(operand), [POINTER, POINTER]) as [number, number];
  const entry = f.layouts.tables.superEntry(from, to);
  if (entry !== undefined) f.load(vtable, POINTER, memory(generalRegister(vtable, 64), firstMethod(8) + 8 * entry));
  return [address, vtable];
}

/** A pair made of its fields. */
function aggregateRegisters(f: FunctionCompiler, value: Extract<Rvalue, { kind: "aggregate" }>, layout: Layout): readonly number[] {
  const registers: number[] = [];
  if (layout.tag !== undefined) return [variantTag(f, value.type, value.variant, layout)];
  const niche = layout.nicheTag;
  if (niche !== undefined && value.variant !== niche.dataVariant) return nicheRegisters(f, value.variant, niche, layout);
  for (const { field, operand } of value.fields) {
    const inner = f.layouts.of(operand.kind === "constant" ? operand.type : operand.place.type);
    if (inner.abi.kind === "zero-sized") continue;
    const first = layout.abi.kind === "pair" && fieldOffset(layout, value.variant, field) === layout.abi.secondOffset ? 1 : 0;
    f.owned(f.operand(operand), f.partsOf(inner)).forEach((register, i) => (registers[first + i] = register));
  }
  return registers;
}

/** An empty variant in registers: its spare value, and anything in the other part. */
function nicheRegisters(f: FunctionCompiler, variant: number, niche: NicheTag, layout: Layout): readonly number[] {
  const second = layout.abi.kind === "pair" ? layout.abi.secondOffset : layout.size;
  const words = nicheWords(variant, niche);
  return f.partsOf(layout).map((scalar, i) => {
    const register = f.registers.take();
    const word = words.find(({ offset }) => offset >= second === (i === 1));
    f.loadImmediate(register, scalar.size, word?.value ?? 0n);
    return register;
  });
}

function variantTag(f: FunctionCompiler, type: Ty, variant: number, layout: Layout): number {
  const register = f.registers.take();
  const discriminant = type.kind === "adt" ? (f.layouts.tables.adt(type.def).variants[variant]?.discriminant ?? 0n) : 0n;
  f.loadImmediate(register, f.scalarOf(layout).size, discriminant);
  return register;
}

function aggregateInto(f: FunctionCompiler, place: Place, value: Extract<Rvalue, { kind: "aggregate" }>): void {
  const layout = f.layouts.of(place.type);
  const { nicheTag, tag } = layout;
  const isEnum = tag !== undefined || nicheTag !== undefined || layout.variants.length > 0;
  for (const { field, operand } of value.fields) {
    const type = operand.kind === "constant" ? operand.type : operand.place.type;
    const projection = { kind: "field", variant: isEnum ? value.variant : -1, field, type } as const;
    const target: Place =
      value.type.kind === "array"
        ? { local: place.local, projection: [...place.projection, { kind: "constant-index", offset: field, fromEnd: false, type }], type }
        : { local: place.local, projection: [...place.projection, projection], type };
    emitAssign(f, target, { kind: "use", operand });
  }
  if (tag !== undefined) storeScalar(f, place, tag.offset, tag.scalar, discriminantValue(f, value));
  else if (nicheTag !== undefined && value.variant !== nicheTag.dataVariant)
    for (const word of nicheWords(value.variant, nicheTag)) storeScalar(f, place, word.offset, word.scalar, word.value);
}

function discriminantValue(f: FunctionCompiler, { type, variant }: Extract<Rvalue, { kind: "aggregate" }>): bigint {
  return type.kind === "adt" ? (f.layouts.tables.adt(type.def).variants[variant]?.discriminant ?? 0n) : 0n;
}

function storeScalar(f: FunctionCompiler, place: Place, offset: number, scalar: Scalar, value: bigint): void {
  const { address } = placeAddress(f, place);
  const register = f.registers.take();
  f.loadImmediate(register, scalar.size, value);
  f.store({ ...address, displacement: address.displacement + offset }, scalar, register);
  f.registers.free(register);
  f.freeAddress(address);
}

function memoryInto(f: FunctionCompiler, place: Place, value: Rvalue): void {
  if (value.kind !== "use") return f.host.refuse("a value of this type", f.span);
  const to = placeAddress(f, place);
  const from = operandAddress(f, value.operand);
  copyValue(f, place.type, to.address, from.address);
  f.freeAddress(to.address);
  f.freeAddress(from.address);
}

/** Where a value that lives in memory is. */
export function operandAddress(f: FunctionCompiler, operand: Operand): PlaceAddress {
  if (operand.kind !== "constant") return placeAddress(f, operand.place);
  if (operand.value.kind !== "memory") return f.host.refuse("a constant of this type", f.span);
  return { address: f.constantAddress(operand.type, operand.value.value), metadata: undefined };
}

/** As many elements are stored one by one. */
const UNROLLED_ELEMENTS = 8n;

/** `[value; n]`: element by element for a few; else a fill, or the first element copied over the rest. */
function repeatInto(f: FunctionCompiler, place: Place, { operand, count }: Extract<Rvalue, { kind: "repeat" }>): void {
  const type = operand.kind === "constant" ? operand.type : operand.place.type;
  const { size, abi } = f.layouts.of(type);
  const element = (offset: number): Place => ({
    local: place.local,
    projection: [...place.projection, { kind: "constant-index", offset, fromEnd: false, type }],
    type,
  });
  const isInt = operand.kind === "constant" && operand.value.kind === "int";
  if (isInt && count <= UNROLLED_ELEMENTS) {
    for (let offset = 0; offset < Number(count); offset++) emitAssign(f, element(offset), { kind: "use", operand });
    return;
  }
  if (isInt && abi.kind === "scalar" && operand.value.kind === "int") {
    const { address } = placeAddress(f, place);
    fillMemory(f, address, size as 1 | 2 | 4 | 8, count, operand.value.value);
    return f.freeAddress(address);
  }
  if (count === 0n || size === 0) return;
  emitAssign(f, element(0), { kind: "use", operand });
  if (count === 1n) return;
  const { address } = placeAddress(f, place);
  copyString(f, { ...address, displacement: address.displacement + size }, address, size * (Number(count) - 1), size);
  f.freeAddress(address);
}

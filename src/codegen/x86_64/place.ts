// Places to memory operands. A dereference loads the pointer; fields add their offset; an index is scaled, by the
// addressing mode where it can be, else by a multiplication.
import { generalRegister, immediate, memory } from "../../isa/x86_64/operand.ts";
import type { Memory, Register } from "../../isa/x86_64/operand.ts";
import type { Place, Projection } from "../../mir/mir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { fieldOffset } from "../../sema/types/layout.ts";
import { isPlacedByVtable } from "../unsized.ts";
import { scaleRegister } from "./copy.ts";
import type { FunctionCompiler } from "./function.ts";
import { RSP } from "./registers.ts";

export interface PlaceAddress {
  readonly address: Memory;
  /** Register of the length or vtable, for places behind fat pointers. */
  readonly metadata: number | undefined;
}

/** Memory operand of a place. Registers in it are taken: give them back with `freeAddress`. */
export function placeAddress(f: FunctionCompiler, place: Place): PlaceAddress {
  let at: PlaceAddress;
  let type = (f.body.locals[place.local] as { type: Ty }).type;
  let rest = place.projection;
  const pointer = firstPointer(f, place);
  if (pointer >= 0) {
    const before = rest.slice(0, pointer);
    at = pointedTo(f, { local: place.local, projection: before, type: before.at(-1)?.type ?? type });
    type = (rest[pointer] as Projection).type;
    rest = rest.slice(pointer + 1);
  } else at = { address: f.homeOf(place.local), metadata: undefined };
  for (const projection of rest) {
    at = project(f, at, type, projection);
    type = projection.type;
  }
  return at;
}

/** The first dereference of a place, where what is dereferenced can be read as a value; -1 if there is none. */
function firstPointer(f: FunctionCompiler, { local, projection }: Place): number {
  const at = projection.findIndex(({ kind }) => kind === "deref");
  return at === 0 || f.uses[local]?.isValue === true ? at : -1;
}

function pointedTo(f: FunctionCompiler, pointer: Place): PlaceAddress {
  const value = f.read(pointer);
  // A length is changed where only a part of the slice is meant: it must be this place's own.
  const [base, metadata] = value.registers.length > 1 ? f.owned(value, f.partsOf(f.layouts.of(pointer.type))) : value.registers;
  return { address: memory(generalRegister(base as number, 64), 0), metadata };
}

function project(f: FunctionCompiler, at: PlaceAddress, type: Ty, projection: Projection): PlaceAddress {
  switch (projection.kind) {
    case "deref":
      return derefLoaded(f, at, type);
    case "field": {
      const field = moved(at, fieldOffset(f.layouts.of(type), projection.variant, projection.field));
      const isFound = at.metadata !== undefined && isPlacedByVtable(f.layouts.tables, projection.type);
      return isFound ? alignedByVtable(f, field, type) : field;
    }
    case "index":
      return indexed(f, at, projection);
    case "constant-index":
      return constantIndex(f, at, type, projection);
    case "subslice":
      return subslice(f, at, type, projection);
  }
}

function moved(at: PlaceAddress, by: number): PlaceAddress {
  return { ...at, address: { ...at.address, displacement: at.address.displacement + by } };
}

/** Of a vtable, which begins with drop, size, alignment: bytes to the alignment. */
export const ALIGNMENT_ENTRY = 16;

/** The next address that the object's type may stand at. */
function alignedByVtable(f: FunctionCompiler, { address, metadata }: PlaceAddress, struct: Ty): PlaceAddress {
  if (struct.kind === "adt" && f.layouts.tables.adt(struct.def).repr.packed !== undefined)
    return f.host.refuse("an unsized part of a packed struct", f.span);
  const alignment = f.registers.take();
  f.load(alignment, { size: 8, signed: false }, memory(generalRegister(metadata as number, 64), ALIGNMENT_ENTRY));
  const register = f.registers.take();
  const [at, by] = [register, alignment].map((number) => generalRegister(number, 64)) as [Register, Register];
  f.emit("lea", at, address);
  f.emit("lea", at, { ...memory(at, -1), index: by, scale: 1 });
  f.emit("neg", by);
  f.emit("and", at, by);
  f.registers.free(alignment);
  f.freeAddress(address, [register, metadata as number]);
  return { address: memory(at, 0), metadata };
}

function lengthOf(type: Ty): number | undefined {
  return type.kind === "array" && type.length.kind === "const" ? Number(type.length.value) : undefined;
}

function constantIndex(
  f: FunctionCompiler,
  at: PlaceAddress,
  type: Ty,
  { offset, fromEnd, type: element }: Extract<Projection, { kind: "constant-index" }>,
): PlaceAddress {
  const { size } = f.layouts.of(element);
  const known = lengthOf(type);
  if (!fromEnd || known !== undefined) return moved(at, (fromEnd ? (known as number) - offset : offset) * size);
  if (at.metadata === undefined) return f.host.refuse("the end of this slice", f.span);
  const index = at.metadata;
  scaleRegister(f, index, size);
  const base = plainBase(f, at.address);
  const address = { ...base, index: generalRegister(index, 64), scale: 1 as const, displacement: base.displacement - offset * size };
  return { address, metadata: undefined };
}

/** What is left without `from` elements at the start and `to` at the end. */
function subslice(f: FunctionCompiler, at: PlaceAddress, type: Ty, { from, to }: Extract<Projection, { kind: "subslice" }>): PlaceAddress {
  const element = type.kind === "array" || type.kind === "slice" ? type.element : f.host.refuse("this pattern", f.span);
  if (lengthOf(type) === undefined) {
    if (at.metadata === undefined) return f.host.refuse("a part of this slice", f.span);
    f.emit("sub", generalRegister(at.metadata, 64), immediate(from + to));
  }
  return moved(at, from * f.layouts.of(element).size);
}

/** A pointer that lies in memory. */
function derefLoaded(f: FunctionCompiler, { address }: PlaceAddress, type: Ty): PlaceAddress {
  const isFat = f.layouts.of(type).abi.kind === "pair";
  const base = f.registers.take();
  const metadata = isFat ? f.registers.take() : undefined;
  if (metadata !== undefined) f.load(metadata, { size: 8, signed: false }, { ...address, displacement: address.displacement + 8 });
  f.load(base, { size: 8, signed: false }, address);
  f.freeAddress(address, [base, ...(metadata === undefined ? [] : [metadata])]);
  return { address: memory(generalRegister(base, 64), 0), metadata };
}

function indexed(f: FunctionCompiler, at: PlaceAddress, projection: Extract<Projection, { kind: "index" }>): PlaceAddress {
  const type = (f.body.locals[projection.index] as { type: Ty }).type;
  const value = f.read({ local: projection.index, projection: [], type });
  const [index] = f.owned(value, [{ size: 8, signed: false }]) as [number];
  const { size } = f.layouts.of(projection.type);
  const base = plainBase(f, at.address);
  if (size === 1 || size === 2 || size === 4 || size === 8) {
    return { ...at, address: { ...base, index: generalRegister(index, 64), scale: size } };
  }
  scaleRegister(f, index, size);
  return { ...at, address: { ...base, index: generalRegister(index, 64), scale: 1 } };
}

/** An address without an index, so that one can be added. */
function plainBase(f: FunctionCompiler, address: Memory): Memory {
  if (address.index === undefined && address.base !== "rip") return address;
  const register = f.registers.take();
  f.emit("lea", generalRegister(register, 64), address);
  f.freeAddress(address, [register]);
  return memory(generalRegister(register, 64), 0);
}

/** The address itself in a register. */
export function addressInRegister(f: FunctionCompiler, { address }: PlaceAddress, preferred?: number): number {
  const { base } = address;
  const isPlain =
    address.index === undefined &&
    address.displacement === 0 &&
    address.symbol === undefined &&
    base !== "rip" &&
    base !== undefined &&
    base.number !== RSP;
  if (isPlain && preferred === undefined) return base.number;
  const register = f.registers.take(preferred);
  f.emit("lea", generalRegister(register, 64), address);
  f.freeAddress(address, [register]);
  return register;
}

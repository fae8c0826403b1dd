// Evaluated constants to bytes: the image of a static, with relocations where it holds addresses.
import { elementsOf, lengthOf, partOf } from "../sema/constants/value.ts";
import type { Allocation, Repeat, Value } from "../sema/constants/value.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { AdtDef } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { Layouts } from "../sema/types/layout.ts";
import { primitiveByName } from "../sema/types/ty.ts";
import { LayoutError, fieldOffset, nicheValue } from "../sema/types/layout.ts";
import { unsizedMetadata } from "./unsized.ts";
import type { StaticData } from "./module.ts";

/** Of data that is not zero. */
const MOST_BYTES = 2 ** 30;
/** Of zeros. rustc asks for the compiler's own memory, which differs from machine to machine. */
const MOST_ZEROS = 2 ** 36;
/** Data this long is looked at before it is written: zeros need no bytes. */
const LONG_DATA = 1 << 16;

const U8 = primitiveByName("u8") as Ty;

/** Who gives names to what the data points to. */
export interface DataSymbols {
  staticSymbol(def: DefId): string;
  /** Of read-only data without a name of its own. */
  dataSymbol(data: StaticData): string;
  functionSymbol(type: Ty): string;
  vtableSymbol(type: Ty, dyn: Ty): string;
}

class DataWriter {
  readonly bytes: Uint8Array;
  readonly relocations: { offset: number; symbol: string; addend: bigint }[] = [];

  constructor(
    readonly layouts: Layouts,
    readonly symbols: DataSymbols,
    size: number,
  ) {
    if (size > MOST_BYTES) throw new LayoutError("a constant of this many bytes");
    this.bytes = new Uint8Array(size);
  }

  write(at: number, type: Ty, value: Value): void {
    switch (value.kind) {
      case "scalar":
        return this.#number(at, value.value, this.layouts.of(type).size);
      case "pointer":
        return this.#pointer(at, type, value);
      case "function":
        return void this.relocations.push({ offset: at, symbol: this.symbols.functionSymbol(value.type), addend: 0n });
      case "aggregate":
        return this.#aggregate(at, type, value);
      case "repeat":
        return this.#repeat(at, type, value);
      case "uninit":
        return;
    }
  }

  #number(at: number, value: bigint, size: number): void {
    let rest = BigInt.asUintN(8 * size, value);
    for (let i = 0; i < size; i++) {
      this.bytes[at + i] = Number(rest & 0xffn);
      rest >>= 8n;
    }
  }

  /** The first element is written, then copied; what it points to is noted for each. */
  #repeat(at: number, type: Ty, { element, count, changed }: Repeat): void {
    const of = type.kind === "array" ? type.element : elementOf(this.layouts, type);
    if (of === undefined) throw new LayoutError(`a constant of type \`${this.layouts.tables.print(type)}\``);
    const { size } = this.layouts.of(of);
    const before = this.relocations.length;
    this.write(at, of, element);
    const made = this.relocations.slice(before);
    for (let done = size; done < count * size; done *= 2) this.bytes.copyWithin(at + done, at, at + Math.min(done, count * size - done));
    for (let i = 1; made.length > 0 && i < count; i++)
      for (const relocation of made) this.relocations.push({ ...relocation, offset: relocation.offset + i * size });
    for (const [i, value] of changed) this.#replace(at + i * size, size, of, value);
  }

  #replace(at: number, size: number, type: Ty, value: Value): void {
    this.bytes.fill(0, at, at + size);
    const kept = this.relocations.filter(({ offset }) => offset < at || offset >= at + size);
    this.relocations.splice(0, this.relocations.length, ...kept);
    this.write(at, type, value);
  }

  #aggregate(at: number, type: Ty, { fields, variant }: Extract<Value, { kind: "aggregate" }>): void {
    const layout = this.layouts.of(type);
    if (type.kind === "array") {
      const { size } = this.layouts.of(type.element);
      fields.forEach((field, i) => this.write(at + i * size, type.element, field));
    } else if (type.kind === "tuple" || type.kind === "closure") {
      const types = type.kind === "tuple" ? type.elements : this.layouts.tables.captureTypes(type);
      fields.forEach((field, i) => this.write(at + (layout.fields[i] as number), types[i] as Ty, field));
    } else if (type.kind === "adt") this.#adt(at, type, fields, variant);
    else if (layout.size > 0) throw new LayoutError(`a constant of type \`${this.layouts.tables.print(type)}\``);
  }

  #adt(at: number, type: Extract<Ty, { kind: "adt" }>, fields: readonly Value[], variant: number): void {
    const layout = this.layouts.of(type);
    const adt = this.layouts.tables.adt(type.def);
    if (adt.kind === "union") return this.#union(at, type, adt, fields[variant], variant);
    const definition = adt.variants[variant];
    if (layout.tag !== undefined) this.#number(at + layout.tag.offset, definition?.discriminant ?? 0n, layout.tag.scalar.size);
    const { nicheTag } = layout;
    if (nicheTag !== undefined && variant !== nicheTag.dataVariant)
      this.#number(at + nicheTag.offset, nicheValue(variant, nicheTag), nicheTag.scalar.size);
    const offsets = adt.kind === "enum" ? (layout.variants[variant] ?? []) : layout.fields;
    fields.forEach((field, i) => {
      const declared = definition?.fields[i];
      if (declared === undefined) return;
      const fieldType = this.layouts.tables.instantiate(declared.type, type.args);
      if (this.layouts.of(fieldType).size > 0) this.write(at + (offsets[i] as number), fieldType, field);
    });
  }

  /** As the field that it was made by. */
  #union(at: number, type: Extract<Ty, { kind: "adt" }>, adt: AdtDef, value: Value | undefined, field: number): void {
    const declared = adt.variants[0]?.fields[field];
    if (declared !== undefined && value !== undefined) this.write(at, this.layouts.tables.instantiate(declared.type, type.args), value);
  }

  #pointer(at: number, type: Ty, { place, address, length, dynamic }: Extract<Value, { kind: "pointer" }>): void {
    const { pointerSize } = this.layouts;
    if (place === undefined) this.#number(at, address, pointerSize);
    else this.relocations.push({ offset: at, ...this.#target(place.allocation, place.path, place.index) });
    if (length !== undefined) this.#number(at + pointerSize, length, pointerSize);
    if (dynamic !== undefined) this.#vtable(at + pointerSize, type, dynamic);
  }

  #vtable(at: number, pointer: Ty, type: Ty): void {
    const object = pointer.kind === "ref" || pointer.kind === "ptr" ? pointer.target : undefined;
    const known = object === undefined ? undefined : unsizedMetadata(this.layouts.tables, type, object);
    if (known?.kind !== "vtable") throw new LayoutError("a constant trait object of this type");
    this.relocations.push({ offset: at, symbol: this.symbols.vtableSymbol(known.type, known.object), addend: 0n });
  }

  /** A static by its name; other allocations become read-only data of their own. */
  #target(allocation: Allocation, path: readonly number[], index: number | undefined): { symbol: string; addend: bigint } {
    const addend = BigInt(offsetInside(this.layouts, allocation, index === undefined ? path : [...path, index]));
    if (allocation.static !== undefined) return { symbol: this.symbols.staticSymbol(allocation.static), addend };
    return { symbol: this.symbols.dataSymbol(staticData(this.layouts, this.symbols, allocation, false)), addend };
  }
}

/** Bytes from an allocation's start to a part of it. */
function offsetInside(layouts: Layouts, { type, value }: Allocation, path: readonly number[]): number {
  let offset = 0;
  let at: { type: Ty; value: Value } = { type, value };
  for (const step of path) {
    const variant = at.value.kind === "aggregate" ? at.value.variant : 0;
    const inner = partOf(at.value, step);
    const element = at.type.kind === "array" ? at.type.element : elementOf(layouts, at.type);
    if (element !== undefined) {
      offset += step * layouts.of(element).size;
      at = { type: element, value: inner };
    } else if (at.type.kind === "tuple") {
      offset += fieldOffset(layouts.of(at.type), 0, step);
      at = { type: at.type.elements[step] as Ty, value: inner };
    } else if (at.type.kind === "adt") {
      const adt = layouts.tables.adt(at.type.def);
      const field = adt.variants[adt.kind === "union" ? 0 : variant]?.fields[step];
      if (field === undefined) throw new LayoutError("a constant reference into this type");
      if (adt.kind !== "union") offset += fieldOffset(layouts.of(at.type), variant, step);
      at = { type: layouts.tables.instantiate(field.type, at.type.args), value: inner };
    } else throw new LayoutError("a constant reference into this type");
  }
  return offset;
}

/** What a slice, `str` or `CStr` is made of; undefined for sized types. A C string's value is its bytes. */
function elementOf(layouts: Layouts, type: Ty): Ty | undefined {
  if (type.kind === "slice") return type.element;
  if (type.kind === "adt" && !layouts.tables.isSized(type)) return U8;
  return type.kind === "str" ? U8 : undefined;
}

function constantBytes(layouts: Layouts, symbols: DataSymbols, type: Ty, value: Value): DataWriter {
  const element = elementOf(layouts, type);
  const length = lengthOf(value) ?? 0;
  const writer = new DataWriter(layouts, symbols, element === undefined ? layouts.of(type).size : length * layouts.of(element).size);
  if (element === undefined || value.kind === "repeat") writer.write(0, type, value);
  else elementsOf(value).forEach((field, i) => writer.write(i * layouts.of(element).size, element, field));
  return writer;
}

/** Certainly nothing but zeros. */
function isZero(layouts: Layouts, type: Ty, value: Value): boolean {
  if (value.kind === "scalar") return value.value === 0n;
  if (value.kind === "uninit") return true;
  if (value.kind === "repeat")
    return type.kind === "array" && [value.element, ...value.changed.values()].every((element) => isZero(layouts, type.element, element));
  if (value.kind !== "aggregate") return false;
  if (type.kind === "array") return value.fields.every((field) => isZero(layouts, type.element, field));
  if (type.kind === "tuple") return value.fields.every((field, i) => isZero(layouts, type.elements[i] as Ty, field));
  if (type.kind !== "adt" || layouts.tables.adt(type.def).kind !== "struct") return false;
  const declared = layouts.tables.adt(type.def).variants[0]?.fields ?? [];
  return value.fields.every((field, i) => {
    const at = declared[i];
    return at !== undefined && isZero(layouts, layouts.tables.instantiate(at.type, type.args), field);
  });
}

export function staticData(layouts: Layouts, symbols: DataSymbols, allocation: Allocation, mutable: boolean): StaticData {
  const { size, alignment } = layouts.of(elementOf(layouts, allocation.type) ?? allocation.type);
  if (size > MOST_ZEROS) throw new LayoutError("a static of this many bytes");
  if (mutable && size > LONG_DATA && isZero(layouts, allocation.type, allocation.value))
    return { bytes: new Uint8Array(), zeros: size, relocations: [], mutable, alignment };
  const { bytes, relocations } = constantBytes(layouts, symbols, allocation.type, allocation.value);
  return { bytes, relocations, mutable, alignment };
}

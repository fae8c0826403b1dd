// Values as the bytes they lie in, in constants. Pointers have no bytes of their own there and stay whole; what is uninitialized,
// and padding, may be carried along in unions. Bytes that are no value of their type are refused.
import { fieldTypeOf } from "../types/field-type.ts";
import type { Expr } from "../types/thir.ts";
import { fieldOffset, nicheValue, type Layout } from "../types/layout.ts";
import type { ValidRange } from "../types/niche.ts";
import type { AdtDef, VariantDef } from "../types/tables.ts";
import { U8, type Ty } from "../types/ty.ts";
import { wrapTo } from "./arithmetic.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import {
  aggregate,
  copyValue,
  elementsOf,
  lengthOf,
  partOf,
  readPlace,
  scalar,
  writePlace,
  type Place,
  type Pointer,
  type Value,
} from "./value.ts";

export function transmuted(interpreter: Interpreter, expr: Expr, value: Value, [from, to]: readonly [Ty, Ty]): Value {
  if (from === to) return copyValue(value);
  const bytes = new Array<number | undefined>(interpreter.layoutOf(from, expr).size).fill(undefined);
  const cast = new Bytes(interpreter, expr, bytes);
  cast.put(value, from, 0);
  return cast.get(to, 0);
}

/** What a pointer to another type than that of its place reads: a value's bytes, or those of as many elements as it takes. */
export function reinterpreted(interpreter: Interpreter, expr: Expr, { place, origin }: Pointer, type: Ty): Value {
  if (place === undefined || origin === undefined) return interpreter.refuse("a pointer to another type than it was made of", expr);
  const step = interpreter.layoutOf(origin, expr).size;
  const { size } = interpreter.layoutOf(type, expr);
  const count = place.index === undefined || step === 0 ? 1 : Math.max(1, Math.ceil(size / step));
  const values =
    place.index === undefined
      ? [interpreter.read(place, expr)]
      : elementsOf(interpreter.read({ ...place, index: undefined }, expr), place.index, count);
  if (values.length !== count || size > count * step) return interpreter.refuse("a pointer to another type than it was made of", expr);
  const cast = new Bytes(interpreter, expr, new Array<number | undefined>(count * step).fill(undefined));
  values.forEach((value, i) => cast.put(value, origin, i * step));
  return cast.get(type, 0);
}

/** The place behind such a pointer, where it is only read: that of a copy. */
export function copyBehind(interpreter: Interpreter, pointer: Pointer, expr: Expr & { kind: "deref" }, frame: Frame): Place {
  const through = interpreter.type(expr.operand.type, frame);
  const isShared = (through.kind === "ptr" || through.kind === "ref") && !through.mutable;
  if (!isShared || pointer.length !== undefined || pointer.place?.allocation.static !== undefined)
    return interpreter.refuse("a pointer to another type than it was made of", expr);
  const type = interpreter.type(expr.type, frame);
  return interpreter.temporary(reinterpreted(interpreter, expr, pointer, type), type);
}

/** A pointer lies in its bytes as a whole. */
interface Whole {
  readonly value: Value;
  readonly type: Ty;
}

const UNINIT: Value = { kind: "uninit" };

const isNumber = ({ kind }: Ty): boolean => kind === "int" || kind === "bool" || kind === "char" || kind === "float";
const isPointer = ({ kind }: Ty): boolean => kind === "ref" || kind === "ptr" || kind === "fn-pointer";
const isCharacter = (value: bigint): boolean => value < 0xd800n || (value > 0xdfffn && value <= 0x10ffffn);

class Bytes {
  readonly #wholes = new Map<number, Whole>();

  constructor(
    readonly interpreter: Interpreter,
    readonly expr: Expr,
    /** Undefined where nothing was put. */
    readonly bytes: (number | undefined)[],
  ) {}

  #refuse(type: Ty): never {
    return this.interpreter.refuse(`the bytes of a \`${this.interpreter.evaluator.layouts.tables.print(type)}\``, this.expr);
  }

  #layout(type: Ty): Layout {
    return this.interpreter.layoutOf(type, this.expr);
  }

  #adt(type: Ty): AdtDef | undefined {
    return type.kind === "adt" ? this.interpreter.evaluator.layouts.tables.adt(type.def) : undefined;
  }

  put(value: Value, type: Ty, at: number): void {
    if (value.kind === "uninit") return;
    const adt = this.#adt(type);
    if (isNumber(type)) this.#putNumber(this.interpreter.scalarOf(value, this.expr), this.#layout(type).size, at);
    else if (isPointer(type)) this.#putPointer(value, type, at);
    else if (adt?.kind === "union") this.#putUnion(value, type, at);
    else if (adt?.kind === "enum") this.#putEnum(value, type, adt, at);
    else for (const part of this.#parts(type)) this.put(partOf(value, part.step), part.type, at + part.offset);
  }

  #putNumber(value: bigint, size: number, at: number): void {
    const bits = BigInt.asUintN(8 * size, value);
    for (let i = 0; i < size; i++) this.bytes[at + i] = Number((bits >> BigInt(8 * i)) & 0xffn);
  }

  #putPointer(value: Value, type: Ty, at: number): void {
    if (value.kind === "pointer" && value.place === undefined && value.length === undefined && value.dynamic === undefined)
      this.#putNumber(value.address, this.#layout(type).size, at);
    else this.#wholes.set(at, { value, type });
  }

  #putUnion(value: Value, type: Ty, at: number): void {
    if (value.kind !== "aggregate") return;
    const field = fieldTypeOf(this.interpreter.evaluator.layouts.tables, type, 0, value.variant) ?? this.#refuse(type);
    this.put(partOf(value, value.variant), field, at);
  }

  #putEnum(value: Value, type: Ty, adt: AdtDef, at: number): void {
    if (value.kind !== "aggregate") return this.#refuse(type);
    const { tag, nicheTag } = this.#layout(type);
    const { variant } = value;
    if (tag !== undefined) this.#putNumber((adt.variants[variant] as VariantDef).discriminant, tag.scalar.size, at + tag.offset);
    if (nicheTag !== undefined && variant !== nicheTag.dataVariant)
      this.#putNumber(nicheValue(variant, nicheTag), nicheTag.scalar.size, at + nicheTag.offset);
    for (const part of this.#fields(type, adt, variant)) this.put(partOf(value, part.step), part.type, at + part.offset);
  }

  get(type: Ty, at: number): Value {
    const adt = this.#adt(type);
    if (isPointer(type)) return this.#pointer(type, at);
    if (isNumber(type)) return scalar(this.#valid(type, this.#number(type, this.#layout(type).size, at)));
    if (adt?.kind === "union") return this.#union(type, adt, at);
    if (adt?.kind === "enum") return this.#enum(type, adt, at);
    if (adt?.validRange !== undefined) this.#demandIn(adt.validRange, type, at);
    return aggregate(this.#parts(type).map((part) => this.get(part.type, at + part.offset)));
  }

  /** Numbers that are no value of the type are undefined behaviour. */
  #valid(type: Ty, value: bigint): bigint {
    const isValid = type.kind === "bool" ? value <= 1n : type.kind !== "char" || isCharacter(value);
    if (!isValid) this.#refuse(type);
    return type.kind === "int" ? wrapTo(value, type) : value;
  }

  #demandIn({ first, last }: ValidRange, type: Ty, at: number): void {
    if (this.#wholes.has(at)) return;
    const value = this.#number(type, this.#layout(type).size, at);
    if (value < first || (last !== undefined && value > last)) this.#refuse(type);
  }

  #pointer(type: Ty, at: number): Value {
    const whole = this.#wholes.get(at);
    if (whole !== undefined) return isOneTarget(targetOf(whole.type), targetOf(type)) ? whole.value : this.#refuse(type);
    if (type.kind !== "ptr" || !this.interpreter.evaluator.layouts.tables.isSized(type.target)) return this.#refuse(type);
    const address = this.#number(type, this.#layout(type).size, at);
    return { kind: "pointer", place: undefined, address, length: undefined, dynamic: undefined };
  }

  /** As its largest field; what holds nothing stays so. */
  #union(type: Ty, adt: AdtDef, at: number): Value {
    const { tables } = this.interpreter.evaluator.layouts;
    const fields = (adt.variants[0] as VariantDef).fields.map((_, i) => fieldTypeOf(tables, type, 0, i) ?? this.#refuse(type));
    const sizes = fields.map((field) => this.#layout(field).size);
    const largest = sizes.indexOf(Math.max(...sizes));
    const held = [...this.#wholes.keys()].some((offset) => offset >= at && offset < at + (sizes[largest] as number));
    const isEmpty = !held && this.bytes.slice(at, at + (sizes[largest] as number)).every((byte) => byte === undefined);
    if (isEmpty) return UNINIT;
    const made = new Array<Value>(largest + 1).fill(UNINIT);
    made[largest] = this.get(fields[largest] as Ty, at);
    return aggregate(made, largest);
  }

  #enum(type: Ty, adt: AdtDef, at: number): Value {
    const variant = this.#variant(type, adt, at);
    return aggregate(
      this.#fields(type, adt, variant).map((part) => this.get(part.type, at + part.offset)),
      variant,
    );
  }

  #variant(type: Ty, adt: AdtDef, at: number): number {
    const { tag, nicheTag, onlyVariant } = this.#layout(type);
    if (tag !== undefined) {
      const { size } = tag.scalar;
      const number = this.#number(type, size, at + tag.offset);
      const found = adt.variants.findIndex(({ discriminant }) => BigInt.asUintN(8 * size, discriminant) === number);
      return found < 0 ? this.#refuse(type) : found;
    }
    if (nicheTag === undefined) return onlyVariant ?? 0;
    if (this.#wholes.has(at + nicheTag.offset)) return nicheTag.dataVariant;
    const number = this.#number(type, nicheTag.scalar.size, at + nicheTag.offset);
    for (let variant = nicheTag.first; variant <= nicheTag.last; variant++)
      if (variant !== nicheTag.dataVariant && nicheValue(variant, nicheTag) === number) return variant;
    return nicheTag.dataVariant;
  }

  #number(type: Ty, size: number, at: number): bigint {
    let number = 0n;
    for (let i = size - 1; i >= 0; i--) number = (number << 8n) | BigInt(this.bytes[at + i] ?? this.#refuse(type));
    return number;
  }

  #fields(type: Ty, adt: AdtDef, variant: number): Part[] {
    const layout = this.#layout(type);
    const { tables } = this.interpreter.evaluator.layouts;
    return (adt.variants[variant]?.fields ?? []).map((_, step) => ({
      step,
      type: fieldTypeOf(tables, type, variant, step) ?? this.#refuse(type),
      offset: fieldOffset(layout, variant, step),
    }));
  }

  /** Elements or fields. */
  #parts(type: Ty): Part[] {
    if (type.kind === "array" && type.length.kind === "const") {
      const { element } = type;
      const { size } = this.#layout(element);
      return Array.from({ length: Number(type.length.value) }, (_, step) => ({ step, type: element, offset: step * size }));
    }
    const layout = this.#layout(type);
    if (type.kind === "tuple") return type.elements.map((part, step) => ({ step, type: part, offset: layout.fields[step] as number }));
    const adt = this.#adt(type);
    return adt?.kind === "struct" ? this.#fields(type, adt, 0) : this.#refuse(type);
  }
}

interface Part {
  readonly step: number;
  readonly type: Ty;
  readonly offset: number;
}

const targetOf = (type: Ty): Ty => (type.kind === "ref" || type.kind === "ptr" ? type.target : type);
const isBytes = (type: Ty): boolean => type.kind === "str" || (type.kind === "slice" && type.element === U8);
/** Text is its bytes. */
const isOneTarget = (from: Ty, to: Ty): boolean => from === to || (isBytes(from) && isBytes(to));

/** `copy_nonoverlapping` and `copy` of elements of arrays, or of one value. */
export function copyElements(interpreter: Interpreter, expr: Expr, [from, to]: readonly [Value, Value], count: number): void {
  if (from.kind !== "pointer" || to.kind !== "pointer" || from.place === undefined || to.place === undefined)
    return interpreter.refuse("this copy", expr);
  const [source, target] = [from.place, to.place];
  if (source.index === undefined || target.index === undefined) {
    if (count !== 1) interpreter.refuse("this copy", expr);
    return writePlace(target, copyValue(interpreter.read(source, expr)));
  }
  const values = elementsOf(interpreter.read({ ...source, index: undefined }, expr), source.index, count).map(copyValue);
  if (values.length !== count) interpreter.refuse("this copy", expr);
  const first = target.index;
  if (first + count > (lengthOf(readPlace({ ...target, index: undefined })) ?? 0)) interpreter.refuse("this copy", expr);
  values.forEach((value, i) => writePlace({ ...target, index: first + i }, value));
}

// Values as the bytes they lie in, in constants: numbers, and arrays, tuples and structs of numbers. What has no bytes of its own
// there (pointers, what is uninitialized, padding) or may not be made of any bytes is refused.
import { fieldTypeOf } from "../types/field-type.ts";
import type { Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { wrapTo } from "./arithmetic.ts";
import type { Interpreter } from "./interpreter.ts";
import { aggregate, copyValue, elementsOf, lengthOf, partOf, readPlace, scalar, writePlace, type Value } from "./value.ts";

export function transmuted(interpreter: Interpreter, expr: Expr, value: Value, [from, to]: readonly [Ty, Ty]): Value {
  if (from === to) return copyValue(value);
  const bytes = new Array<number | undefined>(interpreter.layoutOf(from, expr).size).fill(undefined);
  const cast = new Bytes(interpreter, expr, bytes);
  cast.put(value, from, 0);
  return cast.get(to, 0);
}

class Bytes {
  constructor(
    readonly interpreter: Interpreter,
    readonly expr: Expr,
    /** Undefined where nothing was put. */
    readonly bytes: (number | undefined)[],
  ) {}

  #refuse(type: Ty): never {
    return this.interpreter.refuse(`the bytes of a \`${this.interpreter.evaluator.layouts.tables.print(type)}\``, this.expr);
  }

  put(value: Value, type: Ty, at: number): void {
    const { size } = this.interpreter.layoutOf(type, this.expr);
    if (type.kind === "int" || type.kind === "bool" || type.kind === "char" || type.kind === "float") {
      const bits = BigInt.asUintN(8 * size, this.interpreter.scalarOf(value, this.expr));
      for (let i = 0; i < size; i++) this.bytes[at + i] = Number((bits >> BigInt(8 * i)) & 0xffn);
    } else if (type.kind === "adt" && this.interpreter.tcx.adt(type.def).kind === "union") this.#putUnion(value, type, at);
    else for (const part of this.#parts(type)) this.put(partOf(value, part.step), part.type, at + part.offset);
  }

  #putUnion(value: Value, type: Ty, at: number): void {
    if (value.kind !== "aggregate") return;
    const field = fieldTypeOf(this.interpreter.evaluator.layouts.tables, type, 0, value.variant) ?? this.#refuse(type);
    this.put(partOf(value, value.variant), field, at);
  }

  get(type: Ty, at: number): Value {
    if (type.kind === "int") return scalar(wrapTo(this.#number(type, at), type));
    if (type.kind === "float") return scalar(this.#number(type, at));
    return aggregate(this.#parts(type).map((part) => this.get(part.type, at + part.offset)));
  }

  #number(type: Ty, at: number): bigint {
    const { size } = this.interpreter.layoutOf(type, this.expr);
    let number = 0n;
    for (let i = size - 1; i >= 0; i--) number = (number << 8n) | BigInt(this.bytes[at + i] ?? this.#refuse(type));
    return number;
  }

  /** Elements or fields; a struct may say that not all of its bytes are values. */
  #parts(type: Ty): { readonly step: number; readonly type: Ty; readonly offset: number }[] {
    const layout = this.interpreter.layoutOf(type, this.expr);
    if (type.kind === "array" && type.length.kind === "const") {
      const { element } = type;
      const { size } = this.interpreter.layoutOf(element, this.expr);
      return Array.from({ length: Number(type.length.value) }, (_, step) => ({ step, type: element, offset: step * size }));
    }
    const { tables } = this.interpreter.evaluator.layouts;
    if (type.kind === "tuple") return type.elements.map((part, step) => ({ step, type: part, offset: layout.fields[step] as number }));
    if (type.kind !== "adt") return this.#refuse(type);
    const adt = tables.adt(type.def);
    if (adt.kind !== "struct" || adt.validRange !== undefined) return this.#refuse(type);
    return (adt.variants[0]?.fields ?? []).map((_, step) => ({
      step,
      type: fieldTypeOf(tables, type, 0, step) ?? this.#refuse(type),
      offset: layout.fields[step] as number,
    }));
  }
}

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

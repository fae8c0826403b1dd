// Drop glue: the function that ends a value, given its address. A destructor runs first, then the parts are dropped in the
// order of declaration. Slices are dropped element by element, objects through the first word of their vtable.
import type { Span } from "../../base/source.ts";
import { BOOL, UNIT, USIZE } from "../../sema/types/ty.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { discriminantType, partsOf } from "../drop-parts.ts";
import type { Body, Operand, Place } from "../mir.ts";
import { openBoxes } from "../open-boxes.ts";
import { simplifyCfg } from "../simplify.ts";
import { BodyBuilder } from "./builder.ts";
import type { BuildContext } from "./builder.ts";

const copied = (place: Place): Operand => ({ kind: "copy", place });

class GlueBuilder {
  readonly b: BodyBuilder;
  readonly pointer: Place;
  /** What is dropped. */
  readonly value: Place;

  constructor(
    readonly context: BuildContext,
    readonly type: Ty,
    readonly span: Span,
  ) {
    this.b = new BodyBuilder(context, [], span);
    this.b.newLocal(UNIT, span);
    this.pointer = this.b.placeOf(this.b.newLocal(context.tables.types.ptr(type, true), span));
    this.value = this.b.project(this.pointer, { kind: "deref", type });
  }

  build(): Body {
    const { b, span, context, type } = this;
    const isBox = context.tables.boxContent(type) !== undefined;
    // What a box owns ends before its memory is given back.
    if (isBox) this.#rest();
    this.#destructor();
    if (!isBox) this.#rest();
    b.terminate({ kind: "return", span });
    return openBoxes(simplifyCfg(b.finish("drop_in_place", 1, span)), context.tables);
  }

  #rest(): void {
    const { type } = this;
    if (type.kind === "slice" || type.kind === "array") return this.#elements(type.element);
    if (type.kind === "dynamic") return this.#object();
    this.#parts();
  }

  #destructor(): void {
    const { b, span, type, context } = this;
    const callee = context.tables.dropMethod(type);
    if (callee === undefined) return;
    const reference = b.temporary(context.tables.types.ref(type, true), span);
    b.assign(reference, { kind: "ref", mutable: true, raw: false, place: this.value }, span);
    const target = b.newBlock();
    const destination = b.placeOf(b.newLocal(UNIT, span));
    b.terminate({ kind: "call", callee, args: [{ kind: "move", place: reference }], destination, target, span });
    b.startBlock(target);
  }

  #parts(): void {
    const { b, span, type } = this;
    const { tables } = this.context;
    const variants = partsOf(tables, type).map(({ value, parts }) => ({
      value,
      parts: parts.filter((part) => tables.needsDrop(part.type)),
    }));
    const drop = (parts: (typeof variants)[number]["parts"]) => parts.forEach((part) => b.drop(b.project(this.value, part), span));
    if (variants.length === 1) return drop(variants[0]?.parts ?? []);
    const discriminant = b.temporary(discriminantType(tables, type), span);
    b.assign(discriminant, { kind: "discriminant", place: this.value }, span);
    const end = b.newBlock();
    const cases = variants.filter(({ parts }) => parts.length > 0).map(({ value, parts }) => ({ value, parts, target: b.newBlock() }));
    b.terminate({ kind: "switch", operand: { kind: "move", place: discriminant }, cases, otherwise: end, span });
    for (const { parts, target } of cases) {
      b.startBlock(target);
      drop(parts);
      b.goto(end, span);
    }
    b.startBlock(end);
  }

  #elements(type: Ty): void {
    const { b, span } = this;
    const [length, index] = [b.temporary(USIZE, span), b.temporary(USIZE, span)];
    b.assign(length, { kind: "len", place: this.value }, span);
    b.assign(index, { kind: "use", operand: b.int(0n, USIZE) }, span);
    const [header, next, end] = [b.newBlock(), b.newBlock(), b.newBlock()];
    b.goto(header, span);
    b.startBlock(header);
    const isDone = b.temporary(BOOL, span);
    b.assign(isDone, { kind: "binary", op: "==", left: copied(index), right: copied(length) }, span);
    b.terminate({ kind: "switch", operand: { kind: "move", place: isDone }, cases: [{ value: 0n, target: next }], otherwise: end, span });
    b.startBlock(next);
    b.drop(b.project(this.value, { kind: "index", index: index.local, type }), span);
    b.assign(index, { kind: "binary", op: "+", left: copied(index), right: b.int(1n, USIZE) }, span);
    b.goto(header, span);
    b.startBlock(end);
  }

  /** The vtable is what the pointer has beside the address; its first word is null if nothing is to be done. */
  #object(): void {
    const { b, span } = this;
    const { types } = this.context.tables;
    const byte = types.ptr(UNIT, true);
    const word = types.ptr(USIZE, false);
    const [number, vtable, glue, data] = [USIZE, word, USIZE, byte].map((type) => b.temporary(type, span)) as [Place, Place, Place, Place];
    b.assign(number, { kind: "len", place: this.value }, span);
    b.assign(vtable, { kind: "cast", cast: "int-to-pointer", operand: copied(number), type: word }, span);
    b.assign(glue, { kind: "use", operand: copied(b.project(vtable, { kind: "deref", type: USIZE })) }, span);
    const [call, end] = [b.newBlock(), b.newBlock()];
    b.terminate({ kind: "switch", operand: copied(glue), cases: [{ value: 0n, target: end }], otherwise: call, span });
    b.startBlock(call);
    b.assign(data, { kind: "cast", cast: "pointer", operand: copied(this.pointer), type: byte }, span);
    const destination = b.placeOf(b.newLocal(UNIT, span));
    b.terminate({ kind: "call", callee: copied(glue), args: [copied(data)], destination, target: end, span });
    b.startBlock(end);
  }
}

export function buildDropGlue(context: BuildContext, type: Ty, span: Span): Body {
  return new GlueBuilder(context, type, span).build();
}

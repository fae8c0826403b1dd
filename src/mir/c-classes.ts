// What the words of a value are to C (System V psABI AMD64, 3.2.3, as rustc's `callconv/x86_64.rs` has it): numbers for general
// registers, floating-point numbers for vector registers, or something that lives in memory.
import type { Layout } from "../sema/types/layout.ts";
import { fieldOffset } from "../sema/types/layout.ts";
import type { TypeTables } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";

/** Of eight bytes; undefined where they are all padding. */
export type CClass = "general" | "vector" | undefined;

export interface ClassTables {
  readonly tables: TypeTables;
  readonly layoutOf: (type: Ty) => Layout;
}

export const WORD = 8;
export const MOST_WORDS = 2;

/** It has a field that is not aligned. */
class InMemory extends Error {}

/** The fields of a struct, tuple or closure, or of a variant, with their types. */
function fieldsOf({ tables, layoutOf }: ClassTables, type: Ty): { readonly type: Ty; readonly offset: number }[] {
  const layout = layoutOf(type);
  if (type.kind === "tuple") return type.elements.map((element, i) => ({ type: element, offset: layout.fields[i] ?? 0 }));
  if (type.kind !== "adt") return [];
  const adt = tables.adt(type.def);
  return adt.variants.flatMap((variant, v) =>
    variant.fields.map((field, f) => ({
      type: tables.instantiate(field.type, type.args),
      offset: layout.size === 0 ? 0 : fieldOffset(layout, layout.variants.length > 0 ? v : -1, f),
    })),
  );
}

/** Whether a value in one register is a floating-point number, alone in its structs. */
function isFloat(view: ClassTables, type: Ty): boolean {
  if (type.kind === "float") return true;
  const { size } = view.layoutOf(type);
  const fields = fieldsOf(view, type).filter((field) => view.layoutOf(field.type).size > 0);
  return fields.length > 0 && fields.every((field) => view.layoutOf(field.type).size === size && isFloat(view, field.type));
}

function mark(classes: CClass[], offset: number, size: number, found: "general" | "vector"): void {
  for (let word = Math.floor(offset / WORD); word <= Math.floor((offset + size - 1) / WORD); word++)
    if (classes[word] !== "general") classes[word] = found;
}

function classify(view: ClassTables, type: Ty, offset: number, classes: CClass[]): void {
  const layout = view.layoutOf(type);
  if (layout.size === 0) return;
  if (offset % layout.alignment !== 0) throw new InMemory();
  if (layout.abi.kind === "scalar") return mark(classes, offset, layout.size, isFloat(view, type) ? "vector" : "general");
  if (type.kind === "array") {
    const one = view.layoutOf(type.element).size;
    for (let at = 0; at < layout.size; at += one) classify(view, type.element, offset + at, classes);
    return;
  }
  const tag = layout.tag ?? layout.nicheTag;
  if (tag !== undefined) {
    if ((offset + tag.offset) % tag.scalar.size !== 0) throw new InMemory();
    mark(classes, offset + tag.offset, tag.scalar.size, "general");
  }
  if (type.kind === "adt" || type.kind === "tuple") {
    for (const field of fieldsOf(view, type)) classify(view, field.type, offset + field.offset, classes);
    return;
  }
  // Numbers of 128 bits, addresses with something beside them; of closures nothing is known.
  if (type.kind === "closure") throw new InMemory();
  mark(classes, offset, layout.size, "general");
}

/** The classes of a value's words; undefined: it lives in memory. */
export function classesOf(view: ClassTables, type: Ty): readonly CClass[] | undefined {
  const { size } = view.layoutOf(type);
  if (size > MOST_WORDS * WORD) return undefined;
  const classes = new Array<CClass>(Math.ceil(size / WORD)).fill(undefined);
  try {
    classify(view, type, 0, classes);
  } catch (error) {
    if (error instanceof InMemory) return undefined;
    throw error;
  }
  return classes;
}

// Pointers to unsized types: what stands beside the address, and how structs that end in an unsized value are laid out.
import type { Layouts } from "../sema/types/layout.ts";
import { fieldOffset } from "../sema/types/layout.ts";
import type { TypeTables } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";

/** What a coercion puts beside the address. */
export type Metadata =
  | { readonly kind: "length"; readonly length: bigint }
  /** The vtable of `type` as the trait object `object`. */
  | { readonly kind: "vtable"; readonly type: Ty; readonly object: Ty }
  /** Both are objects; the vtable of one leads to that of the other. */
  | { readonly kind: "upcast"; readonly from: Ty; readonly to: Ty };

/** `[T; N]` becoming `[T]`, a type an object, an object another, itself or at the end of a struct; undefined for other coercions. */
export function unsizedMetadata(tables: TypeTables, from: Ty, to: Ty): Metadata | undefined {
  const [source, target] = lastParts(tables, from, to);
  if (target.kind === "dynamic")
    return source.kind === "dynamic" ? { kind: "upcast", from: source, to: target } : { kind: "vtable", type: source, object: target };
  if (source.kind !== "array" || source.length.kind !== "const" || target.kind !== "slice") return undefined;
  return { kind: "length", length: source.length.value };
}

/** The last fields of two structs that are one and the same, as deep as that goes. */
function lastParts(tables: TypeTables, from: Ty, to: Ty): readonly [Ty, Ty] {
  if (from.kind !== "adt" || to.kind !== "adt" || from.def !== to.def) return [from, to];
  const last = lastField(tables, from.def);
  return last === undefined ? [from, to] : lastParts(tables, tables.instantiate(last, from.args), tables.instantiate(last, to.args));
}

function lastField(tables: TypeTables, def: Extract<Ty, { kind: "adt" }>["def"]): Ty | undefined {
  const adt = tables.adt(def);
  return adt.kind === "struct" ? adt.variants[0]?.fields.at(-1)?.type : undefined;
}

/** A struct around an unsized value: where the field that holds it begins, at least, and how the struct is aligned, at least. */
export interface Shell {
  readonly offset: number;
  readonly alignment: number;
}

/** The structs around an unsized value, innermost first; undefined where a packed one stands around a trait object. */
export function shellsOf(layouts: Layouts, type: Ty): readonly Shell[] | undefined {
  const { tables } = layouts;
  const isObject = tables.unsizedTail(type).kind === "dynamic";
  const shells: Shell[] = [];
  for (let at = type; at.kind === "adt";) {
    const adt = tables.adt(at.def);
    const fields = adt.variants[0]?.fields ?? [];
    const last = fields.at(-1);
    if (last === undefined || (isObject && adt.repr.packed !== undefined)) return undefined;
    const layout = layouts.of(at);
    shells.unshift({ offset: fieldOffset(layout, 0, fields.length - 1), alignment: layout.alignment });
    at = tables.instantiate(last.type, at.args);
  }
  return shells;
}

/** True of a field whose place in its struct depends on the alignment that a vtable tells. */
export function isPlacedByVtable(tables: TypeTables, field: Ty): boolean {
  return (field.kind === "dynamic" || field.kind === "adt") && tables.unsizedTail(field).kind === "dynamic";
}

// The parts of a value that are dropped with it, in the order of declaration.
import type { TypeTables } from "../sema/types/tables.ts";
import { ISIZE } from "../sema/types/ty.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { Projection } from "./mir.ts";

/** Of each variant (a type that is no enum has one), told by its discriminant. */
export interface VariantParts {
  readonly value: bigint;
  readonly parts: readonly Projection[];
}

const fields = (types: readonly Ty[], variant = -1): readonly Projection[] =>
  types.map((type, field) => ({ kind: "field", variant, field, type }));

/** Slices and objects, whose parts are not known, have none here. */
export function partsOf(tables: TypeTables, type: Ty): readonly VariantParts[] {
  const single = (parts: readonly Projection[]) => [{ value: 0n, parts }];
  switch (type.kind) {
    case "tuple":
      return single(fields(type.elements));
    case "closure":
      return single(fields(tables.captureTypes(type)));
    case "array": {
      const length = type.length.kind === "const" ? Number(type.length.value) : 0;
      return single(Array.from({ length }, (_, offset) => ({ kind: "constant-index", offset, fromEnd: false, type: type.element })));
    }
    case "adt": {
      const content = tables.boxContent(type);
      if (content !== undefined) return single([{ kind: "deref", type: content, ofBox: true }]);
      const adt = tables.adt(type.def);
      if (adt.kind === "union") return single([]);
      return adt.variants.map((variant, i) => {
        const types = variant.fields.map((field) => tables.instantiate(field.type, type.args));
        return { value: variant.discriminant, parts: fields(types, adt.kind === "enum" ? i : -1) };
      });
    }
    default:
      return single([]);
  }
}

/** The type in which an enum's discriminant is read. */
export function discriminantType(tables: TypeTables, type: Ty): Ty {
  return (type.kind === "adt" ? tables.adt(type.def).repr.int : undefined) ?? ISIZE;
}

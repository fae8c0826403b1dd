// Structs, enums and unions: variants with fields, discriminants, representation.
import type { Attribute, Tree, VariantData } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import { readRepr, readValidRange } from "./repr.ts";
import { Selector } from "./select.ts";
import type { AdtDef, FieldDef, Repr, VariantDef } from "./tables.ts";
import { ISIZE, bitsOf, type Ty } from "./ty.ts";

export function collectAdt(tcx: TypeContext, def: DefId): AdtDef {
  const item = tcx.items.item(def);
  const kind = item?.kind;
  if (item === undefined || (kind?.kind !== "struct" && kind?.kind !== "enum" && kind?.kind !== "union"))
    throw new Error("not a data type");
  const repr = readRepr(tcx.items.attrs(def) as readonly Attribute[], tcx.items.tree(def));
  const base = {
    def,
    name: item.ident.name,
    kind: kind.kind,
    repr,
    validRange: readValidRange(tcx.items.attrs(def) as readonly Attribute[], tcx.items.tree(def)),
    hidesNiche: tcx.isLang(def, "unsafe_cell"),
    span: item.ident.span,
  };
  if (kind.kind === "enum") return { ...base, unsizedTail: false, variants: enumVariants(tcx, def, repr) };
  const only = variantOf(tcx, def, kind.data, lazy(0n));
  return {
    ...base,
    variants: [only],
    get unsizedTail() {
      return kind.kind === "struct" && hasUnsizedTail(tcx, def, only);
    },
  };
}

/** By what the item states of its parameters. */
function hasUnsizedTail(tcx: TypeContext, def: DefId, { fields }: VariantDef): boolean {
  const last = fields.at(-1);
  if (last === undefined) return false;
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(def));
  return selector.traitHolds(tcx.lang("sized"), [last.type]) !== "yes";
}

function lazy<T>(value: T): () => T {
  return () => value;
}

function enumVariants(tcx: TypeContext, def: DefId, repr: Repr): VariantDef[] {
  const variants: VariantDef[] = [];
  for (const child of tcx.items.children(def)) {
    const variant = tcx.items.variant(child);
    if (variant === undefined) continue;
    const index = variants.length;
    variants.push(variantOf(tcx, child, variant.data, () => discriminant(tcx, def, repr, variants, index)));
  }
  return variants;
}

/** An explicit value, or one more than the variant before. */
function discriminant(tcx: TypeContext, def: DefId, repr: Repr, variants: readonly VariantDef[], index: number): bigint {
  const variant = variants[index] as VariantDef;
  const type = repr.int ?? ISIZE;
  const written = tcx.items.variant(variant.def)?.discriminant;
  if (written === undefined) return index === 0 ? 0n : wrap((variants[index - 1] as VariantDef).discriminant + 1n, type);
  const anonymous = tcx.anonymousConstant(tcx.items.tree(def), written, def, type);
  const value = tcx.evaluate(tcx.types.unevaluated(anonymous, []));
  return value.kind === "const" ? value.value : 0n;
}

function wrap(value: bigint, type: Ty): bigint {
  if (type.kind !== "int") return value;
  return type.signed ? BigInt.asIntN(bitsOf(type), value) : BigInt.asUintN(bitsOf(type), value);
}

function variantOf(tcx: TypeContext, def: DefId, data: VariantData, value: () => bigint): VariantDef {
  let known: bigint | undefined;
  const source = tcx.items.variant(def);
  return {
    def,
    name: tcx.items.name(def),
    shape: data.kind,
    fields: fieldsOf(tcx, def, data, tcx.items.tree(def)),
    get discriminant() {
      return (known ??= value());
    },
    span: source?.span ?? tcx.items.span(def),
  };
}

function fieldsOf(tcx: TypeContext, def: DefId, data: VariantData, tree: Tree): FieldDef[] {
  if (data.kind === "unit") return [];
  return data.fields.map((field) => {
    const fieldDef =
      tcx.items.defOfNode(tree, field.id) ?? tcx.items.children(def).find((child) => tcx.items.name(child) === field.ident.name);
    return {
      name: field.ident.name,
      get type(): Ty {
        return tcx.typeOf(fieldDef as DefId);
      },
      span: field.span,
    };
  });
}

// What must be true of data types: a size, fields with names of their own, discriminants that differ and fit.
import { error } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { VariantData } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { VariantDef } from "./tables.ts";
import { InferenceTable } from "./infer.ts";
import { Selector } from "./select.ts";
import { HAS_ERROR, ISIZE, bitsOf, type Ty } from "./ty.ts";

/** Of a type without an end nothing more is said. */
export function checkData(tcx: TypeContext, def: DefId): void {
  checkFieldNames(tcx, def);
  if (!tcx.representability.isFinite(def)) return;
  checkPacked(tcx, def);
  checkTransparent(tcx, def);
  const adt = tcx.adt(def);
  if (adt.kind === "union") checkUnion(tcx, def);
  if (adt.kind !== "enum") return;
  checkExplicit(tcx, def);
  if (adt.variants.length > 0) return checkDiscriminants(tcx, def);
  const attr = tcx.items.attrs(def).find(({ path }) => path.segments[0]?.ident.name === "repr");
  if (attr?.args.kind !== "delimited") return;
  const { lo, hi } = attr.args.span;
  const said = error("E0084", "unsupported representation for zero-variant enum").at({ lo: lo + 1, hi: hi - 1 });
  tcx.report(said.label(tcx.headSpan(def), "zero-variant enum"));
}

/** E0124 */
function checkFieldNames(tcx: TypeContext, def: DefId): void {
  const kind = tcx.items.item(def)?.kind;
  const datas: VariantData[] = kind?.kind === "enum" ? kind.variants.map(({ data }) => data) : [];
  if (kind?.kind === "struct" || kind?.kind === "union") datas.push(kind.data);
  for (const data of datas) {
    if (data.kind !== "struct") continue;
    const seen = new Map<string, Span>();
    for (const { ident, span } of data.fields) {
      const first = seen.get(ident.name);
      if (first === undefined) seen.set(ident.name, span);
      else {
        const said = error("E0124", `field \`${ident.name}\` is already declared`).at(span, "field already declared");
        tcx.report(said.label(first, `\`${ident.name}\` first declared here`));
      }
    }
  }
}

/** E0740: what is in a union is never dropped. */
function checkUnion(tcx: TypeContext, def: DefId): void {
  const kind = tcx.items.item(def)?.kind;
  const fields = kind?.kind === "union" && kind.data.kind !== "unit" ? kind.data.fields : [];
  if (fields.length === 0) tcx.report(error("unions cannot have zero fields").at(tcx.items.span(def)));
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(def));
  const mayStand = (type: Ty): boolean => {
    if (type.kind === "ref" || (type.flags & HAS_ERROR) !== 0) return true;
    if (type.kind === "tuple") return type.elements.every(mayStand);
    if (type.kind === "array") return mayStand(type.element);
    return (type.kind === "adt" && tcx.isLang(type.def, "manually_drop")) || selector.traitHolds(tcx.lang("copy"), [type]) !== "no";
  };
  for (const [i, { type }] of (tcx.adt(def).variants[0]?.fields ?? []).entries()) {
    const written = fields[i];
    if (written === undefined || mayStand(selector.normalize(type, []))) continue;
    const message = "field must implement `Copy` or be wrapped in `ManuallyDrop<...>` to be used in a union";
    const said = error("E0740", message).at(written.span);
    said.note("union fields must not have drop side-effects, which is currently enforced via either `Copy` or `ManuallyDrop<...>`");
    const { lo, hi } = tcx.items.tree(def).span(written.type);
    const edits = [
      { span: { lo, hi: lo }, text: "std::mem::ManuallyDrop<" },
      { span: { lo: hi, hi }, text: ">" },
    ];
    tcx.report(said.suggest("wrap the field type in `ManuallyDrop<...>`", edits, "MaybeIncorrect", "verbose"));
  }
}

/** E0732 */
function checkExplicit(tcx: TypeContext, def: DefId): void {
  const { repr, variants } = tcx.adt(def);
  const written = variants.flatMap((variant) => tcx.items.variant(variant.def) ?? []);
  const withFields = written.find(({ data }) => data.kind !== "unit");
  const explicit = written.find(({ discriminant }) => discriminant !== undefined);
  if (repr.int !== undefined || withFields === undefined || explicit?.discriminant === undefined) return;
  const isModern = tcx.session.release.minor >= 85;
  const said = error(
    "E0732",
    `\`#[repr(inttype)]\` must be specified${isModern ? " for enums with explicit discriminants and non-unit variants" : ""}`,
  ).at(tcx.headSpan(def));
  const both = written.find(({ data, discriminant }) => data.kind !== "unit" && discriminant !== undefined);
  const span = (id: number) => tcx.items.tree(def).span(id);
  if (isModern && both?.discriminant !== undefined) {
    said.label(span(both.discriminant), "explicit discriminant on non-unit variant specified here");
  } else if (isModern) {
    said.label(withFields.ident.span, "non-unit discriminant declared here");
    said.label(span(explicit.discriminant), "explicit discriminant specified here");
  }
  tcx.report(said);
}

/** E0588 */
function checkPacked(tcx: TypeContext, def: DefId): void {
  const adt = tcx.adt(def);
  if (adt.repr.packed === undefined || adt.repr.align !== undefined) return;
  const isAligned = (type: Ty, seen: Set<Ty>): boolean => {
    if (type.kind !== "adt" || seen.has(type)) return false;
    seen.add(type);
    const inner = tcx.adt(type.def);
    if (inner.repr.align !== undefined) return true;
    return inner.variants.some(({ fields }) => fields.some((field) => isAligned(tcx.types.substitute(field.type, type.args), seen)));
  };
  if (!isAligned(tcx.identityAdt(def), new Set())) return;
  tcx.report(error("E0588", "packed type cannot transitively contain a `#[repr(align)]` type").at(tcx.headSpan(def)));
}

/** E0690 and E0731 */
function checkTransparent(tcx: TypeContext, def: DefId): void {
  const { repr, kind, variants } = tcx.adt(def);
  if (!repr.transparent) return;
  const span = tcx.headSpan(def);
  if (kind === "enum" && variants.length !== 1) {
    const words = `needs exactly one variant, but has ${variants.length}`;
    const said = error("E0731", `transparent enum ${words}`).at(span, words);
    variants.forEach((variant, i) =>
      said.label(variant.span, i === variants.length - 1 ? `too many variants in \`${tcx.items.name(def)}\`` : ""),
    );
    return tcx.report(said);
  }
  const fields = variants.flatMap((variant) => variant.fields).filter((field) => !isTrivial(tcx, field.type));
  if (fields.length < 2) return;
  const words = `needs at most one field with non-trivial size or alignment, but has ${fields.length}`;
  const said = error("E0690", `transparent ${kind === "enum" ? "enum" : kind} ${words}`).at(span, words);
  for (const field of fields) said.label(field.span, "this field has non-zero size or requires alignment");
  tcx.report(said);
}

/** Of no size and an alignment of one byte. */
function isTrivial(tcx: TypeContext, type: Ty): boolean {
  switch (type.kind) {
    case "tuple":
      return type.elements.every((element) => isTrivial(tcx, element));
    case "array":
      return isTrivial(tcx, type.element) || (type.length.kind === "const" && type.length.value === 0n && isByte(type.element));
    case "adt": {
      if (tcx.isLang(type.def, "phantom_data")) return true;
      const { kind, variants, repr } = tcx.adt(type.def);
      if (kind !== "struct" || (repr.align ?? 1) > 1) return false;
      return (variants[0]?.fields ?? []).every((field) => isTrivial(tcx, tcx.types.substitute(field.type, type.args)));
    }
    case "fn-def":
      return true;
    default:
      return false;
  }
}

function isByte(type: Ty): boolean {
  return type.kind === "bool" || (type.kind === "int" && bitsOf(type) === 8);
}

/** E0081 and E0370 */
function checkDiscriminants(tcx: TypeContext, def: DefId): void {
  const { variants, repr } = tcx.adt(def);
  const byValue = new Map<bigint, VariantDef[]>();
  const type = repr.int ?? ISIZE;
  const [, most] = rangeOf(type);
  let before: bigint | undefined;
  for (const variant of variants) {
    if (before === most && tcx.items.variant(variant.def)?.discriminant === undefined) {
      const said = error("E0370", "enum discriminant overflowed");
      const ident = tcx.items.identSpan(variant.def);
      tcx.report(
        said
          .at(ident, `overflowed on value after ${before}`)
          .note(`explicitly set \`${variant.name} = ${rangeOf(type)[0]}\` if that is desired outcome`),
      );
      return;
    }
    before = variant.discriminant;
    byValue.set(before, [...(byValue.get(before) ?? []), variant]);
  }
  for (const [value, same] of byValue) {
    if (same.length < 2) continue;
    const said = error("E0081", `discriminant value \`${value}\` assigned more than once`).at(tcx.headSpan(def));
    for (const variant of same) said.label(discriminantSpan(tcx, variant), `\`${value}\` assigned here`);
    tcx.report(said);
  }
}

function discriminantSpan(tcx: TypeContext, variant: VariantDef): Span {
  const written = tcx.items.variant(variant.def)?.discriminant;
  return written === undefined ? tcx.items.identSpan(variant.def) : tcx.items.tree(variant.def).span(written);
}

function rangeOf(type: Ty): readonly [bigint, bigint] {
  if (type.kind !== "int") return [0n, 0n];
  const bits = BigInt(bitsOf(type));
  return type.signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

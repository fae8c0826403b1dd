// The bodies of derived impls, one function a trait, as Rust text with the item's own tokens in it. They are shaped as rustc
// shapes its own: fields in order, discriminants first for enums.
import type { TokenRange } from "../../syntax/ast.ts";
import type { FieldShape, Shape, VariantShape } from "./derive-shape.ts";
import type { Part } from "./token-tools.ts";

export interface DeriveInput {
  readonly shape: Shape;
  /** All traits derived for the item. */
  readonly all: readonly string[];
}

export interface Derive {
  readonly path: string;
  /** What type parameters must be, if not the trait itself. */
  readonly bound?: string;
  /** Undefined if it cannot be derived here. */
  body(input: DeriveInput): Part[] | undefined;
}

export const DERIVES: Readonly<Record<string, Derive>> = {
  Clone: { path: "$crate::clone::Clone", body: clone },
  Copy: { path: "$crate::marker::Copy", body: () => [] },
  PartialEq: { path: "$crate::cmp::PartialEq", body: partialEq },
  Eq: { path: "$crate::cmp::Eq", body: totalEq },
  PartialOrd: { path: "$crate::cmp::PartialOrd", body: partialOrd },
  Ord: { path: "$crate::cmp::Ord", body: order },
  Hash: { path: "$crate::hash::Hash", body: hash },
  Default: { path: "$crate::default::Default", body: makeDefault },
  Debug: { path: "$crate::fmt::Debug", body: debug },
};

const EQUAL = "$crate::cmp::Ordering::Equal";

function allFields({ variants }: Shape): FieldShape[] {
  return variants.flatMap(({ fields }) => fields);
}

function isEnum(shape: Shape): boolean {
  return shape.kind === "enum";
}

/** `Self::Variant { a: prefix0, .. }`, a pattern that binds all fields. */
function pattern(variant: VariantShape, prefix: string): Part[] {
  const path: Part[] = ["Self::", variant.nameToken];
  if (variant.kind === "unit") return path;
  const isStruct = variant.kind === "struct";
  const parts: Part[] = [...path, isStruct ? "{" : "("];
  variant.fields.forEach((field, i) => {
    if (isStruct) parts.push(field.nameToken as TokenRange, ":");
    parts.push(`${prefix}${i},`);
  });
  parts.push(isStruct ? "}" : ")");
  return parts;
}

type Words = (string | TokenRange)[];

/** What is done with a field is shown at the field. */
function at({ span }: FieldShape, ...parts: Words): Part {
  return { at: span, parts };
}

/** `&self.a`, `{ self.a }` in packed structs. */
function fieldOf(shape: Shape, object: string, field: FieldShape): Words {
  const name = field.nameToken ?? field.name;
  return shape.isPacked ? [`&{ ${object}.`, name, "}"] : [`&${object}.`, name];
}

function construct(variant: VariantShape, path: Part[], value: (field: FieldShape, i: number) => Part[]): Part[] {
  if (variant.kind === "unit") return path;
  const isStruct = variant.kind === "struct";
  const parts: Part[] = [...path, isStruct ? "{" : "("];
  variant.fields.forEach((field, i) => {
    if (isStruct) parts.push(field.nameToken as TokenRange, ":");
    parts.push(...value(field, i), ",");
  });
  parts.push(isStruct ? "}" : ")");
  return parts;
}

function clone({ shape, all }: DeriveInput): Part[] | undefined {
  const head = "#[inline] fn clone(&self) -> Self {";
  const isPlain = all.includes("Copy") && shape.params.every(({ kind }) => kind === "lifetime");
  if (shape.kind === "union") return all.includes("Copy") ? [head, "*self }"] : undefined;
  if (isPlain) {
    const checks = allFields(shape).map((field) => at(field, "let _: $crate::clone::AssertParamIsClone<", field.type, ">;"));
    return [head, ...checks, "*self }"];
  }
  if (!isEnum(shape)) {
    const only = shape.variants[0] as VariantShape;
    const made = construct(only, ["Self"], (field) => [at(field, "$crate::clone::Clone::clone(", ...fieldOf(shape, "self", field), ")")]);
    return [head, ...made, "}"];
  }
  if (shape.variants.length === 0) return [head, "match *self {} }"];
  const arms = shape.variants.flatMap((variant): Part[] => [
    ...pattern(variant, "__self_"),
    "=>",
    ...construct(variant, ["Self::", variant.nameToken], (field, i) => [at(field, `$crate::clone::Clone::clone(__self_${i})`)]),
    ",",
  ]);
  return [head, "match self {", ...arms, "} }"];
}

const DISCRIMINANTS =
  "let __self_discr = $crate::intrinsics::discriminant_value(self); let __arg1_discr = $crate::intrinsics::discriminant_value(other);";

function withFields(shape: Shape): VariantShape[] {
  return shape.variants.filter(({ fields }) => fields.length > 0);
}

function partialEq({ shape }: DeriveInput): Part[] | undefined {
  const head = "#[inline] fn eq(&self, other: &Self) -> bool {";
  if (shape.kind === "union") return undefined;
  if (!isEnum(shape)) {
    const { fields } = shape.variants[0] as VariantShape;
    if (fields.length === 0) return [head, "true }"];
    const terms = fields.flatMap((field, i): Part[] => {
      const name = field.nameToken ?? field.name;
      const sides: Words = shape.isPacked ? ["({ self.", name, "}) == ({ other.", name, "})"] : ["self.", name, "== other.", name];
      return i === 0 ? [at(field, ...sides)] : ["&&", at(field, ...sides)];
    });
    return [head, ...terms, "}"];
  }
  if (shape.variants.length === 0) return [head, "match *self {} }"];
  const full = withFields(shape);
  if (full.length === 0) return shape.variants.length === 1 ? [head, "true }"] : [head, DISCRIMINANTS, "__self_discr == __arg1_discr }"];
  const arms = full.flatMap((variant): Part[] => {
    const terms = variant.fields.flatMap((field, i): Part[] => [i === 0 ? "" : "&&", at(field, `__self_${i} == __arg1_${i}`)]);
    return ["(", ...pattern(variant, "__self_"), ",", ...pattern(variant, "__arg1_"), ") =>", ...terms, ","];
  });
  if (shape.variants.length === 1) return [head, "match (self, other) {", ...arms, "} }"];
  const rest = full.length === shape.variants.length ? "_ => unsafe { $crate::intrinsics::unreachable() }" : "_ => true,";
  return [head, DISCRIMINANTS, "__self_discr == __arg1_discr && match (self, other) {", ...arms, rest, "} }"];
}

function totalEq({ shape }: DeriveInput): Part[] {
  const checks = allFields(shape).map((field) => at(field, "let _: $crate::cmp::AssertParamIsEq<", field.type, ">;"));
  return ["#[inline] fn assert_receiver_is_total_eq(&self) -> () {", ...checks, "}"];
}

/** The two sides of a comparison of a field. */
interface Sides {
  readonly field: FieldShape;
  readonly words: Words;
}

/** Compares field by field; `last` ends the chain without a `match`. */
function chain(sides: readonly Sides[], method: string, equal: string, done: string): Part[] {
  if (sides.length === 0) return [done];
  const parts: Part[] = [];
  sides.forEach(({ field, words }, i) => {
    const call = at(field, `${method}(`, ...words, ")");
    if (i === sides.length - 1) parts.push(call);
    else parts.push("match", call, `{ ${equal} =>`);
  });
  for (let i = 1; i < sides.length; i++) parts.push(", cmp => cmp }");
  return parts;
}

function comparison(shape: Shape, head: string, method: string, equal: string): Part[] | undefined {
  if (shape.kind === "union") return undefined;
  const done = equal;
  if (!isEnum(shape)) {
    const { fields } = shape.variants[0] as VariantShape;
    const sides = fields.map((field): Sides => ({
      field,
      words: [...fieldOf(shape, "self", field), ",", ...fieldOf(shape, "other", field)],
    }));
    return [head, ...chain(sides, method, equal, done), "}"];
  }
  if (shape.variants.length === 0) return [head, "match *self {} }"];
  const full = withFields(shape);
  const byDiscriminant = `${method}(&__self_discr, &__arg1_discr)`;
  if (full.length === 0) return shape.variants.length === 1 ? [head, done, "}"] : [head, DISCRIMINANTS, byDiscriminant, "}"];
  const arms = full.flatMap((variant): Part[] => {
    const sides = variant.fields.map((field, i): Sides => ({ field, words: [`__self_${i}, __arg1_${i}`] }));
    return ["(", ...pattern(variant, "__self_"), ",", ...pattern(variant, "__arg1_"), ") =>", ...chain(sides, method, equal, done), ","];
  });
  if (shape.variants.length === 1) return [head, "match (self, other) {", ...arms, "} }"];
  return [head, DISCRIMINANTS, "match (self, other) {", ...arms, `_ => ${byDiscriminant} } }`];
}

function partialOrd({ shape }: DeriveInput): Part[] | undefined {
  const head = "#[inline] fn partial_cmp(&self, other: &Self) -> $crate::option::Option<$crate::cmp::Ordering> {";
  return comparison(shape, head, "$crate::cmp::PartialOrd::partial_cmp", `$crate::option::Option::Some(${EQUAL})`);
}

function order({ shape }: DeriveInput): Part[] | undefined {
  return comparison(shape, "#[inline] fn cmp(&self, other: &Self) -> $crate::cmp::Ordering {", "$crate::cmp::Ord::cmp", EQUAL);
}

function hash({ shape }: DeriveInput): Part[] | undefined {
  const head = "#[inline] fn hash<__H: $crate::hash::Hasher>(&self, state: &mut __H) -> () {";
  if (shape.kind === "union") return undefined;
  if (!isEnum(shape)) {
    const { fields } = shape.variants[0] as VariantShape;
    return [head, ...fields.map((field) => at(field, "$crate::hash::Hash::hash(", ...fieldOf(shape, "self", field), ", state);")), "}"];
  }
  if (shape.variants.length === 0) return [head, "match *self {} }"];
  const full = withFields(shape);
  const discriminant = "let __self_discr = $crate::intrinsics::discriminant_value(self); $crate::hash::Hash::hash(&__self_discr, state);";
  const first = shape.variants.length === 1 ? "" : discriminant;
  if (full.length === 0) return [head, first, "}"];
  const arms = full.flatMap((variant): Part[] => {
    const calls = variant.fields.map((field, i) => at(field, `$crate::hash::Hash::hash(__self_${i}, state);`));
    return [...pattern(variant, "__self_"), "=> {", ...calls, "}"];
  });
  const rest = full.length === shape.variants.length ? "" : "_ => {}";
  return [head, first, "match self {", ...arms, rest, "} }"];
}

function makeDefault({ shape }: DeriveInput): Part[] | undefined {
  const head = "#[inline] fn default() -> Self {";
  const value = (field: FieldShape) => [at(field, "$crate::default::Default::default()")];
  if (shape.kind === "union") return undefined;
  if (!isEnum(shape)) return [head, ...construct(shape.variants[0] as VariantShape, ["Self"], value), "}"];
  const [only, ...others] = shape.variants.filter(({ isDefault }) => isDefault);
  return only === undefined || others.length > 0 || only.kind !== "unit" ? undefined : [head, "Self::", only.nameToken, "}"];
}

const FINISH_LIMIT = 5;

function debugCall(variant: VariantShape, value: (field: FieldShape, i: number) => Words): Part[] {
  const formatter = "$crate::fmt::Formatter";
  const { fields, kind } = variant;
  const name = `"${variant.name}"`;
  if (fields.length === 0) return [`${formatter}::write_str(f, ${name})`];
  const form = kind === "struct" ? "struct" : "tuple";
  const label = (field: FieldShape) => (kind === "struct" ? `"${field.name}",` : "");
  const last = (i: number) => (i === fields.length - 1 ? "&" : "");
  if (fields.length <= FINISH_LIMIT) {
    const values = fields.flatMap((field, i): Part[] => [",", label(field), at(field, last(i), ...value(field, i))]);
    return [`${formatter}::debug_${form}_field${fields.length}_finish(f, ${name}`, ...values, ")"];
  }
  const names = kind === "struct" ? `&[${fields.map(label).join(" ")}],` : "";
  const values = fields.flatMap((field, i): Part[] => [at(field, last(i), ...value(field, i)), ","]);
  return [`${formatter}::debug_${form}_fields_finish(f, ${name}, ${names} &[`, ...values, "])"];
}

function debug({ shape }: DeriveInput): Part[] | undefined {
  const head = "#[inline] fn fmt(&self, f: &mut $crate::fmt::Formatter<'_>) -> $crate::fmt::Result {";
  if (shape.kind === "union") return undefined;
  if (!isEnum(shape)) {
    const only = shape.variants[0] as VariantShape;
    return [head, ...debugCall(only, (field) => fieldOf(shape, "self", field)), "}"];
  }
  if (shape.variants.length === 0) return [head, "match *self {} }"];
  if (withFields(shape).length === 0) {
    const arms = shape.variants.flatMap((variant): Part[] => ["Self::", variant.nameToken, `=> "${variant.name}",`]);
    return [head, "$crate::fmt::Formatter::write_str(f, match self {", ...arms, "}) }"];
  }
  const arms = shape.variants.flatMap((variant): Part[] => [
    ...pattern(variant, "__self_"),
    "=>",
    ...debugCall(variant, (_, i) => [`__self_${i}`]),
    ",",
  ]);
  return [head, "match self {", ...arms, "} }"];
}

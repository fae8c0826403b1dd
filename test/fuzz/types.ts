// The types of random programs. All of them are `Copy`, so that any value may be read any number of times; what has a
// destructor is made by `tracers.ts`.
import type { Random } from "./random.ts";

export interface IntType {
  readonly kind: "int";
  readonly name: string;
  readonly bits: number;
  readonly signed: boolean;
}

export interface StructType {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: readonly Type[];
}

export interface Variant {
  readonly name: string;
  readonly fields: readonly Type[];
  /** `{ f0, f1 }` rather than `( , )`. */
  readonly named: boolean;
}

export interface EnumType {
  readonly kind: "enum";
  readonly name: string;
  readonly variants: readonly Variant[];
}

export type Type =
  | IntType
  | { readonly kind: "bool" }
  | { readonly kind: "char" }
  | { readonly kind: "tuple"; readonly fields: readonly Type[] }
  | { readonly kind: "array"; readonly element: Type; readonly length: number }
  | { readonly kind: "option"; readonly inner: Type }
  | { readonly kind: "result"; readonly ok: Type; readonly error: Type }
  | StructType
  | EnumType;

export const int = (name: string): IntType => ({
  kind: "int",
  name,
  bits: name.endsWith("size") ? 64 : Number(name.slice(1)),
  signed: name.startsWith("i"),
});

export const INTS: readonly IntType[] = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "usize", "isize"].map(int);
const WIDE_INTS: readonly IntType[] = ["u128", "i128"].map(int);
export const U8 = int("u8");
export const U32 = int("u32");
export const U64 = int("u64");
export const USIZE = int("usize");
export const BOOL: Type = { kind: "bool" };
export const CHAR: Type = { kind: "char" };

export function anyInt(random: Random): IntType {
  return random.pick(random.chance(10) ? WIDE_INTS : INTS);
}

export function spell(type: Type): string {
  switch (type.kind) {
    case "int":
    case "struct":
    case "enum":
      return type.name;
    case "bool":
    case "char":
      return type.kind;
    case "tuple":
      return type.fields.length === 1 ? `(${spell(type.fields[0] as Type)},)` : `(${type.fields.map(spell).join(", ")})`;
    case "array":
      return `[${spell(type.element)}; ${type.length}]`;
    case "option":
      return `Option<${spell(type.inner)}>`;
    case "result":
      return `Result<${spell(type.ok)}, ${spell(type.error)}>`;
  }
}

export const isSame = (a: Type, b: Type): boolean => spell(a) === spell(b);

/** The types of one program: scalars always, some structs and enums of its own, and compounds of all these. */
export class TypePool {
  readonly structs: StructType[] = [];
  readonly enums: EnumType[] = [];

  constructor(
    readonly random: Random,
    /** Goes before the names of its types. */
    readonly prefix: string,
  ) {
    const count = random.pick([1, 1, 1, 2]);
    for (let i = 0; i < count; i++) this.#declare(i);
  }

  #declare(i: number): void {
    const { random } = this;
    this.structs.push({ kind: "struct", name: `${this.prefix}S${i}`, fields: random.list(1 + random.below(4), () => this.any(1)) });
    const variants = random.list(1 + random.below(5), (v): Variant => {
      const count = random.pick([0, 0, 1, 1, 2, 3]);
      return { name: `V${v}`, fields: random.list(count, () => this.any(1)), named: random.chance(30) };
    });
    this.enums.push({ kind: "enum", name: `${this.prefix}E${i}`, variants });
  }

  scalar(): Type {
    const roll = this.random.below(12);
    return roll === 0 ? BOOL : roll === 1 ? CHAR : anyInt(this.random);
  }

  any(depth = 2): Type {
    const { random } = this;
    if (depth <= 0 || random.chance(45)) return this.scalar();
    const inner = () => this.any(depth - 1);
    switch (random.below(8)) {
      case 0:
        return { kind: "tuple", fields: random.list(1 + random.below(3), inner) };
      case 1:
        return { kind: "array", element: inner(), length: random.pick([1, 2, 3, 4, 7]) };
      case 2:
        return { kind: "option", inner: inner() };
      case 3:
        return { kind: "result", ok: inner(), error: inner() };
      case 4:
      case 5:
        return this.structs.length > 0 ? random.pick(this.structs) : this.scalar();
      default:
        return this.enums.length > 0 ? random.pick(this.enums) : this.scalar();
    }
  }
}

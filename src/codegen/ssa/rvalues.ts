// Right-hand sides of assignments as values.
import type { BinaryOp as MirOp, Operand, Place, Rvalue } from "../../mir/mir.ts";
import { fieldOffset, nicheWords } from "../../sema/types/layout.ts";
import type { Layout, NicheTag } from "../../sema/types/layout.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { BinaryOp, Condition, ValueId } from "./ir.ts";
import type { Leaf } from "./leaves.ts";
import { unsizedMetadata } from "../unsized.ts";
import { firstMethod } from "../x86_64/call.ts";
import { NotOptimized, typeOf } from "./places.ts";
import type { Places } from "./places.ts";
import { compareWide, shiftWide, wideArithmetic, wideUnary } from "./wide.ts";

const DIRECT: Partial<Record<MirOp, BinaryOp>> = { "+": "add", "-": "sub", "*": "mul", "&": "and", "|": "or", "^": "xor" };
const SIGNED: Partial<Record<MirOp, Condition>> = { "==": "e", "!=": "ne", "<": "l", "<=": "le", ">": "g", ">=": "ge" };
const UNSIGNED: Partial<Record<MirOp, Condition>> = { "==": "e", "!=": "ne", "<": "b", "<=": "be", ">": "a", ">=": "ae" };

export function conditionOf(op: MirOp, signed: boolean): Condition | undefined {
  return (signed ? SIGNED : UNSIGNED)[op];
}

export const leafOf = (p: Places, type: Ty): Leaf => {
  const leaves = p.leavesOf(type);
  if (leaves?.length !== 1) throw new NotOptimized("not a scalar");
  return leaves[0] as Leaf;
};

/** To a wider or narrower value, by the source's sign. */
export function convert(p: Places, value: ValueId, from: { readonly size: number; readonly signed: boolean }, size: number): ValueId {
  if (size === from.size) return value;
  return p.b.make(size < from.size ? "trunc" : from.signed ? "sext" : "zext", size, [value]);
}

export function binary(p: Places, op: MirOp, left: Operand, right: Operand): ValueId[] {
  const { wide } = p.layouts.of(typeOf(left));
  if (wide !== undefined) return wideBinary(p, op, left, right, wide.signed);
  const leaf = leafOf(p, typeOf(left));
  const a = p.scalar(left);
  if (op === "<<" || op === ">>") {
    const amount = p.operand(right)[0] as ValueId;
    return [p.b.make(op === "<<" ? "shl" : leaf.signed ? "sar" : "shr", leaf.size, [a, shiftAmount(p, amount, leaf.size)])];
  }
  const b = p.scalar(right);
  if (op === "/" || op === "%") return [divide(p, op, a, b, leaf)];
  const condition = conditionOf(op, leaf.signed);
  if (condition !== undefined) return [p.b.make("compare", 1, [a, b], { condition })];
  return [p.b.make(DIRECT[op] as BinaryOp, leaf.size, [a, b])];
}

/** Amounts are taken modulo the width; the processor does that at 32 and 64 bits only. */
function shiftAmount(p: Places, amount: ValueId, size: number): ValueId {
  const value = p.b.f.value(amount);
  const byte = value.size === 1 ? amount : p.b.make("trunc", 1, [amount]);
  return size < 4 || value.op === "const" ? p.b.make("and", 1, [byte, p.b.constant(1, BigInt(8 * size - 1))]) : byte;
}

function divide(p: Places, op: "/" | "%", a: ValueId, b: ValueId, leaf: Leaf): ValueId {
  const size = Math.max(4, leaf.size);
  const name = op === "/" ? (leaf.signed ? "sdiv" : "udiv") : leaf.signed ? "srem" : "urem";
  return convert(p, p.b.make(name, size, [convert(p, a, leaf, size), convert(p, b, leaf, size)]), { size, signed: leaf.signed }, leaf.size);
}

function wideBinary(p: Places, op: MirOp, left: Operand, right: Operand, signed: boolean): ValueId[] {
  const a = p.operand(left);
  const b = p.operand(right);
  if (op === "<<" || op === ">>") return shiftWide(p.b, op, a, b[0] as ValueId, signed);
  const condition = conditionOf(op, signed);
  if (condition !== undefined) return [compareWide(p.b, condition, a, b)];
  return wideArithmetic(p.b, op, a, b);
}

/** The result's leaves, then whether it overflowed. */
export function checked(p: Places, op: "+" | "-" | "*", left: Operand, right: Operand): ValueId[] {
  const { wide } = p.layouts.of(typeOf(left));
  if (wide !== undefined) return wideChecked(p, op, left, right, wide.signed);
  const leaf = leafOf(p, typeOf(left));
  const [a, b] = [p.scalar(left), p.scalar(right)];
  const result = p.b.make(DIRECT[op] as BinaryOp, leaf.size, [a, b]);
  if (!leaf.signed && op === "+") return [result, p.b.make("compare", 1, [result, a], { condition: "b" })];
  if (!leaf.signed && op === "-") return [result, p.b.make("compare", 1, [a, b], { condition: "b" })];
  const name = `${leaf.signed ? "s" : "u"}${DIRECT[op]}`;
  return [result, p.b.make("overflow", 1, [a, b], { name })];
}

function wideChecked(p: Places, op: "+" | "-" | "*", left: Operand, right: Operand, signed: boolean): ValueId[] {
  if (op === "*") throw new NotOptimized("this product");
  const [a, b] = [p.operand(left), p.operand(right)];
  const result = wideArithmetic(p.b, op, a, b);
  if (!signed) return [...result, compareWide(p.b, "b", op === "+" ? result : a, op === "+" ? a : b)];
  // The sign of the result is wrong where the operands' signs forced another.
  const [high, x, y] = [result[1] as ValueId, a[1] as ValueId, b[1] as ValueId];
  const differs = p.b.make("xor", 8, [high, x]);
  const other = op === "+" ? p.b.make("xor", 8, [high, y]) : p.b.make("xor", 8, [x, y]);
  const both = p.b.make("and", 8, [differs, other]);
  return [...result, p.b.make("compare", 1, [both, p.b.constant(8, 0n)], { condition: "l" })];
}

/** Values of a type with leaves, in the order of its leaves. */
export function rvalue(p: Places, value: Rvalue, type: Ty): ValueId[] {
  switch (value.kind) {
    case "use":
      return p.operand(value.operand);
    case "binary":
      return binary(p, value.op, value.left, value.right);
    case "checked-binary":
      return checkedPair(p, value, type);
    case "unary":
      return unary(p, value.op, value.operand);
    case "cast":
      return cast(p, value, type);
    case "ref":
      return reference(p, value.place, p.leavesOf(type)?.length ?? 0);
    case "len":
      return [lengthOf(p, value.place)];
    case "discriminant":
      return discriminant(p, value.place, type);
    case "aggregate":
      return aggregate(p, value, type);
    case "repeat": {
      const one = p.operand(value.operand);
      return Array.from({ length: Number(value.count) }, () => one).flat();
    }
  }
}

function checkedPair(p: Places, value: Extract<Rvalue, { kind: "checked-binary" }>, type: Ty): ValueId[] {
  const results = checked(p, value.op, value.left, value.right);
  const { fields } = p.layouts.of(type);
  const flag = results.pop() as ValueId;
  return (fields[0] as number) < (fields[1] as number) ? [...results, flag] : [flag, ...results];
}

function unary(p: Places, op: "!" | "-", operand: Operand): ValueId[] {
  const type = typeOf(operand);
  if (p.layouts.of(type).wide !== undefined) return wideUnary(p.b, op, p.operand(operand));
  const { size } = leafOf(p, type);
  const value = p.scalar(operand);
  if (type.kind === "bool") return [p.b.make("compare", 1, [value, p.b.constant(1, 0n)], { condition: "e" })];
  return [p.b.make(op === "!" ? "not" : "neg", size, [value])];
}

function cast(p: Places, value: Extract<Rvalue, { kind: "cast" }>, type: Ty): ValueId[] {
  if (value.cast === "reify-fn") return [reifyFn(p, value.operand)];
  if (value.cast === "unsize") return unsize(p, value);
  const from = p.leavesOf(typeOf(value.operand));
  const to = p.leavesOf(type);
  if (from === undefined || to === undefined) throw new NotOptimized("this cast");
  const values = p.operand(value.operand);
  const isWide = p.layouts.of(type).wide !== undefined;
  if (isWide && from.length === 1) {
    const low = convert(p, values[0] as ValueId, from[0] as Leaf, 8);
    return [low, from[0]?.signed === true ? p.b.make("sar", 8, [low, p.b.constant(1, 63n)]) : p.b.constant(8, 0n)];
  }
  if (to.length === 1) return [convert(p, values[0] as ValueId, from[0] as Leaf, (to[0] as Leaf).size)];
  return values.slice(0, to.length);
}

function reifyFn(p: Places, operand: Operand): ValueId {
  const type = typeOf(operand);
  if (type.kind !== "fn-def") throw new NotOptimized("this function pointer");
  return p.symbol(p.host.pointerSymbol(p.layouts.tables.resolveInstance(type.def, type.args)));
}

function unsize(p: Places, value: Extract<Rvalue, { kind: "cast" }>): ValueId[] {
  const from = typeOf(value.operand);
  const target = from.kind === "ref" || from.kind === "ptr" ? from.target : undefined;
  const to = value.type.kind === "ref" || value.type.kind === "ptr" ? value.type.target : undefined;
  const known = target === undefined || to === undefined ? undefined : unsizedMetadata(p.layouts.tables, target, to);
  if (known === undefined) throw new NotOptimized("this coercion");
  if (known.kind === "vtable") return [p.scalar(value.operand), p.symbol(p.host.vtableSymbol(known.type, known.object))];
  if (known.kind === "length") return [p.scalar(value.operand), p.word(known.length)];
  const [address, vtable] = p.operand(value.operand) as [ValueId, ValueId];
  const entry = p.layouts.tables.superEntry(known.from, known.to);
  return [address, entry === undefined ? vtable : p.load(vtable, firstMethod(p.wordSize) + p.wordSize * entry, p.wordSize)];
}

function reference(p: Places, place: Place, words: number): ValueId[] {
  const address = p.address(place);
  if (words < 2) return [p.pointer(address)];
  if (address.metadata === undefined) throw new NotOptimized("this reference");
  return [p.pointer(address), address.metadata];
}

function lengthOf(p: Places, place: Place): ValueId {
  if (place.type.kind === "array") {
    if (place.type.length.kind !== "const") throw new NotOptimized("this array");
    return p.word(place.type.length.value);
  }
  const { metadata } = p.address(place);
  if (metadata === undefined) throw new NotOptimized("this length");
  return metadata;
}

/** A number inside a place. */
function inside(p: Places, place: Place, offset: number, size: number): ValueId {
  if (p.variables(place) !== undefined) {
    const at = (p.leavesOf(place.type) ?? []).findIndex((leaf) => leaf.offset === offset && leaf.size === size);
    if (at < 0) throw new NotOptimized("this tag");
    return p.read(place)[at] as ValueId;
  }
  const address = p.address(place);
  return p.load(address.base, address.offset + offset, size);
}

function discriminant(p: Places, place: Place, type: Ty): ValueId[] {
  const isWide = p.layouts.of(type).wide !== undefined;
  const size = isWide ? 8 : leafOf(p, type).size;
  const { value, signed } = narrowDiscriminant(p, place, size);
  if (!isWide) return [value];
  return [value, signed ? p.b.make("sar", 8, [value, p.b.constant(1, 63n)]) : p.b.constant(8, 0n)];
}

function narrowDiscriminant(p: Places, place: Place, size: number): { value: ValueId; signed: boolean } {
  const layout = p.layouts.of(place.type);
  const { tag, nicheTag } = layout;
  if (nicheTag !== undefined) return { value: nicheDiscriminant(p, place, nicheTag, size), signed: false };
  if (tag !== undefined) {
    const { signed } = tag.scalar;
    return { value: convert(p, inside(p, place, tag.offset, tag.scalar.size), tag.scalar, size), signed };
  }
  const variants = place.type.kind === "adt" ? p.layouts.tables.adt(place.type.def).variants : [];
  return { value: p.b.constant(size, variants[layout.onlyVariant ?? 0]?.discriminant ?? 0n), signed: true };
}

/** One empty variant is told by its value; of several, the distance from the first says which. */
function nicheDiscriminant(p: Places, place: Place, niche: NicheTag, size: number): ValueId {
  if (niche.scalar.size > 8) return wideNiche(p, place, niche, size);
  const value = inside(p, place, niche.offset, niche.scalar.size);
  const number = (wanted: number | bigint, width = size) => p.b.constant(width, BigInt(wanted));
  const { scalar, start, first, last, dataVariant } = niche;
  if (first === last && dataVariant + first === 1) {
    const flag = p.b.make("compare", 1, [value, number(start, scalar.size)], { condition: dataVariant === 1 ? "ne" : "e" });
    return convert(p, flag, { size: 1, signed: false }, size);
  }
  const distance = p.b.make("sub", scalar.size, [value, number(start, scalar.size)]);
  const isEmpty = p.b.make("compare", 1, [distance, number(last - first, scalar.size)], { condition: "be" });
  const variant = p.b.make("add", size, [convert(p, distance, { size: scalar.size, signed: false }, size), number(first)]);
  return p.b.make("select", size, [isEmpty, variant, number(dataVariant)]);
}

/** What has 128 bits has but one value to spare (zero, of `NonZero`): that of the empty variant, if both halves are as in it. */
function wideNiche(p: Places, place: Place, niche: NicheTag, size: number): ValueId {
  const { first, last, dataVariant } = niche;
  if (first !== last) throw new NotOptimized("several empty variants in spare values of 128 bits");
  const halves = nicheWords(first, niche).map(({ offset, scalar, value }) =>
    p.b.make("xor", 8, [inside(p, place, offset, scalar.size), p.b.constant(8, value)]),
  );
  const isEmpty = p.b.make("compare", 1, [p.b.make("or", 8, halves), p.b.constant(8, 0n)], { condition: "e" });
  return p.b.make("select", size, [isEmpty, p.b.constant(size, BigInt(first)), p.b.constant(size, BigInt(dataVariant))]);
}

export function discriminantValue(p: Places, type: Ty, variant: number): bigint {
  return type.kind === "adt" ? (p.layouts.tables.adt(type.def).variants[variant]?.discriminant ?? 0n) : 0n;
}

/** Bytes from an aggregate's start to each of its operands. */
export function operandOffset(p: Places, { type, variant }: Extract<Rvalue, { kind: "aggregate" }>, field: number, layout: Layout): number {
  if (type.kind === "array") return field * p.layouts.of(type.element).size;
  return fieldOffset(layout, variant, field);
}

function aggregate(p: Places, value: Extract<Rvalue, { kind: "aggregate" }>, type: Ty): ValueId[] {
  const layout = p.layouts.of(type);
  const leaves = p.leavesOf(type) as readonly Leaf[];
  const found = new Map<number, ValueId>();
  for (const { field, operand } of value.fields) {
    const inner = p.leavesOf(typeOf(operand)) ?? [];
    if (inner.length === 0) continue;
    const offset = operandOffset(p, value, field, layout);
    p.operand(operand).forEach((one, i) => found.set(offset + (inner[i] as Leaf).offset, one));
  }
  const { tag, nicheTag } = layout;
  if (tag !== undefined) found.set(tag.offset, p.b.constant(tag.scalar.size, discriminantValue(p, type, value.variant)));
  else if (nicheTag !== undefined && value.variant !== nicheTag.dataVariant)
    for (const word of nicheWords(value.variant, nicheTag)) found.set(word.offset, p.b.constant(word.scalar.size, word.value));
  // What the variant does not have may be anything.
  return leaves.map(({ offset, size }) => {
    const made = found.get(offset);
    if (made !== undefined && p.b.f.value(made).size !== size) throw new NotOptimized("a part of a value");
    return made ?? p.b.constant(size, 0n);
  });
}

// Numbers, bools and chars: every operator and method that the scalar core has, most of them such as cannot panic.
import type { Expressions } from "./expressions.ts";
import type { Random } from "./random.ts";
import type { Scope } from "./scope.ts";
import { BOOL, CHAR, INTS, U32, U64, U8, anyInt, int, spell } from "./types.ts";
import type { IntType, Type } from "./types.ts";

type Case = () => string | undefined;

const CHARS = [
  "'a'",
  "'Z'",
  "'0'",
  "'_'",
  "' '",
  "'\\n'",
  "'\\u{e9}'",
  "'\\u{7ff}'",
  "'\\u{20ac}'",
  "'\\u{1f600}'",
  "'\\u{10ffff}'",
  "'\\0'",
];

export function scalarLiteral(random: Random, type: Extract<Type, { kind: "int" | "bool" | "char" }>): string {
  if (type.kind === "bool") return random.pick(["true", "false"]);
  if (type.kind === "char") return random.pick(CHARS);
  const bits = BigInt(type.bits);
  const choices = [0n, 1n, 2n, 3n, 7n, 10n, 100n, 1n << (bits - 1n), (1n << (bits - 1n)) - 1n, (1n << bits) - 1n, BigInt(random.next())];
  if (bits > 32n) choices.push((BigInt(random.next()) << 32n) | BigInt(random.next()));
  if (bits > 64n) choices.push((BigInt(random.next()) << 96n) | (BigInt(random.next()) << 40n));
  const value = type.signed ? BigInt.asIntN(type.bits, random.pick(choices)) : BigInt.asUintN(type.bits, random.pick(choices));
  if (type.signed && value === -(1n << (bits - 1n))) return `${type.name}::MIN`;
  return value < 0n ? `(-${-value}${type.name})` : `${value}${type.name}`;
}

/** As a method's receiver. */
const wrapped = (text: string) => (/^[a-z_][a-z_0-9.]*$/.test(text) || /^\([^()]*\)$/.test(text) ? text : `(${text})`);

export function intCases(made: Expressions, scope: Scope, type: IntType, depth: number): readonly Case[] {
  const { random } = made;
  const e = (wanted: Type = type) => made.of(scope, wanted, depth);
  const w = () => wrapped(e());
  const divisor = () => `${random.pick([2, 3, 5, 7, 10, 16, 100, 127])}${type.name}`;
  const unsigned = { ...type, name: type.name.replace("i", "u").replace("usuze", "usize"), signed: false };
  if (type.name === "isize") unsigned.name = "usize";
  return [
    () => `${w()}.wrapping_${random.pick(["add", "sub", "mul"])}(${e()})`,
    () => `${w()}.wrapping_${random.pick(["add", "sub", "mul"])}(${e()})`,
    () => `(${e()} ${random.pick(["&", "|", "^"])} ${e()})`,
    () => `(${e()} ${random.pick(["&", "|", "^"])} ${e()})`,
    () => `!${w()}`,
    () => `${w()}.wrapping_neg()`,
    () => `${w()}.wrapping_${random.pick(["shl", "shr"])}(${e(U32)})`,
    () => `(${e()} ${random.pick(["<<", ">>"])} (${e(U32)} & ${type.bits - 1}))`,
    () => `${w()}.checked_${random.pick(["div", "rem", "div_euclid", "rem_euclid"])}(${e()}).unwrap_or(${e()})`,
    () => `(${e()} ${random.pick(["/", "%"])} ${divisor()})`,
    () => `${w()}.${random.pick(["div_euclid", "rem_euclid"])}(${divisor()})`,
    () => `${w()}.wrapping_${random.pick(["div", "rem"])}(${e()} | 1)`,
    () => `${w()}.saturating_${random.pick(["add", "sub", "mul"])}(${e()})`,
    () => `${w()}.saturating_pow(${e(U32)} % 7)`,
    () => `${w()}.wrapping_pow(${e(U32)} % 40)`,
    () => `${w()}.overflowing_${random.pick(["add", "sub", "mul"])}(${e()}).0`,
    () => `${w()}.rotate_${random.pick(["left", "right"])}(${e(U32)} % 200)`,
    () =>
      `(${w()}.${random.pick(["count_ones", "count_zeros", "leading_zeros", "trailing_zeros", "leading_ones", "trailing_ones"])}() as ${type.name})`,
    () => `${w()}.${random.pick(["swap_bytes", "reverse_bits", "to_be", "to_le"])}()`,
    () => `${w()}.${random.pick(["min", "max"])}(${e()})`,
    () => `${w()}.abs_diff(${made.of(scope, type, depth)}) as ${type.name}`.replace(/^(.*)$/s, "($1)"),
    () => `(${e(anyInt(random))} as ${type.name})`,
    () => `(${e(anyInt(random))} as ${type.name})`,
    () => `((${e(anyInt(random))} as ${random.pick(INTS).name}) as ${type.name})`,
    () => `(${e(BOOL)} as ${type.name})`,
    () => `(${e(CHAR)} as ${type.name})`,
    () => `(${e(U64)} as u8 as char as ${type.name})`,
    () =>
      `${type.name}::from_${random.pick(["le", "be", "ne"])}_bytes(${made.of(scope, { kind: "array", element: U8, length: type.bits / 8 }, 0)})`,
    () =>
      type.signed ? `${w()}.${random.pick(["signum()", "wrapping_abs()", "saturating_neg()", "saturating_abs()"])}` : `${w()}.isqrt()`,
    () => (type.signed ? `(${w()}.unsigned_abs() as ${type.name})` : `(${w()}.checked_ilog2().unwrap_or(77) as ${type.name})`),
    () => (type.signed ? undefined : `${w()}.checked_next_power_of_two().unwrap_or(${e()})`),
    () => (type.signed ? undefined : `${w()}.wrapping_add_signed(${e(int(type.name.replace("u", "i")))})`),
    () => (type.signed ? `${w()}.wrapping_add_unsigned(${e(unsigned)})` : `${w()}.div_ceil(${divisor()})`),
    () => (type.name === "u32" || type.name === "usize" ? folded(made, scope, type, depth) : undefined),
    () => (type.name === "u64" ? `(${made.of(scope, made.types.any(2), depth)}).code()` : undefined),
    () => (random.chance(12) ? `(${e()} ${random.pick(["+", "-", "*"])} ${e()})` : undefined),
    () => (random.chance(12) ? `(${e()} ${random.pick(["/", "%"])} ${e()})` : undefined),
    () => (random.chance(12) ? `(${e()} ${random.pick(["<<", ">>"])} ${e(anyInt(random))})` : undefined),
    () => (random.chance(8) && type.signed ? `(-${w()})` : undefined),
    () => (random.chance(8) ? `${w()}.pow(${e(U32)} % 5)` : undefined),
  ];
}

/** Something of all elements of a slice in sight. */
function folded(made: Expressions, scope: Scope, type: IntType, depth: number): string | undefined {
  const { random } = made;
  if (scope.slices.length === 0) return undefined;
  const { path, element } = random.pick(scope.slices);
  if (type.name === "usize") {
    const test = `|x| *x == ${made.of(scope.frozen(), element, Math.min(depth, 1))}`;
    return random.pick([
      `${path}.len()`,
      `${path}.iter().position(${test}).unwrap_or(77)`,
      `${path}.iter().filter(|x| **x > ${made.leaf(scope.frozen(), element)}).count()`,
    ]);
  }
  const order = random.pick(["iter()", "iter().rev()", "iter().skip(1)", "iter().step_by(2)", "iter().take(3)"]);
  return `${path}.${order}.fold(${made.of(scope, type, depth)}, |a, x| a.wrapping_mul(31).wrapping_add(x.code() as u32))`;
}

export function booleanCases(made: Expressions, scope: Scope, depth: number): readonly Case[] {
  const { random } = made;
  const type = anyInt(random);
  const e = (wanted: Type = type) => made.of(scope, wanted, depth);
  const compared = made.types.any(2);
  return [
    () => `(${e(BOOL)} ${random.pick(["&&", "||", "^", "&", "|", "==", "!="])} ${e(BOOL)})`,
    () => `!${wrapped(e(BOOL))}`,
    () => `${wrapped(e())}.overflowing_${random.pick(["add", "sub", "mul"])}(${e()}).1`,
    () => `${wrapped(e())}.checked_${random.pick(["add", "sub", "mul", "div", "rem"])}(${e()}).is_${random.pick(["some", "none"])}()`,
    () => `(${e()} ${random.pick(["==", "!=", "<", "<=", ">", ">="])} ${e()})`,
    () => `(${e()} ${random.pick(["==", "!=", "<", "<=", ">", ">="])} ${e()})`,
    () => `(${e(CHAR)} ${random.pick(["==", "!=", "<", "<=", ">", ">="])} ${e(CHAR)})`,
    () =>
      `(${made.of(scope.frozen(), compared, depth)} ${random.pick(["==", "!=", "<", "<=", ">", ">="])} ${made.of(scope.frozen(), compared, depth)})`,
    () => `matches!(${made.of(scope, compared, depth)}, ${made.pattern(compared, 2).text.replace(/^\.\./, "| ..")})`,
    () => `${made.of(scope, { kind: "option", inner: made.types.any(1) }, depth)}.is_${random.pick(["some", "none"])}()`,
    () => `${made.of(scope, { kind: "result", ok: made.types.any(1), error: type }, depth)}.is_${random.pick(["ok", "err"])}()`,
    () => `(${e(type)}..${random.pick(["", "="])}${made.leaf(scope, type)}).contains(&${made.leaf(scope, type)})`,
    () =>
      `${wrapped(e(CHAR))}.${random.pick(["is_ascii", "is_ascii_digit", "is_ascii_alphabetic", "is_ascii_uppercase", "is_ascii_punctuation"])}()`,
    () => {
      const slice = scope.slices[0];
      return (
        slice &&
        `${slice.path}.${random.pick(["contains", "starts_with"])}(&${slice.path.length > 0 && random.chance(50) ? made.leaf(scope, slice.element) : made.literal(scope.frozen(), slice.element, 1)})`.replace(
          /starts_with\(&(.*)\)$/s,
          "starts_with(&[$1])",
        )
      );
    },
  ];
}

export function charCases(made: Expressions, scope: Scope, depth: number): readonly Case[] {
  const { random } = made;
  return [
    () => `(${made.of(scope, U8, depth)} as char)`,
    () => `char::from_u32(${made.of(scope, U32, depth)}).unwrap_or(${made.of(scope, CHAR, depth)})`,
    () => `char::from_u32(${made.of(scope, U32, depth)} & 0x7f).unwrap()`,
    () => `${wrapped(made.of(scope, CHAR, depth))}.to_ascii_${random.pick(["uppercase", "lowercase"])}()`,
    () => `char::from_digit(${made.of(scope, U32, depth)} % 16, 16).unwrap_or('?')`,
    () => `${made.of(scope, CHAR, depth)}.${random.pick(["min", "max"])}(${made.of(scope, CHAR, depth)})`,
  ];
}

export function optionIntCases(made: Expressions, scope: Scope, inner: IntType, depth: number): readonly Case[] {
  const { random } = made;
  const e = (wanted: Type = inner) => made.of(scope, wanted, depth);
  const from = anyInt(random);
  return [
    () => `${wrapped(e())}.checked_${random.pick(["add", "sub", "mul", "div", "rem"])}(${e()})`,
    () => `${wrapped(e())}.checked_${random.pick(["shl", "shr", "pow"])}(${e(U32)} % 150)`,
    () => `${wrapped(e())}.checked_neg()`,
    () => `${spell(inner)}::try_from(${e(from)}).ok()`,
    () => (inner.name === "u32" ? `${wrapped(e(CHAR))}.to_digit(${random.pick([2, 8, 10, 16, 36])})` : undefined),
    () =>
      `[${random.list(4, () => made.leaf(scope, inner)).join(", ")}].iter().copied().${random.pick(["min()", "max()", "last()", "nth(2)", "reduce(|a, b| a ^ b)"])}`,
  ];
}

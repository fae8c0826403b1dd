// Every method of integers that core has, at every width, with what it gives shown by `{:?}`: a row of calls on numbers that are
// known when the program runs only, or when it is compiled.
import { scalarLiteral } from "./numbers.ts";
import type { Holes } from "./holes.ts";
import { int } from "./types.ts";
import type { IntType } from "./types.ts";

const WIDTHS = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "usize", "isize", "u128", "i128"].map(int);

const ALL = [
  ...["add", "sub", "mul", "div", "rem", "div_euclid", "rem_euclid"].flatMap((name) => [
    `x.checked_${name}(y)`,
    `x.wrapping_${name}(y | 1)`,
    `x.overflowing_${name}(y | 1)`,
  ]),
  ...["add", "sub", "mul"].map((name) => `x.saturating_${name}(y)`),
  "x.saturating_div(y | 1)",
  ...["shl", "shr"].flatMap((name) => [
    `x.checked_${name}(k)`,
    `x.wrapping_${name}(k)`,
    `x.overflowing_${name}(k)`,
    `x.unbounded_${name}(k)`,
  ]),
  ...["neg"].flatMap((name) => [`x.checked_${name}()`, `x.wrapping_${name}()`, `x.overflowing_${name}()`]),
  "x.checked_pow(k % 9)",
  "x.wrapping_pow(k)",
  "x.saturating_pow(k % 20)",
  "x.overflowing_pow(k % 33)",
  "x.count_ones()",
  "x.count_zeros()",
  "x.leading_zeros()",
  "x.trailing_zeros()",
  "x.leading_ones()",
  "x.trailing_ones()",
  "x.rotate_left(k)",
  "x.rotate_right(k)",
  "x.swap_bytes()",
  "x.reverse_bits()",
  "x.to_be()",
  "x.to_le_bytes()",
  "x.to_be_bytes()",
  "x.abs_diff(y)",
  "x.min(y)",
  "x.max(y)",
  "x.clamp(y.min(9), y.max(9))",
  "x.cmp(&y)",
  "x.partial_cmp(&y)",
  "x.checked_ilog2()",
  "x.checked_ilog10()",
  "x.checked_ilog((y & 15) | 2)",
  "x.midpoint(y)",
  "(x as u128 as f64 as i64, x as i8, x as u16, x as i32, x as u64, x as i128)",
  "(x == y, x < y, x >= y, x & y, x | y, x ^ y, !x)",
  "(x >> (k % BITS), x << (k % BITS))",
  "T::try_from(n).ok()",
  "u8::try_from(x).map_err(|_| 1)",
  "i64::try_from(x).is_ok()",
  "usize::try_from(y).unwrap_or(7)",
  "core::num::Wrapping(x) * core::num::Wrapping(y) - core::num::Wrapping(x)",
  "core::num::Saturating(x) + core::num::Saturating(y)",
  "core::num::NonZero::new(x).map(|z| (z.get(), z.leading_zeros()))",
  'T::from_str_radix("-12", 10)',
  'T::from_str_radix("7f", 16)',
  '"300".parse::<T>()',
  '"+99".parse::<T>()',
  '"".parse::<T>()',
  "core::mem::size_of_val(&x)",
  "T::MAX.wrapping_add(x)",
  "T::BITS + x.count_ones()",
];

const SIGNED = [
  "x.checked_abs()",
  "x.wrapping_abs()",
  "x.overflowing_abs()",
  "x.saturating_abs()",
  "x.saturating_neg()",
  "x.unsigned_abs()",
  "x.signum()",
  "(x.is_positive(), x.is_negative())",
  "x.cast_unsigned()",
  "x.checked_add_unsigned(y as OTHER)",
  "x.wrapping_sub_unsigned(y as OTHER)",
  "x.saturating_add_unsigned(y as OTHER)",
  "x.overflowing_sub_unsigned(y as OTHER)",
  "x.checked_isqrt()",
];

const UNSIGNED = [
  "x.isqrt()",
  "x.is_power_of_two()",
  "x.checked_next_power_of_two()",
  "x.div_ceil(y | 1)",
  "x.checked_next_multiple_of(y)",
  "x.checked_add_signed(y as OTHER)",
  "x.wrapping_add_signed(y as OTHER)",
  "x.saturating_add_signed(y as OTHER)",
  "x.overflowing_add_signed(y as OTHER)",
  "x.cast_signed()",
  "x.checked_signed_diff(y)",
  "x.is_multiple_of(y)",
];

/** `fn NAME(n: u64) -> u64` around a row of calls. */
export function arithmetic(holes: Holes, name: string): string {
  const { random } = holes;
  const type = random.pick(WIDTHS);
  const rows = random.list(4 + random.below(5), () => row(holes, type));
  const isKnown = random.chance(20);
  const value = (by: number) =>
    isKnown || random.chance(25)
      ? scalarLiteral(random, type)
      : random.pick([
          `n.rotate_left(${by}) as ${type.name}`,
          `((n.rotate_left(${by}) as ${type.name}) & 15)`,
          `(n as ${type.name}).wrapping_mul(${by} as ${type.name}) ^ !0`,
          `${type.name}::MAX - (n & 3) as ${type.name}`,
          `${type.name}::MIN + (n & 1) as ${type.name}`,
        ]);
  return `fn ${name}(n: u64) -> u64 {
type T = ${type.name};
let (x, y, k): (T, T, u32) = (${value(7)}, ${value(31)}, ${random.pick(["n as u32 % 140", "(n >> 9) as u32", String(random.below(130))])});
${rows.join("\n")}
line();
(x as u64) ^ (y as u64)
}`;
}

function row(holes: Holes, type: IntType): string {
  const { random } = holes;
  const own = type.signed ? SIGNED : UNSIGNED;
  const other = type.name.replace(/^[iu]/, (c) => (c === "i" ? "u" : "i"));
  const call = random.chance(25) ? random.pick(own) : random.pick(ALL);
  return `let _ = write!(Out, "{:?} ", ${call.replace("OTHER", other).replaceAll("% BITS", `% ${type.bits}`)});`;
}

//! Floating-point operations as functions over the numbers' bits (IEEE 754, rounded to nearest, ties to even).
use crate::intrinsics;

/// A number's parts: `significand * 2^exponent`; neither infinite nor NaN.
struct Parts {
    negative: bool,
    significand: u64,
    exponent: i32,
}

/// Shifted to the right; what falls out leaves a one at the end.
const fn jam(value: u64, by: u32) -> u64 {
    if by == 0 {
        value
    } else if by < 64 {
        value >> by | (value << (64 - by) != 0) as u64
    } else {
        (value != 0) as u64
    }
}

/// `value / 2^shift`, rounded to the nearest, ties to even; `shift` is above 0.
const fn nearest(value: u64, shift: i32) -> u64 {
    if shift > 64 {
        return 0;
    }
    let (whole, rest) = if shift == 64 { (0, value) } else { (value >> shift, value << (64 - shift)) };
    let half = 1 << 63;
    if rest > half || rest == half && whole & 1 == 1 { whole + 1 } else { whole }
}

macro_rules! float {
    ($($f:ident $bits:ident $precision:literal $least:literal, $parts:ident $pack:ident $nan:ident $of_wide:ident $whole:ident,
       $add:ident $sub:ident $mul:ident $div:ident $rem:ident $neg:ident $eq:ident $ne:ident $lt:ident $le:ident $gt:ident $ge:ident;)*) => { $(
        impl Format for $f {
            const FRACTION: u64 = (1 << ($precision - 1)) - 1;
            const SIGN: u64 = 1 << ($bits::BITS - 1);
            const INFINITY: u64 = (1 << ($bits::BITS - 1)) - (1 << ($precision - 1));
            const QUIET: u64 = 1 << ($precision - 2);
        }

        const fn $parts(bits: u64) -> Parts {
            let field = ((bits & <$f as Format>::INFINITY) >> ($precision - 1)) as i32;
            let fraction = bits & <$f as Format>::FRACTION;
            let negative = bits & <$f as Format>::SIGN != 0;
            if field == 0 {
                return Parts { negative, significand: fraction, exponent: $least };
            }
            Parts { negative, significand: fraction | 1 << ($precision - 1), exponent: field - 1 + $least }
        }

        /// `significand * 2^exponent`, whose last bit may stand for more bits; rounded.
        pub(crate) const fn $pack(negative: bool, significand: u64, exponent: i32) -> $f {
            let sign = if negative { <$f as Format>::SIGN } else { 0 };
            if significand == 0 {
                return $f::from_bits(sign as $bits);
            }
            let length = 64 - intrinsics::ctlz(significand) as i32;
            let mut shift = length - $precision;
            if exponent + shift < $least {
                shift = $least - exponent;
            }
            let rounded = if shift <= 0 { significand << -shift } else { nearest(significand, shift) };
            let above = exponent + shift - $least;
            // The one that is not written, and a carry, count into the exponent.
            let bits = if rounded < 1 << ($precision - 1) {
                rounded
            } else if above >= 1 << ($bits::BITS - $precision) {
                <$f as Format>::INFINITY
            } else {
                ((above as u64) << ($precision - 1)) + rounded
            };
            let bits = if bits > <$f as Format>::INFINITY { <$f as Format>::INFINITY } else { bits };
            $f::from_bits((sign | bits) as $bits)
        }

        /// Of an operation on these, one of which is NaN: that one, quiet.
        const fn $nan(a: u64, b: u64) -> $f {
            let found = if a & !<$f as Format>::SIGN > <$f as Format>::INFINITY { a } else { b };
            $f::from_bits((found | <$f as Format>::QUIET) as $bits)
        }

        pub const fn $add(a: $f, b: $f) -> $f {
            let (x, y) = (a.to_bits() as u64, b.to_bits() as u64);
            let (big_a, big_b) = (x & !<$f as Format>::SIGN, y & !<$f as Format>::SIGN);
            if big_a >= <$f as Format>::INFINITY || big_b >= <$f as Format>::INFINITY {
                if big_a > <$f as Format>::INFINITY || big_b > <$f as Format>::INFINITY {
                    return $nan(x, y);
                }
                if big_a == big_b && x != y {
                    return $f::from_bits((<$f as Format>::INFINITY | <$f as Format>::QUIET) as $bits);
                }
                return if big_a == <$f as Format>::INFINITY { a } else { b };
            }
            let (first, second) = if big_a >= big_b { ($parts(x), $parts(y)) } else { ($parts(y), $parts(x)) };
            let upper = first.significand << 3;
            let lower = jam(second.significand << 3, (first.exponent - second.exponent) as u32);
            if first.negative == second.negative {
                return $pack(first.negative, upper + lower, first.exponent - 3);
            }
            // What cancels out is no negative zero.
            $pack(first.negative && upper != lower, upper - lower, first.exponent - 3)
        }

        pub const fn $sub(a: $f, b: $f) -> $f {
            let y = b.to_bits() as u64;
            if y & !<$f as Format>::SIGN > <$f as Format>::INFINITY {
                return $nan(a.to_bits() as u64, y);
            }
            $add(a, $f::from_bits((y ^ <$f as Format>::SIGN) as $bits))
        }

        pub const fn $mul(a: $f, b: $f) -> $f {
            let (x, y) = (a.to_bits() as u64, b.to_bits() as u64);
            let (big_a, big_b) = (x & !<$f as Format>::SIGN, y & !<$f as Format>::SIGN);
            let sign = (x ^ y) & <$f as Format>::SIGN;
            if big_a >= <$f as Format>::INFINITY || big_b >= <$f as Format>::INFINITY {
                if big_a > <$f as Format>::INFINITY || big_b > <$f as Format>::INFINITY {
                    return $nan(x, y);
                }
                if big_a == 0 || big_b == 0 {
                    return $f::from_bits((<$f as Format>::INFINITY | <$f as Format>::QUIET) as $bits);
                }
                return $f::from_bits((sign | <$f as Format>::INFINITY) as $bits);
            }
            let (first, second) = ($parts(x), $parts(y));
            let product = first.significand as u128 * second.significand as u128;
            $of_wide(sign != 0, product, first.exponent + second.exponent)
        }

        pub const fn $div(a: $f, b: $f) -> $f {
            let (x, y) = (a.to_bits() as u64, b.to_bits() as u64);
            let (big_a, big_b) = (x & !<$f as Format>::SIGN, y & !<$f as Format>::SIGN);
            let sign = (x ^ y) & <$f as Format>::SIGN;
            if big_a > <$f as Format>::INFINITY || big_b > <$f as Format>::INFINITY {
                return $nan(x, y);
            }
            if big_a == big_b && (big_a == 0 || big_a == <$f as Format>::INFINITY) {
                return $f::from_bits((<$f as Format>::INFINITY | <$f as Format>::QUIET) as $bits);
            }
            if big_a == <$f as Format>::INFINITY || big_b == 0 {
                return $f::from_bits((sign | <$f as Format>::INFINITY) as $bits);
            }
            if big_b == <$f as Format>::INFINITY || big_a == 0 {
                return $f::from_bits(sign as $bits);
            }
            let (first, second) = ($parts(x), $parts(y));
            // Both with their first ones in place 62: the quotient of the words is below 2^64.
            let (up, down) = (intrinsics::ctlz(first.significand) - 1, intrinsics::ctlz(second.significand) - 1);
            let (dividend, divisor) = (first.significand << up, second.significand << down);
            let (quotient, rest) = intrinsics::divide_two_words(dividend >> 1, dividend << 63, divisor);
            let exponent = first.exponent - up as i32 - (second.exponent - down as i32) - 63;
            $pack(sign != 0, quotient | (rest != 0) as u64, exponent)
        }

        pub const fn $rem(a: $f, b: $f) -> $f {
            let (x, y) = (a.to_bits() as u64, b.to_bits() as u64);
            let (big_a, big_b) = (x & !<$f as Format>::SIGN, y & !<$f as Format>::SIGN);
            if big_a > <$f as Format>::INFINITY || big_b > <$f as Format>::INFINITY {
                return $nan(x, y);
            }
            if big_a == <$f as Format>::INFINITY || big_b == 0 {
                return $f::from_bits((<$f as Format>::INFINITY | <$f as Format>::QUIET) as $bits);
            }
            if big_a < big_b {
                return a;
            }
            let (first, second) = ($parts(x), $parts(y));
            let mut rest = first.significand % second.significand;
            let mut exponent = first.exponent;
            while exponent > second.exponent {
                rest = (rest << 1) % second.significand;
                exponent -= 1;
            }
            $pack(first.negative, rest, second.exponent)
        }

        pub const fn $neg(a: $f) -> $f {
            $f::from_bits((a.to_bits() as u64 ^ <$f as Format>::SIGN) as $bits)
        }
        pub const fn $eq(a: $f, b: $f) -> bool {
            let (x, y) = (a.to_bits() as u64, b.to_bits() as u64);
            let (big_a, big_b) = (x & !<$f as Format>::SIGN, y & !<$f as Format>::SIGN);
            big_a <= <$f as Format>::INFINITY && (x == y || (big_a | big_b) == 0)
        }
        pub const fn $ne(a: $f, b: $f) -> bool {
            !$eq(a, b)
        }
        pub const fn $lt(a: $f, b: $f) -> bool {
            let (x, y) = (a.to_bits() as u64, b.to_bits() as u64);
            let (big_a, big_b) = (x & !<$f as Format>::SIGN, y & !<$f as Format>::SIGN);
            if big_a > <$f as Format>::INFINITY || big_b > <$f as Format>::INFINITY || (big_a | big_b) == 0 {
                return false;
            }
            match (x != big_a, y != big_b) {
                (false, false) => big_a < big_b,
                (true, true) => big_a > big_b,
                (negative, _) => negative,
            }
        }
        pub const fn $le(a: $f, b: $f) -> bool {
            $lt(a, b) || $eq(a, b)
        }
        pub const fn $gt(a: $f, b: $f) -> bool {
            $lt(b, a)
        }
        pub const fn $ge(a: $f, b: $f) -> bool {
            $le(b, a)
        }

        const fn $of_wide(negative: bool, magnitude: u128, exponent: i32) -> $f {
            let high = (magnitude >> 64) as u64;
            if high == 0 {
                return $pack(negative, magnitude as u64, exponent);
            }
            let by = 64 - intrinsics::ctlz(high);
            let lost = magnitude & ((1 << by) - 1);
            $pack(negative, (magnitude >> by) as u64 | (lost != 0) as u64, exponent + by as i32)
        }

        /// Without what is behind the point; no more than `u128::MAX`. Of NaN, 0.
        const fn $whole(a: $f) -> (bool, u128) {
            let bits = a.to_bits() as u64;
            let magnitude = bits & !<$f as Format>::SIGN;
            if magnitude > <$f as Format>::INFINITY {
                return (false, 0);
            }
            let parts = $parts(bits);
            if magnitude == <$f as Format>::INFINITY || parts.exponent > 128 - $precision {
                return (parts.negative, u128::MAX);
            }
            if parts.exponent >= 0 {
                return (parts.negative, (parts.significand as u128) << parts.exponent);
            }
            (parts.negative, if parts.exponent < -63 { 0 } else { (parts.significand >> -parts.exponent) as u128 })
        }
    )* };
}

/// Where the parts of a number lie in its bits.
trait Format {
    const FRACTION: u64;
    const SIGN: u64;
    const INFINITY: u64;
    const QUIET: u64;
}

float! {
    f32 u32 24 -149, f32_parts f32_pack f32_nan f32_of_wide f32_whole,
    f32_add f32_sub f32_mul f32_div f32_rem f32_neg f32_eq f32_ne f32_lt f32_le f32_gt f32_ge;
    f64 u64 53 -1074, f64_parts f64_pack f64_nan f64_of_wide f64_whole,
    f64_add f64_sub f64_mul f64_div f64_rem f64_neg f64_eq f64_ne f64_lt f64_le f64_gt f64_ge;
}

macro_rules! casts {
    ($($int:ident $f32_of:ident $f64_of:ident $of_f32:ident $of_f64:ident;)*) => { $(
        pub const fn $f32_of(a: $int) -> f32 {
            f32_of_wide(a < (0 as $int), if a < (0 as $int) { (a as u128).wrapping_neg() } else { a as u128 }, 0)
        }
        pub const fn $f64_of(a: $int) -> f64 {
            f64_of_wide(a < (0 as $int), if a < (0 as $int) { (a as u128).wrapping_neg() } else { a as u128 }, 0)
        }
        pub const fn $of_f32(a: f32) -> $int {
            let (negative, magnitude) = f32_whole(a);
            if negative {
                return if magnitude >= ($int::MIN as u128).wrapping_neg() { $int::MIN } else { (magnitude as $int).wrapping_neg() };
            }
            if magnitude > $int::MAX as u128 { $int::MAX } else { magnitude as $int }
        }
        pub const fn $of_f64(a: f64) -> $int {
            let (negative, magnitude) = f64_whole(a);
            if negative {
                return if magnitude >= ($int::MIN as u128).wrapping_neg() { $int::MIN } else { (magnitude as $int).wrapping_neg() };
            }
            if magnitude > $int::MAX as u128 { $int::MAX } else { magnitude as $int }
        }
    )* };
}

casts! {
    u8 f32_of_u8 f64_of_u8 u8_of_f32 u8_of_f64;
    u16 f32_of_u16 f64_of_u16 u16_of_f32 u16_of_f64;
    u32 f32_of_u32 f64_of_u32 u32_of_f32 u32_of_f64;
    u64 f32_of_u64 f64_of_u64 u64_of_f32 u64_of_f64;
    u128 f32_of_u128 f64_of_u128 u128_of_f32 u128_of_f64;
    usize f32_of_usize f64_of_usize usize_of_f32 usize_of_f64;
    i8 f32_of_i8 f64_of_i8 i8_of_f32 i8_of_f64;
    i16 f32_of_i16 f64_of_i16 i16_of_f32 i16_of_f64;
    i32 f32_of_i32 f64_of_i32 i32_of_f32 i32_of_f64;
    i64 f32_of_i64 f64_of_i64 i64_of_f32 i64_of_f64;
    i128 f32_of_i128 f64_of_i128 i128_of_f32 i128_of_f64;
    isize f32_of_isize f64_of_isize isize_of_f32 isize_of_f64;
}

pub const fn f64_of_f32(a: f32) -> f64 {
    let bits = a.to_bits() as u64;
    let magnitude = bits & 0x7fff_ffff;
    if magnitude >= 0x7f80_0000 {
        let quiet = if magnitude > 0x7f80_0000 { 1 << 51 } else { 0 };
        return f64::from_bits((bits >> 31) << 63 | 0x7ff << 52 | (bits & 0x7f_ffff) << 29 | quiet);
    }
    let parts = f32_parts(bits);
    f64_pack(parts.negative, parts.significand, parts.exponent)
}

pub const fn f32_of_f64(a: f64) -> f32 {
    let bits = a.to_bits();
    let magnitude = bits & !(1 << 63);
    if magnitude >= 0x7ff << 52 {
        let quiet = if magnitude > 0x7ff << 52 { 1 << 22 } else { 0 };
        return f32::from_bits(((bits >> 63) << 31 | 0x7f80_0000 | (bits & ((1 << 52) - 1)) >> 29 | quiet) as u32);
    }
    let parts = f64_parts(bits);
    f32_pack(parts.negative, parts.significand, parts.exponent)
}

/// As the instructions compute it: what is no number without a cause has a sign.
pub mod sse2 {
    macro_rules! signed {
        ($($f:ident $name:ident)*) => { $(
            pub const fn $name(a: $f, b: $f) -> $f {
                let result = super::$name(a, b);
                if result != result && a == a && b == b { -$f::NAN } else { result }
            }
        )* };
    }
    signed! { f32 f32_add f32 f32_sub f32 f32_mul f32 f32_div f32 f32_rem f64 f64_add f64 f64_sub f64 f64_mul f64 f64_div f64 f64_rem }
}

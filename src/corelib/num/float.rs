//! Floating-point numbers. Back ends for other machines than x86-64 do not compile them yet: what needs one is refused there.
use super::from_decimal::{self, Parsed};
use crate::cmp::Ordering;
use crate::fmt;
use crate::intrinsics;
use crate::iter::{Product, Sum};
use crate::soft::float::{f32_pack, f64_pack};
use crate::str::FromStr;

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FpCategory {
    Nan,
    Infinite,
    Zero,
    Subnormal,
    Normal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFloatError {
    kind: FloatErrorKind,
}
#[derive(Debug, Clone, PartialEq, Eq)]
enum FloatErrorKind {
    Empty,
    Invalid,
}
impl fmt::Display for ParseFloatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            FloatErrorKind::Empty => "cannot parse float from empty string",
            FloatErrorKind::Invalid => "invalid float literal",
        })
    }
}
impl crate::error::Error for ParseFloatError {}

macro_rules! float {
    ($($t:ident $pack:ident $bits:ident $signed:ident $bytes:literal, $mantissa:literal $digits:literal, $min_exp:literal $max_exp:literal $min_10:literal $max_10:literal,
       $epsilon:literal $max:literal $least:literal, $degrees:expr;)*) => { $(
        impl $t {
            pub const RADIX: u32 = 2;
            pub const MANTISSA_DIGITS: u32 = $mantissa;
            pub const DIGITS: u32 = $digits;
            pub const EPSILON: $t = $epsilon;
            pub const MIN: $t = -$max;
            pub const MIN_POSITIVE: $t = $least;
            pub const MAX: $t = $max;
            pub const MIN_EXP: i32 = $min_exp;
            pub const MAX_EXP: i32 = $max_exp;
            pub const MIN_10_EXP: i32 = $min_10;
            pub const MAX_10_EXP: i32 = $max_10;
            pub const NAN: $t = 0.0 / 0.0;
            pub const INFINITY: $t = 1.0 / 0.0;
            pub const NEG_INFINITY: $t = -1.0 / 0.0;
            const FRACTION: $bits = (1 << ($mantissa - 1)) - 1;
            const SIGN: $bits = 1 << ($bits::BITS - 1);
            const EXPONENT: $bits = !($t::FRACTION | $t::SIGN);

            #[must_use]
            #[inline]
            pub const fn is_nan(self) -> bool {
                self != self
            }
            #[must_use]
            #[inline]
            pub const fn is_infinite(self) -> bool {
                self.to_bits() & !$t::SIGN == $t::EXPONENT
            }
            #[must_use]
            #[inline]
            pub const fn is_finite(self) -> bool {
                self.to_bits() & $t::EXPONENT != $t::EXPONENT
            }
            #[must_use]
            #[inline]
            pub const fn is_subnormal(self) -> bool {
                matches!(self.classify(), FpCategory::Subnormal)
            }
            #[must_use]
            #[inline]
            pub const fn is_normal(self) -> bool {
                matches!(self.classify(), FpCategory::Normal)
            }
            pub const fn classify(self) -> FpCategory {
                let bits = self.to_bits();
                match (bits & $t::FRACTION, bits & $t::EXPONENT) {
                    (0, $t::EXPONENT) => FpCategory::Infinite,
                    (_, $t::EXPONENT) => FpCategory::Nan,
                    (0, 0) => FpCategory::Zero,
                    (_, 0) => FpCategory::Subnormal,
                    _ => FpCategory::Normal,
                }
            }
            #[must_use]
            #[inline]
            pub const fn is_sign_positive(self) -> bool {
                !self.is_sign_negative()
            }
            #[must_use]
            #[inline]
            pub const fn is_sign_negative(self) -> bool {
                self.to_bits() & $t::SIGN != 0
            }
            #[inline]
            pub const fn next_up(self) -> $t {
                let bits = self.to_bits();
                if self.is_nan() || bits == $t::EXPONENT {
                    return self;
                }
                $t::from_bits(if bits & !$t::SIGN == 0 {
                    1
                } else if bits & $t::SIGN == 0 {
                    bits + 1
                } else {
                    bits - 1
                })
            }
            #[inline]
            pub const fn next_down(self) -> $t {
                let bits = self.to_bits();
                if self.is_nan() || bits == $t::EXPONENT | $t::SIGN {
                    return self;
                }
                $t::from_bits(if bits & !$t::SIGN == 0 {
                    $t::SIGN | 1
                } else if bits & $t::SIGN == 0 {
                    bits - 1
                } else {
                    bits + 1
                })
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn recip(self) -> $t {
                1.0 / self
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_degrees(self) -> $t {
                self * $degrees
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_radians(self) -> $t {
                self * (consts_of::$t::PI / 180.0)
            }
            #[must_use = "this returns the result of the comparison, without modifying either input"]
            #[inline]
            pub const fn max(self, other: $t) -> $t {
                if self > other || other.is_nan() { self } else { other }
            }
            #[must_use = "this returns the result of the comparison, without modifying either input"]
            #[inline]
            pub const fn min(self, other: $t) -> $t {
                if self < other || other.is_nan() { self } else { other }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn midpoint(self, other: $t) -> $t {
                if self.abs() <= $t::MAX / 2.0 && other.abs() <= $t::MAX / 2.0 { (self + other) / 2.0 } else { self / 2.0 + other / 2.0 }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub unsafe fn to_int_unchecked<Int>(self) -> Int
            where
                $t: crate::convert::FloatToInt<Int>,
            {
                unsafe { crate::convert::FloatToInt::<Int>::to_int_unchecked(self) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_bits(self) -> $bits {
                unsafe { intrinsics::transmute(self) }
            }
            #[must_use]
            #[inline]
            pub const fn from_bits(v: $bits) -> $t {
                unsafe { intrinsics::transmute(v) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_be_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_be_bytes()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_le_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_le_bytes()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_ne_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_ne_bytes()
            }
            #[must_use]
            #[inline]
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t {
                $t::from_bits($bits::from_be_bytes(bytes))
            }
            #[must_use]
            #[inline]
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t {
                $t::from_bits($bits::from_le_bytes(bytes))
            }
            #[must_use]
            #[inline]
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t {
                $t::from_bits($bits::from_ne_bytes(bytes))
            }
            /// By sign and magnitude, as numbers in two's complement compare.
            #[must_use]
            #[inline]
            pub const fn total_cmp(&self, other: &$t) -> Ordering {
                let (a, b) = (ordered(self.to_bits() as i64 << (64 - $bits::BITS)), ordered(other.to_bits() as i64 << (64 - $bits::BITS)));
                if a < b {
                    Ordering::Less
                } else if a > b {
                    Ordering::Greater
                } else {
                    Ordering::Equal
                }
            }
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn clamp(self, min: $t, max: $t) -> $t {
                if !(min <= max) {
                    panic!("min > max, or either was NaN. min = {min:?}, max = {max:?}")
                }
                if self < min {
                    min
                } else if self > max {
                    max
                } else {
                    self
                }
            }
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn abs(self) -> $t {
                $t::from_bits(self.to_bits() & !$t::SIGN)
            }
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn signum(self) -> $t {
                let one: $t = 1.0;
                if self.is_nan() { self } else { one.copysign(self) }
            }
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn copysign(self, sign: $t) -> $t {
                $t::from_bits((self.to_bits() & !$t::SIGN) | (sign.to_bits() & $t::SIGN))
            }
        }
        impl FromStr for $t {
            type Err = ParseFloatError;
            fn from_str(src: &str) -> Result<$t, ParseFloatError> {
                if src.is_empty() {
                    return Err(ParseFloatError { kind: FloatErrorKind::Empty });
                }
                let bytes = src.as_bytes();
                let negative = bytes[0] == b'-';
                let magnitude = if negative || bytes[0] == b'+' { &bytes[1..] } else { bytes };
                let value = match from_decimal::parse(magnitude) {
                    None => return Err(ParseFloatError { kind: FloatErrorKind::Invalid }),
                    Some(Parsed::Nan) => $t::NAN,
                    Some(Parsed::Infinite) => $t::INFINITY,
                    Some(Parsed::Number(significand, exponent)) => $pack(false, significand, exponent),
                };
                Ok(if negative { -value } else { value })
            }
        }
        impl Sum for $t {
            fn sum<I: Iterator<Item = $t>>(iter: I) -> $t {
                iter.fold(-0.0, |a, b| a + b)
            }
        }
        impl<'a> Sum<&'a $t> for $t {
            fn sum<I: Iterator<Item = &'a $t>>(iter: I) -> $t {
                iter.fold(-0.0, |a, b| a + *b)
            }
        }
        impl Product for $t {
            fn product<I: Iterator<Item = $t>>(iter: I) -> $t {
                iter.fold(1.0, |a, b| a * b)
            }
        }
        impl<'a> Product<&'a $t> for $t {
            fn product<I: Iterator<Item = &'a $t>>(iter: I) -> $t {
                iter.fold(1.0, |a, b| a * *b)
            }
        }
    )* };
}
macro_rules! wider {
    ($($from:ident $to:ident)*) => { $(
        impl From<$from> for $to {
            #[inline]
            fn from(value: $from) -> $to {
                value as $to
            }
        }
    )* };
}

/// The bits of a negative number but the first are turned.
const fn ordered(bits: i64) -> i64 {
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

mod consts_of {
    pub use crate::{f32::consts as f32, f64::consts as f64};
}

#[impls] float! { f32 f32_pack u32 i32 4, 24 6, -125 128 -37 38, 1.19209290e-07 3.40282347e+38 1.17549435e-38, 57.2957795130823208767981548141051703; }
#[impls] float! { f64 f64_pack u64 i64 8, 53 15, -1021 1024 -307 308, 2.2204460492503131e-16 1.7976931348623157e+308 2.2250738585072014e-308, 180.0 / consts_of::f64::PI; }
#[impls] wider! { i8 f32 u8 f32 i16 f32 u16 f32 i8 f64 u8 f64 i16 f64 u16 f64 i32 f64 u32 f64 f32 f64 }

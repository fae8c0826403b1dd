//! Integers whose operators wrap or saturate.
use crate::fmt;
use crate::ops::{Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign};
use crate::ops::{Neg, Not, Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign};

#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Wrapping<T>(pub T);

#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Saturating<T>(pub T);

/// As what is in them.
macro_rules! shown {
    ($name:ident: $($trait:ident)*) => { $(
        impl<T: fmt::$trait> fmt::$trait for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}
#[impls] shown! { Wrapping: Debug Display Binary Octal LowerHex UpperHex }
#[impls] shown! { Saturating: Debug Display Binary Octal LowerHex UpperHex }

macro_rules! operator {
    ($w:ident $t:ident: $($trait:ident $method:ident $by:ident;)*) => { $(
        impl $trait for $w<$t> {
            type Output = $w<$t>;
            #[inline]
            #[track_caller]
            fn $method(self, other: $w<$t>) -> $w<$t> {
                $w(self.0.$by(other.0))
            }
        }
        impl $trait<&$w<$t>> for $w<$t> {
            type Output = $w<$t>;
            #[inline]
            #[track_caller]
            fn $method(self, other: &$w<$t>) -> $w<$t> {
                $w(self.0.$by(other.0))
            }
        }
        impl $trait<$w<$t>> for &$w<$t> {
            type Output = $w<$t>;
            #[inline]
            #[track_caller]
            fn $method(self, other: $w<$t>) -> $w<$t> {
                $w(self.0.$by(other.0))
            }
        }
        impl $trait<&$w<$t>> for &$w<$t> {
            type Output = $w<$t>;
            #[inline]
            #[track_caller]
            fn $method(self, other: &$w<$t>) -> $w<$t> {
                $w(self.0.$by(other.0))
            }
        }
    )* };
}
macro_rules! assign {
    ($w:ident $t:ident: $($trait:ident $method:ident $by:ident;)*) => { $(
        impl $trait for $w<$t> {
            #[inline]
            #[track_caller]
            fn $method(&mut self, other: $w<$t>) {
                self.0 = self.0.$by(other.0);
            }
        }
        impl $trait<&$w<$t>> for $w<$t> {
            #[inline]
            #[track_caller]
            fn $method(&mut self, other: &$w<$t>) {
                self.0 = self.0.$by(other.0);
            }
        }
        impl $trait<$t> for $w<$t> {
            #[inline]
            #[track_caller]
            fn $method(&mut self, other: $t) {
                self.0 = self.0.$by(other);
            }
        }
        impl $trait<&$t> for $w<$t> {
            #[inline]
            #[track_caller]
            fn $method(&mut self, other: &$t) {
                self.0 = self.0.$by(*other);
            }
        }
    )* };
}
macro_rules! all {
    ($($t:ident)*) => { $(
        operator! { Wrapping $t:
            Add add wrapping_add; Sub sub wrapping_sub; Mul mul wrapping_mul; Div div wrapping_div; Rem rem wrapping_rem;
            BitAnd bitand bitand; BitOr bitor bitor; BitXor bitxor bitxor;
        }
        operator! { Saturating $t:
            Add add saturating_add; Sub sub saturating_sub; Mul mul saturating_mul; Div div saturating_div; Rem rem rem;
            BitAnd bitand bitand; BitOr bitor bitor; BitXor bitxor bitxor;
        }
        assign! { Wrapping $t:
            AddAssign add_assign wrapping_add; SubAssign sub_assign wrapping_sub; MulAssign mul_assign wrapping_mul;
            DivAssign div_assign wrapping_div; RemAssign rem_assign wrapping_rem;
            BitAndAssign bitand_assign bitand; BitOrAssign bitor_assign bitor; BitXorAssign bitxor_assign bitxor;
        }
        assign! { Saturating $t:
            AddAssign add_assign saturating_add; SubAssign sub_assign saturating_sub; MulAssign mul_assign saturating_mul;
            DivAssign div_assign saturating_div; RemAssign rem_assign rem;
            BitAndAssign bitand_assign bitand; BitOrAssign bitor_assign bitor; BitXorAssign bitxor_assign bitxor;
        }
        impl ShlAssign<usize> for Wrapping<$t> {
            #[inline]
            fn shl_assign(&mut self, by: usize) {
                *self = *self << by;
            }
        }
        impl ShrAssign<usize> for Wrapping<$t> {
            #[inline]
            fn shr_assign(&mut self, by: usize) {
                *self = *self >> by;
            }
        }
        impl Neg for Wrapping<$t> {
            type Output = Self;
            fn neg(self) -> Self {
                Wrapping(self.0.wrapping_neg())
            }
        }
        impl Not for Saturating<$t> {
            type Output = Self;
            fn not(self) -> Self {
                Saturating(!self.0)
            }
        }
        impl crate::iter::Sum for Wrapping<$t> {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Wrapping(0), |a, b| a + b)
            }
        }
        impl crate::iter::Product for Wrapping<$t> {
            fn product<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Wrapping(1), |a, b| a * b)
            }
        }
        impl Wrapping<$t> {
            pub const MIN: Self = Wrapping($t::MIN);
            pub const MAX: Self = Wrapping($t::MAX);
            pub const BITS: u32 = $t::BITS;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn reverse_bits(self) -> Self {
                Wrapping(self.0.reverse_bits())
            }
        }
        impl Saturating<$t> {
            pub const MIN: Self = Saturating($t::MIN);
            pub const MAX: Self = Saturating($t::MAX);
            pub const BITS: u32 = $t::BITS;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn pow(self, exp: u32) -> Self {
                Saturating(self.0.saturating_pow(exp))
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn count_ones(self) -> u32 {
                self.0.count_ones()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn count_zeros(self) -> u32 {
                self.0.count_zeros()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn leading_zeros(self) -> u32 {
                self.0.leading_zeros()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn trailing_zeros(self) -> u32 {
                self.0.trailing_zeros()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn rotate_left(self, n: u32) -> Self {
                Saturating(self.0.rotate_left(n))
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn rotate_right(self, n: u32) -> Self {
                Saturating(self.0.rotate_right(n))
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn swap_bytes(self) -> Self {
                Saturating(self.0.swap_bytes())
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn reverse_bits(self) -> Self {
                Saturating(self.0.reverse_bits())
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_be(self) -> Self {
                Saturating(self.0.to_be())
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_le(self) -> Self {
                Saturating(self.0.to_le())
            }
            #[must_use]
            #[inline]
            pub const fn from_be(x: Self) -> Self {
                Saturating($t::from_be(x.0))
            }
            #[must_use]
            #[inline]
            pub const fn from_le(x: Self) -> Self {
                Saturating($t::from_le(x.0))
            }
        }
        impl Not for Wrapping<$t> {
            type Output = Self;
            fn not(self) -> Self {
                Wrapping(!self.0)
            }
        }
        impl Shl<usize> for Wrapping<$t> {
            type Output = Self;
            fn shl(self, by: usize) -> Self {
                Wrapping(self.0.wrapping_shl(by as u32))
            }
        }
        impl Shr<usize> for Wrapping<$t> {
            type Output = Self;
            fn shr(self, by: usize) -> Self {
                Wrapping(self.0.wrapping_shr(by as u32))
            }
        }
    )* };
}
#[impls] all! { i8 }
#[impls] all! { i16 }
#[impls] all! { i32 }
#[impls] all! { i64 }
#[impls] all! { i128 }
#[impls] all! { isize }
#[impls] all! { u8 }
#[impls] all! { u16 }
#[impls] all! { u32 }
#[impls] all! { u64 }
#[impls] all! { u128 }
#[impls] all! { usize }

macro_rules! negated {
    ($($t:ident)*) => { $(
        impl Neg for Saturating<$t> {
            type Output = Self;
            fn neg(self) -> Self {
                Saturating(self.0.saturating_neg())
            }
        }
        impl Saturating<$t> {
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn abs(self) -> Self {
                Saturating(self.0.saturating_abs())
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn signum(self) -> Self {
                Saturating(self.0.signum())
            }
            #[must_use]
            #[inline]
            pub const fn is_positive(self) -> bool {
                self.0.is_positive()
            }
            #[must_use]
            #[inline]
            pub const fn is_negative(self) -> bool {
                self.0.is_negative()
            }
        }
    )* };
}
#[impls] negated! { i8 i16 i32 i64 i128 isize }

macro_rules! unsigned {
    ($($t:ident)*) => { $(
        impl Saturating<$t> {
            #[must_use]
            #[inline]
            pub const fn is_power_of_two(self) -> bool {
                self.0.is_power_of_two()
            }
        }
    )* };
}
#[impls] unsigned! { u8 u16 u32 u64 u128 usize }

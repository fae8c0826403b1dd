//! Integers that are never zero: `Option` of them is as large as they are.
use crate::cmp::Ordering;
use crate::fmt;
use crate::ops::{BitOr, BitOrAssign, Div, DivAssign, Neg, Rem, RemAssign};

/// Primitives that have a zero.
pub unsafe trait ZeroablePrimitive: Sized + Copy {
    #[doc(hidden)]
    fn is_zero(self) -> bool;
}
macro_rules! zeroable {
    ($($t:ident)*) => { $(
        unsafe impl ZeroablePrimitive for $t {
            #[inline]
            fn is_zero(self) -> bool {
                self == 0
            }
        }
    )* };
}
#[impls] zeroable! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
unsafe impl ZeroablePrimitive for char {
    #[inline]
    fn is_zero(self) -> bool {
        self as u32 == 0
    }
}

#[repr(transparent)]
#[lang = "NonZero"]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_nonnull_optimization_guaranteed]
pub struct NonZero<T: ZeroablePrimitive>(T);

impl<T: ZeroablePrimitive> NonZero<T> {
    #[must_use]
    #[inline]
    pub const fn new(n: T) -> Option<Self> {
        if n.is_zero() { None } else { Some(unsafe { NonZero(n) }) }
    }
    #[must_use]
    #[inline]
    #[track_caller]
    pub const unsafe fn new_unchecked(n: T) -> Self {
        unsafe { NonZero(n) }
    }
    #[inline]
    pub const fn get(self) -> T {
        self.0
    }
}

impl<T: ZeroablePrimitive> Clone for NonZero<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ZeroablePrimitive> Copy for NonZero<T> {}
impl<T: ZeroablePrimitive + PartialEq> PartialEq for NonZero<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T: ZeroablePrimitive + Eq> Eq for NonZero<T> {}
impl<T: ZeroablePrimitive + PartialOrd> PartialOrd for NonZero<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.0.partial_cmp(&other.0)
    }
}
impl<T: ZeroablePrimitive + Ord> Ord for NonZero<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T: ZeroablePrimitive + fmt::Debug> fmt::Debug for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<T: ZeroablePrimitive + fmt::Display> fmt::Display for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: ZeroablePrimitive + crate::hash::Hash> crate::hash::Hash for NonZero<T> {
    fn hash<H: crate::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state)
    }
}
macro_rules! formats {
    ($($trait:ident)*) => { $(
        impl<T: ZeroablePrimitive + fmt::$trait> fmt::$trait for NonZero<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}
#[impls] formats! { Binary Octal LowerHex UpperHex LowerExp UpperExp }

macro_rules! nonzero {
    ($($name:ident $t:ident)*) => { $(
        pub type $name = NonZero<$t>;
        impl NonZero<$t> {
            pub const BITS: u32 = $t::BITS;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn leading_zeros(self) -> u32 {
                self.0.leading_zeros()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn trailing_zeros(self) -> u32 {
                self.0.trailing_zeros()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn count_ones(self) -> NonZero<u32> {
                unsafe { NonZero(self.0.count_ones()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn swap_bytes(self) -> Self {
                unsafe { NonZero(self.0.swap_bytes()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn reverse_bits(self) -> Self {
                unsafe { NonZero(self.0.reverse_bits()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn rotate_left(self, n: u32) -> Self {
                unsafe { NonZero(self.0.rotate_left(n)) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn rotate_right(self, n: u32) -> Self {
                unsafe { NonZero(self.0.rotate_right(n)) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_mul(self, other: Self) -> Option<Self> {
                match self.0.checked_mul(other.0) {
                    Some(n) => Some(unsafe { NonZero(n) }),
                    None => None,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_mul(self, other: Self) -> Self {
                unsafe { NonZero(self.0.saturating_mul(other.0)) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_pow(self, exp: u32) -> Option<Self> {
                match self.0.checked_pow(exp) {
                    Some(n) => Some(unsafe { NonZero(n) }),
                    None => None,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_pow(self, exp: u32) -> Self {
                unsafe { NonZero(self.0.saturating_pow(exp)) }
            }
        }
        impl BitOr for NonZero<$t> {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                unsafe { NonZero(self.0 | other.0) }
            }
        }
        impl BitOr<$t> for NonZero<$t> {
            type Output = Self;
            fn bitor(self, other: $t) -> Self {
                unsafe { NonZero(self.0 | other) }
            }
        }
        impl BitOr<NonZero<$t>> for $t {
            type Output = NonZero<$t>;
            fn bitor(self, other: NonZero<$t>) -> NonZero<$t> {
                unsafe { NonZero(self | other.0) }
            }
        }
        impl BitOrAssign for NonZero<$t> {
            fn bitor_assign(&mut self, other: Self) {
                *self = *self | other;
            }
        }
        impl BitOrAssign<$t> for NonZero<$t> {
            fn bitor_assign(&mut self, other: $t) {
                *self = *self | other;
            }
        }
        impl crate::str::FromStr for NonZero<$t> {
            type Err = crate::num::ParseIntError;
            fn from_str(s: &str) -> Result<Self, crate::num::ParseIntError> {
                match Self::new(s.parse()?) {
                    Some(n) => Ok(n),
                    None => Err(crate::num::ParseIntError { kind: crate::num::IntErrorKind::Zero }),
                }
            }
        }
        impl From<NonZero<$t>> for $t {
            fn from(n: NonZero<$t>) -> $t {
                n.0
            }
        }
        impl TryFrom<$t> for NonZero<$t> {
            type Error = crate::num::TryFromIntError;
            fn try_from(n: $t) -> Result<Self, crate::num::TryFromIntError> {
                match Self::new(n) {
                    Some(n) => Ok(n),
                    None => Err(crate::num::TryFromIntError(())),
                }
            }
        }
    )* };
}
nonzero! {
    NonZeroI8 i8 NonZeroI16 i16 NonZeroI32 i32 NonZeroI64 i64 NonZeroI128 i128 NonZeroIsize isize
    NonZeroU8 u8 NonZeroU16 u16 NonZeroU32 u32 NonZeroU64 u64 NonZeroU128 u128 NonZeroUsize usize
}

macro_rules! nonzero_unsigned {
    ($($t:ident)*) => { $(
        impl NonZero<$t> {
            pub const MIN: Self = unsafe { NonZero(1) };
            pub const MAX: Self = unsafe { NonZero($t::MAX) };
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_add(self, other: $t) -> Option<Self> {
                match self.0.checked_add(other) {
                    Some(n) => Some(unsafe { NonZero(n) }),
                    None => None,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_add(self, other: $t) -> Self {
                unsafe { NonZero(self.0.saturating_add(other)) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_next_power_of_two(self) -> Option<Self> {
                match self.0.checked_next_power_of_two() {
                    Some(n) => Some(unsafe { NonZero(n) }),
                    None => None,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn ilog2(self) -> u32 {
                Self::BITS - 1 - self.0.leading_zeros()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn ilog10(self) -> u32 {
                self.0.ilog10()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn isqrt(self) -> Self {
                unsafe { NonZero(self.0.isqrt()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn midpoint(self, other: Self) -> Self {
                unsafe { NonZero(self.0.midpoint(other.0)) }
            }
            #[must_use]
            pub const fn is_power_of_two(self) -> bool {
                self.0.is_power_of_two()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn div_ceil(self, other: Self) -> Self {
                unsafe { NonZero(self.0.div_ceil(other.0)) }
            }
        }
        impl Div<NonZero<$t>> for $t {
            type Output = $t;
            #[inline]
            fn div(self, other: NonZero<$t>) -> $t {
                self / other.0
            }
        }
        impl DivAssign<NonZero<$t>> for $t {
            #[inline]
            fn div_assign(&mut self, other: NonZero<$t>) {
                *self = *self / other.0;
            }
        }
        impl Rem<NonZero<$t>> for $t {
            type Output = $t;
            #[inline]
            fn rem(self, other: NonZero<$t>) -> $t {
                self % other.0
            }
        }
        impl RemAssign<NonZero<$t>> for $t {
            #[inline]
            fn rem_assign(&mut self, other: NonZero<$t>) {
                *self = *self % other.0;
            }
        }
    )* };
}
#[impls] nonzero_unsigned! { u8 u16 u32 u64 u128 usize }

macro_rules! nonzero_signed {
    ($($t:ident $u:ident)*) => { $(
        impl NonZero<$u> {
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn cast_signed(self) -> NonZero<$t> {
                unsafe { NonZero(self.0 as $t) }
            }
        }
        impl NonZero<$t> {
            pub const MIN: Self = unsafe { NonZero($t::MIN) };
            pub const MAX: Self = unsafe { NonZero($t::MAX) };
            #[must_use]
            pub const fn is_positive(self) -> bool {
                self.0 > 0
            }
            #[must_use]
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn abs(self) -> Self {
                unsafe { NonZero(self.0.abs()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_abs(self) -> Self {
                unsafe { NonZero(self.0.wrapping_abs()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn unsigned_abs(self) -> NonZero<$u> {
                unsafe { NonZero(self.0.unsigned_abs()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_abs(self) -> Option<Self> {
                match self.0.checked_abs() {
                    Some(n) => Some(unsafe { NonZero(n) }),
                    None => None,
                }
            }
            pub const fn checked_neg(self) -> Option<Self> {
                match self.0.checked_neg() {
                    Some(n) => Some(unsafe { NonZero(n) }),
                    None => None,
                }
            }
            pub const fn wrapping_neg(self) -> Self {
                unsafe { NonZero(self.0.wrapping_neg()) }
            }
            pub const fn overflowing_neg(self) -> (Self, bool) {
                let (n, overflows) = self.0.overflowing_neg();
                (unsafe { NonZero(n) }, overflows)
            }
            pub const fn saturating_neg(self) -> Self {
                unsafe { NonZero(self.0.saturating_neg()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_abs(self) -> (Self, bool) {
                let (n, overflows) = self.0.overflowing_abs();
                (unsafe { NonZero(n) }, overflows)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_abs(self) -> Self {
                unsafe { NonZero(self.0.saturating_abs()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn cast_unsigned(self) -> NonZero<$u> {
                unsafe { NonZero(self.0 as $u) }
            }
        }
        impl Neg for NonZero<$t> {
            type Output = Self;
            #[rustc_inherit_overflow_checks]
            fn neg(self) -> Self {
                unsafe { NonZero(-self.0) }
            }
        }
    )* };
}
#[impls] nonzero_signed! { i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize }

//! The integers. `common`, `signed` and `unsigned` hold the methods; the macros give them to each type.
use crate::fmt;
use crate::intrinsics;

#[macro_use]
mod common;
pub(crate) mod decimal;
mod float;
mod from_decimal;
mod nonzero;
mod parse;
#[macro_use]
mod signed;
#[macro_use]
mod strict;
#[macro_use]
mod unsigned;
mod wrapping;

pub use float::{FpCategory, ParseFloatError};
pub use nonzero::{
    NonZero, NonZeroI128, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI8, NonZeroIsize, NonZeroU128, NonZeroU16, NonZeroU32, NonZeroU64,
    NonZeroU8, NonZeroUsize,
};
use strict::{add_overflow, div_overflow, mul_overflow, neg_overflow, rem_overflow, shl_overflow, shr_overflow, sub_overflow};
pub use parse::{IntErrorKind, ParseIntError};
pub use wrapping::{Saturating, Wrapping};

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct TryFromIntError(pub(crate) ());

impl fmt::Display for TryFromIntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("out of range integral type conversion attempted")
    }
}
impl crate::error::Error for TryFromIntError {}

#[cold]
#[inline(never)]
#[track_caller]
const fn log_of_zero() -> ! {
    crate::panicking::panic("argument of integer logarithm must be positive")
}

#[cold]
#[inline(never)]
#[track_caller]
const fn log_base_too_small() -> ! {
    crate::panicking::panic("base of integer logarithm must be at least 2")
}

#[impls] common! { i8 u8 8 1 }
#[impls] common! { i16 u16 16 2 }
#[impls] common! { i32 u32 32 4 }
#[impls] common! { i64 u64 64 8 }
#[impls] common! { i128 u128 128 16 }
#[impls] common! { isize usize 64 8 }
#[impls] common! { u8 u8 8 1 }
#[impls] common! { u16 u16 16 2 }
#[impls] common! { u32 u32 32 4 }
#[impls] common! { u64 u64 64 8 }
#[impls] common! { u128 u128 128 16 }
#[impls] common! { usize usize 64 8 }
#[impls] signed! { i8 u8 }
#[impls] signed! { i16 u16 }
#[impls] signed! { i32 u32 }
#[impls] signed! { i64 u64 }
#[impls] signed! { i128 u128 }
#[impls] signed! { isize usize }
#[impls] unsigned! { u8 i8 }
#[impls] unsigned! { u16 i16 }
#[impls] unsigned! { u32 i32 }
#[impls] unsigned! { u64 i64 }
#[impls] unsigned! { u128 i128 }
#[impls] unsigned! { usize isize }
#[impls] strict_signed! { i8 u8 }
#[impls] strict_signed! { i16 u16 }
#[impls] strict_signed! { i32 u32 }
#[impls] strict_signed! { i64 u64 }
#[impls] strict_signed! { i128 u128 }
#[impls] strict_signed! { isize usize }
#[impls] strict_unsigned! { u8 i8 }
#[impls] strict_unsigned! { u16 i16 }
#[impls] strict_unsigned! { u32 i32 }
#[impls] strict_unsigned! { u64 i64 }
#[impls] strict_unsigned! { u128 i128 }
#[impls] strict_unsigned! { usize isize }
#[impls] carrying_products! { u8 in_wider_type }
#[impls] carrying_products! { u16 in_wider_type }
#[impls] carrying_products! { u32 in_wider_type }
#[impls] carrying_products! { u64 in_wider_type }
#[impls] carrying_products! { usize in_wider_type }
#[impls] carrying_products! { u128 in_halves }

impl u8 {
    #[must_use]
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        *self < 128
    }
    pub const fn as_ascii_char(self) -> char {
        self as char
    }
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase()`"]
    #[inline]
    pub const fn to_ascii_uppercase(&self) -> u8 {
        if self.is_ascii_lowercase() { *self - 32 } else { *self }
    }
    #[must_use = "to lowercase the value in-place, use `make_ascii_lowercase()`"]
    #[inline]
    pub const fn to_ascii_lowercase(&self) -> u8 {
        if self.is_ascii_uppercase() { *self + 32 } else { *self }
    }
    pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool {
        self.to_ascii_lowercase() == other.to_ascii_lowercase()
    }
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_alphabetic(&self) -> bool {
        matches!(*self, b'A'..=b'Z' | b'a'..=b'z')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_uppercase(&self) -> bool {
        matches!(*self, b'A'..=b'Z')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_lowercase(&self) -> bool {
        matches!(*self, b'a'..=b'z')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_alphanumeric(&self) -> bool {
        matches!(*self, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_digit(&self) -> bool {
        matches!(*self, b'0'..=b'9')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_hexdigit(&self) -> bool {
        matches!(*self, b'0'..=b'9' | b'A'..=b'F' | b'a'..=b'f')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_punctuation(&self) -> bool {
        matches!(*self, b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_graphic(&self) -> bool {
        matches!(*self, b'!'..=b'~')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_whitespace(&self) -> bool {
        matches!(*self, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_control(&self) -> bool {
        matches!(*self, b'\0'..=b'\x1F' | b'\x7F')
    }
    #[inline]
    pub(crate) const fn is_utf8_char_boundary(self) -> bool {
        (self as i8) >= -0x40
    }
    #[must_use = "this returns the escaped byte as an iterator, without modifying the original"]
    pub fn escape_ascii(self) -> crate::ascii::EscapeDefault {
        crate::ascii::escape_default(self)
    }
}

impl bool {
    #[inline]
    pub fn then_some<T>(self, t: T) -> Option<T> {
        if self { Some(t) } else { None }
    }
    #[inline]
    pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> {
        if self { Some(f()) } else { None }
    }
}

//! Integers as text.
use crate::fmt::{Binary, Debug, Display, Formatter, LowerHex, Octal, Result, UpperHex};

/// Digits of `n` at the end of a buffer; gives where they begin.
fn decimal(mut n: u128, buffer: &mut [u8; 128]) -> usize {
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            return at;
        }
    }
}
/// The same for `u64`, which needs no wide division.
fn decimal_small(mut n: u64, buffer: &mut [u8; 128]) -> usize {
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            return at;
        }
    }
}
fn power_of_two(mut n: u128, shift: u32, upper: bool, buffer: &mut [u8; 128]) -> usize {
    let mut at = buffer.len();
    loop {
        at -= 1;
        let digit = (n & ((1 << shift) - 1)) as u8;
        buffer[at] = if digit < 10 {
            b'0' + digit
        } else if upper {
            b'A' + digit - 10
        } else {
            b'a' + digit - 10
        };
        n >>= shift;
        if n == 0 {
            return at;
        }
    }
}
fn show(f: &mut Formatter<'_>, nonnegative: bool, prefix: &str, buffer: &[u8; 128], at: usize) -> Result {
    f.pad_integral(nonnegative, prefix, unsafe { crate::str::from_utf8_unchecked(&buffer[at..]) })
}
fn radix(f: &mut Formatter<'_>, n: u128, shift: u32, upper: bool, prefix: &str) -> Result {
    let mut buffer = [0; 128];
    let at = power_of_two(n, shift, upper, &mut buffer);
    show(f, true, prefix, &buffer, at)
}

macro_rules! integers {
    ($($t:ident $u:ident $work:ident $digits:ident;)*) => { $(
        impl Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let nonnegative = *self >= 0;
                let magnitude = if nonnegative { *self as $u } else { (*self as $u).wrapping_neg() };
                let mut buffer = [0; 128];
                let at = $digits(magnitude as $work, &mut buffer);
                show(f, nonnegative, "", &buffer, at)
            }
        }
        impl Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if f.flags & 16 != 0 {
                    LowerHex::fmt(self, f)
                } else if f.flags & 32 != 0 {
                    UpperHex::fmt(self, f)
                } else {
                    Display::fmt(self, f)
                }
            }
        }
        impl Binary for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                radix(f, *self as $u as u128, 1, false, "0b")
            }
        }
        impl Octal for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                radix(f, *self as $u as u128, 3, false, "0o")
            }
        }
        impl LowerHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                radix(f, *self as $u as u128, 4, false, "0x")
            }
        }
        impl UpperHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                radix(f, *self as $u as u128, 4, true, "0x")
            }
        }
    )* };
}
#[impls] integers! { i8 u8 u64 decimal_small; }
#[impls] integers! { i16 u16 u64 decimal_small; }
#[impls] integers! { i32 u32 u64 decimal_small; }
#[impls] integers! { i64 u64 u64 decimal_small; }
#[impls] integers! { isize usize u64 decimal_small; }
#[impls] integers! { i128 u128 u128 decimal; }
#[impls] integers! { u8 u8 u64 decimal_small; }
#[impls] integers! { u16 u16 u64 decimal_small; }
#[impls] integers! { u32 u32 u64 decimal_small; }
#[impls] integers! { u64 u64 u64 decimal_small; }
#[impls] integers! { usize usize u64 decimal_small; }
#[impls] integers! { u128 u128 u128 decimal; }

//! Integers as text.
use crate::fmt::{Binary, Debug, Display, Formatter, LowerExp, LowerHex, Octal, Result, UpperExp, UpperHex};

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
    f.pad_integral(nonnegative, prefix, ascii(&buffer[at..]))
}
fn radix(f: &mut Formatter<'_>, n: u128, shift: u32, upper: bool, prefix: &str) -> Result {
    let mut buffer = [0; 128];
    let at = power_of_two(n, shift, upper, &mut buffer);
    show(f, true, prefix, &buffer, at)
}

/// `digits` significant ones at most, rounded to even: the text `d.ddde±n` without its sign.
fn exponential(f: &mut Formatter<'_>, n: u128, nonnegative: bool, letter: u8) -> Result {
    let mut text = [0; 128];
    let from = decimal(n, &mut text);
    let mut digits = text.len() - from;
    let mut exponent = digits - 1;
    while digits > 1 && text[from + digits - 1] == b'0' {
        digits -= 1;
    }
    let mut zeros = 0;
    if let Some(precision) = f.precision() {
        zeros = precision.saturating_sub(digits - 1);
        if precision + 1 < digits {
            let rest = &text[from + precision + 1..from + digits];
            let up = rest[0] > b'5' || (rest[0] == b'5' && (rest.len() > 1 || text[from + precision] % 2 == 1));
            digits = precision + 1;
            if up && carried(&mut text[from..from + digits]) {
                exponent += 1;
            }
        }
    }
    let mut tail = [0; 128];
    let at = decimal_small(exponent as u64, &mut tail) - 1;
    tail[at] = letter;
    // The point goes where the first digit was, that digit before it.
    let mut head = from;
    if digits > 1 || zeros > 0 {
        head -= 1;
        text[head] = text[from];
        text[from] = b'.';
    }
    f.pad_number(nonnegative, "", ascii(&text[head..from + digits]), zeros, ascii(&tail[at..]))
}
fn ascii(bytes: &[u8]) -> &str {
    unsafe { crate::str::from_utf8_unchecked(bytes) }
}
/// One more in the last place; whether all were nines, which leaves a one and zeros.
fn carried(digits: &mut [u8]) -> bool {
    let mut i = digits.len();
    while i > 0 {
        i -= 1;
        if digits[i] < b'9' {
            digits[i] += 1;
            return false;
        }
        digits[i] = b'0';
    }
    digits[0] = b'1';
    true
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
        impl LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let nonnegative = *self >= 0;
                let magnitude = if nonnegative { *self as $u } else { (*self as $u).wrapping_neg() };
                exponential(f, magnitude as u128, nonnegative, b'e')
            }
        }
        impl UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let nonnegative = *self >= 0;
                let magnitude = if nonnegative { *self as $u } else { (*self as $u).wrapping_neg() };
                exponential(f, magnitude as u128, nonnegative, b'E')
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

//! Integer operations that x86-64 has no instruction for: the compiler calls them by name.

pub mod float;

const fn high(x: u128) -> u64 {
    (x >> 64) as u64
}

const fn join(high: u64, low: u64) -> u128 {
    (high as u128) << 64 | low as u128
}

/// Quotient and remainder, by divisions of two words by one.
fn divide(a: u128, b: u128) -> (u128, u128) {
    if a < b {
        return (0, a);
    }
    if high(a) == 0 {
        let quotient = a as u64 / b as u64;
        return (quotient as u128, (a as u64 - quotient * b as u64) as u128);
    }
    if high(b) != 0 {
        return divide_by_wide(a, b);
    }
    let by = b as u64;
    let mut upper = high(a);
    let mut above = 0;
    if upper >= by {
        above = upper / by;
        upper = upper - above * by;
    }
    let (below, rest) = crate::intrinsics::divide_two_words(upper, a as u64, by);
    (join(above, below), rest as u128)
}

/// The quotient has one word: that of the upper words is at most one too large (Hacker's Delight, 9-5).
fn divide_by_wide(a: u128, b: u128) -> (u128, u128) {
    let shift = crate::intrinsics::ctlz(high(b));
    let half = a >> 1;
    let leading = high(u128_unchecked_shl(b, shift));
    let (estimate, _) = crate::intrinsics::divide_two_words(high(half), half as u64, leading);
    let mut quotient = (estimate >> (63 - shift)) as u128;
    if quotient != 0 {
        quotient = quotient - 1;
    }
    let rest = a - quotient * b;
    if rest >= b { (quotient + 1, rest - b) } else { (quotient, rest) }
}

/// `high` is below `by`: the quotient fits. Half a word of it at a time (Knuth's algorithm D with two digits).
pub fn divide_two_words(high: u64, low: u64, by: u64) -> (u64, u64) {
    let shift = crate::intrinsics::ctlz(by);
    let by = by << shift;
    let upper = if shift == 0 { high } else { high << shift | low >> (64 - shift) };
    let lower = low << shift;
    let (first, rest) = divide_digit(upper, lower >> 32, by);
    let (second, rest) = divide_digit(rest, lower & 0xffff_ffff, by);
    (first << 32 | second, rest >> shift)
}

/// A digit of the quotient, from `rest` (below `by`) and the next digit; the highest bit of `by` is set.
fn divide_digit(rest: u64, next: u64, by: u64) -> (u64, u64) {
    let leading = by >> 32;
    let mut digit = rest / leading;
    let mut left = rest - digit * leading;
    while digit >> 32 != 0 || digit * (by & 0xffff_ffff) > (left << 32 | next) {
        digit = digit - 1;
        left = left + leading;
        if left >> 32 != 0 {
            break;
        }
    }
    (digit, (rest << 32 | next) - digit * by)
}

/// What the machine has an instruction for.
pub mod x86_64 {
    pub fn divide_two_words(high: u64, low: u64, by: u64) -> (u64, u64) {
        let (quotient, rest): (u64, u64);
        unsafe {
            crate::arch::asm!(
                "div {}", in(reg) by, inlateout("rax") low => quotient, inlateout("rdx") high => rest,
                options(pure, nomem, nostack)
            );
        }
        (quotient, rest)
    }
}

const fn magnitude(a: i128) -> u128 {
    if a < 0 { 0u128 - a as u128 } else { a as u128 }
}

pub fn u128_div(a: u128, b: u128) -> u128 {
    divide(a, b).0
}
pub fn u128_rem(a: u128, b: u128) -> u128 {
    divide(a, b).1
}
pub fn i128_div(a: i128, b: i128) -> i128 {
    let quotient = divide(magnitude(a), magnitude(b)).0;
    (if (a < 0) != (b < 0) { 0u128 - quotient } else { quotient }) as i128
}
pub fn i128_rem(a: i128, b: i128) -> i128 {
    let rest = divide(magnitude(a), magnitude(b)).1;
    (if a < 0 { 0u128 - rest } else { rest }) as i128
}

pub const fn u128_unchecked_shl(a: u128, by: u32) -> u128 {
    let by = by & 127;
    let (low, high) = (a as u64, high(a));
    if by == 0 {
        a
    } else if by < 64 {
        join(high << by | low >> (64 - by), low << by)
    } else {
        join(low << (by - 64), 0)
    }
}
pub const fn u128_unchecked_shr(a: u128, by: u32) -> u128 {
    let by = by & 127;
    let (low, high) = (a as u64, high(a));
    if by == 0 {
        a
    } else if by < 64 {
        join(high >> by, low >> by | high << (64 - by))
    } else {
        join(0, high >> (by - 64))
    }
}
pub const fn i128_unchecked_shl(a: i128, by: u32) -> i128 {
    u128_unchecked_shl(a as u128, by) as i128
}
pub const fn i128_unchecked_shr(a: i128, by: u32) -> i128 {
    let by = by & 127;
    if a < 0 { !(u128_unchecked_shr(!(a as u128), by)) as i128 } else { u128_unchecked_shr(a as u128, by) as i128 }
}

pub const fn u128_mul_with_overflow(a: u128, b: u128) -> (u128, bool) {
    let (ah, bh) = (high(a), high(b));
    let (al, bl) = (a as u64 as u128, b as u64 as u128);
    let first = (ah as u128) * bl;
    let second = al * (bh as u128);
    let lost = (ah != 0 && bh != 0) || high(first) != 0 || high(second) != 0;
    let low = al * bl;
    let middle = high(low) as u128 + (first as u64 as u128) + (second as u64 as u128);
    (a * b, lost || high(middle) != 0)
}
pub const fn i128_mul_with_overflow(a: i128, b: i128) -> (i128, bool) {
    let (product, lost) = u128_mul_with_overflow(magnitude(a), magnitude(b));
    let negative = (a < 0) != (b < 0);
    let limit = 1u128 << 127;
    let lost = lost || if negative { product > limit } else { product >= limit };
    (a * b, lost)
}

pub const fn u128_saturating_add(a: u128, b: u128) -> u128 {
    let sum = a + b;
    if sum < a { !0 } else { sum }
}
pub const fn u128_saturating_sub(a: u128, b: u128) -> u128 {
    if a < b { 0 } else { a - b }
}
const fn limit_of(a: i128) -> i128 {
    let top = 1u128 << 127;
    (if a < 0 { top } else { top - 1 }) as i128
}
pub const fn i128_saturating_add(a: i128, b: i128) -> i128 {
    let sum = a + b;
    if (sum < a) != (b < 0) { limit_of(a) } else { sum }
}
pub const fn i128_saturating_sub(a: i128, b: i128) -> i128 {
    let difference = a - b;
    if (difference > a) != (b < 0) { limit_of(a) } else { difference }
}

/// Ones of a value, counted in ever wider fields.
pub const fn u64_ctpop(x: u64) -> u32 {
    let x = x - (x >> 1 & 0x5555_5555_5555_5555);
    let x = (x & 0x3333_3333_3333_3333) + (x >> 2 & 0x3333_3333_3333_3333);
    let x = x + (x >> 4) & 0x0f0f_0f0f_0f0f_0f0f;
    (x * 0x0101_0101_0101_0101 >> 56) as u32
}
/// The bits in reverse order: neighbours exchanged in ever wider fields, then the bytes.
pub const fn u64_bitreverse(x: u64) -> u64 {
    let x = (x & 0x5555_5555_5555_5555) << 1 | x >> 1 & 0x5555_5555_5555_5555;
    let x = (x & 0x3333_3333_3333_3333) << 2 | x >> 2 & 0x3333_3333_3333_3333;
    let x = (x & 0x0f0f_0f0f_0f0f_0f0f) << 4 | x >> 4 & 0x0f0f_0f0f_0f0f_0f0f;
    crate::intrinsics::bswap(x)
}

pub const fn u128_ctpop(a: u128) -> u32 {
    u64_ctpop(a as u64) + u64_ctpop(high(a))
}
pub const fn u128_ctlz(a: u128) -> u32 {
    if high(a) == 0 { 64 + crate::intrinsics::ctlz(a as u64) } else { crate::intrinsics::ctlz(high(a)) }
}
pub const fn u128_cttz(a: u128) -> u32 {
    if a as u64 == 0 { 64 + crate::intrinsics::cttz(high(a)) } else { crate::intrinsics::cttz(a as u64) }
}
pub const fn u128_bswap(a: u128) -> u128 {
    join(crate::intrinsics::bswap(a as u64), crate::intrinsics::bswap(high(a)))
}
pub const fn u128_bitreverse(a: u128) -> u128 {
    join(u64_bitreverse(a as u64), u64_bitreverse(high(a)))
}
pub const fn u128_rotate_left(a: u128, by: u32) -> u128 {
    u128_unchecked_shl(a, by) | u128_unchecked_shr(a, 128 - (by & 127))
}
pub const fn u128_rotate_right(a: u128, by: u32) -> u128 {
    u128_unchecked_shr(a, by) | u128_unchecked_shl(a, 128 - (by & 127))
}
pub const fn i128_ctpop(a: i128) -> u32 {
    u128_ctpop(a as u128)
}
pub const fn i128_ctlz(a: i128) -> u32 {
    u128_ctlz(a as u128)
}
pub const fn i128_cttz(a: i128) -> u32 {
    u128_cttz(a as u128)
}
pub const fn i128_bswap(a: i128) -> i128 {
    u128_bswap(a as u128) as i128
}
pub const fn i128_bitreverse(a: i128) -> i128 {
    u128_bitreverse(a as u128) as i128
}
pub const fn i128_rotate_left(a: i128, by: u32) -> i128 {
    u128_rotate_left(a as u128, by) as i128
}
pub const fn i128_rotate_right(a: i128, by: u32) -> i128 {
    u128_rotate_right(a as u128, by) as i128
}

// What machines of 32 bits have no instruction for at 64 bits.

const fn high_half(x: u64) -> u32 {
    (x >> 32) as u32
}

/// Quotient and remainder, bit by bit unless both fit in 32 bits.
const fn divide64(a: u64, b: u64) -> (u64, u64) {
    if high_half(a) == 0 && high_half(b) == 0 {
        return ((a as u32 / b as u32) as u64, (a as u32 % b as u32) as u64);
    }
    if a < b {
        return (0, a);
    }
    let shift = u64_ctlz(b) - u64_ctlz(a);
    let mut divisor = b << shift;
    let mut rest = a;
    let mut quotient = 0u64;
    let mut left = shift + 1;
    while left > 0 {
        quotient = quotient << 1;
        if rest >= divisor {
            rest = rest - divisor;
            quotient = quotient | 1;
        }
        divisor = divisor >> 1;
        left -= 1;
    }
    (quotient, rest)
}

const fn magnitude64(a: i64) -> u64 {
    if a < 0 { 0u64 - a as u64 } else { a as u64 }
}

pub const fn u64_div(a: u64, b: u64) -> u64 {
    divide64(a, b).0
}
pub const fn u64_rem(a: u64, b: u64) -> u64 {
    divide64(a, b).1
}
pub const fn i64_div(a: i64, b: i64) -> i64 {
    let quotient = divide64(magnitude64(a), magnitude64(b)).0;
    (if (a < 0) != (b < 0) { 0u64 - quotient } else { quotient }) as i64
}
pub const fn i64_rem(a: i64, b: i64) -> i64 {
    let rest = divide64(magnitude64(a), magnitude64(b)).1;
    (if a < 0 { 0u64 - rest } else { rest }) as i64
}

/// The product, and whether dividing it gives something else.
pub const fn u64_mul_with_overflow(a: u64, b: u64) -> (u64, bool) {
    let product = a * b;
    (product, a != 0 && divide64(product, a).0 != b)
}
pub const fn i64_mul_with_overflow(a: i64, b: i64) -> (i64, bool) {
    let (product, lost) = u64_mul_with_overflow(magnitude64(a), magnitude64(b));
    let negative = (a < 0) != (b < 0);
    let limit = 1u64 << 63;
    let lost = lost || if negative { product > limit } else { product >= limit };
    (a * b, lost)
}

pub const fn u64_ctlz(a: u64) -> u32 {
    if high_half(a) == 0 { 32 + crate::intrinsics::ctlz(a as u32) } else { crate::intrinsics::ctlz(high_half(a)) }
}
pub const fn u64_cttz(a: u64) -> u32 {
    if a as u32 == 0 { 32 + crate::intrinsics::cttz(high_half(a)) } else { crate::intrinsics::cttz(a as u32) }
}
pub const fn u64_bswap(a: u64) -> u64 {
    (crate::intrinsics::bswap(a as u32) as u64) << 32 | crate::intrinsics::bswap(high_half(a)) as u64
}
pub const fn u64_rotate_left(a: u64, by: u32) -> u64 {
    let by = by & 63;
    if by == 0 { a } else { a << by | a >> (64 - by) }
}
pub const fn u64_rotate_right(a: u64, by: u32) -> u64 {
    let by = by & 63;
    if by == 0 { a } else { a >> by | a << (64 - by) }
}
pub const fn i64_ctlz(a: i64) -> u32 {
    u64_ctlz(a as u64)
}
pub const fn i64_cttz(a: i64) -> u32 {
    u64_cttz(a as u64)
}
pub const fn i64_bswap(a: i64) -> i64 {
    u64_bswap(a as u64) as i64
}
pub const fn i64_rotate_left(a: i64, by: u32) -> i64 {
    u64_rotate_left(a as u64, by) as i64
}
pub const fn i64_rotate_right(a: i64, by: u32) -> i64 {
    u64_rotate_right(a as u64, by) as i64
}

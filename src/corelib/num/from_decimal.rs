//! Decimal texts as floating-point numbers.
use super::decimal::Big;
use crate::cmp::Ordering;

/// What a text stands for, without its sign.
pub(crate) enum Parsed {
    Nan,
    Infinite,
    /// `significand * 2^exponent`; the last bit may stand for more bits.
    Number(u64, i32),
}

fn is_word(text: &[u8], word: &[u8]) -> bool {
    text.eq_ignore_ascii_case(word)
}

/// More digits do not matter but for whether there are any.
const MOST_DIGITS: usize = 800;

pub(crate) fn parse(text: &[u8]) -> Option<Parsed> {
    if is_word(text, b"inf") || is_word(text, b"infinity") {
        return Some(Parsed::Infinite);
    }
    if is_word(text, b"nan") {
        return Some(Parsed::Nan);
    }
    let mut value = Big::<160>::new(0);
    // Digits that count, all that were read, and the power of ten of the last that counts.
    let (mut count, mut read, mut power) = (0usize, 0usize, 0i64);
    let mut is_behind = false;
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        if byte == b'.' && !is_behind {
            is_behind = true;
        } else if byte.is_ascii_digit() {
            read += 1;
            if count > MOST_DIGITS {
                power += !is_behind as i64;
            } else if count == MOST_DIGITS {
                // One more digit stands for all that follow.
                if byte != b'0' {
                    value.times_plus(10, 1);
                    count += 1;
                    power -= is_behind as i64;
                } else {
                    power += !is_behind as i64;
                }
            } else {
                value.times_plus(10, (byte - b'0') as u32);
                count += (count > 0 || byte != b'0') as usize;
                power -= is_behind as i64;
            }
        } else {
            break;
        }
        at += 1;
    }
    if read == 0 {
        return None;
    }
    if at < text.len() {
        power += exponent(&text[at..])?;
    }
    Some(scaled(value, count as i64, power))
}

/// `e12`, `E-3`
fn exponent(text: &[u8]) -> Option<i64> {
    if text[0] != b'e' && text[0] != b'E' {
        return None;
    }
    let mut at = 1;
    let negative = text.len() > 1 && text[1] == b'-';
    if negative || text.len() > 1 && text[1] == b'+' {
        at = 2;
    }
    if at == text.len() {
        return None;
    }
    let mut value = 0i64;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            return None;
        }
        if value < 1 << 40 {
            value = 10 * value + (text[at] - b'0') as i64;
        }
        at += 1;
    }
    Some(if negative { -value } else { value })
}

/// `value * 10^power`, of `count` digits.
fn scaled(mut value: Big<160>, count: i64, power: i64) -> Parsed {
    if value.is_zero() || count + power < -400 {
        return Parsed::Number(0, 0);
    }
    if count + power > 400 {
        return Parsed::Infinite;
    }
    let mut divisor = Big::<160>::new(1);
    if power >= 0 {
        value.times_ten_to(power as usize);
    } else {
        divisor.times_ten_to(-power as usize);
    }
    // As long as each other, the quotient is between 1/2 and 2; a digit of it at a time.
    let (length, other) = (value.bits(), divisor.bits());
    if length < other {
        value.shift_left(other - length);
    } else {
        divisor.shift_left(length - other);
    }
    let mut quotient = 0u64;
    let mut bits = 0;
    while bits < 62 {
        quotient <<= 1;
        if value.compare(&divisor) != Ordering::Less {
            value.subtract(&divisor);
            quotient |= 1;
        }
        value.shift_left(1);
        bits += 1;
    }
    Parsed::Number(quotient << 1 | !value.is_zero() as u64, length as i32 - other as i32 - 62)
}

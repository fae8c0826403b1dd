//! Decimal digits of floating-point numbers, with exact arithmetic on large integers.
use crate::cmp::Ordering;

/// A large integer: words of 32 bits, the lowest first.
#[derive(Clone, Copy)]
pub(super) struct Big<const N: usize> {
    words: [u32; N],
    length: usize,
}

impl<const N: usize> Big<N> {
    pub(super) fn new(value: u64) -> Self {
        let mut words = [0; N];
        words[0] = value as u32;
        words[1] = (value >> 32) as u32;
        Big { words, length: 2 }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.bits() == 0
    }

    pub(super) fn bits(&self) -> usize {
        let mut at = self.length;
        while at > 0 {
            at -= 1;
            if self.words[at] != 0 {
                return 32 * at + 32 - self.words[at].leading_zeros() as usize;
            }
        }
        0
    }

    pub(super) fn times_plus(&mut self, by: u32, more: u32) {
        let mut carry = more as u64;
        let mut at = 0;
        while at < self.length {
            let product = self.words[at] as u64 * by as u64 + carry;
            self.words[at] = product as u32;
            carry = product >> 32;
            at += 1;
        }
        if carry != 0 {
            self.words[self.length] = carry as u32;
            self.length += 1;
        }
    }

    pub(super) fn times_ten_to(&mut self, mut power: usize) {
        while power >= 9 {
            self.times_plus(1_000_000_000, 0);
            power -= 9;
        }
        self.times_plus(10u32.pow(power as u32), 0);
    }

    pub(super) fn shift_left(&mut self, by: usize) {
        let (words, bits) = (by / 32, by % 32);
        let mut at = self.length;
        let mut above = 0;
        if bits != 0 && at > 0 {
            above = self.words[at - 1] >> (32 - bits);
        }
        self.length += words;
        while at > 0 {
            at -= 1;
            let below = if bits != 0 && at > 0 { self.words[at - 1] >> (32 - bits) } else { 0 };
            self.words[at + words] = self.words[at] << bits | below;
        }
        while at < words {
            self.words[at] = 0;
            at += 1;
        }
        if above != 0 {
            self.words[self.length] = above;
            self.length += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        let length = if self.length > other.length { self.length } else { other.length };
        let mut carry = 0;
        let mut at = 0;
        while at < length {
            let sum = self.words[at] as u64 + other.words[at] as u64 + carry;
            self.words[at] = sum as u32;
            carry = sum >> 32;
            at += 1;
        }
        self.length = length;
        if carry != 0 {
            self.words[length] = 1;
            self.length += 1;
        }
    }

    /// `other` is no greater.
    pub(super) fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        let mut at = 0;
        while at < self.length {
            let taken = other.words[at] as u64 + borrow;
            borrow = ((self.words[at] as u64) < taken) as u64;
            self.words[at] = self.words[at].wrapping_sub(taken as u32);
            at += 1;
        }
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let mut at = if self.length > other.length { self.length } else { other.length };
        while at > 0 {
            at -= 1;
            if self.words[at] != other.words[at] {
                return if self.words[at] < other.words[at] { Ordering::Less } else { Ordering::Greater };
            }
        }
        Ordering::Equal
    }

    fn divide(&mut self, by: u32) {
        let mut rest = 0u64;
        let mut at = self.length;
        while at > 0 {
            at -= 1;
            let dividend = rest << 32 | self.words[at] as u64;
            self.words[at] = (dividend / by as u64) as u32;
            rest = dividend % by as u64;
        }
    }

    /// The next digit of `self / scale`, which is below 10; what is left stays.
    fn digit(&mut self, scale: &Self) -> u8 {
        let mut digit = b'0';
        while self.compare(scale) != Ordering::Less {
            self.subtract(scale);
            digit += 1;
        }
        digit
    }
}

/// A number above 0: `mant * 2^exp`, and how far the ends of what rounds to it are.
pub(crate) struct Decoded {
    pub mant: u64,
    pub minus: u64,
    pub plus: u64,
    pub exp: i32,
    /// The ends themselves round to it.
    pub inclusive: bool,
}

pub(crate) enum Class {
    Nan,
    Infinite,
    Zero,
    Finite(Decoded),
}

/// Of the bits without sign; `precision` and `least` as in `soft::float`.
pub(crate) fn decode(bits: u64, precision: u32, least: i32, infinity: u64) -> Class {
    if bits >= infinity {
        return if bits > infinity { Class::Nan } else { Class::Infinite };
    }
    if bits == 0 {
        return Class::Zero;
    }
    let hidden = 1 << (precision - 1);
    let inclusive = bits & 1 == 0;
    if bits < hidden {
        return Class::Finite(Decoded { mant: bits << 1, minus: 1, plus: 1, exp: least - 1, inclusive });
    }
    let mant = bits & (hidden - 1) | hidden;
    let exp = (bits >> (precision - 1)) as i32 - 1 + least;
    if mant == hidden {
        return Class::Finite(Decoded { mant: mant << 2, minus: 1, plus: 2, exp: exp - 2, inclusive });
    }
    Class::Finite(Decoded { mant: mant << 1, minus: 1, plus: 1, exp: exp - 1, inclusive })
}

/// A power of ten that `mant * 2^exp` is about as great as; it may be one too small.
fn scaling(mant: u64, exp: i32) -> i32 {
    let bits = 64 - (mant - 1).leading_zeros() as i64;
    (((bits + exp as i64) * 1292913986) >> 32) as i32
}

/// What numbers of 64 bits need.
type Words = Big<40>;

/// As `digits` is in decimal one more at its end; what is carried out of it.
fn round_up(digits: &mut [u8]) -> Option<u8> {
    let mut at = digits.len();
    while at > 0 {
        at -= 1;
        if digits[at] != b'9' {
            digits[at] += 1;
            return None;
        }
        digits[at] = b'0';
    }
    if digits.is_empty() {
        return Some(b'1');
    }
    digits[0] = b'1';
    Some(b'0')
}

/// The fewest digits that no other number is nearer to, and the power of ten that `0.digits` is to be multiplied by.
pub(crate) fn shortest(d: &Decoded, digits: &mut [u8; 17]) -> (usize, i32) {
    let mut power = scaling(d.mant + d.plus, d.exp);
    let (mut mant, mut minus, mut plus) = (Words::new(d.mant), Words::new(d.minus), Words::new(d.plus));
    let mut scale = Words::new(1);
    if d.exp < 0 {
        scale.shift_left(-d.exp as usize);
    } else {
        mant.shift_left(d.exp as usize);
        minus.shift_left(d.exp as usize);
        plus.shift_left(d.exp as usize);
    }
    if power >= 0 {
        scale.times_ten_to(power as usize);
    } else {
        mant.times_ten_to(-power as usize);
        minus.times_ten_to(-power as usize);
        plus.times_ten_to(-power as usize);
    }
    // Below the lower end, or above the upper one.
    let within = |a: &Words, b: &Words| match a.compare(b) {
        Ordering::Less => true,
        Ordering::Equal => d.inclusive,
        Ordering::Greater => false,
    };
    let upper = |mant: &Words, plus: &Words| {
        let mut sum = *mant;
        sum.add(plus);
        sum
    };
    if within(&scale, &upper(&mant, &plus)) {
        power += 1;
    } else {
        mant.times_plus(10, 0);
        minus.times_plus(10, 0);
        plus.times_plus(10, 0);
    }
    let mut count = 0;
    loop {
        digits[count] = mant.digit(&scale);
        count += 1;
        let down = within(&mant, &minus);
        let up = within(&scale, &upper(&mant, &plus));
        if !down && !up {
            mant.times_plus(10, 0);
            minus.times_plus(10, 0);
            plus.times_plus(10, 0);
            continue;
        }
        mant.shift_left(1);
        if up && (!down || mant.compare(&scale) != Ordering::Less) {
            if let Some(more) = round_up(&mut digits[..count]) {
                digits[count] = more;
                count += 1;
                power += 1;
            }
        }
        return (count, power);
    }
}

/// All of `digits`, or as many as there are up to the place `10^limit`; rounded to the nearest, ties to even.
pub(crate) fn exact(d: &Decoded, digits: &mut [u8], limit: i32) -> (usize, i32) {
    let mut power = scaling(d.mant, d.exp);
    let mut mant = Words::new(d.mant);
    let mut scale = Words::new(1);
    if d.exp < 0 {
        scale.shift_left(-d.exp as usize);
    } else {
        mant.shift_left(d.exp as usize);
    }
    if power >= 0 {
        scale.times_ten_to(power as usize);
    } else {
        mant.times_ten_to(-power as usize);
    }
    let mut half = scale;
    let mut places = digits.len();
    while places >= 9 {
        half.divide(1_000_000_000);
        places -= 9;
    }
    half.divide(10u32.pow(places as u32));
    half.divide(2);
    half.add(&mant);
    if half.compare(&scale) != Ordering::Less {
        power += 1;
    } else {
        mant.times_plus(10, 0);
    }
    let wanted = power - limit;
    let mut count = if wanted < 0 {
        0
    } else if (wanted as usize) < digits.len() {
        wanted as usize
    } else {
        digits.len()
    };
    let mut at = 0;
    while at < count {
        if mant.is_zero() {
            while at < count {
                digits[at] = b'0';
                at += 1;
            }
            return (count, power);
        }
        digits[at] = mant.digit(&scale);
        mant.times_plus(10, 0);
        at += 1;
    }
    scale.times_plus(5, 0);
    let order = mant.compare(&scale);
    if order == Ordering::Greater || order == Ordering::Equal && count > 0 && digits[count - 1] & 1 == 1 {
        if let Some(more) = round_up(&mut digits[..count]) {
            power += 1;
            if power > limit && count < digits.len() {
                digits[count] = more;
                count += 1;
            }
        }
    }
    (count, power)
}

//! Spans of time, in seconds and nanoseconds.
mod float;

pub use float::TryFromFloatSecsError;

use crate::fmt;
use crate::iter::Sum;
use crate::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Sub, SubAssign};

const SECOND: u32 = 1_000_000_000;
const MILLISECOND: u32 = 1_000_000;
const MICROSECOND: u32 = 1_000;

/// Less than a second's.
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(0)]
#[rustc_layout_scalar_valid_range_end(999999999)]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Nanoseconds(u32);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    secs: u64,
    nanos: Nanoseconds,
}

/// `nanos` are less than a second's.
#[inline]
const fn of(secs: u64, nanos: u32) -> Duration {
    Duration { secs, nanos: unsafe { Nanoseconds(nanos) } }
}

impl Duration {
    pub const ZERO: Duration = of(0, 0);
    pub const MAX: Duration = of(u64::MAX, SECOND - 1);

    #[must_use]
    #[inline]
    pub const fn new(secs: u64, nanos: u32) -> Duration {
        if nanos < SECOND {
            return of(secs, nanos);
        }
        of(secs.checked_add((nanos / SECOND) as u64).expect("overflow in Duration::new"), nanos % SECOND)
    }
    #[must_use]
    #[inline]
    pub const fn from_secs(secs: u64) -> Duration {
        of(secs, 0)
    }
    #[must_use]
    #[inline]
    pub const fn from_millis(millis: u64) -> Duration {
        of(millis / 1000, (millis % 1000) as u32 * MILLISECOND)
    }
    #[must_use]
    #[inline]
    pub const fn from_micros(micros: u64) -> Duration {
        of(micros / 1_000_000, (micros % 1_000_000) as u32 * MICROSECOND)
    }
    #[must_use]
    #[inline]
    pub const fn from_nanos(nanos: u64) -> Duration {
        of(nanos / SECOND as u64, (nanos % SECOND as u64) as u32)
    }
    #[must_use]
    #[inline]
    #[track_caller]
    pub const fn from_nanos_u128(nanos: u128) -> Duration {
        let secs = nanos / SECOND as u128;
        if secs > u64::MAX as u128 {
            panic!("overflow in `Duration::from_nanos_u128`");
        }
        of(secs as u64, (nanos % SECOND as u128) as u32)
    }
    #[must_use]
    #[inline]
    pub const fn from_hours(hours: u64) -> Duration {
        match hours.checked_mul(3600) {
            Some(secs) => of(secs, 0),
            None => panic!("overflow in Duration::from_hours"),
        }
    }
    #[must_use]
    #[inline]
    pub const fn from_mins(mins: u64) -> Duration {
        match mins.checked_mul(60) {
            Some(secs) => of(secs, 0),
            None => panic!("overflow in Duration::from_mins"),
        }
    }

    #[must_use]
    #[inline]
    pub const fn is_zero(&self) -> bool {
        self.secs == 0 && self.nanos.0 == 0
    }
    #[must_use]
    #[inline]
    pub const fn as_secs(&self) -> u64 {
        self.secs
    }
    #[must_use]
    #[inline]
    pub const fn subsec_millis(&self) -> u32 {
        self.nanos.0 / MILLISECOND
    }
    #[must_use]
    #[inline]
    pub const fn subsec_micros(&self) -> u32 {
        self.nanos.0 / MICROSECOND
    }
    #[must_use]
    #[inline]
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos.0
    }
    #[must_use]
    #[inline]
    pub const fn as_millis(&self) -> u128 {
        self.secs as u128 * 1000 + self.subsec_millis() as u128
    }
    #[must_use]
    #[inline]
    pub const fn as_micros(&self) -> u128 {
        self.secs as u128 * 1_000_000 + self.subsec_micros() as u128
    }
    #[must_use]
    #[inline]
    pub const fn as_nanos(&self) -> u128 {
        self.secs as u128 * SECOND as u128 + self.nanos.0 as u128
    }

    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn abs_diff(self, other: Duration) -> Duration {
        match self.checked_sub(other) {
            Some(difference) => difference,
            None => other.saturating_sub(self),
        }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn checked_add(self, rhs: Duration) -> Option<Duration> {
        let nanos = self.nanos.0 + rhs.nanos.0;
        let (secs, overflowed) = self.secs.overflowing_add(rhs.secs);
        if overflowed {
            return None;
        }
        if nanos < SECOND {
            return Some(of(secs, nanos));
        }
        match secs.checked_add(1) {
            Some(secs) => Some(of(secs, nanos - SECOND)),
            None => None,
        }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn saturating_add(self, rhs: Duration) -> Duration {
        match self.checked_add(rhs) {
            Some(sum) => sum,
            None => Duration::MAX,
        }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn checked_sub(self, rhs: Duration) -> Option<Duration> {
        let borrowed = self.nanos.0 < rhs.nanos.0;
        let (secs, overflowed) = self.secs.overflowing_sub(rhs.secs);
        if overflowed || (borrowed && secs == 0) {
            return None;
        }
        if borrowed { Some(of(secs - 1, self.nanos.0 + SECOND - rhs.nanos.0)) } else { Some(of(secs, self.nanos.0 - rhs.nanos.0)) }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn saturating_sub(self, rhs: Duration) -> Duration {
        match self.checked_sub(rhs) {
            Some(difference) => difference,
            None => Duration::ZERO,
        }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn checked_mul(self, rhs: u32) -> Option<Duration> {
        let nanos = self.nanos.0 as u64 * rhs as u64;
        let (secs, overflowed) = self.secs.overflowing_mul(rhs as u64);
        if overflowed {
            return None;
        }
        match secs.checked_add(nanos / SECOND as u64) {
            Some(secs) => Some(of(secs, (nanos % SECOND as u64) as u32)),
            None => None,
        }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn saturating_mul(self, rhs: u32) -> Duration {
        match self.checked_mul(rhs) {
            Some(product) => product,
            None => Duration::MAX,
        }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn checked_div(self, rhs: u32) -> Option<Duration> {
        if rhs == 0 {
            return None;
        }
        let rest = (self.secs % rhs as u64) * SECOND as u64 + self.nanos.0 as u64;
        Some(of(self.secs / rhs as u64, (rest / rhs as u64) as u32))
    }
}

impl Default for Duration {
    fn default() -> Duration {
        Duration::ZERO
    }
}

impl Add for Duration {
    type Output = Duration;
    #[inline]
    fn add(self, rhs: Duration) -> Duration {
        self.checked_add(rhs).expect("overflow when adding durations")
    }
}
impl AddAssign for Duration {
    #[inline]
    fn add_assign(&mut self, rhs: Duration) {
        *self = *self + rhs;
    }
}
impl Sub for Duration {
    type Output = Duration;
    #[inline]
    fn sub(self, rhs: Duration) -> Duration {
        self.checked_sub(rhs).expect("overflow when subtracting durations")
    }
}
impl SubAssign for Duration {
    #[inline]
    fn sub_assign(&mut self, rhs: Duration) {
        *self = *self - rhs;
    }
}
impl Mul<u32> for Duration {
    type Output = Duration;
    #[inline]
    fn mul(self, rhs: u32) -> Duration {
        self.checked_mul(rhs).expect("overflow when multiplying duration by scalar")
    }
}
impl Mul<Duration> for u32 {
    type Output = Duration;
    #[inline]
    fn mul(self, rhs: Duration) -> Duration {
        rhs * self
    }
}
impl MulAssign<u32> for Duration {
    #[inline]
    fn mul_assign(&mut self, rhs: u32) {
        *self = *self * rhs;
    }
}
impl Div<u32> for Duration {
    type Output = Duration;
    #[inline]
    #[track_caller]
    fn div(self, rhs: u32) -> Duration {
        self.checked_div(rhs).expect("divide by zero error when dividing duration by scalar")
    }
}
impl DivAssign<u32> for Duration {
    #[inline]
    #[track_caller]
    fn div_assign(&mut self, rhs: u32) {
        *self = *self / rhs;
    }
}

/// Only the seconds of the whole sum may overflow.
fn sum(durations: impl Iterator<Item = Duration>) -> Duration {
    let (mut secs, mut nanos) = (0u64, 0u64);
    for each in durations {
        nanos += each.nanos.0 as u64;
        let carried = nanos / SECOND as u64;
        nanos -= carried * SECOND as u64;
        secs = secs.checked_add(each.secs).and_then(|secs| secs.checked_add(carried)).expect("overflow in iter::sum over durations");
    }
    of(secs, nanos as u32)
}
impl Sum for Duration {
    fn sum<I: Iterator<Item = Duration>>(iter: I) -> Duration {
        sum(iter)
    }
}
impl<'a> Sum<&'a Duration> for Duration {
    fn sum<I: Iterator<Item = &'a Duration>>(iter: I) -> Duration {
        sum(iter.copied())
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.nanos.0;
        if self.secs > 0 {
            show(f, self.secs, nanos, 9, "s")
        } else if nanos >= MILLISECOND {
            show(f, (nanos / MILLISECOND) as u64, nanos % MILLISECOND, 6, "ms")
        } else if nanos >= MICROSECOND {
            show(f, (nanos / MICROSECOND) as u64, nanos % MICROSECOND, 3, "µs")
        } else {
            show(f, nanos as u64, 0, 0, "ns")
        }
    }
}

/// A decimal number whose fraction has `digits` digits: to the precision asked for, half to even, or as many as it needs.
fn show(f: &mut fmt::Formatter<'_>, whole: u64, mut fraction: u32, mut digits: usize, unit: &str) -> fmt::Result {
    let wanted = f.precision();
    let mut dropped = (0, 1);
    while digits > 0 && wanted.map_or(fraction % 10 == 0, |wanted| digits > wanted) {
        dropped = (dropped.0 + fraction % 10 * dropped.1, dropped.1 * 10);
        fraction /= 10;
        digits -= 1;
    }
    let odd = if digits > 0 { fraction % 2 == 1 } else { whole % 2 == 1 };
    let mut whole = whole as u128;
    if dropped.0 * 2 > dropped.1 || (dropped.0 * 2 == dropped.1 && odd) {
        fraction += 1;
        if fraction == 10u32.pow(digits as u32) {
            fraction = 0;
            whole += 1;
        }
    }
    let sign = if f.sign_plus() { "+" } else { "" };
    let places = wanted.unwrap_or(digits);
    let zeros = places - digits;
    let units = unit.chars().count();
    let length = sign.len() + whole.checked_ilog10().unwrap_or(0) as usize + 1 + if places > 0 { places + 1 } else { 0 } + units;
    if places == 0 {
        f.pad_around(length, format_args!("{sign}{whole}{unit}"))
    } else if digits == 0 {
        f.pad_around(length, format_args!("{sign}{whole}.{:0<zeros$}{unit}", ""))
    } else {
        f.pad_around(length, format_args!("{sign}{whole}.{fraction:0digits$}{:0<zeros$}{unit}", ""))
    }
}

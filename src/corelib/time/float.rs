//! Spans of time as floating-point numbers of seconds.
use crate::fmt;
use crate::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryFromFloatSecsError {
    kind: TryFromFloatSecsErrorKind,
}
#[derive(Debug, Clone, PartialEq, Eq)]
enum TryFromFloatSecsErrorKind {
    Negative,
    OverflowOrNan,
}
impl fmt::Display for TryFromFloatSecsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            TryFromFloatSecsErrorKind::Negative => "cannot convert float seconds to Duration: value is negative",
            TryFromFloatSecsErrorKind::OverflowOrNan => "cannot convert float seconds to Duration: value is either too big or NaN",
        })
    }
}
impl crate::error::Error for TryFromFloatSecsError {}

/// `fraction` times two to the `exponent` seconds, to the nearest nanosecond, half to even.
fn of_parts(fraction: u64, exponent: i32) -> Option<Duration> {
    if exponent >= 0 {
        let secs = fraction << (exponent as u32 & 63);
        return if exponent < 64 && secs >> exponent == fraction { Some(Duration::from_secs(secs)) } else { None };
    }
    let by = exponent.unsigned_abs();
    if by > 120 {
        return Some(Duration::ZERO);
    }
    let nanos = fraction as u128 * 1_000_000_000;
    let (whole, rest, half) = (nanos >> by, nanos & ((1 << by) - 1), 1 << (by - 1));
    let up = rest > half || (rest == half && whole & 1 == 1);
    Some(Duration::from_nanos_u128(whole + up as u128))
}

macro_rules! in_seconds {
    ($($t:ident $as_secs:ident $from:ident $try_from:ident $mul:ident $div:ident $ratio:ident;)*) => {
        impl Duration { $(
            #[must_use]
            #[inline]
            pub const fn $as_secs(&self) -> $t {
                self.as_secs() as $t + self.subsec_nanos() as $t / 1_000_000_000.0
            }
            #[must_use]
            #[inline]
            pub fn $from(secs: $t) -> Duration {
                match Duration::$try_from(secs) {
                    Ok(duration) => duration,
                    Err(error) => panic!("{error}"),
                }
            }
            #[inline]
            pub fn $try_from(secs: $t) -> Result<Duration, TryFromFloatSecsError> {
                if secs < 0.0 {
                    return Err(TryFromFloatSecsError { kind: TryFromFloatSecsErrorKind::Negative });
                }
                let bits = secs.to_bits() as u64;
                let digits = $t::MANTISSA_DIGITS - 1;
                let fraction = bits & ((1 << digits) - 1);
                let exponent = (bits >> digits) as i32 & ($t::MAX_EXP * 2 - 1);
                let least = $t::MIN_EXP - 1 - digits as i32;
                let made = match exponent {
                    0 => of_parts(fraction, least),
                    _ if exponent == $t::MAX_EXP * 2 - 1 => None,
                    _ => of_parts(fraction | 1 << digits, least + exponent - 1),
                };
                made.ok_or(TryFromFloatSecsError { kind: TryFromFloatSecsErrorKind::OverflowOrNan })
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub fn $mul(self, rhs: $t) -> Duration {
                Duration::$from(rhs * self.$as_secs())
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub fn $div(self, rhs: $t) -> Duration {
                Duration::$from(self.$as_secs() / rhs)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn $ratio(self, rhs: Duration) -> $t {
                let nanos = self.as_secs() as $t * 1_000_000_000.0 + self.subsec_nanos() as $t;
                nanos / (rhs.as_secs() as $t * 1_000_000_000.0 + rhs.subsec_nanos() as $t)
            }
        )* }
    };
}
#[impls] in_seconds! {
    f32 as_secs_f32 from_secs_f32 try_from_secs_f32 mul_f32 div_f32 div_duration_f32;
    f64 as_secs_f64 from_secs_f64 try_from_secs_f64 mul_f64 div_f64 div_duration_f64;
}

//! Integers from text.
use crate::fmt;
use crate::str::FromStr;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIntError {
    pub(crate) kind: IntErrorKind,
}
#[derive(Debug, Clone, PartialEq, Eq, Copy, Hash)]
pub enum IntErrorKind {
    Empty,
    InvalidDigit,
    PosOverflow,
    NegOverflow,
    Zero,
}
impl ParseIntError {
    #[must_use]
    pub const fn kind(&self) -> &IntErrorKind {
        &self.kind
    }
}
impl fmt::Display for ParseIntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            IntErrorKind::Empty => "cannot parse integer from empty string",
            IntErrorKind::InvalidDigit => "invalid digit found in string",
            IntErrorKind::PosOverflow => "number too large to fit in target type",
            IntErrorKind::NegOverflow => "number too small to fit in target type",
            IntErrorKind::Zero => "number would be zero for non-zero type",
        })
    }
}
impl crate::error::Error for ParseIntError {}

macro_rules! parse {
    ($($t:ident)*) => { $(
        impl FromStr for $t {
            type Err = ParseIntError;
            #[inline]
            fn from_str(src: &str) -> Result<$t, ParseIntError> {
                $t::from_str_radix(src, 10)
            }
        }
        impl $t {
            pub const fn from_str_radix(src: &str, radix: u32) -> Result<$t, ParseIntError> {
                if radix < 2 || radix > 36 {
                    panic!("from_ascii_radix: radix must lie in the range `[2, 36]` - found {radix}");
                }
                let bytes = src.as_bytes();
                if bytes.len() == 0 {
                    return Err(ParseIntError { kind: IntErrorKind::Empty });
                }
                let signed = $t::MIN != 0;
                let negative = signed && bytes[0] == b'-';
                let mut at = if bytes[0] == b'+' || negative { 1 } else { 0 };
                if at == bytes.len() || (bytes.len() == 1 && bytes[0] == b'-') {
                    return Err(ParseIntError { kind: IntErrorKind::InvalidDigit });
                }
                let mut value: $t = 0;
                while at < bytes.len() {
                    let digit = match (bytes[at] as char).to_digit(radix) {
                        Some(digit) => digit,
                        None => return Err(ParseIntError { kind: IntErrorKind::InvalidDigit }),
                    };
                    let scaled = match value.checked_mul(radix as $t) {
                        Some(scaled) => scaled,
                        None => return Err(overflow(negative)),
                    };
                    let next = if negative { scaled.checked_sub(digit as $t) } else { scaled.checked_add(digit as $t) };
                    value = match next {
                        Some(next) => next,
                        None => return Err(overflow(negative)),
                    };
                    at += 1;
                }
                Ok(value)
            }
        }
    )* };
}

const fn overflow(negative: bool) -> ParseIntError {
    ParseIntError { kind: if negative { IntErrorKind::NegOverflow } else { IntErrorKind::PosOverflow } }
}

#[impls] parse! { i8 }
#[impls] parse! { i16 }
#[impls] parse! { i32 }
#[impls] parse! { i64 }
#[impls] parse! { i128 }
#[impls] parse! { isize }
#[impls] parse! { u8 }
#[impls] parse! { u16 }
#[impls] parse! { u32 }
#[impls] parse! { u64 }
#[impls] parse! { u128 }
#[impls] parse! { usize }

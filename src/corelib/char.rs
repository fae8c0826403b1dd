//! Unicode scalar values.
use crate::fmt;
use crate::unicode;

mod decode;
mod spelling;

pub use decode::{DecodeUtf16, DecodeUtf16Error, decode_utf16};
pub use spelling::{EscapeDebug, EscapeDefault, EscapeUnicode, ToLowercase, ToUppercase};

pub const MAX: char = char::MAX;
pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CharTryFromError(pub(crate) ());
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TryFromCharError(pub(crate) ());
impl crate::error::Error for CharTryFromError {}
impl crate::error::Error for TryFromCharError {}
impl fmt::Display for CharTryFromError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("converted integer out of range for `char`")
    }
}
impl fmt::Display for TryFromCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unicode code point out of range")
    }
}

#[must_use]
#[inline]
pub const fn from_u32(i: u32) -> Option<char> {
    if i < 0xD800 || (i > 0xDFFF && i < 0x110000) { Some(unsafe { from_u32_unchecked(i) }) } else { None }
}
#[must_use]
#[inline]
pub const unsafe fn from_u32_unchecked(i: u32) -> char {
    unsafe { crate::intrinsics::transmute(i) }
}
#[must_use]
pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
    if radix > 36 {
        panic!("from_digit: radix is too high (maximum 36)");
    }
    if num >= radix {
        return None;
    }
    let num = num as u8;
    Some(if num < 10 { (b'0' + num) as char } else { (b'a' + num - 10) as char })
}

#[cold]
#[track_caller]
const fn too_small(len: usize, code: u32, given: usize) -> ! {
    panic!("encode_utf8: need {len} bytes to encode U+{code:04X} but buffer has just {given}")
}

impl char {
    pub const MIN: char = '\0';
    pub const MAX: char = '\u{10FFFF}';
    pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';
    pub const MAX_LEN_UTF8: usize = 4;
    pub const MAX_LEN_UTF16: usize = 2;
    pub const UNICODE_VERSION: (u8, u8, u8) = (17, 0, 0);
    #[must_use]
    #[inline]
    pub const fn from_u32(i: u32) -> Option<char> {
        from_u32(i)
    }
    #[must_use]
    #[inline]
    pub const unsafe fn from_u32_unchecked(i: u32) -> char {
        unsafe { from_u32_unchecked(i) }
    }
    #[must_use]
    pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
        from_digit(num, radix)
    }
    pub const fn is_digit(self, radix: u32) -> bool {
        self.to_digit(radix).is_some()
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    pub const fn to_digit(self, radix: u32) -> Option<u32> {
        if radix < 2 || radix > 36 {
            panic!("to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive");
        }
        let value = match self {
            '0'..='9' => self as u32 - '0' as u32,
            'a'..='z' => self as u32 - 'a' as u32 + 10,
            'A'..='Z' => self as u32 - 'A' as u32 + 10,
            _ => return None,
        };
        if value < radix { Some(value) } else { None }
    }
    #[must_use]
    #[inline]
    pub const fn len_utf8(self) -> usize {
        let code = self as u32;
        if code < 0x80 {
            1
        } else if code < 0x800 {
            2
        } else if code < 0x10000 {
            3
        } else {
            4
        }
    }
    #[must_use]
    #[inline]
    pub const fn len_utf16(self) -> usize {
        if self as u32 <= 0xFFFF { 1 } else { 2 }
    }
    pub const fn encode_utf8(self, dst: &mut [u8]) -> &mut str {
        let code = self as u32;
        let len = self.len_utf8();
        if len > dst.len() {
            too_small(len, code, dst.len());
        }
        match len {
            1 => dst[0] = code as u8,
            2 => {
                dst[0] = (code >> 6) as u8 | 0xC0;
                dst[1] = (code & 0x3F) as u8 | 0x80;
            }
            3 => {
                dst[0] = (code >> 12) as u8 | 0xE0;
                dst[1] = ((code >> 6) & 0x3F) as u8 | 0x80;
                dst[2] = (code & 0x3F) as u8 | 0x80;
            }
            _ => {
                dst[0] = (code >> 18) as u8 | 0xF0;
                dst[1] = ((code >> 12) & 0x3F) as u8 | 0x80;
                dst[2] = ((code >> 6) & 0x3F) as u8 | 0x80;
                dst[3] = (code & 0x3F) as u8 | 0x80;
            }
        }
        unsafe { crate::str::from_utf8_unchecked_mut(crate::slice::from_raw_parts_mut(dst.as_mut_ptr(), len)) }
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        (*self as u32) < 128
    }
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase()`"]
    pub const fn to_ascii_uppercase(&self) -> char {
        if self.is_ascii_lowercase() { (*self as u8 - 32) as char } else { *self }
    }
    #[must_use = "to lowercase the value in-place, use `make_ascii_lowercase()`"]
    pub const fn to_ascii_lowercase(&self) -> char {
        if self.is_ascii_uppercase() { (*self as u8 + 32) as char } else { *self }
    }
    pub const fn eq_ignore_ascii_case(&self, other: &char) -> bool {
        self.to_ascii_lowercase() as u32 == other.to_ascii_lowercase() as u32
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_alphabetic(&self) -> bool {
        matches!(*self, 'A'..='Z' | 'a'..='z')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_uppercase(&self) -> bool {
        matches!(*self, 'A'..='Z')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_lowercase(&self) -> bool {
        matches!(*self, 'a'..='z')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_alphanumeric(&self) -> bool {
        matches!(*self, '0'..='9' | 'A'..='Z' | 'a'..='z')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_digit(&self) -> bool {
        matches!(*self, '0'..='9')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_hexdigit(&self) -> bool {
        matches!(*self, '0'..='9' | 'A'..='F' | 'a'..='f')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_punctuation(&self) -> bool {
        matches!(*self, '!'..='/' | ':'..='@' | '['..='`' | '{'..='~')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_graphic(&self) -> bool {
        matches!(*self, '!'..='~')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_whitespace(&self) -> bool {
        matches!(*self, '\t' | '\n' | '\x0C' | '\r' | ' ')
    }
    #[must_use]
    #[inline]
    pub const fn is_ascii_control(&self) -> bool {
        matches!(*self, '\0'..='\x1F' | '\x7F')
    }
    #[must_use]
    #[inline]
    pub const fn is_whitespace(self) -> bool {
        matches!(
            self,
            '\t'..='\r' | ' ' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}'
                | '\u{205F}' | '\u{3000}'
        )
    }
    #[must_use]
    pub const fn is_control(self) -> bool {
        matches!(self, '\0'..='\x1F' | '\x7F'..='\u{9F}')
    }
    #[must_use]
    pub fn is_alphabetic(self) -> bool {
        if self.is_ascii() { self.is_ascii_alphabetic() } else { unicode::is_within(unicode::ALPHABETIC, self) }
    }
    #[must_use]
    pub fn is_numeric(self) -> bool {
        if self.is_ascii() { self.is_ascii_digit() } else { unicode::is_within(unicode::NUMERIC, self) }
    }
    #[must_use]
    pub fn is_alphanumeric(self) -> bool {
        self.is_alphabetic() || self.is_numeric()
    }
    #[must_use]
    pub const fn is_lowercase(self) -> bool {
        if self.is_ascii() { self.is_ascii_lowercase() } else { unicode::is_within(unicode::LOWERCASE, self) }
    }
    #[must_use]
    pub const fn is_uppercase(self) -> bool {
        if self.is_ascii() { self.is_ascii_uppercase() } else { unicode::is_within(unicode::UPPERCASE, self) }
    }
    #[must_use = "this returns the lowercased character as a new iterator, without modifying the original"]
    pub fn to_lowercase(self) -> ToLowercase {
        ToLowercase::of(self)
    }
    #[must_use = "this returns the uppercased character as a new iterator, without modifying the original"]
    pub fn to_uppercase(self) -> ToUppercase {
        ToUppercase::of(self)
    }
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    pub fn escape_unicode(self) -> EscapeUnicode {
        EscapeUnicode::of(self)
    }
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    pub fn escape_default(self) -> EscapeDefault {
        EscapeDefault::of(self)
    }
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    pub fn escape_debug(self) -> EscapeDebug {
        EscapeDebug::of(self)
    }
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }
    pub const fn encode_utf16(self, dst: &mut [u16]) -> &mut [u16] {
        let code = self as u32;
        let len = self.len_utf16();
        if dst.len() < len {
            panic!("encode_utf16: buffer does not have enough bytes to encode code point");
        }
        if len == 1 {
            dst[0] = code as u16;
        } else {
            dst[0] = 0xD800 | ((code - 0x10000) >> 10) as u16;
            dst[1] = 0xDC00 | ((code - 0x10000) & 0x3FF) as u16;
        }
        unsafe { crate::slice::from_raw_parts_mut(dst.as_mut_ptr(), len) }
    }
    pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
        decode_utf16(iter)
    }
}

impl crate::str::FromStr for char {
    type Err = ParseCharError;
    fn from_str(s: &str) -> Result<char, ParseCharError> {
        let mut chars = s.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(c),
            (None, _) => Err(ParseCharError { kind: CharErrorKind::EmptyString }),
            _ => Err(ParseCharError { kind: CharErrorKind::TooManyChars }),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseCharError {
    kind: CharErrorKind,
}
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum CharErrorKind {
    EmptyString,
    TooManyChars,
}
impl fmt::Display for ParseCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            CharErrorKind::EmptyString => "cannot parse char from empty string",
            CharErrorKind::TooManyChars => "too many characters in string",
        })
    }
}
impl crate::error::Error for ParseCharError {}

//! UTF-16 as characters.
use crate::char::from_u32_unchecked;
use crate::fmt;

#[derive(Clone, Debug)]
pub struct DecodeUtf16<I: Iterator<Item = u16>> {
    iter: I,
    /// Read, but not part of what was told.
    held: Option<u16>,
}

#[derive(Debug, Clone, Eq, PartialEq)]
pub struct DecodeUtf16Error {
    code: u16,
}

pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
    DecodeUtf16 { iter: iter.into_iter(), held: None }
}

impl<I: Iterator<Item = u16>> Iterator for DecodeUtf16<I> {
    type Item = Result<char, DecodeUtf16Error>;
    fn next(&mut self) -> Option<Result<char, DecodeUtf16Error>> {
        let code = match self.held.take() {
            Some(code) => code,
            None => self.iter.next()?,
        };
        if code & 0xF800 != 0xD800 {
            return Some(Ok(unsafe { from_u32_unchecked(code as u32) }));
        }
        if code >= 0xDC00 {
            return Some(Err(DecodeUtf16Error { code }));
        }
        let second = match self.iter.next() {
            Some(second) => second,
            None => return Some(Err(DecodeUtf16Error { code })),
        };
        if second & 0xFC00 != 0xDC00 {
            self.held = Some(second);
            return Some(Err(DecodeUtf16Error { code }));
        }
        let value = 0x10000 + (((code & 0x3FF) as u32) << 10 | (second & 0x3FF) as u32);
        Some(Ok(unsafe { from_u32_unchecked(value) }))
    }
}

impl DecodeUtf16Error {
    #[must_use]
    pub fn unpaired_surrogate(&self) -> u16 {
        self.code
    }
}
impl fmt::Display for DecodeUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unpaired surrogate found: {:x}", self.code)
    }
}
impl crate::error::Error for DecodeUtf16Error {}

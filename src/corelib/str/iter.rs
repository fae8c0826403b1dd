//! Walking through text.
use crate::char;
use crate::fmt::{self, Write};
use crate::iter::FusedIterator;

#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct Bytes<'a> {
    rest: &'a [u8],
}
impl<'a> Bytes<'a> {
    #[inline]
    pub(crate) fn new(text: &'a str) -> Self {
        Bytes { rest: text.as_bytes() }
    }
}
impl Iterator for Bytes<'_> {
    type Item = u8;
    #[inline]
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len(), Some(self.rest.len()))
    }
    fn nth(&mut self, n: usize) -> Option<u8> {
        self.rest = self.rest.get(n..).unwrap_or(&[]);
        self.next()
    }
}
impl FusedIterator for Bytes<'_> {}
impl DoubleEndedIterator for Bytes<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        let (last, rest) = self.rest.split_last()?;
        self.rest = rest;
        Some(*last)
    }
}
impl ExactSizeIterator for Bytes<'_> {}

#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct Chars<'a> {
    rest: &'a str,
}
impl<'a> Chars<'a> {
    #[inline]
    pub(crate) fn new(rest: &'a str) -> Self {
        Chars { rest }
    }
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.rest
    }
}

/// Decodes the character that begins at `at`: all of it is there.
fn decode(bytes: &[u8], at: usize) -> (char, usize) {
    let byte = |i: usize| unsafe { *bytes.as_ptr().add(at + i) };
    let first = byte(0) as u32;
    let more = |i: usize| (byte(i) & 0x3F) as u32;
    let (value, len) = if first < 0x80 {
        (first, 1)
    } else if first < 0xE0 {
        ((first & 0x1F) << 6 | more(1), 2)
    } else if first < 0xF0 {
        ((first & 0x0F) << 12 | more(1) << 6 | more(2), 3)
    } else {
        ((first & 0x07) << 18 | more(1) << 12 | more(2) << 6 | more(3), 4)
    };
    (unsafe { crate::char::from_u32_unchecked(value) }, len)
}

impl Iterator for Chars<'_> {
    type Item = char;
    #[inline]
    fn next(&mut self) -> Option<char> {
        if self.rest.is_empty() {
            return None;
        }
        let (c, len) = decode(self.rest.as_bytes(), 0);
        self.rest = unsafe { self.rest.part(len, self.rest.len()) };
        Some(c)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len().div_ceil(4), Some(self.rest.len()))
    }
}
impl DoubleEndedIterator for Chars<'_> {
    fn next_back(&mut self) -> Option<char> {
        if self.rest.is_empty() {
            return None;
        }
        let mut start = self.rest.len() - 1;
        while !self.rest.is_char_boundary(start) {
            start -= 1;
        }
        let (c, _) = decode(self.rest.as_bytes(), start);
        self.rest = unsafe { self.rest.part(0, start) };
        Some(c)
    }
}

#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct CharIndices<'a> {
    offset: usize,
    iter: Chars<'a>,
}
impl<'a> CharIndices<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        CharIndices { offset: 0, iter: Chars::new(text) }
    }
}
impl Iterator for CharIndices<'_> {
    type Item = (usize, char);
    fn next(&mut self) -> Option<(usize, char)> {
        let before = self.iter.rest.len();
        let c = self.iter.next()?;
        let at = self.offset;
        self.offset += before - self.iter.rest.len();
        Some((at, c))
    }
}
impl DoubleEndedIterator for CharIndices<'_> {
    fn next_back(&mut self) -> Option<(usize, char)> {
        let c = self.iter.next_back()?;
        Some((self.offset + self.iter.rest.len(), c))
    }
}
impl<'a> CharIndices<'a> {
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.iter.as_str()
    }
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}
impl FusedIterator for Chars<'_> {}
impl FusedIterator for CharIndices<'_> {}
impl fmt::Debug for Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chars(")?;
        f.debug_list().entries(self.clone()).finish()?;
        f.write_str(")")
    }
}

#[derive(Clone)]
pub struct EncodeUtf16<'a> {
    chars: Chars<'a>,
    /// The second half of a pair; 0: none.
    second: u16,
}
impl<'a> EncodeUtf16<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        EncodeUtf16 { chars: Chars::new(text), second: 0 }
    }
}
impl Iterator for EncodeUtf16<'_> {
    type Item = u16;
    fn next(&mut self) -> Option<u16> {
        if self.second != 0 {
            return Some(crate::mem::take(&mut self.second));
        }
        let mut pair = [0; 2];
        self.chars.next()?.encode_utf16(&mut pair);
        self.second = pair[1];
        Some(pair[0])
    }
}
impl FusedIterator for EncodeUtf16<'_> {}

macro_rules! escapes {
    ($($name:ident $method:ident, $c:ident => $within:expr;)*) => { $(
        #[derive(Clone)]
        pub struct $name<'a> {
            chars: Chars<'a>,
            escape: Option<char::$name>,
        }
        impl<'a> $name<'a> {
            #[must_use]
            pub(crate) fn new(text: &'a str) -> Self {
                let mut chars = Chars::new(text);
                let escape = chars.next().map(|first| first.$method());
                $name { chars, escape }
            }
        }
        impl Iterator for $name<'_> {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                loop {
                    if let Some(escape) = &mut self.escape {
                        if let Some(c) = escape.next() {
                            return Some(c);
                        }
                    }
                    let $c = self.chars.next()?;
                    self.escape = Some($within);
                }
            }
        }
        impl FusedIterator for $name<'_> {}
        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for c in self.clone() {
                    f.write_char(c)?;
                }
                Ok(())
            }
        }
    )* };
}
escapes! {
    EscapeDebug escape_debug, c => char::EscapeDebug::within(c);
    EscapeDefault escape_default, c => c.escape_default();
    EscapeUnicode escape_unicode, c => c.escape_unicode();
}

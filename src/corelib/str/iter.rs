//! Walking through text.
use crate::str::Pattern;

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
}
impl DoubleEndedIterator for Bytes<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        let (last, rest) = self.rest.split_last()?;
        self.rest = rest;
        Some(*last)
    }
}
impl ExactSizeIterator for Bytes<'_> {}

#[derive(Clone)]
pub struct Chars<'a> {
    rest: &'a str,
}
impl<'a> Chars<'a> {
    #[inline]
    pub(crate) fn new(rest: &'a str) -> Self {
        Chars { rest }
    }
    pub fn as_str(&self) -> &'a str {
        self.rest
    }
}

/// Decodes the character that begins at `at`.
fn decode(bytes: &[u8], at: usize) -> (char, usize) {
    let first = bytes[at] as u32;
    let more = |i: usize| (bytes[at + i] & 0x3F) as u32;
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

pub struct Split<'a, P> {
    rest: Option<&'a str>,
    pattern: P,
}
impl<'a, P> Split<'a, P> {
    pub(crate) fn new(text: &'a str, pattern: P) -> Self {
        Split { rest: Some(text), pattern }
    }
}
impl<'a, P: Pattern> Iterator for Split<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        match self.pattern.find_in(text, 0) {
            Some((start, end)) => {
                self.rest = Some(unsafe { text.part(end, text.len()) });
                Some(unsafe { text.part(0, start) })
            }
            None => {
                self.rest = None;
                Some(text)
            }
        }
    }
}

#[derive(Clone)]
pub struct SplitWhitespace<'a> {
    rest: &'a str,
}
impl<'a> SplitWhitespace<'a> {
    pub(crate) fn new(rest: &'a str) -> Self {
        SplitWhitespace { rest }
    }
}
impl<'a> Iterator for SplitWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        if text.is_empty() {
            self.rest = text;
            return None;
        }
        let end = match text.find(|c: char| c.is_whitespace()) {
            Some(at) => at,
            None => text.len(),
        };
        self.rest = unsafe { text.part(end, text.len()) };
        Some(unsafe { text.part(0, end) })
    }
}

#[derive(Clone)]
pub struct Lines<'a> {
    rest: &'a str,
}
impl<'a> Lines<'a> {
    pub(crate) fn new(rest: &'a str) -> Self {
        Lines { rest }
    }
}
impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let text = self.rest;
        let (line, ended) = match text.find('\n') {
            Some(at) => {
                self.rest = unsafe { text.part(at + 1, text.len()) };
                (unsafe { text.part(0, at) }, true)
            }
            None => {
                self.rest = "";
                (text, false)
            }
        };
        match line.strip_suffix('\r') {
            Some(shorter) if ended => Some(shorter),
            _ => Some(line),
        }
    }
}

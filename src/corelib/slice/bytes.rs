//! Slices of bytes as ASCII text.
use crate::ascii::{EscapeDefault, escape_default};
use crate::fmt::{self, Write};

impl [u8] {
    #[must_use]
    pub const fn is_ascii(&self) -> bool {
        let mut i = 0;
        while i < self.len() {
            if self[i] >= 128 {
                return false;
            }
            i += 1;
        }
        true
    }
    #[must_use]
    pub fn eq_ignore_ascii_case(&self, other: &[u8]) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a.eq_ignore_ascii_case(b))
    }
    pub fn make_ascii_uppercase(&mut self) {
        for byte in self {
            byte.make_ascii_uppercase();
        }
    }
    pub fn make_ascii_lowercase(&mut self) {
        for byte in self {
            byte.make_ascii_lowercase();
        }
    }
    pub const fn trim_ascii_start(&self) -> &[u8] {
        let mut bytes = self;
        while let [first, rest @ ..] = bytes {
            if !first.is_ascii_whitespace() {
                break;
            }
            bytes = rest;
        }
        bytes
    }
    pub const fn trim_ascii_end(&self) -> &[u8] {
        let mut bytes = self;
        while let [rest @ .., last] = bytes {
            if !last.is_ascii_whitespace() {
                break;
            }
            bytes = rest;
        }
        bytes
    }
    pub const fn trim_ascii(&self) -> &[u8] {
        self.trim_ascii_start().trim_ascii_end()
    }
    #[must_use = "this returns the escaped bytes as an iterator, without modifying the original"]
    pub fn escape_ascii(&self) -> EscapeAscii<'_> {
        EscapeAscii { rest: self, first: None, last: None }
    }
}

/// What `escape_default` makes of each byte.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct EscapeAscii<'a> {
    rest: &'a [u8],
    first: Option<EscapeDefault>,
    last: Option<EscapeDefault>,
}
impl Iterator for EscapeAscii<'_> {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        loop {
            if let byte @ Some(_) = self.first.as_mut().and_then(EscapeDefault::next) {
                return byte;
            }
            match self.rest.split_first() {
                Some((first, rest)) => {
                    self.rest = rest;
                    self.first = Some(escape_default(*first));
                }
                None => return self.last.as_mut()?.next(),
            }
        }
    }
}
impl DoubleEndedIterator for EscapeAscii<'_> {
    fn next_back(&mut self) -> Option<u8> {
        loop {
            if let byte @ Some(_) = self.last.as_mut().and_then(EscapeDefault::next_back) {
                return byte;
            }
            match self.rest.split_last() {
                Some((last, rest)) => {
                    self.rest = rest;
                    self.last = Some(escape_default(*last));
                }
                None => return self.first.as_mut()?.next_back(),
            }
        }
    }
}
impl fmt::Debug for EscapeAscii<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EscapeAscii").finish_non_exhaustive()
    }
}
impl crate::iter::FusedIterator for EscapeAscii<'_> {}
impl fmt::Display for EscapeAscii<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.clone() {
            f.write_char(byte as char)?;
        }
        Ok(())
    }
}

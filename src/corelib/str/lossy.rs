//! Bytes that are text here and there.
use crate::fmt::{self, Write};
use crate::iter::FusedIterator;

impl [u8] {
    pub fn utf8_chunks(&self) -> Utf8Chunks<'_> {
        Utf8Chunks { source: self }
    }
}

/// Text, and the bytes behind it that are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utf8Chunk<'a> {
    valid: &'a str,
    invalid: &'a [u8],
}
impl<'a> Utf8Chunk<'a> {
    #[must_use]
    pub fn valid(&self) -> &'a str {
        self.valid
    }
    #[must_use]
    pub fn invalid(&self) -> &'a [u8] {
        self.invalid
    }
}

#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct Utf8Chunks<'a> {
    source: &'a [u8],
}
impl<'a> Iterator for Utf8Chunks<'a> {
    type Item = Utf8Chunk<'a>;
    fn next(&mut self) -> Option<Utf8Chunk<'a>> {
        if self.source.is_empty() {
            return None;
        }
        let (good, bad) = match crate::str::from_utf8(self.source) {
            Ok(text) => (text.len(), 0),
            Err(error) => {
                let good = error.valid_up_to();
                (good, error.error_len().unwrap_or(self.source.len() - good))
            }
        };
        let (here, rest) = self.source.split_at(good + bad);
        self.source = rest;
        let (valid, invalid) = here.split_at(good);
        Some(Utf8Chunk { valid: unsafe { crate::str::from_utf8_unchecked(valid) }, invalid })
    }
}
impl FusedIterator for Utf8Chunks<'_> {}
impl fmt::Debug for Utf8Chunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Utf8Chunks").field("source", &Shown(self.source)).finish()
    }
}

struct Shown<'a>(&'a [u8]);
impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for chunk in (Utf8Chunks { source: self.0 }) {
            for c in chunk.valid.chars() {
                fmt::write_escaped(f, c, '"')?;
            }
            for byte in chunk.invalid {
                write!(f, "\\x{byte:02X}")?;
            }
        }
        f.write_char('"')
    }
}

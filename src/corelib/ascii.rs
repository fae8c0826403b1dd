/// The escaped form of a byte: up to four characters.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct EscapeDefault {
    text: [u8; 4],
    at: usize,
    end: usize,
}

const fn hex(digit: u8) -> u8 {
    if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
}

pub fn escape_default(c: u8) -> EscapeDefault {
    let (text, end) = match c {
        b'\t' => ([b'\\', b't', 0, 0], 2),
        b'\r' => ([b'\\', b'r', 0, 0], 2),
        b'\n' => ([b'\\', b'n', 0, 0], 2),
        b'\\' => ([b'\\', b'\\', 0, 0], 2),
        b'\'' => ([b'\\', b'\'', 0, 0], 2),
        b'"' => ([b'\\', b'"', 0, 0], 2),
        b'\x20'..=b'\x7e' => ([c, 0, 0, 0], 1),
        _ => ([b'\\', b'x', hex(c >> 4), hex(c & 15)], 4),
    };
    EscapeDefault { text, at: 0, end }
}

impl Iterator for EscapeDefault {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        if self.at == self.end {
            return None;
        }
        self.at += 1;
        Some(self.text[self.at - 1])
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.at, Some(self.end - self.at))
    }
}
impl ExactSizeIterator for EscapeDefault {}
impl crate::iter::FusedIterator for EscapeDefault {}
impl DoubleEndedIterator for EscapeDefault {
    fn next_back(&mut self) -> Option<u8> {
        if self.at == self.end {
            return None;
        }
        self.end -= 1;
        Some(self.text[self.end])
    }
}
impl crate::fmt::Debug for EscapeDefault {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        f.debug_struct("EscapeDefault").finish_non_exhaustive()
    }
}
impl crate::fmt::Display for EscapeDefault {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        f.write_str(unsafe { crate::str::from_utf8_unchecked(&self.text[self.at..self.end]) })
    }
}

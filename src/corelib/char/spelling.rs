//! What one character becomes: its other case, or an escape.
use crate::fmt::escaped::{is_escaped, is_escaped_within};
use crate::fmt::{self, Write};
use crate::unicode;

/// A few characters; an escape has ten at most (`\u{10ffff}`).
#[derive(Clone)]
struct Few {
    text: [char; 10],
    at: usize,
    end: usize,
}

impl Few {
    fn one(c: char) -> Self {
        Few { text: [c; 10], at: 0, end: 1 }
    }
    fn two(first: char, second: char) -> Self {
        let mut few = Few::one(first);
        few.push(second);
        few
    }
    fn push(&mut self, c: char) {
        self.text[self.end] = c;
        self.end += 1;
    }
    fn by_number(c: char) -> Self {
        let mut few = Few::two('\\', 'u');
        few.push('{');
        let mut digits = (c as u32 | 1).ilog2() / 4 + 1;
        while digits > 0 {
            digits -= 1;
            let digit = (c as u32 >> (4 * digits) & 15) as u8;
            few.push(if digit < 10 { (b'0' + digit) as char } else { (b'a' + digit - 10) as char });
        }
        few.push('}');
        few
    }
}

macro_rules! spelling {
    ($($name:ident, $c:ident => $few:expr;)*) => { $(
        #[derive(Clone)]
        pub struct $name(Few);
        impl $name {
            pub(super) fn of($c: char) -> Self {
                $name($few)
            }
        }
        impl Iterator for $name {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                if self.0.at == self.0.end {
                    return None;
                }
                self.0.at += 1;
                Some(self.0.text[self.0.at - 1])
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.0.end - self.0.at;
                (n, Some(n))
            }
        }
        impl ExactSizeIterator for $name {}
        impl crate::iter::FusedIterator for $name {}
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for c in self.clone() {
                    f.write_char(c)?;
                }
                Ok(())
            }
        }
    )* };
}
spelling! {
    ToLowercase, c => lowercase(c);
    ToUppercase, c => uppercase(c);
    EscapeUnicode, c => Few::by_number(c);
    EscapeDefault, c => match short_escape(c) {
        Some(few) => few,
        None if matches!(c, ' '..='~') => Few::one(c),
        None => Few::by_number(c),
    };
    EscapeDebug, c => debug_escape(c, is_escaped);
}

fn debug_escape(c: char, is_escaped: fn(char) -> bool) -> Few {
    match short_escape(c) {
        Some(few) => few,
        None if c == '\0' => Few::two('\\', '0'),
        None if c < ' ' || c == '\x7f' || (!c.is_ascii() && is_escaped(c)) => Few::by_number(c),
        None => Few::one(c),
    }
}
impl EscapeDebug {
    /// Not of a text's first character.
    pub(crate) fn within(c: char) -> Self {
        EscapeDebug(debug_escape(c, is_escaped_within))
    }
}

macro_rules! case_mappings {
    ($($name:ident)*) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&CaseMappingIter(IntoIter(&self.0.text[self.0.at..self.0.end]))).finish()
            }
        }
    )* };
}
case_mappings! { ToLowercase ToUppercase }
/// As core's is called.
#[derive(Debug)]
struct CaseMappingIter<'a>(#[allow(dead_code)] IntoIter<'a>);
#[derive(Debug)]
struct IntoIter<'a>(#[allow(dead_code)] &'a [char]);

macro_rules! escapes {
    ($($name:ident)*) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&EscapeIterInner(self)).finish()
            }
        }
    )* };
}
escapes! { EscapeUnicode EscapeDefault EscapeDebug }
/// As core's is called.
struct EscapeIterInner<'a>(&'a dyn fmt::Display);
impl fmt::Debug for EscapeIterInner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EscapeIterInner").field(&format_args!("'{}'", self.0)).finish()
    }
}

impl DoubleEndedIterator for ToLowercase {
    fn next_back(&mut self) -> Option<char> {
        last(&mut self.0)
    }
}
impl DoubleEndedIterator for ToUppercase {
    fn next_back(&mut self) -> Option<char> {
        last(&mut self.0)
    }
}

fn last(few: &mut Few) -> Option<char> {
    if few.at == few.end {
        return None;
    }
    few.end -= 1;
    Some(few.text[few.end])
}

fn short_escape(c: char) -> Option<Few> {
    match c {
        '\t' => Some(Few::two('\\', 't')),
        '\r' => Some(Few::two('\\', 'r')),
        '\n' => Some(Few::two('\\', 'n')),
        '\\' | '\'' | '"' => Some(Few::two('\\', c)),
        _ => None,
    }
}

fn lowercase(c: char) -> Few {
    if c.is_ascii() {
        Few::one(c.to_ascii_lowercase())
    } else if c == '\u{130}' {
        Few::two('i', '\u{307}')
    } else {
        Few::one(unicode::other_case(unicode::TO_LOWER, c))
    }
}

fn uppercase(c: char) -> Few {
    if c.is_ascii() {
        return Few::one(c.to_ascii_uppercase());
    }
    match unicode::SEVERAL_CAPITALS.binary_search_by(|(small, _)| small.cmp(&c)) {
        Ok(i) => {
            let [first, second, third] = unicode::SEVERAL_CAPITALS[i].1;
            let mut few = Few::two(first, second);
            if third != '\0' {
                few.push(third);
            }
            few
        }
        Err(_) => Few::one(unicode::other_case(unicode::TO_UPPER, c)),
    }
}

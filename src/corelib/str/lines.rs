//! Text line by line and word by word.
use crate::iter::FusedIterator;
use crate::str::SplitInclusive;

#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct Lines<'a>(SplitInclusive<'a, char>);
impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Lines(text.split_inclusive('\n'))
    }
}
/// Without its end.
fn line(text: &str) -> &str {
    match text.strip_suffix('\n') {
        None => text,
        Some(line) => match line.strip_suffix('\r') {
            None => line,
            Some(line) => line,
        },
    }
}
impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        Some(line(self.0.next()?))
    }
}
impl<'a> DoubleEndedIterator for Lines<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        Some(line(self.0.next_back()?))
    }
}
impl FusedIterator for Lines<'_> {}

macro_rules! words {
    ($($name:ident $is_space:ident;)*) => { $(
        #[derive(Clone)]
        pub struct $name<'a> {
            rest: &'a str,
        }
        impl<'a> $name<'a> {
            #[must_use]
            pub(crate) fn new(rest: &'a str) -> Self {
                $name { rest }
            }
        }
        impl<'a> Iterator for $name<'a> {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> {
                let text = self.rest.trim_start_matches(|c: char| c.$is_space());
                let end = text.find(|c: char| c.$is_space()).unwrap_or(text.len());
                self.rest = unsafe { text.part(end, text.len()) };
                if end == 0 { None } else { Some(unsafe { text.part(0, end) }) }
            }
        }
        impl<'a> DoubleEndedIterator for $name<'a> {
            fn next_back(&mut self) -> Option<&'a str> {
                let text = self.rest.trim_end_matches(|c: char| c.$is_space());
                let start = text.len() - text.chars().rev().take_while(|c| !c.$is_space()).map(char::len_utf8).sum::<usize>();
                self.rest = unsafe { text.part(0, start) };
                if text.is_empty() { None } else { Some(unsafe { text.part(start, text.len()) }) }
            }
        }
        impl FusedIterator for $name<'_> {}
    )* };
}
words! { SplitWhitespace is_whitespace; SplitAsciiWhitespace is_ascii_whitespace; }

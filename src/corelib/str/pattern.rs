//! What one may look for in text: a character, several, a condition, a text.

pub trait Pattern: Sized {
    /// The first match: its start and end.
    fn find_in(&mut self, text: &str) -> Option<(usize, usize)>;
    fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)>;
    fn prefix_len(&mut self, text: &str) -> Option<usize>;
    fn suffix_len(&mut self, text: &str) -> Option<usize>;
    fn without_prefixes<'a>(&mut self, text: &'a str) -> &'a str {
        let mut start = 0;
        while let Some(n) = self.prefix_len(unsafe { text.part(start, text.len()) }) {
            if n == 0 {
                break;
            }
            start += n;
        }
        unsafe { text.part(start, text.len()) }
    }
    fn without_suffixes<'a>(&mut self, text: &'a str) -> &'a str {
        let mut end = text.len();
        while let Some(n) = self.suffix_len(unsafe { text.part(0, end) }) {
            if n == 0 {
                break;
            }
            end -= n;
        }
        unsafe { text.part(0, end) }
    }
}
/// What finds the same matches from either end: not so texts (`aa` in `aaa`).
pub trait DoubleEnded: Pattern {}

macro_rules! by_character {
    ($([$($generics:tt)*] $t:ty, $self:ident, $c:ident => $test:expr;)*) => { $(
        impl<$($generics)*> Pattern for $t {
            fn find_in(&mut $self, text: &str) -> Option<(usize, usize)> {
                let mut all = text.char_indices();
                while let Some((at, $c)) = all.next() {
                    if $test {
                        return Some((at, all.offset()));
                    }
                }
                None
            }
            fn rfind_in(&mut $self, text: &str) -> Option<(usize, usize)> {
                let mut all = text.char_indices();
                while let Some((at, $c)) = all.next_back() {
                    if $test {
                        return Some((at, at + $c.len_utf8()));
                    }
                }
                None
            }
            fn prefix_len(&mut $self, text: &str) -> Option<usize> {
                let $c = text.chars().next()?;
                if $test { Some($c.len_utf8()) } else { None }
            }
            fn suffix_len(&mut $self, text: &str) -> Option<usize> {
                let $c = text.chars().next_back()?;
                if $test { Some($c.len_utf8()) } else { None }
            }
        }
        impl<$($generics)*> DoubleEnded for $t {}
    )* };
}
#[impls] by_character! {
    [] char, self, c => c == *self;
    [] &[char], self, c => self.contains(&c);
    [const N: usize] [char; N], self, c => self.contains(&c);
    [const N: usize] &[char; N], self, c => self.contains(&c);
    [F: FnMut(char) -> bool] F, self, c => self(c);
}

impl Pattern for &str {
    fn find_in(&mut self, text: &str) -> Option<(usize, usize)> {
        let (hay, needle) = (text.as_bytes(), self.as_bytes());
        let mut at = 0;
        while at + needle.len() <= hay.len() {
            if hay[at..at + needle.len()] == *needle {
                return Some((at, at + needle.len()));
            }
            at += 1;
        }
        None
    }
    fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)> {
        let (hay, needle) = (text.as_bytes(), self.as_bytes());
        if needle.len() > hay.len() {
            return None;
        }
        let mut at = hay.len() - needle.len() + 1;
        while at > 0 {
            at -= 1;
            if hay[at..at + needle.len()] == *needle {
                return Some((at, at + needle.len()));
            }
        }
        None
    }
    fn prefix_len(&mut self, text: &str) -> Option<usize> {
        if text.as_bytes().starts_with(self.as_bytes()) { Some(self.len()) } else { None }
    }
    fn suffix_len(&mut self, text: &str) -> Option<usize> {
        if text.as_bytes().ends_with(self.as_bytes()) { Some(self.len()) } else { None }
    }
}
impl Pattern for &&str {
    fn find_in(&mut self, text: &str) -> Option<(usize, usize)> {
        Pattern::find_in(&mut { **self }, text)
    }
    fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)> {
        Pattern::rfind_in(&mut { **self }, text)
    }
    fn prefix_len(&mut self, text: &str) -> Option<usize> {
        Pattern::prefix_len(&mut { **self }, text)
    }
    fn suffix_len(&mut self, text: &str) -> Option<usize> {
        Pattern::suffix_len(&mut { **self }, text)
    }
}

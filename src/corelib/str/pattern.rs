//! What one may look for in text: a character, several, a condition, a text.

pub trait Pattern: Sized {
    /// The first match at or after `from`: its start and end.
    fn find_in(&mut self, text: &str, from: usize) -> Option<(usize, usize)>;
    fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)>;
    fn prefix_len(&mut self, text: &str) -> Option<usize>;
    fn suffix_len(&mut self, text: &str) -> Option<usize>;
}

macro_rules! by_character {
    ($([$($generics:tt)*] $t:ty, $self:ident, $c:ident => $test:expr;)*) => { $(
        impl<$($generics)*> Pattern for $t {
            fn find_in(&mut $self, text: &str, from: usize) -> Option<(usize, usize)> {
                for (at, $c) in text.char_indices() {
                    if at >= from && $test {
                        return Some((at, at + $c.len_utf8()));
                    }
                }
                None
            }
            fn rfind_in(&mut $self, text: &str) -> Option<(usize, usize)> {
                let mut found = text.char_indices();
                while let Some((at, $c)) = found.next_back() {
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
    fn find_in(&mut self, text: &str, from: usize) -> Option<(usize, usize)> {
        let (hay, needle) = (text.as_bytes(), self.as_bytes());
        let mut at = from;
        while at + needle.len() <= hay.len() {
            if hay[at..at + needle.len()] == *needle && text.is_char_boundary(at) {
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
            if hay[at..at + needle.len()] == *needle && text.is_char_boundary(at) {
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

//! Text divided where a pattern matches, and the matches.
use crate::iter::FusedIterator;
use crate::str::pattern::{DoubleEnded, Pattern};

/// Finds matches from both ends of what no match has taken yet.
#[derive(Clone)]
struct Searcher<'a, P> {
    text: &'a str,
    pattern: P,
    /// `start > end`: nothing is left.
    start: usize,
    end: usize,
}

impl<'a, P: Pattern> Searcher<'a, P> {
    fn new(text: &'a str, pattern: P) -> Self {
        Searcher { text, pattern, start: 0, end: text.len() }
    }
    fn next_match(&mut self) -> Option<(usize, usize)> {
        if self.start > self.end {
            return None;
        }
        let Some((from, to)) = self.pattern.find_in(unsafe { self.text.part(self.start, self.end) }) else {
            self.start = self.end + 1;
            return None;
        };
        let (from, to) = (self.start + from, self.start + to);
        // An empty match is followed by the one behind the next character.
        self.start = if from < to {
            to
        } else if to == self.text.len() {
            to + 1
        } else {
            self.text.ceil_char_boundary(to + 1)
        };
        Some((from, to))
    }
    fn next_match_back(&mut self) -> Option<(usize, usize)> {
        if self.start > self.end {
            return None;
        }
        let Some((from, to)) = self.pattern.rfind_in(unsafe { self.text.part(self.start, self.end) }) else {
            self.start = self.end + 1;
            return None;
        };
        let (from, to) = (self.start + from, self.start + to);
        if from < to {
            self.end = from;
        } else if from == 0 {
            self.start = self.end + 1;
        } else {
            self.end = self.text.floor_char_boundary(from - 1);
        }
        Some((from, to))
    }
}

/// The pieces between matches.
#[derive(Clone)]
struct Pieces<'a, P> {
    searcher: Searcher<'a, P>,
    start: usize,
    end: usize,
    /// An empty piece at the end counts.
    keeps_empty: bool,
    is_done: bool,
}

impl<'a, P: Pattern> Pieces<'a, P> {
    fn new(text: &'a str, pattern: P, keeps_empty: bool) -> Self {
        Pieces { searcher: Searcher::new(text, pattern), start: 0, end: text.len(), keeps_empty, is_done: false }
    }
    fn part(&self, start: usize, end: usize) -> &'a str {
        unsafe { self.searcher.text.part(start, end) }
    }
    /// All that is left.
    fn last(&mut self) -> Option<&'a str> {
        if self.is_done {
            return None;
        }
        self.is_done = true;
        if self.keeps_empty || self.start < self.end { Some(self.part(self.start, self.end)) } else { None }
    }
    /// With the match at its end, if `inclusive`.
    fn next(&mut self, inclusive: bool) -> Option<&'a str> {
        if self.is_done {
            return None;
        }
        match self.searcher.next_match() {
            None => self.last(),
            Some((from, to)) => {
                let piece = self.part(self.start, if inclusive { to } else { from });
                self.start = to;
                Some(piece)
            }
        }
    }
    fn next_back(&mut self, inclusive: bool) -> Option<&'a str> {
        if self.is_done {
            return None;
        }
        if !self.keeps_empty {
            self.keeps_empty = true;
            match self.next_back_piece(inclusive) {
                Some(piece) if !piece.is_empty() => return Some(piece),
                _ if self.is_done => return None,
                _ => (),
            }
        }
        self.next_back_piece(inclusive)
    }
    fn next_back_piece(&mut self, inclusive: bool) -> Option<&'a str> {
        match self.searcher.next_match_back() {
            None => {
                self.is_done = true;
                Some(self.part(self.start, self.end))
            }
            Some((from, to)) => {
                let piece = self.part(to, self.end);
                self.end = if inclusive { to } else { from };
                Some(piece)
            }
        }
    }
}

macro_rules! splits {
    ($($name:ident $reverse:ident $method:ident $rmethod:ident $keeps:literal;)*) => { $(
        #[derive(Clone)]
        pub struct $name<'a, P>(Pieces<'a, P>);
        #[derive(Clone)]
        pub struct $reverse<'a, P>(Pieces<'a, P>);
        impl<'a, P: Pattern> Iterator for $name<'a, P> {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> {
                self.0.next(false)
            }
        }
        impl<'a, P: DoubleEnded> DoubleEndedIterator for $name<'a, P> {
            fn next_back(&mut self) -> Option<&'a str> {
                self.0.next_back(false)
            }
        }
        impl<'a, P: Pattern> Iterator for $reverse<'a, P> {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> {
                self.0.next_back(false)
            }
        }
        impl<'a, P: DoubleEnded> DoubleEndedIterator for $reverse<'a, P> {
            fn next_back(&mut self) -> Option<&'a str> {
                self.0.next(false)
            }
        }
        impl<P: Pattern> FusedIterator for $name<'_, P> {}
        impl<P: Pattern> FusedIterator for $reverse<'_, P> {}
        impl str {
            pub fn $method<P: Pattern>(&self, pat: P) -> $name<'_, P> {
                $name(Pieces::new(self, pat, $keeps))
            }
            pub fn $rmethod<P: Pattern>(&self, pat: P) -> $reverse<'_, P> {
                $reverse(Pieces::new(self, pat, $keeps))
            }
        }
    )* };
}
splits! {
    Split RSplit split rsplit true;
    SplitTerminator RSplitTerminator split_terminator rsplit_terminator false;
}

#[derive(Clone)]
pub struct SplitInclusive<'a, P>(Pieces<'a, P>);
impl<'a, P: Pattern> Iterator for SplitInclusive<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        self.0.next(true)
    }
}
impl<'a, P: DoubleEnded> DoubleEndedIterator for SplitInclusive<'a, P> {
    fn next_back(&mut self) -> Option<&'a str> {
        self.0.next_back(true)
    }
}
impl<P: Pattern> FusedIterator for SplitInclusive<'_, P> {}

macro_rules! some {
    ($($name:ident $method:ident $next:ident;)*) => { $(
        #[derive(Clone)]
        pub struct $name<'a, P> {
            pieces: Pieces<'a, P>,
            count: usize,
        }
        impl<'a, P: Pattern> Iterator for $name<'a, P> {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> {
                if self.count == 0 {
                    return None;
                }
                self.count -= 1;
                if self.count == 0 { self.pieces.last() } else { self.pieces.$next(false) }
            }
        }
        impl<P: Pattern> FusedIterator for $name<'_, P> {}
        impl str {
            pub fn $method<P: Pattern>(&self, n: usize, pat: P) -> $name<'_, P> {
                $name { pieces: Pieces::new(self, pat, true), count: n }
            }
        }
    )* };
}
some! { SplitN splitn next; RSplitN rsplitn next_back; }

macro_rules! all_matches {
    ($($name:ident $reverse:ident $method:ident $rmethod:ident $item:ty, $text:ident $from:ident $to:ident => $found:expr;)*) => { $(
        #[derive(Clone)]
        pub struct $name<'a, P>(Searcher<'a, P>);
        #[derive(Clone)]
        pub struct $reverse<'a, P>(Searcher<'a, P>);
        impl<'a, P: Pattern> Iterator for $name<'a, P> {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                let $text = self.0.text;
                let ($from, $to) = self.0.next_match()?;
                Some($found)
            }
        }
        impl<'a, P: DoubleEnded> DoubleEndedIterator for $name<'a, P> {
            fn next_back(&mut self) -> Option<$item> {
                let $text = self.0.text;
                let ($from, $to) = self.0.next_match_back()?;
                Some($found)
            }
        }
        impl<'a, P: Pattern> Iterator for $reverse<'a, P> {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                let $text = self.0.text;
                let ($from, $to) = self.0.next_match_back()?;
                Some($found)
            }
        }
        impl<'a, P: DoubleEnded> DoubleEndedIterator for $reverse<'a, P> {
            fn next_back(&mut self) -> Option<$item> {
                let $text = self.0.text;
                let ($from, $to) = self.0.next_match()?;
                Some($found)
            }
        }
        impl<P: Pattern> FusedIterator for $name<'_, P> {}
        impl<P: Pattern> FusedIterator for $reverse<'_, P> {}
        impl str {
            pub fn $method<P: Pattern>(&self, pat: P) -> $name<'_, P> {
                $name(Searcher::new(self, pat))
            }
            pub fn $rmethod<P: Pattern>(&self, pat: P) -> $reverse<'_, P> {
                $reverse(Searcher::new(self, pat))
            }
        }
    )* };
}
all_matches! {
    Matches RMatches matches rmatches &'a str, text from to => unsafe { text.part(from, to) };
    MatchIndices RMatchIndices match_indices rmatch_indices (usize, &'a str), text from to => (from, unsafe { text.part(from, to) });
}

impl str {
    pub fn split_inclusive<P: Pattern>(&self, pat: P) -> SplitInclusive<'_, P> {
        SplitInclusive(Pieces::new(self, pat, false))
    }
}

//! Iterators that look ahead, end for good, start again or leave elements out.

#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Peekable<I: Iterator> {
    iter: I,
    peeked: Option<Option<I::Item>>,
}
impl<I: Iterator> Peekable<I> {
    pub(crate) fn new(iter: I) -> Self {
        Peekable { iter, peeked: None }
    }
    pub fn peek(&mut self) -> Option<&I::Item> {
        if let None = self.peeked {
            self.peeked = Some(self.iter.next());
        }
        match &self.peeked {
            Some(Some(x)) => Some(x),
            _ => None,
        }
    }
    pub fn peek_mut(&mut self) -> Option<&mut I::Item> {
        if let None = self.peeked {
            self.peeked = Some(self.iter.next());
        }
        match &mut self.peeked {
            Some(Some(x)) => Some(x),
            _ => None,
        }
    }
    pub fn next_if(&mut self, func: impl FnOnce(&I::Item) -> bool) -> Option<I::Item> {
        match self.next() {
            Some(matched) if func(&matched) => Some(matched),
            other => {
                self.peeked = Some(other);
                None
            }
        }
    }
    pub fn next_if_map<R>(&mut self, f: impl FnOnce(I::Item) -> Result<R, I::Item>) -> Option<R> {
        let unused = match self.next().map(f) {
            Some(Ok(made)) => return Some(made),
            Some(Err(item)) => Some(item),
            None => None,
        };
        self.peeked = Some(unused);
        None
    }
    pub fn next_if_map_mut<R>(&mut self, f: impl FnOnce(&mut I::Item) -> Option<R>) -> Option<R> {
        let mut next = self.next();
        if let Some(made) = next.as_mut().and_then(f) {
            return Some(made);
        }
        self.peeked = Some(next);
        None
    }
    pub fn next_if_eq<T: ?Sized>(&mut self, expected: &T) -> Option<I::Item>
    where
        I::Item: PartialEq<T>,
    {
        self.next_if(|next| next == expected)
    }
}
impl<I: Iterator> Iterator for Peekable<I> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        match self.peeked.take() {
            Some(x) => x,
            None => self.iter.next(),
        }
    }
    #[rustc_inherit_overflow_checks]
    fn count(mut self) -> usize {
        match self.peeked.take() {
            Some(None) => 0,
            Some(Some(_)) => 1 + self.iter.count(),
            None => self.iter.count(),
        }
    }
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        match self.peeked.take() {
            Some(None) => None,
            Some(ahead) if n == 0 => ahead,
            Some(_) => self.iter.nth(n - 1),
            None => self.iter.nth(n),
        }
    }
    fn last(mut self) -> Option<I::Item> {
        let ahead = match self.peeked.take() {
            Some(None) => return None,
            Some(ahead) => ahead,
            None => None,
        };
        self.iter.last().or(ahead)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let ahead = match self.peeked {
            Some(None) => return (0, Some(0)),
            Some(Some(_)) => 1,
            None => 0,
        };
        let (low, high) = self.iter.size_hint();
        (low.saturating_add(ahead), high.and_then(|n| n.checked_add(ahead)))
    }
}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Peekable<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        match &mut self.peeked {
            Some(None) => None,
            Some(ahead) => self.iter.next_back().or_else(|| ahead.take()),
            None => self.iter.next_back(),
        }
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for Peekable<I> {}

#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Fuse<I> {
    iter: Option<I>,
}
impl<I> Fuse<I> {
    pub(crate) fn new(iter: I) -> Self {
        Fuse { iter: Some(iter) }
    }
}
impl<I: Iterator> Iterator for Fuse<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        let found = match &mut self.iter {
            Some(iter) => iter.next(),
            None => None,
        };
        if let None = found {
            self.iter = None;
        }
        found
    }
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        let found = self.iter.as_mut()?.nth(n);
        if found.is_none() {
            self.iter = None;
        }
        found
    }
    fn count(self) -> usize {
        self.iter.map_or(0, Iterator::count)
    }
    fn last(self) -> Option<I::Item> {
        self.iter?.last()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.iter {
            Some(iter) => iter.size_hint(),
            None => (0, Some(0)),
        }
    }
}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Fuse<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        let found = self.iter.as_mut()?.next_back();
        if found.is_none() {
            self.iter = None;
        }
        found
    }
    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        let found = self.iter.as_mut()?.nth_back(n);
        if found.is_none() {
            self.iter = None;
        }
        found
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for Fuse<I> {}
impl<I: Default> Default for Fuse<I> {
    fn default() -> Self {
        Fuse::new(I::default())
    }
}

#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Cycle<I> {
    orig: I,
    iter: I,
}
impl<I: Clone> Cycle<I> {
    pub(crate) fn new(iter: I) -> Self {
        Cycle { orig: iter.clone(), iter }
    }
}
impl<I: Clone + Iterator> Iterator for Cycle<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        match self.iter.next() {
            None => {
                self.iter = self.orig.clone();
                self.iter.next()
            }
            item => item,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.orig.size_hint() {
            (0, Some(0)) => (0, Some(0)),
            (0, _) => (0, None),
            _ => (usize::MAX, None),
        }
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct StepBy<I> {
    iter: I,
    step: usize,
    first: bool,
}
impl<I> StepBy<I> {
    #[inline]
    #[track_caller]
    pub(crate) fn new(iter: I, step: usize) -> Self {
        assert!(step != 0);
        StepBy { iter, step: step - 1, first: true }
    }
}
impl<I: Iterator> Iterator for StepBy<I> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        if self.first {
            self.first = false;
            self.iter.next()
        } else {
            self.iter.nth(self.step)
        }
    }
    fn nth(&mut self, mut n: usize) -> Option<I::Item> {
        if self.first {
            self.first = false;
            let first = self.iter.next();
            if n == 0 {
                return first;
            }
            n -= 1;
        }
        let mut step = self.step + 1;
        if n == usize::MAX {
            self.iter.nth(step - 1);
        } else {
            n += 1;
        }
        loop {
            if let Some(all) = n.checked_mul(step) {
                return self.iter.nth(all - 1);
            }
            // As many as a number holds at once.
            let (whole_n, whole_step) = (usize::MAX / n, usize::MAX / step);
            let (by_n, by_step) = (whole_n * n, whole_step * step);
            if by_n > by_step {
                step -= whole_n;
                self.iter.nth(by_n - 1);
            } else {
                n -= whole_step;
                self.iter.nth(by_step - 1);
            }
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.iter.size_hint();
        let step = self.step;
        if self.first {
            let count = |n: usize| if n == 0 { 0 } else { 1 + (n - 1) / (step + 1) };
            (count(low), high.map(count))
        } else {
            let count = |n: usize| n / (step + 1);
            (count(low), high.map(count))
        }
    }
}
impl<I: ExactSizeIterator> StepBy<I> {
    /// Behind the last element.
    fn over(&self) -> usize {
        let len = self.iter.len();
        if self.first { if len == 0 { 0 } else { (len - 1) % (self.step + 1) } } else { len % (self.step + 1) }
    }
}
impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for StepBy<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        self.iter.nth_back(self.over())
    }
    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        self.iter.nth_back(n.saturating_mul(self.step + 1).saturating_add(self.over()))
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for StepBy<I> {}

//! Iterators over a part of the items: from one on, up to one.
use crate::iter::{Repeat, RepeatWith};

#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Take<I> {
    iter: I,
    n: usize,
}
impl<I> Take<I> {
    #[inline]
    pub(crate) fn new(iter: I, n: usize) -> Self {
        Take { iter, n }
    }
}
impl<I: Iterator> Iterator for Take<I> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        if self.n == 0 {
            return None;
        }
        self.n -= 1;
        self.iter.next()
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        if self.n > n {
            self.n -= n + 1;
            return self.iter.nth(n);
        }
        if self.n > 0 {
            self.iter.nth(self.n - 1);
            self.n = 0;
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.iter.size_hint();
        let low = if low < self.n { low } else { self.n };
        let high = match high {
            Some(x) if x < self.n => x,
            _ => self.n,
        };
        (low, Some(high))
    }
}
impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Take<I> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        if self.n == 0 {
            return None;
        }
        let n = self.n;
        self.n -= 1;
        self.iter.nth_back(self.iter.len().saturating_sub(n))
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        let len = self.iter.len();
        if self.n > n {
            let behind = len.saturating_sub(self.n) + n;
            self.n -= n + 1;
            return self.iter.nth_back(behind);
        }
        if len > 0 {
            self.iter.nth_back(len - 1);
        }
        None
    }
    #[inline]
    fn rfold<B, F: FnMut(B, I::Item) -> B>(mut self, init: B, f: F) -> B {
        if self.n == 0 {
            return init;
        }
        let len = self.iter.len();
        if len > self.n && self.iter.nth_back(len - self.n - 1).is_none() { init } else { self.iter.rfold(init, f) }
    }
}

#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Skip<I> {
    iter: I,
    n: usize,
}
impl<I> Skip<I> {
    #[inline]
    pub(crate) fn new(iter: I, n: usize) -> Self {
        Skip { iter, n }
    }
}
impl<I: Iterator> Iterator for Skip<I> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        if self.n > 0 {
            let n = crate::mem::replace(&mut self.n, 0);
            return self.iter.nth(n);
        }
        self.iter.next()
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        let skipped = crate::mem::replace(&mut self.n, 0);
        if skipped == 0 {
            return self.iter.nth(n);
        }
        match skipped.checked_add(n) {
            Some(all) => self.iter.nth(all),
            None => {
                self.iter.nth(skipped - 1)?;
                self.iter.nth(n)
            }
        }
    }
    #[inline]
    fn count(mut self) -> usize {
        if self.n > 0 && self.iter.nth(self.n - 1).is_none() {
            return 0;
        }
        self.iter.count()
    }
    #[inline]
    fn last(mut self) -> Option<I::Item> {
        if self.n > 0 {
            self.iter.nth(self.n - 1)?;
        }
        self.iter.last()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.iter.size_hint();
        (low.saturating_sub(self.n), high.map(|x| x.saturating_sub(self.n)))
    }
}
impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Skip<I> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        if self.iter.len() > self.n { self.iter.next_back() } else { None }
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        let len = self.iter.len().saturating_sub(self.n);
        if n < len {
            return self.iter.nth_back(n);
        }
        if len > 0 {
            self.iter.nth_back(len - 1);
        }
        None
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SkipWhile<I, P> {
    iter: I,
    predicate: P,
    flag: bool,
}
impl<I, P> SkipWhile<I, P> {
    #[inline]
    pub(crate) fn new(iter: I, predicate: P) -> Self {
        SkipWhile { iter, predicate, flag: false }
    }
}
impl<I: Iterator, P: FnMut(&I::Item) -> bool> Iterator for SkipWhile<I, P> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        while let Some(x) = self.iter.next() {
            if self.flag || !(self.predicate)(&x) {
                self.flag = true;
                return Some(x);
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct TakeWhile<I, P> {
    iter: I,
    predicate: P,
    flag: bool,
}
impl<I, P> TakeWhile<I, P> {
    #[inline]
    pub(crate) fn new(iter: I, predicate: P) -> Self {
        TakeWhile { iter, predicate, flag: false }
    }
}
impl<I: Iterator, P: FnMut(&I::Item) -> bool> Iterator for TakeWhile<I, P> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        if self.flag {
            return None;
        }
        let x = self.iter.next()?;
        if (self.predicate)(&x) {
            return Some(x);
        }
        self.flag = true;
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct MapWhile<I, P> {
    iter: I,
    predicate: P,
}
impl<I, P> MapWhile<I, P> {
    #[inline]
    pub(crate) fn new(iter: I, predicate: P) -> Self {
        MapWhile { iter, predicate }
    }
}
impl<B, I: Iterator, P: FnMut(I::Item) -> Option<B>> Iterator for MapWhile<I, P> {
    type Item = B;
    #[inline]
    fn next(&mut self) -> Option<B> {
        let x = self.iter.next()?;
        (self.predicate)(x)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
}

impl<I: ExactSizeIterator> ExactSizeIterator for Take<I> {}
impl<I: ExactSizeIterator> ExactSizeIterator for Skip<I> {}
impl<T: Clone> ExactSizeIterator for Take<Repeat<T>> {}
impl<F: FnMut() -> A, A> ExactSizeIterator for Take<RepeatWith<F>> {}
impl<T: Clone> DoubleEndedIterator for Take<Repeat<T>> {
    fn next_back(&mut self) -> Option<T> {
        self.next()
    }
}
#[impls] shown_without_functions! {
    MapWhile<I, P> iter;
    SkipWhile<I, P> iter flag;
    TakeWhile<I, P> iter flag;
}

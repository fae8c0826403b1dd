//! What `map`, `filter` and their kin return.
use crate::{fmt, intrinsics};

#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Rev<I> {
    iter: I,
}
impl<I> Rev<I> {
    #[inline]
    pub(crate) fn new(iter: I) -> Self {
        Rev { iter }
    }
}
impl<I: DoubleEndedIterator> Iterator for Rev<I> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        self.iter.next_back()
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        self.iter.nth_back(n)
    }
    #[inline]
    fn fold<B, F: FnMut(B, I::Item) -> B>(self, init: B, f: F) -> B {
        self.iter.rfold(init, f)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Rev<I> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        self.iter.next()
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        self.iter.nth(n)
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Map<I, F> {
    iter: I,
    f: F,
}
impl<I, F> Map<I, F> {
    #[inline]
    pub(crate) fn new(iter: I, f: F) -> Self {
        Map { iter, f }
    }
}
impl<B, I: Iterator, F: FnMut(I::Item) -> B> Iterator for Map<I, F> {
    type Item = B;
    #[inline]
    fn next(&mut self) -> Option<B> {
        match self.iter.next() {
            Some(x) => Some((self.f)(x)),
            None => None,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
    fn __has_one_at_most() -> bool {
        I::__has_one_at_most()
    }
}
impl<B, I: DoubleEndedIterator, F: FnMut(I::Item) -> B> DoubleEndedIterator for Map<I, F> {
    #[inline]
    fn next_back(&mut self) -> Option<B> {
        match self.iter.next_back() {
            Some(x) => Some((self.f)(x)),
            None => None,
        }
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Filter<I, P> {
    iter: I,
    predicate: P,
}
impl<I, P> Filter<I, P> {
    #[inline]
    pub(crate) fn new(iter: I, predicate: P) -> Self {
        Filter { iter, predicate }
    }
}
impl<I: Iterator, P: FnMut(&I::Item) -> bool> Iterator for Filter<I, P> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        while let Some(x) = self.iter.next() {
            if (self.predicate)(&x) {
                return Some(x);
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
    fn __has_one_at_most() -> bool {
        I::__has_one_at_most()
    }
}
impl<I: DoubleEndedIterator, P: FnMut(&I::Item) -> bool> DoubleEndedIterator for Filter<I, P> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        while let Some(x) = self.iter.next_back() {
            if (self.predicate)(&x) {
                return Some(x);
            }
        }
        None
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct FilterMap<I, F> {
    iter: I,
    f: F,
}
impl<I, F> FilterMap<I, F> {
    #[inline]
    pub(crate) fn new(iter: I, f: F) -> Self {
        FilterMap { iter, f }
    }
}
impl<B, I: Iterator, F: FnMut(I::Item) -> Option<B>> Iterator for FilterMap<I, F> {
    type Item = B;
    #[inline]
    fn next(&mut self) -> Option<B> {
        while let Some(x) = self.iter.next() {
            if let Some(y) = (self.f)(x) {
                return Some(y);
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
    fn __has_one_at_most() -> bool {
        I::__has_one_at_most()
    }
}
impl<B, I: DoubleEndedIterator, F: FnMut(I::Item) -> Option<B>> DoubleEndedIterator for FilterMap<I, F> {
    #[inline]
    fn next_back(&mut self) -> Option<B> {
        while let Some(x) = self.iter.next_back() {
            if let Some(y) = (self.f)(x) {
                return Some(y);
            }
        }
        None
    }
}

#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Enumerate<I> {
    iter: I,
    count: usize,
}
impl<I> Enumerate<I> {
    #[inline]
    pub(crate) fn new(iter: I) -> Self {
        Enumerate { iter, count: 0 }
    }
}
impl<I: Iterator> Iterator for Enumerate<I> {
    type Item = (usize, I::Item);
    #[inline]
    fn next(&mut self) -> Option<(usize, I::Item)> {
        let x = self.iter.next()?;
        let i = self.count;
        self.count = intrinsics::wrapping_add(i, 1);
        Some((i, x))
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<(usize, I::Item)> {
        let x = self.iter.nth(n)?;
        let i = intrinsics::wrapping_add(self.count, n);
        self.count = intrinsics::wrapping_add(i, 1);
        Some((i, x))
    }
    #[inline]
    fn count(self) -> usize {
        self.iter.count()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<I: ExactSizeIterator + DoubleEndedIterator> DoubleEndedIterator for Enumerate<I> {
    #[inline]
    fn next_back(&mut self) -> Option<(usize, I::Item)> {
        let x = self.iter.next_back()?;
        Some((self.count + self.iter.len(), x))
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<(usize, I::Item)> {
        let x = self.iter.nth_back(n)?;
        Some((self.count + self.iter.len(), x))
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Scan<I, S, F> {
    iter: I,
    state: S,
    f: F,
}
impl<I, S, F> Scan<I, S, F> {
    #[inline]
    pub(crate) fn new(iter: I, state: S, f: F) -> Self {
        Scan { iter, state, f }
    }
}
impl<B, I: Iterator, S, F: FnMut(&mut S, I::Item) -> Option<B>> Iterator for Scan<I, S, F> {
    type Item = B;
    #[inline]
    fn next(&mut self) -> Option<B> {
        let x = self.iter.next()?;
        (self.f)(&mut self.state, x)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
}

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Inspect<I, F> {
    iter: I,
    f: F,
}
impl<I, F> Inspect<I, F> {
    #[inline]
    pub(crate) fn new(iter: I, f: F) -> Self {
        Inspect { iter, f }
    }
}
impl<I: Iterator, F: FnMut(&I::Item)> Iterator for Inspect<I, F> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        let x = self.iter.next()?;
        (self.f)(&x);
        Some(x)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<I: DoubleEndedIterator, F: FnMut(&I::Item)> DoubleEndedIterator for Inspect<I, F> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        let x = self.iter.next_back()?;
        (self.f)(&x);
        Some(x)
    }
}

macro_rules! by_reference {
    // Elements that are left out are cloned, too, and need not be copied.
    ($($name:ident $method:ident $bound:ident $copies:literal)*) => { $(
        #[derive(Clone, Debug)]
        pub struct $name<I> {
            it: I,
        }
        impl<I> $name<I> {
            #[must_use]
            pub(crate) fn new(it: I) -> Self {
                $name { it }
            }
        }
        impl<'a, I: Iterator<Item = &'a T>, T: 'a + $bound> Iterator for $name<I> {
            type Item = T;
            #[inline]
            fn next(&mut self) -> Option<T> {
                self.it.next().$method()
            }
            #[inline]
            fn nth(&mut self, mut n: usize) -> Option<T> {
                if $copies {
                    return self.it.nth(n).$method();
                }
                loop {
                    let x = self.next()?;
                    if n == 0 {
                        return Some(x);
                    }
                    n -= 1;
                }
            }
            #[inline]
            fn count(self) -> usize {
                if $copies { self.it.count() } else { self.fold(0, |n, _| n + 1) }
            }
            #[inline]
            fn last(self) -> Option<T> {
                if $copies { self.it.last().$method() } else { self.fold(None, |_, x| Some(x)) }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.it.size_hint()
            }
            fn __has_one_at_most() -> bool {
                I::__has_one_at_most()
            }
        }
        impl<'a, I: DoubleEndedIterator<Item = &'a T>, T: 'a + $bound> DoubleEndedIterator for $name<I> {
            #[inline]
            fn next_back(&mut self) -> Option<T> {
                self.it.next_back().$method()
            }
        }
        impl<'a, I: ExactSizeIterator<Item = &'a T>, T: 'a + $bound> ExactSizeIterator for $name<I> {}
        impl<I: Default> Default for $name<I> {
            fn default() -> Self {
                $name::new(I::default())
            }
        }
    )* };
}
by_reference! { Copied copied Copy true Cloned cloned Clone false }

impl<I: ExactSizeIterator + DoubleEndedIterator> ExactSizeIterator for Rev<I> {}
impl<B, I: ExactSizeIterator, F: FnMut(I::Item) -> B> ExactSizeIterator for Map<I, F> {}
impl<I: ExactSizeIterator> ExactSizeIterator for Enumerate<I> {}
impl<I: ExactSizeIterator, F: FnMut(&I::Item)> ExactSizeIterator for Inspect<I, F> {}

impl<I: Default> Default for Rev<I> {
    fn default() -> Self {
        Rev::new(I::default())
    }
}
impl<I: Default> Default for Enumerate<I> {
    fn default() -> Self {
        Enumerate::new(I::default())
    }
}

#[impls] shown_without_functions! {
    Map<I, F> iter;
    Filter<I, P> iter;
    FilterMap<I, F> iter;
    Inspect<I, F> iter;
}
impl<I: fmt::Debug, S: fmt::Debug, F> fmt::Debug for Scan<I, S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scan").field("iter", &self.iter).field("state", &self.state).finish()
    }
}

//! Iterators over what an iterator's items hold.
use crate::fmt;
use crate::iter::{Fuse, Map};

/// Pieces begun at the front and at the back, and those between them. Its name and fields are what Debug shows.
#[derive(Clone, Debug)]
struct FlattenCompat<I, U> {
    iter: Fuse<I>,
    frontiter: Option<U>,
    backiter: Option<U>,
}

/// The next of a piece, which goes when it has none left.
fn next_or_clear<U, T>(piece: &mut Option<U>, next: impl FnOnce(&mut U) -> Option<T>) -> Option<T> {
    let found = next(piece.as_mut()?);
    if found.is_none() {
        *piece = None;
    }
    found
}

impl<I: Iterator, U: Iterator> FlattenCompat<I, U>
where
    I::Item: IntoIterator<IntoIter = U, Item = U::Item>,
{
    fn new(iter: I) -> Self {
        FlattenCompat { iter: iter.fuse(), frontiter: None, backiter: None }
    }
    fn next(&mut self) -> Option<U::Item> {
        if U::__has_one_at_most() {
            return self.iter.find_map(|x| x.into_iter().next());
        }
        loop {
            if let item @ Some(_) = next_or_clear(&mut self.frontiter, U::next) {
                return item;
            }
            match self.iter.next() {
                Some(x) => self.frontiter = Some(x.into_iter()),
                None => return next_or_clear(&mut self.backiter, U::next),
            }
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let of = |piece: &Option<U>| piece.as_ref().map_or((0, Some(0)), U::size_hint);
        let ((front, front_high), (back, back_high)) = (of(&self.frontiter), of(&self.backiter));
        let (least, most) = match I::Item::__items_by_type() {
            Some(n) => (n, Some(n)),
            None => (0, if U::__has_one_at_most() { Some(1) } else { None }),
        };
        let (low, high) = self.iter.size_hint();
        let between = match (high, most) {
            (Some(0), _) => Some(0),
            (Some(n), Some(most)) => n.checked_mul(most),
            _ => None,
        };
        let sum = |a: usize, b: Option<usize>| b.and_then(|b| a.checked_add(b));
        let high = between.and_then(|n| sum(n, front_high)).and_then(|n| sum(n, back_high));
        (low.saturating_mul(least).saturating_add(front.saturating_add(back)), high)
    }
}
impl<I: DoubleEndedIterator, U: DoubleEndedIterator> FlattenCompat<I, U>
where
    I::Item: IntoIterator<IntoIter = U, Item = U::Item>,
{
    fn next_back(&mut self) -> Option<U::Item> {
        if U::__has_one_at_most() {
            return self.iter.by_ref().rev().find_map(|x| x.into_iter().next());
        }
        loop {
            if let item @ Some(_) = next_or_clear(&mut self.backiter, U::next_back) {
                return item;
            }
            match self.iter.next_back() {
                Some(x) => self.backiter = Some(x.into_iter()),
                None => return next_or_clear(&mut self.frontiter, U::next_back),
            }
        }
    }
}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct FlatMap<I, U: IntoIterator, F> {
    inner: FlattenCompat<Map<I, F>, U::IntoIter>,
}
impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> FlatMap<I, U, F> {
    pub(crate) fn new(iter: I, f: F) -> Self {
        FlatMap { inner: FlattenCompat::new(iter.map(f)) }
    }
}
impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> Iterator for FlatMap<I, U, F> {
    type Item = U::Item;
    #[inline]
    fn next(&mut self) -> Option<U::Item> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<I: DoubleEndedIterator, U: IntoIterator, F: FnMut(I::Item) -> U> DoubleEndedIterator for FlatMap<I, U, F>
where
    U::IntoIter: DoubleEndedIterator,
{
    fn next_back(&mut self) -> Option<U::Item> {
        self.inner.next_back()
    }
}
impl<I: Clone, U: IntoIterator, F: Clone> Clone for FlatMap<I, U, F>
where
    U::IntoIter: Clone,
{
    fn clone(&self) -> Self {
        FlatMap { inner: self.inner.clone() }
    }
}
impl<I: fmt::Debug, U: IntoIterator, F> fmt::Debug for FlatMap<I, U, F>
where
    U::IntoIter: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FlatMap").field("inner", &self.inner).finish()
    }
}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Flatten<I: Iterator>
where
    I::Item: IntoIterator,
{
    inner: FlattenCompat<I, <I::Item as IntoIterator>::IntoIter>,
}
impl<I: Iterator> Flatten<I>
where
    I::Item: IntoIterator,
{
    pub(crate) fn new(iter: I) -> Self {
        Flatten { inner: FlattenCompat::new(iter) }
    }
}
impl<I: Iterator> Iterator for Flatten<I>
where
    I::Item: IntoIterator,
{
    type Item = <I::Item as IntoIterator>::Item;
    #[inline]
    fn next(&mut self) -> Option<<I::Item as IntoIterator>::Item> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Flatten<I>
where
    I::Item: IntoIterator,
    <I::Item as IntoIterator>::IntoIter: DoubleEndedIterator,
{
    fn next_back(&mut self) -> Option<<I::Item as IntoIterator>::Item> {
        self.inner.next_back()
    }
}
impl<I: Clone + Iterator> Clone for Flatten<I>
where
    I::Item: IntoIterator,
    <I::Item as IntoIterator>::IntoIter: Clone,
{
    fn clone(&self) -> Self {
        Flatten { inner: self.inner.clone() }
    }
}
impl<I: fmt::Debug + Iterator> fmt::Debug for Flatten<I>
where
    I::Item: IntoIterator,
    <I::Item as IntoIterator>::IntoIter: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flatten").field("inner", &self.inner).finish()
    }
}
impl<I: Default + Iterator> Default for Flatten<I>
where
    I::Item: IntoIterator,
{
    fn default() -> Self {
        Flatten::new(I::default())
    }
}

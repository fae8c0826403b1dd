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
        loop {
            if let Some(inner) = &mut self.frontiter {
                match inner.next() {
                    None => self.frontiter = None,
                    item => return item,
                }
            }
            match self.iter.next() {
                Some(x) => self.frontiter = Some(x.into_iter()),
                None => return next_or_clear(&mut self.backiter, U::next),
            }
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let of = |piece: &Option<U>| piece.as_ref().map_or((0, Some(0)), U::size_hint);
        let ((low, high), (more, most)) = (of(&self.frontiter), of(&self.backiter));
        let low = low.saturating_add(more);
        match (self.iter.size_hint(), high, most) {
            ((0, Some(0)), Some(a), Some(b)) => (low, a.checked_add(b)),
            _ => (low, None),
        }
    }
}
impl<I: DoubleEndedIterator, U: DoubleEndedIterator> FlattenCompat<I, U>
where
    I::Item: IntoIterator<IntoIter = U, Item = U::Item>,
{
    fn next_back(&mut self) -> Option<U::Item> {
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

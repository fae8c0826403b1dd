//! Which iterators end for good: after a `None`, `next` gives no more.
use crate::iter::*;

impl<I: Iterator> FusedIterator for Fuse<I> {}
impl<A: FusedIterator, B: FusedIterator<Item = A::Item>> FusedIterator for Chain<A, B> {}
impl<A: FusedIterator, B: FusedIterator> FusedIterator for Zip<A, B> {}
impl<I: FusedIterator + DoubleEndedIterator> FusedIterator for Rev<I> {}
impl<I: Clone + Iterator> FusedIterator for Cycle<I> {}
impl<B, I: FusedIterator, F: FnMut(I::Item) -> B> FusedIterator for Map<I, F> {}
impl<B, I: FusedIterator, F: FnMut(I::Item) -> Option<B>> FusedIterator for FilterMap<I, F> {}
impl<I: FusedIterator, F: FnMut(&I::Item)> FusedIterator for Inspect<I, F> {}
impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> FusedIterator for FlatMap<I, U, F> {}
impl<I: Iterator> FusedIterator for Flatten<I> where I::Item: IntoIterator {}
macro_rules! predicates {
    ($($name:ident)*) => { $(
        impl<I: FusedIterator, P: FnMut(&I::Item) -> bool> FusedIterator for $name<I, P> {}
    )* };
}
#[impls] predicates! { Filter SkipWhile TakeWhile }
macro_rules! of_one {
    ($($name:ident)*) => { $(
        impl<I: FusedIterator> FusedIterator for $name<I> {}
    )* };
}
#[impls] of_one! { Enumerate Skip Take Peekable }
impl<'a, I: FusedIterator<Item = &'a T>, T: 'a + Clone> FusedIterator for Cloned<I> {}
impl<'a, I: FusedIterator<Item = &'a T>, T: 'a + Copy> FusedIterator for Copied<I> {}

impl<T> FusedIterator for Empty<T> {}
impl<T> FusedIterator for Once<T> {}
impl<A, F: FnOnce() -> A> FusedIterator for OnceWith<F> {}
impl<A: Clone> FusedIterator for Repeat<A> {}
impl<A: Clone> FusedIterator for RepeatN<A> {}
impl<A, F: FnMut() -> A> FusedIterator for RepeatWith<F> {}
impl<T, F: FnMut(&T) -> Option<T>> FusedIterator for Successors<T, F> {}

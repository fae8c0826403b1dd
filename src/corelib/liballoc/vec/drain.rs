//! Taking a stretch of elements out, and putting others in their place.
use super::Vec;
use core::iter::FusedIterator;
use core::ops::{Bound, RangeBounds};
use core::{fmt, mem, ptr, slice};

/// From where to where a range of `len` elements goes.
#[track_caller]
pub(crate) fn ends<R: RangeBounds<usize>>(range: R, len: usize) -> (usize, usize) {
    let start = match range.start_bound() {
        Bound::Included(&start) => start,
        Bound::Excluded(&usize::MAX) => panic!("attempted to index slice from after maximum usize"),
        Bound::Excluded(&start) => start + 1,
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(&usize::MAX) => panic!("attempted to index slice up to maximum usize"),
        Bound::Included(&end) => end + 1,
        Bound::Excluded(&end) => end,
        Bound::Unbounded => len,
    };
    if start > end || end > len {
        core::slice::index::index_fails(start, end, len);
    }
    (start, end)
}

/// While it is there the `Vec` has what stands in front of the stretch; what stands behind waits at `tail`.
pub struct Drain<'a, T> {
    tail: usize,
    tail_len: usize,
    start: usize,
    end: usize,
    vec: &'a mut Vec<T>,
}

impl<'a, T> Drain<'a, T> {
    pub(super) fn new<R: RangeBounds<usize>>(vec: &'a mut Vec<T>, range: R) -> Drain<'a, T> {
        let len = vec.len;
        let (start, end) = ends(range, len);
        vec.len = start;
        Drain { tail: end, tail_len: len - end, start, end, vec }
    }
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        unsafe { slice::from_raw_parts(self.vec.as_ptr().add(self.start), self.end - self.start) }
    }
    /// Moves the tail so that it begins at `to`.
    fn move_tail(&mut self, to: usize) {
        if to != self.tail {
            let first = self.vec.as_mut_ptr();
            unsafe { first.add(to).copy_from(first.add(self.tail), self.tail_len) };
            self.tail = to;
        }
    }
    /// False if the iterator ended before the gap in front of the tail was full.
    fn fill<I: Iterator<Item = T>>(&mut self, from: &mut I) -> bool {
        while self.vec.len < self.tail {
            let Some(element) = from.next() else { return false };
            unsafe { self.vec.as_mut_ptr().add(self.vec.len).write(element) };
            self.vec.len += 1;
        }
        true
    }
    fn widen(&mut self, by: usize) {
        let len = self.tail + self.tail_len;
        self.vec.buffer.reserve(len, by);
        self.move_tail(self.tail + by);
    }
}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        let at = self.start;
        self.start += 1;
        Some(unsafe { self.vec.as_ptr().add(at).read() })
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.start, Some(self.end - self.start))
    }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        Some(unsafe { self.vec.as_ptr().add(self.end).read() })
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}
impl<T> AsRef<[T]> for Drain<'_, T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_slice()).finish()
    }
}
impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        let (start, end) = (self.start, mem::replace(&mut self.end, self.start));
        unsafe {
            let first = self.vec.as_mut_ptr().add(start);
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(first, end - start));
        }
        let len = self.vec.len;
        self.move_tail(len);
        self.vec.len = len + self.tail_len;
    }
}

pub struct Splice<'a, I: Iterator + 'a> {
    drain: Drain<'a, I::Item>,
    replacement: I,
}
impl<'a, I: Iterator + 'a> Splice<'a, I> {
    pub(super) fn new(drain: Drain<'a, I::Item>, replacement: I) -> Splice<'a, I> {
        Splice { drain, replacement }
    }
}
impl<I: Iterator> Iterator for Splice<'_, I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        self.drain.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.drain.size_hint()
    }
}
impl<I: Iterator> DoubleEndedIterator for Splice<'_, I> {
    fn next_back(&mut self) -> Option<I::Item> {
        self.drain.next_back()
    }
}
impl<I: Iterator> ExactSizeIterator for Splice<'_, I> {}
impl<I: Iterator> Drop for Splice<'_, I> {
    fn drop(&mut self) {
        self.drain.by_ref().for_each(drop);
        if self.drain.tail_len == 0 {
            self.drain.vec.extend(self.replacement.by_ref());
            self.drain.tail = self.drain.vec.len;
            return;
        }
        if !self.drain.fill(&mut self.replacement) {
            return;
        }
        let (more, _) = self.replacement.size_hint();
        if more > 0 {
            self.drain.widen(more);
            if !self.drain.fill(&mut self.replacement) {
                return;
            }
        }
        let mut rest = Vec::new();
        rest.extend(self.replacement.by_ref());
        if !rest.is_empty() {
            self.drain.widen(rest.len());
            self.drain.fill(&mut rest.into_iter());
        }
    }
}

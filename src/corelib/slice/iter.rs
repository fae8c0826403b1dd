//! Iterators over slices: a pointer and an end, or a remaining slice.
use crate::fmt;
use crate::marker::PhantomData;
use crate::slice::{from_raw_parts, from_raw_parts_mut};

/// `index..end` of a slice that starts at `start`.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Iter<'a, T> {
    start: *const T,
    index: usize,
    end: usize,
    marker: PhantomData<&'a T>,
}

impl<'a, T> Iter<'a, T> {
    #[inline]
    pub(crate) const fn new(slice: &'a [T]) -> Self {
        let end = slice.len();
        Iter { start: slice.as_ptr(), index: 0, end, marker: PhantomData }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        if self.index == self.end {
            return None;
        }
        let item = unsafe { &*self.start.add(self.index) };
        self.index += 1;
        Some(item)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.index, Some(self.end - self.index))
    }
    #[inline]
    fn count(self) -> usize {
        self.end - self.index
    }
    #[inline]
    fn last(mut self) -> Option<&'a T> {
        self.next_back()
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<&'a T> {
        if n >= self.end - self.index {
            self.index = self.end;
            return None;
        }
        self.index += n;
        self.next()
    }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a T> {
        if self.index == self.end {
            return None;
        }
        self.end -= 1;
        Some(unsafe { &*self.start.add(self.end) })
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<&'a T> {
        if n >= self.end - self.index {
            self.end = self.index;
            return None;
        }
        self.end -= n;
        self.next_back()
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> crate::iter::FusedIterator for Iter<'_, T> {}

impl<'a, T> Iter<'a, T> {
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &'a [T] {
        unsafe { from_raw_parts(self.start.add(self.index), self.end - self.index) }
    }
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { start: self.start, index: self.index, end: self.end, marker: PhantomData }
    }
}
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Sync> Send for Iter<'_, T> {}

/// `index..end` of a slice that starts at `start`.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IterMut<'a, T> {
    start: *mut T,
    index: usize,
    end: usize,
    marker: PhantomData<&'a mut T>,
}

impl<'a, T> IterMut<'a, T> {
    #[inline]
    pub(crate) const fn new(slice: &'a mut [T]) -> Self {
        let end = slice.len();
        IterMut { start: slice.as_mut_ptr(), index: 0, end, marker: PhantomData }
    }
}

impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
    #[inline]
    fn next(&mut self) -> Option<&'a mut T> {
        if self.index == self.end {
            return None;
        }
        let item = unsafe { &mut *self.start.add(self.index) };
        self.index += 1;
        Some(item)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.index, Some(self.end - self.index))
    }
    #[inline]
    fn count(self) -> usize {
        self.end - self.index
    }
    #[inline]
    fn last(mut self) -> Option<&'a mut T> {
        self.next_back()
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<&'a mut T> {
        if n >= self.end - self.index {
            self.index = self.end;
            return None;
        }
        self.index += n;
        self.next()
    }
}
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a mut T> {
        if self.index == self.end {
            return None;
        }
        self.end -= 1;
        Some(unsafe { &mut *self.start.add(self.end) })
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<&'a mut T> {
        if n >= self.end - self.index {
            self.end = self.index;
            return None;
        }
        self.end -= n;
        self.next_back()
    }
}
impl<T> ExactSizeIterator for IterMut<'_, T> {}
impl<T> crate::iter::FusedIterator for IterMut<'_, T> {}

impl<'a, T> IterMut<'a, T> {
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        unsafe { from_raw_parts(self.start.add(self.index), self.end - self.index) }
    }
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_slice(self) -> &'a mut [T] {
        unsafe { from_raw_parts_mut(self.start.add(self.index), self.end - self.index) }
    }
}
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
unsafe impl<T: Send> Send for IterMut<'_, T> {}

impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.as_slice()).finish()
    }
}
impl<T: fmt::Debug> fmt::Debug for IterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IterMut").field(&self.as_slice()).finish()
    }
}
impl<T> AsRef<[T]> for Iter<'_, T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T> AsRef<[T]> for IterMut<'_, T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        Iter::new(&[])
    }
}
impl<T> Default for IterMut<'_, T> {
    fn default() -> Self {
        IterMut::new(&mut [])
    }
}

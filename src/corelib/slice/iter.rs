//! Iterators over slices: a pointer and an end, or a remaining slice.
use crate::marker::PhantomData;
use crate::slice::{from_raw_parts, from_raw_parts_mut};

/// `index..end` of a slice that starts at `start`.
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
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> crate::iter::FusedIterator for Iter<'_, T> {}

impl<'a, T> Iter<'a, T> {
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
}
impl<T> ExactSizeIterator for IterMut<'_, T> {}
impl<T> crate::iter::FusedIterator for IterMut<'_, T> {}

impl<'a, T> IterMut<'a, T> {
    pub fn into_slice(self) -> &'a mut [T] {
        unsafe { from_raw_parts_mut(self.start.add(self.index), self.end - self.index) }
    }
}

pub struct Windows<'a, T> {
    rest: &'a [T],
    size: usize,
}
impl<'a, T> Windows<'a, T> {
    pub(crate) const fn new(rest: &'a [T], size: usize) -> Self {
        Windows { rest, size }
    }
}
impl<T> Clone for Windows<'_, T> {
    fn clone(&self) -> Self {
        Windows { rest: self.rest, size: self.size }
    }
}
impl<'a, T> Iterator for Windows<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.size > self.rest.len() {
            return None;
        }
        let window = &self.rest[..self.size];
        self.rest = &self.rest[1..];
        Some(window)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = if self.size > self.rest.len() { 0 } else { self.rest.len() - self.size + 1 };
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for Windows<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.size > self.rest.len() {
            return None;
        }
        let window = &self.rest[self.rest.len() - self.size..];
        self.rest = &self.rest[..self.rest.len() - 1];
        Some(window)
    }
}
impl<T> ExactSizeIterator for Windows<'_, T> {}

pub struct Chunks<'a, T> {
    rest: &'a [T],
    size: usize,
}
impl<'a, T> Chunks<'a, T> {
    pub(crate) const fn new(rest: &'a [T], size: usize) -> Self {
        Chunks { rest, size }
    }
}
impl<T> Clone for Chunks<'_, T> {
    fn clone(&self) -> Self {
        Chunks { rest: self.rest, size: self.size }
    }
}
impl<'a, T> Iterator for Chunks<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let n = if self.rest.len() < self.size { self.rest.len() } else { self.size };
        let (chunk, rest) = self.rest.split_at(n);
        self.rest = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len().div_ceil(self.size);
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for Chunks<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let over = self.rest.len() % self.size;
        let n = if over == 0 { self.size } else { over };
        let (rest, chunk) = self.rest.split_at(self.rest.len() - n);
        self.rest = rest;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for Chunks<'_, T> {}

pub struct RChunks<'a, T> {
    rest: &'a [T],
    size: usize,
}
impl<'a, T> RChunks<'a, T> {
    pub(crate) const fn new(rest: &'a [T], size: usize) -> Self {
        RChunks { rest, size }
    }
}
impl<T> Clone for RChunks<'_, T> {
    fn clone(&self) -> Self {
        RChunks { rest: self.rest, size: self.size }
    }
}
impl<'a, T> Iterator for RChunks<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let n = if self.rest.len() < self.size { self.rest.len() } else { self.size };
        let (rest, chunk) = self.rest.split_at(self.rest.len() - n);
        self.rest = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len().div_ceil(self.size);
        (n, Some(n))
    }
}
impl<T> ExactSizeIterator for RChunks<'_, T> {}

pub struct ChunksExact<'a, T> {
    rest: &'a [T],
    remainder: &'a [T],
    size: usize,
}
impl<'a, T> ChunksExact<'a, T> {
    pub(crate) const fn new(slice: &'a [T], size: usize) -> Self {
        let (rest, remainder) = slice.split_at(slice.len() - slice.len() % size);
        ChunksExact { rest, remainder, size }
    }
    pub fn remainder(&self) -> &'a [T] {
        self.remainder
    }
}
impl<'a, T> Iterator for ChunksExact<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.rest.len() < self.size {
            return None;
        }
        let (chunk, rest) = self.rest.split_at(self.size);
        self.rest = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len() / self.size;
        (n, Some(n))
    }
}
impl<T> ExactSizeIterator for ChunksExact<'_, T> {}

pub struct ChunksMut<'a, T> {
    start: *mut T,
    len: usize,
    size: usize,
    marker: PhantomData<&'a mut T>,
}
impl<'a, T> ChunksMut<'a, T> {
    pub(crate) const fn new(slice: &'a mut [T], size: usize) -> Self {
        let len = slice.len();
        ChunksMut { start: slice.as_mut_ptr(), len, size, marker: PhantomData }
    }
}
impl<'a, T> Iterator for ChunksMut<'a, T> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.len == 0 {
            return None;
        }
        let n = if self.len < self.size { self.len } else { self.size };
        let chunk = unsafe { from_raw_parts_mut(self.start, n) };
        self.start = unsafe { self.start.add(n) };
        self.len -= n;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.len.div_ceil(self.size);
        (n, Some(n))
    }
}
impl<T> ExactSizeIterator for ChunksMut<'_, T> {}

pub struct ChunkBy<'a, T, P> {
    rest: &'a [T],
    predicate: P,
}
impl<'a, T, P> ChunkBy<'a, T, P> {
    pub(crate) const fn new(rest: &'a [T], predicate: P) -> Self {
        ChunkBy { rest, predicate }
    }
}
impl<'a, T, P: FnMut(&T, &T) -> bool> Iterator for ChunkBy<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut n = 1;
        while n < self.rest.len() && (self.predicate)(&self.rest[n - 1], &self.rest[n]) {
            n += 1;
        }
        let (chunk, rest) = self.rest.split_at(n);
        self.rest = rest;
        Some(chunk)
    }
}

pub struct Split<'a, T, P> {
    rest: Option<&'a [T]>,
    predicate: P,
}
impl<'a, T, P> Split<'a, T, P> {
    pub(crate) const fn new(rest: &'a [T], predicate: P) -> Self {
        Split { rest: Some(rest), predicate }
    }
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for Split<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        let rest = self.rest?;
        let mut i = 0;
        while i < rest.len() {
            if (self.predicate)(&rest[i]) {
                self.rest = Some(&rest[i + 1..]);
                return Some(&rest[..i]);
            }
            i += 1;
        }
        self.rest = None;
        Some(rest)
    }
}

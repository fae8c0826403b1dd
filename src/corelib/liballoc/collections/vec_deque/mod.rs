//! `VecDeque`: values in a row that grows at both ends, in memory that is used around its end.
mod parts;

use crate::buffer::Buffer;
use crate::vec::ends;
use core::cmp::Ordering;
use core::ops::RangeBounds;
use core::{ptr, slice};

pub use parts::{Drain, IntoIter, Iter, IterMut};

#[kbuild_owns_parameters]
pub struct VecDeque<T> {
    pub(super) buffer: Buffer<T>,
    pub(super) head: usize,
    pub(super) len: usize,
}

impl<T> VecDeque<T> {
    #[must_use]
    pub const fn new() -> VecDeque<T> {
        VecDeque { buffer: Buffer::new(), head: 0, len: 0 }
    }
    #[must_use]
    pub fn with_capacity(capacity: usize) -> VecDeque<T> {
        VecDeque { buffer: Buffer::with_capacity(capacity), head: 0, len: 0 }
    }
    pub const fn len(&self) -> usize {
        self.len
    }
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
    pub fn capacity(&self) -> usize {
        self.buffer.capacity()
    }
    /// Where the element of a number lies.
    #[inline]
    pub(super) fn slot(&self, index: usize) -> *mut T {
        let (at, capacity) = (self.head.wrapping_add(index), self.capacity());
        unsafe { self.buffer.start().add(if at >= capacity { at - capacity } else { at }) }
    }
    /// Elements that lie around the end are put right where memory has grown.
    fn grow(&mut self, additional: usize, exact: bool) {
        let old = self.capacity();
        if exact { self.buffer.reserve_exact(self.len, additional) } else { self.buffer.reserve(self.len, additional) }
        let new = self.capacity();
        if self.head <= old - self.len || new == old {
            return;
        }
        let (head_len, first) = (old - self.head, self.buffer.start());
        let tail_len = self.len - head_len;
        unsafe {
            if head_len > tail_len && new - old >= tail_len {
                first.add(old).copy_from_nonoverlapping(first, tail_len);
            } else {
                let head = new - head_len;
                first.add(head).copy_from(first.add(self.head), head_len);
                self.head = head;
            }
        }
    }
    pub fn reserve(&mut self, additional: usize) {
        if additional > self.capacity() - self.len {
            self.grow(additional, false);
        }
    }
    pub fn reserve_exact(&mut self, additional: usize) {
        if additional > self.capacity() - self.len {
            self.grow(additional, true);
        }
    }
    pub fn shrink_to_fit(&mut self) {
        self.make_contiguous();
        let first = self.buffer.start();
        unsafe { first.copy_from(first.add(self.head), self.len) };
        self.head = 0;
        self.buffer.shrink(self.len)
    }

    pub fn push_back(&mut self, value: T) {
        if self.len == self.capacity() {
            self.grow(1, false);
        }
        unsafe { self.slot(self.len).write(value) };
        self.len += 1;
    }
    pub fn push_front(&mut self, value: T) {
        if self.len == self.capacity() {
            self.grow(1, false);
        }
        self.head = if self.head == 0 { self.capacity() - 1 } else { self.head - 1 };
        self.len += 1;
        unsafe { self.slot(0).write(value) };
    }
    pub fn pop_front(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        let value = unsafe { self.slot(0).read() };
        self.head = if self.head + 1 >= self.capacity() { 0 } else { self.head + 1 };
        self.len -= 1;
        Some(value)
    }
    pub fn pop_back(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        Some(unsafe { self.slot(self.len).read() })
    }
    pub fn get(&self, index: usize) -> Option<&T> {
        if index < self.len { Some(unsafe { &*self.slot(index) }) } else { None }
    }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index < self.len { Some(unsafe { &mut *self.slot(index) }) } else { None }
    }
    pub fn front(&self) -> Option<&T> {
        self.get(0)
    }
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.get_mut(0)
    }
    pub fn back(&self) -> Option<&T> {
        self.get(self.len.wrapping_sub(1))
    }
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.get_mut(self.len.wrapping_sub(1))
    }
    pub fn swap(&mut self, i: usize, j: usize) {
        assert!(i < self.len());
        assert!(j < self.len());
        unsafe { ptr::swap(self.slot(i), self.slot(j)) }
    }
    #[track_caller]
    pub fn insert(&mut self, index: usize, value: T) {
        assert!(index <= self.len(), "index out of bounds");
        self.push_back(value);
        for i in (index..self.len - 1).rev() {
            unsafe { ptr::swap(self.slot(i), self.slot(i + 1)) };
        }
    }
    pub fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        for i in index..self.len - 1 {
            unsafe { ptr::swap(self.slot(i), self.slot(i + 1)) };
        }
        self.pop_back()
    }
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        let last = self.len.checked_sub(1)?;
        if index > last {
            return None;
        }
        self.swap(index, last);
        self.pop_back()
    }
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        self.swap(index, 0);
        self.pop_front()
    }

    pub fn as_slices(&self) -> (&[T], &[T]) {
        let (first, second) = self.halves();
        unsafe { (&*first, &*second) }
    }
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]) {
        let (first, second) = self.halves();
        unsafe { (&mut *first, &mut *second) }
    }
    /// What lies up to the end of the memory, and what at its start.
    fn halves(&self) -> (*mut [T], *mut [T]) {
        let room = self.capacity() - self.head;
        let head_len = if self.len < room { self.len } else { room };
        let start = self.buffer.start();
        unsafe {
            let first = ptr::slice_from_raw_parts_mut(start.add(self.head), head_len);
            (first, ptr::slice_from_raw_parts_mut(start, self.len - head_len))
        }
    }
    pub fn make_contiguous(&mut self) -> &mut [T] {
        if !self.as_slices().1.is_empty() {
            let (a, b) = self.as_slices();
            let (head_len, tail_len) = (a.len(), b.len());
            let start = self.buffer.start();
            unsafe {
                start.add(tail_len).copy_from(start.add(self.head), head_len);
                slice::from_raw_parts_mut(start, self.len).rotate_left(tail_len);
            }
            self.head = 0;
        }
        unsafe { slice::from_raw_parts_mut(self.slot(0), self.len) }
    }
    pub fn iter(&self) -> Iter<'_, T> {
        let (a, b) = self.as_slices();
        Iter { a: a.iter(), b: b.iter() }
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        let (a, b) = self.as_mut_slices();
        IterMut { a: a.iter_mut(), b: b.iter_mut() }
    }
    pub fn range<R: RangeBounds<usize>>(&self, range: R) -> Iter<'_, T> {
        let (start, end) = ends(range, self.len);
        let (a, b) = self.as_slices();
        let cut = |from: &'_ [T], skip: usize| (start.saturating_sub(skip).min(from.len()), end.saturating_sub(skip).min(from.len()));
        let ((a0, a1), (b0, b1)) = (cut(a, 0), cut(b, a.len()));
        Iter { a: a[a0..a1].iter(), b: b[b0..b1].iter() }
    }
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let (start, end) = ends(range, self.len);
        self.make_contiguous();
        let (behind, len) = (self.len - end, end - start);
        self.len = start;
        Drain { deque: self, start, taken: 0, len, behind, whole: len }
    }
    pub fn clear(&mut self) {
        self.truncate(0);
        self.head = 0;
    }
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len {
            return;
        }
        let (a, b) = self.halves();
        let head_len = a.len();
        self.len = len;
        unsafe {
            if len < head_len {
                ptr::drop_in_place(ptr::slice_from_raw_parts_mut((a as *mut T).add(len), head_len - len));
                ptr::drop_in_place(b);
            } else {
                let kept = len - head_len;
                ptr::drop_in_place(ptr::slice_from_raw_parts_mut((b as *mut T).add(kept), b.len() - kept));
            }
        }
    }
    pub fn append(&mut self, other: &mut VecDeque<T>) {
        self.reserve(other.len);
        while let Some(value) = other.pop_front() {
            self.push_back(value);
        }
        other.head = 0;
    }
    #[must_use = "use `.truncate()` if you don't need the other half"]
    pub fn split_off(&mut self, at: usize) -> VecDeque<T> {
        let len = self.len;
        assert!(at <= len, "`at` out of bounds");
        let mut other = VecDeque::with_capacity(len - at);
        for i in at..len {
            other.push_back(unsafe { self.slot(i).read() });
        }
        self.len = at;
        other
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element))
    }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let mut kept = 0;
        for i in 0..self.len {
            if !f(&mut self[i]) {
                continue;
            }
            if kept < i {
                self.swap(kept, i);
            }
            kept += 1;
        }
        self.truncate(kept);
    }
    pub fn resize_with(&mut self, new_len: usize, mut generator: impl FnMut() -> T) {
        while self.len < new_len {
            self.push_back(generator());
        }
        self.truncate(new_len);
    }
    pub fn resize(&mut self, new_len: usize, value: T)
    where
        T: Clone,
    {
        self.resize_with(new_len, || value.clone())
    }
    pub fn rotate_left(&mut self, n: usize) {
        assert!(n <= self.len());
        for _ in 0..n {
            let value = self.pop_front().unwrap();
            self.push_back(value);
        }
    }
    pub fn rotate_right(&mut self, n: usize) {
        assert!(n <= self.len());
        for _ in 0..n {
            let value = self.pop_back().unwrap();
            self.push_front(value);
        }
    }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        self.iter().any(|each| each == x)
    }
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, mut f: F) -> Result<usize, usize> {
        let (front, back) = self.as_slices();
        match back.first().map(|each| f(each)) {
            Some(Ordering::Equal) => Ok(front.len()),
            Some(Ordering::Less) => back.binary_search_by(f).map(|i| i + front.len()).map_err(|i| i + front.len()),
            _ => front.binary_search_by(f),
        }
    }
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|each| each.cmp(x))
    }
}
impl<T> Drop for VecDeque<T> {
    fn drop(&mut self) {
        let (a, b) = self.halves();
        unsafe {
            ptr::drop_in_place(a);
            ptr::drop_in_place(b);
        }
    }
}

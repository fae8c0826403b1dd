//! `Vec`: values in a row, as many as there come.
mod drain;
mod from;
mod into_iter;
mod list;

pub use drain::{Drain, Splice};
pub(crate) use drain::ends;
pub use into_iter::IntoIter;

use crate::boxed::Box;
use crate::buffer::Buffer;
use crate::collections::TryReserveError;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ops::RangeBounds;
use core::{ptr, slice};

#[kbuild_owns_parameters]
pub struct Vec<T> {
    buffer: Buffer<T>,
    len: usize,
}

/// `vec![elem; n]`
#[doc(hidden)]
pub fn from_elem<T: Clone>(elem: T, n: usize) -> Vec<T> {
    if crate::plain::is_plain::<T>() && crate::plain::is_zero(&elem) {
        return Vec { buffer: Buffer::zeroed(n), len: n };
    }
    let mut made = Vec::with_capacity(n);
    made.extend_with(n, elem);
    made
}
/// `vec![a, b]`
#[doc(hidden)]
pub fn from_array<T, const N: usize>(elements: [T; N]) -> Vec<T> {
    let elements = ManuallyDrop::new(elements);
    let mut made: Vec<T> = Vec::with_capacity(N);
    unsafe {
        made.as_mut_ptr().copy_from_nonoverlapping(&raw const *elements as *const T, N);
        made.set_len(N);
    }
    made
}

impl<T> Vec<T> {
    #[inline]
    #[must_use]
    pub const fn new() -> Vec<T> {
        Vec { buffer: Buffer::new(), len: 0 }
    }
    #[inline]
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Vec<T> {
        Vec { buffer: Buffer::with_capacity(capacity), len: 0 }
    }
    #[inline]
    pub unsafe fn from_raw_parts(ptr: *mut T, length: usize, capacity: usize) -> Vec<T> {
        unsafe { Vec { buffer: Buffer::from_parts(ptr, capacity), len: length } }
    }
    #[must_use = "losing the pointer will leak memory"]
    pub fn into_raw_parts(self) -> (*mut T, usize, usize) {
        let mut this = ManuallyDrop::new(self);
        (this.as_mut_ptr(), this.len, this.capacity())
    }
    #[inline]
    pub(crate) fn into_buffer(self) -> (Buffer<T>, usize) {
        let this = ManuallyDrop::new(self);
        (unsafe { ptr::read(&this.buffer) }, this.len)
    }
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.buffer.capacity()
    }
    pub fn reserve(&mut self, additional: usize) {
        self.buffer.reserve(self.len, additional)
    }
    pub fn reserve_exact(&mut self, additional: usize) {
        self.buffer.reserve_exact(self.len, additional)
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.buffer.try_reserve(self.len, additional, false)
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.buffer.try_reserve(self.len, additional, true)
    }
    pub fn shrink_to_fit(&mut self) {
        self.buffer.shrink(self.len)
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.buffer.shrink(if min_capacity > self.len { min_capacity } else { self.len })
    }
    pub fn into_boxed_slice(mut self) -> Box<[T]> {
        self.shrink_to_fit();
        let mut this = ManuallyDrop::new(self);
        unsafe { Box::from_raw(&raw mut **this) }
    }
    #[inline]
    pub fn leak<'a>(self) -> &'a mut [T] {
        let mut this = ManuallyDrop::new(self);
        unsafe { slice::from_raw_parts_mut(this.as_mut_ptr(), this.len) }
    }
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        unsafe { slice::from_raw_parts(self.as_ptr(), self.len) }
    }
    #[inline]
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe { slice::from_raw_parts_mut(self.as_mut_ptr(), self.len) }
    }
    #[inline]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *const T {
        self.buffer.start()
    }
    #[inline]
    #[rustc_never_returns_null_ptr]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self.buffer.start()
    }
    #[inline]
    pub const unsafe fn set_len(&mut self, new_len: usize) {
        self.len = new_len;
    }
    #[inline]
    #[rustc_no_implicit_autorefs]
    pub const fn len(&self) -> usize {
        self.len
    }
    #[inline]
    #[rustc_no_implicit_autorefs]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
    #[inline]
    pub fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>] {
        unsafe { slice::from_raw_parts_mut(self.as_mut_ptr().add(self.len) as *mut MaybeUninit<T>, self.capacity() - self.len) }
    }
}

impl<T> Vec<T> {
    #[inline]
    pub fn push(&mut self, value: T) {
        if self.len == self.capacity() {
            self.buffer.reserve(self.len, 1);
        }
        unsafe { self.as_mut_ptr().add(self.len).write(value) };
        self.len += 1;
    }
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        Some(unsafe { self.as_ptr().add(self.len).read() })
    }
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.last_mut()?;
        if predicate(last) { self.pop() } else { None }
    }
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) {
        let len = self.len;
        if index > len {
            panic!("insertion index (is {index}) should be <= len (is {len})");
        }
        self.reserve(1);
        unsafe {
            let place = self.as_mut_ptr().add(index);
            place.add(1).copy_from(place, len - index);
            place.write(element);
        }
        self.len = len + 1;
    }
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            panic!("removal index (is {index}) should be < len (is {len})");
        }
        unsafe {
            let place = self.as_mut_ptr().add(index);
            let removed = place.read();
            place.copy_from(place.add(1), len - index - 1);
            self.len = len - 1;
            removed
        }
    }
    #[inline]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            panic!("swap_remove index (is {index}) should be < len (is {len})");
        }
        unsafe {
            let place = self.as_mut_ptr().add(index);
            let removed = place.read();
            place.copy_from(self.as_ptr().add(len - 1), 1);
            self.len = len - 1;
            removed
        }
    }
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len {
            return;
        }
        let gone = self.len - len;
        self.len = len;
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.as_mut_ptr().add(len), gone)) }
    }
    #[inline]
    pub fn clear(&mut self) {
        self.truncate(0)
    }
    #[inline]
    pub fn append(&mut self, other: &mut Vec<T>) {
        let count = other.len;
        self.reserve(count);
        unsafe { self.as_mut_ptr().add(self.len).copy_from_nonoverlapping(other.as_ptr(), count) };
        self.len += count;
        other.len = 0;
    }
    #[track_caller]
    #[must_use = "use `.truncate()` if you don't need the other half"]
    pub fn split_off(&mut self, at: usize) -> Vec<T> {
        let len = self.len;
        if at > len {
            panic!("`at` split index (is {at}) should be <= len (is {len})");
        }
        let mut other: Vec<T> = Vec::with_capacity(len - at);
        unsafe { other.as_mut_ptr().copy_from_nonoverlapping(self.as_ptr().add(at), len - at) };
        other.len = len - at;
        self.len = at;
        other
    }
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        Drain::new(self, range)
    }
    #[inline]
    pub fn splice<R: RangeBounds<usize>, I: IntoIterator<Item = T>>(&mut self, range: R, replace_with: I) -> Splice<'_, I::IntoIter> {
        Splice::new(self.drain(range), replace_with.into_iter())
    }

    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element))
    }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let len = self.len;
        let start = self.as_mut_ptr();
        self.len = 0;
        let mut kept = 0;
        for i in 0..len {
            unsafe {
                let place = start.add(i);
                if !f(&mut *place) {
                    ptr::drop_in_place(place);
                    continue;
                }
                if kept < i {
                    start.add(kept).copy_from_nonoverlapping(place, 1);
                }
                kept += 1;
            }
        }
        self.len = kept;
    }
    #[inline]
    pub fn dedup_by_key<F: FnMut(&mut T) -> K, K: PartialEq>(&mut self, mut key: F) {
        self.dedup_by(|a, b| key(a) == key(b))
    }
    pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, mut same_bucket: F) {
        let len = self.len;
        if len <= 1 {
            return;
        }
        let start = self.as_mut_ptr();
        let mut kept = 1;
        for i in 1..len {
            unsafe {
                let place = start.add(i);
                if same_bucket(&mut *place, &mut *start.add(kept - 1)) {
                    ptr::drop_in_place(place);
                    continue;
                }
                if kept < i {
                    start.add(kept).copy_from_nonoverlapping(place, 1);
                }
                kept += 1;
            }
        }
        self.len = kept;
    }

    pub fn resize_with<F: FnMut() -> T>(&mut self, new_len: usize, mut f: F) {
        if new_len <= self.len {
            return self.truncate(new_len);
        }
        self.reserve(new_len - self.len);
        while self.len < new_len {
            self.push(f());
        }
    }
    /// Clones, and the value itself as the last.
    pub(crate) fn extend_with(&mut self, n: usize, value: T)
    where
        T: Clone,
    {
        self.reserve(n);
        for _ in 1..n {
            self.push(value.clone());
        }
        if n > 0 {
            self.push(value);
        }
    }
}

impl<T: Clone> Vec<T> {
    pub fn resize(&mut self, new_len: usize, value: T) {
        if new_len > self.len { self.extend_with(new_len - self.len, value) } else { self.truncate(new_len) }
    }
    pub fn extend_from_slice(&mut self, other: &[T]) {
        self.reserve(other.len());
        if crate::plain::is_plain::<T>() {
            unsafe { self.as_mut_ptr().add(self.len).copy_from_nonoverlapping(other.as_ptr(), other.len()) };
            self.len += other.len();
            return;
        }
        for element in other {
            self.push(element.clone());
        }
    }
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) {
        let (from, to) = drain::ends(src, self.len);
        self.reserve(to - from);
        for i in from..to {
            let element = self[i].clone();
            self.push(element);
        }
    }
}
impl<T: PartialEq> Vec<T> {
    #[inline]
    pub fn dedup(&mut self) {
        self.dedup_by(|a, b| a == b)
    }
}
impl<T, const N: usize> Vec<[T; N]> {
    pub fn into_flattened(self) -> Vec<T> {
        let (buffer, len) = self.into_buffer();
        let buffer = ManuallyDrop::new(buffer);
        let (count, capacity) = if size_of::<T>() == 0 {
            (len.checked_mul(N).expect("vec len overflow"), usize::MAX)
        } else {
            (len * N, buffer.capacity() * N)
        };
        unsafe { Vec::from_raw_parts(buffer.start() as *mut T, count, capacity) }
    }
}

impl<T> Drop for Vec<T> {
    fn drop(&mut self) {
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.as_mut_ptr(), self.len)) }
    }
}

//! What slices can do where there is memory for more: copies, stable sorting, joining.
pub use core::slice::*;

use crate::boxed::Box;
use crate::vec::Vec;
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::mem::ManuallyDrop;
use core::ptr;

use crate::borrow::ToOwned;

impl<T> [T] {
    #[inline]
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        merge_sort(self, &mut |a, b| a.lt(b))
    }
    #[inline]
    pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        merge_sort(self, &mut |a, b| compare(a, b) == Ordering::Less)
    }
    #[inline]
    pub fn sort_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        merge_sort(self, &mut |a, b| f(a).lt(&f(b)))
    }
    pub fn sort_by_cached_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        let mut keys: Vec<(K, usize)> = Vec::with_capacity(self.len());
        for (i, element) in self.iter().enumerate() {
            keys.push((f(element), i));
        }
        keys.sort_unstable();
        for i in 0..keys.len() {
            let mut from = keys[i].1;
            // It may have been moved away when a place before was filled.
            while from < i {
                from = keys[from].1;
            }
            keys[i].1 = from;
            self.swap(i, from);
        }
    }
    #[inline]
    #[must_use = "cloning is often expensive and is not expected to have side effects"]
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        let mut made = Vec::with_capacity(self.len());
        made.extend_from_slice(self);
        made
    }
    #[inline]
    pub fn into_vec(self: Box<[T]>) -> Vec<T> {
        let len = self.len();
        let raw = Box::into_raw(self);
        unsafe { Vec::from_raw_parts(raw as *mut T, len, len) }
    }
    pub fn repeat(&self, n: usize) -> Vec<T>
    where
        T: Copy,
    {
        if n == 0 {
            return Vec::new();
        }
        let mut made = Vec::with_capacity(self.len().checked_mul(n).expect("capacity overflow"));
        for _ in 0..n {
            made.extend_from_slice(self);
        }
        made
    }
    pub fn concat<Item: ?Sized>(&self) -> <[T] as Concat<Item>>::Output
    where
        [T]: Concat<Item>,
    {
        Concat::concat(self)
    }
    pub fn join<Separator>(&self, sep: Separator) -> <[T] as Join<Separator>>::Output
    where
        [T]: Join<Separator>,
    {
        Join::join(self, sep)
    }
    #[deprecated(since = "1.3.0", note = "renamed to join", suggestion = "join")]
    pub fn connect<Separator>(&self, sep: Separator) -> <[T] as Join<Separator>>::Output
    where
        [T]: Join<Separator>,
    {
        Join::join(self, sep)
    }
}
impl [u8] {
    #[must_use = "this returns the uppercase bytes as a new Vec, without modifying the original"]
    #[inline]
    pub fn to_ascii_uppercase(&self) -> Vec<u8> {
        let mut made = self.to_vec();
        made.make_ascii_uppercase();
        made
    }
    #[must_use = "this returns the lowercase bytes as a new Vec, without modifying the original"]
    #[inline]
    pub fn to_ascii_lowercase(&self) -> Vec<u8> {
        let mut made = self.to_vec();
        made.make_ascii_lowercase();
        made
    }
}

pub trait Concat<Item: ?Sized> {
    type Output;
    fn concat(slice: &Self) -> Self::Output;
}
pub trait Join<Separator> {
    type Output;
    fn join(slice: &Self, sep: Separator) -> Self::Output;
}
impl<T: Clone, V: Borrow<[T]>> Concat<T> for [V] {
    type Output = Vec<T>;
    fn concat(slice: &[V]) -> Vec<T> {
        let mut made = Vec::with_capacity(slice.iter().map(|each| each.borrow().len()).sum());
        for each in slice {
            made.extend_from_slice(each.borrow());
        }
        made
    }
}
impl<T: Clone, V: Borrow<[T]>> Join<&T> for [V] {
    type Output = Vec<T>;
    fn join(slice: &[V], sep: &T) -> Vec<T> {
        Join::join(slice, core::slice::from_ref(sep))
    }
}
impl<T: Clone, V: Borrow<[T]>> Join<&[T]> for [V] {
    type Output = Vec<T>;
    fn join(slice: &[V], sep: &[T]) -> Vec<T> {
        let Some((first, rest)) = slice.split_first() else { return Vec::new() };
        let size: usize = slice.iter().map(|each| each.borrow().len()).sum();
        let mut made = Vec::with_capacity(size + sep.len() * rest.len());
        made.extend_from_slice(first.borrow());
        for each in rest {
            made.extend_from_slice(sep);
            made.extend_from_slice(each.borrow());
        }
        made
    }
}

impl<T: Clone> ToOwned for [T] {
    type Owned = Vec<T>;
    fn to_owned(&self) -> Vec<T> {
        self.to_vec()
    }
    fn clone_into(&self, target: &mut Vec<T>) {
        target.truncate(self.len());
        let (known, new) = self.split_at(target.len());
        target.clone_from_slice(known);
        target.extend_from_slice(new);
    }
}

/// Not longer than this: insertion.
const SHORT: usize = 20;

/// Halves are sorted, then merged; what is equal stays in order.
fn merge_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    if size_of::<T>() == 0 || v.len() < 2 {
        return;
    }
    if v.len() <= SHORT {
        return insertion_sort(v, is_less);
    }
    // The first half waits here while both are merged.
    let mut room: Vec<T> = Vec::with_capacity(v.len() / 2);
    sort_with(v, room.as_mut_ptr(), is_less);
}
fn sort_with<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], room: *mut T, is_less: &mut F) {
    if v.len() <= SHORT {
        return insertion_sort(v, is_less);
    }
    let middle = v.len() / 2;
    sort_with(&mut v[..middle], room, is_less);
    sort_with(&mut v[middle..], room, is_less);
    if is_less(&v[middle], &v[middle - 1]) {
        merge(v, middle, room, is_less);
    }
}
fn merge<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], middle: usize, room: *mut T, is_less: &mut F) {
    let len = v.len();
    let first = v.as_mut_ptr();
    unsafe {
        room.copy_from_nonoverlapping(first, middle);
        let (mut left, mut right, mut to) = (0, middle, 0);
        while left < middle && right < len {
            let from = if is_less(&*first.add(right), &*room.add(left)) {
                right += 1;
                first.add(right - 1)
            } else {
                left += 1;
                room.add(left - 1)
            };
            first.add(to).copy_from_nonoverlapping(from, 1);
            to += 1;
        }
        first.add(to).copy_from_nonoverlapping(room.add(left), middle - left);
    }
}
fn insertion_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let first = v.as_mut_ptr();
    for i in 1..v.len() {
        unsafe {
            if !is_less(&*first.add(i), &*first.add(i - 1)) {
                continue;
            }
            let held = ManuallyDrop::new(ptr::read(first.add(i)));
            let mut hole = i;
            while hole > 0 && is_less(&held, &*first.add(hole - 1)) {
                first.add(hole).copy_from_nonoverlapping(first.add(hole - 1), 1);
                hole -= 1;
            }
            first.add(hole).copy_from_nonoverlapping(&*held, 1);
        }
    }
}

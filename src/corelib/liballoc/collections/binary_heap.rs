//! `BinaryHeap`: the greatest value first.
use crate::vec::{self, Vec};
use core::fmt;
use core::iter::FusedIterator;
use core::mem::{self, ManuallyDrop};
use core::ops::{Deref, DerefMut};
use core::{ptr, slice};

/// None is greater than the one at half its number.
#[derive(Clone)]
pub struct BinaryHeap<T> {
    data: Vec<T>,
}

impl<T: Ord> BinaryHeap<T> {
    #[must_use]
    pub const fn new() -> BinaryHeap<T> {
        BinaryHeap { data: Vec::new() }
    }
    #[must_use]
    pub fn with_capacity(capacity: usize) -> BinaryHeap<T> {
        BinaryHeap { data: Vec::with_capacity(capacity) }
    }
    pub fn peek_mut(&mut self) -> Option<PeekMut<'_, T>> {
        if self.is_empty() { None } else { Some(PeekMut { heap: self, changed: false }) }
    }
    pub fn pop(&mut self) -> Option<T> {
        let mut item = self.data.pop()?;
        if !self.is_empty() {
            mem::swap(&mut item, &mut self.data[0]);
            self.sink_and_rise();
        }
        Some(item)
    }
    pub fn push(&mut self, item: T) {
        let at = self.len();
        self.data.push(item);
        self.rise(0, at);
    }
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_sorted_vec(mut self) -> Vec<T> {
        let mut end = self.len();
        while end > 1 {
            end -= 1;
            self.data.swap(0, end);
            self.sink(0, end);
        }
        self.into_vec()
    }
    pub fn append(&mut self, other: &mut BinaryHeap<T>) {
        if self.len() < other.len() {
            mem::swap(self, other);
        }
        let start = self.len();
        self.data.append(&mut other.data);
        self.rebuild_from(start);
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        let (mut first, mut i) = (self.len(), 0);
        self.data.retain(|element| {
            let keep = f(element);
            if !keep && i < first {
                first = i;
            }
            i += 1;
            keep
        });
        self.rebuild_from(first);
    }

    /// Moves the one at `at` up as long as it is greater; tells where it is then.
    fn rise(&mut self, start: usize, at: usize) -> usize {
        let first = self.data.as_mut_ptr();
        unsafe {
            let held = ManuallyDrop::new(ptr::read(first.add(at)));
            let mut hole = at;
            while hole > start {
                let parent = (hole - 1) / 2;
                if *held <= *first.add(parent) {
                    break;
                }
                first.add(hole).copy_from_nonoverlapping(first.add(parent), 1);
                hole = parent;
            }
            first.add(hole).copy_from_nonoverlapping(&*held, 1);
            hole
        }
    }
    /// Moves the one at `at` down, among those before `end`, as long as one below is greater.
    fn sink(&mut self, at: usize, end: usize) {
        let first = self.data.as_mut_ptr();
        unsafe {
            let held = ManuallyDrop::new(ptr::read(first.add(at)));
            let mut hole = at;
            loop {
                let mut child = 2 * hole + 1;
                if child >= end {
                    break;
                }
                if child + 1 < end && *first.add(child) <= *first.add(child + 1) {
                    child += 1;
                }
                if *held >= *first.add(child) {
                    break;
                }
                first.add(hole).copy_from_nonoverlapping(first.add(child), 1);
                hole = child;
            }
            first.add(hole).copy_from_nonoverlapping(&*held, 1);
        }
    }
    /// What came from the end mostly belongs there: it goes all the way down, and up again.
    fn sink_and_rise(&mut self) {
        let end = self.len();
        let first = self.data.as_mut_ptr();
        let mut hole = 0;
        unsafe {
            let held = ManuallyDrop::new(ptr::read(first));
            let mut child = 1;
            while child < end {
                if child + 1 < end && *first.add(child) <= *first.add(child + 1) {
                    child += 1;
                }
                first.add(hole).copy_from_nonoverlapping(first.add(child), 1);
                hole = child;
                child = 2 * hole + 1;
            }
            first.add(hole).copy_from_nonoverlapping(&*held, 1);
        }
        self.rise(0, hole);
    }
    fn rebuild(&mut self) {
        let mut n = self.len() / 2;
        while n > 0 {
            n -= 1;
            let end = self.len();
            self.sink(n, end);
        }
    }
    /// Those before `start` are in order.
    fn rebuild_from(&mut self, start: usize) {
        if start == self.len() {
            return;
        }
        let tail = self.len() - start;
        let log = |n: usize| (usize::BITS - n.leading_zeros() - 1) as usize;
        let is_better = if start < tail {
            true
        } else if self.len() <= 2048 {
            2 * self.len() < tail * log(start)
        } else {
            2 * self.len() < tail * 11
        };
        if is_better {
            self.rebuild();
        } else {
            for i in start..self.len() {
                self.rise(0, i);
            }
        }
    }
}
impl<T> BinaryHeap<T> {
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { inner: self.data.iter() }
    }
    #[must_use]
    pub fn peek(&self) -> Option<&T> {
        self.data.first()
    }
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.data.capacity()
    }
    pub fn reserve(&mut self, additional: usize) {
        self.data.reserve(additional)
    }
    pub fn shrink_to_fit(&mut self) {
        self.data.shrink_to_fit()
    }
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_vec(self) -> Vec<T> {
        self.data
    }
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self.data.as_slice()
    }
    #[must_use]
    pub fn len(&self) -> usize {
        self.data.len()
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }
    pub fn drain(&mut self) -> Drain<'_, T> {
        Drain { inner: self.data.drain(..) }
    }
    pub fn clear(&mut self) {
        self.data.clear()
    }
}

/// The greatest value, which takes its new place when this ends.
pub struct PeekMut<'a, T: 'a + Ord> {
    heap: &'a mut BinaryHeap<T>,
    changed: bool,
}
impl<'a, T: Ord> PeekMut<'a, T> {
    pub fn pop(mut this: PeekMut<'a, T>) -> T {
        if mem::replace(&mut this.changed, false) {
            let end = this.heap.len();
            this.heap.sink(0, end);
        }
        this.heap.pop().unwrap()
    }
}
impl<T: Ord> Deref for PeekMut<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.heap.data[0]
    }
}
impl<T: Ord> DerefMut for PeekMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        &mut self.heap.data[0]
    }
}
impl<T: Ord> Drop for PeekMut<'_, T> {
    fn drop(&mut self) {
        if self.changed {
            let end = self.heap.len();
            self.heap.sink(0, end);
        }
    }
}
impl<T: Ord + fmt::Debug> fmt::Debug for PeekMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PeekMut").field(&self.heap.data[0]).finish()
    }
}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Iter<'a, T: 'a> {
    inner: slice::Iter<'a, T>,
}
pub struct IntoIter<T> {
    inner: vec::IntoIter<T>,
}
pub struct Drain<'a, T: 'a> {
    inner: vec::Drain<'a, T>,
}
macro_rules! iterators {
    ($([$($vars:tt)*] $name:ty, $item:ty;)*) => { $(
        impl<$($vars)*> Iterator for $name {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                self.inner.next()
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }
        }
        impl<$($vars)*> DoubleEndedIterator for $name {
            fn next_back(&mut self) -> Option<$item> {
                self.inner.next_back()
            }
        }
        impl<$($vars)*> ExactSizeIterator for $name {}
        impl<$($vars)*> FusedIterator for $name {}
    )* };
}
iterators! {
    ['a, T] Iter<'a, T>, &'a T;
    [T] IntoIter<T>, T;
    ['a, T] Drain<'a, T>, T;
}
impl<T> IntoIterator for BinaryHeap<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { inner: self.data.into_iter() }
    }
}
impl<'a, T> IntoIterator for &'a BinaryHeap<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<T: Ord> From<Vec<T>> for BinaryHeap<T> {
    fn from(vec: Vec<T>) -> BinaryHeap<T> {
        let mut heap = BinaryHeap { data: vec };
        heap.rebuild();
        heap
    }
}
impl<T: Ord, const N: usize> From<[T; N]> for BinaryHeap<T> {
    fn from(arr: [T; N]) -> BinaryHeap<T> {
        BinaryHeap::from_iter(arr)
    }
}
impl<T> From<BinaryHeap<T>> for Vec<T> {
    fn from(heap: BinaryHeap<T>) -> Vec<T> {
        heap.data
    }
}
impl<T: Ord> FromIterator<T> for BinaryHeap<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BinaryHeap<T> {
        BinaryHeap::from(Vec::from_iter(iter))
    }
}
impl<T: Ord> Extend<T> for BinaryHeap<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        let start = self.len();
        self.data.extend(iter);
        self.rebuild_from(start);
    }
}
impl<T: Ord> Default for BinaryHeap<T> {
    fn default() -> BinaryHeap<T> {
        BinaryHeap::new()
    }
}
impl<T: fmt::Debug> fmt::Debug for BinaryHeap<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

use crate::intrinsics;
use crate::ops::{Bound, Range, RangeBounds};

mod aligned;
mod arrays;
mod bounds;
mod bytes;
mod chunks;
mod cmp;
mod disjoint;
mod index;
mod iter;
mod search;
mod sort;
mod split;
mod split_off;

pub use index::SliceIndex;
pub use search::SlicePattern;
pub use bytes::EscapeAscii;
pub use chunks::{
    ArrayWindows, ChunkBy, ChunkByMut, Chunks, ChunksExact, ChunksExactMut, ChunksMut, RChunks, RChunksExact, RChunksExactMut, RChunksMut, Windows,
};
pub use disjoint::{GetDisjointMutError, GetDisjointMutIndex};
pub use iter::{Iter, IterMut};
pub use split::{RSplit, RSplitMut, RSplitN, RSplitNMut, Split, SplitInclusive, SplitInclusiveMut, SplitMut, SplitN, SplitNMut};

#[must_use]
#[inline]
pub const unsafe fn from_raw_parts<'a, T>(data: *const T, len: usize) -> &'a [T] {
    unsafe { &*intrinsics::slice_from_raw_parts(data, len) }
}
#[must_use]
#[inline]
pub const unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] {
    unsafe { &mut *(intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T]) }
}
#[must_use]
#[inline]
pub const fn from_ref<T>(s: &T) -> &[T] {
    unsafe { from_raw_parts(s, 1) }
}
#[must_use]
#[inline]
pub const fn from_mut<T>(s: &mut T) -> &mut [T] {
    unsafe { from_raw_parts_mut(s, 1) }
}

#[cold]
#[track_caller]
const fn length_mismatch(source: usize, destination: usize) -> ! {
    panic!("copy_from_slice: source slice length ({source}) does not match destination slice length ({destination})")
}

impl<T> [T] {
    #[must_use]
    #[inline]
    #[rustc_no_implicit_autorefs]
    pub const fn len(&self) -> usize {
        intrinsics::slice_len(self)
    }
    #[must_use]
    #[inline]
    #[rustc_no_implicit_autorefs]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[must_use]
    #[inline]
    pub const fn first(&self) -> Option<&T> {
        if let [first, ..] = self { Some(first) } else { None }
    }
    #[must_use]
    #[inline]
    pub const fn first_mut(&mut self) -> Option<&mut T> {
        if let [first, ..] = self { Some(first) } else { None }
    }
    #[must_use]
    #[inline]
    pub const fn last(&self) -> Option<&T> {
        if let [.., last] = self { Some(last) } else { None }
    }
    #[must_use]
    #[inline]
    pub const fn last_mut(&mut self) -> Option<&mut T> {
        if let [.., last] = self { Some(last) } else { None }
    }
    #[must_use]
    #[inline]
    pub const fn split_first(&self) -> Option<(&T, &[T])> {
        if let [first, tail @ ..] = self { Some((first, tail)) } else { None }
    }
    #[must_use]
    #[inline]
    pub const fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if let [first, tail @ ..] = self { Some((first, tail)) } else { None }
    }
    #[must_use]
    #[inline]
    pub const fn split_last(&self) -> Option<(&T, &[T])> {
        if let [init @ .., last] = self { Some((last, init)) } else { None }
    }
    #[must_use]
    #[inline]
    pub const fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if let [init @ .., last] = self { Some((last, init)) } else { None }
    }
    #[must_use]
    #[inline]
    #[rustc_no_implicit_autorefs]
    pub fn get<I: SliceIndex<[T]>>(&self, index: I) -> Option<&I::Output> {
        index.get(self)
    }
    #[must_use]
    #[inline]
    #[rustc_no_implicit_autorefs]
    pub fn get_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> Option<&mut I::Output> {
        index.get_mut(self)
    }
    #[must_use]
    #[inline]
    #[track_caller]
    #[rustc_no_implicit_autorefs]
    pub unsafe fn get_unchecked<I: SliceIndex<[T]>>(&self, index: I) -> &I::Output {
        unsafe { &*index.get_unchecked(self) }
    }
    #[must_use]
    #[inline]
    #[track_caller]
    #[rustc_no_implicit_autorefs]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> &mut I::Output {
        unsafe { &mut *index.get_unchecked_mut(self) }
    }
    #[must_use]
    #[inline]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *const T {
        self as *const [T] as *const T
    }
    #[must_use]
    #[inline]
    #[rustc_never_returns_null_ptr]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self as *mut [T] as *mut T
    }
    #[must_use]
    #[inline]
    pub const fn as_ptr_range(&self) -> Range<*const T> {
        let start = self.as_ptr();
        Range { start, end: unsafe { start.add(self.len()) } }
    }
    #[must_use]
    #[inline]
    pub const fn as_mut_ptr_range(&mut self) -> Range<*mut T> {
        let start = self.as_mut_ptr();
        Range { start, end: unsafe { start.add(self.len()) } }
    }
    #[inline]
    #[track_caller]
    pub const fn swap(&mut self, a: usize, b: usize) {
        let pa = &raw mut self[a];
        let pb = &raw mut self[b];
        unsafe { crate::ptr::swap(pa, pb) }
    }
    pub const fn reverse(&mut self) {
        let len = self.len();
        let mut i = 0;
        while i < len / 2 {
            self.swap(i, len - 1 - i);
            i += 1;
        }
    }
    #[inline]
    pub const fn iter(&self) -> Iter<'_, T> {
        Iter::new(self)
    }
    #[inline]
    pub const fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut::new(self)
    }
    #[must_use]
    #[inline]
    #[track_caller]
    pub const fn split_at(&self, mid: usize) -> (&[T], &[T]) {
        if mid > self.len() {
            panic!("mid > len");
        }
        unsafe { self.split_at_unchecked(mid) }
    }
    #[must_use]
    #[inline]
    #[track_caller]
    pub const fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        if mid > self.len() {
            panic!("mid > len");
        }
        unsafe { self.split_at_mut_unchecked(mid) }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn split_at_unchecked(&self, mid: usize) -> (&[T], &[T]) {
        let len = self.len();
        let start = self.as_ptr();
        unsafe { (from_raw_parts(start, mid), from_raw_parts(start.add(mid), len - mid)) }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn split_at_mut_unchecked(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        let len = self.len();
        let start = self.as_mut_ptr();
        unsafe { (from_raw_parts_mut(start, mid), from_raw_parts_mut(start.add(mid), len - mid)) }
    }
    #[must_use]
    pub const fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut [T], &mut [T])> {
        if mid <= self.len() { Some(unsafe { self.split_at_mut_unchecked(mid) }) } else { None }
    }
    #[must_use]
    pub const fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])> {
        if mid <= self.len() { Some(unsafe { self.split_at_unchecked(mid) }) } else { None }
    }
    pub fn rotate_left(&mut self, mid: usize) {
        assert!(mid <= self.len());
        self[..mid].reverse();
        self[mid..].reverse();
        self.reverse();
    }
    pub fn rotate_right(&mut self, k: usize) {
        assert!(k <= self.len());
        let mid = self.len() - k;
        self.rotate_left(mid);
    }
    pub fn fill(&mut self, value: T)
    where
        T: Clone,
    {
        for item in self {
            *item = value.clone();
        }
    }
    pub fn fill_with<F: FnMut() -> T>(&mut self, mut f: F) {
        for item in self {
            *item = f();
        }
    }
    #[track_caller]
    pub fn clone_from_slice(&mut self, src: &[T])
    where
        T: Clone,
    {
        if self.len() != src.len() {
            panic!("destination and source slices have different lengths");
        }
        let mut i = 0;
        while i < src.len() {
            self[i] = src[i].clone();
            i += 1;
        }
    }
    #[inline]
    #[track_caller]
    pub const fn copy_from_slice(&mut self, src: &[T])
    where
        T: Copy,
    {
        if self.len() != src.len() {
            length_mismatch(src.len(), self.len());
        }
        unsafe { intrinsics::copy_nonoverlapping(src.as_ptr(), self.as_mut_ptr(), src.len()) }
    }
    #[track_caller]
    pub fn copy_within<R: RangeBounds<usize>>(&mut self, src: R, dest: usize)
    where
        T: Copy,
    {
        let start = match src.start_bound() {
            Bound::Included(&s) => s,
            Bound::Excluded(&s) => s + 1,
            Bound::Unbounded => 0,
        };
        let end = match src.end_bound() {
            Bound::Included(&e) => e + 1,
            Bound::Excluded(&e) => e,
            Bound::Unbounded => self.len(),
        };
        let count = self[start..end].len();
        if dest > self.len() - count {
            panic!("dest is out of bounds");
        }
        let base = self.as_mut_ptr();
        unsafe { intrinsics::copy(base.add(start) as *const T, base.add(dest), count) }
    }
    #[track_caller]
    pub fn swap_with_slice(&mut self, other: &mut [T]) {
        if self.len() != other.len() {
            panic!("destination and source slices have different lengths");
        }
        let mut i = 0;
        while i < other.len() {
            crate::mem::swap(&mut self[i], &mut other[i]);
            i += 1;
        }
    }
}

impl<T, const N: usize> [[T; N]] {
    pub const fn as_flattened(&self) -> &[T] {
        unsafe { from_raw_parts(self.as_ptr() as *const T, self.len() * N) }
    }
    pub const fn as_flattened_mut(&mut self) -> &mut [T] {
        let len = self.len() * N;
        unsafe { from_raw_parts_mut(self.as_mut_ptr() as *mut T, len) }
    }
}

impl<T> Default for &[T] {
    fn default() -> Self {
        &[]
    }
}
impl<T> Default for &mut [T] {
    fn default() -> Self {
        &mut []
    }
}
impl<'a, T> IntoIterator for &'a [T] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut [T] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}

//! `slice[(start, end)]`: ranges with bounds as values.
use super::index::index_fails;
use super::SliceIndex;
use crate::ops::{Bound, Range};

#[inline]
fn unchecked(len: usize, (start, end): (Bound<usize>, Bound<usize>)) -> Range<usize> {
    let start = match start {
        Bound::Included(start) => start,
        Bound::Excluded(start) => start + 1,
        Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(end) => end + 1,
        Bound::Excluded(end) => end,
        Bound::Unbounded => len,
    };
    start..end
}

/// What is wrong with the bounds, as the ends that are told of.
#[inline]
fn fault(len: usize, (start, end): (Bound<usize>, Bound<usize>)) -> Option<(usize, usize)> {
    let end = match end {
        Bound::Included(end) if end >= len => return Some((0, end)),
        Bound::Included(end) => end + 1,
        Bound::Excluded(end) if end > len => return Some((0, end)),
        Bound::Excluded(end) => end,
        Bound::Unbounded => len,
    };
    match start {
        Bound::Excluded(start) if start >= end => Some((start, end)),
        Bound::Included(start) if start > end => Some((start, end)),
        _ => None,
    }
}

#[inline]
fn checked(len: usize, bounds: (Bound<usize>, Bound<usize>)) -> Range<usize> {
    if let Some((start, end)) = fault(len, bounds) {
        index_fails(start, end, len);
    }
    unchecked(len, bounds)
}

unsafe impl<T> SliceIndex<[T]> for (Bound<usize>, Bound<usize>) {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        if fault(slice.len(), self).is_some() { None } else { unchecked(slice.len(), self).get(slice) }
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        if fault(slice.len(), self).is_some() { None } else { unchecked(slice.len(), self).get_mut(slice) }
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        unsafe { unchecked(slice.len(), self).get_unchecked(slice) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        unsafe { unchecked(slice.len(), self).get_unchecked_mut(slice) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        checked(slice.len(), self).index(slice)
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        checked(slice.len(), self).index_mut(slice)
    }
}

//! Parts taken off a slice that a variable holds, and where an element stands in one.
use crate::mem;
use crate::ops::{OneSidedRange, RangeEnd};

impl<T> [T] {
    #[inline]
    #[must_use = "method does not modify the slice if the range is out of bounds"]
    pub fn split_off<'a, R: OneSidedRange<usize>>(self: &mut &'a Self, range: R) -> Option<&'a Self> {
        let (end, at) = cut(range)?;
        let (front, back) = self.split_at_checked(at)?;
        let (taken, kept) = if let RangeEnd::Front = end { (front, back) } else { (back, front) };
        *self = kept;
        Some(taken)
    }
    #[inline]
    #[must_use = "method does not modify the slice if the range is out of bounds"]
    pub fn split_off_mut<'a, R: OneSidedRange<usize>>(self: &mut &'a mut Self, range: R) -> Option<&'a mut Self> {
        let (end, at) = cut(range)?;
        if at > self.len() {
            return None;
        }
        let (front, back) = mem::take(self).split_at_mut(at);
        let (taken, kept) = if let RangeEnd::Front = end { (front, back) } else { (back, front) };
        *self = kept;
        Some(taken)
    }
    #[inline]
    pub const fn split_off_first<'a>(self: &mut &'a Self) -> Option<&'a T> {
        let Some((first, rest)) = self.split_first() else { return None };
        *self = rest;
        Some(first)
    }
    #[inline]
    pub const fn split_off_first_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T> {
        let Some((first, rest)) = mem::replace(self, &mut []).split_first_mut() else { return None };
        *self = rest;
        Some(first)
    }
    #[inline]
    pub const fn split_off_last<'a>(self: &mut &'a Self) -> Option<&'a T> {
        let Some((last, rest)) = self.split_last() else { return None };
        *self = rest;
        Some(last)
    }
    #[inline]
    pub const fn split_off_last_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T> {
        let Some((last, rest)) = mem::replace(self, &mut []).split_last_mut() else { return None };
        *self = rest;
        Some(last)
    }
    #[must_use]
    pub fn element_offset(&self, element: &T) -> Option<usize> {
        if size_of::<T>() == 0 {
            panic!("elements are zero-sized");
        }
        let bytes = (element as *const T).addr().wrapping_sub(self.as_ptr().addr());
        let at = bytes / size_of::<T>();
        if bytes % size_of::<T>() == 0 && at < self.len() { Some(at) } else { None }
    }
}

/// Which end a range takes, and where it is cut.
fn cut(range: impl OneSidedRange<usize>) -> Option<(RangeEnd, usize)> {
    match range.end_and_bound() {
        (end, at, false) => Some((end, at)),
        (end, last, true) => Some((end, last.checked_add(1)?)),
    }
}

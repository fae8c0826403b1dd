//! `slice[index]` for numbers and ranges.
use crate::ops::{Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::slice::{from_raw_parts, from_raw_parts_mut};

#[cold]
#[inline(never)]
#[track_caller]
const fn start_out_of_range(index: usize, len: usize) -> ! {
    panic!("range start index {index} out of range for slice of length {len}")
}
#[cold]
#[inline(never)]
#[track_caller]
const fn end_out_of_range(index: usize, len: usize) -> ! {
    panic!("range end index {index} out of range for slice of length {len}")
}
#[cold]
#[inline(never)]
#[track_caller]
const fn start_after_end(index: usize, end: usize) -> ! {
    panic!("slice index starts at {index} but ends at {end}")
}

/// The order of the checks decides which message is shown.
#[inline]
#[track_caller]
const fn check(start: usize, end: usize, len: usize) {
    if start > len {
        start_out_of_range(start, len);
    }
    if end > len {
        end_out_of_range(end, len);
    }
    if start > end {
        start_after_end(start, end);
    }
}

impl<T, I: SliceIndex<[T]>> Index<I> for [T] {
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self)
    }
}
impl<T, I: SliceIndex<[T]>> IndexMut<I> for [T] {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self)
    }
}

pub unsafe trait SliceIndex<T: ?Sized> {
    type Output: ?Sized;
    fn get(self, slice: &T) -> Option<&Self::Output>;
    fn get_mut(self, slice: &mut T) -> Option<&mut Self::Output>;
    unsafe fn get_unchecked(self, slice: *const T) -> *const Self::Output;
    unsafe fn get_unchecked_mut(self, slice: *mut T) -> *mut Self::Output;
    #[track_caller]
    fn index(self, slice: &T) -> &Self::Output;
    #[track_caller]
    fn index_mut(self, slice: &mut T) -> &mut Self::Output;
}

unsafe impl<T> SliceIndex<[T]> for usize {
    type Output = T;
    #[inline]
    fn get(self, slice: &[T]) -> Option<&T> {
        if self < slice.len() { Some(&slice[self]) } else { None }
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut T> {
        if self < slice.len() { Some(&mut slice[self]) } else { None }
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const T {
        unsafe { (slice as *const T).add(self) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut T {
        unsafe { (slice as *mut T).add(self) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &T {
        &slice[self]
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut T {
        &mut slice[self]
    }
}

unsafe impl<T> SliceIndex<[T]> for Range<usize> {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        if self.start <= self.end && self.end <= slice.len() { unsafe { Some(&*self.get_unchecked(slice)) } } else { None }
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        if self.start <= self.end && self.end <= slice.len() { unsafe { Some(&mut *self.get_unchecked_mut(slice)) } } else { None }
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        unsafe { crate::ptr::slice_from_raw_parts((slice as *const T).add(self.start), self.end - self.start) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        unsafe { crate::ptr::slice_from_raw_parts_mut((slice as *mut T).add(self.start), self.end - self.start) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        check(self.start, self.end, slice.len());
        unsafe { from_raw_parts(slice.as_ptr().add(self.start), self.end - self.start) }
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        check(self.start, self.end, slice.len());
        unsafe { from_raw_parts_mut(slice.as_mut_ptr().add(self.start), self.end - self.start) }
    }
}

// The other ranges are that one with their ends filled in.

unsafe impl<T> SliceIndex<[T]> for RangeTo<usize> {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        (0..self.end).get(slice)
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        (0..self.end).get_mut(slice)
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        unsafe { (0..self.end).get_unchecked(slice) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        unsafe { (0..self.end).get_unchecked_mut(slice) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        (0..self.end).index(slice)
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        (0..self.end).index_mut(slice)
    }
}

unsafe impl<T> SliceIndex<[T]> for RangeFull {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        let len = slice.len();
        (0..len).get(slice)
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        let len = slice.len();
        (0..len).get_mut(slice)
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        let len = slice.len();
        unsafe { (0..len).get_unchecked(slice) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        let len = slice.len();
        unsafe { (0..len).get_unchecked_mut(slice) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        let len = slice.len();
        (0..len).index(slice)
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        let len = slice.len();
        (0..len).index_mut(slice)
    }
}

unsafe impl<T> SliceIndex<[T]> for RangeFrom<usize> {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        let len = slice.len();
        (self.start..len).get(slice)
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        let len = slice.len();
        (self.start..len).get_mut(slice)
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        let len = slice.len();
        unsafe { (self.start..len).get_unchecked(slice) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        let len = slice.len();
        unsafe { (self.start..len).get_unchecked_mut(slice) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        let len = slice.len();
        (self.start..len).index(slice)
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        let len = slice.len();
        (self.start..len).index_mut(slice)
    }
}

/// The range without its end, which is below the greatest number. Of one that has been walked through, nothing is left.
#[inline]
fn exclusive(range: RangeInclusive<usize>) -> Range<usize> {
    let end = range.end + 1;
    (if range.exhausted { end } else { range.start })..end
}

/// Where nothing else is wrong, the end is not within the slice.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) const fn index_fails(start: usize, end: usize, len: usize) -> ! {
    check(start, end, len);
    end_out_of_range(end, len)
}

unsafe impl<T> SliceIndex<[T]> for RangeInclusive<usize> {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        if self.end < slice.len() { exclusive(self).get(slice) } else { None }
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        if self.end < slice.len() { exclusive(self).get_mut(slice) } else { None }
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        unsafe { exclusive(self).get_unchecked(slice) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        unsafe { exclusive(self).get_unchecked_mut(slice) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        if self.end < slice.len() { exclusive(self).index(slice) } else { index_fails(self.start, self.end, slice.len()) }
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        if self.end < slice.len() { exclusive(self).index_mut(slice) } else { index_fails(self.start, self.end, slice.len()) }
    }
}

unsafe impl<T> SliceIndex<[T]> for RangeToInclusive<usize> {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        (0..=self.end).get(slice)
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        (0..=self.end).get_mut(slice)
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        unsafe { (0..=self.end).get_unchecked(slice) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        unsafe { (0..=self.end).get_unchecked_mut(slice) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        (0..=self.end).index(slice)
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        (0..=self.end).index_mut(slice)
    }
}

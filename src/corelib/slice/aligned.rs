//! The middle of a slice as elements of another type, where they are aligned.
use crate::slice::{from_raw_parts, from_raw_parts_mut};

/// How many elements stand before the aligned ones, how many of those there are, and how many elements are left.
fn parts<T, U>(start: *const T, len: usize) -> Option<(usize, usize, usize)> {
    if size_of::<T>() == 0 || size_of::<U>() == 0 {
        return None;
    }
    let before = start.align_offset(align_of::<U>());
    if before > len {
        return None;
    }
    let bytes = (len - before) * size_of::<T>();
    let mut count = bytes / size_of::<U>();
    while count * size_of::<U>() % size_of::<T>() != 0 {
        count -= 1;
    }
    Some((before, count, (bytes - count * size_of::<U>()) / size_of::<T>()))
}

impl<T> [T] {
    #[must_use]
    pub unsafe fn align_to<U>(&self) -> (&[T], &[U], &[T]) {
        let Some((before, count, after)) = parts::<T, U>(self.as_ptr(), self.len()) else { return (self, &[], &[]) };
        let (head, rest) = self.split_at(before);
        let (middle, tail) = rest.split_at(rest.len() - after);
        (head, unsafe { from_raw_parts(middle.as_ptr() as *const U, count) }, tail)
    }
    #[must_use]
    pub unsafe fn align_to_mut<U>(&mut self) -> (&mut [T], &mut [U], &mut [T]) {
        let Some((before, count, after)) = parts::<T, U>(self.as_ptr(), self.len()) else { return (self, &mut [], &mut []) };
        let (head, rest) = self.split_at_mut(before);
        let (middle, tail) = rest.split_at_mut(rest.len() - after);
        (head, unsafe { from_raw_parts_mut(middle.as_mut_ptr() as *mut U, count) }, tail)
    }
}

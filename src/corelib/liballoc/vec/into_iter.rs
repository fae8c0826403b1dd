//! The elements of a `Vec`, one after the other.
use super::Vec;
use crate::buffer::Buffer;
use core::iter::FusedIterator;
use core::mem::ManuallyDrop;
use core::{fmt, ptr, slice};

/// Those from `start` up to `end` are there still.
#[kbuild_owns_parameters]
pub struct IntoIter<T> {
    buffer: Buffer<T>,
    start: usize,
    end: usize,
}

impl<T> IntoIter<T> {
    pub fn as_slice(&self) -> &[T] {
        unsafe { slice::from_raw_parts(self.buffer.start().add(self.start), self.end - self.start) }
    }
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe { slice::from_raw_parts_mut(self.buffer.start().add(self.start), self.end - self.start) }
    }
    /// What was a `Vec` becomes one again if nothing was taken or all that is left fills half of it.
    pub(crate) fn into_vec(self) -> Vec<T> {
        let len = self.end - self.start;
        if self.start != 0 && len < self.buffer.capacity() / 2 {
            let mut made = Vec::new();
            made.reserve(len);
            made.extend_by_push(self);
            return made;
        }
        let this = ManuallyDrop::new(self);
        unsafe {
            let first = this.buffer.start();
            if this.start != 0 {
                first.copy_from(first.add(this.start), len);
            }
            Vec::from_raw_parts(first, len, this.buffer.capacity())
        }
    }
}

impl<T> IntoIterator for Vec<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    #[inline]
    fn into_iter(self) -> IntoIter<T> {
        let (buffer, end) = self.into_buffer();
        IntoIter { buffer, start: 0, end }
    }
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        let at = self.start;
        self.start += 1;
        Some(unsafe { self.buffer.start().add(at).read() })
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.start, Some(self.end - self.start))
    }
    #[inline]
    fn count(self) -> usize {
        self.end - self.start
    }
    fn nth(&mut self, n: usize) -> Option<T> {
        let skipped = if n < self.end - self.start { n } else { self.end - self.start };
        let first = self.start;
        self.start += skipped;
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.buffer.start().add(first), skipped)) };
        self.next()
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        Some(unsafe { self.buffer.start().add(self.end).read() })
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
impl<T: Clone> Clone for IntoIter<T> {
    fn clone(&self) -> IntoIter<T> {
        self.as_slice().to_vec().into_iter()
    }
}
impl<T> Default for IntoIter<T> {
    fn default() -> IntoIter<T> {
        Vec::new().into_iter()
    }
}
impl<T> AsRef<[T]> for IntoIter<T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}
impl<T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        unsafe { ptr::drop_in_place(self.as_mut_slice()) }
    }
}

//! Characters that are taken out of a text.
use super::String;
use crate::vec::ends;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::RangeBounds;
use core::str::Chars;

/// The text is whole as long as this is there.
pub struct Drain<'a> {
    string: *mut String,
    start: usize,
    end: usize,
    iter: Chars<'a>,
}
unsafe impl Sync for Drain<'_> {}
unsafe impl Send for Drain<'_> {}

impl<'a> Drain<'a> {
    #[track_caller]
    pub(super) fn new<R: RangeBounds<usize>>(string: &'a mut String, range: R) -> Drain<'a> {
        let (start, end) = ends(range, string.len());
        assert!(string.is_char_boundary(start));
        assert!(string.is_char_boundary(end));
        let string = string as *mut String;
        let iter = unsafe { &(&*string)[start..end] }.chars();
        Drain { string, start, end, iter }
    }
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.iter.as_str()
    }
}
impl fmt::Debug for Drain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_str()).finish()
    }
}
impl<'a> AsRef<str> for Drain<'a> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}
impl<'a> AsRef<[u8]> for Drain<'a> {
    fn as_ref(&self) -> &[u8] {
        self.as_str().as_bytes()
    }
}
impl Iterator for Drain<'_> {
    type Item = char;
    #[inline]
    fn next(&mut self) -> Option<char> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl DoubleEndedIterator for Drain<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        self.iter.next_back()
    }
}
impl FusedIterator for Drain<'_> {}
impl Drop for Drain<'_> {
    fn drop(&mut self) {
        unsafe { (*self.string).as_mut_vec().drain(self.start..self.end) };
    }
}

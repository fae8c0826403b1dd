//! `String`: text that grows.
mod convert;
mod drain;
mod equal;
mod errors;

pub use drain::Drain;
pub use errors::{FromUtf16Error, FromUtf8Error};

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::vec::Vec;
use core::char::{REPLACEMENT_CHARACTER, decode_utf16};
use core::intrinsics::is_same_type;
use core::ops::RangeBounds;
use core::str;
use core::fmt;

#[derive(PartialEq, PartialOrd, Eq, Ord)]
pub struct String {
    vec: Vec<u8>,
}

pub type ParseError = core::convert::Infallible;

pub trait ToString {
    #[must_use]
    fn to_string(&self) -> String;
}
impl<T: fmt::Display + ?Sized> ToString for T {
    #[inline]
    fn to_string(&self) -> String {
        // Texts are copied as they are.
        if is_same_type::<T, str>() {
            return String::from(unsafe { core::mem::transmute_copy::<&T, &str>(&self) });
        }
        if is_same_type::<T, &str>() || is_same_type::<T, String>() {
            let text: &str = match is_same_type::<T, String>() {
                true => unsafe { &*(&raw const *self as *const String) },
                false => unsafe { *(&raw const *self as *const &str) },
            };
            return String::from(text);
        }
        let mut text = String::new();
        fmt::Write::write_fmt(&mut text, format_args!("{}", self)).expect("a Display implementation returned an error unexpectedly");
        text
    }
}

impl String {
    #[inline]
    #[must_use]
    pub const fn new() -> String {
        String { vec: Vec::new() }
    }
    #[inline]
    #[must_use]
    pub fn with_capacity(capacity: usize) -> String {
        String { vec: Vec::with_capacity(capacity) }
    }
    #[inline]
    pub fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error> {
        match str::from_utf8(&vec) {
            Ok(..) => Ok(String { vec }),
            Err(error) => Err(FromUtf8Error { bytes: vec, error }),
        }
    }
    #[must_use]
    pub fn from_utf8_lossy(v: &[u8]) -> Cow<'_, str> {
        let mut chunks = v.utf8_chunks();
        let Some(first) = chunks.next() else { return Cow::Borrowed("") };
        if first.invalid().is_empty() {
            return Cow::Borrowed(first.valid());
        }
        let mut made = String::with_capacity(v.len());
        made.push_str(first.valid());
        made.push(REPLACEMENT_CHARACTER);
        for chunk in chunks {
            made.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                made.push(REPLACEMENT_CHARACTER);
            }
        }
        Cow::Owned(made)
    }
    pub fn from_utf16(v: &[u16]) -> Result<String, FromUtf16Error> {
        let mut made = String::with_capacity(v.len());
        for c in decode_utf16(v.iter().cloned()) {
            match c {
                Ok(c) => made.push(c),
                Err(_) => return Err(FromUtf16Error(())),
            }
        }
        Ok(made)
    }
    #[must_use]
    #[inline]
    pub fn from_utf16_lossy(v: &[u16]) -> String {
        decode_utf16(v.iter().cloned()).map(|c| c.unwrap_or(REPLACEMENT_CHARACTER)).collect()
    }
    #[inline]
    pub unsafe fn from_raw_parts(buf: *mut u8, length: usize, capacity: usize) -> String {
        unsafe { String { vec: Vec::from_raw_parts(buf, length, capacity) } }
    }
    #[must_use = "losing the pointer will leak memory"]
    pub fn into_raw_parts(self) -> (*mut u8, usize, usize) {
        self.vec.into_raw_parts()
    }
    #[inline]
    #[must_use]
    pub unsafe fn from_utf8_unchecked(bytes: Vec<u8>) -> String {
        String { vec: bytes }
    }
    #[inline]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_bytes(self) -> Vec<u8> {
        self.vec
    }
    #[inline]
    #[must_use]
    pub const fn as_str(&self) -> &str {
        unsafe { str::from_utf8_unchecked(self.vec.as_slice()) }
    }
    #[inline]
    #[must_use]
    pub const fn as_mut_str(&mut self) -> &mut str {
        unsafe { str::from_utf8_unchecked_mut(self.vec.as_mut_slice()) }
    }
    #[inline]
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        self.vec.as_slice()
    }
    #[inline]
    pub const unsafe fn as_mut_vec(&mut self) -> &mut Vec<u8> {
        &mut self.vec
    }
    #[inline]
    #[must_use]
    #[rustc_no_implicit_autorefs]
    pub const fn len(&self) -> usize {
        self.vec.len()
    }
    #[inline]
    #[must_use]
    #[rustc_no_implicit_autorefs]
    pub const fn is_empty(&self) -> bool {
        self.vec.len() == 0
    }
    #[inline]
    #[must_use]
    pub const fn capacity(&self) -> usize {
        self.vec.capacity()
    }
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        self.vec.reserve(additional)
    }
    #[inline]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.vec.reserve_exact(additional)
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.vec.try_reserve(additional)
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.vec.try_reserve_exact(additional)
    }
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.vec.shrink_to_fit()
    }
    #[inline]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.vec.shrink_to(min_capacity)
    }
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline]
    pub fn into_boxed_str(self) -> Box<str> {
        let slice = self.vec.into_boxed_slice();
        unsafe { crate::str::from_boxed_utf8_unchecked(slice) }
    }
    #[inline]
    pub fn leak<'a>(self) -> &'a mut str {
        unsafe { str::from_utf8_unchecked_mut(self.vec.leak()) }
    }
}

impl String {
    #[inline]
    pub fn push_str(&mut self, string: &str) {
        self.vec.extend_from_slice(string.as_bytes())
    }
    #[inline]
    pub fn push(&mut self, ch: char) {
        let mut bytes = [0; 4];
        self.vec.extend_from_slice(ch.encode_utf8(&mut bytes).as_bytes())
    }
    pub fn pop(&mut self) -> Option<char> {
        let ch = self.chars().next_back()?;
        let len = self.len() - ch.len_utf8();
        unsafe { self.vec.set_len(len) };
        Some(ch)
    }
    #[inline]
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) {
        if new_len <= self.len() {
            assert!(self.is_char_boundary(new_len));
            self.vec.truncate(new_len)
        }
    }
    #[inline]
    pub fn clear(&mut self) {
        self.vec.clear()
    }
    #[track_caller]
    pub fn remove(&mut self, idx: usize) -> char {
        let ch = match self[idx..].chars().next() {
            Some(ch) => ch,
            None => panic!("cannot remove a char from the end of a string"),
        };
        let (len, next) = (self.len(), idx + ch.len_utf8());
        unsafe {
            let first = self.vec.as_mut_ptr();
            first.add(idx).copy_from(first.add(next), len - next);
            self.vec.set_len(len - (next - idx));
        }
        ch
    }
    #[track_caller]
    pub fn insert(&mut self, idx: usize, ch: char) {
        assert!(self.is_char_boundary(idx));
        let mut bytes = [0; 4];
        self.insert_bytes(idx, ch.encode_utf8(&mut bytes).as_bytes())
    }
    #[track_caller]
    pub fn insert_str(&mut self, idx: usize, string: &str) {
        assert!(self.is_char_boundary(idx));
        self.insert_bytes(idx, string.as_bytes())
    }
    fn insert_bytes(&mut self, idx: usize, bytes: &[u8]) {
        let len = self.len();
        self.vec.reserve(bytes.len());
        unsafe {
            let place = self.vec.as_mut_ptr().add(idx);
            place.add(bytes.len()).copy_from(place, len - idx);
            place.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            self.vec.set_len(len + bytes.len());
        }
    }
    pub fn retain<F: FnMut(char) -> bool>(&mut self, mut f: F) {
        let (mut at, mut kept) = (0, 0);
        let len = self.len();
        unsafe { self.vec.set_len(0) };
        while at < len {
            unsafe {
                let first = self.vec.as_mut_ptr();
                let rest = str::from_utf8_unchecked(core::slice::from_raw_parts(first.add(at), len - at));
                let ch = rest.chars().next().unwrap_unchecked();
                if f(ch) {
                    first.add(kept).copy_from(first.add(at), ch.len_utf8());
                    kept += ch.len_utf8();
                }
                at += ch.len_utf8();
            }
        }
        unsafe { self.vec.set_len(kept) };
    }
    #[inline]
    #[track_caller]
    #[must_use = "use `.truncate()` if you don't need the other half"]
    pub fn split_off(&mut self, at: usize) -> String {
        assert!(self.is_char_boundary(at));
        String { vec: self.vec.split_off(at) }
    }
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_> {
        Drain::new(self, range)
    }
    #[track_caller]
    pub fn replace_range<R: RangeBounds<usize>>(&mut self, range: R, replace_with: &str) {
        let (start, end) = crate::vec::ends(range, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        self.vec.splice(start..end, replace_with.bytes());
    }
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) {
        let (start, end) = crate::vec::ends(src, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        self.vec.extend_from_within(start..end)
    }
}

impl Clone for String {
    fn clone(&self) -> String {
        String { vec: self.vec.clone() }
    }
    fn clone_from(&mut self, source: &String) {
        self.vec.clone_from(&source.vec)
    }
}
impl Default for String {
    #[inline]
    fn default() -> String {
        String::new()
    }
}
impl fmt::Write for String {
    #[inline]
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.push_str(s);
        Ok(())
    }
    #[inline]
    fn write_char(&mut self, c: char) -> fmt::Result {
        self.push(c);
        Ok(())
    }
}
impl fmt::Display for String {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl fmt::Debug for String {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl core::hash::Hash for String {
    #[inline]
    fn hash<H: core::hash::Hasher>(&self, hasher: &mut H) {
        (**self).hash(hasher)
    }
}

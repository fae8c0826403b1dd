//! What texts can do where there is memory for more.
pub use core::str::*;

use crate::boxed::Box;
use crate::slice::{Concat, Join};
use crate::string::String;
use core::borrow::Borrow;
use core::str::pattern::Pattern;

impl str {
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline]
    pub fn into_boxed_bytes(self: Box<str>) -> Box<[u8]> {
        unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) }
    }
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline]
    pub fn into_string(self: Box<str>) -> String {
        unsafe { String::from_utf8_unchecked(self.into_boxed_bytes().into_vec()) }
    }
    #[must_use = "this returns the replaced string as a new allocation, without modifying the original"]
    #[inline]
    pub fn replace<P: Pattern>(&self, from: P, to: &str) -> String {
        let mut made = String::with_capacity(0);
        let mut last = 0;
        for (start, part) in self.match_indices(from) {
            made.push_str(&self[last..start]);
            made.push_str(to);
            last = start + part.len();
        }
        made.push_str(&self[last..]);
        made
    }
    #[must_use = "this returns the replaced string as a new allocation, without modifying the original"]
    pub fn replacen<P: Pattern>(&self, pat: P, to: &str, count: usize) -> String {
        let mut made = String::with_capacity(32);
        let mut last = 0;
        for (start, part) in self.match_indices(pat).take(count) {
            made.push_str(&self[last..start]);
            made.push_str(to);
            last = start + part.len();
        }
        made.push_str(&self[last..]);
        made
    }
    #[must_use = "this returns the lowercase string as a new String, without modifying the original"]
    pub fn to_lowercase(&self) -> String {
        let mut made = String::with_capacity(self.len());
        for (at, c) in self.char_indices() {
            match c {
                // At the end of a word it has a form of its own.
                'Σ' => made.push(if self.ends_word(at) { 'ς' } else { 'σ' }),
                _ => made.extend(c.to_lowercase()),
            }
        }
        made
    }
    /// Behind a letter, and in front of none; what is no letter and may stand in words is passed over.
    fn ends_word(&self, at: usize) -> bool {
        let is_letter = |c: &char| c.is_lowercase() || c.is_uppercase();
        let is_passed = |c: &char| !is_letter(c) && matches!(*c, '\'' | '.' | ':' | '^' | '`' | '\u{ad}' | '\u{b7}' | '\u{2019}' | '\u{300}'..='\u{36f}');
        let before = self[..at].chars().rev().find(|c| !is_passed(c));
        let behind = self[at + 'Σ'.len_utf8()..].chars().find(|c| !is_passed(c));
        before.as_ref().is_some_and(is_letter) && !behind.as_ref().is_some_and(is_letter)
    }
    #[must_use = "this returns the uppercase string as a new String, without modifying the original"]
    pub fn to_uppercase(&self) -> String {
        let mut made = String::with_capacity(self.len());
        for c in self.chars() {
            made.extend(c.to_uppercase());
        }
        made
    }
    #[must_use]
    pub fn repeat(&self, n: usize) -> String {
        unsafe { String::from_utf8_unchecked(self.as_bytes().repeat(n)) }
    }
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase()`"]
    #[inline]
    pub fn to_ascii_uppercase(&self) -> String {
        let mut made = String::from(self);
        made.make_ascii_uppercase();
        made
    }
    #[must_use = "to lowercase the value in-place, use `make_ascii_lowercase()`"]
    #[inline]
    pub fn to_ascii_lowercase(&self) -> String {
        let mut made = String::from(self);
        made.make_ascii_lowercase();
        made
    }
}

#[must_use]
#[inline]
pub unsafe fn from_boxed_utf8_unchecked(v: Box<[u8]>) -> Box<str> {
    unsafe { Box::from_raw(Box::into_raw(v) as *mut str) }
}

impl<S: Borrow<str>> Concat<str> for [S] {
    type Output = String;
    fn concat(slice: &[S]) -> String {
        Join::join(slice, "")
    }
}
impl<S: Borrow<str>> Join<&str> for [S] {
    type Output = String;
    fn join(slice: &[S], sep: &str) -> String {
        let Some((first, rest)) = slice.split_first() else { return String::new() };
        let size: usize = slice.iter().map(|each| each.borrow().len()).sum();
        let mut made = String::with_capacity(size + sep.len() * rest.len());
        made.push_str(first.borrow());
        for each in rest {
            made.push_str(sep);
            made.push_str(each.borrow());
        }
        made
    }
}

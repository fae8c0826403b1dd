//! A `String` as the text in it: comparisons, parts of it, sums.
use super::String;
use crate::borrow::Cow;
use core::borrow::{Borrow, BorrowMut};
use core::ops::{Add, AddAssign, Deref, DerefMut, Index, IndexMut};
use core::slice::SliceIndex;
use core::str::pattern::Pattern;

impl Deref for String {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}
impl DerefMut for String {
    #[inline]
    fn deref_mut(&mut self) -> &mut str {
        self.as_mut_str()
    }
}
impl<I: SliceIndex<str>> Index<I> for String {
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self.as_str())
    }
}
impl<I: SliceIndex<str>> IndexMut<I> for String {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self.as_mut_str())
    }
}

macro_rules! equal_as_texts {
    ($($left:ty, $right:ty;)*) => { $(
        impl<'a, 'b> PartialEq<$right> for $left {
            #[inline]
            fn eq(&self, other: &$right) -> bool {
                PartialEq::eq(&self[..], &other[..])
            }
            #[inline]
            fn ne(&self, other: &$right) -> bool {
                PartialEq::ne(&self[..], &other[..])
            }
        }
        impl<'a, 'b> PartialEq<$left> for $right {
            #[inline]
            fn eq(&self, other: &$left) -> bool {
                PartialEq::eq(&self[..], &other[..])
            }
            #[inline]
            fn ne(&self, other: &$left) -> bool {
                PartialEq::ne(&self[..], &other[..])
            }
        }
    )* };
}
equal_as_texts! {
    String, str;
    String, &'a str;
    Cow<'a, str>, str;
    Cow<'a, str>, &'b str;
    Cow<'a, str>, String;
}

impl Add<&str> for String {
    type Output = String;
    #[inline]
    fn add(mut self, other: &str) -> String {
        self.push_str(other);
        self
    }
}
impl AddAssign<&str> for String {
    #[inline]
    fn add_assign(&mut self, other: &str) {
        self.push_str(other)
    }
}

impl Borrow<str> for String {
    #[inline]
    fn borrow(&self) -> &str {
        &self[..]
    }
}
impl BorrowMut<str> for String {
    #[inline]
    fn borrow_mut(&mut self) -> &mut str {
        &mut self[..]
    }
}
impl AsRef<str> for String {
    #[inline]
    fn as_ref(&self) -> &str {
        self
    }
}
impl AsMut<str> for String {
    #[inline]
    fn as_mut(&mut self) -> &mut str {
        self
    }
}
impl AsRef<[u8]> for String {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Pattern for &String {
    fn find_in(&mut self, text: &str) -> Option<(usize, usize)> {
        Pattern::find_in(&mut self.as_str(), text)
    }
    fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)> {
        Pattern::rfind_in(&mut self.as_str(), text)
    }
    fn prefix_len(&mut self, text: &str) -> Option<usize> {
        Pattern::prefix_len(&mut self.as_str(), text)
    }
    fn suffix_len(&mut self, text: &str) -> Option<usize> {
        Pattern::suffix_len(&mut self.as_str(), text)
    }
}

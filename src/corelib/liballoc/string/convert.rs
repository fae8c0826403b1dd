//! What becomes a `String`, is put into one, or is made of one.
use super::errors::StringError;
use super::{ParseError, String};
use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::vec::Vec;
use core::error::Error;
use core::str::FromStr;

impl FromStr for String {
    type Err = ParseError;
    #[inline]
    fn from_str(s: &str) -> Result<String, ParseError> {
        Ok(String::from(s))
    }
}
impl From<&str> for String {
    #[inline]
    fn from(s: &str) -> String {
        String { vec: s.as_bytes().to_vec() }
    }
}
impl From<&mut str> for String {
    #[inline]
    fn from(s: &mut str) -> String {
        String::from(&*s)
    }
}
impl From<&String> for String {
    #[inline]
    fn from(s: &String) -> String {
        s.clone()
    }
}
impl From<char> for String {
    #[inline]
    fn from(c: char) -> String {
        let mut bytes = [0; 4];
        String::from(&*c.encode_utf8(&mut bytes))
    }
}
impl From<Box<str>> for String {
    fn from(s: Box<str>) -> String {
        s.into_string()
    }
}
impl<'a> From<Cow<'a, str>> for String {
    fn from(s: Cow<'a, str>) -> String {
        s.into_owned()
    }
}
impl From<String> for Vec<u8> {
    fn from(string: String) -> Vec<u8> {
        string.into_bytes()
    }
}
impl From<String> for Box<str> {
    fn from(s: String) -> Box<str> {
        s.into_boxed_str()
    }
}
impl From<&str> for Box<str> {
    #[inline]
    fn from(s: &str) -> Box<str> {
        String::from(s).into_boxed_str()
    }
}
impl From<Cow<'_, str>> for Box<str> {
    fn from(cow: Cow<'_, str>) -> Box<str> {
        cow.into_owned().into_boxed_str()
    }
}
impl From<Box<str>> for Box<[u8]> {
    fn from(s: Box<str>) -> Box<[u8]> {
        s.into_boxed_bytes()
    }
}
impl Clone for Box<str> {
    fn clone(&self) -> Box<str> {
        Box::from(&**self)
    }
}
impl Default for Box<str> {
    fn default() -> Box<str> {
        String::new().into_boxed_str()
    }
}
impl<'a> From<&'a str> for Cow<'a, str> {
    #[inline]
    fn from(s: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(s)
    }
}
impl<'a> From<String> for Cow<'a, str> {
    #[inline]
    fn from(s: String) -> Cow<'a, str> {
        Cow::Owned(s)
    }
}
impl<'a> From<&'a String> for Cow<'a, str> {
    #[inline]
    fn from(s: &'a String) -> Cow<'a, str> {
        Cow::Borrowed(s.as_str())
    }
}
impl<'a, T: Clone> From<&'a [T]> for Cow<'a, [T]> {
    fn from(s: &'a [T]) -> Cow<'a, [T]> {
        Cow::Borrowed(s)
    }
}
impl<'a, T: Clone> From<Vec<T>> for Cow<'a, [T]> {
    fn from(v: Vec<T>) -> Cow<'a, [T]> {
        Cow::Owned(v)
    }
}
impl<'a, T: Clone> From<&'a Vec<T>> for Cow<'a, [T]> {
    fn from(v: &'a Vec<T>) -> Cow<'a, [T]> {
        Cow::Borrowed(v.as_slice())
    }
}
impl<'a, T: Clone> From<Cow<'a, [T]>> for Vec<T> {
    fn from(s: Cow<'a, [T]>) -> Vec<T> {
        s.into_owned()
    }
}
impl ToOwned for str {
    type Owned = String;
    #[inline]
    fn to_owned(&self) -> String {
        String::from(self)
    }
    fn clone_into(&self, target: &mut String) {
        target.clear();
        target.push_str(self);
    }
}

impl<'a> From<String> for Box<dyn Error + Send + Sync + 'a> {
    fn from(err: String) -> Box<dyn Error + Send + Sync + 'a> {
        Box::new(StringError(err))
    }
}
impl<'a> From<String> for Box<dyn Error + 'a> {
    fn from(err: String) -> Box<dyn Error + 'a> {
        Box::new(StringError(err))
    }
}
impl<'a, 'b> From<&'b str> for Box<dyn Error + Send + Sync + 'a> {
    fn from(err: &'b str) -> Box<dyn Error + Send + Sync + 'a> {
        From::from(String::from(err))
    }
}
impl<'a, 'b> From<&'b str> for Box<dyn Error + 'a> {
    fn from(err: &'b str) -> Box<dyn Error + 'a> {
        From::from(String::from(err))
    }
}

macro_rules! made_of {
    ($($item:ty: |$string:ident, $each:ident| $put:expr;)*) => { $(
        impl<'a> Extend<$item> for String {
            fn extend<I: IntoIterator<Item = $item>>(&mut self, iter: I) {
                let $string = self;
                for $each in iter {
                    $put;
                }
            }
        }
        impl<'a> FromIterator<$item> for String {
            fn from_iter<I: IntoIterator<Item = $item>>(iter: I) -> String {
                let mut made = String::new();
                made.extend(iter);
                made
            }
        }
    )* };
}
made_of! {
    &'a str: |string, each| string.push_str(each);
    Box<str>: |string, each| string.push_str(&each);
    Cow<'a, str>: |string, each| string.push_str(&each);
}
impl Extend<char> for String {
    fn extend<I: IntoIterator<Item = char>>(&mut self, iter: I) {
        let iter = iter.into_iter();
        self.reserve(iter.size_hint().0);
        for c in iter {
            self.push(c);
        }
    }
}
impl FromIterator<char> for String {
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> String {
        let mut made = String::new();
        made.extend(iter);
        made
    }
}
impl<'a> Extend<&'a char> for String {
    fn extend<I: IntoIterator<Item = &'a char>>(&mut self, iter: I) {
        self.extend(iter.into_iter().cloned())
    }
}
impl<'a> FromIterator<&'a char> for String {
    fn from_iter<I: IntoIterator<Item = &'a char>>(iter: I) -> String {
        let mut made = String::new();
        made.extend(iter);
        made
    }
}
impl Extend<String> for String {
    fn extend<I: IntoIterator<Item = String>>(&mut self, iter: I) {
        for each in iter {
            self.push_str(&each);
        }
    }
}
impl FromIterator<String> for String {
    /// The first one grows.
    fn from_iter<I: IntoIterator<Item = String>>(iter: I) -> String {
        let mut iter = iter.into_iter();
        let Some(mut made) = iter.next() else { return String::new() };
        made.extend(iter);
        made
    }
}
macro_rules! boxed_of {
    ($($item:ty)*) => { $(
        impl<'a> FromIterator<$item> for Box<str> {
            fn from_iter<I: IntoIterator<Item = $item>>(iter: I) -> Box<str> {
                String::from_iter(iter).into_boxed_str()
            }
        }
    )* };
}
boxed_of! { char &'a char &'a str String }

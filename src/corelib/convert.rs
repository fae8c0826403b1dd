use crate::cmp::Ordering;

pub enum Infallible {}

impl Clone for Infallible {
    fn clone(&self) -> Infallible {
        match *self {}
    }
}
impl Copy for Infallible {}
impl PartialEq for Infallible {
    fn eq(&self, _other: &Infallible) -> bool {
        match *self {}
    }
}
impl Eq for Infallible {}
impl PartialOrd for Infallible {
    fn partial_cmp(&self, _other: &Infallible) -> Option<Ordering> {
        match *self {}
    }
}
impl Ord for Infallible {
    fn cmp(&self, _other: &Infallible) -> Ordering {
        match *self {}
    }
}
impl crate::hash::Hash for Infallible {
    fn hash<H: crate::hash::Hasher>(&self, _state: &mut H) {
        match *self {}
    }
}
impl crate::error::Error for Infallible {}
impl crate::fmt::Debug for Infallible {
    fn fmt(&self, _f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        match *self {}
    }
}
impl crate::fmt::Display for Infallible {
    fn fmt(&self, _f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        match *self {}
    }
}

pub trait From<T>: Sized {
    #[must_use]
    #[lang = "from"]
    fn from(value: T) -> Self;
}
pub trait Into<T>: Sized {
    #[must_use]
    fn into(self) -> T;
}
pub trait TryFrom<T>: Sized {
    type Error;
    fn try_from(value: T) -> Result<Self, Self::Error>;
}
pub trait TryInto<T>: Sized {
    type Error;
    fn try_into(self) -> Result<T, Self::Error>;
}
pub trait AsRef<T: ?Sized> {
    fn as_ref(&self) -> &T;
}
pub trait AsMut<T: ?Sized> {
    fn as_mut(&mut self) -> &mut T;
}

pub const fn identity<T>(x: T) -> T {
    x
}

impl<T> From<T> for T {
    #[inline]
    fn from(value: T) -> T {
        value
    }
}
impl<T, U: From<T>> Into<U> for T {
    #[inline]
    fn into(self) -> U {
        U::from(self)
    }
}
impl<T, U: Into<T>> TryFrom<U> for T {
    type Error = Infallible;
    #[inline]
    fn try_from(value: U) -> Result<Self, Infallible> {
        Ok(value.into())
    }
}
impl<T, U: TryFrom<T>> TryInto<U> for T {
    type Error = U::Error;
    #[inline]
    fn try_into(self) -> Result<U, U::Error> {
        U::try_from(self)
    }
}

impl<T: ?Sized + AsRef<U>, U: ?Sized> AsRef<U> for &T {
    fn as_ref(&self) -> &U {
        (**self).as_ref()
    }
}
impl<T: ?Sized + AsRef<U>, U: ?Sized> AsRef<U> for &mut T {
    fn as_ref(&self) -> &U {
        (**self).as_ref()
    }
}
impl<T: ?Sized + AsMut<U>, U: ?Sized> AsMut<U> for &mut T {
    fn as_mut(&mut self) -> &mut U {
        (**self).as_mut()
    }
}
impl<T> AsRef<[T]> for [T] {
    fn as_ref(&self) -> &[T] {
        self
    }
}
impl AsMut<str> for str {
    fn as_mut(&mut self) -> &mut str {
        self
    }
}
impl<T> AsMut<[T]> for [T] {
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}
impl AsRef<str> for str {
    fn as_ref(&self) -> &str {
        self
    }
}
impl AsRef<[u8]> for str {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}
impl<T, const N: usize> AsRef<[T]> for [T; N] {
    fn as_ref(&self) -> &[T] {
        self
    }
}
impl<T, const N: usize> AsMut<[T]> for [T; N] {
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}

/// Widening conversions.
macro_rules! lossless {
    ($($from:ident => $($to:ident)*;)*) => { $( lossless_to! { $from: $($to)* } )* };
}
macro_rules! lossless_to {
    ($from:ident: $($to:ident)*) => { $(
        impl From<$from> for $to {
            #[inline]
            fn from(value: $from) -> $to {
                value as $to
            }
        }
    )* };
}
#[impls] lossless! {
    bool => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    u8 => u16 u32 u64 u128 usize i16 i32 i64 i128 isize char;
    u16 => u32 u64 u128 usize i32 i64 i128;
    u32 => u64 u128 i64 i128;
    u64 => u128 i128;
    i8 => i16 i32 i64 i128 isize;
    i16 => i32 i64 i128 isize;
    i32 => i64 i128;
    i64 => i128;
    char => u32 u64 u128;
}

impl TryFrom<u32> for char {
    type Error = crate::char::CharTryFromError;
    fn try_from(value: u32) -> Result<char, crate::char::CharTryFromError> {
        match crate::char::from_u32(value) {
            Some(c) => Ok(c),
            None => Err(crate::char::CharTryFromError(())),
        }
    }
}
impl TryFrom<char> for u8 {
    type Error = crate::char::TryFromCharError;
    fn try_from(value: char) -> Result<u8, crate::char::TryFromCharError> {
        if (value as u32) < 256 { Ok(value as u8) } else { Err(crate::char::TryFromCharError(())) }
    }
}
#[cfg(since = "74")]
impl TryFrom<char> for u16 {
    type Error = crate::char::TryFromCharError;
    fn try_from(value: char) -> Result<u16, crate::char::TryFromCharError> {
        if (value as u32) < 0x1_0000 { Ok(value as u16) } else { Err(crate::char::TryFromCharError(())) }
    }
}
#[cfg(since = "94")]
impl TryFrom<char> for usize {
    type Error = crate::char::TryFromCharError;
    fn try_from(value: char) -> Result<usize, crate::char::TryFromCharError> {
        if value as usize as u32 == value as u32 { Ok(value as usize) } else { Err(crate::char::TryFromCharError(())) }
    }
}

/// Conversions that may fail: the value survives the round trip and keeps its sign.
macro_rules! checked {
    ($($from:ident => $($to:ident)*;)*) => { $( checked_to! { $from: $($to)* } )* };
}
macro_rules! checked_to {
    ($from:ident: $($to:ident)*) => { $(
        impl TryFrom<$from> for $to {
            type Error = crate::num::TryFromIntError;
            #[inline]
            fn try_from(value: $from) -> Result<$to, crate::num::TryFromIntError> {
                let small = value as $to;
                if small as $from == value && (small < (0 as $to)) == (value < (0 as $from)) {
                    Ok(small)
                } else {
                    Err(crate::num::TryFromIntError(()))
                }
            }
        }
    )* };
}
#[impls] checked! {
    u8 => i8;
    u16 => u8 i8 i16 isize;
    u32 => u8 u16 i8 i16 i32 usize isize;
    u64 => u8 u16 u32 i8 i16 i32 i64 usize isize;
    u128 => u8 u16 u32 u64 i8 i16 i32 i64 i128 usize isize;
    usize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 isize;
    i8 => u8 u16 u32 u64 u128 usize;
    i16 => u8 u16 u32 u64 u128 i8 usize;
    i32 => u8 u16 u32 u64 u128 i8 i16 usize isize;
    i64 => u8 u16 u32 u64 u128 i8 i16 i32 usize isize;
    i128 => u8 u16 u32 u64 u128 i8 i16 i32 i64 usize isize;
    isize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 usize;
}

/// Integers that a float can be cut to; more than fits is the caller's fault.
pub trait FloatToInt<Int>: Sized {
    #[doc(hidden)]
    unsafe fn to_int_unchecked(self) -> Int;
}
macro_rules! cut {
    ($($float:ident => $($to:ident)*;)*) => { $( cut_to! { $float: $($to)* } )* };
}
macro_rules! cut_to {
    ($float:ident: $($to:ident)*) => { $(
        impl FloatToInt<$to> for $float {
            #[inline]
            unsafe fn to_int_unchecked(self) -> $to {
                self as $to
            }
        }
    )* };
}
#[impls] cut! {
    f32 => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    f64 => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
}

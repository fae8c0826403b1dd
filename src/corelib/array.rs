use crate::borrow::BorrowMut;
use crate::cmp::Ordering;
use crate::fmt;
use crate::mem::{ManuallyDrop, MaybeUninit};
use crate::ops::{Index, IndexMut};
use crate::slice::{Iter, IterMut, SliceIndex};

#[derive(Debug, Copy, Clone)]
pub struct TryFromSliceError(());

impl fmt::Display for TryFromSliceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("could not convert slice to array")
    }
}
impl crate::error::Error for TryFromSliceError {}

pub fn from_fn<T, const N: usize, F: FnMut(usize) -> T>(mut f: F) -> [T; N] {
    let mut array: [MaybeUninit<T>; N] = [const { MaybeUninit::uninit() }; N];
    let mut i = 0;
    while i < N {
        array[i] = MaybeUninit::new(f(i));
        i += 1;
    }
    unsafe { crate::intrinsics::transmute_unchecked(array) }
}
#[inline]
#[must_use = "cloning is often expensive and is not expected to have side effects"]
pub fn repeat<T: Clone, const N: usize>(val: T) -> [T; N] {
    let mut values = crate::iter::repeat_n(val, N);
    from_fn(|_| match values.next() {
        Some(value) => value,
        None => unsafe { crate::hint::unreachable_unchecked() },
    })
}
pub const fn from_ref<T>(s: &T) -> &[T; 1] {
    unsafe { &*(s as *const T as *const [T; 1]) }
}
pub const fn from_mut<T>(s: &mut T) -> &mut [T; 1] {
    unsafe { &mut *(s as *mut T as *mut [T; 1]) }
}

impl<T, const N: usize> [T; N] {
    #[must_use]
    pub fn map<F: FnMut(T) -> U, U>(self, mut f: F) -> [U; N] {
        let mut iter = self.into_iter();
        from_fn(|_| match iter.next() {
            Some(item) => f(item),
            None => unsafe { crate::hint::unreachable_unchecked() },
        })
    }
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        self
    }
    #[inline]
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        self
    }
    pub const fn each_ref(&self) -> [&T; N] {
        let mut pointers = [self as *const [T; N] as *const T; N];
        let mut i = 1;
        while i < N {
            pointers[i] = pointers[0].wrapping_add(i);
            i += 1;
        }
        unsafe { crate::intrinsics::transmute_unchecked(pointers) }
    }
    pub const fn each_mut(&mut self) -> [&mut T; N] {
        let mut pointers = [self as *mut [T; N] as *mut T; N];
        let mut i = 1;
        while i < N {
            pointers[i] = pointers[0].wrapping_add(i);
            i += 1;
        }
        unsafe { crate::intrinsics::transmute_unchecked(pointers) }
    }
}

#[kbuild_drops_parameters]
pub struct IntoIter<T, const N: usize> {
    data: [MaybeUninit<T>; N],
    start: usize,
    end: usize,
}

impl<T, const N: usize> IntoIter<T, N> {
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe { crate::slice::from_raw_parts_mut((&raw mut self.data as *mut T).add(self.start), self.end - self.start) }
    }
    pub const fn as_slice(&self) -> &[T] {
        unsafe { crate::slice::from_raw_parts((&raw const self.data as *const T).add(self.start), self.end - self.start) }
    }
}
impl<T, const N: usize> IntoIterator for [T; N] {
    type Item = T;
    type IntoIter = IntoIter<T, N>;
    fn into_iter(self) -> IntoIter<T, N> {
        IntoIter { data: unsafe { crate::intrinsics::transmute_unchecked(self) }, start: 0, end: N }
    }
    fn __items_by_type() -> Option<usize> {
        Some(N)
    }
}
impl<T, const N: usize> Iterator for IntoIter<T, N> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        let item = unsafe { self.data[self.start].assume_init_read() };
        self.start += 1;
        Some(item)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.start, Some(self.end - self.start))
    }
    fn __has_one_at_most() -> bool {
        N <= 1
    }
}
impl<T, const N: usize> DoubleEndedIterator for IntoIter<T, N> {
    fn next_back(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        Some(unsafe { self.data[self.end].assume_init_read() })
    }
}
impl<T, const N: usize> ExactSizeIterator for IntoIter<T, N> {}
impl<T, const N: usize> crate::iter::FusedIterator for IntoIter<T, N> {}
impl<T: Clone, const N: usize> Clone for IntoIter<T, N> {
    fn clone(&self) -> Self {
        let mut copy = IntoIter { data: [const { MaybeUninit::uninit() }; N], start: 0, end: 0 };
        for item in self.as_slice() {
            copy.data[copy.end].write(item.clone());
            copy.end += 1;
        }
        copy
    }
}
impl<T: fmt::Debug, const N: usize> fmt::Debug for IntoIter<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}
/// Drops what was not taken: nothing, where `T` is not dropped.
impl<T, const N: usize> Drop for IntoIter<T, N> {
    fn drop(&mut self) {
        while let Some(_) = self.next() {}
    }
}
impl<'a, T, const N: usize> IntoIterator for &'a [T; N] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
    fn __items_by_type() -> Option<usize> {
        Some(N)
    }
}
impl<'a, T, const N: usize> IntoIterator for &'a mut [T; N] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
    fn __items_by_type() -> Option<usize> {
        Some(N)
    }
}

impl<T, I: SliceIndex<[T]>, const N: usize> Index<I> for [T; N] {
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self as &[T])
    }
}
impl<T, I: SliceIndex<[T]>, const N: usize> IndexMut<I> for [T; N] {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self as &mut [T])
    }
}

impl<T: Copy, const N: usize> TryFrom<&[T]> for [T; N] {
    type Error = TryFromSliceError;
    fn try_from(slice: &[T]) -> Result<[T; N], TryFromSliceError> {
        match slice.as_array::<N>() {
            Some(array) => Ok(*array),
            None => Err(TryFromSliceError(())),
        }
    }
}
impl<'a, T, const N: usize> TryFrom<&'a [T]> for &'a [T; N] {
    type Error = TryFromSliceError;
    fn try_from(slice: &'a [T]) -> Result<&'a [T; N], TryFromSliceError> {
        match slice.as_array::<N>() {
            Some(array) => Ok(array),
            None => Err(TryFromSliceError(())),
        }
    }
}

impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for [T; N] {
    fn eq(&self, other: &[U; N]) -> bool {
        self[..] == other[..]
    }
}
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U]> for [T; N] {
    fn eq(&self, other: &[U]) -> bool {
        self[..] == *other
    }
}
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for [T] {
    fn eq(&self, other: &[U; N]) -> bool {
        *self == other[..]
    }
}
impl<T: PartialEq<U>, U, const N: usize> PartialEq<&[U]> for [T; N] {
    fn eq(&self, other: &&[U]) -> bool {
        self[..] == **other
    }
}
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for &[T] {
    fn eq(&self, other: &[U; N]) -> bool {
        **self == other[..]
    }
}
impl<T: PartialEq<U>, U, const N: usize> PartialEq<&mut [U]> for [T; N] {
    fn eq(&self, other: &&mut [U]) -> bool {
        self[..] == **other
    }
}
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for &mut [T] {
    fn eq(&self, other: &[U; N]) -> bool {
        **self == other[..]
    }
}
impl<T: Eq, const N: usize> Eq for [T; N] {}
impl<T: PartialOrd, const N: usize> PartialOrd for [T; N] {
    fn partial_cmp(&self, other: &[T; N]) -> Option<Ordering> {
        PartialOrd::partial_cmp(&self[..], &other[..])
    }
}
impl<T: Ord, const N: usize> Ord for [T; N] {
    fn cmp(&self, other: &[T; N]) -> Ordering {
        Ord::cmp(&self[..], &other[..])
    }
}

macro_rules! default_array {
    ($($n:literal)*) => { $(
        impl<T: Default> Default for [T; $n] {
            fn default() -> [T; $n] {
                from_fn(|_| T::default())
            }
        }
    )* };
}
#[impls] default_array! { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 }
impl<T> Default for [T; 0] {
    fn default() -> [T; 0] {
        []
    }
}

macro_rules! tuples_of_one_type {
    ($($n:literal $($element:ident $t:ident)+;)*) => { $(
        impl<T> From<[T; $n]> for ($($t,)+) {
            #[inline]
            fn from(array: [T; $n]) -> Self {
                let [$($element,)+] = array;
                ($($element,)+)
            }
        }
        impl<T> From<($($t,)+)> for [T; $n] {
            #[inline]
            fn from(tuple: ($($t,)+)) -> Self {
                let ($($element,)+) = tuple;
                [$($element,)+]
            }
        }
    )* };
}
#[cfg(since = "71")]
#[impls]
tuples_of_one_type! {
    1 a T;
    2 a T b T;
    3 a T b T c T;
    4 a T b T c T d T;
    5 a T b T c T d T e T;
    6 a T b T c T d T e T f T;
    7 a T b T c T d T e T f T g T;
    8 a T b T c T d T e T f T g T h T;
    9 a T b T c T d T e T f T g T h T i T;
    10 a T b T c T d T e T f T g T h T i T j T;
    11 a T b T c T d T e T f T g T h T i T j T k T;
    12 a T b T c T d T e T f T g T h T i T j T k T l T;
}

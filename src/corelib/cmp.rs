//! Comparison. Scalars compare by the built-in operators; references by what they point to.
use self::Ordering::{Equal, Greater, Less};

#[lang = "eq"]
pub trait PartialEq<Rhs: ?Sized = Self> {
    #[must_use]
    fn eq(&self, other: &Rhs) -> bool;
    #[must_use]
    #[inline]
    fn ne(&self, other: &Rhs) -> bool {
        !self.eq(other)
    }
}

pub trait Eq: PartialEq<Self> {
    #[deprecated(since = "1.95.0", note = "implementation detail of `#[derive(Eq)]`")]
    fn assert_receiver_is_total_eq(&self) {}
}

pub struct AssertParamIsEq<T: Eq + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

#[derive(Clone, Copy, Eq, PartialOrd, Ord, PartialEq, Debug, Hash)]
#[lang = "Ordering"]
#[repr(i8)]
pub enum Ordering {
    Less = -1,
    Equal = 0,
    Greater = 1,
}

impl Ordering {
    #[must_use]
    #[inline]
    pub const fn is_eq(self) -> bool {
        self as i8 == 0
    }
    #[must_use]
    #[inline]
    pub const fn is_ne(self) -> bool {
        self as i8 != 0
    }
    #[must_use]
    #[inline]
    pub const fn is_lt(self) -> bool {
        (self as i8) < 0
    }
    #[must_use]
    #[inline]
    pub const fn is_gt(self) -> bool {
        self as i8 > 0
    }
    #[must_use]
    #[inline]
    pub const fn is_le(self) -> bool {
        self as i8 <= 0
    }
    #[must_use]
    #[inline]
    pub const fn is_ge(self) -> bool {
        self as i8 >= 0
    }
    #[must_use]
    #[inline]
    pub const fn reverse(self) -> Ordering {
        match self {
            Less => Greater,
            Equal => Equal,
            Greater => Less,
        }
    }
    #[must_use]
    #[inline]
    pub const fn then(self, other: Ordering) -> Ordering {
        match self {
            Equal => other,
            _ => self,
        }
    }
    #[must_use]
    #[inline]
    pub fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering {
        match self {
            Equal => f(),
            _ => self,
        }
    }
}

#[derive(PartialEq, Eq, Debug, Copy, Clone, Default, Hash)]
pub struct Reverse<T>(pub T);

impl<T: PartialOrd> PartialOrd for Reverse<T> {
    fn partial_cmp(&self, other: &Reverse<T>) -> Option<Ordering> {
        other.0.partial_cmp(&self.0)
    }
    fn lt(&self, other: &Self) -> bool {
        other.0 < self.0
    }
    fn le(&self, other: &Self) -> bool {
        other.0 <= self.0
    }
    fn gt(&self, other: &Self) -> bool {
        other.0 > self.0
    }
    fn ge(&self, other: &Self) -> bool {
        other.0 >= self.0
    }
}

impl<T: Ord> Ord for Reverse<T> {
    fn cmp(&self, other: &Reverse<T>) -> Ordering {
        other.0.cmp(&self.0)
    }
}

pub trait Ord: Eq + PartialOrd<Self> {
    #[must_use]
    fn cmp(&self, other: &Self) -> Ordering;
    #[must_use]
    #[inline]
    fn max(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { self } else { other }
    }
    #[must_use]
    #[inline]
    fn min(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { other } else { self }
    }
    #[must_use]
    #[track_caller]
    fn clamp(self, min: Self, max: Self) -> Self
    where
        Self: Sized,
    {
        if min > max {
            panic!("assertion failed: min <= max");
        }
        if self < min {
            min
        } else if self > max {
            max
        } else {
            self
        }
    }
}

#[lang = "partial_ord"]
pub trait PartialOrd<Rhs: ?Sized = Self>: PartialEq<Rhs> {
    #[must_use]
    fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;
    #[must_use]
    #[inline]
    fn lt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less))
    }
    #[must_use]
    #[inline]
    fn le(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less | Equal))
    }
    #[must_use]
    #[inline]
    fn gt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater))
    }
    #[must_use]
    #[inline]
    fn ge(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater | Equal))
    }
}

#[must_use]
#[inline]
pub fn min<T: Ord>(v1: T, v2: T) -> T {
    v1.min(v2)
}
#[must_use]
#[inline]
pub fn max<T: Ord>(v1: T, v2: T) -> T {
    v1.max(v2)
}
#[must_use]
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(a: T, b: T, compare: F) -> T {
    if compare(&a, &b).is_le() { a } else { b }
}
#[must_use]
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(a: T, b: T, compare: F) -> T {
    if compare(&a, &b).is_gt() { a } else { b }
}
#[must_use]
pub fn min_by_key<T, F: FnMut(&T) -> K, K: Ord>(a: T, b: T, mut f: F) -> T {
    if f(&b) < f(&a) { b } else { a }
}
#[must_use]
pub fn max_by_key<T, F: FnMut(&T) -> K, K: Ord>(a: T, b: T, mut f: F) -> T {
    if f(&b) < f(&a) { a } else { b }
}

macro_rules! scalar_eq {
    ($($t:ident)*) => { $(
        impl PartialEq for $t {
            #[inline]
            fn eq(&self, other: &$t) -> bool {
                *self == *other
            }
            #[inline]
            fn ne(&self, other: &$t) -> bool {
                *self != *other
            }
        }
    )* };
}
#[impls] scalar_eq! { bool }
#[impls] scalar_eq! { char }
#[impls] scalar_eq! { i8 }
#[impls] scalar_eq! { i16 }
#[impls] scalar_eq! { i32 }
#[impls] scalar_eq! { i64 }
#[impls] scalar_eq! { i128 }
#[impls] scalar_eq! { isize }
#[impls] scalar_eq! { u8 }
#[impls] scalar_eq! { u16 }
#[impls] scalar_eq! { u32 }
#[impls] scalar_eq! { u64 }
#[impls] scalar_eq! { u128 }
#[impls] scalar_eq! { usize }
#[impls] scalar_eq! { f32 }
#[impls] scalar_eq! { f64 }

#[cold]
#[inline(never)]
#[track_caller]
fn clamp_fails<T: crate::fmt::Debug>(min: T, max: T) -> ! {
    panic!("min > max. min = {min:?}, max = {max:?}")
}

macro_rules! scalar_ord {
    ($t:ident $($clamp:ident)?) => {
        impl Eq for $t {}
        impl PartialOrd for $t {
            #[inline]
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
                Some(if *self < *other { Less } else if *self == *other { Equal } else { Greater })
            }
            #[inline]
            fn lt(&self, other: &$t) -> bool {
                *self < *other
            }
            #[inline]
            fn le(&self, other: &$t) -> bool {
                *self <= *other
            }
            #[inline]
            fn gt(&self, other: &$t) -> bool {
                *self > *other
            }
            #[inline]
            fn ge(&self, other: &$t) -> bool {
                *self >= *other
            }
        }
        impl Ord for $t {
            #[inline]
            fn cmp(&self, other: &$t) -> Ordering {
                if *self < *other { Less } else if *self == *other { Equal } else { Greater }
            }
            $(
                #[inline]
                #[track_caller]
                fn $clamp(self, min: $t, max: $t) -> $t {
                    if min > max {
                        clamp_fails(min, max);
                    }
                    if self < min {
                        min
                    } else if self > max {
                        max
                    } else {
                        self
                    }
                }
            )?
        }
    };
}
#[impls] scalar_ord! { bool }
#[impls] scalar_ord! { char clamp }
#[impls] scalar_ord! { i8 clamp }
#[impls] scalar_ord! { i16 clamp }
#[impls] scalar_ord! { i32 clamp }
#[impls] scalar_ord! { i64 clamp }
#[impls] scalar_ord! { i128 clamp }
#[impls] scalar_ord! { isize clamp }
#[impls] scalar_ord! { u8 clamp }
#[impls] scalar_ord! { u16 clamp }
#[impls] scalar_ord! { u32 clamp }
#[impls] scalar_ord! { u64 clamp }
#[impls] scalar_ord! { u128 clamp }
#[impls] scalar_ord! { usize clamp }

macro_rules! float_ord {
    ($($t:ident)*) => { $(
        impl PartialOrd for $t {
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
                if *self < *other {
                    Some(Less)
                } else if *self == *other {
                    Some(Equal)
                } else if *self > *other {
                    Some(Greater)
                } else {
                    None
                }
            }
        }
    )* };
}
#[impls] float_ord! { f32 f64 }

impl PartialEq for () {
    #[inline]
    fn eq(&self, _other: &()) -> bool {
        true
    }
}
impl Eq for () {}
impl PartialOrd for () {
    #[inline]
    fn partial_cmp(&self, _other: &()) -> Option<Ordering> {
        Some(Equal)
    }
}
impl Ord for () {
    #[inline]
    fn cmp(&self, _other: &()) -> Ordering {
        Equal
    }
}

impl PartialEq for ! {
    fn eq(&self, _other: &!) -> bool {
        *self
    }
}
impl Eq for ! {}
impl PartialOrd for ! {
    fn partial_cmp(&self, _other: &!) -> Option<Ordering> {
        *self
    }
}
impl Ord for ! {
    fn cmp(&self, _other: &!) -> Ordering {
        *self
    }
}

impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&B> for &A {
    #[inline]
    fn eq(&self, other: &&B) -> bool {
        PartialEq::eq(*self, *other)
    }
    #[inline]
    fn ne(&self, other: &&B) -> bool {
        PartialEq::ne(*self, *other)
    }
}
impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&mut B> for &mut A {
    #[inline]
    fn eq(&self, other: &&mut B) -> bool {
        PartialEq::eq(&**self, &**other)
    }
}
impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&mut B> for &A {
    #[inline]
    fn eq(&self, other: &&mut B) -> bool {
        PartialEq::eq(*self, &**other)
    }
}
impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&B> for &mut A {
    #[inline]
    fn eq(&self, other: &&B) -> bool {
        PartialEq::eq(&**self, *other)
    }
}
impl<A: ?Sized + Eq> Eq for &A {}
impl<A: ?Sized + Eq> Eq for &mut A {}
impl<A: ?Sized + PartialOrd<B>, B: ?Sized> PartialOrd<&B> for &A {
    #[inline]
    fn partial_cmp(&self, other: &&B) -> Option<Ordering> {
        PartialOrd::partial_cmp(*self, *other)
    }
    #[inline]
    fn lt(&self, other: &&B) -> bool {
        PartialOrd::lt(*self, *other)
    }
    #[inline]
    fn le(&self, other: &&B) -> bool {
        PartialOrd::le(*self, *other)
    }
    #[inline]
    fn gt(&self, other: &&B) -> bool {
        PartialOrd::gt(*self, *other)
    }
    #[inline]
    fn ge(&self, other: &&B) -> bool {
        PartialOrd::ge(*self, *other)
    }
}
impl<A: ?Sized + PartialOrd<B>, B: ?Sized> PartialOrd<&mut B> for &mut A {
    #[inline]
    fn partial_cmp(&self, other: &&mut B) -> Option<Ordering> {
        PartialOrd::partial_cmp(&**self, &**other)
    }
}
impl<A: ?Sized + Ord> Ord for &A {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(*self, *other)
    }
}
impl<A: ?Sized + Ord> Ord for &mut A {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(&**self, &**other)
    }
}

macro_rules! tuple_cmp {
    ($(($($name:ident $index:tt),+))*) => { $(
        impl<$($name: PartialEq),+> PartialEq for ($($name,)+) {
            fn eq(&self, other: &($($name,)+)) -> bool {
                $(self.$index == other.$index)&&+
            }
        }
        impl<$($name: Eq),+> Eq for ($($name,)+) {}
        impl<$($name: PartialOrd),+> PartialOrd for ($($name,)+) {
            fn partial_cmp(&self, other: &($($name,)+)) -> Option<Ordering> {
                $(
                    match self.$index.partial_cmp(&other.$index) {
                        Some(Equal) => {}
                        decided => return decided,
                    }
                )+
                Some(Equal)
            }
        }
        impl<$($name: Ord),+> Ord for ($($name,)+) {
            fn cmp(&self, other: &($($name,)+)) -> Ordering {
                $(
                    match self.$index.cmp(&other.$index) {
                        Equal => {}
                        decided => return decided,
                    }
                )+
                Equal
            }
        }
        impl<$($name: Default),+> Default for ($($name,)+) {
            fn default() -> ($($name,)+) {
                ($($name::default(),)+)
            }
        }
    )* };
}
#[impls] for_tuples! { tuple_cmp }

//! Integers that are never zero: `Option` of them is as large as they are.
use crate::cmp::Ordering;
use crate::fmt;

#[repr(transparent)]
#[lang = "NonZero"]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_nonnull_optimization_guaranteed]
pub struct NonZero<T>(T);

impl<T: Copy> Clone for NonZero<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Copy> Copy for NonZero<T> {}
impl<T: Copy + PartialEq> PartialEq for NonZero<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T: Copy + Eq> Eq for NonZero<T> {}
impl<T: Copy + PartialOrd> PartialOrd for NonZero<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.0.partial_cmp(&other.0)
    }
}
impl<T: Copy + Ord> Ord for NonZero<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T: Copy + fmt::Debug> fmt::Debug for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<T: Copy + fmt::Display> fmt::Display for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! nonzero {
    ($($name:ident $t:ident)*) => { $(
        pub type $name = NonZero<$t>;
        impl NonZero<$t> {
            pub const BITS: u32 = $t::BITS;
            #[inline]
            pub const fn new(n: $t) -> Option<Self> {
                if n != 0 { Some(unsafe { NonZero(n) }) } else { None }
            }
            #[inline]
            pub const unsafe fn new_unchecked(n: $t) -> Self {
                unsafe { NonZero(n) }
            }
            #[inline]
            pub const fn get(self) -> $t {
                self.0
            }
            pub const fn leading_zeros(self) -> u32 {
                self.0.leading_zeros()
            }
            pub const fn trailing_zeros(self) -> u32 {
                self.0.trailing_zeros()
            }
            pub const fn checked_mul(self, other: Self) -> Option<Self> {
                match self.0.checked_mul(other.0) {
                    Some(n) => Some(unsafe { NonZero(n) }),
                    None => None,
                }
            }
        }
        impl From<NonZero<$t>> for $t {
            fn from(n: NonZero<$t>) -> $t {
                n.0
            }
        }
        impl TryFrom<$t> for NonZero<$t> {
            type Error = crate::num::TryFromIntError;
            fn try_from(n: $t) -> Result<Self, crate::num::TryFromIntError> {
                match Self::new(n) {
                    Some(n) => Ok(n),
                    None => Err(crate::num::TryFromIntError(())),
                }
            }
        }
    )* };
}
nonzero! {
    NonZeroI8 i8 NonZeroI16 i16 NonZeroI32 i32 NonZeroI64 i64 NonZeroI128 i128 NonZeroIsize isize
    NonZeroU8 u8 NonZeroU16 u16 NonZeroU32 u32 NonZeroU64 u64 NonZeroU128 u128 NonZeroUsize usize
}

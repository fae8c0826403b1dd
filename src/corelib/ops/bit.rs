//! Bit operators and shifts.

#[lang = "bitand"]
pub trait BitAnd<Rhs = Self> {
    type Output;
    #[must_use]
    fn bitand(self, rhs: Rhs) -> Self::Output;
}

#[lang = "bitand_assign"]
pub trait BitAndAssign<Rhs = Self> {
    fn bitand_assign(&mut self, rhs: Rhs);
}

#[lang = "bitor"]
pub trait BitOr<Rhs = Self> {
    type Output;
    #[must_use]
    fn bitor(self, rhs: Rhs) -> Self::Output;
}

#[lang = "bitor_assign"]
pub trait BitOrAssign<Rhs = Self> {
    fn bitor_assign(&mut self, rhs: Rhs);
}

#[lang = "bitxor"]
pub trait BitXor<Rhs = Self> {
    type Output;
    #[must_use]
    fn bitxor(self, rhs: Rhs) -> Self::Output;
}

#[lang = "bitxor_assign"]
pub trait BitXorAssign<Rhs = Self> {
    fn bitxor_assign(&mut self, rhs: Rhs);
}

#[lang = "shl"]
pub trait Shl<Rhs = Self> {
    type Output;
    #[must_use]
    fn shl(self, rhs: Rhs) -> Self::Output;
}

#[lang = "shl_assign"]
pub trait ShlAssign<Rhs = Self> {
    fn shl_assign(&mut self, rhs: Rhs);
}

#[lang = "shr"]
pub trait Shr<Rhs = Self> {
    type Output;
    #[must_use]
    fn shr(self, rhs: Rhs) -> Self::Output;
}

#[lang = "shr_assign"]
pub trait ShrAssign<Rhs = Self> {
    fn shr_assign(&mut self, rhs: Rhs);
}

#[lang = "not"]
pub trait Not {
    type Output;
    #[must_use]
    fn not(self) -> Self::Output;
}

macro_rules! binary {
    ($trait:ident $method:ident $assign:ident $assign_method:ident $op:tt $op_assign:tt: $($t:ident)*) => { $(
        impl $trait for $t {
            type Output = $t;
            #[inline]
            fn $method(self, other: $t) -> $t {
                self $op other
            }
        }
        impl $trait<&$t> for $t {
            type Output = $t;
            #[inline]
            fn $method(self, other: &$t) -> $t {
                self $op *other
            }
        }
        impl $trait<$t> for &$t {
            type Output = $t;
            #[inline]
            fn $method(self, other: $t) -> $t {
                *self $op other
            }
        }
        impl $trait<&$t> for &$t {
            type Output = $t;
            #[inline]
            fn $method(self, other: &$t) -> $t {
                *self $op *other
            }
        }
        impl $assign for $t {
            #[inline]
            fn $assign_method(&mut self, other: $t) {
                *self $op_assign other
            }
        }
        impl $assign<&$t> for $t {
            #[inline]
            fn $assign_method(&mut self, other: &$t) {
                *self $op_assign *other
            }
        }
    )* };
}
#[impls] binary! { BitAnd bitand BitAndAssign bitand_assign & &=: bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }
#[impls] binary! { BitOr bitor BitOrAssign bitor_assign | |=: bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }
#[impls] binary! { BitXor bitxor BitXorAssign bitxor_assign ^ ^=: bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

macro_rules! shift {
    ($($t:ident)*: $by:tt) => { $( shift_by! { $t $by } )* };
}
macro_rules! shift_by {
    ($t:ident ($($by:ident)*)) => {
        behind_reference! { $t: Shl shl ShlAssign shl_assign left; Shr shr ShrAssign shr_assign right; }
    $(
        impl ShiftBy<$by> for $t {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn left(self, by: $by) -> $t {
                self << by
            }
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn right(self, by: $by) -> $t {
                self >> by
            }
        }
        impl Shl<$by> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn shl(self, other: $by) -> $t {
                self << other
            }
        }
        impl Shr<$by> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn shr(self, other: $by) -> $t {
                self >> other
            }
        }
        impl ShlAssign<$by> for $t {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn shl_assign(&mut self, other: $by) {
                *self <<= other
            }
        }
        impl ShrAssign<$by> for $t {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn shr_assign(&mut self, other: $by) {
                *self >>= other
            }
        }
    )* };
}
macro_rules! behind_reference {
    ($t:ident: $($trait:ident $method:ident $assign:ident $assign_method:ident $way:ident;)*) => { $(
        impl<B: Copy> $trait<&B> for $t where $t: ShiftBy<B> {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn $method(self, other: &B) -> $t {
                self.$way(*other)
            }
        }
        impl<B: Copy> $assign<&B> for $t where $t: ShiftBy<B> {
            #[inline]
            #[track_caller]
            fn $assign_method(&mut self, other: &B) {
                *self = self.$way(*other);
            }
        }
    )* };
}
#[impls] shift! { i8: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { i16: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { i32: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { i64: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { i128: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { isize: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { u8: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { u16: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { u32: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { u64: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { u128: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }
#[impls] shift! { usize: (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize) }

macro_rules! invert {
    ($($t:ident)*) => { $(
        impl Not for $t {
            type Output = $t;
            #[inline]
            fn not(self) -> $t {
                !self
            }
        }
        impl Not for &$t {
            type Output = $t;
            #[inline]
            fn not(self) -> $t {
                !*self
            }
        }
    )* };
}
#[impls] invert! { bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

/// Shifts of integers, also behind references. A trait of its own, for the impls behind references not to ask for one another.
#[kbuild_closed]
trait ShiftBy<B>: Copy {
    fn left(self, by: B) -> Self;
    fn right(self, by: B) -> Self;
}
macro_rules! by_reference {
    ($($trait:ident $method:ident $way:ident;)*) => { $(
        impl<T: ShiftBy<B>, B> $trait<B> for &T {
            type Output = T;
            #[inline]
            #[track_caller]
            fn $method(self, other: B) -> T {
                (*self).$way(other)
            }
        }
        impl<T: ShiftBy<B>, B: Copy> $trait<&B> for &T {
            type Output = T;
            #[inline]
            #[track_caller]
            fn $method(self, other: &B) -> T {
                (*self).$way(*other)
            }
        }
    )* };
}
by_reference! { Shl shl left; Shr shr right; }

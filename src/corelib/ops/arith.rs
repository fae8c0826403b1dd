//! Arithmetic operators. Each impl's body is the built-in operation.

#[lang = "add"]
pub trait Add<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn add(self, rhs: Rhs) -> Self::Output;
}

#[lang = "add_assign"]
pub trait AddAssign<Rhs = Self> {
    fn add_assign(&mut self, rhs: Rhs);
}

#[lang = "sub"]
pub trait Sub<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn sub(self, rhs: Rhs) -> Self::Output;
}

#[lang = "sub_assign"]
pub trait SubAssign<Rhs = Self> {
    fn sub_assign(&mut self, rhs: Rhs);
}

#[lang = "mul"]
pub trait Mul<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn mul(self, rhs: Rhs) -> Self::Output;
}

#[lang = "mul_assign"]
pub trait MulAssign<Rhs = Self> {
    fn mul_assign(&mut self, rhs: Rhs);
}

#[lang = "div"]
pub trait Div<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn div(self, rhs: Rhs) -> Self::Output;
}

#[lang = "div_assign"]
pub trait DivAssign<Rhs = Self> {
    fn div_assign(&mut self, rhs: Rhs);
}

#[lang = "rem"]
pub trait Rem<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn rem(self, rhs: Rhs) -> Self::Output;
}

#[lang = "rem_assign"]
pub trait RemAssign<Rhs = Self> {
    fn rem_assign(&mut self, rhs: Rhs);
}

#[lang = "neg"]
pub trait Neg {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn neg(self) -> Self::Output;
}

macro_rules! binary {
    ($trait:ident $method:ident $assign:ident $assign_method:ident $op:tt $op_assign:tt: $($t:ident)*) => { $(
        impl $trait for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, other: $t) -> $t {
                self $op other
            }
        }
        impl $trait<&$t> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, other: &$t) -> $t {
                self $op *other
            }
        }
        impl $trait<$t> for &$t {
            type Output = $t;
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, other: $t) -> $t {
                *self $op other
            }
        }
        impl $trait<&$t> for &$t {
            type Output = $t;
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, other: &$t) -> $t {
                *self $op *other
            }
        }
        impl $assign for $t {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $assign_method(&mut self, other: $t) {
                *self $op_assign other
            }
        }
        impl $assign<&$t> for $t {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $assign_method(&mut self, other: &$t) {
                *self $op_assign *other
            }
        }
    )* };
}
#[impls] binary! { Add add AddAssign add_assign + +=: i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 }
#[impls] binary! { Sub sub SubAssign sub_assign - -=: i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 }
#[impls] binary! { Mul mul MulAssign mul_assign * *=: i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 }
#[impls] binary! { Div div DivAssign div_assign / /=: i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 }
#[impls] binary! { Rem rem RemAssign rem_assign % %=: i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 }

macro_rules! negate {
    ($($t:ident)*) => { $(
        impl Neg for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn neg(self) -> $t {
                -self
            }
        }
        impl Neg for &$t {
            type Output = $t;
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn neg(self) -> $t {
                -*self
            }
        }
    )* };
}
#[impls] negate! { i8 i16 i32 i64 i128 isize f32 f64 }

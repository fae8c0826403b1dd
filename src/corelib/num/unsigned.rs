//! What only unsigned integers have. Parameters: type, its signed twin.

macro_rules! unsigned {
    ($($t:ident $s:ident),*) => { $(
        impl $t {
            pub const MIN: $t = 0;
            pub const MAX: $t = !0;

            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn cast_signed(self) -> $s {
                self as $s
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn abs_diff(self, other: $t) -> $t {
                if self < other { other - self } else { self - other }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_neg(self) -> ($t, bool) {
                (self.wrapping_neg(), self != 0)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn wrapping_div(self, other: $t) -> $t {
                self / other
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn wrapping_rem(self, other: $t) -> $t {
                self % other
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn overflowing_div(self, other: $t) -> ($t, bool) {
                (self / other, false)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem(self, other: $t) -> ($t, bool) {
                (self % other, false)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn div_euclid(self, other: $t) -> $t {
                self / other
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn rem_euclid(self, other: $t) -> $t {
                self % other
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn wrapping_div_euclid(self, other: $t) -> $t {
                self / other
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn wrapping_rem_euclid(self, other: $t) -> $t {
                self % other
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn overflowing_div_euclid(self, other: $t) -> ($t, bool) {
                (self / other, false)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem_euclid(self, other: $t) -> ($t, bool) {
                (self % other, false)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn div_ceil(self, other: $t) -> $t {
                let quotient = self / other;
                if self % other > 0 { quotient + 1 } else { quotient }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[rustc_inherit_overflow_checks]
            pub const fn next_multiple_of(self, other: $t) -> $t {
                match self % other {
                    0 => self,
                    rest => self + (other - rest),
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_next_multiple_of(self, other: $t) -> Option<$t> {
                if other == 0 {
                    return None;
                }
                match self % other {
                    0 => Some(self),
                    rest => self.checked_add(other - rest),
                }
            }
            #[must_use]
            pub const fn is_multiple_of(self, other: $t) -> bool {
                match other {
                    0 => self == 0,
                    _ => self % other == 0,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_mul(self, other: $t) -> $t {
                match self.checked_mul(other) {
                    Some(value) => value,
                    None => $t::MAX,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn saturating_div(self, other: $t) -> $t {
                self / other
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_pow(self, exp: u32) -> $t {
                match self.checked_pow(exp) {
                    Some(value) => value,
                    None => $t::MAX,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_add_signed(self, other: $s) -> Option<$t> {
                let (value, overflown) = self.overflowing_add_signed(other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_add_signed(self, other: $s) -> ($t, bool) {
                let (value, overflown) = self.overflowing_add(other as $t);
                (value, overflown ^ (other < 0))
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_add_signed(self, other: $s) -> $t {
                self.wrapping_add(other as $t)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_add_signed(self, other: $s) -> $t {
                match self.checked_add_signed(other) {
                    Some(value) => value,
                    None => if other < 0 { 0 } else { $t::MAX },
                }
            }
            pub const fn checked_signed_diff(self, other: $t) -> Option<$s> {
                let difference = self.wrapping_sub(other) as $s;
                if (self >= other) == (difference < 0) { None } else { Some(difference) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn midpoint(self, other: $t) -> $t {
                (self & other) + ((self ^ other) >> 1)
            }
            #[must_use]
            #[inline]
            pub const fn is_power_of_two(self) -> bool {
                self.count_ones() == 1
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[rustc_inherit_overflow_checks]
            pub const fn next_power_of_two(self) -> $t {
                self.one_less_than_next_power_of_two() + 1
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_next_power_of_two(self) -> Option<$t> {
                self.one_less_than_next_power_of_two().checked_add(1)
            }
            #[inline]
            const fn one_less_than_next_power_of_two(self) -> $t {
                if self <= 1 { 0 } else { $t::MAX >> (self - 1).leading_zeros() }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn isqrt(self) -> $t {
                if self < 2 {
                    return self;
                }
                let mut bit: $t = 1 << ((self.ilog2() / 2) * 2);
                let mut rest = self;
                let mut root: $t = 0;
                while bit != 0 {
                    if rest >= root + bit {
                        rest -= root + bit;
                        root = (root >> 1) + bit;
                    } else {
                        root >>= 1;
                    }
                    bit >>= 2;
                }
                root
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn carrying_add(self, other: $t, carry: bool) -> ($t, bool) {
                let (a, b) = self.overflowing_add(other);
                let (c, d) = a.overflowing_add(carry as $t);
                (c, b | d)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn borrowing_sub(self, other: $t, borrow: bool) -> ($t, bool) {
                let (a, b) = self.overflowing_sub(other);
                let (c, d) = a.overflowing_sub(borrow as $t);
                (c, b | d)
            }
        }
    )* };
}

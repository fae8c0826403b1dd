//! What only signed integers have. Parameters: type, its unsigned twin.

macro_rules! signed {
    ($($t:ident $u:ident),*) => { $(
        impl $t {
            pub const MIN: $t = !$t::MAX;
            pub const MAX: $t = ($u::MAX >> 1) as $t;

            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn cast_unsigned(self) -> $u {
                self as $u
            }
            #[must_use]
            #[inline]
            pub const fn is_positive(self) -> bool {
                self > 0
            }
            #[must_use]
            #[inline]
            pub const fn is_negative(self) -> bool {
                self < 0
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn signum(self) -> $t {
                (self > 0) as $t - (self < 0) as $t
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[rustc_inherit_overflow_checks]
            pub const fn abs(self) -> $t {
                if self < 0 { -self } else { self }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn unsigned_abs(self) -> $u {
                self.wrapping_abs() as $u
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn abs_diff(self, other: $t) -> $u {
                if self < other {
                    intrinsics::wrapping_sub(other as $u, self as $u)
                } else {
                    intrinsics::wrapping_sub(self as $u, other as $u)
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_abs(self) -> $t {
                if self < 0 { self.wrapping_neg() } else { self }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_abs(self) -> ($t, bool) {
                (self.wrapping_abs(), self == $t::MIN)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_abs(self) -> Option<$t> {
                if self == $t::MIN { None } else { Some(self.wrapping_abs()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_abs(self) -> $t {
                if self == $t::MIN { $t::MAX } else { self.wrapping_abs() }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_neg(self) -> $t {
                intrinsics::saturating_sub(0, self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_neg(self) -> ($t, bool) {
                (self.wrapping_neg(), self == $t::MIN)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn wrapping_div(self, other: $t) -> $t {
                self.overflowing_div(other).0
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn wrapping_rem(self, other: $t) -> $t {
                self.overflowing_rem(other).0
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn overflowing_div(self, other: $t) -> ($t, bool) {
                if other == -1 && self == $t::MIN { (self, true) } else { (self / other, false) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem(self, other: $t) -> ($t, bool) {
                if other == -1 { (0, self == $t::MIN) } else { (self % other, false) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn div_euclid(self, other: $t) -> $t {
                let quotient = self / other;
                if self % other < 0 {
                    return if other > 0 { quotient - 1 } else { quotient + 1 };
                }
                quotient
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn rem_euclid(self, other: $t) -> $t {
                let rest = self % other;
                if rest < 0 { rest.wrapping_add(other.wrapping_abs()) } else { rest }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn wrapping_div_euclid(self, other: $t) -> $t {
                self.overflowing_div_euclid(other).0
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn wrapping_rem_euclid(self, other: $t) -> $t {
                self.overflowing_rem_euclid(other).0
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn overflowing_div_euclid(self, other: $t) -> ($t, bool) {
                if other == -1 && self == $t::MIN { (self, true) } else { (self.div_euclid(other), false) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem_euclid(self, other: $t) -> ($t, bool) {
                if other == -1 { (0, self == $t::MIN) } else { (self.rem_euclid(other), false) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_mul(self, other: $t) -> $t {
                match self.checked_mul(other) {
                    Some(value) => value,
                    None => if (self < 0) == (other < 0) { $t::MAX } else { $t::MIN },
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const fn saturating_div(self, other: $t) -> $t {
                match self.overflowing_div(other) {
                    (_, true) => $t::MAX,
                    (value, false) => value,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_pow(self, exp: u32) -> $t {
                match self.checked_pow(exp) {
                    Some(value) => value,
                    None => if self < 0 && exp % 2 == 1 { $t::MIN } else { $t::MAX },
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_add_unsigned(self, other: $u) -> Option<$t> {
                let (value, overflown) = self.overflowing_add_unsigned(other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_sub_unsigned(self, other: $u) -> Option<$t> {
                let (value, overflown) = self.overflowing_sub_unsigned(other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_add_unsigned(self, other: $u) -> ($t, bool) {
                let other = other as $t;
                let (value, overflown) = self.overflowing_add(other);
                (value, overflown ^ (other < 0))
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_sub_unsigned(self, other: $u) -> ($t, bool) {
                let other = other as $t;
                let (value, overflown) = self.overflowing_sub(other);
                (value, overflown ^ (other < 0))
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_add_unsigned(self, other: $u) -> $t {
                self.wrapping_add(other as $t)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_sub_unsigned(self, other: $u) -> $t {
                self.wrapping_sub(other as $t)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_add_unsigned(self, other: $u) -> $t {
                match self.checked_add_unsigned(other) {
                    Some(value) => value,
                    None => $t::MAX,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_sub_unsigned(self, other: $u) -> $t {
                match self.checked_sub_unsigned(other) {
                    Some(value) => value,
                    None => $t::MIN,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn midpoint(self, other: $t) -> $t {
                let floor = (self & other).wrapping_add((self ^ other) >> 1);
                if floor < 0 { floor.wrapping_add((self ^ other) & 1) } else { floor }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn isqrt(self) -> $t {
                if self < 0 {
                    crate::panicking::panic("argument of integer square root cannot be negative")
                }
                (self as $u).isqrt() as $t
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_isqrt(self) -> Option<$t> {
                if self < 0 { None } else { Some((self as $u).isqrt() as $t) }
            }
        }
    )* };
}

//! Arithmetic that panics on overflow in every profile.

macro_rules! strict_common {
    ($t:ident, $($name:ident $overflowing:ident $panic:ident ($($other:ident: $of:ty)?))*) => { $(
        #[must_use = "this returns the result of the operation, without modifying the original"]
        #[inline]
        #[track_caller]
        pub const fn $name(self $(, $other: $of)?) -> $t {
            let (value, overflowed) = self.$overflowing($($other)?);
            if overflowed {
                $panic()
            }
            value
        }
    )* };
}
macro_rules! strict {
    ($($t:ident)*) => { $(
        strict_common! { $t,
            strict_add overflowing_add add_overflow (other: $t)
            strict_sub overflowing_sub sub_overflow (other: $t)
            strict_mul overflowing_mul mul_overflow (other: $t)
            strict_div overflowing_div div_overflow (other: $t)
            strict_rem overflowing_rem rem_overflow (other: $t)
            strict_div_euclid overflowing_div_euclid div_overflow (other: $t)
            strict_rem_euclid overflowing_rem_euclid rem_overflow (other: $t)
            strict_shl overflowing_shl shl_overflow (by: u32)
            strict_shr overflowing_shr shr_overflow (by: u32)
            strict_neg overflowing_neg neg_overflow ()
            strict_pow overflowing_pow mul_overflow (exponent: u32)
        }
    )* };
}

macro_rules! overflows {
    ($($name:ident $words:literal;)*) => { $(
        #[cold]
        #[inline(never)]
        #[track_caller]
        pub(crate) const fn $name() -> ! {
            crate::panicking::panic($words)
        }
    )* };
}
overflows! {
    add_overflow "attempt to add with overflow";
    sub_overflow "attempt to subtract with overflow";
    mul_overflow "attempt to multiply with overflow";
    div_overflow "attempt to divide with overflow";
    rem_overflow "attempt to calculate the remainder with overflow";
    neg_overflow "attempt to negate with overflow";
    shl_overflow "attempt to shift left with overflow";
    shr_overflow "attempt to shift right with overflow";
}

macro_rules! strict_signed {
    ($($t:ident $u:ident),*) => { $(
        impl $t {
            strict! { $t }
            strict_common! { $t,
                strict_add_unsigned overflowing_add_unsigned add_overflow (other: $u)
                strict_sub_unsigned overflowing_sub_unsigned sub_overflow (other: $u)
                strict_abs overflowing_abs neg_overflow ()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            #[track_caller]
            pub const unsafe fn unchecked_neg(self) -> $t {
                self.wrapping_neg()
            }
        }
    )* };
}
macro_rules! strict_unsigned {
    ($($t:ident $s:ident),*) => { $(
        impl $t {
            strict! { $t }
            strict_common! { $t,
                strict_add_signed overflowing_add_signed add_overflow (other: $s)
                strict_sub_signed overflowing_sub_signed sub_overflow (other: $s)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_sub_signed(self, other: $s) -> Option<$t> {
                match self.overflowing_sub_signed(other) {
                    (value, false) => Some(value),
                    _ => None,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_sub_signed(self, other: $s) -> $t {
                match self.overflowing_sub_signed(other) {
                    (value, false) => value,
                    _ if other < 0 => $t::MAX,
                    _ => 0,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_sub_signed(self, other: $s) -> $t {
                self.wrapping_sub(other as $t)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_sub_signed(self, other: $s) -> ($t, bool) {
                let (value, borrowed) = self.overflowing_sub(other as $t);
                (value, borrowed != (other < 0))
            }
        }
    )* };
}

/// Products of two words, as low and high word. `$of` finds them.
macro_rules! carrying_products {
    ($($t:ident $of:ident)*) => { $(
        impl $t {
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub fn carrying_mul(self, other: $t, carry: $t) -> ($t, $t) {
                self.carrying_mul_add(other, carry, 0)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub fn carrying_mul_add(self, other: $t, carry: $t, add: $t) -> ($t, $t) {
                $of!($t, self, other, carry, add)
            }
        }
    )* };
}
macro_rules! in_wider_type {
    ($t:ident, $a:expr, $b:expr, $carry:expr, $add:expr) => {{
        let wide = $a as u128 * $b as u128 + $carry as u128 + $add as u128;
        (wide as $t, (wide >> $t::BITS) as $t)
    }};
}
/// In halves: no sum of a product and two halves is greater than a word.
macro_rules! in_halves {
    ($t:ident, $a:expr, $b:expr, $carry:expr, $add:expr) => {{
        const HALF: u32 = $t::BITS / 2;
        const MASK: $t = $t::MAX >> HALF;
        let (a, b, carry, add) = ($a, $b, $carry, $add);
        let low = (a & MASK) * (b & MASK) + (carry & MASK) + (add & MASK);
        let first = (a >> HALF) * (b & MASK) + (low >> HALF) + (carry >> HALF);
        let second = (a & MASK) * (b >> HALF) + (first & MASK) + (add >> HALF);
        let high = (a >> HALF) * (b >> HALF) + (first >> HALF) + (second >> HALF);
        (low & MASK | second << HALF, high)
    }};
}

//! What all integers have. Parameters: type, its unsigned twin, bits, bytes.

macro_rules! common {
    ($($t:ident $u:ident $bits:literal $bytes:literal),*) => { $(
        impl $t {
            pub const BITS: u32 = $bits;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn count_ones(self) -> u32 {
                intrinsics::ctpop(self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn count_zeros(self) -> u32 {
                intrinsics::ctpop(!self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn leading_zeros(self) -> u32 {
                intrinsics::ctlz(self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn trailing_zeros(self) -> u32 {
                intrinsics::cttz(self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn leading_ones(self) -> u32 {
                intrinsics::ctlz(!self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn trailing_ones(self) -> u32 {
                intrinsics::cttz(!self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn rotate_left(self, n: u32) -> $t {
                intrinsics::rotate_left(self, n)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn rotate_right(self, n: u32) -> $t {
                intrinsics::rotate_right(self, n)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn swap_bytes(self) -> $t {
                intrinsics::bswap(self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn reverse_bits(self) -> $t {
                intrinsics::bitreverse(self)
            }
            #[must_use]
            #[inline]
            pub const fn from_be(x: $t) -> $t {
                intrinsics::bswap(x)
            }
            #[must_use]
            #[inline]
            pub const fn from_le(x: $t) -> $t {
                x
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_be(self) -> $t {
                intrinsics::bswap(self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_le(self) -> $t {
                self
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_be_bytes(self) -> [u8; $bytes] {
                intrinsics::bswap(self).to_ne_bytes()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_le_bytes(self) -> [u8; $bytes] {
                self.to_ne_bytes()
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn to_ne_bytes(self) -> [u8; $bytes] {
                unsafe { intrinsics::transmute(self) }
            }
            #[must_use]
            #[inline]
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t {
                intrinsics::bswap($t::from_ne_bytes(bytes))
            }
            #[must_use]
            #[inline]
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t {
                $t::from_ne_bytes(bytes)
            }
            #[must_use]
            #[inline]
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t {
                unsafe { intrinsics::transmute(bytes) }
            }
            #[deprecated(since = "TBD", note = "replaced by the `MIN` associated constant on this type")]
            #[inline]
            #[rustc_promotable]
            pub const fn min_value() -> $t {
                $t::MIN
            }
            #[deprecated(since = "TBD", note = "replaced by the `MAX` associated constant on this type")]
            #[inline]
            #[rustc_promotable]
            pub const fn max_value() -> $t {
                $t::MAX
            }

            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_add(self, other: $t) -> $t {
                intrinsics::wrapping_add(self, other)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_sub(self, other: $t) -> $t {
                intrinsics::wrapping_sub(self, other)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_mul(self, other: $t) -> $t {
                intrinsics::wrapping_mul(self, other)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_neg(self) -> $t {
                intrinsics::wrapping_sub(0, self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_shl(self, by: u32) -> $t {
                unsafe { intrinsics::unchecked_shl(self, by & ($bits - 1)) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn wrapping_shr(self, by: u32) -> $t {
                unsafe { intrinsics::unchecked_shr(self, by & ($bits - 1)) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_pow(self, mut exp: u32) -> $t {
                let mut base = self;
                let mut acc: $t = 1;
                while exp > 0 {
                    if exp & 1 == 1 {
                        acc = acc.wrapping_mul(base);
                    }
                    exp >>= 1;
                    base = base.wrapping_mul(base);
                }
                acc
            }

            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_add(self, other: $t) -> ($t, bool) {
                intrinsics::add_with_overflow(self, other)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_sub(self, other: $t) -> ($t, bool) {
                intrinsics::sub_with_overflow(self, other)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_mul(self, other: $t) -> ($t, bool) {
                intrinsics::mul_with_overflow(self, other)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_shl(self, by: u32) -> ($t, bool) {
                (self.wrapping_shl(by), by >= $bits)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn overflowing_shr(self, by: u32) -> ($t, bool) {
                (self.wrapping_shr(by), by >= $bits)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_pow(self, mut exp: u32) -> ($t, bool) {
                if exp == 0 {
                    return (1, false);
                }
                let mut base = self;
                let mut acc: $t = 1;
                let mut overflown = false;
                loop {
                    if exp & 1 == 1 {
                        let (value, over) = acc.overflowing_mul(base);
                        acc = value;
                        overflown |= over;
                        if exp == 1 {
                            return (acc, overflown);
                        }
                    }
                    exp >>= 1;
                    let (value, over) = base.overflowing_mul(base);
                    base = value;
                    overflown |= over;
                }
            }

            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_add(self, other: $t) -> Option<$t> {
                let (value, overflown) = intrinsics::add_with_overflow(self, other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_sub(self, other: $t) -> Option<$t> {
                let (value, overflown) = intrinsics::sub_with_overflow(self, other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_mul(self, other: $t) -> Option<$t> {
                let (value, overflown) = intrinsics::mul_with_overflow(self, other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_div(self, other: $t) -> Option<$t> {
                if other == 0 {
                    return None;
                }
                let (value, overflown) = self.overflowing_div(other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_rem(self, other: $t) -> Option<$t> {
                if other == 0 {
                    return None;
                }
                let (value, overflown) = self.overflowing_rem(other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_div_euclid(self, other: $t) -> Option<$t> {
                if other == 0 {
                    return None;
                }
                let (value, overflown) = self.overflowing_div_euclid(other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_rem_euclid(self, other: $t) -> Option<$t> {
                if other == 0 {
                    return None;
                }
                let (value, overflown) = self.overflowing_rem_euclid(other);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_neg(self) -> Option<$t> {
                let (value, overflown) = intrinsics::sub_with_overflow(0, self);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_shl(self, by: u32) -> Option<$t> {
                if by < $bits { Some(self.wrapping_shl(by)) } else { None }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn checked_shr(self, by: u32) -> Option<$t> {
                if by < $bits { Some(self.wrapping_shr(by)) } else { None }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn unbounded_shl(self, by: u32) -> $t {
                if by < $bits { self.wrapping_shl(by) } else { 0 }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn unbounded_shr(self, by: u32) -> $t {
                if by < $bits { self.wrapping_shr(by) } else { self.wrapping_shr($bits - 1).wrapping_shr(1) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_pow(self, exp: u32) -> Option<$t> {
                let (value, overflown) = self.overflowing_pow(exp);
                if overflown { None } else { Some(value) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_add(self, other: $t) -> $t {
                intrinsics::saturating_add(self, other)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const fn saturating_sub(self, other: $t) -> $t {
                intrinsics::saturating_sub(self, other)
            }

            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const unsafe fn unchecked_add(self, other: $t) -> $t {
                unsafe { intrinsics::unchecked_add(self, other) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const unsafe fn unchecked_sub(self, other: $t) -> $t {
                unsafe { intrinsics::unchecked_sub(self, other) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const unsafe fn unchecked_shl(self, by: u32) -> $t {
                unsafe { intrinsics::unchecked_shl(self, by) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const unsafe fn unchecked_shr(self, by: u32) -> $t {
                unsafe { intrinsics::unchecked_shr(self, by) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[inline]
            pub const unsafe fn unchecked_mul(self, other: $t) -> $t {
                unsafe { intrinsics::unchecked_mul(self, other) }
            }

            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[rustc_inherit_overflow_checks]
            pub const fn pow(self, mut exp: u32) -> $t {
                if exp == 0 {
                    return 1;
                }
                let mut base = self;
                let mut acc: $t = 1;
                loop {
                    if exp & 1 == 1 {
                        acc = acc * base;
                        if exp == 1 {
                            return acc;
                        }
                    }
                    exp >>= 1;
                    base = base * base;
                }
            }

            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn ilog2(self) -> u32 {
                if self <= 0 { crate::num::log_of_zero() } else { $bits - 1 - self.leading_zeros() }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_ilog2(self) -> Option<u32> {
                if self <= 0 { None } else { Some($bits - 1 - self.leading_zeros()) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn ilog10(self) -> u32 {
                match self.checked_ilog(10) {
                    Some(n) => n,
                    None => crate::num::log_of_zero(),
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_ilog10(self) -> Option<u32> {
                self.checked_ilog(10)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn ilog(self, base: $t) -> u32 {
                if base < 2 {
                    crate::num::log_base_too_small()
                }
                match self.checked_ilog(base) {
                    Some(n) => n,
                    None => crate::num::log_of_zero(),
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_ilog(self, base: $t) -> Option<u32> {
                if self <= 0 || base <= 1 {
                    return None;
                }
                let mut n = 0;
                let mut rest = self;
                while rest >= base {
                    rest /= base;
                    n += 1;
                }
                Some(n)
            }
        }
    )* };
}

//! Values that are their bytes: copies are cheaper in one go, and zeros come from the allocator.
use core::intrinsics::is_same_type;

/// Numbers, `bool` and `char`.
#[inline]
pub(crate) fn is_plain<T>() -> bool {
    macro_rules! one_of {
        ($($type:ty)*) => { false $(|| is_same_type::<T, $type>())* };
    }
    one_of! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize u128 i128 bool char f32 f64 }
}
/// Of a plain value: all its bits are 0.
pub(crate) fn is_zero<T>(value: &T) -> bool {
    let first = value as *const T as *const u8;
    let mut i = 0;
    while i < size_of::<T>() {
        if unsafe { *first.add(i) } != 0 {
            return false;
        }
        i += 1;
    }
    true
}

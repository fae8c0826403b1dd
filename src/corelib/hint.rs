use crate::intrinsics;

#[inline]
pub fn spin_loop() {
    intrinsics::spin_loop()
}
#[inline]
pub fn black_box<T>(value: T) -> T {
    intrinsics::black_box(value)
}
#[inline]
#[track_caller]
pub const unsafe fn unreachable_unchecked() -> ! {
    unsafe { intrinsics::unreachable() }
}
#[inline]
#[track_caller]
pub const unsafe fn assert_unchecked(condition: bool) {
    unsafe { intrinsics::assume(condition) }
}
#[must_use]
pub const fn must_use<T>(value: T) -> T {
    value
}

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
/// Tells that this way is seldom taken.
#[inline]
pub const fn cold_path() {}
#[inline]
pub fn select_unpredictable<T>(condition: bool, true_val: T, false_val: T) -> T {
    if condition { true_val } else { false_val }
}

use crate::cmp::Ordering;
use crate::fmt;
use crate::intrinsics;

mod const_ptr;
mod fn_ptr;
mod mut_ptr;
mod non_null;

pub use crate::intrinsics::{copy, copy_nonoverlapping, write_bytes};
pub use fn_ptr::fn_addr_eq;
pub use non_null::NonNull;

pub macro addr_of {
    ($place:expr) => { &raw const $place }
}
pub macro addr_of_mut {
    ($place:expr) => { &raw mut $place }
}

#[must_use]
#[inline]
#[rustc_promotable]
pub const fn null<T>() -> *const T {
    0usize as *const T
}
#[must_use]
#[inline]
#[rustc_promotable]
pub const fn null_mut<T>() -> *mut T {
    0usize as *mut T
}
#[must_use]
#[inline]
pub const fn without_provenance<T>(address: usize) -> *const T {
    address as *const T
}
#[must_use]
#[inline]
pub const fn without_provenance_mut<T>(address: usize) -> *mut T {
    address as *mut T
}
#[must_use]
#[inline]
pub fn with_exposed_provenance<T>(address: usize) -> *const T {
    address as *const T
}
#[must_use]
#[inline]
pub fn with_exposed_provenance_mut<T>(address: usize) -> *mut T {
    address as *mut T
}
#[must_use]
#[inline]
pub const fn dangling<T>() -> *const T {
    crate::mem::align_of::<T>() as *const T
}
#[must_use]
#[inline]
pub const fn dangling_mut<T>() -> *mut T {
    crate::mem::align_of::<T>() as *mut T
}
#[must_use]
#[inline]
#[rustc_never_returns_null_ptr]
pub const fn from_ref<T: ?Sized>(r: &T) -> *const T {
    r
}
#[must_use]
#[inline]
#[rustc_never_returns_null_ptr]
pub const fn from_mut<T: ?Sized>(r: &mut T) -> *mut T {
    r
}
#[inline]
pub const fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T] {
    intrinsics::slice_from_raw_parts(data, len)
}
#[inline]
pub const fn slice_from_raw_parts_mut<T>(data: *mut T, len: usize) -> *mut [T] {
    intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T]
}
#[inline]
pub const unsafe fn read<T>(src: *const T) -> T {
    unsafe { intrinsics::unaligned_load(src) }
}
#[inline]
pub const unsafe fn read_unaligned<T>(src: *const T) -> T {
    unsafe { intrinsics::unaligned_load(src) }
}
#[inline]
pub unsafe fn read_volatile<T>(src: *const T) -> T {
    unsafe { intrinsics::volatile_load(src) }
}
#[inline]
pub const unsafe fn write<T>(dst: *mut T, value: T) {
    unsafe { intrinsics::unaligned_store(dst, value) }
}
#[inline]
pub const unsafe fn write_unaligned<T>(dst: *mut T, value: T) {
    unsafe { intrinsics::unaligned_store(dst, value) }
}
#[inline]
pub unsafe fn write_volatile<T>(dst: *mut T, value: T) {
    unsafe { intrinsics::volatile_store(dst, value) }
}
pub fn hash<T: ?Sized, S: crate::hash::Hasher>(hashee: *const T, into: &mut S) {
    use crate::hash::Hash;
    hashee.hash(into)
}
#[inline]
pub const unsafe fn swap_nonoverlapping<T>(x: *mut T, y: *mut T, count: usize) {
    let mut i = 0;
    while i < count {
        unsafe { swap(x.add(i), y.add(i)) }
        i += 1;
    }
}
#[inline]
pub const unsafe fn replace<T>(dst: *mut T, value: T) -> T {
    unsafe {
        let old = read(dst);
        write(dst, value);
        old
    }
}
#[inline]
pub const unsafe fn swap<T>(a: *mut T, b: *mut T) {
    unsafe {
        let x = read(a);
        let y = read(b);
        write(a, y);
        write(b, x);
    }
}
#[inline]
pub unsafe fn drop_in_place<T: ?Sized>(to_drop: *mut T) {
    unsafe { intrinsics::drop_in_place(to_drop) }
}
#[must_use = "pointer comparison produces a value"]
#[inline]
pub fn eq<T: ?Sized>(a: *const T, b: *const T) -> bool {
    a == b
}
#[must_use = "pointer comparison produces a value"]
#[inline]
pub fn addr_eq<T: ?Sized, U: ?Sized>(a: *const T, b: *const U) -> bool {
    a as *const () == b as *const ()
}

macro_rules! pointer_traits {
    ($($t:ty),*) => { $(
        impl<T: ?Sized> PartialEq for $t {
            #[inline]
            fn eq(&self, other: &$t) -> bool {
                *self == *other
            }
        }
        impl<T: ?Sized> Eq for $t {}
        impl<T: ?Sized> PartialOrd for $t {
            #[inline]
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl<T: ?Sized> Ord for $t {
            #[inline]
            fn cmp(&self, other: &$t) -> Ordering {
                if *self < *other {
                    Ordering::Less
                } else if *self == *other {
                    Ordering::Equal
                } else {
                    Ordering::Greater
                }
            }
        }
        /// The address, and what a wide pointer has besides.
        impl<T: ?Sized> crate::hash::Hash for $t {
            fn hash<H: crate::hash::Hasher>(&self, state: &mut H) {
                if crate::mem::size_of::<$t>() == crate::mem::size_of::<usize>() {
                    return state.write_usize(*self as *const () as usize);
                }
                let [address, metadata]: [usize; 2] = unsafe { crate::mem::transmute_copy(self) };
                state.write_usize(address);
                state.write_usize(metadata);
            }
        }
        impl<T: ?Sized> fmt::Debug for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Pointer::fmt(self, f)
            }
        }
    )* };
}
pointer_traits! { *const T, *mut T }

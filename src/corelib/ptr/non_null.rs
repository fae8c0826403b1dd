use crate::cmp::Ordering;
use crate::marker::Unsize;
use crate::ops::CoerceUnsized;
use crate::{fmt, hash};

/// Never null: `Option<NonNull<T>>` is as large as a pointer.
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_nonnull_optimization_guaranteed]
pub struct NonNull<T: ?Sized> {
    pointer: *const T,
}

impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<NonNull<U>> for NonNull<T> {}

impl<T> NonNull<T> {
    #[must_use]
    #[inline]
    pub const fn dangling() -> NonNull<T> {
        unsafe { NonNull::new_unchecked(crate::ptr::dangling_mut::<T>()) }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const unsafe fn add(self, count: usize) -> NonNull<T> {
        unsafe { NonNull { pointer: self.pointer.add(count) } }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const unsafe fn sub(self, count: usize) -> NonNull<T> {
        unsafe { NonNull { pointer: self.pointer.sub(count) } }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const unsafe fn offset(self, count: isize) -> NonNull<T> {
        unsafe { NonNull { pointer: self.pointer.offset(count) } }
    }
    #[inline]
    pub const unsafe fn read(self) -> T {
        unsafe { self.pointer.read() }
    }
    #[inline]
    pub unsafe fn read_volatile(self) -> T {
        unsafe { self.pointer.read_volatile() }
    }
    #[inline]
    pub const unsafe fn write(self, value: T) {
        unsafe { (self.pointer as *mut T).write(value) }
    }
    #[inline]
    pub unsafe fn write_volatile(self, value: T) {
        unsafe { (self.pointer as *mut T).write_volatile(value) }
    }
}

impl<T: ?Sized> NonNull<T> {
    #[inline]
    pub const unsafe fn new_unchecked(pointer: *mut T) -> NonNull<T> {
        unsafe { NonNull { pointer: pointer as *const T } }
    }
    #[inline]
    pub const fn new(pointer: *mut T) -> Option<NonNull<T>> {
        if pointer.is_null() { None } else { Some(unsafe { NonNull::new_unchecked(pointer) }) }
    }
    #[inline]
    pub const fn from_ref(r: &T) -> NonNull<T> {
        unsafe { NonNull { pointer: r as *const T } }
    }
    #[inline]
    pub const fn from_mut(r: &mut T) -> NonNull<T> {
        unsafe { NonNull { pointer: r as *mut T as *const T } }
    }
    #[must_use]
    #[inline]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(self) -> *mut T {
        self.pointer as *mut T
    }
    #[must_use]
    #[inline]
    pub const unsafe fn as_ref<'a>(&self) -> &'a T {
        unsafe { &*self.pointer }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T {
        unsafe { &mut *(self.pointer as *mut T) }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn cast<U>(self) -> NonNull<U> {
        unsafe { NonNull { pointer: self.pointer as *const U } }
    }
}

impl<T: ?Sized> Clone for NonNull<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for NonNull<T> {}
impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}
impl<T: ?Sized> PartialEq for NonNull<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.pointer == other.pointer
    }
}
impl<T: ?Sized> Eq for NonNull<T> {}
impl<T: ?Sized> PartialOrd for NonNull<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.pointer.partial_cmp(&other.pointer)
    }
}
impl<T: ?Sized> Ord for NonNull<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.pointer.cmp(&other.pointer)
    }
}
impl<T: ?Sized> fmt::Debug for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: ?Sized> From<&T> for NonNull<T> {
    #[inline]
    fn from(r: &T) -> Self {
        NonNull::from_ref(r)
    }
}
impl<T: ?Sized> From<&mut T> for NonNull<T> {
    #[inline]
    fn from(r: &mut T) -> Self {
        NonNull::from_mut(r)
    }
}
impl<T: ?Sized> fmt::Pointer for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: ?Sized> hash::Hash for NonNull<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        hash::Hash::hash(&self.as_ptr(), state)
    }
}

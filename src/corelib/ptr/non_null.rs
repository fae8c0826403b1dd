use crate::cmp::Ordering;
use crate::marker::Unsize;
use crate::num::NonZero;
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
    #[must_use]
    #[inline]
    pub const fn without_provenance(address: NonZero<usize>) -> NonNull<T> {
        unsafe { NonNull { pointer: crate::ptr::without_provenance::<T>(address.get()) } }
    }
    #[must_use]
    #[inline]
    pub fn with_exposed_provenance(address: NonZero<usize>) -> NonNull<T> {
        unsafe { NonNull { pointer: crate::ptr::with_exposed_provenance::<T>(address.get()) } }
    }
    #[inline]
    pub const unsafe fn read_unaligned(self) -> T {
        unsafe { self.pointer.read_unaligned() }
    }
    #[inline]
    pub const unsafe fn write_unaligned(self, value: T) {
        unsafe { self.as_ptr().write_unaligned(value) }
    }
    #[inline]
    pub const unsafe fn write_bytes(self, value: u8, count: usize) {
        unsafe { self.as_ptr().write_bytes(value, count) }
    }
    #[inline]
    pub const unsafe fn replace(self, value: T) -> T {
        unsafe { self.as_ptr().replace(value) }
    }
    #[inline]
    pub const unsafe fn swap(self, with: NonNull<T>) {
        unsafe { self.as_ptr().swap(with.as_ptr()) }
    }
    #[inline]
    pub const unsafe fn copy_to(self, dest: NonNull<T>, count: usize) {
        unsafe { self.pointer.copy_to(dest.as_ptr(), count) }
    }
    #[inline]
    pub const unsafe fn copy_to_nonoverlapping(self, dest: NonNull<T>, count: usize) {
        unsafe { self.pointer.copy_to_nonoverlapping(dest.as_ptr(), count) }
    }
    #[inline]
    pub const unsafe fn copy_from(self, src: NonNull<T>, count: usize) {
        unsafe { src.pointer.copy_to(self.as_ptr(), count) }
    }
    #[inline]
    pub const unsafe fn copy_from_nonoverlapping(self, src: NonNull<T>, count: usize) {
        unsafe { src.pointer.copy_to_nonoverlapping(self.as_ptr(), count) }
    }
    #[inline]
    pub const unsafe fn offset_from(self, origin: NonNull<T>) -> isize {
        unsafe { self.pointer.offset_from(origin.pointer) }
    }
    #[inline]
    pub const unsafe fn offset_from_unsigned(self, origin: NonNull<T>) -> usize {
        unsafe { self.pointer.offset_from_unsigned(origin.pointer) }
    }
    #[must_use]
    #[inline]
    pub fn align_offset(self, align: usize) -> usize {
        self.pointer.align_offset(align)
    }
    #[must_use]
    #[inline]
    pub fn is_aligned(self) -> bool {
        self.pointer.is_aligned()
    }
    #[must_use]
    #[inline]
    pub fn with_addr(self, address: NonZero<usize>) -> Self {
        unsafe { NonNull { pointer: self.pointer.with_addr(address.get()) } }
    }
    #[must_use]
    #[inline]
    pub fn map_addr(self, f: impl FnOnce(NonZero<usize>) -> NonZero<usize>) -> Self {
        self.with_addr(f(self.addr()))
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_add(self, count: usize) -> Self {
        unsafe { NonNull { pointer: self.pointer.byte_add(count) } }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_sub(self, count: usize) -> Self {
        unsafe { NonNull { pointer: self.pointer.byte_sub(count) } }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_offset(self, count: isize) -> Self {
        unsafe { NonNull { pointer: self.pointer.byte_offset(count) } }
    }
    #[inline]
    pub const unsafe fn byte_offset_from<U>(self, origin: NonNull<U>) -> isize {
        unsafe { self.pointer.byte_offset_from(origin.pointer) }
    }
    #[inline]
    pub const unsafe fn byte_offset_from_unsigned<U>(self, origin: NonNull<U>) -> usize {
        unsafe { self.pointer.byte_offset_from(origin.pointer) as usize }
    }
}

impl<T> NonNull<[T]> {
    #[must_use]
    #[inline]
    pub const fn slice_from_raw_parts(data: NonNull<T>, len: usize) -> NonNull<[T]> {
        unsafe { NonNull { pointer: crate::ptr::slice_from_raw_parts(data.pointer, len) } }
    }
    #[must_use]
    #[inline]
    pub const fn len(self) -> usize {
        self.pointer.len()
    }
    #[must_use]
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl<T: ?Sized> NonNull<T> {
    #[must_use]
    #[inline]
    pub fn addr(self) -> NonZero<usize> {
        unsafe { NonZero::new_unchecked(self.pointer.addr()) }
    }
    #[inline]
    pub fn expose_provenance(self) -> NonZero<usize> {
        unsafe { NonZero::new_unchecked(self.pointer.expose_provenance()) }
    }
    #[inline]
    pub unsafe fn drop_in_place(self) {
        unsafe { crate::ptr::drop_in_place(self.as_ptr()) }
    }
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

use crate::intrinsics;

impl<T: ?Sized> *mut T {
    #[inline]
    pub const fn is_null(self) -> bool {
        self as *const u8 as usize == 0
    }
    #[inline]
    pub const fn cast<U>(self) -> *mut U {
        self as *mut U
    }
    #[must_use]
    #[inline]
    pub fn addr(self) -> usize {
        self as *const u8 as usize
    }
    #[inline]
    pub fn expose_provenance(self) -> usize {
        self as *const u8 as usize
    }
    #[inline]
    pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
        if self.is_null() { None } else { unsafe { Some(&*self) } }
    }
    #[inline]
    pub const fn cast_const(self) -> *const T {
        self as *const T
    }
    #[inline]
    pub const unsafe fn as_mut<'a>(self) -> Option<&'a mut T> {
        if self.is_null() { None } else { unsafe { Some(&mut *self) } }
    }
    #[inline]
    pub unsafe fn drop_in_place(self) {
        unsafe { intrinsics::drop_in_place(self) }
    }
}

impl<T> *mut T {
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    #[track_caller]
    pub const unsafe fn offset(self, count: isize) -> *mut T {
        unsafe { intrinsics::offset(self as *const T, count) as *mut T }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    #[track_caller]
    pub const unsafe fn add(self, count: usize) -> *mut T {
        unsafe { intrinsics::offset(self as *const T, count as isize) as *mut T }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    #[track_caller]
    pub const unsafe fn sub(self, count: usize) -> *mut T {
        unsafe { intrinsics::offset(self as *const T, intrinsics::wrapping_sub(0, count as isize)) as *mut T }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_add(self, count: usize) -> *mut T {
        unsafe { (self as *const u8).add(count) as *mut T }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_sub(self, count: usize) -> *mut T {
        unsafe { (self as *const u8).sub(count) as *mut T }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_offset(self, count: isize) -> *mut T {
        unsafe { (self as *const u8).offset(count) as *mut T }
    }
    #[must_use]
    #[inline]
    pub const fn wrapping_byte_offset(self, count: isize) -> *mut T {
        (self as *mut u8).wrapping_offset(count) as *mut T
    }
    #[must_use]
    #[inline]
    pub const fn wrapping_byte_add(self, count: usize) -> *mut T {
        (self as *mut u8).wrapping_add(count) as *mut T
    }
    #[must_use]
    #[inline]
    pub const fn wrapping_byte_sub(self, count: usize) -> *mut T {
        (self as *mut u8).wrapping_sub(count) as *mut T
    }
    #[inline]
    pub const unsafe fn byte_offset_from_unsigned<U>(self, origin: *mut U) -> usize {
        unsafe { (self as *const u8).offset_from(origin as *const u8) as usize }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn as_ref_unchecked<'a>(self) -> &'a T {
        unsafe { &*self }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn as_mut_unchecked<'a>(self) -> &'a mut T {
        unsafe { &mut *self }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const fn wrapping_offset(self, count: isize) -> *mut T {
        intrinsics::arith_offset(self as *const T, count) as *mut T
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const fn wrapping_add(self, count: usize) -> *mut T {
        intrinsics::arith_offset(self as *const T, count as isize) as *mut T
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const fn wrapping_sub(self, count: usize) -> *mut T {
        intrinsics::arith_offset(self as *const T, intrinsics::wrapping_sub(0, count as isize)) as *mut T
    }
    #[must_use]
    #[inline]
    pub fn with_addr(self, address: usize) -> *mut T {
        address as *mut T
    }
    #[must_use]
    #[inline]
    pub fn map_addr(self, f: impl FnOnce(usize) -> usize) -> *mut T {
        f(self.addr()) as *mut T
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from(self, origin: *const T) -> isize {
        unsafe { intrinsics::ptr_offset_from(self as *const T, origin) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from_unsigned(self, origin: *const T) -> usize {
        unsafe { intrinsics::ptr_offset_from(self as *const T, origin) as usize }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn byte_offset_from<U>(self, origin: *const U) -> isize {
        unsafe { intrinsics::ptr_offset_from(self as *const u8, origin as *const u8) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn read(self) -> T {
        unsafe { intrinsics::unaligned_load(self as *const T) }
    }
    #[inline]
    #[track_caller]
    pub unsafe fn read_volatile(self) -> T {
        unsafe { intrinsics::volatile_load(self as *const T) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn read_unaligned(self) -> T {
        unsafe { intrinsics::unaligned_load(self as *const T) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_to(self, dest: *mut T, count: usize) {
        unsafe { intrinsics::copy(self as *const T, dest, count) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize) {
        unsafe { intrinsics::copy_nonoverlapping(self as *const T, dest, count) }
    }
    #[must_use]
    #[inline]
    pub fn is_aligned(self) -> bool {
        self as usize % crate::mem::align_of::<T>() == 0
    }
    #[must_use]
    #[track_caller]
    pub fn align_offset(self, align: usize) -> usize {
        let size = crate::mem::size_of::<T>();
        let address = self as usize;
        let mut count = 0;
        while count < align {
            if address.wrapping_add(size * count) % align == 0 {
                return count;
            }
            count += 1;
        }
        usize::MAX
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_from(self, src: *const T, count: usize) {
        unsafe { intrinsics::copy(src, self, count) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_from_nonoverlapping(self, src: *const T, count: usize) {
        unsafe { intrinsics::copy_nonoverlapping(src, self, count) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn write(self, value: T) {
        unsafe { intrinsics::unaligned_store(self, value) }
    }
    #[inline]
    #[track_caller]
    pub unsafe fn write_volatile(self, value: T) {
        unsafe { intrinsics::volatile_store(self, value) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn write_unaligned(self, value: T) {
        unsafe { intrinsics::unaligned_store(self, value) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn write_bytes(self, value: u8, count: usize) {
        unsafe { intrinsics::write_bytes(self, value, count) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn replace(self, value: T) -> T {
        unsafe { crate::ptr::replace(self, value) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn swap(self, with: *mut T) {
        unsafe { crate::ptr::swap(self, with) }
    }
}

impl<T> *mut [T] {
    #[inline]
    pub const fn len(self) -> usize {
        intrinsics::slice_len(self as *const [T])
    }
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline]
    pub const fn as_mut_ptr(self) -> *mut T {
        self as *mut T
    }
}

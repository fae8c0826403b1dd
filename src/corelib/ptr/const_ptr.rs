use crate::intrinsics;

impl<T: ?Sized> *const T {
    #[inline]
    pub const fn is_null(self) -> bool {
        self as *const u8 as usize == 0
    }
    #[inline]
    pub const fn cast<U>(self) -> *const U {
        self as *const U
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
    pub const fn cast_mut(self) -> *mut T {
        self as *mut T
    }
}

impl<T> *const T {
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    #[track_caller]
    pub const unsafe fn offset(self, count: isize) -> *const T {
        unsafe { intrinsics::offset(self, count) }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    #[track_caller]
    pub const unsafe fn add(self, count: usize) -> *const T {
        unsafe { intrinsics::offset(self, count as isize) }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    #[track_caller]
    pub const unsafe fn sub(self, count: usize) -> *const T {
        unsafe { intrinsics::offset(self, intrinsics::wrapping_sub(0, count as isize)) }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_add(self, count: usize) -> *const T {
        unsafe { (self as *const u8).add(count) as *const T }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_sub(self, count: usize) -> *const T {
        unsafe { (self as *const u8).sub(count) as *const T }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn byte_offset(self, count: isize) -> *const T {
        unsafe { (self as *const u8).offset(count) as *const T }
    }
    #[must_use]
    #[inline]
    pub const fn wrapping_byte_offset(self, count: isize) -> *const T {
        (self as *const u8).wrapping_offset(count) as *const T
    }
    #[must_use]
    #[inline]
    pub const fn wrapping_byte_add(self, count: usize) -> *const T {
        (self as *const u8).wrapping_add(count) as *const T
    }
    #[must_use]
    #[inline]
    pub const fn wrapping_byte_sub(self, count: usize) -> *const T {
        (self as *const u8).wrapping_sub(count) as *const T
    }
    #[inline]
    pub const unsafe fn byte_offset_from_unsigned<U>(self, origin: *const U) -> usize {
        unsafe { (self as *const u8).offset_from(origin as *const u8) as usize }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn as_ref_unchecked<'a>(self) -> &'a T {
        unsafe { &*self }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const fn wrapping_offset(self, count: isize) -> *const T {
        intrinsics::arith_offset(self, count)
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const fn wrapping_add(self, count: usize) -> *const T {
        intrinsics::arith_offset(self, count as isize)
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[inline]
    pub const fn wrapping_sub(self, count: usize) -> *const T {
        intrinsics::arith_offset(self, intrinsics::wrapping_sub(0, count as isize))
    }
    #[must_use]
    #[inline]
    pub fn with_addr(self, address: usize) -> *const T {
        address as *const T
    }
    #[must_use]
    #[inline]
    pub fn map_addr(self, f: impl FnOnce(usize) -> usize) -> *const T {
        f(self.addr()) as *const T
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from(self, origin: *const T) -> isize {
        unsafe { intrinsics::ptr_offset_from(self, origin) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from_unsigned(self, origin: *const T) -> usize {
        unsafe { intrinsics::ptr_offset_from(self, origin) as usize }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn byte_offset_from<U>(self, origin: *const U) -> isize {
        unsafe { intrinsics::ptr_offset_from(self as *const u8, origin as *const u8) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn read(self) -> T {
        unsafe { intrinsics::unaligned_load(self) }
    }
    #[inline]
    #[track_caller]
    pub unsafe fn read_volatile(self) -> T {
        unsafe { intrinsics::volatile_load(self) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn read_unaligned(self) -> T {
        unsafe { intrinsics::unaligned_load(self) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_to(self, dest: *mut T, count: usize) {
        unsafe { intrinsics::copy(self, dest, count) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize) {
        unsafe { intrinsics::copy_nonoverlapping(self, dest, count) }
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
}

impl<T> *const [T] {
    #[inline]
    pub const fn len(self) -> usize {
        intrinsics::slice_len(self)
    }
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline]
    pub const fn as_ptr(self) -> *const T {
        self as *const T
    }
}

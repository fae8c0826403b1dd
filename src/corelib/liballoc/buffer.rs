//! Memory for elements in a row, which grows: what `Vec` and its kin hold. It knows nothing of the elements in it.
use crate::alloc::{Layout, dealloc, handle_alloc_error, realloc};
use crate::collections::{TryReserveError, TryReserveErrorKind};
use crate::unique::Unique;
use core::ptr::NonNull;

/// Not above `isize::MAX`: `Option<Vec<T>>` is as large as a `Vec<T>`.
#[derive(Copy, Clone)]
#[rustc_layout_scalar_valid_range_start(0)]
#[cfg_attr(target_pointer_width = "64", rustc_layout_scalar_valid_range_end(9223372036854775807))]
#[cfg_attr(target_pointer_width = "32", rustc_layout_scalar_valid_range_end(2147483647))]
struct Capacity(usize);

/// Of elements without a size it holds any number, and has no memory.
#[kbuild_owns_parameters]
pub(crate) struct Buffer<T> {
    capacity: Capacity,
    memory: Unique<T>,
}

#[cold]
pub(crate) fn capacity_overflow() -> ! {
    panic!("capacity overflow")
}

impl TryReserveError {
    /// For those who do not ask whether it can be done.
    #[cold]
    fn fail(self) -> ! {
        match self.layout() {
            Some(layout) => handle_alloc_error(layout),
            None => capacity_overflow(),
        }
    }
}

impl<T> Buffer<T> {
    /// The least that is asked for: small memory is not worth its administration.
    const LEAST: usize = if size_of::<T>() == 1 {
        8
    } else if size_of::<T>() <= 1024 {
        4
    } else {
        1
    };

    #[inline]
    pub(crate) const fn new() -> Buffer<T> {
        unsafe { Buffer { capacity: Capacity(0), memory: Unique::new_unchecked(core::ptr::dangling_mut::<T>()) } }
    }
    #[inline]
    pub(crate) fn with_capacity(capacity: usize) -> Buffer<T> {
        match Buffer::try_with_capacity(capacity, false) {
            Ok(buffer) => buffer,
            Err(error) => error.fail(),
        }
    }
    pub(crate) fn zeroed(capacity: usize) -> Buffer<T> {
        match Buffer::try_with_capacity(capacity, true) {
            Ok(buffer) => buffer,
            Err(error) => error.fail(),
        }
    }
    fn try_with_capacity(capacity: usize, zeroed: bool) -> Result<Buffer<T>, TryReserveError> {
        let layout = match Layout::array::<T>(capacity) {
            Ok(layout) => layout,
            Err(_) => return Err(TryReserveErrorKind::CapacityOverflow.into()),
        };
        if layout.size() == 0 {
            return Ok(Buffer::new());
        }
        unsafe {
            let memory = if zeroed { crate::alloc::alloc_zeroed(layout) } else { crate::alloc::alloc(layout) };
            if memory.is_null() {
                return Err(TryReserveErrorKind::AllocError { layout, non_exhaustive: () }.into());
            }
            Ok(Buffer::from_parts(memory as *mut T, capacity))
        }
    }
    #[inline]
    pub(crate) const unsafe fn from_parts(memory: *mut T, capacity: usize) -> Buffer<T> {
        let capacity = if size_of::<T>() == 0 { 0 } else { capacity };
        unsafe { Buffer { capacity: Capacity(capacity), memory: Unique::new_unchecked(memory) } }
    }
    #[inline]
    pub(crate) const fn start(&self) -> *mut T {
        self.memory.as_ptr()
    }
    #[inline]
    pub(crate) const fn capacity(&self) -> usize {
        if size_of::<T>() == 0 { usize::MAX } else { self.capacity.0 }
    }

    /// Room for `additional` elements behind `len`, and for as many again as there are now.
    #[inline]
    pub(crate) fn reserve(&mut self, len: usize, additional: usize) {
        if additional > self.capacity().wrapping_sub(len) {
            if let Err(error) = self.grow(len, additional, false) {
                error.fail()
            }
        }
    }
    #[inline]
    pub(crate) fn reserve_exact(&mut self, len: usize, additional: usize) {
        if additional > self.capacity().wrapping_sub(len) {
            if let Err(error) = self.grow(len, additional, true) {
                error.fail()
            }
        }
    }
    pub(crate) fn try_reserve(&mut self, len: usize, additional: usize, exact: bool) -> Result<(), TryReserveError> {
        if additional > self.capacity().wrapping_sub(len) { self.grow(len, additional, exact) } else { Ok(()) }
    }
    #[cold]
    #[inline(never)]
    fn grow(&mut self, len: usize, additional: usize, exact: bool) -> Result<(), TryReserveError> {
        if size_of::<T>() == 0 {
            return Err(TryReserveErrorKind::CapacityOverflow.into());
        }
        let Some(required) = len.checked_add(additional) else { return Err(TryReserveErrorKind::CapacityOverflow.into()) };
        let doubled = self.capacity.0 * 2;
        let wanted = match exact {
            true => required,
            false if required > doubled => required,
            false => doubled,
        };
        self.resize(if exact || wanted > Self::LEAST { wanted } else { Self::LEAST })
    }
    fn resize(&mut self, capacity: usize) -> Result<(), TryReserveError> {
        let Ok(layout) = Layout::array::<T>(capacity) else { return Err(TryReserveErrorKind::CapacityOverflow.into()) };
        unsafe {
            let memory = match self.capacity.0 {
                0 => crate::alloc::alloc(layout),
                old => realloc(self.start() as *mut u8, Buffer::<T>::layout(old), layout.size()),
            };
            if memory.is_null() {
                return Err(TryReserveErrorKind::AllocError { layout, non_exhaustive: () }.into());
            }
            self.capacity = Capacity(capacity);
            self.memory = Unique::new_unchecked(memory as *mut T);
        }
        Ok(())
    }
    /// Gives back what is beyond `capacity`.
    pub(crate) fn shrink(&mut self, capacity: usize) {
        if size_of::<T>() == 0 || capacity >= self.capacity.0 {
            return;
        }
        if capacity == 0 {
            *self = Buffer::new();
        } else if let Err(error) = self.resize(capacity) {
            error.fail()
        }
    }
    #[inline]
    unsafe fn layout(capacity: usize) -> Layout {
        unsafe { Layout::from_size_align_unchecked(capacity * size_of::<T>(), align_of::<T>()) }
    }
}

impl<T> Drop for Buffer<T> {
    #[inline]
    fn drop(&mut self) {
        if self.capacity.0 != 0 && size_of::<T>() != 0 {
            unsafe { dealloc(self.start() as *mut u8, Buffer::<T>::layout(self.capacity.0)) }
        }
    }
}

//! Memory of the program's `#[global_allocator]`.
pub use core::alloc::*;

unsafe extern "Rust" {
    #[cfg_attr(since = "88", link_name = "_RNvCsfgHYwM92fyn_7___rustc12___rust_alloc")]
    fn __rust_alloc(size: usize, align: usize) -> *mut u8;
    #[cfg_attr(since = "88", link_name = "_RNvCsfgHYwM92fyn_7___rustc14___rust_dealloc")]
    fn __rust_dealloc(memory: *mut u8, size: usize, align: usize);
    #[cfg_attr(since = "88", link_name = "_RNvCsfgHYwM92fyn_7___rustc14___rust_realloc")]
    fn __rust_realloc(memory: *mut u8, size: usize, align: usize, new_size: usize) -> *mut u8;
    #[cfg_attr(since = "88", link_name = "_RNvCsfgHYwM92fyn_7___rustc19___rust_alloc_zeroed")]
    fn __rust_alloc_zeroed(size: usize, align: usize) -> *mut u8;
}

#[must_use = "losing the pointer will leak memory"]
#[inline]
pub unsafe fn alloc(layout: Layout) -> *mut u8 {
    unsafe { __rust_alloc(layout.size(), layout.align()) }
}
#[inline]
pub unsafe fn dealloc(ptr: *mut u8, layout: Layout) {
    unsafe { __rust_dealloc(ptr, layout.size(), layout.align()) }
}
#[must_use = "losing the pointer will leak memory"]
#[inline]
pub unsafe fn realloc(ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    unsafe { __rust_realloc(ptr, layout.size(), layout.align(), new_size) }
}
#[must_use = "losing the pointer will leak memory"]
#[inline]
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 {
    unsafe { __rust_alloc_zeroed(layout.size(), layout.align()) }
}

#[cold]
pub fn handle_alloc_error(layout: Layout) -> ! {
    core::panicking::panic_nounwind_fmt(format_args!("memory allocation of {} bytes failed", layout.size()))
}

/// Memory for a value; none is asked for what has no size.
#[inline]
pub(crate) fn obtain(layout: Layout) -> *mut u8 {
    if layout.size() == 0 {
        return layout.dangling_ptr().as_ptr();
    }
    let memory = unsafe { alloc(layout) };
    if memory.is_null() {
        handle_alloc_error(layout);
    }
    memory
}
/// What `obtain` gave.
#[inline]
pub(crate) unsafe fn release(memory: *mut u8, layout: Layout) {
    if layout.size() != 0 {
        unsafe { dealloc(memory, layout) }
    }
}

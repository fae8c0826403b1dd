//! What memory is asked for, and of whom.
mod layout;

pub use layout::{Layout, LayoutError};
#[allow(deprecated)]
pub use layout::LayoutErr;

/// Core itself has no impl of it.
#[kbuild_left_to_users]
pub unsafe trait GlobalAlloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8;
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout);
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe {
            let memory = self.alloc(layout);
            if !memory.is_null() {
                memory.write_bytes(0, layout.size());
            }
            memory
        }
    }
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        unsafe {
            let memory = self.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !memory.is_null() {
                let kept = if new_size < layout.size() { new_size } else { layout.size() };
                memory.copy_from_nonoverlapping(ptr, kept);
                self.dealloc(ptr, layout);
            }
            memory
        }
    }
}

/// What alloc asks of the program's allocator.
pub(crate) mod global {
    use super::{GlobalAlloc, Layout};

    pub unsafe fn __rust_alloc<A: GlobalAlloc>(allocator: &A, size: usize, align: usize) -> *mut u8 {
        unsafe { allocator.alloc(Layout::from_size_align_unchecked(size, align)) }
    }
    pub unsafe fn __rust_dealloc<A: GlobalAlloc>(allocator: &A, memory: *mut u8, size: usize, align: usize) {
        unsafe { allocator.dealloc(memory, Layout::from_size_align_unchecked(size, align)) }
    }
    pub unsafe fn __rust_realloc<A: GlobalAlloc>(allocator: &A, memory: *mut u8, size: usize, align: usize, new_size: usize) -> *mut u8 {
        unsafe { allocator.realloc(memory, Layout::from_size_align_unchecked(size, align), new_size) }
    }
    pub unsafe fn __rust_alloc_zeroed<A: GlobalAlloc>(allocator: &A, size: usize, align: usize) -> *mut u8 {
        unsafe { allocator.alloc_zeroed(Layout::from_size_align_unchecked(size, align)) }
    }
}

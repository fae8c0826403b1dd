use core::marker::{PhantomData, Unsize};
use core::ops::CoerceUnsized;
use core::ptr::NonNull;

/// The address of what its holder owns: it may go to another thread with that.
#[repr(transparent)]
pub struct Unique<T: ?Sized> {
    pointer: NonNull<T>,
    marker: PhantomData<T>,
}

unsafe impl<T: Send + ?Sized> Send for Unique<T> {}
unsafe impl<T: Sync + ?Sized> Sync for Unique<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Unique<U>> for Unique<T> {}

impl<T: ?Sized> Unique<T> {
    #[inline]
    pub const unsafe fn new_unchecked(pointer: *mut T) -> Unique<T> {
        unsafe { Unique { pointer: NonNull::new_unchecked(pointer), marker: PhantomData } }
    }
    #[inline]
    pub const fn as_ptr(&self) -> *mut T {
        self.pointer.as_ptr()
    }
}

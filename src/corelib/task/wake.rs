//! Wakers: a pointer and the functions that know what it points at.
use crate::fmt;
use crate::marker::PhantomData;
use crate::mem::ManuallyDrop;
use crate::ptr;

#[derive(PartialEq, Debug)]
pub struct RawWaker {
    data: *const (),
    vtable: &'static RawWakerVTable,
}
impl RawWaker {
    #[inline]
    #[rustc_promotable]
    pub const fn new(data: *const (), vtable: &'static RawWakerVTable) -> RawWaker {
        RawWaker { data, vtable }
    }
}

#[allow(unpredictable_function_pointer_comparisons)]
#[derive(PartialEq, Copy, Clone, Debug)]
pub struct RawWakerVTable {
    clone: unsafe fn(*const ()) -> RawWaker,
    wake: unsafe fn(*const ()),
    wake_by_ref: unsafe fn(*const ()),
    drop: unsafe fn(*const ()),
}
impl RawWakerVTable {
    #[rustc_promotable]
    pub const fn new(
        clone: unsafe fn(*const ()) -> RawWaker,
        wake: unsafe fn(*const ()),
        wake_by_ref: unsafe fn(*const ()),
        drop: unsafe fn(*const ()),
    ) -> RawWakerVTable {
        RawWakerVTable { clone, wake, wake_by_ref, drop }
    }
}

#[lang = "Context"]
pub struct Context<'a> {
    waker: &'a Waker,
    /// Neither longer nor shorter lifetimes, neither `Send` nor `Sync`.
    _lifetime: PhantomData<fn(&'a ()) -> &'a ()>,
    _here: PhantomData<*mut ()>,
}
impl<'a> Context<'a> {
    #[must_use]
    #[inline]
    pub const fn from_waker(waker: &'a Waker) -> Context<'a> {
        Context { waker, _lifetime: PhantomData, _here: PhantomData }
    }
    #[must_use]
    #[inline]
    pub const fn waker(&self) -> &'a Waker {
        self.waker
    }
}
impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("waker", &self.waker).finish()
    }
}

#[repr(transparent)]
pub struct Waker {
    waker: RawWaker,
}
impl Unpin for Waker {}
unsafe impl Send for Waker {}
unsafe impl Sync for Waker {}

static NOTHING: RawWakerVTable = RawWakerVTable::new(nothing, ignored, ignored, ignored);
static IDLE: Waker = Waker { waker: RawWaker { data: ptr::null(), vtable: &NOTHING } };
unsafe fn nothing(_: *const ()) -> RawWaker {
    RawWaker { data: ptr::null(), vtable: &NOTHING }
}
unsafe fn ignored(_: *const ()) {}

impl Waker {
    #[inline]
    pub fn wake(self) {
        let this = ManuallyDrop::new(self);
        unsafe { (this.waker.vtable.wake)(this.waker.data) }
    }
    #[inline]
    pub fn wake_by_ref(&self) {
        unsafe { (self.waker.vtable.wake_by_ref)(self.waker.data) }
    }
    #[must_use]
    #[inline]
    pub fn will_wake(&self, other: &Waker) -> bool {
        self.waker.data == other.waker.data && ptr::eq(self.waker.vtable, other.waker.vtable)
    }
    #[must_use]
    #[inline]
    pub const unsafe fn new(data: *const (), vtable: &'static RawWakerVTable) -> Waker {
        Waker { waker: RawWaker { data, vtable } }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn from_raw(waker: RawWaker) -> Waker {
        Waker { waker }
    }
    #[must_use]
    #[inline]
    pub const fn noop() -> &'static Waker {
        &IDLE
    }
    #[must_use]
    #[inline]
    pub fn data(&self) -> *const () {
        self.waker.data
    }
    #[must_use]
    #[inline]
    pub fn vtable(&self) -> &'static RawWakerVTable {
        self.waker.vtable
    }
}
impl Clone for Waker {
    #[inline]
    fn clone(&self) -> Waker {
        Waker { waker: unsafe { (self.waker.vtable.clone)(self.waker.data) } }
    }
    #[inline]
    fn clone_from(&mut self, source: &Waker) {
        if !self.will_wake(source) {
            *self = source.clone();
        }
    }
}
impl Drop for Waker {
    #[inline]
    fn drop(&mut self) {
        unsafe { (self.waker.vtable.drop)(self.waker.data) }
    }
}
impl fmt::Debug for Waker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vtable = self.waker.vtable as *const RawWakerVTable;
        f.debug_struct("Waker").field("data", &self.waker.data).field("vtable", &vtable).finish()
    }
}

//! Wakers that are shared.
use crate::sync::Arc;
use core::mem::ManuallyDrop;
use core::task::{RawWaker, RawWakerVTable, Waker};

pub trait Wake {
    fn wake(self: Arc<Self>);
    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }
}

impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for Waker {
    fn from(waker: Arc<W>) -> Waker {
        unsafe { Waker::from_raw(raw_waker(waker)) }
    }
}
impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for RawWaker {
    fn from(waker: Arc<W>) -> RawWaker {
        raw_waker(waker)
    }
}

struct Table<W>(core::marker::PhantomData<W>);
impl<W: Wake + Send + Sync + 'static> Table<W> {
    const FUNCTIONS: RawWakerVTable = RawWakerVTable::new(clone::<W>, wake::<W>, wake_by_ref::<W>, end::<W>);
}
fn raw_waker<W: Wake + Send + Sync + 'static>(waker: Arc<W>) -> RawWaker {
    RawWaker::new(Arc::into_raw(waker) as *const (), &Table::<W>::FUNCTIONS)
}
unsafe fn clone<W: Wake + Send + Sync + 'static>(waker: *const ()) -> RawWaker {
    unsafe { Arc::increment_strong_count(waker as *const W) };
    RawWaker::new(waker, &Table::<W>::FUNCTIONS)
}
unsafe fn wake<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    unsafe { <W as Wake>::wake(Arc::from_raw(waker as *const W)) }
}
unsafe fn wake_by_ref<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    unsafe { <W as Wake>::wake_by_ref(&ManuallyDrop::new(Arc::from_raw(waker as *const W))) }
}
unsafe fn end<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    unsafe { Arc::decrement_strong_count(waker as *const W) }
}

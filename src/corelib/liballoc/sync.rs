//! `Arc`: a value with several owners, also in several threads.
use crate::alloc::{Layout, dealloc, handle_alloc_error};
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;
use core::any::Any;
use core::borrow::Borrow;
use core::cmp::Ordering as Order;
use core::hash::{Hash, Hasher};
use core::marker::Unsize;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ops::{CoerceUnsized, Deref, DispatchFromDyn};
use core::pin::Pin;
use core::ptr::NonNull;
use core::{fmt, mem, ptr};
use core::sync::atomic::AtomicUsize;
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use core::sync::atomic::fence;

counted! {
    Arc counts in AtomicUsize,
    "this returns a new `Weak` pointer, without modifying the original `Arc`",
    "this returns a new `Arc`, without modifying the original weak pointer"
}

unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}
impl<T: core::error::Error + ?Sized> core::error::Error for Arc<T> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        (**self).source()
    }
}

impl Arc<dyn Any + Send + Sync> {
    #[inline]
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Arc<dyn Any + Send + Sync>> {
        if !(*self).is::<T>() {
            return Err(self);
        }
        let this = ManuallyDrop::new(self);
        Ok(Arc { shared: this.shared.cast() })
    }
}

const fn count(n: usize) -> AtomicUsize {
    AtomicUsize::new(n)
}
#[inline]
fn get(count: &AtomicUsize) -> usize {
    count.load(Acquire)
}
fn set(count: &AtomicUsize, n: usize) {
    count.store(n, Relaxed)
}
fn publish(strong: &AtomicUsize) {
    strong.store(1, Release)
}
/// What is forgotten too often must not begin anew.
#[inline]
fn more(count: &AtomicUsize) {
    if count.fetch_add(1, Relaxed) > isize::MAX as usize {
        core::intrinsics::abort();
    }
}
fn more_unless_none(count: &AtomicUsize) -> bool {
    let mut n = count.load(Relaxed);
    while n != 0 {
        match count.compare_exchange_weak(n, n + 1, Acquire, Relaxed) {
            Ok(_) => return true,
            Err(found) => n = found,
        }
    }
    false
}
/// True if it was the last one: all that others did with the value has happened.
#[inline]
fn less(count: &AtomicUsize) -> bool {
    if count.fetch_sub(1, Release) != 1 {
        return false;
    }
    fence(Acquire);
    true
}

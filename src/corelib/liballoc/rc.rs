//! `Rc`: a value with several owners in one thread.
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
use core::cell::Cell;

counted! {
    Rc counts in Cell<usize>,
    "this returns a new `Weak` pointer, without modifying the original `Rc`",
    "this returns a new `Rc`, without modifying the original weak pointer"
}

impl<T: ?Sized> !Send for Rc<T> {}
impl<T: ?Sized> !Sync for Rc<T> {}
impl<T: ?Sized> !Send for Weak<T> {}
impl<T: ?Sized> !Sync for Weak<T> {}

impl Rc<dyn Any> {
    #[inline]
    pub fn downcast<T: Any>(self) -> Result<Rc<T>, Rc<dyn Any>> {
        if !(*self).is::<T>() {
            return Err(self);
        }
        let this = ManuallyDrop::new(self);
        Ok(Rc { shared: this.shared.cast() })
    }
}

const fn count(n: usize) -> Cell<usize> {
    Cell::new(n)
}
#[inline]
fn get(count: &Cell<usize>) -> usize {
    count.get()
}
fn set(count: &Cell<usize>, n: usize) {
    count.set(n)
}
fn publish(strong: &Cell<usize>) {
    strong.set(1)
}
/// What is forgotten too often must not begin anew.
#[inline]
fn more(count: &Cell<usize>) {
    let n = count.get().wrapping_add(1);
    count.set(n);
    if n == 0 {
        core::intrinsics::abort();
    }
}
fn more_unless_none(count: &Cell<usize>) -> bool {
    if count.get() == 0 {
        return false;
    }
    more(count);
    true
}
/// True if it was the last one.
#[inline]
fn less(count: &Cell<usize>) -> bool {
    count.set(count.get() - 1);
    count.get() == 0
}

//! Borrows of parts of what a `RefCell` holds.
use crate::cell::{Ref, RefMut};
use crate::mem;

impl<'b, T: ?Sized> Ref<'b, T> {
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(orig: Ref<'b, T>, f: F) -> Ref<'b, U> {
        let mapped = Ref { value: f(orig.value), borrow: orig.borrow };
        mem::forget(orig);
        mapped
    }
    pub fn filter_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(orig: Ref<'b, T>, f: F) -> Result<Ref<'b, U>, Self> {
        match f(orig.value) {
            Some(value) => {
                let mapped = Ref { value, borrow: orig.borrow };
                mem::forget(orig);
                Ok(mapped)
            }
            None => Err(orig),
        }
    }
    pub fn map_split<U: ?Sized, V: ?Sized, F: FnOnce(&T) -> (&U, &V)>(orig: Ref<'b, T>, f: F) -> (Ref<'b, U>, Ref<'b, V>) {
        let (a, b) = f(orig.value);
        let borrow = orig.borrow;
        borrow.set(borrow.get() + 1);
        mem::forget(orig);
        (Ref { value: a, borrow }, Ref { value: b, borrow })
    }
}

impl<'b, T: ?Sized> RefMut<'b, T> {
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(orig: RefMut<'b, T>, f: F) -> RefMut<'b, U> {
        let value: &'b mut T = unsafe { &mut *(orig.value as *const T as *mut T) };
        let borrow = orig.borrow;
        mem::forget(orig);
        RefMut { value: f(value), borrow }
    }
    pub fn filter_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(orig: RefMut<'b, T>, f: F) -> Result<RefMut<'b, U>, Self> {
        let value: &'b mut T = unsafe { &mut *(orig.value as *const T as *mut T) };
        match f(value) {
            Some(value) => {
                let borrow = orig.borrow;
                mem::forget(orig);
                Ok(RefMut { value, borrow })
            }
            None => Err(orig),
        }
    }
    pub fn map_split<U: ?Sized, V: ?Sized, F: FnOnce(&mut T) -> (&mut U, &mut V)>(
        orig: RefMut<'b, T>,
        f: F,
    ) -> (RefMut<'b, U>, RefMut<'b, V>) {
        let value: &'b mut T = unsafe { &mut *(orig.value as *const T as *mut T) };
        let borrow = orig.borrow;
        mem::forget(orig);
        let (a, b) = f(value);
        borrow.set(borrow.get() - 1);
        (RefMut { value: a, borrow }, RefMut { value: b, borrow })
    }
}

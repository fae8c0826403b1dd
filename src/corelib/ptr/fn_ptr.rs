//! What function pointers of every signature can do: they are compared, hashed and shown by their addresses.
use crate::cmp::Ordering;
use crate::marker::FnPtr;
use crate::{fmt, hash, mem};

fn address<F: FnPtr>(pointer: &F) -> usize {
    unsafe { mem::transmute_copy(pointer) }
}
#[inline]
#[must_use = "function pointer comparison produces a value"]
pub fn fn_addr_eq<T: FnPtr, U: FnPtr>(f: T, g: U) -> bool {
    address(&f) == address(&g)
}
impl<F: FnPtr> PartialEq for F {
    fn eq(&self, other: &Self) -> bool {
        address(self) == address(other)
    }
}
impl<F: FnPtr> Eq for F {}
impl<F: FnPtr> PartialOrd for F {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        address(self).partial_cmp(&address(other))
    }
}
impl<F: FnPtr> Ord for F {
    fn cmp(&self, other: &Self) -> Ordering {
        address(self).cmp(&address(other))
    }
}
impl<F: FnPtr> hash::Hash for F {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        state.write_usize(address(self))
    }
}
impl<F: FnPtr> fmt::Pointer for F {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&(address(self) as *const ()), f)
    }
}
impl<F: FnPtr> fmt::Debug for F {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(self, f)
    }
}

//! A value that is made when somebody first looks.
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::mem;
use crate::ops::{Deref, DerefMut};

enum State<T, F> {
    Uninit(F),
    Init(T),
    /// Being made, or never finished.
    Poisoned,
}

pub struct LazyCell<T, F = fn() -> T> {
    state: UnsafeCell<State<T, F>>,
}
impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    #[inline]
    pub const fn new(f: F) -> LazyCell<T, F> {
        LazyCell { state: UnsafeCell::new(State::Uninit(f)) }
    }
    #[inline]
    pub fn force(this: &LazyCell<T, F>) -> &T {
        let state = this.state.get();
        unsafe {
            if let State::Uninit(_) = *state {
                if let State::Uninit(f) = mem::replace(&mut *state, State::Poisoned) {
                    let value = f();
                    *state = State::Init(value);
                }
            }
            match &*state {
                State::Init(value) => value,
                _ => poisoned(),
            }
        }
    }
    #[inline]
    pub fn force_mut(this: &mut LazyCell<T, F>) -> &mut T {
        LazyCell::force(this);
        match this.state.get_mut() {
            State::Init(value) => value,
            _ => poisoned(),
        }
    }
}
impl<T, F> LazyCell<T, F> {
    #[inline]
    pub fn get_mut(this: &mut LazyCell<T, F>) -> Option<&mut T> {
        match this.state.get_mut() {
            State::Init(value) => Some(value),
            _ => None,
        }
    }
    #[inline]
    pub fn get(this: &LazyCell<T, F>) -> Option<&T> {
        match unsafe { &*this.state.get() } {
            State::Init(value) => Some(value),
            _ => None,
        }
    }
}

#[cold]
#[inline(never)]
const fn poisoned() -> ! {
    panic!("LazyCell instance has previously been poisoned")
}

impl<T, F: FnOnce() -> T> Deref for LazyCell<T, F> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        LazyCell::force(self)
    }
}
impl<T, F: FnOnce() -> T> DerefMut for LazyCell<T, F> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        LazyCell::force_mut(self)
    }
}
impl<T: Default> Default for LazyCell<T> {
    fn default() -> LazyCell<T> {
        LazyCell::new(T::default)
    }
}
impl<T, F> From<T> for LazyCell<T, F> {
    fn from(value: T) -> Self {
        LazyCell { state: UnsafeCell::new(State::Init(value)) }
    }
}
impl<T: fmt::Debug, F> fmt::Debug for LazyCell<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("LazyCell");
        match LazyCell::get(self) {
            Some(value) => shown.field(value),
            None => shown.field(&format_args!("<uninit>")),
        };
        shown.finish()
    }
}

//! Atomics. Orderings reach the intrinsics as numbers; invalid ones panic as core's do.
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics;

#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
pub enum Ordering {
    Relaxed,
    Release,
    Acquire,
    AcqRel,
    SeqCst,
}

#[inline]
#[track_caller]
fn for_load(order: Ordering) -> u8 {
    match order {
        Ordering::Release => panic!("there is no such thing as a release load"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release load"),
        _ => order as u8,
    }
}
#[inline]
#[track_caller]
fn for_store(order: Ordering) -> u8 {
    match order {
        Ordering::Acquire => panic!("there is no such thing as an acquire store"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release store"),
        _ => order as u8,
    }
}

#[inline]
#[track_caller]
pub fn fence(order: Ordering) {
    if let Ordering::Relaxed = order {
        panic!("there is no such thing as a relaxed fence");
    }
    intrinsics::atomic_fence(order as u8)
}
#[inline]
#[track_caller]
pub fn compiler_fence(order: Ordering) {
    if let Ordering::Relaxed = order {
        panic!("there is no such thing as a relaxed compiler fence");
    }
    intrinsics::compiler_fence(order as u8)
}
#[deprecated(since = "1.51.0", note = "use hint::spin_loop instead")]
pub fn spin_loop_hint() {
    crate::hint::spin_loop()
}

macro_rules! fetch_update {
    ($name:ident $t:ty, [$($generics:tt)*]) => {
        impl $($generics)* $name $($generics)* {
            #[inline]
            #[track_caller]
            pub fn fetch_update<F: FnMut($t) -> Option<$t>>(&self, set_order: Ordering, fetch_order: Ordering, mut f: F) -> Result<$t, $t> {
                let mut previous = self.load(fetch_order);
                while let Some(next) = f(previous) {
                    match self.compare_exchange_weak(previous, next, set_order, fetch_order) {
                        done @ Ok(_) => return done,
                        Err(now) => previous = now,
                    }
                }
                Err(previous)
            }
            #[inline]
            #[track_caller]
            pub fn try_update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut($t) -> Option<$t>) -> Result<$t, $t> {
                self.fetch_update(set_order, fetch_order, f)
            }
            #[inline]
            #[track_caller]
            pub fn update(&self, set_order: Ordering, fetch_order: Ordering, mut f: impl FnMut($t) -> $t) -> $t {
                let mut previous = self.load(fetch_order);
                loop {
                    match self.compare_exchange_weak(previous, f(previous), set_order, fetch_order) {
                        Ok(old) => return old,
                        Err(now) => previous = now,
                    }
                }
            }
        }
    };
}
macro_rules! atomic_base {
    ($name:ident $t:ty, $align:literal, [$($generics:tt)*]) => {
        #[repr(C, align($align))]
        pub struct $name $($generics)* {
            value: UnsafeCell<$t>,
        }
        unsafe impl $($generics)* Sync for $name $($generics)* {}
        impl $($generics)* $name $($generics)* {
            #[must_use]
            #[inline]
            pub const fn new(value: $t) -> Self {
                $name { value: UnsafeCell::new(value) }
            }
            #[inline]
            pub fn get_mut(&mut self) -> &mut $t {
                self.value.get_mut()
            }
            #[inline]
            pub fn into_inner(self) -> $t {
                self.value.into_inner()
            }
            #[inline]
            #[rustc_never_returns_null_ptr]
            pub const fn as_ptr(&self) -> *mut $t {
                self.value.get()
            }
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_load(self.value.get() as *const $t, for_load(order)) }
            }
            #[inline]
            #[track_caller]
            pub fn store(&self, value: $t, order: Ordering) {
                unsafe { intrinsics::atomic_store(self.value.get(), value, for_store(order)) }
            }
            #[inline]
            pub fn swap(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_xchg(self.value.get(), value, order as u8) }
            }
            #[inline]
            #[track_caller]
            pub fn compare_exchange(&self, current: $t, new: $t, success: Ordering, failure: Ordering) -> Result<$t, $t> {
                for_load(failure);
                let (old, done) = unsafe { intrinsics::atomic_cxchg(self.value.get(), current, new, success as u8) };
                if done { Ok(old) } else { Err(old) }
            }
            #[inline]
            #[track_caller]
            pub fn compare_exchange_weak(&self, current: $t, new: $t, success: Ordering, failure: Ordering) -> Result<$t, $t> {
                self.compare_exchange(current, new, success, failure)
            }
            #[deprecated(since = "1.50.0", note = "Use `compare_exchange` or `compare_exchange_weak` instead")]
            pub fn compare_and_swap(&self, current: $t, new: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_cxchg(self.value.get(), current, new, order as u8).0 }
            }
        }
        impl $($generics)* From<$t> for $name $($generics)* {
            fn from(value: $t) -> Self {
                Self::new(value)
            }
        }
        fetch_update! { $name $t, [$($generics)*] }
    };
}

macro_rules! atomic_int {
    ($($name:ident $t:ident $align:literal;)*) => { $(
        atomic_base! { $name $t, $align, [] }
        impl Default for $name {
            fn default() -> Self {
                Self::new(0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
            }
        }
        impl $name {
            #[inline]
            pub fn fetch_add(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_xadd(self.value.get(), value, order as u8) }
            }
            #[inline]
            pub fn fetch_sub(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_xsub(self.value.get(), value, order as u8) }
            }
            #[inline]
            pub fn fetch_and(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_and(self.value.get(), value, order as u8) }
            }
            #[inline]
            pub fn fetch_nand(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_nand(self.value.get(), value, order as u8) }
            }
            #[inline]
            pub fn fetch_or(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_or(self.value.get(), value, order as u8) }
            }
            #[inline]
            pub fn fetch_xor(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_xor(self.value.get(), value, order as u8) }
            }
            #[inline]
            pub fn fetch_max(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_max(self.value.get(), value, order as u8) }
            }
            #[inline]
            pub fn fetch_min(&self, value: $t, order: Ordering) -> $t {
                unsafe { intrinsics::atomic_min(self.value.get(), value, order as u8) }
            }
        }
    )* };
}
atomic_int! {
    AtomicI8 i8 1; AtomicU8 u8 1; AtomicI16 i16 2; AtomicU16 u16 2; AtomicI32 i32 4; AtomicU32 u32 4;
    AtomicI64 i64 8; AtomicU64 u64 8; AtomicIsize isize 8; AtomicUsize usize 8;
}

#[repr(C, align(1))]
pub struct AtomicBool {
    value: UnsafeCell<u8>,
}
unsafe impl Sync for AtomicBool {}
#[impls] fetch_update! { AtomicBool bool, [] }
impl Default for AtomicBool {
    fn default() -> Self {
        Self::new(false)
    }
}
impl From<bool> for AtomicBool {
    fn from(value: bool) -> Self {
        AtomicBool::new(value)
    }
}
impl fmt::Debug for AtomicBool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
    }
}
impl AtomicBool {
    #[inline]
    pub const fn new(value: bool) -> AtomicBool {
        AtomicBool { value: UnsafeCell::new(value as u8) }
    }
    #[inline]
    pub fn get_mut(&mut self) -> &mut bool {
        unsafe { &mut *(self.value.get() as *mut bool) }
    }
    #[inline]
    pub fn into_inner(self) -> bool {
        self.value.into_inner() != 0
    }
    #[inline]
    #[track_caller]
    pub fn load(&self, order: Ordering) -> bool {
        unsafe { intrinsics::atomic_load(self.value.get() as *const u8, for_load(order)) != 0 }
    }
    #[inline]
    #[track_caller]
    pub fn store(&self, value: bool, order: Ordering) {
        unsafe { intrinsics::atomic_store(self.value.get(), value as u8, for_store(order)) }
    }
    #[inline]
    pub fn swap(&self, value: bool, order: Ordering) -> bool {
        unsafe { intrinsics::atomic_xchg(self.value.get(), value as u8, order as u8) != 0 }
    }
    #[inline]
    #[track_caller]
    pub fn compare_exchange(&self, current: bool, new: bool, success: Ordering, failure: Ordering) -> Result<bool, bool> {
        for_load(failure);
        let (old, done) = unsafe { intrinsics::atomic_cxchg(self.value.get(), current as u8, new as u8, success as u8) };
        if done { Ok(old != 0) } else { Err(old != 0) }
    }
    #[inline]
    #[track_caller]
    pub fn compare_exchange_weak(&self, current: bool, new: bool, success: Ordering, failure: Ordering) -> Result<bool, bool> {
        self.compare_exchange(current, new, success, failure)
    }
    #[inline]
    #[deprecated(since = "1.50.0", note = "Use `compare_exchange` or `compare_exchange_weak` instead")]
    pub fn compare_and_swap(&self, current: bool, new: bool, order: Ordering) -> bool {
        unsafe { intrinsics::atomic_cxchg(self.value.get(), current as u8, new as u8, order as u8).0 != 0 }
    }
    #[inline]
    pub fn fetch_and(&self, value: bool, order: Ordering) -> bool {
        unsafe { intrinsics::atomic_and(self.value.get(), value as u8, order as u8) != 0 }
    }
    #[inline]
    pub fn fetch_nand(&self, value: bool, order: Ordering) -> bool {
        if value { self.fetch_xor(true, order) } else { self.swap(true, order) }
    }
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *mut bool {
        self.value.get() as *mut bool
    }
    pub const unsafe fn from_ptr<'a>(pointer: *mut bool) -> &'a AtomicBool {
        unsafe { &*(pointer as *mut AtomicBool) }
    }
    #[inline]
    pub fn fetch_or(&self, value: bool, order: Ordering) -> bool {
        unsafe { intrinsics::atomic_or(self.value.get(), value as u8, order as u8) != 0 }
    }
    #[inline]
    pub fn fetch_xor(&self, value: bool, order: Ordering) -> bool {
        unsafe { intrinsics::atomic_xor(self.value.get(), value as u8, order as u8) != 0 }
    }
    #[inline]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
}

atomic_base! { AtomicPtr *mut T, 8, [<T>] }
impl<T> Default for AtomicPtr<T> {
    fn default() -> AtomicPtr<T> {
        AtomicPtr::new(crate::ptr::null_mut())
    }
}
impl<T> fmt::Debug for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
    }
}
impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load(Ordering::Relaxed), f)
    }
}
unsafe impl<T> Send for AtomicPtr<T> {}
impl<T> AtomicPtr<T> {
    #[inline]
    pub fn fetch_ptr_add(&self, value: usize, order: Ordering) -> *mut T {
        self.fetch_byte_add(value.wrapping_mul(size_of::<T>()), order)
    }
    #[inline]
    pub fn fetch_ptr_sub(&self, value: usize, order: Ordering) -> *mut T {
        self.fetch_byte_sub(value.wrapping_mul(size_of::<T>()), order)
    }
    #[inline]
    pub fn fetch_byte_add(&self, value: usize, order: Ordering) -> *mut T {
        self.address().fetch_add(value, order) as *mut T
    }
    #[inline]
    pub fn fetch_byte_sub(&self, value: usize, order: Ordering) -> *mut T {
        self.address().fetch_sub(value, order) as *mut T
    }
    #[inline]
    pub fn fetch_or(&self, value: usize, order: Ordering) -> *mut T {
        self.address().fetch_or(value, order) as *mut T
    }
    #[inline]
    pub fn fetch_and(&self, value: usize, order: Ordering) -> *mut T {
        self.address().fetch_and(value, order) as *mut T
    }
    #[inline]
    pub fn fetch_xor(&self, value: usize, order: Ordering) -> *mut T {
        self.address().fetch_xor(value, order) as *mut T
    }
    #[inline]
    fn address(&self) -> &AtomicUsize {
        unsafe { &*(self as *const AtomicPtr<T> as *const AtomicUsize) }
    }
}

#[deprecated(since = "1.34.0", note = "the `new` function is now preferred", suggestion = "AtomicBool::new(false)")]
pub const ATOMIC_BOOL_INIT: AtomicBool = AtomicBool::new(false);
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred", suggestion = "AtomicIsize::new(0)")]
pub const ATOMIC_ISIZE_INIT: AtomicIsize = AtomicIsize::new(0);
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred", suggestion = "AtomicUsize::new(0)")]
pub const ATOMIC_USIZE_INIT: AtomicUsize = AtomicUsize::new(0);

#[lang = "clone"]
pub trait Clone: Sized {
    #[must_use = "cloning is often expensive and is not expected to have side effects"]
    #[lang = "clone_fn"]
    fn clone(&self) -> Self;
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        *self = source.clone()
    }
}

/// What `#[derive(Eq)]` and `#[derive(Clone)]` assert with.
pub struct AssertParamIsClone<T: Clone + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}
pub struct AssertParamIsCopy<T: Copy + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

macro_rules! clone_copy {
    ($($t:ident)*) => { $(
        impl Clone for $t {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }
        impl Copy for $t {}
    )* };
}
#[impls] clone_copy! { i8 }
#[impls] clone_copy! { i16 }
#[impls] clone_copy! { i32 }
#[impls] clone_copy! { i64 }
#[impls] clone_copy! { i128 }
#[impls] clone_copy! { isize }
#[impls] clone_copy! { u8 }
#[impls] clone_copy! { u16 }
#[impls] clone_copy! { u32 }
#[impls] clone_copy! { u64 }
#[impls] clone_copy! { u128 }
#[impls] clone_copy! { usize }
#[impls] clone_copy! { f32 }
#[impls] clone_copy! { f64 }
#[impls] clone_copy! { bool }
#[impls] clone_copy! { char }

impl Clone for ! {
    fn clone(&self) -> Self {
        *self
    }
}
impl Copy for ! {}

impl<T: ?Sized> Clone for *const T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for *const T {}
impl<T: ?Sized> Clone for *mut T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for *mut T {}
impl<T: ?Sized> Clone for &T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for &T {}
impl<T: ?Sized> !Clone for &mut T {}

#[lang = "clone"]
pub trait Clone: Sized {
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
clone_copy! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char }

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

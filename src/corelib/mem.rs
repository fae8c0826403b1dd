use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::marker::DiscriminantKind;

pub mod maybe_uninit {
    pub use super::MaybeUninit;
}

#[must_use]
#[inline]
#[rustc_promotable]
pub const fn size_of<T>() -> usize {
    intrinsics::size_of::<T>()
}
#[must_use]
#[inline]
#[rustc_promotable]
pub const fn align_of<T>() -> usize {
    intrinsics::align_of::<T>()
}
#[must_use]
#[inline]
pub const fn size_of_val<T: ?Sized>(value: &T) -> usize {
    unsafe { intrinsics::size_of_val(value as *const T) }
}
#[must_use]
#[inline]
pub const fn align_of_val<T: ?Sized>(value: &T) -> usize {
    unsafe { intrinsics::align_of_val(value as *const T) }
}
#[must_use]
#[inline]
pub const fn needs_drop<T: ?Sized>() -> bool {
    intrinsics::needs_drop::<T>()
}
#[inline]
pub const fn swap<T>(x: &mut T, y: &mut T) {
    unsafe {
        let a = crate::ptr::read(x);
        let b = crate::ptr::read(y);
        crate::ptr::write(x, b);
        crate::ptr::write(y, a);
    }
}
#[must_use = "if you don't need the old value, you can just assign the new value directly"]
#[inline]
pub const fn replace<T>(place: &mut T, value: T) -> T {
    unsafe {
        let old = crate::ptr::read(place);
        crate::ptr::write(place, value);
        old
    }
}
#[inline]
pub fn take<T: Default>(place: &mut T) -> T {
    replace(place, T::default())
}
#[inline]
pub fn drop<T>(_value: T) {}
#[inline]
pub const fn forget<T>(value: T) {
    let _ = ManuallyDrop::new(value);
}
#[must_use]
#[inline]
pub const unsafe fn zeroed<T>() -> T {
    unsafe { intrinsics::zeroed() }
}
#[must_use]
#[inline]
pub const unsafe fn transmute_copy<Src, Dst>(src: &Src) -> Dst {
    unsafe { crate::ptr::read_unaligned(src as *const Src as *const Dst) }
}
pub use crate::intrinsics::transmute;

pub struct Discriminant<T>(<T as DiscriminantKind>::Discriminant);

pub const fn discriminant<T>(value: &T) -> Discriminant<T> {
    Discriminant(intrinsics::discriminant_value(value))
}
impl<T> Clone for Discriminant<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Discriminant<T> {}
impl<T> PartialEq for Discriminant<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Discriminant<T> {}
impl<T> Hash for Discriminant<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Discriminant<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Discriminant").field(&self.0).finish()
    }
}

#[lang = "manually_drop"]
#[derive(Copy, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct ManuallyDrop<T: ?Sized> {
    value: T,
}

/// What `ManuallyDrop` shows round its value.
#[derive(Debug)]
struct MaybeDangling<'a, T: ?Sized>(&'a T);

impl<T: fmt::Debug + ?Sized> fmt::Debug for ManuallyDrop<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManuallyDrop").field("value", &MaybeDangling(&self.value)).finish()
    }
}

impl<T> ManuallyDrop<T> {
    #[must_use = "if you don't need the wrapper, you can use `mem::forget` instead"]
    #[inline]
    pub const fn new(value: T) -> ManuallyDrop<T> {
        ManuallyDrop { value }
    }
    #[inline]
    pub const fn into_inner(slot: ManuallyDrop<T>) -> T {
        slot.value
    }
    #[must_use = "if you don't need the value, you can use `ManuallyDrop::drop` instead"]
    #[inline]
    pub unsafe fn take(slot: &mut ManuallyDrop<T>) -> T {
        unsafe { crate::ptr::read(&slot.value) }
    }
}
impl<T: ?Sized> ManuallyDrop<T> {
    #[inline]
    pub unsafe fn drop(slot: &mut ManuallyDrop<T>) {
        unsafe { crate::ptr::drop_in_place(&mut slot.value) }
    }
}
impl<T: ?Sized> crate::ops::Deref for ManuallyDrop<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}
impl<T: ?Sized> crate::ops::DerefMut for ManuallyDrop<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

#[lang = "maybe_uninit"]
#[derive(Copy)]
#[repr(transparent)]
pub union MaybeUninit<T> {
    uninit: (),
    value: ManuallyDrop<T>,
}

impl<T: Copy> Clone for MaybeUninit<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> fmt::Debug for MaybeUninit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = crate::any::type_name::<Self>();
        let start = name.find("MaybeUninit").unwrap();
        f.pad(&name[start..])
    }
}

impl<T> MaybeUninit<T> {
    #[must_use = "use `forget` to avoid running Drop code"]
    #[inline]
    pub const fn new(value: T) -> MaybeUninit<T> {
        MaybeUninit { value: ManuallyDrop::new(value) }
    }
    #[must_use]
    #[inline]
    pub const fn uninit() -> MaybeUninit<T> {
        MaybeUninit { uninit: () }
    }
    #[must_use]
    #[inline]
    pub const fn zeroed() -> MaybeUninit<T> {
        unsafe { intrinsics::zeroed() }
    }
    #[inline]
    pub const fn write(&mut self, value: T) -> &mut T {
        *self = MaybeUninit::new(value);
        unsafe { self.assume_init_mut() }
    }
    #[inline]
    pub const fn as_ptr(&self) -> *const T {
        self as *const _ as *const T
    }
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self as *mut _ as *mut T
    }
    #[inline]
    pub const unsafe fn assume_init(self) -> T {
        unsafe { ManuallyDrop::into_inner(self.value) }
    }
    #[inline]
    pub const unsafe fn assume_init_read(&self) -> T {
        unsafe { crate::ptr::read(self.as_ptr()) }
    }
    #[inline]
    pub unsafe fn assume_init_drop(&mut self) {
        unsafe { crate::ptr::drop_in_place(self.as_mut_ptr()) }
    }
    #[inline]
    pub const unsafe fn assume_init_ref(&self) -> &T {
        unsafe { &*self.as_ptr() }
    }
    #[inline]
    pub const unsafe fn assume_init_mut(&mut self) -> &mut T {
        unsafe { &mut *self.as_mut_ptr() }
    }
}

#[must_use]
#[inline]
#[deprecated(note = "use `align_of` instead", since = "1.2.0", suggestion = "align_of")]
pub fn min_align_of<T>() -> usize {
    align_of::<T>()
}
#[must_use]
#[inline]
#[deprecated(note = "use `align_of_val` instead", since = "1.2.0", suggestion = "align_of_val")]
pub fn min_align_of_val<T: ?Sized>(val: &T) -> usize {
    align_of_val(val)
}

impl<T> [MaybeUninit<T>] {
    pub const fn write_copy_of_slice(&mut self, src: &[T]) -> &mut [T]
    where
        T: Copy,
    {
        let source = unsafe { &*(src as *const [T] as *const [MaybeUninit<T>]) };
        self.copy_from_slice(source);
        unsafe { &mut *(self as *mut [MaybeUninit<T>] as *mut [T]) }
    }
    pub fn write_clone_of_slice(&mut self, src: &[T]) -> &mut [T]
    where
        T: Clone,
    {
        assert_eq!(self.len(), src.len(), "destination and source slices have different lengths");
        for (place, value) in self.iter_mut().zip(src) {
            place.write(value.clone());
        }
        unsafe { &mut *(self as *mut [MaybeUninit<T>] as *mut [T]) }
    }
}

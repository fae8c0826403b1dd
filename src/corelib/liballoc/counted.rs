//! What `Rc` and `Arc` have in common: all but how they count, and with whom they are shared. Beside the call stand `count`,
//! `get`, `set`, `publish`, `more`, `more_unless_none` and `less`, which deal with the counts.

macro_rules! counted {
    ($Rc:ident counts in $Count:ty, $downgrade:literal, $upgrade:literal) => {
        /// What is shared. All the owners together are one of those that only look.
        #[repr(C)]
        struct Shared<T: ?Sized> {
            strong: $Count,
            weak: $Count,
            value: T,
        }

        #[kbuild_owns_parameters]
        pub struct $Rc<T: ?Sized> {
            shared: NonNull<Shared<T>>,
        }
        #[kbuild_owns_parameters]
        pub struct Weak<T: ?Sized> {
            shared: NonNull<Shared<T>>,
        }

        impl<T: ?Sized> Unpin for $Rc<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<$Rc<U>> for $Rc<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<$Rc<U>> for $Rc<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Weak<U>> for Weak<T> {}

        /// Memory for the counts and a value behind them.
        unsafe fn obtain(value: Layout) -> *mut u8 {
            let (layout, _) = Layout::new::<Shared<()>>().extend(value).unwrap();
            let layout = layout.pad_to_align();
            let memory = unsafe { crate::alloc::alloc(layout) };
            if memory.is_null() {
                handle_alloc_error(layout);
            }
            unsafe {
                let shared = memory as *mut Shared<()>;
                ptr::write(&raw mut (*shared).strong, count(1));
                ptr::write(&raw mut (*shared).weak, count(1));
            }
            memory
        }
        /// How far behind the counts the value lies.
        fn offset_of(value: Layout) -> usize {
            let header = Layout::new::<Shared<()>>();
            (header.size() + value.align() - 1) & !(value.align() - 1)
        }

        impl<T> $Rc<T> {
            #[inline]
            pub fn new(value: T) -> $Rc<T> {
                let shared = Box::new(Shared { strong: count(1), weak: count(1), value });
                unsafe { $Rc { shared: NonNull::new_unchecked(Box::into_raw(shared)) } }
            }
            pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> $Rc<T> {
                unsafe {
                    let shared = obtain(Layout::new::<T>()) as *mut Shared<T>;
                    set(&(*shared).strong, 0);
                    let weak = Weak { shared: NonNull::new_unchecked(shared) };
                    ptr::write(&raw mut (*shared).value, data_fn(&weak));
                    publish(&(*shared).strong);
                    mem::forget(weak);
                    $Rc { shared: NonNull::new_unchecked(shared) }
                }
            }
            #[must_use]
            pub fn new_uninit() -> $Rc<MaybeUninit<T>> {
                unsafe { $Rc { shared: NonNull::new_unchecked(obtain(Layout::new::<T>()) as *mut Shared<MaybeUninit<T>>) } }
            }
            #[must_use]
            pub fn pin(value: T) -> Pin<$Rc<T>> {
                unsafe { Pin::new_unchecked($Rc::new(value)) }
            }
            #[inline]
            pub fn try_unwrap(this: $Rc<T>) -> Result<T, $Rc<T>> {
                if $Rc::strong_count(&this) == 1 { Ok($Rc::into_inner(this).unwrap()) } else { Err(this) }
            }
            #[inline]
            pub fn into_inner(this: $Rc<T>) -> Option<T> {
                let this = ManuallyDrop::new(this);
                unsafe {
                    if !less(&this.inner().strong) {
                        return None;
                    }
                    let value = ptr::read(&this.inner().value);
                    drop(Weak { shared: this.shared });
                    Some(value)
                }
            }
            #[inline]
            pub fn unwrap_or_clone(this: $Rc<T>) -> T
            where
                T: Clone,
            {
                $Rc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
            }
        }
        impl<T> $Rc<MaybeUninit<T>> {
            #[inline]
            pub unsafe fn assume_init(self) -> $Rc<T> {
                let this = ManuallyDrop::new(self);
                $Rc { shared: this.shared.cast() }
            }
        }
        impl<T: ?Sized> $Rc<T> {
            #[inline]
            fn inner(&self) -> &Shared<T> {
                unsafe { self.shared.as_ref() }
            }
            #[must_use = "losing the pointer will leak memory"]
            pub fn into_raw(this: $Rc<T>) -> *const T {
                let this = ManuallyDrop::new(this);
                $Rc::as_ptr(&this)
            }
            pub fn as_ptr(this: &$Rc<T>) -> *const T {
                unsafe { &raw const (*this.shared.as_ptr()).value }
            }
            pub unsafe fn from_raw(ptr: *const T) -> $Rc<T> {
                unsafe {
                    let mut shared = ptr as *mut Shared<T>;
                    // The address is what a pointer begins with.
                    let address = &raw mut shared as *mut *mut u8;
                    *address = (*address).sub(offset_of(Layout::for_value(&*ptr)));
                    $Rc { shared: NonNull::new_unchecked(shared) }
                }
            }
            pub unsafe fn increment_strong_count(ptr: *const T) {
                unsafe { more(&ManuallyDrop::new($Rc::<T>::from_raw(ptr)).inner().strong) }
            }
            pub unsafe fn decrement_strong_count(ptr: *const T) {
                unsafe { drop($Rc::from_raw(ptr)) }
            }
            #[must_use = $downgrade]
            pub fn downgrade(this: &$Rc<T>) -> Weak<T> {
                more(&this.inner().weak);
                Weak { shared: this.shared }
            }
            #[inline]
            #[must_use]
            pub fn weak_count(this: &$Rc<T>) -> usize {
                get(&this.inner().weak) - 1
            }
            #[inline]
            #[must_use]
            pub fn strong_count(this: &$Rc<T>) -> usize {
                get(&this.inner().strong)
            }
            #[inline]
            pub fn get_mut(this: &mut $Rc<T>) -> Option<&mut T> {
                if get(&this.inner().weak) == 1 && get(&this.inner().strong) == 1 { Some(unsafe { &mut (*this.shared.as_ptr()).value }) } else { None }
            }
            #[inline]
            #[must_use]
            pub fn ptr_eq(this: &$Rc<T>, other: &$Rc<T>) -> bool {
                ptr::addr_eq(this.shared.as_ptr(), other.shared.as_ptr())
            }
        }
        impl<T: Clone> $Rc<T> {
            /// Others keep what they have.
            #[inline]
            pub fn make_mut(this: &mut $Rc<T>) -> &mut T {
                if get(&this.inner().strong) != 1 {
                    *this = $Rc::new((**this).clone());
                } else if get(&this.inner().weak) != 1 {
                    unsafe {
                        let moved = $Rc::new(ptr::read(&**this));
                        let old = mem::replace(this, moved);
                        let old = ManuallyDrop::new(old);
                        less(&old.inner().strong);
                        drop(Weak { shared: old.shared });
                    }
                }
                unsafe { &mut (*this.shared.as_ptr()).value }
            }
        }
        impl<T: ?Sized> Deref for $Rc<T> {
            type Target = T;
            #[inline]
            fn deref(&self) -> &T {
                &self.inner().value
            }
        }
        impl<T: ?Sized> Drop for $Rc<T> {
            #[inline]
            fn drop(&mut self) {
                unsafe {
                    if less(&self.inner().strong) {
                        let last = Weak { shared: self.shared };
                        ptr::drop_in_place(&raw mut (*self.shared.as_ptr()).value);
                        drop(last);
                    }
                }
            }
        }
        impl<T: ?Sized> Clone for $Rc<T> {
            #[inline]
            fn clone(&self) -> $Rc<T> {
                more(&self.inner().strong);
                $Rc { shared: self.shared }
            }
        }

        impl<T> Weak<T> {
            /// Leads nowhere.
            #[inline]
            #[must_use]
            pub const fn new() -> Weak<T> {
                unsafe { Weak { shared: NonNull::new_unchecked(ptr::without_provenance_mut(usize::MAX)) } }
            }
        }
        impl<T: ?Sized> Weak<T> {
            #[inline]
            fn inner(&self) -> Option<&Shared<T>> {
                if self.shared.as_ptr() as *const u8 as usize == usize::MAX { None } else { Some(unsafe { &*self.shared.as_ptr() }) }
            }
            #[must_use = $upgrade]
            pub fn upgrade(&self) -> Option<$Rc<T>> {
                if more_unless_none(&self.inner()?.strong) { Some($Rc { shared: self.shared }) } else { None }
            }
            #[must_use]
            pub fn strong_count(&self) -> usize {
                self.inner().map_or(0, |inner| get(&inner.strong))
            }
            #[must_use]
            pub fn weak_count(&self) -> usize {
                match self.inner() {
                    Some(inner) if get(&inner.strong) > 0 => get(&inner.weak) - 1,
                    _ => 0,
                }
            }
            #[inline]
            #[must_use]
            pub fn ptr_eq(&self, other: &Weak<T>) -> bool {
                ptr::addr_eq(self.shared.as_ptr(), other.shared.as_ptr())
            }
        }
        impl<T: ?Sized> Clone for Weak<T> {
            #[inline]
            fn clone(&self) -> Weak<T> {
                if let Some(inner) = self.inner() {
                    more(&inner.weak);
                }
                Weak { shared: self.shared }
            }
        }
        impl<T> Default for Weak<T> {
            fn default() -> Weak<T> {
                Weak::new()
            }
        }
        impl<T: ?Sized> fmt::Debug for Weak<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("(Weak)")
            }
        }
        impl<T: ?Sized> Drop for Weak<T> {
            fn drop(&mut self) {
                let Some(inner) = self.inner() else { return };
                unsafe {
                    // The value is gone: what it was tells how large it is.
                    let layout = Layout::for_value(inner);
                    if less(&inner.weak) {
                        dealloc(self.shared.as_ptr() as *mut u8, layout);
                    }
                }
            }
        }

        impl<T: Default> Default for $Rc<T> {
            fn default() -> $Rc<T> {
                $Rc::new(T::default())
            }
        }
        impl<T: ?Sized + PartialEq> PartialEq for $Rc<T> {
            #[inline]
            fn eq(&self, other: &$Rc<T>) -> bool {
                **self == **other
            }
        }
        impl<T: ?Sized + Eq> Eq for $Rc<T> {}
        impl<T: ?Sized + PartialOrd> PartialOrd for $Rc<T> {
            fn partial_cmp(&self, other: &$Rc<T>) -> Option<Order> {
                (**self).partial_cmp(&**other)
            }
        }
        impl<T: ?Sized + Ord> Ord for $Rc<T> {
            fn cmp(&self, other: &$Rc<T>) -> Order {
                (**self).cmp(&**other)
            }
        }
        impl<T: ?Sized + Hash> Hash for $Rc<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                (**self).hash(state)
            }
        }
        impl<T: ?Sized + fmt::Display> fmt::Display for $Rc<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&**self, f)
            }
        }
        impl<T: ?Sized + fmt::Debug> fmt::Debug for $Rc<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }
        impl<T: ?Sized> fmt::Pointer for $Rc<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Pointer::fmt(&$Rc::as_ptr(self), f)
            }
        }
        impl<T: ?Sized> Borrow<T> for $Rc<T> {
            fn borrow(&self) -> &T {
                &**self
            }
        }
        impl<T: ?Sized> AsRef<T> for $Rc<T> {
            fn as_ref(&self) -> &T {
                &**self
            }
        }

        /// The elements are moved there: whoever held them forgets them.
        unsafe fn of_elements<T>(first: *const T, len: usize) -> $Rc<[T]> {
            unsafe {
                let layout = Layout::array::<T>(len).unwrap();
                let memory = obtain(layout);
                let to = memory.add(offset_of(layout)) as *mut T;
                to.copy_from_nonoverlapping(first, len);
                $Rc::from_raw(ptr::slice_from_raw_parts(to, len))
            }
        }
        impl<T> From<T> for $Rc<T> {
            fn from(t: T) -> $Rc<T> {
                $Rc::new(t)
            }
        }
        impl<T> From<Vec<T>> for $Rc<[T]> {
            fn from(mut v: Vec<T>) -> $Rc<[T]> {
                unsafe {
                    let shared = of_elements(v.as_ptr(), v.len());
                    v.set_len(0);
                    shared
                }
            }
        }
        impl<T: Clone> From<&[T]> for $Rc<[T]> {
            fn from(v: &[T]) -> $Rc<[T]> {
                $Rc::from(v.to_vec())
            }
        }
        impl<T, const N: usize> From<[T; N]> for $Rc<[T]> {
            fn from(v: [T; N]) -> $Rc<[T]> {
                $Rc::<[T; N]>::new(v)
            }
        }
        impl From<&str> for $Rc<str> {
            fn from(v: &str) -> $Rc<str> {
                let bytes = $Rc::<[u8]>::from(v.as_bytes());
                unsafe { $Rc::from_raw($Rc::into_raw(bytes) as *const str) }
            }
        }
        impl From<String> for $Rc<str> {
            fn from(v: String) -> $Rc<str> {
                $Rc::from(&v[..])
            }
        }
        impl<T> From<Box<T>> for $Rc<T> {
            fn from(v: Box<T>) -> $Rc<T> {
                $Rc::new(*v)
            }
        }
        impl From<Box<str>> for $Rc<str> {
            fn from(v: Box<str>) -> $Rc<str> {
                $Rc::from(&*v)
            }
        }
        impl<T> FromIterator<T> for $Rc<[T]> {
            fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> $Rc<[T]> {
                $Rc::from(Vec::from_iter(iter))
            }
        }
    };
}

use crate::fmt;

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TypeId {
    id: u128,
}

impl TypeId {
    #[must_use]
    pub const fn of<T: ?Sized + 'static>() -> TypeId {
        TypeId { id: crate::intrinsics::type_id::<T>() }
    }
}

#[must_use]
pub const fn type_name<T: ?Sized>() -> &'static str {
    crate::intrinsics::type_name::<T>()
}
#[must_use]
pub const fn type_name_of_val<T: ?Sized>(_value: &T) -> &'static str {
    crate::intrinsics::type_name::<T>()
}

pub trait Any: 'static {
    fn type_id(&self) -> TypeId;
}
impl<T: 'static + ?Sized> Any for T {
    fn type_id(&self) -> TypeId {
        TypeId::of::<T>()
    }
}

impl fmt::Debug for dyn Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Any { .. }")
    }
}

impl dyn Any {
    pub fn is<T: Any>(&self) -> bool {
        TypeId::of::<T>() == self.type_id()
    }
    pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
        if self.is::<T>() { unsafe { Some(&*(self as *const dyn Any as *const T)) } } else { None }
    }
    pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T> {
        if self.is::<T>() { unsafe { Some(&mut *(self as *mut dyn Any as *mut T)) } } else { None }
    }
}

macro_rules! any_and {
    ($($($auto:ident)+;)*) => { $(
        impl fmt::Debug for dyn Any $(+ $auto)+ {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("Any { .. }")
            }
        }
        impl dyn Any $(+ $auto)+ {
            pub fn is<T: Any>(&self) -> bool {
                TypeId::of::<T>() == Any::type_id(self)
            }
            pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
                if self.is::<T>() { unsafe { Some(&*(self as *const Self as *const T)) } } else { None }
            }
            pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T> {
                if self.is::<T>() { unsafe { Some(&mut *(self as *mut Self as *mut T)) } } else { None }
            }
        }
    )* };
}
any_and! { Send; Send Sync; }

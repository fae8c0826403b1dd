//! alloc, as kbuild compiles it: what programs with an allocator use, in kbuild's own words, as core beside it.
#![no_std]
#![allow(internal_features)]

#[macro_use]
mod counted;

mod buffer;
mod plain;
mod unique;

pub mod alloc;
pub mod borrow;
pub mod boxed;
pub mod collections;
pub mod fmt;
pub mod rc;
pub mod slice;
pub mod str;
pub mod string;
#[cfg(target_has_atomic = "ptr")]
pub mod sync;
#[cfg(target_has_atomic = "ptr")]
pub mod task;
pub mod vec;

#[doc(hidden)]
pub mod __export {
    pub use core::format_args;
    pub use core::hint::must_use;
}

#[macro_export]
macro_rules! vec {
    () => {
        $crate::vec::Vec::new()
    };
    ($elem:expr; $n:expr) => {
        $crate::vec::from_elem($elem, $n)
    };
    ($($x:expr),+ $(,)?) => {
        $crate::vec::from_array([$($x),+])
    };
}

#[macro_export]
macro_rules! format {
    ($($arg:tt)*) => {
        $crate::__export::must_use({
            let res = $crate::fmt::format($crate::__export::format_args!($($arg)*));
            res
        })
    };
}

//! alloc, as kbuild compiles it: what programs with an allocator use, in kbuild's own words, as core beside it.
#![no_std]
#![allow(internal_features)]

mod buffer;
mod plain;
mod unique;

pub mod alloc;
pub mod borrow;
pub mod boxed;
pub mod collections;
pub mod slice;
pub mod vec;

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

//! alloc, as kbuild compiles it: what programs with an allocator use, in kbuild's own words, as core beside it.
#![no_std]
#![allow(internal_features)]

mod unique;

pub mod alloc;
pub mod boxed;

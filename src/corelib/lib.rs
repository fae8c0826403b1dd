//! core, as kbuild compiles it: the part that freestanding programs use, in kbuild's own words.
//! Names, signatures and behaviour are core's; the bodies are the simplest that behave so.
//! What stands in `intrinsics.rs` has no body: the back end and the constant evaluator supply it.
#![no_core]
#![allow(internal_features)]

#[macro_use]
mod macros;

pub use macros::{assert_matches, debug_assert_matches};

pub mod intrinsics;
mod soft;

pub mod alloc;
pub mod any;
pub mod arch;
pub mod array;
pub mod ascii;
pub mod borrow;
pub mod cell;
pub mod char;
pub mod clone;
pub mod cmp;
pub mod convert;
pub mod default;
pub mod error;
pub mod ffi;
pub mod fmt;
pub mod future;
pub mod hash;
pub mod hint;
pub mod iter;
pub mod marker;
pub mod mem;
pub mod num;
pub mod ops;
pub mod option;
pub mod panic;
pub mod panicking;
pub mod pin;
pub mod prelude;
pub mod ptr;
pub mod range;
pub mod result;
pub mod slice;
pub mod str;
pub mod sync;
pub mod task;
pub mod time;
mod unicode;

pub mod primitive {}

macro_rules! int_module {
    ($($name:ident)*) => { $(
        pub mod $name {
            pub const MIN: $name = $name::MIN;
            pub const MAX: $name = $name::MAX;
        }
    )* };
}
int_module! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

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

// The modules of the numbers' names: what they hold is read when somebody asks for one.
#[path = "num/shells/i8.rs"]
pub mod i8;
#[path = "num/shells/i16.rs"]
pub mod i16;
#[path = "num/shells/i32.rs"]
pub mod i32;
#[path = "num/shells/i64.rs"]
pub mod i64;
#[path = "num/shells/i128.rs"]
pub mod i128;
#[path = "num/shells/isize.rs"]
pub mod isize;
#[path = "num/shells/u8.rs"]
pub mod u8;
#[path = "num/shells/u16.rs"]
pub mod u16;
#[path = "num/shells/u32.rs"]
pub mod u32;
#[path = "num/shells/u64.rs"]
pub mod u64;
#[path = "num/shells/u128.rs"]
pub mod u128;
#[path = "num/shells/usize.rs"]
pub mod usize;
#[path = "num/shells/f32.rs"]
pub mod f32;
#[path = "num/shells/f64.rs"]
pub mod f64;

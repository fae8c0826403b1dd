//! Texts made of values.
pub use core::fmt::*;

use crate::string::String;

#[must_use]
#[inline]
pub fn format(args: Arguments<'_>) -> String {
    match args.as_str() {
        Some(text) => String::from(text),
        None => formatted(args),
    }
}
fn formatted(args: Arguments<'_>) -> String {
    let mut output = String::with_capacity(args.estimated_capacity());
    output
        .write_fmt(args)
        .expect("a formatting trait implementation returned an error when the underlying stream did not");
    output
}

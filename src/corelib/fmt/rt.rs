//! What `format_args!` expands to.
use crate::fmt::{Formatter, Result};

pub struct Opaque;

/// A value and how to show it, or a number for a width or precision.
#[lang = "format_argument"]
#[derive(Copy, Clone)]
pub struct Argument<'a> {
    value: &'a Opaque,
    show: fn(&Opaque, &mut Formatter<'_>) -> Result,
    count: usize,
}

fn show_nothing(_value: &Opaque, _f: &mut Formatter<'_>) -> Result {
    Ok(())
}

impl<'a> Argument<'a> {
    #[inline]
    pub(crate) fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.show)(self.value, f)
    }
}

#[lang = "format_argument_new"]
#[inline]
pub const fn new_argument<'a, T>(value: &'a T, show: fn(&T, &mut Formatter<'_>) -> Result) -> Argument<'a> {
    unsafe { Argument { value: &*(value as *const T as *const Opaque), show: crate::intrinsics::transmute(show), count: 0 } }
}
#[lang = "format_argument_count"]
#[inline]
pub const fn new_count<'a>(value: &'a usize) -> Argument<'a> {
    unsafe { Argument { value: &*(value as *const usize as *const Opaque), show: show_nothing, count: *value } }
}

#[lang = "format_placeholder"]
#[derive(Copy, Clone)]
pub struct Placeholder {
    pub(crate) position: usize,
    pub(crate) fill: char,
    pub(crate) align: u8,
    pub(crate) flags: u8,
    precision_kind: u8,
    precision: usize,
    width_kind: u8,
    width: usize,
}

#[lang = "format_placeholder_new"]
#[inline]
pub const fn new_placeholder(
    position: usize,
    fill: char,
    align: u8,
    flags: u8,
    precision_kind: u8,
    precision: usize,
    width_kind: u8,
    width: usize,
) -> Placeholder {
    Placeholder { position, fill, align, flags, precision_kind, precision, width_kind, width }
}

fn count(kind: u8, value: usize, args: &[Argument<'_>]) -> Option<usize> {
    match kind {
        0 => None,
        1 => Some(value),
        _ => Some(args[value].count),
    }
}

impl Placeholder {
    pub(crate) fn precision(&self, args: &[Argument<'_>]) -> Option<usize> {
        count(self.precision_kind, self.precision, args)
    }
    pub(crate) fn width(&self, args: &[Argument<'_>]) -> Option<usize> {
        count(self.width_kind, self.width, args)
    }
}

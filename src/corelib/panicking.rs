//! The functions that panic. Each ends in the crate's `#[panic_handler]`.
use crate::fmt;
use crate::panic::{Location, PanicInfo};

unsafe extern "Rust" {
    #[lang = "panic_impl"]
    fn panic_impl(info: &PanicInfo<'_>) -> !;
}

#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_fmt"]
pub const fn panic_fmt(message: fmt::Arguments<'_>) -> ! {
    let info = PanicInfo::new(&message, Location::caller(), true);
    unsafe { panic_impl(&info) }
}

#[cold]
#[inline(never)]
#[track_caller]
pub fn panic_nounwind_fmt(message: fmt::Arguments<'_>) -> ! {
    let info = PanicInfo::new(&message, Location::caller(), false);
    unsafe { panic_impl(&info) }
}

#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic"]
pub const fn panic(text: &'static str) -> ! {
    panic_fmt(fmt::Arguments::from_static(text))
}

#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_nounwind"]
pub fn panic_nounwind(text: &'static str) -> ! {
    panic_nounwind_fmt(fmt::Arguments::from_static(text))
}

#[cold]
#[track_caller]
pub const fn panic_explicit() -> ! {
    panic("explicit panic")
}

#[cold]
#[track_caller]
pub const fn panic_str_2015(text: &str) -> ! {
    panic_display(&text)
}

#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_display"]
pub const fn panic_display<T: fmt::Display>(x: &T) -> ! {
    panic_fmt(format_args!("{}", *x))
}

#[cold]
#[track_caller]
pub fn unreachable_display<T: fmt::Display>(x: &T) -> ! {
    panic_fmt(format_args!("internal error: entered unreachable code: {}", *x))
}

#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_bounds_check"]
pub fn panic_bounds_check(index: usize, len: usize) -> ! {
    panic!("index out of bounds: the len is {len} but the index is {index}")
}

#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_misaligned_pointer_dereference"]
pub fn panic_misaligned_pointer_dereference(required: usize, found: usize) -> ! {
    panic_nounwind_fmt(format_args!("misaligned pointer dereference: address must be a multiple of {required:#x} but is {found:#x}"))
}

#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_null_pointer_dereference"]
pub fn panic_null_pointer_dereference() -> ! {
    panic_nounwind("null pointer dereference occurred")
}

#[cold]
#[inline(never)]
#[lang = "panic_cannot_unwind"]
pub fn panic_cannot_unwind() -> ! {
    panic_nounwind("panic in a function that cannot unwind")
}

pub mod panic_const {
    macro_rules! panics {
        ($($name:ident = $text:literal;)*) => { $(
            #[cold]
            #[inline(never)]
            #[track_caller]
            #[lang = stringify!($name)]
            pub const fn $name() -> ! {
                super::panic($text)
            }
        )* };
    }
    panics! {
        panic_const_add_overflow = "attempt to add with overflow";
        panic_const_sub_overflow = "attempt to subtract with overflow";
        panic_const_mul_overflow = "attempt to multiply with overflow";
        panic_const_div_overflow = "attempt to divide with overflow";
        panic_const_rem_overflow = "attempt to calculate the remainder with overflow";
        panic_const_neg_overflow = "attempt to negate with overflow";
        panic_const_shr_overflow = "attempt to shift right with overflow";
        panic_const_shl_overflow = "attempt to shift left with overflow";
        panic_const_div_by_zero = "attempt to divide by zero";
        panic_const_rem_by_zero = "attempt to calculate the remainder with a divisor of zero";
    }
}

pub enum AssertKind {
    Eq,
    Ne,
    Match,
}

#[cold]
#[track_caller]
pub fn assert_failed<T: fmt::Debug + ?Sized, U: fmt::Debug + ?Sized>(
    kind: AssertKind,
    left: &T,
    right: &U,
    args: Option<fmt::Arguments<'_>>,
) -> ! {
    assert_failed_inner(kind, &left, &right, args)
}

#[cold]
#[track_caller]
pub fn assert_matches_failed<T: fmt::Debug + ?Sized>(left: &T, right: &str, args: Option<fmt::Arguments<'_>>) -> ! {
    struct Pattern<'a>(&'a str);
    impl fmt::Debug for Pattern<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }
    assert_failed_inner(AssertKind::Match, &left, &Pattern(right), args)
}

#[cold]
#[inline(never)]
#[track_caller]
fn assert_failed_inner(kind: AssertKind, left: &dyn fmt::Debug, right: &dyn fmt::Debug, args: Option<fmt::Arguments<'_>>) -> ! {
    let op = match kind {
        AssertKind::Eq => "==",
        AssertKind::Ne => "!=",
        AssertKind::Match => "matches",
    };
    match args {
        Some(args) => panic!("assertion `left {op} right` failed: {args}\n  left: {left:?}\n right: {right:?}"),
        None => panic!("assertion `left {op} right` failed\n  left: {left:?}\n right: {right:?}"),
    }
}

//! Formatted text. `format_args!` makes `Arguments`; a `Formatter` carries one placeholder's options to a value.
mod builders;
mod debug_map;
mod derived;
pub(crate) mod escaped;
mod float;
mod from_fn;
mod num;
mod rt;
mod values;

pub use builders::{DebugList, DebugSet, DebugStruct, DebugTuple};
pub use debug_map::DebugMap;
pub use from_fn::{FromFn, from_fn};
pub use rt::{Argument, Placeholder};
pub(crate) use values::write_escaped;

#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Error;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad("an error occurred when formatting an argument")
    }
}

pub type Result = crate::result::Result<(), Error>;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Right,
    Center,
}

pub trait Write {
    fn write_str(&mut self, s: &str) -> Result;
    fn write_char(&mut self, c: char) -> Result {
        self.write_str(c.encode_utf8(&mut [0; 4]))
    }
    fn write_fmt(mut self: &mut Self, args: Arguments<'_>) -> Result {
        // What has no size is written to through its reference.
        write(&mut self, args)
    }
}
impl<W: Write + ?Sized> Write for &mut W {
    fn write_str(&mut self, s: &str) -> Result {
        (**self).write_str(s)
    }
    fn write_char(&mut self, c: char) -> Result {
        (**self).write_char(c)
    }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        (**self).write_fmt(args)
    }
}

macro_rules! format_traits {
    ($($name:ident)*) => { $(
        pub trait $name {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result;
        }
        impl<T: ?Sized + $name> $name for &T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                $name::fmt(&**self, f)
            }
        }
        impl<T: ?Sized + $name> $name for &mut T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                $name::fmt(&**self, f)
            }
        }
    )* };
}
format_traits! { Debug Display Octal LowerHex UpperHex Binary LowerExp UpperExp }

pub trait Pointer {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}

/// Texts and arguments in turn; `specs` is empty if each placeholder is `{}`-like and they come in order.
#[lang = "format_arguments"]
#[derive(Copy, Clone)]
pub struct Arguments<'a> {
    /// The whole, if there are no pieces.
    text: &'static str,
    pieces: &'a [&'static str],
    args: &'a [Argument<'a>],
    specs: &'a [Placeholder],
}

impl<'a> Arguments<'a> {
    #[inline]
    pub const fn new(pieces: &'a [&'static str], args: &'a [Argument<'a>], specs: &'a [Placeholder]) -> Arguments<'a> {
        Arguments { text: "", pieces, args, specs }
    }
    #[inline]
    pub const fn from_static(text: &'static str) -> Arguments<'static> {
        Arguments { text, pieces: &[], args: &[], specs: &[] }
    }
    #[must_use]
    #[inline]
    pub const fn as_str(&self) -> Option<&'static str> {
        if self.args.len() != 0 {
            return None;
        }
        match self.pieces {
            [] => Some(self.text),
            [text] => Some(*text),
            _ => None,
        }
    }
    /// A guess at the length of the text: twice what is written of it, as nothing is known of the arguments.
    #[doc(hidden)]
    pub fn estimated_capacity(&self) -> usize {
        let written = self.pieces.iter().map(|piece| piece.len()).sum::<usize>() + self.text.len();
        if self.args.is_empty() {
            return written;
        }
        let starts_open = matches!(self.pieces.first(), None | Some(&""));
        if starts_open && written < 16 { 0 } else { written.checked_mul(2).unwrap_or(0) }
    }
}
/// What `format_args!` calls.
#[lang = "format_arguments_new"]
#[inline]
pub const fn new_arguments<'a>(pieces: &'a [&'static str], args: &'a [Argument<'a>], specs: &'a [Placeholder]) -> Arguments<'a> {
    Arguments { text: "", pieces, args, specs }
}

impl Debug for Arguments<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write(f.out, *self)
    }
}
impl Display for Arguments<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write(f.out, *self)
    }
}

pub fn write(output: &mut dyn Write, args: Arguments<'_>) -> Result {
    if args.pieces.is_empty() && args.args.is_empty() {
        return output.write_str(args.text);
    }
    let mut f = Formatter { out: output, fill: ' ', align: 3, flags: 0, precision: None, width: None };
    let count = if args.specs.is_empty() { args.args.len() } else { args.specs.len() };
    let mut i = 0;
    while i < count {
        if let Some(text) = args.pieces.get(i) {
            if !text.is_empty() {
                f.out.write_str(*text)?;
            }
        }
        let mut position = i;
        if let Some(spec) = args.specs.get(i) {
            position = spec.position;
            f.fill = spec.fill;
            f.align = spec.align;
            f.flags = spec.flags;
            f.precision = spec.precision(args.args);
            f.width = spec.width(args.args);
        }
        args.args[position].fmt(&mut f)?;
        i += 1;
    }
    while let Some(text) = args.pieces.get(i) {
        f.out.write_str(*text)?;
        i += 1;
    }
    Ok(())
}

/// Flags: 1 plus, 2 minus, 4 alternate, 8 zero, 16 and 32 hexadecimal debug.
pub struct Formatter<'a> {
    out: &'a mut (dyn Write + 'a),
    fill: char,
    align: u8,
    flags: u8,
    precision: Option<usize>,
    width: Option<usize>,
}

impl<'a> Formatter<'a> {
    pub fn write_str(&mut self, data: &str) -> Result {
        self.out.write_str(data)
    }
    pub fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        write(self.out, args)
    }
    #[must_use]
    pub fn fill(&self) -> char {
        self.fill
    }
    #[must_use]
    pub fn align(&self) -> Option<Alignment> {
        match self.align {
            0 => Some(Alignment::Left),
            1 => Some(Alignment::Right),
            2 => Some(Alignment::Center),
            _ => None,
        }
    }
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        self.width
    }
    #[must_use]
    pub fn precision(&self) -> Option<usize> {
        self.precision
    }
    #[must_use]
    pub fn sign_plus(&self) -> bool {
        self.flags & 1 != 0
    }
    #[must_use]
    pub fn sign_minus(&self) -> bool {
        self.flags & 2 != 0
    }
    #[must_use]
    pub fn alternate(&self) -> bool {
        self.flags & 4 != 0
    }
    #[must_use]
    pub fn sign_aware_zero_pad(&self) -> bool {
        self.flags & 8 != 0
    }

    fn fill_with(&mut self, c: char, count: usize) -> Result {
        let mut i = 0;
        while i < count {
            self.out.write_char(c)?;
            i += 1;
        }
        Ok(())
    }
    /// What is `length` characters long, at the left if nothing else is asked.
    pub(crate) fn pad_around(&mut self, length: usize, text: Arguments<'_>) -> Result {
        let padding = match self.width {
            Some(width) => width.saturating_sub(length),
            None => 0,
        };
        let before = self.padding_before(padding, 0);
        self.fill_with(self.fill, before)?;
        write(self.out, text)?;
        self.fill_with(self.fill, padding - before)
    }
    /// How much of `padding` stands before the text.
    fn padding_before(&self, padding: usize, default: u8) -> usize {
        match if self.align == 3 { default } else { self.align } {
            0 => 0,
            1 => padding,
            _ => padding / 2,
        }
    }

    /// A text, cut to the precision and padded to the width.
    pub fn pad(&mut self, s: &str) -> Result {
        let mut s = s;
        if let Some(max) = self.precision {
            if let Some((at, _)) = s.char_indices().nth(max) {
                s = &s[..at];
            }
        }
        match self.width {
            None => self.out.write_str(s),
            Some(width) => {
                let length = s.chars().count();
                let padding = width.saturating_sub(length);
                let before = self.padding_before(padding, 0);
                self.fill_with(self.fill, before)?;
                self.out.write_str(s)?;
                self.fill_with(self.fill, padding - before)
            }
        }
    }

    /// A number's digits with sign and prefix, padded.
    pub fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, buf: &str) -> Result {
        let prefix = if self.alternate() { prefix } else { "" };
        self.pad_number(is_nonnegative, prefix, buf, 0, "")
    }
    /// A number: digits, zeros behind them, and what follows.
    pub(crate) fn pad_number(&mut self, is_nonnegative: bool, prefix: &str, digits: &str, zeros: usize, tail: &str) -> Result {
        let sign = if !is_nonnegative {
            "-"
        } else if self.sign_plus() {
            "+"
        } else {
            ""
        };
        let length = sign.len() + prefix.len() + digits.len() + zeros + tail.len();
        let padding = match self.width {
            Some(width) => width.saturating_sub(length),
            None => 0,
        };
        if self.sign_aware_zero_pad() {
            self.put(sign)?;
            self.put(prefix)?;
            self.fill_with('0', padding)?;
            self.put(digits)?;
            self.fill_with('0', zeros)?;
            return self.put(tail);
        }
        let before = self.padding_before(padding, 1);
        self.fill_with(self.fill, before)?;
        self.put(sign)?;
        self.put(prefix)?;
        self.put(digits)?;
        self.fill_with('0', zeros)?;
        self.put(tail)?;
        self.fill_with(self.fill, padding - before)
    }
    /// Nothing is not written.
    fn put(&mut self, text: &str) -> Result {
        if text.is_empty() { Ok(()) } else { self.out.write_str(text) }
    }

    pub fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a> {
        DebugStruct::new(self, name)
    }
    pub fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a> {
        DebugTuple::new(self, name)
    }
    pub fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a> {
        DebugList::new(self)
    }
    pub fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a> {
        DebugSet::new(self)
    }
    pub fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a> {
        DebugMap::new(self)
    }
}

impl Write for Formatter<'_> {
    fn write_str(&mut self, s: &str) -> Result {
        self.out.write_str(s)
    }
    fn write_char(&mut self, c: char) -> Result {
        self.out.write_char(c)
    }
}

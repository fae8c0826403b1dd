//! The texts of core's own types, of tuples and ranges.
use crate::fmt::{escaped, Debug, Display, Formatter, LowerHex, Pointer, Result, Write};

impl Display for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(self)
    }
}
impl Display for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(self.encode_utf8(&mut [0; 4]))
    }
}
impl Display for bool {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(if *self { "true" } else { "false" })
    }
}
impl Display for ! {
    fn fmt(&self, _f: &mut Formatter<'_>) -> Result {
        *self
    }
}
impl Debug for ! {
    fn fmt(&self, _f: &mut Formatter<'_>) -> Result {
        *self
    }
}
impl Debug for bool {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Display::fmt(self, f)
    }
}
impl Debug for () {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad("()")
    }
}

/// Writes a character as it would stand in a literal with these quotes.
pub(crate) fn write_escaped(f: &mut Formatter<'_>, c: char, quote: char) -> Result {
    match c {
        '\0' => f.write_str("\\0"),
        '\t' => f.write_str("\\t"),
        '\r' => f.write_str("\\r"),
        '\n' => f.write_str("\\n"),
        '\\' => f.write_str("\\\\"),
        _ if c == quote => {
            f.write_char('\\')?;
            f.write_char(c)
        }
        _ if (c as u32) < 0x20 || c as u32 == 0x7f || (c as u32 >= 0x80 && escaped::is_escaped(c)) => {
            f.write_str("\\u{")?;
            let mut started = false;
            let mut shift = 24;
            while shift > 0 {
                shift -= 4;
                let digit = (c as u32 >> shift) & 15;
                if digit != 0 || started || shift == 0 {
                    started = true;
                    f.write_char(if digit < 10 { (b'0' + digit as u8) as char } else { (b'a' + digit as u8 - 10) as char })?;
                }
            }
            f.write_char('}')
        }
        _ => f.write_char(c),
    }
}

impl Debug for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('"')?;
        for c in self.chars() {
            write_escaped(f, c, '"')?;
        }
        f.write_char('"')
    }
}
impl Debug for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('\'')?;
        write_escaped(f, *self, '\'')?;
        f.write_char('\'')
    }
}

fn pointer(address: usize, f: &mut Formatter<'_>) -> Result {
    let (flags, width) = (f.flags, f.width);
    if f.alternate() {
        f.flags |= 8;
        if f.width.is_none() {
            f.width = Some(18);
        }
    }
    f.flags |= 4;
    let result = LowerHex::fmt(&address, f);
    f.flags = flags;
    f.width = width;
    result
}
impl<T: ?Sized> Pointer for *const T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        pointer(*self as *const () as usize, f)
    }
}
impl<T: ?Sized> Pointer for *mut T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        pointer(*self as *const () as usize, f)
    }
}
impl<T: ?Sized> Pointer for &T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        pointer(*self as *const T as *const () as usize, f)
    }
}
impl<T: ?Sized> Pointer for &mut T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        pointer(&**self as *const T as *const () as usize, f)
    }
}

impl<T: Debug> Debug for [T] {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_list().entries::<&T, crate::slice::Iter<'_, T>>(self.iter()).finish()
    }
}
impl<T: Debug, const N: usize> Debug for [T; N] {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Debug::fmt(&self[..], f)
    }
}
impl<T: ?Sized> Debug for crate::marker::PhantomData<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "PhantomData<{}>", crate::any::type_name::<T>())
    }
}

macro_rules! debug_tuple {
    ($(($($name:ident $index:tt),+))*) => { $(
        impl<$($name: Debug),+> Debug for ($($name,)+) {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let mut builder = f.debug_tuple("");
                $(builder.field(&self.$index);)+
                builder.finish()
            }
        }
    )* };
}
#[impls] for_tuples! { debug_tuple }

impl<T: Debug> Debug for crate::ops::Range<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.start.fmt(f)?;
        f.write_str("..")?;
        self.end.fmt(f)
    }
}
impl<T: Debug> Debug for crate::ops::RangeInclusive<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.start.fmt(f)?;
        f.write_str("..=")?;
        self.end.fmt(f)?;
        if self.exhausted {
            f.write_str(" (exhausted)")?;
        }
        Ok(())
    }
}
impl<T: Debug> Debug for crate::ops::RangeFrom<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.start.fmt(f)?;
        f.write_str("..")
    }
}
impl<T: Debug> Debug for crate::ops::RangeTo<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("..")?;
        self.end.fmt(f)
    }
}
impl<T: Debug> Debug for crate::ops::RangeToInclusive<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("..=")?;
        self.end.fmt(f)
    }
}
impl Debug for crate::ops::RangeFull {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("..")
    }
}

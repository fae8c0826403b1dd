use crate::fmt;

/// Where a panic came from: the file as given to the compiler, line and column from 1.
#[lang = "Location"]
#[derive(Copy, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Location<'a> {
    file: &'a str,
    line: u32,
    col: u32,
}

impl<'a> Location<'a> {
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn caller() -> &'static Location<'static> {
        crate::intrinsics::caller_location()
    }
    #[must_use]
    pub const fn file(&self) -> &'a str {
        self.file
    }
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }
    #[must_use]
    pub const fn column(&self) -> u32 {
        self.col
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        f.write_str(":")?;
        fmt::Display::fmt(&self.line, f)?;
        f.write_str(":")?;
        fmt::Display::fmt(&self.col, f)
    }
}

#[lang = "PanicInfo"]
pub struct PanicInfo<'a> {
    message: &'a fmt::Arguments<'a>,
    location: &'a Location<'a>,
    can_unwind: bool,
    force_no_backtrace: bool,
}

impl<'a> PanicInfo<'a> {
    pub(crate) const fn new(message: &'a fmt::Arguments<'a>, location: &'a Location<'a>, can_unwind: bool) -> PanicInfo<'a> {
        PanicInfo { message, location, can_unwind, force_no_backtrace: false }
    }
    #[must_use]
    pub fn message(&self) -> PanicMessage<'_> {
        PanicMessage { message: self.message }
    }
    #[must_use]
    pub const fn location(&self) -> Option<&Location<'_>> {
        Some(&self.location)
    }
    /// A panic of this crate carries nothing but its message.
    #[cfg_attr(since = "81", deprecated(since = "1.81.0", note = "this never returns anything useful"))]
    pub fn payload(&self) -> &(dyn crate::any::Any + Send) {
        struct NoPayload;
        &NoPayload
    }
    #[must_use]
    pub const fn can_unwind(&self) -> bool {
        self.can_unwind
    }
}

impl fmt::Display for PanicInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("panicked at ")?;
        fmt::Display::fmt(self.location, f)?;
        f.write_str(":\n")?;
        f.write_fmt(*self.message)
    }
}
impl fmt::Debug for PanicInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PanicInfo")
            .field("message", self.message)
            .field("location", self.location)
            .field("can_unwind", &self.can_unwind)
            .field("force_no_backtrace", &self.force_no_backtrace)
            .finish()
    }
}

pub struct PanicMessage<'a> {
    message: &'a fmt::Arguments<'a>,
}

impl PanicMessage<'_> {
    #[must_use]
    pub const fn as_str(&self) -> Option<&'static str> {
        self.message.as_str()
    }
}
impl fmt::Display for PanicMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_fmt(*self.message)
    }
}
impl fmt::Debug for PanicMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_fmt(*self.message)
    }
}

pub auto trait UnwindSafe {}
pub auto trait RefUnwindSafe {}

pub struct AssertUnwindSafe<T>(pub T);
impl<T> UnwindSafe for AssertUnwindSafe<T> {}
impl<T> RefUnwindSafe for AssertUnwindSafe<T> {}
impl<T> crate::ops::Deref for AssertUnwindSafe<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}
impl<T> crate::ops::DerefMut for AssertUnwindSafe<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
impl<T: fmt::Debug> fmt::Debug for AssertUnwindSafe<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AssertUnwindSafe").field(&self.0).finish()
    }
}
impl<T: Default> Default for AssertUnwindSafe<T> {
    fn default() -> Self {
        AssertUnwindSafe(T::default())
    }
}

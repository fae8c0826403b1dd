//! What is wrong with bytes that should be text.
use super::String;
use crate::vec::Vec;
use core::error::Error;
use core::fmt;
use core::str::Utf8Error;

#[derive(Debug, PartialEq, Eq, Clone)]
pub struct FromUtf8Error {
    pub(super) bytes: Vec<u8>,
    pub(super) error: Utf8Error,
}
#[derive(Debug)]
pub struct FromUtf16Error(pub(super) ());

impl FromUtf8Error {
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..]
    }
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
    #[must_use]
    pub fn utf8_error(&self) -> Utf8Error {
        self.error
    }
}
impl fmt::Display for FromUtf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)
    }
}
impl fmt::Display for FromUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt("invalid utf-16: lone surrogate found", f)
    }
}
impl Error for FromUtf8Error {}
impl Error for FromUtf16Error {}

/// A text as an error.
pub(super) struct StringError(pub(super) String);
impl Error for StringError {}
impl fmt::Display for StringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl fmt::Debug for StringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

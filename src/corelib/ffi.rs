use crate::fmt;

pub type c_char = i8;
pub type c_schar = i8;
pub type c_uchar = u8;
pub type c_short = i16;
pub type c_ushort = u16;
pub type c_int = i32;
pub type c_uint = u32;
pub type c_long = i64;
pub type c_ulong = u64;
pub type c_longlong = i64;
pub type c_ulonglong = u64;
pub type c_float = f32;
pub type c_double = f64;

#[repr(u8)]
pub enum c_void {
    #[doc(hidden)]
    __variant1,
    #[doc(hidden)]
    __variant2,
}

/// Bytes up to and with a NUL.
#[lang = "CStr"]
#[derive(PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct CStr {
    inner: [u8],
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FromBytesUntilNulError(());

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FromBytesWithNulError {
    InteriorNul { position: usize },
    NotNulTerminated,
}

impl CStr {
    #[must_use]
    pub const unsafe fn from_ptr<'a>(pointer: *const c_char) -> &'a CStr {
        let mut length = 0;
        unsafe {
            while *pointer.add(length) != 0 {
                length += 1;
            }
            CStr::from_bytes_with_nul_unchecked(crate::slice::from_raw_parts(pointer as *const u8, length + 1))
        }
    }
    pub const fn from_bytes_until_nul(bytes: &[u8]) -> Result<&CStr, FromBytesUntilNulError> {
        let mut i = 0;
        while i < bytes.len() {
            if bytes[i] == 0 {
                return Ok(unsafe { CStr::from_bytes_with_nul_unchecked(crate::slice::from_raw_parts(bytes.as_ptr(), i + 1)) });
            }
            i += 1;
        }
        Err(FromBytesUntilNulError(()))
    }
    pub const fn from_bytes_with_nul(bytes: &[u8]) -> Result<&CStr, FromBytesWithNulError> {
        let mut i = 0;
        while i < bytes.len() {
            if bytes[i] == 0 {
                if i + 1 == bytes.len() {
                    return Ok(unsafe { CStr::from_bytes_with_nul_unchecked(bytes) });
                }
                return Err(FromBytesWithNulError::InteriorNul { position: i });
            }
            i += 1;
        }
        Err(FromBytesWithNulError::NotNulTerminated)
    }
    #[must_use]
    pub const unsafe fn from_bytes_with_nul_unchecked(bytes: &[u8]) -> &CStr {
        unsafe { &*(bytes as *const [u8] as *const CStr) }
    }
    #[must_use]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *const c_char {
        self.inner.as_ptr() as *const c_char
    }
    #[must_use]
    pub const fn count_bytes(&self) -> usize {
        self.inner.len() - 1
    }
    pub const fn is_empty(&self) -> bool {
        self.inner.len() == 1
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    pub const fn to_bytes(&self) -> &[u8] {
        unsafe { crate::slice::from_raw_parts(self.inner.as_ptr(), self.inner.len() - 1) }
    }
    #[must_use = "this returns the result of the operation, without modifying the original"]
    pub const fn to_bytes_with_nul(&self) -> &[u8] {
        &self.inner
    }
    pub const fn to_str(&self) -> Result<&str, crate::str::Utf8Error> {
        crate::str::from_utf8(self.to_bytes())
    }
}

impl fmt::Debug for CStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for chunk in self.to_bytes().utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\0'..='\x7f' => write!(f, "{}", (c as u8).escape_ascii())?,
                    _ => write!(f, "{}", c.escape_debug())?,
                }
            }
            write!(f, "{}", chunk.invalid().escape_ascii())?;
        }
        f.write_str("\"")
    }
}
impl PartialOrd for CStr {
    fn partial_cmp(&self, other: &CStr) -> Option<crate::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for CStr {
    fn cmp(&self, other: &CStr) -> crate::cmp::Ordering {
        self.to_bytes().cmp(other.to_bytes())
    }
}
impl fmt::Display for FromBytesWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InteriorNul { position } => write!(f, "data provided contains an interior nul byte at byte position {position}"),
            Self::NotNulTerminated => f.write_str("data provided is not nul terminated"),
        }
    }
}
impl fmt::Display for FromBytesUntilNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("data provided does not contain a nul")
    }
}
impl crate::error::Error for FromBytesWithNulError {}
impl crate::error::Error for FromBytesUntilNulError {}

//! Text: bytes known to be UTF-8.
use crate::cmp::Ordering;
use crate::fmt;
use crate::ops::{Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

mod iter;
mod lines;
mod lossy;
pub mod pattern;
mod split;

pub use iter::{Bytes, CharIndices, Chars, EncodeUtf16, EscapeDebug, EscapeDefault, EscapeUnicode};
pub use lines::{Lines, SplitAsciiWhitespace, SplitWhitespace};
pub use lossy::{Utf8Chunk, Utf8Chunks};
use pattern::{DoubleEnded, Pattern};
pub use split::{
    MatchIndices, Matches, RMatchIndices, RMatches, RSplit, RSplitN, RSplitTerminator, Split, SplitInclusive, SplitN, SplitTerminator,
};

#[derive(Copy, Eq, PartialEq, Clone, Debug)]
pub struct Utf8Error {
    valid_up_to: usize,
    error_len: Option<u8>,
}
impl Utf8Error {
    #[must_use]
    pub const fn valid_up_to(&self) -> usize {
        self.valid_up_to
    }
    #[must_use]
    pub const fn error_len(&self) -> Option<usize> {
        match self.error_len {
            Some(n) => Some(n as usize),
            None => None,
        }
    }
}
impl fmt::Display for Utf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(n) = self.error_len {
            write!(f, "invalid utf-8 sequence of {} bytes from index {}", n, self.valid_up_to)
        } else {
            write!(f, "incomplete utf-8 byte sequence from index {}", self.valid_up_to)
        }
    }
}
impl crate::error::Error for Utf8Error {}

const fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Length of the valid character at `at`; or how many bytes are wrong (0: the text ends too early).
const fn character_at(bytes: &[u8], at: usize) -> Result<usize, u8> {
    let first = bytes[at];
    if first < 0x80 {
        return Ok(1);
    }
    let (len, low, high) = match first {
        0xC2..=0xDF => (2, 0x80, 0xBF),
        0xE0 => (3, 0xA0, 0xBF),
        0xE1..=0xEC | 0xEE | 0xEF => (3, 0x80, 0xBF),
        0xED => (3, 0x80, 0x9F),
        0xF0 => (4, 0x90, 0xBF),
        0xF1..=0xF3 => (4, 0x80, 0xBF),
        0xF4 => (4, 0x80, 0x8F),
        _ => return Err(1),
    };
    if at + 1 >= bytes.len() {
        return Err(0);
    }
    if bytes[at + 1] < low || bytes[at + 1] > high {
        return Err(1);
    }
    let mut i = 2;
    while i < len {
        if at + i >= bytes.len() {
            return Err(0);
        }
        if !is_continuation(bytes[at + i]) {
            return Err(i as u8);
        }
        i += 1;
    }
    Ok(len)
}

pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
    let mut at = 0;
    while at < v.len() {
        match character_at(v, at) {
            Ok(len) => at += len,
            Err(0) => return Err(Utf8Error { valid_up_to: at, error_len: None }),
            Err(n) => return Err(Utf8Error { valid_up_to: at, error_len: Some(n) }),
        }
    }
    Ok(unsafe { from_utf8_unchecked(v) })
}
pub const fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> {
    match from_utf8(v) {
        Ok(_) => Ok(unsafe { from_utf8_unchecked_mut(v) }),
        Err(e) => Err(e),
    }
}
#[must_use]
#[inline]
pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str {
    unsafe { &*(v as *const [u8] as *const str) }
}
#[must_use]
#[inline]
pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str {
    unsafe { &mut *(v as *mut [u8] as *mut str) }
}

pub trait FromStr: Sized {
    type Err;
    fn from_str(s: &str) -> Result<Self, Self::Err>;
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseBoolError;
impl fmt::Display for ParseBoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("provided string was not `true` or `false`")
    }
}
impl crate::error::Error for ParseBoolError {}
impl FromStr for bool {
    type Err = ParseBoolError;
    fn from_str(s: &str) -> Result<bool, ParseBoolError> {
        match s {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(ParseBoolError),
        }
    }
}

impl str {
    pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
        from_utf8(v)
    }
    pub const fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> {
        from_utf8_mut(v)
    }
    #[must_use]
    #[inline]
    pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str {
        unsafe { from_utf8_unchecked(v) }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str {
        unsafe { from_utf8_unchecked_mut(v) }
    }
    #[must_use]
    #[inline]
    #[rustc_no_implicit_autorefs]
    pub const fn len(&self) -> usize {
        self.as_bytes().len()
    }
    #[must_use]
    #[inline]
    #[rustc_no_implicit_autorefs]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[must_use]
    #[inline]
    pub const fn as_bytes(&self) -> &[u8] {
        unsafe { &*(self as *const str as *const [u8]) }
    }
    #[must_use]
    #[inline]
    pub const unsafe fn as_bytes_mut(&mut self) -> &mut [u8] {
        unsafe { &mut *(self as *mut str as *mut [u8]) }
    }
    #[must_use]
    #[inline]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *const u8 {
        self as *const str as *const u8
    }
    #[must_use]
    #[inline]
    #[rustc_never_returns_null_ptr]
    pub const fn as_mut_ptr(&mut self) -> *mut u8 {
        self as *mut str as *mut u8
    }
    #[must_use]
    pub const fn is_char_boundary(&self, index: usize) -> bool {
        if index == 0 || index == self.len() {
            return true;
        }
        index < self.len() && !is_continuation(self.as_bytes()[index])
    }
    pub fn get<I: StrIndex>(&self, index: I) -> Option<&str> {
        match index.bounds(self.len()) {
            Ok((start, end)) if self.has_part(start, end) => Some(unsafe { self.part(start, end) }),
            _ => None,
        }
    }
    pub fn get_mut<I: StrIndex>(&mut self, index: I) -> Option<&mut str> {
        match index.bounds(self.len()) {
            Ok((start, end)) if self.has_part(start, end) => Some(unsafe { self.part_mut(start, end) }),
            _ => None,
        }
    }
    pub unsafe fn get_unchecked<I: StrIndex>(&self, index: I) -> &str {
        match index.bounds(self.len()) {
            Ok((start, end)) | Err((start, end)) => unsafe { self.part(start, end) },
        }
    }
    pub unsafe fn get_unchecked_mut<I: StrIndex>(&mut self, index: I) -> &mut str {
        match index.bounds(self.len()) {
            Ok((start, end)) | Err((start, end)) => unsafe { self.part_mut(start, end) },
        }
    }
    #[inline]
    fn has_part(&self, start: usize, end: usize) -> bool {
        start <= end && self.is_char_boundary(start) && self.is_char_boundary(end)
    }
    unsafe fn part_mut(&mut self, start: usize, end: usize) -> &mut str {
        unsafe { &mut *(self.part(start, end) as *const str as *mut str) }
    }
    #[inline]
    pub(crate) const unsafe fn part(&self, start: usize, end: usize) -> &str {
        unsafe { from_utf8_unchecked(crate::slice::from_raw_parts(self.as_ptr().add(start), end - start)) }
    }
    #[must_use]
    pub fn split_at(&self, mid: usize) -> (&str, &str) {
        match self.split_at_checked(mid) {
            Some(parts) => parts,
            None => bad_slice(self, 0, mid),
        }
    }
    #[must_use]
    pub fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> {
        if self.is_char_boundary(mid) { Some(unsafe { (self.part(0, mid), self.part(mid, self.len())) }) } else { None }
    }
    #[must_use]
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str) {
        if !self.is_char_boundary(mid) {
            bad_slice(self, 0, mid);
        }
        let (first, second) = unsafe { self.as_bytes_mut() }.split_at_mut(mid);
        unsafe { (from_utf8_unchecked_mut(first), from_utf8_unchecked_mut(second)) }
    }
    #[must_use]
    pub fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut str, &mut str)> {
        if self.is_char_boundary(mid) { Some(self.split_at_mut(mid)) } else { None }
    }
    pub const fn floor_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut at = index;
        while !self.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
    pub const fn ceil_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut at = index;
        while !self.is_char_boundary(at) {
            at += 1;
        }
        at
    }
    #[inline]
    pub fn chars(&self) -> Chars<'_> {
        Chars::new(self)
    }
    #[inline]
    pub fn char_indices(&self) -> CharIndices<'_> {
        CharIndices::new(self)
    }
    #[inline]
    pub fn bytes(&self) -> Bytes<'_> {
        Bytes::new(self)
    }
    #[must_use = "this returns the encoded string as an iterator, without modifying the original"]
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> {
        EncodeUtf16::new(self)
    }
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_debug(&self) -> EscapeDebug<'_> {
        EscapeDebug::new(self)
    }
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_default(&self) -> EscapeDefault<'_> {
        EscapeDefault::new(self)
    }
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_unicode(&self) -> EscapeUnicode<'_> {
        EscapeUnicode::new(self)
    }
    #[must_use = "this returns the split string as an iterator, without modifying the original"]
    pub fn split_whitespace(&self) -> SplitWhitespace<'_> {
        SplitWhitespace::new(self)
    }
    #[must_use = "this returns the split string as an iterator, without modifying the original"]
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_> {
        SplitAsciiWhitespace::new(self)
    }
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(self)
    }
    pub fn split_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.find_in(self)?;
        Some(unsafe { (self.part(0, start), self.part(end, self.len())) })
    }
    pub fn rsplit_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.rfind_in(self)?;
        Some(unsafe { (self.part(0, start), self.part(end, self.len())) })
    }
    pub fn contains<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.find_in(self).is_some()
    }
    pub fn find<P: Pattern>(&self, mut pattern: P) -> Option<usize> {
        match pattern.find_in(self) {
            Some((start, _)) => Some(start),
            None => None,
        }
    }
    pub fn rfind<P: Pattern>(&self, mut pattern: P) -> Option<usize> {
        match pattern.rfind_in(self) {
            Some((start, _)) => Some(start),
            None => None,
        }
    }
    pub fn starts_with<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.prefix_len(self).is_some()
    }
    pub fn ends_with<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.suffix_len(self).is_some()
    }
    #[must_use = "this returns the remaining substring as a new slice, without modifying the original"]
    pub fn strip_prefix<P: Pattern>(&self, mut prefix: P) -> Option<&str> {
        let n = prefix.prefix_len(self)?;
        Some(unsafe { self.part(n, self.len()) })
    }
    #[must_use = "this returns the remaining substring as a new slice, without modifying the original"]
    pub fn strip_suffix<P: Pattern>(&self, mut suffix: P) -> Option<&str> {
        let n = suffix.suffix_len(self)?;
        Some(unsafe { self.part(0, self.len() - n) })
    }
    #[must_use = "this returns the trimmed string as a slice, without modifying the original"]
    pub fn trim(&self) -> &str {
        self.trim_matches(|c: char| c.is_whitespace())
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_start(&self) -> &str {
        self.trim_start_matches(|c: char| c.is_whitespace())
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_end(&self) -> &str {
        self.trim_end_matches(|c: char| c.is_whitespace())
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    #[deprecated(since = "1.33.0", note = "superseded by `trim_start`", suggestion = "trim_start")]
    pub fn trim_left(&self) -> &str {
        self.trim_start()
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    #[deprecated(since = "1.33.0", note = "superseded by `trim_end`", suggestion = "trim_end")]
    pub fn trim_right(&self) -> &str {
        self.trim_end()
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub const fn trim_ascii(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii()) }
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub const fn trim_ascii_start(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_start()) }
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub const fn trim_ascii_end(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_end()) }
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_start_matches<P: Pattern>(&self, mut pattern: P) -> &str {
        pattern.without_prefixes(self)
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_end_matches<P: Pattern>(&self, mut pattern: P) -> &str {
        pattern.without_suffixes(self)
    }
    #[deprecated(since = "1.33.0", note = "superseded by `trim_start_matches`", suggestion = "trim_start_matches")]
    pub fn trim_left_matches<P: Pattern>(&self, pattern: P) -> &str {
        self.trim_start_matches(pattern)
    }
    #[deprecated(since = "1.33.0", note = "superseded by `trim_end_matches`", suggestion = "trim_end_matches")]
    pub fn trim_right_matches<P: Pattern>(&self, pattern: P) -> &str {
        self.trim_end_matches(pattern)
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_matches<P: DoubleEnded>(&self, mut pattern: P) -> &str {
        let text = pattern.without_prefixes(self);
        pattern.without_suffixes(text)
    }
    #[inline]
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> {
        FromStr::from_str(self)
    }
    #[must_use]
    pub const fn is_ascii(&self) -> bool {
        self.as_bytes().is_ascii()
    }
    #[must_use]
    pub fn eq_ignore_ascii_case(&self, other: &str) -> bool {
        self.as_bytes().eq_ignore_ascii_case(other.as_bytes())
    }
    pub fn make_ascii_uppercase(&mut self) {
        unsafe { self.as_bytes_mut() }.make_ascii_uppercase()
    }
    pub fn make_ascii_lowercase(&mut self) {
        unsafe { self.as_bytes_mut() }.make_ascii_lowercase()
    }
}

impl PartialEq for str {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}
impl Eq for str {}
impl PartialOrd for str {
    fn partial_cmp(&self, other: &str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for str {
    fn cmp(&self, other: &str) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}
impl Default for &str {
    fn default() -> Self {
        ""
    }
}

/// Where a range of a text of a given length begins and ends; what a panic tells of one that includes its end behind the text.
pub trait StrIndex {
    fn bounds(self, len: usize) -> Result<(usize, usize), (usize, usize)>;
}
impl StrIndex for Range<usize> {
    #[inline]
    fn bounds(self, _len: usize) -> Result<(usize, usize), (usize, usize)> {
        Ok((self.start, self.end))
    }
}
impl StrIndex for RangeTo<usize> {
    #[inline]
    fn bounds(self, _len: usize) -> Result<(usize, usize), (usize, usize)> {
        Ok((0, self.end))
    }
}
impl StrIndex for RangeFrom<usize> {
    #[inline]
    fn bounds(self, len: usize) -> Result<(usize, usize), (usize, usize)> {
        Ok((self.start, len))
    }
}
impl StrIndex for RangeFull {
    #[inline]
    fn bounds(self, len: usize) -> Result<(usize, usize), (usize, usize)> {
        Ok((0, len))
    }
}
impl StrIndex for RangeInclusive<usize> {
    #[inline]
    fn bounds(self, len: usize) -> Result<(usize, usize), (usize, usize)> {
        if self.end < len { Ok((if self.exhausted { self.end + 1 } else { self.start }, self.end + 1)) } else { Err((self.start, self.end)) }
    }
}
impl StrIndex for RangeToInclusive<usize> {
    #[inline]
    fn bounds(self, len: usize) -> Result<(usize, usize), (usize, usize)> {
        (0..=self.end).bounds(len)
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn bad_slice(s: &str, begin: usize, end: usize) -> ! {
    let len = s.len();
    if begin > len {
        panic!("start byte index {begin} is out of bounds for string of length {len}");
    }
    if end > len {
        panic!("end byte index {end} is out of bounds for string of length {len}");
    }
    if begin > end {
        panic!("byte range starts at {begin} but ends at {end}");
    }
    if !s.is_char_boundary(begin) {
        let (c, range) = character_around(s, begin);
        panic!("start byte index {begin} is not a char boundary; it is inside {c:?} (bytes {range:?} of string)");
    }
    if !s.is_char_boundary(end) {
        let (c, range) = character_around(s, end);
        panic!("end byte index {end} is not a char boundary; it is inside {c:?} (bytes {range:?} of string)");
    }
    panic!("end byte index {end} is out of bounds for string of length {len}")
}
fn character_around(s: &str, index: usize) -> (char, Range<usize>) {
    let range = s.floor_char_boundary(index)..s.ceil_char_boundary(index);
    match unsafe { s.part(range.start, s.len()) }.chars().next() {
        Some(c) => (c, range),
        None => unsafe { crate::hint::unreachable_unchecked() },
    }
}

impl<I: StrIndex> Index<I> for str {
    type Output = str;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &str {
        match index.bounds(self.len()) {
            Ok((start, end)) if self.has_part(start, end) => unsafe { self.part(start, end) },
            Ok((start, end)) | Err((start, end)) => bad_slice(self, start, end),
        }
    }
}
impl<I: StrIndex> IndexMut<I> for str {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut str {
        match index.bounds(self.len()) {
            Ok((start, end)) if self.has_part(start, end) => unsafe { self.part_mut(start, end) },
            Ok((start, end)) | Err((start, end)) => bad_slice(self, start, end),
        }
    }
}

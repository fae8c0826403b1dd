use crate::error::Error;
use crate::fmt;
use crate::ptr::NonNull;

/// A power of two.
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_layout_scalar_valid_range_end(9223372036854775808)]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
struct Alignment(usize);

impl fmt::Debug for Alignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (1 << {})", self.0, self.0.trailing_zeros())
    }
}

#[lang = "alloc_layout"]
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    size: usize,
    align: Alignment,
}

/// The greatest size that is still an `isize` when rounded up.
const fn greatest(align: usize) -> usize {
    isize::MAX as usize + 1 - align
}
const fn checked(size: usize, align: usize) -> Result<Layout, LayoutError> {
    if size > greatest(align) { Err(LayoutError) } else { Ok(of(size, align)) }
}
const fn of(size: usize, align: usize) -> Layout {
    Layout { size, align: unsafe { Alignment(align) } }
}
const fn up_to(size: usize, align: usize) -> usize {
    (size + align - 1) & !(align - 1)
}
const fn larger(a: usize, b: usize) -> usize {
    if a < b { b } else { a }
}

impl Layout {
    #[inline]
    pub const fn from_size_align(size: usize, align: usize) -> Result<Layout, LayoutError> {
        if align.is_power_of_two() { checked(size, align) } else { Err(LayoutError) }
    }
    #[must_use]
    #[inline]
    #[track_caller]
    pub const unsafe fn from_size_align_unchecked(size: usize, align: usize) -> Layout {
        of(size, align)
    }
    #[must_use]
    #[inline]
    pub const fn size(&self) -> usize {
        self.size
    }
    #[must_use = "this returns the minimum alignment, without modifying the layout"]
    #[inline]
    pub const fn align(&self) -> usize {
        self.align.0
    }
    #[must_use]
    #[inline]
    pub const fn new<T>() -> Layout {
        of(size_of::<T>(), align_of::<T>())
    }
    #[must_use]
    #[inline]
    pub const fn for_value<T: ?Sized>(t: &T) -> Layout {
        of(size_of_val(t), align_of_val(t))
    }
    #[must_use]
    #[inline]
    pub const fn dangling_ptr(&self) -> NonNull<u8> {
        unsafe { NonNull::new_unchecked(crate::ptr::without_provenance_mut(self.align.0)) }
    }
    #[inline]
    pub const fn align_to(&self, align: usize) -> Result<Layout, LayoutError> {
        if align.is_power_of_two() { checked(self.size, larger(self.align.0, align)) } else { Err(LayoutError) }
    }
    #[must_use = "this returns a new `Layout`, without modifying the original"]
    #[inline]
    pub const fn pad_to_align(&self) -> Layout {
        of(up_to(self.size, self.align.0), self.align.0)
    }
    #[inline]
    pub const fn repeat(&self, n: usize) -> Result<(Layout, usize), LayoutError> {
        let stride = up_to(self.size, self.align.0);
        let size = match n {
            0 => Some(0),
            _ => match stride.checked_mul(n - 1) {
                Some(before) => before.checked_add(self.size),
                None => None,
            },
        };
        let Some(size) = size else { return Err(LayoutError) };
        match checked(size, self.align.0) {
            Ok(layout) => Ok((layout, stride)),
            Err(error) => Err(error),
        }
    }
    #[inline]
    pub const fn extend(&self, next: Layout) -> Result<(Layout, usize), LayoutError> {
        let offset = up_to(self.size, next.align.0);
        match checked(offset + next.size, larger(self.align.0, next.align.0)) {
            Ok(layout) => Ok((layout, offset)),
            Err(error) => Err(error),
        }
    }
    #[inline]
    pub const fn repeat_packed(&self, n: usize) -> Result<Layout, LayoutError> {
        match self.size.checked_mul(n) {
            Some(size) => checked(size, self.align.0),
            None => Err(LayoutError),
        }
    }
    #[inline]
    pub const fn extend_packed(&self, next: Layout) -> Result<Layout, LayoutError> {
        checked(self.size + next.size, self.align.0)
    }
    #[inline]
    pub const fn array<T>(n: usize) -> Result<Layout, LayoutError> {
        Layout::new::<T>().repeat_packed(n)
    }
}

#[deprecated(since = "1.52.0", note = "Name does not follow std convention, use LayoutError", suggestion = "LayoutError")]
pub type LayoutErr = LayoutError;

#[non_exhaustive]
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayoutError;

impl Error for LayoutError {}
impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid parameters to Layout::from_size_align")
    }
}

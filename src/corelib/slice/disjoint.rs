//! Several elements at once to write to, if no two of them are the same.
use crate::fmt;
use crate::ops::{Range, RangeInclusive};
use crate::slice::SliceIndex;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GetDisjointMutError {
    IndexOutOfBounds,
    OverlappingIndices,
}
impl fmt::Display for GetDisjointMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            GetDisjointMutError::IndexOutOfBounds => "an index is out of bounds",
            GetDisjointMutError::OverlappingIndices => "there were overlapping indices",
        })
    }
}
impl crate::error::Error for GetDisjointMutError {}

pub unsafe trait GetDisjointMutIndex: Clone {
    fn is_in_bounds(&self, len: usize) -> bool;
    fn is_overlapping(&self, other: &Self) -> bool;
}
unsafe impl GetDisjointMutIndex for usize {
    fn is_in_bounds(&self, len: usize) -> bool {
        *self < len
    }
    fn is_overlapping(&self, other: &Self) -> bool {
        *self == *other
    }
}
unsafe impl GetDisjointMutIndex for Range<usize> {
    fn is_in_bounds(&self, len: usize) -> bool {
        self.start <= self.end && self.end <= len
    }
    fn is_overlapping(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
unsafe impl GetDisjointMutIndex for RangeInclusive<usize> {
    fn is_in_bounds(&self, len: usize) -> bool {
        *self.start() <= *self.end() && *self.end() < len
    }
    fn is_overlapping(&self, other: &Self) -> bool {
        *self.start() <= *other.end() && *other.start() <= *self.end()
    }
}

impl<T> [T] {
    pub unsafe fn get_disjoint_unchecked_mut<I: GetDisjointMutIndex + SliceIndex<[T]>, const N: usize>(
        &mut self,
        indices: [I; N],
    ) -> [&mut I::Output; N] {
        let all: *mut [T] = self;
        crate::array::from_fn(|i| unsafe { &mut *indices[i].clone().get_unchecked_mut(all) })
    }
    pub fn get_disjoint_mut<I: GetDisjointMutIndex + SliceIndex<[T]>, const N: usize>(
        &mut self,
        indices: [I; N],
    ) -> Result<[&mut I::Output; N], GetDisjointMutError> {
        for (i, index) in indices.iter().enumerate() {
            if !index.is_in_bounds(self.len()) {
                return Err(GetDisjointMutError::IndexOutOfBounds);
            }
            for other in &indices[..i] {
                if index.is_overlapping(other) {
                    return Err(GetDisjointMutError::OverlappingIndices);
                }
            }
        }
        Ok(unsafe { self.get_disjoint_unchecked_mut(indices) })
    }
}

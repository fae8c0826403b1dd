//! Slices seen as arrays: the first or last elements of one, or all of them.
use crate::slice::{from_raw_parts, from_raw_parts_mut};

impl<T> [T] {
    #[must_use]
    pub const fn as_array<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() == N { self.first_chunk() } else { None }
    }
    #[must_use]
    pub const fn as_mut_array<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() == N { self.first_chunk_mut() } else { None }
    }
    pub const fn first_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() >= N { Some(unsafe { &*(self.as_ptr() as *const [T; N]) }) } else { None }
    }
    pub const fn first_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() >= N { Some(unsafe { &mut *(self.as_mut_ptr() as *mut [T; N]) }) } else { None }
    }
    pub const fn last_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() < N {
            return None;
        }
        let start = unsafe { self.as_ptr().add(self.len() - N) };
        Some(unsafe { &*(start as *const [T; N]) })
    }
    pub const fn last_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() < N {
            return None;
        }
        let before = self.len() - N;
        let start = unsafe { self.as_mut_ptr().add(before) };
        Some(unsafe { &mut *(start as *mut [T; N]) })
    }
    pub const fn split_first_chunk<const N: usize>(&self) -> Option<(&[T; N], &[T])> {
        if self.len() < N {
            return None;
        }
        let (first, rest) = unsafe { self.split_at_unchecked(N) };
        Some((unsafe { &*(first.as_ptr() as *const [T; N]) }, rest))
    }
    pub const fn split_first_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T; N], &mut [T])> {
        if self.len() < N {
            return None;
        }
        let (first, rest) = unsafe { self.split_at_mut_unchecked(N) };
        Some((unsafe { &mut *(first.as_mut_ptr() as *mut [T; N]) }, rest))
    }
    pub const fn split_last_chunk<const N: usize>(&self) -> Option<(&[T], &[T; N])> {
        if self.len() < N {
            return None;
        }
        let (rest, last) = unsafe { self.split_at_unchecked(self.len() - N) };
        Some((rest, unsafe { &*(last.as_ptr() as *const [T; N]) }))
    }
    pub const fn split_last_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T], &mut [T; N])> {
        if self.len() < N {
            return None;
        }
        let before = self.len() - N;
        let (rest, last) = unsafe { self.split_at_mut_unchecked(before) };
        Some((rest, unsafe { &mut *(last.as_mut_ptr() as *mut [T; N]) }))
    }
    #[must_use]
    pub const unsafe fn as_chunks_unchecked<const N: usize>(&self) -> &[[T; N]] {
        unsafe { from_raw_parts(self.as_ptr() as *const [T; N], self.len() / N) }
    }
    #[must_use]
    pub const unsafe fn as_chunks_unchecked_mut<const N: usize>(&mut self) -> &mut [[T; N]] {
        let count = self.len() / N;
        unsafe { from_raw_parts_mut(self.as_mut_ptr() as *mut [T; N], count) }
    }
    #[must_use]
    #[track_caller]
    pub const fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]) {
        const { assert!(N != 0, "chunk size must be non-zero") };
        let (whole, rest) = self.split_at(self.len() - self.len() % N);
        (unsafe { whole.as_chunks_unchecked() }, rest)
    }
    #[must_use]
    #[track_caller]
    pub const fn as_chunks_mut<const N: usize>(&mut self) -> (&mut [[T; N]], &mut [T]) {
        const { assert!(N != 0, "chunk size must be non-zero") };
        let at = self.len() - self.len() % N;
        let (whole, rest) = self.split_at_mut(at);
        (unsafe { whole.as_chunks_unchecked_mut() }, rest)
    }
    #[must_use]
    #[track_caller]
    pub const fn as_rchunks<const N: usize>(&self) -> (&[T], &[[T; N]]) {
        const { assert!(N != 0, "chunk size must be non-zero") };
        let (rest, whole) = self.split_at(self.len() % N);
        (rest, unsafe { whole.as_chunks_unchecked() })
    }
    #[must_use]
    #[track_caller]
    pub const fn as_rchunks_mut<const N: usize>(&mut self) -> (&mut [T], &mut [[T; N]]) {
        const { assert!(N != 0, "chunk size must be non-zero") };
        let at = self.len() % N;
        let (rest, whole) = self.split_at_mut(at);
        (rest, unsafe { whole.as_chunks_unchecked_mut() })
    }
}

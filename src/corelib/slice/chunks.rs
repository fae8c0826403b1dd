//! Slices as pieces of one size, from the front or from the back, and as runs that hold together.
use crate::fmt;
use crate::iter::FusedIterator;
use crate::mem;

impl<T> [T] {
    #[track_caller]
    pub const fn windows(&self, size: usize) -> Windows<'_, T> {
        crate::num::NonZero::new(size).expect("window size must be non-zero");
        Windows::new(self, size)
    }
    #[track_caller]
    pub const fn chunks(&self, chunk_size: usize) -> Chunks<'_, T> {
        if chunk_size == 0 {
            panic!("chunk size must be non-zero");
        }
        Chunks::new(self, chunk_size)
    }
    #[track_caller]
    pub const fn chunks_mut(&mut self, chunk_size: usize) -> ChunksMut<'_, T> {
        if chunk_size == 0 {
            panic!("chunk size must be non-zero");
        }
        ChunksMut::new(self, chunk_size)
    }
    #[track_caller]
    pub const fn chunks_exact(&self, chunk_size: usize) -> ChunksExact<'_, T> {
        if chunk_size == 0 {
            panic!("chunk size must be non-zero");
        }
        ChunksExact::new(self, chunk_size)
    }
    #[track_caller]
    pub const fn chunks_exact_mut(&mut self, chunk_size: usize) -> ChunksExactMut<'_, T> {
        if chunk_size == 0 {
            panic!("chunk size must be non-zero");
        }
        ChunksExactMut::new(self, chunk_size)
    }
    #[track_caller]
    pub const fn rchunks(&self, chunk_size: usize) -> RChunks<'_, T> {
        if chunk_size == 0 {
            panic!("chunk size must be non-zero");
        }
        RChunks::new(self, chunk_size)
    }
    #[track_caller]
    pub const fn rchunks_mut(&mut self, chunk_size: usize) -> RChunksMut<'_, T> {
        if chunk_size == 0 {
            panic!("chunk size must be non-zero");
        }
        RChunksMut::new(self, chunk_size)
    }
    #[track_caller]
    pub const fn rchunks_exact(&self, chunk_size: usize) -> RChunksExact<'_, T> {
        if chunk_size == 0 {
            panic!("chunk size must be non-zero");
        }
        RChunksExact::new(self, chunk_size)
    }
    #[track_caller]
    pub const fn rchunks_exact_mut(&mut self, chunk_size: usize) -> RChunksExactMut<'_, T> {
        if chunk_size == 0 {
            panic!("chunk size must be non-zero");
        }
        RChunksExactMut::new(self, chunk_size)
    }
    #[track_caller]
    pub const fn array_windows<const N: usize>(&self) -> ArrayWindows<'_, T, N> {
        const { assert!(N != 0, "window size must be non-zero") };
        ArrayWindows::new(self)
    }
    pub const fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, predicate: F) -> ChunkBy<'_, T, F> {
        ChunkBy::new(self, predicate)
    }
    pub const fn chunk_by_mut<F: FnMut(&T, &T) -> bool>(&mut self, predicate: F) -> ChunkByMut<'_, T, F> {
        ChunkByMut::new(self, predicate)
    }
}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Windows<'a, T> {
    rest: &'a [T],
    size: usize,
}
impl<'a, T> Windows<'a, T> {
    pub(crate) const fn new(rest: &'a [T], size: usize) -> Self {
        Windows { rest, size }
    }
}
impl<T> Clone for Windows<'_, T> {
    fn clone(&self) -> Self {
        Windows { rest: self.rest, size: self.size }
    }
}
impl<'a, T> Iterator for Windows<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.size > self.rest.len() {
            return None;
        }
        let window = &self.rest[..self.size];
        self.rest = &self.rest[1..];
        Some(window)
    }
    fn nth(&mut self, n: usize) -> Option<&'a [T]> {
        self.rest = self.rest.get(n..).unwrap_or(&[]);
        self.next()
    }
    fn count(self) -> usize {
        self.len()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = if self.size > self.rest.len() { 0 } else { self.rest.len() - self.size + 1 };
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for Windows<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.size > self.rest.len() {
            return None;
        }
        let window = &self.rest[self.rest.len() - self.size..];
        self.rest = &self.rest[..self.rest.len() - 1];
        Some(window)
    }
}
impl<T> ExactSizeIterator for Windows<'_, T> {}
impl<T> FusedIterator for Windows<'_, T> {}

/// Every stretch of `N` elements, as an array.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ArrayWindows<'a, T, const N: usize>(Windows<'a, T>);
impl<'a, T, const N: usize> ArrayWindows<'a, T, N> {
    pub(crate) const fn new(slice: &'a [T]) -> Self {
        ArrayWindows(Windows::new(slice, N))
    }
}
impl<T, const N: usize> Clone for ArrayWindows<'_, T, N> {
    fn clone(&self) -> Self {
        ArrayWindows(self.0.clone())
    }
}
impl<'a, T, const N: usize> Iterator for ArrayWindows<'a, T, N> {
    type Item = &'a [T; N];
    fn next(&mut self) -> Option<&'a [T; N]> {
        self.0.next()?.as_array()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}
impl<'a, T, const N: usize> DoubleEndedIterator for ArrayWindows<'a, T, N> {
    fn next_back(&mut self) -> Option<&'a [T; N]> {
        self.0.next_back()?.as_array()
    }
}
impl<T, const N: usize> ExactSizeIterator for ArrayWindows<'_, T, N> {}

macro_rules! pieces {
    ($slice:ty, $split:ident: $($name:ident $exact:ident $left:ident;)*) => { $(
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $name<'a, T> {
            rest: $slice,
            size: usize,
        }
        impl<'a, T> $name<'a, T> {
            #[must_use]
            pub(crate) const fn new(rest: $slice, size: usize) -> Self {
                $name { rest, size }
            }
        }
        /// What is over stands apart.
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $exact<'a, T> {
            rest: $slice,
            remainder: $slice,
            size: usize,
        }
        impl<'a, T> Iterator for $name<'a, T> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                let len = self.rest.len();
                if len == 0 {
                    return None;
                }
                self.$left(if len < self.size { len } else { self.size })
            }
            fn nth(&mut self, n: usize) -> Option<$slice> {
                self.without(n);
                self.next()
            }
            fn count(self) -> usize {
                self.len()
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.rest.len().div_ceil(self.size);
                (n, Some(n))
            }
        }
        impl<'a, T> DoubleEndedIterator for $name<'a, T> {
            fn next_back(&mut self) -> Option<$slice> {
                if self.rest.is_empty() {
                    return None;
                }
                let over = self.rest.len() % self.size;
                self.other_end(if over == 0 { self.size } else { over })
            }
        }
        impl<'a, T> Iterator for $exact<'a, T> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                if self.rest.is_empty() { None } else { self.$left(self.size) }
            }
            fn nth(&mut self, n: usize) -> Option<$slice> {
                self.without(n);
                self.next()
            }
            fn count(self) -> usize {
                self.len()
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.rest.len() / self.size;
                (n, Some(n))
            }
        }
        impl<'a, T> DoubleEndedIterator for $exact<'a, T> {
            fn next_back(&mut self) -> Option<$slice> {
                if self.rest.is_empty() { None } else { self.other_end(self.size) }
            }
        }
        pieces! { @ends $slice, $split: $name $left }
        pieces! { @ends $slice, $split: $exact $left }
        impl<T> ExactSizeIterator for $name<'_, T> {}
        impl<T> ExactSizeIterator for $exact<'_, T> {}
        impl<T> FusedIterator for $name<'_, T> {}
        impl<T> FusedIterator for $exact<'_, T> {}
    )* };
    (@ends $slice:ty, $split:ident: $name:ident front) => {
        impl<'a, T> $name<'a, T> {
            fn without(&mut self, n: usize) {
                let at = n.saturating_mul(self.size).min(self.rest.len());
                let (_, rest) = mem::take(&mut self.rest).$split(at);
                self.rest = rest;
            }
            fn front(&mut self, n: usize) -> Option<$slice> {
                let (piece, rest) = mem::take(&mut self.rest).$split(n);
                self.rest = rest;
                Some(piece)
            }
            fn other_end(&mut self, n: usize) -> Option<$slice> {
                let at = self.rest.len() - n;
                let (rest, piece) = mem::take(&mut self.rest).$split(at);
                self.rest = rest;
                Some(piece)
            }
        }
    };
    (@ends $slice:ty, $split:ident: $name:ident back) => {
        impl<'a, T> $name<'a, T> {
            fn without(&mut self, n: usize) {
                let at = self.rest.len().saturating_sub(n.saturating_mul(self.size));
                let (rest, _) = mem::take(&mut self.rest).$split(at);
                self.rest = rest;
            }
            fn back(&mut self, n: usize) -> Option<$slice> {
                let at = self.rest.len() - n;
                let (rest, piece) = mem::take(&mut self.rest).$split(at);
                self.rest = rest;
                Some(piece)
            }
            fn other_end(&mut self, n: usize) -> Option<$slice> {
                let (piece, rest) = mem::take(&mut self.rest).$split(n);
                self.rest = rest;
                Some(piece)
            }
        }
    };
}
pieces! { &'a [T], split_at: Chunks ChunksExact front; RChunks RChunksExact back; }
pieces! { &'a mut [T], split_at_mut: ChunksMut ChunksExactMut front; RChunksMut RChunksExactMut back; }

macro_rules! exact {
    ($slice:ty, $split:ident: $front:ident $back:ident) => {
        impl<'a, T> $front<'a, T> {
            #[must_use]
            pub(crate) const fn new(slice: $slice, size: usize) -> Self {
                let at = slice.len() - slice.len() % size;
                let (rest, remainder) = slice.$split(at);
                $front { rest, remainder, size }
            }
        }
        impl<'a, T> $back<'a, T> {
            #[must_use]
            pub(crate) const fn new(slice: $slice, size: usize) -> Self {
                let at = slice.len() % size;
                let (remainder, rest) = slice.$split(at);
                $back { rest, remainder, size }
            }
        }
    };
}
exact! { &'a [T], split_at: ChunksExact RChunksExact }
exact! { &'a mut [T], split_at_mut: ChunksExactMut RChunksExactMut }

macro_rules! shared {
    ($($name:ident $($remainder:ident)?;)*) => { $(
        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                $name { rest: self.rest, $($remainder: self.$remainder,)? size: self.size }
            }
        }
        $(impl<'a, T> $name<'a, T> {
            pub fn $remainder(&self) -> &'a [T] {
                self.$remainder
            }
        })?
    )* };
}
#[impls] shared! { Chunks; RChunks; ChunksExact remainder; RChunksExact remainder; }
impl<'a, T> ChunksExactMut<'a, T> {
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_remainder(self) -> &'a mut [T] {
        self.remainder
    }
}
impl<'a, T> RChunksExactMut<'a, T> {
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_remainder(self) -> &'a mut [T] {
        self.remainder
    }
}

macro_rules! runs {
    ($($name:ident $slice:ty, $split:ident;)*) => { $(
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $name<'a, T, P> {
            rest: $slice,
            predicate: P,
        }
        impl<'a, T, P> $name<'a, T, P> {
            #[must_use]
            pub(crate) const fn new(rest: $slice, predicate: P) -> Self {
                $name { rest, predicate }
            }
        }
        impl<'a, T, P: FnMut(&T, &T) -> bool> Iterator for $name<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                if self.rest.is_empty() {
                    return None;
                }
                let mut n = 1;
                while n < self.rest.len() && (self.predicate)(&self.rest[n - 1], &self.rest[n]) {
                    n += 1;
                }
                let (run, rest) = mem::take(&mut self.rest).$split(n);
                self.rest = rest;
                Some(run)
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let most = self.rest.len();
                if most == 0 { (0, Some(0)) } else { (1, Some(most)) }
            }
        }
        impl<'a, T, P: FnMut(&T, &T) -> bool> DoubleEndedIterator for $name<'a, T, P> {
            fn next_back(&mut self) -> Option<$slice> {
                if self.rest.is_empty() {
                    return None;
                }
                let mut n = self.rest.len() - 1;
                while n > 0 && (self.predicate)(&self.rest[n - 1], &self.rest[n]) {
                    n -= 1;
                }
                let (rest, run) = mem::take(&mut self.rest).$split(n);
                self.rest = rest;
                Some(run)
            }
        }
        impl<'a, T, P: FnMut(&T, &T) -> bool> FusedIterator for $name<'a, T, P> {}
    )* };
}
runs! { ChunkBy &'a [T], split_at; ChunkByMut &'a mut [T], split_at_mut; }
impl<T, P: Clone> Clone for ChunkBy<'_, T, P> {
    fn clone(&self) -> Self {
        ChunkBy { rest: self.rest, predicate: self.predicate.clone() }
    }
}

/// A field by the name that Debug gives it.
macro_rules! shown {
    ($($name:ident<$($other:ident)?> $($shown:ident $field:ident),*;)*) => { $(
        impl<T: fmt::Debug $(, $other)?> fmt::Debug for $name<'_, T $(, $other)?> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))$(.field(stringify!($shown), &self.$field))*.finish()
            }
        }
    )* };
}
#[impls] shown! {
    Windows<> v rest, size size;
    Chunks<> v rest, chunk_size size;
    RChunks<> v rest, chunk_size size;
    ChunksExact<> v rest, rem remainder, chunk_size size;
    RChunksExact<> v rest, rem remainder, chunk_size size;
    ChunkBy<P> slice rest;
    ChunkByMut<P> slice rest;
}

//! Slices divided where elements say so.
use crate::{iter::FusedIterator, mem};

impl<T> [T] {
    pub fn split<F: FnMut(&T) -> bool>(&self, pred: F) -> Split<'_, T, F> {
        Split::new(self, pred)
    }
    pub fn split_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitMut<'_, T, F> {
        SplitMut::new(self, pred)
    }
    pub fn split_inclusive<F: FnMut(&T) -> bool>(&self, pred: F) -> SplitInclusive<'_, T, F> {
        SplitInclusive::new(self, pred)
    }
    pub fn split_inclusive_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitInclusiveMut<'_, T, F> {
        SplitInclusiveMut::new(self, pred)
    }
    pub fn rsplit<F: FnMut(&T) -> bool>(&self, pred: F) -> RSplit<'_, T, F> {
        RSplit::new(self, pred)
    }
    pub fn rsplit_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> RSplitMut<'_, T, F> {
        RSplitMut::new(self, pred)
    }
    pub fn splitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> SplitN<'_, T, F> {
        SplitN::new(self, n, pred)
    }
    pub fn splitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> SplitNMut<'_, T, F> {
        SplitNMut::new(self, n, pred)
    }
    pub fn rsplitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> RSplitN<'_, T, F> {
        RSplitN::new(self, n, pred)
    }
    pub fn rsplitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> RSplitNMut<'_, T, F> {
        RSplitNMut::new(self, n, pred)
    }
}

macro_rules! splits {
    ($slice:ty, $split:ident: $name:ident $inclusive:ident $reverse:ident $some:ident $last:ident) => {
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $name<'a, T, P> {
            rest: Option<$slice>,
            predicate: P,
        }
        impl<'a, T, P> $name<'a, T, P> {
            #[must_use]
            pub(crate) const fn new(rest: $slice, predicate: P) -> Self {
                $name { rest: Some(rest), predicate }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $name<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                let rest = self.rest.take()?;
                let mut i = 0;
                while i < rest.len() {
                    if (self.predicate)(&rest[i]) {
                        let (piece, rest) = rest.$split(i);
                        self.rest = Some(rest.$split(1).1);
                        return Some(piece);
                    }
                    i += 1;
                }
                Some(rest)
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                match &self.rest {
                    None => (0, Some(0)),
                    Some(rest) => (1, Some(rest.len() + 1)),
                }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $name<'a, T, P> {
            fn next_back(&mut self) -> Option<$slice> {
                let rest = self.rest.take()?;
                let mut i = rest.len();
                while i > 0 {
                    i -= 1;
                    if (self.predicate)(&rest[i]) {
                        let (rest, piece) = rest.$split(i);
                        self.rest = Some(rest);
                        return Some(piece.$split(1).1);
                    }
                }
                Some(rest)
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> FusedIterator for $name<'a, T, P> {}

        /// Each piece ends with the element that divides.
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $inclusive<'a, T, P> {
            rest: $slice,
            predicate: P,
        }
        impl<'a, T, P> $inclusive<'a, T, P> {
            #[must_use]
            pub(crate) const fn new(rest: $slice, predicate: P) -> Self {
                $inclusive { rest, predicate }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $inclusive<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                if self.rest.is_empty() {
                    return None;
                }
                let mut i = 0;
                while i < self.rest.len() {
                    i += 1;
                    if (self.predicate)(&self.rest[i - 1]) {
                        break;
                    }
                }
                let (piece, rest) = mem::take(&mut self.rest).$split(i);
                self.rest = rest;
                Some(piece)
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let most = self.rest.len();
                if most == 0 { (0, Some(0)) } else { (1, Some(most)) }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> FusedIterator for $inclusive<'a, T, P> {}
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $inclusive<'a, T, P> {
            fn next_back(&mut self) -> Option<$slice> {
                if self.rest.is_empty() {
                    return None;
                }
                let mut i = self.rest.len() - 1;
                while i > 0 && !(self.predicate)(&self.rest[i - 1]) {
                    i -= 1;
                }
                let (rest, piece) = mem::take(&mut self.rest).$split(i);
                self.rest = rest;
                Some(piece)
            }
        }

        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $reverse<'a, T, P>($name<'a, T, P>);
        impl<'a, T, P> $reverse<'a, T, P> {
            #[must_use]
            pub(crate) const fn new(rest: $slice, predicate: P) -> Self {
                $reverse($name::new(rest, predicate))
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $reverse<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                self.0.next_back()
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> FusedIterator for $reverse<'a, T, P> {}
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $reverse<'a, T, P> {
            fn next_back(&mut self) -> Option<$slice> {
                self.0.next()
            }
        }

        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $some<'a, T, P> {
            split: $name<'a, T, P>,
            count: usize,
        }
        impl<'a, T, P> $some<'a, T, P> {
            #[must_use]
            pub(crate) const fn new(rest: $slice, count: usize, predicate: P) -> Self {
                $some { split: $name::new(rest, predicate), count }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $some<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                if self.count == 0 {
                    return None;
                }
                self.count -= 1;
                if self.count == 0 { self.split.rest.take() } else { self.split.next() }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let (low, high) = self.split.size_hint();
                (low.min(self.count), high.map(|n| n.min(self.count)))
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> FusedIterator for $some<'a, T, P> {}
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $last<'a, T, P> {
            split: $name<'a, T, P>,
            count: usize,
        }
        impl<'a, T, P> $last<'a, T, P> {
            #[must_use]
            pub(crate) const fn new(rest: $slice, count: usize, predicate: P) -> Self {
                $last { split: $name::new(rest, predicate), count }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $last<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                if self.count == 0 {
                    return None;
                }
                self.count -= 1;
                if self.count == 0 { self.split.rest.take() } else { self.split.next_back() }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let (low, high) = self.split.size_hint();
                (low.min(self.count), high.map(|n| n.min(self.count)))
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> FusedIterator for $last<'a, T, P> {}
    };
}

macro_rules! cloned {
    ($($name:ident $field:ident $($other:ident)?;)*) => { $(
        impl<T, P: Clone + FnMut(&T) -> bool> Clone for $name<'_, T, P> {
            fn clone(&self) -> Self {
                $name { $field: self.$field.clone() $(, $other: self.$other.clone())? }
            }
        }
    )* };
}
#[impls] cloned! { Split rest predicate; SplitInclusive rest predicate; }
impl<T, P: Clone + FnMut(&T) -> bool> Clone for RSplit<'_, T, P> {
    fn clone(&self) -> Self {
        RSplit(self.0.clone())
    }
}

splits! { &'a [T], split_at: Split SplitInclusive RSplit SplitN RSplitN }
splits! { &'a mut [T], split_at_mut: SplitMut SplitInclusiveMut RSplitMut SplitNMut RSplitNMut }

//! Ranges of integers and characters as iterators.
use crate::ops::{Range, RangeFrom, RangeInclusive};

pub trait Step: Clone + PartialOrd + Sized {
    fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>);
    fn forward_checked(start: Self, count: usize) -> Option<Self>;
    fn backward_checked(start: Self, count: usize) -> Option<Self>;
    /// One more, overflow checked as the crate asks for it.
    #[track_caller]
    fn forward_one(start: Self) -> Self;
    /// So many more, overflow checked as well.
    #[track_caller]
    fn forward(start: Self, count: usize) -> Self;
    /// One more, known not to overflow.
    fn next_unchecked(start: Self) -> Self;
    fn previous_unchecked(start: Self) -> Self;
}

macro_rules! steps {
    ($($t:ident $wide:ident)*) => { $(
        impl Step for $t {
            #[inline]
            fn steps_between(start: &$t, end: &$t) -> (usize, Option<usize>) {
                if *start <= *end {
                    let n = (*end).wrapping_sub(*start) as $wide;
                    if n as u128 <= usize::MAX as u128 { (n as usize, Some(n as usize)) } else { (usize::MAX, None) }
                } else {
                    (0, None)
                }
            }
            #[inline]
            fn forward_checked(start: $t, count: usize) -> Option<$t> {
                let max = $t::MAX.wrapping_sub(start) as $wide;
                if count as u128 <= max as u128 { Some(start.wrapping_add(count as $t)) } else { None }
            }
            #[inline]
            fn backward_checked(start: $t, count: usize) -> Option<$t> {
                let max = start.wrapping_sub($t::MIN) as $wide;
                if count as u128 <= max as u128 { Some(start.wrapping_sub(count as $t)) } else { None }
            }
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn forward_one(start: $t) -> $t {
                start + 1
            }
            #[inline]
            #[track_caller]
            fn forward(start: $t, count: usize) -> $t {
                if Self::forward_checked(start, count).is_none() {
                    Self::forward_one($t::MAX);
                }
                start.wrapping_add(count as $t)
            }
            #[inline]
            fn next_unchecked(start: $t) -> $t {
                crate::intrinsics::wrapping_add(start, 1)
            }
            #[inline]
            fn previous_unchecked(start: $t) -> $t {
                crate::intrinsics::wrapping_sub(start, 1)
            }
        }
    )* };
}
#[impls] steps! { i8 u8 }
#[impls] steps! { i16 u16 }
#[impls] steps! { i32 u32 }
#[impls] steps! { i64 u64 }
#[impls] steps! { i128 u128 }
#[impls] steps! { isize usize }
#[impls] steps! { u8 u8 }
#[impls] steps! { u16 u16 }
#[impls] steps! { u32 u32 }
#[impls] steps! { u64 u64 }
#[impls] steps! { u128 u128 }
#[impls] steps! { usize usize }

impl Step for char {
    fn steps_between(&start: &char, &end: &char) -> (usize, Option<usize>) {
        let (start, end) = (start as u32, end as u32);
        if start > end {
            return (0, None);
        }
        let mut n = end - start;
        if start < 0xD800 && 0xDFFF < end {
            n -= 0x800;
        }
        (n as usize, Some(n as usize))
    }
    fn forward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut value = u32::forward_checked(start, count)?;
        if start < 0xD800 && 0xD800 <= value {
            value = u32::forward_checked(value, 0x800)?;
        }
        crate::char::from_u32(value)
    }
    fn backward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut value = u32::backward_checked(start, count)?;
        if start > 0xDFFF && 0xDFFF >= value {
            value = u32::backward_checked(value, 0x800)?;
        }
        crate::char::from_u32(value)
    }
    fn forward_one(start: char) -> char {
        char::next_unchecked(start)
    }
    fn forward(start: char, count: usize) -> char {
        char::forward_checked(start, count).expect("overflow in `Step::forward`")
    }
    fn next_unchecked(start: char) -> char {
        if start == '\u{D7FF}' { '\u{E000}' } else { unsafe { crate::char::from_u32_unchecked(start as u32 + 1) } }
    }
    fn previous_unchecked(start: char) -> char {
        if start == '\u{E000}' { '\u{D7FF}' } else { unsafe { crate::char::from_u32_unchecked(start as u32 - 1) } }
    }
}

impl<A: Step> Iterator for Range<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.start < self.end {
            let next = Step::next_unchecked(self.start.clone());
            Some(crate::mem::replace(&mut self.start, next))
        } else {
            None
        }
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.start < self.end { Step::steps_between(&self.start, &self.end) } else { (0, Some(0)) }
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<A> {
        if let Some(plus_n) = Step::forward_checked(self.start.clone(), n) {
            if plus_n < self.end {
                self.start = Step::next_unchecked(plus_n.clone());
                return Some(plus_n);
            }
        }
        self.start = self.end.clone();
        None
    }
    #[inline]
    fn count(self) -> usize {
        if self.start < self.end { Step::steps_between(&self.start, &self.end).1.expect("count overflowed usize") } else { 0 }
    }
    #[inline]
    fn last(mut self) -> Option<A> {
        self.next_back()
    }
    #[inline]
    fn min(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next()
    }
    #[inline]
    fn max(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next_back()
    }
}
impl<A: Step> DoubleEndedIterator for Range<A> {
    #[inline]
    fn next_back(&mut self) -> Option<A> {
        if self.start < self.end {
            self.end = Step::previous_unchecked(self.end.clone());
            Some(self.end.clone())
        } else {
            None
        }
    }
    fn nth_back(&mut self, n: usize) -> Option<A> {
        if let Some(minus_n) = Step::backward_checked(self.end.clone(), n) {
            if minus_n > self.start {
                self.end = Step::previous_unchecked(minus_n);
                return Some(self.end.clone());
            }
        }
        self.end = self.start.clone();
        None
    }
}
impl<A: Step> crate::iter::FusedIterator for Range<A> {}
impl<A: Step> crate::iter::FusedIterator for RangeFrom<A> {}

macro_rules! exact {
    ($($t:ident)*) => { $( impl ExactSizeIterator for Range<$t> {} )* };
}
#[impls] exact! { usize u8 isize i8 u16 i16 u32 i32 }

impl<A: Step> Iterator for RangeFrom<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        let next = Step::forward_one(self.start.clone());
        Some(crate::mem::replace(&mut self.start, next))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<A> {
        let found = Step::forward(self.start.clone(), n);
        self.start = Step::forward_one(found.clone());
        Some(found)
    }
}

impl<A: Step> Iterator for RangeInclusive<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.exhausted || !(self.start <= self.end) {
            return None;
        }
        if self.start < self.end {
            let next = Step::next_unchecked(self.start.clone());
            Some(crate::mem::replace(&mut self.start, next))
        } else {
            self.exhausted = true;
            Some(self.start.clone())
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.is_empty() {
            return (0, Some(0));
        }
        let (low, high) = Step::steps_between(&self.start, &self.end);
        (low.saturating_add(1), high.and_then(|n| n.checked_add(1)))
    }
    #[inline]
    fn count(self) -> usize {
        if self.is_empty() {
            return 0;
        }
        Step::steps_between(&self.start, &self.end).1.and_then(|steps| steps.checked_add(1)).expect("count overflowed usize")
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if let Some(found) = Step::forward_checked(self.start.clone(), n) {
            if found < self.end {
                self.start = Step::next_unchecked(found.clone());
                return Some(found);
            }
            if found == self.end {
                self.start = found.clone();
                self.exhausted = true;
                return Some(found);
            }
        }
        self.start = self.end.clone();
        self.exhausted = true;
        None
    }
    #[inline]
    fn last(mut self) -> Option<A> {
        self.next_back()
    }
    #[inline]
    fn min(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next()
    }
    #[inline]
    fn max(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next_back()
    }
}
impl<A: Step> DoubleEndedIterator for RangeInclusive<A> {
    #[inline]
    fn next_back(&mut self) -> Option<A> {
        if self.exhausted || !(self.start <= self.end) {
            return None;
        }
        if self.start < self.end {
            let next = Step::previous_unchecked(self.end.clone());
            Some(crate::mem::replace(&mut self.end, next))
        } else {
            self.exhausted = true;
            Some(self.end.clone())
        }
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if let Some(found) = Step::backward_checked(self.end.clone(), n) {
            if found > self.start {
                self.end = Step::previous_unchecked(found.clone());
                return Some(found);
            }
            if found == self.start {
                self.end = found.clone();
                self.exhausted = true;
                return Some(found);
            }
        }
        self.end = self.start.clone();
        self.exhausted = true;
        None
    }
}
impl<A: Step> crate::iter::FusedIterator for RangeInclusive<A> {}

macro_rules! exact_inclusive {
    ($($t:ident)*) => { $( impl ExactSizeIterator for RangeInclusive<$t> {} )* };
}
#[impls] exact_inclusive! { u8 i8 u16 i16 }

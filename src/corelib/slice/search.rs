//! Looking things up in slices, and sorting them.
use crate::cmp::Ordering::{self, Greater, Less};
use crate::slice::sort;

impl<T> [T] {
    #[must_use]
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        for item in self {
            if *item == *x {
                return true;
            }
        }
        false
    }
    #[must_use]
    pub fn starts_with(&self, needle: &[T]) -> bool
    where
        T: PartialEq,
    {
        let n = needle.len();
        self.len() >= n && *needle == self[..n]
    }
    #[must_use]
    pub fn ends_with(&self, needle: &[T]) -> bool
    where
        T: PartialEq,
    {
        let (m, n) = (self.len(), needle.len());
        m >= n && *needle == self[m - n..]
    }
    #[must_use = "returns the subslice without modifying the original"]
    pub fn strip_prefix<P: SlicePattern<Item = T> + ?Sized>(&self, prefix: &P) -> Option<&[T]>
    where
        T: PartialEq,
    {
        let prefix = prefix.as_slice();
        if self.starts_with(prefix) { Some(&self[prefix.len()..]) } else { None }
    }
    #[must_use = "returns the subslice without modifying the original"]
    pub fn strip_suffix<P: SlicePattern<Item = T> + ?Sized>(&self, suffix: &P) -> Option<&[T]>
    where
        T: PartialEq,
    {
        let suffix = suffix.as_slice();
        if self.ends_with(suffix) { Some(&self[..self.len() - suffix.len()]) } else { None }
    }
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|p| p.cmp(x))
    }
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, mut f: F) -> Result<usize, usize> {
        let mut size = self.len();
        if size == 0 {
            return Err(0);
        }
        let mut base = 0usize;
        while size > 1 {
            let half = size / 2;
            let mid = base + half;
            base = if f(&self[mid]) == Greater { base } else { mid };
            size -= half;
        }
        match f(&self[base]) {
            Ordering::Equal => Ok(base),
            Less => Err(base + 1),
            Greater => Err(base),
        }
    }
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> {
        self.binary_search_by(|k| f(k).cmp(b))
    }
    #[must_use]
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut pred: P) -> usize {
        match self.binary_search_by(|x| if pred(x) { Less } else { Greater }) {
            Ok(i) => i,
            Err(i) => i,
        }
    }
    pub fn sort_unstable(&mut self)
    where
        T: Ord,
    {
        sort::unstable(self, &mut |a: &T, b: &T| a.lt(b))
    }
    pub fn sort_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        sort::unstable(self, &mut |a: &T, b: &T| compare(a, b) == Less)
    }
    pub fn sort_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        sort::unstable(self, &mut |a: &T, b: &T| f(a).lt(&f(b)))
    }
    pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T])
    where
        T: Ord,
    {
        self.select_nth_unstable_by(index, |a, b| a.cmp(b))
    }
    pub fn select_nth_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, index: usize, mut f: F) -> (&mut [T], &mut T, &mut [T]) {
        self.select_nth_unstable_by(index, |a, b| f(a).cmp(&f(b)))
    }
    pub fn select_nth_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, index: usize, mut compare: F) -> (&mut [T], &mut T, &mut [T]) {
        let len = self.len();
        if index >= len {
            panic!("partition_at_index index {index} greater than length of slice {len}");
        }
        // The ends are found without moving the rest, as the real core does; few elements are sorted where they are.
        if size_of::<T>() == 0 {
        } else if index == len - 1 || index == 0 {
            let mut found = 0;
            let mut i = 1;
            while i < len {
                let (less, more) = if index == len - 1 { (found, i) } else { (i, found) };
                if compare(&self[less], &self[more]) == Ordering::Less {
                    found = i;
                }
                i += 1;
            }
            self.swap(found, index);
        } else if len <= 16 {
            let mut i = 1;
            while i < len {
                let mut j = i;
                while j > 0 && compare(&self[j], &self[j - 1]) == Ordering::Less {
                    self.swap(j, j - 1);
                    j -= 1;
                }
                i += 1;
            }
        } else {
            self.sort_unstable_by(compare);
        }
        let (left, right) = self.split_at_mut(index);
        let (middle, right) = right.split_first_mut().unwrap();
        (left, middle, right)
    }
    #[must_use]
    pub fn is_sorted(&self) -> bool
    where
        T: PartialOrd,
    {
        self.is_sorted_by(|a, b| a <= b)
    }
    #[must_use]
    pub fn is_sorted_by_key<'a, K: PartialOrd, F: FnMut(&'a T) -> K>(&'a self, f: F) -> bool {
        self.iter().is_sorted_by_key(f)
    }
    #[must_use]
    pub fn is_sorted_by<'a, F: FnMut(&'a T, &'a T) -> bool>(&'a self, mut compare: F) -> bool {
        let mut i = 1;
        while i < self.len() {
            if !compare(&self[i - 1], &self[i]) {
                return false;
            }
            i += 1;
        }
        true
    }
}

/// What can be taken off the ends of slices.
pub trait SlicePattern {
    type Item;
    fn as_slice(&self) -> &[Self::Item];
}
impl<T> SlicePattern for [T] {
    type Item = T;
    #[inline]
    fn as_slice(&self) -> &[T] {
        self
    }
}
impl<T, const N: usize> SlicePattern for [T; N] {
    type Item = T;
    #[inline]
    fn as_slice(&self) -> &[T] {
        self
    }
}

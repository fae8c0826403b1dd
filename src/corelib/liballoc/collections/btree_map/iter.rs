//! The iterators of `BTreeMap`.
use super::super::ordered::{Ordered, Place};
use crate::vec::Vec;
use core::iter::FusedIterator;
use core::marker::PhantomData;

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Range<'a, K: 'a, V: 'a> {
    pub(super) entries: &'a Ordered<K, V>,
    pub(super) from: Place,
    pub(super) to: Place,
}
impl<'a, K, V> Iterator for Range<'a, K, V> {
    type Item = (&'a K, &'a V);
    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        if self.from >= self.to {
            return None;
        }
        let (key, value) = self.entries.entry(self.from);
        self.from = self.entries.behind(self.from);
        Some((key, value))
    }
}
impl<'a, K, V> DoubleEndedIterator for Range<'a, K, V> {
    fn next_back(&mut self) -> Option<(&'a K, &'a V)> {
        if self.from >= self.to {
            return None;
        }
        self.to = self.entries.before(self.to);
        let (key, value) = self.entries.entry(self.to);
        Some((key, value))
    }
}
impl<K, V> Clone for Range<'_, K, V> {
    fn clone(&self) -> Self {
        Range { entries: self.entries, from: self.from, to: self.to }
    }
}
/// No entry is given twice.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RangeMut<'a, K: 'a, V: 'a> {
    pub(super) entries: *mut Ordered<K, V>,
    pub(super) from: Place,
    pub(super) to: Place,
    pub(super) marker: PhantomData<&'a mut (K, V)>,
}
unsafe impl<K: Send, V: Send> Send for RangeMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for RangeMut<'_, K, V> {}
impl<'a, K, V> Iterator for RangeMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);
    fn next(&mut self) -> Option<(&'a K, &'a mut V)> {
        if self.from >= self.to {
            return None;
        }
        let entries = unsafe { &mut *self.entries };
        let at = self.from;
        self.from = entries.behind(at);
        let entry = entries.entry_mut(at);
        Some((&entry.0, &mut entry.1))
    }
}
impl<'a, K, V> DoubleEndedIterator for RangeMut<'a, K, V> {
    fn next_back(&mut self) -> Option<(&'a K, &'a mut V)> {
        if self.from >= self.to {
            return None;
        }
        let entries = unsafe { &mut *self.entries };
        self.to = entries.before(self.to);
        let entry = entries.entry_mut(self.to);
        Some((&entry.0, &mut entry.1))
    }
}
impl<K, V> FusedIterator for Range<'_, K, V> {}
impl<K, V> FusedIterator for RangeMut<'_, K, V> {}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Iter<'a, K: 'a, V: 'a> {
    pub(super) range: Range<'a, K, V>,
    pub(super) len: usize,
}
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IterMut<'a, K: 'a, V: 'a> {
    pub(super) range: RangeMut<'a, K, V>,
    pub(super) len: usize,
}
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Keys<'a, K, V> {
    pub(super) inner: Iter<'a, K, V>,
}
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Values<'a, K, V> {
    pub(super) inner: Iter<'a, K, V>,
}
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ValuesMut<'a, K, V> {
    pub(super) inner: IterMut<'a, K, V>,
}
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoKeys<K, V> {
    pub(super) inner: IntoIter<K, V>,
}
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoValues<K, V> {
    pub(super) inner: IntoIter<K, V>,
}
pub struct IntoIter<K, V> {
    pub(super) front: Option<crate::vec::IntoIter<(K, V)>>,
    pub(super) blocks: crate::vec::IntoIter<Vec<(K, V)>>,
    pub(super) back: Option<crate::vec::IntoIter<(K, V)>>,
    pub(super) len: usize,
}

/// What is left is looked at until the end.
impl<K, V> Drop for IntoIter<K, V> {
    fn drop(&mut self) {}
}
impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        self.len = self.len.checked_sub(1)?;
        loop {
            if let Some(entry) = self.front.as_mut().and_then(|front| front.next()) {
                return Some(entry);
            }
            match self.blocks.next() {
                Some(block) => self.front = Some(block.into_iter()),
                None => return self.back.as_mut().and_then(|back| back.next()),
            }
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }
}
impl<K, V> DoubleEndedIterator for IntoIter<K, V> {
    fn next_back(&mut self) -> Option<(K, V)> {
        self.len = self.len.checked_sub(1)?;
        loop {
            if let Some(entry) = self.back.as_mut().and_then(|back| back.next_back()) {
                return Some(entry);
            }
            match self.blocks.next_back() {
                Some(block) => self.back = Some(block.into_iter()),
                None => return self.front.as_mut().and_then(|front| front.next_back()),
            }
        }
    }
}
impl<K, V> ExactSizeIterator for IntoIter<K, V> {}
impl<K, V> FusedIterator for IntoIter<K, V> {}

/// Iterators that are another one, seen in some way.
macro_rules! seen {
    ($([$($vars:tt)*] $name:ty, $item:ty: |$self:ident| $inner:expr, |$entry:pat_param| $seen:expr;)*) => { $(
        impl<$($vars)*> Iterator for $name {
            type Item = $item;
            fn next(&mut $self) -> Option<$item> {
                $inner.next().map(|$entry| $seen)
            }
            fn size_hint(&$self) -> (usize, Option<usize>) {
                $inner.size_hint()
            }
        }
        impl<$($vars)*> DoubleEndedIterator for $name {
            fn next_back(&mut $self) -> Option<$item> {
                $inner.next_back().map(|$entry| $seen)
            }
        }
        impl<$($vars)*> ExactSizeIterator for $name {}
        impl<$($vars)*> FusedIterator for $name {}
    )* };
}
seen! {
    ['a, K, V] Keys<'a, K, V>, &'a K: |self| self.inner, |(key, _)| key;
    ['a, K, V] Values<'a, K, V>, &'a V: |self| self.inner, |(_, value)| value;
    ['a, K, V] ValuesMut<'a, K, V>, &'a mut V: |self| self.inner, |(_, value)| value;
    [K, V] IntoKeys<K, V>, K: |self| self.inner, |(key, _)| key;
    [K, V] IntoValues<K, V>, V: |self| self.inner, |(_, value)| value;
}
macro_rules! counted_range {
    ($($name:ident: $item:ty;)*) => { $(
        impl<'a, K, V> Iterator for $name<'a, K, V> {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                let found = self.range.next()?;
                self.len -= 1;
                Some(found)
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.len, Some(self.len))
            }
        }
        impl<'a, K, V> DoubleEndedIterator for $name<'a, K, V> {
            fn next_back(&mut self) -> Option<$item> {
                let found = self.range.next_back()?;
                self.len -= 1;
                Some(found)
            }
        }
        impl<K, V> ExactSizeIterator for $name<'_, K, V> {}
        impl<K, V> FusedIterator for $name<'_, K, V> {}
    )* };
}
counted_range! {
    Iter: (&'a K, &'a V);
    IterMut: (&'a K, &'a mut V);
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { range: self.range.clone(), len: self.len }
    }
}
impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Keys { inner: self.inner.clone() }
    }
}
impl<K, V> Clone for Values<'_, K, V> {
    fn clone(&self) -> Self {
        Values { inner: self.inner.clone() }
    }
}
impl<K: core::fmt::Debug, V: core::fmt::Debug> core::fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K: core::fmt::Debug, V> core::fmt::Debug for Keys<'_, K, V> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K, V: core::fmt::Debug> core::fmt::Debug for Values<'_, K, V> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K: core::fmt::Debug, V: core::fmt::Debug> core::fmt::Debug for Range<'_, K, V> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

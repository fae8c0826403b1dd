//! The iterators of `VecDeque`, and what it is made of and compared with.
use super::VecDeque;
use crate::vec::Vec;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::ops::{Index, IndexMut};
use core::{fmt, slice};

pub struct Iter<'a, T: 'a> {
    pub(super) a: slice::Iter<'a, T>,
    pub(super) b: slice::Iter<'a, T>,
}
pub struct IterMut<'a, T: 'a> {
    pub(super) a: slice::IterMut<'a, T>,
    pub(super) b: slice::IterMut<'a, T>,
}
pub struct IntoIter<T> {
    inner: VecDeque<T>,
}
macro_rules! halves {
    ($($name:ident: $item:ty;)*) => { $(
        impl<'a, T> Iterator for $name<'a, T> {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                match self.a.next() {
                    Some(found) => Some(found),
                    None => self.b.next(),
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let len = self.a.len() + self.b.len();
                (len, Some(len))
            }
        }
        impl<'a, T> DoubleEndedIterator for $name<'a, T> {
            fn next_back(&mut self) -> Option<$item> {
                match self.b.next_back() {
                    Some(found) => Some(found),
                    None => self.a.next_back(),
                }
            }
        }
        impl<T> ExactSizeIterator for $name<'_, T> {}
        impl<T> FusedIterator for $name<'_, T> {}
    )* };
}
halves! {
    Iter: &'a T;
    IterMut: &'a mut T;
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { a: self.a.clone(), b: self.b.clone() }
    }
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.inner.pop_front()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.inner.len(), Some(self.inner.len()))
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        self.inner.pop_back()
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}

/// Meanwhile the row ends in front of the stretch, of which `taken` are gone at the front; `behind` follow it.
pub struct Drain<'a, T: 'a> {
    pub(super) deque: &'a mut VecDeque<T>,
    pub(super) start: usize,
    pub(super) taken: usize,
    pub(super) len: usize,
    pub(super) behind: usize,
    pub(super) whole: usize,
}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        self.taken += 1;
        Some(unsafe { self.deque.slot(self.start + self.taken - 1).read() })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    fn next_back(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        Some(unsafe { self.deque.slot(self.start + self.taken + self.len).read() })
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}
impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        while self.next().is_some() {}
        for i in 0..self.behind {
            unsafe {
                let from = self.deque.slot(self.start + self.whole + i);
                self.deque.slot(self.start + i).copy_from(from, 1);
            }
        }
        self.deque.len = self.start + self.behind;
    }
}

impl<T> Index<usize> for VecDeque<T> {
    type Output = T;
    #[inline]
    fn index(&self, index: usize) -> &T {
        self.get(index).expect("Out of bounds access")
    }
}
impl<T> IndexMut<usize> for VecDeque<T> {
    #[inline]
    fn index_mut(&mut self, index: usize) -> &mut T {
        self.get_mut(index).expect("Out of bounds access")
    }
}
impl<T> IntoIterator for VecDeque<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { inner: self }
    }
}
impl<'a, T> IntoIterator for &'a VecDeque<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut VecDeque<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
impl<T> Extend<T> for VecDeque<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        let iter = iter.into_iter();
        self.reserve(iter.size_hint().0);
        for each in iter {
            self.push_back(each);
        }
    }
}
impl<'a, T: 'a + Copy> Extend<&'a T> for VecDeque<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        self.extend(iter.into_iter().copied())
    }
}
impl<T> FromIterator<T> for VecDeque<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> VecDeque<T> {
        VecDeque::from(Vec::from_iter(iter))
    }
}
impl<T> From<Vec<T>> for VecDeque<T> {
    fn from(other: Vec<T>) -> VecDeque<T> {
        let (buffer, len) = other.into_buffer();
        VecDeque { buffer, head: 0, len }
    }
}
impl<T> From<VecDeque<T>> for Vec<T> {
    fn from(mut other: VecDeque<T>) -> Vec<T> {
        other.make_contiguous();
        let mut made = Vec::with_capacity(0);
        made.extend(other);
        made
    }
}
impl<T, const N: usize> From<[T; N]> for VecDeque<T> {
    fn from(arr: [T; N]) -> VecDeque<T> {
        VecDeque::from(Vec::from(arr))
    }
}
impl<T: Clone> Clone for VecDeque<T> {
    fn clone(&self) -> VecDeque<T> {
        let mut made = VecDeque::with_capacity(self.len());
        made.extend(self.iter().cloned());
        made
    }
}
impl<T> Default for VecDeque<T> {
    fn default() -> VecDeque<T> {
        VecDeque::new()
    }
}
impl<T: PartialEq> PartialEq for VecDeque<T> {
    fn eq(&self, other: &VecDeque<T>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a == b)
    }
}
impl<T: Eq> Eq for VecDeque<T> {}
macro_rules! equal {
    ($([$($vars:tt)*] $right:ty;)*) => { $(
        impl<T: PartialEq<U>, U, $($vars)*> PartialEq<$right> for VecDeque<T> {
            fn eq(&self, other: &$right) -> bool {
                self.len() == other.len() && self.iter().zip(other.iter()).all(|(a, b)| *a == *b)
            }
        }
    )* };
}
equal! {
    [] Vec<U>;
    [] &[U];
    [] &mut [U];
    [const N: usize] [U; N];
    [const N: usize] &[U; N];
    [const N: usize] &mut [U; N];
}
impl<T: PartialOrd> PartialOrd for VecDeque<T> {
    fn partial_cmp(&self, other: &VecDeque<T>) -> Option<Ordering> {
        self.iter().partial_cmp(other.iter())
    }
}
impl<T: Ord> Ord for VecDeque<T> {
    fn cmp(&self, other: &VecDeque<T>) -> Ordering {
        self.iter().cmp(other.iter())
    }
}
impl<T: Hash> Hash for VecDeque<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|each| each.hash(state));
    }
}
impl<T: fmt::Debug> fmt::Debug for VecDeque<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

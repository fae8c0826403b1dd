//! What becomes a `Vec`, or is put into one.
use super::{IntoIter, Vec};
use crate::boxed::Box;
use core::intrinsics::is_same_type;
use core::mem::ManuallyDrop;

impl<T> Vec<T> {
    /// Where more are to come there is room for them.
    pub(crate) fn extend_by_push<I: Iterator<Item = T>>(&mut self, mut iter: I) {
        while let Some(element) = iter.next() {
            if self.len == self.capacity() {
                let (more, _) = iter.size_hint();
                self.reserve(more.saturating_add(1));
            }
            unsafe { self.as_mut_ptr().add(self.len).write(element) };
            self.len += 1;
        }
    }
}

impl<T> FromIterator<T> for Vec<T> {
    #[inline]
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Vec<T> {
        let mut iter = iter.into_iter();
        // What is left of a `Vec` stays where it is.
        if is_same_type::<I::IntoIter, IntoIter<T>>() {
            let iter = ManuallyDrop::new(iter);
            return unsafe { (&raw const *iter as *const IntoIter<T>).read() }.into_vec();
        }
        let mut made = match iter.size_hint() {
            // The iterators of core know how many there are.
            (lower, Some(upper)) if lower == upper => Vec::with_capacity(upper),
            _ => {
                let Some(first) = iter.next() else { return Vec::new() };
                let (more, _) = iter.size_hint();
                let wanted = more.saturating_add(1);
                let mut made = Vec::with_capacity(if wanted > 4 { wanted } else { least::<T>() });
                made.push(first);
                made
            }
        };
        made.extend_by_push(iter);
        made
    }
}
/// As for the first element that is pushed.
fn least<T>() -> usize {
    if size_of::<T>() == 1 { 8 } else { 4 }
}

impl<T> Extend<T> for Vec<T> {
    #[inline]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        let iter = iter.into_iter();
        if let (lower, Some(upper)) = iter.size_hint() {
            if lower == upper {
                self.reserve(lower);
            }
        }
        self.extend_by_push(iter)
    }
}
impl<'a, T: Copy + 'a> Extend<&'a T> for Vec<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        self.extend(iter.into_iter().copied())
    }
}

impl<T: Clone> From<&[T]> for Vec<T> {
    fn from(s: &[T]) -> Vec<T> {
        s.to_vec()
    }
}
impl<T: Clone> From<&mut [T]> for Vec<T> {
    fn from(s: &mut [T]) -> Vec<T> {
        s.to_vec()
    }
}
impl<T: Clone, const N: usize> From<&[T; N]> for Vec<T> {
    fn from(s: &[T; N]) -> Vec<T> {
        s.to_vec()
    }
}
impl<T: Clone, const N: usize> From<&mut [T; N]> for Vec<T> {
    fn from(s: &mut [T; N]) -> Vec<T> {
        s.to_vec()
    }
}
impl<T, const N: usize> From<[T; N]> for Vec<T> {
    fn from(s: [T; N]) -> Vec<T> {
        super::from_array(s)
    }
}
impl<T> From<Box<[T]>> for Vec<T> {
    fn from(s: Box<[T]>) -> Vec<T> {
        s.into_vec()
    }
}
impl From<&str> for Vec<u8> {
    fn from(s: &str) -> Vec<u8> {
        s.as_bytes().to_vec()
    }
}
impl<T> From<Vec<T>> for Box<[T]> {
    fn from(v: Vec<T>) -> Box<[T]> {
        v.into_boxed_slice()
    }
}
impl<T: Clone> From<&[T]> for Box<[T]> {
    fn from(slice: &[T]) -> Box<[T]> {
        slice.to_vec().into_boxed_slice()
    }
}
impl<T, const N: usize> From<[T; N]> for Box<[T]> {
    fn from(array: [T; N]) -> Box<[T]> {
        Box::new(array)
    }
}
impl<T: Clone> Clone for Box<[T]> {
    fn clone(&self) -> Box<[T]> {
        self.to_vec().into_boxed_slice()
    }
}
impl<T> Default for Box<[T]> {
    fn default() -> Box<[T]> {
        Vec::new().into_boxed_slice()
    }
}
impl<T> FromIterator<T> for Box<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Box<[T]> {
        Vec::from_iter(iter).into_boxed_slice()
    }
}
impl<T> IntoIterator for Box<[T]> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        self.into_vec().into_iter()
    }
}
impl<'a, T> IntoIterator for &'a Box<[T]> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    fn into_iter(self) -> core::slice::Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut Box<[T]> {
    type Item = &'a mut T;
    type IntoIter = core::slice::IterMut<'a, T>;
    fn into_iter(self) -> core::slice::IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T, const N: usize> TryFrom<Vec<T>> for [T; N] {
    type Error = Vec<T>;
    fn try_from(vec: Vec<T>) -> Result<[T; N], Vec<T>> {
        if vec.len != N {
            return Err(vec);
        }
        let mut vec = vec;
        vec.len = 0;
        Ok(unsafe { (vec.as_ptr() as *const [T; N]).read() })
    }
}
impl<T, const N: usize> TryFrom<Box<[T]>> for Box<[T; N]> {
    type Error = Box<[T]>;
    fn try_from(boxed: Box<[T]>) -> Result<Box<[T; N]>, Box<[T]>> {
        if boxed.len() != N {
            return Err(boxed);
        }
        let raw = Box::into_raw(boxed);
        Ok(unsafe { Box::from_raw(raw as *mut [T; N]) })
    }
}

//! Sorting in place without memory of its own: quicksort around the middle of three, insertion sort where a part is short,
//! heap sort where parts came out too uneven too often.

use crate::mem::ManuallyDrop;
use crate::ptr;

/// Not longer than this: insertion sort.
const SHORT: usize = 20;

pub(crate) fn unstable<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let mut rounds = 0;
    let mut len = v.len();
    while len > 0 {
        len >>= 1;
        rounds += 2;
    }
    quicksort(v, rounds, is_less);
}

fn quicksort<T, F: FnMut(&T, &T) -> bool>(mut v: &mut [T], mut rounds: u32, is_less: &mut F) {
    loop {
        if v.len() <= SHORT {
            return insertion_sort(v, is_less);
        }
        if rounds == 0 {
            return heap_sort(v, is_less);
        }
        rounds -= 1;
        let middle = partition(v, is_less);
        let (before, behind) = v.split_at_mut(middle);
        let (shorter, longer) = if before.len() < behind.len() { (before, &mut behind[1..]) } else { (&mut behind[1..], before) };
        quicksort(shorter, rounds, is_less);
        v = longer;
    }
}

/// Puts an element where it belongs, nothing greater before it and nothing less behind; tells where.
fn partition<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) -> usize {
    let len = v.len();
    let pivot = middle_of_three(v, is_less);
    v.swap(0, pivot);
    let first = v.as_mut_ptr();
    let mut i = 1;
    let mut j = len;
    // What is equal to the pivot changes sides: many equal elements are parted evenly.
    loop {
        unsafe {
            while i < j && is_less(&*first.add(i), &*first) {
                i += 1;
            }
            while i < j && is_less(&*first, &*first.add(j - 1)) {
                j -= 1;
            }
        }
        if i >= j {
            break;
        }
        j -= 1;
        unsafe { ptr::swap(first.add(i), first.add(j)) };
        i += 1;
    }
    v.swap(0, i - 1);
    i - 1
}

fn middle_of_three<T, F: FnMut(&T, &T) -> bool>(v: &[T], is_less: &mut F) -> usize {
    let (a, b, c) = (v.len() / 4, v.len() / 2, v.len() / 4 * 3);
    let a_first = is_less(&v[a], &v[b]);
    if a_first != is_less(&v[a], &v[c]) {
        return a;
    }
    if a_first == is_less(&v[b], &v[c]) { b } else { c }
}

/// Each element in turn is held while those before it that are greater move up.
fn insertion_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let len = v.len();
    let first = v.as_mut_ptr();
    let mut i = 1;
    while i < len {
        unsafe {
            let mut at = first.add(i);
            if is_less(&*at, &*at.sub(1)) {
                let held = ManuallyDrop::new(ptr::read(at));
                loop {
                    ptr::copy_nonoverlapping(at.sub(1), at, 1);
                    at = at.sub(1);
                    if at == first || !is_less(&*held, &*at.sub(1)) {
                        break;
                    }
                }
                ptr::copy_nonoverlapping(&*held, at, 1);
            }
        }
        i += 1;
    }
}

fn heap_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let len = v.len();
    let mut i = len / 2;
    while i > 0 {
        i -= 1;
        sift_down(v, i, len, is_less);
    }
    let mut end = len;
    while end > 1 {
        end -= 1;
        v.swap(0, end);
        sift_down(v, 0, end, is_less);
    }
}

fn sift_down<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], mut node: usize, end: usize, is_less: &mut F) {
    loop {
        let mut child = 2 * node + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && is_less(&v[child], &v[child + 1]) {
            child += 1;
        }
        if !is_less(&v[node], &v[child]) {
            return;
        }
        v.swap(node, child);
        node = child;
    }
}

//! Entries in the order of their keys, in blocks: what is put in between moves the few of one block, and a place is a block's
//! number and one in the block. `BTreeMap` is made of it.
use crate::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::ops::{Bound, RangeBounds};

/// A block that has so many is split.
const MOST: usize = 32;

#[derive(Clone)]
pub(super) struct Ordered<K, V> {
    /// None is empty.
    blocks: Vec<Vec<(K, V)>>,
    len: usize,
}

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) block: usize,
    pub(super) at: usize,
}

impl<K, V> Ordered<K, V> {
    pub(super) const fn new() -> Ordered<K, V> {
        Ordered { blocks: Vec::new(), len: 0 }
    }
    pub(super) const fn len(&self) -> usize {
        self.len
    }
    pub(super) fn start(&self) -> Place {
        Place { block: 0, at: 0 }
    }
    pub(super) fn end(&self) -> Place {
        Place { block: self.blocks.len(), at: 0 }
    }
    /// Where the next entry is.
    pub(super) fn behind(&self, Place { block, at }: Place) -> Place {
        if at + 1 < self.blocks[block].len() { Place { block, at: at + 1 } } else { Place { block: block + 1, at: 0 } }
    }
    pub(super) fn before(&self, Place { block, at }: Place) -> Place {
        if at > 0 { Place { block, at: at - 1 } } else { Place { block: block - 1, at: self.blocks[block - 1].len() - 1 } }
    }
    pub(super) fn entry(&self, place: Place) -> &(K, V) {
        &self.blocks[place.block][place.at]
    }
    pub(super) fn entry_mut(&mut self, place: Place) -> &mut (K, V) {
        &mut self.blocks[place.block][place.at]
    }
    pub(super) fn into_blocks(self) -> crate::vec::IntoIter<Vec<(K, V)>> {
        self.blocks.into_iter()
    }

    /// Where the key is, or where it would be.
    pub(super) fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<Place, Place>
    where
        K: Borrow<Q>,
    {
        let behind = self.blocks.partition_point(|block| block[0].0.borrow() <= key);
        if behind == 0 {
            return Err(self.start());
        }
        let block = behind - 1;
        match self.blocks[block].binary_search_by(|(k, _)| k.borrow().cmp(key)) {
            Ok(at) => Ok(Place { block, at }),
            Err(at) => Err(Place { block, at }),
        }
    }
    /// The entry is put where `find` said; tells where it is.
    pub(super) fn insert(&mut self, Place { block, at }: Place, key: K, value: V) -> Place {
        self.len += 1;
        if self.blocks.is_empty() {
            self.blocks.push(Vec::with_capacity(4));
        }
        let entries = &mut self.blocks[block];
        entries.insert(at, (key, value));
        if entries.len() < MOST {
            return Place { block, at };
        }
        let upper = entries.split_off(MOST / 2);
        self.blocks.insert(block + 1, upper);
        if at < MOST / 2 { Place { block, at } } else { Place { block: block + 1, at: at - MOST / 2 } }
    }
    pub(super) fn remove(&mut self, Place { block, at }: Place) -> (K, V) {
        self.len -= 1;
        let entry = self.blocks[block].remove(at);
        if self.blocks[block].is_empty() {
            drop(self.blocks.remove(block));
        }
        entry
    }
    /// Behind all others, whose keys are less.
    pub(super) fn push(&mut self, key: K, value: V) {
        let place = match self.blocks.last() {
            Some(last) => Place { block: self.blocks.len() - 1, at: last.len() },
            None => self.start(),
        };
        self.insert(place, key, value);
    }
    pub(super) fn split_off(&mut self, at: Place) -> Ordered<K, V> {
        if at == self.end() {
            return Ordered::new();
        }
        let mut blocks = Vec::new();
        blocks.push(self.blocks[at.block].split_off(at.at));
        blocks.extend(self.blocks.drain(at.block + 1..));
        if at.at == 0 {
            self.blocks.pop();
        }
        let len = blocks.iter().map(Vec::len).sum();
        self.len -= len;
        Ordered { blocks, len }
    }
    pub(super) fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F) {
        for block in self.blocks.iter_mut() {
            block.retain_mut(|(key, value)| f(key, value));
        }
        self.blocks.retain(|block| !block.is_empty());
        self.len = self.blocks.iter().map(Vec::len).sum();
    }

    /// From the first entry of a range up to the one behind its last. `holder` is what a panic is told of; where there never
    /// was an entry, no range is wrong.
    pub(super) fn range<Q: Ord + ?Sized, R: RangeBounds<Q>>(&self, range: R, holder: &str) -> (Place, Place)
    where
        K: Borrow<Q>,
    {
        if self.blocks.capacity() == 0 {
            return (self.start(), self.end());
        }
        check(&range, holder);
        let start = match range.start_bound() {
            Bound::Unbounded => self.start(),
            Bound::Included(key) => self.not_before(key),
            Bound::Excluded(key) => self.find(key).map_or_else(|place| self.settled(place), |place| self.behind(place)),
        };
        let end = match range.end_bound() {
            Bound::Unbounded => self.end(),
            Bound::Excluded(key) => self.not_before(key),
            Bound::Included(key) => self.find(key).map_or_else(|place| self.settled(place), |place| self.behind(place)),
        };
        (start, end)
    }
    /// The first entry whose key is not less.
    pub(super) fn not_before<Q: Ord + ?Sized>(&self, key: &Q) -> Place
    where
        K: Borrow<Q>,
    {
        self.settled(self.find(key).unwrap_or_else(|place| place))
    }
    /// A place behind the end of a block is the start of the next.
    fn settled(&self, place: Place) -> Place {
        match self.blocks.get(place.block) {
            Some(block) if place.at == block.len() => Place { block: place.block + 1, at: 0 },
            _ => place,
        }
    }
}

fn check<Q: Ord + ?Sized, R: RangeBounds<Q>>(range: &R, holder: &str) {
    let (start, end) = (range.start_bound(), range.end_bound());
    let (Bound::Included(from) | Bound::Excluded(from)) = start else { return };
    let (Bound::Included(to) | Bound::Excluded(to)) = end else { return };
    let both_out = matches!((&start, &end), (Bound::Excluded(_), Bound::Excluded(_)));
    match from.cmp(to) {
        Ordering::Greater => panic!("range start is greater than range end in {holder}"),
        Ordering::Equal if both_out => panic!("range start and end are equal and excluded in {holder}"),
        _ => {}
    }
}

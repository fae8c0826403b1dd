//! Iterators: lazy, one element at a time.
mod adapters;
mod flatten;
mod fused;
mod pairs;
mod parts;
mod range;
mod repeated;
mod sources;
mod traits;

pub use adapters::{Cloned, Copied, Enumerate, Filter, FilterMap, Inspect, Map, Rev, Scan};
pub use flatten::{FlatMap, Flatten};
pub use pairs::{chain, Chain, Zip};
pub use parts::{MapWhile, Skip, SkipWhile, Take, TakeWhile};
pub use range::Step;
pub use repeated::{Cycle, Fuse, Peekable, StepBy};
pub use sources::{
    empty, from_fn, once, once_with, repeat, repeat_n, repeat_with, successors, zip, Empty, FromFn, Once, OnceWith, Repeat, RepeatN, RepeatWith,
    Successors,
};
pub use traits::{DoubleEndedIterator, ExactSizeIterator, Extend, FromIterator, FusedIterator, IntoIterator, Iterator, Product, Sum};

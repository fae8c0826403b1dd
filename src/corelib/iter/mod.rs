//! Iterators: lazy, one element at a time.
mod adapters;
mod range;
mod sources;
mod traits;

pub use adapters::{
    Chain, Cloned, Copied, Cycle, Enumerate, Filter, FilterMap, FlatMap, Flatten, Fuse, Inspect, Map, MapWhile, Peekable, Rev, Scan, Skip,
    SkipWhile, StepBy, Take, TakeWhile, Zip,
};
pub use range::Step;
pub use sources::{
    empty, from_fn, once, once_with, repeat, repeat_n, repeat_with, successors, zip, Empty, FromFn, Once, OnceWith, Repeat, RepeatN, RepeatWith,
    Successors,
};
pub use traits::{DoubleEndedIterator, ExactSizeIterator, Extend, FromIterator, FusedIterator, IntoIterator, Iterator, Product, Sum};

//! How floating-point numbers are shown: see `num/float.rs`.

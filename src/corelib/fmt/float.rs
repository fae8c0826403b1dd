//! Floats are not modelled.

//! `asm!` and its kin are built in; the intrinsics of CPUs are not modelled.

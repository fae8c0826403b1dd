//! Macros of core that are plain `macro_rules!`. The others (`format_args!`, `cfg!`, `line!`, `panic!`, ...) are built in.

macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $expression {
            $pattern $(if $guard)? => true,
            _ => false,
        }
    };
}

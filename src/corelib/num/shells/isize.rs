pub const MIN: isize = isize::MIN;
pub const MAX: isize = isize::MAX;

pub const MIN: usize = usize::MIN;
pub const MAX: usize = usize::MAX;

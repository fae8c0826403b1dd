pub const MIN: i128 = i128::MIN;
pub const MAX: i128 = i128::MAX;

pub const MIN: i64 = i64::MIN;
pub const MAX: i64 = i64::MAX;

pub const MIN: u128 = u128::MIN;
pub const MAX: u128 = u128::MAX;

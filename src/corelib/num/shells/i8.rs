pub const MIN: i8 = i8::MIN;
pub const MAX: i8 = i8::MAX;

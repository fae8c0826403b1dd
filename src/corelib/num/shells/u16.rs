pub const MIN: u16 = u16::MIN;
pub const MAX: u16 = u16::MAX;

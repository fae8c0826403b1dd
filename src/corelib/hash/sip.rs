//! SipHash 2-4.
use crate::fmt;
use crate::hash::Hasher;

#[deprecated(since = "1.13.0", note = "use `std::hash::DefaultHasher` instead")]
#[derive(Clone, Debug)]
pub struct SipHasher(SipHasher24);

#[derive(Clone, Debug)]
struct SipHasher24 {
    hasher: State24,
}
#[derive(Clone)]
struct State24 {
    keys: [u64; 2],
    state: [u64; 4],
    /// Of all bytes so far; those behind the last whole word are in `tail`.
    length: usize,
    tail: u64,
}

struct Words([u64; 4]);
impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = &self.0;
        f.debug_struct("State").field("v0", a).field("v2", c).field("v1", b).field("v3", d).finish()
    }
}
impl fmt::Debug for State24 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher")
            .field("k0", &self.keys[0])
            .field("k1", &self.keys[1])
            .field("length", &self.length)
            .field("state", &Words(self.state))
            .field("tail", &self.tail)
            .field("ntail", &(self.length % 8))
            .field("_marker", &format_args!("PhantomData<core::hash::sip::Sip24Rounds>"))
            .finish()
    }
}

#[allow(deprecated)]
impl SipHasher {
    #[inline]
    #[must_use]
    pub const fn new() -> SipHasher {
        SipHasher::new_with_keys(0, 0)
    }
    #[inline]
    #[must_use]
    pub const fn new_with_keys(key0: u64, key1: u64) -> SipHasher {
        let state = [key0 ^ 0x736f6d6570736575, key1 ^ 0x646f72616e646f6d, key0 ^ 0x6c7967656e657261, key1 ^ 0x7465646279746573];
        SipHasher(SipHasher24 { hasher: State24 { keys: [key0, key1], state, length: 0, tail: 0 } })
    }
}

fn rounds([mut a, mut b, mut c, mut d]: [u64; 4], count: u32) -> [u64; 4] {
    for _ in 0..count {
        a = a.wrapping_add(b);
        c = c.wrapping_add(d);
        b = b.rotate_left(13) ^ a;
        d = d.rotate_left(16) ^ c;
        a = a.rotate_left(32);
        c = c.wrapping_add(b);
        a = a.wrapping_add(d);
        b = b.rotate_left(17) ^ c;
        d = d.rotate_left(21) ^ a;
        c = c.rotate_left(32);
    }
    [a, b, c, d]
}
fn with_word([a, b, c, d]: [u64; 4], word: u64) -> [u64; 4] {
    let [a, b, c, d] = rounds([a, b, c, d ^ word], 2);
    [a ^ word, b, c, d]
}

#[allow(deprecated)]
impl Hasher for SipHasher {
    fn write(&mut self, bytes: &[u8]) {
        let hasher = &mut self.0.hasher;
        for byte in bytes {
            hasher.tail |= (*byte as u64) << (8 * (hasher.length % 8));
            hasher.length = hasher.length.wrapping_add(1);
            if hasher.length % 8 == 0 {
                hasher.state = with_word(hasher.state, hasher.tail);
                hasher.tail = 0;
            }
        }
    }
    fn finish(&self) -> u64 {
        let State24 { state, length, tail, .. } = self.0.hasher;
        let [a, b, c, d] = with_word(state, (length as u64) << 56 | tail);
        let [a, b, c, d] = rounds([a, b, c ^ 0xff, d], 4);
        a ^ b ^ c ^ d
    }
}
#[allow(deprecated)]
impl Default for SipHasher {
    fn default() -> SipHasher {
        SipHasher::new()
    }
}

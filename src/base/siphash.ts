// SipHash-1-3 with a key of zeros: what Rust's `DefaultHasher` is. Source of the facts: Aumasson and Bernstein, "SipHash: a
// fast short-input PRF".

const mask = (word: bigint): bigint => BigInt.asUintN(64, word);
const rotate = (word: bigint, by: bigint): bigint => mask((word << by) | (word >> (64n - by)));

class State {
  v0 = 0x736f6d6570736575n;
  v1 = 0x646f72616e646f6dn;
  v2 = 0x6c7967656e657261n;
  v3 = 0x7465646279746573n;

  round(): void {
    this.v0 = mask(this.v0 + this.v1);
    this.v2 = mask(this.v2 + this.v3);
    this.v1 = rotate(this.v1, 13n) ^ this.v0;
    this.v3 = rotate(this.v3, 16n) ^ this.v2;
    this.v0 = rotate(this.v0, 32n);
    this.v2 = mask(this.v2 + this.v1);
    this.v0 = mask(this.v0 + this.v3);
    this.v1 = rotate(this.v1, 17n) ^ this.v2;
    this.v3 = rotate(this.v3, 21n) ^ this.v0;
    this.v2 = rotate(this.v2, 32n);
  }

  mix(word: bigint): void {
    this.v3 ^= word;
    this.round();
    this.v0 ^= word;
  }
}

export function siphash13(bytes: Uint8Array): bigint {
  const state = new State();
  const word = (from: number, to: number): bigint => bytes.subarray(from, to).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) state.mix(word(at, at + 8));
  state.mix(word(whole, bytes.length) | (BigInt(bytes.length & 0xff) << 56n));
  state.v2 ^= 0xffn;
  for (let i = 0; i < 3; i++) state.round();
  return mask(state.v0 ^ state.v1 ^ state.v2 ^ state.v3);
}

// FNV-1a with 64 bits (draft-eastlake-fnv): names that must be the same on every machine are made of it. The state is kept as
// two halves of 32 bits, whose products stay below 2^53; arithmetic on big integers takes twenty times as long.

/** 0x100000001b3 is 2^40 and this. */
const PRIME_LOW = 0x1b3;

export class Fnv64 {
  #high = 0xcbf29ce4;
  #low = 0x84222325;

  byte(byte: number): void {
    const mixed = (this.#low ^ byte) >>> 0;
    const product = mixed * PRIME_LOW;
    this.#low = product >>> 0;
    const carry = (product - this.#low) / 0x100000000;
    this.#high = (this.#high * PRIME_LOW + carry + ((mixed << 8) >>> 0)) >>> 0;
  }

  /** The bytes of a text in UTF-8; how many they are. */
  text(text: string): number {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) return i + this.#bytes(new TextEncoder().encode(text.slice(i)));
      this.byte(unit);
    }
    return text.length;
  }

  #bytes(bytes: Uint8Array): number {
    for (const byte of bytes) this.byte(byte);
    return bytes.length;
  }

  /** 16 hexadecimal digits. */
  get digits(): string {
    const half = (value: number) => value.toString(16).padStart(8, "0");
    return half(this.#high) + half(this.#low);
  }
}

// Output as bytes, for dumps of millions of lines: text is put into one buffer and leaves in large pieces.

const HEX = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
const TAB = 9;
const LARGE = 1 << 16;
/** Room kept behind LARGE: no single write may be longer without asking. */
const SPARE = 1 << 12;

export class ByteSink {
  #bytes = new Uint8Array(LARGE + SPARE);
  #at = 0;
  /** Where the current line starts; -n when it began in a piece that has left. */
  #lineStart = 0;

  /** `write` gets each piece; it must not keep it. */
  constructor(readonly write: (bytes: Uint8Array) => void) {}

  #room(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    this.flush();
    if (size > this.#bytes.length) this.#bytes = new Uint8Array(size);
  }

  /** Hands on what has gathered. */
  flush(): void {
    if (this.#at === 0) return;
    this.write(this.#bytes.subarray(0, this.#at));
    this.#lineStart -= this.#at;
    this.#at = 0;
  }

  /** Ends a line, and hands on when much has gathered. */
  endLine(): void {
    this.byte(0x0a);
    if (this.#at >= LARGE) this.flush();
    this.#lineStart = this.#at;
  }

  byte(byte: number): void {
    if (this.#at >= this.#bytes.length) this.#room(1);
    this.#bytes[this.#at++] = byte;
  }

  bytes(bytes: Uint8Array): void {
    const { length } = bytes;
    this.#room(length);
    const out = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < length; i++) out[at++] = bytes[i] as number;
    this.#at = at;
  }

  /** Bytes from `from` on as long as they are no control characters below the tab; where that ends. */
  plainText(bytes: Uint8Array, from: number): number {
    this.#room(bytes.length - from);
    const out = this.#bytes;
    let to = this.#at;
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte < TAB) break;
      out[to++] = byte;
    }
    this.#at = to;
    return at;
  }

  /** Bytes from `at` on up to a zero, which must be there. */
  zeroTerminated(bytes: DataView, at: number): void {
    let to = this.#at;
    for (let i = at, byte = bytes.getUint8(at); byte !== 0; byte = bytes.getUint8(++i)) {
      if (to === this.#bytes.length) {
        this.#at = to;
        this.flush();
        to = 0;
      }
      this.#bytes[to++] = byte;
    }
    this.#at = to;
  }

  /** Byte text. */
  text(text: string): void {
    const { length } = text;
    this.#room(length);
    const out = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < length; i++) out[at++] = text.charCodeAt(i);
    this.#at = at;
  }

  blanks(count: number): void {
    if (count <= 0) return;
    this.#room(count);
    this.#bytes.fill(0x20, this.#at, this.#at + count);
    this.#at += count;
  }

  /** A blank and two hexadecimal digits. */
  pair(byte: number): void {
    if (this.#at + 3 > this.#bytes.length) this.#room(3);
    const out = this.#bytes;
    out[this.#at++] = 0x20;
    out[this.#at++] = HEX[byte >> 4] as number;
    out[this.#at++] = HEX[byte & 15] as number;
  }

  /** A whole number below 2^53 in hexadecimal, padded on the left to `width` with `pad`. */
  hex(value: number, width = 0, pad = 0x20): void {
    const high = Math.floor(value / 0x1_0000_0000);
    this.hexHalves(high, value >>> 0, width, pad);
  }

  /** The same of a 64-bit number in two halves. */
  hexHalves(high: number, low: number, width: number, pad: number): void {
    const digits = high === 0 ? digitsOf(low) : 8 + digitsOf(high);
    for (let i = digits; i < width; i++) this.byte(pad);
    this.#room(16);
    const out = this.#bytes;
    let left = low;
    let at = this.#at + digits - 1;
    for (let i = 0; i < digits; i++) {
      if (i === 8) left = high;
      out[at--] = HEX[left & 15] as number;
      left >>>= 4;
    }
    this.#at += digits;
  }

  decimal(value: number): void {
    this.#room(24);
    let left = value;
    if (left < 0) {
      this.byte(0x2d);
      left = -left;
    }
    const out = this.#bytes;
    const from = this.#at;
    let at = from;
    do {
      const next = Math.floor(left / 10);
      out[at++] = 0x30 + (left - next * 10);
      left = next;
    } while (left > 0);
    this.#at = at;
    for (let low = from, high = at - 1; low < high; low++, high--) {
      const kept = out[low] as number;
      out[low] = out[high] as number;
      out[high] = kept;
    }
  }

  /** Columns of the current line as LLVM counts them: a tab leads to a multiple of 8, and adds nothing where one is reached. */
  column(): number {
    let column = 0;
    for (let i = Math.max(0, this.#lineStart); i < this.#at; i++) column = this.#bytes[i] === 9 ? (column + 7) & ~7 : column + 1;
    return column;
  }
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let left = value >>> 4; left !== 0; left >>>= 4) digits++;
  return digits;
}

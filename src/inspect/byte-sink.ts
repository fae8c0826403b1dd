// Output as bytes, for dumps of millions of lines: text is put into one buffer and leaves in large pieces.

const HEX = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
const BLANKS = 0x20202020;
/** A blank and two hexadecimal digits by byte, in the upper three bytes of a number. */
const PAIRS = Uint32Array.from(
  { length: 256 },
  (_, byte) => (0x20 << 24) | ((HEX[byte >> 4] as number) << 16) | ((HEX[byte & 15] as number) << 8),
);
const LARGE = 1 << 16;
/** Room kept behind LARGE: no single write may be longer without asking. */
const SPARE = 1 << 12;

/** Where texts are kept, one behind the other. */
let shelf = new DataView(new ArrayBuffer(LARGE));
let shelved = 0;

/** A text that is written often, in a form that is copied by fours. */
export class FourText {
  readonly fours: DataView;
  readonly start: number;
  readonly size: number;

  /** Byte text. */
  constructor(text: string) {
    const { length } = text;
    // Parts may start anywhere, hence end in other text.
    if (shelved + length + 4 > shelf.byteLength) {
      shelf = new DataView(new ArrayBuffer(Math.max(LARGE, length + 4)));
      shelved = 0;
    }
    this.fours = shelf;
    this.start = shelved;
    this.size = length;
    for (let i = 0; i < length; i++) this.fours.setUint8(this.start + i, text.charCodeAt(i));
    shelved += length;
  }

  at(i: number): number {
    return this.fours.getUint8(this.start + i);
  }
}

export class ByteSink {
  #bytes = new Uint8Array(LARGE + SPARE);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  /** Where the current line starts; -n when it began in a piece that has left. */
  #lineStart = 0;

  /** `write` gets each piece; it must not keep it. */
  constructor(readonly write: (bytes: Uint8Array) => void) {}

  #room(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    this.flush();
    if (size <= this.#bytes.length) return;
    this.#bytes = new Uint8Array(size);
    this.#view = new DataView(this.#bytes.buffer);
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

  /** Bytes of a text from `from` on, copied by fours: what is too much the next write replaces. */
  part({ fours, start }: FourText, from: number, size: number): void {
    this.#room(size + 4);
    const out = this.#view;
    const at = this.#at;
    const ahead = start + from - at;
    for (let to = at; to < at + size; to += 4) out.setUint32(to, fours.getUint32(to + ahead));
    this.#at = at + size;
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
    this.#room(count + 4);
    const out = this.#view;
    const to = this.#at + count;
    for (let at = this.#at; at < to; at += 4) out.setUint32(at, BLANKS);
    this.#at = to;
  }

  /** A blank and two hexadecimal digits for each byte. */
  pairs(bytes: Uint8Array, from: number, count: number): void {
    this.#room(3 * count + 1);
    const out = this.#view;
    let at = this.#at;
    for (let i = from; i < from + count; i++, at += 3) out.setUint32(at, PAIRS[bytes[i] as number] as number);
    this.#at = at;
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
    if (digits > 8) this.#digits(high, digits - 8);
    this.#digits(low, Math.min(digits, 8));
  }

  /** The last digits of a number, for which there is room. */
  #digits(value: number, count: number): void {
    const out = this.#bytes;
    const to = this.#at + count;
    let left = value;
    for (let at = to - 1; at >= this.#at; at--) {
      out[at] = HEX[left & 15] as number;
      left >>>= 4;
    }
    this.#at = to;
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

  /** Bytes of the current line: its columns where it has no tabs. */
  get lineLength(): number {
    return this.#at - this.#lineStart;
  }

  /** Columns of the current line as LLVM counts them: a tab leads to a multiple of 8, and adds nothing where one is reached. */
  column(): number {
    let column = 0;
    for (let i = Math.max(0, this.#lineStart); i < this.#at; i++) column = this.#bytes[i] === 9 ? (column + 7) & ~7 : column + 1;
    return column;
  }
}

const digitsOf = (value: number): number => (value === 0 ? 1 : (35 - Math.clz32(value)) >> 2);

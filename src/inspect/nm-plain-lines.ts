// nm's lines as most people ask for them, `ADDRESS LETTER NAME`. Printing a large file's takes less time than V8 takes to optimise
// much: one small function does a line, which the array itself calls, and nothing is done byte by byte that can be done by four.
import { zerosIn } from "../elf/name-order.ts";
import type { SymbolColumns } from "./nm-symbols.ts";

const NEW_LINE = 0x0a;
const BLANK = 0x20;
const PIECE = 1 << 16;
/** Room kept behind a piece for what stands before a name, at most: address, letter, blanks; and one more, which the name replaces. */
const FIELDS = 20;

/** Two hexadecimal digits by byte, as 16-bit numbers of which the first digit is the low half. */
const PAIRS = Uint16Array.from({ length: 256 }, (_, byte) => {
  const [first, second] = byte.toString(16).padStart(2, "0");
  return (first as string).charCodeAt(0) | ((second as string).charCodeAt(0) << 8);
});

/** What stands for digits where there is no address. */
const NO_PAIRS = new Uint16Array(256).fill((BLANK << 8) | BLANK);

/** Eight digits. */
function putHalf(out: DataView, at: number, value: number, pairs: Uint16Array): void {
  out.setUint16(at, pairs[value >>> 24] as number, true);
  out.setUint16(at + 2, pairs[(value >>> 16) & 0xff] as number, true);
  out.setUint16(at + 4, pairs[(value >>> 8) & 0xff] as number, true);
  out.setUint16(at + 6, pairs[value & 0xff] as number, true);
}

/** Copies the bytes up to a zero as far as there is room; where that ends. */
function putName(out: DataView, at: number, bytes: DataView, from: number, last: number): number {
  const ahead = from - at;
  const lastFour = Math.min(PIECE - 4, last - ahead);
  let to = at;
  for (; to <= lastFour; to += 4) {
    const four = bytes.getUint32(to + ahead, true);
    if (zerosIn(four) !== 0) break;
    out.setUint32(to, four, true);
  }
  for (; to < PIECE; to++) {
    const byte = bytes.getUint8(to + ahead);
    if (byte === 0) break;
    out.setUint8(to, byte);
  }
  return to;
}

class PlainLines {
  readonly #out = new DataView(new ArrayBuffer(PIECE + FIELDS));
  readonly #width: number;
  #to = 0;

  constructor(
    readonly columns: SymbolColumns,
    readonly write: (bytes: Uint8Array) => void,
  ) {
    this.#width = columns.file.is64 ? 16 : 8;
  }

  flush(): void {
    this.write(new Uint8Array(this.#out.buffer, 0, this.#to));
    this.#to = 0;
  }

  readonly line = (i: number): void => {
    const { columns } = this;
    const out = this.#out;
    const at = this.#to;
    const to = at + this.#width;
    const pairs = columns.isUndefined(i) ? NO_PAIRS : PAIRS;
    if (this.#width === 16) putHalf(out, at, columns.high[i] as number, pairs);
    putHalf(out, to - 8, columns.low[i] as number, pairs);
    out.setUint32(to, (BLANK << 24) | ((columns.letters[i] as number) << 16) | (BLANK << 8));
    const from = columns.at[i] as number;
    const end = putName(out, to + 3, columns.bytes, from, columns.last);
    if (end >= PIECE) return this.#restOfName(end, from + end - to - 3);
    out.setUint8(end, NEW_LINE);
    this.#to = end + 1;
  };

  /** Of a name for which there was no room. */
  #restOfName(end: number, start: number): void {
    const { bytes, last } = this.columns;
    this.#to = end;
    for (let from = start; this.#to >= PIECE; from += this.#to) {
      this.flush();
      this.#to = putName(this.#out, 0, bytes, from, last);
    }
    this.#out.setUint8(this.#to++, NEW_LINE);
  }
}

/** Prints the symbols that are shown; `write` gets each piece, and must not keep it. */
export function printPlainLines(columns: SymbolColumns, write: (bytes: Uint8Array) => void): void {
  const lines = new PlainLines(columns, write);
  columns.shown.forEach(lines.line);
  lines.flush();
}

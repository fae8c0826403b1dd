// nm's lines as most people ask for them, `ADDRESS LETTER NAME`. Printing a large file's takes less time than V8 takes to optimise a
// large function, so this is a few small ones.
import type { SymbolColumns } from "./nm-symbols.ts";

const NEW_LINE = 0x0a;
const BLANK = 0x20;
const PIECE = 1 << 16;
/** Bytes of a line before its name, at most: address, letter, blanks. */
const FIELDS = 20;
const HEX = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));

/** Eight digits. */
function putHalf(out: Uint8Array, at: number, value: number): void {
  for (let digit = 7, left = value; digit >= 0; digit--, left >>>= 4) out[at + digit] = HEX[left & 15] as number;
}

function putBlanks(out: Uint8Array, at: number, count: number): void {
  for (let i = at; i < at + count; i++) out[i] = BLANK;
}

/** Copies the bytes up to a zero as far as there is room; where that ends. */
function putName(out: Uint8Array, at: number, bytes: Uint8Array, from: number): number {
  const end = out.length;
  let to = at;
  for (let i = from; to < end && bytes[i] !== 0; i++) out[to++] = bytes[i] as number;
  return to;
}

class PlainLines {
  readonly #out = new Uint8Array(PIECE);
  #to = 0;

  constructor(
    readonly columns: SymbolColumns,
    readonly write: (bytes: Uint8Array) => void,
  ) {}

  flush(): void {
    this.write(this.#out.subarray(0, this.#to));
    this.#to = 0;
  }

  line(i: number): void {
    if (this.#to + FIELDS > PIECE) this.flush();
    this.#fields(i);
    this.#name(i);
    if (this.#to === PIECE) this.flush();
    this.#out[this.#to++] = NEW_LINE;
  }

  #fields(i: number): void {
    const { columns } = this;
    const out = this.#out;
    const width = columns.file.is64 ? 16 : 8;
    const to = this.#to + width;
    if (columns.isUndefined(i)) putBlanks(out, to - width, width);
    else {
      if (width === 16) putHalf(out, to - 16, columns.high[i] as number);
      putHalf(out, to - 8, columns.low[i] as number);
    }
    out[to] = BLANK;
    out[to + 1] = columns.letters[i] as number;
    out[to + 2] = BLANK;
    this.#to = to + 3;
  }

  #name(i: number): void {
    const { bytes, at } = this.columns;
    let from = at[i] as number;
    for (;;) {
      const to = putName(this.#out, this.#to, bytes, from);
      from += to - this.#to;
      this.#to = to;
      if (bytes[from] === 0) return;
      this.flush();
    }
  }
}

/** Prints the symbols `rows` that are shown; `write` gets each piece, and must not keep it. */
export function printPlainLines(columns: SymbolColumns, rows: Uint32Array, write: (bytes: Uint8Array) => void): void {
  const lines = new PlainLines(columns, write);
  for (let row = 0; row < rows.length; row++) {
    const i = rows[row] as number;
    if (columns.isShown(i)) lines.line(i);
  }
  lines.flush();
}

// Names in order of their bytes, for tables of a hundred thousand and more: names stay where they lie in the string table, and row
// numbers are sorted. Multikey quicksort (Bentley and Sedgewick, "Fast Algorithms for Sorting and Searching Strings") with four bytes
// of each name kept beside its row: comparing is comparing two numbers, and bytes that many names share are looked at once.

/** Zero-terminated names: that of row `r` starts at `at[r]` in `bytes`. */
export interface NameColumn {
  /** Of zero-terminated names. */
  readonly bytes: DataView;
  /** Where the last four of the bytes start. */
  readonly last: number;
  readonly at: Uint32Array;
}

/** Rows so few that comparing whole names costs less than parting them. */
const FEW = 12;

/** Not 0 where one of a number's four bytes is 0. */
export const zerosIn = (four: number): number => (four - 0x01010101) & ~four & 0x80808080;

/** Four bytes without what stands behind the first zero among them. */
function upToZero(four: number): number {
  if (four >>> 24 === 0) return 0;
  if (((four >>> 16) & 0xff) === 0) return (four & 0xff000000) >>> 0;
  return (four & (((four >>> 8) & 0xff) === 0 ? 0xffff0000 : 0xffffff00)) >>> 0;
}

/** What is left of the table where it ends. */
function lastKey(bytes: DataView, at: number): number {
  let key = 0;
  for (let i = 0; i < 4; i++) key = (key << 8) | (at + i < bytes.byteLength ? bytes.getUint8(at + i) : 0);
  return upToZero(key >>> 0);
}

/**
 * Rows that are sorted before all are: V8 optimises the loops in the midst of the first large run, and what it has not seen done until
 * then ends the optimised code each time that it is done.
 */
const SAMPLE = 1000;

/** Four bytes of a name as a number; behind its end are zeros, and the last byte is 0 only there. */
function keyAt(bytes: DataView, at: number, last: number): number {
  if (at > last) return lastKey(bytes, at);
  const four = bytes.getUint32(at);
  return zerosIn(four) === 0 ? four : upToZero(four);
}

const endsIn = (key: number): boolean => (key & 0xff) === 0;

/** Below 0, 0, above 0 as name `a` stands before, beside or behind name `b`, both from byte `depth` on. */
export function compareNames({ bytes, at, last }: NameColumn, a: number, b: number, depth = 0): number {
  let p = (at[a] as number) + depth;
  let q = (at[b] as number) + depth;
  if (p === q) return 0;
  for (; ; p += 4, q += 4) {
    const key = keyAt(bytes, p, last);
    const other = keyAt(bytes, q, last);
    if (key !== other) return key - other;
    if (endsIn(key)) return 0;
  }
}

class NameSort {
  readonly #keys: Uint32Array;
  /** Whether there are rows that nothing tells apart. */
  hasTies = false;

  constructor(
    readonly names: NameColumn,
    readonly rows: Uint32Array,
    readonly tie: (a: number, b: number) => number,
  ) {
    this.#keys = new Uint32Array(rows.length);
    this.#sortFirst(Math.min(rows.length, SAMPLE));
    this.#sortFirst(rows.length);
  }

  #sortFirst(count: number): void {
    this.#readKeys(0, count, 0);
    this.#sort(0, count, 0);
  }

  #readKeys(from: number, to: number, depth: number): void {
    const { bytes, at, last } = this.names;
    for (let i = from; i < to; i++) this.#keys[i] = keyAt(bytes, (at[this.rows[i] as number] as number) + depth, last);
  }

  #pivot(from: number, to: number): number {
    const keys = this.#keys;
    const a = keys[from] as number;
    const b = keys[(from + to) >>> 1] as number;
    const c = keys[to - 1] as number;
    return a < b ? (b < c ? b : Math.max(a, c)) : a < c ? a : Math.max(b, c);
  }

  /** Sorts rows whose names agree in their first `depth` bytes. */
  #sort(from: number, to: number, depth: number): void {
    let [low, high, known] = [from, to, depth];
    while (high - low > FEW) {
      const pivot = this.#pivot(low, high);
      const [less, more] = this.#part(low, high, pivot);
      this.#sort(low, less, known);
      this.#sort(more, high, known);
      if (endsIn(pivot)) return this.#sortEqual(less, more);
      [low, high] = [less, more];
      known += 4;
      this.#readKeys(low, high, known);
    }
    this.#insert(low, high, known);
  }

  /** Rows with keys below the pivot's, equal to it, above it; where the equal ones start and end. */
  #part(from: number, to: number, pivot: number): readonly [number, number] {
    const { rows } = this;
    const keys = this.#keys;
    let less = from;
    let more = to;
    for (let i = from; i < more;) {
      const key = keys[i] as number;
      if (key === pivot) {
        i++;
        continue;
      }
      const other = key < pivot ? less++ : --more;
      const row = rows[i] as number;
      rows[i] = rows[other] as number;
      rows[other] = row;
      keys[i] = keys[other] as number;
      keys[other] = key;
      if (key < pivot) i++;
    }
    return [less, more];
  }

  #compareTies(a: number, b: number): number {
    const order = this.tie(a, b);
    if (order === 0) this.hasTies = true;
    return order;
  }

  #sortEqual(from: number, to: number): void {
    this.rows.subarray(from, to).sort((a, b) => this.#compareTies(a, b));
  }

  #insert(from: number, to: number, depth: number): void {
    const { rows, names } = this;
    const keys = this.#keys;
    for (let i = from + 1; i < to; i++) {
      const row = rows[i] as number;
      const key = keys[i] as number;
      let j = i;
      for (; j > from; j--) {
        const before = keys[j - 1] as number;
        if (before < key) break;
        if (before === key) {
          const other = rows[j - 1] as number;
          const order = endsIn(key) ? 0 : compareNames(names, other, row, depth + 4);
          if ((order || this.#compareTies(other, row)) <= 0) break;
        }
        rows[j] = rows[j - 1] as number;
        keys[j] = before;
      }
      rows[j] = row;
      keys[j] = key;
    }
  }
}

/** Sorts row numbers by their names, and rows of one name by `tie`; whether there are rows that nothing tells apart. */
export function sortByName(names: NameColumn, rows: Uint32Array, tie: (a: number, b: number) => number): boolean {
  return new NameSort(names, rows, tie).hasTies;
}

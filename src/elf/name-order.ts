// Names in order of their bytes, for tables of a hundred thousand and more: names stay where they lie in the string table, and row
// numbers are sorted. Multikey quicksort (Bentley and Sedgewick, "Fast Algorithms for Sorting and Searching Strings") with four bytes
// of each name kept beside its row: comparing is comparing two numbers, and bytes that many names share are looked at once.

/** Zero-terminated names: that of row `r` starts at `at[r]` in `bytes`. */
export interface NameColumn {
  readonly bytes: Uint8Array;
  readonly at: Uint32Array;
}

/** Rows so few that comparing whole names costs less than parting them. */
const FEW = 12;

/** Below 0, 0, above 0 as name `a` stands before, beside or behind name `b`, both from byte `depth` on. */
export function compareNames({ bytes, at }: NameColumn, a: number, b: number, depth = 0): number {
  let p = (at[a] as number) + depth;
  let q = (at[b] as number) + depth;
  if (p === q) return 0;
  for (; bytes[p] === bytes[q]; p++, q++) if (bytes[p] === 0) return 0;
  return (bytes[p] as number) - (bytes[q] as number);
}

/** Four bytes of a name as a number; behind its end are zeros. */
function keyAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first === 0) return 0;
  const second = bytes[at + 1] as number;
  if (second === 0) return (first << 24) >>> 0;
  const third = bytes[at + 2] as number;
  const fourth = third === 0 ? 0 : (bytes[at + 3] as number);
  return ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
}

class NameSort {
  readonly #keys: Uint32Array;

  constructor(
    readonly names: NameColumn,
    readonly rows: Uint32Array,
    readonly tie: (a: number, b: number) => number,
  ) {
    this.#keys = new Uint32Array(rows.length);
    this.#readKeys(0, rows.length, 0);
    this.#sort(0, rows.length, 0);
  }

  #readKeys(from: number, to: number, depth: number): void {
    const { bytes, at } = this.names;
    for (let i = from; i < to; i++) this.#keys[i] = keyAt(bytes, (at[this.rows[i] as number] as number) + depth);
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
      if ((pivot & 0xff) === 0) return this.#sortEqual(less, more);
      known += 4;
      this.#readKeys(less, more, known);
      [low, high] = [less, more];
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

  #sortEqual(from: number, to: number): void {
    this.rows.subarray(from, to).sort(this.tie);
  }

  #insert(from: number, to: number, depth: number): void {
    const { rows, names } = this;
    for (let i = from + 1; i < to; i++) {
      const row = rows[i] as number;
      let j = i;
      for (; j > from; j--) {
        const before = rows[j - 1] as number;
        if ((compareNames(names, before, row, depth) || this.tie(before, row)) <= 0) break;
        rows[j] = before;
      }
      rows[j] = row;
    }
  }
}

/** Sorts row numbers by their names, and rows of one name by `tie`. */
export function sortByName(names: NameColumn, rows: Uint32Array, tie: (a: number, b: number) => number): void {
  new NameSort(names, rows, tie);
}

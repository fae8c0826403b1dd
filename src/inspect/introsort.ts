// Sorting as the C++ library does that LLVM's tools are built with (libstdc++'s std::sort): rows that compare equal do not stay in order,
// and where they end up is seen in the tools' output. It runs on ranks, which another sort has found: equal rows have equal ranks.
// Introsort (Musser, 1997): quicksort by the median of three, heapsort where that goes too deep, insertion at the end.

const FEW = 16;

/** Rows and their ranks, moved together. */
class Introsort {
  constructor(
    readonly rows: Uint32Array,
    readonly ranks: Uint32Array,
  ) {}

  #swap(i: number, j: number): void {
    const { rows, ranks } = this;
    const [row, rank] = [rows[i] as number, ranks[i] as number];
    rows[i] = rows[j] as number;
    ranks[i] = ranks[j] as number;
    rows[j] = row;
    ranks[j] = rank;
  }

  #set(to: number, row: number, rank: number): void {
    this.rows[to] = row;
    this.ranks[to] = rank;
  }

  #less(i: number, j: number): boolean {
    return (this.ranks[i] as number) < (this.ranks[j] as number);
  }

  sort(): void {
    const { length } = this.rows;
    if (length < 2) return;
    this.#loop(0, length, 2 * (31 - Math.clz32(length)));
    for (let i = 1; i < Math.min(FEW, length); i++) {
      if (this.#less(i, 0)) this.#moveToFront(i);
      else this.#insert(i);
    }
    for (let i = FEW; i < length; i++) this.#insert(i);
  }

  #loop(from: number, to: number, depth: number): void {
    let end = to;
    for (let left = depth; end - from > FEW; left--) {
      if (left === 0) return this.#heapSort(from, end);
      const cut = this.#part(from, end);
      this.#loop(cut, end, left - 1);
      end = cut;
    }
  }

  #part(from: number, to: number): number {
    this.#medianFirst(from, from + 1, from + ((to - from) >> 1), to - 1);
    const { ranks } = this;
    const pivot = ranks[from] as number;
    let low = from + 1;
    let high = to;
    for (;;) {
      while ((ranks[low] as number) < pivot) low++;
      do high--;
      while (pivot < (ranks[high] as number));
      if (low >= high) return low;
      this.#swap(low++, high);
    }
  }

  #medianFirst(first: number, a: number, b: number, c: number): void {
    if (this.#less(a, b)) this.#swap(first, this.#less(b, c) ? b : this.#less(a, c) ? c : a);
    else this.#swap(first, this.#less(a, c) ? a : this.#less(b, c) ? c : b);
  }

  #moveToFront(i: number): void {
    const [row, rank] = [this.rows[i] as number, this.ranks[i] as number];
    this.rows.copyWithin(1, 0, i);
    this.ranks.copyWithin(1, 0, i);
    this.#set(0, row, rank);
  }

  #insert(from: number): void {
    const { rows, ranks } = this;
    const [row, rank] = [rows[from] as number, ranks[from] as number];
    let i = from;
    for (; rank < (ranks[i - 1] as number); i--) this.#set(i, rows[i - 1] as number, ranks[i - 1] as number);
    this.#set(i, row, rank);
  }

  #heapSort(from: number, to: number): void {
    const size = to - from;
    for (let parent = (size - 2) >> 1; parent >= 0; parent--) this.#sift(from, parent, size, from + parent);
    for (let last = size - 1; last > 0; last--) {
      const [row, rank] = [this.rows[from + last] as number, this.ranks[from + last] as number];
      this.#set(from + last, this.rows[from] as number, this.ranks[from] as number);
      this.#settle(from, 0, last, row, rank);
    }
  }

  #sift(from: number, hole: number, size: number, at: number): void {
    this.#settle(from, hole, size, this.rows[at] as number, this.ranks[at] as number);
  }

  /** Lets the hole sink to a leaf, and the row rise from there. */
  #settle(from: number, top: number, size: number, row: number, rank: number): void {
    const { rows, ranks } = this;
    const move = (to: number, source: number): void => this.#set(from + to, rows[from + source] as number, ranks[from + source] as number);
    let hole = top;
    let child = 2 * hole + 2;
    for (; child < size; child = 2 * hole + 2) {
      if (this.#less(from + child, from + child - 1)) child--;
      move(hole, child);
      hole = child;
    }
    if (child === size) {
      move(hole, child - 1);
      hole = child - 1;
    }
    for (let parent = (hole - 1) >> 1; hole > top && (ranks[from + parent] as number) < rank; parent = (hole - 1) >> 1) {
      move(hole, parent);
      hole = parent;
    }
    this.#set(from + hole, row, rank);
  }
}

/** Sorts rows by their ranks, both in place. */
export function introsort(rows: Uint32Array, ranks: Uint32Array): void {
  new Introsort(rows, ranks).sort();
}

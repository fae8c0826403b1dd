// Which argument was meant for which parameter. In: whether each argument fits each parameter. Out: the slips that
// explain the call best, in the order in which rustc tells them, and the argument of each parameter. The steps are those
// of rustc's argument matrix: what fits where it stands is settled first; then, from the left, an argument that fits
// nowhere before a parameter that nothing fits is of the wrong type; an argument that fits nowhere is too many, a
// parameter that nothing fits is missing; two that fit each other's places are swapped; larger cycles are reordered.

export type Slip =
  | { readonly kind: "invalid"; readonly given: number; readonly wanted: number }
  | { readonly kind: "extra"; readonly given: number }
  | { readonly kind: "missing"; readonly wanted: number }
  | { readonly kind: "swap"; readonly given: readonly [number, number]; readonly wanted: readonly [number, number] }
  | { readonly kind: "permutation"; readonly places: readonly { readonly wanted: number; readonly given: number }[] };

export interface Matching {
  readonly slips: readonly Slip[];
  /** By parameter: its argument, if one was found. */
  readonly matched: readonly (number | undefined)[];
}

const RANK: Readonly<Record<Slip["kind"], number>> = { invalid: 0, extra: 1, missing: 2, swap: 3, permutation: 4 };

export function matchArguments(given: number, wanted: number, fits: (given: number, wanted: number) => boolean): Matching {
  const matrix = new Matrix(given, wanted, fits);
  matrix.settle();
  while (!matrix.isDone) matrix.step();
  return { slips: [...matrix.slips].sort(bySource), matched: matrix.matched };
}

function bySource(a: Slip, b: Slip): number {
  if (a.kind !== b.kind) return RANK[a.kind] - RANK[b.kind];
  return placeOf(a) - placeOf(b);
}

function placeOf(slip: Slip): number {
  switch (slip.kind) {
    case "invalid":
    case "extra":
      return slip.given;
    case "missing":
      return slip.wanted;
    case "swap":
      return slip.given[0];
    case "permutation":
      return slip.places[0]?.given ?? 0;
  }
}

class Matrix {
  readonly slips: Slip[] = [];
  readonly matched: (number | undefined)[];
  /** Arguments and parameters that are still open; rows and columns. */
  readonly #given: number[];
  readonly #wanted: number[];
  readonly #fits: (given: number, wanted: number) => boolean;

  constructor(given: number, wanted: number, fits: (given: number, wanted: number) => boolean) {
    this.#given = Array.from({ length: given }, (_, i) => i);
    this.#wanted = Array.from({ length: wanted }, (_, i) => i);
    this.matched = Array.from({ length: wanted }, () => undefined);
    const known = new Map<number, boolean>();
    this.#fits = (g, w) => {
      const key = g * wanted + w;
      if (!known.has(key)) known.set(key, fits(g, w));
      return known.get(key) as boolean;
    };
  }

  get isDone(): boolean {
    return this.#given.length === 0 && this.#wanted.length === 0;
  }

  #fit(row: number, column: number): boolean {
    return this.#fits(this.#given[row] as number, this.#wanted[column] as number);
  }

  /** Takes what fits on the diagonal out. */
  settle(): void {
    for (let i = Math.min(this.#given.length, this.#wanted.length) - 1; i >= 0; i--) if (this.#fit(i, i)) this.#satisfy(i, i);
  }

  #satisfy(row: number, column: number): { given: number; wanted: number } {
    const given = this.#given.splice(row, 1)[0] as number;
    const wanted = this.#wanted.splice(column, 1)[0] as number;
    this.matched[wanted] = given;
    return { given, wanted };
  }

  step(): void {
    if (this.#findSlip()) return;
    const cycle = this.#findCycle();
    if (cycle === undefined) return this.settle();
    const places = cycle.map(([row, column]) => ({ wanted: this.#wanted[column] as number, given: this.#given[row] as number }));
    for (const { wanted, given } of places) {
      this.matched[wanted] = given;
      this.#wanted.splice(this.#wanted.indexOf(wanted), 1);
      this.#given.splice(this.#given.indexOf(given), 1);
    }
    this.slips.push({ kind: "permutation", places });
  }

  #findSlip(): boolean {
    let settled = 0;
    const [rows, columns] = [this.#given.length, this.#wanted.length];
    for (let i = 0; i < Math.max(rows, columns); i++) {
      if (i >= rows) return this.#missing(settled);
      if (columns === 0) return this.#extra(settled);
      if (i < columns && this.#fit(i, i)) settled++;
      else if (this.#slipAt(i)) return true;
    }
    return false;
  }

  #slipAt(i: number): boolean {
    const isWanted = i < this.#wanted.length;
    const unsatisfiable = !isWanted || !this.#given.some((_, row) => this.#fit(row, i));
    const useless = !this.#wanted.some((_, column) => this.#fit(i, column));
    if (isWanted && useless && unsatisfiable) return this.#invalid(i);
    if (useless) return this.#extra(i);
    if (isWanted && unsatisfiable) return this.#missing(i);
    return isWanted && this.#swap(i);
  }

  #invalid(i: number): true {
    const { given, wanted } = this.#satisfy(i, i);
    this.matched[wanted] = undefined;
    this.slips.push({ kind: "invalid", given, wanted });
    return true;
  }

  #extra(row: number): true {
    this.slips.push({ kind: "extra", given: this.#given.splice(row, 1)[0] as number });
    return true;
  }

  #missing(column: number): true {
    this.slips.push({ kind: "missing", wanted: this.#wanted.splice(column, 1)[0] as number });
    return true;
  }

  #swap(i: number): boolean {
    for (let j = 0; j < Math.min(this.#given.length, this.#wanted.length); j++) {
      if (i === j || this.#fit(j, j) || !this.#fit(i, j) || !this.#fit(j, i)) continue;
      const [low, high] = [Math.min(i, j), Math.max(i, j)];
      const [first, second] = [this.#given[i] as number, this.#given[j] as number];
      const wanted = [this.#wanted[i] as number, this.#wanted[j] as number] as const;
      this.#satisfy(low, high);
      this.#satisfy(high - 1, low);
      this.slips.push({ kind: "swap", given: [first, second], wanted });
      return true;
    }
    return false;
  }

  /** Three or more that fit each other's places in turn: the row and column of each. */
  #findCycle(): readonly (readonly [number, number])[] | undefined {
    for (let start = 0; start < this.#given.length; start++) {
      const path: number[] = [];
      let at = start;
      while (at >= 0 && !path.includes(at)) {
        path.push(at);
        at = this.#wanted.findIndex((_, column) => this.#fit(at, column));
        if (at >= this.#given.length) at = -1;
      }
      if (at < 0 || path.length <= 2) continue;
      const cycle = path.slice(path.indexOf(at));
      return cycle.map((row, i) => [row, cycle[(i + 1) % cycle.length] as number] as const);
    }
    return undefined;
  }
}

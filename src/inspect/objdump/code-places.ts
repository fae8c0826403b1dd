// What lies at an address, told relative to the section being printed: distances fit a double where 64-bit addresses do not.
import { ET_REL } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import { FourText } from "../byte-sink.ts";
import type { ByteSink } from "../byte-sink.ts";
import type { CodeSymbol, CodeSymbols } from "./code-symbols.ts";

const TWO_32 = 0x1_0000_0000;
const TWO_64 = TWO_32 * TWO_32;

/** Symbols in order with their distance from the base. */
interface Line {
  readonly distances: SortedDistances;
  readonly symbols: readonly CodeSymbol[];
  readonly names: (FourText | undefined)[];
}

interface Place {
  readonly distance: number;
  readonly section: number;
}

/** Distances in order, and where the last searches ended: code mostly leads to places in the same function. */
class SortedDistances {
  #last = -1;
  #beforeLast = -1;

  constructor(readonly distances: Float64Array) {}

  at(i: number): number | undefined {
    return this.distances[i];
  }

  #isThere(i: number, distance: number): boolean {
    const { distances } = this;
    if (i < 0 || (distances[i] as number) > distance) return false;
    return i + 1 === distances.length || (distances[i + 1] as number) > distance;
  }

  /** Index of the last distance at or below `distance`, or -1. */
  lastAtOrBelow(distance: number): number {
    if (this.#isThere(this.#last, distance)) return this.#last;
    const found = this.#isThere(this.#beforeLast, distance) ? this.#beforeLast : this.#search(distance);
    this.#beforeLast = this.#last;
    this.#last = found;
    return found;
  }

  #search(distance: number): number {
    const { distances } = this;
    let low = 0;
    let high = distances.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((distances[middle] as number) <= distance) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

export class CodePlaces {
  readonly #base: bigint;
  readonly #baseNumber: number;
  readonly #lines = new Map<number, Line>();
  readonly #absolute: Line;
  readonly #places: readonly Place[];
  readonly #starts: SortedDistances;
  readonly #isRelocatable: boolean;

  constructor(
    readonly symbols: CodeSymbols,
    readonly section: Section,
  ) {
    this.#base = section.address;
    this.#baseNumber = Number(section.address);
    this.#absolute = this.#line(symbols.absolute);
    const { file } = symbols.context.object;
    this.#isRelocatable = file.header.type === ET_REL;
    this.#places = this.#isRelocatable
      ? []
      : symbols.places.map(({ address, index }) => ({ distance: this.#distance(address), section: index }));
    this.#starts = new SortedDistances(Float64Array.from(this.#places, ({ distance }) => distance));
  }

  #distance(address: bigint): number {
    return Number(address - this.#base);
  }

  #line(symbols: readonly CodeSymbol[]): Line {
    const distances = new Float64Array(symbols.length);
    for (let i = 0; i < symbols.length; i++) distances[i] = this.#distance((symbols[i] as CodeSymbol).address);
    return { symbols, distances: new SortedDistances(distances), names: [] };
  }

  #lineOf(section: number): Line {
    const known = this.#lines.get(section);
    if (known !== undefined) return known;
    const made = this.#line(this.symbols.ofSection(section));
    this.#lines.set(section, made);
    return made;
  }

  /** `reach` is the distance as the search sees it: where an address has wrapped, a number above all others. */
  #tell(sink: ByteSink, line: Line, reach: number, distance: number): boolean {
    const at = line.distances.lastAtOrBelow(reach);
    if (at < 0) return false;
    const name = (line.names[at] ??= new FourText(` <${this.symbols.shownName((line.symbols[at] as CodeSymbol).name)}`));
    sink.part(name, 0, name.size);
    const past = distance - (line.distances.at(at) as number);
    if (past !== 0) {
      sink.text("+0x");
      sink.hexHalves(Math.floor(past / TWO_32) >>> 0, past >>> 0, 1, 0x30);
    }
    sink.byte(0x3e);
    return true;
  }

  /** Whether a symbol of the section lies at that distance. */
  isNamed(distance: number): boolean {
    const { distances } = this.#lineOf(this.section.index);
    return distances.at(distances.lastAtOrBelow(distance)) === distance;
  }

  /** Writes ` <SYMBOL+0xOFF>` for a target `distance` bytes from the section's start, or nothing. */
  annotate(sink: ByteSink, distance: number): void {
    // Below address 0 is, unsigned, above everything, also where addresses have 32 bits.
    const wraps = this.#baseNumber + distance < 0;
    const unsigned = wraps ? distance + TWO_64 : distance;
    if (this.#isRelocatable) {
      if (!this.#tell(sink, this.#lineOf(this.section.index), unsigned, distance)) this.#tell(sink, this.#absolute, unsigned, distance);
      return;
    }
    let at = this.#starts.lastAtOrBelow(unsigned);
    const start = this.#starts.at(at);
    for (; at >= 0 && this.#starts.at(at) === start; at--) {
      if (this.#tell(sink, this.#lineOf((this.#places[at] as Place).section), unsigned, distance)) return;
    }
    this.#tell(sink, this.#absolute, unsigned, distance);
  }
}

/** A base address and what is added to it, written in hexadecimal. */
export class AddressWriter {
  readonly #high: number;
  readonly #low: number;

  /** `bits`: where addresses wrap. */
  constructor(
    base: bigint,
    readonly bits: 32 | 64,
  ) {
    this.#high = Number(BigInt.asUintN(32, base >> 32n));
    this.#low = Number(base & 0xffffffffn);
  }

  write(sink: ByteSink, distance: number, width: number, pad: number): void {
    const low = this.#low + distance;
    const high = this.bits === 32 ? 0 : (this.#high + Math.floor(low / TWO_32)) >>> 0;
    sink.hexHalves(high, low >>> 0, width, pad);
  }
}

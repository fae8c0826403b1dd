// Which unit of `.debug_info` the code at an address is of: what `.debug_aranges` tells (DWARF 4, 6.1.2), and of units that it does not
// name their own ranges. Where several claim an address, LLVM's choice: the one that has it already, or the first.
import { addressOf } from "./debug-entries.ts";
import type { DebugContents } from "./debug-entries.ts";
import type { AddressRange, DebugUnit } from "./debug-units.ts";
import { Walk } from "./line-header.ts";
import { ElfError } from "./read.ts";

interface UnitRange extends AddressRange {
  /** Place of the unit in `.debug_info`. */
  readonly unit: number;
}

/** Hears of a table that is not as it should be, in LLVM's words. */
export type Complain = (kind: "error" | "warning", text: string) => void;

const HEADER = 12;

/** One set of ranges; throws ElfError. */
class RangeSet {
  readonly unit: number;
  readonly ranges: UnitRange[] = [];
  /** Where it ends. */
  readonly end: number;

  constructor(bytes: Uint8Array, littleEndian: boolean, start: number, complain: Complain) {
    const place = `at offset 0x${start.toString(16)}`;
    const fail = (text: string): never => {
      throw new ElfError(text);
    };
    if (start + HEADER > bytes.length) {
      const lacks = `unexpected end of data at offset 0x${bytes.length.toString(16)} while reading`;
      fail(`parsing address ranges table ${place}: ${lacks} [0x${start.toString(16)}, 0x${(start + HEADER).toString(16)})`);
    }
    const walk = new Walk(bytes, start, bytes.length, littleEndian);
    const length = walk.u32() + 4;
    walk.skip(2);
    this.unit = walk.u32();
    const size = walk.u8();
    const segmentSize = walk.u8();
    this.end = start + length;
    if (this.end > bytes.length) fail(`the length of address range table ${place} exceeds section size`);
    if (![2, 4, 8].includes(size)) fail(`address range table ${place} has unsupported address size: ${size} (2, 4 and 8 supported)`);
    if (segmentSize !== 0) fail(`non-zero segment selector size in address range table ${place} is not supported`);
    if (length % (2 * size) !== 0) fail(`address range table ${place} has length that is not a multiple of the tuple size`);
    const first = Math.ceil(HEADER / (2 * size)) * 2 * size;
    if (length <= first) fail(`address range table ${place} has an insufficient length to contain any entries`);
    walk.at = start + first;
    while (walk.at < this.end) {
      const { at } = walk;
      const low = addressOf(walk, size);
      const count = addressOf(walk, size);
      this.ranges.push({ low, high: low + count, unit: this.unit });
      if (low !== 0n || count !== 0n) continue;
      if (walk.at === this.end) return;
      complain("warning", `address range table ${place} has a premature terminator entry at offset 0x${at.toString(16)}`);
    }
    fail(`address range table ${place} is not terminated by null entry`);
  }
}

function toldRanges({ addressRanges, littleEndian }: DebugContents, known: Set<number>, complain: Complain): UnitRange[] {
  const found: UnitRange[] = [];
  try {
    for (let at = 0; at < addressRanges.length;) {
      const set = new RangeSet(addressRanges, littleEndian, at, complain);
      found.push(...set.ranges);
      known.add(set.unit);
      at = set.end;
    }
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    complain("error", error.message);
  }
  return found;
}

/** Ranges that do not overlap, in order. */
function parted(ranges: readonly UnitRange[]): UnitRange[] {
  const ends = ranges.flatMap(({ low, high, unit }) =>
    low < high
      ? [
          { at: low, unit, by: 1 },
          { at: high, unit, by: -1 },
        ]
      : [],
  );
  ends.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const found: UnitRange[] = [];
  const counts = new Map<number, number>();
  let before = -1n;
  for (const { at, unit, by } of ends) {
    if (before < at && counts.size > 0) {
      const last = found.at(-1);
      if (last?.high === before && counts.has(last.unit)) found[found.length - 1] = { ...last, high: at };
      else found.push({ low: before, high: at, unit: Math.min(...counts.keys()) });
    }
    const count = (counts.get(unit) ?? 0) + by;
    if (count === 0) counts.delete(unit);
    else counts.set(unit, count);
    before = at;
  }
  return found;
}

export class UnitRanges {
  readonly #ranges: readonly UnitRange[];
  readonly #byStart: ReadonlyMap<number, DebugUnit>;

  constructor(
    readonly units: readonly DebugUnit[],
    contents: DebugContents,
    complain: Complain,
  ) {
    this.#byStart = new Map(units.map((unit) => [unit.form.start, unit]));
    const known = new Set<number>();
    const told = toldRanges(contents, known, complain);
    const own = units.flatMap(({ form: { start }, ranges }) =>
      known.has(start) ? [] : ranges.map((range) => ({ ...range, unit: start })),
    );
    this.#ranges = parted([...told, ...own]);
  }

  /** The unit, if the address is one of its code. */
  at(address: bigint): DebugUnit | undefined {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ranges[middle] as UnitRange).high <= address) low = middle + 1;
      else high = middle;
    }
    const found = this.#ranges[low];
    if (found === undefined || found.low > address) return undefined;
    // A broken table may name a place within a unit.
    return this.#byStart.get(found.unit) ?? this.units.find(({ form, end }) => form.start <= found.unit && found.unit < end);
  }
}

// Which function an address is of, when functions lie in functions (inlined ones): each range that is added covers what it shares with
// those before. Sections of a relocatable file all begin at zero, so that ranges cross there; how they are cut then is LLVM's way.
import type { AddressRange } from "./debug-units.ts";

interface Piece {
  readonly low: bigint;
  high: bigint;
  /** Of the function's entry in `.debug_info`. */
  place: number;
}

/** Pieces that lie together; so many at most that moving them is cheap, whatever the order they come in. */
const MOST_TOGETHER = 512;

/** Index of the last of `ascending` whose `lowOf` is not above an address, or -1. */
function lastUpTo<T>(ascending: readonly T[], lowOf: (each: T) => bigint, address: bigint): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lowOf(ascending[middle] as T) <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Places of entries in `.debug_info` by address. */
export class FunctionMap {
  /** Pieces, ascending, in groups that are not empty. */
  readonly #groups: Piece[][] = [];

  /** The last piece that begins at an address or before. */
  #before(address: bigint): Piece | undefined {
    const group = this.#groups[lastUpTo(this.#groups, ([first]) => (first as Piece).low, address)];
    return group?.[lastUpTo(group, ({ low }) => low, address)];
  }

  #set(low: bigint, high: bigint, place: number): void {
    const there = this.#before(low);
    if (there?.low === low) {
      there.high = high;
      there.place = place;
      return;
    }
    const at = Math.max(
      0,
      lastUpTo(this.#groups, ([first]) => (first as Piece).low, low),
    );
    const group = (this.#groups[at] ??= []);
    group.splice(lastUpTo(group, (each) => each.low, low) + 1, 0, { low, high, place });
    if (group.length > MOST_TOGETHER) this.#groups.splice(at + 1, 0, group.splice(MOST_TOGETHER / 2));
  }

  add({ low, high }: AddressRange, place: number): void {
    const outer = this.#before(low);
    if (outer !== undefined && low < outer.high) {
      if (high < outer.high) this.#set(high, outer.high, outer.place);
      if (low > outer.low) outer.high = low;
    }
    this.#set(low, high, place);
  }

  at(address: bigint): number | undefined {
    const found = this.#before(address);
    return found !== undefined && address < found.high ? found.place : undefined;
  }
}

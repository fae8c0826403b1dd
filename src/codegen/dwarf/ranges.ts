// `.debug_ranges` (DWARF 4, 2.17.3): lists of pairs of addresses, each ended by a pair of zeros. The unit's own comes first.
import { DebugWriter } from "./writer.ts";

/** Bytes from the start of a symbol. */
export interface CodeRange {
  readonly from: number;
  readonly to: number;
}

export class RangeLists {
  readonly writer = new DebugWriter();

  constructor(readonly addressSize: 4 | 8) {}

  /** The list of whole functions. */
  addWhole(functions: readonly { readonly symbol: string; readonly size: number }[]): void {
    for (const { symbol, size } of functions) this.#pair(symbol, { from: 0, to: size });
    this.#end();
  }

  /** Offset of a list of parts of one function. */
  add(symbol: string, ranges: readonly CodeRange[]): number {
    const at = this.writer.length;
    for (const range of ranges) this.#pair(symbol, range);
    this.#end();
    return at;
  }

  #pair(symbol: string, { from, to }: CodeRange): void {
    this.writer.reference(this.addressSize, symbol, from, true);
    this.writer.reference(this.addressSize, symbol, to, true);
  }

  #end(): void {
    for (let i = 0; i < 2; i++) this.writer.word(this.addressSize, 0);
  }
}

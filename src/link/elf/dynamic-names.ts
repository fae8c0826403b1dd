// `.dynstr`: the symbols' names one after the other, then what else tables for a loader name, each text once.
import { appendedStrings } from "../../elf/string-tables.ts";

export class DynamicNames {
  readonly #offsets: ReadonlyMap<string, number>;
  readonly bytes: Uint8Array;
  /** Of the symbols' names. */
  readonly symbols: readonly number[];

  constructor(symbols: readonly string[], texts: readonly string[]) {
    const others = [...new Set(texts)];
    const { bytes, offsets } = appendedStrings([...symbols, ...others]);
    this.bytes = bytes;
    this.symbols = [...offsets.slice(0, symbols.length)];
    this.#offsets = new Map(others.map((text, i) => [text, offsets[symbols.length + i] as number]));
  }

  /** Of one of the texts. */
  offset(text: string): number {
    return this.#offsets.get(text) ?? 0;
  }
}

// Distances inside the image, as ordinary numbers: two addresses may need 64 bits, what is between them seldom does.
import { isInput } from "./input.ts";
import type { OutputSection } from "./output.ts";
import type { LinkSymbol } from "./symbol.ts";

export class Distances {
  readonly #known = new Map<OutputSection, number>();
  /** Of the section asked for last, which is asked for next most of the time. */
  #section: OutputSection | undefined;
  #distance = 0;

  constructor(
    /** The address they count from. */
    readonly from: bigint,
  ) {}

  /** To `symbol + addend`; undefined if that is not a place in a section as an object had it, or too far for a number. */
  to({ section, value }: LinkSymbol, addend: number): number | undefined {
    if (!isInput(section) || section.merged !== undefined || section.output === undefined) return undefined;
    if (section.output !== this.#section) this.#ask(section.output);
    const distance = this.#distance + section.offset + value + addend;
    return Number.isSafeInteger(distance) ? distance : undefined;
  }

  #ask(output: OutputSection): void {
    let distance = this.#known.get(output);
    if (distance === undefined) this.#known.set(output, (distance = Number(output.address - this.from)));
    this.#section = output;
    this.#distance = distance;
  }
}

// MEMORY regions: how much of each is taken at the current layout, and which sections go there by their flags.
import type { Expression } from "./commands.ts";

export class MemoryRegion {
  /** Address of the next free byte. */
  position = 0n;
  originValue = 0n;
  lengthValue = 0n;

  constructor(
    readonly name: string,
    readonly origin: Expression,
    readonly length: Expression,
    /** SHF_* of which a section needs one; and none of `forbidden`; likewise for flags that it must lack. */
    readonly flags: number,
    readonly forbidden: number,
    readonly lacking: number,
    readonly forbiddenLacking: number,
  ) {}

  /** A section with these SHF_* belongs here if no region is named for it. */
  accepts(flags: number): boolean {
    if (((flags & this.forbidden) | (~flags & this.forbiddenLacking)) !== 0) return false;
    return ((flags & this.flags) | (~flags & this.lacking)) !== 0;
  }
}

// A symbol of the link: one name's meaning for all files, or one local of a file.
import * as elf from "../../elf/constants.ts";
import { isInput, sectionAddress } from "./input.ts";
import type { Chunk, InputFile } from "./input.ts";
import { OutputSection } from "./output.ts";

/** `lazy`: a member of an archive that is not loaded defines it. */
export type SymbolKind = "undefined" | "defined" | "common" | "lazy";

export class LinkSymbol {
  kind: SymbolKind = "undefined";
  /** What a defined symbol's value counts from; undefined for absolute ones. */
  section: Chunk | OutputSection | undefined;
  /** Bytes from the section's start (for an end of an output section see `atEnd`); the alignment of a tentative definition. */
  value = 0;
  /** Value of a symbol without a section. */
  absolute = 0n;
  /** Counts from the end of its output section. */
  atEnd = false;
  size = 0n;
  type = elf.STT_NOTYPE;
  visibility = elf.STV_DEFAULT;
  /** Some file refers to it, or `-u`. */
  referenced = false;
  /** It is `-u` alone that refers to it, which leaves no trace in the image. */
  onlyAskedFor = false;
  /** Something that lives refers to it. */
  used = false;
  /** A version script calls it local. */
  madeLocal = false;
  /** An assignment of a linker script gives its value. */
  scriptDefined = false;
  /** It was in a COMDAT group another file's copy won over, in this section. */
  discardedIn: string | undefined;
  /** Of its name in the image's `.strtab`. */
  nameOffset = 0;
  /** Something loads its address from the global offset table. */
  wantsSlot = false;
  /** Its slot in the global offset table; -1 for none. */
  gotIndex = -1;

  constructor(
    readonly name: string,
    public binding: number,
    /** The file that defines it, or first named it; undefined for the linker's own. */
    public file: InputFile | undefined,
  ) {}

  get isDefined(): boolean {
    return this.kind === "defined";
  }

  get isLocal(): boolean {
    return this.binding === elf.STB_LOCAL;
  }

  get isUndefinedWeak(): boolean {
    return this.binding === elf.STB_WEAK && (this.kind === "undefined" || this.kind === "lazy");
  }

  /** Its value is the same wherever the image is loaded. */
  get isAbsolute(): boolean {
    return this.kind === "defined" ? this.section === undefined : true;
  }

  /** STB_* in the output: what cannot be seen from outside is local. */
  get outputBinding(): number {
    return this.madeLocal || this.visibility === elf.STV_HIDDEN || this.visibility === elf.STV_INTERNAL ? elf.STB_LOCAL : this.binding;
  }

  /** Not in a section that was thrown away. */
  get isPlaced(): boolean {
    const { section } = this;
    if (section === undefined || section.kind === "output") return true;
    return section.output !== undefined || (isInput(section) && section.merged !== undefined);
  }

  /** The address: that of an unresolved weak symbol, and of one in a section that was thrown away, is 0. */
  get address(): bigint {
    if (this.kind !== "defined" || !this.isPlaced) return 0n;
    const { section } = this;
    if (section === undefined) return this.absolute;
    if (section.kind === "output") return section.address + BigInt(this.atEnd ? section.size : this.value);
    return isInput(section) ? sectionAddress(section, this.value) : section.address + BigInt(this.value);
  }

  /**
   * Where `symbol + addend` is. A section's symbol with an addend names the byte at that offset, which merging may have
   * moved elsewhere than its neighbours.
   */
  addressPlus(addend: bigint): bigint {
    const { section } = this;
    if (this.type === elf.STT_SECTION && isInput(section) && section.merged !== undefined)
      return sectionAddress(section, this.value + Number(addend));
    return this.address + addend;
  }

  /** Makes it a definition of the linker's own, `value` bytes into `section`. */
  define(section: Chunk | OutputSection | undefined, value: number, visibility: number, binding = elf.STB_GLOBAL): void {
    this.kind = "defined";
    this.onlyAskedFor = false;
    this.section = section;
    this.value = value;
    this.absolute = section === undefined ? BigInt(value) : 0n;
    this.binding = binding;
    this.visibility = stricterVisibility(this.visibility, visibility);
    this.size = 0n;
    this.type = elf.STT_NOTYPE;
    this.file = undefined;
  }
}

/** Of two visibilities the stricter: INTERNAL < HIDDEN < PROTECTED < DEFAULT. */
export function stricterVisibility(a: number, b: number): number {
  if (a === elf.STV_DEFAULT) return b;
  return b === elf.STV_DEFAULT ? a : Math.min(a, b);
}

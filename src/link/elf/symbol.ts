// A symbol of the link: one name's meaning for all files, or one local of a file.
import * as elf from "../../elf/constants.ts";
import { isInput, sectionAddress } from "./input.ts";
import type { Chunk, InputFile } from "./input.ts";
import { OutputSection } from "./output.ts";
import { VERSION_GLOBAL } from "./shared-library.ts";
import type { LibrarySymbol } from "./shared-library.ts";

/** `lazy`: a member of an archive that is not loaded defines it; `shared`: a shared library does. */
export type SymbolKind = "undefined" | "defined" | "common" | "lazy" | "shared";

interface RareTraits {
  readonly absolute: bigint;
  readonly atEnd: boolean;
  readonly onlyAskedFor: boolean;
  readonly madeLocal: boolean;
  readonly exported: boolean;
  readonly scriptDefined: boolean;
  readonly definedAt: string | undefined;
  readonly moves: boolean | undefined;
  readonly folded: boolean;
  readonly discardedIn: string | undefined;
  readonly wantsSlot: boolean;
  readonly gotIndex: number;
  readonly library: LibrarySymbol | undefined;
  readonly isPreemptible: boolean;
  readonly wantsProcedure: boolean;
  readonly procedureIndex: number;
  readonly wantsDefinition: boolean;
  readonly isProcedure: boolean;
  readonly version: number;
}

const USUAL: RareTraits = {
  absolute: 0n,
  atEnd: false,
  onlyAskedFor: false,
  madeLocal: false,
  exported: false,
  scriptDefined: false,
  definedAt: undefined,
  moves: undefined,
  folded: false,
  discardedIn: undefined,
  wantsSlot: false,
  gotIndex: -1,
  library: undefined,
  isPreemptible: false,
  wantsProcedure: false,
  procedureIndex: -1,
  wantsDefinition: false,
  isProcedure: false,
  version: VERSION_GLOBAL,
};

export class LinkSymbol {
  declare readonly name: string;
  declare binding: number;
  /** The file that defines it, or first named it; undefined for the linker's own. */
  declare file: InputFile | undefined;
  declare kind: SymbolKind;
  /** What a defined symbol's value counts from; undefined for absolute ones. */
  declare section: Chunk | OutputSection | undefined;
  /** Bytes from the section's start (for an end of an output section see `atEnd`); the alignment of a tentative definition. */
  declare value: number;
  declare size: bigint;
  declare type: number;
  declare visibility: number;
  /** Some file refers to it, or `-u`. */
  declare referenced: boolean;
  /** Something that lives refers to it. */
  declare used: boolean;
  /** Of its name in the image's `.strtab`. */
  declare nameOffset: number;
  /** Most that is known of a symbol holds for few: what all others share takes no room in them. */
  declare private rare: RareTraits;

  constructor(name: string, binding: number, file: InputFile | undefined) {
    this.name = name;
    this.binding = binding;
    this.file = file;
    this.kind = "undefined";
    this.section = undefined;
    this.value = 0;
    this.size = 0n;
    this.type = elf.STT_NOTYPE;
    this.visibility = elf.STV_DEFAULT;
    this.referenced = false;
    this.used = false;
    this.nameOffset = 0;
    this.rare = USUAL;
  }

  /** Nothing holds for it but what its own fields say. */
  get isUsual(): boolean {
    return this.rare === USUAL;
  }

  #set(traits: Partial<RareTraits>): void {
    this.rare = { ...this.rare, ...traits };
  }

  /** Value of a symbol without a section. */
  get absolute(): bigint {
    return this.rare.absolute;
  }

  set absolute(absolute: bigint) {
    if (absolute !== this.rare.absolute) this.#set({ absolute });
  }

  /** Counts from the end of its output section. */
  get atEnd(): boolean {
    return this.rare.atEnd;
  }

  set atEnd(atEnd: boolean) {
    if (atEnd !== this.rare.atEnd) this.#set({ atEnd });
  }

  /** It is `-u` alone that refers to it, which leaves no trace in the image. */
  get onlyAskedFor(): boolean {
    return this.rare.onlyAskedFor;
  }

  set onlyAskedFor(onlyAskedFor: boolean) {
    if (onlyAskedFor !== this.rare.onlyAskedFor) this.#set({ onlyAskedFor });
  }

  /** A version script calls it local. */
  get madeLocal(): boolean {
    return this.rare.madeLocal;
  }

  set madeLocal(madeLocal: boolean) {
    if (madeLocal !== this.rare.madeLocal) this.#set({ madeLocal });
  }

  /** It is asked for that a loader finds it. */
  get exported(): boolean {
    return this.rare.exported;
  }

  set exported(exported: boolean) {
    if (exported !== this.rare.exported) this.#set({ exported });
  }

  /** An assignment of a linker script gives its value. */
  get scriptDefined(): boolean {
    return this.rare.scriptDefined;
  }

  set scriptDefined(scriptDefined: boolean) {
    if (scriptDefined !== this.rare.scriptDefined) this.#set({ scriptDefined });
  }

  /** Where the script says so. */
  get definedAt(): string | undefined {
    return this.rare.definedAt;
  }

  set definedAt(definedAt: string | undefined) {
    if (definedAt !== this.rare.definedAt) this.#set({ definedAt });
  }

  /** Of a symbol that a script assigns: whether it moves with the image, as it looked before there was a layout. */
  get moves(): boolean | undefined {
    return this.rare.moves;
  }

  set moves(moves: boolean | undefined) {
    if (moves !== this.rare.moves) this.#set({ moves });
  }

  /** What it named was equal to what it names now. */
  get folded(): boolean {
    return this.rare.folded;
  }

  set folded(folded: boolean) {
    if (folded !== this.rare.folded) this.#set({ folded });
  }

  /** It was in a COMDAT group another file's copy won over, in this section. */
  get discardedIn(): string | undefined {
    return this.rare.discardedIn;
  }

  set discardedIn(discardedIn: string | undefined) {
    if (discardedIn !== this.rare.discardedIn) this.#set({ discardedIn });
  }

  /** Something loads its address from the global offset table. */
  get wantsSlot(): boolean {
    return this.rare.wantsSlot;
  }

  set wantsSlot(wantsSlot: boolean) {
    if (wantsSlot !== this.rare.wantsSlot) this.#set({ wantsSlot });
  }

  /** Its slot in the global offset table; -1 for none. */
  get gotIndex(): number {
    return this.rare.gotIndex;
  }

  set gotIndex(gotIndex: number) {
    if (gotIndex !== this.rare.gotIndex) this.#set({ gotIndex });
  }

  /** What a shared library says of it that defines it, also where the image has a copy of that. */
  get library(): LibrarySymbol | undefined {
    return this.rare.library;
  }

  set library(library: LibrarySymbol | undefined) {
    if (library !== this.rare.library) this.#set({ library });
  }

  /** A loader decides what it means: another definition may stand in front of this one. */
  get isPreemptible(): boolean {
    return this.rare.isPreemptible;
  }

  set isPreemptible(isPreemptible: boolean) {
    if (isPreemptible !== this.rare.isPreemptible) this.#set({ isPreemptible });
  }

  /** Something calls it by way of the procedure linkage table. */
  get wantsProcedure(): boolean {
    return this.rare.wantsProcedure;
  }

  set wantsProcedure(wantsProcedure: boolean) {
    if (wantsProcedure !== this.rare.wantsProcedure) this.#set({ wantsProcedure });
  }

  /** Its entry in the procedure linkage table; -1 for none. */
  get procedureIndex(): number {
    return this.rare.procedureIndex;
  }

  set procedureIndex(procedureIndex: number) {
    if (procedureIndex !== this.rare.procedureIndex) this.#set({ procedureIndex });
  }

  /** Code counts on it to be in the image, which a copy or an entry of the procedure linkage table sees to. */
  get wantsDefinition(): boolean {
    return this.rare.wantsDefinition;
  }

  set wantsDefinition(wantsDefinition: boolean) {
    if (wantsDefinition !== this.rare.wantsDefinition) this.#set({ wantsDefinition });
  }

  /** Its address is that of its entry in the procedure linkage table: to a loader it is undefined, and there. */
  get isProcedure(): boolean {
    return this.rare.isProcedure;
  }

  set isProcedure(isProcedure: boolean) {
    if (isProcedure !== this.rare.isProcedure) this.#set({ isProcedure });
  }

  /** Of `.gnu.version`. */
  get version(): number {
    return this.rare.version;
  }

  set version(version: number) {
    if (version !== this.rare.version) this.#set({ version });
  }

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
    const { moves } = this.rare;
    if (moves !== undefined) return !moves;
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

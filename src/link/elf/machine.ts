// What linking knows of a machine: where images are put, how its relocations fill fields, which of them a loader takes. One
// table a machine in `machines/`; bases and page sizes are LLD's.
import type { ElfObject } from "../../elf/object.ts";
import type { LldMajor } from "./options.ts";
import type { RelocationRow } from "./relocation.ts";

/** Where a field is filled: the bytes, and the place in them. */
export interface Site {
  readonly view: DataView;
  readonly at: number;
  /** What the row's formula calls S + A, or G + A. */
  readonly target: bigint;
  /** P */
  readonly place: bigint;
  /** For the lower half of a pair whose symbol marks the upper half: S + A - P of that. */
  readonly upperDistance: () => bigint;
}

/** How far the target is: addresses have 64 bits, and meet beyond the greatest. */
export const distanceTo = ({ target, place }: Pick<Site, "target" | "place">): bigint => BigInt.asIntN(64, target - place);

/** Fills a field that is not a whole number of bytes; returns the value and its signed range if it does not fit. */
export type Fill = (site: Site) => OutsideRange | undefined;

export interface OutsideRange {
  readonly value: bigint;
  readonly bits: number;
  /** LLD would have the call go by way of a stub. */
  readonly wantsStub?: boolean;
}

/** The image of thread-local data, PT_TLS. */
export interface ThreadBlock {
  readonly start: bigint;
  /** Up to the next multiple of the alignment. */
  readonly end: bigint;
  /** Bytes. */
  readonly alignment: bigint;
}

/** Variant 1: the thread pointer stands `gap` bytes, as far as the alignment asks, in front of the block. */
export const pointerBefore =
  (gap: bigint) =>
  ({ start, alignment }: ThreadBlock): bigint =>
    start - gap - ((start - gap) & (alignment - 1n));

/** What a loader does for names that it finds in shared libraries. */
export interface LibraryRelocations {
  /** Copies data of a library to the image's own. */
  readonly copy: number;
  /** Fills a word of the procedure offset table. */
  readonly jumpSlot: number;
  /** Calls by way of the procedure linkage table. */
  readonly call: number;
  /** Those of objects that a loader does as they stand. */
  readonly kept: ReadonlySet<number>;
}

export interface LinkMachine {
  /** EM_* */
  readonly elfMachine: number;
  readonly is64: boolean;
  /** `-m` */
  readonly emulations: readonly string[];
  /** `OUTPUT_FORMAT` */
  readonly formats: readonly string[];
  /** `-z max-page-size` as LLD has it. */
  readonly pageSize: number;
  /** Where static images begin. */
  readonly base: bigint;
  /** The byte that fills gaps in code. */
  readonly trap: number;
  /** By type. */
  readonly relocations: readonly (RelocationRow | undefined)[];
  /** Relocation that stores a whole address. */
  readonly word: number;
  /** Relocation by which a loader fills a slot with the address of a symbol that it finds by name. */
  readonly slotName: number;
  /** Relocation by which a loader adds the load address; undefined where kbuild makes no position-independent images. */
  readonly relative: number | undefined;
  /** Undefined where kbuild does not link with shared libraries. */
  readonly libraries?: LibraryRelocations;
  /** e_flags of an image. */
  imageFlags(objects: readonly ElfObject[]): number;
  /** Why code with these e_flags does not go with the first object's, in LLD's words. */
  flagProblem?(flags: number, first: number): string | undefined;
  /** What offsets from the thread pointer count from; undefined for the block's end (variant 2). */
  threadPointer?(block: ThreadBlock): bigint;
  /** What offsets in a module's block count from, behind its start; undefined for 0. */
  readonly threadBias?: bigint;
  /** The relocation that asks for what it stands with to be made shorter; undefined where no code is. */
  readonly relaxMark?: number;
  /** What the code at a relocation becomes, where it can be shorter. */
  compact?(site: CompactSite): Compacted | undefined;
  /** Two relocations of one symbol that follow each other are applied together, in a shorter way; false where not. */
  shorten?(first: TypedSite, second: TypedSite): boolean;
  /** Relocations by which a slot is loaded: shortened, to the symbol's own address, where they only stand in pairs. */
  readonly slotPair?: readonly [number, number];
  /** Words that the global offset table begins with; the first is the dynamic section's address. 0 where not told. */
  readonly slotHeader?: number;
}

/** Code that may be made shorter: the relocation at `at` of `data`, loaded at `place`. */
export interface CompactSite {
  readonly type: number;
  readonly data: Uint8Array;
  readonly at: number;
  readonly addend: number;
  readonly place: bigint;
  /** It is marked as code that may be made shorter. */
  readonly isAsked: boolean;
  /** S + A */
  readonly target: () => bigint;
  /** S + A of a thread-local symbol, from the start of the block. */
  readonly threadOffset: () => bigint;
  /** e_flags of the object. */
  readonly flags: number;
  readonly lld: LldMajor;
  /** A call may lose no more bytes than these. */
  readonly most: number;
  readonly fail: (message: string) => void;
}

export interface Compacted {
  /** Bytes that go, behind `code`. */
  readonly remove: number;
  /** Stands from the relocation's place on. */
  readonly code: Uint8Array;
  /** R_* of what is filled then; undefined for the same. */
  readonly type?: number;
}

export type TypedSite = Site & { readonly type: number };

export const fits = (value: bigint, bits: number): boolean => BigInt.asIntN(bits, value) === value;
/** The lowest bits. */
export const lowBits = (value: bigint, bits: number): number => Number(BigInt.asUintN(bits, value));

/** Sets bits of a word that are 0 so far. */
export function or32(view: DataView, at: number, bits: number): undefined {
  view.setUint32(at, (view.getUint32(at, true) | bits) >>> 0, true);
  return undefined;
}

export const within = (value: bigint, bits: number): OutsideRange | undefined => (fits(value, bits) ? undefined : { value, bits });

/** The table by type. */
export function relocationTable(rows: Readonly<Record<number, RelocationRow>>): readonly (RelocationRow | undefined)[] {
  const table: (RelocationRow | undefined)[] = [];
  for (const [type, row] of Object.entries(rows)) table[Number(type)] = row;
  return table;
}

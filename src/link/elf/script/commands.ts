// A linker script as a value: what it says, in order. Vocabulary of the GNU ld manual, chapter 3, in LLD's reading.
import type { MemoryRegion } from "./memory.ts";
import type { LldMajor } from "../options.ts";
import type { VersionDefinition } from "./version-script.ts";

/** `script.ld:12`: where in which script. */
export type ScriptPlace = string;

export type Expression =
  | { readonly kind: "number"; readonly value: bigint }
  | { readonly kind: "symbol"; readonly name: string; readonly place: ScriptPlace }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly place: ScriptPlace;
    }
  | { readonly kind: "choice"; readonly condition: Expression; readonly then: Expression; readonly otherwise: Expression }
  /** `ALIGN(e)`, `ADDR(.text)`, `ORIGIN(RAM)`, ...; `name` is the section, region or symbol asked about. */
  | {
      readonly kind: "call";
      readonly function: string;
      readonly operands: readonly Expression[];
      readonly name: string;
      readonly place: ScriptPlace;
    };

export interface Assignment {
  readonly kind: "assignment";
  /** `.` is the location counter. */
  readonly name: string;
  readonly expression: Expression;
  /** PROVIDE: only if something refers to it and nothing defines it. */
  readonly provide: boolean;
  readonly hidden: boolean;
  readonly place: ScriptPlace;
  /** As it is written, for the map. */
  readonly text: string;
  /** It defines its symbol in this link. */
  active: boolean;
  /** The location counter before it, and how far it moved, at the last layout. */
  address: bigint;
  size: bigint;
}

/** BYTE, SHORT, LONG, QUAD (and SQUAD) in an output section. */
export interface DataCommand {
  readonly kind: "data-command";
  readonly size: 1 | 2 | 4 | 8;
  readonly expression: Expression;
  readonly text: string;
}

export type SortPolicy = "default" | "none" | "alignment" | "name" | "priority" | "reverse";

/** `EXCLUDE_FILE(x) SORT_BY_NAME(.text.*)`: which sections, in which order. */
export interface SectionPattern {
  readonly excludedFiles: readonly string[];
  readonly names: readonly string[];
  readonly sortOuter: SortPolicy;
  readonly sortInner: SortPolicy;
}

export interface InputDescription {
  readonly kind: "input-description";
  readonly file: string;
  readonly patterns: readonly SectionPattern[];
  readonly keep: boolean;
  readonly withFlags: number;
  readonly withoutFlags: number;
}

export type SectionBodyCommand = Assignment | DataCommand | InputDescription;

export interface SectionDescription {
  readonly kind: "section";
  readonly name: string;
  readonly place: ScriptPlace;
  readonly address: Expression | undefined;
  readonly loadAddress: Expression | undefined;
  readonly alignment: Expression | undefined;
  readonly subAlignment: Expression | undefined;
  readonly constraint: "none" | "read-only" | "read-write";
  /** SHT_* that the script gives it. */
  readonly type: number | undefined;
  readonly nonAlloc: boolean;
  readonly body: readonly SectionBodyCommand[];
  readonly region: string;
  readonly loadRegion: string;
  readonly segments: readonly string[];
  /** Bytes that fill gaps. */
  readonly fill: Uint8Array | undefined;
  /** Its expressions name symbols, so it must stay for them to be evaluated. */
  readonly usesSymbols: boolean;
  /** Of an OVERLAY: its sections share their addresses. */
  readonly inOverlay: boolean;
  /** Between DATA_SEGMENT_ALIGN and DATA_SEGMENT_RELRO_END. */
  readonly relro: boolean;
}

export type ScriptCommand = Assignment | SectionDescription;

/** One line of PHDRS. */
export interface SegmentCommand {
  readonly name: string;
  /** PT_* */
  readonly type: number;
  readonly fileHeader: boolean;
  readonly programHeaders: boolean;
  readonly flags: Expression | undefined;
  readonly loadAddress: Expression | undefined;
}

/** `SECTIONS { ... } INSERT AFTER name`. */
export interface InsertCommand {
  readonly names: readonly string[];
  readonly after: boolean;
  readonly where: string;
}

export interface ScriptInput {
  readonly name: string;
  readonly library: boolean;
  /** In AS_NEEDED. */
  readonly asNeeded: boolean;
  /** What is told if there is no such file. */
  readonly missing: string;
}

/** Output sections that may not refer to each other, or none of them to the first. */
export interface SeparatedSections {
  readonly names: readonly string[];
  readonly toFirst: boolean;
}

export interface LinkerScript {
  readonly lld: LldMajor;
  entry: string | undefined;
  /** OUTPUT_FORMAT: BFD's name of the machine's files. */
  format: string | undefined;
  /** OUTPUT_FORMAT(binary) */
  isBinary: boolean;
  readonly commands: ScriptCommand[];
  /** There is a SECTIONS command: it decides the layout. */
  hasSections: boolean;
  readonly segments: SegmentCommand[];
  readonly regions: Map<string, MemoryRegion>;
  readonly inserts: InsertCommand[];
  /** Symbols that expressions name, in order. */
  readonly referenced: string[];
  /** By what PROVIDE may define: the symbols that its value names. LLD 15 has these among `referenced`. */
  readonly provides: Map<string, readonly string[]>;
  /** VERSION */
  readonly versions: VersionDefinition[];
  /** NOCROSSREFS */
  readonly separated: SeparatedSections[];
  readonly warnings: string[];
  /** EXTERN */
  readonly externs: string[];
  /** INPUT and GROUP */
  readonly inputs: ScriptInput[];
  readonly searchPaths: string[];
  /** Sections that ADDR, SIZEOF and their like name. */
  readonly namedSections: Set<string>;
  /** Of those, the ones whose place is asked for, so that they stay though empty. */
  readonly placedSections: Set<string>;
  /** A DATA_SEGMENT_ALIGN was seen: sections from here on are relro, up to DATA_SEGMENT_RELRO_END if that comes. */
  dataAligned: boolean;
  /** A DATA_SEGMENT_RELRO_END was seen. */
  relroEnd: boolean;
}

export function emptyScript(lld: LldMajor): LinkerScript {
  return {
    lld,
    entry: undefined,
    format: undefined,
    isBinary: false,
    commands: [],
    hasSections: false,
    segments: [],
    regions: new Map(),
    inserts: [],
    referenced: [],
    provides: new Map(),
    versions: [],
    separated: [],
    warnings: [],
    externs: [],
    inputs: [],
    searchPaths: [],
    namedSections: new Set(),
    placedSections: new Set(),
    dataAligned: false,
    relroEnd: false,
  };
}

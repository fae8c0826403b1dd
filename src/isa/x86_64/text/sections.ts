// What assembly text is put into: sections with their attributes, each a run of code, and the symbols named in them. The
// numbers are ELF's (gABI, "Sections").
import { CodeBuffer } from "../code.ts";
import type { Code } from "../code.ts";

export interface SectionAttributes {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly entrySize: number;
}

export interface AssembledSymbol {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  /** STT_NOTYPE, STT_OBJECT, STT_FUNC. */
  readonly type: number;
  /** STB_LOCAL, STB_GLOBAL, STB_WEAK. */
  readonly binding: number;
  readonly visibility: number;
}

export interface AssembledSection extends SectionAttributes {
  readonly alignment: number;
  readonly code: Code;
  readonly symbols: readonly AssembledSymbol[];
}

export class OpenSection {
  readonly buffer: CodeBuffer;
  readonly labels: string[] = [];
  alignment = 1;

  constructor(
    readonly attributes: SectionAttributes,
    keepsText: boolean,
  ) {
    this.buffer = new CodeBuffer(keepsText);
  }
}

const PROGBITS = 1;
const NOTE = 7;
const NOBITS = 8;
const WRITE = 1;
const ALLOC = 2;
const EXECUTE = 4;
const TYPES: Readonly<Record<string, number | undefined>> = {
  progbits: PROGBITS,
  nobits: NOBITS,
  note: NOTE,
  init_array: 14,
  fini_array: 15,
  preinit_array: 16,
};
const FLAGS: Readonly<Record<string, number | undefined>> = {
  a: ALLOC,
  w: WRITE,
  x: EXECUTE,
  M: 0x10,
  S: 0x20,
  T: 0x400,
  R: 0x200000,
  e: 0x80000000,
};

/** Attributes a well-known name has by itself. */
function attributesByName(name: string): { type: number; flags: number } {
  const is = (prefix: string) => name === prefix || name.startsWith(`${prefix}.`);
  if (is(".text") || is(".init") || is(".fini")) return { type: PROGBITS, flags: ALLOC | EXECUTE };
  if (is(".rodata") || is(".rodata1")) return { type: PROGBITS, flags: ALLOC };
  if (is(".data") || is(".data1")) return { type: PROGBITS, flags: ALLOC | WRITE };
  if (is(".bss")) return { type: NOBITS, flags: ALLOC | WRITE };
  if (is(".init_array")) return { type: 14, flags: ALLOC | WRITE };
  if (is(".fini_array")) return { type: 15, flags: ALLOC | WRITE };
  if (is(".preinit_array")) return { type: 16, flags: ALLOC | WRITE };
  return { type: name.startsWith(".note") ? NOTE : PROGBITS, flags: 0 };
}

/** The attributes of `.section name, "flags", @type, size`; undefined if a flag or the type is unknown. */
export function sectionAttributes(
  name: string,
  flags: string | undefined,
  type: string | undefined,
  entrySize: number,
): SectionAttributes | undefined {
  const own = attributesByName(name);
  let bits = own.flags;
  for (const flag of flags ?? "") {
    const bit = FLAGS[flag];
    if (bit === undefined) return undefined;
    bits |= bit;
  }
  const kind = type === undefined ? own.type : TYPES[type];
  return kind === undefined ? undefined : { name, type: kind, flags: bits >>> 0, entrySize };
}

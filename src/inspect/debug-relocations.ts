// Fields of a relocatable object's debug sections and `.eh_frame` as a linker that puts all sections at their own address would fill
// them. Only the relocation types that compilers put there are known, per machine; LLVM's reader tells of each other one, and of
// compressed sections that it cannot unpack, whenever it opens a file's debug information.
import * as elf from "../elf/constants.ts";
import { ElfError } from "../elf/read.ts";
import type { ElfFile, Section } from "../elf/read.ts";
import { readSymbolTable } from "../elf/read-symbols.ts";
import type { SymbolTable } from "../elf/read-symbols.ts";
import { ZLIB, ZSTD } from "../elf/packed-contents.ts";
import { relocationsOf, typeNameOf } from "./relocations.ts";
import type { RelocationEntry } from "./relocations.ts";
import { symbolAddress } from "./symbol-values.ts";

/** What a type makes of the field: nothing, symbol and addend, the same less the field's address, or a sum or difference with it. */
type Operation = "none" | "absolute" | "relative" | "add" | "subtract" | "set";
/** The operation, and the bits of the field it changes (all without). */
type Rule = readonly [Operation, bits?: number];
type Rules = Readonly<Record<number, Rule>>;

const NONE: Rule = ["none"];
const ABSOLUTE: Rule = ["absolute"];
const RELATIVE: Rule = ["relative"];

const RISCV: Rules = {
  0: NONE,
  1: ["absolute", 32],
  2: ABSOLUTE,
  33: ["add", 8],
  34: ["add", 16],
  35: ["add", 32],
  36: ["add", 64],
  37: ["subtract", 8],
  38: ["subtract", 16],
  39: ["subtract", 32],
  40: ["subtract", 64],
  52: ["subtract", 6],
  53: ["set", 6],
  54: ["absolute", 8],
  55: ["absolute", 16],
  56: ["absolute", 32],
  57: ["relative", 32],
};
const LOONGARCH: Rules = {
  0: NONE,
  1: ["absolute", 32],
  2: ABSOLUTE,
  47: ["add", 8],
  48: ["add", 16],
  50: ["add", 32],
  51: ["add", 64],
  52: ["subtract", 8],
  53: ["subtract", 16],
  55: ["subtract", 32],
  56: ["subtract", 64],
  99: ["relative", 32],
  105: ["add", 6],
  106: ["subtract", 6],
  109: RELATIVE,
};
const X86: Rules = { 0: NONE, 1: ABSOLUTE, 2: RELATIVE };
const SPARC: Rules = { 3: ABSOLUTE, 23: ABSOLUTE };

const WIDE: Readonly<Record<number, Rules>> = {
  [elf.EM_MIPS]: { 2: ABSOLUTE, 18: ABSOLUTE, 48: ABSOLUTE, 248: RELATIVE },
  [elf.EM_PPC64]: { 1: ABSOLUTE, 38: ABSOLUTE, 26: RELATIVE, 44: RELATIVE },
  [elf.EM_S390]: { 4: ABSOLUTE, 22: ABSOLUTE },
  [elf.EM_SPARCV9]: { ...SPARC, 32: ABSOLUTE, 54: ABSOLUTE },
  [elf.EM_X86_64]: { 0: NONE, 1: ABSOLUTE, 2: RELATIVE, 10: ABSOLUTE, 11: ABSOLUTE, 17: ABSOLUTE, 21: ABSOLUTE, 24: RELATIVE },
  [elf.EM_AARCH64]: { 257: ABSOLUTE, 258: ABSOLUTE, 260: RELATIVE, 261: RELATIVE },
  224: { 3: ABSOLUTE, 6: ABSOLUTE },
  [elf.EM_RISCV]: RISCV,
  247: { 2: ABSOLUTE, 3: ABSOLUTE },
};
const NARROW: Readonly<Record<number, Rules>> = {
  2: SPARC,
  18: SPARC,
  [elf.EM_386]: X86,
  6: X86,
  [elf.EM_MIPS]: { 2: ABSOLUTE, 39: ABSOLUTE },
  [elf.EM_PPC]: { 1: ABSOLUTE, 26: RELATIVE },
  [elf.EM_ARM]: { 2: ABSOLUTE, 3: RELATIVE },
  83: { 1: ABSOLUTE, 4: ABSOLUTE },
  105: { 1: ABSOLUTE, 5: ABSOLUTE },
  [elf.EM_HEXAGON]: { 6: ABSOLUTE },
  [elf.EM_RISCV]: RISCV,
  244: { 4: ABSOLUTE },
  [elf.EM_CSKY]: { 0: NONE, 1: ABSOLUTE, 5: RELATIVE },
};
/** Machines of one byte order, as far as LLVM's relocations go. */
const ONE_ORDER: ReadonlyMap<number, "little" | "big"> = new Map([
  [2, "big"],
  [18, "big"],
]);

function rulesOf({ header: { machine }, is64, littleEndian }: ElfFile, llvm: 15 | 22): Rules {
  const order = ONE_ORDER.get(machine);
  if (order !== undefined && littleEndian !== (order === "little")) return {};
  if (machine === elf.EM_LOONGARCH) return llvm === 22 ? LOONGARCH : {};
  return (is64 ? WIDE : NARROW)[machine] ?? {};
}

/** What a relocation makes of the field at an offset; `stored` is what the file has there. */
export type FieldValue = (offset: number, stored: bigint) => bigint;

function applied([operation, bits = 64]: Rule, stored: bigint, value: bigint, place: bigint): bigint {
  const mask = (1n << BigInt(bits)) - 1n;
  switch (operation) {
    case "none":
      return stored;
    case "absolute":
      return BigInt.asUintN(bits, value);
    case "relative":
      return BigInt.asUintN(bits, value - place);
    case "add":
      return (stored & ~mask) | BigInt.asUintN(bits, stored + value);
    case "subtract":
      return (stored & ~mask) | BigInt.asUintN(bits, stored - value);
    case "set":
      return (stored & ~mask) | BigInt.asUintN(bits, value);
  }
}

/** LLVM takes what it adds from the field on 32-bit MIPS, also of N32's entries, which have an addend: then it adds nothing. */
function addendOf({ header: { machine }, is64 }: ElfFile, { addend }: RelocationEntry, stored: bigint): bigint {
  if (addend === undefined) return stored;
  return machine === elf.EM_MIPS && !is64 ? 0n : addend;
}

/** What a relocation makes of a field that has `stored`; undefined for a type that is not known. */
export function relocatedValue(file: ElfFile, llvm: 15 | 22, entry: RelocationEntry, symbol: bigint, stored: bigint): bigint | undefined {
  const rule = rulesOf(file, llvm)[entry.type];
  return rule === undefined ? undefined : applied(rule, stored, symbol + addendOf(file, entry, stored), entry.offset);
}

class Fields {
  readonly #entries = new Map<number, RelocationEntry[]>();
  readonly #table: SymbolTable | undefined;

  constructor(
    readonly file: ElfFile,
    section: Section,
    readonly rules: Rules,
  ) {
    for (const entry of relocationsOf(file, section)) {
      const at = Number(entry.offset);
      const known = this.#entries.get(at);
      if (known === undefined) this.#entries.set(at, [entry]);
      else known.push(entry);
    }
    const link = file.sections[section.link];
    this.#table = link === undefined ? undefined : readSymbolTable(file, link);
  }

  readonly value: FieldValue = (offset, stored) => {
    const table = this.#table;
    let value = stored;
    for (const entry of this.#entries.get(offset) ?? []) {
      const rule = this.rules[entry.type];
      if (rule === undefined || table === undefined || entry.symbol >= table.count) continue;
      const [high, low] = symbolAddress(this.file, table, entry.symbol);
      const target = ((BigInt(high) << 32n) | BigInt(low)) + addendOf(this.file, entry, stored);
      value = applied(rule, value, target, entry.offset);
    }
    return value;
  };

  /** The section that the symbol of a field's relocation is in. */
  sectionAt(offset: number): number | undefined {
    const entry = this.#entries.get(offset)?.[0];
    return entry === undefined ? undefined : this.#table?.sectionIndex[entry.symbol];
  }
}

export interface RelocatedFields {
  readonly value: FieldValue;
  /** Number of the section that the field at an offset leads into, where a relocation tells it. */
  sectionAt(offset: number): number | undefined;
}

const AS_STORED: RelocatedFields = { value: (_, stored) => stored, sectionAt: () => undefined };

const isRelocation = ({ type }: Section): boolean => type === elf.SHT_REL || type === elf.SHT_RELA;

/** How the fields of `section` read. */
export function relocatedFields(file: ElfFile, section: Section, llvm: 15 | 22): RelocatedFields {
  const own = file.sections.find((candidate) => isRelocation(candidate) && candidate.info === section.index);
  if (file.header.type !== elf.ET_REL || own === undefined) return AS_STORED;
  return new Fields(file, own, rulesOf(file, llvm));
}

/** Types of fields of eight bytes; the others that debug information has are of four. */
const EIGHT_BYTES: Readonly<Record<number, readonly number[]>> = { [elf.EM_X86_64]: [1, 17, 24], [elf.EM_AARCH64]: [257, 260] };

/** A section's contents (`contents`, unpacked) with its relocations applied; of x86, ARM and AArch64. */
export function relocatedContents(file: ElfFile, section: Section, llvm: 15 | 22, contents: Uint8Array): Uint8Array {
  const own = file.sections.find((candidate) => isRelocation(candidate) && candidate.info === section.index);
  if (own === undefined) return contents;
  const { value } = relocatedFields(file, section, llvm);
  const bytes = Uint8Array.from(contents);
  const view = new DataView(bytes.buffer);
  const { littleEndian } = file;
  const wide = file.is64 ? (EIGHT_BYTES[file.header.machine] ?? []) : [];
  for (const { offset, type } of relocationsOf(file, own)) {
    const at = Number(offset);
    const size = wide.includes(type) ? 8 : 4;
    if (at + size > bytes.length) continue;
    if (size === 8) view.setBigUint64(at, BigInt.asUintN(64, value(at, view.getBigUint64(at, littleEndian))), littleEndian);
    else view.setUint32(at, Number(BigInt.asUintN(32, value(at, BigInt(view.getUint32(at, littleEndian))))), littleEndian);
  }
  return bytes;
}

/** Names, without the dots and underscores before them, of the sections whose relocations LLVM looks at. */
const WITH_RELOCATIONS =
  /^(?:debug_(?:loc|loclists|line|frame|str_offsets|ranges|rnglists|addr|names|info|types|gnu_pubnames|gnu_pubtypes|macro|macinfo)|eh_frame|apple_(?:names|types|namespac|namespaces|objc))(?:\.dwo)?$/;

/** Why a compressed section cannot be unpacked; undefined where it can. */
function unpackable(file: ElfFile, section: Section, llvm: 15 | 22): string | undefined {
  if ((section.flags & BigInt(elf.SHF_COMPRESSED)) === 0n) return undefined;
  const fields = file.view(file.contents(section));
  if (fields.length < 4) return undefined;
  const kind = fields.u32(0);
  if (kind === ZLIB || (kind === ZSTD && llvm === 22)) return undefined;
  return llvm === 22 ? `unsupported compression type (${kind})` : "unsupported compression type";
}

function unknownTypes(file: ElfFile, section: Section, rules: Rules, llvm: 15 | 22): string[] {
  const types = relocationsOf(file, section).filter(({ type }) => rules[type] === undefined);
  return types.map(
    ({ type }) =>
      `warning: failed to compute relocation: ${typeNameOf(file, type, llvm)}, Invalid data was encountered while parsing the file\n`,
  );
}

/** What LLVM says of a file, on standard error, when it opens the debug information. */
export function debugComplaints(file: ElfFile, llvm: 15 | 22): string {
  const rules = rulesOf(file, llvm);
  let text = "";
  for (const section of file.sections) {
    if (section.type === elf.SHT_NOBITS) continue;
    try {
      const problem = unpackable(file, section, llvm);
      if (problem !== undefined) text += `error: failed to decompress '${file.sectionName(section)}', ${problem}\n`;
      const isRelocated = isRelocation(section) && file.header.type === elf.ET_REL;
      const target = isRelocated ? file.sections[section.info] : undefined;
      if (isRelocated && target === undefined) text += `error: failed to get relocated section: invalid section index: ${section.info}\n`;
      const name = target === undefined ? "" : file.sectionName(target).replace(/^[._]+/, "");
      if (WITH_RELOCATIONS.test(name)) text += unknownTypes(file, section, rules, llvm).join("");
    } catch (error) {
      // What cannot be read holds no debug information.
      if (!(error instanceof ElfError)) throw error;
    }
  }
  return text;
}

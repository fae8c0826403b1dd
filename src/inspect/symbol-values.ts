// What LLVM's object library says of a symbol: its address (not the raw st_value) and which symbols are the format's
// own rather than the program's.
import {
  EM_AARCH64,
  EM_ARM,
  EM_CSKY,
  EM_MIPS,
  EM_RISCV,
  ET_REL,
  SHN_ABS,
  SHN_COMMON,
  SHN_LORESERVE,
  SHN_UNDEF,
  SHN_XINDEX,
  STT_COMMON,
  STT_FILE,
  STT_FUNC,
  STT_SECTION,
} from "../elf/constants.ts";
import { ElfError } from "../elf/read.ts";
import type { ElfFile } from "../elf/read.ts";
import type { SymbolTable } from "../elf/read-symbols.ts";

const MAPPING: Readonly<Record<number, RegExp>> = { [EM_ARM]: /^\$[adt]/, [EM_AARCH64]: /^\$[dx]/, [EM_CSKY]: /^\$[dt]/ };
/** RISC-V's in LLVM 22: mapping symbols, and labels that only serve differences. LLVM 15 knows them by having no name. */
const RISCV_MAPPING = /^(?:\.L0 $|\$[dx])/;

/** Mapping symbols of ARM and AArch64 (`$a`, `$d.1`), and what counts as one. */
export function isMappingName(machine: number, name: string, llvm: 15 | 22): boolean {
  if (machine === EM_RISCV) return llvm === 22 ? RISCV_MAPPING.test(name) : name === "";
  if (name === "" && machine === EM_ARM) return true;
  return MAPPING[machine]?.test(name) === true;
}

/** Machines whose symbol tables hold mapping symbols. */
export const hasMappingNames = (machine: number): boolean => machine in MAPPING || machine === EM_RISCV;

/** The name, or undefined where it cannot be read. */
function readableName(table: SymbolTable, i: number): string | undefined {
  try {
    return nameOrNone(table, i);
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}

/** Section and file symbols, mapping symbols. */
export function isFormatSpecific(file: ElfFile, table: SymbolTable, i: number, llvm: 15 | 22): boolean {
  const type = table.type(i);
  if (type === STT_SECTION || type === STT_FILE || i === 0) return true;
  const { machine } = file.header;
  const name = hasMappingNames(machine) ? readableName(table, i) : undefined;
  return name !== undefined && isMappingName(machine, name, llvm);
}

/** Section a symbol is defined in, or undefined for the reserved indexes. */
export function symbolSection(file: ElfFile, table: SymbolTable, i: number): number | undefined {
  const raw = table.rawIndex[i] as number;
  if (raw === SHN_UNDEF || (raw >= SHN_LORESERVE && raw !== SHN_XINDEX)) return undefined;
  const index = table.sectionIndex[i] as number;
  return index < file.sections.length ? index : undefined;
}

/** Low half of the value: without the mode bit of ARM's and MIPS's functions. */
function valueLow(file: ElfFile, table: SymbolTable, i: number): number {
  const low = table.valueLow[i] as number;
  const { machine } = file.header;
  const marked = (machine === EM_ARM || machine === EM_MIPS) && table.type(i) === STT_FUNC && table.rawIndex[i] !== SHN_ABS;
  return marked ? (low & ~1) >>> 0 : low;
}

/** Whether addresses are values as they stand, but for common symbols'. */
export function hasPlainAddresses({ header: { type, machine } }: ElfFile): boolean {
  return type !== ET_REL && machine !== EM_ARM && machine !== EM_MIPS;
}

/** Address halves [high, low]: the size of a common symbol; in a relocatable file the section's address is added. */
export function symbolAddress(file: ElfFile, table: SymbolTable, i: number): readonly [number, number] {
  const raw = table.rawIndex[i] as number;
  const isCommon = raw === SHN_COMMON || table.type(i) === STT_COMMON;
  const high = (isCommon ? table.sizeHigh[i] : table.valueHigh[i]) as number;
  const low = isCommon ? (table.sizeLow[i] as number) : valueLow(file, table, i);
  if (raw === SHN_COMMON) return [high, low];
  if (file.header.type !== ET_REL) return [high, low];
  const index = symbolSection(file, table, i);
  const base = index === undefined ? 0n : (file.sections[index]?.address ?? 0n);
  if (base === 0n) return [high, low];
  const sum = BigInt.asUintN(64, ((BigInt(high) << 32n) | BigInt(low)) + base);
  return [Number(sum >> 32n), Number(sum & 0xffffffffn)];
}

/** The name, or undefined where it is not in the string table; a table that cannot be read throws ElfError. */
export function nameOrNone(table: SymbolTable, i: number): string | undefined {
  return (table.nameOffset[i] as number) < table.strings.bytes.length ? table.name(i) : undefined;
}

/** A symbol's name; a section symbol without a name, or with one that cannot be read, has its section's. Throws ElfError. */
export function symbolName(file: ElfFile, table: SymbolTable, i: number): string {
  if (table.type(i) !== STT_SECTION) return table.name(i);
  const name = nameOrNone(table, i);
  if (name !== undefined && name !== "") return name;
  const index = symbolSection(file, table, i);
  const section = index === undefined ? undefined : file.sections[index];
  return section === undefined ? "" : file.sectionName(section);
}

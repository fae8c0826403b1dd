// objdump -p: program headers, the dynamic section, symbol versions.
import { SHT_DYNSYM, SHT_GNU_VERDEF, SHT_GNU_VERNEED } from "../../elf/constants.ts";
import { dynamicTagName } from "../../elf/dynamic-tags.ts";
import { byteText, ElfError } from "../../elf/read.ts";
import type { ElfFile, Section, Segment } from "../../elf/read.ts";
import { wholeDynamicTable } from "../dynamic-section.ts";
import type { DynamicEntry } from "../dynamic-section.ts";
import { hexPadded } from "../format.ts";
import { mappedOffset } from "../mapped-offset.ts";
import { versionDefinitionList, versionReferences } from "./version-lists.ts";
import type { ObjdumpContext } from "./objdump.ts";

const LABELS: Readonly<Record<number, string>> = {
  1: "    LOAD ",
  2: " DYNAMIC ",
  3: "  INTERP ",
  4: "    NOTE ",
  6: "    PHDR ",
  7: "    TLS ",
  0x6474e550: "EH_FRAME ",
  0x6474e551: "   STACK ",
  0x6474e552: "   RELRO ",
};

/** Labels that LLVM 15 indents; it does not know all. */
const WIDE_LABELS: Readonly<Record<15 | 22, Readonly<Record<number, string>>>> = {
  15: {
    0x6474e553: "   PROPERTY ",
    0x65a3dbe6: "    OPENBSD_RANDOMIZE ",
    0x65a3dbe7: "    OPENBSD_WXNEEDED ",
    0x65a41be6: "    OPENBSD_BOOTDATA ",
  },
  22: {
    0x6474e553: "PROPERTY ",
    0x6474e554: "  SFRAME ",
    0x65a3dbe5: "OPENBSD_MUTABLE ",
    0x65a3dbe6: "OPENBSD_RANDOMIZE ",
    0x65a3dbe7: "OPENBSD_WXNEEDED ",
    0x65a3dbe8: "OPENBSD_NOBTCFI ",
    0x65a3dbe9: "OPENBSD_SYSCALLS ",
    0x65a41be6: "OPENBSD_BOOTDATA ",
  },
};

function trailingZeros(value: bigint): number {
  if (value === 0n) return 64;
  let count = 0;
  for (let rest = value; (rest & 1n) === 0n; rest >>= 1n) count++;
  return count;
}

function segmentText(context: ObjdumpContext, segment: Segment): string {
  const { file } = context.object;
  const width = file.is64 ? 16 : 8;
  const at = (value: bigint): string => `0x${hexPadded(value, width)}`;
  const label = LABELS[segment.type] ?? WIDE_LABELS[context.desk.llvm][segment.type] ?? " UNKNOWN ";
  const flags = `${(segment.flags & 4) !== 0 ? "r" : "-"}${(segment.flags & 2) !== 0 ? "w" : "-"}${(segment.flags & 1) !== 0 ? "x" : "-"}`;
  return (
    `${label}off    ${at(segment.offset)} vaddr ${at(segment.vaddr)} paddr ${at(segment.paddr)} align 2**${trailingZeros(segment.alignment)}\n` +
    `         filesz ${at(segment.fileSize)} memsz ${at(segment.memorySize)} flags ${flags}\n`
  );
}

const STRING_TAGS = new Set([1n, 14n, 15n, 29n, 0x7ffffffdn, 0x7fffffffn]);

/** What DT_STRTAB leads to, or the names of the dynamic symbols; throws ElfError. */
function stringAt(file: ElfFile, entries: readonly DynamicEntry[], value: bigint): string {
  const entry = entries.find(({ tag }) => tag === 5n);
  const dynsym = file.sections.find(({ type }) => type === SHT_DYNSYM);
  if (entry === undefined && dynsym === undefined) throw new ElfError("dynamic string table not found");
  if (entry === undefined) return file.stringsOfSymbols(dynsym as Section).at(Number(value));
  const fail = (text: string): never => {
    throw new ElfError(text);
  };
  const offset = mappedOffset(file, entry.value, fail) + value;
  const { access } = file;
  const bytes = offset > BigInt(access.size) ? new Uint8Array(0) : access.read(Number(offset), access.size - Number(offset));
  const end = bytes.indexOf(0);
  return byteText(end < 0 ? bytes : bytes.subarray(0, end));
}

function dynamicSection(context: ObjdumpContext, entries: readonly DynamicEntry[]): void {
  const { file } = context.object;
  const { machine } = file.header;
  const name = (tag: bigint): string => dynamicTagName(machine, Number(tag), context.desk.llvm) ?? `<unknown:>0x${tag.toString(16)}`;
  let width = 0;
  for (const { tag } of entries) width = Math.max(width, name(tag).length);
  context.desk.print("\nDynamic Section:\n");
  for (const { tag, value } of entries) {
    if (tag === 0n) continue;
    const number = `0x${hexPadded(value, file.is64 ? 16 : 8)}`;
    const text = STRING_TAGS.has(tag) ? orWarning(context, "", () => stringAt(file, entries, value)) : undefined;
    context.desk.print(`  ${name(tag).padEnd(width)} ${text ?? number}\n`);
  }
}

/** The result of `work`, or undefined and a warning that begins with `lead`. */
function orWarning<T>(context: ObjdumpContext, lead: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    context.warn(lead + error.message);
    return undefined;
  }
}

export function privateHeaders(context: ObjdumpContext): void {
  const { file } = context.object;
  context.desk.print("\nProgram Header:\n");
  const segments = orWarning(context, "unable to read program headers: ", () => file.segments);
  context.desk.print((segments ?? []).map((segment) => segmentText(context, segment)).join(""));
  const entries = orWarning(context, "", () => wholeDynamicTable(file));
  if (entries !== undefined) dynamicSection(context, entries);
  for (const section of file.sections) {
    if (section.type === SHT_GNU_VERNEED) versionReferences(context, section);
    if (section.type === SHT_GNU_VERDEF) versionDefinitionList(context, section);
  }
}

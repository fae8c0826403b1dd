// objdump -t and -T: the symbol tables in table order.
import {
  ET_REL,
  SHN_ABS,
  SHN_COMMON,
  SHN_LORESERVE,
  SHN_UNDEF,
  SHN_XINDEX,
  STB_GNU_UNIQUE,
  STB_LOCAL,
  STB_WEAK,
  STT_COMMON,
  STT_FILE,
  STT_FUNC,
  STT_GNU_IFUNC,
  STT_OBJECT,
  STT_SECTION,
} from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import { checkExtended, checkSymbolTables, readObjectSymbols } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { symbolVersions } from "../../elf/symbol-versions.ts";
import type { SymbolVersion } from "../../elf/symbol-versions.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { hexHalves, hexPadded } from "../format.ts";
import { symbolAddress, symbolName, symbolSection } from "../symbol-values.ts";
import { adjusted, isInRange } from "./addresses.ts";
import type { ObjdumpContext } from "./objdump.ts";

const isCommon = (table: SymbolTable, i: number): boolean => table.rawIndex[i] === SHN_COMMON || table.type(i) === STT_COMMON;

/** Blank for what is in no section. */
function bindingLetter(table: SymbolTable, i: number): string {
  const raw = table.rawIndex[i] as number;
  const binding = table.binding(i);
  if (binding === STB_GNU_UNIQUE) return "u";
  if (raw === SHN_UNDEF || (raw >= SHN_LORESERVE && raw !== SHN_ABS && raw !== SHN_XINDEX) || binding === STB_WEAK) return " ";
  return binding === STB_LOCAL ? "l" : "g";
}

function flagLetters(table: SymbolTable, i: number, dynamic: boolean): string {
  const type = table.type(i);
  const isFile = type === STT_FILE;
  const debug = dynamic ? "D" : isFile || type === STT_SECTION ? "d" : " ";
  let kind = " ";
  if (isFile) kind = "f";
  else if (type === STT_FUNC) kind = "F";
  else if (type === STT_OBJECT || type === STT_COMMON) kind = "O";
  const weak = table.binding(i) === STB_WEAK ? "w" : " ";
  return `${bindingLetter(table, i)}${weak}  ${type === STT_GNU_IFUNC ? "i" : " "}${debug}${kind}`;
}

function placeText(context: ObjdumpContext, table: SymbolTable, i: number): string {
  const raw = table.rawIndex[i] as number;
  if (raw === SHN_ABS) return "*ABS*";
  if (isCommon(table, i)) return "*COM*";
  if (raw === SHN_UNDEF || (raw >= SHN_LORESERVE && raw !== SHN_XINDEX)) return "*UND*";
  const { file } = context.object;
  const index = table.sectionIndex[i] as number;
  const section = file.sections[index];
  if (section === undefined) throw new ElfError(`invalid section index: ${index}`);
  return file.sectionName(section);
}

function visibilityText(other: number): string {
  if (other === 0) return "";
  return [" ", " .internal", " .hidden", " .protected"][other] ?? ` 0x${hexPadded(other, 2)}`;
}

type Versions = readonly (SymbolVersion | undefined)[];

function versionText(versions: Versions | undefined, i: number): string {
  if (versions === undefined) return "";
  const version = versions[i];
  if (version === undefined) return ` ${"".padEnd(12)}`;
  return ` ${(version.isDefault ? ` ${version.name}` : `(${version.name})`).padEnd(12)}`;
}

/** Throws ElfError for a symbol of a section that is not there. */
function checkPlace({ object: { file } }: ObjdumpContext, table: SymbolTable, i: number): void {
  const raw = table.rawIndex[i] as number;
  if (raw >= SHN_LORESERVE && raw !== SHN_XINDEX) return;
  checkExtended(table, i);
  const index = table.sectionIndex[i] as number;
  if (index >= file.sections.length) throw new ElfError(`invalid section index: ${index}`);
}

/** The address shown, or undefined out of the range asked for. LLVM 15 leaves symbols where they are under --adjust-vma. */
function addressText(context: ObjdumpContext, table: SymbolTable, i: number): string | undefined {
  const { file } = context.object;
  const width = file.is64 ? 16 : 8;
  const [high, low] = table.rawIndex[i] === SHN_UNDEF ? [0, 0] : symbolAddress(file, table, i);
  // In a relocatable file the section is part of the address.
  if (file.header.type === ET_REL) checkPlace(context, table, i);
  const { start, stop, adjust } = context;
  const address = (BigInt(high) << 32n) | BigInt(low);
  if ((start !== undefined || stop !== undefined) && !isInRange(context, address)) return undefined;
  if (start === undefined && stop === undefined && adjust === 0n) return hexHalves(high, low, width);
  const index = context.desk.llvm === 15 ? undefined : symbolSection(file, table, i);
  return hexPadded(index === undefined ? address : adjusted(context, file.sections[index], address), width);
}

/** A section symbol is called as its section, whatever its own name; empty where that cannot be read, as its place tells then. */
function sectionNameOf({ object: { file } }: ObjdumpContext, table: SymbolTable, i: number): string | undefined {
  const index = symbolSection(file, table, i);
  const section = index === undefined ? undefined : file.sections[index];
  return section === undefined ? undefined : file.sectionNameOrEmpty(section);
}

/** The size; of a common symbol its alignment, which one that has a section does not tell. */
function sizeText(table: SymbolTable, i: number, width: number): string {
  if (table.rawIndex[i] === SHN_COMMON) return hexHalves(table.valueHigh[i] as number, table.valueLow[i] as number, width);
  return isCommon(table, i) ? hexPadded(0, width) : hexHalves(table.sizeHigh[i] as number, table.sizeLow[i] as number, width);
}

/** A symbol's line, in two parts: the first is there though the second, the place's name, throws ElfError. */
function* lineParts(
  context: ObjdumpContext,
  table: SymbolTable,
  i: number,
  address: string,
  versions: Versions | undefined,
  dynamic: boolean,
): Generator<string> {
  const { file } = context.object;
  const width = file.is64 ? 16 : 8;
  checkPlace(context, table, i);
  const name =
    table.type(i) === STT_SECTION ? (sectionNameOf(context, table, i) ?? symbolName(file, table, i)) : symbolName(file, table, i);
  const shown = context.demangles ? demangle(name, context.desk.llvm) : name;
  yield `${address} ${flagLetters(table, i, dynamic)} `;
  const size = sizeText(table, i, width);
  const visibility = visibilityText(table.other[i] as number);
  yield `${placeText(context, table, i)}\t${size}${versionText(versions, i)}${visibility} ${shown}\n`;
}

/** Versions of the dynamic symbols; what is wrong with them is told. */
function versionsOf(context: ObjdumpContext, table: SymbolTable): Versions | undefined {
  try {
    return symbolVersions(context.object.file, table);
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    context.warn(error.message);
    return undefined;
  }
}

/** What LLVM 15 fails with LLVM 22 tells once, and passes over. */
function tolerated<T>(context: ObjdumpContext, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ElfError) || context.desk.llvm === 15) throw error;
    context.warnOnce(error.message);
    return undefined;
  }
}

/** The symbol's lines, those that can be told; throws ElfError at the first that cannot be read, after those before. */
function* symbolLines(context: ObjdumpContext, table: SymbolTable, dynamic: boolean): Generator<string> {
  const versions = dynamic ? versionsOf(context, table) : undefined;
  let isChecked = false;
  for (let i = 1; i < table.count; i++) {
    const address = tolerated(context, () => {
      if (!isChecked) checkSymbolTables(context.object.file, table);
      isChecked = true;
      return addressText(context, table, i);
    });
    if (address !== undefined) yield* lineParts(context, table, i, address, versions, dynamic);
  }
}

/** Throws ElfError at the first symbol that cannot be read, after those before. */
export function symbolTable(context: ObjdumpContext, dynamic: boolean): void {
  const { file } = context.object;
  let text = dynamic ? "\nDYNAMIC SYMBOL TABLE:\n" : "\nSYMBOL TABLE:\n";
  try {
    const table = readObjectSymbols(file, dynamic);
    if (table !== undefined) for (const part of symbolLines(context, table, dynamic)) text += part;
  } finally {
    context.desk.print(text);
  }
}

// objdump -t and -T: the symbol tables in table order.
import {
  SHN_ABS,
  SHN_COMMON,
  SHN_UNDEF,
  STB_GLOBAL,
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
import { findTable, readSymbolTable, SymbolVersions } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { hexHalves, hexPadded } from "../format.ts";
import { symbolAddress, symbolName, symbolSection } from "../symbol-values.ts";
import { adjusted, isInRange } from "./addresses.ts";
import type { ObjdumpContext } from "./objdump.ts";

function bindingLetter(table: SymbolTable, i: number): string {
  const raw = table.rawIndex[i];
  const binding = table.binding(i);
  if (raw === SHN_UNDEF || raw === SHN_COMMON || binding === STB_WEAK) return " ";
  if (binding === STB_GNU_UNIQUE) return "u";
  if (binding === STB_LOCAL) return "l";
  return binding === STB_GLOBAL ? "g" : " ";
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
  const raw = table.rawIndex[i];
  if (raw === SHN_UNDEF) return "*UND*";
  if (raw === SHN_ABS) return "*ABS*";
  if (raw === SHN_COMMON) return "*COM*";
  const { file } = context.object;
  const index = symbolSection(file, table, i);
  const section = index === undefined ? undefined : file.sections[index];
  return section === undefined ? "*ABS*" : file.sectionName(section);
}

function visibilityText(other: number): string {
  if (other === 0) return "";
  return [" ", " .internal", " .hidden", " .protected"][other] ?? ` 0x${hexPadded(other, 2)}`;
}

function versionText(versions: SymbolVersions | undefined, table: SymbolTable, i: number): string {
  if (versions === undefined) return "";
  const version = versions.of(i, table.rawIndex[i] === SHN_UNDEF);
  if (version === undefined) return ` ${"".padEnd(12)}`;
  return ` ${(version.isDefault ? ` ${version.name}` : `(${version.name})`).padEnd(12)}`;
}

/** The address shown, or undefined out of the range asked for. LLVM 15 leaves symbols where they are under --adjust-vma. */
function addressText(context: ObjdumpContext, table: SymbolTable, i: number): string | undefined {
  const { file } = context.object;
  const width = file.is64 ? 16 : 8;
  const [high, low] = table.rawIndex[i] === SHN_UNDEF ? [0, 0] : symbolAddress(file, table, i);
  const { start, stop, adjust } = context;
  if (start === undefined && stop === undefined && adjust === 0n) return hexHalves(high, low, width);
  const address = (BigInt(high) << 32n) | BigInt(low);
  if (!isInRange(context, address)) return undefined;
  const index = context.desk.llvm === 15 ? undefined : symbolSection(file, table, i);
  return hexPadded(index === undefined ? address : adjusted(context, file.sections[index], address), width);
}

function line(context: ObjdumpContext, table: SymbolTable, i: number, versions: SymbolVersions | undefined, dynamic: boolean): string {
  const { file } = context.object;
  const width = file.is64 ? 16 : 8;
  const address = addressText(context, table, i);
  if (address === undefined) return "";
  const isCommon = table.rawIndex[i] === SHN_COMMON;
  const name = symbolName(file, table, i);
  const size = isCommon
    ? hexHalves(table.valueHigh[i] as number, table.valueLow[i] as number, width)
    : hexHalves(table.sizeHigh[i] as number, table.sizeLow[i] as number, width);
  const shown = context.demangles ? demangle(name, context.desk.llvm) : name;
  const visibility = visibilityText(table.other[i] as number);
  return `${address} ${flagLetters(table, i, dynamic)} ${placeText(context, table, i)}\t${size}${versionText(versions, table, i)}${visibility} ${shown}\n`;
}

export function symbolTable(context: ObjdumpContext, dynamic: boolean): string {
  const { file } = context.object;
  let text = dynamic ? "\nDYNAMIC SYMBOL TABLE:\n" : "\nSYMBOL TABLE:\n";
  const section = findTable(file, dynamic);
  if (section === undefined) return text;
  const table = readSymbolTable(file, section);
  const versions = dynamic ? SymbolVersions.of(file) : undefined;
  for (let i = 1; i < table.count; i++) text += line(context, table, i, versions, dynamic);
  return text;
}

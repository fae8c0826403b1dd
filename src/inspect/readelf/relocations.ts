// readelf -r: relocation sections.
import { SHT_ANDROID_RELA, SHT_ANDROID_RELR, SHT_DYNSYM, SHT_RELA, SHT_RELR, SYM_SIZE } from "../../elf/constants.ts";
import { ElfError, hex, saying } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { symbolsIn } from "../../elf/read-symbols.ts";
import { hexPadded, inColumns } from "../format.ts";
import { holdsRelocations, relocationCount, relocationsOfSection } from "../packed-relocations.ts";
import { relrEntries, typeNameOf } from "../relocations.ts";
import type { RelocationEntry, RelrEntry } from "../relocations.ts";
import { relocationName } from "../../elf/relocation-names.ts";
import { packedRelocations } from "./relative-relocations.ts";
import { readelfSymbolName } from "./symbols.ts";
import type { NamedSymbols } from "./symbols.ts";
import type { ReadelfView } from "./view.ts";

/** Type number of the machine's relative relocation, which SHT_RELR stands for. */
const RELATIVE: Readonly<Record<number, number>> = {
  3: 8,
  6: 8,
  22: 12,
  40: 23,
  62: 8,
  183: 1027,
  243: 3,
  20: 22,
  21: 22,
  2: 22,
  43: 22,
  4: 22,
  164: 35,
};

/** The line above the rows. */
export function relocationHeading(view: ReadelfView, withAddend: boolean): string {
  const { is64 } = view.file;
  const lead = is64
    ? "    Offset             Info             Type               Symbol's Value  Symbol's Name"
    : " Offset     Info    Type                Sym. Value  Symbol's Name";
  return `${lead}${withAddend ? " + Addend" : ""}\n`;
}

/** The symbol table that a section's relocations are against, read when the first asks for it. */
class Targets {
  #symbols: NamedSymbols | undefined;

  constructor(
    readonly view: ReadelfView,
    readonly section: Section,
  ) {}

  /** Value and name, or undefined for no symbol; throws ElfError. */
  of(symbol: number): RelocationTarget | undefined {
    if (symbol === 0) return undefined;
    const { view } = this;
    const symbols = (this.#symbols ??= this.#read(symbol));
    const step = SYM_SIZE[view.file.is64 ? 64 : 32];
    if (symbol >= symbols.table.count) {
      const problem = `can't read an entry at ${hex(symbol * step)}: it goes past the end of the section (${hex(this.section.size)})`;
      throw new ElfError(`unable to read an entry with index ${symbol} from ${view.file.describe(this.section)}: ${problem}`);
    }
    return { value: symbols.table.value(symbol), name: readelfSymbolName(view, symbols, symbol) };
  }

  #read(symbol: number): NamedSymbols {
    const { view, section } = this;
    const { file } = view;
    const lead = `unable to read an entry with index ${symbol} from ${file.describe(section)}: `;
    const bytes = saying(lead, () => file.recordsOf(section, SYM_SIZE[file.is64 ? 64 : 32]));
    const table = symbolsIn(file, bytes, file.stringsOfSymbols(section), section);
    return { table, hasNames: true, isDynamic: section.type === SHT_DYNSYM, index: section.index };
  }
}

/** A symbol, and what is called so; one without a value has no address. */
export interface RelocationTarget {
  readonly value: bigint | undefined;
  readonly name: string;
}

export function relocationRow(view: ReadelfView, target: RelocationTarget | undefined, entry: RelocationEntry): string {
  const { width } = view;
  const isNameless = target?.value !== undefined && target.name === "" && view.desk.llvm === 22;
  const name = isNameless ? "<null>" : (target?.name ?? "");
  const text = inColumns([
    [0, hexPadded(entry.offset, width)],
    [width + 2, hexPadded(entry.info, width)],
    [2 * width + 3, typeNameOf(view.file, entry.type, view.desk.llvm)],
    [2 * width + 26, target?.value === undefined ? "" : hexPadded(target.value, width)],
    [2 * width + 37, name],
  ]).slice(0, -1);
  const { addend } = entry;
  if (addend === undefined) return `${text}\n`;
  if (name === "") return `${text}${BigInt.asUintN(64, addend).toString(16)}\n`;
  return `${text} ${addend < 0n ? "-" : "+"} ${(addend < 0n ? -addend : addend).toString(16)}\n`;
}

/** What a place of SHT_RELR stands for. */
export function relativeEntry({ file }: ReadelfView, offset: bigint): RelocationEntry {
  const type = RELATIVE[file.header.machine] ?? 0;
  return { offset, info: BigInt(type), type, symbol: 0, addend: undefined };
}

const WITH_ADDEND = [SHT_RELA, SHT_ANDROID_RELA];
const isRelative = ({ type }: Section): boolean => type === SHT_RELR || type === SHT_ANDROID_RELR;

function title(view: ReadelfView, section: Section, count: number | bigint | string): string {
  const place = `at offset 0x${section.offset.toString(16)}`;
  return `\nRelocation section '${view.sectionName(section)}' ${place} contains ${count} entries:\n`;
}

/** `--raw-relr` of LLVM 15: the words as they stand, below a heading for what they stand for. */
function rawText(view: ReadelfView, words: readonly RelrEntry[]): string {
  const heading = relocationHeading(view, false).replace("Offset", "Data  ");
  return heading + words.map(({ word }) => `${hexPadded(word, view.width)}\n`).join("");
}

function relrText(view: ReadelfView, section: Section, isRaw: boolean): string {
  const words = relrEntries(view.file, view.file.contents(section));
  if (isRaw) return title(view, section, words.length) + rawText(view, words);
  const type = RELATIVE[view.file.header.machine] ?? 0;
  const offsets = words.flatMap(({ addresses }) => addresses);
  let text = title(view, section, offsets.length);
  if (view.desk.llvm === 22) return text + packedRelocations(view, section);
  text += relocationHeading(view, false);
  const name = (relocationName(view.file.header.machine, type, view.desk.llvm) ?? "Unknown").padEnd(22);
  for (const offset of offsets) text += `${hexPadded(offset, view.width)}  ${hexPadded(type, view.width)} ${name} ${" ".repeat(11)}\n`;
  return text;
}

function countText(view: ReadelfView, section: Section): string {
  const lead = `unable to get the number of relocations in ${view.file.describe(section)}: `;
  return String(view.within(lead, () => relocationCount(view.file, section)) ?? "<?>");
}

function rows(view: ReadelfView, section: Section): void {
  const linked = view.file.sections[section.link];
  if (linked === undefined)
    return view.warn(`unable to locate a symbol table for ${view.file.describe(section)}: invalid section index: ${section.link}`);
  const targets = new Targets(view, linked);
  const what = view.file.describe(section);
  const entries = view.within(`unable to read relocations from ${what}: `, () => relocationsOfSection(view.file, section)) ?? [];
  entries.forEach((entry, i) => {
    const text = view.within(`unable to print relocation ${i} in ${what}: `, () => relocationRow(view, targets.of(entry.symbol), entry));
    if (text !== undefined) view.print(text);
  });
}

function sectionTable(view: ReadelfView, section: Section, isRaw: boolean): void {
  if (isRelative(section)) return view.print(view.attempt(() => relrText(view, section, isRaw), ""));
  view.print(title(view, section, countText(view, section)));
  view.print(relocationHeading(view, WITH_ADDEND.includes(section.type)));
  rows(view, section);
}

export function relocations(view: ReadelfView, isRaw: boolean): void {
  const sections = view.file.sections.filter((section) => holdsRelocations(section) || isRelative(section));
  if (sections.length === 0) view.print("\nThere are no relocations in this file.\n");
  for (const section of sections) sectionTable(view, section, isRaw);
}

// How LLD tells of symbols and of the places that refer to them.
import { describeObjectPlace, describePlace, holderOf, shownName, sourcePlace } from "./input.ts";
import type { InputSection, Naming } from "./input.ts";
import * as elf from "../../elf/constants.ts";
import { relocationName as tableName } from "../../elf/relocation-names.ts";
import type { LinkOptions, LldMajor } from "./options.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** LLD reports a symbol's first few references and counts the rest. */
const SHOWN_REFERENCES = 3;

export interface Reference {
  readonly section: InputSection;
  readonly offset: number;
}

/** `main.rs` and the place in the object, as far as the object tells. */
export function referenceText({ section, offset }: Reference, symbol: string, named: Naming): string {
  // LLD 15 looks for what is referred to, LLD 22 for what the place is in.
  const source = sourcePlace(section, offset, named.lld === 15 ? symbol : (holderOf(section, offset)?.name ?? ""));
  const place = describeObjectPlace(section, offset, named);
  return source === "" ? place : `${source}\n>>>               ${place}`;
}

/** Where the symbol is defined, or first named, and what refers to it, as the tail of a message. */
export function locationText(symbol: LinkSymbol, reference: Reference, named: Naming): string {
  return `${definedText(symbol, named.lld)}\n>>> referenced by ${referenceText(reference, symbol.name, named)}`;
}

/** LLD 22 tells of its own symbols, too. */
export function definedText(symbol: LinkSymbol, lld: LldMajor): string {
  const place = lld === 15 ? symbol.definedAt : symbol.definedAt?.replace(/^(--defsym):1$/, "$1");
  if (place !== undefined && symbol.isDefined) return `\n>>> defined in ${place}`;
  if (symbol.library !== undefined) return `\n>>> defined in ${symbol.library.library.displayName}`;
  if (symbol.file === undefined) return lld === 22 && symbol.isDefined ? "\n>>> defined in <internal>" : "";
  return `\n>>> defined in ${symbol.file.displayName}`;
}

/** A relocation that the machine does not have, or that is not done. */
export function unknownRelocation({ section, offset }: Reference, type: number, { name }: LinkSymbol, options: LinkOptions): string {
  const known = tableName(options.machine.elfMachine, type, options.lld);
  const what =
    known === undefined
      ? `unknown relocation (${type}) against symbol ${shownName(name, options)}`
      : `kbuild's linker does not apply ${known} yet`;
  return `${describePlace(section, offset)}: ${what}`;
}

const VISIBILITY: Readonly<Record<number, string>> = {
  [elf.STV_INTERNAL]: "internal ",
  [elf.STV_HIDDEN]: "hidden ",
  [elf.STV_PROTECTED]: "protected ",
};

function undefinedHead(symbol: LinkSymbol, options: LinkOptions): string {
  const { discardedIn, type } = symbol;
  if (discardedIn === undefined) return `undefined ${VISIBILITY[symbol.visibility] ?? ""}symbol: ${shownName(symbol.name, options)}`;
  const what =
    type === elf.STT_SECTION ? `discarded section: ${discardedIn}` : `symbol in a discarded section: ${shownName(symbol.name, options)}`;
  return `relocation refers to a ${what}\n>>> defined in ${symbol.file?.displayName ?? ""}`;
}

/** `undefined symbol: x` with its references. */
export function undefinedMessage(symbol: LinkSymbol, references: readonly Reference[], suggestion: string, options: LinkOptions): string {
  const head = undefinedHead(symbol, options);
  const shown = references
    .slice(0, SHOWN_REFERENCES)
    .map((reference) => `\n>>> referenced by ${referenceText(reference, symbol.name, options)}`);
  const more = references.length > SHOWN_REFERENCES ? `\n>>> referenced ${references.length - SHOWN_REFERENCES} more times` : "";
  const bound =
    options.gcSections && options.startStopGc && symbol.name.startsWith("__start_")
      ? "\n>>> the encapsulation symbol needs to be retained under --gc-sections properly; consider -z nostart-stop-gc (see https://lld.llvm.org/ELF/start-stop-gc)"
      : "";
  return `${head}${shown.join("")}${more}${suggestion}${bound}`;
}

/** A name, defined in the file that first named the undefined one or for all, that differs from it by one letter or in case. */
export function spellingSuggestion({ name, file }: LinkSymbol, table: SymbolTable, named: Naming): string {
  const isThere = (symbol: LinkSymbol | undefined) => symbol?.isDefined === true && symbol.isPlaced;
  const own = new Map(file?.symbols.filter(isThere).map((symbol) => [symbol.name, symbol]));
  const found = [...oneEditAway(name)].map((candidate) => own.get(candidate) ?? table.find(candidate)).find(isThere);
  const other = found ?? [...table.globals.values()].find((symbol) => isThere(symbol) && symbol.name.toLowerCase() === name.toLowerCase());
  if (other === undefined || name === "") return "";
  const place = other.file === undefined ? "" : `\n>>> defined in: ${other.file.displayName}`;
  return `\n>>> did you mean: ${shownName(other.name, named)}${place}`;
}

function* oneEditAway(name: string): Generator<string> {
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  for (let i = 0; i <= name.length; i++) {
    const [before, after] = [name.slice(0, i), name.slice(i)];
    yield before + after.slice(1);
    for (const letter of letters) {
      yield before + letter + after;
      yield before + letter + after.slice(1);
    }
    if (after.length > 1) yield before + (after[1] as string) + (after[0] as string) + after.slice(2);
  }
}

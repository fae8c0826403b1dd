// Addresses in words: `_start+0x2 (src/main.rs:14)`, from an image's symbol table and line table.
import type { RandomAccess } from "../../base/host.ts";
import { readLineTable } from "../../elf/line-table.ts";
import type { SourceLine } from "../../elf/line-table.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import { ElfFile } from "../../elf/read.ts";
import { similar } from "../../base/similar.ts";
import { demangle } from "../../elf/demangle/demangle.ts";

const FUNCTION = 2;
const NO_TYPE = 0;

export interface Place {
  /** Function, as written in Rust; undefined where no symbol is. */
  readonly name: string | undefined;
  /** Bytes from its start. */
  readonly distance: bigint;
  readonly line: SourceLine | undefined;
}

export interface Symbols {
  place(address: bigint): Place;
  /** `name+0x2 (src/main.rs:14)`; an address in hex where there is no line, or no symbol either. */
  describe(address: bigint): string;
  /** Addresses of the functions of a name: whole, mangled or not, or else the end of a path (`write` of `kernel::vga::write`). */
  find(name: string): readonly bigint[];
  /** A function's name that is near to one that is none's. */
  near(name: string): string | undefined;
  /** Addresses where the code of a line of a file starts. */
  findLine(file: string, line: number): readonly bigint[];
}

interface Entry {
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
}

function readEntries(elf: ElfFile, delta: bigint): Entry[] {
  const section = findTable(elf, false);
  if (section === undefined) return [];
  const table = readSymbolTable(elf, section);
  const entries: Entry[] = [];
  for (let i = 1; i < table.count; i++) {
    const type = table.type(i);
    if ((type !== FUNCTION && type !== NO_TYPE) || table.sectionIndex[i] === 0 || table.name(i) === "") continue;
    entries.push({ name: table.name(i), address: table.value(i) + delta, size: table.size(i) });
  }
  return entries.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

const ESCAPES: Readonly<Record<string, string>> = { LT: "<", GT: ">", BP: "*", RF: "&", LP: "(", RP: ")", C: ",", SP: "@" };

/** A symbol as written in Rust; the legacy mangling escapes what C++ names cannot have. */
const shown = ({ name }: Entry) =>
  demangle(name, 22)
    .replace(/::h[0-9a-f]{16}$/, "")
    .replace(/(^|::)_(?=\$)/g, "$1")
    .replace(/\$(LT|GT|BP|RF|LP|RP|C|SP)\$/g, (_, word: string) => ESCAPES[word] ?? "")
    .replace(/\$u([0-9a-f]{2,4})\$/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("..", "::");

/** Whether a name is the end of a path of Rust, from a segment on. */
export const isEndOf = (name: string, path: string): boolean => path.endsWith(`::${name}`);

/** The last entry that an address lies in; one without a size reaches to the next. */
function entryAt(entries: readonly Entry[], address: bigint): Entry | undefined {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as Entry).address <= address) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0 && i > low - 8; i--) {
    const entry = entries[i] as Entry;
    if (entry.size === 0n || address < entry.address + entry.size) return entry;
  }
  return undefined;
}

function words({ name, distance, line }: Place, address: bigint): string {
  const hex = `0x${address.toString(16)}`;
  const where = line === undefined ? undefined : `${line.file}:${line.line}`;
  if (name === undefined) return where === undefined ? hex : `${hex} (${where})`;
  return `${name}${distance === 0n ? "" : `+0x${distance.toString(16)}`} (${where ?? hex})`;
}

/** Symbols of an image that was moved by `delta`. */
export function symbolsOf(access: RandomAccess, delta: bigint): Symbols {
  const elf = new ElfFile(access);
  const entries = readEntries(elf, delta);
  // A run that ends as it should asks for no line.
  let table: ReturnType<typeof readLineTable> | undefined;
  const lines = () => (table ??= readLineTable(elf));
  const place = (address: bigint): Place => {
    const entry = entryAt(entries, address);
    return {
      name: entry === undefined ? undefined : shown(entry),
      distance: entry === undefined ? 0n : address - entry.address,
      line: lines().at(address - delta),
    };
  };
  return {
    place,
    describe: (address) => words(place(address), address),
    find: (name) => {
      const exact = entries.filter((entry) => entry.name === name || shown(entry) === name);
      const found = exact.length > 0 ? exact : entries.filter((entry) => isEndOf(name, shown(entry)));
      return found.map(({ address }) => address);
    },
    near: (name) => similar(name, [...new Set(entries.flatMap((entry) => [shown(entry), shown(entry).split("::").at(-1) ?? ""]))], 2),
    findLine: (file, line) =>
      lines()
        .addressesOf(file, line)
        .map((address) => address + delta),
  };
}

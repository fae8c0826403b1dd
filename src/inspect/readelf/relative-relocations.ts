// readelf -r of SHT_RELR, packed relative relocations. LLVM 15 shows them as ordinary ones; LLVM 22 shows each word with the addresses it
// stands for, and the symbol before each address.
import { SHN_UNDEF } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import { hexPadded } from "../format.ts";
import { relrEntries } from "../relocations.ts";
import type { ReadelfView } from "./view.ts";

interface Place {
  readonly address: bigint;
  readonly name: string;
}

/** Defined symbols of .symtab by address; those of one address in the table's order. */
function placesOf(view: ReadelfView): readonly Place[] {
  const section = findTable(view.file, false);
  const table = section === undefined ? undefined : view.attempt(() => readSymbolTable(view.file, section), undefined);
  if (table === undefined) return [];
  const places: Place[] = [];
  for (let i = 1; i < table.count; i++) {
    if (table.rawIndex[i] === SHN_UNDEF) continue;
    places.push({ address: table.value(i), name: view.symbolText(view.attempt(() => table.name(i), "<?>")) });
  }
  return places.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

/** `  NAME + 0xOFFSET`, or nothing where no symbol comes before the address. */
function symbolic(places: readonly Place[], address: bigint): string {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as Place).address <= address) low = middle + 1;
    else high = middle;
  }
  const found = places[low - 1];
  if (found === undefined) return "";
  return `  ${found.name}${found.address === address ? "" : ` + 0x${(address - found.address).toString(16)}`}`;
}

/** Lines below the section's own: `INDEX:  WORD ADDRESS  SYMBOL`, further addresses of a word below its first. */
export function packedRelocations(view: ReadelfView, section: Section): string {
  const { width } = view;
  const places = placesOf(view);
  let text = `Index: ${"Entry".padEnd(width)} ${"Address".padEnd(width)}  Symbolic Address\n`;
  relrEntries(view.file, view.file.contents(section)).forEach(({ word, addresses }, index) => {
    let lead = `${String(index).padStart(4, "0")}:  ${hexPadded(word, width)} `;
    for (const address of addresses) {
      text += `${lead}${hexPadded(address, width)}${symbolic(places, address)}\n`;
      lead = " ".repeat(lead.length);
    }
    if (addresses.length === 0) text += `${lead}\n`;
  });
  return text;
}

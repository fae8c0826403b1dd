// readelf --dyn-relocations: the relocations that the dynamic table leads to, against its symbols.
import { SYM_SIZE } from "../../elf/constants.ts";
import { ElfError, hex, stringsOf } from "../../elf/read.ts";
import { symbolsIn } from "../../elf/read-symbols.ts";
import { entrySize, relocationsIn, relrOffsets } from "../relocations.ts";
import type { RelocationEntry } from "../relocations.ts";
import type { RelocationRun } from "./file-tables.ts";
import { recordsIn } from "./region.ts";
import { relocationHeading, relocationRow, relativeEntry } from "./relocations.ts";
import type { RelocationTarget } from "./relocations.ts";
import type { ReadelfView } from "./view.ts";

/** The symbol that an entry is against, found without a section header; undefined for none. */
function targetOf(view: ReadelfView, index: number): RelocationTarget | undefined {
  const corrupt = (value: bigint | undefined, problem: string): RelocationTarget => {
    view.warn(`unable to get name of the dynamic symbol with index ${index}: ${problem}`);
    return { value, name: "<corrupt>" };
  };
  const { file, tables } = view;
  const region = tables.dynamicSymbols;
  if (region === undefined) return corrupt(undefined, "no dynamic symbol table found");
  const step = SYM_SIZE[file.is64 ? 64 : 32];
  const count = tables.dynamicSymbolBytes().length / step;
  if (count > 0 && index >= count) return corrupt(undefined, `index is greater than or equal to the number of dynamic symbols (${count})`);
  const place = region.offset + BigInt(index * step);
  const size = BigInt(file.access.size);
  if (place + BigInt(step) > size) return corrupt(undefined, `symbol at ${hex(place)} goes past the end of the file (${hex(size)})`);
  const names = stringsOf(tables.dynamicNames?.bytes ?? new Uint8Array(0));
  const table = symbolsIn(file, file.access.read(Number(place), step), names);
  try {
    const name = view.symbolText(table.name(0));
    return index === 0 ? { value: undefined, name } : { value: table.value(0), name };
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    return corrupt(table.value(0), error.message);
  }
}

const TITLES: readonly (readonly [RelocationRun, string])[] = [
  ["rela", "RELA"],
  ["rel", "REL"],
  ["relr", "RELR"],
  ["plt", "PLT"],
];

function entriesOf(view: ReadelfView, name: RelocationRun, bytes: Uint8Array, withAddend: boolean): readonly RelocationEntry[] {
  if (name !== "relr") return relocationsIn(view.file, bytes, withAddend);
  return relrOffsets(view.file, bytes).map((offset) => relativeEntry(view, offset));
}

export function dynamicRelocations(view: ReadelfView): void {
  const { file, tables } = view;
  for (const [name, title] of TITLES) {
    const run = tables.runs.get(name);
    if (run === undefined || run.size === 0n) continue;
    const { offset = 0n, size } = run;
    const withAddend = name === "rela" || (name === "plt" && run.entrySize === BigInt(entrySize(file, true)));
    view.print(`\n'${title}' relocation section at offset 0x${offset.toString(16)} contains ${size} bytes:\n`);
    view.print(relocationHeading(view, withAddend));
    const step = name === "relr" ? (file.is64 ? 8 : 4) : entrySize(file, withAddend);
    const bytes =
      run.offset === undefined ? new Uint8Array(0) : recordsIn(file, { ...run, offset, context: "" }, step, (text) => view.warn(text));
    for (const entry of entriesOf(view, name, bytes, withAddend)) view.print(relocationRow(view, targetOf(view, entry.symbol), entry));
  }
}

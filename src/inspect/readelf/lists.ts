// readelf --needed-libs, --addrsig: short lists.
import { SYM_SIZE } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import { symbolsIn } from "../../elf/read-symbols.ts";
import { dynamicString } from "./dynamic.ts";
import type { ReadelfView } from "./view.ts";

const DT_NEEDED = 1n;

export function neededLibraries(view: ReadelfView): void {
  const names = view.tables.dynamic.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => dynamicString(view, value));
  names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  view.print(`NeededLibraries [\n${names.map((name) => `  ${name}\n`).join("")}]\n`);
}

/** Numbers of seven bits a byte, the lowest first. Throws ElfError. */
function unsignedNumbers(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length;) {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new ElfError("malformed uleb128, extends past end");
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    numbers.push(value);
  }
  return numbers;
}

/** The name of a symbol of `.symtab`; what cannot be read is told. */
function symbolName(view: ReadelfView, index: number): string {
  const { file, tables } = view;
  const step = SYM_SIZE[file.is64 ? 64 : 32];
  const name = view.within(`unable to read the name of symbol with index ${index}: `, () => {
    const section = tables.symtab;
    const bytes = section === undefined ? new Uint8Array(0) : file.recordsOf(section, step);
    const at = index * step;
    if (section === undefined || at >= bytes.length)
      throw new ElfError(`unable to get symbol from section [index ${section?.index ?? 0}]: invalid symbol index (${index})`);
    return view.symbolText(symbolsIn(file, bytes.subarray(at, at + step), file.stringsOfSymbols(section)).name(0));
  });
  return name ?? "<?>";
}

/** Symbols whose addresses are compared: identical code may not be folded there. */
export function addressSignificant(view: ReadelfView): void {
  const { file, tables } = view;
  const section = tables.addressSignificant;
  if (section === undefined) return;
  const indexes = view.attempt(() => {
    const bytes = file.bytesOf(section);
    return view.within(`unable to decode ${file.describe(section)}: `, () => unsignedNumbers(bytes));
  }, undefined);
  if (indexes === undefined) return;
  const title = `Address-significant symbols section '${view.sectionName(section)}' contains ${indexes.length} entries:`;
  view.print(`\n${title}\n   Num: Name\n`);
  indexes.forEach((index, i) => view.print(`${String(i + 1).padStart(6)}: ${symbolName(view, index)}\n`));
}

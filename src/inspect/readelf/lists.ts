// readelf --needed-libs, --dependent-libraries, --addrsig: short lists.
import { SHT_LLVM_DEPENDENT_LIBRARIES, SYM_SIZE } from "../../elf/constants.ts";
import { byteText, ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { symbolsIn } from "../../elf/read-symbols.ts";
import { dynamicString } from "./dynamic.ts";
import type { ReadelfView } from "./view.ts";

const DT_NEEDED = 1n;

export function neededLibraries(view: ReadelfView): void {
  const names = view.tables.dynamic.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => dynamicString(view, value));
  names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  view.print(`NeededLibraries [\n${names.map((name) => `  ${name}\n`).join("")}]\n`);
}

/** The zero-terminated names of a section, by their places; none after a warning. */
function namesIn(view: ReadelfView, section: Section): [place: number, name: string][] {
  const lead = `SHT_LLVM_DEPENDENT_LIBRARIES section at index ${section.index} is broken: `;
  const bytes = view.within(lead, () => view.file.bytesOf(section));
  if (bytes === undefined || bytes.length === 0) return [];
  if (bytes.at(-1) !== 0) {
    view.warn(`${lead}the content is not null-terminated`);
    return [];
  }
  let place = 0;
  const names = byteText(bytes.subarray(0, -1)).split("\0");
  return names.map((name) => {
    const at = place;
    place += name.length + 1;
    return [at, name];
  });
}

/** Libraries that the linker is asked to add. */
export function dependentLibraries(view: ReadelfView): void {
  for (const section of view.file.sections.filter(({ type }) => type === SHT_LLVM_DEPENDENT_LIBRARIES)) {
    const names = namesIn(view, section);
    const place = `0x${section.offset.toString(16)}`;
    view.print(`Dependent libraries section ${view.sectionName(section)} at offset ${place} contains ${names.length} entries:\n`);
    view.print(`${names.map(([at, name]) => `  [${at.toString(16).padStart(6)}]  ${name}\n`).join("")}\n`);
  }
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

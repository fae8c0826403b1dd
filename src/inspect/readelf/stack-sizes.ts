// readelf --stack-sizes: sections `.stack_sizes`, a function's address and the bytes of stack that it takes (ULEB128) an entry. In
// relocatable files the relocations tell the addresses, and the section's link the code that it is about.
import { ET_REL, SHT_REL, SHT_RELA, STT_FUNC, STT_SECTION } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { relocatedValue } from "../debug-relocations.ts";
import { relocationsOf, typeNameOf } from "../relocations.ts";
import type { RelocationEntry } from "../relocations.ts";
import { symbolAddress, symbolSection } from "../symbol-values.ts";
import type { ReadelfView } from "./view.ts";

const HEADING = "\nStack Sizes:\n         Size     Functions\n";

/** A number of seven bits a byte, the lowest first, and where it ends. Throws ElfError. */
function unsignedAt(bytes: Uint8Array, from: number): { readonly value: bigint; readonly end: number } {
  let value = 0n;
  const failure = (text: string): ElfError =>
    new ElfError(`unable to decode LEB128 at offset 0x${from.toString(16).padStart(8, "0")}: ${text}`);
  for (let at = from, shift = 0n; ; shift += 7n) {
    const byte = bytes[at++];
    if (byte === undefined) throw failure("malformed uleb128, extends past end");
    value |= BigInt(byte & 0x7f) << shift;
    if (value >= 1n << 64n) throw failure("uleb128 too big for uint64");
    if (byte < 0x80) return { value, end: at };
  }
}

const wholeAddress = ([high, low]: readonly [number, number]): bigint => (BigInt(high) << 32n) | BigInt(low);

class StackSizes {
  readonly #isRelocatable: boolean;
  #functions: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #step: number;
  #isHeaded = false;

  constructor(readonly view: ReadelfView) {
    const { file } = view;
    this.#isRelocatable = file.header.type === ET_REL;
    this.#step = file.is64 ? 8 : 4;
  }

  /** Names of functions by their address, with the section in relocatable files. */
  #readFunctions(): Map<string, readonly string[]> {
    const { file } = this.view;
    const functions = new Map<string, readonly string[]>();
    const section = findTable(file, false);
    const table = section === undefined ? undefined : readSymbolTable(file, section);
    for (let i = 1; table !== undefined && i < table.count; i++) {
      if (table.type(i) !== STT_FUNC) continue;
      const key = this.#key(wholeAddress(symbolAddress(file, table, i)), symbolSection(file, table, i));
      functions.set(key, [...(functions.get(key) ?? []), this.view.symbolText(table.name(i))]);
    }
    return functions;
  }

  #key(address: bigint, section: number | undefined): string {
    return this.#isRelocatable ? `${section ?? 0} ${address}` : String(address);
  }

  #isSizes(section: Section | undefined): section is Section {
    if (section === undefined) return false;
    const name = this.#isRelocatable ? this.view.file.sectionNameOrEmpty(section) : this.view.sectionName(section);
    return name === ".stack_sizes";
  }

  /** Sections of sizes in the order in which they, or relocations for them, come, with those relocations. */
  #sections(): Iterable<readonly [Section, Section | undefined]> {
    const { sections } = this.view.file;
    // One after the other, as what is wrong with a section is told in its turn.
    if (!this.#isRelocatable) return this.#linkedSections();
    const found = new Map<Section, Section | undefined>();
    for (const section of sections) {
      if (this.#isSizes(section)) found.set(section, found.get(section));
      const target = section.type === SHT_RELA || section.type === SHT_REL ? sections[section.info] : undefined;
      if (this.#isSizes(target)) found.set(target, section);
    }
    return found;
  }

  *#linkedSections(): Generator<readonly [Section, undefined]> {
    for (const section of this.view.file.sections) if (this.#isSizes(section)) yield [section, undefined];
  }

  print(): void {
    for (const [section, relocations] of this.#sections()) {
      if (!this.#isHeaded) this.view.print(HEADING);
      this.#isHeaded = true;
      if (!this.#isRelocatable) this.#all(section);
      else if (relocations === undefined)
        this.view.warn(`.stack_sizes (${this.view.file.describe(section)}) does not have a corresponding relocation section`);
      else this.view.attempt(() => this.#related(section, relocations), undefined);
    }
  }

  /** A linked file's section, entry by entry. */
  #all(section: Section): void {
    const { view } = this;
    const bytes = view.attempt(() => view.file.contents(section), new Uint8Array(0));
    const fields = view.file.view(bytes);
    for (let at: number | undefined = 0; at !== undefined && at < bytes.length;) {
      if (at + this.#step + 1 > bytes.length)
        return view.warn(`${view.file.describe(section)} ended while trying to extract a stack size entry`);
      at = this.#entry(section, bytes, at, this.#key(fields.word(at), undefined));
    }
  }

  /** Throws ElfError. */
  #related(section: Section, relocations: Section): void {
    const { view } = this;
    const { file } = view;
    const link = file.sections[relocations.link];
    if (link === undefined) throw new ElfError(`invalid section index: ${relocations.link}`);
    const table = readSymbolTable(file, link);
    const bytes = file.contents(section);
    for (const [i, entry] of relocationsOf(file, relocations).entries()) {
      if (relocatedValue(file, view.desk.llvm, entry, 0n, 0n) === undefined) {
        const type = typeNameOf(file, entry.type, view.desk.llvm);
        view.warn(`${file.describe(relocations)} contains an unsupported relocation with index ${i}: ${type}`);
      } else this.#one(section, bytes, table, entry);
    }
  }

  /** The section with the function: that of the relocation's symbol, whatever is expected. */
  #place(section: Section, table: SymbolTable, symbol: number): number {
    const { view } = this;
    const index = symbolSection(view.file, table, symbol) ?? 0;
    if (symbol === 0 || index === section.link) return section.link;
    view.warn(`relocation symbol '${this.#name(table, symbol, index)}' is not in the expected section`);
    return index;
  }

  /** A section's symbol is called as the section is. */
  #name(table: SymbolTable, symbol: number, index: number): string {
    const name = table.name(symbol);
    const section = name === "" && table.type(symbol) === STT_SECTION ? this.view.file.sections[index] : undefined;
    return section === undefined ? this.view.symbolText(name) : this.view.sectionName(section);
  }

  #one(section: Section, bytes: Uint8Array, table: SymbolTable, entry: RelocationEntry): void {
    const { file, desk } = this.view;
    const place = this.#place(section, table, entry.symbol);
    const at = Number(entry.offset);
    if (entry.offset + BigInt(this.#step) + 1n > BigInt(bytes.length)) {
      const offset = entry.offset.toString(16);
      const where = `found invalid relocation offset (0x${offset}) into ${file.describe(section)}`;
      return this.view.warn(`${where} while trying to extract a stack size entry`);
    }
    const symbol = entry.symbol === 0 ? 0n : wholeAddress(symbolAddress(file, table, entry.symbol));
    const address = relocatedValue(file, desk.llvm, entry, symbol, file.view(bytes).word(at)) ?? 0n;
    this.#entry(section, bytes, at, this.#key(BigInt.asUintN(64, address), place));
  }

  /** The line of the entry at `at`, and where it ends; undefined and a warning where the size cannot be read. */
  #entry(section: Section, bytes: Uint8Array, at: number, key: string): number | undefined {
    const { view } = this;
    const described = view.file.describe(section);
    const names = (this.#functions ??= this.#readFunctions()).get(key);
    if (names === undefined) view.warn(`could not identify function symbol for stack size entry in ${described}`);
    const size = view.within(`could not extract a valid stack size from ${described}: `, () => unsignedAt(bytes, at + this.#step));
    if (size === undefined) return undefined;
    view.print(`${String(size.value).padStart(13)}     ${names?.join(", ") ?? "?"}\n`);
    return size.end;
  }
}

export function stackSizes(view: ReadelfView): void {
  new StackSizes(view).print();
}

// ARM's `.ARM.exidx`: two words a function, its address and either its unwinding instructions or the place of them in `.ARM.extab`
// (EHABI32, sections 5 and 6). All addresses are relative to their own place, in 31 bits.
import { ET_REL, SHT_ARM_EXIDX, SHT_REL, STT_FUNC } from "../../../elf/constants.ts";
import { ElfError, hexUpper } from "../../../elf/read.ts";
import type { Fields, Section } from "../../../elf/read.ts";
import { findTable, readSymbolTable } from "../../../elf/read-symbols.ts";
import { relocationsOf } from "../../relocations.ts";
import { symbolSection } from "../../symbol-values.ts";
import type { ReadelfView } from "../view.ts";
import { armOpcodesText } from "./arm-opcodes.ts";

const CANT_UNWIND = 1;
const INLINE = 0x80000000;
const DEEP = " ".repeat(10);

/** Bytes of a word from the highest on, as instructions stand in it. */
const highFirst = (word: number): number[] => [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff];

class IndexTables {
  readonly #isRelocatable: boolean;
  #functions: ReadonlyMap<string, string> | undefined;

  constructor(readonly view: ReadelfView) {
    this.#isRelocatable = view.file.header.type === ET_REL;
  }

  /** Function symbols' names by address, with the section in relocatable files. Throws ElfError. */
  #names(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    const { file } = this.view;
    const section = findTable(file, false);
    if (section === undefined) return names;
    const table = readSymbolTable(file, section);
    for (let i = 1; i < table.count; i++) {
      if (table.type(i) !== STT_FUNC) continue;
      // The value as it stands: a Thumb function, whose lowest bit is set, is not found.
      const key = this.#key(table.valueLow[i] as number, symbolSection(file, table, i));
      if (!names.has(key)) names.set(key, table.name(i));
    }
    return names;
  }

  #key(address: number, section: number | undefined): string {
    return this.#isRelocatable ? `${section} ${address}` : String(address);
  }

  /** A 31-bit relative word as an address; in relocatable files the place does not count. */
  #resolve(word: number, place: number): number {
    const offset = (word << 1) >> 1;
    return (this.#isRelocatable ? offset : offset + place) >>> 0;
  }

  /** Section that the relocation of the word at `offset` of `section` leads to. */
  #relocationTarget(section: Section, offset: number): Section | undefined {
    const { file } = this.view;
    const own = file.sections.find(({ type, info }) => type === SHT_REL && info === section.index);
    const entry = own === undefined ? undefined : relocationsOf(file, own).find((each) => Number(each.offset) === offset);
    const link = own === undefined ? undefined : file.sections[own.link];
    if (entry === undefined || link === undefined) return undefined;
    const index = symbolSection(file, readSymbolTable(file, link), entry.symbol);
    return index === undefined ? undefined : file.sections[index];
  }

  #tableSection(section: Section, offset: number, address: number): Section | undefined {
    if (this.#isRelocatable) return this.#relocationTarget(section, offset);
    const at = BigInt(address);
    return this.view.file.sections.find(({ address: start, size }) => start !== 0n && start <= at && at < start + size);
  }

  *table(section: Section): Generator<string> {
    const { view } = this;
    const name = view.sectionNameIfAny(section);
    yield `  UnwindIndexTable {\n    SectionIndex: ${section.index}\n${name === undefined ? "" : `    SectionName: ${name}\n`}`;
    yield `    SectionOffset: ${hexUpper(section.offset)}\n    Entries [\n`;
    const fields = view.file.view(view.file.contents(section));
    for (let at = 0; at + 8 <= fields.length; at += 8) {
      yield "      Entry {\n";
      yield* this.#entry(section, fields, at);
      yield "      }\n";
    }
    yield "    ]\n  }\n";
  }

  *#entry(section: Section, fields: Fields, at: number): Generator<string> {
    const place = Number(section.address) + at;
    const [word, second] = [fields.u32(at), fields.u32(at + 4)];
    if ((word & INLINE) !== 0) throw new ElfError("corrupt index table entry");
    const address = this.#resolve(word, place);
    // The table belongs to the section that its header links it to.
    yield `        FunctionAddress: ${hexUpper(address)}\n`;
    this.#functions ??= this.#names();
    const name = this.#functions.get(this.#key(address, section.link));
    if (name !== undefined) yield `        FunctionName: ${name}\n`;
    if (second === CANT_UNWIND) yield "        Model: CantUnwind\n";
    else if ((second & INLINE) !== 0) yield this.#inline(second);
    else yield this.#table(section, at + 4, this.#resolve(second, place + 4));
  }

  #inline(word: number): string {
    return `        Model: Compact (Inline)\n        PersonalityIndex: ${(word >>> 24) & 0xf}\n${this.#opcodes(highFirst(word).slice(1))}`;
  }

  #opcodes(bytes: readonly number[]): string {
    return `        Opcodes [\n${armOpcodesText(bytes, DEEP)}        ]\n`;
  }

  #table(section: Section, offset: number, address: number): string {
    const place = this.#isRelocatable ? "Offset" : "Address";
    const target = this.#tableSection(section, offset, address);
    const name = target === undefined ? undefined : this.view.sectionNameIfAny(target);
    const head = `${name === undefined ? "" : `        ExceptionHandlingTable: ${name}\n`}        TableEntry${place}: ${hexUpper(address)}\n`;
    if (target === undefined) return head;
    const at = this.#isRelocatable ? address : address - Number(target.address);
    return head + this.#tableEntry(this.view.file.view(this.view.file.contents(target)), at, address);
  }

  #tableEntry(fields: Fields, at: number, address: number): string {
    if (at + 4 > fields.length) throw new ElfError("an unwind table entry goes past the end of its section");
    const word = fields.u32(at);
    if ((word & INLINE) === 0) {
      return `        Model: Generic\n        PersonalityRoutineAddress: ${hexUpper(this.#resolve(word, address))}\n`;
    }
    const index = (word >>> 24) & 0xf;
    const bytes = highFirst(word).slice(index === 0 ? 1 : 2);
    const more = index === 0 ? 0 : (word >>> 16) & 0xff;
    for (let i = 1; i <= more && at + 4 * i + 4 <= fields.length; i++) bytes.push(...highFirst(fields.u32(at + 4 * i)));
    return `        Model: Compact\n        PersonalityIndex: ${index}\n${this.#opcodes(bytes)}`;
  }
}

/** All index tables of a file, in pieces. */
export function* armUnwindTables(view: ReadelfView): Generator<string> {
  const tables = new IndexTables(view);
  yield "UnwindInformation {\n";
  for (const section of view.file.sections) if (section.type === SHT_ARM_EXIDX) yield* tables.table(section);
  yield "}\n";
}

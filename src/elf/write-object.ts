// Writes an ElfObject as a relocatable file that other linkers read. The order is LLVM's: null, .strtab, the sections
// each followed by its relocations, .symtab; COMDAT groups before their first member. Section symbols that only
// relocations name stay symbols of the object; this writer adds none.
import { ByteWriter } from "../base/bytes.ts";
import {
  EHDR_SIZE,
  ELFCLASS32,
  ELFCLASS64,
  ELFDATA2LSB,
  ELFDATA2MSB,
  ET_REL,
  GRP_COMDAT,
  SHDR_SIZE,
  SHF_GROUP,
  SHF_INFO_LINK,
  SHF_LINK_ORDER,
  SHN_ABS,
  SHN_COMMON,
  SHN_LORESERVE,
  SHN_UNDEF,
  SHT_GROUP,
  SHT_NOBITS,
  SHT_NULL,
  SHT_REL,
  SHT_RELA,
  SHT_STRTAB,
  SHT_SYMTAB,
  STB_LOCAL,
  SYM_SIZE,
} from "./constants.ts";
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation } from "./object.ts";
import { tailMergedStrings } from "./string-tables.ts";

interface OutputSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly alignment: number;
  readonly entrySize: number;
  readonly size: number;
  readonly data: Uint8Array;
  readonly link: number;
  readonly info: number;
}

/** A word of the file's class: 4 or 8 bytes. */
function word(writer: ByteWriter, is64: boolean, value: bigint | number): void {
  if (is64) writer.u64(value);
  else writer.u32(Number(BigInt.asUintN(32, BigInt(value))));
}

/** Symbols in file order, the null symbol left out: locals first, as the gABI demands. */
function symbolOrder(object: ElfObject): number[] {
  const indexes = object.symbols.map((_, i) => i);
  const local = (i: number) => (object.symbols[i] as ObjectSymbol).binding === STB_LOCAL;
  return [...indexes.filter(local), ...indexes.filter((i) => !local(i))];
}

class ObjectWriter {
  readonly sections: OutputSection[] = [];
  /** Object's section index -> index in the file. */
  readonly numbers: number[] = [];
  readonly symbolNumbers: number[] = [];
  readonly order: number[];

  constructor(readonly object: ElfObject) {
    this.order = symbolOrder(object);
    this.order.forEach((symbol, i) => (this.symbolNumbers[symbol] = i + 1));
    this.#numberSections();
  }

  get is64(): boolean {
    return this.object.is64;
  }

  /** Places: 0 null, 1 .strtab, then the sections; groups and relocation sections take numbers between them. */
  #numberSections(): void {
    let next = 2;
    const groups = new Set<number>();
    this.object.sections.forEach((section, i) => {
      if (section.group !== undefined && !groups.has(section.group)) {
        groups.add(section.group);
        next++;
      }
      this.numbers[i] = next++;
      if (section.relocations.length > 0) next++;
    });
    this.symtabNumber = next;
  }

  symtabNumber = 0;

  relocationBytes(relocations: readonly Relocation[], explicitAddend: boolean): Uint8Array {
    const out = new ByteWriter(this.object.littleEndian);
    for (const { offset, type, symbol, addend } of relocations) {
      const number = this.symbolNumbers[symbol] as number;
      word(out, this.is64, offset);
      word(out, this.is64, this.is64 ? (BigInt(number) << 32n) | BigInt(type) : (number << 8) | (type & 0xff));
      if (explicitAddend) word(out, this.is64, addend);
    }
    return out.bytes.slice();
  }

  groupBytes(group: number): Uint8Array {
    const out = new ByteWriter(this.object.littleEndian).u32(GRP_COMDAT);
    this.object.sections.forEach((section, i) => {
      if (section.group === group) out.u32(this.numbers[i] as number);
    });
    return out.bytes.slice();
  }

  /** ARM keeps addends in the section's bytes (SHT_REL); the others beside the relocation (SHT_RELA). */
  get #usesRela(): boolean {
    return this.is64;
  }

  addSection(section: ObjectSection, index: number, groups: Set<number>): void {
    if (section.group !== undefined && !groups.has(section.group)) {
      groups.add(section.group);
      const data = this.groupBytes(section.group);
      this.sections.push({
        name: ".group",
        type: SHT_GROUP,
        flags: 0,
        alignment: 4,
        entrySize: 4,
        size: data.length,
        data,
        link: this.symtabNumber,
        info: this.symbolNumbers[section.group] as number,
      });
    }
    const flags = section.flags | (section.group === undefined ? 0 : SHF_GROUP) | (section.linkOrder === undefined ? 0 : SHF_LINK_ORDER);
    const link = section.linkOrder === undefined ? 0 : (this.numbers[section.linkOrder] as number);
    this.sections.push({ ...section, flags, link, info: 0 });
    if (section.relocations.length > 0) this.#addRelocations(section, index);
  }

  #addRelocations(section: ObjectSection, index: number): void {
    const rela = this.#usesRela;
    const data = this.relocationBytes(section.relocations, rela);
    this.sections.push({
      name: `${rela ? ".rela" : ".rel"}${section.name}`,
      type: rela ? SHT_RELA : SHT_REL,
      flags: SHF_INFO_LINK | (section.group === undefined ? 0 : SHF_GROUP),
      alignment: this.is64 ? 8 : 4,
      entrySize: this.is64 ? 24 : rela ? 12 : 8,
      size: data.length,
      data,
      link: this.symtabNumber,
      info: this.numbers[index] as number,
    });
  }

  #placeNumber(symbol: ObjectSymbol): number {
    if (symbol.place === "undefined") return SHN_UNDEF;
    if (symbol.place === "absolute") return SHN_ABS;
    if (symbol.place === "common") return SHN_COMMON;
    const number = this.numbers[symbol.place] as number;
    if (number >= SHN_LORESERVE) throw new Error("objects with more than 0xff00 sections are not written");
    return number;
  }

  symtabBytes(names: ReadonlyMap<string, number>): Uint8Array {
    const out = new ByteWriter(this.object.littleEndian);
    out.append(new Uint8Array(SYM_SIZE[this.is64 ? 64 : 32]));
    for (const index of this.order) {
      const symbol = this.object.symbols[index] as ObjectSymbol;
      const info = (symbol.binding << 4) | symbol.type;
      out.u32(names.get(symbol.name) as number);
      if (!this.is64) out.u32(Number(symbol.value)).u32(Number(symbol.size));
      out.u8(info).u8(symbol.visibility).u16(this.#placeNumber(symbol));
      if (this.is64) out.u64(symbol.value).u64(symbol.size);
    }
    return out.bytes.slice();
  }
}

function writeHeader(out: ByteWriter, object: ElfObject, sectionHeaderOffset: number, count: number): void {
  const bits = object.is64 ? 64 : 32;
  out.append([
    0x7f,
    0x45,
    0x4c,
    0x46,
    object.is64 ? ELFCLASS64 : ELFCLASS32,
    object.littleEndian ? ELFDATA2LSB : ELFDATA2MSB,
    1,
    object.osAbi,
  ]);
  out.append(new Uint8Array(8)).u16(ET_REL).u16(object.machine).u32(1);
  word(out, object.is64, 0); // e_entry
  word(out, object.is64, 0); // e_phoff
  word(out, object.is64, sectionHeaderOffset);
  out.u32(object.flags).u16(EHDR_SIZE[bits]).u16(0).u16(0).u16(SHDR_SIZE[bits]).u16(count).u16(1);
}

function writeSectionHeader(out: ByteWriter, is64: boolean, section: OutputSection, name: number, offset: number): void {
  out.u32(name).u32(section.type);
  word(out, is64, section.flags);
  word(out, is64, 0);
  word(out, is64, offset);
  word(out, is64, section.size);
  out.u32(section.link).u32(section.info);
  word(out, is64, section.alignment);
  word(out, is64, section.entrySize);
}

const NULL_SECTION: OutputSection = {
  name: "",
  type: SHT_NULL,
  flags: 0,
  alignment: 0,
  entrySize: 0,
  size: 0,
  data: new Uint8Array(),
  link: 0,
  info: 0,
};

/** The object as a file's bytes. Section data first, headers last. */
export function writeObject(object: ElfObject): Uint8Array {
  const writer = new ObjectWriter(object);
  const groups = new Set<number>();
  object.sections.forEach((section, i) => writer.addSection(section, i, groups));
  const strings = tailMergedStrings([
    ".strtab",
    ".symtab",
    ...writer.sections.map(({ name }) => name),
    ...object.symbols.map(({ name }) => name),
  ]);
  const symtab = writer.symtabBytes(strings.offsets);
  const locals = object.symbols.filter(({ binding }) => binding === STB_LOCAL).length;
  const strtab: OutputSection = {
    ...NULL_SECTION,
    name: ".strtab",
    type: SHT_STRTAB,
    alignment: 1,
    size: strings.bytes.length,
    data: strings.bytes,
  };
  const symbols: OutputSection = {
    ...NULL_SECTION,
    name: ".symtab",
    type: SHT_SYMTAB,
    alignment: object.is64 ? 8 : 4,
    entrySize: SYM_SIZE[object.is64 ? 64 : 32],
    size: symtab.length,
    data: symtab,
    link: 1,
    info: locals + 1,
  };
  return writeSections(object, [NULL_SECTION, strtab, ...writer.sections, symbols], strings.offsets);
}

function writeSections(object: ElfObject, sections: readonly OutputSection[], names: ReadonlyMap<string, number>): Uint8Array {
  const out = new ByteWriter(object.littleEndian, 4096);
  out.append(new Uint8Array(EHDR_SIZE[object.is64 ? 64 : 32]));
  const offsets = sections.map((section) => {
    if (section.type === SHT_NULL) return 0;
    out.align(section.alignment);
    const offset = out.length;
    if (section.type !== SHT_NOBITS) out.append(section.data);
    return offset;
  });
  out.align(object.is64 ? 8 : 4);
  const headers = out.length;
  sections.forEach((section, i) => writeSectionHeader(out, object.is64, section, names.get(section.name) as number, offsets[i] as number));
  const bytes = out.bytes.slice();
  const header = new ByteWriter(object.littleEndian);
  writeHeader(header, object, headers, sections.length);
  bytes.set(header.bytes);
  return bytes;
}

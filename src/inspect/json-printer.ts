// JSON of kbuild's own (`--format=json`; schemas/*.json describe it): one line an object file. Lists are written as they are read, so that
// a large file's listing needs no more memory than a small one's. Numbers that may pass 53 bits are hexadecimal texts.
import { ElfError } from "../elf/read.ts";
import type { ElfFile } from "../elf/read.ts";
import { readSymbolTable } from "../elf/read-symbols.ts";
import type { SymbolTable } from "../elf/read-symbols.ts";
import type { Desk } from "./desk.ts";
import { sections, symbols } from "./library.ts";
import { holdsRelocations, relocationsOfSection } from "./packed-relocations.ts";
import { typeNameOf } from "./relocations.ts";
import { symbolName } from "./symbol-values.ts";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonRecord = { readonly [key: string]: JsonValue };

export const hexText = (value: number | bigint): string => `0x${value.toString(16)}`;

/** The elements of one list. */
type Elements = Iterable<JsonRecord> | AsyncIterable<JsonRecord>;

/** Writes one object: its head at once, then list by list. */
export class JsonPrinter {
  constructor(
    readonly desk: Desk,
    head: JsonRecord,
  ) {
    desk.print(JSON.stringify(head).slice(0, -1));
  }

  /** `,"key":[...]` */
  list(key: string, elements: Iterable<JsonRecord>): void {
    this.desk.print(`,${JSON.stringify(key)}:[`);
    let before = "";
    for (const element of elements) {
      this.desk.print(before + JSON.stringify(element));
      before = ",";
    }
    this.desk.print("]");
  }

  async slowList(key: string, elements: Elements): Promise<void> {
    this.desk.print(`,${JSON.stringify(key)}:[`);
    let before = "";
    for await (const element of elements) {
      this.desk.print(before + JSON.stringify(element));
      before = ",";
    }
    this.desk.print("]");
  }

  end(): void {
    this.desk.print("}\n");
  }
}

export function* sectionRecords(file: ElfFile): Generator<JsonRecord> {
  for (const { index, name, type, flags, address, offset, size } of sections(file)) {
    yield { index, name, type, flags: hexText(flags), address: hexText(address), offset: hexText(offset), size: hexText(size) };
  }
}

export function* segmentRecords(file: ElfFile): Generator<JsonRecord> {
  for (const { type, flags, offset, vaddr, paddr, fileSize, memorySize, alignment } of file.segments) {
    yield {
      type,
      flags,
      offset: hexText(offset),
      address: hexText(vaddr),
      loadAddress: hexText(paddr),
      fileSize: hexText(fileSize),
      memorySize: hexText(memorySize),
      alignment: hexText(alignment),
    };
  }
}

export function* symbolRecords(file: ElfFile, dynamic: boolean): Generator<JsonRecord> {
  for (const { name, address, size, binding, type, isUndefined, section } of symbols(file, { dynamic })) {
    yield { name, address: isUndefined ? null : hexText(address), size: hexText(size), binding, type, section: section ?? null };
  }
}

function linkedTable(file: ElfFile, link: number): SymbolTable | undefined {
  const linked = file.sections[link];
  return linked === undefined || link === 0 ? undefined : readSymbolTable(file, linked);
}

/** The entries of all relocation sections; SHT_RELR's, which are offsets alone, are left out. */
export function* relocationRecords(file: ElfFile): Generator<JsonRecord> {
  for (const section of file.sections) {
    if (!holdsRelocations(section)) continue;
    const table = linkedTable(file, section.link);
    for (const { offset, type, symbol, addend } of relocationsOfSection(file, section)) {
      const name = table === undefined || symbol === 0 || symbol >= table.count ? null : symbolName(file, table, symbol);
      yield {
        section: section.index,
        offset: hexText(offset),
        type: typeNameOf(file, type, 22),
        symbol: name,
        addend: addend === undefined ? null : addend.toString(),
      };
    }
  }
}

/** A list that a broken table ends: the text of the error is told with it. */
export function* whole(elements: Iterable<JsonRecord>, tell: (text: string) => void): Generator<JsonRecord> {
  try {
    yield* elements;
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    tell(error.message);
  }
}

// The stripped file laid out anew: segments keep their distances, sections in them theirs, the rest follows in order
// of old offset, the section header table comes last. Every byte nothing claims is zero.
import {
  SHF_ALLOC,
  SHF_COMPRESSED,
  SHF_GROUP,
  SHN_XINDEX,
  SHT_GROUP,
  SHT_NOBITS,
  SHT_REL,
  SHT_RELA,
  SHT_STRTAB,
  SHT_SYMTAB,
  STB_LOCAL,
  SYM_SIZE,
} from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { tailMergedStrings } from "../../elf/string-tables.ts";
import { entrySize } from "../relocations.ts";
import { alignTo } from "./model.ts";
import type { Piece, PlacedSection, PlainSymbol, StripModel } from "./model.ts";
import { layoutForDebug, losesContents } from "./only-keep-debug.ts";
import type { Selection } from "./select.ts";

/** Byte text back to bytes. */
const bytesOf = (name: string): Uint8Array => Uint8Array.from(name, (c) => c.charCodeAt(0));

interface OutputSection {
  readonly placed: PlacedSection;
  /** sh_type. */
  type: number;
  flags: bigint;
  data: Uint8Array;
  size: bigint;
  offset: bigint;
  link: number;
  info: number;
  readonly alignment: bigint;
  readonly entrySize: bigint;
}

/** Bytes that alignment may add; more is what a broken p_align asks for. */
const SPARE = 256 << 20;

/** Name tables are built anew; one that nothing we know refers to is left with the empty name. */
const isNameTable = ({ type, flags }: Section): boolean => type === SHT_STRTAB && (flags & BigInt(SHF_ALLOC)) === 0n;
const GRP_COMDAT = 1;
const EMPTY_TABLE = new Uint8Array(1);

/** What the output takes over: all but SHT_NOBITS has bytes, SHT_NULL too. */
const bytesIn = (file: ElfFile, section: Section): Uint8Array => (section.type === SHT_NOBITS ? new Uint8Array(0) : file.bytesOf(section));

const isLocal = ({ binding }: PlainSymbol): boolean => binding === STB_LOCAL;

export interface OutputForm {
  readonly withHeaders: boolean;
  /** Allocated sections lose their contents. */
  readonly onlyDebug: boolean;
}

/** Tables that are written anew have the sizes of their records, whatever the headers said. */
function recordForm({ file, table }: StripModel, section: Section): { readonly alignment: bigint; readonly entrySize: bigint } {
  const { type, flags, alignment, entrySize: old } = section;
  const word = file.is64 ? 8n : 4n;
  if (section.index === table?.section.index) return { alignment: word, entrySize: BigInt(SYM_SIZE[file.is64 ? 64 : 32]) };
  if ((type !== SHT_REL && type !== SHT_RELA) || (flags & BigInt(SHF_ALLOC)) !== 0n) return { alignment, entrySize: old & 0xffff_ffffn };
  return { alignment: word, entrySize: BigInt(entrySize(file, type === SHT_RELA)) };
}

class Writer {
  readonly #sections: readonly OutputSection[];
  /** Old section index to new one. */
  readonly #index = new Map<number, number>();
  readonly #symbolIndex = new Map<number, number>();
  #nameOffsets: ReadonlyMap<string, number> = new Map();

  constructor(
    readonly model: StripModel,
    readonly selection: Selection,
    readonly form: OutputForm,
  ) {
    const kept = model.sections.filter((placed) => selection.sections.has(placed));
    kept.forEach(({ section }, i) => this.#index.set(section.index, i + 1));
    this.#index.set(0, 0);
    this.#sections = kept.map((placed) => ({
      placed,
      type: form.onlyDebug && losesContents(placed.section) ? SHT_NOBITS : placed.section.type,
      flags: placed.section.flags,
      data: isNameTable(placed.section) ? EMPTY_TABLE : bytesIn(model.file, placed.section),
      size: isNameTable(placed.section) ? BigInt(EMPTY_TABLE.length) : placed.section.size,
      offset: 0n,
      link: this.#linkOf(placed.section),
      info: placed.section.info,
      ...recordForm(model, placed.section),
    }));
  }

  write(): Uint8Array {
    this.#rebuild();
    const end = this.#layout();
    const { is64 } = this.model.file;
    const headers = this.form.withHeaders ? alignTo(end, is64 ? 8n : 4n) : end;
    const table = this.form.withHeaders ? BigInt((this.#sections.length + 1) * (is64 ? 64 : 40)) : 0n;
    const size = (this.form.withHeaders ? headers : end) + table;
    if (size > this.model.file.access.size + SPARE)
      throw new ElfError(`failed to allocate memory buffer of ${this.model.llvm === 15 ? "0x" : ""}${size.toString(16)} bytes`);
    const out = new Uint8Array(Number(size));
    this.#copySegments(out);
    this.#writeHeaders(out, headers);
    // What is in a segment has been copied with it; the headers are where sections overlap them.
    for (const { data, offset, type, placed } of this.#sections)
      if (type !== SHT_NOBITS && placed.parent === undefined) out.set(data, Number(offset));
    if (this.form.withHeaders) this.#writeSections(out, Number(headers));
    return out;
  }

  #outputOf(index: number | undefined): OutputSection | undefined {
    return index === undefined ? undefined : this.#sections.find(({ placed }) => placed.section.index === index);
  }

  #rebuild(): void {
    const { file, table } = this.model;
    const names = this.#outputOf(file.sectionNameIndex);
    if (names === undefined && this.form.withHeaders)
      throw new ElfError("cannot write section header table because section header string table was removed");
    const symbols = this.#outputOf(table?.section.index);
    const symbolNames = symbols === undefined ? undefined : this.#outputOf(table?.section.link);
    const sectionWords = this.#sections.map(({ placed }) => placed.name);
    const symbolWords = this.#tableSymbols().map(({ name }) => name);
    const shared = names !== undefined && names === symbolNames;
    if (names !== undefined) this.#nameOffsets = this.#table(names, shared ? [...sectionWords, ...symbolWords] : sectionWords);
    if (symbols !== undefined && symbolNames !== undefined) {
      this.#symbols(symbols, shared ? this.#nameOffsets : this.#table(symbolNames, symbolWords));
    }
    for (const output of this.#sections) this.#renumber(output);
    this.#freeGroupMembers();
  }

  /** Members of groups that are gone are no members any more. */
  #freeGroupMembers(): void {
    const { file } = this.model;
    for (const placed of this.model.sections) {
      if (placed.section.type !== SHT_GROUP || this.selection.sections.has(placed)) continue;
      const members = file.view(file.contents(placed.section));
      for (let at = 4; at + 4 <= members.length; at += 4) {
        const output = this.#outputOf(members.u32(at));
        if (output !== undefined) output.flags &= ~BigInt(SHF_GROUP);
      }
    }
  }

  #table(output: OutputSection, names: readonly string[]): ReadonlyMap<string, number> {
    const { bytes, offsets } = tailMergedStrings(names, bytesOf);
    if ((output.placed.section.flags & BigInt(SHF_ALLOC)) !== 0n)
      throw new ElfError("kbuild strip does not rewrite allocated name tables yet");
    output.data = bytes;
    output.size = BigInt(bytes.length);
    return offsets;
  }

  /** What the table is to hold: the null symbol, which a broken file may have given a name and more, then the others. */
  #tableSymbols(): readonly PlainSymbol[] {
    const { table } = this.model;
    const isThere = table !== undefined && table.count > 0;
    const first = isThere ? { name: table.name(0), binding: table.binding(0) } : { name: "", binding: STB_LOCAL };
    return [{ index: 0, type: 0, ...first }, ...this.selection.symbols];
  }

  /** Locals first, each group in the old order. */
  #symbols(output: OutputSection, offsets: ReadonlyMap<string, number>): void {
    const { file, table } = this.model;
    if (table === undefined) return;
    const symbols = this.#tableSymbols();
    const locals = symbols.filter(isLocal);
    const ordered = [...locals, ...symbols.filter((symbol) => !isLocal(symbol))];
    const size = file.is64 ? 24 : 16;
    const old = file.contents(table.section);
    const data = new Uint8Array(ordered.length * size);
    const view = new DataView(data.buffer);
    ordered.forEach(({ index, name }, i) => {
      const at = i * size;
      data.set(old.subarray(index * size, (index + 1) * size), at);
      view.setUint32(at, offsets.get(name) ?? 0, file.littleEndian);
      const raw = table.rawIndex[index] as number;
      if (raw === SHN_XINDEX) throw new ElfError("kbuild strip does not rewrite extended section indexes yet");
      if (raw !== 0 && raw < 0xff00) view.setUint16(at + (file.is64 ? 6 : 14), this.#index.get(raw) ?? 0, file.littleEndian);
      this.#symbolIndex.set(index, i);
    });
    output.data = data;
    output.size = BigInt(data.length);
    output.info = locals.length;
  }

  /** Symbols keep their numbers: who knows them by number may go on doing so. */
  get #keepsNumbers(): boolean {
    const { symbols } = this.selection;
    let last = -1;
    const isOrdered = [...symbols.filter(isLocal), ...symbols.filter((symbol) => !isLocal(symbol))].every(({ index }) => {
      const ascends = index > last;
      last = index;
      return ascends;
    });
    return isOrdered && symbols.length === this.model.symbols.length;
  }

  /** sh_link in the new numbers; it stays where LLVM does not read it. */
  #linkOf({ type, flags, link }: Section): number {
    const { table, llvm } = this.model;
    if (type === SHT_STRTAB && (flags & BigInt(SHF_ALLOC)) === 0n) return link;
    const isKnown = [SHT_SYMTAB, SHT_REL, SHT_RELA, SHT_GROUP].includes(type);
    if (!isKnown && type !== SHT_NOBITS && (flags & BigInt(SHF_COMPRESSED)) !== 0n) return link;
    if (!isKnown && link !== 0 && link === table?.section.index && (llvm === 15 || !this.#keepsNumbers)) return 0;
    return this.#index.get(link) ?? 0;
  }

  /** sh_info, relocations' symbols and groups' members follow the new numbers. */
  #renumber(output: OutputSection): void {
    const { section } = output.placed;
    const isTable = section.link === this.model.table?.section.index;
    if (section.type === SHT_REL || section.type === SHT_RELA) {
      output.info = this.#index.get(section.info) ?? 0;
      if (isTable && (section.flags & BigInt(SHF_ALLOC)) === 0n) this.#relocations(output, section);
    } else if (section.type === SHT_GROUP) this.#group(output, section);
  }

  #relocations(output: OutputSection, section: Section): void {
    const { file } = this.model;
    const size = entrySize(file, section.type === SHT_RELA);
    const data = new Uint8Array(output.data);
    const view = new DataView(data.buffer);
    for (let at = 0; at + size <= data.length; at += size) {
      if (!file.is64) {
        const info = view.getUint32(at + 4, file.littleEndian);
        view.setUint32(at + 4, (((this.#symbolIndex.get(info >>> 8) ?? 0) << 8) | (info & 0xff)) >>> 0, file.littleEndian);
        continue;
      }
      const place = file.littleEndian && file.header.machine !== 8 ? at + 12 : at + 8;
      view.setUint32(place, this.#symbolIndex.get(view.getUint32(place, file.littleEndian)) ?? 0, file.littleEndian);
    }
    output.data = data;
  }

  #group(output: OutputSection, section: Section): void {
    output.info = this.#symbolIndex.get(section.info) ?? 0;
    const { littleEndian } = this.model.file;
    const old = this.model.file.view(output.data);
    const members: number[] = [];
    for (let at = 4; at + 4 <= old.length; at += 4) {
      const index = this.#index.get(old.u32(at));
      if (index !== undefined) members.push(index);
    }
    const data = new Uint8Array((members.length + 1) * 4);
    const view = new DataView(data.buffer);
    view.setUint32(0, this.#groupFlags(section, old.length >= 4 ? old.u32(0) : 0), littleEndian);
    members.forEach((member, i) => view.setUint32((i + 1) * 4, member, littleEndian));
    output.data = data;
    output.size = BigInt(data.length);
  }

  /** A group is told from others by its signature's name: by a local symbol's it cannot be. */
  #groupFlags(section: Section, flags: number): number {
    const isLocal = this.model.table?.binding(section.info) === STB_LOCAL;
    return isLocal ? flags & ~GRP_COMDAT : flags;
  }

  /** Gives each piece and section its new offset; the end of all. */
  #layout(): bigint {
    if (this.form.onlyDebug) return layoutForDebug(this.model.pieces, this.#sections, this.#headersEnd);
    let end = 0n;
    for (const piece of this.model.pieces) {
      if (piece.parent === undefined) piece.newOffset = alignTo(end, piece.alignment === 0n ? 1n : piece.alignment, piece.vaddr);
      else piece.newOffset = piece.parent.newOffset + piece.offset - piece.parent.offset;
      const stop = piece.newOffset + piece.fileSize;
      if (stop > end) end = stop;
    }
    const loose: OutputSection[] = [];
    for (const output of this.#sections) {
      const { parent, section } = output.placed;
      if (parent === undefined) loose.push(output);
      else output.offset = parent.newOffset + (section.offset - parent.offset);
    }
    loose.sort((a, b) =>
      a.placed.section.offset < b.placed.section.offset ? -1 : a.placed.section.offset > b.placed.section.offset ? 1 : 0,
    );
    for (const output of loose) {
      end = alignTo(end, output.alignment);
      output.offset = end;
      if (output.placed.section.type !== SHT_NOBITS) end += output.size;
    }
    return end;
  }

  get #headersEnd(): bigint {
    const { is64, segments } = this.model.file;
    return BigInt(is64 ? 64 + segments.length * 56 : 52 + segments.length * 32);
  }

  #copySegments(out: Uint8Array): void {
    const { access } = this.model.file;
    for (const piece of this.model.pieces) {
      if (piece.segment === undefined) continue;
      // LLVM adds offset and size without a look at what is carried over, and copies what lies outside the file.
      if (piece.newFileSize > 0n && piece.offset > BigInt(access.size))
        throw new ElfError(`program header with offset ${hex(piece.offset)} goes past the end of the file`);
      const offset = Number(piece.newOffset);
      // A program header table that claims more than there is reaches past what is left of a debug file.
      const size = Math.max(0, Math.min(Number(piece.newFileSize), out.length - offset));
      if (size > 0) out.set(access.read(Number(piece.offset), size), offset);
    }
    for (const placed of this.model.sections) {
      const { parent, section } = placed;
      if (parent === undefined || this.selection.sections.has(placed) || section.type === SHT_NOBITS) continue;
      const at = Number(parent.newOffset + section.offset - parent.offset);
      out.fill(0, at, at + Number(section.size));
    }
  }

  #writeHeaders(out: Uint8Array, headers: bigint): void {
    const { file } = this.model;
    const { is64, littleEndian } = file;
    const view = new DataView(out.buffer);
    const wide = is64 ? 8 : 4;
    const word = (at: number, value: bigint): void => {
      if (is64) view.setBigUint64(at, value, littleEndian);
      else view.setUint32(at, Number(value), littleEndian);
    };
    out.set(file.access.read(0, is64 ? 64 : 52), 0);
    out[6] = 1;
    out.fill(0, 9, 16);
    const table = this.model.pieces.find((piece) => piece.segment === undefined && piece.index === file.segments.length + 1);
    word(24 + wide, file.segments.length === 0 ? 0n : (table?.newOffset ?? 0n));
    word(24 + 2 * wide, this.form.withHeaders ? headers : 0n);
    const rest = 24 + 3 * wide;
    view.setUint16(rest + 4, is64 ? 64 : 52, littleEndian);
    view.setUint16(rest + 6, file.segments.length === 0 ? 0 : is64 ? 56 : 32, littleEndian);
    view.setUint16(rest + 10, this.form.withHeaders ? (is64 ? 64 : 40) : 0, littleEndian);
    const count = this.#sections.length + 1;
    if (this.form.withHeaders && count >= 0xff00) throw new ElfError("kbuild strip does not write extended section counts yet");
    view.setUint16(rest + 12, this.form.withHeaders ? count : 0, littleEndian);
    view.setUint16(rest + 14, this.form.withHeaders ? (this.#index.get(file.sectionNameIndex) ?? 0) : 0, littleEndian);
    this.#writeSegments(view, word, table);
  }

  #writeSegments(view: DataView, word: (at: number, value: bigint) => void, table: Piece | undefined): void {
    const { file } = this.model;
    const size = file.is64 ? 56 : 32;
    for (const piece of this.model.pieces) {
      const { segment } = piece;
      if (segment === undefined) continue;
      const at = Number(table?.newOffset ?? 0n) + segment.index * size;
      const words = at + (file.is64 ? 8 : 4);
      const wide = file.is64 ? 8 : 4;
      view.setUint32(at, segment.type, file.littleEndian);
      view.setUint32(file.is64 ? at + 4 : at + 24, segment.flags, file.littleEndian);
      [piece.newOffset, segment.vaddr, segment.paddr, piece.newFileSize, segment.memorySize].forEach((value, i) =>
        word(words + i * wide, value),
      );
      word(file.is64 ? at + 48 : at + 28, segment.alignment);
    }
  }

  #writeSections(out: Uint8Array, headers: number): void {
    const { is64, littleEndian } = this.model.file;
    const view = new DataView(out.buffer);
    const word = (at: number, value: bigint): void => {
      if (is64) view.setBigUint64(at, value, littleEndian);
      else view.setUint32(at, Number(value), littleEndian);
    };
    const wide = is64 ? 8 : 4;
    this.#sections.forEach((output, i) => {
      const { section, name } = output.placed;
      const at = headers + (i + 1) * (is64 ? 64 : 40);
      view.setUint32(at, this.#nameOffsets.get(name) ?? 0, littleEndian);
      view.setUint32(at + 4, output.type, littleEndian);
      [output.flags, section.address, output.offset, output.size].forEach((value, j) => word(at + 8 + j * wide, value));
      const rest = at + 8 + 4 * wide;
      view.setUint32(rest, output.link, littleEndian);
      view.setUint32(rest + 4, output.info, littleEndian);
      word(rest + 8, output.alignment);
      word(rest + 8 + wide, output.entrySize);
    });
  }
}

/** The bytes of the stripped file. */
export function writeStripped(model: StripModel, selection: Selection, form: OutputForm): Uint8Array {
  return new Writer(model, selection, form).write();
}

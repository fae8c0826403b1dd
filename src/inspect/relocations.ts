// Relocation entries of any ELF file, read alike for objdump and readelf.
import { EM_MIPS } from "../elf/constants.ts";
import { SHT_RELA } from "../elf/constants.ts";
import type { ElfFile, Fields, Section } from "../elf/read.ts";
import { relocationName } from "../elf/relocation-names.ts";

export interface RelocationEntry {
  readonly offset: bigint;
  /** r_info as it stands. */
  readonly info: bigint;
  /** MIPS64 packs three types of 8 bits, the first lowest. */
  readonly type: number;
  readonly symbol: number;
  /** Of RELA entries. */
  readonly addend: bigint | undefined;
}

export const isMips64 = (file: ElfFile): boolean => file.header.machine === EM_MIPS && file.is64;

/** r_info of MIPS64 little-endian stands as symbol, ssym, type3, type2, type: back into the ordinary order. */
function ordinaryInfo(info: bigint): bigint {
  const high = Number(info >> 32n);
  const types = ((high & 0xff) << 24) | ((high & 0xff00) << 8) | ((high >>> 8) & 0xff00) | (high >>> 24);
  return ((info & 0xffffffffn) << 32n) | BigInt(types >>> 0);
}

/** An entry by its fields; `info` as it stands in the file. */
export function relocationEntry(file: ElfFile, offset: bigint, info: bigint, addend: bigint | undefined): RelocationEntry {
  const ordinary = isMips64(file) && file.littleEndian ? ordinaryInfo(info) : info;
  const symbol = Number(ordinary >> (file.is64 ? 32n : 8n));
  const type = Number(ordinary & (file.is64 ? 0xffffffffn : 0xffn));
  return { offset, info, type, symbol, addend };
}

function entryAt(file: ElfFile, f: Fields, at: number, withAddend: boolean): RelocationEntry {
  const wide = file.is64 ? 8 : 4;
  return relocationEntry(file, f.word(at), f.word(at + wide), withAddend ? f.signedWord(at + 2 * wide) : undefined);
}

/** Bytes of an entry, per class. */
export function entrySize(file: ElfFile, withAddend: boolean): number {
  return (file.is64 ? 8 : 4) * (withAddend ? 3 : 2);
}

/** Entries in `bytes`; a rest too short for an entry is left out. */
export function relocationsIn(file: ElfFile, bytes: Uint8Array, withAddend: boolean): RelocationEntry[] {
  const size = entrySize(file, withAddend);
  const fields = file.view(bytes);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => entryAt(file, fields, i * size, withAddend));
}

/** A word of SHT_RELR: an address, or a bitmap of those behind the one before. gABI, "Relative Relocation Table". */
export interface RelrEntry {
  readonly word: bigint;
  readonly addresses: readonly bigint[];
}

export function relrEntries(file: ElfFile, bytes: Uint8Array): RelrEntry[] {
  const size = file.is64 ? 8 : 4;
  const fields = file.view(bytes);
  const entries: RelrEntry[] = [];
  let base = 0n;
  for (let at = 0; at + size <= bytes.length; at += size) {
    const word = fields.word(at);
    if ((word & 1n) === 0n) {
      entries.push({ word, addresses: [word] });
      base = word + BigInt(size);
      continue;
    }
    const addresses: bigint[] = [];
    for (let bits = word >> 1n, place = base; bits !== 0n; bits >>= 1n, place += BigInt(size))
      if ((bits & 1n) !== 0n) addresses.push(place);
    entries.push({ word, addresses });
    base += BigInt(size * (size * 8 - 1));
  }
  return entries;
}

/** All addresses that SHT_RELR stands for. */
export const relrOffsets = (file: ElfFile, bytes: Uint8Array): bigint[] => relrEntries(file, bytes).flatMap(({ addresses }) => addresses);

/** Entries of an SHT_REL or SHT_RELA section; throws ElfError. */
export function relocationsOf(file: ElfFile, section: Section): RelocationEntry[] {
  const withAddend = section.type === SHT_RELA;
  return relocationsIn(file, file.recordsOf(section, entrySize(file, withAddend)), withAddend);
}

/** The type's name; MIPS64 joins three with `/`. */
export function typeNameOf(file: ElfFile, type: number, llvm: 15 | 22): string {
  const { machine } = file.header;
  const one = (value: number): string => relocationName(machine, value, llvm) ?? "Unknown";
  if (!isMips64(file)) return one(type);
  return [type & 0xff, (type >> 8) & 0xff, (type >> 16) & 0xff].map(one).join("/");
}

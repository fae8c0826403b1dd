// Relocations in Android's packed form (SHT_ANDROID_REL, SHT_ANDROID_RELA), which LLD writes for `--pack-dyn-relocs=android`: `APS2`, then
// signed LEB128 numbers. Groups of entries share what is the same in them; offsets and addends are told by their differences.
import { ElfError } from "../elf/read.ts";
import type { ElfFile, Section } from "../elf/read.ts";
import { SHT_ANDROID_REL, SHT_ANDROID_RELA, SHT_REL, SHT_RELA } from "../elf/constants.ts";
import { relocationEntry, relocationsOf } from "./relocations.ts";
import type { RelocationEntry } from "./relocations.ts";

const MAGIC = "APS2";
const SAME_INFO = 1n;
const SAME_DISTANCE = 2n;
const SAME_ADDEND = 4n;
const HAS_ADDEND = 8n;
/** A group takes no bytes for entries that are alike, so that a few bytes can stand for any number of them. */
const MOST_ENTRIES = 1 << 22;

class Numbers {
  at = MAGIC.length;

  constructor(readonly bytes: Uint8Array) {}

  next(): bigint {
    const start = this.at;
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw this.#broken(start, "malformed sleb128, extends past end");
      if (shift >= 64n) throw this.#broken(start, "sleb128 too big for int64");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(Math.min(64, Number(shift) + 7), value);
    }
  }

  #broken(start: number, problem: string): ElfError {
    return new ElfError(`unable to decode LEB128 at offset 0x${start.toString(16).padStart(8, "0")}: ${problem}`);
  }
}

/** The entries that `bytes` stand for; throws ElfError. */
function packedRelocationsIn(file: ElfFile, bytes: Uint8Array): RelocationEntry[] {
  if (String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC) throw new ElfError("invalid packed relocation header");
  const numbers = new Numbers(bytes);
  const bits = file.is64 ? 64 : 32;
  let left = BigInt.asUintN(64, numbers.next());
  let offset = numbers.next();
  let addend = 0n;
  const entries: RelocationEntry[] = [];
  while (left > 0n) {
    const count = BigInt.asUintN(64, numbers.next());
    if (count > left) throw new ElfError("relocation group unexpectedly large");
    left -= count;
    if (BigInt(entries.length) + count > MOST_ENTRIES) throw new ElfError(`kbuild unpacks no more than ${MOST_ENTRIES} relocations`);
    const flags = numbers.next();
    const distance = (flags & SAME_DISTANCE) === 0n ? undefined : numbers.next();
    const info = (flags & SAME_INFO) === 0n ? undefined : numbers.next();
    const hasAddend = (flags & HAS_ADDEND) !== 0n;
    const sharesAddend = (flags & SAME_ADDEND) !== 0n;
    if (!hasAddend) addend = 0n;
    else if (sharesAddend) addend += numbers.next();
    for (let i = 0n; i < count; i++) {
      offset += distance ?? numbers.next();
      const entryInfo = info ?? numbers.next();
      if (hasAddend && !sharesAddend) addend += numbers.next();
      entries.push(relocationEntry(file, BigInt.asUintN(bits, offset), BigInt.asUintN(bits, entryInfo), BigInt.asIntN(bits, addend)));
    }
  }
  return entries;
}

const isPacked = ({ type }: Section): boolean => type === SHT_ANDROID_REL || type === SHT_ANDROID_RELA;

/** Whether a section's entries can be told one by one. */
export const holdsRelocations = (section: Section): boolean => section.type === SHT_REL || section.type === SHT_RELA || isPacked(section);

/** The entries of such a section; throws ElfError. */
export function relocationsOfSection(file: ElfFile, section: Section): RelocationEntry[] {
  return isPacked(section) ? packedRelocationsIn(file, file.bytesOf(section)) : relocationsOf(file, section);
}

/** How many a header tells of; Android's form has to be unpacked. Throws ElfError. */
export function relocationCount(file: ElfFile, section: Section): number | bigint {
  if (isPacked(section)) return packedRelocationsIn(file, file.bytesOf(section)).length;
  return section.entrySize === 0n ? 0n : section.size / section.entrySize;
}

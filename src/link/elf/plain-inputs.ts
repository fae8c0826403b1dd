// Inputs that are no objects to be linked: files whose bytes are data (`--format=binary`), and images whose symbols alone count
// (`--just-symbols`).
import * as elf from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";

const BINARIES = new WeakSet<ElfObject>();

/** It stands behind all others, wherever it is named. */
export const isBinary = (object: ElfObject): boolean => BINARIES.has(object);

type Draft = { -readonly [K in keyof ElfObject]: ElfObject[K] };

/** An object of the file's bytes, between names that are made of its own. What it is for is known when others are read. */
export function binaryObject(path: string, data: Uint8Array): Draft {
  const base = `_binary_${path}`.replace(/[^A-Za-z0-9]/g, "_");
  const size = BigInt(data.length);
  const symbol = { size: 0n, binding: elf.STB_GLOBAL, type: elf.STT_OBJECT, visibility: elf.STV_DEFAULT };
  const object: Draft = {
    name: path,
    is64: true,
    littleEndian: true,
    machine: 0,
    flags: 0,
    osAbi: elf.ELFOSABI_NONE,
    sections: [
      {
        name: ".data",
        type: elf.SHT_PROGBITS,
        flags: elf.SHF_ALLOC | elf.SHF_WRITE,
        alignment: 8,
        entrySize: 0,
        data,
        size: data.length,
        relocations: [],
      },
    ],
    symbols: [
      { ...symbol, name: `${base}_start`, value: 0n, place: 0 },
      { ...symbol, name: `${base}_end`, value: size, place: 0 },
      { ...symbol, name: `${base}_size`, value: size, place: "absolute" },
    ],
  };
  BINARIES.add(object);
  return object;
}

/** The binary files are for what the first of the others is for; undefined if there is no other. */
export function adaptTo(first: ElfObject | undefined, binaries: readonly Draft[]): void {
  for (const object of binaries) {
    if (first === undefined) continue;
    object.is64 = first.is64;
    object.machine = first.machine;
    object.flags = first.flags;
  }
}

/** All that a file defines stands where it says. */
export function symbolsAlone(object: ElfObject): ElfObject {
  const symbols = object.symbols.map((symbol) => (typeof symbol.place === "number" ? { ...symbol, place: "absolute" as const } : symbol));
  return { ...object, sections: [], symbols };
}

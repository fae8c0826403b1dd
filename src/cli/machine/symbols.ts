// Addresses in words: `_start+0x2`, from a kernel's symbol table.
import type { RandomAccess } from "../../base/host.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import { ElfFile } from "../../elf/read.ts";
import { demangle } from "../../inspect/demangle/demangle.ts";

const FUNCTION = 2;
const NO_TYPE = 0;

export interface Symbols {
  /** `name+0x2 (0x201282)`; the bare address where no symbol is before it. */
  describe(address: bigint): string;
  /** Address of a function by its name, mangled or not. */
  find(name: string): bigint | undefined;
}

interface Entry {
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
}

/** Symbols of an image that was moved by `delta`. */
export function symbolsOf(access: RandomAccess, delta: bigint): Symbols {
  const elf = new ElfFile(access);
  const section = findTable(elf, false);
  const entries: Entry[] = [];
  if (section !== undefined) {
    const table = readSymbolTable(elf, section);
    for (let i = 1; i < table.count; i++) {
      const type = table.type(i);
      if ((type !== FUNCTION && type !== NO_TYPE) || table.sectionIndex[i] === 0) continue;
      entries.push({ name: table.name(i), address: table.value(i) + delta, size: table.size(i) });
    }
  }
  entries.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const shown = ({ name }: Entry) => demangle(name, 22).replace(/::h[0-9a-f]{16}$/, "");
  return {
    describe(address) {
      const hex = `0x${address.toString(16)}`;
      const entry = entries.findLast(
        (one) => one.name !== "" && one.address <= address && (one.size === 0n || address < one.address + one.size),
      );
      if (entry === undefined) return hex;
      const distance = address - entry.address;
      return `${shown(entry)}${distance === 0n ? "" : `+0x${distance.toString(16)}`} (${hex})`;
    },
    find: (name) => entries.find((entry) => entry.name === name || shown(entry) === name)?.address,
  };
}

// Names for the entries of x86's procedure linkage table: `jmp *slot(%rip)` is matched with the JUMP_SLOT relocation
// of the slot (x86-64 psABI 5.2; i386 psABI).
import { EM_386, EM_X86_64, SHT_REL, SHT_RELA } from "../../elf/constants.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { relocationsOf } from "../relocations.ts";
import type { CodeSymbol } from "./code-symbols.ts";
import { linkedSymbols } from "./relocations.ts";

const JUMP_SLOT = 7;

function namedSections(file: ElfFile): Map<string, Section> {
  return new Map(file.sections.map((section) => [file.sectionNameOrEmpty(section), section]));
}

/** Slot addresses with the symbol that will stand there. */
function slots(file: ElfFile, table: Section): Map<bigint, string> {
  const symbols = linkedSymbols(file, table);
  const found = new Map<bigint, string>();
  if (symbols === undefined) return found;
  for (const { offset, type, symbol } of relocationsOf(file, table)) {
    if (type === JUMP_SLOT && symbol !== 0 && symbol < symbols.count) found.set(offset, symbols.name(symbol));
  }
  return found;
}

export function pltSymbols(file: ElfFile): { readonly section: number; readonly symbol: CodeSymbol }[] {
  const { machine } = file.header;
  if (machine !== EM_X86_64 && machine !== EM_386) return [];
  const sections = namedSections(file);
  const plt = sections.get(".plt");
  const got = sections.get(".got.plt");
  const table = sections.get(".rela.plt") ?? sections.get(".rel.plt");
  if (plt === undefined || got === undefined || table === undefined || (table.type !== SHT_RELA && table.type !== SHT_REL)) return [];
  const names = slots(file, table);
  const bytes = file.view(file.contents(plt));
  const found: { section: number; symbol: CodeSymbol }[] = [];
  for (let at = 0; at + 6 <= bytes.length;) {
    const slot = slotAt(bytes, at, plt.address, machine === EM_X86_64, got.address);
    const name = slot === undefined ? undefined : names.get(slot);
    if (name !== undefined) found.push({ section: plt.index, symbol: { address: plt.address + BigInt(at), name: `${name}@plt`, type: 0 } });
    at += slot === undefined ? 1 : 6;
  }
  return found;
}

/** The slot a jump at `at` goes through. */
function slotAt(
  f: { u8(at: number): number; i32(at: number): number; u32(at: number): number },
  at: number,
  base: bigint,
  is64: boolean,
  got: bigint,
): bigint | undefined {
  if (f.u8(at) !== 0xff) return undefined;
  if (f.u8(at + 1) === 0x25) return is64 ? base + BigInt(at + 6) + BigInt(f.i32(at + 2)) : BigInt(f.u32(at + 2));
  return !is64 && f.u8(at + 1) === 0xa3 ? got + BigInt(f.u32(at + 2)) : undefined;
}

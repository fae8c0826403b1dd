// Names for the entries of the procedure linkage table: the jump through a slot is matched with the slot's JUMP_SLOT relocation
// (x86-64 psABI 5.2; i386 psABI; ELF for the Arm Architecture; ELF for the Arm 64-bit Architecture).
import { EM_386, EM_AARCH64, EM_ARM, EM_IAMCU, EM_X86_64, SHT_REL, SHT_RELA, SYM_SIZE } from "../../elf/constants.ts";
import { ElfError, Fields, hex } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import type { Warn } from "../../elf/symbol-versions.ts";
import { codeSymbol } from "./code-symbols.ts";
import type { CodeSymbol } from "./code-symbols.ts";
import { entriesOf, linkedSymbols } from "./relocations.ts";

/** R_386_JUMP_SLOT, R_X86_64_JUMP_SLOT, R_ARM_JUMP_SLOT, R_AARCH64_JUMP_SLOT. */
const JUMP_SLOTS: Readonly<Record<number, ReadonlySet<number>>> = {
  [EM_386]: new Set([7]),
  [EM_IAMCU]: new Set([7]),
  [EM_X86_64]: new Set([7]),
  [EM_ARM]: new Set([22]),
  [EM_AARCH64]: new Set([1026]),
};
/** The machine whose tables a release of LLVM does not look into. */
const KNOWS_NOT: Readonly<Record<15 | 22, number>> = { 15: EM_ARM, 22: EM_IAMCU };
/** R_386_GLOB_DAT, R_X86_64_GLOB_DAT. */
const GLOB_DAT: ReadonlySet<number> = new Set([6]);

function namedSections(file: ElfFile): Map<string, Section> {
  return new Map(file.sections.map((section) => [file.sectionNameOrEmpty(section), section]));
}

/** The symbol that will stand in a slot: empty for one without a name, undefined for none that can be named. Throws ElfError. */
type SlotName = () => string | undefined;
type Slots = ReadonlyMap<bigint, SlotName>;

function slotName(file: ElfFile, table: Section, symbol: number): string | undefined {
  if (symbol === 0) return undefined;
  const symbols = linkedSymbols(file, table);
  if (symbols === undefined) return undefined;
  if (symbol >= symbols.count) {
    const place = `can't read an entry at ${hex(symbol * SYM_SIZE[file.is64 ? 64 : 32])}`;
    throw new ElfError(`${place}: it goes past the end of the section (${hex(symbols.section.size)})`);
  }
  try {
    return symbols.name(symbol);
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}

/** Slot addresses by the relocations of these types. */
function slots(file: ElfFile, table: Section | undefined, types: ReadonlySet<number>): Slots {
  const found = new Map<bigint, SlotName>();
  if (table === undefined || (table.type !== SHT_RELA && table.type !== SHT_REL)) return found;
  for (const { offset, type, symbol } of entriesOf(file, table))
    if (types.has(type)) found.set(offset, () => slotName(file, table, symbol));
  return found;
}

interface PltSymbol {
  readonly section: number;
  readonly symbol: CodeSymbol;
}

/** An entry of a linkage table: where it stands, and the slot it jumps through. */
interface PltEntry {
  readonly address: bigint;
  readonly slot: bigint;
}

function x86Entries(file: ElfFile, plt: Section, got: Section | undefined): PltEntry[] {
  const bytes = file.view(file.contents(plt));
  const is64 = file.header.machine === EM_X86_64;
  const found: PltEntry[] = [];
  for (let at = 0; at + 6 <= bytes.length;) {
    const slot = slotAt(bytes, at, plt.address, is64, got?.address ?? 0n);
    if (slot !== undefined) found.push({ address: plt.address + BigInt(at), slot });
    at += slot === undefined ? 1 : 6;
  }
  return found;
}

function named(entries: Iterable<PltEntry>, section: Section, names: Slots, warn: Warn): PltSymbol[] {
  const found: PltSymbol[] = [];
  for (const { address, slot } of entries) {
    const nameOf = names.get(slot);
    const name = nameOf?.();
    if (nameOf !== undefined && name === undefined) warn(`PLT entry at ${hex(address)} references an invalid symbol`);
    if (name === undefined || name === "") continue;
    found.push({ section: section.index, symbol: codeSymbol(address, `${name}@plt`, 0) });
  }
  return found;
}

/** LLVM 22 looks through three tables; a slot belongs to the first entry, and the name to `.plt` or, with GLOB_DAT, to `.plt.got`. */
function laterSymbols(file: ElfFile, sections: ReadonlyMap<string, Section>, jumpSlots: Slots, warn: Warn): PltSymbol[] {
  const got = sections.get(".got.plt") ?? sections.get(".got");
  const bySlot = new Map<bigint, PltEntry>();
  for (const [name, section] of sections) {
    if (![".plt", ".plt.sec", ".plt.got"].includes(name)) continue;
    for (const entry of x86Entries(file, section, got)) if (!bySlot.has(entry.slot)) bySlot.set(entry.slot, entry);
  }
  const [plt, pltGot] = [sections.get(".plt"), sections.get(".plt.got")];
  const globalData = slots(file, sections.get(".rela.dyn") ?? sections.get(".rel.dyn"), GLOB_DAT);
  return [
    ...(plt === undefined ? [] : named(bySlot.values(), plt, jumpSlots, warn)),
    ...(pltGot === undefined ? [] : named(bySlot.values(), pltGot, globalData, warn)),
  ];
}

/** The names; `llvm` decides in which tables they are looked for. Throws ElfError. */
export function pltSymbols(file: ElfFile, llvm: 15 | 22, warn: Warn): PltSymbol[] {
  const { machine } = file.header;
  const types = JUMP_SLOTS[machine];
  if (types === undefined || KNOWS_NOT[llvm] === machine) return [];
  const sections = namedSections(file);
  const names = slots(file, sections.get(".rela.plt") ?? sections.get(".rel.plt"), types);
  if (llvm === 22 && machine !== EM_AARCH64 && machine !== EM_ARM) return laterSymbols(file, sections, names, warn);
  const plt = sections.get(".plt");
  const got = sections.get(".got.plt");
  if (plt === undefined || (got === undefined && llvm === 15)) return [];
  // Instructions are little-endian whatever the data are.
  if (machine === EM_AARCH64) return named(aarch64Entries(new Fields(file.contents(plt), true, file.is64), plt), plt, names, warn);
  if (machine === EM_ARM) return named(armEntries(file.view(file.contents(plt)), plt), plt, names, warn);
  return named(x86Entries(file, plt, got), plt, names, warn);
}

/** `add ip, pc, #A, 12`, `add ip, ip, #B, 20`, `ldr pc, [ip, #C]!`. LLVM does not see one that ends with the table. */
function armEntries(f: { readonly length: number; u32(at: number): number }, plt: Section): PltEntry[] {
  const found: PltEntry[] = [];
  for (let at = 0; at + 12 < f.length; at += 4) {
    const [high, middle, load] = [f.u32(at), f.u32(at + 4), f.u32(at + 8)];
    if (high >>> 8 !== 0xe28fc6 || middle >>> 8 !== 0xe28cca || load >>> 12 !== 0xe5bcf) continue;
    const distance = ((high & 0xff) << 20) + ((middle & 0xff) << 12) + (load & 0xfff);
    const address = plt.address + BigInt(at);
    found.push({ address, slot: address + 8n + BigInt(distance) });
    at += 8;
  }
  return found;
}

/** `adrp x16, page`, `ldr x17, [x16, #offset]`, with a `bti c` in front or not. */
function aarch64Entries(f: { readonly length: number; u32(at: number): number }, plt: Section): PltEntry[] {
  const found: PltEntry[] = [];
  for (let at = 0; at + 8 <= f.length; at += 4) {
    const page = f.u32(at) === 0xd503245f ? at + 4 : at;
    if (page + 8 > f.length) break;
    const adrp = f.u32(page);
    const load = f.u32(page + 4);
    if ((adrp & 0x9f000000) >>> 0 !== 0x90000000 || load >>> 22 !== 0x3e5) continue;
    const address = plt.address + BigInt(at);
    const pages = ((adrp >>> 29) & 3) + ((adrp >>> 5) & 0x3ffff) * 4;
    const slot = ((address >> 12n) << 12n) + BigInt(pages) * 4096n + BigInt(((load >>> 10) & 0xfff) << 3);
    found.push({ address, slot });
    at = page;
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
  return !is64 && f.u8(at + 1) === 0xa3 ? BigInt.asUintN(32, got + BigInt(f.u32(at + 2))) : undefined;
}

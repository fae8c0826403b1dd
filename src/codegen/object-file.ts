// Pending sections to an object: symbols get their numbers, locals first, and relocations name them by these.
import * as elf from "../elf/constants.ts";
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation } from "../elf/object.ts";
import type { Release } from "../target/release.ts";
import type { PendingSection } from "./pending-section.ts";

/** What rustc says of itself in objects since 1.70. */
export function identText({ minor, version, commitHash, commitDate }: Release): string | undefined {
  if (minor < 70) return undefined;
  return `rustc version ${version} (${commitHash.slice(0, 9)} ${commitDate}) (built from a source tarball)`;
}

/** `.comment`; undefined where the release leaves it to the linker. */
export function commentSection(release: Release): ObjectSection | undefined {
  const text = identText(release);
  if (text === undefined) return undefined;
  const data = new TextEncoder().encode(`\0${text}\0`);
  const flags = elf.SHF_MERGE | elf.SHF_STRINGS;
  return { name: ".comment", type: elf.SHT_PROGBITS, flags, alignment: 1, entrySize: 1, data, size: data.length, relocations: [] };
}

const STACK_NOTE: ObjectSection = {
  name: ".note.GNU-stack",
  type: elf.SHT_PROGBITS,
  flags: 0,
  alignment: 1,
  entrySize: 0,
  data: new Uint8Array(),
  size: 0,
  relocations: [],
};

class Symbols {
  readonly list: ObjectSymbol[] = [];
  readonly numbers = new Map<string, number>();

  add(key: string, symbol: ObjectSymbol): void {
    this.numbers.set(key, this.list.length);
    this.list.push(symbol);
  }

  addFile(name: string): void {
    this.list.push({
      name,
      value: 0n,
      size: 0n,
      binding: elf.STB_LOCAL,
      type: elf.STT_FILE,
      visibility: elf.STV_DEFAULT,
      place: "absolute",
    });
  }

  /** LLVM's private names, `.L...`, are in no table: what they name is named by its section, unless that is merged with others. */
  addSection({ symbol, symbolType, flags, size, binding, visibility }: PendingSection, place: number): void {
    const isUnnamed = symbolType === elf.STT_SECTION || (symbol.startsWith(".L") && (flags & elf.SHF_MERGE) === 0);
    const shown = isUnnamed ? { name: "", size: 0n, type: elf.STT_SECTION } : { name: symbol, size: BigInt(size), type: symbolType };
    this.add(symbol, { value: 0n, binding, visibility, place, ...shown });
  }

  addUndefined(name: string): void {
    if (this.numbers.has(name)) return;
    const [binding, type, visibility] = [elf.STB_GLOBAL, elf.STT_NOTYPE, elf.STV_DEFAULT];
    this.add(name, { name, value: 0n, size: 0n, binding, type, visibility, place: "undefined" });
  }
}

function symbolsOf(fileName: string, sections: readonly PendingSection[]): Symbols {
  const symbols = new Symbols();
  symbols.addFile(fileName);
  const ordered = sections
    .map((section, place) => ({ section, place }))
    .sort((a, b) => a.section.binding - b.section.binding || a.place - b.place);
  for (const { section, place } of ordered) symbols.addSection(section, place);
  for (const [place, { inner }] of sections.entries()) {
    for (const { name, offset, size, type, binding, visibility } of inner ?? [])
      symbols.add(name, { name, value: BigInt(offset), size: BigInt(size), binding, type, visibility, place });
  }
  for (const { relocations } of sections) for (const { symbol } of relocations) symbols.addUndefined(symbol);
  return symbols;
}

function objectSections(sections: readonly PendingSection[], numbers: ReadonlyMap<string, number>, release: Release): ObjectSection[] {
  const made = sections.map(({ name, type, flags, alignment, entrySize = 0, data, size, relocations }): ObjectSection => {
    const resolved = relocations.map(({ offset, type: kind, symbol, addend }): Relocation => ({
      offset,
      type: kind,
      symbol: numbers.get(symbol) as number,
      addend,
    }));
    return { name, type, flags, alignment, entrySize, data, size, relocations: resolved };
  });
  const comment = made.some(({ name }) => name === ".comment") ? undefined : commentSection(release);
  return [...made, ...(comment === undefined ? [] : [comment]), STACK_NOTE];
}

export function objectFile(
  fileName: string,
  sections: readonly PendingSection[],
  release: Release,
  machine: Pick<ElfObject, "is64" | "machine" | "flags">,
): ElfObject {
  const { list, numbers } = symbolsOf(fileName, sections);
  return {
    ...machine,
    name: `${fileName}.rcgu.o`,
    littleEndian: true,
    osAbi: sections.some(({ flags }) => (flags & elf.SHF_GNU_RETAIN) !== 0) ? elf.ELFOSABI_GNU : elf.ELFOSABI_NONE,
    sections: objectSections(sections, numbers, release),
    symbols: list,
  };
}

// Output sections of a bare-metal image: the object's live sections gathered by name, and what the linker makes itself.
import * as elf from "../../elf/constants.ts";
import type { ElfObject, ObjectSection, ObjectSymbol, SectionIndex } from "../../elf/object.ts";

export interface Piece {
  readonly section: SectionIndex;
  readonly offset: number;
}

export class OutputSection {
  flags = 0;
  alignment = 1;
  size = 0;
  entrySize = 0;
  address = 0n;
  offset = 0;
  link: OutputSection | undefined;
  info = 0;
  readonly pieces: Piece[] = [];
  /** Of what the linker makes: asked when all addresses are known. */
  content: (() => Uint8Array) | undefined;

  constructor(
    readonly name: string,
    readonly type: number,
  ) {}

  get isAlloc(): boolean {
    return (this.flags & elf.SHF_ALLOC) !== 0;
  }

  get isCode(): boolean {
    return (this.flags & elf.SHF_EXECINSTR) !== 0;
  }

  get isNobits(): boolean {
    return this.type === elf.SHT_NOBITS;
  }

  add(index: SectionIndex, section: ObjectSection): void {
    const offset = Math.ceil(this.size / section.alignment) * section.alignment;
    this.pieces.push({ section: index, offset });
    this.size = offset + section.size;
    this.flags |= section.flags & ~elf.SHF_LINK_ORDER;
    this.alignment = Math.max(this.alignment, section.alignment);
  }
}

/** A section with bytes of the linker's own. */
export function madeSection(
  name: string,
  type: number,
  flags: number,
  alignment: number,
  size: number,
  content: () => Uint8Array,
): OutputSection {
  const section = new OutputSection(name, type);
  section.flags = flags;
  section.alignment = alignment;
  section.size = size;
  section.content = content;
  return section;
}

const GATHERED = [".text", ".rodata", ".data", ".bss"];

export function outputName(name: string): string {
  return GATHERED.find((prefix) => name === prefix || name.startsWith(`${prefix}.`)) ?? name;
}

/** Which sections the entry reaches. Debugging and comments are always taken, other loaded ones only so. */
export function liveSections(object: ElfObject, entry: string): boolean[] {
  const live = object.sections.map(({ flags }) => (flags & elf.SHF_ALLOC) === 0 || (flags & elf.SHF_GNU_RETAIN) !== 0);
  const queue = live.flatMap((isLive, i) => (isLive && ((object.sections[i] as ObjectSection).flags & elf.SHF_ALLOC) !== 0 ? [i] : []));
  const reach = (symbol: ObjectSymbol | undefined) => {
    if (typeof symbol?.place !== "number" || live[symbol.place] === true) return;
    live[symbol.place] = true;
    queue.push(symbol.place);
  };
  reach(object.symbols.find(({ name, place }) => name === entry && place !== "undefined"));
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const { symbol } of (object.sections[next] as ObjectSection).relocations) reach(object.symbols[symbol]);
  return live;
}

/** Order of classes in the image, the most significant first. */
export function rank(section: OutputSection): number {
  if (!section.isAlloc) return 10;
  if (section.type === elf.SHT_NOTE) return 0;
  if (section.isCode) return 3;
  if ((section.flags & elf.SHF_WRITE) !== 0) return section.isNobits ? 5 : 4;
  return section.type === elf.SHT_PROGBITS ? 2 : 1;
}

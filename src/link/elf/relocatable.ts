// `-r`: objects become one object. Its sections keep names, groups and relocations, nothing has an address, and what is not defined
// stays so. Groups that another file brought already are left out, equal pieces of mergeable sections are one.
import * as elf from "../../elf/constants.ts";
import type { SectionGroup } from "../../elf/object-columns.ts";
import { CopiedRelocations } from "./copied-relocations.ts";
import type { Chunk, InputFile, InputSection } from "./input.ts";
import type { LinkState } from "./link-state.ts";
import type { LinkOptions } from "./options.ts";
import { PROPERTY_NOTE } from "./property-note.ts";
import type { LinkSymbol } from "./symbol.ts";
import { SyntheticChunk, fixedChunk } from "./synthetic.ts";

/** Bytes of a section's number in a group, and of the group's flags. */
const WORD = 4;

/** A group of sections, of which only those count that are there. */
export class GroupChunk extends SyntheticChunk {
  constructor(
    readonly file: InputFile,
    readonly group: SectionGroup,
    readonly members: readonly Chunk[],
  ) {
    super(group.name, elf.SHT_GROUP, 0, WORD, WORD);
  }

  get signature(): LinkSymbol | undefined {
    return this.file.symbols[this.group.signature];
  }

  get #numbers(): ReadonlySet<number> {
    return new Set(this.members.flatMap(({ output }) => (output === undefined ? [] : [output.index])));
  }

  get size(): number {
    return WORD * (1 + this.#numbers.size);
  }

  bytes(): Uint8Array {
    return new Uint8Array(Uint32Array.of(this.group.flags, ...this.#numbers).buffer);
  }
}

/** Says, empty, that nothing here needs an executable stack. */
const STACK_NOTE = ".note.GNU-stack";

/** Tells of symbols by number, which are others' from now on: that no table is named says so. */
class SignificantSymbols extends SyntheticChunk {
  readonly size: number;

  constructor(
    readonly file: InputFile,
    readonly bytes: () => Uint8Array,
  ) {
    super(".llvm_addrsig", elf.SHT_LLVM_ADDRSIG, elf.SHF_EXCLUDE, 0, 1);
    this.size = bytes().length;
  }
}

/** What each file brings, in the order of its sections. */
class FileParts {
  readonly parts: Chunk[] = [];
  /** Of the section's group. */
  readonly #grouped = new Map<number, Chunk[]>();
  /** Sections that are ordered after another follow it. */
  readonly #followers = new Map<number, InputSection[]>();

  constructor(
    readonly state: LinkState,
    readonly file: InputFile,
  ) {
    const { sections, significant, significantBefore } = file.columns;
    for (const group of sections.groups ?? []) {
      const chunks: Chunk[] = [];
      for (const section of group.members) this.#grouped.set(section, chunks);
    }
    for (const section of file.sections) {
      if (section === undefined || section.linkOrder < 0) continue;
      const known = this.#followers.get(section.linkOrder);
      if (known === undefined) this.#followers.set(section.linkOrder, [section]);
      else known.push(section);
    }
    const groups = [...(sections.groups ?? [])];
    for (let i = 0; i <= file.sections.length; i++) {
      while (groups[0] !== undefined && groups[0].before <= i) this.#addGroup(groups.shift() as SectionGroup);
      if (significant !== undefined && significantBefore === i) this.parts.push(new SignificantSymbols(file, () => significant));
      const section = file.sections[i];
      if (section !== undefined && section.linkOrder < 0) this.#addSection(section);
      else if (section !== undefined) this.#addRelocations(section);
    }
  }

  #addGroup(group: SectionGroup): void {
    const isHere = group.members.some((section) => this.file.sections[section] !== undefined);
    const [first] = group.members;
    if (!isHere || first === undefined) return;
    const chunk = new GroupChunk(this.file, group, this.#grouped.get(first) ?? []);
    this.parts.push(chunk);
    // GNU's assembler has the name of a group stand in it.
    const { signature } = chunk;
    if (signature?.isLocal !== true || signature.kind !== "undefined") return;
    signature.define(chunk, 0, signature.visibility, elf.STB_LOCAL);
    signature.file = this.file;
  }

  #addSection(section: InputSection): void {
    const { options, synthetic } = this.state;
    const chunk = isPassedOn(section, options) ? synthetic.abi.replace(section) : undefined;
    if (chunk === undefined) return;
    section.live = true;
    this.#add(chunk, section.index);
    for (const follower of this.#followers.get(section.index) ?? []) {
      follower.flags = (follower.flags | elf.SHF_LINK_ORDER) >>> 0;
      this.#add(follower, follower.index);
    }
    if (section.linkOrder < 0) this.#addRelocations(section);
  }

  #addRelocations(section: InputSection): void {
    if (section.relocationsFrom < section.relocationsTo)
      this.#add(new CopiedRelocations(section, section, () => this.state.symbols, this.#tellGone), section.index);
  }

  readonly #tellGone = (section: string, { name }: CopiedRelocations, address: bigint): void => {
    const { object, archive } = this.file;
    const digits = address.toString(16);
    const place = `${name}+0x${this.state.options.lld === 15 ? digits.toUpperCase() : digits}`;
    const within = archive === undefined ? "" : ` in archive ${archive}`;
    this.state.warnings.push(`relocation refers to a discarded section: ${section}\n>>> referenced by ${object.name}:(${place})${within}`);
  };

  #add(chunk: Chunk, section: number): void {
    const group = this.#grouped.get(section);
    if (group !== undefined) chunk.flags = (chunk.flags | elf.SHF_GROUP) >>> 0;
    group?.push(chunk);
    this.parts.push(chunk);
  }
}

/** Also what a linker would consume, but for what is made anew: another will. */
const isPassedOn = (section: InputSection, { gcSections }: LinkOptions): boolean =>
  section.name !== STACK_NOTE && section.name !== PROPERTY_NOTE && (!gcSections || section.live);

/** Everything that becomes part of the object. */
export function collectParts(state: LinkState): Chunk[] {
  const { table, synthetic } = state;
  const parts = table.files.flatMap((file) => new FileParts(state, file).parts);
  const note = fixedChunk(STACK_NOTE, elf.SHT_PROGBITS, 0, 0, 1, new Uint8Array(0));
  const { buildId, properties, tables } = synthetic;
  return [...parts, ...(buildId === undefined ? [] : [buildId]), ...(properties.isNeeded ? [properties] : []), note, ...tables];
}

/** What a group, or a section that is ordered after another, names by number. */
export function linkParts(state: LinkState): void {
  for (const section of state.sections) {
    const [first] = section.chunks;
    if (first instanceof GroupChunk) {
      section.link = state.section(".symtab");
      section.info = first.signature === undefined ? 0 : state.symbols.indexOf(first.signature);
    } else if (first?.kind === "input" && (section.flags & elf.SHF_LINK_ORDER) !== 0) {
      const { file, linkOrder } = first as InputSection;
      section.link = file.sections[linkOrder]?.output;
    }
  }
}

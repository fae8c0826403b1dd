// --icf: equal code, and constants, once. Sections are equal if their bytes are, and what their relocations name is; which may be
// other such sections, so that groups of what looks equal are split until none has a difference any more. As LLD's ICF.cpp does it:
// the first of a group stays, symbols of the others are its own.
import * as elf from "../../elf/constants.ts";
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import { CopiedRelocations } from "./copied-relocations.ts";
import { isExported } from "./dynamic-symbols.ts";
import { recordsOf } from "./eh-frame.ts";
import { foldingNumbers } from "./icf-order.ts";
import { isInput } from "./input.ts";
import type { Chunk, InputFile, InputSection } from "./input.ts";
import type { LinkState } from "./link-state.ts";
import { isUnwindTable } from "./mark-live.ts";
import { chunkName } from "./place.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

const C_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Sections whose addresses something may compare; `safe` counts code among them. */
class UniqueSections {
  readonly warnings: string[] = [];
  readonly #kept = new Set<Chunk>();

  constructor({ options, table }: LinkState) {
    const { icf, keepUnique, ignoresDataAddresses } = options;
    const keep = ({ kind, section }: LinkSymbol, code: boolean) => {
      if (kind === "defined" && isInput(section) && (code || (section.flags & elf.SHF_EXECINSTR) === 0)) this.#kept.add(section);
    };
    for (const name of keepUnique) {
      const symbol = table.find(name);
      if (symbol?.kind === "defined" && symbol.section !== undefined) keep(symbol, true);
      else this.warnings.push(`could not find symbol ${name} to keep unique`);
    }
    if (icf === "all" && ignoresDataAddresses) return;
    for (const symbol of table.globals.values()) if (isExported(symbol)) keep(symbol, icf === "safe");
    for (const file of table.files) for (const symbol of significantSymbols(file)) keep(symbol, icf === "safe");
  }

  has(section: Chunk): boolean {
    return this.#kept.has(section);
  }
}

/** Those whose addresses the object says that code looks at; all, if it does not say. */
function significantSymbols({ columns, symbols }: InputFile): readonly LinkSymbol[] {
  const { significant } = columns;
  if (significant === undefined) return symbols;
  const out: LinkSymbol[] = [];
  for (let at = 0; at < significant.length;) {
    let index = 0;
    for (let shift = 0, more = true; more && at < significant.length; shift += 7) {
      const byte = significant[at++] as number;
      index += (byte & 0x7f) * 2 ** shift;
      more = byte > 0x7f;
    }
    const symbol = symbols[index - 1];
    if (symbol !== undefined) out.push(symbol);
  }
  return out;
}

function isEligible(section: InputSection, unique: UniqueSections): boolean {
  const { flags, live, output, merged } = section;
  if (!live || output === undefined || merged !== undefined || unique.has(section) || (flags & elf.SHF_ALLOC) === 0) return false;
  if (section.type === elf.SHT_NOBITS || section.linkOrder >= 0 || isUnwindTable(section)) return false;
  const { name } = section;
  if ((flags & elf.SHF_WRITE) !== 0 && name !== ".data.rel.ro" && !name.startsWith(".data.rel.ro.")) return false;
  return name !== ".init" && name !== ".fini" && !C_IDENTIFIER.test(name);
}

/** Functions whose unwind records name tables of exceptions: equal code may throw otherwise. */
function withExceptions({ files }: SymbolTable): Set<Chunk> {
  const out = new Set<Chunk>();
  for (const { sections } of files)
    for (const section of sections) {
      if (section?.live !== true || !isUnwindTable(section)) continue;
      const { cies, relocations, relocationsFrom } = recordsOf(section);
      cies.forEach((cie, record) => {
        const from = relocationsFrom[record] as number;
        if (cie < 0 || (relocationsFrom[record + 1] as number) - from < 2) return;
        const target = section.file.symbolOf(relocations[from] as number)?.section;
        if (isInput(target)) out.add(target);
      });
    }
  return out;
}

class Folder {
  /** By section; what is not here is equal to nothing but itself. */
  #classes = new Map<Chunk, number>();
  #groups: InputSection[][];

  constructor(sections: readonly InputSection[]) {
    const byContents = new Map<string, InputSection[]>();
    for (const section of sections) {
      const key = `${section.flags} ${section.size} ${section.output?.name} ${hashOf(section)}`;
      const known = byContents.get(key);
      if (known === undefined) byContents.set(key, [section]);
      else known.push(section);
    }
    this.#groups = [...byContents.values()].flatMap((group) => split(group, isConstantEqual));
  }

  /** Groups of equal sections, each in the order of the inputs. */
  run(): readonly (readonly InputSection[])[] {
    for (let before = -1; before !== this.#groups.length;) {
      before = this.#groups.length;
      this.#classes = new Map(this.#groups.flatMap((group, i) => group.map((section) => [section, i + 1] as const)));
      this.#groups = this.#groups.flatMap((group) => split(group, (a, b) => this.#isVariableEqual(a, b)));
    }
    return this.#groups.filter(({ length }) => length > 1);
  }

  #isVariableEqual(a: InputSection, b: InputSection): boolean {
    return everyPair(a, b, (one, other) => {
      if (one === other || !isPlain(one.section) || !isPlain(other.section)) return true;
      const known = this.#classes.get(one.section);
      return one.section === other.section || (known !== undefined && known === this.#classes.get(other.section));
    });
  }
}

/** A section as it stands in the inputs, or the room of a tentative definition. */
const isPlain = (section: LinkSymbol["section"]): section is Chunk =>
  section !== undefined && section.kind !== "output" && !(isInput(section) && section.merged !== undefined);

function hashOf({ data, relocationsFrom, relocationsTo }: InputSection): number {
  let hash = relocationsTo - relocationsFrom;
  for (let i = 0; i < data.length; i++) hash = (Math.imul(hash, 31) + (data[i] as number)) | 0;
  return hash;
}

/** The first of those that are left with all that are equal to it, and so on. */
function split(group: InputSection[], isEqual: (a: InputSection, b: InputSection) => boolean): InputSection[][] {
  const out: InputSection[][] = [];
  for (let rest = group; rest.length > 0;) {
    const [first, ...others] = rest as [InputSection, ...InputSection[]];
    const equal = [first];
    const different: InputSection[] = [];
    for (const other of others) (isEqual(first, other) ? equal : different).push(other);
    out.push(equal);
    rest = different;
  }
  return out;
}

/** The symbols that relocations of the same number name. */
function everyPair(
  a: InputSection,
  b: InputSection,
  holds: (one: LinkSymbol, other: LinkSymbol, i: number, j: number) => boolean,
): boolean {
  for (let i = a.relocationsFrom, j = b.relocationsFrom; i < a.relocationsTo; i += RELOCATION_WORDS, j += RELOCATION_WORDS) {
    const [one, other] = [a.file.symbolOf(i), b.file.symbolOf(j)];
    if (one === undefined || other === undefined) {
      if (one !== other) return false;
    } else if (!holds(one, other, i, j)) return false;
  }
  return true;
}

/** All that does not hang on which sections turn out equal. */
function isConstantEqual(a: InputSection, b: InputSection): boolean {
  const [data, other] = [a.data, b.data];
  if (a.relocationsTo - a.relocationsFrom !== b.relocationsTo - b.relocationsFrom || a.output !== b.output) return false;
  for (let i = 0; i < data.length; i++) if (data[i] !== other[i]) return false;
  const [rows, others] = [a.file.relocations, b.file.relocations];
  return everyPair(a, b, (one, another, i, j) => {
    if (rows.offset(i) !== others.offset(j) || rows.type(i) !== others.type(j)) return false;
    return isTargetEqual(one, rows.nearAddend(i), another, others.nearAddend(j));
  });
}

function isTargetEqual(a: LinkSymbol, addendA: number, b: LinkSymbol, addendB: number): boolean {
  if (a === b) return addendA === addendB;
  if (a.kind !== "defined" || b.kind !== "defined" || a.scriptDefined || b.scriptDefined) return false;
  if (a.section === undefined && b.section === undefined) return a.absolute + BigInt(addendA) === b.absolute + BigInt(addendB);
  if (isPlain(a.section) && isPlain(b.section)) return a.value + addendA === b.value + addendB;
  if (!isInput(a.section) || !isInput(b.section)) return false;
  const [one, other] = [a.section.merged, b.section.merged];
  return one !== undefined && one.chunk === other?.chunk && mergedOffset(a, addendA) === mergedOffset(b, addendB);
}

function mergedOffset({ section, value, type }: LinkSymbol, addend: number): number {
  const { merged } = section as InputSection;
  const isSection = type === elf.STT_SECTION;
  return (merged?.locate(isSection ? value + addend : value) ?? 0) + (isSection ? 0 : addend);
}

/** Takes all but the first of equal sections out of the image. Call when inputs have their output sections and pieces are merged. */
export function foldIdentical(state: LinkState): void {
  const { options, table, warnings } = state;
  if (options.icf === "none") return;
  const unique = new UniqueSections(state);
  warnings.push(...unique.warnings);
  const throwing = withExceptions(table);
  const sections: InputSection[] = [];
  for (const file of table.files)
    for (const section of file.sections)
      if (section !== undefined && !throwing.has(section) && isEligible(section, unique)) sections.push(section);
  const kept = new Map<Chunk, InputSection>();
  const groups = new Folder(sections).run();
  if (options.printIcfSections) state.output.push(...foldedLines(groups, foldingNumbers(state, sections, throwing)));
  for (const [first, ...others] of groups) {
    for (const other of others) {
      kept.set(other, first as InputSection);
      (first as InputSection).alignment = Math.max((first as InputSection).alignment, other.alignment);
    }
  }
  if (kept.size > 0) removeFolded(state, kept);
}

function foldedLines(groups: readonly (readonly InputSection[])[], numbers: ReadonlyMap<Chunk, number>): string[] {
  const numberOf = ([first]: readonly InputSection[]): number => numbers.get(first as InputSection) as number;
  const told = [...groups].sort((a, b) => numberOf(a) - numberOf(b));
  return told.flatMap(([first, ...others]) => [
    `selected section ${chunkName(first as InputSection)}`,
    ...others.map((other) => `  removing identical section ${chunkName(other)}`),
  ]);
}

/** So go the relocations that are kept of what goes, and what is ordered after it. */
function isFolded(chunk: Chunk, kept: ReadonlyMap<Chunk, InputSection>): boolean {
  if (chunk instanceof CopiedRelocations) return kept.has(chunk.target);
  return isInput(chunk) && !chunk.live;
}

function removeFolded({ table, outputs }: LinkState, kept: ReadonlyMap<Chunk, InputSection>): void {
  const fold = (symbol: LinkSymbol) => {
    const section = symbol.kind === "defined" && isInput(symbol.section) ? kept.get(symbol.section) : undefined;
    if (section === undefined) return;
    symbol.section = section;
    symbol.folded = true;
  };
  for (const { symbols, sections } of table.files) {
    for (const symbol of symbols) fold(symbol);
    for (const section of sections) {
      const target = section !== undefined && section.linkOrder >= 0 ? sections[section.linkOrder] : undefined;
      if (section !== undefined && (kept.has(section) || (target !== undefined && kept.has(target)))) section.live = false;
    }
  }
  for (const section of outputs)
    for (const command of section.commands)
      if (command.kind === "inputs") command.chunks = command.chunks.filter((chunk) => !isFolded(chunk, kept));
}

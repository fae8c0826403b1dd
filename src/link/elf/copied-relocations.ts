// `--emit-relocs`: the relocations that were applied, besides what they made, for those who move the image once more. Each input
// section's follow it, gathered by output section: `.rela.text` for `.text`. Offsets are addresses; what a section's symbol names
// counts from the output section, which has a symbol of its own (gABI, relocation).
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import * as elf from "../../elf/constants.ts";
import { sectionAddress } from "./input.ts";
import type { Chunk, InputFile, InputSection } from "./input.ts";
import { MergedChunk } from "./merge.ts";
import type { LinkOptions } from "./options.ts";
import type { OutputSection } from "./output.ts";
import { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { SyntheticChunk } from "./synthetic.ts";
import type { ImageSymbols } from "./symtab.ts";

/** Bytes of an entry. */
const ENTRY = 24;

/** An input section's relocations, as an output section of their own has them. */
export class CopiedRelocations extends SyntheticChunk {
  constructor(
    readonly target: InputSection,
    /** What the section is placed as: itself, or what gathers it. */
    readonly holder: Chunk,
    readonly symbols: () => ImageSymbols,
    /** Of an object: is told what refers, by its address, to a section that is gone. */
    readonly tellGone?: (section: string, from: CopiedRelocations, address: bigint) => void,
  ) {
    super(`.rela${target.name}`, elf.SHT_RELA, elf.SHF_INFO_LINK, ENTRY, 8);
  }

  get file(): InputFile {
    return this.target.file;
  }

  get size(): number {
    return (ENTRY * (this.target.relocationsTo - this.target.relocationsFrom)) / RELOCATION_WORDS;
  }

  bytes(): Uint8Array {
    const { file, relocationsFrom, relocationsTo, output, merged } = this.target;
    const out = new Uint8Array(this.size);
    if (output === undefined && merged === undefined) return out;
    const view = new DataView(out.buffer);
    for (let row = relocationsFrom, at = 0; row < relocationsTo; row += RELOCATION_WORDS, at += ENTRY) {
      const { offset, type, addend } = file.relocations.at(row);
      view.setBigUint64(at, BigInt.asUintN(64, sectionAddress(this.target, offset)), true);
      view.setBigInt64(at + 16, addend, true);
      this.#name(view, at, file.symbolOf(row), type, addend);
    }
    return out;
  }

  /** What refers to a section that is gone refers to nothing. */
  #name(view: DataView, at: number, symbol: LinkSymbol | undefined, type: number, addend: bigint): void {
    const isSection = symbol?.type === elf.STT_SECTION;
    const holder = isSection ? holderOf(symbol) : undefined;
    if (isSection && holder === undefined) {
      const name = symbol?.discardedIn;
      if (name !== undefined && !IS_TOLERANT.test(this.target.name)) this.tellGone?.(name, this, view.getBigUint64(at, true));
      return;
    }
    const index = holder === undefined ? this.symbols().indexOf(symbol) : this.symbols().indexOfSection(holder);
    view.setUint32(at + 8, type, true);
    view.setUint32(at + 12, index, true);
    if (holder !== undefined && symbol !== undefined) view.setBigInt64(at + 16, symbol.addressPlus(addend) - holder.address, true);
  }
}

/** Tables that nobody minds. */
const IS_TOLERANT = /^\.(?:z?debug.*|eh_frame|gcc_except_table)$/;

/** The output section that what the symbol names became part of. */
function holderOf({ kind, section }: LinkSymbol): OutputSection | undefined {
  if (kind !== "defined" || section === undefined || section.kind !== "input") return undefined;
  const { live, merged, output } = section as InputSection;
  return live ? (merged?.chunk.output ?? output) : undefined;
}

/** What may stand for a section whose symbol something names: of its last run of inputs, as LLD has it, the first. */
function foremost(section: OutputSection): InputSection | MergedChunk | undefined {
  const runs = section.commands.filter((command) => command.kind === "inputs");
  const isNamed = (chunk: Chunk): chunk is InputSection | MergedChunk =>
    chunk.kind === "input" || chunk.type === elf.SHT_GROUP || chunk.type === elf.SHT_LLVM_ADDRSIG || chunk instanceof MergedChunk;
  return runs.map(({ chunks }) => chunks.find(isNamed)).findLast((chunk) => chunk !== undefined);
}

/** Symbols of the output sections that something may be said to be in, each beside those of the file that stands for it. */
export function sectionSymbols(sections: readonly OutputSection[]): LinkSymbol[] {
  return sections.flatMap((section) => {
    const first = foremost(section);
    if (first === undefined) return [];
    const symbol = new LinkSymbol("", elf.STB_LOCAL, first instanceof MergedChunk ? undefined : first.file);
    symbol.kind = "defined";
    symbol.section = section;
    symbol.type = elf.STT_SECTION;
    return [symbol];
  });
}

/** Local symbols that live relocations name stay in the image's table. */
export function markNamed({ files }: SymbolTable, { gcSections }: LinkOptions): void {
  if (gcSections) return;
  for (const file of files)
    for (const section of file.sections) {
      if (section?.live !== true) continue;
      for (let row = section.relocationsFrom; row < section.relocationsTo; row += RELOCATION_WORDS) {
        const symbol = file.symbolOf(row);
        if (symbol !== undefined) symbol.used = true;
      }
    }
}

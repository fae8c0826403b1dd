// The link map (`-Map`): every output section, what it is made of, and the symbols in it, with addresses.
import { isBinary } from "./plain-inputs.ts";
import { EhFrameChunk } from "./eh-frame.ts";
import { chunkName } from "./place.ts";
import type { Chunk } from "./input.ts";
import type { LayoutCommand } from "./order.ts";
import { OutputSection } from "./output.ts";
import type { Assignment } from "./script/commands.ts";
import type { LinkSymbol } from "./symbol.ts";
import { isPlaced } from "./symtab.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { isInput, shownName } from "./input.ts";
import { classOf } from "./options.ts";
import type { LinkOptions } from "./options.ts";
import * as elf from "../../elf/constants.ts";

const INDENT = " ".repeat(8);

/** Symbols that the map shows, by the section they are in, by address; those of merged pieces it does not. */
function symbolsBySection(table: SymbolTable): Map<Chunk, LinkSymbol[]> {
  const found = new Map<Chunk, LinkSymbol[]>();
  const note = (symbol: LinkSymbol) => {
    const { section } = symbol;
    if (symbol.kind !== "defined" || section === undefined || section instanceof OutputSection) return;
    if (symbol.type === elf.STT_SECTION || !isPlaced(symbol)) return;
    if (isInput(section) && section.merged !== undefined) return;
    const known = found.get(section);
    if (known === undefined) found.set(section, [symbol]);
    else known.push(symbol);
  };
  // Where names are wrapped, two of a file's may be one symbol.
  for (const file of table.files.filter(({ object }) => !isBinary(object)))
    for (const symbol of new Set(file.symbols)) if (symbol.isLocal || symbol.file === file) note(symbol);
  for (const symbols of found.values()) symbols.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  return found;
}

type ValueOf = (symbol: LinkSymbol) => bigint;

class MapWriter {
  text: string;
  readonly #symbols: Map<Chunk, LinkSymbol[]>;

  constructor(
    table: SymbolTable,
    readonly options: LinkOptions,
    readonly valueOf: ValueOf,
  ) {
    this.#symbols = symbolsBySection(table);
    this.text = `${"VMA".padStart(this.#width)} ${"LMA".padStart(this.#width)}     Size Align Out     In      Symbol\n`;
  }

  /** Of an address. */
  get #width(): number {
    return classOf(this.options) / 4;
  }

  #columns(address: bigint, load: bigint, size: bigint, alignment: number): string {
    const hex = (value: bigint, width: number) => BigInt.asUintN(64, value).toString(16).padStart(width);
    return `${hex(address, this.#width)} ${hex(load, this.#width)} ${hex(size, 8)} ${String(alignment).padStart(5)} `;
  }

  write(commands: readonly LayoutCommand[]): string {
    let section: OutputSection | undefined;
    for (const command of commands) {
      if (command instanceof OutputSection) {
        section = command;
        this.#section(command);
      } else this.#assignment(command, section, "");
    }
    return this.text;
  }

  #section(section: OutputSection): void {
    this.text += `${this.#columns(section.address, section.loadAddress, BigInt(section.size), section.alignment)}${section.name}\n`;
    for (const command of section.commands) {
      if (command.kind === "assignment") this.#assignment(command, section, INDENT);
      else if (command.kind === "data") {
        const address = section.address + BigInt(command.offset);
        this.text += `${this.#columns(address, loadOf(section, address), BigInt(command.command.size), 1)}${INDENT}${command.command.text}\n`;
      } else for (const chunk of command.chunks) this.#chunk(section, chunk);
    }
  }

  /** Unwind records, those that stand next to each other here and there in one line. */
  #frames(section: OutputSection, frames: EhFrameChunk): void {
    for (const { from, start, size, offset } of frames.stretches()) {
      const address = section.address + BigInt(offset);
      const place = `${from.file.displayName}:(${from.name}+0x${start.toString(16)})`;
      this.text += `${this.#columns(address, loadOf(section, address), BigInt(size), 1)}${INDENT}${place}\n`;
    }
  }

  #chunk(section: OutputSection, chunk: Chunk): void {
    if (chunk instanceof EhFrameChunk) return this.#frames(section, chunk);
    const { address } = chunk;
    this.text += `${this.#columns(address, loadOf(section, address), BigInt(chunk.size), chunk.alignment)}${INDENT}${chunkName(chunk)}\n`;
    for (const symbol of this.#symbols.get(chunk) ?? []) {
      const at = this.valueOf(symbol);
      this.text += `${this.#columns(at, loadOf(section, at), symbol.size, 1)}${INDENT}${INDENT}${shownName(symbol.name, this.options)}\n`;
    }
  }

  #assignment({ name, text, address, size, provide, active }: Assignment, section: OutputSection | undefined, indent: string): void {
    if (provide && !active && name !== ".") return;
    const load = section === undefined ? 0n : loadOf(section, address);
    this.text += `${this.#columns(address, load, size, 1)}${indent}${text}\n`;
  }
}

function loadOf(section: OutputSection, address: bigint): bigint {
  return section.loadAddress + address - section.address;
}

export function mapText(commands: readonly LayoutCommand[], table: SymbolTable, options: LinkOptions, valueOf: ValueOf): string {
  return new MapWriter(table, options, valueOf).write(commands);
}

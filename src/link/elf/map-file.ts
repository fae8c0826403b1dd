// The link map (`-Map`): every output section, what it is made of, and the symbols in it, with addresses.
import { chunkName } from "./place.ts";
import type { Chunk } from "./input.ts";
import type { LayoutCommand } from "./order.ts";
import { OutputSection } from "./output.ts";
import type { Assignment } from "./script/commands.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { InputSection } from "./input.ts";
import * as elf from "../../elf/constants.ts";

const HEADER = "             VMA              LMA     Size Align Out     In      Symbol\n";
const INDENT = " ".repeat(8);

function columns(address: bigint, load: bigint, size: bigint, alignment: number): string {
  const hex = (value: bigint, width: number) => value.toString(16).padStart(width);
  return `${hex(address, 16)} ${hex(load, 16)} ${hex(size, 8)} ${String(alignment).padStart(5)} `;
}

/** Symbols that the map shows, by the section they are in, by address. */
function symbolsBySection(table: SymbolTable): Map<Chunk, LinkSymbol[]> {
  const found = new Map<Chunk, LinkSymbol[]>();
  const note = (symbol: LinkSymbol) => {
    const { section } = symbol;
    if (symbol.kind !== "defined" || section === undefined || section instanceof OutputSection) return;
    if (symbol.type === elf.STT_SECTION || symbol.name === "") return;
    const chunk = section instanceof InputSection ? (section.merged?.chunk ?? section) : section;
    found.set(chunk, [...(found.get(chunk) ?? []), symbol]);
  };
  for (const file of table.files) for (const symbol of file.symbols) if (symbol.isLocal || symbol.file === file) note(symbol);
  for (const symbols of found.values()) symbols.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  return found;
}

class MapWriter {
  text = HEADER;
  readonly #symbols: Map<Chunk, LinkSymbol[]>;

  constructor(table: SymbolTable) {
    this.#symbols = symbolsBySection(table);
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
    this.text += `${columns(section.address, section.loadAddress, BigInt(section.size), section.alignment)}${section.name}\n`;
    for (const command of section.commands) {
      if (command.kind === "assignment") this.#assignment(command, section, INDENT);
      else if (command.kind === "data") {
        const address = section.address + BigInt(command.offset);
        this.text += `${columns(address, loadOf(section, address), BigInt(command.command.size), 1)}${INDENT}${command.command.text}\n`;
      } else for (const chunk of command.chunks) this.#chunk(section, chunk);
    }
  }

  #chunk(section: OutputSection, chunk: Chunk): void {
    const { address } = chunk;
    this.text += `${columns(address, loadOf(section, address), BigInt(chunk.size), chunk.alignment)}${INDENT}${chunkName(chunk)}\n`;
    for (const symbol of this.#symbols.get(chunk) ?? []) {
      const at = symbol.address;
      this.text += `${columns(at, loadOf(section, at), symbol.size, 1)}${INDENT}${INDENT}${symbol.name}\n`;
    }
  }

  #assignment({ name, text, address, size, provide, active }: Assignment, section: OutputSection | undefined, indent: string): void {
    if (provide && !active && name !== ".") return;
    const load = section === undefined ? address : loadOf(section, address);
    this.text += `${columns(address, load, size, 1)}${indent}${text}\n`;
  }
}

function loadOf(section: OutputSection, address: bigint): bigint {
  return section.loadAddress + address - section.address;
}

export function mapText(commands: readonly LayoutCommand[], table: SymbolTable): string {
  return new MapWriter(table).write(commands);
}

// `.symtab` and `.strtab` of the image. Order, as LLD has it: the locals of each file (its hidden globals among them),
// then `_DYNAMIC`, then the globals in the order in which the inputs first named them. Names go to the string table in
// the order of collection: locals, globals, `_DYNAMIC`; equal names are not shared.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import { AppendingStrings } from "../../elf/string-tables.ts";
import type { InputFile, LinkSymbol } from "./input.ts";
import type { OutputSection } from "./output.ts";
import type { SymbolTable } from "./resolve-symbols.ts";
import { symbolBytes } from "./synthetic.ts";

interface Entry {
  readonly symbol: LinkSymbol;
  readonly name: number;
  readonly local: boolean;
}

function isHidden(symbol: LinkSymbol): boolean {
  return symbol.visibility === elf.STV_HIDDEN || symbol.visibility === elf.STV_INTERNAL;
}

/** Its section is part of the image. */
function isPlaced(symbol: LinkSymbol): boolean {
  if (symbol.base.kind === "section")
    return symbol.base.section.live && (symbol.base.section.output !== undefined || symbol.base.section.merged !== undefined);
  return symbol.base.kind !== "output" || symbol.base.output.chunks.length > 0;
}

/** Section symbols are the linker's own business; `.L` names in merged sections are the compiler's. */
function isKeptLocal(symbol: LinkSymbol): boolean {
  if (symbol.type === elf.STT_SECTION || !isPlaced(symbol)) return false;
  const mergeable = symbol.base.kind === "section" && (symbol.base.section.section.flags & elf.SHF_MERGE) !== 0;
  return !(mergeable && symbol.name.startsWith(".L"));
}

export class ImageSymbols {
  readonly strings = new AppendingStrings(false);
  readonly entries: readonly Entry[];

  constructor(table: SymbolTable, dynamic: LinkSymbol | undefined) {
    const locals = new Map<InputFile, Entry[]>();
    for (const file of table.files) {
      const kept = file.symbols.filter((symbol) => symbol.isLocal && symbol.name !== "" && isKeptLocal(symbol));
      locals.set(
        file,
        kept.map((symbol) => this.#entry(symbol, true)),
      );
    }
    const globals = [...table.globals.values()]
      .filter((symbol) => symbol.isDefined && isPlaced(symbol))
      .map((symbol) => this.#entry(symbol, isHidden(symbol)));
    for (const entry of globals) if (entry.local && entry.symbol.file !== undefined) (locals.get(entry.symbol.file) as Entry[]).push(entry);
    const linkerLocals = globals.filter(({ local, symbol }) => local && symbol.file === undefined);
    if (dynamic !== undefined) linkerLocals.push(this.#entry(dynamic, true));
    this.entries = [...[...locals.values()].flat(), ...linkerLocals, ...globals.filter(({ local }) => !local)];
  }

  #entry(symbol: LinkSymbol, local: boolean): Entry {
    return { symbol, local, name: this.strings.add(symbol.name) };
  }

  /** Bytes of `.symtab`. */
  get size(): number {
    return elf.SYM_SIZE[64] * (this.entries.length + 1);
  }

  get firstGlobal(): number {
    return this.entries.filter(({ local }) => local).length + 1;
  }

  bytes(): Uint8Array {
    const out = new ByteWriter(true, this.size);
    out.append(new Uint8Array(elf.SYM_SIZE[64]));
    for (const { symbol, name, local } of this.entries)
      symbolBytes(out, symbol, name, local ? elf.STB_LOCAL : symbol.binding, sectionNumber(symbol));
    return out.bytes.slice();
  }
}

function sectionNumber(symbol: LinkSymbol): number {
  const base = symbol.base;
  if (base.kind === "absolute") return elf.SHN_ABS;
  if (base.kind === "undefined") return elf.SHN_UNDEF;
  if (base.kind === "output") return base.output.index;
  const chunk = base.kind === "chunk" ? base.chunk : (base.section.merged?.chunk ?? base.section);
  return (chunk.output as OutputSection).index;
}

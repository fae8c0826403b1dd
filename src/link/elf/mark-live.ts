// --gc-sections: what the entry symbol and the sections kept by nature reach lives; other allocated sections go.
// Unwind tables do not keep what they describe; sections that are not loaded (debug information, comments) stay.
import * as elf from "../../elf/constants.ts";
import type { InputSection, LinkSymbol } from "./input.ts";
import type { SymbolTable } from "./resolve-symbols.ts";

const KEPT_TYPES = new Set([elf.SHT_INIT_ARRAY, elf.SHT_FINI_ARRAY, elf.SHT_PREINIT_ARRAY, elf.SHT_NOTE]);
const KEPT_NAMES = /^\.(?:init|fini|ctors|dtors|jcr)(?:$|\.)/;
const C_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

function isKept(section: InputSection): boolean {
  const { type, flags, name } = section.section;
  return KEPT_TYPES.has(type) || (flags & elf.SHF_GNU_RETAIN) !== 0 || KEPT_NAMES.test(name);
}

export function isUnwindTable(section: InputSection): boolean {
  return section.section.name === ".eh_frame";
}

/** Sections the linker itself consumes or never writes. */
function isDiscarded(section: InputSection): boolean {
  const { name, flags } = section.section;
  return name === ".note.GNU-stack" || (flags & elf.SHF_EXCLUDE) !== 0;
}

class Marker {
  readonly #queue: InputSection[] = [];
  /** Sections that `__start_NAME` and `__stop_NAME` keep. */
  readonly #byIdentifier = new Map<string, InputSection[]>();

  constructor(sections: readonly InputSection[]) {
    for (const section of sections) {
      const { name } = section.section;
      if (C_IDENTIFIER.test(name)) this.#byIdentifier.set(name, [...(this.#byIdentifier.get(name) ?? []), section]);
    }
  }

  mark(section: InputSection | undefined): void {
    if (section === undefined || section.live) return;
    section.live = true;
    this.#queue.push(section);
  }

  markSymbol(symbol: LinkSymbol): void {
    if (symbol.base.kind === "section") this.mark(symbol.base.section);
    const bounded = /^__(?:start|stop)_(.+)$/.exec(symbol.name)?.[1];
    if (bounded !== undefined && !symbol.isDefined) for (const section of this.#byIdentifier.get(bounded) ?? []) this.mark(section);
  }

  run(): void {
    for (let section = this.#queue.pop(); section !== undefined; section = this.#queue.pop()) {
      if (isUnwindTable(section)) continue;
      for (const { symbol } of section.section.relocations) if (symbol >= 0) this.markSymbol(section.file.symbols[symbol] as LinkSymbol);
    }
  }
}

/** Sets `live` on each section of the link. */
export function markLive(table: SymbolTable, entry: string, collect: boolean): void {
  const sections = table.files.flatMap((file) => file.sections.filter((section) => section !== undefined));
  const marker = new Marker(sections);
  for (const section of sections) {
    if (isDiscarded(section)) continue;
    if (!section.isAlloc || isUnwindTable(section)) section.live = true;
    else if (!collect || isKept(section)) marker.mark(section);
  }
  const start = table.globals.get(entry);
  if (start !== undefined) marker.markSymbol(start);
  marker.run();
  markLinkOrder(sections);
}

/** Unwind index tables and their like live as long as the section they describe. */
function markLinkOrder(sections: readonly InputSection[]): void {
  for (const section of sections) {
    const target = section.section.linkOrder;
    if (target !== undefined) section.live = section.file.sections[target]?.live === true;
  }
}

// Reads every relocation of what lives, before anything has an address: which symbols need a slot in the global offset
// table, which places the loader must relocate, what cannot be linked at all.
import * as elf from "../../elf/constants.ts";
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import type { Relocation } from "../../elf/object.ts";
import type { EhFrameChunk } from "./eh-frame.ts";
import { describePlace, shownName } from "./input.ts";
import type { Chunk, InputSection } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import type { PreemptibleUse } from "./library-scan.ts";
import { locationText, spellingSuggestion, undefinedMessage, unknownRelocation } from "./references.ts";
import type { Reference } from "./references.ts";
import type { PackedRelocations } from "./packed-relocations.ts";
import { isReachable, relaxationOf, relocationName } from "./relocation.ts";
import type { RelocationRow } from "./relocation.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import type { CopyPlaces } from "./copied-data.ts";
import { LibraryScan } from "./library-scan.ts";
import type { ProcedureLinkageTable, ProcedureOffsetTable } from "./procedures.ts";
import type { DynamicRelocations, GlobalOffsetTable } from "./synthetic.ts";

/** LLD looks for other spellings of the first few names only. */
const SPELLED = 2;

export interface ScanTables {
  readonly got: GlobalOffsetTable;
  readonly gotPlt: ProcedureOffsetTable;
  readonly procedures: ProcedureLinkageTable;
  readonly copies: CopyPlaces | undefined;
  readonly dynamic: DynamicRelocations;
  /** Where relative relocations are packed. */
  readonly packed: PackedRelocations | undefined;
}

/** It moves with the image: a distance to it asks nothing of anybody. */
const isInImage = (symbol: LinkSymbol): boolean =>
  symbol.kind === "defined" && symbol.section !== undefined && symbol.type !== elf.STT_GNU_IFUNC && symbol.isPlaced;

/** LLD 15 leaves what it does not find to who loads images that move. */
export function isLeftToLoader({ visibility }: LinkSymbol, { lld, pie, hasLibraries, noDynamicLinker }: LinkOptions): boolean {
  return lld === 15 && (pie || hasLibraries) && !noDynamicLinker && visibility === elf.STV_DEFAULT;
}

export class Scanner {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  readonly #undefined = new Map<LinkSymbol, Reference[]>();
  #wantsSlots = false;
  readonly #libraries: LibraryScan;

  constructor(
    readonly options: LinkOptions,
    readonly table: SymbolTable,
    readonly tables: ScanTables,
  ) {
    this.#libraries = new LibraryScan(options, table, tables);
  }

  scan(section: InputSection): void {
    const { file, relocationsFrom, relocationsTo } = section;
    const { symbols, relocations } = file;
    const { words } = relocations;
    const { shared } = this.options;
    const rows = this.options.machine.relocations;
    for (let i = relocationsFrom; i < relocationsTo; i += RELOCATION_WORDS) {
      const symbol = symbols[(words[i + 3] as number) - 1];
      if (symbol === undefined) continue;
      const value = rows[words[i + 2] as number]?.value;
      if (value === "S+A-P" && isInImage(symbol) && !(shared && symbol.isPreemptible)) continue;
      const isRead = this.#scanOne(section, section, 0, file.relocations.at(i), symbol);
      if (isRead && (value === "gd" || value === "ld")) i += RELOCATION_WORDS;
    }
  }

  /** Unwind tables, whose records have moved together. */
  scanFrames(frames: EhFrameChunk): void {
    const rows = this.options.machine.relocations;
    frames.forEachRelocation((section, i, shift) => {
      const { relocations } = section.file;
      const symbol = section.file.symbolOf(i);
      if (symbol === undefined || (isInImage(symbol) && rows[relocations.type(i)]?.value === "S+A-P")) return;
      this.#scanOne(section, frames, shift, relocations.at(i), symbol);
    });
  }

  /** `chunk` is what is written, `shift` how far its bytes are from where the input has them. False for what nobody defines. */
  #scanOne(section: InputSection, chunk: Chunk, shift: number, relocation: Relocation, symbol: LinkSymbol): boolean {
    const row = this.options.machine.relocations[relocation.type];
    if (row === undefined) {
      this.errors.push(unknownRelocation({ section, offset: relocation.offset }, relocation.type, symbol, this.options));
      return true;
    }
    // LLD 15 minds that it is named.
    if (row.value === "none" && (this.options.lld === 22 || symbol.isDefined)) return true;
    if (symbol.isPreemptible) {
      if (symbol.kind === "undefined" && !symbol.isUndefinedWeak && this.options.reportsUndefined)
        this.#acceptUndefined(section, relocation, row, symbol);
      this.#scanPreemptible({ section, chunk, shift, relocation, row, symbol });
      return true;
    }
    if (!symbol.isDefined && !this.#acceptUndefined(section, relocation, row, symbol)) return false;
    // LLD 15 has it where it would be if its section were at 0.
    if (symbol.isDefined && !symbol.isPlaced && this.options.lld === 22) {
      this.#refersToDiscarded(section, relocation, symbol);
      return false;
    }
    if (symbol.type === elf.STT_GNU_IFUNC && symbol.isDefined) {
      this.errors.push(
        `kbuild's linker does not resolve indirect functions yet: ${symbol.name}${locationText(symbol, { section, offset: relocation.offset }, this.options)}`,
      );
      return true;
    }
    this.#scanValue(section, chunk, shift, relocation, row, symbol);
    return true;
  }

  /** What a loader finds is reached by way of tables, or by a definition of the image's own. */
  #scanPreemptible(at: PreemptibleUse): void {
    const { value } = at.row;
    if (value === "G+A-GOT" || value === "S+A-GOT") this.tables.gotPlt.wanted = true;
    if (value === "G+A-P" || value === "G+A-GOT") this.#wantSlot(at.symbol);
    else if (this.#libraries.use(at)) this.#wantsSlots = true;
  }

  #scanValue(section: InputSection, chunk: Chunk, shift: number, relocation: Relocation, row: RelocationRow, symbol: LinkSymbol): void {
    const { value } = row;
    if (value === "S+A-P") return this.#scanDistance(section, relocation, symbol);
    if (value === "G+A-P") return this.#scanSlot(section, relocation, symbol);
    if (value === "S+A") return this.#scanAddress(section, chunk, shift, relocation, symbol);
    if (value === "S+A-GOT" || value === "GOT+A-P" || value === "G+A-GOT") this.tables.gotPlt.wanted = true;
    if (value === "G+A-GOT") this.#wantSlot(symbol);
    if (this.options.shared && this.#refusesThreadLocal(section, relocation, row, symbol)) return;
    if (value === "tp" || value === "ie" || value === "gd" || value === "desc") this.#checkThreadLocal(section, relocation, symbol);
  }

  /** A library does not know where its block will be. */
  #refusesThreadLocal(section: InputSection, relocation: Relocation, { value }: RelocationRow, symbol: LinkSymbol): boolean {
    if (value !== "tp" && value !== "ie" && value !== "gd" && value !== "ld" && value !== "desc") return false;
    const name = shownName(symbol.name, this.options);
    const place = locationText(symbol, { section, offset: relocation.offset }, this.options);
    const kind = relocationName(this.options.machine, relocation.type);
    this.errors.push(
      value === "tp"
        ? `relocation ${kind} against ${name} cannot be used with -shared${place}`
        : `kbuild's linker does not make thread-local data of shared libraries yet: ${name}${place}`,
    );
    return true;
  }

  #checkThreadLocal(section: InputSection, relocation: Relocation, symbol: LinkSymbol): void {
    if (symbol.type === elf.STT_TLS || symbol.type === elf.STT_SECTION || !symbol.isDefined) return;
    this.errors.push(
      `${describePlace(section, relocation.offset)}: ${relocationName(this.options.machine, relocation.type)} cannot be used with non-TLS symbol ${shownName(symbol.name, this.options)}`,
    );
  }

  /** A script threw away what the symbol is in. */
  #refersToDiscarded(section: InputSection, { offset }: Relocation, symbol: LinkSymbol): void {
    symbol.discardedIn = symbol.section?.name;
    const references = this.#undefined.get(symbol) ?? [];
    this.#undefined.set(symbol, [...references, { section, offset }]);
  }

  /** False if it is an error. */
  #acceptUndefined(section: InputSection, relocation: Relocation, row: RelocationRow, symbol: LinkSymbol): boolean {
    const { offset } = relocation;
    if (symbol.isUndefinedWeak) return this.#acceptWeak(section, relocation, row, symbol);
    if (symbol.isLocal && symbol.discardedIn === undefined && symbol.kind === "undefined" && symbol.name === "") return true;
    // What is not seen from outside nobody else can bring.
    const isTold = !this.#isIgnored(symbol) && !this.#isWarning(symbol);
    if (!isTold && isLeftToLoader(symbol, this.options)) {
      const place = locationText(symbol, { section, offset }, this.options);
      this.errors.push(`kbuild's linker does not leave undefined symbols to a loader yet: ${symbol.name}${place}`);
      return false;
    }
    const reference = { section, offset };
    const known = this.#undefined.get(symbol);
    if (known === undefined) this.#undefined.set(symbol, [reference]);
    else known.push(reference);
    return !isTold;
  }

  #isWarning({ visibility }: LinkSymbol): boolean {
    return this.options.undefinedIsWarning && visibility === elf.STV_DEFAULT;
  }

  #isIgnored({ visibility }: LinkSymbol): boolean {
    return !this.options.reportsUndefined && visibility === elf.STV_DEFAULT;
  }

  /** Nobody will define it: 0, but for LLD 15, whose position-independent images leave it to the loader. Stubs for calls of it are not made. */
  #acceptWeak(section: InputSection, { offset, type }: Relocation, { value }: RelocationRow, symbol: LinkSymbol): boolean {
    const isWord = type === this.options.machine.word && this.#isWritable(section);
    if (!isLeftToLoader(symbol, this.options) || value === "G+A-P" || isWord || value === "in page") return true;
    const place = locationText(symbol, { section, offset }, this.options);
    this.errors.push(`kbuild's linker does not leave calls of undefined weak symbols to a loader yet: ${symbol.name}${place}`);
    return false;
  }

  #isWritable({ flags }: InputSection): boolean {
    return (flags & elf.SHF_WRITE) !== 0 || this.options.textRelocations;
  }

  /** Code that moves keeps no distance to what stays. */
  #scanDistance(section: InputSection, relocation: Relocation, symbol: LinkSymbol): void {
    if (!this.options.pie || !symbol.isAbsolute || !symbol.isDefined || symbol.scriptDefined) return;
    this.errors.push(
      `relocation ${relocationName(this.options.machine, relocation.type)} cannot refer to absolute symbol: ${shownName(symbol.name, this.options)}${locationText(symbol, { section, offset: relocation.offset }, this.options)}`,
    );
  }

  #scanSlot(section: InputSection, relocation: Relocation, symbol: LinkSymbol): void {
    const isRelaxed =
      isReachable(symbol) && relaxationOf(section.data, relocation.offset, relocation.type, relocation.addend, this.options) !== undefined;
    if (isRelaxed) this.tables.got.wanted ||= this.options.lld === 22;
    else this.#wantSlot(symbol);
  }

  #wantSlot(symbol: LinkSymbol): void {
    symbol.wantsSlot = this.#wantsSlots = true;
  }

  /** Slots stand in the order of the symbols: the globals, then the locals of each file. */
  #giveSlots(): void {
    if (!this.#wantsSlots) return;
    for (const symbol of this.table.globals.values()) {
      if (symbol.wantsSlot) this.#addSlot(symbol);
      if (symbol.isPreemptible) this.#libraries.settle(symbol);
    }
    for (const file of this.table.files) for (const symbol of file.symbols) if (symbol.wantsSlot && symbol.isLocal) this.#addSlot(symbol);
  }

  #addSlot(symbol: LinkSymbol): void {
    const { got, dynamic } = this.tables;
    symbol.gotIndex = got.add(symbol, "address");
    if (symbol.isPreemptible || (symbol.isUndefinedWeak && isLeftToLoader(symbol, this.options))) {
      const { slotName } = this.options.machine;
      dynamic.entries.push({ type: slotName, chunk: got, offset: 8 * symbol.gotIndex, target: symbol, addend: 0n });
    } else if (this.options.pie && !symbol.isAbsolute && this.tables.packed?.take(got, 8 * symbol.gotIndex) !== true)
      dynamic.entries.push({ type: this.#relative, chunk: got, offset: 8 * symbol.gotIndex, target: symbol, addend: 0n });
  }

  /** An address that is stored: the loader must move it; only a whole word of writable data can be. */
  #scanAddress(section: InputSection, chunk: Chunk, shift: number, relocation: Relocation, symbol: LinkSymbol): void {
    if (!this.options.pie) return;
    if (symbol.isUndefinedWeak && isLeftToLoader(symbol, this.options)) {
      const { type, offset, addend } = relocation;
      this.tables.dynamic.entries.push({ type, chunk, offset: offset + shift, target: symbol, addend });
    }
    if (symbol.isAbsolute) return;
    if (relocation.type !== this.options.machine.word || !this.#isWritable(section)) {
      if (this.#isCopyable(section, relocation, symbol)) return;
      const what =
        symbol.name === "" || symbol.type === elf.STT_SECTION ? "local symbol" : `symbol '${shownName(symbol.name, this.options)}'`;
      this.errors.push(
        `relocation ${relocationName(this.options.machine, relocation.type)} cannot be used against ${what}; recompile with -fPIC${locationText(symbol, { section, offset: relocation.offset }, this.options)}`,
      );
      return;
    }
    const { offset, addend } = relocation;
    if (this.tables.packed?.take(chunk, offset + shift) === true) return;
    this.tables.dynamic.entries.push({ type: this.#relative, chunk, offset: offset + shift, target: symbol, addend });
  }

  /**
   * LLD 15 takes what is fixed to the address of an object or function for something that a copy of it, or a stub, would serve,
   * and leaves the address that it is linked at in an object's field.
   */
  #isCopyable(section: InputSection, { offset }: Relocation, symbol: LinkSymbol): boolean {
    if (this.options.lld !== 15 || symbol.isLocal) return false;
    if (symbol.type === elf.STT_FUNC)
      this.errors.push(
        `kbuild's linker makes no stubs to take the address of yet: ${symbol.name}${locationText(symbol, { section, offset }, this.options)}`,
      );
    return symbol.type === elf.STT_OBJECT || symbol.type === elf.STT_FUNC;
  }

  get #relative(): number {
    return this.options.machine.relative as number;
  }

  /** Slots for all that want one, and all errors, undefined symbols last. */
  finish(): void {
    this.#giveSlots();
    this.errors.push(...this.#libraries.errors);
    let told = 0;
    for (const [symbol, references] of this.#undefined) {
      if (this.#isIgnored(symbol)) continue;
      const suggestion = told++ < SPELLED ? spellingSuggestion(symbol, this.table, this.options) : "";
      const message = undefinedMessage(symbol, references, suggestion, this.options);
      (this.#isWarning(symbol) ? this.warnings : this.errors).push(message);
    }
  }
}

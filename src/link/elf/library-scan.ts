// Relocations whose symbol a loader finds (`symbol.isPreemptible`): calls go by way of the procedure linkage table, words of
// writable data are left to the loader, and code that counts on an address of the image gets one: a copy of the data, or the
// function's entry in the table.
import * as elf from "../../elf/constants.ts";
import type { Relocation } from "../../elf/object.ts";
import { copyData } from "./copied-data.ts";
import type { CopyPlaces } from "./copied-data.ts";
import { shownName } from "./input.ts";
import type { Chunk, InputSection } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import type { ProcedureLinkageTable, ProcedureOffsetTable } from "./procedures.ts";
import { locationText } from "./references.ts";
import { relocationName } from "./relocation.ts";
import type { RelocationRow } from "./relocation.ts";
import type { LibrarySymbol } from "./shared-library.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import type { DynamicRelocations } from "./synthetic.ts";

export interface PreemptibleUse {
  readonly section: InputSection;
  /** What is written, and how far its bytes are from where the input has them. */
  readonly chunk: Chunk;
  readonly shift: number;
  readonly relocation: Relocation;
  readonly row: RelocationRow;
  readonly symbol: LinkSymbol;
}

interface LibraryTables {
  readonly gotPlt: ProcedureOffsetTable;
  readonly procedures: ProcedureLinkageTable;
  readonly copies: CopyPlaces | undefined;
  readonly dynamic: DynamicRelocations;
}

export class LibraryScan {
  readonly errors: string[] = [];

  constructor(
    readonly options: LinkOptions,
    readonly table: SymbolTable,
    readonly tables: LibraryTables,
  ) {}

  /** Takes note of what the relocation asks for; true if that is something for `settle`. */
  use(at: PreemptibleUse): boolean {
    const { symbol, row, relocation } = at;
    const { value } = row;
    if (value === "none" || value === "desc call") return false;
    if (
      symbol.type === elf.STT_TLS ||
      value === "tp" ||
      value === "dtp" ||
      value === "gd" ||
      value === "ld" ||
      value === "ie" ||
      value === "desc"
    ) {
      this.#refuse("share thread-local data with libraries", at);
      return false;
    }
    if (relocation.type === this.options.machine.libraries?.call) {
      symbol.wantsProcedure = true;
      return true;
    }
    if (relocation.type === elf.R_X86_64_PLTOFF64) {
      this.#refuse("make offsets of procedures", at);
      return false;
    }
    // In an image that stays where it is, what nobody defines is at 0.
    if (symbol.isUndefinedWeak && !this.options.pie) return false;
    return !this.#leave(at) && this.#define(at);
  }

  #refuse(what: string, { symbol, section, relocation }: PreemptibleUse): void {
    this.errors.push(
      `kbuild's linker does not ${what} yet: ${shownName(symbol.name, this.options)}${locationText(symbol, { section, offset: relocation.offset }, this.options)}`,
    );
  }

  /** Writable data is the loader's business. */
  #leave({ section, chunk, shift, relocation, symbol }: PreemptibleUse): boolean {
    const { machine, textRelocations } = this.options;
    if ((section.flags & elf.SHF_WRITE) === 0 && !textRelocations) return false;
    if (machine.libraries?.kept.has(relocation.type) !== true) return false;
    const { type, offset, addend } = relocation;
    this.tables.dynamic.entries.push({ type, chunk, offset: offset + shift, target: symbol, addend });
    return true;
  }

  /** The image defines what the library does: false if it cannot. */
  #define(at: PreemptibleUse): boolean {
    const { symbol, section, relocation } = at;
    const { type, library } = symbol;
    const place = () => locationText(symbol, { section, offset: relocation.offset }, this.options);
    const name = shownName(symbol.name, this.options);
    const kind = relocationName(this.options.machine, relocation.type);
    if (!this.options.shared && library?.isProtected === true) this.errors.push(`cannot preempt symbol: ${name}${place()}`);
    else if (!this.options.shared && library !== undefined && type === elf.STT_OBJECT && !this.options.copiesData)
      this.errors.push(
        `unresolvable relocation ${kind} against symbol '${name}'; recompile with -fPIC or remove '-z nocopyreloc'${place()}`,
      );
    else if (!this.options.shared && library !== undefined && (type === elf.STT_OBJECT || type === elf.STT_FUNC)) {
      symbol.wantsDefinition = true;
      symbol.wantsProcedure ||= type === elf.STT_FUNC;
      return true;
    } else this.errors.push(`relocation ${kind} cannot be used against symbol '${name}'; recompile with -fPIC${place()}`);
    return false;
  }

  /** Makes what is asked for. */
  settle(symbol: LinkSymbol): void {
    const { library } = symbol;
    if (symbol.wantsProcedure) {
      if (!this.options.plainProcedures) this.errors.push("kbuild's linker does not do -z retpolineplt yet");
      if (this.options.features.forcesIbt) this.errors.push("kbuild's linker makes no tables of procedures for -z force-ibt yet");
      symbol.procedureIndex = this.tables.gotPlt.add(symbol);
    }
    if (symbol.wantsDefinition && symbol.kind === "shared" && library !== undefined) {
      if (symbol.type === elf.STT_OBJECT) this.#copy(symbol, library);
      else this.#standIn(symbol);
    }
  }

  #copy(symbol: LinkSymbol, library: LibrarySymbol): void {
    const { copies, dynamic } = this.tables;
    const type = this.options.machine.libraries?.copy;
    if (copies === undefined || type === undefined) return;
    const problem = copyData(symbol, library, copies, this.table, dynamic, type);
    if (problem !== undefined) this.errors.push(problem);
  }

  /** The function's address is that of its entry. */
  #standIn(symbol: LinkSymbol): void {
    const { procedures } = this.tables;
    symbol.kind = "defined";
    symbol.section = procedures;
    symbol.value = procedures.placeOf(symbol.procedureIndex);
    symbol.size = 0n;
    symbol.isProcedure = true;
    symbol.exported = true;
  }
}

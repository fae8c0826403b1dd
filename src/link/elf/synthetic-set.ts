// All sections that the linker may make, in the order in which LLD makes them: a script's patterns take them like any
// input, and those that nothing needs leave the image again.
import * as elf from "../../elf/constants.ts";
import { AbiTables } from "./abi-tables.ts";
import { dynamicBytes, dynamicEntries } from "./dynamic-section.ts";
import { DynamicSymbols } from "./dynamic-symbols.ts";
import { EhFrameChunk, EhFrameHeaderChunk } from "./eh-frame.ts";
import { InputFile, InputSection } from "./input.ts";
import type { Chunk } from "./input.ts";
import { classOf, hasDynamicTables } from "./options.ts";
import type { LinkOptions } from "./options.ts";
import type { OutputSection } from "./output.ts";
import type { CopyPlaces } from "./copied-data.ts";
import { ProcedureLinkageTable, ProcedureOffsetTable, ProcedureRelocations } from "./procedures.ts";
import { namedVersions } from "./defined-versions.ts";
import { versionTables } from "./version-tables.ts";
import type { SharedLibrary } from "./shared-library.ts";
import type { LinkSymbol } from "./symbol.ts";
import { buildIdChunk, packageNote } from "./build-id.ts";
import { PackedRelocations } from "./packed-relocations.ts";
import { PropertyNote } from "./property-note.ts";
import * as synthetic from "./synthetic.ts";
import { ComputedChunk, ZeroChunk, fixedChunk } from "./synthetic.ts";

/** What the chunks ask of the link when they are written. */
export interface SyntheticQuestions {
  readonly section: (name: string) => OutputSection | undefined;
  readonly libraries: () => readonly SharedLibrary[];
  readonly symbol: (name: string) => LinkSymbol | undefined;
  readonly threadEnd: () => bigint;
  readonly sectionNames: () => Uint8Array;
  readonly symbols: () => {
    readonly size: number;
    bytes(): Uint8Array;
    readonly strings: Uint8Array;
    valueOf(symbol: LinkSymbol): bigint;
  };
}

/** The linker's own string, to be merged with what compilers left in `.comment`: an input of no file. */
function commentSection({ identification, machine }: LinkOptions): InputSection {
  const data = new TextEncoder().encode(`${identification}\0`);
  const plain = { type: elf.SHT_PROGBITS, flags: elf.SHF_MERGE | elf.SHF_STRINGS, alignment: 1, entrySize: 1, relocations: [] };
  const section = { ...plain, name: ".comment", data, size: data.length };
  const object = {
    name: "<internal>",
    is64: machine.is64,
    littleEndian: true,
    machine: machine.elfMachine,
    flags: 0,
    osAbi: 0,
    sections: [section],
    symbols: [],
  };
  return new InputSection(new InputFile(object, undefined), 0);
}

export class SyntheticSet {
  readonly got: synthetic.GlobalOffsetTable;
  readonly gotPlt: ProcedureOffsetTable;
  readonly procedures: ProcedureLinkageTable;
  /** Relocations of what is called. */
  readonly calls: ProcedureRelocations;
  /** Undefined where no library is linked with, and no script tells where such copies would go. */
  readonly copies: CopyPlaces | undefined;
  readonly relocations: synthetic.DynamicRelocations;
  readonly packed: PackedRelocations | undefined;
  readonly dynamicSymbols: DynamicSymbols;
  readonly abi: AbiTables;
  readonly properties: PropertyNote;
  readonly frames: EhFrameChunk;
  readonly comment: InputSection;
  readonly dynamic: ComputedChunk | undefined;
  readonly buildId: ComputedChunk | undefined;
  /** Symbol and string tables. */
  readonly tables: readonly Chunk[];
  /** In the order of their making, the comment left out: it comes before all others. */
  readonly chunks: readonly Chunk[];

  constructor(
    readonly options: LinkOptions,
    readonly ask: SyntheticQuestions,
  ) {
    const dynamic = () => ask.section(".dynamic")?.address ?? 0n;
    const { slotHeader = 0 } = options.machine;
    this.got = new synthetic.GlobalOffsetTable(isLeftToLoader(options), ask.threadEnd, slotHeader, dynamic, classOf(options) / 8);
    this.gotPlt = new ProcedureOffsetTable(dynamic, (index) => this.procedures.codeAddress(index));
    this.procedures = new ProcedureLinkageTable(this.gotPlt);
    this.calls = new ProcedureRelocations(this.gotPlt, options.machine.libraries?.jumpSlot ?? 0, (symbol) => this.#dynamicIndex(symbol));
    this.copies = this.#copyPlaces();
    this.frames = new EhFrameChunk(options.lld === 15 ? classOf(options) / 8 : 1, options.lld);
    this.comment = commentSection(options);
    this.packed = options.pie && options.packsRelocations ? new PackedRelocations() : undefined;
    this.dynamicSymbols = new DynamicSymbols(options);
    this.relocations = new synthetic.DynamicRelocations(".rela.dyn", elf.SHF_ALLOC, options.machine.relative ?? 0, (symbol) =>
      this.#dynamicIndex(symbol),
    );
    this.abi = new AbiTables(options.lld);
    this.properties = new PropertyNote(options.machine.elfMachine, classOf(options));
    this.dynamic = hasDynamicTables(options) ? this.#dynamicChunk() : undefined;
    this.buildId = options.buildId === "none" ? undefined : buildIdChunk(options.buildId, options.lld);
    this.tables = this.#tables();
    this.chunks = [
      ...this.#interpreter(),
      ...this.abi.chunks,
      ...optional(this.buildId),
      ...(options.packageMetadata === "" ? [] : [packageNote(options.packageMetadata)]),
      ...(this.copies === undefined ? [] : [this.copies.plain, this.copies.readOnly]),
      ...this.#dynamicTables(),
      ...(options.ehFrameHeader ? [new EhFrameHeaderChunk(this.frames)] : []),
      this.frames,
      this.got,
      ...this.#relroPadding(),
      this.gotPlt,
      ...this.#indirectSlots(),
      ...this.#procedureTables(),
      ...this.#secureGateways(),
      this.properties,
      ...this.tables,
    ];
  }

  /** Of a table that a script throws away nothing has an index. */
  #dynamicIndex(symbol: LinkSymbol): number {
    return this.chunks.some(({ name, live }) => name === ".dynsym" && live) ? this.dynamicSymbols.indexOf(symbol) : 0;
  }

  #interpreter(): Chunk[] {
    const { interpreter, noDynamicLinker, shared } = this.options;
    if (interpreter === undefined || noDynamicLinker || shared) return [];
    return [fixedChunk(".interp", elf.SHT_PROGBITS, elf.SHF_ALLOC, 0, 1, new TextEncoder().encode(`${interpreter}\0`))];
  }

  #copyPlaces(): CopyPlaces | undefined {
    const { script, hasLibraries } = this.options;
    if (script?.hasSections !== true && !hasLibraries) return undefined;
    const hasRelro = script?.commands.some((command) => command.kind === "section" && command.name === ".data.rel.ro") === true;
    const place = (name: string) => new synthetic.AbsentSection(name, elf.SHT_NOBITS);
    return { plain: place(".bss"), readOnly: place(hasRelro ? ".data.rel.ro.bss" : ".bss.rel.ro") };
  }

  #procedureTables(): Chunk[] {
    const { machine } = this.options;
    return machine.libraries === undefined || !hasDynamicTables(this.options) ? [] : [this.calls, this.procedures];
  }

  /** Of indirect functions, which are refused. ARM's are part of the global offset table. */
  #indirectSlots(): Chunk[] {
    const { script, machine } = this.options;
    const name = machine.elfMachine === elf.EM_ARM ? ".got" : ".got.plt";
    return script?.hasSections === true ? [new synthetic.AbsentSection(name, elf.SHT_PROGBITS, 8)] : [];
  }

  /** LLD 22's entries into secure code of ARM, which nothing here asks for. */
  #secureGateways(): Chunk[] {
    const { script, lld, machine } = this.options;
    if (script?.hasSections !== true || lld !== 22 || machine.elfMachine !== elf.EM_ARM) return [];
    return [new synthetic.AbsentSection(".gnu.sgstubs", elf.SHT_PROGBITS, 32, elf.SHF_EXECINSTR, 8)];
  }

  #dynamicTables(): Chunk[] {
    const { SHF_ALLOC: A } = elf;
    const { dynamic, options } = this;
    if (dynamic === undefined) return [this.relocations];
    const { gnu, sysv } = options.hashStyle;
    const left = this.dynamicSymbols;
    const chunk = (name: string, type: number, entry: number, alignment: number, size: () => number, bytes: () => Uint8Array) =>
      new ComputedChunk(name, type, A, entry, alignment, size, bytes);
    return [
      chunk(
        ".dynsym",
        elf.SHT_DYNSYM,
        24,
        8,
        () => left.symbolsSize,
        () => left.symbolBytes((symbol) => this.ask.symbols().valueOf(symbol)),
      ),
      ...versionTables(options, left, this.ask.libraries),
      ...(gnu
        ? [
            chunk(
              ".gnu.hash",
              elf.SHT_GNU_HASH,
              0,
              8,
              () => left.gnuHashSize,
              () => left.gnuHash(),
            ),
          ]
        : []),
      ...(sysv
        ? [
            chunk(
              ".hash",
              elf.SHT_HASH,
              4,
              4,
              () => left.hashSize,
              () => left.hash(),
            ),
          ]
        : []),
      dynamic,
      chunk(
        ".dynstr",
        elf.SHT_STRTAB,
        0,
        1,
        () => left.names.bytes.length,
        () => left.names.bytes,
      ),
      this.relocations,
      ...optional(this.packed),
      ...this.#packedSigned(),
    ];
  }

  /** LLD 22's table of AArch64's signed pointers, which nothing here asks for; it is made for all machines. */
  #packedSigned(): Chunk[] {
    if (this.packed === undefined || this.options.lld !== 22) return [];
    return [new synthetic.AbsentSection(".relr.auth.dyn", elf.SHT_AARCH64_AUTH_RELR, 8, 0)];
  }

  #dynamicChunk(): ComputedChunk {
    const { script } = this.options;
    const isDescribed = (name: string) => script?.commands.some((command) => command.kind === "section" && command.name === name) === true;
    const entries = () => {
      const { relocations, packed, properties, dynamicSymbols } = this;
      const textOffset = (text: string) => dynamicSymbols.names.offset(text);
      const calls = this.procedures.isNeeded ? { relocations: this.calls, words: this.gotPlt } : undefined;
      const libraries = this.ask.libraries().filter(({ isNeeded }) => isNeeded);
      return dynamicEntries(this.options, {
        ...this.ask,
        isDescribed,
        relocations,
        packed,
        textOffset,
        needed: libraries.map(({ sharedName }) => sharedName),
        procedures: calls,
        ownVersions: namedVersions(this.options).length,
        versionedLibraries: dynamicSymbols.versions.libraryCount,
        hasLandingPads: properties.hasLandingPads,
      });
    };
    return new ComputedChunk(
      ".dynamic",
      elf.SHT_DYNAMIC,
      elf.SHF_ALLOC | (this.options.readOnlyDynamic ? 0 : elf.SHF_WRITE),
      16,
      8,
      () => 16 * entries().length,
      () => dynamicBytes(entries()),
    );
  }

  #relroPadding(): Chunk[] {
    const { lld, relro, script } = this.options;
    const isPlaced = script?.hasSections !== true || script.relroEnd;
    return lld === 22 && relro && isPlaced ? [new ZeroChunk(".relro_padding", elf.SHF_ALLOC | elf.SHF_WRITE, 1, 0)] : [];
  }

  /** Symbol and string tables. */
  #tables(): Chunk[] {
    const { ask } = this;
    const table = (name: string, type: number, entry: number, alignment: number, size: () => number, bytes: () => Uint8Array) =>
      new ComputedChunk(name, type, 0, entry, alignment, size, bytes);
    const names = table(
      ".shstrtab",
      elf.SHT_STRTAB,
      0,
      1,
      () => ask.sectionNames().length,
      () => ask.sectionNames(),
    );
    if (this.options.strip === "all") return [names];
    const symbols = table(
      ".symtab",
      elf.SHT_SYMTAB,
      elf.SYM_SIZE[classOf(this.options)],
      classOf(this.options) / 8,
      () => ask.symbols().size,
      () => ask.symbols().bytes(),
    );
    const strings = table(
      ".strtab",
      elf.SHT_STRTAB,
      0,
      1,
      () => ask.symbols().strings.length,
      () => ask.symbols().strings,
    );
    return [symbols, names, strings];
  }
}

/** Words of the image's own addresses are zeros where relocations bring those along. */
const isLeftToLoader = ({ pie, applyDynamicRelocations, packsRelocations }: LinkOptions): boolean =>
  pie && !applyDynamicRelocations && !packsRelocations;

const optional = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

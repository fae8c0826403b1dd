// One section's code: its regions, cut by the symbols, and each region's instructions line by line. What decides how bytes are read
// (instructions of one kind or another, data) is the machine's; the walk and the lines are the same for all.
import { SHF_EXECINSTR, SHT_NOBITS, STT_COMMON, STT_OBJECT } from "../../elf/constants.ts";
import { ByteSink } from "../byte-sink.ts";
import { Decoded } from "../disassembly/template.ts";
import type { CodeMachine, CodeReading } from "./code-machine.ts";
import { hexPadded } from "../format.ts";
import { adjusted } from "./addresses.ts";
import { LineWriter } from "./code-lines.ts";
import { AddressWriter, CodePlaces } from "./code-places.ts";
import { branchLabels } from "./code-labels.ts";
import type { CodeSymbol, CodeSymbols } from "./code-symbols.ts";
import { asciiText, checkContents } from "./contents.ts";
import type { ObjdumpContext } from "./objdump.ts";
import type { ShownSection } from "./section-headers.ts";
import type { SourceLines } from "./source-lines.ts";

export interface RelocationLine {
  /** Distance from the section's start. */
  readonly offset: number;
  /** Throws ElfError for an entry that leads nowhere. */
  text(): string;
  /** Whether --adjust-vma moves the address shown. */
  readonly moves: boolean;
}

const MAX_ZEROS_SHOWN = 8;

const isObject = (symbol: CodeSymbol | undefined): boolean => symbol?.type === STT_OBJECT || symbol?.type === STT_COMMON;

export class CodePrinter {
  /** Where the text goes; the bytes are not kept. */
  write: (bytes: Uint8Array) => void;
  readonly #sink: ByteSink;
  readonly #lines: LineWriter;
  readonly #bytes: Uint8Array;
  readonly #base: bigint;
  readonly #decoded = new Decoded();
  readonly #reading: CodeReading;
  readonly #wanted: readonly string[];
  readonly #isCode: boolean;
  /** Whether branches' targets get names of their own. */
  readonly #labels: boolean;
  readonly #end: bigint;
  readonly #regions: readonly CodeSymbol[];
  #first: number | undefined;
  #relocation = 0;

  constructor(
    readonly context: ObjdumpContext,
    readonly symbols: CodeSymbols,
    readonly shown: ShownSection,
    readonly machine: CodeMachine,
    readonly relocations: readonly RelocationLine[],
    readonly source: SourceLines | undefined,
  ) {
    const { options, desk, object } = context;
    this.write = (bytes) => desk.printBytes(bytes);
    this.#sink = new ByteSink((bytes) => this.write(bytes));
    checkContents(object.file, shown.section);
    this.#bytes = object.file.contents(shown.section);
    this.#base = shown.section.address;
    this.#end = this.#base + shown.section.size;
    this.#regions = symbols.regions(shown.section, shown.name);
    this.#reading = machine.reading(shown.section);
    this.#wanted = options.all("disassemble-symbols").flatMap((list) => list.split(","));
    this.#isCode = (Number(shown.section.flags & 7n) & SHF_EXECINSTR) !== 0;
    this.#meet();
    const showBytes = !options.has("no-show-raw-insn");
    const symbolizes = options.has("symbolize-operands");
    this.#labels = symbolizes && machine.hasLabels;
    this.#lines = new LineWriter(
      this.#sink,
      {
        showBytes,
        showAddress: !options.has("no-leading-addr"),
        hex: machine.hex,
        textColumn: machine.textColumn(showBytes),
        commentColumn: machine.commentColumn(showBytes),
        leader: machine.leader,
        symbolizes,
        namesBranches: this.#labels,
      },
      {
        shown: new AddressWriter(this.#adjusted(this.#base), 64),
        targets: new AddressWriter(this.#adjusted(this.#base), machine.addressBits),
        meant: new AddressWriter(this.#base, machine.commentBits),
        places: new CodePlaces(symbols, shown.section),
      },
    );
  }

  #adjusted(address: bigint): bigint {
    return adjusted(this.context, this.shown.section, address);
  }

  /** The region `i` reaches up to there. */
  #stop(i: number): bigint {
    return this.#regions[i + 1]?.address ?? this.#end;
  }

  #isPrinted(i: number): boolean {
    const { address } = this.#regions[i] as CodeSymbol;
    const stop = this.#stop(i);
    if (stop <= address || this.#outside(address, stop)) return false;
    return this.#wanted.length === 0 || this.#headers(i).length > 0;
  }

  /** Index of the first region that starts at `offset` or behind it. */
  #firstFrom(offset: number): number {
    const address = this.#base + BigInt(offset);
    let [low, high] = [0, this.#regions.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#regions[middle] as CodeSymbol).address < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Bytes of the largest region that starts in a range of offsets. */
  largestRegion(from: number, to: number): number {
    let largest = 0;
    for (let i = this.#firstFrom(from); i < this.#firstFrom(to); i++) {
      largest = Math.max(largest, Number(this.#stop(i) - (this.#regions[i] as CodeSymbol).address));
    }
    return largest;
  }

  /** Prints the regions that start in a range of offsets; offsets ascend from one call to the next. What comes before a failure is told. */
  print(from = 0, to = Number(this.shown.section.size)): void {
    try {
      this.#print(from, to);
    } finally {
      this.#sink.flush();
    }
  }

  #print(from: number, to: number): void {
    const last = this.#firstFrom(to);
    for (let i = this.#firstFrom(from); i < last; i++) {
      if (!this.#isPrinted(i)) continue;
      if (this.#isFirst(i)) {
        this.#sink.text(`\nDisassembly of section ${this.shown.name}:`);
        this.#sink.endLine();
      }
      const stop = this.#stop(i);
      this.#region(i, stop < this.#end ? stop : this.#end);
    }
  }

  /** Whether a region that is printed is the section's first one. */
  #isFirst(i: number): boolean {
    this.#first ??= this.#regions.findIndex((_, index) => this.#isPrinted(index));
    return this.#first === i;
  }

  /** The symbol that names a region: the last one at its address; for LLVM 22 the last that is no object among code, if there is one. */
  #chosen(last: number): CodeSymbol {
    const regions = this.#regions;
    const found = regions[last] as CodeSymbol;
    if (this.context.desk.llvm === 15 || !this.#isCode || this.context.options.has("disassemble-all")) return found;
    for (let i = last; i >= 0 && regions[i]?.address === found.address; i--) if (!isObject(regions[i])) return regions[i] as CodeSymbol;
    return found;
  }

  /** The symbols told above a region: one, or, for LLVM 22, all those at its address that --disassemble-symbols names. */
  #headers(last: number): readonly CodeSymbol[] {
    const showsAll = this.context.options.has("show-all-symbols");
    const chosen = this.#chosen(last);
    if (this.#wanted.length === 0 && !showsAll) return chosen.isMapping ? [] : [chosen];
    const isWanted = ({ name }: CodeSymbol): boolean => this.#wanted.includes(this.symbols.shownName(name));
    const found = this.#regions[last] as CodeSymbol;
    if (this.context.desk.llvm === 15) return isWanted(found) ? [found] : [];
    let first = last;
    while (this.#regions[first - 1]?.address === found.address) first--;
    const group = this.#regions.slice(first, last + 1);
    const wanted = this.#wanted.length === 0 ? group : group.filter(isWanted);
    return showsAll && wanted.length > 0 ? group : wanted;
  }

  /** Notes which names of --disassemble-symbols the section has, printed or not. */
  #meet(): void {
    if (this.#wanted.length === 0) return;
    for (const { name, address } of this.#regions) {
      const shown = this.symbols.shownName(name);
      if (this.#wanted.includes(shown) && address < (this.context.stop ?? this.#end)) this.symbols.met.add(shown);
    }
  }

  #outside(from: bigint, to: bigint): boolean {
    return to <= (this.context.start ?? 0n) || from >= (this.context.stop ?? 1n << 64n);
  }

  #header(symbol: CodeSymbol): void {
    const width = this.context.object.file.is64 ? 16 : 8;
    const address = this.context.options.has("no-leading-addr") ? "" : `${hexPadded(this.#adjusted(symbol.address), width)} `;
    this.#sink.text(`${address}<${this.symbols.shownName(symbol.name)}>:`);
    this.#sink.endLine();
  }

  #region(last: number, stop: bigint): void {
    const { context, shown } = this;
    const headers = this.#headers(last);
    if (headers.length > 0) this.#sink.endLine();
    for (const symbol of headers) this.#header(symbol);
    if (shown.section.type === SHT_NOBITS) {
      this.#sink.text("...");
      return this.#sink.endLine();
    }
    const region = this.#chosen(last);
    const from = context.start !== undefined && context.start > region.address ? context.start : region.address;
    const to = context.stop !== undefined && context.stop < stop ? context.stop : stop;
    const start = Number(from - this.#base);
    const end = Math.min(Number(to - this.#base), this.#bytes.length);
    if (isObject(region) && this.#isCode && !context.options.has("disassemble-all")) this.#data(start, end);
    else this.#code(start, end);
  }

  /** Bytes of an object that lies among code. */
  #data(start: number, end: number): void {
    for (let at = start; at < end; at += 8) {
      const bytes = this.#bytes.subarray(at, Math.min(at + 8, end));
      this.#lines.dataAddress(at);
      this.#sink.pairs(bytes, 0, bytes.length);
      this.#sink.blanks((8 - bytes.length) * 3 + 9);
      this.#sink.text(asciiText(bytes));
      this.#sink.endLine();
    }
  }

  /** Zero bytes from `at` on that are left out: a multiple of 4, at least 8; they end at the region's end or a relocation. */
  #zeros(at: number, end: number): number {
    const next = this.relocations[this.#relocation];
    const limit = next === undefined ? end : Math.min(end, next.offset);
    let to = at;
    while (to < limit && this.#bytes[to] === 0) to++;
    return to - at < MAX_ZEROS_SHOWN ? 0 : (to - at) & ~3;
  }

  #code(start: number, end: number): void {
    const code = this.#bytes;
    const skips = !this.context.options.has("disassemble-zeroes");
    const skipsData = this.context.desk.llvm === 22;
    const labels = this.#labels ? branchLabels(code, start, end, this.#reading, this.context.desk.llvm) : undefined;
    this.#lines.labels = labels;
    for (let at = start; at < end;) {
      const zeros = skips && code[at] === 0 && (skipsData || !this.#reading.isData(at)) ? this.#zeros(at, end) : 0;
      if (zeros > 0) {
        this.#sink.text("\t\t...");
        this.#sink.endLine();
        at += zeros;
        continue;
      }
      const label = labels?.get(at);
      if (label !== undefined) {
        this.#sink.text(`<${label}>:`);
        this.#sink.endLine();
      }
      if (!this.#reading.isData(at)) this.source?.tell(this.#sink, this.shown.index, this.#adjusted(this.#base + BigInt(at)));
      at += this.#line(at, end);
    }
  }

  /** One line; gives the bytes it covers. */
  #line(at: number, end: number): number {
    const size = this.#reading.data(this.#sink, this.#lines, this.#bytes, at, end) || this.#instruction(at);
    if (this.#relocation < this.relocations.length) this.#relocationLines(at + size);
    return size;
  }

  #instruction(at: number): number {
    const code = this.#bytes;
    const decoded = this.#decoded;
    this.#reading.decoder(at).decode(code, at, code.length, decoded);
    const size = Math.min(decoded.size, code.length - at);
    this.#lines.lead(code, at, size, this.#reading.unit(at, size));
    this.#lines.text(decoded);
    this.#lines.comments(decoded);
    this.#sink.endLine();
    return size;
  }

  #relocationLines(end: number): void {
    const width = this.context.object.file.is64 ? 16 : 8;
    for (; this.#relocation < this.relocations.length; this.#relocation++) {
      const { offset, text, moves } = this.relocations[this.#relocation] as RelocationLine;
      if (offset >= end) return;
      const place = this.#base + BigInt(offset);
      if (place < (this.context.start ?? 0n)) continue;
      const address = hexPadded(moves ? place + this.context.adjust : place, width);
      this.#sink.text(`${width === 16 ? "\t\t" : "\t\t\t"}${address}:  ${text()}`);
      this.#sink.endLine();
    }
  }
}

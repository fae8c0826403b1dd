// objdump -d: each code section cut into regions by its symbols, each region decoded and printed line by line.
import { SHF_ALLOC, SHF_EXECINSTR, SHT_NOBITS, STT_COMMON, STT_OBJECT } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { Disassembler, openCapstone } from "../disassembly/capstone.ts";
import type { Machine } from "../disassembly/capstone.ts";
import type { Instruction } from "../disassembly/instruction.ts";
import { rewriteX86 } from "../disassembly/x86-text.ts";
import type { TextStyle } from "../disassembly/x86-text.ts";
import { demangle } from "../demangle/demangle.ts";
import { hexPadded } from "../format.ts";
import { CodeSymbols } from "./code-symbols.ts";
import type { CodeSymbol } from "./code-symbols.ts";
import { asciiText } from "./contents.ts";
import type { ObjdumpContext } from "./objdump.ts";
import { linkedSymbols, relocationsByTarget, relocationValue } from "./relocations.ts";
import { relocationsOf, typeNameOf } from "../relocations.ts";
import { shownSections } from "./section-headers.ts";
import type { ShownSection } from "./section-headers.ts";

const MACHINES: Readonly<Record<number, Machine>> = { 3: "i386", 6: "i386", 62: "x86-64" };

const PAIRS = Array.from({ length: 256 }, (_, byte) => ` ${hexPadded(byte, 2)}`);

interface RelocationLine {
  readonly offset: bigint;
  readonly text: string;
}

function machineOf(file: ElfFile, llvm: 15 | 22): Machine {
  const machine = MACHINES[file.header.machine];
  if (machine !== undefined) return machine;
  const os = llvm === 22 && file.header.osAbi === 3 ? "linux" : "";
  throw new ElfError(`can't find target: unable to get target for 'unknown--${os}', see --version and --triple.`);
}

class SectionPrinter {
  #text = "";
  readonly #base: bigint;
  readonly #bytes: Uint8Array;
  #relocation = 0;
  readonly #showBytes: boolean;
  readonly #showAddress: boolean;

  constructor(
    readonly context: ObjdumpContext,
    readonly symbols: CodeSymbols,
    readonly shown: ShownSection,
    readonly disassembler: Disassembler,
    readonly style: TextStyle,
    readonly relocations: readonly RelocationLine[],
  ) {
    this.#base = shown.section.address;
    this.#bytes = context.object.file.contents(shown.section);
    this.#showBytes = !context.options.has("no-show-raw-insn");
    this.#showAddress = !context.options.has("no-leading-addr");
  }

  #flush(force: boolean): void {
    if (!force && this.#text.length < 1 << 16) return;
    this.context.desk.print(this.#text);
    this.#text = "";
  }

  print(): void {
    const { section, name } = this.shown;
    const end = this.#base + section.size;
    const regions = this.symbols.regions(section, name);
    const wanted = this.context.options.all("disassemble-symbols").flatMap((list) => list.split(","));
    let headed = false;
    for (let i = 0; i < regions.length; i++) {
      const region = regions[i] as CodeSymbol;
      const stop = regions[i + 1]?.address ?? end;
      if (stop <= region.address || this.#outside(region.address, stop)) continue;
      if (wanted.length > 0 && !wanted.includes(this.#shownName(region.name))) continue;
      for (const found of wanted) if (found === this.#shownName(region.name)) this.symbols.met.add(found);
      if (!headed) this.#text += `\nDisassembly of section ${name}:\n`;
      headed = true;
      this.#region(region, stop < end ? stop : end);
      this.#flush(false);
    }
    this.#flush(true);
  }

  #outside(from: bigint, to: bigint): boolean {
    return to <= (this.context.start ?? 0n) || from >= (this.context.stop ?? 1n << 64n);
  }

  #shownName(name: string): string {
    return this.context.demangles ? demangle(name, this.style.llvm) : name;
  }

  #adjusted(address: bigint): bigint {
    const isAllocated = (Number(this.shown.section.flags & 7n) & SHF_ALLOC) !== 0;
    return isAllocated && this.context.adjust !== 0n ? BigInt.asUintN(64, address + this.context.adjust) : address;
  }

  #region(region: CodeSymbol, stop: bigint): void {
    const { file } = this.context.object;
    const width = file.is64 ? 16 : 8;
    const address = this.#showAddress ? `${hexPadded(this.#adjusted(region.address), width)} ` : "";
    this.#text += `\n${address}<${this.#shownName(region.name)}>:\n`;
    if (this.shown.section.type === SHT_NOBITS) {
      this.#text += "...\n";
      return;
    }
    const from = this.context.start !== undefined && this.context.start > region.address ? this.context.start : region.address;
    const to = this.context.stop !== undefined && this.context.stop < stop ? this.context.stop : stop;
    const start = Number(from - this.#base);
    const end = Math.min(Number(to - this.#base), this.#bytes.length);
    const isCode = (Number(this.shown.section.flags & 7n) & SHF_EXECINSTR) !== 0;
    const isObject = region.type === STT_OBJECT || region.type === STT_COMMON;
    if (isObject && isCode && !this.context.options.has("disassemble-all")) this.#data(start, end);
    else this.#code(start, end);
  }

  #addressText(offset: number): string {
    const address = this.#adjusted(this.#base + BigInt(offset));
    return `${address.toString(16).padStart(8)}:`;
  }

  #data(start: number, end: number): void {
    for (let at = start; at < end; at += 8) {
      const bytes = this.#bytes.subarray(at, Math.min(at + 8, end));
      let text = this.#addressText(at);
      for (const byte of bytes) text += PAIRS[byte];
      const blanks = " ".repeat((8 - bytes.length) * 3 + 9);
      this.#text += `${text}${blanks}${asciiText(bytes)}\n`;
    }
  }

  /** Zero bytes from `at` on that are left out: at least 8, a multiple of 4, to the region's end or a relocation. */
  #zeros(at: number, end: number): number {
    if (this.context.options.has("disassemble-zeroes") || this.#bytes[at] !== 0) return 0;
    const next = this.relocations[this.#relocation];
    const limit = next === undefined ? end : Math.min(end, Number(next.offset - this.#offsetBase()));
    let to = at;
    while (to < limit && this.#bytes[to] === 0) to++;
    if (to < limit && to !== limit) return 0;
    return to - at < 8 ? 0 : (to - at) & ~3;
  }

  #offsetBase(): bigint {
    return this.context.object.file.header.type === 1 ? 0n : this.#base;
  }

  #code(start: number, end: number): void {
    const code = this.#bytes.subarray(0, end);
    const base = this.#base;
    let at = start;
    while (at < end) {
      const zeros = this.#zeros(at, end);
      if (zeros > 0) {
        this.#text += "\t\t...\n";
        at += zeros;
        continue;
      }
      let stopped = false;
      const reached = this.disassembler.run(code, at, base, (offset, size, mnemonic, operands) => {
        if (stopped) return;
        if (this.#zeros(offset, end) > 0) {
          stopped = true;
          at = offset;
          return;
        }
        this.#instruction(offset, rewriteX86(code, offset, size, mnemonic, operands, base + BigInt(offset), this.style));
      });
      if (stopped) continue;
      if (reached === at) {
        this.#line(at, { size: 1, text: "<unknown>" });
        at++;
      } else at = reached;
      this.#flush(false);
    }
  }

  #instruction(offset: number, lines: readonly Instruction[]): void {
    let at = offset;
    for (const line of lines) {
      this.#line(at, line);
      at += line.size;
    }
  }

  #line(offset: number, instruction: Instruction): void {
    let text = this.#showAddress ? this.#addressText(offset) : "";
    let column = text.length;
    if (this.#showBytes) {
      for (let i = 0; i < instruction.size; i++) text += PAIRS[this.#bytes[offset + i] as number];
      column = text.length;
    }
    const stop = this.#showBytes ? 39 : 15;
    text += " ".repeat(column < stop ? stop - column : 7 - (column & 7) + ((column & 7) === 7 ? 0 : 0));
    text += `\t${instruction.text}`;
    if (instruction.branch !== undefined) text += this.symbols.annotation(instruction.branch, this.shown.section);
    this.#text += `${this.#commented(text, instruction)}\n`;
    this.#relocationLines(offset + instruction.size);
  }

  #commented(text: string, instruction: Instruction): string {
    const comments = [...(instruction.comments ?? [])];
    if (instruction.reference !== undefined) {
      comments.push(`0x${instruction.reference.toString(16)}${this.symbols.annotation(instruction.reference, this.shown.section)}`);
    }
    if (comments.length === 0) return text;
    const place = this.#showBytes ? 72 : 48;
    const column = columns(text);
    const blank = column < place ? " ".repeat(place - column) : " ";
    return `${text}${blank}# ${comments.join(`\n${" ".repeat(place)}# `)}`;
  }

  #relocationLines(end: number): void {
    const base = this.#offsetBase();
    for (; this.#relocation < this.relocations.length; this.#relocation++) {
      const { offset, text } = this.relocations[this.#relocation] as RelocationLine;
      if (offset - base >= BigInt(end)) return;
      const tabs = this.context.object.file.is64 ? "\t\t" : "\t\t\t";
      const address = hexPadded(this.#adjusted(offset - base + this.#base), this.context.object.file.is64 ? 16 : 8);
      this.#text += `${tabs}${address}:  ${text}\n`;
    }
  }
}

/** Columns a text takes, with tab stops of 8. */
function columns(text: string): number {
  let column = 0;
  for (let i = 0; i < text.length; i++) column = text.charCodeAt(i) === 9 ? (column | 7) + 1 : column + 1;
  return column;
}

function isShown(context: ObjdumpContext, section: Section): boolean {
  if (section.size === 0n || section.type === 0) return false;
  if (context.options.has("disassemble-all") || context.sections.active) return true;
  return (Number(section.flags & 7n) & SHF_EXECINSTR) !== 0 && section.type !== SHT_NOBITS;
}

function relocationLines(context: ObjdumpContext, section: Section): RelocationLine[] {
  if (!context.options.has("reloc")) return [];
  const { file } = context.object;
  const lines: RelocationLine[] = [];
  for (const table of relocationsByTarget(file).get(section.index) ?? []) {
    const symbols = linkedSymbols(file, table);
    for (const entry of relocationsOf(file, table)) {
      lines.push({ offset: entry.offset, text: `${typeNameOf(file, entry.type)}\t${relocationValue(context, symbols, entry)}` });
    }
  }
  return lines.sort((a, b) => (a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : 0));
}

function immediatesInHex(context: ObjdumpContext): boolean {
  const last = context.options.order.findLast((name) => name === "print-imm-hex" || name === "no-print-imm-hex");
  return last === undefined ? context.desk.llvm === 22 : last === "print-imm-hex";
}

export async function disassembleObject(context: ObjdumpContext): Promise<void> {
  const { file } = context.object;
  const machine = machineOf(file, context.desk.llvm);
  await openCapstone();
  const style: TextStyle = { is64: machine === "x86-64", hex: immediatesInHex(context), llvm: context.desk.llvm };
  const symbols = new CodeSymbols(context);
  for (const shown of shownSections(context)) {
    if (!isShown(context, shown.section)) continue;
    new SectionPrinter(context, symbols, shown, new Disassembler(machine), style, relocationLines(context, shown.section)).print();
  }
  for (const name of context.options.all("disassemble-symbols").flatMap((list) => list.split(","))) {
    if (!symbols.met.has(name)) context.warn(`failed to disassemble missing symbol ${name}`);
  }
}

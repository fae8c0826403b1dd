// The inspectors as a library: an ELF file's sections, symbols and instructions, each read when it is asked for and no more of the file
// than that takes. Bytes come from a Uint8Array or from anything that reads by range; nothing here touches a file system.
import type { RandomAccess } from "../base/host.ts";
import { SHF_EXECINSTR, SHN_UNDEF, SHT_NOBITS } from "../elf/constants.ts";
import { ElfFile } from "../elf/read.ts";
import type { Section } from "../elf/read.ts";
import { findTable, readSymbolTable } from "../elf/read-symbols.ts";
import { ByteSink } from "./byte-sink.ts";
import type { Syntax } from "./disassembly/capstone.ts";
import { Decoded } from "./disassembly/template.ts";
import { symbolAddress, symbolName, symbolSection } from "./symbol-values.ts";
import { codeMachine } from "./objdump/code-machine.ts";
import type { CodeMachine } from "./objdump/code-machine.ts";
import { LineWriter } from "./objdump/code-lines.ts";
import { AddressWriter } from "./objdump/code-places.ts";

/** A section with its name. Addresses, offsets and sizes are in bytes. */
export interface ElfSection {
  readonly index: number;
  readonly name: string;
  /** SHT_* */
  readonly type: number;
  /** SHF_* */
  readonly flags: bigint;
  readonly address: bigint;
  /** File offset. */
  readonly offset: bigint;
  readonly size: bigint;
}

export interface ElfSymbol {
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
  /** STB_* */
  readonly binding: number;
  /** STT_* */
  readonly type: number;
  readonly isUndefined: boolean;
  /** Index of the section it is defined in, when it is in one. */
  readonly section: number | undefined;
}

export interface ElfInstruction {
  readonly address: bigint;
  readonly bytes: Uint8Array;
  /** Mnemonic and operands, a tab between them, as llvm-objdump writes them. */
  readonly text: string;
  /** Where a branch goes, or what a relative operand refers to. */
  readonly target: bigint | undefined;
}

export interface DisassembleOptions {
  /** Only this section; otherwise all that hold code. */
  readonly section?: string;
  /** Addresses: from the first on, up to the second. */
  readonly start?: bigint;
  readonly stop?: bigint;
  /** Of x86. */
  readonly syntax?: Syntax;
  /** LLVM's release whose text is wanted. */
  readonly llvm?: 15 | 22;
}

/**
 * Opens an ELF file; only its header is read. Throws ElfError (LLVM's words) for what is none.
 * @param source all bytes, or something that reads `length` bytes from `offset` on (a file, an HTTP range).
 */
export function openElf(source: Uint8Array | RandomAccess): ElfFile {
  return new ElfFile(source instanceof Uint8Array ? bytesAccess(source) : source);
}

function bytesAccess(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => {} };
}

/** All sections, number 0 included; reads the section table and the names. Throws ElfError. */
export function sections(file: ElfFile): readonly ElfSection[] {
  return file.sections.map((section) => ({
    index: section.index,
    name: file.sectionNameOrEmpty(section),
    type: section.type,
    flags: section.flags,
    address: section.address,
    offset: section.offset,
    size: section.size,
  }));
}

/** The symbols in the table's order, entry 0 left out: SHT_SYMTAB's, or SHT_DYNSYM's with `dynamic`. Throws ElfError. */
export function* symbols(file: ElfFile, options: { readonly dynamic?: boolean } = {}): Generator<ElfSymbol> {
  const section = findTable(file, options.dynamic === true);
  if (section === undefined) return;
  const table = readSymbolTable(file, section);
  for (let i = 1; i < table.count; i++) {
    const [high, low] = symbolAddress(file, table, i);
    yield {
      name: symbolName(file, table, i),
      address: (BigInt(high) << 32n) | BigInt(low),
      size: table.size(i),
      binding: table.binding(i),
      type: table.type(i),
      isUndefined: table.rawIndex[i] === SHN_UNDEF,
      section: symbolSection(file, table, i),
    };
  }
}

const NAMELESS = { annotate: () => {}, isNamed: () => false };
/** Bytes behind a range that its last instruction may reach into. */
const REACH = 16;

class SectionWalk {
  #piece = "";
  readonly #sink = new ByteSink((bytes) => {
    for (const byte of bytes) this.#piece += String.fromCharCode(byte);
  });

  constructor(
    readonly machine: CodeMachine,
    readonly section: Section,
    /** Offset in the section of the first byte of `code`. */
    readonly from: number,
    readonly code: Uint8Array,
    readonly end: number,
  ) {}

  #taken(): string {
    this.#sink.flush();
    const text = this.#piece;
    this.#piece = "";
    return text;
  }

  *instructions(): Generator<ElfInstruction> {
    const { machine, code } = this;
    const base = this.section.address + BigInt(this.from);
    const meant = new AddressWriter(base, machine.addressBits);
    const style = {
      showBytes: false,
      showAddress: false,
      hex: machine.hex,
      textColumn: 0,
      commentColumn: 0,
      leader: "",
      symbolizes: false,
      namesBranches: false,
    };
    const lines = new LineWriter(this.#sink, style, { shown: meant, targets: meant, meant, places: NAMELESS });
    const reading = machine.reading({ ...this.section, address: base });
    const decoded = new Decoded();
    for (let at = 0; at < this.end;) {
      const data = reading.data(this.#sink, lines, code, at, this.end);
      if (data === 0) {
        reading.decoder(at).decode(code, at, code.length, decoded);
        lines.text(decoded);
      }
      const size = data === 0 ? Math.min(decoded.size, code.length - at) : data;
      const refers = data === 0 && (decoded.template.isRelative || decoded.template.hasTarget);
      const target = refers ? BigInt.asUintN(machine.addressBits, base + BigInt(decoded.target)) : undefined;
      yield { address: base + BigInt(at), bytes: code.subarray(at, at + size), text: this.#taken().trim(), target };
      at += size;
    }
  }
}

function walkOf(file: ElfFile, machine: CodeMachine, section: Section, options: DisassembleOptions): SectionWalk | undefined {
  const last = section.address + section.size;
  const start = options.start !== undefined && options.start > section.address ? options.start : section.address;
  const stop = options.stop !== undefined && options.stop < last ? options.stop : last;
  if (start >= stop || section.offset + section.size > BigInt(file.access.size)) return undefined;
  const from = Number(start - section.address);
  const length = Number(stop - start);
  const reach = Math.min(length + REACH, Number(last - start));
  return new SectionWalk(machine, section, from, file.access.read(Number(section.offset) + from, reach), length);
}

/**
 * The instructions, section by section; stop asking and nothing more is decoded. With `start` and `stop` only that range is read.
 * Throws ElfError for a machine that is not known (x86, x86-64, ARM, Thumb and AArch64 are).
 */
export async function* disassemble(file: ElfFile, options: DisassembleOptions = {}): AsyncGenerator<ElfInstruction> {
  const llvm = options.llvm ?? 15;
  const style = { llvm, syntax: options.syntax ?? "att", hex: llvm === 22, words: [], symbolizes: false, readsAll: false } as const;
  const isCode = ({ flags, type }: Section): boolean => (Number(flags & 7n) & SHF_EXECINSTR) !== 0 && type !== SHT_NOBITS;
  const machine = await codeMachine({ file, ...style, isRead: isCode });
  for (const section of file.sections) {
    const isWanted = options.section === undefined ? isCode(section) : file.sectionNameOrEmpty(section) === options.section;
    if (!isWanted || section.type === 0 || section.type === SHT_NOBITS) continue;
    const walk = walkOf(file, machine, section, options);
    if (walk !== undefined) yield* walk.instructions();
  }
}

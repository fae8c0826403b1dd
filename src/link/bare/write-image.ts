// Addresses, program headers and bytes of a bare-metal image. Each class of loaded sections begins on the next page, at
// the same place in the page as in the file.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { ObjectSection, ObjectSymbol, Relocation } from "../../elf/object.ts";
import type { BareLink } from "./link-bare.ts";
import type { Site } from "./machine.ts";
import { rank } from "./sections.ts";
import type { OutputSection } from "./sections.ts";

const PT_RISCV_ATTRIBUTES = 0x70000003;
const PT_ARM_EXIDX = 0x70000001;
/** Since LLVM 16 the attributes have a segment. */
const ATTRIBUTES_SEGMENT_SINCE = 22;

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly alignment: number;
  readonly sections: readonly OutputSection[];
}

const alignUp = (value: bigint, alignment: number): bigint => {
  const unit = BigInt(alignment);
  return ((value + unit - 1n) / unit) * unit;
};

/** 0: read-only, 1: code, 2: written. */
const loadClass = (section: OutputSection): number => (section.isCode ? 1 : (section.flags & elf.SHF_WRITE) !== 0 ? 2 : 0);
const LOAD_FLAGS = [elf.PF_R, elf.PF_R | elf.PF_X, elf.PF_R | elf.PF_W] as const;

function segmentsOf({ ordered, machine, options }: BareLink): Segment[] {
  const loaded = ordered.filter(({ isAlloc }) => isAlloc);
  const loads: Segment[] = LOAD_FLAGS.map((flags, cls) => ({
    type: elf.PT_LOAD,
    flags,
    alignment: machine.pageSize,
    sections: loaded.filter((section) => loadClass(section) === cls),
  }));
  const named = (type: number, flags: number, alignment: number, name: string): Segment[] => {
    const sections = ordered.filter((section) => section.name === name);
    return sections.length === 0 ? [] : [{ type, flags, alignment, sections }];
  };
  return [
    { type: elf.PT_PHDR, flags: elf.PF_R, alignment: machine.is64 ? 8 : 4, sections: [] },
    ...loads.filter(({ sections }, i) => i === 0 || sections.length > 0),
    ...named(elf.PT_GNU_EH_FRAME, elf.PF_R, 4, ".eh_frame_hdr"),
    { type: elf.PT_GNU_STACK, flags: elf.PF_R | elf.PF_W, alignment: 0, sections: [] },
    ...named(PT_ARM_EXIDX, elf.PF_R, 4, ".ARM.exidx"),
    ...(options.lld < ATTRIBUTES_SEGMENT_SINCE ? [] : named(PT_RISCV_ATTRIBUTES, elf.PF_R, 1, ".riscv.attributes")),
  ];
}

class ImageWriter {
  readonly #segments: readonly Segment[];
  readonly #headersSize: number;
  readonly #base: bigint;
  #end = 0;

  constructor(readonly link: BareLink) {
    this.#segments = segmentsOf(link);
    this.#headersSize = elf.EHDR_SIZE[this.#class] + elf.PHDR_SIZE[this.#class] * this.#segments.length;
    this.#base = link.options.imageBase ?? link.machine.base;
  }

  get #class(): 32 | 64 {
    return this.link.machine.is64 ? 64 : 32;
  }

  place(): void {
    const { pageSize } = this.link.machine;
    let offset = this.#headersSize;
    let dot = this.#base + BigInt(offset);
    let before = -1;
    for (const section of this.link.ordered) {
      if (!section.isAlloc) {
        section.offset = Math.ceil(offset / section.alignment) * section.alignment;
        offset = section.offset + section.size;
        continue;
      }
      const cls = loadClass(section);
      if (cls !== before && cls !== 0) dot = alignUp(dot, pageSize) + (dot % BigInt(pageSize));
      before = cls;
      dot = alignUp(dot, section.alignment);
      section.address = dot;
      const inPage = Number(dot % BigInt(pageSize));
      section.offset = section.isNobits ? offset : offset + ((inPage - (offset % pageSize) + pageSize) % pageSize);
      offset = section.offset + (section.isNobits ? 0 : section.size);
      dot += BigInt(section.size);
    }
    this.#end = Math.ceil(offset / (this.link.machine.is64 ? 8 : 4)) * (this.link.machine.is64 ? 8 : 4);
  }

  write(): Uint8Array {
    const { ordered } = this.link;
    const out = new Uint8Array(this.#end + elf.SHDR_SIZE[this.#class] * (ordered.length + 1));
    for (const section of ordered) if (!section.isNobits) this.#writeSection(out, section);
    out.set(this.#elfHeader());
    out.set(this.#programHeaders(), elf.EHDR_SIZE[this.#class]);
    out.set(this.#sectionHeaders(), this.#end);
    return out;
  }

  #writeSection(out: Uint8Array, section: OutputSection): void {
    const made = section.content?.();
    if (made !== undefined) return out.set(made, section.offset);
    for (const { section: index, offset } of section.pieces) {
      const input = this.link.section(index);
      const at = section.offset + offset;
      out.set(input.data, at);
      const view = new DataView(out.buffer, at, input.data.length);
      this.#relocate(view, input, section.address + BigInt(offset));
    }
  }

  #relocate(view: DataView, input: ObjectSection, address: bigint): void {
    const { relocations } = input;
    for (let i = 0; i < relocations.length; i++) {
      const [one, next] = [relocations[i] as Relocation, relocations[i + 1]];
      const isPair = next?.symbol === one.symbol && one.addend === 0n && next.addend === 0n;
      if (isPair && this.#shorten(view, address, one, next)) i++;
      else this.#apply(view, input, address, one);
    }
  }

  #site(view: DataView, address: bigint, { type, offset, symbol, addend }: Relocation): Site & { readonly type: number } {
    const wanted = this.link.object.symbols[symbol] as ObjectSymbol;
    const target = this.link.addressOf(wanted) + addend;
    return { type, view, at: offset, target, place: address + BigInt(offset), upperDistance: () => this.#distanceAt(wanted) };
  }

  #shorten(view: DataView, address: bigint, first: Relocation, second: Relocation): boolean {
    return this.link.machine.shorten?.(this.#site(view, address, first), this.#site(view, address, second)) === true;
  }

  #apply(view: DataView, input: ObjectSection, address: bigint, relocation: Relocation): void {
    const { link } = this;
    const { type, offset, symbol } = relocation;
    const row = link.machine.relocations[type];
    const wanted = link.object.symbols[symbol] as ObjectSymbol;
    const where = `${link.object.name}:(${input.name}+0x${offset.toString(16)})`;
    if (row === undefined) {
      link.errors.push(`${where}: unknown relocation (${type}) against symbol ${wanted.name}`);
      return;
    }
    const outside = row.fill(this.#site(view, address, relocation));
    if (outside === undefined) return;
    const most = 1n << BigInt(outside.bits - 1);
    const name = wanted.name === "" ? "" : `; references '${wanted.name}'`;
    link.errors.push(`${where}: relocation ${row.name} out of range: ${outside.value} is not in [${-most}, ${most - 1n}]${name}`);
  }

  /** Of the instruction that a label marks: how far its own target is. */
  #distanceAt({ place, value }: ObjectSymbol): bigint {
    const { link } = this;
    const home = typeof place === "number" ? link.home(place) : undefined;
    const input = typeof place === "number" ? link.section(place) : undefined;
    const upper = input?.relocations.find(({ offset }) => BigInt(offset) === value);
    if (home === undefined || upper === undefined) return 0n;
    const address = home.output.address + BigInt(home.piece.offset) + value;
    return link.addressOf(link.object.symbols[upper.symbol] as ObjectSymbol) + upper.addend - address;
  }

  /** A word of the file's class. */
  #word(out: ByteWriter, value: bigint | number): ByteWriter {
    return this.link.machine.is64 ? out.u64(value) : out.u32(Number(value));
  }

  #elfHeader(): Uint8Array {
    const { machine, object, ordered, entryAddress } = this.link;
    const bits = this.#class;
    const out = new ByteWriter().append([0x7f, 0x45, 0x4c, 0x46, bits === 64 ? elf.ELFCLASS64 : elf.ELFCLASS32, elf.ELFDATA2LSB, 1, 0]);
    out.append(new Uint8Array(8)).u16(elf.ET_EXEC).u16(machine.elfMachine).u32(1);
    this.#word(out, entryAddress);
    this.#word(out, elf.EHDR_SIZE[bits]);
    this.#word(out, this.#end).u32(machine.imageFlags(object.flags));
    out.u16(elf.EHDR_SIZE[bits]).u16(elf.PHDR_SIZE[bits]).u16(this.#segments.length);
    out.u16(elf.SHDR_SIZE[bits]).u16(ordered.length + 1);
    return out.u16(ordered.findIndex(({ name }) => name === ".shstrtab") + 1).bytes.slice();
  }

  #extent({ type, sections }: Segment): {
    readonly offset: number;
    readonly address: bigint;
    readonly file: number;
    readonly memory: bigint;
  } {
    const bits = this.#class;
    if (type === elf.PT_PHDR) {
      const offset = elf.EHDR_SIZE[bits];
      const size = this.#headersSize - offset;
      return { offset, address: this.#base + BigInt(offset), file: size, memory: BigInt(size) };
    }
    const holdsHeaders = type === elf.PT_LOAD && sections.every((section) => rank(section) < 3);
    const [first] = sections;
    if (first === undefined && !holdsHeaders) return { offset: 0, address: 0n, file: 0, memory: 0n };
    const offset = holdsHeaders || first === undefined ? 0 : first.offset;
    const address = holdsHeaders || first === undefined ? this.#base : first.address;
    const ends = sections.filter(({ isNobits }) => !isNobits).map((section) => section.offset + section.size);
    const memory = sections.map((section) => section.address + BigInt(section.size) - address);
    const file = Math.max(holdsHeaders ? this.#headersSize : offset, ...ends) - offset;
    const loaded = type === PT_RISCV_ATTRIBUTES ? BigInt(file) : memory.reduce((a, b) => (a > b ? a : b), BigInt(file));
    return { offset, address, file, memory: loaded };
  }

  #programHeaders(): Uint8Array {
    const out = new ByteWriter();
    for (const segment of this.#segments) {
      const { offset, address, file, memory } = this.#extent(segment);
      const { type, flags, alignment } = segment;
      out.u32(type);
      if (this.link.machine.is64) out.u32(flags).u64(offset).u64(address).u64(address).u64(file).u64(memory).u64(alignment);
      else out.u32(offset).u32(Number(address)).u32(Number(address)).u32(file).u32(Number(memory)).u32(flags).u32(alignment);
    }
    return out.bytes.slice();
  }

  #sectionHeaders(): Uint8Array {
    const { link } = this;
    const out = new ByteWriter().append(new Uint8Array(elf.SHDR_SIZE[this.#class]));
    for (const section of link.ordered) {
      out.u32(link.nameOffset(section.name)).u32(section.type);
      this.#word(out, section.flags);
      this.#word(out, section.address);
      this.#word(out, section.offset);
      this.#word(out, section.size);
      out.u32(section.link === undefined ? 0 : link.ordered.indexOf(section.link) + 1).u32(section.info);
      this.#word(out, section.alignment);
      this.#word(out, section.entrySize);
    }
    return out.bytes.slice();
  }
}

export function writeImage(link: BareLink): Uint8Array {
  const writer = new ImageWriter(link);
  writer.place();
  return writer.write();
}

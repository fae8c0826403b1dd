// Lines of a disassembly: address, bytes, text, annotations, comments, each in the column where llvm-objdump has it.
import type { ByteSink } from "../byte-sink.ts";
import { SLOT, writeNumber } from "../disassembly/template.ts";
import type { Decoded, PlacedSlot, Template } from "../disassembly/template.ts";
import type { AddressWriter } from "./code-places.ts";

/** How a machine's lines look. */
export interface LineStyle {
  readonly showBytes: boolean;
  readonly showAddress: boolean;
  readonly hex: boolean;
  /** Column of the text: 39 with bytes; without them by the machine. */
  readonly textColumn: number;
  readonly commentColumn: number;
  /** `# `, `@ `, `// `. */
  readonly leader: string;
  /** --symbolize-operands: names stand behind the text. */
  readonly symbolizes: boolean;
  /** The same for branches: without the address. */
  readonly namesBranches: boolean;
}

/** Names of addresses, by their distance from the section's start. */
export interface NamedPlaces {
  annotate(sink: ByteSink, distance: number): void;
  isNamed(distance: number): boolean;
}

export interface LinePlaces {
  /** Addresses as shown, moved by --adjust-vma. */
  readonly shown: AddressWriter;
  /** Branch targets in the text: moved likewise. */
  readonly targets: AddressWriter;
  /** Addresses told in comments: where they are in the file. */
  readonly meant: AddressWriter;
  readonly places: NamedPlaces;
}

const BLANK = 0x20;
const ZERO_DIGIT = 0x30;

export class LineWriter {
  #comments = 0;
  /** Names of branch targets inside the region, by distance (--symbolize-operands). */
  labels: ReadonlyMap<number, string> | undefined;

  constructor(
    readonly sink: ByteSink,
    readonly style: LineStyle,
    readonly at: LinePlaces,
  ) {}

  #address(writer: AddressWriter, offset: number): void {
    writer.write(this.sink, offset, 8, BLANK);
    this.sink.byte(0x3a);
  }

  /** The start of a line of data, which --adjust-vma leaves where it is. */
  dataAddress(offset: number): void {
    this.#address(this.at.meant, offset);
  }

  /** Blanks up to the text, which starts at a fixed column, or at the next one that is 7 modulo 8. */
  #toText(column: number): void {
    const { textColumn } = this.style;
    this.sink.blanks(column < textColumn ? textColumn - column : 7 - (column & 7));
    this.sink.byte(9);
  }

  /** Everything before the text of data among code: address and bytes, whatever is said of those of instructions. */
  dataLead(code: Uint8Array, offset: number, size: number): void {
    this.dataAddress(offset);
    this.bytes(code, offset, size, 1);
    this.#toText(this.sink.lineLength);
  }

  /** Everything before the text. */
  lead(code: Uint8Array, offset: number, size: number, unit: number): void {
    const { showBytes, showAddress } = this.style;
    if (showAddress) this.#address(this.at.shown, offset);
    if (showBytes) this.bytes(code, offset, size, unit);
    this.#toText(this.sink.lineLength);
  }

  /** Bytes as pairs, or as words of `unit` bytes in the order of a little-endian number; a negative unit: of a big-endian one. */
  bytes(code: Uint8Array, offset: number, size: number, unit: number): void {
    if (unit === 1) {
      this.sink.pairs(code, offset, size);
      return;
    }
    const step = Math.abs(unit);
    for (let i = 0; i < size; i += step) {
      this.sink.byte(BLANK);
      const last = Math.min(step, size - i) - 1;
      for (let j = 0; j <= last; j++) this.sink.hex(code[offset + i + (unit < 0 ? j : last - j)] as number, 2, ZERO_DIGIT);
    }
  }

  #displacement(template: Template, value: number, wide: bigint): void {
    const { sink, style } = this;
    switch (template.displacement) {
      case "att":
        if (value !== 0) writeNumber(sink, value, style.hex);
        return;
      case "always":
        if (Number.isSafeInteger(value)) writeNumber(sink, value, style.hex);
        else this.#wide(wide);
        return;
      default:
        if (value === 0) return;
        sink.text(value < 0 ? " - " : " + ");
        writeNumber(sink, Math.abs(value), style.hex);
    }
  }

  #wide(value: bigint): void {
    const { sink, style } = this;
    if (value < 0n) sink.byte(0x2d);
    const size = value < 0n ? -value : value;
    sink.text(style.hex ? `0x${size.toString(16)}` : size.toString());
  }

  #target(target: number, named: number, isNamed: boolean): void {
    if (!isNamed) this.#number(this.at.targets, target);
    this.#annotate(named);
  }

  /** The name of a place: a symbol's, if it lies just there, else a label's. */
  #annotate(target: number): void {
    const label = this.labels?.get(target);
    if (label === undefined || this.at.places.isNamed(target)) this.at.places.annotate(this.sink, target);
    else this.sink.text(` <${label}>`);
  }

  #number(writer: AddressWriter, target: number): void {
    this.sink.text("0x");
    writer.write(this.sink, target, 1, ZERO_DIGIT);
  }

  /** The text with its slots filled. */
  text(decoded: Decoded): void {
    const { sink } = this;
    const { text, slots, isRelative } = decoded.template;
    let from = 0;
    for (let i = 0; i < slots.length; i++) {
      const { slot, at } = slots[i] as PlacedSlot;
      sink.part(text, from, at - from);
      this.#slot(slot, decoded);
      from = at + 1;
    }
    sink.part(text, from, text.size - from);
    if (isRelative && this.style.symbolizes) this.#annotate(decoded.target);
  }

  #slot(slot: number, { template, displacement, immediate, wide, target, named }: Decoded): void {
    if (slot === SLOT.displacement) this.#displacement(template, displacement, wide);
    else if (slot === SLOT.target) this.#target(target, named, this.style.namesBranches);
    else if (slot === SLOT.page) this.#target(target, named, false);
    else if (slot === SLOT.name) this.#annotate(named);
    else if (template.immediate.bits === 64 && wide !== 0n) this.#wide(wide);
    else writeNumber(this.sink, immediate, this.style.hex);
  }

  /** Starts a comment: at its column, or a blank behind longer text; each further one on a line of its own. */
  #startComment(): void {
    const { sink, style } = this;
    if (this.#comments++ > 0) {
      sink.endLine();
      sink.blanks(style.commentColumn);
    } else {
      const column = sink.column();
      sink.blanks(column < style.commentColumn ? style.commentColumn - column : 1);
    }
    sink.text(style.leader);
  }

  comments({ template, immediate, wide, target }: Decoded): void {
    this.#comments = 0;
    for (const comment of template.comments) {
      this.#startComment();
      this.sink.text(comment);
    }
    if (template.commentsImmediate) this.#immediateComment(immediate, wide);
    if (!template.isRelative || this.style.symbolizes) return;
    this.#startComment();
    this.#number(this.at.meant, target);
    this.at.places.annotate(this.sink, target);
  }

  #immediateComment(immediate: number, wide: bigint): void {
    const value = wide === 0n ? BigInt(immediate) : wide;
    if (value <= 255n && value >= -256n) return;
    this.#startComment();
    const bits = value === BigInt.asIntN(16, value) ? 16 : value === BigInt.asIntN(32, value) ? 32 : 64;
    this.sink.text(`imm = 0x${BigInt.asUintN(bits, value).toString(16).toUpperCase()}`);
  }
}

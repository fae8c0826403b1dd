// A function's code while it is made: instructions in order, branches to labels among them. A branch starts in its
// shortest form and grows until it reaches.
import type { Branch, FixedIsa, Fixup, Form, Operand } from "./form.ts";

export class EncodingError extends Error {}

/** A field that the linker fills. */
export interface PlacedFixup extends Fixup {
  readonly offset: number;
  /** Of the table's row. */
  readonly type: number;
}

export interface FixedCode {
  readonly bytes: Uint8Array;
  readonly fixups: readonly PlacedFixup[];
  /** Names of places, by offset. */
  readonly labels: ReadonlyMap<string, number>;
  /** Where `note` was called, in order. */
  readonly notes: readonly PlacedNote[];
}

export interface PlacedNote {
  readonly id: number;
  readonly offset: number;
}

interface Piece {
  readonly forms: readonly Form[];
  readonly operands: readonly Operand[];
  choice: number;
  offset: number;
}

interface Mark {
  readonly label: string;
  offset: number;
}

interface Note {
  readonly note: number;
  offset: number;
}

type Item = Piece | Mark | Note;

const isPiece = (item: Item): item is Piece => "forms" in item;
const isNote = (item: Item): item is Note => "note" in item;

export class FixedBuffer {
  readonly #items: Item[] = [];

  constructor(readonly isa: FixedIsa) {}

  /** Instructions so far. */
  get count(): number {
    return this.#items.filter(isPiece).length;
  }

  emit(mnemonic: string, ...operands: Operand[]): void {
    const forms = (this.isa.forms.get(mnemonic) ?? []).filter(
      ({ fields }) => fields.length === operands.length && fields.every((field, i) => field.encode(operands[i] as Operand) !== undefined),
    );
    if (forms.length === 0)
      throw new EncodingError(this.isa.forms.has(mnemonic) ? "invalid operand for instruction" : `unknown instruction \`${mnemonic}\``);
    this.#items.push({ forms, operands, choice: 0, offset: 0 });
  }

  label(name: string): void {
    this.#items.push({ label: name, offset: 0 });
  }

  /** Remembers where the next instruction comes to lie. */
  note(id: number): void {
    this.#items.push({ note: id, offset: 0 });
  }

  #place(): Map<string, number> {
    const labels = new Map<string, number>();
    let offset = 0;
    for (const item of this.#items) {
      item.offset = offset;
      if (isPiece(item)) offset += (item.forms[item.choice] as Form).size;
      else if (!isNote(item)) labels.set(item.label, offset);
    }
    return labels;
  }

  #fixupOf({ forms, operands, choice }: Piece): Fixup | undefined {
    for (const [i, field] of (forms[choice] as Form).fields.entries()) {
      const found = field.fixup?.(operands[i] as Operand);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The displacement's bits, for branches inside; undefined if the form does not reach. */
  #reach(piece: Piece, fixup: Fixup, labels: ReadonlyMap<string, number>): number | undefined {
    const row = this.isa.relocations[fixup.relocation];
    const to = labels.get(fixup.symbol);
    if (row === undefined || to === undefined) throw new EncodingError(`no label \`${fixup.symbol}\``);
    return row.patch(to - piece.offset);
  }

  /** Whether the form does for this fixup as things stand. */
  #suffices(piece: Piece, labels: ReadonlyMap<string, number>): boolean {
    const fixup = this.#fixupOf(piece);
    if (fixup === undefined) return true;
    if (fixup.isLabel) return this.#reach(piece, fixup, labels) !== undefined;
    return this.isa.relocations[fixup.relocation]?.type !== undefined;
  }

  finish(): FixedCode {
    let labels = this.#place();
    for (let grew = true; grew;) {
      grew = false;
      for (const item of this.#items) {
        if (!isPiece(item) || this.#suffices(item, labels)) continue;
        if (item.choice + 1 === item.forms.length) throw new EncodingError("a branch that far");
        item.choice++;
        grew = true;
      }
      labels = this.#place();
    }
    const bytes: number[] = [];
    const fixups: PlacedFixup[] = [];
    for (const item of this.#items) if (isPiece(item)) this.#write(item, labels, bytes, fixups);
    const notes = this.#items.filter(isNote).map(({ note, offset }) => ({ id: note, offset }));
    return { bytes: Uint8Array.from(bytes), fixups, labels, notes };
  }

  #write(piece: Piece, labels: ReadonlyMap<string, number>, bytes: number[], fixups: PlacedFixup[]): void {
    const { size, bits, fields } = piece.forms[piece.choice] as Form;
    let word = fields.reduce((sum, field, i) => sum | (field.encode(piece.operands[i] as Operand) as number), bits);
    const fixup = this.#fixupOf(piece);
    if (fixup?.isLabel === true) word |= this.#reach(piece, fixup, labels) as number;
    else if (fixup !== undefined) {
      const { type, addend = 0, unfilled = 0 } = this.isa.relocations[fixup.relocation] as Branch;
      fixups.push({ ...fixup, offset: piece.offset, type: type as number, addend: fixup.addend + addend });
      word |= unfilled;
    }
    const shifts = size === 2 ? [0, 8] : this.isa.inHalfwords ? [16, 24, 0, 8] : [0, 8, 16, 24];
    bytes.push(...shifts.map((shift) => (word >>> shift) & 0xff));
  }
}

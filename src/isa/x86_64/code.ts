// A run of machine code being made: instructions, labels, data, alignment. Branches to labels start short and are
// widened until every distance fits, which is the shortest code there is for a given order.
import type { Encoded, Fixup } from "./encode.ts";
import { encode } from "./encode.ts";
import type { Operand } from "./operand.ts";

export interface CodeFixup extends Fixup {}

type Item =
  | { readonly kind: "bytes"; readonly bytes: readonly number[]; readonly fixups: readonly Fixup[] }
  | { readonly kind: "label"; readonly name: string }
  | { readonly kind: "branch"; readonly mnemonic: string; readonly label: string; wide: boolean }
  | { readonly kind: "align"; readonly to: number };

/** Code at its final size: bytes, what the linker must fill in, and where each label is. */
export interface Code {
  readonly bytes: Uint8Array;
  readonly fixups: readonly Fixup[];
  readonly labels: ReadonlyMap<string, number>;
}

/** The recommended multi-byte no-operations (Intel SDM, NOP), longest last. */
const NOPS: readonly (readonly number[])[] = [
  [],
  [0x90],
  [0x66, 0x90],
  [0x0f, 0x1f, 0x00],
  [0x0f, 0x1f, 0x40, 0x00],
  [0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
  [0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
];
const LONGEST_NOP = 15;

/** `count` bytes of no-operations, in as few instructions as LLVM uses: up to 15 bytes each, by repeated 0x66 prefixes. */
export function nopBytes(count: number): number[] {
  const out: number[] = [];
  for (let rest = count; rest > 0;) {
    const length = Math.min(rest, LONGEST_NOP);
    const base = NOPS[Math.min(length, 10)] as readonly number[];
    out.push(...Array<number>(length - base.length).fill(0x66), ...base);
    rest -= length;
  }
  return out;
}

export class CodeBuffer {
  readonly #items: Item[] = [];

  /** Appends an instruction. Throws if no form fits: the caller chose the operands. */
  emit(mnemonic: string, ...operands: Operand[]): void {
    const [only] = operands;
    if (only?.kind === "target" && only.isLabel && mnemonic !== "call") {
      this.#items.push({ kind: "branch", mnemonic, label: only.symbol, wide: false });
      return;
    }
    const encoded = encode(mnemonic, operands);
    if (encoded === undefined) throw new Error(`no form of ${mnemonic} takes ${operands.map(({ kind }) => kind).join(", ")}`);
    this.append(encoded);
  }

  append(encoded: Encoded): void {
    this.#items.push({ kind: "bytes", ...encoded });
  }

  data(bytes: readonly number[]): void {
    this.#items.push({ kind: "bytes", bytes, fixups: [] });
  }

  label(name: string): void {
    this.#items.push({ kind: "label", name });
  }

  align(to: number): void {
    this.#items.push({ kind: "align", to });
  }

  #size(item: Item, at: number): number {
    switch (item.kind) {
      case "bytes":
        return item.bytes.length;
      case "label":
        return 0;
      case "align":
        return (item.to - (at % item.to)) % item.to;
      case "branch":
        return !item.wide ? 2 : item.mnemonic === "jmp" ? 5 : 6;
    }
  }

  /** Widens branches that do not reach; true if any was. */
  #widen(): boolean {
    const labels = this.#labels();
    let at = 0;
    let changed = false;
    for (const item of this.#items) {
      at += this.#size(item, at);
      if (item.kind !== "branch" || item.wide) continue;
      const distance = (labels.get(item.label) ?? Number.NaN) - at;
      if (distance >= -128 && distance <= 127) continue;
      item.wide = true;
      changed = true;
    }
    return changed;
  }

  #labels(): Map<string, number> {
    const labels = new Map<string, number>();
    let at = 0;
    for (const item of this.#items) {
      if (item.kind === "label") labels.set(item.name, at);
      at += this.#size(item, at);
    }
    return labels;
  }

  finish(): Code {
    while (this.#widen());
    const labels = this.#labels();
    const bytes: number[] = [];
    const fixups: Fixup[] = [];
    for (const item of this.#items) {
      if (item.kind === "align") bytes.push(...nopBytes(this.#size(item, bytes.length)));
      if (item.kind === "branch") this.#branch(item, bytes, labels);
      if (item.kind !== "bytes") continue;
      for (const fixup of item.fixups) fixups.push({ ...fixup, offset: fixup.offset + bytes.length });
      for (const byte of item.bytes) bytes.push(byte);
    }
    return { bytes: this.#fillLabels(Uint8Array.from(bytes), fixups, labels), fixups: fixups.filter(({ isLabel }) => !isLabel), labels };
  }

  #branch({ mnemonic, label, wide }: Extract<Item, { kind: "branch" }>, bytes: number[], labels: ReadonlyMap<string, number>): void {
    const target = labels.get(label);
    if (target === undefined) throw new Error(`no label ${label}`);
    const encoded = encode(mnemonic, [{ kind: "target", symbol: label, isLabel: true }], !wide) as Encoded;
    const distance = target - (bytes.length + encoded.bytes.length);
    const field = encoded.fixups[0] as Fixup;
    const out = [...encoded.bytes];
    for (let i = 0; i < field.width; i++) out[field.offset + i] = (distance >> (8 * i)) & 0xff;
    bytes.push(...out);
  }

  /** Other uses of labels of this code: `call` and `lea` of a local label. */
  #fillLabels(bytes: Uint8Array, fixups: readonly Fixup[], labels: ReadonlyMap<string, number>): Uint8Array {
    for (const { isLabel, reference, offset, width } of fixups) {
      const target = isLabel ? labels.get(reference.symbol) : undefined;
      if (!isLabel) continue;
      if (target === undefined) throw new Error(`no label ${reference.symbol}`);
      const distance = target + reference.addend - (offset + width);
      for (let i = 0; i < width; i++) bytes[offset + i] = (distance >> (8 * i)) & 0xff;
    }
    return bytes;
  }
}

// A run of machine code being made: instructions, labels, data, alignment. Branches to labels start short and are
// widened until every distance fits, which is the shortest code there is for a given order.
import type { Encoded, Fixup } from "./encode.ts";
import { encode, encodeAs } from "./encode.ts";
import { knownEncoding } from "./known-encodings.ts";
import type { Operand } from "./operand.ts";
import type { Mode } from "./rows.ts";

export interface CodeFixup extends Fixup {}

type Item =
  | { readonly kind: "bytes"; readonly bytes: readonly number[]; readonly fixups: readonly Fixup[]; readonly source?: Source }
  | { readonly kind: "label"; readonly name: string }
  | BranchItem
  | { readonly kind: "align"; readonly to: number; readonly fill: number | undefined; readonly most: number }
  | { readonly kind: "mark"; readonly text: string }
  | { readonly kind: "note"; readonly id: number }
  | { readonly kind: "org"; readonly to: number; readonly fill: number };

/** What an instruction's bytes were made of. */
export interface Source {
  readonly mnemonic: string;
  readonly operands: readonly Operand[];
  readonly mode: Mode;
}

/** A line of the code as text. */
export type Line =
  | { readonly kind: "instruction"; readonly mnemonic: string; readonly operands: readonly Operand[]; readonly mode: Mode }
  | { readonly kind: "label"; readonly name: string }
  | { readonly kind: "align"; readonly to: number }
  | { readonly kind: "data"; readonly bytes: readonly number[]; readonly fixups: readonly Fixup[] }
  | { readonly kind: "mark"; readonly text: string };

interface BranchItem {
  readonly kind: "branch";
  readonly source: Source;
  readonly label: string;
  readonly short: Encoded;
  /** undefined: the branch has no longer form. */
  readonly long: Encoded | undefined;
  wide: boolean;
}

/** A place lies farther from its base than the 32 bits that an instruction has for that. */
export class OutOfReach extends Error {}

/** Something that cannot be laid out: a label that is not there, a distance that is too long. */
export class LayoutProblem extends Error {}

/** Code at its final size: bytes, what the linker must fill in, and where each label is. */
export interface Code {
  readonly bytes: Uint8Array;
  readonly fixups: readonly Fixup[];
  readonly labels: ReadonlyMap<string, number>;
  /** The same as text, where the buffer keeps it. */
  readonly lines?: readonly Line[] | undefined;
  /** Where each noted place came to lie, in order. */
  readonly notes: readonly { readonly id: number; readonly offset: number }[];
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
export function nopBytes(count: number, longest = LONGEST_NOP): number[] {
  const out: number[] = [];
  for (let rest = count; rest > 0;) {
    const length = Math.min(rest, longest);
    const base = NOPS[Math.min(length, 10)] as readonly number[];
    out.push(...Array<number>(length - base.length).fill(0x66), ...base);
    rest -= length;
  }
  return out;
}

/** Bytes from label `minus` to label `plus`, if they are known. */
export type Distance = (plus: string | undefined, minus: string) => number | undefined;

export class CodeBuffer {
  readonly #items: Item[] = [];

  /** `keepsText`: for `--emit=asm`, what instructions were made of is kept. */
  constructor(
    readonly keepsText = false,
    /** Bytes of the longest no-operation that pads loops. */
    readonly longestNop = LONGEST_NOP,
  ) {}

  /** Appends an instruction. Throws if no form fits: the caller chose the operands. */
  emit(mnemonic: string, ...operands: Operand[]): void {
    this.instruction(mnemonic, operands);
  }

  /** `emit`, of operands that are a list already. */
  instruction(mnemonic: string, operands: readonly Operand[]): void {
    const only = operands[0];
    if (only?.kind === "target" && only.isLabel && mnemonic !== "call") return this.branch(mnemonic, only.symbol, only, 64);
    for (const one of operands) if (one.kind === "memory" && (one.displacement | 0) !== one.displacement) throw new OutOfReach();
    const encoded = knownEncoding(mnemonic, operands, encode);
    if (encoded === undefined) throw new Error(`no form of ${mnemonic} takes ${operands.map(({ kind }) => kind).join(", ")}`);
    this.append(encoded, this.keepsText ? { mnemonic, operands, mode: 64 } : undefined);
  }

  /** A branch to a label of this code if it is here, else to a symbol. */
  branch(mnemonic: string, label: string, target: Operand, mode: Mode): void {
    const { short, long } = branchForms(mnemonic, target, mode);
    this.#items.push({ kind: "branch", label, short, long, wide: false, source: { mnemonic, operands: [target], mode } });
  }

  append(encoded: Encoded, source?: Source): void {
    const { bytes, fixups } = encoded;
    this.#items.push(this.keepsText && source !== undefined ? { kind: "bytes", bytes, fixups, source } : { kind: "bytes", bytes, fixups });
  }

  /** A line that only the text has. */
  mark(text: string): void {
    if (this.keepsText) this.#items.push({ kind: "mark", text });
  }

  /** A place whose offset is wanted when the code has its final size. */
  note(id: number): void {
    this.#items.push({ kind: "note", id });
  }

  data(bytes: readonly number[], fixups: readonly Fixup[] = []): void {
    this.#items.push({ kind: "bytes", bytes, fixups });
  }

  get isEmpty(): boolean {
    return this.#items.every(({ kind }) => kind === "label" || kind === "mark" || kind === "note");
  }

  label(name: string): void {
    this.#items.push({ kind: "label", name });
  }

  /** A prefix byte by its name. */
  prefix(byte: number, name: string): void {
    this.append({ bytes: [byte], fixups: [] }, { mnemonic: name, operands: [], mode: 64 });
  }

  /** With `fill`, bytes of it; else no-operations. Nothing if more than `most` bytes were needed. */
  align(to: number, fill?: number, most = to): void {
    this.#items.push({ kind: "align", to, fill, most });
  }

  /** Goes on at an offset from the start. */
  org(to: number, fill: number): void {
    this.#items.push({ kind: "org", to, fill });
  }

  #size(item: Item, at: number): number {
    switch (item.kind) {
      case "bytes":
        return item.bytes.length;
      case "label":
      case "mark":
      case "note":
        return 0;
      case "align": {
        const gap = (item.to - (at % item.to)) % item.to;
        return gap > item.most ? 0 : gap;
      }
      case "org":
        return Math.max(0, item.to - at);
      case "branch":
        return (item.wide ? (item.long ?? item.short) : item.short).bytes.length;
    }
  }

  /** Widens branches that do not reach; true if any was. */
  #widen(labels: ReadonlyMap<string, number>): boolean {
    let at = 0;
    let changed = false;
    for (const item of this.#items) {
      at += this.#size(item, at);
      if (item.kind !== "branch" || item.wide || item.long === undefined) continue;
      const distance = (this.#isExported(item.label) ? Number.NaN : (labels.get(item.label) ?? Number.NaN)) - at;
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

  #exported: ReadonlySet<string> = new Set();
  #distanceElsewhere: Distance = () => undefined;

  /** Names that others may define anew: references to them are the linker's. */
  #isExported(label: string): boolean {
    return this.#exported.has(label);
  }

  /** Where the labels are. `exported`: keys of those whose uses are left to the linker. */
  layOut(exported: ReadonlySet<string>): ReadonlyMap<string, number> {
    this.#exported = exported;
    let labels = this.#labels();
    while (this.#widen(labels)) labels = this.#labels();
    return labels;
  }

  /** `distanceElsewhere`: between two labels of other code. Throws LayoutProblem. */
  finish(exported: ReadonlySet<string> = new Set(), distanceElsewhere: Distance = () => undefined): Code {
    const labels = this.layOut(exported);
    this.#distanceElsewhere = distanceElsewhere;
    const bytes = new Uint8Array(this.#end());
    const fixups: Fixup[] = [];
    const notes: { id: number; offset: number }[] = [];
    let at = 0;
    for (const item of this.#items) {
      if (item.kind === "note") notes.push({ id: item.id, offset: at });
      else at = this.#emitItem(item, bytes, at, fixups, labels);
    }
    const left = this.#fill(bytes, fixups, labels);
    return { bytes, fixups: left, labels, notes, lines: this.keepsText ? this.#items.flatMap(lineOf) : undefined };
  }

  /** Where the code ends, as branches are now. */
  #end(): number {
    let at = 0;
    for (const item of this.#items) at += this.#size(item, at);
    return at;
  }

  /** Puts the item at `at`. Returns where it ends. */
  #emitItem(item: Item, bytes: Uint8Array, at: number, fixups: Fixup[], labels: ReadonlyMap<string, number>): number {
    if (item.kind === "label" || item.kind === "mark" || item.kind === "note") return at;
    if (item.kind === "align" || item.kind === "org") {
      const size = this.#size(item, at);
      if (item.kind === "org" && item.to < at) throw new LayoutProblem(`invalid .org offset '${item.to}' (at offset '${at}')`);
      bytes.set(item.fill === undefined ? nopBytes(size, this.longestNop) : new Uint8Array(size).fill(item.fill), at);
      return at + size;
    }
    const { bytes: own, fixups: wanted } = item.kind === "branch" ? this.#branch(item, at, labels) : item;
    for (const fixup of wanted) fixups.push({ ...fixup, offset: fixup.offset + at });
    for (let i = 0; i < own.length; i++) bytes[at + i] = own[i] as number;
    return at + own.length;
  }

  #branch(item: BranchItem, at: number, labels: ReadonlyMap<string, number>): Encoded {
    const { label, wide, short, long } = item;
    const encoded = wide ? (long ?? short) : short;
    const target = this.#isExported(label) ? undefined : labels.get(label);
    const field = encoded.fixups[0] as Fixup;
    if (target === undefined) {
      if (field.isLabel) throw new LayoutProblem(`no label ${label}`);
      return encoded;
    }
    const distance =
      target - (at + encoded.bytes.length) + (field.reference.addend + (field.isLabel ? 0 : encoded.bytes.length - field.offset));
    if (field.width === 1 && (distance < -128 || distance > 127))
      throw new LayoutProblem("value of " + distance + " is too large for field of 1 byte.");
    const out = [...encoded.bytes];
    put(out, field.offset, field.width, distance);
    return { bytes: out, fixups: [] };
  }

  /** Fills in what is known without a linker: labels of this code, and distances between them. */
  #fill(bytes: Uint8Array, fixups: readonly Fixup[], labels: ReadonlyMap<string, number>): readonly Fixup[] {
    const left = fixups.filter((fixup) => {
      const value = this.#valueOf(fixup, labels);
      if (value === undefined) return this.#isOutside(fixup);
      put(bytes, fixup.offset, fixup.width, value);
      return false;
    });
    return left.map((fixup) => this.#minusHere(fixup, labels));
  }

  /** A numeric label has no name that a linker could know. */
  #isOutside({ reference }: Fixup): true {
    if (reference.local !== undefined && reference.local === reference.symbol) throw new LayoutProblem("a numeric label that is not there");
    return true;
  }

  #valueOf({ isLabel, relative, offset, width, reference }: Fixup, labels: ReadonlyMap<string, number>): number | undefined {
    const { symbol, addend, local, minus } = reference;
    if (isLabel) {
      const target = labels.get(symbol);
      if (target === undefined) throw new LayoutProblem(`no label ${symbol}`);
      return target + addend - (offset + width);
    }
    const target = local === undefined ? undefined : labels.get(local);
    if (minus !== undefined) {
      const from = labels.get(minus);
      const distance = target === undefined || from === undefined ? this.#distanceElsewhere(local, minus) : target - from;
      return distance === undefined ? undefined : distance + addend;
    }
    if (!relative || target === undefined || this.#isExported(local as string)) return undefined;
    return target + addend - offset;
  }

  /** `symbol - label`, where the label is here, is a distance from the field. */
  #minusHere(fixup: Fixup, labels: ReadonlyMap<string, number>): Fixup {
    const { minus } = fixup.reference;
    if (minus === undefined) return fixup;
    const from = labels.get(minus);
    if (from === undefined) throw new LayoutProblem("expected relocatable expression");
    const { symbol, addend } = fixup.reference;
    return { ...fixup, relative: true, reference: { symbol, addend: addend + fixup.offset - from } };
  }
}

function lineOf(item: Item): Line[] {
  switch (item.kind) {
    case "bytes":
      if (item.source === undefined) return [{ kind: "data", bytes: item.bytes, fixups: item.fixups }];
      return [{ kind: "instruction", ...item.source }];
    case "branch":
      return [{ kind: "instruction", ...item.source }];
    case "align":
      return [{ kind: "align", to: item.to }];
    case "org":
      return [{ kind: "mark", text: `\t.org\t${item.to}, ${item.fill}` }];
    case "note":
      return [];
    default:
      return [item];
  }
}

interface BranchForms {
  readonly short: Encoded;
  readonly long: Encoded | undefined;
}

/** Branches to labels differ in nothing but the label. */
const toLabels = new Map<string, BranchForms>();

function branchForms(mnemonic: string, target: Operand, mode: Mode): BranchForms {
  const isPlain = target.kind === "target" && target.isLabel && mode === 64;
  const known = isPlain ? toLabels.get(mnemonic) : undefined;
  if (known !== undefined) return known;
  const short = encodeAs(mnemonic, [target], { mode, short: true });
  if (short === undefined) throw new Error(`${mnemonic} is no branch`);
  const long = encodeAs(mnemonic, [target], { mode, short: false });
  const forms = { short, long: long?.fixups[0]?.width === 1 ? undefined : long };
  if (isPlain) toLabels.set(mnemonic, forms);
  return forms;
}

/** A whole number, as its lowest bytes. */
function put(bytes: Uint8Array | number[], offset: number, width: number, value: number): void {
  const high = width > 4 ? Math.floor(value / 2 ** 32) : 0;
  for (let i = 0; i < width; i++) bytes[offset + i] = ((i < 4 ? value : high) >> (8 * (i & 3))) & 0xff;
}

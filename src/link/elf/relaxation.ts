// Makes code shorter when addresses are known: a call that turns out to be near needs one instruction in place of two, and
// padding only as many bytes as it takes. Addresses move then, so that this is done again until nothing changes; only in
// the end the code is written anew, and relocations move with it. Which instructions become what is the machine's
// knowledge (`LinkMachine.compact`); this keeps the books. Facts: RISC-V ELF psABI, chapter 8.4 (linker relaxation).
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import type { RelocationColumns } from "../../elf/object-columns.ts";
import * as elf from "../../elf/constants.ts";
import { isInput } from "./input.ts";
import type { InputSection } from "./input.ts";
import type { CompactSite, Compacted, LinkMachine } from "./machine.ts";
import type { LinkOptions } from "./options.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** Where a symbol starts or ends, as the object has it. */
interface Anchor {
  readonly offset: number;
  readonly symbol: LinkSymbol;
  readonly isEnd: boolean;
}

interface RelaxedSection {
  readonly section: InputSection;
  readonly size: number;
  /** By place. */
  readonly anchors: readonly Anchor[];
  /** By relocation: bytes that are gone behind it and in front of it, as of the last round. */
  readonly gone: Uint32Array;
  /** By relocation: what its code becomes, as of the last round. */
  readonly compacted: (Compacted | undefined)[];
}

/** After these, LLD 22 lets no call become shorter than it was: two that make each other long and short would go on for ever. */
const FREE_ROUNDS = 4;

/** Bytes. */
const INSTRUCTION = 4;

type Compact = NonNullable<LinkMachine["compact"]>;

export class Relaxation {
  readonly errors: string[] = [];
  readonly #sections: readonly RelaxedSection[];
  #rounds = 0;

  constructor(
    table: SymbolTable,
    readonly options: LinkOptions,
    readonly compact: Compact,
    readonly threadStart: () => bigint,
  ) {
    const wanted = new Map<InputSection, Anchor[]>();
    for (const file of table.files)
      for (const section of file.sections) if (section !== undefined && mayShrink(section)) wanted.set(section, []);
    for (const file of new Set([...wanted.keys()].map((section) => section.file))) file.relocations = file.relocations.copy();
    for (const section of wanted.keys()) sortByPlace(section.file.relocations, section);
    for (const file of table.files) for (const symbol of file.symbols) if (symbol.file === file) anchor(symbol, wanted);
    for (const symbol of new Set(table.redirected)) anchor(symbol, wanted);
    this.#sections = [...wanted].map(([section, anchors]) => {
      const count = (section.relocationsTo - section.relocationsFrom) / RELOCATION_WORDS;
      anchors.sort((a, b) => a.offset - b.offset || Number(a.isEnd) - Number(b.isEnd));
      return { section, size: section.size, anchors, gone: new Uint32Array(count), compacted: [] };
    });
  }

  /** One round, at the addresses of now; false if nothing moved any more. */
  round(): boolean {
    this.errors.length = 0;
    this.#rounds++;
    let moved = false;
    for (const one of this.#sections) if (this.#roundOf(one)) moved = true;
    return moved;
  }

  #roundOf(one: RelaxedSection): boolean {
    const { section, anchors, gone, compacted, size } = one;
    const { relocations } = section.file;
    const start = section.address;
    const isFree = this.options.lld === 15 || this.#rounds <= FREE_ROUNDS;
    let moved = false;
    let before = 0;
    let next = 0;
    let end = 0;
    for (let i = 0; i < gone.length; i++) {
      const row = section.relocationsFrom + RELOCATION_WORDS * i;
      const at = relocations.offset(row);
      const most = isFree ? Infinity : (gone[i] as number) - before;
      const site = { ...this.#site(section, row, start + BigInt(at - before)), most };
      const result = isWithin(site, end, size) ? this.compact(site) : undefined;
      if (result !== undefined) end = at + result.code.length + result.remove;
      compacted[i] = result;
      for (; next < anchors.length && (anchors[next] as Anchor).offset <= at; next++) move(anchors[next] as Anchor, before);
      before += result?.remove ?? 0;
      if (gone[i] !== before) moved = true;
      gone[i] = before;
    }
    for (; next < anchors.length; next++) move(anchors[next] as Anchor, before);
    section.size = size - before;
    return moved;
  }

  #site(section: InputSection, row: number, place: bigint): Omit<CompactSite, "most"> {
    const { file } = section;
    const { relocations } = file;
    const at = relocations.offset(row);
    const next = row + RELOCATION_WORDS;
    const symbol = file.symbolOf(row);
    const isAsked =
      next < section.relocationsTo && relocations.offset(next) === at && relocations.type(next) === this.options.machine.relaxMark;
    return {
      type: relocations.type(row),
      data: section.data,
      at,
      addend: relocations.nearAddend(row),
      place,
      isAsked: isAsked && this.options.relax,
      target: () => symbol?.addressPlus(relocations.addend(row)) ?? 0n,
      threadOffset: () => (symbol?.addressPlus(relocations.addend(row)) ?? 0n) - this.threadStart(),
      flags: file.object.flags,
      lld: this.options.lld,
      fail: (message) => void this.errors.push(`${file.displayName}:(${section.name}+0x${at.toString(16)}): ${message}`),
    };
  }

  /** Writes the code anew, and moves the relocations. */
  finish(): void {
    for (const one of this.#sections) {
      if ((one.gone.at(-1) ?? 0) === 0 && one.compacted.every((result) => result === undefined)) continue;
      one.section.replacement = rewritten(one);
      moveRelocations(one);
    }
  }
}

/** Code that says where it may become shorter. */
function mayShrink(section: InputSection): boolean {
  if (!section.live || section.output === undefined || (section.flags & elf.SHF_EXECINSTR) === 0 || section.type === elf.SHT_NOBITS)
    return false;
  const { relocations } = section.file;
  for (let row = section.relocationsFrom; row < section.relocationsTo; row += RELOCATION_WORDS) {
    const type = relocations.type(row);
    if (type === elf.R_RISCV_RELAX || type === elf.R_RISCV_ALIGN) return true;
  }
  return false;
}

/** Equal places keep their order: what asks for relaxation follows what it is about. */
function sortByPlace(columns: RelocationColumns, { relocationsFrom: from, relocationsTo: to }: InputSection): void {
  const rows = Array.from({ length: (to - from) / RELOCATION_WORDS }, (_, i) => columns.at(from + RELOCATION_WORDS * i));
  if (rows.every(({ offset }, i) => i === 0 || offset >= (rows[i - 1] as { offset: number }).offset)) return;
  rows.sort((a, b) => a.offset - b.offset);
  rows.forEach((row, i) => columns.set(from + RELOCATION_WORDS * i, row));
}

function anchor(symbol: LinkSymbol, wanted: ReadonlyMap<InputSection, Anchor[]>): void {
  const { section, value, size } = symbol;
  if (symbol.kind !== "defined" || !isInput(section)) return;
  wanted.get(section)?.push({ offset: value, symbol, isEnd: false }, { offset: value + Number(size), symbol, isEnd: true });
}

/** Broken code may ask for what other code, or nothing at all, stands at: that is told. `end`: of what was shortened last. */
function isWithin({ at, addend, type, isAsked, fail }: CompactSite, end: number, size: number): boolean {
  const isPadding = type === elf.R_RISCV_ALIGN;
  if (!isPadding && !isAsked) return true;
  const room = isPadding ? addend : INSTRUCTION;
  const holds = room >= 0 && at >= end && at + room <= size;
  if (!holds) fail("kbuild's linker does not shorten code that goes past its section, or stands in other code that is shortened");
  return holds;
}

/** `before`: bytes gone in front of it. */
function move({ symbol, offset, isEnd }: Anchor, before: number): void {
  if (isEnd) symbol.size = BigInt(offset - before - symbol.value);
  else symbol.value = offset - before;
}

function rewritten({ section, gone, compacted }: RelaxedSection): Uint8Array {
  const { data, file, relocationsFrom } = section;
  const { relocations } = file;
  const out = new Uint8Array(section.size);
  let from = 0;
  let to = 0;
  for (let i = 0; i < gone.length; i++) {
    const result = compacted[i];
    const remove = (gone[i] as number) - (i === 0 ? 0 : (gone[i - 1] as number));
    if (result === undefined) continue;
    const at = relocations.offset(relocationsFrom + RELOCATION_WORDS * i);
    out.set(data.subarray(from, at), to);
    to += at - from;
    out.set(result.code, to);
    to += result.code.length;
    from = at + result.code.length + remove;
  }
  out.set(data.subarray(from), to);
  return out;
}

/** Relocations of one place move together: by what is gone in front of it. */
function moveRelocations({ section, gone, compacted }: RelaxedSection): void {
  const { relocations } = section.file;
  let before = 0;
  let place = -1;
  for (let i = 0; i < gone.length; i++) {
    const row = section.relocationsFrom + RELOCATION_WORDS * i;
    const at = relocations.offset(row);
    if (at !== place) before = i === 0 ? 0 : (gone[i - 1] as number);
    place = at;
    relocations.setOffset(row, at - before);
    const becomes = compacted[i]?.type;
    if (becomes !== undefined) relocations.setType(row, becomes);
  }
}

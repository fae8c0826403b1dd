// One object's sections gathered by what they may do, placed where a format's writer wants them, with relocations applied:
// what PE and Mach-O images of freestanding programs have in common. Only what the entry reaches is taken. Objects here
// are x86-64 ones of kbuild's own, whose few relocation types are those of the table below.
import * as elf from "../elf/constants.ts";
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation, SectionIndex } from "../elf/object.ts";

export type Kind = "code" | "constants" | "data" | "zeros";

const KINDS: readonly Kind[] = ["code", "constants", "data", "zeros"];

interface Piece {
  readonly section: SectionIndex;
  readonly offset: number;
}

/** What lies together: pieces at offsets from an address. */
export interface Region {
  readonly kind: Kind;
  readonly pieces: Piece[];
  size: number;
  alignment: number;
  address: bigint;
}

/** A name that nobody defines, and the function that wants it. */
export interface MissingName {
  readonly name: string;
  readonly from: string;
}

interface Formula {
  readonly width: 1 | 2 | 4 | 8;
  readonly value: "S+A" | "S+A-P" | "G+A-P";
  readonly signed: boolean;
}

const FORMULAS: Readonly<Record<number, Formula>> = {
  [elf.R_X86_64_64]: { width: 8, value: "S+A", signed: false },
  [elf.R_X86_64_PC32]: { width: 4, value: "S+A-P", signed: true },
  [elf.R_X86_64_PLT32]: { width: 4, value: "S+A-P", signed: true },
  [elf.R_X86_64_PC64]: { width: 8, value: "S+A-P", signed: true },
  [elf.R_X86_64_GOTPCREL]: { width: 4, value: "G+A-P", signed: true },
  [elf.R_X86_64_32]: { width: 4, value: "S+A", signed: false },
  [elf.R_X86_64_32S]: { width: 4, value: "S+A", signed: true },
};

const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;

function kindOf({ flags, type }: ObjectSection): Kind | undefined {
  if ((flags & elf.SHF_ALLOC) === 0) return undefined;
  if ((flags & elf.SHF_EXECINSTR) !== 0) return "code";
  if (type === elf.SHT_NOBITS) return "zeros";
  return (flags & elf.SHF_WRITE) !== 0 ? "data" : "constants";
}

export class FlatImage {
  readonly regions = new Map<Kind, Region>();
  readonly missing: MissingName[] = [];
  /** Places that hold addresses of 64 bits: what a loader that moves the image must know. */
  readonly addresses: bigint[] = [];
  /** In the words of a bug report: relocations that the table lacks, or that do not fit. */
  readonly errors: string[] = [];
  readonly #live: boolean[];
  readonly #placed = new Map<SectionIndex, Region & { readonly at: number }>();
  readonly #slots = new Map<number, number>();

  constructor(
    readonly object: ElfObject,
    readonly entry: string,
  ) {
    this.#live = object.sections.map(() => false);
    this.#markLive();
    this.#gather();
  }

  #definition(name: string): ObjectSymbol | undefined {
    return this.object.symbols.find((symbol) => symbol.name === name && typeof symbol.place === "number");
  }

  get hasEntry(): boolean {
    return this.#definition(this.entry) !== undefined;
  }

  #markLive(): void {
    const queue: SectionIndex[] = [];
    const reach = (place: ObjectSymbol["place"] | undefined) => {
      if (typeof place !== "number" || this.#live[place] === true) return;
      this.#live[place] = true;
      queue.push(place);
    };
    reach(this.#definition(this.entry)?.place);
    this.object.sections.forEach(({ flags }, i) => {
      if ((flags & elf.SHF_GNU_RETAIN) !== 0) reach(i);
    });
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      for (const { symbol } of (this.object.sections[next] as ObjectSection).relocations) reach(this.object.symbols[symbol]?.place);
  }

  #gather(): void {
    for (const kind of KINDS) this.regions.set(kind, { kind, pieces: [], size: 0, alignment: 1, address: 0n });
    this.object.sections.forEach((section, i) => {
      const kind = this.#live[i] === true ? kindOf(section) : undefined;
      if (kind === undefined) return;
      const region = this.regions.get(kind) as Region;
      const offset = alignUp(region.size, section.alignment);
      region.pieces.push({ section: i, offset });
      region.size = offset + section.size;
      region.alignment = Math.max(region.alignment, section.alignment);
      this.#scan(section);
    });
    this.#placeSlots();
  }

  #scan({ relocations, name }: ObjectSection): void {
    for (const { symbol, type } of relocations) {
      const wanted = this.object.symbols[symbol] as ObjectSymbol;
      if (wanted.place === "undefined" && !this.missing.some((known) => known.name === wanted.name))
        this.missing.push({ name: wanted.name, from: name.replace(/^\.[a-z]+\./, "") });
      if (type === elf.R_X86_64_GOTPCREL && !this.#slots.has(symbol)) this.#slots.set(symbol, this.#slots.size);
    }
  }

  #slotsAt = 0;

  /** Addresses that code takes from memory lie behind the constants. */
  #placeSlots(): void {
    if (this.#slots.size === 0) return;
    const region = this.regions.get("constants") as Region;
    this.#slotsAt = alignUp(region.size, 8);
    region.size = this.#slotsAt + 8 * this.#slots.size;
    region.alignment = Math.max(region.alignment, 8);
  }

  region(kind: Kind): Region {
    return this.regions.get(kind) as Region;
  }

  /** Says where a region begins; all must be placed before addresses or bytes are asked for. */
  place(kind: Kind, address: bigint): void {
    const region = this.region(kind);
    region.address = address;
    for (const { section, offset } of region.pieces) this.#placed.set(section, { ...region, at: offset });
  }

  addressOf(symbol: ObjectSymbol): bigint {
    if (symbol.place === "absolute") return symbol.value;
    const placed = typeof symbol.place === "number" ? this.#placed.get(symbol.place) : undefined;
    return placed === undefined ? 0n : placed.address + BigInt(placed.at) + symbol.value;
  }

  get entryAddress(): bigint {
    return this.addressOf(this.#definition(this.entry) as ObjectSymbol);
  }

  /** Defined names of what is taken, in the object's order. */
  symbols(): { readonly name: string; readonly address: bigint; readonly kind: Kind; readonly isGlobal: boolean }[] {
    return this.object.symbols.flatMap((symbol) => {
      const placed = typeof symbol.place === "number" ? this.#placed.get(symbol.place) : undefined;
      if (placed === undefined || symbol.name === "" || symbol.type === elf.STT_SECTION || symbol.name.startsWith(".L")) return [];
      return [{ name: symbol.name, address: this.addressOf(symbol), kind: placed.kind, isGlobal: symbol.binding !== elf.STB_LOCAL }];
    });
  }

  /** The region's bytes with all addresses in them; gaps in code hold breakpoints. */
  bytes(kind: Kind): Uint8Array {
    const region = this.region(kind);
    const out = new Uint8Array(region.size);
    if (kind === "code") out.fill(0xcc);
    if (kind === "zeros") return out;
    for (const { section, offset } of region.pieces) {
      const { data, relocations } = this.object.sections[section] as ObjectSection;
      const target = out.subarray(offset, offset + data.length);
      target.set(data);
      for (const relocation of relocations) this.#apply(target, region.address + BigInt(offset), relocation);
    }
    if (kind === "constants") this.#writeSlots(out);
    return out;
  }

  #writeSlots(out: Uint8Array): void {
    for (const [symbol, slot] of this.#slots) {
      const at = this.#slotsAt + 8 * slot;
      store(out, at, 8, this.addressOf(this.object.symbols[symbol] as ObjectSymbol));
      this.addresses.push(this.region("constants").address + BigInt(at));
    }
  }

  #apply(data: Uint8Array, address: bigint, { offset, type, symbol, addend }: Relocation): void {
    const formula = FORMULAS[type];
    if (formula === undefined) {
      this.errors.push(`relocation ${type} in an image that is no ELF file`);
      return;
    }
    const place = address + BigInt(offset);
    const target = this.addressOf(this.object.symbols[symbol] as ObjectSymbol) + addend;
    const slot = this.region("constants").address + BigInt(this.#slotsAt + 8 * (this.#slots.get(symbol) ?? 0)) + addend;
    const value = formula.value === "S+A" ? target : (formula.value === "G+A-P" ? slot : target) - place;
    if (formula.value === "S+A" && formula.width === 8) this.addresses.push(place);
    const bits = 8 * formula.width;
    const fits = formula.signed ? BigInt.asIntN(bits, value) === value : BigInt.asUintN(bits, value) === value;
    if (!fits) this.errors.push(`relocation ${type} does not reach its target`);
    store(data, offset, formula.width, value);
  }
}

function store(data: Uint8Array, at: number, width: number, value: bigint): void {
  let rest = BigInt.asUintN(64, value);
  for (let i = 0; i < width; i++) {
    data[at + i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}

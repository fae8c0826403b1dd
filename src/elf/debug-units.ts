// The compilation units of `.debug_info` (DWARF 5, 3.1): where each was compiled, its place in the line table, the addresses that its code
// has, and the functions there by name, inlined ones too. Entries of functions are read when the first name is asked for.
import { FunctionMap } from "./function-map.ts";
import type { DebugContents, AttributeValue, Declaration, UnitForm } from "./debug-entries.ts";
import { addressOf, attributeValue, declarationsAt } from "./debug-entries.ts";
import { Walk } from "./line-header.ts";

/** Addresses from `low` up to `high`. */
export interface AddressRange {
  readonly low: bigint;
  readonly high: bigint;
}

const AT = {
  name: 0x03,
  statementList: 0x10,
  lowPc: 0x11,
  highPc: 0x12,
  folder: 0x1b,
  abstractOrigin: 0x31,
  specification: 0x47,
  ranges: 0x55,
  declaredFile: 0x3a,
  declaredLine: 0x3b,
  external: 0x3f,
  linkageName: 0x6e,
  stringOffsetsBase: 0x72,
  addressBase: 0x73,
  rangeListsBase: 0x74,
  mipsLinkageName: 0x2007,
} as const;
const TAG = { inlined: 0x1d, subprogram: 0x2e, variable: 0x34 } as const;
const MOST_STEPS = 16;

type Attributes = ReadonlyMap<number, AttributeValue>;

const numberOf = (value: AttributeValue): number | undefined => (value?.kind === "number" ? Number(value.number) : undefined);

/** What is read of `end` bytes; nothing where they are cut short. */
function orNothing<T>(read: () => T, nothing: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return nothing;
    throw error;
  }
}

/** Where a variable is declared: a file of the unit's line table, and the line. */
export interface DeclaredVariable {
  readonly name: string;
  readonly file: number;
  readonly line: number;
}

export class DebugUnit {
  readonly #first: Attributes;
  readonly #base: bigint;
  #functions: FunctionMap | undefined;

  constructor(
    readonly form: UnitForm,
    /** Where the unit ends in `.debug_info`. */
    readonly end: number,
    readonly entries: number,
    readonly declarations: ReadonlyMap<number, Declaration>,
    readonly contents: DebugContents,
  ) {
    const walk = this.#walkAt(entries);
    const declaration = declarations.get(walk.uleb());
    this.#first = declaration === undefined ? new Map() : this.#attributes(walk, declaration);
    this.#base = this.#address(this.#first.get(AT.lowPc)) ?? 0n;
  }

  #walkAt(at: number): Walk {
    return new Walk(this.contents.info, at, this.end, this.contents.littleEndian);
  }

  #attributes(walk: Walk, { attributes }: Declaration): Attributes {
    const found = new Map<number, AttributeValue>();
    for (const [attribute, form, constant] of attributes) {
      const value = attributeValue(walk, form, constant, this.form, this.contents);
      if (!found.has(attribute)) found.set(attribute, value);
    }
    return found;
  }

  /** Entry `index` of a table of numbers that stands behind `base`. */
  #entry(table: Uint8Array, base: number | undefined, index: number, size: number): bigint {
    const walk = new Walk(table, (base ?? 0) + index * size, table.length, this.contents.littleEndian);
    return addressOf(walk, size);
  }

  #address(value: AttributeValue): bigint | undefined {
    if (value?.kind === "address") return value.number;
    if (value?.kind !== "addressIndex") return undefined;
    const base = numberOf(this.#first?.get(AT.addressBase));
    return orNothing(() => this.#entry(this.contents.addresses, base, value.index, this.form.addressSize), undefined);
  }

  #text(value: AttributeValue): string | undefined {
    if (value?.kind === "text") return value.text;
    if (value?.kind !== "textIndex") return undefined;
    const base = numberOf(this.#first.get(AT.stringOffsetsBase));
    return orNothing(() => this.contents.strings.at(Number(this.#entry(this.contents.stringOffsets, base, value.index, 4))), undefined);
  }

  /** Place of the unit's program in `.debug_line`. */
  get lineOffset(): number | undefined {
    return numberOf(this.#first.get(AT.statementList));
  }

  /** Undefined where it is not told in `.debug_info`'s own words. */
  get folder(): string | undefined {
    const value = this.#first.get(AT.folder);
    return value?.kind === "text" ? value.text : undefined;
  }

  /** Variables that other units can name. */
  externalVariables(): DeclaredVariable[] {
    const found: DeclaredVariable[] = [];
    const walk = this.#walkAt(this.entries);
    orNothing(() => {
      while (walk.at < this.end) {
        const declaration = this.declarations.get(walk.uleb());
        if (declaration === undefined) continue;
        const attributes = this.#attributes(walk, declaration);
        if (declaration.tag !== TAG.variable || !attributes.has(AT.external)) continue;
        const [file, line] = [numberOf(attributes.get(AT.declaredFile)), numberOf(attributes.get(AT.declaredLine))];
        const name = this.#text(attributes.get(AT.linkageName)) ?? this.#text(attributes.get(AT.name));
        if (name !== undefined && file !== undefined) found.push({ name, file, line: line ?? 0 });
      }
    }, undefined);
    return found;
  }

  get ranges(): readonly AddressRange[] {
    return this.#rangesOf(this.#first);
  }

  #rangesOf(attributes: Attributes): readonly AddressRange[] {
    const low = this.#address(attributes.get(AT.lowPc));
    const end = attributes.get(AT.highPc);
    if (low !== undefined && end !== undefined) {
      const high = end.kind === "number" ? low + end.number : this.#address(end);
      return high === undefined ? [] : [{ low, high }];
    }
    const list = attributes.get(AT.ranges);
    if (list === undefined) return [];
    return orNothing(() => (this.form.version < 5 ? this.#oldList(numberOf(list) ?? 0) : this.#list(list)), []);
  }

  /** A list of DWARF 2 to 4 (DWARF 4, 2.17.3). */
  #oldList(offset: number): AddressRange[] {
    const { ranges, littleEndian } = this.contents;
    const { addressSize } = this.form;
    const walk = new Walk(ranges, offset, ranges.length, littleEndian);
    const found: AddressRange[] = [];
    let base = this.#base;
    for (;;) {
      const low = addressOf(walk, addressSize);
      const high = addressOf(walk, addressSize);
      if (low === 0n && high === 0n) return found;
      if (low === (1n << BigInt(8 * addressSize)) - 1n) base = high;
      else found.push({ low: base + low, high: base + high });
    }
  }

  /** A list of DWARF 5 (7.25). */
  #list(value: AttributeValue): AddressRange[] {
    const { rangeLists, littleEndian } = this.contents;
    const { addressSize } = this.form;
    const tableBase = numberOf(this.#first.get(AT.rangeListsBase)) ?? 0;
    const isIndex = value?.kind === "listIndex";
    const offset = isIndex ? tableBase + Number(this.#entry(rangeLists, tableBase, value.index, 4)) : (numberOf(value) ?? 0);
    const walk = new Walk(rangeLists, offset, rangeLists.length, littleEndian);
    const indexed = (): bigint => this.#address({ kind: "addressIndex", index: walk.uleb() }) ?? 0n;
    const found: AddressRange[] = [];
    let base = this.#base;
    for (;;) {
      const kind = walk.u8();
      if (kind === 0) return found;
      if (kind === 1) base = indexed();
      else if (kind === 5) base = addressOf(walk, addressSize);
      else if (kind === 4) found.push({ low: base + BigInt(walk.uleb()), high: base + BigInt(walk.uleb()) });
      else if (kind === 2) found.push({ low: indexed(), high: indexed() });
      else if (kind === 6) found.push({ low: addressOf(walk, addressSize), high: addressOf(walk, addressSize) });
      else if (kind === 3 || kind === 7) {
        const low = kind === 3 ? indexed() : addressOf(walk, addressSize);
        found.push({ low, high: low + BigInt(walk.uleb()) });
      } else throw new RangeError("a kind of range that is not known");
    }
  }

  /** Functions in the order of their entries: one inlined comes behind the one that it is in. */
  #readFunctions(): FunctionMap {
    const found = new FunctionMap();
    const walk = this.#walkAt(this.entries);
    orNothing(() => {
      while (walk.at < walk.end) {
        const { at } = walk;
        const declaration = this.declarations.get(walk.uleb());
        if (declaration === undefined) continue;
        const attributes = this.#attributes(walk, declaration);
        if (declaration.tag !== TAG.subprogram && declaration.tag !== TAG.inlined) continue;
        for (const range of this.#rangesOf(attributes)) if (range.low !== range.high) found.add(range, at);
      }
    }, undefined);
    return found;
  }

  /** The innermost function's name at an address, as a linker knows it if that is told. */
  functionAt(address: bigint): string | undefined {
    this.#functions ??= this.#readFunctions();
    const found = this.#functions.at(address);
    if (found === undefined) return undefined;
    const linkage = this.#nameAt(found, [AT.mipsLinkageName, AT.linkageName]);
    return linkage ?? this.#nameAt(found, [AT.name]);
  }

  /** The first of the names that the entry has, or the entry that it is an instance of, or that declares it. */
  #nameAt(start: number, names: readonly number[]): string | undefined {
    return orNothing(() => {
      let at = start;
      for (let step = 0; step < MOST_STEPS; step++) {
        const walk = this.#walkAt(at);
        const declaration = this.declarations.get(walk.uleb());
        if (declaration === undefined) return undefined;
        const attributes = this.#attributes(walk, declaration);
        const name = names.map((each) => this.#text(attributes.get(each))).find((text) => text !== undefined);
        if (name !== undefined) return name;
        const origin = attributes.get(AT.abstractOrigin) ?? attributes.get(AT.specification);
        if (origin?.kind !== "reference" || origin.index < this.form.start || origin.index >= this.end) return undefined;
        at = origin.index;
      }
      return undefined;
    }, undefined);
  }
}

const UNIT = { type: 2, skeleton: 4, splitCompile: 5, splitType: 6 } as const;

/** All units; one that is broken ends the walk. */
export function debugUnits(contents: DebugContents): DebugUnit[] {
  const { info, littleEndian, abbreviations } = contents;
  const found: DebugUnit[] = [];
  const tables = new Map<number, ReadonlyMap<number, Declaration>>();
  for (let start = 0; start + 11 < info.length;) {
    const next = orNothing(() => {
      const walk = new Walk(info, start, info.length, littleEndian);
      const length = walk.u32();
      if (length >= 0xfffffff0) return undefined;
      const end = Math.min(walk.at + length, info.length);
      const after = walk.at + length;
      const version = walk.u16();
      if (version < 2 || version > 5) return after;
      const type = version === 5 ? walk.u8() : 1;
      const early = version === 5 ? walk.u8() : 0;
      const offset = walk.u32();
      const addressSize = version === 5 ? early : walk.u8();
      if (type === UNIT.skeleton || type === UNIT.splitCompile) walk.skip(8);
      if (type === UNIT.type || type === UNIT.splitType) return after;
      const declarations = tables.get(offset) ?? declarationsAt(abbreviations, offset);
      tables.set(offset, declarations);
      found.push(new DebugUnit({ start, version, addressSize }, end, walk.at, declarations, contents));
      return after;
    }, undefined);
    if (next === undefined) break;
    start = next;
  }
  return found;
}

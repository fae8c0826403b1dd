// MIPS's global offset table, and that of the procedure linkage table: who the entries belong to follows from tags of the dynamic
// section and from the order of the dynamic symbols. psABI supplement for MIPS, 5 "Global Offset Table".
import { ElfError } from "../../elf/read.ts";
import type { Fields, Section } from "../../elf/read.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { hexPadded, inColumns } from "../format.ts";
import { relocationsOf } from "../relocations.ts";
import { indexText, kindText } from "./symbols.ts";
import type { ReadelfView } from "./view.ts";

const TAG = { pltGot: 3n, jumps: 23n, localCount: 0x7000000an, firstSymbol: 0x70000013n, pltGotOfPlt: 0x70000032n } as const;

/** Distance of the global pointer from the table's start. */
const POINTER_DISTANCE = 0x7ff0n;

/** A table of words, and how its lines look. */
class WordTable {
  readonly size: number;
  readonly #fields: Fields;
  /** What columns move to the right by in 64-bit files. */
  readonly bias: number;

  constructor(
    readonly view: ReadelfView,
    readonly section: Section,
  ) {
    const { file } = view;
    this.#fields = file.view(file.contents(section));
    this.size = Math.floor(this.#fields.length / (file.is64 ? 8 : 4));
    this.bias = file.is64 ? 8 : 0;
  }

  word(i: number): bigint {
    return this.#fields.word(i * (this.view.file.is64 ? 8 : 4));
  }

  address(i: number): bigint {
    return this.section.address + BigInt(i * (this.view.file.is64 ? 8 : 4));
  }

  /** Whether entry 1 has its highest bit set: it is the dynamic linker's then. */
  get hasModulePointer(): boolean {
    return this.size > 1 && this.word(1) >> (this.view.file.is64 ? 63n : 31n) !== 0n;
  }

  hex(value: bigint): string {
    return hexPadded(value, this.view.width);
  }
}

function dynamicValue(view: ReadelfView, tag: bigint): bigint | undefined {
  return view.tables.dynamic.find((entry) => entry.tag === tag)?.value;
}

function sectionAt(view: ReadelfView, address: bigint): Section | undefined {
  return view.file.sections.find((section) => section.address === address && section.size > 0n);
}

function required(view: ReadelfView, tag: bigint, name: string): bigint {
  const value = dynamicValue(view, tag);
  if (value === undefined) throw new ElfError(`cannot find ${name} dynamic tag`);
  return value;
}

/** Value, type, section and name of a symbol, in columns from `at` on. */
function symbolFields(table: WordTable, symbols: SymbolTable, i: number, at: number): [number, string][] {
  const { view, bias } = table;
  return [
    [at, table.hex(symbols.value(i))],
    [at + 9 + bias, kindText(symbols.type(i))],
    [at + 17 + bias, indexText(view, symbols, i).padStart(3)],
    [at + 21 + bias, view.symbolText(symbols.name(i))],
  ];
}

class GotPrinter {
  readonly #table: WordTable;

  constructor(
    readonly view: ReadelfView,
    section: Section,
    readonly localCount: number,
    readonly symbols: SymbolTable | undefined,
    readonly firstSymbol: number,
  ) {
    this.#table = new WordTable(view, section);
  }

  #fields(i: number): [number, string][] {
    const table = this.#table;
    const distance = table.address(i) - (table.section.address + POINTER_DISTANCE);
    return [
      [2, table.hex(table.address(i))],
      [11 + table.bias, `${distance}(gp)`],
      [22 + table.bias, table.hex(table.word(i))],
    ];
  }

  #entry(i: number, purpose: string): string {
    return inColumns([...this.#fields(i), [31 + 2 * this.#table.bias, purpose]]);
  }

  #heading(more: string): string {
    return this.view.file.is64 ? `           Address     Access          Initial${more}\n` : `   Address     Access  Initial${more}\n`;
  }

  #locals(): string {
    const first = this.#table.hasModulePointer ? 2 : 1;
    if (this.localCount <= first) return "";
    let text = `\n Local entries:\n${this.#heading("")}`;
    for (let i = first; i < Math.min(this.localCount, this.#table.size); i++) text += this.#entry(i, "");
    return text;
  }

  #globals(symbols: SymbolTable): string {
    const { firstSymbol, localCount } = this;
    const count = Math.min(symbols.count - firstSymbol, this.#table.size - localCount);
    if (count <= 0) return "";
    let text = `\n Global entries:\n${this.#heading(`${" ".repeat(this.#table.bias)} Sym.Val. Type    Ndx Name`)}`;
    for (let i = 0; i < count; i++) {
      const fields = symbolFields(this.#table, symbols, firstSymbol + i, 31 + 2 * this.#table.bias);
      text += inColumns([...this.#fields(localCount + i), ...fields]);
    }
    return text;
  }

  print(): string {
    const table = this.#table;
    if (table.size === 0) return "";
    const gp = table.hex(table.section.address + POINTER_DISTANCE);
    let text = `${this.symbols === undefined ? "Static" : "Primary"} GOT:\n Canonical gp value: ${gp}\n\n Reserved entries:\n${this.#heading(" Purpose")}`;
    text += this.#entry(0, "Lazy resolver");
    if (table.hasModulePointer) text += this.#entry(1, "Module pointer (GNU extension)");
    text += this.#locals();
    if (this.symbols === undefined) return text;
    text += this.#globals(this.symbols);
    const rest = table.size - this.localCount - (this.symbols.count - this.firstSymbol);
    return rest > 0 ? `${text}\n Number of TLS and multi-GOT entries ${rest}\n` : text;
  }
}

/** A static program's table, found by its name: nobody resolves its entries. */
function staticGot(view: ReadelfView): string {
  const section = view.file.sections.find((one) => view.sectionName(one) === ".got");
  return section === undefined ? "" : new GotPrinter(view, section, 0, undefined, 0).print();
}

function primaryGot(view: ReadelfView): string {
  if (view.tables.dynamic.length === 0) return staticGot(view);
  const tags = [TAG.pltGot, TAG.localCount, TAG.firstSymbol];
  if (tags.every((tag) => dynamicValue(view, tag) === undefined)) return "";
  const place = required(view, TAG.pltGot, "PLTGOT");
  const localCount = Number(required(view, TAG.localCount, "MIPS_LOCAL_GOTNO"));
  const first = required(view, TAG.firstSymbol, "MIPS_GOTSYM");
  const table = findTable(view.file, true);
  const symbols = table === undefined ? undefined : readSymbolTable(view.file, table);
  if (first > (symbols?.count ?? 0)) {
    throw new ElfError(`DT_MIPS_GOTSYM value (${first}) exceeds the number of dynamic symbols (${symbols?.count ?? 0})`);
  }
  const section = sectionAt(view, place);
  if (section === undefined) throw new ElfError(`there is no non-empty GOT section at 0x${place.toString(16)}`);
  return new GotPrinter(view, section, localCount, symbols, Number(first)).print();
}

const HEADING = "   Address  Initial";

function pltEntry(table: WordTable, i: number, more: readonly (readonly [number, string])[]): string {
  return inColumns([[2, table.hex(table.address(i))], [11 + table.bias, table.hex(table.word(i))], ...more]);
}

/** The words that calls through the linkage table go by. */
function pltGot(view: ReadelfView): string {
  if ([TAG.pltGotOfPlt, TAG.jumps].every((tag) => dynamicValue(view, tag) === undefined)) return "";
  const place = required(view, TAG.pltGotOfPlt, "MIPS_PLTGOT");
  const jumps = required(view, TAG.jumps, "JMPREL");
  const section = sectionAt(view, place);
  if (section === undefined) throw new ElfError(`there is no non-empty PLTGOT section at 0x${place.toString(16)}`);
  const relocations = sectionAt(view, jumps);
  if (relocations === undefined) throw new ElfError(`there is no non-empty RELPLT section at 0x${jumps.toString(16)}`);
  const table = new WordTable(view, section);
  const linked = view.file.sections[relocations.link];
  const symbols = linked === undefined ? undefined : readSymbolTable(view.file, linked);
  let text = `PLT GOT:\n\n Reserved entries:\n${HEADING} Purpose\n`;
  const purpose = 20 + 2 * table.bias;
  text += pltEntry(table, 0, [[purpose, "PLT lazy resolver"]]);
  if (table.size > 1) text += pltEntry(table, 1, [[purpose, "Module pointer"]]);
  if (table.size <= 2 || symbols === undefined) return text;
  text += `\n Entries:\n${HEADING} Sym.Val. Type    Ndx Name\n`;
  relocationsOf(view.file, relocations).forEach(({ symbol }, i) => {
    if (i + 2 < table.size && symbol < symbols.count) text += pltEntry(table, i + 2, symbolFields(table, symbols, symbol, purpose));
  });
  return text;
}

export function mipsGot(view: ReadelfView): string {
  return view.attempt(() => primaryGot(view), "") + view.attempt(() => pltGot(view), "");
}

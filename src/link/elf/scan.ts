// Reads every relocation of what lives, before anything has an address: which symbols need a slot in the global offset
// table, which places the loader must relocate, what cannot be linked at all.
import * as elf from "../../elf/constants.ts";
import type { Relocation } from "../../elf/object.ts";
import { chunkAddress, describePlace } from "./input.ts";
import type { InputSection, LinkSymbol } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import { X86_64_RELOCATIONS, isLinkTimeAddress, relaxationOf, relocationName } from "./relocation.ts";
import type { GlobalOffsetTable, RelativeRelocations } from "./synthetic.ts";

/** LLD reports a symbol's first few references and counts the rest. */
const SHOWN_REFERENCES = 3;

export class Scanner {
  readonly errors: string[] = [];
  readonly #undefined = new Map<LinkSymbol, { section: InputSection; offset: number }[]>();

  constructor(
    readonly options: LinkOptions,
    readonly got: GlobalOffsetTable,
    readonly relative: RelativeRelocations,
  ) {}

  scan(section: InputSection): void {
    for (const relocation of section.section.relocations) {
      if (relocation.symbol < 0) continue;
      const symbol = section.file.symbols[relocation.symbol] as LinkSymbol;
      this.#scanOne(section, relocation, symbol);
    }
  }

  #scanOne(section: InputSection, relocation: Relocation, symbol: LinkSymbol): void {
    const row = X86_64_RELOCATIONS.get(relocation.type);
    if (row === undefined) {
      this.errors.push(
        `${describePlace(section, relocation.offset)}: unknown relocation (${relocation.type}) against symbol ${symbol.name}`,
      );
      return;
    }
    if (!symbol.isDefined && symbol.binding !== elf.STB_WEAK) this.#reportUndefined(section, relocation, symbol);
    if (row.value === "S+A-GOT" || row.value === "GOT+A-P") this.got.wanted = true;
    if (row.value === "G+A-P") this.#scanGot(section, relocation, symbol);
    if (row.value === "S+A" && this.options.pie && !symbol.isAbsolute) this.#scanAbsolute(section, relocation, symbol);
  }

  #reportUndefined(section: InputSection, { offset }: Relocation, symbol: LinkSymbol): void {
    const known = this.#undefined.get(symbol);
    if (known === undefined) this.#undefined.set(symbol, [{ section, offset }]);
    else known.push({ section, offset });
  }

  #scanGot(section: InputSection, relocation: Relocation, symbol: LinkSymbol): void {
    const relaxed =
      isLinkTimeAddress(symbol) && relaxationOf(section.section.data, relocation.offset, relocation.type, relocation.addend) !== undefined;
    if (relaxed) {
      this.got.wanted ||= this.options.lld === 22;
      return;
    }
    const isNew = symbol.gotIndex < 0;
    this.got.add(symbol);
    if (isNew && this.options.pie && !symbol.isAbsolute)
      this.relative.entries.push({ address: () => this.got.slotAddress(symbol), target: () => symbol.address });
  }

  /** An address that is stored: the loader must move it; only a whole word can be. */
  #scanAbsolute(section: InputSection, relocation: Relocation, symbol: LinkSymbol): void {
    if (relocation.type !== elf.R_X86_64_64) {
      const what = symbol.isLocal ? "local symbol" : `symbol '${symbol.name}'`;
      this.errors.push(
        `relocation ${relocationName(relocation.type)} cannot be used against ${what}; recompile with -fPIC${this.#references(section, relocation.offset, symbol)}`,
      );
      return;
    }
    this.relative.entries.push({
      address: () => chunkAddress(section) + BigInt(relocation.offset),
      target: () => symbol.addressPlus(relocation.addend),
    });
  }

  #references(section: InputSection, offset: number, symbol: LinkSymbol): string {
    const defined = symbol.file === undefined ? "" : `\n>>> defined in ${symbol.file.object.name}`;
    return `${defined}\n>>> referenced by ${describePlace(section, offset)}`;
  }

  /** All errors, undefined symbols last. */
  finish(): string[] {
    for (const [symbol, references] of this.#undefined) {
      const shown = references
        .slice(0, SHOWN_REFERENCES)
        .map(({ section, offset }) => `\n>>> referenced by ${referenceText(section, offset)}`);
      const more = references.length > SHOWN_REFERENCES ? `\n>>> referenced ${references.length - SHOWN_REFERENCES} more times` : "";
      const hidden = symbol.visibility === elf.STV_HIDDEN ? "hidden " : "";
      this.errors.push(`undefined ${hidden}symbol: ${symbol.name}${shown.join("")}${more}`);
    }
    return this.errors;
  }
}

/** A reference as LLD shows it: the file's name from STT_FILE, then where in the object, or the function it is in. */
function referenceText(section: InputSection, offset: number): string {
  const source = section.file.symbols.find(({ type }) => type === elf.STT_FILE)?.name;
  const holder = section.file.symbols.find(
    (symbol) =>
      symbol.type === elf.STT_FUNC &&
      symbol.base.kind === "section" &&
      symbol.base.section === section &&
      Number(symbol.value) <= offset &&
      offset < Number(symbol.value + symbol.size),
  );
  const where = `${section.file.object.name}:(${holder === undefined ? `${section.section.name}+0x${offset.toString(16)}` : holder.name})`;
  return source === undefined || source === "" ? where : `${source}\n>>>               ${where}`;
}

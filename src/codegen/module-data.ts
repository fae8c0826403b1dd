// Read-only data that code and statics refer to and nobody named: strings, constants, tables of methods, places in the
// source. Each is there once.
import type { Span } from "../base/source.ts";
import * as elf from "../elf/constants.ts";
import type { Value } from "../sema/constants/value.ts";
import type { VtableEntry } from "../sema/types/tables.ts";
import { layoutsFor } from "../sema/types/layout.ts";
import type { Layouts } from "../sema/types/layout.ts";
import type { Ty } from "../sema/types/ty.ts";
import { portableTarget } from "./machines.ts";
import type { PortableTarget } from "./machines.ts";
import type { ModuleContext, StaticData } from "./module.ts";
import { ModuleNames } from "./module-names.ts";
import { staticSection } from "./pending-section.ts";
import type { PendingSection, StaticSection } from "./pending-section.ts";
import { staticData } from "./static-data.ts";
import { firstMethod } from "./x86_64/call.ts";

export class ModuleData extends ModuleNames {
  readonly layouts: Layouts;
  readonly portable: PortableTarget | undefined;
  /** Of the module, in the order in which they were made. */
  readonly sections: PendingSection[] = [];
  readonly #bytes = new Map<string, string>();
  readonly #data = new Map<string, string>();
  readonly #locations = new Map<string, string>();

  constructor(context: ModuleContext) {
    super(context);
    this.layouts = layoutsFor(context.tables, context.session);
    this.portable = portableTarget(context.session.target.arch);
  }

  #add(data: StaticData, symbol: string): void {
    this.sections.push({
      symbol,
      symbolType: elf.STT_OBJECT,
      binding: elf.STB_LOCAL,
      visibility: elf.STV_DEFAULT,
      ...this.sectionOf(data, symbol),
    });
  }

  bytesSymbol(bytes: Uint8Array): string {
    const key = bytes.join();
    const known = this.#bytes.get(key);
    if (known !== undefined) return known;
    const symbol = `.Lanon.${this.#bytes.size}`;
    this.#bytes.set(key, symbol);
    this.#add({ bytes, alignment: 1, mutable: false, relocations: [] }, symbol);
    return symbol;
  }

  /** Data with addresses in it; plain bytes are shared with strings. */
  dataSymbol(data: StaticData): string {
    if (data.relocations.length === 0 && data.alignment === 1) return this.bytesSymbol(data.bytes);
    const addresses = data.relocations.map(({ offset, symbol, addend }) => `${offset}=${symbol}+${addend}`).join();
    const key = `${data.alignment} ${data.bytes.join()} ${addresses}`;
    const known = this.#data.get(key);
    if (known !== undefined) return known;
    const symbol = `.Ldata.${this.#data.size}`;
    this.#data.set(key, symbol);
    this.#add(data, symbol);
    return symbol;
  }

  /** Drop glue (or null), size, alignment, then the methods and the supertraits' vtables. */
  vtableSymbol(type: Ty, dyn: Ty): string {
    const { tables } = this.context;
    const { size, alignment } = this.layouts.of(type);
    const entries = tables.vtable(type, dyn);
    const supers = tables.superObjects(dyn);
    const word = this.layouts.pointerSize;
    const bytes = new Uint8Array(firstMethod(word) + word * (entries.length + supers.length));
    const view = new DataView(bytes.buffer);
    view.setUint32(word, size, true);
    view.setUint32(2 * word, alignment, true);
    const relocations = entries.flatMap((entry, i) =>
      entry === undefined ? [] : [{ offset: firstMethod(word) + word * i, symbol: this.#entrySymbol(entry), addend: 0n }],
    );
    supers.forEach((object, i) => {
      const offset = firstMethod(word) + word * (entries.length + i);
      relocations.push({ offset, symbol: this.vtableSymbol(type, object), addend: 0n });
    });
    if (tables.needsDrop(type)) relocations.unshift({ offset: 0, symbol: this.symbolOf({ kind: "drop-glue", type }), addend: 0n });
    return this.dataSymbol({ bytes, alignment: word, mutable: false, relocations });
  }

  /** Who calls a method that tracks its callers in the trait itself gives their place. */
  #entrySymbol({ method, instance }: VtableEntry): string {
    return this.context.tables.tracksCaller(method) ? this.symbolOf(instance) : this.pointerSymbol(instance);
  }

  /** Where the data lies, but for what its symbol is like. */
  sectionOf(data: StaticData, symbol: string): StaticSection {
    if (this.portable === undefined) return staticSection(data, symbol, elf.R_X86_64_64, ".data.rel.ro");
    return staticSection(data, symbol, this.portable.addressRelocation, ".rodata");
  }

  constantSymbol(type: Ty, value: Value): string {
    return this.dataSymbol(staticData(this.layouts, this, { type, value, static: undefined }, false));
  }

  /** `Location { file, line, col }` as corelib declares it. */
  locationSymbol(span: Span): string {
    const { file, line, column } = this.context.locate(span);
    const key = `${file}:${line}:${column}`;
    const known = this.#locations.get(key);
    if (known !== undefined) return known;
    const symbol = `.Lloc.${this.#locations.size}`;
    this.#locations.set(key, symbol);
    const name = this.#fileName(file);
    const word = this.layouts.pointerSize;
    const data = new Uint8Array(2 * word + 8);
    const view = new DataView(data.buffer);
    view.setUint32(word, name.length, true);
    view.setUint32(2 * word, line, true);
    view.setUint32(2 * word + 4, column, true);
    const relocations = [{ offset: 0, symbol: name.symbol, addend: 0n }];
    this.#add({ bytes: data, alignment: word, mutable: false, relocations }, symbol);
    return symbol;
  }

  readonly #fileNames = new Map<string, { readonly symbol: string; readonly length: number }>();

  #fileName(file: string): { readonly symbol: string; readonly length: number } {
    const known = this.#fileNames.get(file);
    if (known !== undefined) return known;
    const bytes = new TextEncoder().encode(file);
    const made = { symbol: this.bytesSymbol(bytes), length: bytes.length };
    this.#fileNames.set(file, made);
    return made;
  }
}

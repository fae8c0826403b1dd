// What the passes of a link work on, each a step over it.
import type { LayoutState } from "./addresses.ts";
import { sectionNames } from "./image.ts";
import type { LinkOptions } from "./options.ts";
import type { LayoutCommand } from "./order.ts";
import { OutputSection } from "./output.ts";
import { fileHeaders, threadBlock } from "./segments.ts";
import type { Headers, Segment } from "./segments.ts";
import type { SharedLibrary } from "./shared-library.ts";
import { SymbolTable } from "./symbol-table.ts";
import type { ImageSymbols } from "./symtab.ts";
import { SyntheticSet } from "./synthetic-set.ts";

export class LinkState implements LayoutState {
  readonly table: SymbolTable;
  readonly headers: Headers;
  readonly synthetic: SyntheticSet;
  /** In LLD's words, as `LinkResult` has them. */
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** Of the standard output. */
  readonly output: string[] = [];
  /** In the order of the command line. */
  readonly libraries: SharedLibrary[] = [];
  /** The layout: output sections, and between them what a script assigns. */
  commands: LayoutCommand[] = [];
  /** None before the sections have their order. */
  segments: Segment[] = [];
  #sections: readonly OutputSection[] = [];
  #byName = new Map<string, OutputSection>();
  #symbols: ImageSymbols | undefined;
  #names: Uint8Array | undefined;

  constructor(readonly options: LinkOptions) {
    this.table = new SymbolTable(options, options.traced, options.trace, options.warnsCommon);
    this.headers = fileHeaders(options);
    this.synthetic = new SyntheticSet(options, {
      section: (name) => this.section(name),
      symbol: (name) => this.table.find(name),
      threadEnd: () => threadBlock(this.segments).end,
      sectionNames: () => (this.#names ??= sectionNames(this.sections).bytes),
      symbols: () => this.symbols,
      libraries: () => this.libraries,
    });
  }

  /** The layout's sections, as they stand there now. */
  get outputs(): OutputSection[] {
    return this.commands.filter((command) => command instanceof OutputSection);
  }

  /** In the order of the section header table; none before they have one. */
  get sections(): readonly OutputSection[] {
    return this.#sections;
  }

  /** Numbers the layout's sections: from here on none is added, and none goes. */
  fixSections(): void {
    this.#sections = this.outputs;
    this.#sections.forEach((section, i) => {
      section.index = i + 1;
      if (!this.#byName.has(section.name)) this.#byName.set(section.name, section);
    });
  }

  /** The first of that name, once the sections are fixed. */
  section(name: string): OutputSection | undefined {
    return this.#byName.get(name);
  }

  /** `.symtab` of the image; there is none before the sections are fixed. */
  get symbols(): ImageSymbols {
    if (this.#symbols === undefined) throw new Error("the image has no symbols yet");
    return this.#symbols;
  }

  set symbols(symbols: ImageSymbols) {
    this.#symbols = symbols;
  }
}

// Names that the linker defines when the inputs refer to them: bounds of sections and of the image.
import * as elf from "../../elf/constants.ts";
import type { SymbolTable } from "./resolve-symbols.ts";
import type { LinkSymbol } from "./input.ts";
import type { OutputSection } from "./output.ts";

interface Row {
  readonly name: string;
  readonly section: string;
  readonly atEnd: boolean;
}

const bounds = (start: string, end: string, section: string): Row[] => [
  { name: start, section, atEnd: false },
  { name: end, section, atEnd: true },
];

const ROWS: readonly Row[] = [
  ...bounds("__preinit_array_start", "__preinit_array_end", ".preinit_array"),
  ...bounds("__init_array_start", "__init_array_end", ".init_array"),
  ...bounds("__fini_array_start", "__fini_array_end", ".fini_array"),
  ...["etext", "_etext"].map((name) => ({ name, section: ".text", atEnd: true })),
  ...["edata", "_edata"].map((name) => ({ name, section: ".data", atEnd: true })),
  { name: "__bss_start", section: ".bss", atEnd: false },
  ...["end", "_end"].map((name) => ({ name, section: ".bss", atEnd: true })),
];

function define(symbol: LinkSymbol, output: OutputSection | undefined, atEnd: boolean): void {
  symbol.base = output === undefined ? { kind: "absolute" } : { kind: "output", output, atEnd };
  symbol.visibility = elf.STV_HIDDEN;
  symbol.file = undefined;
}

/** Defines those of the names that are referenced and not defined. `__start_X`/`__stop_X` bound the section X. */
export function defineLinkerSymbols(table: SymbolTable, sections: ReadonlyMap<string, OutputSection>): void {
  for (const { name, section, atEnd } of ROWS) {
    const symbol = table.globals.get(name);
    if (symbol !== undefined && !symbol.isDefined) define(symbol, sections.get(section), atEnd);
  }
  for (const symbol of table.globals.values()) {
    const bound = symbol.isDefined ? null : /^__(start|stop)_(.+)$/.exec(symbol.name);
    const output = bound === null ? undefined : sections.get(bound[2] as string);
    if (bound !== null && output !== undefined) define(symbol, output, bound[1] === "stop");
  }
}

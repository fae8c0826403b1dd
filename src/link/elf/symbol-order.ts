// `--symbol-ordering-file`: sections in the order in which a list names their symbols, in front of all others.
import { isInput } from "./input.ts";
import type { Chunk, InputSection } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import type { OutputSection } from "./output.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** The names of a list, each once, and what is wrong with it; `#` starts a comment line. */
export function readSymbolOrder(file: string, text: string): { readonly names: readonly string[]; readonly warnings: readonly string[] } {
  const names = new Set<string>();
  const warnings: string[] = [];
  for (const line of text.split("\n").map((word) => word.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    if (names.has(line)) warnings.push(`${file}: duplicate ordered symbol: ${line}`);
    names.add(line);
  }
  return { names: [...names], warnings };
}

export class SymbolOrder {
  readonly warnings: string[] = [];
  /** The lowest place in the list of a symbol of the section. */
  readonly #places = new Map<Chunk, number>();

  constructor({ files }: SymbolTable, { symbolOrder }: LinkOptions) {
    const places = new Map(symbolOrder.map((name, i) => [name, i]));
    const found = new Set<string>();
    for (const { symbols, displayName } of files) {
      for (const symbol of symbols) {
        const place = places.get(symbol.name);
        const { section } = symbol;
        if (place === undefined || (!symbol.isLocal && symbol.file?.displayName !== displayName)) continue;
        found.add(symbol.name);
        if (isInput(section) && !section.live) this.warnings.push(`${displayName}: unable to order discarded symbol: ${symbol.name}`);
        else if (isInput(section)) this.#note(section, place);
        else this.warnings.push(`${displayName}: unable to order ${symbol.isDefined ? "absolute" : "undefined"} symbol: ${symbol.name}`);
      }
    }
    for (const name of symbolOrder) if (!found.has(name)) this.warnings.push(`symbol ordering file: no such symbol: ${name}`);
  }

  #note(section: InputSection, place: number): void {
    this.#places.set(section, Math.min(place, this.#places.get(section) ?? place));
  }

  sort(section: OutputSection): void {
    const placeOf = (chunk: Chunk) => this.#places.get(chunk) ?? Infinity;
    for (const run of section.commands)
      if (run.kind === "inputs" && run.chunks.some((chunk) => this.#places.has(chunk)))
        run.chunks = [...run.chunks].sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
  }
}

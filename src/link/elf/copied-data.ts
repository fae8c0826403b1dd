// Data of shared libraries that code reaches as if it were the image's own: the image has room for it, where a loader copies
// it to (R_*_COPY), and shows it to all libraries in place of theirs.
import * as elf from "../../elf/constants.ts";
import type { LibrarySymbol } from "./shared-library.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { ZeroChunk } from "./synthetic.ts";
import type { AbsentSection, DynamicRelocations } from "./synthetic.ts";

/** Where copies go. */
export interface CopyPlaces {
  readonly plain: AbsentSection;
  /** Of what nobody writes to once it is loaded. */
  readonly readOnly: AbsentSection;
}

/** Whatever names the same place in the library means the copy; undefined, or what is wrong. */
export function copyData(
  symbol: LinkSymbol,
  shared: LibrarySymbol,
  { plain, readOnly }: CopyPlaces,
  table: SymbolTable,
  dynamic: DynamicRelocations,
  type: number,
): string | undefined {
  if (shared.size === 0n || shared.alignment === 0) return `cannot create a copy relocation for symbol ${symbol.name}`;
  const isReadOnly = shared.library.isReadOnly(shared.value);
  const [place, name] = isReadOnly ? [readOnly, ".bss.rel.ro"] : [plain, ".bss"];
  const chunk = new ZeroChunk(name, elf.SHF_ALLOC | elf.SHF_WRITE, shared.alignment, Number(shared.size));
  place.output?.add(chunk);
  for (const alias of shared.library.symbols) {
    const named =
      alias.isDefined && alias.isPlain && alias.type !== elf.STT_TLS && alias.value === shared.value ? table.find(alias.name) : undefined;
    if (named?.kind === "shared" && named.library?.library === shared.library) stand(named, alias, chunk, table);
  }
  dynamic.entries.push({ type, chunk, offset: 0, target: symbol, addend: 0n });
  return undefined;
}

function stand(symbol: LinkSymbol, { library, size }: LibrarySymbol, chunk: ZeroChunk, table: SymbolTable): void {
  table.trace(symbol, library.displayName, "definition of");
  symbol.kind = "defined";
  symbol.section = chunk;
  symbol.value = 0;
  symbol.size = size;
  symbol.referenced = symbol.used = symbol.exported = true;
}

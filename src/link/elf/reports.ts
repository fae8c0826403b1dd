// What LLD prints of a finished link if it is asked to: which files name a symbol, why members of archives were loaded, how full
// a script's memory regions are.
import * as elf from "../../elf/constants.ts";
import { shownName } from "./input.ts";
import type { Naming } from "./input.ts";
import { isPlaced } from "./symtab.ts";
import type { LinkOptions } from "./options.ts";
import type { Assignment } from "./script/commands.ts";
import type { LinkInput } from "./resolve.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import type { MemoryRegion } from "./script/memory.ts";

const SYMBOL_WIDTH = 49;

/** What a script assigns in this link, in its order. */
export const activeAssignments = ({ script }: LinkOptions): Assignment[] =>
  (script?.commands ?? [])
    .flatMap((command) => (command.kind === "section" ? command.body : [command]))
    .filter((command) => command.kind === "assignment")
    .filter(({ active }) => active);

/** LLD 22 knows where a script assigns a symbol, LLD 15 only that no file does. */
export const placeOfAssignment = ({ place }: Assignment, { lld }: Naming): string =>
  lld === 15 ? "<internal>" : place.replace(/^(--defsym):1$/, "$1");

/** `--cref`: each defined symbol in the order of mention, the file that defines it first. */
export function crossReferences({ files }: SymbolTable, named: LinkOptions): string {
  const places = new Map(activeAssignments(named).map((one) => [one.name, placeOfAssignment(one, named)]));
  const users = new Map<LinkSymbol, Set<string>>();
  for (const { symbols, displayName } of files) {
    for (const symbol of symbols) {
      if (symbol.outputBinding === elf.STB_LOCAL || !symbol.isDefined || !isPlaced(symbol)) continue;
      const known = users.get(symbol);
      if (known === undefined)
        users.set(symbol, new Set([symbol.file?.displayName ?? places.get(symbol.name) ?? "<internal>", displayName]));
      else known.add(displayName);
    }
  }
  const row = (symbol: string, file: string) => `${symbol.padEnd(SYMBOL_WIDTH)} ${file}\n`;
  const rows = [...users].flatMap(([symbol, names]) =>
    [...names].map((file, i) => row(i === 0 ? shownName(symbol.name, named) : "", file)),
  );
  return `\nCross Reference Table\n\n${row("Symbol", "File")}${rows.join("")}`;
}

/** A member of an archive that was loaded: for which symbol, and who named it. */
export interface Extraction {
  readonly by: string;
  readonly file: string;
  readonly symbol: string;
}

/** `--print-archive-stats=-`; those that are linked whole are not told. */
export function archiveLines(inputs: readonly LinkInput[], { files }: SymbolTable): string[] {
  const members = new Map<string, number>();
  for (const input of inputs)
    if ("lazy" in input && input.lazy && input.archive !== undefined) members.set(input.archive, (members.get(input.archive) ?? 0) + 1);
  const loaded = (archive: string) => files.filter((file) => file.archive === archive).length;
  return ["members\textracted\tarchive", ...[...members].map(([archive, count]) => `${count}\t${loaded(archive)}\t${archive}`)];
}

/** `--why-extract=-` */
export function extractionLines(extractions: readonly Extraction[], named: Naming): string[] {
  return ["reference\textracted\tsymbol", ...extractions.map(({ by, file, symbol }) => `${by}\t${file}\t${shownName(symbol, named)}`)];
}

const UNITS = [
  [1n << 30n, "GB"],
  [1n << 20n, "MB"],
  [1n << 10n, "KB"],
] as const;

/** In the greatest unit that it is whole in. */
function sizeText(size: bigint): string {
  const [unit, name] = UNITS.find(([whole]) => size % whole === 0n) ?? [1n, " B"];
  return `${(size / unit).toString().padStart(name === " B" ? 11 : 10)} ${name.trim()}`;
}

/** `--print-memory-usage`: a region counts once for each of its names. */
export function memoryUsage(regions: Iterable<MemoryRegion>): string[] {
  const rows = [...regions].map(({ name, position, originValue, lengthValue }) => {
    const used = position - originValue;
    const share = ((Number(used) * 100) / Number(lengthValue)).toFixed(2).padStart(6);
    const whole = lengthValue === 0n ? "" : `${sizeText(lengthValue)}    ${share}%`;
    return `${name.padStart(16)}: ${sizeText(used)}${whole}`;
  });
  return ["Memory region         Used Size  Region Size  %age Used", ...rows];
}

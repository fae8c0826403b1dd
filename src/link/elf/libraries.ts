// Shared libraries in a link: what they define satisfies references, what they want is shown to a loader, and a library that
// nothing uses is none that a loader has to find. Which of two meanings of a name stands is decided as LLD does.
import * as elf from "../../elf/constants.ts";
import { isExported, listMatcher } from "./dynamic-symbols.ts";
import { hasDynamicTables } from "./options.ts";
import type { LinkOptions } from "./options.ts";
import type { LibrarySymbol, SharedLibrary } from "./shared-library.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** Takes note of all names of the library, in its order. */
export function addLibrary(table: SymbolTable, library: SharedLibrary): void {
  if (table.tellsFiles) table.traces.push(library.displayName);
  for (const symbol of library.symbols) {
    if (symbol.isDefined) offer(table, symbol);
    else want(table, symbol);
  }
}

function offer(table: SymbolTable, symbol: LibrarySymbol): void {
  const known = table.find(symbol.name);
  const named = known ?? table.insert(symbol.name);
  named.exported = true;
  table.trace(named, symbol.library.displayName, "shared definition of");
  // What objects say of the name keeps its binding; hidden names want a definition of the image's own.
  if (known === undefined) named.binding = symbol.binding;
  else if (known.visibility !== elf.STV_DEFAULT || (known.kind !== "undefined" && known.kind !== "lazy")) return;
  named.kind = "shared";
  named.library = symbol;
  named.type = symbol.type;
}

/** An object that waits is loaded for a library, too. */
function want(table: SymbolTable, { library, name, binding }: LibrarySymbol): void {
  const isNew = table.find(name) === undefined;
  const named = table.insert(name);
  named.exported = true;
  table.trace(named, library.displayName, "reference to");
  if (isNew) named.binding = binding;
  else if (named.kind === "lazy" && binding !== elf.STB_WEAK) table.extract(named, library.displayName);
}

/** Call when it is known what lives: who brought nothing that is used is not needed, and defines nothing. */
export function settleLibraries(table: SymbolTable, { gcSections }: LinkOptions): void {
  const shared = [...table.globals.values()].filter(({ kind }) => kind === "shared");
  for (const { library, binding, referenced, used } of shared)
    if (library !== undefined && referenced && (used || !gcSections) && binding !== elf.STB_WEAK) library.library.isNeeded = true;
  for (const symbol of shared) {
    if (symbol.library?.library.isNeeded === true) continue;
    symbol.kind = "undefined";
    symbol.binding = elf.STB_WEAK;
    symbol.library = undefined;
  }
}

/** Call before relocations are scanned: a loader may find another definition of these names, or the only one. */
export function markPreemptible(table: SymbolTable, options: LinkOptions): void {
  if (!hasDynamicTables(options)) return;
  const { shared } = options;
  const isListed = listMatcher(options);
  const isLeft = (symbol: LinkSymbol) =>
    symbol.kind === "shared" || isLeftUndefined(symbol, options) || (shared && isLeftDefined(symbol, options, isListed));
  for (const symbol of table.globals.values()) {
    if (symbol.kind === "defined" && !shared) continue;
    if (symbol.visibility === elf.STV_DEFAULT && isLeft(symbol)) symbol.isPreemptible = true;
  }
}

/** LLD 15 leaves what nobody defines to a loader, weak names and those that it does not tell of; LLD 22 weak ones beside libraries. */
function isLeftUndefined(symbol: LinkSymbol, options: LinkOptions): boolean {
  const { lld, shared, hasLibraries, dynamicUndefinedWeak, noDynamicLinker, machine } = options;
  if (machine.libraries === undefined || symbol.isDefined || symbol.kind === "common") return false;
  if (lld === 22 && symbol.isUndefinedWeak) return dynamicUndefinedWeak ?? (hasLibraries || shared);
  if (noDynamicLinker && symbol.isUndefinedWeak) return false;
  if (shared) return true;
  const isTold = options.reportsUndefined && !options.undefinedIsWarning;
  return lld === 15 && !noDynamicLinker && (symbol.isUndefinedWeak || (symbol.kind === "undefined" && !isTold));
}

/** Another definition of what a shared library shows may stand in front of its own. */
function isLeftDefined(symbol: LinkSymbol, { ownDefinitions }: LinkOptions, isListed: (symbol: LinkSymbol) => boolean): boolean {
  if (!symbol.isDefined || !isExported(symbol)) return false;
  const isStrong = symbol.binding !== elf.STB_WEAK;
  const isFunction = symbol.type === elf.STT_FUNC;
  const isOwn = {
    none: false,
    functions: isFunction,
    "strong functions": isFunction && isStrong,
    strong: isStrong,
    unlisted: true,
    all: true,
  }[ownDefinitions];
  return !isOwn || isListed(symbol);
}

/** What libraries want and nobody has, as far as all that they need is part of the link. */
export function missingOfLibraries(table: SymbolTable, libraries: readonly SharedLibrary[], { sharedUndefined }: LinkOptions): string[] {
  if (sharedUndefined === "ignore") return [];
  const names = new Set(libraries.map(({ sharedName }) => sharedName));
  const isMissing = (symbol: LinkSymbol | undefined) =>
    symbol !== undefined && (symbol.kind === "undefined" || symbol.kind === "lazy") && symbol.binding !== elf.STB_WEAK;
  return libraries
    .filter(({ needs }) => needs.every((name) => names.has(name)))
    .flatMap(({ symbols, displayName }) =>
      symbols
        .filter(({ isDefined, binding, name }) => !isDefined && binding !== elf.STB_WEAK && isMissing(table.find(name)))
        .map(({ name }) => `undefined reference due to --no-allow-shlib-undefined: ${name}\n>>> referenced by ${displayName}`),
    );
}

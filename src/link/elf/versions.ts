// Which symbols a version script makes local, in LLD's order: names before patterns, patterns before `*`, and of patterns
// those of the last version first.
import { namedVersions, versionNumber } from "./defined-versions.ts";
import { hasDynamicTables } from "./options.ts";
import type { LinkOptions } from "./options.ts";
import { globMatcher } from "./script/glob.ts";
import type { VersionDefinition, VersionPattern } from "./script/version-script.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** What a symbol was given; `local` is no version. */
type Given = VersionDefinition | "local";

const isVersioned = ({ kind, file, scriptDefined }: LinkSymbol): boolean =>
  kind === "common" || kind === "lazy" || (kind === "defined" && (file !== undefined || scriptDefined));

class Versions {
  readonly warnings: string[] = [];
  readonly errors: string[] = [];
  readonly #given = new Map<LinkSymbol, Given>();

  constructor(
    readonly table: SymbolTable,
    readonly options: LinkOptions,
  ) {}

  assign(definitions: readonly VersionDefinition[]): void {
    const isName = ({ isGlob }: VersionPattern) => !isGlob;
    const isEverything = ({ isGlob, name }: VersionPattern) => isGlob && name === "*";
    const isPattern = (pattern: VersionPattern) => pattern.isGlob && !isEverything(pattern);
    for (const one of definitions) this.#forEach(one, isName, (pattern, given) => this.#assignName(pattern, given));
    for (const one of definitions.toReversed()) this.#forEach(one, isPattern, (pattern, given) => this.#assignPattern(pattern, given));
    for (const one of definitions) this.#forEach(one, isEverything, (pattern, given) => this.#assignPattern(pattern, given));
    const names = namedVersions(this.options);
    for (const [symbol, given] of this.#given) {
      symbol.madeLocal = given === "local";
      if (given !== "local" && given.name !== undefined) symbol.version = versionNumber(names, given.name);
    }
  }

  #forEach(
    definition: VersionDefinition,
    isAsked: (pattern: VersionPattern) => boolean,
    visit: (pattern: VersionPattern, given: Given) => void,
  ): void {
    for (const pattern of definition.globals.filter(isAsked)) visit(pattern, definition);
    for (const pattern of definition.locals.filter(isAsked)) visit(pattern, "local");
  }

  #assignName({ name }: VersionPattern, given: Given): void {
    const symbol = this.table.find(name);
    if (symbol === undefined || !isVersioned(symbol)) {
      if (!this.options.undefinedVersion)
        this.errors.push(`version script assignment of '${versionName(given)}' to symbol '${name}' failed: symbol not defined`);
      return;
    }
    const known = this.#given.get(symbol);
    if (known === undefined) this.#given.set(symbol, given);
    else if (shown(known) !== shown(given))
      this.warnings.push(`attempt to reassign symbol '${name}' of ${shown(known)} to ${shown(given)}`);
  }

  #assignPattern({ name }: VersionPattern, given: Given): void {
    const matches = globMatcher([name]);
    for (const symbol of this.table.globals.values())
      if (isVersioned(symbol) && !this.#given.has(symbol) && matches(symbol.name)) this.#given.set(symbol, given);
  }
}

const versionName = (given: Given): string => (given === "local" ? "local" : (given.name ?? "global"));

function shown(given: Given): string {
  if (given === "local") return "VER_NDX_LOCAL";
  return given.name === undefined ? "VER_NDX_GLOBAL" : `version '${given.name}'`;
}

/** Call when all symbols are known. */
export function assignVersions(table: SymbolTable, options: LinkOptions): Pick<Versions, "errors" | "warnings"> {
  const versions = new Versions(table, options);
  versions.assign(options.versions);
  if (hasDynamicTables(options) && options.sharedName === "" && namedVersions(options).length > 0)
    versions.errors.push("kbuild's linker does not write the versions of symbols (.gnu.version) of an image without -soname yet");
  return versions;
}

// Tables of versions: those that the image defines, those that it needs, and which of them each dynamic symbol is of. Without
// versions there are no tables.
import * as elf from "../../elf/constants.ts";
import { definedVersions, definedVersionsSize, namedVersions } from "./defined-versions.ts";
import type { DynamicSymbols } from "./dynamic-symbols.ts";
import type { LinkOptions } from "./options.ts";
import type { SharedLibrary } from "./shared-library.ts";
import { ComputedChunk } from "./synthetic.ts";
import type { SyntheticChunk } from "./synthetic.ts";

class VersionTable extends ComputedChunk {
  constructor(
    readonly hasVersions: () => boolean,
    ...rest: ConstructorParameters<typeof ComputedChunk>
  ) {
    super(...rest);
  }

  override get isNeeded(): boolean {
    return this.hasVersions();
  }
}

/** In their order; `libraries` are known once all inputs are. */
export function versionTables(options: LinkOptions, symbols: DynamicSymbols, libraries: () => readonly SharedLibrary[]): SyntheticChunk[] {
  const { hasLibraries, sharedName } = options;
  const own = namedVersions(options);
  const needed = () => symbols.versions.libraryCount > 0;
  const defined = () => own.length > 0;
  if (!hasLibraries && own.length === 0) return [];
  const { SHF_ALLOC: A } = elf;
  return [
    new VersionTable(
      () => needed() || defined(),
      ".gnu.version",
      elf.SHT_GNU_VERSYM,
      A,
      2,
      2,
      () => symbols.versionsSize,
      () => symbols.versionBytes(),
    ),
    new VersionTable(
      defined,
      ".gnu.version_d",
      elf.SHT_GNU_VERDEF,
      A,
      0,
      4,
      () => definedVersionsSize(own),
      () => definedVersions(sharedName, own, symbols.names),
    ),
    new VersionTable(
      needed,
      ".gnu.version_r",
      elf.SHT_GNU_VERNEED,
      A,
      0,
      4,
      () => symbols.versions.size,
      () => symbols.versions.bytes(libraries(), symbols.names),
    ),
  ];
}

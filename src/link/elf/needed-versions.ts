// `.gnu.version` and `.gnu.version_r`: of which version of a shared library each dynamic symbol is, and what the versions are
// called. Source: LSB, "Symbol Versioning"; all libraries stand in front of all versions, as LLD has them.
import { ByteWriter } from "../../base/bytes.ts";
import type { DynamicNames } from "./dynamic-names.ts";
import { VERSION_GLOBAL } from "./shared-library.ts";
import type { LibraryVersion, SharedLibrary } from "./shared-library.ts";
import type { LinkSymbol } from "./symbol.ts";

const RECORD = 16;

interface Wanted extends LibraryVersion {
  readonly library: SharedLibrary;
  /** In the library, and in the image. */
  readonly version: number;
  readonly number: number;
}

export class NeededVersions {
  readonly #wanted = new Map<SharedLibrary, Map<number, Wanted>>();
  #count = 0;

  /** In the order in which symbols are listed; the image's numbers begin behind its own versions. */
  add(symbol: LinkSymbol, first: number): void {
    const { library: shared } = symbol;
    if (shared === undefined || shared.version <= VERSION_GLOBAL) return;
    const { library, version } = shared;
    const known = library.versions.get(version);
    if (known === undefined) return;
    let ofLibrary = this.#wanted.get(library);
    if (ofLibrary === undefined) this.#wanted.set(library, (ofLibrary = new Map()));
    let wanted = ofLibrary.get(version);
    if (wanted === undefined) ofLibrary.set(version, (wanted = { ...known, library, version, number: first + this.#count++ }));
    symbol.version = wanted.number;
  }

  /** By library, in the order of the link; of each by its own order. */
  lists(libraries: readonly SharedLibrary[]): readonly (readonly Wanted[])[] {
    return libraries
      .flatMap((library) => this.#wanted.get(library) ?? [])
      .map((ofLibrary) => [...ofLibrary.values()].sort((a, b) => a.version - b.version));
  }

  get libraryCount(): number {
    return this.#wanted.size;
  }

  /** Bytes of `.gnu.version_r`. */
  get size(): number {
    return RECORD * (this.#wanted.size + this.#count);
  }

  bytes(libraries: readonly SharedLibrary[], names: DynamicNames): Uint8Array {
    const lists = this.lists(libraries);
    const heads = new ByteWriter();
    const parts = new ByteWriter();
    lists.forEach((list, i) => {
      const name = names.offset((list[0] as Wanted).library.sharedName);
      const distance = RECORD * (lists.length - i) + parts.bytes.length;
      heads.u16(1).u16(list.length).u32(name).u32(distance);
      heads.u32(i + 1 < lists.length ? RECORD : 0);
      list.forEach((one, j) => {
        parts.u32(one.hash).u16(0).u16(one.number).u32(names.offset(one.name));
        parts.u32(j + 1 < list.length ? RECORD : 0);
      });
    });
    return heads.append(parts.bytes).bytes.slice();
  }
}

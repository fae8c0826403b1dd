// The version of a dynamic symbol, as readelf looks it up: by the first sections of their types, when a symbol asks for it.
import { VersionMap, versionIndex } from "../../elf/symbol-versions.ts";
import type { SymbolVersion } from "../../elf/symbol-versions.ts";
import type { Fields } from "../../elf/read.ts";
import type { ReadelfView } from "./view.ts";

interface Versions {
  readonly fields: Fields;
  map: VersionMap | undefined;
}

const known = new WeakMap<ReadelfView, Versions>();

/** The names of versions by index; throws ElfError. */
export function versionMap(view: ReadelfView): VersionMap {
  const { definitions, needs } = view.tables;
  return new VersionMap(view.file, definitions, needs);
}

/** Undefined for a symbol without one; throws ElfError. */
export function symbolVersion(view: ReadelfView, i: number, isUndefined: boolean): SymbolVersion | undefined {
  const { file, tables } = view;
  if (tables.versions === undefined) return undefined;
  let versions = known.get(view);
  if (versions === undefined) {
    versions = { fields: file.view(file.recordsOf(tables.versions, 2)), map: undefined };
    known.set(view, versions);
  }
  const raw = versionIndex(versions.fields, i);
  if ((raw & 0xffff) < 2) return undefined;
  versions.map ??= versionMap(view);
  return versions.map.of(raw, isUndefined);
}

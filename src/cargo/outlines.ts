// What a unit sees of its dependencies' files: all of them, or, where nothing that it makes depends on their functions'
// bodies, their outlines only. Then an edit within a body rebuilds the crate it stands in and the programs made of it, and
// the libraries between stay as they are.
import { FileError } from "../base/host.ts";
import type { Host } from "../base/host.ts";
import { outlineOf } from "../syntax/outline.ts";
import type { PlannedUnit } from "./plan.ts";
import { needsOf } from "./unit-sources.ts";
import type { Unit } from "./unit.ts";

/** The outline of a file; undefined for one of the unit's own, and for one that must be the same in every byte. */
export type OutlineOf = (path: string) => string | undefined;

/** Of checks and of libraries for crates, which are kept so if no code was made: that takes others' in. */
function mayNeedOutlinesOnly({ crate, rustc }: Unit, emit: string): boolean {
  if (rustc.emits.length > 0) return false;
  return emit === "metadata" || (crate.kind === "lib" && crate.crateType !== "staticlib");
}

export class Outlines {
  readonly #known = new Map<string, string | undefined>();

  constructor(
    readonly host: Host,
    readonly emit: string,
  ) {}

  forUnit(planned: PlannedUnit): OutlineOf {
    const { unit } = planned;
    if (!mayNeedOutlinesOnly(unit, this.emit)) return () => undefined;
    const around = [unit, ...needsOf(planned).map((need) => need.unit)];
    return (path) => {
      const owner = innermost(around, path);
      return owner === undefined || owner === unit || !path.endsWith(".rs") ? undefined : this.#outline(path, owner);
    };
  }

  #outline(path: string, { crate, release }: Unit): string | undefined {
    const key = `${crate.edition} ${path}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#read(path, { edition: crate.edition, release }));
    return this.#known.get(key);
  }

  #read(path: string, options: Parameters<typeof outlineOf>[1]): string | undefined {
    try {
      return outlineOf(new TextDecoder().decode(this.host.files.read(path)), options);
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }
}

/** The unit whose package the file lies in: packages may lie within others. */
function innermost(units: readonly Unit[], path: string): Unit | undefined {
  let found: Unit | undefined;
  for (const unit of units) {
    const { root } = unit.manifest;
    if (path.startsWith(`${root}/`) && root.length > (found?.manifest.root.length ?? -1)) found = unit;
  }
  return found;
}

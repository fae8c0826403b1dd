// What a unit sees of its dependencies' files: all of them, or, where nothing that it makes depends on their functions'
// bodies, their outlines only. Then an edit within a body rebuilds the crate it stands in and the programs made of it, and
// the libraries between stay as they are.
import { isOnlyForCrates } from "../manifest/crate-types.ts";
import { FileError } from "../../base/host.ts";
import type { Host } from "../../base/host.ts";
import type { outlineOf } from "../../syntax/outline.ts";
import type { PlannedUnit } from "../build/build-options.ts";
import { needsOf } from "./unit-sources.ts";
import type { Unit } from "../build/unit.ts";

/** The outline of a file; undefined for one of the unit's own, and for one that must be the same in every byte. */
export type OutlineOf = (path: string) => string | undefined;

/** Of checks and of libraries for crates, which are kept so if no code was made: that takes others' in. */
function mayNeedOutlinesOnly({ crate, rustc, isTest }: Unit, emit: string): boolean {
  if (rustc.emits.length > 0) return false;
  return emit === "metadata" || (!isTest && isOnlyForCrates(crate));
}

export class Outlines {
  readonly #known = new Map<string, string | undefined>();

  private constructor(
    readonly host: Host,
    readonly emit: string,
    readonly outline: typeof outlineOf | undefined,
  ) {}

  /** For these units. The parser is loaded only if one of them needs outlines of others. */
  static async of(units: readonly PlannedUnit[], host: Host, emit: string): Promise<Outlines> {
    const asks = units.some((planned) => planned.needs.length > 0 && mayNeedOutlinesOnly(planned.unit, emit));
    const outline = asks ? (await import("../../syntax/outline.ts")).outlineOf : undefined;
    return new Outlines(host, emit, outline);
  }

  forUnit(planned: PlannedUnit): OutlineOf {
    const { unit } = planned;
    const { outline } = this;
    if (outline === undefined || !mayNeedOutlinesOnly(unit, this.emit)) return () => undefined;
    const around = [unit, ...needsOf(planned).map((need) => need.unit)];
    return (path) => {
      const owner = innermost(around, path);
      return owner === undefined || owner === unit || !path.endsWith(".rs") ? undefined : this.#outline(path, owner, outline);
    };
  }

  #outline(path: string, { crate, release }: Unit, outline: typeof outlineOf): string | undefined {
    const key = `${crate.edition} ${path}`;
    if (!this.#known.has(key)) {
      const text = this.#text(path);
      this.#known.set(key, text === undefined ? undefined : outline(text, { edition: crate.edition, release }));
    }
    return this.#known.get(key);
  }

  #text(path: string): string | undefined {
    try {
      return new TextDecoder().decode(this.host.files.read(path));
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

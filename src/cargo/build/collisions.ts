// Crates whose artifacts would lie at the same place. cargo warns, and the one that is built last stays.
import { atLeast } from "../../target/release.ts";
import { packageText } from "../resolve/packages.ts";
import { artifactPath } from "./unit.ts";
import type { Unit } from "./unit.ts";

const LINK = "see <https://github.com/rust-lang/cargo/issues/6313>";

/** What cargo puts there under a plain name: a program comes with a place for its debug information, too. */
function placesOf(unit: Unit): string[] {
  if (unit.isTest || (unit.crate.kind === "lib" && !unit.isRoot)) return [];
  const path = artifactPath(unit);
  return unit.crate.kind === "lib" || !atLeast(unit.release, DWP_SINCE) ? [path] : [path, `${path}.dwp`];
}

/** Seen with 1.96, not with 1.63; the release between is a guess. */
const DWP_SINCE = 70;

const targetText = ({ crate, manifest }: Unit): string => `${crate.kind} target \`${crate.name}\` in package \`${packageText(manifest)}\``;

function words(unit: Unit, other: Unit, path: string): string {
  const same = `${targetText(unit)} has the same output filename as the ${targetText(other)}`;
  if (!atLeast(unit.release, 84))
    return `output filename collision.\nThe ${same}.\nColliding filename is: ${path}\nThe targets should have unique names.\nConsider changing their names to be unique or compiling them separately.\nThis may become a hard error in the future; ${LINK}.`;
  return `output filename collision at ${path}\n  |\n  = note: the ${same}\n  = note: this may become a hard error in the future; ${LINK}\n  = help: consider changing their names to be unique or compiling them separately`;
}

/** Warnings, by package. */
export function collisions(units: readonly Unit[]): string[] {
  const taken = new Map<string, Unit>();
  const sorted = [...units].sort((a, b) => (packageText(a.manifest) < packageText(b.manifest) ? -1 : 1));
  return sorted.flatMap((unit) =>
    placesOf(unit).flatMap((path) => {
      const other = taken.get(path);
      if (other === undefined) taken.set(path, unit);
      return other === undefined ? [] : [words(unit, other, path)];
    }),
  );
}

// Which crates of the selected packages are built for themselves: all libraries and binaries, or those that `--lib`, `--bins`
// and `--bin` name, in all the packages at once. What no package has is an error in cargo's words.
import { similar } from "../base/similar.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import type { CrateTarget, Manifest } from "./manifest.ts";
import { isPattern, patternOf } from "./package-selection.ts";
import type { Workspace } from "./packages.ts";

export interface TargetWishes {
  readonly bins: readonly string[];
  readonly lib: boolean;
  readonly allBins: boolean;
  /** All of them, whatever else is named. */
  readonly allTargets: boolean;
  /** `-p`, as it was written. */
  readonly packages: readonly string[];
  /** Nothing is skipped for want of a feature: what is to run must be there. */
  readonly isForRun: boolean;
  readonly release: Release;
}

/** A crate to build. */
export interface Proposal {
  readonly manifest: Manifest;
  readonly crate: CrateTarget;
  /** Without the features that the crate requires it is an error, and not skipped. */
  readonly mustHaveFeatures: boolean;
}

export const isSpecific = ({ bins, lib, allBins, allTargets }: TargetWishes): boolean => !allTargets && (lib || allBins || bins.length > 0);

/** Throws CargoError for what is named and not there. */
export function proposeCrates(workspace: Workspace, wishes: TargetWishes): Proposal[] {
  const { selected } = workspace;
  if (!isSpecific(wishes))
    return selected.flatMap((manifest) => [...libraryOf(manifest), ...propose(manifest, manifest.bins, wishes.isForRun)]);
  const libraries = wishes.lib ? selected.flatMap(libraryOf) : [];
  if (wishes.lib && libraries.length === 0) throw noLibraries(selected);
  const bins = wishes.allBins
    ? selected.flatMap((manifest) => propose(manifest, manifest.bins, false))
    : wishes.bins.flatMap((name) => namedBins(name, workspace, wishes));
  return [...libraries, ...bins];
}

function propose(manifest: Manifest, crates: readonly CrateTarget[], mustHaveFeatures: boolean): Proposal[] {
  return crates.map((crate) => ({ manifest, crate, mustHaveFeatures }));
}

const libraryOf = (manifest: Manifest): Proposal[] => propose(manifest, manifest.lib === undefined ? [] : [manifest.lib], false);

function noLibraries(selected: readonly Manifest[]): CargoError {
  const names = selected.map(({ name }) => name);
  return new CargoError(`no library targets found in package${names.length === 1 ? ` \`${names[0]}\`` : `s: ${names.join(", ")}`}`);
}

/** Binaries of a name, or of a pattern, in all selected packages. */
function namedBins(name: string, workspace: Workspace, wishes: TargetWishes): Proposal[] {
  const pattern = isPattern(name) ? patternOf(name) : undefined;
  const isMeant = (crate: CrateTarget) => (pattern === undefined ? crate.name === name : pattern.test(crate.name));
  const found = workspace.selected.flatMap((manifest) => propose(manifest, manifest.bins.filter(isMeant), true));
  if (found.length > 0) return found;
  const elsewhere = workspace.members.map(({ name: owner, bins }) => ({ owner, bins: bins.filter(isMeant).map((bin) => bin.name) }));
  throw noBin(name, workspace.selected, elsewhere, wishes);
}

interface BinsElsewhere {
  readonly owner: string;
  readonly bins: readonly string[];
}

function noBin(
  name: string,
  selected: readonly Manifest[],
  elsewhere: readonly BinsElsewhere[],
  { packages, release }: TargetWishes,
): CargoError {
  const named = `no bin target ${isPattern(name) ? "matches pattern" : "named"} \`${name}\``;
  const names = selected.flatMap((manifest) => manifest.bins.map((bin) => bin.name)).sort();
  const near = similar(name, names, 3);
  if (!atLeast(release, 91)) {
    if (near !== undefined) return new CargoError(`${named}\n\n\tDid you mean \`${near}\`?`);
    return new CargoError(
      `${named}.\n${names.length === 0 ? "" : `Available bin targets:\n${names.map((one) => `    ${one}\n`).join("")}`}`,
    );
  }
  const alike = near === undefined ? "" : `\n\nhelp: a target with a similar name exists: \`${near}\``;
  const others = elsewhere
    .filter(({ bins }) => bins.length > 0)
    .map(
      ({ owner, bins }) =>
        `\nhelp: available bin in \`${owner}\` package:${[...bins]
          .sort()
          .map((bin) => `\n    ${bin}`)
          .join("")}`,
    );
  const own = others.length > 0 || near !== undefined ? "" : availableBins(selected);
  return new CargoError(`${named}${packagesText(packages)}${alike}${others.join("")}${own}`);
}

function packagesText([first, ...more]: readonly string[]): string {
  if (first === undefined) return " in default-run packages";
  return more.length === 0 ? ` in \`${first}\` package` : ` in \`${first}\`, ... packages`;
}

/** A name that several packages have is told with each of them. */
function availableBins(selected: readonly Manifest[]): string {
  const all = selected.flatMap((manifest) => manifest.bins.map(({ name }) => ({ name, owner: manifest.name })));
  if (all.length === 0) return "";
  const isSole = (name: string) => all.filter((one) => one.name === name).length === 1;
  const lines = all
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, owner }) => (isSole(name) ? name : `${name} in package ${owner}`));
  return `\nhelp: available bin targets:${lines.map((line) => `\n    ${line}`).join("")}`;
}

/** For a crate that its package's features do not allow. */
export function lacksFeatures({ crate, manifest }: Proposal): CargoError {
  const { requiredFeatures, name } = crate;
  const quoted = requiredFeatures.map((feature) => `\`${feature}\``).join(", ");
  return new CargoError(
    `target \`${name}\` in package \`${manifest.name}\` requires the features: ${quoted}\nConsider enabling them by passing, e.g., \`--features="${requiredFeatures.join(" ")}"\``,
  );
}

/** For `--bins` where there are none. */
export function noMatchWarning(release: Release): string {
  return atLeast(release, 84)
    ? "target filter `bins` specified, but no targets matched; this is a no-op"
    : "Target filter `bins` specified, but no targets matched. This is a no-op";
}

/** The one binary to run, or the error that there is none, or more. */
export function checkSoleBin({ selected }: Workspace, wishes: TargetWishes): void {
  const named = wishes.bins.map((name) => (isPattern(name) ? patternOf(name) : name));
  const isMeant = ({ name }: CrateTarget) => named.some((one) => (typeof one === "string" ? one === name : one.test(name)));
  const found = selected.flatMap((manifest) =>
    propose(manifest, wishes.bins.length === 0 ? manifest.bins : manifest.bins.filter(isMeant), true),
  );
  if (found.length === 0 && wishes.bins.length === 0) throw new CargoError("a bin target must be available for `cargo run`");
  if (found.length < 2) return;
  throw wishes.bins.length === 0 ? undecided(found) : tooMany(found, wishes.release);
}

function undecided(found: readonly Proposal[]): CargoError {
  const names = found.map(({ crate }) => crate.name).sort();
  return new CargoError(
    `\`cargo run\` could not determine which binary to run. Use the \`--bin\` option to specify a binary, or the \`default-run\` manifest key.\navailable binaries: ${names.join(", ")}`,
  );
}

function tooMany(found: readonly Proposal[], release: Release): CargoError {
  const lines = found.map(({ crate, manifest }) => `\n    bin \`${crate.name}\` in package \`${manifest.name}\``);
  const help = atLeast(release, 91) ? `\nhelp: available targets:${lines.join("")}` : "";
  return new CargoError(`\`cargo run\` can run at most one executable, but multiple were specified${help}`);
}

// Which crates of the selected packages are built for themselves: all libraries and binaries, or those that `--lib`, `--bins`
// and `--bin` name, in all the packages at once. What no package has is an error in cargo's words.
import type { Emit } from "../compile/compile.ts";
import { similar } from "../../base/similar.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { CrateKind, CrateTarget, Manifest } from "../manifest/manifest.ts";
import { isPattern, patternOf } from "../resolve/glob.ts";
import type { Workspace } from "../resolve/packages.ts";

export type OtherKind = "test" | "bench" | "example";

/** What is wanted of tests, benchmarks and examples. */
export interface OtherWishes {
  /** `--tests`, `--benches`, `--examples`. */
  readonly all: readonly OtherKind[];
  /** `--test NAME` and the like. */
  readonly named: readonly { readonly kind: OtherKind; readonly name: string }[];
  /** `kbuild test`: what can be a test is built as one. */
  readonly asTests: boolean;
}

export interface TargetWishes {
  readonly bins: readonly string[];
  readonly lib: boolean;
  readonly allBins: boolean;
  /** All of them, whatever else is named. */
  readonly allTargets: boolean;
  readonly others: OtherWishes;
  readonly emit: Emit;
  readonly profile: string;
  /** `-p`, as it was written. */
  readonly packages: readonly string[];
  /** Without packages it is the current one that is meant. */
  readonly forOnePackage?: boolean;
  /** Nothing is skipped for want of a feature: what is to run must be there. */
  readonly isForRun: boolean;
  readonly release: Release;
}

/** A crate to build. */
export interface Proposal {
  readonly manifest: Manifest;
  readonly crate: CrateTarget;
  readonly isTest: boolean;
  /** Without the features that the crate requires it is an error, and not skipped. */
  readonly mustHaveFeatures: boolean;
}

export function isSpecific({ bins, lib, allBins, allTargets, others }: TargetWishes): boolean {
  return !allTargets && (lib || allBins || bins.length > 0 || others.all.length > 0 || others.named.length > 0);
}

/** The crates of packages, by what they are. */
class Crates {
  constructor(
    readonly workspace: Workspace,
    readonly wishes: TargetWishes,
  ) {}

  propose(isMeant: (crate: CrateTarget) => boolean, isTest: boolean, mustHaveFeatures = false): Proposal[] {
    return this.workspace.selected.flatMap((manifest) => {
      const all = [...(manifest.lib === undefined ? [] : [manifest.lib]), ...manifest.bins, ...manifest.others];
      return propose(manifest, all.filter(isMeant), mustHaveFeatures, isTest);
    });
  }

  /** All tests, benchmarks or examples. */
  allOf(kind: OtherKind): Proposal[] {
    if (kind === "example") return this.propose((crate) => crate.kind === kind, false);
    return this.propose((crate) => (kind === "test" ? crate.tested : crate.benched), true);
  }

  named(kind: OtherKind, name: string): Proposal[] {
    const pattern = isPattern(name) ? patternOf(name) : undefined;
    const isMeant = (crate: CrateTarget) => crate.kind === kind && (pattern === undefined ? crate.name === name : pattern.test(crate.name));
    const found = this.propose(isMeant, kind !== "example" || this.wishes.others.asTests, true);
    if (found.length > 0) return found;
    const names = this.workspace.selected.map((manifest) => ({
      owner: manifest.name,
      names: manifest.others.filter((crate) => crate.kind === kind).map((crate) => crate.name),
    }));
    throw noneNamed(kind, name, names, names, this.wishes);
  }

  /** What a command without such options means. */
  usual(): Proposal[] {
    const { others, isForRun, allTargets, emit } = this.wishes;
    if (others.asTests && emit !== "metadata" && !allTargets)
      return this.wishes.profile === "bench" ? this.allOf("bench") : [...this.allOf("test"), ...this.allOf("example")];
    return [
      ...this.propose(({ kind }) => kind === "lib", others.asTests),
      ...this.propose(({ kind }) => kind === "bin", others.asTests, isForRun),
      ...(allTargets ? [...this.allOf("example"), ...this.allOf("test"), ...this.allOf("bench")] : []),
    ];
  }

  specific(): Proposal[] {
    const { workspace, wishes } = this;
    const { others } = wishes;
    const libraries = wishes.lib ? this.propose(({ kind }) => kind === "lib", others.asTests) : [];
    if (wishes.lib && libraries.length === 0) throw noLibraries(workspace.selected);
    const bins = wishes.allBins
      ? this.propose(({ kind }) => kind === "bin", others.asTests)
      : wishes.bins.flatMap((name) => namedBins(name, workspace, wishes));
    const named = others.named.filter(({ kind }) => !others.all.includes(kind)).flatMap(({ kind, name }) => this.named(kind, name));
    return [...libraries, ...bins, ...named, ...others.all.flatMap((kind) => this.allOf(kind))];
  }
}

/** Throws CargoError for what is named and not there. */
export function proposeCrates(workspace: Workspace, wishes: TargetWishes): Proposal[] {
  const crates = new Crates(workspace, wishes);
  const found = isSpecific(wishes) ? crates.specific() : crates.usual();
  return found.filter((one, i) => found.findIndex(({ crate, isTest }) => crate === one.crate && isTest === one.isTest) === i);
}

/** The one crate to build, a library, with other types than its own. Throws CargoError. */
export function withCrateTypes(proposals: readonly Proposal[], crateTypes: readonly string[]): Proposal[] {
  const [sole] = proposals;
  if (sole === undefined || proposals.length > 1)
    throw new CargoError(
      "crate types to rustc can only be passed to one target, consider filtering\nthe package by passing, e.g., `--lib` or `--example` to specify a single target",
    );
  const { kind, crateTypes: own } = sole.crate;
  if (kind !== "lib" && (kind !== "example" || own.includes("bin")))
    throw new CargoError(
      "crate types can only be specified for libraries and example libraries.\nBinaries, tests, and benchmarks are always the `bin` crate type",
    );
  return [{ ...sole, crate: { ...sole.crate, crateTypes: [...new Set(crateTypes)] } }];
}

function propose(manifest: Manifest, crates: readonly CrateTarget[], mustHaveFeatures: boolean, isTest = false): Proposal[] {
  return crates.map((crate) => ({ manifest, crate, isTest, mustHaveFeatures }));
}

function noLibraries(selected: readonly Manifest[]): CargoError {
  const names = selected.map(({ name }) => name);
  return new CargoError(`no library targets found in package${names.length === 1 ? ` \`${names[0]}\`` : `s: ${names.join(", ")}`}`);
}

/** Binaries of a name, or of a pattern, in all selected packages. */
function namedBins(name: string, workspace: Workspace, wishes: TargetWishes): Proposal[] {
  const pattern = isPattern(name) ? patternOf(name) : undefined;
  const isMeant = (crate: CrateTarget) => (pattern === undefined ? crate.name === name : pattern.test(crate.name));
  const found = workspace.selected.flatMap((manifest) => propose(manifest, manifest.bins.filter(isMeant), true, wishes.others.asTests));
  if (found.length > 0) return found;
  const named = (manifests: readonly Manifest[], isAsked: (crate: CrateTarget) => boolean) =>
    manifests.map(({ name: owner, bins }) => ({ owner, names: bins.filter(isAsked).map((bin) => bin.name) }));
  throw noneNamed(
    "bin",
    name,
    named(workspace.selected, () => true),
    named(workspace.members, isMeant),
    wishes,
  );
}

/** Names of one kind's crates in a package. */
interface NamesIn {
  readonly owner: string;
  readonly names: readonly string[];
}

/** `elsewhere`: those that would fit, in any package of the workspace. */
function noneNamed(
  kind: CrateKind,
  name: string,
  selected: readonly NamesIn[],
  elsewhere: readonly NamesIn[],
  { packages, forOnePackage, release }: TargetWishes,
): CargoError {
  const named = `no ${kind} target ${isPattern(name) ? "matches pattern" : "named"} \`${name}\``;
  const names = selected.flatMap((one) => one.names).sort();
  const near = similar(name, names, 3);
  if (!atLeast(release, 91)) {
    if (near !== undefined) return new CargoError(`${named}\n\n\tDid you mean \`${near}\`?`);
    return new CargoError(
      `${named}.\n${names.length === 0 ? "" : `Available ${kind} targets:\n${names.map((one) => `    ${one}\n`).join("")}`}`,
    );
  }
  const alike = near === undefined ? "" : `\n\nhelp: a target with a similar name exists: \`${near}\``;
  const others = elsewhere
    .filter(({ names: found }) => kind === "bin" && found.length > 0)
    .map(
      ({ owner, names: found }) =>
        `\nhelp: available ${kind} in \`${owner}\` package:${[...found]
          .sort()
          .map((one) => `\n    ${one}`)
          .join("")}`,
    );
  const own = others.length > 0 || near !== undefined ? "" : availableNames(kind, selected);
  return new CargoError(`${named}${packagesText(packages, forOnePackage === true)}${alike}${others.join("")}${own}`);
}

function packagesText([first, ...more]: readonly string[], isForOne: boolean): string {
  if (first === undefined) return isForOne ? "" : " in default-run packages";
  return more.length === 0 ? ` in \`${first}\` package` : ` in \`${first}\`, ... packages`;
}

/** A name that several packages have is told with each of them. */
function availableNames(kind: CrateKind, selected: readonly NamesIn[]): string {
  const all = selected.flatMap(({ owner, names }) => names.map((name) => ({ name, owner })));
  if (all.length === 0) return "";
  const isSole = (name: string) => all.filter((one) => one.name === name).length === 1;
  const lines = all
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, owner }) => (isSole(name) ? name : `${name} in package ${owner}`));
  return `\nhelp: available ${kind} targets:${lines.map((line) => `\n    ${line}`).join("")}`;
}

/** For a crate that its package's features do not allow. */
export function lacksFeatures({ crate, manifest }: Proposal): CargoError {
  const { requiredFeatures, name } = crate;
  const quoted = requiredFeatures.map((feature) => `\`${feature}\``).join(", ");
  return new CargoError(
    `target \`${name}\` in package \`${manifest.name}\` requires the features: ${quoted}\nConsider enabling them by passing, e.g., \`--features="${requiredFeatures.join(" ")}"\``,
  );
}

/** For `--bins`, `--examples` and the like where nothing is to be built; undefined if nothing of that kind was asked for. */
export function noMatchWarning({ allBins, allTargets, others, release }: TargetWishes): string | undefined {
  const has = (kind: OtherKind): boolean => others.all.includes(kind);
  const asked = { bins: allBins, tests: has("test"), examples: has("example"), benches: has("bench") };
  const words = Object.entries(asked).flatMap(([word, isAsked]) => (isAsked ? [`\`${word}\``] : []));
  if (allTargets) words.splice(0, words.length, "`all-targets`");
  if (words.length === 0) return undefined;
  const filters = `${words.length > 1 ? "filters" : "filter"} ${words.join(", ")} specified, but no targets matched`;
  return atLeast(release, 84) ? `target ${filters}; this is a no-op` : `Target ${filters}. This is a no-op`;
}

const NOTHING_TO_RUN = "a bin target must be available for `cargo run`";

/** The one binary to run, or the error that there is none, in `nothing`'s words, or more. */
export function checkSoleBin({ selected }: Workspace, wishes: TargetWishes, nothing = NOTHING_TO_RUN): void {
  const named = wishes.bins.map((name) => (isPattern(name) ? patternOf(name) : name));
  const isMeant = ({ name }: CrateTarget) => named.some((one) => (typeof one === "string" ? one === name : one.test(name)));
  const found = selected.flatMap((manifest) =>
    propose(manifest, wishes.bins.length === 0 ? manifest.bins : manifest.bins.filter(isMeant), true),
  );
  if (found.length === 0 && wishes.bins.length === 0) throw new CargoError(nothing);
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

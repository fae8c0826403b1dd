// cargo's words for a dependency that no package can stand for.
import { similar, withinEdits } from "../../base/similar.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { hasImplicitFeature } from "../manifest/declared-features.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { parseVersion } from "./semver.ts";
import type { Conflict, Failure, Step } from "./version-choice.ts";
import { compareVersions, requirementText } from "./version-requirement.ts";

export interface WordsContext {
  readonly release: Release;
  /** The flag that keeps the network out, where it is out. */
  readonly offline: string | undefined;
  /** A package as messages name it. */
  readonly title: (manifest: Manifest) => string;
  /** The version that the lock file holds a dependency to. */
  readonly lockedTo: (manifest: Manifest, dependency: Dependency) => string | undefined;
}

/** A dependency that has no candidates. */
export interface Missing {
  readonly parent: Manifest;
  readonly dependency: Dependency;
  /** What was looked through, and all that is there. */
  readonly place: string;
  readonly there: readonly Manifest[];
  /** The place stands for the registry. */
  readonly isReplacement: boolean;
  readonly wayTo: Failure["wayTo"];
}

const MOST_SHOWN = 3;

/** The first three of a list, with `last` before the last of a whole one. */
function firstThree(names: readonly string[], last: string): string {
  if (names.length > MOST_SHOWN) return [...names.slice(0, MOST_SHOWN), "..."].join(", ");
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")}${last}${names.at(-1)}`;
}

export class ResolutionWords {
  constructor(readonly context: WordsContext) {}

  /** A package, who asked for it, and who for that. */
  #way(manifest: Manifest, steps: readonly Step[]): string {
    const { title } = this.context;
    const lines = steps.map(({ manifest: by, dependency }) => {
      const isPath = dependency.path !== undefined;
      const what = isPath ? dependency.name : `${dependency.name} = "${requirementText(dependency.version)}"`;
      const locked = isPath ? undefined : this.context.lockedTo(by, dependency);
      const held = locked === undefined ? "" : `(locked to ${locked}) `;
      return `\n    ... which satisfies ${isPath ? "path " : ""}dependency \`${what}\` ${held}of package \`${title(by)}\``;
    });
    return `package \`${title(manifest)}\`${lines.join("")}`;
  }

  /** Without the network there is less to choose from. */
  #offlineNote(isBehindHelp: boolean): string {
    const { offline: flag, release } = this.context;
    if (flag === undefined) return "";
    if (!atLeast(release, 84))
      return "\nAs a reminder, you're using offline mode (--offline) which can sometimes cause surprising resolution failures, if this error is too confusing you may wish to retry without the offline flag.";
    return `\n${isBehindHelp ? "\n" : ""}note: offline mode (via \`${flag}\`) can sometimes cause surprising resolution failures\nhelp: if this error is too confusing you may wish to retry without \`${flag}\``;
  }

  missing(missing: Missing): CargoError {
    const { parent, dependency, there, place, wayTo, isReplacement } = missing;
    const name = dependency.packageName;
    const isOld = !atLeast(this.context.release, 84);
    const versions = versionsOf(there, name);
    const by = `required by ${this.#way(parent, wayTo(parent))}`;
    const where = `location searched: ${place}\n${by}`;
    const whereItSays = isOld && isReplacement ? `location searched: registry \`crates-io\`\n${by}` : where;
    const pre = versions.find(isPreRelease);
    if (pre !== undefined && isOld)
      return new CargoError(
        `no matching package found\nsearched package name: \`${name}\`\nprerelease package needs to be specified explicitly\n${name} = { version = "${pre}" }\n${whereItSays}${this.#offlineNote(false)}`,
      );
    if (versions.length > 0) return new CargoError(`${this.#noVersion(missing, versions)}\n${where}${this.#versionHints(missing, pre)}`);
    const near = withinEdits(name, [...new Set(there.map((manifest) => manifest.name))].sort(), 3);
    const start = `no matching package named \`${name}\` found`;
    if (near.length === 0) return new CargoError(`${start}\n${whereItSays}${this.#offlineNote(false)}`);
    if (isOld)
      return new CargoError(
        `no matching package found\nsearched package name: \`${name}\`\nperhaps you meant:      ${firstThree(near, " or ")}\n${whereItSays}${this.#offlineNote(false)}`,
      );
    const end = this.context.offline === undefined ? "\n" : this.#offlineNote(true);
    return new CargoError(`${start}\n${where}\nhelp: packages with similar names: ${firstThree(near, " or ")}${end}`);
  }

  #noVersion({ parent, dependency }: Missing, versions: readonly string[]): string {
    const { packageName, version } = dependency;
    const locked = this.context.lockedTo(parent, dependency);
    const held = locked === undefined ? "" : ` (locked to ${locked})`;
    return `failed to select a version for the requirement \`${packageName} = "${requirementText(version)}"\`${held}\ncandidate versions found which didn't match: ${firstThree(versions, ", ")}`;
  }

  #versionHints({ dependency: { packageName }, isReplacement }: Missing, pre: string | undefined): string {
    const asked = `\nhelp: if you are looking for the prerelease package it needs to be specified explicitly\n    ${packageName} = { version = "${pre}" }`;
    const note = atLeast(this.context.release, 84) ? "\nnote: " : "\n";
    const vendored = isReplacement ? `${note}perhaps a crate was updated and forgotten to be re-vendored?` : "";
    return `${pre === undefined ? "" : asked}${vendored}${this.#offlineNote(false)}`;
  }

  failed({ parent, dependency, candidates, conflicts, wayTo }: Failure): CargoError {
    const { packageName, version } = dependency;
    const locked = this.context.lockedTo(parent, dependency);
    const held = locked === undefined ? "" : `(locked to ${locked}) `;
    const list = candidates.map((candidate) => candidate.version).join(", ");
    const start = `failed to select a version for \`${packageName}\`.\n    ... required by ${this.#way(parent, wayTo(parent))}\nversions that meet the requirements \`${requirementText(version)}\` ${held}are: ${list}`;
    const others = conflicts.map((conflict) => this.#conflict(conflict, dependency, candidates, wayTo)).join("");
    const isNew = atLeast(this.context.release, 84);
    const clashing = conflicts.filter(({ kind }) => kind === "semver");
    const previous = clashing.map(({ by }) => `\n\n  previously selected ${this.#way(by, wayTo(by))}`).join("");
    const clash =
      clashing.length === 0 ? "" : `\n\nall possible versions conflict with previously selected packages${isNew ? "" : "."}${previous}`;
    return new CargoError(
      `${start}${others}${clash}\n\nfailed to select a version for \`${packageName}\` which could resolve this conflict`,
    );
  }

  #conflict(conflict: Conflict, dependency: Dependency, candidates: readonly Manifest[], wayTo: Failure["wayTo"]): string {
    if (conflict.kind === "semver") return "";
    if (conflict.kind === "feature") return `\n\n${this.#lacking(conflict.by, dependency, candidates, conflict.feature)}`;
    const { by, library } = conflict;
    const isNew = atLeast(this.context.release, 84);
    const package_ = `package \`${dependency.packageName}\` links to the native library \`${library}\`, but it conflicts with a previous package which links to \`${library}\` as well:\n${this.#way(by, wayTo(by))}`;
    const rule = "only one package in the dependency graph may specify the same links value";
    const link = "https://doc.rust-lang.org/cargo/reference/resolver.html#links";
    if (isNew)
      return `\n\n${package_}\nnote: ${rule} to ensure that only one copy of a native library is linked in the final binary\nfor more information, see ${link}\nhelp: try to adjust your dependencies so that only one package uses the \`links = "${library}"\` value`;
    return `\n\nthe ${package_}\nOnly one package in the dependency graph may specify the same links value. This helps ensure that only one copy of a native library is linked in the final binary. Try to adjust your dependencies so that only one package uses the links ='${dependency.packageName}' value. For more information, see ${link}.`;
  }

  #lacking(from: Manifest, { packageName }: Dependency, candidates: readonly Manifest[], feature: string): string {
    if (!atLeast(this.context.release, 90))
      return `the package \`${from.name}\` depends on \`${packageName}\`, with features: \`${feature}\` but \`${packageName}\` does not have these features.\n`;
    const start = `package \`${from.name}\` depends on \`${packageName}\` with feature \`${feature}\` but \`${packageName}\` does not have that feature.\n`;
    const oldest = candidates.at(-1);
    const own = candidates.flatMap(({ dependencies }) => dependencies).find(({ name }) => name === feature);
    if (own !== undefined && !own.optional)
      return `${start}note: a required dependency with that name exists, but only optional dependencies can be used as features.\n`;
    if (own !== undefined && oldest !== undefined && !hasImplicitFeature(oldest, feature))
      return `${start}note: an optional dependency with that name exists, but that dependency uses the "dep:" syntax in the features table, so it does not have an implicit feature with that name.\n`;
    const names = [...(oldest?.features.keys() ?? [])].sort();
    const near = similar(feature, names, 3);
    const list = names.length === 0 ? "" : `help: available features: ${names.join(", ")}\n`;
    return `${start}${near === undefined ? list : `help: there is a feature \`${near}\` with a similar name\n`}`;
  }
}

function versionsOf(there: readonly Manifest[], name: string): string[] {
  const named = there.filter((manifest) => manifest.name === name).map(({ version }) => version);
  return named.sort((a, b) => compareVersions(b, a));
}

function isPreRelease(text: string): boolean {
  const version = parseVersion(text);
  return typeof version !== "string" && version.pre !== "";
}

// Which members of a workspace a command is about: `-p`, `--workspace`, `--exclude`. Names may have `*`, `?` and `[..]`; a
// specification may say the version (`a@0.1`) or the folder (`file:///w/a`).
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { isPattern, patternOf } from "./glob.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { identityOf, matches, parseSpecification, queryOne } from "./package-spec.ts";
import type { Specification, SpecificationPlace } from "./package-spec.ts";
import type { Workspace } from "./packages.ts";

export interface PackageWishes extends SpecificationPlace {
  readonly packages: readonly string[];
  readonly exclude: readonly string[];
  readonly workspace: boolean;
  readonly release: Release;
  /** Packages that members depend on may be named, too; they select nothing. */
  readonly mayBeForeign?: true;
  /** All packages that members depend on; those that are named are selected like members. */
  readonly dependencies?: () => readonly Manifest[];
}

interface Wish {
  /** As it was written. */
  readonly text: string;
  readonly specification: Specification | undefined;
  readonly matches: (manifest: Manifest) => boolean;
}

function wishOf(text: string, wishes: PackageWishes): Wish {
  if (isPattern(text)) {
    const pattern = patternOf(text);
    return { text, specification: undefined, matches: ({ name }) => pattern.test(name) };
  }
  const specification = parseSpecification(text, wishes);
  return { text: specification.text, specification, matches: (manifest) => matches(specification, identityOf(manifest)) };
}

/** Those that nothing matches, in cargo's words. */
function unmatched(specifications: readonly Wish[], { members, root }: Workspace, before: string): string[] {
  const left = specifications.filter(({ matches }) => !members.some(matches)).map(({ text }) => text);
  const listed = (texts: readonly string[], what: string) =>
    texts.length === 0 ? [] : [`${before}package${what}(s) \`${texts.join(", ")}\` not found in workspace \`${root}\``];
  return [
    ...listed(left.filter((text) => !isPattern(text)).sort(), ""),
    ...listed(
      left.filter((text) => isPattern(text)),
      " pattern",
    ),
  ];
}

/** Throws CargoError for a workspace without packages, or without those that are meant by default. */
export function checkNotEmpty({ root }: Workspace, meant: readonly Manifest[]): void {
  if (meant.length > 0) return;
  throw new CargoError(`manifest path \`${root}\` contains no package: The manifest is virtual, and the workspace has no members.`);
}

/** The workspace with the members that are meant; `warn` gets what is excluded in vain. Throws CargoError. */
export function selectPackages(workspace: Workspace, wishes: PackageWishes, warn: (text: string) => void): Workspace {
  const { packages, exclude, workspace: wishesAll, release } = wishes;
  const { members } = workspace;
  const specificationsOf = (texts: readonly string[]) => texts.map((text) => wishOf(text, wishes));
  if (exclude.length > 0) {
    if (!wishesAll) throw new CargoError("--exclude can only be used together with --workspace");
    const specifications = specificationsOf(exclude);
    unmatched(specifications, workspace, "excluded ").forEach(warn);
    const selected = members.filter((member) => !specifications.some(({ matches }) => matches(member)));
    checkNotEmpty(workspace, members);
    if (selected.length === 0) throw new CargoError("no packages to compile");
    return { ...workspace, selected };
  }
  const specifications = specificationsOf(packages);
  const inVain = specifications.filter(({ text }) => isPattern(text) || wishesAll);
  for (const words of unmatched(inVain, workspace, "")) throw new CargoError(words);
  if (wishesAll || packages.length === 0) checkNotEmpty(workspace, wishesAll ? members : workspace.selected);
  if (wishesAll) return { ...workspace, selected: members };
  if (packages.length === 0) return workspace;
  const isKnown = specifications.every(({ specification, matches }) => specification === undefined || members.some(matches));
  const others = isKnown ? [] : (wishes.dependencies?.() ?? []).filter(({ path }) => !members.some((member) => member.path === path));
  const all = [...members, ...others];
  const identities = all.map((one) => identityOf(one));
  if (wishes.mayBeForeign !== true)
    for (const { specification } of specifications) if (specification !== undefined) queryOne(specification, identities, release);
  return { ...workspace, selected: all.filter((one) => specifications.some(({ matches }) => matches(one))) };
}

/** For `-p` without a specification. */
export function availablePackages({ members }: Workspace): CargoError {
  const list =
    members.length === 0
      ? "No packages available.\n"
      : `Possible packages/workspace members:\n${members.map(({ name }) => `    ${name}\n`).join("")}`;
  return new CargoError(
    `"--package <SPEC>" requires a SPEC format value, which can be any package ID specifier in the dependency graph.\nRun \`cargo help pkgid\` for more information about SPEC format.\n\n${list}`,
  );
}

/** The package that the manifest is of. Throws CargoError for one that is virtual. */
export function currentPackage({ rootPath, members, selected }: Workspace, path: string): Manifest {
  const own = [...members, ...selected].find((member) => member.path === path);
  if (own !== undefined) return own;
  throw new CargoError(
    `manifest path \`${rootPath}\` is a virtual manifest, but this command requires running against an actual package in this workspace`,
  );
}

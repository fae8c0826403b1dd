// Which members of a workspace a command is about: `-p`, `--workspace`, `--exclude`. Names may have `*`, `?` and `[..]`; a
// specification may say the version (`a@0.1`) or the folder (`file:///w/a`).
import type { Host } from "../base/host.ts";
import { similar } from "../base/similar.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import { packageNameWords } from "./manifest-names.ts";
import type { Manifest } from "./manifest.ts";
import type { Workspace } from "./packages.ts";

export interface PackageWishes {
  readonly packages: readonly string[];
  readonly exclude: readonly string[];
  readonly workspace: boolean;
  readonly release: Release;
  readonly currentDirectory: string;
  /** Whether a path leads somewhere. */
  readonly exists: (path: string) => boolean;
}

interface Specification {
  readonly text: string;
  readonly matches: (manifest: Manifest) => boolean;
}

const isPattern = (text: string): boolean => /[*?[\]]/.test(text);

/** Of the `glob` crate: `*`, `?`, `[ab]`, `[!ab]`. */
function patternOf(text: string): RegExp {
  const open = text.lastIndexOf("[");
  if (open >= 0 && !text.includes("]", open + 2))
    throw new CargoError(`cannot build glob pattern from \`${text}\``, [
      `Pattern syntax error near position ${open}: invalid range pattern`,
    ]);
  const source = text.replaceAll(/\[!?[^\]]+\]|[*?]|[.+^${}()|\\[\]]/g, (part) => {
    if (part === "*" || part === "?") return part === "*" ? ".*" : ".";
    return part.length > 1 ? part.replace(/^\[!/, "[^") : `\\${part}`;
  });
  return new RegExp(`^${source}$`, "u");
}

/** `0.1` is a specification for `0.1.3`. */
function meetsVersion(asked: string | undefined, version: string): boolean {
  return asked === undefined || asked === version || version.startsWith(`${asked}.`);
}

function specificationOf(text: string, { currentDirectory, exists }: PackageWishes): Specification {
  if (text === "") throw new CargoError("package name cannot be empty");
  if (isPattern(text)) {
    const pattern = patternOf(text);
    return { text, matches: ({ name }) => pattern.test(name) };
  }
  const url = /^(?:path\+)?file:\/\/([^#]*)(?:#(?:([^@:]*)[@:])?(.*))?$/.exec(text);
  if (url !== null) {
    const [, folder = "", name, version] = url;
    return {
      text,
      matches: (one) => one.root === folder && (name === undefined || name === one.name) && meetsVersion(version, one.version),
    };
  }
  if (text.includes("/") && exists(text)) {
    const path = text.replace(/^\.\//, "");
    throw new CargoError(
      `package ID specification \`${text}\` looks like a file path, maybe try file://${path.startsWith("/") ? "" : `${currentDirectory}/`}${path}`,
    );
  }
  const [name = "", version] = text.split(/[@:]/, 2);
  const words = packageNameWords(name);
  if (words !== undefined) throw new CargoError(words);
  return { text, matches: (one) => one.name === name && meetsVersion(version, one.version) };
}

function noSuchPackage(text: string, members: readonly Manifest[], release: Release): CargoError {
  const message = `package ID specification \`${text}\` did not match any packages`;
  const name = text.split(/[@:]/)[0] as string;
  const alike = members.filter((member) => member.name === name);
  if (alike.length > 0) {
    const listed = alike.map((member) => `\n  ${member.name}${atLeast(release, 67) ? "@" : ":"}${member.version}`).join("");
    if (atLeast(release, 84)) return new CargoError(`${message}\nhelp: there are similar package ID specifications:\n${listed}`);
    return new CargoError(`${message}\nDid you mean one of these?\n${listed}`);
  }
  const near = similar(
    name,
    members.map((member) => member.name),
  );
  if (near === undefined) return new CargoError(message);
  return new CargoError(
    atLeast(release, 84)
      ? `${message}\n\nhelp: a package with a similar name exists: \`${near}\``
      : `${message}\n\n\tDid you mean \`${near}\`?`,
  );
}

/** Those that nothing matches, in cargo's words. */
function unmatched(specifications: readonly Specification[], { members, root }: Workspace, before: string): string[] {
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

/** The workspace with the members that are meant; `warn` gets what is excluded in vain. Throws CargoError. */
export function selectPackages(workspace: Workspace, wishes: PackageWishes, warn: (text: string) => void): Workspace {
  const { packages, exclude, workspace: all, release } = wishes;
  const { members } = workspace;
  const specificationsOf = (texts: readonly string[]) => texts.map((text) => specificationOf(text, wishes));
  if (exclude.length > 0) {
    if (!all) throw new CargoError("--exclude can only be used together with --workspace");
    const specifications = specificationsOf(exclude);
    unmatched(specifications, workspace, "excluded ").forEach(warn);
    const selected = members.filter((member) => !specifications.some(({ matches }) => matches(member)));
    if (selected.length === 0) throw new CargoError("no packages to compile");
    return { ...workspace, selected };
  }
  const specifications = specificationsOf(packages);
  const inVain = specifications.filter(({ text }) => isPattern(text) || all);
  for (const words of unmatched(inVain, workspace, "")) throw new CargoError(words);
  if (all) return { ...workspace, selected: members };
  if (packages.length === 0) return workspace;
  const missing = specifications.find(({ matches }) => !members.some(matches));
  if (missing !== undefined) throw noSuchPackage(missing.text, members, release);
  return { ...workspace, selected: members.filter((member) => specifications.some(({ matches }) => matches(member))) };
}

/** For `exists` of the wishes. */
export function exists({ files, currentDirectory }: Host, path: string): boolean {
  return files.status(path.startsWith("/") ? path : `${currentDirectory}/${path}`) !== undefined;
}

// Package ID specifications: `name`, `name@1.2`, `file:///w/a`, `path+file:///w/a#name@1.2.3`. In: what stands on the command
// line. Out: which packages it means, or cargo's words on why it means none or too many.
import type { Host } from "../../base/host.ts";
import { similar } from "../../base/similar.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { closestWords } from "../closest.ts";
import { nameWords } from "../manifest/manifest-names.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { parseVersion } from "./semver.ts";

/** A package as specifications see it. */
export interface Identity {
  readonly name: string;
  readonly version: string;
  /** `file:///w/a`, or the registry's address. */
  readonly url: string;
  readonly kind: "path" | "registry";
}

export interface Specification {
  /** As cargo shows it. */
  readonly text: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly url: string | undefined;
  readonly kind: Identity["kind"] | undefined;
}

export interface SpecificationPlace {
  readonly currentDirectory: string;
  /** Whether a path leads somewhere. */
  readonly exists: (path: string) => boolean;
}

/** What cargo calls the registry, wherever the copy lies. */
export const REGISTRY_INDEX = "https://github.com/rust-lang/crates.io-index";
/** The same as the source of a package, in lock files and messages. */
export const REGISTRY = `registry+${REGISTRY_INDEX}`;

/** Of a manifest or the configuration, where nothing is taken for a path. */
export const ANYWHERE: SpecificationPlace = { currentDirectory: "/", exists: () => false };

/** For what a specification is read among. */
export function placeOf({ files, currentDirectory }: Host): SpecificationPlace {
  return {
    currentDirectory,
    exists: (path) => files.status(normalizePath(path.startsWith("/") ? path : `${currentDirectory}/${path}`)) !== undefined,
  };
}

export function identityOf({ name, version, root }: Pick<Manifest, "name" | "version" | "root">, isVendored = false): Identity {
  return isVendored ? { name, version, url: REGISTRY_INDEX, kind: "registry" } : { name, version, url: fileUrl(root), kind: "path" };
}

/** As the `url` crate writes a path. */
export function fileUrl(path: string): string {
  return `file://${encodeURI(path).replaceAll("#", "%23").replaceAll("?", "%3F").replaceAll("%5B", "[").replaceAll("%5D", "]")}`;
}

/** What `cargo pkgid` prints. */
export function identityText({ name, version, url, kind }: Identity, release: Release): string {
  const prefix = atLeast(release, 77) ? `${kind}+` : "";
  const last = url.slice(url.lastIndexOf("/") + 1);
  const separator = atLeast(release, 67) ? "@" : ":";
  return `${prefix}${url}#${last === name ? "" : `${name}${separator}`}${version}`;
}

function checkedName(name: string): string {
  const words = nameWords(name, "package name");
  if (words !== undefined) throw new CargoError(words);
  return name;
}

/** One to three numbers, and what may stand behind three. */
function checkedVersion(text: string): string {
  if (typeof parseVersion(text) !== "string" || /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?$/.test(text)) return text;
  const isRequirement = /^[\^~=<>]|[*xX]|,/.test(text);
  if (isRequirement) throw new CargoError('unexpected version requirement, expected a version like "1.32"');
  if (text.includes("-")) throw new CargoError('unexpected prerelease field, expected a version like "1.32"');
  if (text.includes("+")) throw new CargoError('unexpected build field, expected a version like "1.32"');
  throw new CargoError('expected a version like "1.32"');
}

/** `name@version`, `name:version`; undefined if there is no version. */
function splitVersion(text: string): readonly [name: string, version: string] | undefined {
  const at = text.includes("@") ? text.lastIndexOf("@") : text.lastIndexOf(":");
  if (at < 0 || (text[at] === ":" && text[at - 1] === ":")) return undefined;
  return [text.slice(0, at), checkedVersion(text.slice(at + 1))];
}

/** kind = "path" | "registry"; url = [ kind "+" ] scheme "://" path [ "#" ( version | name [ "@" version ] ) ] */
function fromUrl(text: string): Specification | undefined {
  const found = /^(?:([a-z]+)\+)?([a-z]+):\/\/([^#]*)(?:#(.*))?$/.exec(text);
  if (found === null) return undefined;
  const [, kind, scheme = "", path = "", fragment] = found;
  if (path.includes("?") && kind !== "git") throw new CargoError(`cannot have a query string in a pkgid: ${text.split("#")[0]}`);
  if (kind === "path" && scheme !== "file")
    throw new CargoError(`\`path+${scheme}\` is unsupported; \`path+file\` and \`file\` schemes are supported`);
  if (kind !== undefined && !["path", "registry", "git", "sparse"].includes(kind))
    throw new CargoError(`unsupported source protocol: ${kind}`);
  const last = path.slice(path.lastIndexOf("/") + 1);
  const [name, version] = nameAndVersion(fragment, last);
  const url = `${scheme}://${path}`;
  const shownName = name === last ? "" : `#${name}`;
  const shownVersion = version === undefined ? "" : `${shownName === "" ? "#" : "@"}${version}`;
  const prefix = kind === undefined ? "" : `${kind}+`;
  // No package comes from a git repository or a sparse registry here.
  const isKnown = kind === undefined || kind === "path" || kind === "registry";
  return {
    text: `${prefix}${url}${shownName}${shownVersion}`,
    name: checkedName(name),
    version,
    url: isKnown ? url : "",
    kind: kind === "path" || kind === "registry" ? kind : undefined,
  };
}

function nameAndVersion(fragment: string | undefined, last: string): readonly [name: string, version: string | undefined] {
  if (fragment === undefined) return [last, undefined];
  const split = splitVersion(fragment);
  if (split !== undefined) return split;
  if (fragment === "") throw new CargoError("pkgid url cannot have an empty fragment");
  return /^\p{Alphabetic}/u.test(fragment) ? [fragment, undefined] : [last, checkedVersion(fragment)];
}

/** Throws CargoError for what is no specification. */
export function parseSpecification(text: string, { currentDirectory, exists }: SpecificationPlace): Specification {
  if (text.includes("://")) {
    const url = fromUrl(text);
    if (url !== undefined) return url;
  } else if (/[/\\]/.test(text) && exists(text)) {
    const path = text.replace(/^\.\//, "");
    throw new CargoError(
      `package ID specification \`${text}\` looks like a file path, maybe try file://${path.startsWith("/") ? "" : `${currentDirectory}/`}${path}`,
    );
  }
  const [name, version] = splitVersion(text) ?? [text, undefined];
  checkedName(name);
  return { text: version === undefined ? name : `${name}@${version}`, name, version, url: undefined, kind: undefined };
}

/** `0.1` is a specification for `0.1.3`; a pre-release must be named. */
function meetsVersion(asked: string, version: string): boolean {
  if (asked === version) return true;
  const [plain = "", build] = version.split("+");
  if (build !== undefined && asked === plain) return true;
  return !plain.includes("-") && !/[-+]/.test(asked) && plain.startsWith(`${asked}.`);
}

export function matches({ name, version, url, kind }: Specification, one: Identity): boolean {
  if (name !== one.name || (version !== undefined && !meetsVersion(version, one.version))) return false;
  return (url === undefined || url === one.url) && (kind === undefined || kind === one.kind);
}

/** A line for each: its version, or all of it where that does not tell them apart. */
function listed(found: readonly Identity[], { name }: Specification, release: Release): string {
  const separator = atLeast(release, 67) ? "@" : ":";
  const isSole = ({ version }: Identity) => found.filter((one) => one.version === version).length === 1;
  return found.map((one) => `\n  ${isSole(one) ? `${name}${separator}${one.version}` : identityText(one, release)}`).join("");
}

function noMatch(specification: Specification, all: readonly Identity[], release: Release): CargoError {
  const message = `package ID specification \`${specification.text}\` did not match any packages`;
  const isFull = specification.version?.split(/[-+]/)[0]?.split(".").length === 3;
  const withoutUrl = { ...specification, url: undefined, kind: undefined };
  const tries = [...(specification.url === undefined ? [] : [withoutUrl]), ...(isFull ? [{ ...withoutUrl, version: undefined }] : [])].map(
    (one) => all.filter((identity) => matches(one, identity)),
  );
  const alike = tries.find(({ length }) => length > 0);
  const isNew = atLeast(release, 84);
  if (alike !== undefined) {
    const lines = listed(alike, specification, release);
    return new CargoError(
      `${message}\n${isNew ? "help: there are similar package ID specifications:" : "Did you mean one of these?"}\n${lines}`,
    );
  }
  const names = all.map(({ name }) => name).sort();
  return new CargoError(`${message}${closestWords(specification.name, names, "package", release)}`);
}

/** The one package that is meant. Throws CargoError if there is none, or more than one. */
export function queryOne(specification: Specification, all: readonly Identity[], release: Release): Identity {
  const [first, ...more] = all.filter((one) => matches(specification, one));
  if (first === undefined) throw noMatch(specification, all, release);
  if (more.length === 0) return first;
  const lines = listed([first, ...more], specification, release);
  const { text } = specification;
  throw new CargoError(
    atLeast(release, 84)
      ? `specification \`${text}\` is ambiguous\nhelp: re-run this command with one of the following specifications${lines}`
      : `There are multiple \`${specification.name}\` packages in your project, and the specification \`${text}\` is ambiguous.\nPlease re-run this command with \`-p <spec>\` where \`<spec>\` is one of the following:${lines}`,
  );
}

/** For what cannot be read at all, a name that is near. */
export function similarPackage(text: string, all: readonly Identity[]): string {
  const near = nearest(text, all);
  return near === undefined ? "" : `\n\nhelp: a package with a similar name exists: \`${near}\``;
}

/** The first in order of those that are nearest. */
function nearest(name: string, all: readonly Identity[]): string | undefined {
  const names = all.map((one) => one.name).sort((a, b) => (a < b ? -1 : 1));
  return similar(name, names, 3);
}

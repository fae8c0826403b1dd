// Names of packages and features: which characters they may have, in cargo's words.
import { atLeast } from "../../target/release.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import type { TomlSpan } from "../toml/toml.ts";

const XID = "characters must be Unicode XID characters (numbers, `-`, `_`, or most letters)";

/** Most names: what Unicode says of other characters takes long to look up. */
const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;

/** What is wrong with the name of `what`; undefined if nothing is. */
export function nameWords(name: string, what: "package name" | "registry name"): string | undefined {
  if (PLAIN_NAME.test(name)) return undefined;
  if (name === "") return `${what} cannot be empty`;
  const invalid = (character: string, why: string) => `invalid character \`${character}\` in ${what}: \`${name}\`, ${why}`;
  const [first = ""] = name;
  if (/[0-9]/.test(first)) return invalid(first, "the name cannot start with a digit");
  if (!/[\p{XIDS}_]/u.test(first)) return invalid(first, "the first character must be a Unicode XID start character (most letters or `_`)");
  const bad = [...name].find((character) => !/[\p{XIDC}-]/u.test(character));
  return bad === undefined ? undefined : invalid(bad, XID);
}

/** What cargo looked at before 1.75: no character's place. */
function oldPackageNameWords(name: string): string | undefined {
  if (PLAIN_NAME.test(name)) return undefined;
  const bad = [...name].find((character) => !/[\p{XIDC}_-]/u.test(character));
  return bad === undefined ? undefined : `invalid character \`${bad}\` in package name: \`${name}\`, ${XID}`;
}

export function checkPackageName(reader: ManifestReader, name: string, span: TomlSpan, path: string): void {
  if (name === "") return reader.failAt(span, path, "package name cannot be empty", "package name cannot be an empty string");
  const words = atLeast(reader.release, 75) ? nameWords(name, "package name") : oldPackageNameWords(name);
  if (words !== undefined) reader.failAt(span, path, words, words);
}

function featureNameWords(name: string): string | undefined {
  if (PLAIN_NAME.test(name)) return undefined;
  if (name === "") return "feature name cannot be empty";
  if (name.startsWith("dep:")) return `feature named \`${name}\` is not allowed to start with \`dep:\``;
  if (name.includes("/")) return `invalid character \`/\` in feature name: \`${name}\`, feature name is not allowed to contain slashes`;
  const [first = ""] = name;
  if (!/[\p{XIDS}_0-9]/u.test(first))
    return `invalid character \`${first}\` in feature name: \`${name}\`, the first character must be a Unicode XID start character or digit (most letters or \`_\` or \`0\` to \`9\`)`;
  const bad = [...name].find((character) => !/[\p{XIDC}+.-]/u.test(character));
  if (bad === undefined) return undefined;
  return `invalid character \`${bad}\` in feature name: \`${name}\`, characters must be Unicode XID characters, '-', \`+\`, or \`.\` (numbers, \`+\`, \`-\`, \`_\`, \`.\`, or most letters)`;
}

/** What no feature was called before 1.75; characters were a warning's business. */
function oldFeatureNameWords(name: string): string | undefined {
  if (name.startsWith("dep:")) return `feature named \`${name}\` is not allowed to start with \`dep:\``;
  return name.includes("/") ? `feature named \`${name}\` is not allowed to contain slashes` : undefined;
}

export function checkFeatureName(reader: ManifestReader, name: string, span: TomlSpan, path: string): void {
  const words = featureNameWords(name);
  if (words !== undefined) reader.failAt(span, path, words);
}

/** Releases before 1.90 look at names when all of the manifest is read. */
export function checkOldFeatureName(reader: ManifestReader, name: string): void {
  const words = oldFeatureNameWords(name);
  if (words !== undefined) reader.fail(words);
}

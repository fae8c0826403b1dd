// Version requirements as cargo reads them (`1.2`, `^0.3.1`, `~1.4`, `=2.0.0`, `>=1, <3`, `1.*`), and whether a version
// meets one. Pre-releases are met only by a requirement that names one of the same three numbers.
import { parseVersion } from "./semver.ts";
import type { Version } from "./semver.ts";

type Numbers = readonly [number, number, number];

const COMPARATOR = /^(\^|~|=|>=|<=|>|<)?\s*(\d+|\*|x|X)(?:\.(\d+|\*|x|X))?(?:\.(\d+|\*|x|X))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

const isNumber = (text: string | undefined): text is string => text !== undefined && /^\d+$/.test(text);

function compare(a: Numbers, b: Numbers): number {
  const at = a.findIndex((number, i) => number !== b[i]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** The first version that is too high for one written with `given` numbers. */
function above(operator: string, [major, minor, patch]: Numbers, given: number): Numbers {
  if (given === 0) return [Infinity, 0, 0];
  if (operator === "~" || operator === "=" || operator === "*") {
    if (given === 1) return [major + 1, 0, 0];
    return given === 2 || operator === "~" ? [major, minor + 1, 0] : [major, minor, patch + 1];
  }
  if (major > 0 || given === 1) return [major + 1, 0, 0];
  if (minor > 0 || given === 2) return [0, minor + 1, 0];
  return [0, 0, patch + 1];
}

/** One comparator; undefined if it cannot be read. */
function meetsOne(text: string, version: Numbers, pre: string): boolean | undefined {
  const found = COMPARATOR.exec(text.trim());
  if (found === null) return undefined;
  const parts = [found[2], found[3], found[4]];
  const given = parts.findIndex((part) => !isNumber(part));
  const count = given < 0 ? 3 : given;
  const least: Numbers = [Number(parts[0]) || 0, count > 1 ? Number(parts[1]) : 0, count > 2 ? Number(parts[2]) : 0];
  const operator = found[1] ?? (parts.some((part) => part !== undefined && !isNumber(part)) ? "*" : "^");
  const next = above("=", least, count);
  // Of three numbers that are the same, what comes behind decides.
  if (count === 3 && compare(version, least) === 0 && operator !== "*") {
    const order = comparePre(pre, found[5] ?? "");
    return operator === "="
      ? order === 0
      : operator === "<"
        ? order < 0
        : operator === "<="
          ? order <= 0
          : operator === ">"
            ? order > 0
            : order >= 0;
  }
  switch (operator) {
    case ">=":
      return compare(version, least) >= 0;
    case "<":
      return compare(version, least) < 0;
    case ">":
      return compare(version, next) >= 0;
    case "<=":
      return compare(version, next) < 0;
    default:
      return compare(version, least) >= 0 && compare(version, above(operator, least, count)) < 0;
  }
}

/** Throws nothing: what cannot be read is met by nothing. */
export function meets(requirement: string | undefined, text: string): boolean {
  if (requirement === undefined || requirement.trim() === "*") return true;
  const version = parseVersion(text);
  if (typeof version === "string") return false;
  if (version.pre !== "" && !requirement.includes(`${version.major}.${version.minor}.${version.patch}-`)) return false;
  const numbers: Numbers = [version.major, version.minor, version.patch];
  return requirement.split(",").every((part) => meetsOne(part, numbers, version.pre) === true);
}

/** Identifiers of pre-releases: numbers as such and before words, the longer after what it begins with. */
function comparePre(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "" || b === "") return a === "" ? 1 : -1;
  const [left, right] = [a.split("."), b.split(".")];
  for (const [i, one] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (one === other) continue;
    if (isNumber(one) && isNumber(other)) return Number(one) - Number(other);
    return isNumber(one) ? -1 : isNumber(other) ? 1 : one < other ? -1 : 1;
  }
  return -1;
}

/** Which of two versions is newer: positive if the first. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  if (typeof x === "string" || typeof y === "string") return 0;
  const numbers = (version: Version): Numbers => [version.major, version.minor, version.patch];
  return compare(numbers(x), numbers(y)) || comparePre(x.pre, y.pre);
}
const NUMBER_NAMES = ["major", "minor", "patch"] as const;

/** The words of the `semver` crate for a requirement that cannot be read. */
export function requirementError(requirement: string): string | undefined {
  if (requirement.trim() === "*") return undefined;
  for (const part of requirement.split(",")) {
    const words = comparatorError(part.trim().replace(/^(?:>=|<=|[=><^~])\s*/, ""));
    if (words !== undefined) return words;
  }
  return undefined;
}

function comparatorError(text: string): string | undefined {
  let rest = text;
  let wild = false;
  for (const [i, name] of NUMBER_NAMES.entries()) {
    if (rest === "") return `unexpected end of input while parsing ${name} version number`;
    const digits = /^(?:[*xX]|\d+)/.exec(rest)?.[0];
    if (wild && (digits === undefined || isNumber(digits))) return "unexpected character after wildcard in version req";
    if (digits === undefined) return `unexpected character '${[...rest][0]}' while parsing ${name} version number`;
    if (/^0\d/.test(digits)) return `invalid leading zero in ${name} version number`;
    wild ||= !isNumber(digits);
    rest = rest.slice(digits.length);
    if (rest === "" || (i === 2 && /^[-+]/.test(rest))) return undefined;
    if (i === 2 || !rest.startsWith("."))
      return wild
        ? "unexpected character after wildcard in version req"
        : `unexpected character '${[...rest][0]}' after ${name} version number`;
    rest = rest.slice(1);
  }
  return undefined;
}

/** A bare version means what `^` in front of it says. */
export function requirementText(version: string | undefined): string {
  return version === undefined ? "*" : /^\d/.test(version) && !/[*xX]/.test(version) ? `^${version}` : version;
}

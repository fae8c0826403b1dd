// Versions as cargo reads them (SemVer 2.0): the number's parts, or the words for what is wrong with it.

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly pre: string;
  readonly build: string;
}

const PARTS = ["major", "minor", "patch"] as const;
const IDENTIFIERS = /^[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*/;

function numberError(rest: string, part: string): string {
  if (rest === "") return `unexpected end of input while parsing ${part} version number`;
  return `unexpected character '${[...rest][0]}' while parsing ${part} version number`;
}

/** The version, or the words of the `semver` crate. */
export function parseVersion(text: string): Version | string {
  if (text === "") return "empty string, expected a semver version";
  const numbers: number[] = [];
  let rest = text;
  for (const [i, part] of PARTS.entries()) {
    const digits = /^\d+/.exec(rest)?.[0];
    if (digits === undefined) return numberError(rest, part);
    if (digits.length > 1 && digits.startsWith("0")) return `invalid leading zero in ${part} version number`;
    if (BigInt(digits) > 0xffffffffffffffffn) return `value of ${part} version number exceeds u64::MAX`;
    numbers.push(Number(digits));
    rest = rest.slice(digits.length);
    if (i === 2) break;
    if (rest === "") return `unexpected end of input while parsing ${part} version number`;
    if (!rest.startsWith(".")) return `unexpected character '${[...rest][0]}' after ${part} version number`;
    rest = rest.slice(1);
  }
  return suffixes(numbers, rest);
}

function suffixes(numbers: readonly number[], text: string): Version | string {
  let rest = text;
  const pre = rest.startsWith("-") ? (IDENTIFIERS.exec(rest.slice(1))?.[0] ?? "") : "";
  if (rest.startsWith("-")) {
    if (pre === "") return "empty identifier segment in pre-release identifier";
    if (pre.split(".").some((part) => /^0\d+$/.test(part))) return "invalid leading zero in pre-release identifier";
    rest = rest.slice(1 + pre.length);
  }
  const build = rest.startsWith("+") ? (IDENTIFIERS.exec(rest.slice(1))?.[0] ?? "") : "";
  if (rest.startsWith("+")) {
    if (build === "") return "empty identifier segment in build metadata";
    rest = rest.slice(1 + build.length);
  }
  if (rest !== "") return `unexpected character '${[...rest][0]}' after ${pre === "" ? "patch version number" : "pre-release identifier"}`;
  const [major = 0, minor = 0, patch = 0] = numbers;
  return { major, minor, patch, pre, build };
}

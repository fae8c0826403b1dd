// Cargo.lock as it lies there: a file that cargo could not read is not written over, it is an error.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { describeValue, tomlParseError } from "../toml/toml-words.ts";
import { TomlError, parseToml } from "../toml/toml.ts";
import type { TomlSpan, TomlTable, TomlValue } from "../toml/toml.ts";

/** What stands at the wrong place: words, and the key as releases before 1.90 name it. */
class Misfit extends Error {
  constructor(
    readonly value: TomlValue,
    readonly key: string,
    words: string,
  ) {
    super(words);
  }
}

/** Two packages that are the same. */
class Twin extends Error {}

const KINDS: Readonly<Record<string, TomlValue["kind"]>> = {
  "a string": "string",
  "a sequence": "array",
  u32: "integer",
  "a map": "table",
};

function check(table: TomlTable, path: string, key: string, expected: string): TomlValue | undefined {
  const value = table.entries.get(key)?.value;
  const full = path === "" ? key : `${path}.${key}`;
  if (value !== undefined && value.kind !== KINDS[expected])
    throw new Misfit(value, full, `invalid type: ${describeValue(value)}, expected ${expected}`);
  return value;
}

function checkPackage(table: TomlTable, text: string): void {
  for (const key of ["name", "version", "source", "checksum", "replace"]) check(table, "package", key, "a string");
  check(table, "package", "dependencies", "a sequence");
  checkSource(table);
  const missing = ["name", "version"].find((key) => !table.entries.has(key));
  if (missing !== undefined) throw new TomlError(`missing field \`${missing}\``, headerSpan(table.span, text));
}

const PROTOCOLS = /^(?:registry|sparse|git|path)$/;

function checkSource(table: TomlTable): void {
  const source = table.entries.get("source")?.value;
  if (source?.kind !== "string") return;
  const [, protocol] = /^([^+]*)\+/.exec(source.value) ?? [];
  if (protocol === undefined) throw new Misfit(source, "package.source", `invalid source \`${source.value}\``);
  if (!PROTOCOLS.test(protocol)) throw new Misfit(source, "package.source", `unsupported source protocol: ${protocol}`);
}

const IDENTITY = ["name", "version", "source"] as const;

/** A package is listed once. */
function checkTwins(packages: readonly TomlTable[]): void {
  const seen = new Set<string>();
  for (const { entries } of packages) {
    const words = IDENTITY.map((key) => entries.get(key)?.value).map((value) => (value?.kind === "string" ? value.value : ""));
    const identity = JSON.stringify(words);
    if (seen.has(identity)) throw new Twin(`package \`${words[0]}\` is specified twice in the lockfile`);
    seen.add(identity);
  }
}

/** Of the line that a table begins with. */
function headerSpan({ lo }: TomlSpan, text: string): TomlSpan {
  const end = text.indexOf("\n", lo);
  return { lo, hi: end < 0 ? text.length : end };
}

function checkDocument(document: TomlTable, text: string): void {
  check(document, "", "version", "u32");
  const packages = check(document, "", "package", "a sequence");
  const items = (packages?.kind === "array" ? packages.items : []).filter((item) => item.kind === "table");
  for (const item of items) checkPackage(item, text);
  checkTwins(items);
  check(document, "", "metadata", "a map");
}

/** Throws CargoError for a text that is no lock file of a version that the release knows. */
export function checkLockFile(path: string, text: string, release: Release): void {
  const failed = (...causes: string[]) => new CargoError(`failed to parse lock file at: ${path}`, causes);
  const isOld = !atLeast(release, 90);
  let document: TomlTable;
  try {
    document = parseToml(text, release);
    checkDocument(document, text);
  } catch (error) {
    if (error instanceof Misfit) {
      if (isOld) throw failed(`${error.message} for key \`${error.key}\``);
      throw failed(tomlParseError(text, new TomlError(error.message, error.value.span), release));
    }
    if (error instanceof Twin) throw failed(error.message);
    if (!(error instanceof TomlError)) throw error;
    throw failed(...(isOld ? ["could not parse input as TOML"] : []), tomlParseError(text, error, release));
  }
  const version = document.entries.get("version")?.value;
  const newest = atLeast(release, 78) ? 4 : 3;
  if (version?.kind !== "integer" || version.value <= BigInt(newest)) return;
  throw failed(
    `lock file version \`${version.value}\` was found, but this version of Cargo does not understand this lock file, perhaps Cargo needs to be updated?`,
  );
}

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
  /** Null if the file says that there was none. */
  readonly checksum: string | null | undefined;
  /** As they are written: a name, a name and a version, or with the source behind. */
  readonly dependencies: readonly string[];
}

/** The first form of the file has all checksums in a table of their own. */
function oldSums(metadata: TomlValue | undefined): Map<string, string | null> {
  const entries = metadata?.kind === "table" ? [...metadata.entries] : [];
  return new Map(
    entries.flatMap(([key, { value }]) => (value.kind === "string" ? [[key, value.value === "<none>" ? null : value.value] as const] : [])),
  );
}

/** What a lock file lists. */
export function lockedVersions(text: string, release: Release): LockedPackage[] {
  const { entries } = parseToml(text, release);
  const packages = entries.get("package")?.value;
  const sums = oldSums(entries.get("metadata")?.value);
  return (packages?.kind === "array" ? packages.items : []).flatMap((item) => {
    if (item.kind !== "table") return [];
    const text = (key: string) => {
      const value = item.entries.get(key)?.value;
      return value?.kind === "string" ? value.value : undefined;
    };
    const [name, version] = [text("name"), text("version")];
    const list = item.entries.get("dependencies")?.value;
    const dependencies = list?.kind === "array" ? list.items.flatMap((one) => (one.kind === "string" ? [one.value] : [])) : [];
    if (name === undefined || version === undefined) return [];
    const source = text("source");
    const checksum = text("checksum") ?? sums.get(`checksum ${name} ${version} (${source})`);
    return [{ name, version, source, checksum, dependencies }];
  });
}

/** Lock files of whatever form say the same: the same packages need the same ones. */
export function locksTheSame(one: string, other: string, release: Release): boolean {
  const meaning = (text: string) => {
    const packages = lockedVersions(text, release);
    const needed = (words: string) => {
      const [name = "", version = packages.find((locked) => locked.name === name)?.version] = words.split(" ");
      return `${name} ${version}`;
    };
    return packages
      .map(({ name, version, source, dependencies }) => [name, version, source ?? "", ...dependencies.map(needed).sort()].join(" "))
      .sort();
  };
  return meaning(one).join("\n") === meaning(other).join("\n");
}

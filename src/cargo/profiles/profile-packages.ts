// `[profile.<name>.package.<specification>]`: each specification should mean a package, and each package at most one of them.
import { CargoError } from "../cargo-error.ts";
import { closestWords } from "../closest.ts";
import type { Config } from "../config/config.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import type { Package } from "../resolve/package-graph.ts";
import { identityOf, matches, parseSpecification } from "../resolve/package-spec.ts";
import type { Specification, SpecificationPlace } from "../resolve/package-spec.ts";
import { packageText } from "../resolve/packages.ts";
import type { Release } from "../../target/release.ts";
import type { TomlTable } from "../toml/toml.ts";

interface Around {
  readonly config: Config;
  readonly release: Release;
  readonly place: SpecificationPlace;
  readonly warn: (text: string) => void;
}

/** Throws CargoError for what is no specification. */
function specificationsOf(keys: Iterable<string>, place: SpecificationPlace): Specification[] {
  return [...keys].filter((key) => key !== "*").map((key) => parseSpecification(key, place));
}

const means = (specification: Specification, { manifest, vendored }: Package): boolean =>
  matches(specification, identityOf(manifest, vendored !== undefined));

/** `packages` are all that the workspace depends on. `warn` gets what means nothing. Throws CargoError for what is said twice. */
export function checkProfilePackages(document: TomlTable, packages: readonly Package[], { config, release, place, warn }: Around): void {
  const profiles = getTable(document, "profile");
  const names = new Set([...(profiles?.entries.keys() ?? []), ...config.keys("profile")]);
  for (const name of [...names].sort()) {
    const written = getTable(getTable(profiles, name), "package")?.entries.keys() ?? [];
    const own = specificationsOf(written, place);
    const all = specificationsOf(new Set([...own.map(({ text }) => text), ...config.keys("profile", name, "package")]), place);
    for (const one of packages)
      checkSole(
        name,
        all.filter((specification) => means(specification, one)),
        one,
      );
    for (const specification of own.toSorted((a, b) => (a.text < b.text ? -1 : 1)))
      if (!packages.some((one) => means(specification, one))) warn(unmatched(name, specification, packages, release));
  }
}

function checkSole(profile: string, specifications: readonly Specification[], { manifest }: Package): void {
  if (specifications.length < 2) return;
  const found = specifications.map(({ text }) => text).sort();
  throw new CargoError(
    `multiple package overrides in profile \`${profile}\` match package \`${packageText(manifest)}\`\nfound package specs: ${found.join(", ")}`,
  );
}

function unmatched(profile: string, { text, name }: Specification, packages: readonly Package[], release: Release): string {
  const words = `profile package spec \`${text}\` in profile \`${profile}\``;
  const alike = packages.filter(({ manifest }) => manifest.name === name).map(({ manifest }) => packageText(manifest));
  if (alike.length > 0) return `${words} has a version or URL that does not match any of the packages: ${alike.join(", ")}`;
  const names = packages.map(({ manifest }) => manifest.name).sort();
  return `${words} did not match any packages${closestWords(name, names, "package", release)}`;
}
